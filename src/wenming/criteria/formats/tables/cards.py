"""Indicator cards: one small table per line, words on the left and values on the right, read as one table."""

from __future__ import annotations

import itertools

from wenming.criteria.formats.tables.grid import Cell, Grid, Paragraph, Source
from wenming.criteria.formats.tables.heads import find_head
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.vocabulary import head_roles

LARGEST = 40  # cells: a card is small
Pairs = list[tuple[Cell, Cell]]


def gather_cards(source: Source) -> None:
    """Replace, in place, two cards or more with the same labels by one table with those labels as its head."""
    found = {
        index: pairs for index, block in enumerate(source.blocks) if isinstance(block, Grid) and (pairs := _card(block))
    }
    if len(found) < 2:
        return
    first = min(found)
    labels = [squeeze(label.text) for label, _value in found[first]]
    same = [
        i
        for i, pairs in found.items()
        if len({squeeze(label.text) for label, _v in pairs} & set(labels)) >= 0.6 * len(labels)
    ]
    if len(same) < 2:
        return
    rows: list[list[Cell | None]] = [[Cell(label.raw, 0, c) for c, (label, _v) in enumerate(found[first])]]
    origin = [(0, 1)]
    for index in same:
        values = {squeeze(label.text): value for label, value in found[index]}
        row = [
            Cell(values[name].raw, len(rows), c, kind=values[name].kind) if name in values else None
            for c, name in enumerate(labels)
        ]
        rows.append(list(row))
        origin.append((0, next(iter(values.values())).row + 1))
    block = source.blocks[first]
    assert isinstance(block, Grid)
    joined = Grid(rows, block.label, block.kind, block.number, merges=True, origin=origin)
    gone = set(same) - {first}
    source.blocks[:] = [
        joined if i == first else kept
        for i, kept in enumerate(source.blocks)
        if i not in gone and not (isinstance(kept, Paragraph) and first < i < max(same) and not kept.text)
    ]


def _card(grid: Grid) -> Pairs | None:
    """The label and value pairs of a small table without a head, or None."""
    cells = [cell for row in range(len(grid.rows)) for cell in grid.starts(row)]
    if not 4 <= len(cells) <= LARGEST or find_head(grid, 0) is not None:
        return None
    pairs: Pairs = []
    for row in range(len(grid.rows)):
        here = grid.covering(row)
        for left, right in itertools.pairwise(here):
            if head_roles(left.text) and not set(head_roles(right.text)) - {"method_tick"} and right.row == row:
                pairs.append((left, right))
    roles = [set(head_roles(label.text)) for label, _value in pairs]
    enough = any("level" in r for r in roles) and any(r & {"points", "methods", "rule"} for r in roles)
    labels = {squeeze(label.text) for label, _value in pairs}
    return pairs if enough and len(pairs) == len(labels) and 2 * len(pairs) >= 0.6 * len(cells) else None
