"""Tables as Excel files: sign-in sheets, hours, energy, satisfaction … filled by chance, the same way every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from wenming.cli.demo.chance import chance
from wenming.cli.demo.plan import DemoPerson
from wenming.cli.demo.words import words

Cell = str | float
Row = list[Cell]


@dataclass(frozen=True)
class SheetBrief:
    """What a table is about.

    people  those who may stand in it.       lines  (code, title, points) of the criteria set's leaves.
    """

    name: str
    title: str
    day: date
    unit: str
    people: Sequence[DemoPerson]
    liaisons: Sequence[DemoPerson]
    lines: Sequence[tuple[str, str, str]]
    seed: str


class _Filler:
    """Fills one row after the other."""

    def __init__(self, brief: SheetBrief) -> None:
        self.brief = brief
        self.rng = chance(brief.seed)
        self.columns: list[list[Any]] = words("tables")[brief.name]["columns"]

    def subjects(self) -> list[Any]:
        """One entry per row: a person, a department, a month, a line, a fixed word, or just a number."""
        spec, brief = words("tables")[self.brief.name], self.brief
        kind = spec["rows"]
        if kind == "people":
            return list(brief.people)
        if kind == "liaisons":
            return list(brief.liaisons)
        if kind == "departments":
            return list(brief.liaisons)
        if kind == "fixed":
            return list(spec["fixed"])
        if kind == "lines":
            return list(brief.lines)
        if kind == "months":
            first = 1 if brief.day.month > 6 else 7
            return [words("tables_months")[m] for m in range(first - 1, first + 5)]
        if kind == len(brief.people) or kind <= len(brief.people):
            return self._picked(kind)
        return [self.rng.choice(brief.people) for _ in range(kind)]

    def _picked(self, count: int) -> list[DemoPerson]:
        order = sorted(self.rng.sample(range(len(self.brief.people)), count))
        return [self.brief.people[i] for i in order]

    def row(self, number: int, subject: Any) -> Row:
        cells: Row = []
        person = subject if isinstance(subject, DemoPerson) else self.rng.choice(self.brief.people)
        for column in self.columns:
            cells.append(self._cell(column, number, subject, person, cells))
        return cells

    def _earlier(self) -> date:
        return self.brief.day - timedelta(days=self.rng.randint(3, 120))

    def _cell(self, column: list[Any], number: int, subject: Any, person: DemoPerson, before: Row) -> Cell:
        kind, more = column[1], column[2:]
        numbers = [cell for cell in before[1:] if isinstance(cell, (int, float))]
        simple: dict[str, Callable[[], Cell]] = {
            "index": lambda: number,
            "person": lambda: person.name,
            "department": lambda: person.department or self.brief.unit,
            "post": lambda: person.post,
            "fixed": lambda: str(subject),
            "month": lambda: str(subject),
            "line": lambda: str(subject[0]),
            "line_title": lambda: str(subject[1]),
            "line_points": lambda: float(subject[2]),
            "near_points": lambda: round(float(subject[2]) * self.rng.choice((1, 1, 0.9, 0.8, 0.6, 0)), 2),
            "date": lambda: self._earlier().isoformat(),
            "total": lambda: round(sum(numbers), 1),
            "share": lambda: round(min(100.0, numbers[-1] / numbers[-2] * 100), 1),
        }
        if kind in simple:
            return simple[kind]()
        if kind == "pick":
            return str(self.rng.choice(more[0])).format(year=self.brief.day.year)
        if kind == "after":
            return str(self.rng.choice(more[0][before[-1]]))
        if kind in ("number", "spent"):
            low, high, step = more[0]
            if kind == "spent":  # never more than the figure before it
                high = min(high, numbers[-1])
                low = min(low, high)
            value = low + step * self.rng.randint(0, int((high - low) / step))
            return int(value) if float(value).is_integer() else round(value, 2)
        if kind == "near":
            return round(numbers[-1] * self.rng.uniform(more[0], 1.0))
        return str(more[0]) if more else ""


def write_sheet(brief: SheetBrief, path: Path) -> None:
    """Write one table: title, day, head, rows and, where the table asks for it, a row of totals."""
    spec = words("tables")[brief.name]
    filler = _Filler(brief)
    rows = [filler.row(number, subject) for number, subject in enumerate(filler.subjects(), 1)]
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties(
        {
            "title": brief.title,
            "author": brief.unit,
            "created": datetime(brief.day.year, brief.day.month, brief.day.day, 9),
        }
    )
    sheet = book.add_worksheet(spec["sheet"])
    title = book.add_format(
        {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "font_name": words("faces")["song"]}
    )
    small = book.add_format({"font_size": 10, "align": "right", "font_name": words("faces")["song"]})
    head = book.add_format(
        {
            "bold": True,
            "border": 1,
            "align": "center",
            "bg_color": "#EFECE3",
            "text_wrap": True,
            "font_name": words("faces")["song"],
        }
    )
    body = book.add_format({"border": 1, "font_name": words("faces")["song"], "valign": "vcenter"})
    last = len(filler.columns) - 1
    sheet.merge_range(0, 0, 0, last, brief.title, title)
    sheet.merge_range(1, 0, 1, last, f"{brief.unit}　　{brief.day.isoformat()}", small)
    sheet.set_row(0, 30)
    for i, column in enumerate(filler.columns):
        sheet.write_string(2, i, column[0], head)
        longest = max([len(column[0]), *(len(str(row[i])) for row in rows)])
        sheet.set_column(i, i, max(6, min(36, longest * 1.9)))
    for r, row in enumerate(rows, 3):
        for i, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(r, i, cell, body)
            else:
                sheet.write_number(r, i, cell, body)
    if spec.get("total"):
        bottom = 3 + len(rows)
        sheet.write_string(bottom, 0, words("texts")["sum"], head)
        for i in range(1, last + 1):
            values = [row[i] for row in rows]
            if all(isinstance(value, (int, float)) for value in values) and filler.columns[i][1] != "share":
                sheet.write_number(bottom, i, round(sum(float(v) for v in values), 1), head)
            else:
                sheet.write_string(bottom, i, "", head)
    sheet.freeze_panes(3, 0)
    sheet.set_landscape() if last > 6 else sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)
    book.close()
