"""From a source to a tree of drafts: every table that holds lines, below the headings that stand above it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from wenming.criteria.formats.tables.body import Body
from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.finding import Table, find_tables, worth_reading
from wenming.criteria.formats.tables.grid import Source
from wenming.criteria.formats.tables.layout import Layout, lay_out
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.outliner import PART, SHEET, Outliner
from wenming.criteria.formats.tables.partitions import part_draft, parts_above
from wenming.criteria.formats.tables.parts import read_words
from wenming.criteria.formats.tables.points import take_points
from wenming.criteria.formats.tables.rows import row_kind
from wenming.criteria.formats.tables.wording import is_negative_title


@dataclass
class Assembly:
    """root  holds the lines; tables  all that were found; negatives  the negative lists, a child for every item."""

    root: Draft
    tables: list[Table]
    negatives: list[Draft] = field(default_factory=list)


def assemble(source: Source) -> Assembly:
    """Read all tables that hold lines into one tree."""
    tables = find_tables(source)
    if not any(t.kind == "lines" for t in tables):
        for table in tables:
            if table.kind == "headless" and worth_reading(table):
                table.kind = "lines"
    root = Draft()
    assembly = Assembly(root, tables)
    outliner = Outliner(root)
    lines = [t for t in tables if t.kind == "lines"]
    layouts: dict[int, Layout] = {}
    for table in lines:
        if table.group not in layouts:
            members = [t for t in lines if t.group == table.group]
            layouts[table.group] = lay_out([m.region for m in members], table.columns)
    parts = parts_above(lines)
    names = [squeeze(read_words(words).words) for found in parts.values() for words in found]
    shared = len(names) > 1 and len(set(names)) == 1
    previous: Table | None = None
    for table in lines:
        headings = parts.get(id(table), [])
        if headings:
            rank = SHEET if table.region.grid.kind == "sheet" else PART
            outliner.close_from(rank)
            for words in headings:
                outliner.add(part_draft(words, table, shared=shared), rank)
        elif previous is not None and previous.group != table.group:
            outliner.close_from(-1.0)
        body = Body(outliner, layouts[table.group], bare=_bare(table))
        body.read(table.region, table.block)
        _mark_bonus(root, table)
        previous = table
    for table in tables:
        if table.kind == "negative":
            assembly.negatives.append(_negative(table))
        _mark(table)
    return assembly


def _mark_bonus(root: Draft, table: Table) -> None:
    """Lines of a table whose head speaks of 加分项目 or 加分内容 earn points on top, whatever stands above it."""
    heads = [column.label for column in table.columns.of("level")]
    if not any(re.match(r"(?:加分|附加|奖励加分)(?:项目?|内容|事项|指标|条件|情形)", squeeze(head)) for head in heads):
        return
    for draft in root.walk():
        if draft.place is not None and draft.place.block == table.block and not draft.part:
            draft.bonus = draft.place.row in table.region.body


def _bare(table: Table) -> frozenset[int]:
    """The level columns that print their points as bare numbers in brackets: 组织领导（10）."""
    grid = table.region.grid
    found: set[int] = set()
    for column in table.columns.of("level"):
        cells = [
            c
            for row in table.columns.lines
            if (c := grid.at(row, column.col)) is not None and c.row == row and len(c.text) > 2
        ]
        words = [split_code(line)[1] for cell in cells for line in cell.text.split("\n") if len(line) > 2]
        plain = sum(1 for text in words if take_points(text).value is not None)
        bare = sum(1 for text in words if take_points(text, bare=True).value is not None)
        if words and bare - plain >= max(2 if len(words) > 2 else 1, 0.6 * len(words)):
            found.add(column.col)
    return frozenset(found)


def _negative(table: Table) -> Draft:
    """A negative table as a draft: its heading, and a child for every row."""
    heading = [*(p.text for p in table.before[-2:] if is_negative_title(p.text)), *table.titles]
    root = Draft(words=heading[-1] if heading else "", heading=True)
    layout = lay_out([table.region], table.columns)
    outliner = Outliner(root)
    Body(outliner, layout).read(table.region, table.block)
    root.printed = "\n".join(heading)
    return root


def _mark(table: Table) -> None:
    """Say for display what became of the rows of tables that gave no lines."""
    grid = table.region.grid
    for row in table.region.titles:
        grid.mark(row, "title")
    if table.kind in {"lines"}:
        return
    for row in table.region.body:
        kind = row_kind(grid, row)
        grid.mark(
            row, "negative" if table.kind == "negative" and kind == "line" else kind if kind != "line" else "skipped"
        )
