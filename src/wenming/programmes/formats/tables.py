"""Open the small tables an office fills in – a workbook, a csv, a block copied from Excel – as rows of cells.

What lies about its type, hides a bomb or cannot be read is refused whole, with the reason in words.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from wenming.evidence.formats import workbooks
from wenming.evidence.formats.kinds import Family
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.plaintext import read_text
from wenming.evidence.formats.verdicts import MEGABYTE, Limits, Verdict
from wenming.evidence.formats.workbooks import Block, cell_text
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

__all__ = [
    "Heading",
    "RowTrouble",
    "Sheet",
    "TableRefused",
    "cell_text",
    "find_heading",
    "open_table",
    "pasted_rows",
    "plain_heading",
]

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MOST_FILLED = 1_000_000  # cells that merged blocks may stand for
SHOWN = 12  # troubles named in one sentence; the rest are counted
_LIMITS = Limits(max_bytes=20 * MEGABYTE)
_ABOVE = 10  # rows that may stand above the headings
_REMARK = re.compile(r"\(.*?\)$")


@dataclass(frozen=True, slots=True)
class RowTrouble:
    """What is wrong with one row. ``row`` as the spreadsheet counts it, ``column`` the heading concerned or ""."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        named = _("工作表“%(sheet)s”第 %(row)s 行") if self.sheet else _("第 %(row)s 行")
        where = named % {"sheet": self.sheet, "row": self.row}
        if self.column:
            where = _("%(where)s“%(column)s”") % {"where": where, "column": self.column}
        return _("%(where)s：%(message)s") % {"where": where, "message": self.message}


class TableRefused(Refusal):
    """A table that cannot be taken over; nothing of it was. ``troubles`` holds every row's."""

    code: ClassVar[str] = "table_refused"

    def __init__(self, message: str, troubles: Sequence[RowTrouble] = ()) -> None:
        self.troubles = tuple(troubles)
        super().__init__(message, rows=[trouble.row for trouble in troubles])

    @classmethod
    def of(cls, troubles: Sequence[RowTrouble]) -> TableRefused:
        """One refusal for all rows at once."""
        said = " ".join(str(trouble) for trouble in troubles[:SHOWN])
        if len(troubles) > SHOWN:
            said = _("%(said)s 另有 %(more)s 处。") % {"said": said, "more": len(troubles) - SHOWN}
        message = _("表格有 %(count)s 处需要改正，未作任何导入。%(said)s") % {"count": len(troubles), "said": said}
        return cls(message, troubles)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows from the first cell on. ``merged`` blocks are ((top, left), (bottom, right)), counted from 0."""

    name: str
    rows: list[list[Any]]
    merged: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the headings stand: ``row`` counted from 0, ``columns`` our name → place, ``others`` heading → place."""

    row: int
    columns: dict[str, int]
    others: dict[str, int]
    titles: dict[str, str]  # our name → the heading as printed


def open_table(path: Path, name: str | None = None) -> list[Sheet]:
    """The sheets of a workbook (xlsx, xls, et) or the one table of a csv or tsv.

    name    what the file was called when it came, if not the name of ``path``.
    Raises  TableRefused: missing, empty, damaged, no table, unsafe, too large.
    """
    name = name or path.name
    try:
        seen = inspect(path, name, limits=_LIMITS)
    except OSError as error:
        raise TableRefused(
            _("表格“%(name)s”打不开：%(why)s。请核对路径。") % {"name": name, "why": error.strerror or error}
        ) from error
    if seen.verdict in {Verdict.UNREADABLE, Verdict.DISGUISED, Verdict.UNSAFE}:
        raise TableRefused(
            _("表格“%(name)s”不能读取：%(why)s%(what_to_do)s")
            % {"name": name, "why": seen.message, "what_to_do": seen.what_to_do}
        )
    if seen.family is Family.TEXT:
        text, _more = read_text(path, seen.encoding, limit=_LIMITS.max_bytes)
        return [Sheet("", _rows_of(text, max(",;\t", key=text.partition("\n")[0].count)))]
    if seen.family is not Family.SHEET:
        raise TableRefused(
            _("“%(name)s”是%(kind)s，不是表格。请另存为 xlsx 或 csv 后再导入。") % {"name": name, "kind": seen.kind}
        )
    try:
        found = [
            Sheet(s.name, [row[:MAX_COLUMNS] for row in s.rows], s.merged)
            for s in workbooks.read_sheets(path, max_rows=MAX_ROWS + 1)
        ]
    except workbooks.BadWorkbook as error:
        raise TableRefused(
            _("表格“%(name)s”无法读取。请用 Excel 或 WPS 打开后另存为 xlsx 再导入。") % {"name": name}
        ) from error
    for sheet in found:
        _not_too_many(sheet.rows)
    return found


