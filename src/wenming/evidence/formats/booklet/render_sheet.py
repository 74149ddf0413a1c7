"""Workbooks as renditions: every sheet that is seen, its name as heading, its cells as they read, merged as they are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import python_calamine

from wenming.evidence.formats.booklet.rendition import MOST_CELLS, CannotRender, Rendition, table_block
from wenming.kernel.panics import calm

MOST_COLUMNS = 40
_WIDE = 6  # columns beyond which the page lies on its side


def render_sheet(path: Path) -> Rendition:
    """Read a workbook. Raises CannotRender."""
    found = Rendition()
    left = MOST_CELLS
    try:
        with calm():
            book = python_calamine.CalamineWorkbook.from_path(str(path))
            for about in book.sheets_metadata:
                if (
                    about.visible != python_calamine.SheetVisibleEnum.Visible
                    or about.typ != python_calamine.SheetTypeEnum.WorkSheet
                ):
                    continue
                left = _sheet(book.get_sheet_by_name(about.name), about.name, found, left)
                if left <= 0:
                    found.cut = True
                    break
    except python_calamine.PasswordError as problem:
        raise CannotRender("locked") from problem
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        raise CannotRender("damaged", str(problem)) from problem
    if not found.blocks:
        raise CannotRender("empty")
    return found


def _sheet(sheet: Any, name: str, found: Rendition, left: int) -> int:
    wide = min(sheet.width, MOST_COLUMNS)
    if not wide or not sheet.height:
        return left
    most = max(1, left // wide)
    rows = [
        [cell_text(value) for value in row[:MOST_COLUMNS]] for row in sheet.to_python(skip_empty_area=False, nrows=most)
    ]
    while rows and not any(rows[-1]):
        rows.pop()
    used = max((x + 1 for row in rows for x, text in enumerate(row) if text), default=0)
    if not rows or not used:
        return left
    rows = [row[:used] for row in rows]
    found.cut = found.cut or sheet.width > MOST_COLUMNS or sheet.total_height > most
    spans = {}
    for (top, first), (bottom, last) in sheet.merged_cell_ranges or []:
        if top < len(rows) and first < used:
            spans[top, first] = (bottom - top + 1, last - first + 1)
    found.blocks.append({"kind": "heading", "level": 1, "text": name})
    found.blocks.append(table_block(rows, spans=spans, head=_heading_rows(rows, spans)))
    found.wide = found.wide or used > _WIDE
    return left - len(rows) * used


def _heading_rows(rows: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]]) -> int:
    """How many rows make up title and headings: up to the first full row that no merged cell reaches out of."""
    many = len(rows[0])
    for y, row in enumerate(rows[:6]):
        full = sum(1 for text in row if text) >= max(2, many * 0.6)
        reaches = max((top + down - 1 for (top, _x), (down, _across) in spans.items() if top <= y), default=y)
        if full and reaches <= y < len(rows) - 1:
            return y + 1
    return 0


def cell_text(value: object) -> str:
    """A cell as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d" if value.time() == dt.time() else "%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return str(value).strip()
