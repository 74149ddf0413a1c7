"""Styles, grid, page and page numbers of a Word paper: made once, kept as an empty document that every paper starts from."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from wenming.documents.formats.papers.layout import (
    AREA_HEIGHT,
    BINDING,
    BOTTOM,
    CHARACTER,
    GAP,
    LINES,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RED,
    RIGHT,
    SIZE_2,
    SIZE_3,
    SIZE_4,
    TOP,
)
from wenming.documents.formats.papers.word_xml import (
    FANG,
    HEI,
    KAI,
    SONG,
    TITLE,
    fonts,
    indent,
    look,
    page_number,
    paragraph,
    spacing,
    twips,
)

# An editor sets a line in the middle of its pitch, so 22 pitches fill the type area (§5.2.3).
LINE: Final = int(AREA_HEIGHT * MM * 20 / LINES) / 20
CHARACTER_SPACE: Final = round((CHARACTER - SIZE_3) * 4096)
FOOT: Final = PAGE_HEIGHT - 271.5  # the dash of the number then lies 7 mm below the type area (§7.5)

_BODY = indent(first=2)
_PLAIN = '<w:jc w:val="both"/>'
# style id: name, paragraph properties in the schema's order, face, size, more
_STYLES: Final[tuple[tuple[str, str, str, str, float, str], ...]] = (
    ("PaperText", "公文正文", _BODY + _PLAIN, FANG, SIZE_3, ""),
    ("PaperMark", "发文机关标志", '<w:jc w:val="center"/>', TITLE, 42, RED),
    ("PaperNumber", "发文字号", '<w:jc w:val="center"/>', FANG, SIZE_3, ""),
    ("PaperTop", "份号密级紧急程度", "", HEI, SIZE_3, ""),
    ("PaperSubtitle", "公文副题", '<w:jc w:val="center"/>', KAI, SIZE_3, ""),
    ("PaperRecipients", "主送机关", _PLAIN, FANG, SIZE_3, ""),
    ("PaperListed", "附件说明", "", FANG, SIZE_3, ""),
    ("PaperAttendance", "出席人员", "", FANG, SIZE_3, ""),
    ("PaperIssuer", "发文机关署名", "", FANG, SIZE_3, ""),
    ("PaperDate", "成文日期", "", FANG, SIZE_3, ""),
    ("PaperNote", "公文附注", _BODY, FANG, SIZE_3, ""),
    ("PaperLabel", "附件标识", "", HEI, SIZE_3, ""),
    ("PaperCell", "表格文字", "", FANG, 12, ""),
    ("PaperImprint", "版记", "", FANG, SIZE_4, ""),
    ("PaperPage", "公文页码", "", SONG, SIZE_4, ""),
)
_HEADINGS = (HEI, KAI, FANG, FANG)


def section(*, letter: bool = False, references: str = "", lying: bool = False, kind: str = "") -> str:
    """Section properties: A4 with the margins of §5.2.1, and the grid of 22 lines and 28 characters."""
    width, height = twips(PAGE_WIDTH), twips(PAGE_HEIGHT)
    if lying:  # §8: turned by a quarter, the head of the table at the binding edge
        size = f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        top, right, bottom, left = BINDING, TOP, RIGHT, BOTTOM
        foot = twips(15)
    else:
        size = f'<w:pgSz w:w="{width}" w:h="{height}"/>'
        top, right, bottom, left = TOP, RIGHT, BOTTOM, BINDING
        foot = twips(FOOT)
    margins = (
        f'<w:pgMar w:top="{twips(top)}" w:right="{twips(right)}" w:bottom="{twips(bottom)}" w:left="{twips(left)}" '
        f'w:header="{twips(15)}" w:footer="{foot}" w:gutter="0"/>'
    )
    grid = f'<w:docGrid w:type="linesAndChars" w:linePitch="{round(LINE * 20)}" w:charSpace="{CHARACTER_SPACE}"/>'
    begins = f'<w:type w:val="{kind}"/>' if kind else ""
    return f"<w:sectPr>{references}{begins}{size}{margins}{'<w:titlePg/>' if letter else ''}{grid}</w:sectPr>"


@lru_cache(maxsize=1)
def blank() -> bytes:
    """A document without content that has every style and the page numbers of both sides."""
    paper = Document()
    _bare(paper)
    _styles(paper)
    first = paper.sections[0]
    paper.settings.odd_and_even_pages_header_footer = True
    _number(first.footer, '<w:jc w:val="right"/>', indent(right=1, size=SIZE_4))
    _number(first.even_page_footer, '<w:jc w:val="left"/>', indent(left=1, size=SIZE_4))
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _bare(paper: Any) -> None:
    """Drop what the library's own template brings: some hundred styles, a picture of a page."""
    element = paper.styles.element
    for style in element.findall(qn("w:style")):
        if style.get(qn("w:default")) is None:
            element.remove(style)
    for key, relation in list(paper.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del paper.part.package.rels[key]
    for key, relation in list(paper.part.rels.items()):
        if relation.reltype.endswith(("/customXml", "/webSettings", "/stylesWithEffects", "/numbering")):
            del paper.part.rels[key]


def _number(footer: Any, side: str, space: str) -> None:
    footer.is_linked_to_previous = False
    element = footer._element
    for existing in list(element):
        element.remove(existing)
    made = paragraph(page_number(look(SONG, SIZE_4)), "PaperPage", spacing(line=SIZE_4) + space + side)
    element.append(parse_xml(made.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _styles(paper: Any) -> None:
    element = paper.styles.element
    defaults = element.find(qn("w:docDefaults"))
    if defaults is not None:
        element.remove(defaults)
    element.insert(
        0,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{fonts(FANG)}"
            f'<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )
    # No extra room between Chinese and Latin, so that 28 characters fill a line.
    tight = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    _style(element, "Normal", "Normal", tight + spacing(line=LINE), FANG, SIZE_3, default=True)
    _style(element, "Title", "Title", tight + spacing(line=SIZE_2 + GAP) + '<w:jc w:val="center"/>', TITLE, SIZE_2)
    for level, face in enumerate(_HEADINGS, 1):
        keep = "<w:keepNext/>" + tight + spacing(line=LINE) + _BODY + f'<w:outlineLvl w:val="{level - 1}"/>'
        _style(element, f"Heading{level}", f"heading {level}", keep, face, SIZE_3)
    for style_id, name, properties, face, size, colour in _STYLES:
        _style(element, style_id, name, properties, face, size, colour=colour)


def _style(
    element: Any,
    style_id: str,
    name: str,
    properties: str,
    face: str,
    size: float,
    *,
    colour: str = "",
    default: bool = False,
) -> None:
    for existing in element.findall(qn("w:style")):
        if existing.get(qn("w:styleId")) == style_id:
            element.remove(existing)
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    first = ' w:default="1"' if default else ""
    own = "" if style_id in {"Normal", "Title"} or style_id.startswith("Heading") else ' w:customStyle="1"'
    element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph"{first}{own} w:styleId="{style_id}"><w:name w:val="{name}"/>{based}'
            f"<w:qFormat/><w:pPr>{properties}</w:pPr>{look(face, size, colour=colour)}</w:style>"
        )
    )
