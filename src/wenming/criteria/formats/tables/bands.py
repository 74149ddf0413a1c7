"""Tables that do not read downwards: bands side by side are stacked, tables with their head in the first column turned."""

from __future__ import annotations

import itertools

from wenming.criteria.formats.tables.grid import Cell, Grid, from_placed
from wenming.criteria.formats.tables.heads import find_head
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.rows import row_kind
from wenming.criteria.formats.tables.vocabulary import head_roles

MOST_TURNED_ROWS = 14


def unfold(grid: Grid) -> Grid:
    """The grid with its bands stacked or its head turned up, or the grid itself if it reads downwards."""
    head = find_head(grid, 0)
    if head is None:
        return _turned(grid) if _reads_across(grid) else grid
    if grid.width < 4:
        return grid
    used = [col for col, words in enumerate(head.texts) if words]
    signature = [squeeze("/".join(head.texts[col])) for col in used]
    count = next((n for n in (3, 2) if _repeats(signature, n)), 1)
    if count == 1:
        return grid
    size = len(used) // count
    cuts = [used[0] if n == 0 else used[n * size] for n in range(count)] + [grid.width]
    return _stack(grid, head.last, cuts)


def _repeats(signature: list[str], count: int) -> bool:
    size, rest = divmod(len(signature), count)
    return (
        rest == 0 and size >= 2 and all(signature[n * size : (n + 1) * size] == signature[:size] for n in range(count))
    )


def _stack(grid: Grid, head_end: int, cuts: list[int]) -> Grid:
    """Everything up to the head once, then the first band, then the next; closing rows (totals, notes) last."""
    closing = len(grid.rows)
    while closing > head_end + 1 and row_kind(grid, closing - 1) != "line":
        closing -= 1
    taken: list[tuple[int, int]] = [(row, -1) for row in range(head_end + 1)]
    taken += [(row, band) for band in range(len(cuts) - 1) for row in range(head_end + 1, closing)]
    taken += [(row, -1) for row in range(closing, len(grid.rows))]
    width = max(b - a for a, b in itertools.pairwise(cuts))
    cells: list[Cell] = []
    for place, (row, band) in enumerate(taken):
        left, right = (
            (cuts[0], cuts[1])
            if band < 0 and row in range(head_end + 1)
            else (0, grid.width)
            if band < 0
            else (cuts[band], cuts[band + 1])
        )
        for cell in grid.starts(row):
            if not left <= cell.col < right:
                continue
            col = min(cell.col - left, width - 1) if band >= 0 or row <= head_end else _folded(cell.col, cuts)
            moved = Cell(
                cell.raw, place, col, min(cell.rowspan, len(taken) - place), min(cell.colspan, width - col), cell.kind
            )
            cells.append(moved)
    rows = from_placed(cells, len(taken), width)
    origin = grid.origin or [(0, n + grid.first_row) for n in range(len(grid.rows))]
    return Grid(
        rows,
        grid.label,
        grid.kind,
        grid.number,
        grid.first_row,
        grid.merges,
        origin=[origin[row] for row, _band in taken],
    )


def _folded(col: int, cuts: list[int]) -> int:
    """The place of a column in its band."""
    return next(col - a for a, b in itertools.pairwise(cuts) if col < b) if col >= cuts[0] else 0


def _reads_across(grid: Grid) -> bool:
    """Whether the first column is a head: 评比项目 / 分值 / 评比标准 down the side, the lines beside each other."""
    if not 2 <= len(grid.rows) <= MOST_TURNED_ROWS or grid.width < 2:
        return False
    found = [head_roles(cell.text) for row in range(len(grid.rows)) if (cell := grid.at(row, 0)) is not None]
    known = [set(roles) for roles in found if set(roles) - {"method_tick"}]
    if len(known) < 2 or len(known) < 0.8 * len(grid.rows):
        return False
    return any("level" in roles for roles in known) and any(roles & {"points", "methods", "rule"} for roles in known)


def _turned(grid: Grid) -> Grid:
    """Rows as columns."""
    cells = [
        Cell(cell.raw, cell.col, cell.row, cell.colspan, cell.rowspan, cell.kind)
        for row in range(len(grid.rows))
        for cell in grid.starts(row)
    ]
    rows = from_placed(cells, grid.width, len(grid.rows))
    origin = [(0, grid.row_number(0)) for _ in range(grid.width)]
    return Grid(rows, grid.label, grid.kind, grid.number, grid.first_row, True, origin=origin)
