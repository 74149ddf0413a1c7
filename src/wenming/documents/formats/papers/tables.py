"""Tables on papers: where every cell stands, how wide the columns are, whether the table lies on a page of its own."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from wenming.documents.formats.papers.layout import AREA_HEIGHT, AREA_WIDTH, MM
from wenming.documents.formats.papers.paper import Align, Cell, Table
from wenming.documents.formats.papers.wording import ems
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _

MOST_COLUMNS = 40
MOST_ROWS = 5_000
UPRIGHT = 8  # columns that still stand on an upright page
_SIZES = ((4, 14.0), (6, 12.0), (8, 10.5))  # up to so many columns: points, upright
_LYING = ((9, 12.0), (14, 10.5), (20, 9.0), (28, 7.5), (MOST_COLUMNS, 6.0))
_LEAST = 4.0  # ems a column has at least, if anything in it is as long
_WHOLE = 8.0  # ems of content that should stand on one line
_EDGES = 1.3  # ems beside the content of a cell


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in its place; x and y count from 0."""

    x: int
    y: int
    across: int
    down: int
    text: str
    bold: bool
    align: Align


@dataclass(frozen=True, slots=True)
class Laid:
    """A table ready to be set.

    shares  of the columns, adding up to 1.
    size    of its type, in points.
    head    rows repeated on every page.
    """

    cells: tuple[Placed, ...]
    columns: int
    rows: int
    head: int
    shares: tuple[float, ...]
    size: float
    lying: bool
    caption: str


def laid(table: Table) -> Laid:
    """Place every cell. Raises Invalid if cells overlap, run out of the table, or there are too many."""
    if len(table.rows) > MOST_ROWS:
        raise Invalid(
            _("表格共 %(rows)d 行，超过 %(most)d 行，请拆分为几个表格或作为附件另发。")
            % {"rows": len(table.rows), "most": MOST_ROWS}
        )
    taken: set[tuple[int, int]] = set()
    raw: list[tuple[int, int, Cell]] = []
    for y, row in enumerate(table.rows):
        x = 0
        for value in row:
            cell = value if isinstance(value, Cell) else Cell(value)
            while (x, y) in taken:
                x += 1
            _fits(table, cell, x, y)
            spots = {(x + i, y + j) for i in range(cell.across) for j in range(cell.down)}
            if spots & taken:
                raise Invalid(_("表格第 %(row)d 行有单元格互相重叠，请检查合并的行数和列数。") % {"row": y + 1})
            taken |= spots
            raw.append((x, y, cell))
            x += cell.across
    columns = max((x + cell.across for x, _y, cell in raw), default=0)
    rows = len(table.rows)
    raw.extend((x, y, Cell("")) for y in range(rows) for x in range(columns) if (x, y) not in taken)
    head = _whole_head(raw, max(0, min(table.head, rows)))
    cells = tuple(
        Placed(x, y, cell.across, cell.down, cell.text, cell.bold, _align(table, x, y < head, cell.text))
        for x, y, cell in sorted(raw, key=lambda place: (place[1], place[0]))
    )
    lying = columns > UPRIGHT if table.lying is None else table.lying
    size = next((points for most, points in (_LYING if lying else _SIZES) if columns <= most), 7.5)
    room = (AREA_HEIGHT if lying else AREA_WIDTH) * MM / size
    return Laid(cells, columns, rows, head, _shares(table, cells, columns, room), size, lying, table.caption)


def _fits(table: Table, cell: Cell, x: int, y: int) -> None:
    if cell.across < 1 or cell.down < 1 or y + cell.down > len(table.rows):
        raise Invalid(_("表格第 %(row)d 行的合并超出了表格，请检查合并的行数和列数。") % {"row": y + 1})
    if x + cell.across > MOST_COLUMNS:
        raise Invalid(
            _("表格第 %(row)d 行超过 %(most)d 列，公文中排不下，请拆分或减少列数。")
            % {"row": y + 1, "most": MOST_COLUMNS}
        )


def _whole_head(raw: list[tuple[int, int, Cell]], head: int) -> int:
    """A heading row whose cells run down takes the rows they reach with it."""
    reach = head
    for _x, y, cell in sorted(raw, key=lambda place: place[1]):
        if y < reach:
            reach = max(reach, y + cell.down)
    return reach


def _align(table: Table, x: int, heading: bool, text: str) -> Align:
    if heading:
        return "center"
    if x < len(table.align):
        return table.align[x]
    return "center" if ems(text) <= 6 else "left"


def _shares(table: Table, cells: tuple[Placed, ...], columns: int, room: float) -> tuple[float, ...]:
    """Widths as shares: the given ones, else such that no column is much taller than the others."""
    if not columns:
        return ()
    if len(table.widths) == columns and all(width > 0 for width in table.widths):
        total = sum(float(width) for width in table.widths)
        return tuple(width / total for width in table.widths)
    needs = [1.0] * columns
    for cell in cells:
        if cell.across == 1:
            needs[cell.x] = max(needs[cell.x], *(ems(line) for line in cell.text.split("\n")))
    widths = [min(need, _LEAST) for need in needs]
    left = int(room - sum(widths) - columns * _EDGES)
    for x in sorted(range(columns), key=lambda x: needs[x]):
        more = ceil(needs[x] + 0.3 - widths[x])  # days and names on one line, as long as there is room for the rest
        if more > 0 and needs[x] <= _WHOLE and left - more >= room * 0.2:
            widths[x] += more
            left -= more
    for _em in range(left):
        # the next character's width goes to the column that makes the rows tallest
        tallest = max(range(columns), key=lambda x: (ceil(needs[x] / widths[x]), needs[x] / widths[x]))
        widths[tallest] += 1
    total = sum(widths) + columns * _EDGES
    return tuple((width + _EDGES) / total for width in widths)
