"""One day or stretch as printed (10月10日, 九月底, 4月上旬, 第三季度, 年底) and the days it means."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from wenming.deployments.rules.numerals import DIGITS, NUM, number

_FIGURE_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年"
YEAR = rf"(?:{_FIGURE_YEAR}|今年|本年|当年|明年|次年|来年|翌年|去年|上年|前年)(?:度)?(?:的)?\s*"
_FORMS = (
    r"(?P<@iy>\d{4})\s*[-/.]\s*(?P<@im>\d{1,2})\s*[-/.]\s*(?P<@id>\d{1,2})(?!\d)",
    rf"(?P<@y>{YEAR})?(?P<@m>{NUM})\s*月\s*(?:的)?\s*(?P<@d>{NUM})\s*[日号]",
    rf"(?P<@ey>{YEAR})?(?P<@em>{NUM})\s*月(?:份)?\s*(?:底|末)",
    rf"(?P<@py>{YEAR})?(?P<@pm>{NUM})\s*月(?:份)?\s*(?P<@part>上旬|中旬|下旬|上半月|下半月|初)",
    rf"(?P<@qy>{YEAR})?第?(?P<@q>[一二三四1-4])季度(?P<@qend>末|底)?",
    rf"(?P<@hy>{YEAR})?(?P<@h>[上下])半年(?P<@hend>末|底)?",
    rf"(?P<@zy>{_FIGURE_YEAR}|今年|本年|明年|次年|来年|去年|上年)?"
    r"(?P<@z>(?:年|(?<=年))(?:底|末|终(?=前|之前|以前|，|时|对|由|组织|开展)))",
    rf"(?P<@oy>{YEAR})?(?P<@om>{NUM})\s*月(?P<@share>份)?",
)
_TELLING = ("iy", "d", "em", "pm", "q", "h", "z", "om")
_YEARS = ("y", "ey", "py", "qy", "hy", "zy", "oy", "iy")
_PARTS = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31)}
_SHIFT = {"明年": 1, "次年": 1, "来年": 1, "翌年": 1, "去年": -1, "上年": -1, "前年": -2}
_HALF_A_YEAR = 183
AtomKind = Literal["date", "end", "part", "stretch"]
Groups = dict[str, str | None]


class NoSuchDay(ValueError):
    """A printed day that is in no calendar (9月31日)."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a date without a year takes its year from.

    year   as given by the reader; it wins.
    dated  the day of the paper itself.
    said   the year the paper's number or title names, where it has no day of its own.
    """

    year: int | None = None
    dated: date | None = None
    said: int | None = None

    @property
    def own_year(self) -> int | None:
        """The year of a date that does not say its own."""
        return self.year if self.year is not None else self.dated.year if self.dated else self.said


@dataclass(frozen=True, slots=True)
class Atom:
    """What one printed day or stretch means: its first and last day, and in which year it was read."""

    first: date
    last: date
    kind: AtomKind
    year: int


def pattern(prefix: str) -> str:
    """The pattern of one atom, its groups named with ``prefix``."""
    return "(?:" + "|".join(f"(?:{form.replace('@', prefix)})" for form in _FORMS) + ")"


def has_atom(groups: Groups, prefix: str) -> bool:
    """Whether a match holds the atom of this prefix."""
    return any(groups.get(prefix + key) for key in _TELLING)


def names_year(groups: Groups, prefixes: str) -> bool:
    """Whether one of the atoms says its year."""
    return any(groups.get(prefix + key) for prefix in prefixes for key in _YEARS)


def year_of(words: str | None, base: Base, last: int | None) -> int | None:
    """The year a phrase names: printed, relative to the base, or – without words – the last one said, else the base's."""
    own = base.own_year
    if not words:
        return last if last is not None else own
    figure = re.sub(r"[\s的度]", "", words).removesuffix("年")
    if figure.isdigit():
        return int(figure)
    if len(figure) == 4:
        return int("".join(str(DIGITS[char]) for char in figure))
    return None if own is None else own + _SHIFT.get(figure + "年", 0)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def atom(groups: Groups, prefix: str, base: Base, last: int | None) -> Atom | None:
    """The days of the atom of this prefix; None where its year is unknown.

    last    the year named before in the same sentence, if any.
    Raises  NoSuchDay.
    """
    try:
        return _atom({key[len(prefix) :]: words for key, words in groups.items() if key.startswith(prefix)}, base, last)
    except (ValueError, OverflowError):
        raise NoSuchDay from None


def _atom(got: Groups, base: Base, last: int | None) -> Atom | None:
    if got.get("iy"):
        day = date(int(got["iy"] or 0), int(got["im"] or 0), int(got["id"] or 0))
        return Atom(day, day, "date", day.year)
    if got.get("d"):
        month, day_number = number(got["m"] or ""), number(got["d"] or "")
        date(2024, month, day_number)  # a day no year has is refused before its year is known
        year = _near(got["y"], month, day_number, base, last)
        return (year and _one_day(date(year, month, day_number))) or None
    if got.get("z"):
        year = year_of(got["zy"], base, last)
        return (year and Atom(date(year, 1, 1), date(year, 12, 31), "end", year)) or None
    if got.get("q"):
        year, quarter = year_of(got["qy"], base, last), number(got["q"] or "")
        kind: AtomKind = "end" if got["qend"] else "stretch"
        return (year and Atom(date(year, quarter * 3 - 2, 1), month_end(year, quarter * 3), kind, year)) or None
    if got.get("h"):
        year, first, until = year_of(got["hy"], base, last), *((1, 6) if got["h"] == "上" else (7, 12))
        kind = "end" if got["hend"] else "stretch"
        return (year and Atom(date(year, first, 1), month_end(year, until), kind, year)) or None
    return _of_month(got, base, last)


def _one_day(day: date) -> Atom:
    return Atom(day, day, "date", day.year)


def _of_month(got: Groups, base: Base, last: int | None) -> Atom | None:
    """A month, its end or a part of it."""
    forms: tuple[tuple[str, AtomKind], ...] = (("e", "end"), ("p", "part"), ("o", "stretch"))
    key, kind = next((form for form in forms if got.get(form[0] + "m")), ("", "stretch"))
    if not key:
        return None
    month = number(got[key + "m"] or "")
    if not 1 <= month <= 12:
        raise NoSuchDay
    year = _near(got[key + "y"], month, 28, base, last)
    if year is None:
        return None
    first, until = date(year, month, 1), month_end(year, month)
    if kind == "part":
        since, to = _PARTS[got["part"] or "初"]
        return Atom(date(year, month, since), min(until, date(year, month, min(to, until.day))), kind, year)
    return Atom(first, until, kind, year)


def _near(words: str | None, month: int, day: int, base: Base, last: int | None) -> int | None:
    """The year of a month or day. Half a year or more before the paper's own day it is the next one (December asks for January)."""
    year = year_of(words, base, last)
    if year is None or words or last is not None or base.year is not None or base.dated is None:
        return year
    meant = date(year, month, min(day, 28))
    return year + 1 if (base.dated - meant).days > _HALF_A_YEAR else year
