"""Rows that hold nothing but a title (with its points) and group the rows below them, in the same column."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from wenming.criteria.formats.tables.codes import split_code, whole_code
from wenming.criteria.formats.tables.grid import Grid
from wenming.criteria.formats.tables.heads import Region
from wenming.criteria.formats.tables.layout import Layout
from wenming.criteria.formats.tables.parts import has_stop
from wenming.criteria.formats.tables.points import points_cell, take_points
from wenming.criteria.formats.tables.rows import row_kind

LONGEST_HEADING = 40


@dataclass
class Headings:
    """rows  the heading rows; plain  whether headings without codes stand above plain lines of the same column."""

    rows: set[int] = field(default_factory=set)
    plain: bool = False


@dataclass
class _Row:
    row: int
    alone: bool
    short: bool
    coded: bool
    ordinal: int
    points: Decimal | None
    first: bool


def find_headings(region: Region, layout: Layout) -> Headings:
    """The heading rows of a region, told by what stands beside them – or, in tables of two columns, by their sums."""
    if not layout.levels:
        return Headings()
    looked = (_look(region.grid, row, layout) for row in region.body if row_kind(region.grid, row) == "line")
    rows = [row for row in looked if row is not None]
    if any(not row.alone for row in rows):
        found = {row.row for row in rows if row.alone and row.short}
        firsts = [row.alone and row.short and not row.coded for row in rows if row.first]
        return Headings(found, _alternate(firsts))
    coded = [row for row in rows if row.coded]
    if not coded:
        heads = _by_sums(rows)
        return Headings(heads, bool(heads))
    if len(coded) == len(rows):
        return Headings()
    above = {a.row for a, b in pairwise(rows) if not a.coded and a.short and b.coded and b.ordinal <= 1}
    return Headings(above if above else _coded_by_sums(rows))


def _look(grid: Grid, row: int, layout: Layout) -> _Row | None:
    silent = {c.col for c in layout.columns.of("points", "seq", "code")}
    begun = grid.starts(row)
    cells = [cell for cell in grid.covering(row) if not (cell.col in silent and cell.row == row)]
    if not cells:
        return None
    words = cells[0].text
    code, _rest = split_code(words)
    if code is None and layout.numbering:
        beside = [whole_code(c.text) for c in begun if c.col in layout.numbering.values()]
        code = next((c for c in beside if c is not None), None)
    worth = take_points(words).value
    if worth is None:
        printed = [points_cell(c.text).value for c in begun if c.col in layout.points_cols()]
        worth = printed[0] if printed else None
    return _Row(
        row,
        len(cells) == 1 and cells[0].row == row,
        len(words) <= LONGEST_HEADING and not has_stop(words),
        code is not None,
        code.ordinal if code else 0,
        worth,
        cells[0].row == row and cells[0].col == layout.levels[0].col,
    )


def _alternate(kinds: list[bool]) -> bool:
    """Whether plain headings and lines take turns in the first column, beginning with a heading."""
    return (
        len(kinds) > 2
        and kinds[0]
        and not kinds[-1]
        and not all(kinds)
        and not any(a and b for a, b in pairwise(kinds))
    )


def _by_sums(rows: list[_Row]) -> set[int]:
    """Plain rows that are each worth exactly the two or more rows that follow, all through the table."""
    heads: set[int] = set()
    place = 0
    while place < len(rows):
        worth, total, count = rows[place].points, Decimal(0), 0
        while worth is not None and total < worth and place + count + 1 < len(rows):
            count += 1
            following = rows[place + count].points
            if following is None:
                return set()
            total += following
        if worth is None or total != worth or count < 2:
            return set()
        heads.add(rows[place].row)
        place += count + 1
    return heads if len(heads) >= 2 else set()


def _coded_by_sums(rows: list[_Row]) -> set[int]:
    """Coded rows that are each worth exactly the plain rows below them."""
    places = [i for i, row in enumerate(rows) if row.coded]
    if not places or places[0] != 0:
        return set()
    for start, end in zip(places, [*places[1:], len(rows)], strict=True):
        below = [row.points for row in rows[start + 1 : end]]
        if not below or None in below or sum((p for p in below if p is not None), Decimal(0)) != rows[start].points:
            return set()
    return {rows[i].row for i in places}
