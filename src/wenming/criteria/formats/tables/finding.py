"""Which grids of a source hold tables, and which of these hold lines, negative items, sums or nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from wenming.criteria.formats.tables.bands import unfold
from wenming.criteria.formats.tables.cards import gather_cards
from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.columns import Columns, line_rows, read_columns
from wenming.criteria.formats.tables.grid import Paragraph, Source
from wenming.criteria.formats.tables.heads import Region, find_regions
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.parts import read_words
from wenming.criteria.formats.tables.points import points_cell, take_points
from wenming.criteria.formats.tables.repeats import join_repeats
from wenming.criteria.formats.tables.rows import TABLE_CONTINUED, row_kind
from wenming.criteria.formats.tables.wording import SUMMARY_LABEL, is_negative_title, part_name


@dataclass
class Table:
    """One region with what was found out about it. kind: "lines", "negative", "summary" or "other"."""

    block: int
    region: Region
    columns: Columns
    kind: str = "other"
    group: int = -1
    before: list[Paragraph] = field(default_factory=list)

    @property
    def titles(self) -> list[str]:
        """The words of its title rows, without places to sign."""
        grid = self.region.grid
        found: list[str] = []
        for row in self.region.titles:
            if row_kind(grid, row) == "line":
                found.extend(cell.text for cell in grid.starts(row))
        return found


def find_tables(source: Source) -> list[Table]:
    """Every region of every grid, classified; regions with one head are read together."""
    gather_cards(source)
    tables: list[Table] = []
    pending: list[Paragraph] = []
    for index, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            pending.append(block)
            continue
        block = source.blocks[index] = unfold(block)
        for region in find_regions(block):
            tables.append(Table(index, region, Columns([]), before=pending))
            pending = []
    _continue_headless(tables)
    for table in tables:
        join_repeats(table.region)
    _group(tables)
    for table in tables:
        table.kind = _kind(table)
    _find_summaries(tables)
    return tables


def _group(tables: list[Table]) -> None:
    groups: dict[tuple[str, ...], list[Table]] = {}
    for number, table in enumerate(tables):
        head = table.region.head
        key = (*tuple(s for s in head.signature if s), str(table.region.grid.width)) if head else (f"#{number}",)
        groups.setdefault(key, []).append(table)
    for number, members in enumerate(groups.values()):
        columns = read_columns([m.region for m in members])
        for member in members:
            member.columns = Columns(columns.items, line_rows(member.region))
            member.group = number


def _continue_headless(tables: list[Table]) -> None:
    """A table without a head, as wide as the one before and with nothing between, continues it under its head."""
    for before, table in pairwise(tables):
        if (
            table.region.head is None
            and before.region.head is not None
            and table.region.grid.width == before.region.grid.width
            and not any(len(p.text) > 2 and not TABLE_CONTINUED.match(squeeze(p.text)) for p in table.before)
        ):
            table.region.head = before.region.head


def _kind(table: Table) -> str:
    columns = table.columns
    named = " ".join([*table.titles, *(p.text for p in table.before[-2:])])
    if columns.of("negative"):
        return "negative"
    if not columns.of("level"):
        return "other"
    if is_negative_title(named) and not columns.of("points"):
        return "negative"
    if table.region.head is not None:
        speaks = [
            c
            for c in columns.of("points", "rule", "methods", "evidence", "grade", "score", "method_tick")
            if c.features.cells or c.role == "score"
        ]
        if speaks or _text_points(table) >= 2 or len(columns.of("level")) >= 2:
            return "lines"
        return "other"
    return "headless"


def _text_points(table: Table) -> int:
    grid = table.region.grid
    return sum(
        1
        for row in table.columns.lines
        for cell in grid.starts(row)
        if take_points(cell.text).value is not None or "分）" in cell.text
    )


def _find_summaries(tables: list[Table]) -> None:
    """Tables that only add up the others, or cover them."""
    lines = [t for t in tables if t.kind == "lines"]
    if len(lines) < 2:
        return
    names = {
        squeeze(part_name(read_words(words).name)) for t in lines for words in [*t.titles, t.region.grid.label] if words
    }
    for table in lines:
        grid = table.region.grid
        label = " ".join([grid.label, *table.titles])
        others = [t for t in tables if t.kind == "lines" and t is not table and t.block != table.block]
        if not others:
            continue
        texts = _names_of_rows(table)
        named = sum(
            1
            for words in texts
            if any(words and (words in n or n in words) for n in names if len(n) >= 2 and n != squeeze(label))
        )
        thin = not any(c.features.length > 12 for c in table.columns.of("level")) and not table.columns.of(
            "rule", "evidence"
        )
        if thin and (
            (SUMMARY_LABEL.search(label) and len(texts) <= 40) or (len(texts) >= 2 and named >= 0.75 * len(texts))
        ):
            table.kind = "summary"


def _names_of_rows(table: Table) -> list[str]:
    grid = table.region.grid
    first = table.columns.of("level")[0].col
    cells = (grid.at(row, first) for row in table.columns.lines)
    return [squeeze(read_words(cell.text).name) for cell in cells if cell is not None]


def worth_reading(table: Table) -> bool:
    """A table without a head is read if its rows have points and words."""
    columns = table.columns
    if len(table.columns.lines) < 2:
        return False
    points = [c for c in columns.of("points") if c.features.cells >= 2]
    if not points or not any(c.features.length >= 4 for c in columns.of("level")):
        return False
    _set_aside_head(table, points[0].col)
    return True


def _set_aside_head(table: Table, points: int) -> None:
    """Rows above the first number are titles and a head in unknown words, unless they are headings with points."""
    grid, region = table.region.grid, table.region
    for row in list(region.body):
        cell = grid.at(row, points)
        if cell is not None and points_cell(cell.text).value is not None:
            break
        cells = grid.starts(row)
        if len(cells) == 1 and (
            take_points(cells[0].text).value is not None or split_code(cells[0].text)[0] is not None
        ):
            break
        region.body.remove(row)
        region.titles.append(row)
    table.columns.lines[:] = line_rows(region)
