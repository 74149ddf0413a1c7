"""Fonts of foreign files: is the program inside, does it agree with the file, can a missing one be replaced by ours.

Source  ISO 19005-2, 6.2.11. Widths are compared for TrueType programs, which nearly all office programs write; programs
in Type 1 and CFF form are taken as their makers wrote them.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import Any

import pikepdf
from fontTools import agl
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from wenming.documents.formats.faces import SHIPPED

# Predefined CMaps that need not be embedded: ISO 32000-1, table 118, by the collection they belong to.
_CMAPS = {
    "GB1": "GB-EUC GBpc-EUC GBK-EUC GBKp-EUC GBK2K UniGB-UCS2 UniGB-UTF16",
    "CNS1": "B5pc HKscs-B5 ETen-B5 ETenms-B5 CNS-EUC UniCNS-UCS2 UniCNS-UTF16",
    "Japan1": "83pv-RKSJ 90ms-RKSJ 90msp-RKSJ 90pv-RKSJ Add-RKSJ EUC Ext-RKSJ UniJIS-UCS2 UniJIS-UCS2-HW UniJIS-UTF16",
    "Korea1": "KSC-EUC KSCms-UHC KSCms-UHC-HW KSCpc-EUC UniKS-UCS2 UniKS-UTF16",
}
_PREDEFINED = {
    f"/{stem}-{way}": ordering for ordering, stems in _CMAPS.items() for stem in stems.split() for way in "HV"
}
_PREDEFINED |= {"/H": "Japan1", "/V": "Japan1"}
_IDENTITY = ("/Identity-H", "/Identity-V")

# Names under which the widths of our Latin faces are the right ones.
_FAMILIES = (
    (re.compile(r"^(?:helvetica|arial)(?:mt)?$"), "Grotesk"),
    (re.compile(r"^times(?:roman|newroman)?(?:ps)?(?:mt)?$"), "Roman"),
    (re.compile(r"^courier(?:new)?(?:ps)?(?:mt)?$"), "Typewriter"),
)
_SYMBOLIC, _NONSYMBOLIC = 4, 32
_CLOSE = 1.6  # thousandths of an em; rounding in both places


def check_font(font: Dictionary, pdf: Pdf, held: dict[str, Dictionary]) -> set[str]:
    """Look at one font and mend what can be mended in place; what remains wrong as codes (empty: nothing).

    held   descriptors of faces of ours already put into this file; filled as they are needed.
    Codes  font-missing (no program inside), font-broken (program and dictionary do not agree).
    """
    kind = str(font.get(Name.Subtype, ""))
    if kind in {"/Type3", "/CIDFontType0", "/CIDFontType2"}:  # the latter two are looked at with their parent
        return set()
    if kind == "/Type0":
        return _check_composite(font)
    if kind not in {"/Type1", "/MMType1", "/TrueType"}:
        return {"font-broken"}
    descriptor: Any = font.get(Name.FontDescriptor)
    program = _program(descriptor)
    if program is None:
        return set() if replace_font(font, pdf, held) else {"font-missing"}
    _strip_lists(descriptor)
    if kind == "/TrueType" and Name.FontFile2 in descriptor:
        return _check_truetype(font, descriptor, program)
    if Name.Widths not in font or Name.FirstChar not in font or not _is_whole(program):
        return {"font-broken"}
    return set()


def _is_whole(program: Stream) -> bool:
    """Whether a font program can be unpacked."""
    try:
        return len(program.read_bytes()) > 40
    except pikepdf.PdfError:
        return False


def _program(descriptor: Any) -> Stream | None:
    if not isinstance(descriptor, Dictionary):
        return None
    for key in (Name.FontFile, Name.FontFile2, Name.FontFile3):
        program = descriptor.get(key)
        if isinstance(program, Stream):
            return program
    return None


def _strip_lists(descriptor: Dictionary) -> None:
    """CIDSet and CharSet are optional, often wrong, and then forbidden (6.2.11.4.2)."""
    for key in (Name.CIDSet, Name.CharSet):
        if key in descriptor:
            del descriptor[key]


def _check_composite(font: Dictionary) -> set[str]:
    descendants = font.get(Name.DescendantFonts)
    if not isinstance(descendants, Array) or not len(descendants) or not isinstance(descendants[0], Dictionary):
        return {"font-broken"}
    child = descendants[0]
    descriptor: Any = child.get(Name.FontDescriptor)
    program = _program(descriptor)
    if program is None:
        return {"font-missing"}
    _strip_lists(descriptor)
    encoding = font.get(Name.Encoding)
    system = child.get(Name.CIDSystemInfo)
    if isinstance(encoding, Stream):
        if Name.UseCMap in encoding and str(encoding.UseCMap) not in (*_IDENTITY, *_PREDEFINED):
            return {"font-broken"}
    elif str(encoding) not in _IDENTITY:
        ordering = _PREDEFINED.get(str(encoding))
        if ordering is None or not isinstance(system, Dictionary) or str(system.get(Name.Ordering)) != ordering:
            return {"font-broken"}
    if str(child.get(Name.Subtype)) == "/CIDFontType2":
        if Name.CIDToGIDMap not in child:
            if Name.FontFile2 not in descriptor:
                return {"font-broken"}
            child[Name.CIDToGIDMap] = Name.Identity
        if Name.FontFile2 in descriptor:
            return set() if _widths_agree(child, program) else {"font-broken"}
    return set() if _is_whole(program) else {"font-broken"}


def _cid_widths(array: Any) -> Iterator[tuple[int, float]]:
    """The pairs of a W array: c [w …] and first last w."""
    entries = list(array)
    at = 0
    while at < len(entries):
        first = int(entries[at])
        if at + 1 < len(entries) and isinstance(entries[at + 1], Array):
            for offset, width in enumerate(entries[at + 1]):
                yield first + offset, float(width)
            at += 2
        elif at + 2 < len(entries):
            for cid in range(first, min(int(entries[at + 1]), 65535) + 1):
                yield cid, float(entries[at + 2])
            at += 3
        else:
            return


def _widths_agree(child: Dictionary, program: Stream) -> bool:
    mapping = child[Name.CIDToGIDMap]
    try:
        advances, per_em = _advances(program.read_bytes())
        table = mapping.read_bytes() if isinstance(mapping, Stream) else None
        for cid, width in _cid_widths(child.get(Name.W, ())):
            glyph = cid
            if table is not None:
                if cid * 2 + 2 > len(table):
                    continue
                glyph = table[cid * 2] << 8 | table[cid * 2 + 1]
            if 0 < glyph < len(advances) and abs(advances[glyph] * 1000 / per_em - width) > _CLOSE:
                return False
    except (pikepdf.PdfError, struct.error, LookupError, ValueError, TypeError, ArithmeticError):
        return False
    return True


def _advances(data: bytes) -> tuple[list[int], int]:
    """Advance widths by glyph, and units per em, of a TrueType program."""
    tables = {}
    for at in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _sum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * at)
        tables[tag] = offset
    per_em = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    glyphs = struct.unpack_from(">H", data, tables[b"maxp"] + 4)[0]
    metrics = min(metrics, glyphs)
    found = list(struct.unpack_from(f">{2 * metrics}H", data, tables[b"hmtx"])[::2])
    return found + [found[-1]] * (glyphs - metrics), per_em


def _check_truetype(font: Dictionary, descriptor: Dictionary, program: Stream) -> set[str]:
    flags = int(descriptor.get(Name.Flags, 0))
    encoding = font.get(Name.Encoding)
    if Name.Widths not in font or Name.FirstChar not in font:
        return {"font-broken"}
    if flags & _SYMBOLIC:
        return {"font-broken"} if encoding is not None else set()
    base = encoding.get(Name.BaseEncoding) if isinstance(encoding, Dictionary) else encoding
    codec = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}.get(str(base))
    if codec is None:
        return {"font-broken"}
    try:
        with TTFont(BytesIO(program.read_bytes()), lazy=True) as face:
            cmap = face.getBestCmap() if "cmap" in face else None
            if cmap is None:
                return set()
            metrics, per_em = face["hmtx"].metrics, face["head"].unitsPerEm
            first = int(font.FirstChar)
            for offset, width in enumerate(font.Widths):
                char = bytes([min(first + offset, 255)]).decode(codec, "ignore")
                glyph = cmap.get(ord(char)) if char else None
                plain = glyph and not isinstance(encoding, Dictionary) and float(width)
                if plain and abs(metrics[glyph][0] * 1000 / per_em - float(width)) > _CLOSE:
                    return {"font-broken"}
    except Exception:  # whatever a damaged program makes the reader do: it is not fit to keep
        return {"font-broken"}
    return set()


def _plain_name(thing: Any) -> str:
    """A name as text; names in the code of an old system are no UTF-8."""
    try:
        return str(thing)
    except UnicodeDecodeError:
        return ""


def _family(base_font: str) -> tuple[str, str] | None:
    """Our family and style for a name like /ABCDEF+Arial,BoldItalic; None if we have none of the same widths."""
    plain = base_font.lstrip("/").split("+", 1)[-1].lower()
    bold, italic = "bold" in plain, "italic" in plain or "oblique" in plain
    stem = re.sub(r"bold|italic|oblique|regular|[^a-z]", "", plain)
    for pattern, ours in _FAMILIES:
        if pattern.match(stem):
            return ours, {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[bold, italic]
    return None


@lru_cache(maxsize=12)
def _latin_face(file: str) -> tuple[bytes, dict[str, int], tuple[int, ...]]:
    """The bytes of one of our Latin faces, widths (per mille) by glyph name, and descriptor figures."""
    data = (SHIPPED / file).read_bytes()
    with TTFont(BytesIO(data), lazy=True) as face:
        scale = 1000 / face["head"].unitsPerEm
        widths = {}
        for code, glyph in face.getBestCmap().items():
            for spoken in agl.UV2AGL.get(code), f"uni{code:04X}":
                if spoken:
                    widths[spoken] = round(face["hmtx"].metrics[glyph][0] * scale)
        head, hhea = face["head"], face["hhea"]
        box = [round(value * scale) for value in (head.xMin, head.yMin, head.xMax, head.yMax)]
        figures = (
            *box,
            round(hhea.ascent * scale),
            round(hhea.descent * scale),
            round(face["OS/2"].sCapHeight * scale),
        )
    return data, widths, figures


def _code_names(encoding: Any) -> list[str]:
    """Glyph names by code of a simple Latin font's encoding."""
    base = encoding.get(Name.BaseEncoding) if isinstance(encoding, Dictionary) else encoding
    if str(base) == "/WinAnsiEncoding":
        names = [
            agl.UV2AGL.get(ord(c), ".notdef") if (c := bytes([i]).decode("cp1252", "ignore")) else "bullet"
            for i in range(256)
        ]
    elif str(base) == "/MacRomanEncoding":
        names = list(MacRoman)
    else:
        names = list(StandardEncoding)
    if isinstance(encoding, Dictionary) and Name.Differences in encoding:
        code = 0
        for entry in encoding.Differences:
            if isinstance(entry, int):
                code = entry
            elif 0 <= code < 256:
                names[code] = str(entry).lstrip("/")
                code += 1
    return names


