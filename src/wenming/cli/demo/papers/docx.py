"""Papers as Word files, in the proportions of the national layout."""

from __future__ import annotations

import io
import zipfile
from copy import deepcopy
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from wenming.cli.demo.papers.paper import Block, Paper, Table, long_date
from wenming.cli.demo.words import words

KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "TableGrid", "NoList"}
RED = RGBColor(0xC0, 0x1F, 0x1F)
FANG, HEI, KAI, SONG = words("faces")["fang"], words("faces")["hei"], words("faces")["kai"], words("faces")["song"]


@lru_cache(maxsize=1)
def _blank() -> bytes:
    """An empty file with our page and base style, made once."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    _face(style.element.get_or_add_rPr(), FANG)
    styles = document.styles.element
    for other in list(styles.findall(qn("w:style"))):
        if other.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(other)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _face(properties: Any, face: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for name in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(name), "Times New Roman")
    fonts.set(qn("w:eastAsia"), face)


def _run(
    paragraph: Any, text: str, size: float = 16, face: str = FANG, bold: bool = False, colour: RGBColor | None = None
) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold or None
    if colour is not None:
        run.font.color.rgb = colour
    _face(run._element.get_or_add_rPr(), face)


def _paragraph(document: Any, indent: bool = False, align: int | None = None, line: float = 29) -> Any:
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    if indent:
        shape.first_line_indent = Pt(32)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _rule(paragraph: Any, colour: str) -> None:
    """A line under a paragraph."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("w:val", "single"), ("w:sz", "18"), ("w:space", "6"), ("w:color", colour)):
        bottom.set(qn(name), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _table(document: Any, table: Table) -> None:
    """A bordered table, built row by row from copies: looking cells up one by one is slow."""
    columns = max(len(row) for row in table.rows)
    made = document.add_table(rows=1, cols=columns)
    made.style = "Table Grid"
    pattern = deepcopy(made.rows[0]._tr)
    made._tbl.remove(made.rows[0]._tr)
    for number, row in enumerate(table.rows):
        line = deepcopy(pattern)
        made._tbl.append(line)
        for cell, text in zip(line.tc_lst, (*row, *[""] * (columns - len(row))), strict=True):
            paragraph = cell.p_lst[0]
            run = OxmlElement("w:r")
            properties = OxmlElement("w:rPr")
            run.append(properties)
            _face(properties, HEI if table.head and number == 0 else FANG)
            size = OxmlElement("w:sz")
            size.set(qn("w:val"), "24")
            properties.append(size)
            words_element = OxmlElement("w:t")
            words_element.text = text
            run.append(words_element)
            paragraph.append(run)
    document.add_paragraph()


def _block(document: Any, block: Block) -> None:
    centre, right = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
    indent = block.kind in ("para", "head", "article", "subhead", "bold")
    align = {"chapter": centre, "centre": centre, "right": right}.get(block.kind)
    face = {"head": HEI, "chapter": HEI, "centre": HEI, "subhead": KAI, "right": KAI}.get(block.kind, FANG)
    _run(_paragraph(document, indent, align), block.text, face=face, bold=block.kind in ("bold", "subhead"))


def _content(document: Any, content: tuple[Block | Table, ...]) -> None:
    for block in content:
        if isinstance(block, Table):
            _table(document, block)
        else:
            _block(document, block)


def write_docx(paper: Paper, path: Path) -> None:
    """Write a paper; its properties carry the paper's own day."""
    document: Any = Document(io.BytesIO(_blank()))
    centre = WD_ALIGN_PARAGRAPH.CENTER
    if paper.masthead:
        _run(_paragraph(document, align=centre, line=60), paper.masthead, 36, SONG, True, RED)
        line = _paragraph(document, align=centre, line=34)
        _run(line, paper.number)
        _rule(line, "C01F1F")
        _paragraph(document)
    _run(_paragraph(document, align=centre, line=34), paper.title, 22, SONG, True)
    _paragraph(document)
    _content(document, paper.content)
    if paper.signer:
        _paragraph(document)
        _run(_paragraph(document, align=WD_ALIGN_PARAGRAPH.RIGHT), paper.signer + "　　")
        _run(_paragraph(document, align=WD_ALIGN_PARAGRAPH.RIGHT), long_date(paper.day) + "　　　")
    if paper.annex:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _content(document, paper.annex)
    for text in paper.footer:
        _run(_paragraph(document), text, 14)
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by = paper.title, paper.author, paper.author
    facts.created = facts.modified = datetime(paper.day.year, paper.day.month, paper.day.day, 9, 30)
    facts.revision, facts.comments = 2, ""
    buffer = io.BytesIO()
    document.save(buffer)
    _repack(buffer, path, paper.day)


def _repack(made: io.BytesIO, path: Path, day: date) -> None:
    """Write the file with the paper's own day on every part, so that the same paper is the same bytes."""
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, (day.year, day.month, day.day, 9, 30, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(part))
