"""Which columns make the levels of the tree, and to which level the other columns belong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.columns import Column, Columns, line_rows
from wenming.criteria.formats.tables.grid import Grid
from wenming.criteria.formats.tables.heads import Region
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.points import points_cell, take_points
from wenming.criteria.formats.tables.rows import is_continued
from wenming.criteria.formats.tables.sentences import split_sentences
from wenming.criteria.formats.tables.vocabulary import head_roles

WEIGHT = re.compile(r"权|比重|占比|比例|%")
UPPER_POINTS = re.compile(r"项目分|大项|一级|类别分|总分|部分|大类|项目分值|项目总")
ENOUGH = 0.97
LONGEST_TITLE = 20.0  # on average, code and points included


@dataclass
class Level:
    """One level of the tree: the column of its title or sentence, and of the sentence beside a title if there is one."""

    col: int
    text_col: int | None = None


@dataclass
class Layout:
    """How a region is to be read; ``owner`` maps a column to the index of the level it speaks of."""

    columns: Columns
    levels: list[Level]
    owner: dict[int, int] = field(default_factory=dict)
    numbering: dict[int, int] = field(default_factory=dict)  # level -> column whose cells are its codes
    ignored: set[int] = field(default_factory=set)
    lists: bool = False  # the last level's cells mostly hold several numbered sentences
    fractions: set[int] = field(default_factory=set)  # weights that a spreadsheet keeps as 0.4 and shows as 40%

    @property
    def last(self) -> int:
        return len(self.levels) - 1

    def points_cols(self) -> list[int]:
        return [c.col for c in self.columns.of("points") if c.col not in self.ignored]


def starts(grid: Grid, rows: list[int], col: int) -> set[int]:
    """The rows in which a cell with words begins in this column and is no heading across the table."""
    found: set[int] = set()
    for row in rows:
        cell = grid.at(row, col)
        if cell is not None and cell.row == row and cell.col == col:
            found.add(row)
    return found


def agreement(one: set[int], other: set[int]) -> float:
    """F1 of two sets of rows."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def lay_out(regions: list[Region], columns: Columns) -> Layout:
    """The layout shared by regions with one head."""
    found = columns.of("level", "negative")
    levels = _levels(regions, found, columns)
    layout = Layout(columns, levels)
    begun = [_joint_starts(regions, level.col) for level in levels]
    layout.lists = len(levels) > 1 and levels[-1].text_col is None and _are_lists(regions, levels[-1].col)
    for column in columns.of("points"):
        rows = _joint_starts(regions, column.col)
        layout.owner[column.col] = _owner(rows, begun, column, levels, columns, upper=layout.lists)
        if WEIGHT.search(squeeze(column.label)) and _are_fractions(regions, column.col):
            layout.fractions.add(column.col)
    _spread_points(layout)
    for column in columns.of(
        "methods", "rule", "evidence", "remark", "owner", "period", "grade", "method_tick", "effect"
    ):
        rows = _joint_starts(regions, column.col)
        layout.owner[column.col] = _owner(rows, begun, column, levels, columns, deepest_first=True)
    for column in columns.of("code", "seq"):
        _number(layout, column, regions, begun)
    return layout


def _joint_starts(regions: list[Region], col: int) -> set[int]:
    """Starts over several regions, rows made distinct by the region's index."""
    return {
        i * 10_000_000 + row for i, region in enumerate(regions) for row in starts(region.grid, line_rows(region), col)
    }


def _levels(regions: list[Region], found: list[Column], columns: Columns) -> list[Level]:
    levels: list[Level] = []
    index = 0
    while index < len(found):
        here = found[index]
        beside = found[index + 1] if index + 1 < len(found) else None
        if beside is not None and _one_line(regions, here, beside, columns):
            levels.append(Level(here.col, beside.col))
            index += 2
        else:
            levels.append(Level(here.col))
            index += 1
    return levels


