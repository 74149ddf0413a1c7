"""From a source to a tree of drafts: which grids hold lines, what stands above them, what is a negative list or a sum."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from wenming.criteria.formats.tables.bands import unfold
from wenming.criteria.formats.tables.body import Body
from wenming.criteria.formats.tables.cards import gather_cards
from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.columns import Columns, line_rows, read_columns
from wenming.criteria.formats.tables.draft import Draft, Place
from wenming.criteria.formats.tables.grid import Grid, Paragraph, Source
from wenming.criteria.formats.tables.heads import Region, find_regions
from wenming.criteria.formats.tables.layout import Layout, lay_out
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.outliner import PART, SHEET, Outliner
from wenming.criteria.formats.tables.parts import read_words
from wenming.criteria.formats.tables.points import points_cell, take_points
from wenming.criteria.formats.tables.repeats import join_repeats
from wenming.criteria.formats.tables.rows import row_kind
from wenming.criteria.formats.tables.wording import (
    GENERIC_LABEL,
    GENERIC_PART,
    SUMMARY_LABEL,
    is_bonus_title,
    is_negative_title,
    part_name,
)

LONGEST_PART = 45


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
        found = []
        for row in self.region.titles:
            if row_kind(grid, row) == "line":
                found.extend(cell.text for cell in grid.starts(row))
        return found


@dataclass
class Assembly:
    """root  holds the lines; negatives  rows of negative tables; loose  paragraphs that are no headings, with their index."""

    root: Draft
    tables: list[Table]
    negatives: list[Draft] = field(default_factory=list)


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
            join_repeats(region)
            tables.append(Table(index, region, Columns([]), before=pending))
            pending = []
    _group(tables)
    _continue_headless(tables)
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
    """A table without a head, as wide as the one before and with nothing between, continues it."""
    for before, table in itertools.pairwise(tables):
        if (
            table.region.head is None
            and before.region.head is not None
            and table.region.grid.width == before.region.grid.width
            and not any(len(p.text) > 2 for p in table.before)
        ):
            table.columns = Columns(before.columns.items, line_rows(table.region))
            table.group = before.group
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


def assemble(source: Source) -> Assembly:
    """Read all tables that hold lines into one tree."""
    tables = find_tables(source)
    if not any(t.kind == "lines" for t in tables):
        for table in tables:
            if table.kind == "headless" and _worth_reading(table):
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
    parts = _parts(lines)
    names = [squeeze(read_words(words).words) for found in parts.values() for words in found]
    shared = len(names) > 1 and len(set(names)) == 1
    previous: Table | None = None
    for table in lines:
        headings = parts.get(id(table), [])
        if headings:
            rank = SHEET if table.region.grid.kind == "sheet" else PART
            outliner.close_from(rank)
            for words in headings:
                _add_part(outliner, words, rank, table, shared=shared)
        elif previous is not None and previous.group != table.group:
            outliner.close_from(-1.0)
        body = Body(outliner, layouts[table.group], bare=_bare(table))
        body.read(table.region, table.block)
        previous = table
    for table in tables:
        if table.kind == "negative":
            assembly.negatives.append(_negative(table))
        _mark(table)
    return assembly


def _add_part(outliner: Outliner, words: str, rank: float, table: Table, *, shared: bool) -> None:
    """Hang a part. shared: all parts have one name, and only the bracket tells them apart: 文明村测评（材料审核，30分）."""
    draft = read_words(words)
    draft.words = draft.aside if shared and draft.aside else part_name(draft.words)
    draft.part = draft.heading = True
    row = table.region.titles[-1] if table.region.titles else 0
    draft.place = Place(table.block, row)
    outliner.add(draft, rank)


def _worth_reading(table: Table) -> bool:
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


def _parts(lines: list[Table]) -> dict[int, list[str]]:
    """What stands above each table as lines of its own: the titles of sheets, the headings between tables."""
    if not lines:
        return {}
    found: dict[int, list[str]] = {}
    sheets = [t for t in lines if t.region.grid.kind == "sheet"]
    common = _common_titles(lines)
    several = len(lines) > 1
    titled = [words for t in lines if t not in sheets for words in t.titles[-1:] if squeeze(words) not in common]
    own_parts = len(titled) > 1 and sum(1 for words in titled if take_points(words).value is not None) == len(titled)
    for table in lines:
        own = [words for words in table.titles if squeeze(words) not in common]
        if table in sheets:
            found[id(table)] = _sheet_parts(table, own, sheets, several)
        else:
            found[id(table)] = _table_parts(table, own, lines, own_parts=own_parts)
    named = [words for words in found.values() if words]
    if several and len(named) == 1 and found[id(lines[0])] and not _is_part(found[id(lines[0])][-1]):
        found[id(lines[0])] = []  # only the first table has a title: the document's
    return {key: words for key, words in found.items() if words}


def _common_titles(lines: list[Table]) -> set[str]:
    counts: dict[str, set[int]] = {}
    for number, table in enumerate(lines):
        for words in table.titles:
            counts.setdefault(squeeze(words), set()).add(number)
    return {words for words, where in counts.items() if len(where) > 1}


def _sheet_parts(table: Table, own: list[str], sheets: list[Table], several: bool) -> list[str]:
    blocks = {t.block for t in sheets}
    if not several:
        return [words for words in own if _is_part(words)]
    first_of_block = all(t.block != table.block or t is table for t in sheets[: sheets.index(table)])
    if len(blocks) == 1 or not first_of_block:
        return (
            [words for words in own if len(words) <= LONGEST_PART][-1:]
            if sheets.index(table) or _is_part(own[-1] if own else "")
            else []
        )
    parts = [words for words in own if len(words) <= LONGEST_PART]
    scored = [words for words in parts if take_points(words).value is not None or _is_part(words)]
    if scored:
        return scored[-1:]
    label = table.region.grid.label
    if parts and (label and squeeze(label) in squeeze(parts[-1])):
        return parts[-1:]
    if label and not GENERIC_LABEL.match(squeeze(label)):
        return [label]
    return parts[-1:]


def _is_part(words: str) -> bool:
    """Whether a title is coded like a part of something larger, or carries points as one."""
    draft = read_words(words)
    return (
        draft.code is not None
        and not GENERIC_PART.match(squeeze(draft.name))
        and (draft.points is not None or len(draft.name) <= 20)
    )


def _table_parts(table: Table, own: list[str], lines: list[Table], *, own_parts: bool) -> list[str]:
    """Headings straight above a table of a document: coded or with points, and not merely "三、评分标准".

    own_parts  whether the tables are told apart by title rows of their own, with points.
    """
    several = len(lines) > 1
    headings: list[str] = []
    for number, paragraph in enumerate(reversed(table.before)):
        words = paragraph.text
        if len(words) > LONGEST_PART or re.search(r"[。；]$", words):
            break
        draft = read_words(words)
        scored = (
            draft.points is not None and (draft.code is not None or several) and not re.search(r"总分|满分|合计", words)
        )
        coded = draft.code is not None and several and number == 0 and not GENERIC_PART.match(squeeze(draft.name))
        bonus = is_bonus_title(words) and several and number == 0
        if scored or coded or bonus:
            headings.insert(0, words)
        elif number > 2:
            break
    if own and (own_parts or (several and lines.index(table) > 0) or _is_part(own[-1])):
        headings.append(own[-1])
    return headings


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


def grid_of(source: Source, block: int) -> Grid:
    found = source.blocks[block]
    assert isinstance(found, Grid)
    return found
