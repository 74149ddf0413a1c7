"""Write a table report as an Excel workbook that prints as it looks: A4, heading row on every page, page x / y."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from wenming.documents.formats.plain_text import storable
from wenming.documents.formats.table_report import Cell, Column, Section, TableReport, Total, cell_text, cells_of
from wenming.documents.formats.typesetting import EPOCH
from wenming.kernel.words import _

FACE = "宋体"
HEADING_FACE = "黑体"
_FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_TOTAL_WIDTH = {False: 88.0, True: 132.0}  # characters across A4, upright and on its side
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def sheet_name(text: str, fallback: str) -> str:
    """A name Excel accepts: at most 31 characters, none of the forbidden ones."""
    return _FORBIDDEN_IN_NAMES.sub("", storable(text)).strip()[:31] or fallback


def table_report_xlsx(report: TableReport, *, created: datetime | None = None) -> bytes:
    """Write a report as xlsx.

    Text is always text, never a formula, whatever it begins with. Numbers are numbers, days are days; the heading row is
    frozen, repeated on print, and filters.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"title": storable(report.title, 255), "created": (created or EPOCH).replace(tzinfo=None)})
        sheet = book.add_worksheet(sheet_name(report.title, _("表")))
        write_report(book, sheet, report)
    return out.getvalue()


def write_report(book: xlsxwriter.Workbook, sheet: Worksheet, report: TableReport) -> None:
    """Write a report on a sheet of a workbook that may hold others."""
    last = len(report.columns) - 1
    _page(sheet, report)
    title = book.add_format({"font_name": FACE, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter"})
    small = {"font_name": FACE, "font_size": 10, "valign": "vcenter"}
    at = _line(sheet, 0, last, storable(report.title), title, 32)
    if report.subtitle:
        at = _line(sheet, at, last, storable(report.subtitle), book.add_format({**small, "align": "center"}), 20)
    if report.left or report.right:
        sheet.write_string(at, 0, storable(report.left), book.add_format(small))
        if last:
            sheet.write_string(at, last, storable(report.right), book.add_format({**small, "align": "right"}))
        at += 1
    heading = book.add_format(
        {
            "font_name": HEADING_FACE,
            "font_size": 10,
            "align": "center",
            "valign": "vcenter",
            "border": 1,
            "bg_color": "#F4F2EC",
            "text_wrap": True,
        }
    )
    for index, column in enumerate(report.columns):
        sheet.write_string(at, index, storable(column.title), heading)
    sheet.freeze_panes(at + 1, 0)
    sheet.repeat_rows(at)
    first = at
    at = _rows(book, sheet, report, at + 1)
    if at - 1 > first:
        sheet.autofilter(first, 0, at - 1, last)
    note = book.add_format({**small, "text_wrap": True, "font_color": "#5D6470"})
    for text in report.notes:
        at = _line(sheet, at, last, storable(text), note, 15 * (1 + len(text) // 60))


def _page(sheet: Worksheet, report: TableReport) -> None:
    sheet.set_paper(9)
    if report.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.75)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C" + _("第 &P 页  共 &N 页"))
    total = sum(column.width for column in report.columns) or 1
    for index, column in enumerate(report.columns):
        sheet.set_column(index, index, max(4.0, column.width / total * _TOTAL_WIDTH[report.landscape]))


def _line(sheet: Worksheet, at: int, last: int, text: str, form: Format, height: float) -> int:
    sheet.set_row(at, height)
    if last:
        sheet.merge_range(at, 0, at, last, "", form)
    sheet.write_string(at, 0, text, form)
    return at + 1


def _rows(book: xlsxwriter.Workbook, sheet: Worksheet, report: TableReport, at: int) -> int:
    forms: dict[tuple[str, str, bool], Format] = {}

    def form(align: str, number: str, bold: bool) -> Format:
        key = align, number, bold
        if key not in forms:
            forms[key] = book.add_format(
                {
                    "font_name": FACE,
                    "font_size": 10,
                    "align": align,
                    "valign": "vcenter",
                    "border": 1,
                    "border_color": "#8A8F98",
                    "text_wrap": True,
                    "bold": bold,
                    **({"num_format": number} if number else {}),
                }
            )
        return forms[key]

    band = book.add_format(
        {"font_name": HEADING_FACE, "font_size": 10, "valign": "vcenter", "border": 1, "bg_color": "#FAF9F6"}
    )
    last = len(report.columns) - 1
    for row in report.rows:
        if isinstance(row, Section):
            for index in range(last + 1):
                sheet.write_blank(at, index, None, band)
            sheet.write_string(at, 0, storable(row.text), band)
        else:
            _cells(sheet, at, cells_of(row), report, form, isinstance(row, Total))
        at += 1
    return at


def _cells(sheet: Worksheet, at: int, cells: Sequence[Cell], report: TableReport, form: Any, bold: bool) -> None:
    for index, column in enumerate(report.columns):
        value = cells[index] if index < len(cells) else None
        if value is None or value == "":
            sheet.write_blank(at, index, None, form(column.align, "", bold))
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool) and _is_figure(value):
            sheet.write_number(at, index, float(value), form(column.align, _number_format(column), bold))
        elif isinstance(value, datetime):
            plain = value.replace(tzinfo=None)
            sheet.write_datetime(at, index, plain, form(column.align, "yyyy-mm-dd hh:mm", bold))
        elif isinstance(value, date):
            sheet.write_datetime(
                at, index, datetime(value.year, value.month, value.day), form(column.align, "yyyy-mm-dd", bold)
            )
        else:
            sheet.write_string(at, index, storable(cell_text(value)), form(column.align, "@", bold))


def _number_format(column: Column) -> str:
    return "General" if column.places is None else "0." + "0" * column.places if column.places else "0"


def _is_figure(value: int | float | Decimal) -> bool:
    """Whether Excel can hold the number as it is: finite, and not more than 15 digits."""
    exact = Decimal(str(value))
    return exact.is_finite() and len(exact.as_tuple().digits) <= 15