def _one_line(regions: list[Region], here: Column, beside: Column, columns: Columns) -> bool:
    """Whether a title and the sentence beside it are one line: one to one throughout, no codes and points of their own."""
    if here.depth is not None and beside.depth is not None:
        return False
    between = [c for c in columns.of("points") if here.col < c.col < beside.col and c.features.cells]
    after = [c for c in columns.of("points") if c.col > beside.col and c.features.cells]
    weights = all(WEIGHT.search(squeeze(c.label)) for c in between) and not any(
        WEIGHT.search(squeeze(c.label)) for c in after
    )
    if between and after and not weights:
        return False
    first, second = _joint_starts(regions, here.col), _joint_starts(regions, beside.col)
    if not first or not second or len(first & second) < ENOUGH * len(second):
        return False
    if _carries_points(regions, here.col) and _carries_points(regions, beside.col):
        return False
    if _holds_lines(regions, beside.col):
        return False
    if any(_spans_more(region, here.col, beside.col) for region in regions):
        return False
    if here.features.coded >= 0.8 and beside.features.coded >= 0.8:
        return _conditions_inside(regions, beside.col)
    return here.features.length <= max(LONGEST_TITLE, beside.features.length)


def _are_lists(regions: list[Region], col: int) -> bool:
    cells = [region.grid.at(row, col) for region in regions for row in starts(region.grid, line_rows(region), col)]
    hits = sum(1 for cell in cells if cell is not None and split_sentences(cell.text) is not None)
    return bool(cells) and hits >= 0.5 * len(cells)


def _holds_lines(regions: list[Region], col: int) -> bool:
    """Whether the cells of this column mostly hold numbered sentences with points of their own: lines, not a sentence."""
    hits = total = 0
    for region in regions:
        for row in starts(region.grid, line_rows(region), col):
            cell = region.grid.at(row, col)
            if cell is None:
                continue
            total += 1
            numbered = split_sentences(cell.text)
            if numbered is not None:
                hits += sum(take_points(s.text).value is not None for s in numbered.sentences) >= 2
            else:
                hits += split_code(cell.text)[0] is not None and take_points(cell.text).value is not None
    return total > 0 and hits > 0.5 * total


def _carries_points(regions: list[Region], col: int) -> bool:
    """Whether the words of this column mostly end with points."""
    cells = [region.grid.at(row, col) for region in regions for row in starts(region.grid, line_rows(region), col)]
    hits = sum(1 for cell in cells if cell is not None and take_points(cell.text).value is not None)
    return bool(cells) and hits >= 0.5 * len(cells)


def _spans_more(region: Region, col: int, beside: int) -> bool:
    """Whether some title spans several sentences."""
    grid = region.grid
    for row in line_rows(region):
        cell = grid.at(row, col)
        if cell is not None and cell.row < row and cell.col == col:
            other = grid.at(row, beside)
            if other is not None and other.row == row and other is not cell:
                return True
    return False


def _conditions_inside(regions: list[Region], beside: int) -> bool:
    """Whether the numbers in these cells count conditions of one line: several to a cell, without points of their own."""
    inside = total = 0
    for region in regions:
        for row in starts(region.grid, line_rows(region), beside):
            cell = region.grid.at(row, beside)
            if cell is None:
                continue
            total += 1
            numbered = split_sentences(cell.text)
            if numbered is not None:
                inside += not any(take_points(s.text, bare=True).value is not None for s in numbered.sentences)
    return total > 0 and inside >= 0.5 * total


def _owner(
    rows: set[int],
    begun: list[set[int]],
    column: Column,
    levels: list[Level],
    columns: Columns,
    *,
    deepest_first: bool = False,
    upper: bool = False,
) -> int:
    """The level whose lines begin where the cells of this column do."""
    last = len(levels) - 1
    if not rows or last <= 0:
        return max(last, 0)
    fits = [agreement(rows, level_rows) for level_rows in begun]
    best = max(fits)
    close = [i for i, fit in enumerate(fits) if fit >= best - 0.02]
    if len(close) == 1:
        return close[0]
    if deepest_first:
        return close[-1]
    if upper and close[-1] == last:
        return close[-2]  # the sentences of a cell share its points: they are those of the line above
    if UPPER_POINTS.search(squeeze(column.label)):
        return close[0]
    left = [i for i in close if (levels[i].text_col or levels[i].col) < column.col]
    return left[-1] if left else close[0]


