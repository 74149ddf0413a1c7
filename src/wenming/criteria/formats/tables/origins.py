"""Where every proposed line came from: its row of the source, and the source as a person sees it beside the proposal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.grid import Grid, Paragraph, Source


@dataclass
class SheetRow:
    """A source row for display: its number in the source, its cells, what became of it, the lines it gave."""

    number: int
    cells: list[str]
    kind: str
    codes: list[str]


@dataclass
class SheetView:
    """A sheet, table or the running text of a document, for display beside the proposal."""

    label: str
    kind: str
    number: int
    rows: list[SheetRow]


def sources_of(source: Source, codes: dict[Draft, str]) -> dict[str, dict[str, Any]]:
    """Line by line, where it came from: code → {"sheet"|"table"|"page"|"paragraph": which, "row": its number, "cells": words}.

    Also notes the code with its row, for ``views_of``.
    """
    told: dict[str, dict[str, Any]] = {}
    for draft, code in codes.items():
        if draft.place is None:
            continue
        block = source.blocks[draft.place.block]
        if isinstance(block, Paragraph):
            told[code] = {"paragraph": block.number, "row": block.number, "cells": [block.raw]}
            continue
        row = draft.place.row
        cells = [cell.raw for col in draft.place.cols if (cell := block.rows[row][col]) is not None]
        told[code] = {**_where(block, row), "cells": cells}
        block.fates[row].codes.append(code)
    return told


def _where(grid: Grid, row: int) -> dict[str, Any]:
    """Which sheet, table or page, and the row's number there, from 1."""
    if grid.origin and grid.origin[row][0]:
        return {"page": grid.origin[row][0], "row": grid.origin[row][1]}
    place: dict[str, Any] = {"sheet": grid.label} if grid.kind == "sheet" else {grid.kind: grid.number}
    return {**place, "row": grid.row_number(row)}


def views_of(source: Source, codes: dict[Draft, str]) -> list[SheetView]:
    """The source as a person sees it: grids, and the running text as one more."""
    by_block: dict[int, list[str]] = {}
    for draft, code in codes.items():
        if draft.place is not None:
            by_block.setdefault(draft.place.block, []).append(code)
    views: list[SheetView] = []
    running: list[SheetRow] = []
    for index, block in enumerate(source.blocks):
        if isinstance(block, Paragraph):
            codes_here = by_block.get(index, [])
            running.append(SheetRow(block.number, [block.raw], "line" if codes_here else "skipped", codes_here))
            continue
        rows = [
            SheetRow(block.row_number(number), words, block.fates[number].kind, list(block.fates[number].codes))
            for number, words in enumerate(block.texts())
        ]
        views.append(SheetView(block.label, block.kind, block.number, rows))
    if running:
        views.append(SheetView("", "text", len(views) + 1, running))
    return views
