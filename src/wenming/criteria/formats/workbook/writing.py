"""Writing a criteria set as a workbook: sheets 测评条目, 负面清单, 总则 and 说明.

Everything is visible and can be changed; what the notation cannot say stands as data in the 附加 column. Text is written
as text, never as a formula or a link; figures are numbers. The same document gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wenming.criteria.formats.exchange.wording.safe_text import safe, say_code
from wenming.criteria.formats.workbook.cells import as_figure, say_data
from wenming.criteria.formats.workbook.columns import (
    EXTRA,
    FORMAT,
    FORMAT_ROW,
    LINE_FIELDS,
    LINES_SHEET,
    MANUAL_SHEET,
    NEGATIVE_FIELDS,
    NEGATIVE_SHEET,
    SET_FIELDS,
    SET_HELP,
    SET_NAME,
    SET_SHEET,
    SET_VALUE,
    Field,
)
from wenming.criteria.formats.workbook.looks import Looks
from wenming.criteria.formats.workbook.manual import help_on, manual
from wenming.kernel.words import _

TITLE_ROW, HINT_ROW, HEAD_ROW = 0, 1, 2
FIRST_ROW = HEAD_ROW + 1
MOST_OUTLINE = 7
SPARE_ROWS = 200  # rows below the last that still offer the drop-downs
SET_WIDTHS, MANUAL_WIDTHS, EXTRA_WIDTH = (16, 56, 64), (18, 58, 58), 16
BORN = datetime.datetime(2000, 1, 1)

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One row to write: its cells, what is kept as data, and how it looks."""

    cells: list[str]
    data: list[str] = field(default_factory=list)
    depth: int = 0
    ground: str = ""


def to_xlsx(document: Plain) -> bytes:
    """Return ``document`` (plain data of wenming-criteria/1) as a workbook."""
    import xlsxwriter

    into = io.BytesIO()
    plain_cells = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(into, {"in_memory": True, **plain_cells})
    title = safe(str(document.get("name") or document.get("code") or ""))
    book.set_properties({"created": BORN, "comments": FORMAT})
    looks = Looks(book)
    _table(book, looks, LINES_SHEET, title, LINE_FIELDS, list(_line_rows(document.get("lines") or [])))
    items = [Row(*_said(NEGATIVE_FIELDS, item)) for item in document.get("negative") or []]
    _table(book, looks, NEGATIVE_SHEET, title, NEGATIVE_FIELDS, items)
    _settings(book, looks, title, document)
    _manual(book, looks)
    book.close()
    return into.getvalue()


def _said(
    fields: Sequence[Field], thing: Plain, parent: str = "", apart: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """Say one line or item: its cells, and as data whatever they do not say. ``apart`` is written elsewhere."""
    data = {key: value for key, value in thing.items() if key not in apart}
    cells = []
    for column in fields:
        if not column.key:
            cells.append(parent)
            continue
        value = data.pop(column.key, None)
        if column.says_nothing(value):
            cells.append("")
            continue
        cell, whole = column.shown(value)
        cells.append(cell)
        if not whole:
            data[column.key] = value
    return cells, say_data(data)


def _line_rows(lines: Sequence[Plain]) -> Iterator[Row]:
    waiting: list[tuple[Plain, str, int, bool]] = [(line, "", 0, False) for line in reversed(lines)]
    while waiting:
        line, parent, depth, bonus = waiting.pop()
        below = line.get("lines") or []
        bonus = bonus or bool(line.get("bonus"))
        ground = ("group" if depth else "top") if below else "bonus" if bonus else ""
        yield Row(*_said(LINE_FIELDS, line, parent, apart=("lines",)), depth, ground)
        code = say_code(line["code"])
        waiting.extend((child, code, depth + 1, bonus) for child in reversed(below))


def _table(book: Any, looks: Looks, name: str, title: str, fields: Sequence[Field], rows: list[Row]) -> None:
    sheet = book.add_worksheet(name)
    extras = max((len(row.data) for row in rows), default=0) or 1
    headings = [column.heading for column in fields] + [extra_heading(n) for n in range(extras)]
    sheet.write_string(TITLE_ROW, 0, title, looks.title)
    sheet.write_string(HINT_ROW, 0, _("可以直接修改后再导入；各列写法见「说明」页。"), looks.hint)
    for at, column in enumerate(fields):
        sheet.set_column(at, at, column.width, looks.column(column.look))
    sheet.set_column(len(fields), len(headings) - 1, EXTRA_WIDTH, looks.column("faint"))
    for at, heading in enumerate(headings):
        sheet.write_string(HEAD_ROW, at, heading, looks.head)
    for number, row in enumerate(rows, FIRST_ROW):
        _write_row(sheet, looks, number, fields, row)
    last = HEAD_ROW + max(len(rows), 1)
    for at, column in enumerate(fields):
        if column.choices:
            offered = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            sheet.data_validation(FIRST_ROW, at, last + SPARE_ROWS, at, offered)
    sheet.set_row(TITLE_ROW, 26)
    sheet.set_row(HEAD_ROW, 22)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + SPARE_ROWS}"})
    sheet.autofilter(HEAD_ROW, 0, last, len(headings) - 1)
    sheet.outline_settings(symbols_below=False)
    _on_paper(sheet)


