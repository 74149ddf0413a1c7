"""Papers to measure, and the ruler: where every character of a PDF stands, in millimetres from the upper left of the page."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as raw

from wenming.documents.formats.papers.numbers import DocumentNumber
from wenming.documents.formats.papers.paper import Heading, Imprint, Kind, Paper, Paragraph

MM = 72 / 25.4
SENTENCE = (
    "各单位要把创建工作摆上重要议事日程，与业务工作同谋划、同部署、同检查、同考核，做到目标明确、责任到人、措施到位。"
    "主要负责同志要亲自抓，分管负责同志要具体抓。"
)
UNIT = "云岭市精神文明建设委员会办公室"


@dataclass(frozen=True)
class Char:
    """A character: what it is, the edges of its ink in millimetres, its font and size."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str
    size: float


def pages(pdf: bytes) -> list[list[Char]]:
    """Every character of every page that has ink."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            height = page.get_height()
            text = page.get_textpage()
            chars = []
            for index in range(text.count_chars()):
                char = chr(raw.FPDFText_GetUnicode(text.raw, index))
                if char.isspace():
                    continue
                left, bottom, right, top = text.get_charbox(index)
                name = ctypes.create_string_buffer(128)
                raw.FPDFText_GetFontInfo(text.raw, index, name, 128, ctypes.c_int())
                size = raw.FPDFText_GetFontSize(text.raw, index)
                chars.append(
                    Char(
                        char, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM,
                        name.value.decode().partition("+")[2], size,
                    )
                )  # fmt: skip
            found.append(chars)
    return found


def bars(pdf: bytes, page: int = 0) -> list[tuple[float, float, float, float, str]]:
    """Filled rectangles of a page: left, top, width, height in millimetres, and the colour as RRGGBB."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        sheet = document[page]
        height = sheet.get_height()
        for thing in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=5):
            left, bottom, right, top = thing.get_bounds()
            parts = [ctypes.c_uint() for _part in range(4)]
            raw.FPDFPageObj_GetFillColor(thing.raw, *parts)
            colour = "".join(f"{part.value:02X}" for part in parts[:3])
            found.append((left / MM, (height - top) / MM, (right - left) / MM, (top - bottom) / MM, colour))
    return sorted(found, key=lambda bar: bar[1])


def of(chars: list[Char], words: str) -> list[Char]:
    """The first place on a page where words stand, read in the order of the file."""
    text = "".join(char.text for char in chars)
    at = text.index(words)
    return chars[at : at + len(words)]


def rows(chars: list[Char], size: float = 16.0) -> list[list[Char]]:
    """Characters of one size as lines, top to bottom; marks that hang low count with their line."""
    tall = [char for char in chars if abs(char.size - size) < 0.1 and char.top > 30]
    lines: list[tuple[float, list[Char]]] = []
    for char in sorted(tall, key=lambda one: one.bottom):
        for middle, line in lines:
            if abs((char.top + char.bottom) / 2 - middle) < 3.4:
                line.append(char)
                break
        else:
            lines.append(((char.top + char.bottom) / 2, [char]))
    return [sorted(line, key=lambda one: one.left) for _middle, line in sorted(lines, key=lambda pair: pair[0])]


def paper(**changes: Any) -> Paper:
    """A notice of a page."""
    values: dict[str, Any] = {
        "kind": Kind.NOTICE,
        "title": "关于做好文明单位创建工作的通知",
        "mark": ["云岭市文明办"],
        "number": DocumentNumber("云文明办", 2026, 3),
        "recipients": ["各县（市、区）文明办", "市直各单位"],
        "body": [Paragraph("现将有关事项通知如下。"), Heading(1, "一、总体要求"), Paragraph(SENTENCE)],
        "issuers": [UNIT],
        "dated": date(2026, 3, 25),
        "imprint": Imprint(copied="市委办公室，市政府办公室", printed_by=UNIT, printed_on=date(2026, 3, 26)),
    }
    return Paper(**{**values, **changes})


def full(lines: int) -> list[Paragraph]:
    """So many full lines: the first of each paragraph holds 26 characters and the indent."""
    return [Paragraph("文" * 26) for _line in range(lines)]


def fonts_embedded(pdf: bytes) -> set[str]:
    """The faces inside a PDF, by name without their subset's mark."""
    found = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            for font in (page.Resources.get("/Font") or {}).values():
                found.add(str(font.BaseFont).partition("+")[2].removesuffix("-Identity-H"))
    return found
