"""Reading the sheet 总则 of an exported workbook: what belongs to the set as a whole, one row each, found by name."""

from __future__ import annotations

from typing import Any

from wenming.criteria.formats.exchange.problems import NotUnderstood, Place, refuse
from wenming.criteria.formats.workbook.cells import cell_text, read_data
from wenming.criteria.formats.workbook.columns import (
    EXTRA,
    FORMAT,
    FORMAT_ROW,
    SET_FIELDS,
    SET_NAME,
    SET_SHEET,
    SET_VALUE,
    Field,
)
from wenming.criteria.formats.workbook.sheets import Findings
from wenming.kernel.words import _

Plain = dict[str, Any]


def read_settings(book: Any, findings: Findings) -> Plain | None:
    """Read 总则; None where it has no 格式 row, that is, where the workbook is not ours."""
    rows = book.get_sheet_by_name(SET_SHEET).to_python(skip_empty_area=False)
    header = next((row for row in rows[:30] if SET_NAME in row and SET_VALUE in row), (SET_NAME, SET_VALUE))
    name_at, value_at = header.index(SET_NAME), header.index(SET_VALUE)
    table = SetTable({}, {}, [])
    for number, row in enumerate(rows, 1):
        if len(row) > max(name_at, value_at) and isinstance(row[name_at], str):
            table.take(number, row[name_at].strip(), row[value_at], findings)
    version = table.cells.get(FORMAT_ROW)
    if version is None:
        return None
    if str(version).strip() != FORMAT:
        raise refuse(
            _("格式版本「%(found)s」不认识，本程序读 %(wanted)s。") % {"found": str(version)[:40], "wanted": FORMAT},
            Place(SET_SHEET, table.rows[FORMAT_ROW], SET_VALUE),
        )
    return table.values(findings)


class SetTable:
    """The rows of 总则 by their names."""

    KNOWN = frozenset({FORMAT_ROW, *(field.heading for field in SET_FIELDS)})

    def __init__(self, cells: dict[str, Any], rows: dict[str, int], data: list[Any]) -> None:
        self.cells, self.rows, self.data = cells, rows, data

    def take(self, number: int, name: str, cell: Any, findings: Findings) -> None:
        if name.startswith(EXTRA) and (name == EXTRA or name.removeprefix(EXTRA).isdigit()):
            self.data.append(cell)
        elif name in self.KNOWN:
            if name in self.cells:
                findings.problem(Place(SET_SHEET, number), _("「%(name)s」有两行，请只留一行。") % {"name": name})
            self.cells[name], self.rows[name] = cell, number
        elif name and name != SET_NAME and cell != "":
            findings.note(Place(SET_SHEET, number, name), _("这一行不是标准的内容，没有读取。"))

    def values(self, findings: Findings) -> Plain:
        out: Plain = {}
        try:
            data = read_data([cell if isinstance(cell, str) else "" for cell in self.data])
        except NotUnderstood as error:
            findings.problem(Place(SET_SHEET, None, EXTRA), str(error))
            data = {}
        for field in SET_FIELDS:
            if field.heading not in self.cells:
                findings.problem(
                    Place(SET_SHEET), _("缺少「%(name)s」一行，请恢复（内容可以空着）。") % {"name": field.heading}
                )
                continue
            place = Place(SET_SHEET, self.rows[field.heading], field.heading)
            try:
                text = cell_text(self.cells[field.heading])
            except NotUnderstood as error:
                findings.problem(place, str(error))
                continue
            value = field_value(field, text, data, place, findings)
            if value is not None:
                out[field.key] = value
        for name in ("format", "lines", "negative"):
            data.pop(name, None)
        return out | data


def field_value(field: Field, text: str, data: Plain, place: Place, findings: Findings) -> Any:
    """Return what a cell says, or what is kept beside it while the cell still shows it. Takes the field from ``data``."""
    if field.key in data:
        kept = data.pop(field.key)
        if field.shown(kept)[0] == text:
            return kept
        findings.note(place, _("改过的内容已按单元格读取，「附加」里的原内容不再使用。"))
    if not text:
        return None
    try:
        return field.read(text)
    except NotUnderstood as error:
        findings.problem(place, str(error))
        return None
