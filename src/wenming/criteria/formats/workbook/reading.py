"""Reading an exported workbook back, edits included.

A file is ours if it has the sheet 总则 with a 格式 row, or says so in its properties; any other is left to the table
reader. Ours is read whole or refused whole: every bad cell is named with sheet, row and column and what to write.
Rows and columns may have changed places; columns of one's own are reported and not read. The tree comes from 上级编号,
the order from the rows.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Any

from lxml import etree

from wenming.criteria.formats.exchange.container import MOST_SMALL, Container, check_sheet, column_name
from wenming.criteria.formats.exchange.problems import ExchangeRefused, Note, NotUnderstood, Place, refuse
from wenming.criteria.formats.tables.readers.active import refuse_active
from wenming.criteria.formats.workbook.cells import read_data
from wenming.criteria.formats.workbook.columns import (
    EXTRA,
    FORMAT,
    LINE_FIELDS,
    LINES_SHEET,
    NEGATIVE_FIELDS,
    NEGATIVE_SHEET,
    SET_SHEET,
    Field,
)
from wenming.criteria.formats.workbook.set_sheet import field_value, read_settings
from wenming.criteria.formats.workbook.sheets import Findings, SheetRow, SheetTable
from wenming.criteria.formats.workbook.tree import Hung, hang
from wenming.kernel.panics import Panicked, calm
from wenming.kernel.words import _

Plain = dict[str, Any]

OURS = (SET_SHEET, LINES_SHEET, NEGATIVE_SHEET)


class Reading:
    """A workbook as read: the document as plain data, notes for a person, and where each line stands."""

    def __init__(self, data: Plain, notes: list[Note], lines: dict[str, int], negative: dict[str, int]) -> None:
        self.data, self.notes = data, notes
        self.rows = {LINES_SHEET: lines, NEGATIVE_SHEET: negative}

    def place(self, code: object, key: object) -> Place | None:
        """Return where the line (or negative item) ``code`` and its field ``key`` stand; None if that is not certain."""
        sheets = [sheet for sheet, rows in self.rows.items() if code in rows]
        if len(sheets) != 1:
            return None
        fields = LINE_FIELDS if sheets[0] == LINES_SHEET else NEGATIVE_FIELDS
        column = next((field.heading for field in fields if field.key and field.key == key), None)
        return Place(sheets[0], self.rows[sheets[0]][str(code)], column)


def read_xlsx(content: bytes, name: str = "") -> Reading | None:
    """Return what an exported workbook says now; None if it is not one of ours.

    Raises  ExchangeRefused for edits that cannot be read, for bombs, and for other versions of the format; Unreadable for
            what acts by itself.
    """
    try:
        container = Container(content)
        if not _is_ours(container):
            return None
        container.check_parts()
        refuse_active(container.zip, name)
        findings = Findings()
        _check_sheets(container, findings)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, NotImplementedError):
        return None
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with calm():
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            return _read(book, findings)
    except (CalamineError, Panicked) as error:
        raise refuse(_("工作簿已损坏，读不出来；请用办公软件打开后另存一份再试。")) from error


def _is_ours(container: Container) -> bool:
    names = set(container.sheets())
    if SET_SHEET in names and LINES_SHEET in names:
        return True
    return FORMAT.partition("/")[0].encode() in (container.part("docProps/core.xml", MOST_SMALL) or b"")


def _check_sheets(container: Container, findings: Findings) -> None:
    for name, part in container.sheets().items():
        broken = check_sheet(container.part(part) or b"<empty/>")
        if name in OURS:
            for column, row in broken:
                findings.problem(Place(name, row, column_name(column)), _("公式出错或没有算出结果，请改成具体的内容。"))


def _read(book: Any, findings: Findings) -> Reading | None:
    missing = [name for name in OURS if name not in book.sheet_names]
    if missing:
        raise refuse(_("缺少「%(sheets)s」页，请恢复（可以只留表头）。") % {"sheets": "」「".join(missing)})
    settings = read_settings(book, findings)
    if settings is None:
        return None
    lines, items = (
        _things(_sheet(book, name, fields, findings), fields)
        for name, fields in ((LINES_SHEET, LINE_FIELDS), (NEGATIVE_SHEET, NEGATIVE_FIELDS))
    )
    tree = hang(lines, Place(LINES_SHEET), findings)
    _refuse_twice(items, findings)
    if findings.problems:
        raise ExchangeRefused(findings.problems)
    data = {"format": FORMAT} | settings | {"lines": tree, "negative": [item.thing for item in items]}
    rows = ({str(each.thing["code"]): each.row for each in things} for things in (lines, items))
    return Reading(data, findings.notes, *rows)


def _sheet(book: Any, name: str, fields: Sequence[Field], findings: Findings) -> SheetTable:
    spared = [field.heading for field in fields if not field.needed]
    return SheetTable(book, name, [field.heading for field in fields], findings, spared)


def _things(table: SheetTable, fields: Sequence[Field]) -> list[Hung]:
    return [_thing(table, fields, row) for row in table]


def _thing(table: SheetTable, fields: Sequence[Field], row: SheetRow) -> Hung:
    data = _data(table, row)
    data.pop("lines", None)
    thing: Plain = {}
    shown = parent = ""
    for field in fields:
        place = Place(table.name, row.number, field.heading)
        text = table.said(_as_meant(row.raw.get(field.heading, ""), field, place, table.findings), place)
        if text is None:
            data.pop(field.key, None)
            continue
        if not field.key:
            parent = text
            continue
        if field.key == "code":
            shown = text
        value = field_value(field, text, data, place, table.findings)
        if value is not None:
            thing[field.key] = value
    if not shown:
        table.findings.problem(
            Place(table.name, row.number, fields[0].heading),
            _("没有编号；请填写不重复的编号，不是条目的行（如合计）请删除。"),
        )
    return Hung(thing | data, shown, parent, row.number)


def _as_meant(cell: Any, field: Field, place: Place, findings: Findings) -> Any:
    """Undo what spreadsheet programs do to what people type: 2026-01 and 1-1 become days."""
    if not isinstance(cell, datetime.date):
        return cell
    if field.key == "period":
        return f"{cell.year:04d}-{cell.month:02d}"
    if field.key in ("code", ""):
        findings.problem(place, _("编号被表格软件当成了日期，请先把单元格设为「文本」再输入。"))
        return ""
    return cell


def _data(table: SheetTable, row: SheetRow) -> Plain:
    place = Place(table.name, row.number, EXTRA)
    cells = [table.said(cell, place) or "" for cell in row.data]
    try:
        return read_data(cells)
    except NotUnderstood as error:
        table.findings.problem(place, str(error))
        return {}


def _refuse_twice(items: list[Hung], findings: Findings) -> None:
    seen: dict[str, int] = {}
    for item in items:
        if item.shown in seen:
            findings.problem(
                Place(NEGATIVE_SHEET, item.row, NEGATIVE_FIELDS[0].heading),
                _("编号「%(code)s」与第 %(row)s 行重复，请改为不同的编号。")
                % {"code": item.shown, "row": seen[item.shown]},
            )
        seen.setdefault(item.shown, item.row)
