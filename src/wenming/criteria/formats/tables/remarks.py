"""What the other cells of a row say of its lines: points, methods, rules, papers, periods, grades."""

from __future__ import annotations

import re
from collections.abc import Callable

from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.features import SCORING
from wenming.criteria.formats.tables.grid import Cell, Grid
from wenming.criteria.formats.tables.layout import Layout
from wenming.criteria.formats.tables.methods import find_methods, only_methods
from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.points import Points, points_cell, take_points
from wenming.criteria.formats.tables.rows import row_kind
from wenming.criteria.formats.tables.sentences import by_number, figures_by_number
from wenming.criteria.formats.tables.vocabulary import TICK

SPOKEN = ("methods", "rule", "evidence", "remark", "period", "owner", "effect")
BY_NUMBER = ("methods", "rule", "evidence", "points")
Begun = list[tuple[int, list[Draft]]]
MOST_SENTENCES = 30
CLAUSES = re.compile(r"[，,；;。]")


class Remarks:
    """Carries what columns say, also where a cell speaks for several rows below it.

    open_at  the line of a level that is still open, for items that a new page prints again.
    """

    def __init__(self, layout: Layout, open_at: Callable[[float], Draft | None]) -> None:
        self.layout = layout
        self.open_at = open_at
        self.said: dict[int, tuple[str, Draft]] = {}

    def numbered(self, grid: Grid, row: int) -> frozenset[str]:
        """The roles whose cell in this row speaks of numbered sentences one by one."""
        found = set()
        for column in self.layout.columns.of(*BY_NUMBER):
            cell = grid.at(row, column.col)
            if cell is None:
                continue
            said = (column.role == "points" and figures_by_number(cell.text)) or by_number(cell.text, MOST_SENTENCES)
            if said is not None and len(said) > 1 and 1 in said:
                found.add(column.role)
            elif column.role == "points" and len(_lines(cell)) > 1:
                found.add("points")
        return frozenset(found)

    def points(self, grid: Grid, row: int, begun: Begun) -> None:
        for col in self.layout.points_cols():
            cell = grid.at(row, col)
            if cell is None or cell.row != row or cell.col != col:
                continue
            level = self.layout.owner.get(col, self.layout.last)
            shared = self._shared(grid, cell, level)
            if shared is None:
                self._set_points(cell, self._targets(begun, level), fraction=col in self.layout.fractions)
            elif shared < 0 or not (above := [d for index, drafts in begun if index == shared for d in drafts]):
                self._targets(begun, level)[0].note("points_of_all", cell.text)
            else:
                self._set_points(cell, above[:1], fraction=col in self.layout.fractions)

    def _shared(self, grid: Grid, cell: Cell, level: int) -> int | None:
        """Whether merged points stand for several lines: the upper level whose block they cover, -1 if none, None if not."""
        rows = range(cell.row, min(cell.row + cell.rowspan, len(grid.rows)))
        col = self.layout.levels[level].col

        def begins(row: int, at: int) -> bool:
            other = grid.at(row, at) if grid.fates[row].kind != "header" else None
            return other is not None and other.row == row and other.col == at

        if cell.rowspan < 2 or sum(1 for row in rows if begins(row, col)) < 2:
            return None
        for upper in range(level - 1, -1, -1):
            at = self.layout.levels[upper].col
            after = rows.stop
            ends = after >= len(grid.rows) or row_kind(grid, after) != "line" or begins(after, at)
            if begins(cell.row, at) and ends and not any(begins(row, at) for row in rows if row > cell.row):
                return upper
        return -1

    def _set_points(self, cell: Cell, targets: list[Draft], *, fraction: bool = False) -> None:
        read = points_cell(cell.text)
        if fraction and read.value is not None:
            read = Points(read.value * 100, "", share=True)
        if read.value is None and len(targets) > 1:
            self._share_out(cell, targets)
            return
        if len(targets) > 1:
            heads = [d for d in targets if d.children]
            above = targets[0].parent
            if heads:
                targets = heads[:1]
            elif (
                above is not None
                and above.points is None
                and above.parent is not None
                and all(d.parent is above for d in targets)
            ):
                targets = [above]
            else:
                targets[0].note("points_of_all", cell.text)
                return
        target = targets[0]
        if read.value is None:
            if read.rest:
                target.note("rule" if SCORING.search(read.rest) else "points", read.rest)
            return
        if target.points is not None and target.points != read.value:
            target.note("points_twice", cell.text)
        else:
            target.points, target.share = read.value, read.share

    @staticmethod
    def _share_out(cell: Cell, targets: list[Draft]) -> None:
        """Several points in one cell, by number or by line."""
        leaves = [d for d in targets if not d.children]
        said = figures_by_number(cell.text) or by_number(cell.text, len(leaves))
        values = [points_cell(said.get(i + 1, "")).value for i in range(len(leaves))] if said else []
        if not any(v is not None for v in values):
            lines = _lines(cell)
            values = [points_cell(line).value for line in lines] if len(lines) == len(leaves) else []
        for draft, value in zip(leaves, values, strict=False):
            if value is not None and draft.points is None:
                draft.points = value

    def _targets(self, begun: Begun, level: int) -> list[Draft]:
        """The lines of this row a column of ``level`` speaks of; else the deepest of the row."""
        for index, drafts in begun:
            if index == level:
                return drafts
        above = self.open_at(level) if level < begun[0][0] else None
        return [above] if above is not None else begun[-1][1]

    def spoken(self, grid: Grid, row: int, begun: Begun) -> None:
        deepest = begun[-1][1]
        leaves = [d for d in deepest if not d.children]
        is_last = begun[-1][0] == self.layout.last
        for column in self.layout.columns.of(*SPOKEN):
            cell = grid.at(row, column.col)
            owner = self.layout.owner.get(column.col, self.layout.last)
            if cell is not None and (cell.col == column.col or cell.row == row):
                if cell.row == row and cell.col == column.col:
                    self.said[column.col] = (cell.text, self._owner(begun, owner))
                if cell.col != column.col:
                    continue
                if column.role == "evidence" and owner < self.layout.last and cell.row == row:
                    _say(self._targets(begun, owner), column.role, cell.text)
                elif column.role != "evidence" or owner == self.layout.last:
                    _say(leaves, column.role, cell.text)
            elif column.role == "period" and column.col in self.said and not grid.merges:
                _say(leaves, column.role, self.said[column.col][0])
            elif owner < self.layout.last and is_last and column.role != "evidence":
                words, above = self.said.get(column.col, ("", None))
                if words and above is not None and _is_below(leaves[0], above):
                    _say(leaves, column.role, words)

    @staticmethod
    def _owner(begun: Begun, level: int) -> Draft:
        for index, drafts in begun:
            if index == level:
                return drafts[0]
        return begun[0][1][0]

    def scales(self, grid: Grid, row: int, begun: Begun) -> None:
        """Grade columns with their points, method columns with ticks."""
        leaves = [d for d in begun[-1][1] if not d.children]
        for column in self.layout.columns.of("grade"):
            cell = grid.at(row, column.col)
            if cell is not None and cell.col == column.col:
                for draft in leaves:
                    draft.grades.setdefault(column.label, cell.text)
        for column in self.layout.columns.of("method_tick"):
            cell = grid.at(row, column.col)
            if cell is not None and (TICK.fullmatch(cell.text) or points_cell(cell.text).value is not None):
                for draft in leaves:
                    for method in only_methods(column.label):
                        if method not in draft.methods:
                            draft.methods = (*draft.methods, method)
                    if draft.points is None and not self.layout.points_cols():
                        draft.points = points_cell(cell.text).value

    def add_to(self, draft: Draft, grid: Grid, row: int) -> bool:
        """A row without a line of its own adds to the line above it."""
        found = False
        for column in self.layout.columns.of(*SPOKEN):
            cell = grid.at(row, column.col)
            if cell is not None and cell.row == row and cell.col == column.col:
                _say([draft], column.role, cell.text)
                found = True
        for col in self.layout.points_cols():
            cell = grid.at(row, col)
            if cell is not None and cell.row == row and draft.points is None:
                self._set_points(cell, [draft])
                found = True
        return found

    def finish(self) -> None:
        """Forget what was said: the next table begins anew."""
        self.said.clear()


