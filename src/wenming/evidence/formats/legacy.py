"""Older Office and WPS files (doc, xls, ppt, wps, et, dps, msg): what they are, whether they act by themselves, their text.

Source  [MS-DOC] §2.4.1 (piece table), [MS-XLS] §2.4 (records), [MS-PPT] §2.9 (text atoms).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

from wenming.evidence.formats import trouble
from wenming.evidence.formats.compound import BadCompound, Compound
from wenming.evidence.formats.kinds import file_type
from wenming.evidence.formats.verdicts import Limits, Opened

_MACRO_NAMES = re.compile(r"^(?:_VBA_PROJECT(?:_CUR)?|VBA|Macros)$", re.IGNORECASE)
_OBJECT_NAMES = re.compile(r"^(?:ObjectPool|\x01Ole10Native|Package|MBD[0-9A-F]{8})$", re.IGNORECASE)
_DDE = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_PPT_MACROS = b"\x1f\x00\xff\x03"  # record VBAInfoContainer
_PPT_ENCRYPTED = b"\xdf\xc4\xd1\xf3"  # CurrentUserAtom.headerToken of a locked presentation


def open_compound(path: Path, suffix: str, *, limits: Limits) -> Opened:
    """Open a compound file and judge it. ``suffix`` tells WPS's own extensions, whose content is the same, apart."""
    opened = Opened()
    try:
        with Compound(path) as file:
            names = file.names
            if "EncryptedPackage" in names:
                opened.type = file_type(suffix if suffix in {"docx", "xlsx", "pptx"} else "docx")
                opened.add(trouble.password())
            elif "WordDocument" in names:
                opened.type = file_type("wps" if suffix == "wps" else "doc")
                _judge_doc(file, opened)
            elif "Workbook" in names or "Book" in names:
                opened.type = file_type("et" if suffix == "et" else "xls")
                _judge_xls(file, opened)
            elif "PowerPoint Document" in names:
                opened.type = file_type("dps" if suffix == "dps" else "ppt")
                _judge_ppt(file, opened, limits)
            elif "__properties_version1.0" in names:
                opened.type = file_type("msg")
            elif any(name and ord(name[0]) >= 0x3800 for name in file.streams):
                opened.type = file_type("exe")  # an installer writes its table names in a packed alphabet
                opened.add(trouble.program())
            else:
                opened.add(trouble.unknown())
            if any(_MACRO_NAMES.match(name) for name in names):
                opened.add(trouble.macro())
            if any(_OBJECT_NAMES.match(name) for name in names):
                opened.add(trouble.embedded_object())
    except (BadCompound, struct.error):
        opened.type = file_type(suffix) if suffix in {"doc", "wps", "xls", "et", "ppt", "dps"} else opened.type
        opened.add(trouble.damaged())
    return opened


def doc_text(path: Path, *, limit: int) -> tuple[str, str]:
    """The text of a doc or wps file: main text, and the rest (notes, headers, text boxes). Raises BadCompound."""
    with Compound(path) as file:
        main, rest, _codes = _doc_pieces(file, limit)
    return main, rest


def ppt_text(path: Path, *, limit: int) -> str:
    """The text of a ppt or dps file, one paragraph a line. Raises BadCompound."""
    with Compound(path) as file:
        data = file.read("PowerPoint Document")
    lines: list[str] = []
    for kind, body in _ppt_records(data):
        if kind == 0x0FA0:
            lines.append(body.decode("utf-16-le", errors="replace"))
        elif kind == 0x0FA8:
            lines.append(body.decode("latin-1"))
    return "\n".join(line.replace("\r", "\n").replace("\x0b", "\n") for line in lines)[:limit]


def _judge_doc(file: Compound, opened: Opened) -> None:
    head = file.read("WordDocument", limit=0x200)
    if len(head) < 0x60 or head[:2] not in {b"\xec\xa5", b"\xdc\xa5"}:
        opened.add(trouble.damaged())
        return
    (flags,) = struct.unpack_from("<H", head, 0x0A)
    if flags & 0x0100:
        opened.add(trouble.password())
        return
    if head[:2] == b"\xec\xa5":
        _main, _rest, codes = _doc_pieces(file, 8_000_000)
        if _DDE.search(codes):
            opened.add(trouble.dde())


