"""Spans of time in words: look-back of negative items, windows of evidence, periods of lines."""

from __future__ import annotations

import calendar
import re
from typing import Any

from wenming.criteria.formats.tables.numbers import count

CN = r"[\d一二两三四五六七八九十]{1,3}"
DAY = r"(?P<y>20\d{2})\s*[年./-]\s*(?P<m>\d{1,2})\s*(?:[月./-]\s*(?P<d>\d{1,2})\s*日?|月)"
SINCE = re.compile(rf"(?:自|从)?{DAY}\s*(?:以来|至今|起|以后|之后|后)")
SINCE_YEAR = re.compile(r"(?:自|从)?(?P<y>20\d{2})年(?:以来|至今|起|以后)")
MONTHS = re.compile(
    rf"(?:近|前|最近|过去|申报前|之前|申报之日前|连续|追溯|测评前|命名前|往前)?\s*(?P<n>{CN})\s*个月(?:内|以内|之内|来|期间)?"
)
YEARS = re.compile(
    rf"(?:近|前|最近|过去|申报前|连续|上溯|追溯|测评前|以往)\s*(?P<n>{CN})\s*(?:年|个年度|个自然年)(?:内|以内|之内|来|期间)?|(?P<m>{CN})\s*年(?:内|以内|之内)"
)
TERM = re.compile(r"创建周期|届期|本届|评选周期|届内|任期|有效期内|周期内|命名周期|测评周期")
SPAN = re.compile(
    r"(?P<y1>20\d{2})\s*[年./-]\s*(?P<m1>\d{1,2})\s*[月./-]\s*(?:(?P<d1>\d{1,2})\s*日?)?\s*(?:至|到|-|—|–|~|～|起至|开始至)+\s*(?:(?P<y2>20\d{2})\s*[年./-])?\s*(?P<m2>\d{1,2})\s*[月./-]\s*(?:(?P<d2>\d{1,2})\s*日?)?"
)
PAPERS = r"[^，。；,;\d]{0,6}(?:材料|资料|文件|活动|图片|照片|数据|记录|证书|总结|报道|台账|影像)"
YEARS_OF_PAPERS = re.compile(
    rf"(?P<a>20\d{{2}})\s*年?度?\s*(?:[-—–~～至到]+\s*(?P<b>20\d{{2}})\s*年?度?|[、和及]\s*(?P<c>20\d{{2}})\s*年?度?)?(?<=[年度])的?(?!以来|至今|起|以后|\d){PAPERS}"
)
LAST_YEAR = re.compile(rf"(?:上一?年度?|去年)的?(?:度)?{PAPERS}")
PAPERS_OF_THE_YEAR = re.compile(rf"(?:当年度?|本年度?|今年|(?:测评|申报|考核|考评|创建)年度)(?:内)?的?{PAPERS}")
QUARTER = re.compile(r"(?:第?(?P<q>[一二三四1234])季度|(?P<Q>[1-4])季度|Q(?P<q2>[1-4]))")
MONTH_NAME = re.compile(r"^(?:(?P<y>20\d{2})年)?(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])月(?:份|度)?")
DIGIT = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _date(year: str, month: str, day: str | None, *, end: bool = False) -> str | None:
    y, m = int(year), int(month)
    if not 1 <= m <= 12:
        return None
    last = calendar.monthrange(y, m)[1]
    d = int(day) if day else (last if end else 1)
    return f"{y:04d}-{m:02d}-{d:02d}" if 1 <= d <= last else None


def lookback(text: str) -> dict[str, Any] | None:
    """How far back a negative item reaches: months, a date, or the term; None where nothing is said."""
    since = SINCE.search(text)
    if since is not None and (day := _date(since["y"], since["m"], since["d"])):
        return {"since": day}
    year = SINCE_YEAR.search(text)
    if year is not None:
        return {"since": f"{year['y']}-01-01"}
    months = MONTHS.search(text)
    if months is not None and (n := count(months["n"])):
        return {"months": n}
    years = YEARS.search(text)
    if years is not None and (n := count(years["n"] or years["m"])):
        return {"months": 12 * n}
    return {"term": True} if TERM.search(text) else None


def window(text: str) -> dict[str, Any] | None:
    """From when a line's evidence must be; None where nothing is said."""
    span = SPAN.search(text)
    if span is not None:
        first = _date(span["y1"], span["m1"], span["d1"])
        last = _date(span["y2"] or span["y1"], span["m2"], span["d2"], end=True)
        if first and last and first <= last:
            return {"from": first, "to": last}
    months = re.search(rf"(?:近|前|最近|过去)\s*(?P<n>{CN})\s*个月", text)
    if months is not None and (n := count(months["n"])):
        return {"months_back": n, "offset_months": 0}
    if re.search(r"近半年|最近半年|过去半年", text):
        return {"months_back": 6, "offset_months": 0}
    years = re.search(rf"(?P<how>近|前|最近|过去)\s*(?P<n>{CN})\s*(?:年|个年度)", text)
    if years is not None and (n := count(years["n"])):
        without = re.search(r"不含(?:当年|本年|今年|申报年|测评年)|(?:当年|本年|申报年)(?:度)?除外", text) is not None
        return {"years_back": n, "includes_current": not (without or years["how"] == "前")}
    exact = YEARS_OF_PAPERS.search(text)
    if exact is not None:
        first_year, last_year = int(exact["a"]), int(exact["b"] or exact["c"] or exact["a"])
        between = (
            range(first_year, min(last_year, first_year + 10) + 1) if exact["b"] else sorted({first_year, last_year})
        )
        return {"years": list(between)} if first_year <= last_year else None
    since = SINCE.search(text)
    if since is not None and (day := _date(since["y"], since["m"], since["d"])):
        return {"from": day}
    since_year = SINCE_YEAR.search(text)
    if since_year is not None:
        return {"from": f"{since_year['y']}-01-01"}
    if LAST_YEAR.search(text):
        return {"years_back": 1, "includes_current": False}
    return {"years_back": 1, "includes_current": True} if PAPERS_OF_THE_YEAR.search(text) else None


def period(label: str, year: int | None) -> str | None:
    """The period a heading or sheet names: "2026-Q1" for 第一季度 when the year is known, "03" for 三月."""
    own = re.search(r"(20\d{2})\s*年", label)
    known = int(own.group(1)) if own else year
    quarter = QUARTER.search(label)
    if quarter is not None:
        number = DIGIT[quarter["q"] or quarter["Q"] or quarter["q2"]]
        return f"{known}-Q{number}" if known else None
    month = MONTH_NAME.search(label)
    if month is not None and (number := count(month["m"]) or 0) and 1 <= number <= 12:
        return f"{month['y']}-{number:02d}" if month["y"] else f"{number:02d}"
    return None
