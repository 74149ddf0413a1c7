"""Days as Chinese papers write them: 10月10日前, 九月底前, 5月20日至25日, 每月5日前 – found in a text with their place.

All patterns run on ``fold``ed text, which keeps every character's place.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from wenming.deployments.rules.values import When
from wenming.kernel.words import _

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KEPT = {0xFF0C, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F, 0xFF08, 0xFF09}
_FOLD = {code: to for code, to in _WIDE.items() if code not in _KEPT} | {ord("("): "（", ord(")"): "）", ord("○"): "〇"}
_FOLD |= {
    ord("號"): "号",
    ord("後"): "后",
    ord("開"): "开",
    ord("報"): "报",
    ord("組"): "组",
    ord("單"): "单",
    ord("與"): "与",
}

DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "廿": 20}
NUM = r"(?:\d{1,2}|(?:廿|二?十|三十)?[一二三四五六七八九]|二?十|三十|廿)"
YEAR = r"(?:(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年|今年|本年|本年度|当年|明年|次年|来年|去年|上年|前年)(?:度)?(?:的)?\s*"
TO = r"\s*(?:起)?\s*(?:至|到|—+|－+|-+|─+|~+|～+|–+|―+)\s*"
WEEKDAY = r"(?:\s*（\s*(?:星期|周|礼拜)[一二三四五六日天]\s*）)?"
CLOCK = r"(?:\s*(?:上午|中午|下午|晚上?|下班|上班)?\s*(?:\d{1,2}\s*[:：时点]\s*(?:\d{1,2}\s*分?|半|整)?|[一二三四五六七八九十]{1,3}[时点](?:半|整)?)|\s*(?:上午|中午|下午|晚上?|下班|上班))?"
BEFORE = r"(?:\s*(?:之前|以前|前(?!后|期|往|来|提|景|列|茅|沿|进|面|述|款|三|五|两|十|一)|为止|截止|止))?"
TAIL = WEEKDAY + CLOCK + BEFORE

_ISO = r"(?P<@iy>\d{4})\s*[-/.]\s*(?P<@im>\d{1,2})\s*[-/.]\s*(?P<@id>\d{1,2})(?!\d)"
_DAY = r"(?P<@y>" + YEAR + r")?(?P<@m>" + NUM + r")\s*月\s*(?:的)?\s*(?P<@d>" + NUM + r")\s*[日号]"
_END = r"(?P<@ey>" + YEAR + r")?(?P<@em>" + NUM + r")\s*月(?:份)?\s*(?P<@edge>底|末)"
_PART = r"(?P<@py>" + YEAR + r")?(?P<@pm>" + NUM + r")\s*月(?:份)?\s*(?P<@part>上旬|中旬|下旬|初)"
_QUARTER = r"(?P<@qy>" + YEAR + r")?第?(?P<@q>[一二三四1-4])季度(?P<@qend>末|底)?"
_HALF = r"(?P<@hy>" + YEAR + r")?(?P<@h>[上下])半年"
_YEAREND = r"(?P<@zy>(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年|今年|本年|明年|次年|来年|去年|上年)?(?P<@z>(?:年|(?<=年))(?:底|末|终(?=前|之前|以前|，|时|对|由|组织|开展)))"
_MONTH = r"(?P<@oy>" + YEAR + r")?(?P<@om>" + NUM + r")\s*月(?P<@share>份)?"


def _atoms(prefix: str, *, month: bool = True) -> str:
    parts = [_ISO, _DAY, _END, _PART, _QUARTER, _HALF, _YEAREND, *([_MONTH] if month else [])]
    return "(?:" + "|".join("(?:" + part.replace("@", prefix) + ")" for part in parts) + ")"


SPAN = re.compile(
    rf"(?<![\d〔]){_atoms('a')}{WEEKDAY}{CLOCK}{TO}(?:{_atoms('b')}|(?P<bbare>{NUM})\s*[日号]|(?P<bmonthend>月底|月末)){TAIL}"
    rf"|(?P<m1>{NUM})\s*(?:—+|－+|-+|~+|～+|–+|至|到)\s*(?P<m2>{NUM})\s*月(?:份)?(?!\s*{NUM}\s*[日号])"
    rf"|(?:即日|即)起{TO}{_atoms('c')}{TAIL}"
)
POINT = re.compile(rf"(?<![\d〔.]){_atoms('a')}{TAIL}(?P<from>\s*(?:起|开始)(?![草步]))?")


@dataclass(frozen=True, slots=True)
class Base:
    """What a date without a year takes its year from: ``year`` (given) before the document's own day."""

    year: int | None = None
    dated: date | None = None

    @property
    def own_year(self) -> int | None:
        return self.year if self.year is not None else self.dated.year if self.dated else None


