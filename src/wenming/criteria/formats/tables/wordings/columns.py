"""Grades printed as columns, each cell with its mark."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.numbers import plain, tidy
from wenming.criteria.formats.tables.wordings.context import Rule
from wenming.criteria.formats.tables.wordings.normal import NUM

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
        marks = _value(re.sub(r"\s", "", match["v"]), points) if match else None
        if marks is None:
            return None
        grades[name.group()] = marks
    return {"kind": "graded", "grades": grades} if len(grades) >= 2 else None


def _value(printed: str, points: Decimal | None) -> str | None:
    if re.fullmatch(NOTHING, printed):
        return "0"
    number = tidy(printed.rstrip("%"))
    if number is None:
        return None
    if printed.endswith("%"):
        return f"{plain(number)}%" if number <= 100 else None
    return plain(number) if points is None or number <= points else None
