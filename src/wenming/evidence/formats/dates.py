"""Days as people write them in tables and file names."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

_EARLIEST, _LATEST = 1900, 2100
_EXCEL_START = date(1899, 12, 30)
_FULL = re.compile(r"(\d{4})\s*[-/.年_]\s*(\d{1,2})\s*[-/.月_]\s*(\d{1,2})\s*[日号]?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AFTER = re.compile(
    r"\s*[T ]?\s*(?:\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?秒?)?)?\s*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?\s*"
)
_CHINESE = re.compile(
    r"([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]?"
)
_DIGITS = {"〇": 0, "○": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TEN = "十"
_LONGEST = 60  # characters of a cell: what is longer is no day, and is not worth searching

# In names a day stands among other things; what surrounds it must not be part of a longer number.
_NAME_FULL = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*[-_./年]\s*(\d{1,2})\s*[-_./月]\s*(\d{1,2})(?!\d)[日号]?")
_NAME_PACKED = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=\d{6}(?!\d)|(?!\d))")
_NAME_SHORT = re.compile(r"(?<!\d)(\d{1,2})月(\d{1,2})(?:日|号|(?!\d))")
_NAME_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})[.](\d{1,2})(?![\d.])")
_NAME_FOUR = re.compile(r"(?<![\d.])(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_NAME_YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})(?=年|年度|\D|$)(?!\s*[-_./]\s*\d{1,2}(?!\d))")


def parse_day(value: Any) -> date | None:
    """The one day that a cell means: a date, a text in any usual notation, or an Excel serial; None if it is none.

    Notations: 2025-03-05, 2025/3/5, 2025.3.5, 2025年3月5日, 20250305, 二〇二五年三月五日, each with or without a clock or a
    day of the week behind it. A month without a day is no day, and neither is a span.
    """
    if isinstance(value, datetime):
        return _sensible(value.date())
    if isinstance(value, date):
        return _sensible(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _number(float(value))
    text = unicodedata.normalize("NFKC", str(value)[:_LONGEST]).strip()
    for pattern in (_FULL, _PACKED):
        found = pattern.match(text)
        if found and _AFTER.fullmatch(text, found.end()):
            return _day(*(int(part) for part in found.groups()))
    written = _CHINESE.fullmatch(text)
    if written:
        year = int("".join(str(_DIGITS[sign]) for sign in written.group(1)))
        return _day(year, _chinese(written.group(2)), _chinese(written.group(3)))
    return _number(float(text)) if re.fullmatch(r"\d{5}(?:\.\d+)?", text) else None


def find_day(text: str, *, year: int | None = None) -> tuple[date, str] | None:
    """A day written in a file or folder name, and the piece of the name that says so.

    year  taken for days without one (0305, 3月5日, 3.5); without it such days are not guessed.
    """
    plain = unicodedata.normalize("NFKC", text)
    for pattern in (_NAME_FULL, _NAME_PACKED):
        for found in pattern.finditer(plain):
            day = _day(*(int(part) for part in found.groups()))
            if day:
                return day, found.group()
    if year is None:
        return None
    for pattern in (_NAME_SHORT, _NAME_FOUR, _NAME_DOTTED):
        for found in pattern.finditer(plain):
            day = _day(year, *(int(part) for part in found.groups()))
            if day:
                return day, found.group()
    return None


def find_year(text: str) -> int | None:
    """A year written in a name (2025年志愿服务, 2025); None if there is none or more than one."""
    years = {int(found) for found in _NAME_YEAR.findall(unicodedata.normalize("NFKC", text))}
    return years.pop() if len(years) == 1 else None


def _number(value: float) -> date | None:
    """An Excel serial of our times, or a day typed as one number."""
    if value.is_integer() and 19_000_101 <= value <= 21_001_231:
        text = str(int(value))
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    if 20_000 <= value < 73_415:
        return _sensible(_EXCEL_START + timedelta(days=int(value)))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return _sensible(date(year, month, day))
    except ValueError:
        return None


def _sensible(day: date) -> date | None:
    return day if _EARLIEST <= day.year <= _LATEST else None


def _chinese(text: str) -> int:
    """三, 十, 十一, 二十, 三十一 as a number; what is none of these gives 0."""
    tens, ten, ones = text.rpartition(_TEN)
    if not ten:
        return _DIGITS.get(text, 0)
    return 10 * (_DIGITS.get(tens, 0) if tens else 1) + (_DIGITS.get(ones, 99) if ones else 0)