@lru_cache(maxsize=64)
def _dress(file: str, encoding: bytes) -> tuple[tuple[int, ...], bytes]:
    """Widths of codes 32 to 255 in one of our faces under an encoding (as bytes), and that encoding as a font of ours says it."""
    _data, widths, _box = _latin_face(file)
    names = _code_names(pikepdf.Object.parse(encoding) if encoding else None)
    windows = _code_names(Name.WinAnsiEncoding)
    said = b"/WinAnsiEncoding"
    changed = [code for code in range(32, 256) if names[code] in widths and names[code] != windows[code]]
    if changed:
        listed = b" ".join(b"%d /%s" % (code, names[code].encode("ascii")) for code in changed)
        said = b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [ %s ] >>" % listed
    return tuple(widths.get(names[code], 0) for code in range(32, 256)), said


def replace_font(font: Dictionary, pdf: Pdf, held: dict[str, Dictionary]) -> bool:
    """Put our face of the same widths into a simple Latin font that names one without holding it; False if none fits.

    held  what has already been made for this file: descriptors by face, widths and encodings by face and encoding.
    """
    found = _family(_plain_name(font.get(Name.BaseFont)))
    if found is None:
        return False
    family, style = found
    title = f"Wenming{family}-{style}"
    encoding = font.get(Name.Encoding)
    plain = b"" if encoding is None else encoding.unparse(resolved=True)
    ours, said = _dress(f"{title}.ttf", b"" if b" R" in plain else plain)
    if Name.Widths in font:
        theirs = dict(enumerate(map(float, font.Widths), int(font.get(Name.FirstChar, 0))))
        # Only what the file itself says of letters and figures can contradict us; other codes are rarely used.
        for code in range(48, 123):
            if theirs.get(code) and ours[code - 32] and abs(theirs[code] - ours[code - 32]) > 25:
                return False
    if title not in held:
        held[title] = _descriptor(pdf, title, family, style)
    dress = f"{title} {said!r}"
    if dress not in held:  # every page may bring the same font as an object of its own
        widths = pikepdf.Object.parse(b"[ %s ]" % b" ".join(b"%d" % width for width in ours))
        held[dress] = Dictionary(
            Widths=pdf.make_indirect(widths), Encoding=pdf.make_indirect(pikepdf.Object.parse(said))
        )
    for key in list(font.keys()):
        del font[key]
    font[Name.Type], font[Name.Subtype], font[Name.BaseFont] = Name.Font, Name.TrueType, Name("/" + title)
    font[Name.FirstChar], font[Name.LastChar] = 32, 255
    font[Name.Widths], font[Name.Encoding] = held[dress].Widths, held[dress].Encoding
    font[Name.FontDescriptor] = held[title]
    return True


def _descriptor(pdf: Pdf, title: str, family: str, style: str) -> Dictionary:
    data, _widths, box = _latin_face(f"{title}.ttf")
    program = Stream(pdf, data)
    program[Name.Length1] = len(data)
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + title),
            Flags=_NONSYMBOLIC | (1 if family == "Typewriter" else 0) | (64 if "Italic" in style else 0),
            FontBBox=Array(box[:4]),
            ItalicAngle=-12 if "Italic" in style else 0,
            Ascent=box[4],
            Descent=box[5],
            CapHeight=box[6],
            StemV=140 if "Bold" in style else 80,
            FontFile2=pdf.make_indirect(program),
        )
    )
    return made
