"""Write a table report as an editable Word file: same content, same order, heading row repeated on every page.

Rows are written as XML in one piece; the library's own cells cost more the longer the table grows.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from lxml import etree

from wenming.documents.formats.plain_text import storable
from wenming.documents.formats.table_report import Section, TableReport, Total, texts_of
from wenming.documents.formats.typesetting import EPOCH
from wenming.kernel.words import _

# Faces by role: (East Asian, Latin). Word finds them on every Chinese office machine.
SONG = ("宋体", "Times New Roman")
HEI = ("黑体", "Arial")
KAI = ("楷体", "Times New Roman")
TITLE = ("方正小标宋简体", "Times New Roman")
_ALIGN = {"left": "left", "center": "center", "right": "right"}
_LINE = 'w:val="single" w:sz="4" w:space="0" w:color="8A8F98"'
_FIRM = 'w:val="single" w:sz="8" w:space="0" w:color="1F2328"'


def _fonts(face: tuple[str, str]) -> str:
    return f'<w:rFonts w:eastAsia="{face[0]}" w:ascii="{face[1]}" w:hAnsi="{face[1]}" w:cs="{face[1]}"/>'


def run(text: str, face: tuple[str, str], half_points: int, *, bold: bool = False, colour: str = "") -> str:
    """A run as XML, with its East Asian face named, line ends as breaks."""
    look = _fonts(face) + ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "")
    look += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    parts = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in storable(text, 1_000_000).split("\n")
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{parts}</w:r>"


def paragraph(runs: str, *, align: str = "left", before: int = 0, after: int = 0, line: int = 0) -> str:
    """A paragraph as XML; spaces in twentieths of a point."""
    spacing = f'<w:spacing w:before="{before}" w:after="{after}"' + (
        f' w:line="{line}" w:lineRule="auto"/>' if line else "/>"
    )
    return f'<w:p><w:pPr>{spacing}<w:jc w:val="{align}"/></w:pPr>{runs}</w:p>'


def table_report_docx(report: TableReport, *, created: datetime | None = None) -> bytes:
    """Write a report as docx, A4, page x / y at the foot."""
    paper = Document()
    _page(paper, report)
    parts = [paragraph(run(report.title, TITLE, 36, bold=True), align="center", after=60)]
    if report.subtitle:
        parts.append(paragraph(run(report.subtitle, KAI, 23, colour="5D6470"), align="center", after=120))
    if report.left or report.right:
        parts.append(_ends(report.left, report.right, report.landscape))
    parts.append(_table(report))
    parts += [paragraph(run(note, KAI, 19, colour="5D6470"), before=60) for note in report.notes]
    # The whole body is parsed in one piece: moving a long table between trees costs more with every row.
    section = etree.tostring(paper.sections[0]._sectPr, encoding="unicode")
    paper.part._element = parse_xml(
        f"<w:document {nsdecls('w', 'r')}><w:body>{''.join(parts)}{section}</w:body></w:document>"
    )
    _properties(paper, report.title, created)
    out = io.BytesIO()
    paper.save(out)
    return _dateless(out.getvalue())


def _dateless(package: bytes) -> bytes:
    """The same package with a fixed date on every part, so that the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            fresh = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fresh.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fresh, source.read(entry))
    return out.getvalue()


def _properties(paper: Paper, title: str, created: datetime | None) -> None:
    moment = (created or EPOCH).astimezone(UTC).replace(tzinfo=None)
    about = paper.core_properties
    about.title, about.author, about.comments, about.last_modified_by = storable(title, 255), "", "", ""
    about.created = about.modified = moment


def _page(paper: Paper, report: TableReport) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if report.landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if report.landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(17)
    section.top_margin, section.bottom_margin = Mm(18), Mm(19)
    before, between, after = _("第 {page} 页  共 {total} 页").replace("{total}", "{page}").split("{page}")
    look = f'<w:rPr>{_fonts(SONG)}<w:sz w:val="18"/></w:rPr>'

    def field(code: str) -> str:
        return (
            f'<w:r>{look}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{look}<w:instrText xml:space="preserve"> {code} '
            f'</w:instrText></w:r><w:r>{look}<w:fldChar w:fldCharType="separate"/></w:r><w:r>{look}<w:t>1</w:t></w:r>'
            f'<w:r>{look}<w:fldChar w:fldCharType="end"/></w:r>'
        )

    runs = run(before, SONG, 18) + field("PAGE") + run(between, SONG, 18) + field("NUMPAGES") + run(after, SONG, 18)
    foot: Any = section.footer._element
    for existing in list(foot):
        foot.remove(existing)
    foot.append(parse_xml(paragraph(runs, align="center").replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _ends(left: str, right: str, landscape: bool) -> str:
    """A line with something at either end."""
    tab = round((263 if landscape else 176) / 25.4 * 1440)
    look = f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs><w:spacing w:before="60" w:after="60"/>'
    return f"<w:p><w:pPr>{look}</w:pPr>{run(left, SONG, 19)}<w:r><w:tab/></w:r>{run(right, SONG, 19)}</w:p>"


def _table(report: TableReport) -> str:
    across = round((263 if report.landscape else 176) / 25.4 * 1440)
    total = sum(column.width for column in report.columns) or 1
    widths = [max(200, round(column.width / total * across)) for column in report.columns]
    borders = (
        f'<w:tblBorders><w:top {_FIRM}/><w:left w:val="nil"/><w:bottom {_FIRM}/><w:right w:val="nil"/>'
        f'<w:insideH {_LINE}/><w:insideV w:val="nil"/></w:tblBorders>'
    )
    margins = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>{margins}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    return f"<w:tbl>{head}{''.join(_rows(report, widths))}</w:tbl>"


def _rows(report: TableReport, widths: list[int]) -> Iterable[str]:
    cells = "".join(
        _cell(column.title, width, "center", face=HEI, bold=True, fill="F4F2EC")
        for column, width in zip(report.columns, widths, strict=True)
    )
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
    for row in report.rows:
        values = texts_of(row, report.columns)
        if isinstance(row, Section):
            yield f"<w:tr><w:trPr/>{_cell(values[0], sum(widths), 'left', face=HEI, span=len(widths), fill='FAF9F6')}</w:tr>"
            continue
        bold = isinstance(row, Total)
        cells = "".join(
            _cell(value, width, _ALIGN[column.align], bold=bold)
            for value, width, column in zip(values, widths, report.columns, strict=True)
        )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(
    text: str,
    width: int,
    align: str,
    *,
    face: tuple[str, str] = SONG,
    bold: bool = False,
    span: int = 1,
    fill: str = "",
) -> str:
    look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        look += f'<w:gridSpan w:val="{span}"/>'
    if fill:
        look += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    look += '<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{paragraph(run(text, face, 19, bold=bold), align=align, before=40, after=40)}</w:tc>"
