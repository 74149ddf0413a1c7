"""Text files: find their encoding, decode within limits, and recognise web pages and mails that carry scripts."""

from __future__ import annotations

import codecs
import re
from email import policy
from email.parser import BytesParser
from pathlib import Path

from wenming.evidence.formats import trouble
from wenming.evidence.formats.kinds import PROGRAM_SUFFIXES, file_type
from wenming.evidence.formats.names import split_suffix
from wenming.evidence.formats.signatures import is_program, is_script
from wenming.evidence.formats.verdicts import Limits, Opened

_SAMPLE = 64 * 1024
_EVENTS = (
    "abort|after|animation|before|begin|blur|cancel|change|click|close|contextmenu|copy|cut|dblclick|drag|drop|end|error|"
    "focus|hashchange|input|invalid|key|load|message|mouse|offline|online|page|paste|play|pointer|popstate|progress|"
    "repeat|reset|resize|scroll|search|select|storage|submit|toggle|touch|transition|unload|wheel"
)
_ACTIVE = re.compile(
    r"<\s*(?:script|iframe|frame|object|embed|applet|foreignObject)\b|"
    r"<\s*meta\b[^<>]{0,400}http-equiv\s*=\s*[\"']?refresh|"
    rf"[\s\"'/]on(?:{_EVENTS})\w*\s*=|"
    r"(?:href|src|action|formaction|data)\s{0,20}=\s{0,20}[\"']?\s{0,20}(?:javascript|vbscript|data:text/html)\s{0,20}:|"
    r"<!ENTITY\b",
    re.IGNORECASE,
)
_RTF_OBJECT = re.compile(rb"\\obj(?:data|ect|emb|link|update|autlink|ocx)\b|\\ddeauto|\bDDEAUTO\b")
_CSV_DDE = re.compile(r"(?:^|[,;\t]) {0,20}(?:\" {0,20})?[=+\-@][^,;\t\n]{0,300}?\| {0,5}'", re.MULTILINE)
_TEXT_SUFFIXES = {"txt", "csv", "tsv", "md", "json", "yaml", "xml", "log"}


def detect_encoding(data: bytes) -> str:
    """The codec of a piece of text: UTF-8, UTF-16 with mark, GB18030 or Big5; empty if it is no text.

    Between GB18030 and Big5, which accept each other's bytes, the one wins whose characters are common ones: nearly
    all running text lies in the first level of either standard. What is neither is left to a statistical guess.
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(data, "utf-16") else ""
    if b"\x00" in data:
        return ""
    if _decodes(data, "utf-8"):
        return "utf-8"
    gb = _common(data, 0xB0, 0xD7) if _decodes(data, "gb18030") else 0.0
    big5 = _common(data, 0xA4, 0xC6) if _decodes(data, "big5hkscs") else 0.0
    if max(gb, big5) >= 0.6:
        return "gb18030" if gb >= big5 else "big5hkscs"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    if best is not None and best.encoding and best.chaos < 0.2:
        return best.encoding
    return "gb18030" if gb >= 0.3 else ""


def read_text(path: Path, encoding: str, *, limit: int) -> tuple[str, bool]:
    """Up to ``limit`` characters of a text file, and whether there was more. Undecodable bytes become �."""
    with path.open(encoding=encoding or "utf-8", errors="replace", newline=None) as source:
        text = source.read(limit + 1)
    return text[:limit], len(text) > limit


def open_text(path: Path, suffix: str, *, limits: Limits) -> Opened:
    """Open what looks like plain text. ``suffix`` chooses among txt, csv, md …, which content cannot tell apart."""
    opened = Opened(type=file_type(suffix if suffix in _TEXT_SUFFIXES else "txt"))
    with path.open("rb") as source:
        sample = source.read(_SAMPLE)
        opened.encoding = detect_encoding(sample)
        decoder = codecs.getincrementaldecoder(opened.encoding or "ascii")(errors="replace")
        odd = total = 0
        while opened.encoding and sample:
            text = decoder.decode(sample)
            odd, total = odd + text.count("\ufffd") + text.count("\x00"), total + len(text)
            sample = source.read(1024 * 1024)
    if not opened.encoding or odd > max(2, total // 1000):
        opened.encoding = ""
        opened.add(trouble.unknown())
        return opened
    if opened.type.extension in {"csv", "tsv"}:
        text, _more = read_text(path, opened.encoding, limit=limits.max_part)
        if _CSV_DDE.search(text):
            opened.add(trouble.dde())
    return opened


def open_page(path: Path, extension: str, *, limits: Limits) -> Opened:
    """Open a web page, SVG or saved page (mht): anything active in it makes it unsafe."""
    opened = Opened(type=file_type(extension))
    data = _read(path, limits.max_part)
    opened.encoding = _declared(data) or detect_encoding(data[:_SAMPLE]) or "utf-8"
    if _ACTIVE.search(data.decode(opened.encoding, errors="replace")):
        opened.add(trouble.page_script())
    return opened


def open_rtf(path: Path, *, limits: Limits) -> Opened:
    """Open a rich text file: objects and DDE fields make it unsafe."""
    opened = Opened(type=file_type("rtf"), encoding="ascii")
    data = _read(path, limits.max_part)
    if _RTF_OBJECT.search(data):
        opened.add(trouble.embedded_object())
    if not data.rstrip(b"\x00\r\n \t").endswith(b"}"):
        opened.add(trouble.damaged())
    return opened


def open_mail(path: Path, *, limits: Limits) -> Opened:
    """Open a stored mail (eml): programs among its attachments make it unsafe."""
    opened = Opened(type=file_type("eml"), encoding="utf-8")
    message = BytesParser(policy=policy.default).parsebytes(_read(path, limits.max_part))
    for part in message.walk():
        if part.is_multipart():
            continue
        name = part.get_filename() or ""
        payload = part.get_payload(decode=True)
        head = payload[:4096] if isinstance(payload, bytes) else b""
        if split_suffix(name)[1] in PROGRAM_SUFFIXES or is_program(head) or (name and is_script(head)):
            opened.add(trouble.archive_program(name or part.get_content_type()))
    return opened


def _read(path: Path, limit: int) -> bytes:
    with path.open("rb") as source:
        return source.read(limit)


def _decodes(data: bytes, codec: str) -> bool:
    try:
        codecs.getincrementaldecoder(codec)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _common(data: bytes, low: int, high: int) -> float:
    """The share of two-byte characters whose lead byte lies in low…high, punctuation (A1–A3) left out of account."""
    common = other = position = 0
    sample = data[:_SAMPLE]
    while position < len(sample) - 1:
        lead = sample[position]
        if lead < 0x80:
            position += 1
            continue
        if not 0xA1 <= lead <= 0xA3:
            common, other = (common + 1, other) if low <= lead <= high else (common, other + 1)
        position += 2
    return common / (common + other) if common + other else 0.0


def _declared(data: bytes) -> str:
    found = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", data[:2048])
    if not found:
        return ""
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return ""
    return "gb18030" if name in {"gb2312", "gbk"} else name
