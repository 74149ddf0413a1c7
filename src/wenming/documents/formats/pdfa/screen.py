"""Screening: what in a foreign file would break the archival promise; mend it where that changes nothing on the page.

Objects are first looked at as bytes: nearly all of them name nothing of interest and are passed at once. The others are
walked and mended in memory. What cannot be mended is named by a code, and the pages that reach it become pictures.

Source  ISO 19005-2, 6.1.7, 6.2, 6.3.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from wenming.documents.formats.pdfa.fonts import check_font
from wenming.kernel.words import _

END = rb"(?=[\s/<>\[\]()]|$)"
SUSPECT = re.compile(
    rb"/(?:LZWDecode|LZW|Crypt|JPXDecode|FFilter|FDecodeParms|DeviceCMYK|CalCMYK|DeviceN|Separation|Interpolate|Alternates|OPI"
    rb"|Subtype2|PS|Ref|TR2?|HTP?|Metadata|PieceInfo|AF|BaseFont|Type3|Intent|RI|OPM|EF|BX)"
    + END
    # a blend mode that is not the plain one, an external file
    + rb"|/BM (?!/(?:Normal|Compatible)"
    + END
    + rb")|/F [(<]"
)
ICC = re.compile(rb"/ICCBased (\d+) (\d+) R")
DRAWS = re.compile(rb"/Subtype /Form" + END + rb"|/PatternType 1" + END)
INKS = (b"/DeviceCMYK", b"/CalCMYK")
_STRIP = frozenset(
    "/" + key
    for key in (
        *("Alternates", "OPI", "Ref", "TR", "TR2", "HT", "HTP", "Metadata", "PieceInfo", "AF", "Measure", "PtData"),
        "EF",
    )
)
_SETTINGS = frozenset(("/Interpolate", "/Subtype2", "/PS", "/Intent", "/RI", "/BM", "/OPM"))
_FIGURES = frozenset(("/W", "/W2", "/Widths"))  # long arrays of nothing but numbers
_BLENDS = frozenset(
    "/" + mode
    for mode in (
        *("Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn"),
        *("HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity"),
    )
)
_INTENTS = frozenset(["/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"])
_NUMBER = rb"[+-]?(?:\d+\.?\d*|\.\d+)"
_CMYK = re.compile(rb"(?:" + _NUMBER + rb"\s+){4}[kK]" + END)
_CMYK_HINTS = (b" k", b"\nk", b" K", b"\nK")
_RARE_SPACES = bytes.maketrans(b"\r\t\f\0", b"    ")
_INLINE = re.compile(rb"(?:^|\s)BI\s(.{0,600}?)\sID\s", re.DOTALL)
_INLINE_BAD = re.compile(rb"/(?:LZW|LZWDecode|CMYK|DeviceCMYK|Crypt)" + END + rb"|/(?:I|Interpolate)\s+true" + END)
_JPX_SPACES = {16, 17, 18, 12}


def reason(code: str) -> str:
    """The sentence for a code: why a page was put in as a picture."""
    return {
        "font-missing": _("字体未嵌入"),
        "font-broken": _("嵌入的字体与文件记载不一致"),
        "cmyk": _("使用了印刷四色（CMYK）"),
        "spot": _("使用了专色"),
        "blend": _("使用了不允许的混合模式"),
        "jpx": _("图像编码（JPEG 2000）不符合归档要求"),
        "icc": _("颜色特性文件不符合要求"),
        "external": _("引用了外部文件"),
        "postscript": _("含有 PostScript 片段"),
        "damaged": _("页面内容有损坏"),
        "layers": _("含有可隐藏的图层"),
        "annotation": _("含有无法固定的批注"),
        "size": _("页面尺寸超出允许范围"),
        "inline": _("内嵌图像的编码不符合归档要求"),
    }.get(code, code)


class Screen:
    """The verdicts on the objects of one file.

    spots  names of spot colours seen so far in the volume, with the file they came from: one name must mean one ink.
    """

    def __init__(self, pdf: Pdf, spots: dict[str, int], source: int) -> None:
        self._pdf = pdf
        self._spots = spots
        self._source = source
        self._faces: dict[str, Dictionary] = {}
        self.removed: set[str] = set()

    def visit(self, thing: Any, depth: int = 0) -> set[str]:
        """Mend a value and what lies directly in it (not behind references); codes of what remains."""
        if depth > 60:
            return {"damaged"}
        found: set[str] = set()
        if isinstance(thing, Stream):
            found |= self._stream(thing) | self.visit(thing.stream_dict, depth + 1)
        elif isinstance(thing, Dictionary):
            found |= self._dictionary(thing)
            for key in set(thing.keys()) - _FIGURES:
                value = thing.get(key)
                if isinstance(value, Dictionary | Array) and not value.is_indirect:
                    found |= self.visit(value, depth + 1)
        elif isinstance(thing, Array):
            found |= self._array(thing)
            for value in thing:
                if isinstance(value, Dictionary | Array) and not value.is_indirect:
                    found |= self.visit(value, depth + 1)
        return found

    def _stream(self, stream: Stream) -> set[str]:
        found: set[str] = set()
        filters = stream.get(Name.Filter)
        names = {str(each) for each in (filters if isinstance(filters, Array) else [filters])}
        if Name.F in stream or Name.FFilter in stream:
            return {"external"}
        if names & {"/LZWDecode", "/LZW", "/Crypt"}:
            try:
                plain = stream.read_bytes()
            except pikepdf.PdfError:
                return {"damaged"}
            stream.write(zlib.compress(plain, 6), filter=Name.FlateDecode)
        if "/JPXDecode" in names and not _jpx_is_fit(stream.read_raw_bytes()):
            found.add("jpx")
        if str(stream.get(Name.Subtype)) == "/PS":
            found.add("postscript")
        return found

    def _dictionary(self, entries: Dictionary) -> set[str]:
        found: set[str] = set()
        keys = set(entries.keys())
        for key in keys & _STRIP:
            del entries[key]
        if keys & _SETTINGS:
            found |= _settings(entries)
        if "/BaseFont" in keys and "/CIDSystemInfo" not in keys:
            try:
                found |= check_font(entries, self._pdf, self._faces)
            except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError):
                found.add("font-broken")
        return found

    def _array(self, entries: Array) -> set[str]:
        found: set[str] = set()
        heads = [str(each) if isinstance(each, Name) else "" for each in entries]
        if heads[:1] == ["/DeviceN"]:
            found.add("spot")
        ink = heads[1] if heads[:1] == ["/Separation"] and len(heads) > 1 else "/None"
        if ink not in {"/All", "/None"} and self._spots.setdefault(ink, self._source) != self._source:
            found.add("spot")
        return found


def _settings(entries: Dictionary) -> set[str]:
    """Interpolation, PostScript, rendering intents, blend modes, overprint."""
    found: set[str] = set()
    if bool(entries.get("/Interpolate")):
        entries[Name.Interpolate] = False
    if "/Subtype2" in entries:
        del entries["/Subtype2"]
    if "/PS" in entries and str(entries.get("/Subtype")) == "/Form":
        del entries["/PS"]
    for key in ("/Intent", "/RI"):
        if isinstance(entries.get(key), Name) and str(entries[key]) not in _INTENTS:
            del entries[key]
    blend = entries.get("/BM")
    for mode in blend if isinstance(blend, Array) else [blend]:
        if mode is not None and str(mode) not in _BLENDS:
            found.add("blend")
    if entries.get("/OPM") == 1:
        entries[Name.OPM] = 0  # ISO 19005-2, 6.2.4.2; matters only for inks, and those pages become pictures
    return found


def content_codes(data: bytes) -> set[str]:
    """Look through the operators of a content stream; codes of what is in them."""
    found: set[str] = set()
    # Plain searches first: a pattern of four numbers costs a hundred times as much on pages full of numbers.
    if b"\r" in data or b"\t" in data:
        data = data.translate(_RARE_SPACES)
    for hint in _CMYK_HINTS:
        if hint in data and _CMYK.search(data):
            found.add("cmyk")
            break
    if b"/DeviceCMYK" in data:
        found.add("cmyk")
    if b"BI" in data:
        for image in _INLINE.finditer(data):
            if _INLINE_BAD.search(image[1]):
                found.add("inline")
    return found


def profile_is_fit(data: bytes, components: int) -> bool:
    """Whether an ICC profile may be used: version below 5, of a fitting class, with the channels it is said to have."""
    if len(data) < 128 or data[36:40] != b"acsp" or data[8] >= 5:
        return False
    channels = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}.get(data[16:20])
    return channels == components and data[12:16] in {b"scnr", b"mntr", b"prtr", b"spac"}


def _jpx_is_fit(data: bytes) -> bool:
    """A JPEG 2000 file with 1, 3 or 4 channels and an enumerated colour space we know (6.2.8.3)."""
    if data[4:8] != b"jP  ":
        return False
    at, end = 0, len(data)
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        start = at + 8
        if size == 1:
            size = struct.unpack_from(">Q", data, at + 8)[0]
            start = at + 16
        if kind == b"jp2h":
            return _jpx_header_is_fit(data[start : at + size])
        if size < 8:
            return False
        at += size
    return False


def _jpx_header_is_fit(data: bytes) -> bool:
    at, colours, channels = 0, 0, 0
    while at + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        if size < 8:
            return False
        if kind == b"ihdr":
            channels = struct.unpack_from(">H", data, at + 16)[0]
        elif kind == b"colr":
            colours += 1
            if data[at + 8] != 1 or struct.unpack_from(">I", data, at + 11)[0] not in _JPX_SPACES - {12}:
                return False
        at += size
    return colours == 1 and channels in {1, 3}
