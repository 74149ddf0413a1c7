"""One sheet of an edited export as rows under headings: where the header is, which columns are ours, what is merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from wenming.criteria.formats.exchange.container import column_name
from wenming.criteria.formats.exchange.problems import Note, NotUnderstood, Place, Problem
from wenming.criteria.formats.workbook.cells import cell_text
from wenming.criteria.formats.workbook.columns import EXTRA
from wenming.kernel.words import _

HEADER_WITHIN = 30  # rows in which the header must stand
MOST_ROWS = 20_000


@dataclass
class Findings:
    """What reading has met so far."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def problem(self, place: Place | None, message: str) -> None:
        self.problems.append(Problem(place, message))

    def note(self, place: Place | None, message: str) -> None:
        self.notes.append(Note(place, message))


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as people count, its raw cells by heading, and the cells of data in order."""

    number: int
    raw: dict[str, Any]
    data: tuple[Any, ...]


class SheetTable:
    """A sheet read as a table with the given headings; ``spared`` are those that need not be there."""

    def __init__(
        self, book: Any, name: str, headings: Sequence[str], findings: Findings, spared: Sequence[str] = ()
    ) -> None:
        self.name, self.findings, self.spared = name, findings, spared
        sheet = book.get_sheet_by_name(name)
        self.rows: list[list[Any]] = sheet.to_python(skip_empty_area=False)
        self.columns: dict[str, int] = {}
        self.data_columns: list[int] = []
        self.header = self._find_header(headings)
        if self.header is not None:
            self._place_columns(headings)
            self._refuse_merged(sheet.merged_cell_ranges or [])

    def _find_header(self, headings: Sequence[str]) -> int | None:
        best, at = 0, None
        wanted = set(headings)
        for number, row in enumerate(self.rows[:HEADER_WITHIN]):
            found = len({cell.strip() for cell in row if isinstance(cell, str)} & wanted)
            if found > best:
                best, at = found, number
        if best < min(2, len(headings)):
            self.findings.problem(
                Place(self.name),
                _("找不到表头，请恢复写有「%(headings)s」的一行。") % {"headings": "」「".join(headings)},
            )
            return None
        return at

    def _place_columns(self, headings: Sequence[str]) -> None:
        assert self.header is not None
        place = Place(self.name, self.header + 1)
        extras: dict[int, int] = {}
        for at, cell in enumerate(self.rows[self.header]):
            heading = cell.strip() if isinstance(cell, str) else ""
            if heading in headings or heading.startswith(EXTRA):
                if heading in self.columns or (heading.startswith(EXTRA) and _ordinal(heading) in extras):
                    self.findings.problem(place, _("有两列都叫「%(heading)s」，请只留一列。") % {"heading": heading})
                elif heading.startswith(EXTRA) and _ordinal(heading) is not None:
                    extras[_ordinal(heading) or 0] = at
                elif heading in headings:
                    self.columns[heading] = at
            elif heading or any(row[at] != "" for row in self.rows[self.header + 1 :] if at < len(row)):
                self.findings.note(
                    Place(self.name, self.header + 1, heading or column_name(at + 1)),
                    _("这一列不是标准的内容，没有读取。"),
                )
        missing = [heading for heading in headings if heading not in self.columns and heading not in self.spared]
        if 0 not in extras:
            missing.append(EXTRA)
        for heading in missing:
            self.findings.problem(
                place, _("缺少「%(heading)s」一列，请恢复这一列（可以空着）。") % {"heading": heading}
            )
        self.data_columns = [at for _n, at in sorted(extras.items())]

    def _refuse_merged(self, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        assert self.header is not None
        ours = {*self.columns.values(), *self.data_columns}
        for (top, left), (bottom, right) in merged:
            if bottom >= self.header and ours & set(range(left, right + 1)):
                rows = str(top + 1) if top == bottom else f"{top + 1}–{bottom + 1}"
                heading = next((name for name, at in self.columns.items() if left <= at <= right), EXTRA)
                self.findings.problem(
                    Place(self.name),
                    _("第 %(rows)s 行「%(column)s」处有合并的单元格，请取消合并并逐行填写。")
                    % {"rows": rows, "column": heading},
                )

    def __iter__(self) -> Iterator[SheetRow]:
        if self.header is None:
            return
        kept = 0
        for number, row in enumerate(self.rows[self.header + 1 :], self.header + 2):
            raw = {heading: row[at] for heading, at in self.columns.items() if at < len(row)}
            data = tuple(row[at] for at in self.data_columns if at < len(row))
            if all(_blank(cell) for cell in raw.values()) and all(_blank(cell) for cell in data):
                continue
            kept += 1
            if kept > MOST_ROWS:
                self.findings.problem(Place(self.name), _("超过 %(most)s 行，请分成几套标准。") % {"most": MOST_ROWS})
                return
            yield SheetRow(number, raw, data)

    def text(self, row: SheetRow, heading: str) -> str | None:
        """Return a cell as text, or None after noting what is wrong with it."""
        return self.said(row.raw.get(heading, ""), Place(self.name, row.number, heading))

    def said(self, cell: Any, place: Place) -> str | None:
        try:
            return cell_text(cell)
        except NotUnderstood as error:
            self.findings.problem(place, str(error))
            return None


def _blank(cell: Any) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _ordinal(heading: str) -> int | None:
    """Return which column of data a heading names, counted from 0; None if none."""
    rest = heading.removeprefix(EXTRA)
    if not rest:
        return 0
    return int(rest) - 1 if rest.isascii() and rest.isdigit() and 1 < int(rest[:6]) < 100_000 else None
