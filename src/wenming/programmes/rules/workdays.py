"""Working days (工作日): Monday to Friday, less the holidays and plus the make-up days of a published table.

The calendar is a value. Every question is answered from two short sorted lists, in O(log n) of the days that differ from
Monday to Friday, however long the span. A working day has a *rank*: how many working days lie up to and including it,
counted from a fixed day long past. Schedules reckon in ranks, where adding working days is adding whole numbers.

A year is *published* once its holidays are known. In any other year Monday to Friday stand in, and every answer that
touched one names it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from wenming.kernel.errors import Invalid
from wenming.kernel.words import _
from wenming.programmes.rules.words import day_text

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
_MOST = 200_000  # working days in one step: more than lie between EARLIEST and LATEST

Answered = TypeVar("Answered")


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that a published table speaks of.

    off  True: no work on it (休), whatever day of the week; False: a make-up day (班), worked though it is a weekend.
    """

    day: date
    name: str
    off: bool


@dataclass(frozen=True, slots=True)
class Reckoned(Generic[Answered]):
    """An answer, and the years without a published table that it touched (in order; usually none)."""

    value: Answered
    unpublished: tuple[int, ...] = ()

    @property
    def note(self) -> str:
        """What a reader must know beside the answer; empty if nothing."""
        return unpublished_note(self.unpublished)


def unpublished_note(years: tuple[int, ...]) -> str:
    """The sentence for years counted Monday to Friday; empty without years."""
    if not years:
        return ""
    said = _("、").join(str(year) for year in years)
    return _("%(years)s年节假日安排未公布，按周一至周五计算；公布后请更新节假日表并重新倒排。") % {"years": said}


