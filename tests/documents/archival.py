"""A checker of archival files, written against ISO 19005-2 level B and apart from the code that writes them.

It is no replacement for a certified validator; it looks at every object of the file for what that standard forbids, and at
every font that shows text. ``problems`` returns sentences; an empty list means nothing was found.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont
from lxml import etree
from pikepdf import Array, Dictionary, Name, Pdf, Stream

OPERATORS = {
    "b",
    "B",
    "b*",
    "B*",
    "BDC",
    "BI",
    "BMC",
    "BT",
    "BX",
    "c",
    "cm",
    "CS",
    "cs",
    "d",
    "d0",
    "d1",
    "Do",
    "DP",
    "EI",
    "EMC",
    "ET",
    "EX",
    "f",
    "F",
    "f*",
    "G",
    "g",
    "gs",
    "h",
    "i",
    "ID",
    "j",
    "J",
    "K",
    "k",
    "l",
    "m",
    "M",
    "MP",
    "n",
    "q",
    "Q",
    "re",
    "RG",
    "rg",
    "ri",
    "s",
    "S",
    "SC",
    "sc",
    "SCN",
    "scn",
    "sh",
    "T*",
    "Tc",
    "Td",
    "TD",
    "Tf",
    "Tj",
    "TJ",
    "TL",
    "Tm",
    "Tr",
    "Ts",
    "Tw",
    "Tz",
    "v",
    "w",
    "W",
    "W*",
    "y",
    "'",
    '"',
    "INLINE",
    "IMAGE",
}
ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/Hide",
    "/SetOCGState",
    "/Rendition",
    "/Trans",
    "/GoTo3DView",
}
BLENDS = {
    "Normal",
    "Compatible",
    "Multiply",
    "Screen",
    "Overlay",
    "Darken",
    "Lighten",
    "ColorDodge",
    "ColorBurn",
    "HardLight",
    "SoftLight",
    "Difference",
    "Exclusion",
    "Hue",
    "Saturation",
    "Color",
    "Luminosity",
}


def problems(source: Path | bytes) -> list[str]:
    """Everything found wrong with a file that says it is PDF/A-2b."""
    data = source.read_bytes() if isinstance(source, Path) else source
    _SEEN.clear()
    found = list(_file(data))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += [f"syntax: {each}" for each in pdf.check_pdf_syntax()]
        found += [*_catalogue(pdf), *_metadata(pdf)]
        for thing in pdf.objects:
            found += _object(thing)
        for number, page in enumerate(pdf.pages, 1):
            found += [f"page {number}: {each}" for each in _page(page.obj)]
    return list(dict.fromkeys(found))


def _file(data: bytes) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", data):
        yield "header"
    if not data.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "data after the end"


def _catalogue(pdf: Pdf) -> Iterator[str]:
    root = pdf.Root
    if pdf.is_encrypted:
        yield "encrypted"
    identity = pdf.trailer.get("/ID")
    if identity is None or len(identity) != 2 or not bytes(identity[0]):
        yield "no identity"
    for key in ("/OpenAction", "/AA", "/OCProperties", "/AcroForm", "/NeedsRendering", "/Requirements", "/Names"):
        if key in root:
            yield f"catalogue has {key}"
    intents = root.get("/OutputIntents")
    if intents is None or len(intents) != 1 or intents[0].get("/S") != Name.GTS_PDFA1:
        yield "no output intent"
        return
    profile = intents[0].DestOutputProfile.read_bytes()
    if profile[36:40] != b"acsp" or profile[16:20] != b"RGB " or profile[8] > 4 or intents[0].DestOutputProfile.N != 3:
        yield "output profile"


def _metadata(pdf: Pdf) -> Iterator[str]:
    stream = pdf.Root.get("/Metadata")
    if stream is None or stream.get("/Subtype") != Name.XML or "/Filter" in stream:
        yield "no plain XMP"
        return
    tree = etree.fromstring(stream.read_bytes())
    spaces = {
        "a": "http://www.aiim.org/pdfa/ns/id/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "r": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "x": "http://ns.adobe.com/xap/1.0/",
    }
    text = lambda path: tree.findtext(path, namespaces=spaces)  # noqa: E731
    if (text(".//a:part"), text(".//a:conformance")) != ("2", "B"):
        yield "XMP does not say 2B"
    info = pdf.trailer.get("/Info", Dictionary())
    if str(info.get("/Title", "")) != (text(".//dc:title/r:Alt/r:li") or ""):
        yield "title differs"
    created = re.sub(r"\D", "", str(info.get("/CreationDate", "")))[:14]
    if created != re.sub(r"\D", "", text(".//x:CreateDate") or "")[:14]:
        yield "date differs"


def _object(thing: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(thing, Stream):
        yield from _stream(thing)
    if isinstance(thing, Dictionary | Stream):
        entries = thing.stream_dict if isinstance(thing, Stream) else thing
        yield from _dictionary(entries)
        children: Any = [value for _key, value in entries.items()]
    elif isinstance(thing, Array):
        children = list(thing)
        if children and children[0] in (Name.DeviceN, Name.Separation) and Name.DeviceCMYK in children:
            yield "ink on CMYK"
    else:
        if isinstance(thing, Name) and len(bytes(str(thing), "utf-8")) > 128:
            yield "long name"
        return
    for child in children:
        if isinstance(child, Name) and str(child) in {"/DeviceCMYK", "/CalCMYK"}:
            yield "DeviceCMYK"
        if isinstance(child, Dictionary | Array) and not child.is_indirect and depth < 50:
            yield from _object(child, depth + 1)
        if isinstance(child, pikepdf.String) and len(bytes(child)) > 32767:
            yield "long string"


def _stream(stream: Stream) -> Iterator[str]:
    filters = stream.get("/Filter", Array())
    names = {str(each) for each in (filters if isinstance(filters, Array) else [filters])}
    if names & {"/LZWDecode", "/Crypt"}:
        yield f"filter {names}"
    if {"/F", "/FFilter", "/FDecodeParms"} & set(stream.keys()):
        yield "external stream"
    kind = str(stream.get("/Subtype", ""))
    if kind == "/PS" or "/PS" in stream or "/Ref" in stream or "/OPI" in stream:
        yield "PostScript, reference or OPI"
    if kind == "/Image" and (bool(stream.get("/Interpolate", False)) or "/Alternates" in stream):
        yield "interpolated or alternate image"
    if str(stream.get("/Type", "")) == "/EmbeddedFile":
        yield "embedded file"


def _dictionary(entries: Dictionary) -> Iterator[str]:
    if str(entries.get("/S", "")) in ACTIONS or "/AA" in entries or "/JS" in entries:
        yield "action"
    if "/EF" in entries:
        yield "file specification with content"
    if {"/TR", "/HTP"} & set(entries.keys()) or str(entries.get("/TR2", "/Default")) != "/Default":
        yield "transfer function"
    mode = entries.get("/BM")
    if isinstance(mode, Name) and str(mode)[1:] not in BLENDS:
        yield f"blend mode {mode}"
    if str(entries.get("/Type", "")) == "/Annot":
        flags = int(entries.get("/F", 0))
        if str(entries.get("/Subtype")) != "/Link" or not flags & 4 or flags & 0b100011:
            yield "annotation"


def _page(page: Dictionary) -> Iterator[str]:
    box = [float(value) for value in page.MediaBox]
    if not all(3 <= side <= 14400 for side in (box[2] - box[0], box[3] - box[1])):
        yield "page size"
    for key in ("/AA", "/PresSteps", "/Metadata"):
        if key in page:
            yield f"has {key}"
    if "/Resources" not in page:
        yield "inherited resources"
        return
    yield from _content(page, page.Resources, 0)


def _content(holder: Any, resources: Any, depth: int) -> Iterator[str]:
    nest = 0
    mode, font = 0, None
    stack: list[Any] = []
    lists = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading"}
    for step in pikepdf.parse_content_stream(holder):
        word, operands = str(step.operator), list(step.operands)
        if word not in OPERATORS and not isinstance(step, pikepdf.ContentStreamInlineImage):
            yield f"operator {word}"
        if word in {"k", "K"}:
            yield "CMYK operator"
        if word == "q":
            nest += 1
            stack.append((mode, font))
            if nest + depth > 28:
                yield "nesting"
        elif word == "Q" and stack:
            nest -= 1
            mode, font = stack.pop()
        elif word == "Tr":
            mode = int(operands[0])
        if word in lists:
            listed = resources.get(lists[word], Dictionary()) if resources is not None else Dictionary()
            thing = listed.get(str(operands[0]))
            if thing is None:
                yield f"{word} {operands[0]} is not in the resources"
            elif word == "Tf":
                font = thing
            elif word == "Do" and str(thing.Subtype) == "/Form":
                yield from _content(thing, thing.get("/Resources"), depth + nest)
        if word in {"Tj", "TJ", "'", '"'} and mode != 3 and font is not None:
            yield from _font(font)


_SEEN: dict[bytes, list[str]] = {}


def _font(font: Any) -> list[str]:
    key = font.unparse(resolved=True)
    if key not in _SEEN:
        _SEEN[key] = list(_font_problems(font))
    return _SEEN[key]


def _font_problems(font: Any) -> Iterator[str]:
    kind, title = str(font.Subtype), str(font.get("/BaseFont", ""))
    if kind == "/Type3":
        return
    child = font.DescendantFonts[0] if kind == "/Type0" else font
    descriptor = child.get("/FontDescriptor")
    program = (
        next((descriptor[k] for k in ("/FontFile", "/FontFile2", "/FontFile3") if k in descriptor), None)
        if descriptor
        else None
    )
    if program is None:
        yield f"font {title} has no program"
        return
    widths = _program_widths(descriptor, program)
    if kind == "/Type0":
        if str(child.Subtype) == "/CIDFontType2" and "/CIDToGIDMap" not in child:
            yield f"font {title} has no glyph map"
        if widths is not None:
            yield from _compare(title, _cid_widths(child), widths)
        return
    if "/Widths" not in font or len(font.Widths) != int(font.LastChar) - int(font.FirstChar) + 1:
        yield f"font {title} has no proper widths"
    if kind == "/TrueType":
        yield from _truetype(title, font, descriptor, program)


def _program_widths(descriptor: Any, program: Stream) -> dict[int, float] | None:
    data = program.read_bytes()
    if "/FontFile2" in descriptor:
        with TTFont(io.BytesIO(data)) as face:
            scale = 1000 / face["head"].unitsPerEm
            return {index: face["hmtx"].metrics[name][0] * scale for index, name in enumerate(face.getGlyphOrder())}
    if str(program.get("/Subtype", "")) != "/CIDFontType0C":
        return None
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts.topDictIndex[0]
    scale = (top.FontMatrix[0] if hasattr(top, "FontMatrix") else 0.001) * 1000
    found = {}
    for index, name in enumerate(top.charset):
        glyph = top.CharStrings[name]
        glyph.draw(NullPen())
        found[int(name[3:]) if name.startswith("cid") else index] = glyph.width * scale
    return found


def _cid_widths(child: Any) -> dict[int, float]:
    entries, found, at = list(child.get("/W", [])), {}, 0
    while at < len(entries):
        if isinstance(entries[at + 1], Array):
            for offset, width in enumerate(entries[at + 1]):
                found[int(entries[at]) + offset] = float(width)
            at += 2
        else:
            for cid in range(int(entries[at]), int(entries[at + 1]) + 1):
                found[cid] = float(entries[at + 2])
            at += 3
    return found


def _compare(title: str, said: dict[int, float], real: dict[int, float]) -> Iterator[str]:
    for cid, width in said.items():
        if cid in real and abs(real[cid] - width) > 1.1:
            yield f"font {title}: width of {cid} is {real[cid]:.1f}, said {width:.1f}"
            return


def _truetype(title: str, font: Any, descriptor: Any, program: Stream) -> Iterator[str]:
    flags, encoding = int(descriptor.Flags), font.get("/Encoding")
    if flags & 4:
        if encoding is not None:
            yield f"font {title}: symbolic with an encoding"
        return
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    if str(base) not in {"/WinAnsiEncoding", "/MacRomanEncoding"}:
        yield f"font {title}: encoding {base}"
        return
    with TTFont(io.BytesIO(program.read_bytes())) as face:
        cmap, scale = face.getBestCmap(), 1000 / face["head"].unitsPerEm
        codec = "cp1252" if str(base) == "/WinAnsiEncoding" else "mac_roman"
        changed: set[int] = set()
        at = 0
        for each in encoding.get("/Differences", []) if isinstance(encoding, Dictionary) else []:
            at = int(each) if isinstance(each, int) else at + 1
            if not isinstance(each, int):
                changed.add(at - 1)
        for code in sorted(set(range(0x30, 0x7B)) - changed):
            width = float(font.Widths[code - int(font.FirstChar)])
            real = face["hmtx"].metrics[cmap[ord(bytes([code]).decode(codec))]][0] * scale
            if abs(real - width) > 1.1:
                yield f"font {title}: width of {code} is {real:.1f}, said {width:.1f}"
                return