def _lines(cell: Cell) -> list[str]:
    lines = [line for line in re.split(r"[\n；;]", cell.text) if line.strip()]
    return lines if all(points_cell(line).value is not None for line in lines) else []


def _is_below(draft: Draft, above: Draft) -> bool:
    current: Draft | None = draft
    while current is not None:
        if current is above:
            return True
        current = current.parent
    return False


def _say(drafts: list[Draft], role: str, words: str) -> None:
    """Give each line what is said of it, by number where the words are numbered."""
    numbers = [d.code.ordinal if d.code else i + 1 for i, d in enumerate(drafts)]
    said = by_number(words, max(numbers, default=0)) if len(drafts) > 1 else None
    for draft, number in zip(drafts, numbers, strict=True):
        own = said.get(number, "") if said is not None else words
        if not own:
            continue
        if role == "rule" and not draft.methods and not SCORING.search(own) and only_methods(one_line(own)):
            draft.methods = only_methods(one_line(own))  # 查看记录 under 评分办法
        elif role != "methods":
            draft.note(role, own)
        if role != "methods":
            continue
        _say_methods(draft, one_line(own))


def _say_methods(draft: Draft, words: str) -> None:
    """Methods by their names; clauses about marks in the same cell (考核方式及扣分标准) are its rule."""
    printed = take_points(words)
    if printed.value is not None and draft.points is None and not SCORING.search(printed.rest):
        draft.points, words = printed.value, printed.rest  # 测评方法及分值: 材料审核（10分）
    clauses = [clause for clause in CLAUSES.split(words) if clause.strip()]
    scoring = [clause for clause in clauses if SCORING.search(clause) and re.search(r"\d|[扣减]|不得分|酌情", clause)]
    plain = "、".join(clause for clause in clauses if clause not in scoring)
    found, rest = find_methods(plain)
    draft.methods = (*draft.methods, *(m for m in found if m not in draft.methods))
    if scoring:
        draft.note("rule", "，".join(scoring))
    elif not found or len(re.findall(r"[\u4e00-\u9fff]", rest)) > 1:
        draft.note("method_words", words)
