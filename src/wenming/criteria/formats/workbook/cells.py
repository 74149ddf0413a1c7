"""What may stand in a cell: text that survives every spreadsheet program, figures as figures, and the rest as data.

A cell shows a *safe* text: legal in XML, no control characters but the line end, no blanks at either end, at most
``LONGEST`` UTF-16 units. Where that is not the whole value, the value itself goes as JSON into the 附加 column of the
same row; it holds for as long as the visible cell still shows what it showed.
"""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from typing import Any

from wenming.criteria.formats.exchange.problems import NotUnderstood
from wenming.criteria.formats.exchange.wording.safe_text import LONGEST, safe
from wenming.kernel.words import _


def as_figure(text: str) -> float | None:
    """Return the number a cell may hold for this decimal, or None where a number would not give the same digits."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if plain_figure(number) == text else None


def plain_figure(number: float) -> str:
    """Return a cell's number as people see it: fifteen digits, no exponent, no trailing zeros."""
    if number != number or abs(number) >= 1e15:
        raise NotUnderstood(_("「%(number)s」不是可用的数，请重新填写。") % {"number": number})
    text = f"{Decimal(f'{number:.15g}'):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def cell_text(value: Any) -> str:
    """Return a cell as read by the library as text: figures in plain digits, days as 2026-01-31, blanks trimmed.

    Raises  NotUnderstood for times and durations.
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return plain_figure(float(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise NotUnderstood(_("单元格里是时间，请改为文字。"))


def say_data(data: dict[str, Any]) -> list[str]:
    """Return data as one JSON text, cut into as many cells as it needs; none for no data."""
    if not data:
        return []
    text = json.dumps(data, ensure_ascii=False)
    if safe(text) == text and len(text) <= LONGEST // 2:
        return [text]
    text = json.dumps(data, separators=(",", ":")).replace(" ", "\\u0020")  # no blanks: it may be cut anywhere
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]


def read_data(cells: list[str]) -> dict[str, Any]:
    """Read what ``say_data`` wrote.

    Raises  NotUnderstood if it was damaged.
    """
    text = "".join(cells)
    if not text:
        return {}
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict):
        raise NotUnderstood(_("「附加」里的内容由程序写入，请照原样保留，或整格清空。"))
    return data