def _are_fractions(regions: list[Region], col: int) -> bool:
    """Whether all numbers of the column lie between 0 and 1, as per cents do in a spreadsheet."""
    cells = [region.grid.at(row, col) for region in regions for row in starts(region.grid, line_rows(region), col)]
    values = [points_cell(cell.text).value for cell in cells if cell is not None and cell.kind == "number"]
    return len(values) > 1 and all(value is not None and value <= 1 for value in values)


def _spread_points(layout: Layout) -> None:
    """Where several points columns claim one level, part them by their heads and their order."""
    points = layout.columns.of("points")
    by_level: dict[int, list[Column]] = {}
    for column in points:
        by_level.setdefault(layout.owner[column.col], []).append(column)
    for level, claimed in by_level.items():
        if len(claimed) < 2:
            continue
        plain = [c for c in claimed if "score" not in head_roles(c.label)] or claimed
        layout.ignored |= {c.col for c in claimed if c not in plain}
        if len(plain) < 2:
            continue
        free = [i for i in range(len(layout.levels)) if i == level or i not in by_level]
        upper = [c for c in plain if UPPER_POINTS.search(squeeze(c.label))]
        if upper and len(upper) < len(plain) and min(free) < level:
            layout.owner[upper[0].col] = min(free)
            plain = [c for c in plain if c is not upper[0]]
        plain.sort(key=lambda c: (c.features.share > 0.5, "权重" in c.label, c.col))
        layout.ignored |= {c.col for c in plain[1:]}


def _number(layout: Layout, column: Column, regions: list[Region], begun: list[set[int]]) -> None:
    """Find the level whose codes stand in this column; a mere running number beside printed codes is left out."""
    rows = _joint_starts(regions, column.col) - _continued(regions, column.col)
    if not rows or not layout.levels:
        return
    fits = [agreement(rows, level_rows) for level_rows in begun]
    best = max(fits)
    close = [i for i, fit in enumerate(fits) if fit >= best - 0.02]
    right = [i for i in close if layout.levels[i].col > column.col]
    level = right[0] if right else close[0]
    if any(begun[i] != begun[level] for i in right) and begun[right[-1]] <= rows:
        level = right[-1]  # every sentence has its number: the groups have theirs in rows of their own
    if len(close) > 1 and column.role == "seq" and _is_running(regions, column.col):
        level = next((i for i in reversed(close) if not _has_codes(regions, layout.levels[i].col)), close[-1])
    if column.role == "seq" and _has_codes(regions, layout.levels[level].col):
        return
    layout.numbering.setdefault(level, column.col)


def _continued(regions: list[Region], col: int) -> set[int]:
    """The rows where this column only says that an item goes on: 一（续）."""
    return {
        i * 10_000_000 + row
        for i, region in enumerate(regions)
        for row in starts(region.grid, line_rows(region), col)
        if (cell := region.grid.at(row, col)) is not None and is_continued(cell.text)
    }


def _is_running(regions: list[Region], col: int) -> bool:
    return all(
        (cell := region.grid.at(row, col)) is not None and cell.text.isdecimal()
        for region in regions
        for row in starts(region.grid, line_rows(region), col)
    )


def _has_codes(regions: list[Region], col: int) -> bool:
    """Whether the words of this column mostly carry codes of their own."""
    hits = total = 0
    for region in regions:
        for row in starts(region.grid, line_rows(region), col):
            cell = region.grid.at(row, col)
            if cell is not None:
                total += 1
                hits += split_code(cell.text)[0] is not None
    return total > 0 and hits > 0.5 * total
