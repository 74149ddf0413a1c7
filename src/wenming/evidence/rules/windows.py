"""The time windows of evidence: from which day to which a paper must date to count.

Decisions where the contract leaves room:

- ``years_back`` with the current year counts it among the years: 3 with 2026 is 2024 to 2026; without it, 2 with 2026 is
  2024 and 2025. Years are whole calendar years.
- ``months_back`` ends ``offset_months`` before ``as_of`` and reaches back from there; as with the look-back of the negative
  list, the day it is counted from is itself outside: 12 months back from 31 October 2026 is 1 November 2025 to that day.
Source  wenming-criteria/1, ``window``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from wenming.criteria.rules.values import DatesWindow, MonthsBackWindow, Window, YearsBackWindow, YearsWindow
from wenming.evidence.rules.vocabulary import joined, span_text
from wenming.kernel.dates import months_before


@dataclass(frozen=True, slots=True)
class Span:
    """A span of days, both included; None is open."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def window_spans(window: Window, *, year: int, as_of: date) -> tuple[Span, ...]:
    """The spans of days that a window allows, ascending; several only where it names years that do not follow each other.

    year   the assessed year, from which ``years_back`` counts.
    as_of  the day of the assessment, from which ``months_back`` counts.
    """
    match window:
        case YearsWindow():
            return _years(sorted(set(window.years)))
        case YearsBackWindow():
            last = year if window.includes_current else year - 1
            return _years(list(range(last - window.years_back + 1, last + 1)))
        case MonthsBackWindow():
            last_day = months_before(as_of, window.offset_months)
            return (Span(months_before(last_day, window.months_back) + timedelta(days=1), last_day),)
        case DatesWindow():
            return (Span(window.start, window.end),)


def window_range(window: Window, *, year: int, as_of: date) -> tuple[date | None, date | None]:
    """The first and the last day of a window, gaps between years left out of account; None is open."""
    spans = window_spans(window, year=year, as_of=as_of)
    return (spans[0].first, spans[-1].last) if spans else (None, None)


def window_text(window: Window, *, year: int, as_of: date) -> str:
    """The window in words."""
    return joined([span_text(span.first, span.last) for span in window_spans(window, year=year, as_of=as_of)])


def inside(window: Window, day: date, *, year: int, as_of: date) -> bool:
    """Whether a paper of that day counts."""
    spans = window_spans(window, year=year, as_of=as_of)
    return not spans or any(span.holds(day) for span in spans)


def _years(years: list[int]) -> tuple[Span, ...]:
    spans: list[Span] = []
    for year in years:
        if not 1 <= year <= 9999:
            continue
        if spans and spans[-1].last == date(year - 1, 12, 31):
            spans[-1] = Span(spans[-1].first, date(year, 12, 31))
        else:
            spans.append(Span(date(year, 1, 1), date(year, 12, 31)))
    return tuple(spans)
