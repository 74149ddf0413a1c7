"""A draft beside its source: every row of the tables as received, with the lines it gave beside it, in document order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from wenming.criteria.models import CriteriaSet
from wenming.criteria.rules.layering.trees import longest_rise
from wenming.criteria.selectors.drafts import DraftRow

FATES = {
    "line": _("未成条目"),
    "header": _("表头"),
    "total": _("合计"),
    "note": _("注"),
    "title": _("标题"),
    "section": _("分节"),
    "negative": _("负面清单"),
    "signature": _("签字"),
    "skipped": _("略过"),
    "page": _("页码"),
}
"""What became of a source row that gave no line; a line whose row stands without one was taken away since."""

SOURCE_SHARE = 46
"""Per cent of the page's width that the source's own columns have; the lines have the rest, but for row numbers."""

MOST_SHARE = 60  # per cent, for tables of very many columns
WIDE_BY = frozenset({"line", "negative"})  # fates of the rows that tell how wide a column has to be
NARROWEST, EMPTY = 4, 2  # per cent
MOST_ROWS_READ = 200  # rows that tell how wide a column has to be
MOST_WORDS = 36  # characters beyond which a longer text asks for no more width
_UNBROKEN = re.compile(r"[0-9A-Za-z.\-/%]+")
SAME_WORDS = 6  # characters that must agree before a row counts as the source of a negative item


@dataclass(slots=True)
class SourceRow:
    """One row as received. ``elsewhere`` are lines it gave that stand beside another row; ``span`` how many rows share
    the cell beside it: 0 where it stands beside the lines of the row above.
    """

    id: str
    number: int
    fate: str
    cells: list[str]
    lines: list[DraftRow] = field(default_factory=list)
    elsewhere: list[DraftRow] = field(default_factory=list)
    negative: list[str] = field(default_factory=list)
    span: int = 1

    @property
    def word(self) -> Any:
        return "" if self.lines or self.elsewhere or self.negative else FATES.get(self.fate, "")


@dataclass(slots=True)
class SourceTable:
    """A table as received: heads above, rows below. ``widths`` in per cent; ``used``: whether anything came of it."""

    label: str
    heads: list[SourceRow]
    rows: list[SourceRow]
    widths: list[int]
    used: bool


@dataclass(frozen=True)
class Beside:
    """The whole: lines that stand before every row, tables with something of theirs taken, and the others."""

    before: list[DraftRow]
    tables: list[SourceTable]
    unused: list[SourceTable]


def beside(draft: CriteriaSet, lines: Sequence[DraftRow]) -> Beside | None:
    """The proposal beside its source; None for a draft that came from no table. One query, for the tables."""
    if not draft.grids:
        return None
    tables = [table for number, grid in enumerate(draft.grids) for table in _parts(number, grid)]
    rows = [row for table in tables for row in (*table.heads, *table.rows)]
    places = {row.id: at for at, row in enumerate(rows)}
    before = _place(lines, rows, places)
    _find_negative(draft.document.get("negative") or [], rows)
    for table in tables:
        _share_cells(table.rows)
        table.used = any(row.lines or row.elsewhere or row.negative for row in (*table.heads, *table.rows))
    _share_width(tables)
    return Beside(before, [one for one in tables if one.used], [one for one in tables if not one.used])


def _parts(number: int, grid: Mapping[str, Any]) -> list[SourceTable]:
    """A table as received, cut before every head, so that each head stands above its rows."""
    rows = [
        SourceRow(f"{number}-{at}", row.get("number", at + 1), row.get("fate", "skipped"), row.get("cells", []))
        for at, row in enumerate(grid.get("rows", []))
    ]
    label = str(grid.get("label", ""))
    parts = [SourceTable(label, [], [], [], False)]
    for row in rows:
        if row.fate != "header":
            parts[-1].rows.append(row)
            continue
        if parts[-1].rows:
            parts.append(SourceTable("", [], [], [], False))
        parts[-1].heads.append(row)
    return parts


def _place(lines: Sequence[DraftRow], rows: Sequence[SourceRow], places: Mapping[str, int]) -> list[DraftRow]:
    """Put every line beside the first row it came from, as far as the order of the lines allows; the others stand
    behind the line they follow. Returns the lines that follow none.
    """
    known = [(at, places[line.first_place]) for at, line in enumerate(lines) if line.first_place in places]
    many = len(lines) + 1
    kept = longest_rise([place * many + at for at, place in known])
    beside_row = {at: place for number, (at, place) in enumerate(known) if number in kept}
    before: list[DraftRow] = []
    here: SourceRow | None = None
    for at, line in enumerate(lines):
        if at in beside_row:
            here = rows[beside_row[at]]
        (before if here is None else here.lines).append(line)
        for place in line.places.split():
            row = rows[places[place]] if place in places else None
            if row is not None and row is not here:
                row.elsewhere.append(line)
    return before


def _find_negative(items: Sequence[Mapping[str, Any]], rows: Sequence[SourceRow]) -> None:
    """Say of rows without lines which negative items stand in them."""
    wanted = []
    for item in items:
        words = _bare(str(item.get("text") or item.get("title") or ""))
        if len(words) >= SAME_WORDS:
            wanted.append((str(item.get("code")), words))
    if not wanted:
        return
    for row in rows:
        if row.lines or row.elsewhere or row.fate == "header":
            continue
        printed = _bare("".join(row.cells))
        row.negative = [code for code, words in wanted if words in printed or words[: 2 * SAME_WORDS] in printed]


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def _share_cells(rows: Sequence[SourceRow]) -> None:
    """Let the lines of a row stand beside the rows below it that gave nothing but parts of the same lines."""
    first: SourceRow | None = None
    for row in rows:
        if first is not None and row.elsewhere and not row.lines and not row.negative:
            codes = {line.code for line in first.lines}
            if all(line.code in codes for line in row.elsewhere):
                first.span += 1
                row.span = 0
                continue
        first = row if row.lines else None


def _share_width(tables: Sequence[SourceTable]) -> None:
    """Widths by what stands in the columns; tables with as many columns share them, so that their columns line up."""
    groups: dict[int, list[SourceRow]] = {}
    for table in tables:
        for row in (*table.heads, *table.rows):
            groups.setdefault(len(row.cells), []).append(row)
    widths = {count: _widths(count, rows) for count, rows in groups.items()}
    for table in tables:
        count = max((len(row.cells) for row in (*table.heads, *table.rows)), default=0)
        table.widths = widths.get(count, [])


def _widths(count: int, rows: Sequence[SourceRow]) -> list[int]:
    """Per cent for each column: the root of what it holds, so that a long text gets more and a figure enough."""
    wanted: list[float] = []
    least: list[int] = []
    for column in range(count):
        texts = [row.cells[column].strip() for row in rows if row.fate in WIDE_BY and column < len(row.cells)]
        texts = [text for text in texts if text]
        texts = texts[:: len(texts) // MOST_ROWS_READ + 1]
        if not texts:
            wanted.append(0.0)
            least.append(EMPTY)
            continue
        least.append(NARROWEST + min(max(0, max(map(_longest_word, texts)) - 4), 5))
        said = [min(_breadth(text), MOST_WORDS) for text in texts]
        said.sort()
        wanted.append(max(float(said[len(said) * 9 // 10]), 1.0) ** 0.6)
    empty = wanted.count(0.0)
    left = SOURCE_SHARE - EMPTY * empty
    whole = sum(wanted) or 1.0
    shares = [max(least[at], round(left * one / whole)) for at, one in enumerate(wanted)]
    if sum(shares) > MOST_SHARE:
        shares = [max(EMPTY, share * MOST_SHARE // sum(shares)) for share in shares]
    return shares


def _longest_word(text: str) -> int:
    """Characters of the longest run that is not broken: a code, a figure."""
    return max((len(word) for word in _UNBROKEN.findall(text)), default=0)


def _breadth(text: str) -> float:
    """How many characters wide a text stands, its longest row counted."""
    return max(sum(1.0 if ord(char) > 0x2E7F else 0.55 for char in row) for row in text.split("\n"))
