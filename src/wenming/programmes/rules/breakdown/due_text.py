"""When a task is due, as tables write it: 6月底前, 每季度末, 第三季度, 3月至9月, 2026-06-30, a day's number in Excel.

A small reader for cells, which hold a time and nothing else. Whoever has a better one passes it in (``ReadDue``).
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from wenming.kernel.words import _

Unit = Literal["day", "week", "month", "quarter", "half_year", "year"]
LONGEST = 80  # characters
SOME_TIME = "适时"
_EXCEL_START = date(1899, 12, 30)
_FIRST_YEAR, _LAST_YEAR = 1950, 2150

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_NUMERAL = re.compile(r"[〇零一二两三四五六七八九十廿]+(?=个?(?:月|日|号|季度|年|周|星期|天))")
_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六日", start=1)} | {
    "天": 7,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "6": 6,
}
_BEFORE = r"(?:(?:之|以)?前|止|为止|完成|前完成|之?内)?"
_YEAR = r"(?P<{p}y>\d{{4}}年|今年|本年度?|当年|明年|次年|来年)?"
_POINT = (
    _YEAR
    + r"(?:(?P<{p}m>\d{{1,2}})月(?:份)?(?:(?P<{p}d>\d{{1,2}})[日号]?|(?P<{p}e>底|末|上旬|中旬|下旬|初))?"
    + r"|第?(?P<{p}q>[1-4])季度?(?:底|末|内)?|(?P<{p}h>上|下)半年|(?P<{p}z>年?(?:底|末|终)))"
)
_ISO = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?" + _BEFORE)
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})" + _BEFORE)
_ONE = re.compile(_POINT.format(p="a") + _BEFORE)
_TO = r"(?:起)?(?:至|到|-+|—+|~+|–+|－+)"
_SPAN = re.compile(
    rf"(?:{_POINT.format(p='a')}|(?P<bare>\d{{1,2}}))(?:{_TO})(?:{_POINT.format(p='b')}|(?P<day>\d{{1,2}})[日号]){_BEFORE}"
)
_ISO_SPAN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?(?:至|到|~|—+|–)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?"
    + _BEFORE
)
_FROM_NOW = re.compile(r"即日(?:起)?(?:至|到)(?P<rest>.+)")
_EVERY = re.compile(r"每(?P<n>\d{1,2})?个?(?P<unit>日|天|周|星期|月|季度|季|半年|年)(?P<rest>.*)")
_EVERY_REST = re.compile(
    r"(?:(?P<week>[一二三四五六日天1-6])|(?P<day>\d{1,2})[日号]|(?P<month>\d{1,2})月(?:(?:\d{1,2})[日号]|底|末)?)?"
    r"(?P<end>底|末)?(?:之?前|至少?\S{0,6}[次期篇]|\S{0,2}[次期篇]|\d{1,2}次以上)?"
)
_UNITS: dict[str, Unit] = {
    "日": "day",
    "天": "day",
    "周": "week",
    "星期": "week",
    "月": "month",
    "季度": "quarter",
    "季": "quarter",
    "半年": "half_year",
    "年": "year",
}
_ALL_YEAR = ("全年", "贯穿全年", "全年推进", "全年坚持")
_TIMED = re.compile(r"[\d年月日号季周]")
_RELATIVE = re.compile(r".{1,40}(?:后|内|以内|期间|同步|要求|通知|时)")


@dataclass(frozen=True, slots=True)
class Every:
    """A recurrence: every ``n`` units; ``day`` counts inside a week (Monday is 1) or a month (31: its last day)."""

    unit: Unit
    n: int = 1
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due.

    text   the words as printed; what people see.
    day    the last day it may be done; None if it recurs, or the words name none (长期坚持).
    since  the first day of a span.
    """

    text: str
    day: date | None = None
    since: date | None = None
    every: Every | None = None


class UnreadDue(ValueError):
    """A time that cannot be read; the argument is a sentence that says why."""


ReadDue = Callable[[object, int], Due | None]


def due_on(day: date) -> Due:
    """Due on a day, as tables print it."""
    return Due(f"{_written(day)}前", day)