class NoSuchDay(ValueError):
    """A printed day that is in no calendar (9月31日)."""


def fold(text: str) -> str:
    """Full-width digits and letters as half-width, place by place: the length never changes."""
    return text.translate(_FOLD)


def number(words: str) -> int:
    """``12``, ``十二``, ``二十一``, ``廿五`` as a number."""
    words = words.strip()
    if words.isdigit():
        return int(words)
    if "十" in words:
        tens, _ten, ones = words.partition("十")
        return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
    return sum(DIGITS[char] for char in words)


def year_of(words: str | None, base: Base, last: int | None) -> int | None:
    """The year a phrase names: printed, relative to the base, or – without words – the last one said, else the base's."""
    own = base.own_year
    if not words:
        return last if last is not None else own
    words = re.sub(r"[\s的度]", "", words)
    figure = words.removesuffix("年")
    if figure.isdigit():
        return int(figure)
    if len(figure) == 4:
        return int("".join(str(DIGITS[char]) for char in figure))
    if own is None:
        return None
    return own + {"明年": 1, "次年": 1, "来年": 1, "去年": -1, "上年": -1, "前年": -2}.get(words, 0)


def month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class _Atom:
    """A printed day or stretch: its first and last day, whether it names the end of a stretch, and the year it was in."""

    first: date
    last: date
    kind: str
    year: int


def _atom(found: dict[str, str | None], p: str, base: Base, last: int | None) -> _Atom | None:
    """The days of one atom; None where the year is unknown. Raises NoSuchDay."""

    def get(key: str) -> str | None:
        return found.get(p + key)

    try:
        if get("iy"):
            day = date(int(get("iy") or 0), int(get("im") or 0), int(get("id") or 0))
            return _Atom(day, day, "date", day.year)
        if get("d"):
            month, num = number(get("m") or ""), number(get("d") or "")
            year = _near(year_of(get("y"), base, last), month, num, base, said=bool(get("y")) or last is not None)
            if year is None:
                date(2024, month, num)
                return None
            day = date(year, month, num)
            return _Atom(day, day, "date", year)
        if get("z"):
            year = year_of(get("zy"), base, last)
            return (year and _Atom(date(year, 1, 1), date(year, 12, 31), "end", year)) or None
        if get("q"):
            year, quarter = year_of(get("qy"), base, last), number(get("q") or "")
            if year is None:
                return None
            kind = "end" if get("qend") else "stretch"
            return _Atom(date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3), kind, year)
        if get("h"):
            year = year_of(get("hy"), base, last)
            months = (1, 6) if get("h") == "上" else (7, 12)
            return (year and _Atom(date(year, months[0], 1), month_end(year, months[1]), "stretch", year)) or None
        for key, kind in (("e", "end"), ("p", "part"), ("o", "stretch")):
            if not get(key + "m"):
                continue
            month = number(get(key + "m") or "")
            if not 1 <= month <= 12:
                raise NoSuchDay
            year = year_of(get(key + "y"), base, last)
            year = _near(year, month, 28, base, said=bool(get(key + "y")) or last is not None)
            if year is None:
                return None
            first, until = date(year, month, 1), month_end(year, month)
            if kind == "part":
                part = get("part")
                first = date(year, month, {"上旬": 1, "初": 1, "中旬": 11, "下旬": 21}[part or "初"])
                until = {"上旬": date(year, month, 10), "初": date(year, month, 10), "中旬": date(year, month, 20)}.get(
                    part or "", until
                )
            return _Atom(first, until, kind, year)
    except (ValueError, OverflowError):
        raise NoSuchDay from None
    return None


def _near(year: int | None, month: int, day: int, base: Base, *, said: bool) -> int | None:
    """A day half a year or more before the document's own belongs to the next year (December asks for January)."""
    if year is None or said or base.year is not None or base.dated is None:
        return year
    try:
        meant = date(year, month, min(day, 28))
    except ValueError:
        return year
    return year + 1 if (base.dated - meant).days > 183 else year


def find_days(text: str, base: Base) -> list[When]:
    """Every day and span in a folded paragraph, in order, without recurrences (``recurring.find_recurring``)."""
    found: list[When] = []
    taken = 0
    said: int | None = None
    for match in _matches(text):
        if match.start() < taken:
            continue
        groups = match.groupdict()
        if _mere_month(match, text):
            continue
        words = match.group().strip()
        try:
            when, year = _when(match, groups, words, base, _same_sentence(text, taken, match.start(), said))
        except NoSuchDay:
            trouble = _("“%(words)s”不是日历上有的日子，请核对原文。") % {"words": words}
            when, year = When(match.start(), match.end(), words, "date", trouble=trouble), None
        found.append(when)
        taken, said = match.end(), year if _names_year(groups) else (said if year == said else None)
    return found


