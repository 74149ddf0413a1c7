"""The nine-column index of a booklet: as rows, and as an Excel sheet for the archive."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import xlsxwriter

from wenming.documents.formats.plain_text import storable
from wenming.documents.formats.sheet import OPTIONS, sheet_name
from wenming.documents.formats.typesetting import EPOCH
from wenming.evidence.formats.booklet.spec import BoundEntry, date_text
from wenming.kernel.words import _

WIDTHS = (6, 30, 20, 18, 44, 11, 7, 7, 18)  # characters
LONGEST_SITE = 32  # … of two lines of the last column


def heads() -> list[str]:
    """The nine headings, in the order of DA/T 22."""
    return [
        *(_("序号"), _("档号"), _("文号"), _("责任者"), _("题名")),
        *(_("日期"), _("密级"), _("页数"), _("备注")),
    ]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One row. ``pages`` how many; ``begins`` the page of the booklet on which it begins, None outside a booklet."""

    number: int
    archival_code: str
    document_number: str
    responsible: str
    title: str
    date: str
    secrecy: str
    pages: int
    remark: str = ""
    begins: int | None = None
    address: str = ""

    @property
    def remarks(self) -> str:
        """The last column: where it begins, then what a person noted, then on which site it was published."""
        begins = _("第%(page)d页起") % {"page": self.begins} if self.begins is not None else ""
        return "；".join(part for part in (begins, self.remark, self.site) if part)

    @property
    def site(self) -> str:
        """The host of the address, without its port; the whole of it stands on the page. Empty where it is long itself."""
        try:
            host = (urlsplit(self.address).hostname or "").removeprefix("www.")
        except ValueError:
            return ""
        return host if len(host) <= LONGEST_SITE else ""

    def cells(self) -> list[str]:
        """The nine cells as text."""
        return [
            *(str(self.number), self.archival_code, self.document_number, self.responsible, self.title),
            *(self.date, self.secrecy, str(self.pages), self.remarks),
        ]


def index_rows(entries: Iterable[BoundEntry]) -> list[IndexRow]:
    """The rows of a booklet that was bound; 序号 is the item number (件号) stamped on its pages."""
    return [
        IndexRow(
            number=bound.entry.item if isinstance(bound.entry.item, int) else number,
            archival_code=bound.entry.archival_code or "",
            document_number=bound.entry.document_number,
            responsible=bound.entry.responsible,
            title=bound.entry.title,
            date=date_text(bound.entry.date),
            secrecy=bound.entry.secrecy,
            pages=bound.pages,
            remark=bound.entry.remark,
            begins=bound.first,
            address=bound.entry.address,
        )
        for number, bound in enumerate(entries, 1)
    ]


def write_index(
    rows: Sequence[IndexRow],
    path: Path,
    *,
    title: str,
    unit: str = "",
    year: int | None = None,
    created: datetime | None = None,
    more: Sequence[tuple[str, Sequence[IndexRow]]] = (),
) -> None:
    """Write an index as xlsx: A4 on its side, headings frozen and on every printed page, text never a formula.

    more  further volumes, each on a sheet of its own: its name, its rows.
    The file appears whole or not at all.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": storable(title, 255), "created": (created or EPOCH).replace(tzinfo=None)})
        names = {(first := sheet_name(_("卷内文件目录"), "index")).casefold()}
        _write_sheet(book, first, rows, title=title, unit=unit, year=year)
        for number, (name, others) in enumerate(more, start=1):
            own = sheet_name(f"{number:02d} {name}", f"{number:02d}")
            if own.casefold() not in names:
                names.add(own.casefold())
                _write_sheet(book, own, others, title=f"{title}　{name}", unit=unit, year=year)
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(out.getvalue())
    partial.replace(path)


def _write_sheet(
    book: xlsxwriter.Workbook, name: str, rows: Sequence[IndexRow], *, title: str, unit: str, year: int | None
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.55, right=0.55, top=0.7, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C" + _("第 &P 页  共 &N 页"))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    big = book.add_format({**base, "font_size": 18, "bold": True, "align": "center"})
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, 8, "", big)
    sheet.write_string(0, 0, storable(title), big)
    sheet.merge_range(1, 0, 1, 4, "", book.add_format(base))
    sheet.write_string(1, 0, storable(_("立卷单位：%(unit)s") % {"unit": unit}) if unit else "", book.add_format(base))
    if year is not None:
        sheet.merge_range(1, 5, 1, 8, "", book.add_format({**base, "align": "right"}))
        right = book.add_format({**base, "align": "right"})
        sheet.write_string(1, 5, _("年度：%(year)s") % {"year": year}, right)
    ruled = {**base, "border": 1, "text_wrap": True}
    head = book.add_format({**ruled, "font_name": "黑体", "align": "center", "bg_color": "#F4F2EC"})
    for column, text in enumerate(heads()):
        sheet.write_string(2, column, text, head)
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    centre = book.add_format({**ruled, "align": "center"})
    left = book.add_format({**ruled, "align": "left", "num_format": "@"})
    forms = (centre, left, left, left, left, centre, centre, centre, left)
    for at, row in enumerate(rows, 3):
        for column, text in enumerate(row.cells()):
            if not text:
                sheet.write_blank(at, column, None, forms[column])
            elif column in {0, 7}:
                sheet.write_number(at, column, int(text), forms[column])
            else:
                sheet.write_string(at, column, storable(text), forms[column])