def read_due(value: object, year: int) -> Due | None:
    """What a cell says about time.

    value   text, a date, or an Excel serial.    year  for days without one.
    Returns None for an empty cell.
    Raises  UnreadDue: a day that does not exist, or words that speak of a time but not of which.
    """
    if isinstance(value, datetime):
        return due_on(value.date())
    if isinstance(value, date):
        return due_on(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _serial(float(value))
    printed = " ".join(str(value or "").split())
    text = _plain(printed)
    if not text:
        return None
    if len(printed) > LONGEST:
        raise UnreadDue(_("完成时限超过 %(most)s 个字。请只写时间，要求写入备注。") % {"most": LONGEST})
    if text.isascii() and text.replace(".", "", 1).isdigit() and len(text) >= 5:
        return _serial(float(text)) if len(text) < 8 else _packed(text, printed)
    found = _recurring(text, printed) or _span(text, printed, year) or _point(text, printed, year)
    if found:
        return found
    if not _TIMED.search(text) or _RELATIVE.fullmatch(text):
        return Due(printed)
    raise UnreadDue(
        _("“%(text)s”认不出是什么时间。请写成 2026-06-30、6月底前、第三季度、每季度末 这样的时间。")
        % {"text": printed[:30]}
    )


def readable(due: Due, year: int) -> Due:
    """The same due with words that read back to it; its own where they do."""
    for text in (due.text, canonical(due)):
        try:
            found = read_due(text, year)
        except UnreadDue:
            continue
        if found and (found.day, found.since, found.every) == (due.day, due.since, due.every):
            return found
    return Due(SOME_TIME)


def canonical(due: Due) -> str:
    """A due in one fixed wording, with its year."""
    if due.every:
        return _every_text(due.every)
    if due.day is None:
        return SOME_TIME
    if due.since is None:
        return due_on(due.day).text
    return f"{_written(due.since)}至{_written(due.day)}"


def _written(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _every_text(every: Every) -> str:
    units = {"day": "天", "week": "周", "month": "月", "quarter": "季度", "half_year": "半年", "year": "年"}
    if every.n > 1:
        counted = {"week": "周", "month": "个月", "quarter": "个季度"}.get(every.unit, units[every.unit])
        return f"每{every.n}{counted}"
    if every.unit == "week" and every.day:
        return f"每周{'一二三四五六日'[every.day - 1]}前"
    if every.unit == "month" and every.day:
        return "每月底前" if every.day == 31 else f"每月{every.day}日前"
    return f"每{units[every.unit]}"


def _plain(text: str) -> str:
    """Half-width, without blanks, numerals before 月 日 季度 … as digits."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).rstrip("。;,.、")
    return _NUMERAL.sub(lambda found: _number(found[0]), text)


def _number(numeral: str) -> str:
    if len(numeral) == 4 and "十" not in numeral and "廿" not in numeral:
        return "".join(str(_DIGITS[c]) for c in numeral)
    numeral = numeral.replace("廿", "二十")
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return str(_DIGITS.get(numeral, 99))
    return str(10 * (_DIGITS.get(tens, 9) if tens else 1) + (_DIGITS.get(ones, 9) if ones else 0))


def _serial(value: float) -> Due:
    day = _EXCEL_START + timedelta(days=int(value)) if 18_264 <= value < 91_677 else None
    if day is None:
        raise UnreadDue(_("数字 %(value)s 不是日期。请写成 2026-06-30。") % {"value": f"{value:g}"[:30]})
    return due_on(day)


def _packed(text: str, printed: str) -> Due:
    if len(text) != 8:
        raise UnreadDue(_("“%(text)s”不是一个日期。请写成 2026-06-30。") % {"text": printed[:30]})
    return Due(printed, _day(int(text[:4]), int(text[4:6]), int(text[6:])))


def _recurring(text: str, printed: str) -> Due | None:
    found = _EVERY.fullmatch(text)
    if not found:
        return None
    rest = _EVERY_REST.fullmatch(found["rest"])
    if not rest:
        return None
    unit, day = _UNITS[found["unit"]], None
    if rest["week"] and unit == "week":
        day = _WEEKDAYS[rest["week"]]
    elif rest["day"] and unit == "month":
        day = int(rest["day"])
        if not 1 <= day <= 31:
            raise _no_such_day(f"{day}日")
    elif rest["end"] and unit == "month":
        day = 31
    elif rest["week"] or rest["day"] or (rest["month"] and unit != "year"):
        return None
    n = int(found["n"] or 1)
    return Due(printed, every=Every(unit, n, day)) if n else None


def _span(text: str, printed: str, year: int) -> Due | None:
    if text in _ALL_YEAR:
        return Due(printed, date(year, 12, 31), date(year, 1, 1))
    if found := _FROM_NOW.fullmatch(text):
        return _point(found["rest"], printed, year)
    if found := _ISO_SPAN.fullmatch(text):
        parts = [int(part) for part in found.groups()]
        return _ordered(_day(*parts[:3]), _day(*parts[3:]), printed)
    found = _SPAN.fullmatch(text)
    if not found:
        return None
    if found["bare"]:  # 3-9月
        if not found["bm"]:
            return None
        since = _day(_year_of(found["by"], year), int(found["bare"]), 1)
    else:
        since = _edge(found, "a", year, first=True)
    if found["day"]:  # 3月5日至20日
        return _ordered(since, _day(since.year, since.month, int(found["day"])), printed)
    last = _edge(found, "b", since.year if not found["by"] else year, first=False)
    if last.month < since.month and not found["by"]:
        last = _edge(found, "b", since.year + 1, first=False)
    return _ordered(since, last, printed)


def _point(text: str, printed: str, year: int) -> Due | None:
    for pattern in (_ISO, _DOTTED):
        if found := pattern.fullmatch(text):
            parts = [int(part) for part in found.groups()]
            return Due(printed, _day(*parts) if len(parts) == 3 else _day(year, *parts))
    found = _ONE.fullmatch(text)
    if not found:
        return None
    if found["am"] and not (found["ad"] or found["ae"]) and text.endswith("前"):  # 6月前: before June begins
        return Due(printed, _edge(found, "a", year, first=True) - timedelta(days=1))
    return Due(printed, _edge(found, "a", year, first=False))


def _edge(found: re.Match[str], prefix: str, year: int, *, first: bool) -> date:
    """The first or last day of what a match names."""
    year = _year_of(found[f"{prefix}y"], year)
    if month_text := found[f"{prefix}m"]:
        month, part = int(month_text), found[f"{prefix}e"]
        if found[f"{prefix}d"]:
            return _day(year, month, int(found[f"{prefix}d"]))
        if not 1 <= month <= 12:
            raise _no_such_day(f"{month}月")
        last = calendar.monthrange(year, month)[1]
        spans = {
            "上旬": (1, 10),
            "初": (1, 10),
            "中旬": (11, 20),
            "下旬": (21, last),
            "底": (last, last),
            "末": (last, last),
        }
        low, high = spans.get(part or "", (1, last))
        return _day(year, month, low if first else high)
    if quarter := found[f"{prefix}q"]:
        start, length = int(quarter) * 3 - 2, 3
    elif half := found[f"{prefix}h"]:
        start, length = (1 if half == "上" else 7), 6
    else:
        return _day(year, 12, 31)
    end = start + length - 1
    return _day(year, start, 1) if first else _day(year, end, calendar.monthrange(year, end)[1])


def _year_of(words: str | None, year: int) -> int:
    if not words or words[0] in "今本当":
        return year
    return year + 1 if words[0] in "明次来" else int(words[:4])


def _day(year: int, month: int, day: int) -> date:
    try:
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError
        return date(year, month, day)
    except ValueError:
        raise _no_such_day(f"{year}年{month}月{day}日") from None


def _no_such_day(shown: str) -> UnreadDue:
    return UnreadDue(_("%(day)s 不存在。请核对日期。") % {"day": shown})


def _ordered(since: date, last: date, printed: str) -> Due:
    if last < since:
        raise UnreadDue(_("“%(text)s”的结束早于开始。请核对起止时间。") % {"text": printed[:30]})
    return Due(printed, last, since)
