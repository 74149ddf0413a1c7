"""From rows that name the row above them to a tree of lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wenming.criteria.formats.exchange.problems import Place
from wenming.criteria.formats.workbook.columns import LINE_FIELDS
from wenming.criteria.formats.workbook.sheets import Findings
from wenming.kernel.words import _

CODE_HEADING, PARENT_HEADING = LINE_FIELDS[0].heading, LINE_FIELDS[1].heading


@dataclass(frozen=True)
class Hung:
    """One row: the line as plain data, its code and its parent's as the cells show them, and its row number."""

    thing: dict[str, Any]
    shown: str
    parent: str
    row: int


def hang(rows: list[Hung], sheet: Place, findings: Findings) -> list[dict[str, Any]]:
    """Return the top lines, each with its lines below in the order of the rows.

    Codes used twice, parents that are not there and lines that hang below themselves are reported to ``findings``.
    """
    by_code: dict[str, Hung] = {}
    for row in rows:
        if not row.shown:
            continue
        first = by_code.setdefault(row.shown, row)
        if first is not row:
            findings.problem(
                Place(sheet.sheet, row.row, CODE_HEADING),
                _("编号「%(code)s」与第 %(row)s 行重复，请改为不同的编号。") % {"code": row.shown, "row": first.row},
            )
    below: dict[str, list[Hung]] = {}
    for row in rows:
        if row.parent and row.parent not in by_code:
            findings.problem(
                Place(sheet.sheet, row.row, PARENT_HEADING),
                _("上级编号「%(code)s」在本页没有这一条；请改为已有的编号，第一层请空着。") % {"code": row.parent},
            )
        below.setdefault(row.parent, []).append(row)
    return _grow(rows, below, sheet, findings)


def _grow(rows: list[Hung], below: dict[str, list[Hung]], sheet: Place, findings: Findings) -> list[dict[str, Any]]:
    top = below.get("", [])
    waiting, reached = list(top), {id(row) for row in top}
    while waiting:
        row = waiting.pop()
        children = [child for child in below.get(row.shown, []) if id(child) not in reached] if row.shown else []
        if children:
            row.thing["lines"] = [child.thing for child in children]
            reached.update(map(id, children))
            waiting.extend(children)
    for row in rows:
        if id(row) not in reached and not findings.problems:
            findings.problem(
                Place(sheet.sheet, row.row, PARENT_HEADING), _("这一条的上级绕回到了它自己，请改正上级编号。")
            )
    return [row.thing for row in top]
