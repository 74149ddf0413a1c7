"""Columns that say the same again in every row (filled down, or printed again on the next page) read as merged cells."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.grid import Cell, Grid
from wenming.criteria.formats.tables.heads import Region
from wenming.criteria.formats.tables.parts import identity
from wenming.criteria.formats.tables.points import points_cell
from wenming.criteria.formats.tables.rows import row_kind

WORDS = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]{2}")


def join_repeats(region: Region) -> None:
    """Merge, in place, equal neighbours in the level columns of a headed region; then the points that go with them."""
    if region.head is None:
        return
    grid = region.grid
    rows = [row for row in region.body if row_kind(grid, row) == "line"]
    levels = [col for col, roles in enumerate(region.head.roles) if "level" in roles and "seq" not in roles]
    points = [col for col, roles in enumerate(region.head.roles) if "points" in roles]
    breaks: set[int] = set()
    for index, col in enumerate(levels):
        joined = _join(grid, rows, col, breaks, last=index == len(levels) - 1)
        breaks |= {
            row
            for row in rows
            if row not in joined and (cell := grid.rows[row][col]) is not None and cell.row == row and cell.text
        }
        if joined:
            following = levels[index + 1] if index + 1 < len(levels) else grid.width
            beside = [p for p in points if col < p < following]
            _join_points(grid, rows, joined, beside, several=len(points) > 1)


def _join(grid: Grid, rows: list[int], col: int, breaks: set[int], *, last: bool) -> set[int]:
    """Merge equal neighbours of one column; the rows that now belong to the cell above."""
    joined: set[int] = set()
    above: Cell | None = None
    for row in rows:
        cell = grid.rows[row][col]
        if cell is None or not cell.text:
            continue
        if cell.col != col or cell.colspan > 1:
            above = None
            continue
        if cell.row < row and cell is above:
            continue
        same = (
            above is not None
            and row not in breaks
            and (above.text == cell.text or identity(above.text) == identity(cell.text))
            and bool(WORDS.search(cell.text))
            and not last
        )
        if same and above is not None:
            for covered in range(row, cell.row + cell.rowspan):
                grid.rows[covered][col] = above
                joined.add(covered)
            above.rowspan = row + cell.rowspan - above.row
        else:
            above = cell
    return joined


def _join_points(grid: Grid, rows: list[int], joined: set[int], beside: list[int], *, several: bool) -> None:
    """Points filled down along with their title: constant in every block of the title."""
    for col in beside:
        if not several and len(beside) > 1:
            continue
        blocks: list[list[int]] = []
        for row in rows:
            if row in joined and blocks:
                blocks[-1].append(row)
            else:
                blocks.append([row])
        values = [
            [points_cell(c.text).value for r in block if (c := grid.rows[r][col]) is not None and c.text]
            for block in blocks
        ]
        if any(
            len(set(found)) > 1 or len(found) not in {0, 1, len(block)}
            for found, block in zip(values, blocks, strict=True)
        ):
            continue
        for block in blocks:
            first = grid.rows[block[0]][col]
            if first is not None and len(block) > 1:
                for row in block[1:]:
                    grid.rows[row][col] = first
                first.rowspan = block[-1] - block[0] + 1
