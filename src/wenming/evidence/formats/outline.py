"""A file's content as a short list of plain blocks, to be shown in a page without the program that made it.

Blocks are plain values of text. Nothing in them is markup: whoever draws them escapes them like any other text.
"""

from __future__ import annotations

import logging
import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from lxml import etree

from wenming.evidence.formats import office_text
from wenming.evidence.formats.kinds import Family
from wenming.evidence.formats.office_text import W, children, paragraph_text, table_rows
from wenming.evidence.formats.openxml import parse_xml
from wenming.evidence.formats.text import Extracted, TextLimits, extract_text
from wenming.evidence.formats.verdicts import Inspection, Limits
from wenming.evidence.formats.workbooks import cell_text, read_sheets
from wenming.evidence.formats.zips import Container
from wenming.kernel.words import _

log = logging.getLogger(__name__)

MAX_BLOCKS = 400
MAX_ROWS = 200
MAX_COLUMNS = 40
MAX_CELL = 500
MAX_PARAGRAPH = 5_000
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-9])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of content.

    kind   ``heading`` (with ``level`` 1–9), ``paragraph``, ``table`` (with ``rows``), ``sheet`` and ``slide`` (with ``text``
           as their name), ``note`` (a sentence of ours, such as where we stopped).
    more   rows of a table that were left out.
    """

    kind: Literal["heading", "paragraph", "table", "sheet", "slide", "note"]
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    more: int = 0

    def as_dict(self) -> dict[str, Any]:
        """For JSON, without what is empty."""
        found = {key: value for key, value in asdict(self).items() if value}
        return found | ({"rows": [list(row) for row in self.rows]} if self.rows else {})


Blocks: TypeAlias = tuple[Block, ...]


def outline(
    path: Path, inspection: Inspection, *, extracted: Extracted | None = None, limits: Limits | None = None
) -> Blocks:
    """The content of a file in blocks, capped; empty for pictures, recordings and what is not ``ok``.

    extracted  the text already read, which spares reading it again where it is all we show.
    """
    limits = limits or Limits()
    if not inspection.ok or inspection.family in {Family.PICTURE, Family.AUDIO, Family.VIDEO}:
        return ()
    try:
        if inspection.extension == "docx":
            with Container(path, limits) as container:
                return _docx(container)
        if inspection.extension == "pptx":
            with Container(path, limits) as container:
                return _pptx(container)
        if inspection.family is Family.SHEET and inspection.extension != "ods":
            return _workbook(path)
    except Exception as error:  # the preview of a hostile or exotic file is dispensable; its text may still be read
        log.info("no outline: %s: %s", type(error).__name__, error)
    words = extracted or extract_text(path, inspection, limits=TextLimits(characters=200_000))
    return _paragraphs(words.body)


def _docx(container: Container) -> Blocks:
    source = container.read("word/document.xml")
    levels = _heading_levels(container.read("word/styles.xml")) if b"pStyle" in source else {}
    body = parse_xml(source).find(f"{W}body")
    blocks: list[Block] = []
    waiting = [] if body is None else list(children(body, "p", "tbl"))[::-1]
    while waiting:
        element = waiting.pop()
        if len(blocks) >= MAX_BLOCKS:
            blocks.append(_stopped())
            break
        if element.tag == f"{W}tbl":
            blocks.append(_table(list(table_rows(element))))
            continue
        text, boxes = paragraph_text(element)
        for box in reversed(boxes):
            waiting.extend(list(children(box, "p", "tbl"))[::-1])
        if text.strip():
            level = _level(element, levels)
            blocks.append(Block("heading" if level else "paragraph", _short(text.strip(), MAX_PARAGRAPH), level))
    return tuple(blocks)


@lru_cache(maxsize=64)
def _heading_levels(styles: bytes) -> dict[str, int]:
    """Style id → heading level, from the styles' own outline levels or names.

    Kept for a while: the papers of one office are written on few templates, and styles are most of a small file.
    """
    found: dict[str, int] = {}
    if not styles:
        return found
    for style in parse_xml(styles).iterchildren(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        name = style.find(f"{W}name")
        level = style.find(f"{W}pPr/{W}outlineLvl")
        named = _HEADING.match(name.get(f"{W}val", "")) if name is not None else None
        if named:
            found[key] = int(named.group(1))
        elif level is not None and level.get(f"{W}val", "9").isdecimal() and int(level.get(f"{W}val", "9")) < 9:
            found[key] = int(level.get(f"{W}val", "0")) + 1
        elif name is not None and name.get(f"{W}val", "").lower() == "title":
            found[key] = 1
    return found


def _level(paragraph: etree._Element, levels: dict[str, int]) -> int:
    own = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if own is not None and own.get(f"{W}val", "9") in "012345678":
        return int(own.get(f"{W}val", "0")) + 1
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return levels.get(style.get(f"{W}val", ""), 0) if style is not None else 0


def _pptx(container: Container) -> Blocks:
    blocks: list[Block] = []
    for number, lines in enumerate(office_text.slides(container), start=1):
        blocks.append(Block("slide", _("第 %(number)s 页") % {"number": number}))
        blocks += [Block("paragraph", _short(line.strip(), MAX_PARAGRAPH)) for line in lines]
        if len(blocks) >= MAX_BLOCKS:
            return (*blocks[:MAX_BLOCKS], _stopped())
    return tuple(blocks)


def _workbook(path: Path) -> Blocks:
    blocks: list[Block] = []
    for sheet in read_sheets(path, max_rows=MAX_ROWS + 1):
        blocks.append(Block("sheet", _short(sheet.name, 100)))
        table = _table([[cell_text(value) for value in row[:MAX_COLUMNS]] for row in sheet.rows])
        if any(any(row) for row in table.rows):
            blocks.append(table)
        if len(blocks) >= MAX_BLOCKS:
            return (*blocks[:MAX_BLOCKS], _stopped())
    return tuple(blocks)


def _table(rows: list[list[str]]) -> Block:
    kept = tuple(tuple(_short(cell, MAX_CELL) for cell in row[:MAX_COLUMNS]) for row in rows[:MAX_ROWS])
    return Block("table", rows=kept, more=max(0, len(rows) - MAX_ROWS))


def _paragraphs(text: str) -> Blocks:
    blocks: list[Block] = []
    for line in text.split("\n"):
        if not line.strip():
            continue
        if len(blocks) >= MAX_BLOCKS:
            blocks.append(_stopped())
            break
        blocks.append(Block("paragraph", _short(line.strip(), MAX_PARAGRAPH)))
    return tuple(blocks)


def _stopped() -> Block:
    return Block("note", _("内容较长，此处只显示开头部分；全文请下载原件查看。"))


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
