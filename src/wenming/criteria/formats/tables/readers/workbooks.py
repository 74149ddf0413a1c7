"""Workbooks (xlsx, xls, ods): one grid per visible sheet, with merged cells as one cell."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from wenming.criteria.formats.tables.grid import Cell, Grid, Source, from_placed
from wenming.criteria.formats.tables.readers.refusals import Unreadable, damaged, locked
from wenming.kernel.panics import calm
from wenming.kernel.words import _

MOST_PLACES = 2_000_000
FAR_ROW = re.compile(rb'\br="[A-Z]{1,3}\d{5,7}"')
FAR_COL = re.compile(rb'\br="(?:[A-Z]{3}|[D-Z][A-Z])\d+"')
VALUE_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b')
CHUNK = 1 << 20
OVERLAP = 512


def read(data: bytes, name: str, kind: str) -> Source:
    """Every visible sheet with words as a grid."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    if kind == "xlsx":
        _refuse_far_cells(data, name)
    source = Source(name, kind)
    try:
        with calm():
            book = CalamineWorkbook.from_object(io.BytesIO(data))
            for number, sheet in enumerate(book.sheets_metadata, start=1):
                if sheet.visible != SheetVisibleEnum.Visible or sheet.typ != SheetTypeEnum.WorkSheet:
                    continue
                grid = _grid(book.get_sheet_by_name(sheet.name), sheet.name, number)
                if grid is not None:
                    source.blocks.append(grid)
    except PasswordError as error:
        raise locked(name) from error
    except (CalamineError, OSError, ValueError, IndexError, KeyError, OverflowError) as error:
        raise damaged(name) from error
    return source


def _refuse_far_cells(data: bytes, name: str) -> None:
    """A stray word in XFD1048576 would make the reader lay out billions of places: refuse, and say which cell."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in archive.namelist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", member):
                continue
            if not _matches(archive, member, (FAR_ROW, FAR_COL)):
                continue
            rows = cols = 0
            last = b""
            for found in _scan(archive, member, VALUE_CELL):
                row, col = int(found.group(2)), _column(found.group(1))
                if row > rows or col > cols:
                    last = found.group(1) + found.group(2)
                rows, cols = max(rows, row), max(cols, col)
            if rows * cols > MOST_PLACES:
                raise Unreadable(
                    _(
                        "工作表的内容一直延伸到单元格 %(cell)s，表格之外可能有零散内容。请删除表格以外的行和列，另存后再试。"
                    )
                    % {"cell": last.decode()}
                )


def _scan(archive: zipfile.ZipFile, member: str, pattern: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    carry = b""
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            text = carry + chunk
            end = 0
            for match in pattern.finditer(text):
                yield match
                end = match.end()
            carry = text[max(end, len(text) - OVERLAP) :]


def _matches(archive: zipfile.ZipFile, member: str, patterns: tuple[re.Pattern[bytes], ...]) -> bool:
    carry = b""
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            text = carry + chunk
            if any(pattern.search(text) for pattern in patterns):
                return True
            carry = text[-OVERLAP:]
    return False


def _column(letters: bytes) -> int:
    value = 0
    for letter in letters:
        value = value * 26 + letter - 64
    return value


def _grid(sheet: Any, label: str, number: int) -> Grid | None:
    if sheet.end is None:
        return None
    values = sheet.to_python(skip_empty_area=False)
    used = [r for r, row in enumerate(values) if any(_has_words(v) for v in row)]
    if not used:
        return None
    height = used[-1] + 1
    width = 1 + max(c for r in used for c, v in enumerate(values[r]) if _has_words(v))
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if top < height and left < width:
            merged[top, left] = (min(bottom, height - 1) - top + 1, min(right, width - 1) - left + 1)
    cells = [
        _cell(values[r][c], r, c, *span) for (r, c), span in merged.items() if r < len(values) and c < len(values[r])
    ]
    covered = from_placed(cells, height, width)
    for r in used:
        for c, value in enumerate(values[r][:width]):
            if covered[r][c] is None and _has_words(value):
                covered[r][c] = _cell(value, r, c)
    vertical = any(span[0] > 1 for span in merged.values())
    return Grid(covered, label, "sheet", number, 1, merges=vertical)


def _has_words(value: Any) -> bool:
    return value is not None and value != "" and not (isinstance(value, str) and not value.strip())


def _cell(value: Any, row: int, col: int, rowspan: int = 1, colspan: int = 1) -> Cell:
    kind = "text"
    if isinstance(value, bool):
        words = "是" if value else "否"
    elif isinstance(value, int | float):
        kind, words = "number", _number(value)
    elif isinstance(value, dt.datetime):
        kind, words = "date", value.date().isoformat()
    elif isinstance(value, dt.date | dt.time | dt.timedelta):
        kind, words = "date", str(value)
    else:
        words = str(value) if value is not None else ""
        words = words.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return Cell(words, row, col, rowspan, colspan, kind)


def _number(value: float) -> str:
    """A number as the sheet shows it: 5, 12.5 – without the tail of binary fractions."""
    text = format(value, ".10g")
    return format(float(text), "f").rstrip("0").rstrip(".") if "e" in text else text
