"""A printed table cut into pieces: at page ends with the head and the open items again, or a sheet or table for every part."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.criteria.table_printer import Box, Print, Printer, Sheet, number
from tests.criteria.table_trees import Truth

AGAIN = ("{}（续）", "{}(续)", "{}（续表）", "", "{}")
SUFFIXES = ("测评表", "评分表", "", "考核表")


def cut_at_pages(printer: Printer, sheet: Sheet, rng: random.Random) -> list[Sheet]:
    """Pieces of a merged table; the second and later ones print the head again, and open items as offices do."""
    head = next(i for i, row in enumerate(sheet.rows) if all(b is not None and b.across == 1 for b in row))
    body = sheet.rows[head + 1 :]
    again = rng.choice(AGAIN)
    columns = [i for i, (role, _level) in enumerate(printer.columns) if role == "level"]
    pieces: list[Sheet] = []
    start = 0
    while start < len(body):
        size = rng.randint(3, 7)
        rows = [list(row) for row in body[start : start + size]]
        if start:
            _open_again(body, rows, start, again, set(columns))
        for r, row in enumerate(rows):
            for c, box in enumerate(row):
                if box is not None and r + box.down > len(rows):
                    row[c] = Box(box.text, len(rows) - r, box.across)
        top = sheet.rows[: head + 1] if not start else [[Box(b.text) if b else None for b in sheet.rows[head]]]
        pieces.append(Sheet(f"Sheet{len(pieces) + 1}", [*top, *rows]))
        start += size
    return pieces


def _open_again(
    body: list[list[Box | None]], rows: list[list[Box | None]], start: int, again: str, levels: set[int]
) -> None:
    """Where the first row of a piece lies inside merged cells, print them again: with （续）, blank, or the same."""
    for c in range(len(body[0])):
        if rows[0][c] is not None:
            continue
        top = next((r for r in range(start - 1, -1, -1) if body[r][c] is not None), None)
        above = body[top][c] if top is not None else None
        if above is None or top is None or top + above.down <= start:
            continue  # covered from the left
        down = min(top + above.down - start, len(rows))
        words = above.text.split("\n")[0].split("（")[0] if c in levels else ""
        rows[0][c] = Box(
            again.format(words) if c in levels and again != "{}" else above.text if again == "{}" else "", max(1, down)
        )


def per_part(truth: Truth, how: Print, rng: random.Random, depth: int) -> list[Sheet]:
    """One sheet for every top line: its title row names it with its points, its table holds what is below."""
    sheets: list[Sheet] = []
    suffix = rng.choice(SUFFIXES)
    heads: list[str] | None = None
    for top in truth.tops:
        below = replace(truth, tops=top.children)
        inner = replace(
            how,
            scheme=how.scheme if isinstance(how.scheme, str) else how.scheme[1:],
            sections=False,
            total=False,
            title_rows=0,
        )
        printer = Printer(below, inner, rng, depth - 1)
        sheet = printer.sheet()
        heads = heads or [box.text if box else "" for box in sheet.rows[0]]
        sheet.rows[0] = [Box(words) for words in heads]
        title = f"{top.title}{suffix}（{number(top.points)}分）"
        sheet.rows.insert(0, printer.across(title))
        sheet.name = top.title
        sheets.append(sheet)
    return sheets
