"""A table report: title, columns, rows, notes – one value that is printed, and written as Word and Excel, alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from wenming.kernel.words import _

Cell = str | int | float | Decimal | date | None
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    width   its share of the page's width; only the proportions between columns count.
    align   where the cells stand; headings are always centred.
    places  how many decimal places its figures show, so that their points stand below each other; None shows each
            as it is. A workbook keeps the exact figure behind it.
    """

    title: str
    width: float = 1.0
    align: Align = "left"
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading that runs across all columns, between rows."""

    text: str


@dataclass(frozen=True, slots=True)
class Total:
    """A row that sums up what is above it; set in bold."""

    cells: Sequence[Cell]


Row = Sequence[Cell] | Section | Total


@dataclass(frozen=True, slots=True)
class TableReport:
    """What a report says, whatever it is written as.

    left, right  a line between title and table: who (left) and when (right).
    notes        sentences below the table.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    subtitle: str = ""
    left: str = ""
    right: str = ""
    notes: Sequence[str] = ()
    landscape: bool = False


def cells_of(row: Row) -> Sequence[Cell]:
    """The cells of a row; a section has one."""
    if isinstance(row, Section):
        return (row.text,)
    return row.cells if isinstance(row, Total) else row


def cell_text(value: Cell) -> str:
    """A cell as people read it: decimals without trailing zeros, days as 2026-03-20, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, int):
        return str(value)
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    text = f"{exact:f}" if exact.is_finite() else str(exact)
    return text.rstrip("0").rstrip(".") if "." in text else text


def texts_of(row: Row, columns: Sequence[Column]) -> list[str]:
    """The cells of a row as printed, one per column; a section has one."""
    if isinstance(row, Section):
        return [row.text]
    cells = [*cells_of(row), *[""] * len(columns)][: len(columns)]
    return [_in_column(value, column) for value, column in zip(cells, columns, strict=True)]


def _in_column(value: Cell, column: Column) -> str:
    if column.places is None or isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return cell_text(value)
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    if not exact.is_finite() or exact.adjusted() > 20:
        return cell_text(value)
    return f"{exact.quantize(Decimal(1).scaleb(-column.places), ROUND_HALF_UP):f}"
