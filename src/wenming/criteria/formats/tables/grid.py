"""What every reader hands over: paragraphs and grids of cells, in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from wenming.criteria.formats.tables.noise import clean

LONGEST = 6000
"""Characters of a cell or paragraph that are read; no criterion is longer, and a text that is gets a warning."""


class Cell:
    """One printed cell; a merged cell is one object that stands at every place it covers.

    raw           the words as the document has them.
    text          the same without noise (see ``noise.clean``).
    row, col      its upper left place in the grid, from 0; rowspan and colspan count places.
    kind          "text", "number" or "date": how the source stored it.
    nested        grids inside this cell, as layout tables have them.
    """

    __slots__ = ("_text", "col", "colspan", "kind", "nested", "raw", "row", "rowspan")

    def __init__(self, raw: str, row: int, col: int, rowspan: int = 1, colspan: int = 1, kind: str = "text") -> None:
        self.raw = raw
        self.row, self.col, self.rowspan, self.colspan = row, col, rowspan, colspan
        self.kind = kind
        self.nested: list[Grid] = []
        self._text: str | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = clean(self.raw[:LONGEST])
        return self._text

    def forget(self) -> None:
        """Read the words anew after ``raw`` has changed."""
        self._text = None

    @property
    def last_row(self) -> int:
        return self.row + self.rowspan - 1

    def __repr__(self) -> str:
        return f"Cell({self.raw!r} @{self.row},{self.col} {self.rowspan}x{self.colspan})"


@dataclass
class Fate:
    """What became of one source row.

    kind   "line", "header", "total", "note", "title", "section", "negative", "signature", "blank" or "skipped".
    codes  the codes of the lines this row gave, filled in when codes are known.
    """

    kind: str = "skipped"
    codes: list[str] = field(default_factory=list)


@dataclass
class Grid:
    """A table: rows of cells, blanks as None, merged cells repeated as the same object.

    label    the sheet's name, or "" for a table inside a document.
    kind     "sheet", "table" or "page".
    number   its number in the source, from 1; first_row is the source's number of the first row kept.
    merges   whether the source can say that cells are merged; where it cannot, blanks below stand for merges.
    origin   where rows were moved or come from several pages: the page of each row (0: none) and its number there.
    kinds    what rows.row_kind has found out so far.
    """

    rows: list[list[Cell | None]]
    label: str = ""
    kind: str = "table"
    number: int = 1
    first_row: int = 1
    merges: bool = True
    fates: list[Fate] = field(default_factory=list)
    origin: list[tuple[int, int]] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.width = max((len(row) for row in self.rows), default=0)
        for row in self.rows:
            row.extend([None] * (self.width - len(row)))
        if len(self.fates) != len(self.rows):
            self.fates = [Fate() for _ in self.rows]

    def extend(self, rows: list[list[Cell | None]], origin: list[tuple[int, int]]) -> None:
        """Add rows from the next page."""
        self.rows.extend(rows)
        self.origin.extend(origin)
        self.fates.extend(Fate() for _ in rows)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell with words at this place; None where there is nothing to read."""
        cell = self.rows[row][col]
        return cell if cell is not None and cell.text else None

    def starts(self, row: int) -> list[Cell]:
        """The cells with words that begin in this row, from left to right."""
        return [c for i, c in enumerate(self.rows[row]) if c is not None and c.row == row and c.col == i and c.text]

    def covering(self, row: int) -> list[Cell]:
        """The cells with words that cover this row, each once, from left to right."""
        seen: list[Cell] = []
        for cell in self.rows[row]:
            if cell is not None and cell.text and (not seen or seen[-1] is not cell):
                seen.append(cell)
        return seen

    def row_number(self, row: int) -> int:
        """The row's number in the source, from 1."""
        return self.origin[row][1] if self.origin else row + self.first_row

    def mark(self, row: int, kind: str) -> None:
        self.fates[row].kind = kind

    def texts(self) -> Iterator[list[str]]:
        """Each row as the words a person would see, merged words once."""
        for number, row in enumerate(self.rows):
            yield [c.raw if c is not None and c.row == number and c.col == i else "" for i, c in enumerate(row)]


@dataclass
class Paragraph:
    """A paragraph outside tables.

    depth  0 for body text; 1–6 for headings; 11, 12, … for list items by nesting.
    label  the automatic number that the document shows before it ("一、"), already part of ``raw``.
    """

    raw: str
    depth: int = 0
    number: int = 0
    page: int | None = None
    label: str = ""

    @property
    def text(self) -> str:
        return clean(self.raw[:LONGEST])


@dataclass
class Source:
    """A document as read: its blocks in order, and where they come from."""

    name: str
    kind: str
    blocks: list[Grid | Paragraph] = field(default_factory=list)

    @property
    def grids(self) -> list[Grid]:
        return [block for block in self.blocks if isinstance(block, Grid)]

    @property
    def paragraphs(self) -> list[Paragraph]:
        return [block for block in self.blocks if isinstance(block, Paragraph)]


def from_placed(cells: list[Cell], height: int, width: int) -> list[list[Cell | None]]:
    """Lay cells with spans out into rows; later cells never overwrite earlier ones."""
    rows: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in cells:
        for r in range(cell.row, min(cell.row + cell.rowspan, height)):
            for c in range(cell.col, min(cell.col + cell.colspan, width)):
                if rows[r][c] is None:
                    rows[r][c] = cell
    return rows
