"""Writing a criteria set as a Word paper: title, facts, the table, the negative list – and inside it its own data.

The XML is built element by element: a thousand rows cost a third of a second. Every run names its East Asian font, the
header row repeats on each page, rows do not break across pages.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from wenming.criteria.formats.exchange.wording import choices
from wenming.criteria.formats.exchange.wording.safe_text import safe
from wenming.criteria.formats.exchange.wording.tokens import Unsayable
from wenming.criteria.formats.paper import package
from wenming.criteria.formats.paper.embedding import NAMESPACE, Carried, pack
from wenming.criteria.formats.paper.tables import (
    CODE,
    CONTENT,
    ITEM,
    ITEM_HEADINGS,
    LINE_HEADINGS,
    WITH_SCORING,
    Cell,
    PaperRow,
    item_rows,
    line_headings,
    line_rows,
    tidy,
)
from wenming.kernel.words import _

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BODY_FONT, HEAD_FONT, TITLE_FONT, LATIN_FONT = "宋体", "黑体", "方正小标宋简体", "Times New Roman"
INK, FAINT = "1F2933", "7A7F86"
GROUND_HEAD, GROUND_TOP, GROUND_GROUP = "DDE5ED", "EEF2F6", "F7F8FA"
WIDTHS = {  # twentieths of a point; together the width of A4 across
    LINE_HEADINGS: (1250, 5300, 850, 1500, 2900, 2800),
    WITH_SCORING: (1250, 4050, 850, 1400, 2450, 2300, 2300),
}
ITEM_WIDTHS = (1250, 6700, 2300, 1250, 3100)
MIDDLE = frozenset({0, 2, 3})  # columns set in the middle
PIECE = 4_000_000  # characters of data in one element; parsers balk at more than ten million
STEP, DEEPEST = 210, 8  # indent per level, and the level from which it grows no more

Plain = Mapping[str, Any]
Element = Any


def to_docx(document: Plain) -> bytes:
    """Return ``document`` (plain data of wenming-criteria/1) as a Word file."""
    lines, items = list(line_rows(document)), list(item_rows(document))
    carried = Carried(
        dict(document),
        [[tidy(cell) for cell in row.cells] for row in lines],
        [[tidy(cell) for cell in row.cells] for row in items],
    )
    attributes, data = pack(carried)
    element = etree.Element(f"{{{NAMESPACE}}}criteria", attributes, nsmap={None: NAMESPACE})
    for start in range(0, len(data), PIECE):
        etree.SubElement(element, f"{{{NAMESPACE}}}piece").text = data[start : start + PIECE]
    parts = package.parts(_document(document, lines, items), element, TITLE_FONT, BODY_FONT, LATIN_FONT)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as bag:
        for name, content in parts.items():
            bag.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()


def _document(document: Plain, lines: Sequence[PaperRow], items: Sequence[PaperRow]) -> bytes:
    root = etree.Element(_w("document"), nsmap={"w": W, "r": R})
    body = _in(root, "body")
    title = safe(str(document.get("name") or document.get("code") or _("测评标准")))
    _paragraph(body, title, style="Title")
    facts = _facts(document)
    if facts:
        _paragraph(body, facts, style="Facts")
    headings = line_headings(document)
    _table(body, headings, WIDTHS[headings], lines)
    if items:
        _paragraph(body, _("负面清单"), style="Part")
        _table(body, ITEM_HEADINGS, ITEM_WIDTHS, items)
    _paragraph(body, _("表格里的内容修改后，可以把本文件直接导入文明创建工作台。"), style="Hint")
    section = _in(body, "sectPr")
    reference = _in(section, "footerReference", type="default")
    reference.set(f"{{{R}}}id", "rIdFooter")
    _in(section, "pgSz", w="16838", h="11906", orient="landscape")
    _in(section, "pgMar", top="1134", right="1134", bottom="1020", left="1134", header="567", footer="567", gutter="0")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _facts(document: Plain) -> str:
    """Return the line below the title: level, year, issuer, totals."""
    facts = []
    if document.get("level") in choices.LEVELS:
        facts.append(choices.say_choice(choices.LEVELS, document["level"]))
    if document.get("year"):
        facts.append(_("%(year)s 年度") % {"year": document["year"]})
    if document.get("issuer"):
        facts.append(safe(str(document["issuer"])))
    for key, words in (
        ("base_total", _("基础分 %(figure)s")),
        ("bonus_cap", _("加分不超过 %(figure)s")),
        ("pass_mark", _("合格线 %(figure)s")),
    ):
        if document.get(key) is not None:
            facts.append(words % {"figure": document[key]})
    if document.get("grades"):
        try:
            facts.append(_("等级 %(grades)s") % {"grades": safe(choices.say_table(document["grades"]))})
        except Unsayable:
            pass
    return "　".join(facts)


def _table(body: Element, headings: Sequence[str], widths: Sequence[int], rows: Sequence[PaperRow]) -> None:
    table = _in(body, "tbl")
    properties = _in(table, "tblPr")
    _in(properties, "tblStyle", val="Ruled")
    _in(properties, "tblW", w=str(sum(widths)), type="dxa")
    _in(properties, "tblLayout", type="fixed")
    grid = _in(table, "tblGrid")
    for width in widths:
        _in(grid, "gridCol", w=str(width))
    head = _row(table, repeated=True)
    for heading, width in zip(headings, widths, strict=True):
        cell = _cell(head, width, GROUND_HEAD)
        _text(_paragraph_in(cell, middle=True), heading, HEAD_FONT)
    for row in rows:
        _write_row(table, headings, widths, row)


def _write_row(table: Element, headings: Sequence[str], widths: Sequence[int], row: PaperRow) -> None:
    element = _row(table)
    ground = (GROUND_GROUP if row.depth else GROUND_TOP) if row.group else ""
    for at, (heading, width, cell) in enumerate(zip(headings, widths, row.cells, strict=True)):
        place = _cell(element, width, ground)
        titled = heading in (CONTENT, ITEM)
        indent = min(row.depth, DEEPEST) * STEP if heading == CONTENT else 0
        _write_cell(place, cell, titled, row.group, indent, middle=at in MIDDLE and not titled, faint=heading == CODE)


def _write_cell(
    place: Element, cell: Cell, titled: bool, group: bool, indent: int, *, middle: bool, faint: bool
) -> None:
    for number, paragraph in enumerate(cell or [""]):
        heading = titled and number == 0 and (group or len(cell) > 1)
        element = _paragraph_in(place, middle=middle, indent=indent)
        _text(element, paragraph, HEAD_FONT if heading else BODY_FONT, faint=faint and not group)


def _row(table: Element, *, repeated: bool = False) -> Element:
    row = _in(table, "tr")
    properties = _in(row, "trPr")
    _in(properties, "cantSplit")
    if repeated:
        _in(properties, "tblHeader")
    return row


def _cell(row: Element, width: int, ground: str) -> Element:
    cell = _in(row, "tc")
    properties = _in(cell, "tcPr")
    _in(properties, "tcW", w=str(width), type="dxa")
    if ground:
        _in(properties, "shd", val="clear", color="auto", fill=ground)
    _in(properties, "vAlign", val="center")
    return cell


def _paragraph_in(cell: Element, *, middle: bool, indent: int = 0) -> Element:
    paragraph = _in(cell, "p")
    if middle or indent:
        properties = _in(paragraph, "pPr")
        if indent:
            _in(properties, "ind", left=str(indent))
        if middle:
            _in(properties, "jc", val="center")
    return paragraph


def _paragraph(body: Element, text: str, *, style: str) -> None:
    paragraph = _in(body, "p")
    _in(_in(paragraph, "pPr"), "pStyle", val=style)
    fonts = {"Title": TITLE_FONT, "Part": HEAD_FONT}
    _text(paragraph, text, fonts.get(style, BODY_FONT), faint=style == "Hint")


def _text(paragraph: Element, text: str, font: str, *, faint: bool = False) -> None:
    run = _in(paragraph, "r")
    properties = _in(run, "rPr")
    _in(properties, "rFonts", ascii=LATIN_FONT, hAnsi=LATIN_FONT, eastAsia=font, hint="eastAsia")
    _in(properties, "color", val=FAINT if faint else INK)
    for number, part in enumerate(text.split("\n")):
        if number:
            _in(run, "br")
        if part:
            element = _in(run, "t")
            element.text = part
            if part != part.strip():
                element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _in(parent: Element, name: str, **attributes: str) -> Element:
    element = etree.SubElement(parent, f"{{{W}}}{name}")
    for key, value in attributes.items():
        element.set(f"{{{W}}}{key}", value)
    return element