def _doc_pieces(file: Compound, limit: int) -> tuple[str, str, str]:
    """Main text, other text, and the instructions of all fields."""
    stream = file.read("WordDocument")
    if len(stream) < 0x1AA:
        return "", "", ""
    (flags,) = struct.unpack_from("<H", stream, 0x0A)
    (main_length,) = struct.unpack_from("<I", stream, 0x4C)
    place, length = struct.unpack_from("<II", stream, 0x1A2)
    table = file.read("1Table" if flags & 0x0200 else "0Table")[place : place + length]
    position = 0
    while position < len(table) and table[position] == 1:
        position += 3 + int(struct.unpack_from("<H", table, position + 1)[0])
    if position >= len(table) or table[position] != 2:
        return "", "", ""
    (size,) = struct.unpack_from("<I", table, position + 1)
    start = position + 5
    count = max(0, (min(size, len(table) - start) - 4) // 12)
    bounds = struct.unpack_from(f"<{count + 1}I", table, start)
    pieces: list[str] = []
    total = 0
    for n in range(count):
        (where,) = struct.unpack_from("<I", table, start + 4 * (count + 1) + 8 * n + 2)
        characters = min(max(0, bounds[n + 1] - bounds[n]), limit - total)
        if where & 0x40000000:
            begin = (where & 0x3FFFFFFF) // 2
            text = stream[begin : begin + characters].decode("cp1252", errors="replace")
        else:
            text = stream[where : where + 2 * characters].decode("utf-16-le", errors="replace")
        pieces.append(text)
        total += characters
        if total >= limit:
            break
    whole = "".join(pieces)
    main, codes = _without_fields(whole[:main_length])
    rest, more = _without_fields(whole[main_length:])
    return _plain(main), _plain(rest), codes + more


def _without_fields(text: str) -> tuple[str, str]:
    """Take out field instructions (between the marks 0x13 and 0x14), keeping what the fields show."""
    shown: list[str] = []
    codes: list[str] = []
    depth: list[bool] = []  # for every open field: are we still in its instruction?
    for piece in re.split("([\x13\x14\x15])", text):
        if piece == "\x13":
            depth.append(True)
        elif piece == "\x14":
            if depth:
                depth[-1] = False
        elif piece == "\x15":
            if depth:
                depth.pop()
        else:
            (codes if any(depth) else shown).append(piece)
    return "".join(shown), " ".join(codes)


def _plain(text: str) -> str:
    text = text.replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n").replace("\x07", "\t")
    return re.sub("[\x00-\x08\x0e-\x1f]", "", text)


def _judge_xls(file: Compound, opened: Opened) -> None:
    """Walk the records before the first sheet: a lock, macro sheets, links to other workbooks."""
    data = file.read("Workbook") or file.read("Book")
    position, first = 0, True
    while position + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, position)
        body = data[position + 4 : position + 4 + length]
        if first and kind not in {0x0809, 0x0409, 0x0209, 0x0009}:
            opened.add(trouble.damaged())
            return
        first = False
        if kind == 0x000A:
            return
        if kind == 0x002F:
            opened.add(trouble.password())
            return
        if kind == 0x0085 and len(body) > 5 and body[5] in {0x01, 0x06}:
            opened.add(trouble.macro())
        if kind == 0x01AE and len(body) >= 4 and body[2:4] not in {b"\x01\x04", b"\x01\x3a"}:
            opened.add(trouble.external_link())
        position += 4 + length


def _judge_ppt(file: Compound, opened: Opened, limits: Limits) -> None:
    if _PPT_ENCRYPTED in file.read("Current User", limit=64) or "EncryptedSummary" in file.names:
        opened.add(trouble.password())
        return
    if _PPT_MACROS in file.read("PowerPoint Document", limit=limits.max_part):
        opened.add(trouble.macro())


def _ppt_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """All atoms of a presentation in order; containers are walked into."""
    position = 0
    while position + 8 <= len(data):
        version, kind, length = struct.unpack_from("<HHI", data, position)
        position += 8
        if version & 0x0F == 0x0F:
            continue
        yield kind, data[position : position + length]
        position += length
