"""Workbooks of every age (xlsx, xlsb, xls, et), read through calamine with its failures made ordinary ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wenming.kernel.panics import calm

Block = tuple[tuple[int, int], tuple[int, int]]


class BadWorkbook(ValueError):
    """The workbook cannot be read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its rows from the first cell on, and its merged blocks as ((top, left), (bottom, right))."""

    name: str
    rows: list[list[Any]]
    merged: tuple[Block, ...]


def read_sheets(path: Path, *, max_rows: int) -> Iterator[Sheet]:
    """Every sheet in order, rows cut at ``max_rows``. Raises BadWorkbook if the workbook or a sheet cannot be read."""
    with path.open("rb") as source:
        with _tamed():
            from python_calamine import CalamineWorkbook

            workbook = CalamineWorkbook.from_filelike(source)
            names = workbook.sheet_names
        for name in names:
            with _tamed():
                sheet = workbook.get_sheet_by_name(name)
                rows = sheet.to_python(skip_empty_area=False, nrows=max_rows)
                merged = tuple(sheet.merged_cell_ranges or ())
            yield Sheet(name, rows, merged)


@contextmanager
def _tamed() -> Iterator[None]:
    """Turn everything the reader may raise, its panics too, into BadWorkbook."""
    try:
        with calm():
            yield
    except Exception as error:  # readers meeting hostile bytes raise anything; for us it all means: damaged
        raise BadWorkbook(str(error)) from error


def cell_text(value: Any) -> str:
    """A cell as a person reads it: whole numbers without .0, days without a clock, truth in capitals."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(round(value, 10))
    text = str(value)
    return text.removesuffix(" 00:00:00") if hasattr(value, "year") else text
