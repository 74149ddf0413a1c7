"""Times in words: the window of a line, its period, the look-back of a negative item – and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wenming.criteria.formats.exchange.problems import NotUnderstood
from wenming.criteria.formats.exchange.wording.tokens import COMMA, LIST, Unsayable, items, read_count, say_count
from wenming.kernel.words import _

Plain = dict[str, Any]
Span = Mapping[str, Any]

WITH_CURRENT, WITHOUT_CURRENT, TERM = "含当年", "不含当年", "本届期内"
TERMS = (TERM, "创建周期内", "届期内", "任期内")
QUARTERS = {"Q1": "一季度", "Q2": "二季度", "Q3": "三季度", "Q4": "四季度"}
QUARTER_OF = {word: quarter for quarter, word in QUARTERS.items()} | {
    "1季度": "Q1",
    "2季度": "Q2",
    "3季度": "Q3",
    "4季度": "Q4",
}
HALVES = {"H1": "上半年", "H2": "下半年"}
FORMS = {
    "year": "{year}年",
    "every_year": "每年",
    "month": "{month}月",
    "years_back": "近{n}年",
    "months_back": "近{n}个月",
    "offset": "，截止提前{n}个月",
    "between": "{start}至{end}",
    "from": "{start}起",
    "to": "至{end}",
    "since": "自{start}起",
}
WINDOW_EXAMPLES = "2026年 / 近2年，不含当年 / 近12个月 / 2024-01-01至2026-10-31"
PERIOD_EXAMPLES = "2026年1月 / 2026年一季度 / 每年1月"
LOOKBACK_EXAMPLES = "近24个月 / 自2024-01-01起 / 本届期内"

DAY = r"\d{4}-\d{2}-\d{2}"
YEAR = re.compile(r"(\d{4})年?")
YEARS_BACK = re.compile(r"(?:近|前)\s*(\d+)\s*年(?:\s*[，,（(]?\s*(不?含当年)\s*[)）]?)?")
MONTHS_BACK = re.compile(r"(?:近|前)\s*(\d+)\s*个?月(?:\s*[，,]\s*(?:截止)?提前\s*(\d+)\s*个?月)?")
BETWEEN = re.compile(rf"自?\s*({DAY})?\s*(?:(?:至|到|—|～|~)\s*({DAY})|起)(?:止)?")
PERIOD = re.compile(r"(?:(\d{4})年|每年)(?:\s*(\d{1,2})月|\s*([一二三四1-4]季度)|\s*(上半年|下半年))?")


def _exactly(span: Span, *fields: str) -> bool:
    return set(span) == set(fields)


def say_window(window: Span) -> str:
    """Say from when to when evidence counts."""
    window = {name: value for name, value in window.items() if value is not None or name not in ("from", "to")}
    if window.get("offset_months") == 0 and "months_back" in window:
        del window["offset_months"]
    if _exactly(window, "years") and window["years"]:
        return LIST.join(FORMS["year"].format(year=_year(year)) for year in window["years"])
    if "years_back" in window and set(window) <= {"years_back", "includes_current"}:
        said = FORMS["years_back"].format(n=say_count(window["years_back"]))
        if "includes_current" in window:
            said += COMMA + {True: WITH_CURRENT, False: WITHOUT_CURRENT}[window["includes_current"]]
        return said
    if "months_back" in window and set(window) <= {"months_back", "offset_months"}:
        said = FORMS["months_back"].format(n=say_count(window["months_back"]))
        if "offset_months" in window:
            said += FORMS["offset"].format(n=say_count(window["offset_months"]))
        return said
    if _exactly(window, "from", "to"):
        return FORMS["between"].format(start=_day(window["from"]), end=_day(window["to"]))
    if _exactly(window, "from"):
        return FORMS["from"].format(start=_day(window["from"]))
    if _exactly(window, "to"):
        return FORMS["to"].format(end=_day(window["to"]))
    raise Unsayable(window)


def _year(year: object) -> str:
    said = say_count(year)
    if len(said) != 4:
        raise Unsayable(year)
    return said


def _day(day: object) -> str:
    if not isinstance(day, str) or not re.fullmatch(DAY, day, re.ASCII):
        raise Unsayable(day)
    return day


def read_window(text: str) -> Plain:
    """Read what ``say_window`` wrote."""
    text = text.strip()
    years = [YEAR.fullmatch(item) for item in items(text)]
    if years and all(years):
        return {"years": [read_count(found[1]) for found in years if found]}
    if found := YEARS_BACK.fullmatch(text):
        window: Plain = {"years_back": read_count(found[1])}
        return window if found[2] is None else window | {"includes_current": found[2] == WITH_CURRENT}
    if found := MONTHS_BACK.fullmatch(text):
        window = {"months_back": read_count(found[1])}
        return window if found[2] is None else window | {"offset_months": read_count(found[2])}
    if (found := BETWEEN.fullmatch(text)) and (found[1] or found[2]):
        return {name: day for name, day in (("from", found[1]), ("to", found[2])) if day}
    raise NotUnderstood(
        _("看不懂时间窗口「%(text)s」，可写 %(examples)s。") % {"text": text[:40], "examples": WINDOW_EXAMPLES}
    )


def say_period(period: str) -> str:
    """Say a period: ``2026-01`` is 2026年1月, ``2026-Q1`` 2026年一季度, ``01`` 每年1月."""
    found = re.fullmatch(r"(?:([0-9]{4})(?:-|$))?(.*)", period, re.ASCII | re.DOTALL)
    year, part = (found[1] or "", found[2]) if found else ("", period)
    head = FORMS["year"].format(year=year) if year else FORMS["every_year"]
    if not part and year:
        return head
    if re.fullmatch(r"0[1-9]|1[0-2]", part, re.ASCII):
        return head + FORMS["month"].format(month=int(part))
    if part in QUARTERS or part in HALVES:
        return head + (QUARTERS.get(part) or HALVES[part])
    raise Unsayable(period)


def read_period(text: str) -> str:
    """Read a period in words, or one already in figures (``2026-01``, ``2026-Q1``, ``01``)."""
    text = text.strip()
    if re.fullmatch(r"(?:[0-9]{4}(?:-(?:[0-9]{2}|[QH][0-9]))?|[0-9]{2}|[QH][0-9])", text, re.ASCII):
        return text
    found = PERIOD.fullmatch(text)
    if not found or (found[1] is None and found[2] is None and found[3] is None and found[4] is None):
        raise NotUnderstood(
            _("看不懂周期「%(text)s」，可写 %(examples)s。") % {"text": text[:40], "examples": PERIOD_EXAMPLES}
        )
    if found[2]:
        part = f"{read_count(found[2]):02d}"
    elif found[3]:
        part = QUARTER_OF[found[3]]
    else:
        part = {word: half for half, word in HALVES.items()}.get(found[4] or "", "")
    return "-".join(piece for piece in (found[1] or "", part) if piece)


def say_lookback(lookback: Span) -> str:
    """Say how far back an event still counts."""
    if _exactly(lookback, "months"):
        return FORMS["months_back"].format(n=say_count(lookback["months"]))
    if _exactly(lookback, "since"):
        return FORMS["since"].format(start=_day(lookback["since"]))
    if dict(lookback) == {"term": True}:
        return TERM
    raise Unsayable(lookback)


def read_lookback(text: str) -> Plain:
    """Read what ``say_lookback`` wrote."""
    text = text.strip()
    if text in TERMS:
        return {"term": True}
    if found := re.fullmatch(r"(?:近|前)?\s*(\d+)\s*个?月(?:内)?", text):
        return {"months": read_count(found[1])}
    if found := re.fullmatch(rf"自?\s*({DAY})\s*(?:起|以来)", text):
        return {"since": found[1]}
    raise NotUnderstood(
        _("看不懂追溯期「%(text)s」，可写 %(examples)s。") % {"text": text[:40], "examples": LOOKBACK_EXAMPLES}
    )
