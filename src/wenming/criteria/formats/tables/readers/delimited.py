"""Delimited tables: comma, semicolon, tab or bar, whichever cuts the lines into steady columns."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from wenming.criteria.formats.tables.grid import Cell, Grid, Source
from wenming.criteria.formats.tables.vocabulary import head_roles

DELIMITERS = (",", "\t", ";", "|", "，", "；")
GAP = re.compile(r"(?: {2,}|\t+|\u3000+ *| +\u3000+)")
LARGEST_FIELD = 1 << 20
SAMPLE_LINES = 200
MOST_ROWS = 200_000


def read(text: str, name: str) -> Source | None:
    """A grid, or None if the text is no delimited table."""
    declared = re.match(r"\s*sep=(.)\n", text, re.IGNORECASE)
    delimiter = declared.group(1) if declared else _delimiter(text)
    if delimiter is None:
        rows = _spaced(text)
        return Source(name, "text", [_grid(rows)]) if rows else None
    if declared:
        text = text[declared.end() :]
    rows = _rows(text, delimiter)
    grid = _grid(rows)
    return Source(name, "csv", [grid]) if grid.rows else None


def _spaced(text: str) -> list[list[str]]:
    """A table typed with blanks: its head is words two blanks apart, and most lines have as many parts."""
    lines = [line.strip() for line in text.split("\n")]
    parts = [GAP.split(line) for line in lines]
    head = next(
        (i for i, row in enumerate(parts) if len(row) >= 3 and sum(bool(head_roles(w)) for w in row) >= 0.6 * len(row)),
        None,
    )
    if head is None:
        return []
    width = len(parts[head])
    body = [row for row in parts[head + 1 :] if row != [""]]
    if sum(1 for row in body if len(row) == width) < 0.7 * len(body):
        return []
    return [row if len(row) == width else ["".join(row)] for row in parts if row != [""]]


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(LARGEST_FIELD)
    try:
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        return [row for _, row in zip(range(MOST_ROWS), reader, strict=False)]
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")[:MOST_ROWS]]


def _delimiter(text: str) -> str | None:
    """The delimiter whose rows most often have the same number of fields, two at least."""
    best: tuple[float, int, str] | None = None
    sample = "\n".join(text.split("\n")[:SAMPLE_LINES])
    for order, delimiter in enumerate(DELIMITERS):
        if delimiter not in sample:
            continue
        widths = Counter(len(row) for row in _rows(sample, delimiter) if any(field.strip() for field in row))
        total = sum(widths.values())
        many = {width: count for width, count in widths.items() if width > 1}
        if not many:
            continue
        width, count = max(many.items(), key=lambda item: (item[1], item[0]))
        # Chinese commas stand in sentences; they count as delimiters only if they rule almost every line.
        needed = 0.9 if delimiter in "，；" else 0.45 if width > 2 else 0.7
        if count / total >= needed and (width > 2 or delimiter in ",\t;|"):
            score = (count / total + 0.1 * min(width, 6), -order, delimiter)
            best = max(best, score) if best else score
    return best[2] if best else None


def _grid(rows: list[list[str]]) -> Grid:
    while rows and not any(field.strip() for field in rows[-1]):
        rows.pop()
    width = max((max((i + 1 for i, field in enumerate(row) if field.strip()), default=0) for row in rows), default=0)
    cells = [
        [Cell(field, r, c) if c < len(row) and (field := row[c]).strip() else None for c in range(width)]
        for r, row in enumerate(rows)
    ]
    return Grid(cells, "", "table", merges=False)
