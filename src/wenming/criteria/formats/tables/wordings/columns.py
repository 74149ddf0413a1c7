"""Grades printed as columns, each cell with its mark."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.numbers import plain, tidy
from wenming.criteria.formats.tables.wordings.context import Rule, in_points, worth
from wenming.criteria.formats.tables.wordings.normal import NUM, normal
from wenming.criteria.formats.tables.wordings.scanning import units_of

NOTHING = r"(?:不得分|不给分|不计分|零分|不赋分|得0分|计0分|0分)"


def from_columns(cells: dict[str, str], points: Decimal | None) -> Rule | None:
    """A rule from {"A": "4", "B": "3分"} or with a share in the head: {"A（100%）": "健全"}."""
    grades: dict[str, str] = {}
    for label, cell in cells.items():
        name = re.match(r"[A-E]|[\u4e00-\u9fff]+", label.strip())
        if name is None:
            return None
        printed = re.fullmatch(rf"(?:得|计)?\s*(?P<v>{NUM}\s*%?|{NOTHING})\s*分?", cell.strip())
        inside = re.search(rf"[（(]\s*(?P<v>{NUM}\s*%|{NUM}(?=\s*分))\s*分?\s*[）)]", label) or re.search(
            rf"[（(]\s*(?P<v>{NUM}(?=\s*分)|{NUM}%)\s*分?\s*[）)]\s*$", cell
        )
        match = printed or inside
        marks = _value(re.sub(r"\s", "", match["v"]), points) if match else _said(cell, points)
        if marks is None:
            return None
        grades[name.group()] = marks
    return {"kind": "graded", "grades": grades} if len(grades) >= 2 else None


def _said(cell: str, points: Decimal | None) -> str | None:
    """The one mark in the words of a cell: 制度健全，50分."""
    units, _tail = units_of(normal(one_line(cell)))
    if len(units) != 1 or units[0].mark.kind not in {"gain", "full", "none", "all"}:
        return None
    value = worth(units[0].mark, points)
    most = in_points(value, points) if value is not None else None
    return value if most is None or points is None or most <= points else None


def _value(printed: str, points: Decimal | None) -> str | None:
    if re.fullmatch(NOTHING, printed):
        return "0"
    number = tidy(printed.rstrip("%"))
    if number is None:
        return None
    if printed.endswith("%"):
        return f"{plain(number)}%" if number <= 100 else None
    return plain(number) if points is None or number <= points else None