def extra_heading(number: int) -> str:
    """Return the heading of the n-th column of data, counted from 0: 附加, 附加2, …"""
    return EXTRA if not number else f"{EXTRA}{number + 1}"


def _write_row(sheet: Any, looks: Looks, number: int, fields: Sequence[Field], row: Row) -> None:
    if row.depth:
        sheet.set_row(number, None, None, {"level": min(row.depth, MOST_OUTLINE)})
    for at, (column, cell) in enumerate(zip(fields, row.cells, strict=True)):
        _write(sheet, number, at, cell, column.look, looks.cell(column.look, row.ground, row.depth))
    for at, cell in enumerate(row.data, len(fields)):
        sheet.write_string(number, at, cell, looks.cell("faint", row.ground))


def _write(sheet: Any, row: int, at: int, cell: str, look: str, style: Any) -> None:
    figure = as_figure(cell) if look == "figure" and cell else None
    if figure is not None:
        sheet.write_number(row, at, figure, style)
    elif cell:
        sheet.write_string(row, at, cell, style)
    else:
        sheet.write_blank(row, at, None, style)


def _settings(book: Any, looks: Looks, title: str, document: Plain) -> None:
    sheet = book.add_worksheet(SET_SHEET)
    sheet.write_string(TITLE_ROW, 0, title, looks.title)
    sheet.write_string(HINT_ROW, 0, _("可以直接修改「内容」一列；空着表示没有规定。"), looks.hint)
    for at, (heading, width) in enumerate(zip((SET_NAME, SET_VALUE, SET_HELP), SET_WIDTHS, strict=True)):
        sheet.set_column(at, at, width, looks.column("text"))
        sheet.write_string(HEAD_ROW, at, heading, looks.head)
    cells, data = _said(SET_FIELDS, document, apart=("format", "lines", "negative"))
    rows = [(FORMAT_ROW, FORMAT, "hint", _("由程序识别，请勿修改。"))]
    rows += [
        (column.heading, cell, "text", help_on(column.key)) for column, cell in zip(SET_FIELDS, cells, strict=True)
    ]
    rows += [(extra_heading(n), cell, "faint", _("由程序写入，请保留。")) for n, cell in enumerate(data or [""])]
    for number, (heading, cell, look, help_text) in enumerate(rows, FIRST_ROW):
        sheet.write_string(number, 0, heading, looks.cell("title", "group"))
        _write(sheet, number, 1, cell, look, looks.cell(look))
        sheet.write_string(number, 2, help_text, looks.cell("hint"))
    for number, column in enumerate(SET_FIELDS, FIRST_ROW + 1):
        if column.choices:
            offered = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            sheet.data_validation(number, 1, number, 1, offered)
    sheet.set_row(TITLE_ROW, 26)
    sheet.freeze_panes(FIRST_ROW, 0)
    _on_paper(sheet)


def _manual(book: Any, looks: Looks) -> None:
    sheet = book.add_worksheet(MANUAL_SHEET)
    for at, width in enumerate(MANUAL_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(TITLE_ROW, 0, _("怎样修改这份工作簿"), looks.title)
    number = TITLE_ROW + 2
    for heading, rows in manual():
        sheet.write_string(number, 0, heading, looks.section)
        number += 1
        for cells in rows:
            for at, cell in enumerate(cells):
                sheet.write_string(number, at, cell, looks.cell("text", "group" if at == 0 else ""))
            number += 1
        number += 1
    _on_paper(sheet)


def _on_paper(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.set_footer("&C" + _("第 &P 页，共 &N 页"))