@dataclass(frozen=True)
class Workdays:
    """A working-day calendar as a value.

    days       what the tables say, in order, each day once.
    published  years whose tables are complete.
    Build it with :meth:`of`, which checks. Days outside EARLIEST … LATEST are refused by every question.
    """

    days: tuple[SpecialDay, ...] = ()
    published: frozenset[int] = frozenset()

    @classmethod
    def of(cls, days: Iterable[SpecialDay], published: Iterable[int] | None = None) -> Workdays:
        """Build a calendar from the rows of one or more tables.

        published  None: the years whose National Day (1 October) the tables give off, as it closes every year's list.
        Raises     Invalid: one day both off and worked, or out of range.
        """
        known: dict[date, SpecialDay] = {}
        for day in days:
            _within(day.day)
            other = known.setdefault(day.day, day)
            if other.off != day.off:
                raise Invalid(
                    _("%(day)s在节假日表里既是“休”又是“班”（%(first)s、%(second)s）。请只保留一行。")
                    % {"day": day_text(day.day), "first": other.name, "second": day.name}
                )
        if published is None:
            published = (day.year for day, row in known.items() if row.off and (day.month, day.day) == (10, 1))
        return cls(tuple(known[day] for day in sorted(known)), frozenset(published))

    # -- the two lists ------------------------------------------------------------------------------------------------

    @cached_property
    def _named(self) -> dict[date, SpecialDay]:
        return {day.day: day for day in self.days}

    @cached_property
    def _differ(self) -> tuple[list[int], list[int], list[int]]:
        """Ordinals that differ from Monday–Friday; the correction before each (and after all); the rank of each."""
        ordinals, corrections, ranks, total = [], [0], [], 0
        for row in self.days:
            ordinal = row.day.toordinal()
            if row.off == (row.day.weekday() < 5):
                total += -1 if row.off else 1
                ordinals.append(ordinal)
                corrections.append(total)
                ranks.append(_weekdays_to(ordinal) + total)
        return ordinals, corrections, ranks

    # -- ranks: what schedules reckon with -----------------------------------------------------------------------------

    def rank(self, day: date) -> int:
        """How many working days lie up to ``day``, itself included, counted from a fixed day long past."""
        _within(day)
        ordinals, corrections, _ranks = self._differ
        ordinal = day.toordinal()
        return _weekdays_to(ordinal) + corrections[bisect_right(ordinals, ordinal)]

    def at(self, rank: int) -> date:
        """The working day with this rank. Raises Invalid if it lies out of range."""
        ordinals, corrections, ranks = self._differ
        place = bisect_left(ranks, rank)
        ordinal = _weekday_of(rank - corrections[place])
        if place < len(ordinals) and ordinal >= ordinals[place]:
            ordinal = ordinals[place]  # a make-up day: no plain weekday before it has the rank
        if not _FIRST <= ordinal <= _LAST:
            raise _out_of_range()
        return date.fromordinal(ordinal)

    def ceiling(self, day: date) -> int:
        """The rank of the first working day on or after ``day``."""
        return self.rank(day) + (0 if self.works(day) else 1)

    def works(self, day: date) -> bool:
        """Whether ``day`` is a working day; for its name or its standing ask :meth:`is_workday`."""
        row = self._named.get(day)
        return day.weekday() < 5 if row is None else not row.off

    def touched(self, first: date, last: date) -> tuple[int, ...]:
        """The unpublished years from ``first`` to ``last``, in either order."""
        low, high = sorted((first.year, last.year))
        return tuple(year for year in range(low, high + 1) if year not in self.published)

    # -- questions -----------------------------------------------------------------------------------------------------

    def name(self, day: date) -> str:
        """What the table calls the day (国庆节, 国庆节调休); empty for an ordinary one."""
        row = self._named.get(day)
        return row.name if row else ""

    def is_workday(self, day: date) -> Reckoned[bool]:
        """Whether people work on ``day``."""
        _within(day)
        return Reckoned(self.works(day), self.touched(day, day))

    def on_or_after(self, day: date) -> Reckoned[date]:
        """The day itself if it is a working day, else the next one."""
        return self._found(day, self.ceiling(day))

    def on_or_before(self, day: date) -> Reckoned[date]:
        """The day itself if it is a working day, else the one before."""
        return self._found(day, self.rank(day))

    def next(self, day: date) -> Reckoned[date]:
        """The first working day after ``day``."""
        return self.add(day, 1)

    def previous(self, day: date) -> Reckoned[date]:
        """The last working day before ``day``."""
        return self.add(day, -1)

    def add(self, day: date, count: int) -> Reckoned[date]:
        """The ``count``-th working day after ``day`` (before it, if negative); 0 is :meth:`on_or_after`."""
        if abs(count) > _MOST:
            raise _out_of_range()
        if count > 0:
            return self._found(day, self.rank(day) + count)
        return self._found(day, self.ceiling(day) + count)

    def between(self, first: date, last: date) -> Reckoned[int]:
        """How many working days lie from ``first`` to ``last``, both included; 0 if ``last`` is the earlier."""
        count = 0 if last < first else self.rank(last) - self.rank(first) + self.works(first)
        return Reckoned(count, self.touched(first, last))

    def off_spans(self, first: date, last: date) -> list[tuple[date, date, str]]:
        """Runs of days without work from ``first`` to ``last``: first day, last day, the holiday's name if it is one."""
        _within(first)
        _within(last)
        spans: list[tuple[date, date, str]] = []
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            if self.works(day):
                continue
            name = self.name(day)
            if spans and spans[-1][1].toordinal() == ordinal - 1:
                spans[-1] = (spans[-1][0], day, spans[-1][2] or name)
            else:
                spans.append((day, day, name))
        return spans

    def _found(self, asked: date, rank: int) -> Reckoned[date]:
        found = self.at(rank)
        return Reckoned(found, self.touched(asked, found))


_FIRST, _LAST = EARLIEST.toordinal(), LATEST.toordinal()


def _weekdays_to(ordinal: int) -> int:
    """Mondays to Fridays among the ordinals 1 … ``ordinal``; ordinal 1 is a Monday."""
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5)


def _weekday_of(count: int) -> int:
    """The ordinal of the ``count``-th Monday-to-Friday day."""
    weeks, days = divmod(count - 1, 5)
    return weeks * 7 + days + 1


def _within(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise _out_of_range()


def _out_of_range() -> Invalid:
    return Invalid(
        _("日期超出可计算的范围（%(first)s年至%(last)s年）。请核对年份和天数。")
        % {"first": EARLIEST.year, "last": LATEST.year}
    )
