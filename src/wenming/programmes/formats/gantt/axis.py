"""The days of a Gantt: how far they reach, the marks of the scale, the days without work."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from wenming.kernel.errors import Invalid
from wenming.kernel.words import _
from wenming.programmes.formats.gantt.values import PX_PER_DAY, Shade, Tick, Zoom
from wenming.programmes.rules.words import day_text
from wenming.programmes.rules.workdays import EARLIEST, LATEST, Workdays

MOST_DAYS = 366 * 10
_ROOM = {Zoom.DAY: 3, Zoom.WEEK: 14, Zoom.MONTH: 31, Zoom.QUARTER: 62}  # days kept free behind the last bar, for labels


def span_of(days: Iterable[date], zoom: Zoom) -> tuple[date, date]:
    """The first and last day to show: whole weeks or months around ``days``. Raises Invalid beyond ten years."""
    known = list(days)
    low, high = min(known), max(known)
    if (high - low).days > MOST_DAYS or low <= EARLIEST or high >= LATEST - timedelta(days=120):
        raise Invalid(
            _("任务日期从%(first)s到%(last)s，相差超过十年，无法绘图。请核对年份。")
            % {"first": day_text(low), "last": day_text(high)}
        )
    high += timedelta(days=_ROOM[zoom])
    if zoom in {Zoom.DAY, Zoom.WEEK}:
        return low - timedelta(days=low.weekday()), high + timedelta(days=6 - high.weekday())
    return low.replace(day=1), high.replace(day=calendar.monthrange(high.year, high.month)[1])


def ticks(first: date, last: date, zoom: Zoom) -> Iterator[Tick]:
    """Marks of both lines of the scale, from left to right."""
    px = PX_PER_DAY[zoom]

    def tick(start: date, end: date, label: str, major: bool) -> Tick:
        start, end = max(start, first), min(end, last)
        return Tick((start - first).days * px, ((end - start).days + 1) * px, label, major)

    if zoom in {Zoom.DAY, Zoom.WEEK}:
        for start, end in _months(first, last):
            named = start.month == 1 or start <= first
            label = _("%(y)s年%(m)s月") if named else _("%(m)s月")
            yield tick(start, end, label % {"y": start.year, "m": start.month}, True)
        step = 1 if zoom is Zoom.DAY else 7
        for place in range(0, (last - first).days + 1, step):
            day = first + timedelta(days=place)
            label = str(day.day) if zoom is Zoom.DAY else _("%(d)s日") % {"d": day.day}
            yield tick(day, day + timedelta(days=step - 1), label, False)
        return
    for year in range(first.year, last.year + 1):
        yield tick(date(year, 1, 1), date(year, 12, 31), _("%(y)s年") % {"y": year}, True)
    for start, end in _months(first, last):
        if zoom is Zoom.MONTH:
            yield tick(start, end, _("%(m)s月") % {"m": start.month}, False)
        elif start.month % 3 == 1 or start <= first:
            quarter = (start.month + 2) // 3
            end = date(start.year, quarter * 3, calendar.monthrange(start.year, quarter * 3)[1])
            yield tick(start, end, _("第%(q)s季度") % {"q": quarter}, False)


def shades(first: date, last: date, zoom: Zoom, workdays: Workdays) -> list[Shade]:
    """Weekends and holidays for days and weeks, holidays alone for months, nothing for quarters."""
    if zoom is Zoom.QUARTER:
        return []
    px = PX_PER_DAY[zoom]
    return [
        Shade((start - first).days * px, ((end - start).days + 1) * px, name)
        for start, end, name in workdays.off_spans(first, last)
        if name or zoom is not Zoom.MONTH
    ]


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    day = first.replace(day=1)
    while day <= last:
        end = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        yield day, end
        day = end + timedelta(days=1)
