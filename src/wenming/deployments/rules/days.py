"""Days and spans in running text: 10月10日前, 九月底前, 5月20日至25日, 即日起至11月底 – each with its place.

Everything here runs on ``numerals.fold``ed text, which keeps every character's place.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from wenming.deployments.rules.atoms import (
    Atom,
    Base,
    Groups,
    NoSuchDay,
    atom,
    has_atom,
    month_end,
    names_year,
    year_of,
)
from wenming.deployments.rules.atoms import pattern as _pattern
from wenming.deployments.rules.numerals import NUM, number
from wenming.deployments.rules.values import When
from wenming.kernel.words import _

_DASH = r"(?:至|到|—+|－+|-+|─+|━+|~+|～+|–+|―+|−+)"
TO = rf"\s*(?:起|开始)?\s*[，,]?\s*{_DASH}\s*"
WEEKDAY = r"(?:\s*（\s*(?:星期|周|礼拜)[一二三四五六日天]\s*）)?"
_HOUR = r"(?:上午|中午|下午|晚上|早上|早|晚)?\s*(?:\d{1,2}\s*[:：时点]\s*(?:\d{1,2}\s*分?|半|整)?|[一二三四五六七八九十]{1,3}[时点](?:半|整)?)"
CLOCK = rf"(?:\s*{_HOUR}(?:{_DASH}{_HOUR})?(?:、{_HOUR}(?:{_DASH}{_HOUR})?)*|\s*(?:上午|中午|下午|晚上)?(?:下班|上班|放学)|\s*(?:上午|中午|下午|晚上|当天|当日))?"
BEFORE = r"(?:\s*(?:之前|以前|前(?!后|期|往|来|提(?![交出供升醒请])|景|列(?!入)|茅|沿|进(?!行|驻|入)|面|述|款|三|五|两|十|一(?!次|轮|周)|瞻|置|端|方|台)|为止|截止|止))?"
TAIL = WEEKDAY + CLOCK + BEFORE

SPAN = re.compile(
    rf"(?<![\d〔.])(?:{_pattern('a')}{WEEKDAY}{CLOCK}(?:{TO}(?:{_pattern('b')}|(?P<bbare>{NUM})\s*[日号]|(?P<bend>月底|月末))"
    rf"|(?:、\s*{NUM}\s*[日号])*(?:、|和|及|与)\s*(?P<listed>{NUM})\s*[日号]){TAIL}"
    rf"|(?P<xy>(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})\s*年)?(?P<xm>{NUM})\s*月\s*(?P<x1>{NUM})\s*{_DASH}\s*(?P<x2>{NUM})\s*[日号]{TAIL}"
    rf"|(?P<my>(?:\d{{4}}|[〇零一二三四五六七八九]{{4}})\s*年)?(?P<m1>{NUM})\s*{_DASH}\s*(?P<m2>{NUM})\s*月(?:份)?(?!\s*{NUM}\s*[日号])(?P<mend>底|末)?{BEFORE}"
    rf"|(?:即日|即)起{TO}{_pattern('c')}{TAIL})"
)
POINT = re.compile(
    rf"(?<![\d〔.])(?:{_pattern('a')}{TAIL}(?P<from>\s*(?:起|开始|以后)(?![草步]))?|(?P<day>{NUM})\s*[日号]{WEEKDAY}{CLOCK}\s*(?:之前|以前|前(?!后|期|往|来|提(?![交出供升醒请])|一|两|三)))"
)
_GROUPS: Groups = dict.fromkeys([*SPAN.groupindex, *POINT.groupindex])
_HINT = re.compile(r"[月年日号]|季度|\d")
_UNTIL = re.compile(r"[。！？；\n]")


def find_days(text: str, base: Base) -> list[When]:
    """Every day and span of a folded paragraph, in order, without recurrences. A day no calendar has keeps its words and says so."""
    found: list[When] = []
    taken, said = 0, None
    month: tuple[int, int] | None = None
    for match in _matches(text):
        groups = _GROUPS | match.groupdict()
        if match.start() < taken or _mere_month(match, groups, text):
            continue
        if _ended(text, taken, match.start()):
            said, month = None, None
        if groups["day"] and month is None:
            continue
        try:
            when, year = _when(match, groups, base, said, month)
        except NoSuchDay:
            trouble = _("“%(words)s”不是日历上有的日子，请核对原文。") % {"words": match.group().strip()}
            when, year = When(*_place(match), match.group().strip(), "date", trouble=trouble), None
        found.append(when)
        taken = match.end()
        said = year if names_year(groups, "abc") or groups["my"] or groups["xy"] else said if year == said else None
        month = (when.due.year, when.due.month) if when.due and (groups["am"] or groups["day"]) else month
    return found


def leading(text: str) -> int:
    """Where the words after the day or span a folded text begins with start; 0 if it begins with none."""
    match = SPAN.match(text) or POINT.match(text)
    return match.end() if match else 0


def _matches(text: str) -> list[re.Match[str]]:
    if not _HINT.search(text):
        return []
    spans = list(SPAN.finditer(text))
    ends = [0, *(span.end() for span in spans)]
    starts = [*(span.start() for span in spans), len(text)]
    points = [
        point
        for since, until in zip(ends, starts, strict=True)
        for point in POINT.finditer(text, since, until)
        if since < until
    ]
    return sorted([*spans, *points], key=re.Match.start)


def _ended(text: str, since: int, until: int) -> bool:
    """A year or month named earlier holds on within its sentence."""
    return bool(_UNTIL.search(text, since, until))


def _place(match: re.Match[str]) -> tuple[int, int]:
    words = match.group()
    return match.start() + len(words) - len(words.lstrip()), match.start() + len(words.rstrip())


def _mere_month(match: re.Match[str], groups: Groups, text: str) -> bool:
    """一月时间, 三月内: a length, not a month; 三月 in characters without 份, 底, 前 is too unsure to be one."""
    if groups["m1"] and not groups["my"]:
        return bool(re.match(r"\s*(?:时间|之?内|以内|后)", text[match.end() : match.end() + 3]))
    if not groups["aom"] or has_atom(groups, "b") or groups["bbare"] or groups["bend"]:
        return False
    after = text[match.end() : match.end() + 3]
    if re.match(r"\s*(?:时间|之内|以内|内|多|余|后)", after) or text[: match.start()].endswith(
        ("用", "通过", "历时", "近")
    ):
        return True
    plain = not groups["ashare"] and not groups["aoy"] and not match.group().strip().endswith(("前", "止", "起"))
    return plain and not (groups["aom"] or "").strip().isdigit()


def _when(
    match: re.Match[str], groups: Groups, base: Base, said: int | None, month: tuple[int, int] | None
) -> tuple[When, int | None]:
    """What a match means, and the year it was read in. Raises NoSuchDay."""
    (start, end), words = _place(match), match.group().strip()

    def span(first: date | None, last: date | None) -> tuple[When, int | None]:
        year = last.year if last else None
        return When(start, end, words, "period", last, first), year

    if groups["m1"]:
        return span(*_months(groups, base, said))
    if groups["x1"]:
        year = year_of(groups["xy"], base, said)
        return span(_day(year, groups["xm"], groups["x1"]), _day(year, groups["xm"], groups["x2"]))
    if has_atom(groups, "c"):
        until = atom(groups, "c", base, said)
        return span(None, until.last if until else None)
    if groups["day"]:
        due = _day(month[0] if month else None, str(month[1]) if month else "1", groups["day"])
        return When(start, end, words, "date", due), due.year if due else None
    one = atom(groups, "a", base, said)
    if has_atom(groups, "b") or groups["bbare"] or groups["bend"] or groups["listed"]:
        far = _far(groups, one, base)
        if one is None or far is None:
            return span(None, None)
        return span(one.last if one.kind == "end" else one.first, far.last)
    return _point(one, When(start, end, words, "date"), bool(groups["from"]))


def _day(year: int | None, month: str | None, day: str | None) -> date | None:
    try:
        made = date(year or 2024, number(month or ""), number(day or ""))
    except ValueError:
        raise NoSuchDay from None
    return made if year else None


def _months(groups: Groups, base: Base, said: int | None) -> tuple[date | None, date | None]:
    """3至6月, 11—2月."""
    first, last = number(groups["m1"] or ""), number(groups["m2"] or "")
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise NoSuchDay
    year = year_of(groups["my"], base, said)
    return (date(year, first, 1), month_end(year + (last < first), last)) if year else (None, None)


def _point(one: Atom | None, when: When, begins: bool) -> tuple[When, int | None]:
    """A day, the end of a stretch, or a whole stretch – by what stands behind it."""
    words = when.text
    if one is None:
        return when, None

    def told(kind: str, due: date | None, since: date | None = None) -> tuple[When, int]:
        made = {"date": "date", "month_end": "month_end"}.get(kind, "period")
        return When(when.start, when.end, words, made, due, since), one.year  # type: ignore[arg-type]

    by = words.endswith(("前", "止"))
    if begins:
        return told("period", None, one.first)
    if one.kind == "date":
        return told("date", one.last)
    if one.kind == "end" or (by and one.kind == "part" and one.last == month_end(one.last.year, one.last.month)):
        return told("month_end", one.last)
    if by and one.kind == "stretch":  # 6月前: before it begins
        return told("date", one.first - timedelta(days=1))
    if by:
        return told("date", one.last)
    return told("period", one.last, one.first)


def _far(groups: Groups, one: Atom | None, base: Base) -> Atom | None:
    """The far end of a span; it takes year and month from the near end where it does not say them."""
    bare = groups["bbare"] or groups["listed"]
    if bare:
        day = _day(one.year if one else None, groups.get("am") or (str(one.first.month) if one else "1"), bare)
        return Atom(day, day, "date", day.year) if day else None
    if one is None:
        return None
    if groups["bend"]:
        return Atom(one.first, month_end(one.year, one.first.month), "end", one.year)
    far = atom(groups, "b", base, one.year)
    if far is not None and far.last < one.first and not names_year(groups, "b"):
        far = atom(groups, "b", base, one.year + 1)
    return far