def _matches(text: str) -> list[re.Match[str]]:
    spans = list(SPAN.finditer(text))
    covered = [(m.start(), m.end()) for m in spans]
    points = [m for m in POINT.finditer(text) if not any(a < m.end() and m.start() < b for a, b in covered)]
    return sorted([*spans, *points], key=lambda m: m.start())


def _names_year(groups: dict[str, str | None]) -> bool:
    return any(groups.get(p + key) for p in "abc" for key in ("y", "ey", "py", "qy", "hy", "zy", "oy", "iy"))


def _same_sentence(text: str, since: int, until: int, said: int | None) -> int | None:
    """A year named earlier in the same sentence holds on; a full stop ends it."""
    return said if said is not None and not re.search(r"[。！？\n]", text[since:until]) else None


def _mere_month(match: re.Match[str], text: str) -> bool:
    """一月时间, 三月内: a length, not a month; 三月 in Chinese figures without 份, 底, 前 is too unsure to be one."""
    groups = match.groupdict()
    if not groups.get("aom") or groups.get("bom") or re.search(r"(?:至|到|—|-|~|～|–)", match.group()):
        return False
    after = text[match.end() : match.end() + 3]
    if re.match(r"\s*(?:时间|之内|以内|内|多|余|后)", after) or text[: match.start()].endswith(
        ("用", "通过", "历时", "近")
    ):
        return True
    chinese = not (groups["aom"] or "").strip().isdigit()
    plain = not groups.get("ashare") and not groups.get("aoy") and not match.group().strip().endswith(("前", "止"))
    return chinese and plain


def _when(
    match: re.Match[str], groups: dict[str, str | None], words: str, base: Base, said: int | None
) -> tuple[When, int | None]:
    start, end = match.start(), match.start() + len(match.group().rstrip())
    start += len(match.group()) - len(match.group().lstrip())
    if groups.get("m1"):
        year = year_of(None, base, said)
        first, last = number(groups["m1"] or ""), number(groups["m2"] or "")
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise NoSuchDay
        if year is None:
            return When(start, end, words, "period"), None
        return When(start, end, words, "period", month_end(year + (last < first), last), date(year, first, 1)), year
    if any(groups.get("c" + key) for key in ("iy", "d", "em", "pm", "q", "h", "z", "om")):
        until = _atom(groups, "c", base, said)
        return When(start, end, words, "period", until.last if until else None), until.year if until else None
    one = _atom(groups, "a", base, said)
    second = _second(groups, one, base, said)
    if second is not None or groups.get("bbare") or groups.get("bmonthend") or _has_b(groups):
        if one is None or second is None:
            return When(start, end, words, "period"), None
        return When(start, end, words, "period", second.last, one.first), second.year
    if one is None:
        return When(start, end, words, "date"), None
    by = words.endswith(("前", "止"))
    if groups.get("from"):
        return When(start, end, words, "period", None, one.first), one.year
    if one.kind == "date":
        return When(start, end, words, "date", one.last), one.year
    if one.kind == "end" or (one.kind == "part" and one.last == month_end(one.last.year, one.last.month) and by):
        return When(start, end, words, "month_end", one.last), one.year
    if by and one.kind == "stretch":  # 6月前: before it begins
        return When(start, end, words, "date", date.fromordinal(one.first.toordinal() - 1)), one.year
    if by:
        return When(start, end, words, "date", one.last), one.year
    return When(start, end, words, "period", one.last, one.first), one.year


def _has_b(groups: dict[str, str | None]) -> bool:
    return any(groups.get("b" + key) for key in ("iy", "d", "em", "pm", "q", "h", "z", "om"))


def _second(groups: dict[str, str | None], one: _Atom | None, base: Base, said: int | None) -> _Atom | None:
    """The far end of a span; it takes month and year from the near end where it does not say them."""
    if one is None:
        if groups.get("bbare") and groups.get("am"):
            date(2024, number(groups["am"] or ""), number(groups["bbare"] or ""))
        return None
    try:
        if groups.get("bbare"):
            day = date(one.year, one.first.month, number(groups["bbare"] or ""))
            return _Atom(day, day, "date", one.year)
    except ValueError:
        raise NoSuchDay from None
    if groups.get("bmonthend"):
        return _Atom(one.first, month_end(one.year, one.first.month), "end", one.year)
    if not _has_b(groups):
        return None
    far = _atom(groups, "b", base, one.year)
    if far is not None and far.last < one.first and not _b_names_year(groups):
        far = _atom(groups, "b", base, one.year + 1)
    return far


def _b_names_year(groups: dict[str, str | None]) -> bool:
    return any(groups.get("b" + key) for key in ("y", "ey", "py", "qy", "hy", "zy", "oy", "iy"))
