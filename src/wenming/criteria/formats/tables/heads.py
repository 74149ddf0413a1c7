"""Find the head of a table: one row or several, and the same head printed again after a page break."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.grid import Cell, Grid
from wenming.criteria.formats.tables.methods import exact_method
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.points import take_points
from wenming.criteria.formats.tables.rows import row_kind
from wenming.criteria.formats.tables.vocabulary import GRADE_HEADS, head_roles

MOST_HEAD_ROWS = 4
WAY = re.compile(r"方式|方法|办法|形式|途径|手段")
SURE = 6  # the weight of head words that are listed, not guessed


@dataclass
class Head:
    """first, last  its rows; texts  the words over each column, upper before lower; roles  what they suggest."""

    first: int
    last: int
    texts: list[tuple[str, ...]]
    roles: list[dict[str, int]]

    @property
    def signature(self) -> tuple[str, ...]:
        return tuple(squeeze("/".join(words)) for words in self.texts)

    def label(self, col: int) -> str:
        return self.texts[col][-1] if self.texts[col] else ""


@dataclass
class Region:
    """A table inside a grid: the rows of its title, its head (if it has one) and its body.

    sections  rows of the body that stand straight above a repeated head: headings of what follows.
    """

    grid: Grid
    titles: list[int]
    head: Head | None
    body: list[int]
    first_col: int = 0
    last_col: int = 0
    sections: set[int] = field(default_factory=set)


def looks_like_head(grid: Grid, row: int, *, later: bool = False) -> bool:
    """Whether most cells that begin in this row are words of table heads.

    later  whether a head was found above: then more of them must be, for a row of lines can look like a head too.
    """
    cells = grid.starts(row)
    if len(cells) < 2:
        return False
    if any(re.fullmatch(r"\d+(?:\.\d+)?分?", c.text) or len(c.text) > 40 for c in cells):
        return False
    known = [cell for cell in cells if _heads(cell)]
    sure = [cell for cell in known if _surely_heads(cell)]
    if len(sure) < 2 or len(known) < (0.75 if later else 0.5) * len(cells):
        return False
    return any(set(head_roles(c.text)) & {"level", "negative"} for c in known) or len(known) >= 3


def _heads(cell: Cell) -> bool:
    return bool(set(head_roles(cell.text)) - {"method_tick"}) and "\n\n" not in cell.raw


def _surely_heads(cell: Cell) -> bool:
    """Words that are listed as a head, that name no method (查阅资料) and carry no points (便民措施（3分）)."""
    roles = head_roles(cell.text)
    if max(roles.values()) < SURE or (exact_method(cell.text) and not WAY.search(cell.text)):
        return False
    return "points" in roles or take_points(cell.text).value is None


def find_head(grid: Grid, start: int) -> Head | None:
    """The first head at or below row ``start``."""
    for row in range(start, len(grid.rows)):
        if looks_like_head(grid, row, later=start > 0) and row_kind(grid, row) not in {"total", "note"}:
            last = _last_row(grid, row)
            return Head(row, last, *_columns(grid, row, last))
    return None


def _last_row(grid: Grid, first: int) -> int:
    """How far down the head reaches: as its merged cells do, or as more rows of head words follow."""
    last = first
    for row in range(first + 1, min(first + MOST_HEAD_ROWS, len(grid.rows))):
        cells = grid.starts(row)
        if not cells:
            if any(c.last_row >= row for c in grid.covering(row) if c.row >= first):
                last = row
                continue
            break
        if any(len(c.text) > 24 for c in cells) or squeeze(cells[0].text) == squeeze(grid.starts(first)[0].text):
            break
        known = sum(1 for c in cells if head_roles(c.text))
        spanned = any(first <= c.row < row <= c.last_row for c in grid.covering(row))
        under_wide = all(_is_under_wide(grid, first, cell) for cell in cells)
        if (
            (known == len(cells) and (spanned or under_wide or known >= 3))
            or (spanned and under_wide and known >= 0.5 * len(cells))
            or (spanned and under_wide and all(len(c.text) <= 12 and not c.text.isdecimal() for c in cells))
            or (len(cells) >= 2 and all(_is_share_of_grade(grid, cell) for cell in cells))
        ):
            last = row
        else:
            break
    return last


def _is_share_of_grade(grid: Grid, cell: Cell) -> bool:
    """Whether the cell says what the grade above it is worth: 0.66 or 66% below B."""
    above = grid.at(cell.row - 1, cell.col)
    if above is None or not GRADE_HEADS.fullmatch(squeeze(above.text)):
        return False
    return bool(re.fullmatch(r"[01](?:\.\d+)?|\d{1,3}%", cell.text))


def _is_under_wide(grid: Grid, first: int, cell: Cell) -> bool:
    """Whether a head cell above spans more than one column here, or is left blank beside one that has words."""
    for row in range(cell.row - 1, first - 1, -1):
        above = grid.rows[row][cell.col]
        if above is not None and above.text:
            return above.colspan > 1 or not grid.merges
        if grid.merges and above is not None:
            return False
    return not grid.merges


def _columns(grid: Grid, first: int, last: int) -> tuple[list[tuple[str, ...]], list[dict[str, int]]]:
    texts: list[tuple[str, ...]] = []
    roles: list[dict[str, int]] = []
    for col in range(grid.width):
        words: list[str] = []
        cells: list[Cell] = []
        for row in range(first, last + 1):
            cell = grid.at(row, col)
            if cell is None and row == first and not grid.merges and last > first:
                cell = _wide_neighbour(grid, row, col)
            if cell is not None and cell not in cells:
                cells.append(cell)
                words.append(cell.text)
        texts.append(tuple(words))
        roles.append(_joint_roles(words))
    return texts, roles


def _wide_neighbour(grid: Grid, row: int, col: int) -> Cell | None:
    """Where merges cannot be told, a group head stands over the blank columns to its right."""
    below = grid.at(row + 1, col)
    if below is None:
        return None
    for left in range(col - 1, -1, -1):
        cell = grid.at(row, left)
        if cell is not None:
            return cell if grid.at(row + 1, left) is not None else None
    return None


def _joint_roles(words: list[str]) -> dict[str, int]:
    """The lowest words that mean something decide; the words above lend what they lack."""
    if not words:
        return {}
    for word in reversed(words):
        roles = head_roles(word)
        if roles:
            break
    else:
        roles = head_roles("".join(words))
    upper = head_roles(words[0]) if len(words) > 1 else {}
    if upper and "score" in upper and "points" not in upper and "grade" not in roles:
        return {**roles, "score": 10}
    if not roles and upper:
        return dict(upper)
    if "grade_group" in upper and "grade" not in roles:
        return {**roles, "grade": 6}
    return dict(roles)


def find_regions(grid: Grid) -> list[Region]:
    """Cut a grid into its tables. A head printed again with the same words continues its table."""
    regions: list[Region] = []
    row = 0
    head = find_head(grid, 0)
    if head is None:
        return [Region(grid, [], None, list(range(len(grid.rows))), 0, grid.width - 1)] if grid.rows else []
    while head is not None:
        before = list(range(row, head.first))
        if regions and _same(regions[-1].head, head):
            regions[-1].body.extend(before)
            _add_sections(regions[-1], before)
        else:
            titles = before if not regions else _titles_above(grid, before)
            if regions:
                regions[-1].body.extend(r for r in before if r not in titles)
            regions.append(Region(grid, titles, head, [], *_extent(head)))
        for r in range(head.first, head.last + 1):
            grid.mark(r, "header")
        row = head.last + 1
        head = find_head(grid, row)
    regions[-1].body.extend(range(row, len(grid.rows)))
    return regions


def _add_sections(region: Region, rows: list[int]) -> None:
    """Headings between two prints of one head; the title above the first print is one too if it is built alike."""
    grid = region.grid
    found = [row for row in _titles_above(grid, rows) if row_kind(grid, row) == "line"]
    if not found:
        return
    if not region.sections and region.titles and _alike(grid, region.titles[-1], found[-1]):
        region.body.insert(0, region.titles[-1])
        region.sections.add(region.titles.pop())
    region.sections.update(found)


def _alike(grid: Grid, one: int, other: int) -> bool:
    """Whether two headings are built alike: both with points, or numbered in one style."""
    first, second = grid.starts(one), grid.starts(other)
    if len(first) != 1 or len(second) != 1:
        return False
    words = first[0].text, second[0].text
    codes = [split_code(text)[0] for text in words]
    if codes[0] is not None and codes[1] is not None:
        return codes[0].style == codes[1].style
    return all(take_points(text).value is not None for text in words)


def _extent(head: Head) -> tuple[int, int]:
    used = [col for col, words in enumerate(head.texts) if words]
    return used[0], used[-1]


def _same(one: Head | None, other: Head) -> bool:
    return one is not None and [s for s in one.signature if s] == [s for s in other.signature if s]


def _titles_above(grid: Grid, rows: list[int]) -> list[int]:
    """The rows straight above a further head that are its title: single cells that are no note and no total."""
    titles: list[int] = []
    for row in reversed(rows):
        cells = grid.starts(row)
        if not cells and not grid.covering(row):
            if titles:
                break
            continue
        if len(cells) != 1 or row_kind(grid, row) not in {"line", "signature"} or len(cells[0].text) > 60:
            break
        titles.append(row)
    return titles[::-1]
