"""Grades that the heads of a table are worth: columns A(1.0) B(0.66) C(0.33) D(0), or A 100%, B 80%."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.finding import Table
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.totals import Totals

GRADE = r"(?P<g>[A-E]|优秀?|良好?|中等?|一般|较?好|较?差|合格|不合格|基本合格|达标|基本达标|不达标|[一二三四]等)"
SHARE = re.compile(
    rf"{GRADE}[级档等]?[/（(:：=]*(?:得分|计分|评分)?(?:系数|比例|权重|比率)?[:：=为]*(?P<v>\d{{1,3}}(?:\.\d+)?)(?P<p>%?)[）)]?"
)


def read_scale(tables: list[Table], totals: Totals) -> None:
    """Take the set's grades from the first head that gives each of two grades or more a share of the points."""
    for table in tables:
        head = table.region.head
        if totals.grades or table.kind != "lines" or head is None:
            continue
        found: dict[str, Decimal] = {}
        cols: list[int] = []
        per_cent: list[bool] = []
        for col, words in enumerate(head.texts):
            match = _match(words)
            if match is not None:
                found[match["g"]] = Decimal(match["v"]) * (1 if match["p"] else 100)
                per_cent.append(bool(match["p"]))
                cols.append(col)
        if len(found) < 2 or len(found) != len(cols) or len(set(per_cent)) != 1 or max(found.values()) != 100:
            continue
        totals.grades = {grade: f"{plain(share)}%" if share else "0" for grade, share in found.items()}
        grid = table.region.grid
        totals.graded_all = not any(grid.at(row, col) for row in table.columns.lines for col in cols)


def _match(words: tuple[str, ...]) -> re.Match[str] | None:
    """The share of a column whose lowest words, or lowest two, name a grade and its worth."""
    for count in (1, 2):
        match = SHARE.fullmatch(squeeze("".join(words[-count:]))) if words else None
        if match is not None:
            return match
    return None
