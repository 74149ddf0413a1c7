"""A rendition: the readable content of an office file as blocks the typesetter can set, pictures beside them.

The original stays what it is; the rendition only shows in a bound volume what it says, and says of itself that it is one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

MOST_BLOCKS = 6_000  # paragraphs and tables of one file that are set; more is said to be left out
MOST_CELLS = 40_000

Block = dict[str, Any]


class CannotRender(Exception):
    """The file cannot be read. ``code``: damaged, locked, empty, too_large."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code


@dataclass(slots=True)
class Rendition:
    """Blocks in reading order (see rendition.typ), pictures by file name, and whether the page lies on its side.

    cut  something was left out because the file is too long to print.
    """

    blocks: list[Block] = field(default_factory=list)
    assets: dict[str, bytes] = field(default_factory=dict)
    wide: bool = False
    cut: bool = False


def table_block(
    rows: list[list[str]], *, head: int = 0, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Block:
    """A table from rows of texts; ``spans``: (row, column) → (rows, columns) covered. Rows are filled up to equal length."""
    many = max((len(row) for row in rows), default=1) or 1
    covered: set[tuple[int, int]] = set()
    cells: list[dict[str, Any]] = []
    for y, row in enumerate(rows):
        for x in range(many):
            if (y, x) in covered:
                continue
            down, across = (spans or {}).get((y, x), (1, 1))
            down, across = min(down, len(rows) - y), min(across, many - x)
            area = [(y + dy, x + dx) for dy in range(down) for dx in range(across)]
            if any(spot in covered for spot in area):
                down, across, area = 1, 1, [(y, x)]
            covered.update(area)
            text = row[x] if x < len(row) else ""
            cells.append({"x": x, "y": y, "across": across, "down": down, "text": text, "bold": y < head})
    # A heading row is repeated on every page only if nothing reaches out of it.
    if any(cell["y"] < head < cell["y"] + cell["down"] for cell in cells) or head >= len(rows):
        head = 0
    return {"kind": "table", "columns": _shares(rows, many), "cells": cells, "head": head}


def _shares(rows: list[list[str]], many: int) -> list[float]:
    """Widths by what the columns hold, so that a column of numbers does not take the room of sentences."""
    shares = []
    for x in range(many):
        lengths = sorted(_width(row[x]) for row in rows[:400] if x < len(row) and row[x])
        typical = lengths[int(len(lengths) * 0.8)] if lengths else 2.0
        shares.append(round(min(max(typical, 3.0), 24.0), 1))
    return shares


def _width(text: str) -> float:
    longest = max(text.split("\n"), key=len, default="")
    return sum(1.0 if char > "\u2e7f" else 0.55 for char in longest[:60])
