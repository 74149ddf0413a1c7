"""Read the rows of a table into lines: cells of the level columns become lines, the other cells speak of them."""

from __future__ import annotations

import re
from dataclasses import replace

from wenming.criteria.formats.tables.codes import Code, whole_code
from wenming.criteria.formats.tables.draft import Draft, Place
from wenming.criteria.formats.tables.grid import Cell, Grid
from wenming.criteria.formats.tables.headings import Headings, find_headings
from wenming.criteria.formats.tables.heads import Region
from wenming.criteria.formats.tables.layout import Layout
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.outliner import PART, SECTION, SHEET, Outliner
from wenming.criteria.formats.tables.parts import cell_drafts, identity, read_words
from wenming.criteria.formats.tables.remarks import Remarks
from wenming.criteria.formats.tables.rows import is_continued, row_kind, without_continued
from wenming.criteria.formats.tables.wording import is_bonus_title, is_deducting_title, is_negative_title


class Body:
    """Reads one region (or several that continue each other) into an outliner.

    block  the index of the grid among the document's blocks, for provenance.
    """

    def __init__(self, outliner: Outliner, layout: Layout, *, bare: frozenset[int] = frozenset()) -> None:
        self.outliner = outliner
        self.layout = layout
        self.bare = bare
        self.remarks = Remarks(layout, outliner.last)
        self.last_code: Code | None = None
        self.headings = Headings()
        self.sections: set[int] = set()
        self.labelled = False  # whether 否决项 or 加分项 in a column of numbers heads the rows being read

    def read(self, region: Region, block: int) -> None:
        grid = region.grid
        self.headings = find_headings(region, self.layout)
        self.sections = region.sections
        for row in region.body:
            kind = row_kind(grid, row)
            if kind == "line":
                kind = self._line(grid, row, block)
            grid.mark(row, kind)
        self.remarks.finish()

    def _line(self, grid: Grid, row: int, block: int) -> str:
        """Read one row; what became of it."""
        cells = grid.starts(row)
        heading = cells[0] if row in self.sections and cells else self._across(grid, row, cells)
        if heading is not None:
            return self._heading(heading, row, block)
        self._label(grid, row, block)
        begun: list[tuple[int, list[Draft]]] = []
        for index in range(len(self.layout.levels)):
            drafts = self._level(grid, row, index, block)
            if drafts:
                begun.append((index, drafts))
        if not begun and self._numbered_heading(grid, row, block):
            return "section"
        if not begun and self._continues(grid, row):
            return "line"
        if begun:
            self._attributes(grid, row, begun)
            return "line"
        return "skipped"

    # -- headings across the table ------------------------------------------------------------------------------------

    def _across(self, grid: Grid, row: int, cells: list[Cell]) -> Cell | None:
        """The only cell of this row, if it stands across the table or left of the levels."""
        if len(cells) != 1 or len(grid.covering(row)) > 1:
            return None
        cell = cells[0]
        levels = self.layout.levels
        if not levels:
            return None
        last = levels[-1].text_col if levels[-1].text_col is not None else levels[-1].col
        spans = (
            cell.col <= levels[0].col and cell.col + cell.colspan > last and (cell.colspan > 1 or last == levels[0].col)
        )
        wide = cell.colspan >= max(2, 0.6 * grid.width)
        left = cell.col < levels[0].col
        if not ((spans and (wide or cell.colspan > last - levels[0].col + 1)) or wide or left):
            return None
        return cell

    def _heading(self, cell: Cell, row: int, block: int) -> str:
        draft = read_words(cell.text, bare=bool(self.bare))
        if draft.name and self._listed_below(draft):
            draft.sentence = True
            draft.place = Place(block, row, (cell.col,))
            self.outliner.add(draft, SECTION + 0.5)
            return "line"
        if not draft.name or len(draft.name) > 60 or (len(draft.name) > 30 and re.search(r"[。；]", draft.name)):
            return "note"
        known = self.outliner.last(SECTION)
        if (
            is_continued(cell.text)
            and known is not None
            and squeeze(known.name) == squeeze(without_continued(draft.name))
        ):
            return "section"
        draft.heading, draft.part = True, True
        draft.place = Place(block, row, (cell.col,))
        self.outliner.add(draft, self._rank(draft))
        return "section"

    def _numbered_heading(self, grid: Grid, row: int, block: int) -> bool:
        """A title typed where the numbers stand, with nothing beside it but its points: 1 德育工作 | | | 12."""
        for column in self.layout.columns.of("seq", "code"):
            cell = grid.at(row, column.col)
            if cell is None or cell.row != row or cell.col != column.col or whole_code(_as_code(cell)) is not None:
                continue
            draft = read_words(cell.text)
            points = self.layout.points_cols()
            others = [c for c in grid.starts(row) if c is not cell and c.col not in points]
            if others or draft.code is None or not 2 <= len(draft.name) <= 30 or self.labelled:
                continue
            draft.heading, draft.part = True, True
            draft.place = Place(block, row, (cell.col,))
            rank = self._rank(draft)
            self.outliner.add(draft, rank)
            self.remarks.points(grid, row, [(self.layout.last, [draft])])
            return True
        return False

    def _rank(self, draft: Draft) -> float:
        """A heading in the body stands beside the part above the head if both are numbered alike: 第一部分, 第二部分."""
        for rank in (PART, SHEET):
            above = self.outliner.last(rank)
            if above is not None and draft.code is not None and above.style == draft.style:
                return rank
        return SECTION

    def _label(self, grid: Grid, row: int, block: int) -> None:
        """否决项 or 加分项 printed where the numbers stand heads the rows beside it, until a number follows."""
        for column in self.layout.columns.of("seq", "code"):
            cell = grid.at(row, column.col)
            if cell is None or cell.row != row or cell.col != column.col:
                continue
            if whole_code(_as_code(cell)) is not None:
                if self.labelled:
                    self.outliner.close_from(SECTION)
                self.labelled = False
            elif len(cell.text) <= 16 and (
                is_negative_title(cell.text) or is_bonus_title(cell.text) or is_deducting_title(squeeze(cell.text))
            ):
                self.outliner.close_from(SECTION)
                draft = read_words(cell.text)
                draft.heading = draft.part = self.labelled = True
                draft.place = Place(block, row, (cell.col,))
                self.outliner.add(draft, SECTION)

    def _listed_below(self, draft: Draft) -> bool:
        """Whether words across the table are an item under 一票否决 or 加分项: numbered otherwise, or a sentence."""
        above = self.outliner.last(SECTION)
        if above is None or draft.points is not None or is_bonus_title(draft.name) or is_negative_title(draft.name):
            return False
        if not (is_negative_title(above.name) or is_bonus_title(above.name)):
            return False
        if draft.code is not None:
            return draft.style != above.style and (bool(above.style) or not self._in_step(draft, above))
        return len(draft.name) > 12 or is_negative_title(above.name)

    @staticmethod
    def _in_step(draft: Draft, above: Draft) -> bool:
        """Whether the number of this row follows on those of the headings beside the one above."""
        beside = above.parent.children if above.parent is not None else []
        return any(
            d.style == draft.style and d.code and draft.code and d.code.ordinal < draft.code.ordinal
            for d in beside
            if d.part
        )

    # -- levels -------------------------------------------------------------------------------------------------------

    def _level(self, grid: Grid, row: int, index: int, block: int) -> list[Draft]:
        """The lines that begin at one level in this row: none, one, or several where sentences are numbered."""
        level = self.layout.levels[index]
        cell = grid.at(row, level.col)
        beside = grid.at(row, level.text_col) if level.text_col is not None else None
        fresh = cell is not None and cell.row == row and cell.col == level.col
        if not fresh:
            if beside is None or beside.row != row or beside is cell or beside.col != level.text_col:
                return []
            cell = None
        if beside is not None and (beside is cell or beside.row != row):
            beside = None
        if cell is not None and beside is None and self._repeats(cell, index):
            return []
        code = self._numbered(grid, row, index)
        cols = tuple(c.col for c in (cell, beside) if c is not None)
        if cell is not None and is_continued(cell.text) and code is None and self._resume(cell, index):
            return []
        last = index == self.layout.last
        drafts = cell_drafts(
            cell.text if cell is not None else "",
            beside.text if beside is not None else None,
            code,
            last=last,
            bare=level.col in self.bare,
            whole_row=last and self._speaks_of_all(grid, row),
            by_number=self.remarks.numbered(grid, row) if last else frozenset(),
        )
        if last and self.layout.lists and len(drafts) == 1 and self._completes(drafts[0][1], index, row):
            return []
        return self._hang(drafts, index, Place(block, row, cols))

    def _completes(self, draft: Draft, index: int, row: int) -> bool:
        """A plain sentence where others are numbered lists: it is the sentence of the title that begins beside it."""
        above = self.outliner.last(index - 1)
        if draft.code is not None or draft.points is not None or above is None or above.place is None:
            return False
        if above.place.row != row or above.children or above.text:
            return False
        above.title, above.words = above.title or above.words, ""
        above.text = f"{draft.title}：{draft.text}" if draft.title else draft.words
        above.methods = above.methods or draft.methods
        return True

    def _hang(self, drafts: list[tuple[float, Draft]], index: int, place: Place) -> list[Draft]:
        for offset, draft in drafts:
            draft.place = place
            draft.heading = draft.heading or (place.row in self.headings.rows and len(drafts) == 1)
            rank = index + offset
            if self.headings.plain and index == 0 and draft.code is None:
                rank = SECTION + 0.5 if draft.heading else rank
            self.outliner.add(draft, rank)
        return [draft for _, draft in drafts]

    def _repeats(self, cell: Cell, index: int) -> bool:
        """Whether an upper cell only says again what is open (filled-down columns, items cut at a page end)."""
        if index == self.layout.last:
            return False
        open_line = self.outliner.last(index)
        return open_line is not None and identity(open_line.printed) == identity(cell.text)

    def _resume(self, cell: Cell, index: int) -> bool:
        """Whether the cell continues an open line: 精神文明创建（续）."""
        open_line = self.outliner.last(index)
        if open_line is None:
            return False
        name = squeeze(read_words(without_continued(cell.text), bare=bool(self.bare)).name)
        return not (name and name not in squeeze(open_line.printed) and squeeze(open_line.name) not in name)

    def _numbered(self, grid: Grid, row: int, index: int) -> Code | None:
        col = self.layout.numbering.get(index)
        if col is None:
            col = self._free_number(grid, row, index)
        if col is None:
            return None
        cell = grid.at(row, col)
        if cell is None or cell.row != row:
            return None
        code = whole_code(_as_code(cell))
        if code is not None and cell.kind == "number" and len(code.parts) == 2:
            code = self._with_lost_zero(code)
        return code

    def _free_number(self, grid: Grid, row: int, index: int) -> int | None:
        """The column of numbers of another level, where nothing but this level begins in the row: 1 | 德育工作 | | 12."""
        begun = [n for n in range(len(self.layout.levels)) if self._begins(grid, row, n)]
        return next((col for col in self.layout.numbering.values()), None) if begun == [index] else None

    def _begins(self, grid: Grid, row: int, index: int) -> bool:
        level = self.layout.levels[index]
        cells = [(grid.at(row, col), col) for col in (level.col, level.text_col) if col is not None]
        return any(cell is not None and cell.row == row and cell.col == col for cell, col in cells)

    def _with_lost_zero(self, code: Code) -> Code:
        """A spreadsheet keeps 1.10 as 1.1: after 1.9 it is 1.10 again."""
        before = self.last_code
        whole, part = code.parts
        if (
            before is not None
            and before.parts[:1] == (whole,)
            and len(before.parts) == 2
            and part * 10 == before.parts[1] + 1
        ):
            code = replace(code, printed=f"{whole}.{part * 10}", ordinal=part * 10, parts=(whole, part * 10))
        self.last_code = code
        return code

    def _speaks_of_all(self, grid: Grid, row: int) -> bool:
        """Whether the row has points or a rule of its own, apart from its numbered sentences."""
        points = any(
            grid.at(row, c) is not None and self.layout.owner.get(c) == self.layout.last
            for c in self.layout.points_cols()
        )
        return points

    def _continues(self, grid: Grid, row: int) -> bool:
        """A row that only adds words to the open line: a rule or a method on a second line."""
        entry = self.outliner.open[-1].draft if self.outliner.open else None
        if entry is None:
            return False
        return self.remarks.add_to(entry, grid, row)

    # -- what the row says of its lines -------------------------------------------------------------------------------

    def _attributes(self, grid: Grid, row: int, begun: list[tuple[int, list[Draft]]]) -> None:
        self.remarks.points(grid, row, begun)
        self.remarks.spoken(grid, row, begun)
        self.remarks.scales(grid, row, begun)


def _as_code(cell: Cell) -> str:
    """A code that the spreadsheet took for a date (1-2 → 1月2日) is a code again."""
    if cell.kind == "date":
        match = re.match(r"\d{4}-(\d{2})-(\d{2})", cell.raw)
        if match:
            return f"{int(match.group(1))}-{int(match.group(2))}"
    return cell.text
