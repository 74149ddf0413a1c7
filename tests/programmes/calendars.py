"""Calendars the tests of schedules count with."""

from __future__ import annotations

from datetime import date, timedelta

from wenming.programmes.rules.workdays import SpecialDay, Workdays

NATIONAL_WEEK = [SpecialDay(date(2026, 10, 1) + timedelta(n), "国庆节", True) for n in range(7)] + [
    SpecialDay(date(2026, 9, 20), "国庆节调休", False),
    SpecialDay(date(2026, 10, 10), "国庆节调休", False),
]


def workdays_of(rows: list[SpecialDay], *years: int) -> Workdays:
    """A calendar of these rows that takes the years as published."""
    return Workdays.of(rows, years)


PLAIN = Workdays.of([], range(2020, 2040))
AUTUMN = workdays_of(NATIONAL_WEEK, 2026)