def pasted_rows(text: str) -> list[list[Any]]:
    """A block copied from Excel or WPS: cells parted by tabs, quoted where they hold line breaks."""
    return _rows_of(text, "\t")


def find_heading(rows: Sequence[Sequence[Any]], vocabulary: Mapping[str, Sequence[str]], needed: str) -> Heading | None:
    """The first row near the top that has a heading for ``needed`` and one other (or is all there is).

    vocabulary  our name → headings; where several columns fit one name, the heading that comes first in it wins and the
                rest count among the ``others``.
    Headings on two rows (责任分工 over 责任领导 and 牵头部门) are read as one; ``row`` is then the lower.
    """
    ranked = {word: (name, rank) for name, words in vocabulary.items() for rank, word in enumerate(words)}
    for number, cells in enumerate(rows[:_ABOVE]):
        upper = [cell_text(cell).strip() for cell in cells]
        found = _columns(upper, ranked)
        if needed not in found[0] or not (len(found[0]) > 1 or sum(map(bool, upper)) == 1):
            continue
        if number + 1 < len(rows):
            lower = [cell_text(cell).strip() for cell in rows[number + 1]]
            both = _two_rows(upper, lower, ranked, found[0][needed])
            if both is not None:
                columns, others = _columns(both, ranked)
                return Heading(number + 1, columns, others, {name: both[place] for name, place in columns.items()})
        return Heading(number, *found, {name: upper[place] for name, place in found[0].items()})
    return None


def _columns(titles: Sequence[str], ranked: Mapping[str, tuple[str, int]]) -> tuple[dict[str, int], dict[str, int]]:
    """Our name → place, and every other heading → place."""
    best: dict[str, tuple[int, int]] = {}
    for place, title in enumerate(titles):
        known = ranked.get(plain_heading(title))
        if known and (known[0] not in best or known[1] < best[known[0]][0]):
            best[known[0]] = known[1], place
    columns = {name: place for name, (_rank, place) in best.items()}
    taken = set(columns.values())
    others: dict[str, int] = {}
    for place, title in enumerate(titles):
        if title and place not in taken:
            others.setdefault(title, place)
    return columns, others


def _two_rows(
    upper: Sequence[str], lower: Sequence[str], ranked: Mapping[str, tuple[str, int]], needed: int
) -> list[str] | None:
    """Both rows of a heading as one; None if the lower row is none: it says something where the task stands."""
    if needed < len(lower) and lower[needed] not in {"", upper[needed]}:
        return None
    beneath = [n for n, title in enumerate(lower) if title and (n >= len(upper) or title != upper[n])]
    if not beneath or not all(plain_heading(lower[n]) in ranked for n in beneath):
        return None
    width = max(len(upper), len(lower))
    return [lower[n] if n in beneath else upper[n] if n < len(upper) else "" for n in range(width)]


def plain_heading(text: str) -> str:
    """A heading without blanks, line breaks, stars and a remark in brackets."""
    plain = re.sub(r"[\s*:：]", "", unicodedata.normalize("NFKC", text[:60]))
    return _REMARK.sub("", plain)


def unmerged(sheet: Sheet, top: int) -> list[list[Any]]:
    """The rows with every upright merged block below row ``top`` written into each of its rows: merged means "the same".

    Raises  TableRefused for blocks laid over one another without end.
    """
    rows, filled = [list(row) for row in sheet.rows], 0
    for (first, left), (last, _right) in sheet.merged:
        if first < top or first >= len(rows) or left >= len(rows[first]):
            continue
        filled += max(0, min(last + 1, len(rows)) - first - 1)
        if filled > MOST_FILLED:
            raise TableRefused(_("表格的合并单元格互相重叠，无法读取。请取消合并后再导入。"))
        for number in range(first + 1, min(last + 1, len(rows))):
            if left < len(rows[number]):
                rows[number][left] = rows[first][left]
    return rows


def _rows_of(text: str, delimiter: str) -> list[list[Any]]:
    if len(text) > _LIMITS.max_bytes:
        raise TableRefused(_("粘贴的内容过长。请分几次粘贴，或存为 xlsx 后导入。"))
    clean = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[Any]] = []
    try:
        for cells in csv.reader(io.StringIO(clean, newline=""), delimiter=delimiter):
            rows.append(list(cells[:MAX_COLUMNS]))
            _not_too_many(rows)
    except csv.Error as error:
        raise TableRefused(_("内容不是完整的表格。请从 Excel 或 WPS 里重新复制，或存为 xlsx 后导入。")) from error
    return rows


def _not_too_many(rows: Sequence[object]) -> None:
    if len(rows) > MAX_ROWS:
        raise TableRefused(_("表格超过 %(most)s 行。请分成几份导入。") % {"most": MAX_ROWS})
