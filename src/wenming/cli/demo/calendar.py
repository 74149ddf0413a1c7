"""Which year the demonstration is about, and on which days its events fell – whenever it is run.

The assessed year is the current one from June on, else the one before: there is always enough of it to show. Events of
a typical year are laid over the last eighteen months up to yesterday.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from wenming.cli.demo.words import words

FIRST_MONTH = 6
"""From June on a year has enough evidence to be the assessed one."""


def assessed_year(today: date) -> int:
    return today.year if today.month >= FIRST_MONTH else today.year - 1


def months_before(day: date, months: int) -> date:
    """The same day of the month ``months`` earlier, or the last one there is."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def span(today: date) -> tuple[date, date]:
    """First and last day of the demonstration: some eighteen months, always with the December before the assessed year."""
    first = min(months_before(today, 18), date(assessed_year(today) - 1, 12, 1))
    return first, today - timedelta(days=1)


def resolve(text: str, today: date) -> date:
    """``Y-09-11`` or ``Y-1-01-15`` as a day; one that has not come yet is taken a year earlier."""
    head, month, day = text.rsplit("-", 2)
    year = assessed_year(today) - (int(head[2:]) if len(head) > 1 else 0)
    found = date(year, int(month), int(day))
    return found if found < today else date(year - 1, int(month), int(day))


def working_day(day: date) -> date:
    """The day itself, or the Friday before a week-end."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def festival(name: str, year: int) -> date:
    """The day of a traditional festival; where the table ends, a day near it."""
    table = words("festivals")
    found = table["days"].get(name, {}).get(year) or table["usual"][name]
    month, day = (int(part) for part in str(found).split("-"))
    return date(year, month, day)


def occurrences(when: object, first: date, last: date, weekend: bool = False) -> Iterator[tuple[date, int]]:
    """Every day in ``first`` … ``last`` on which an event fell, with its number within its year, from 1.

    when  ``"03-05"``, a list of such, ``{"monthly": 18}``, ``{"monthly": 18, "months": [1, 3]}`` or
          ``{"festival": "spring", "days": -6}``.
    """
    for year in range(first.year, last.year + 1):
        days: list[date] = []
        if isinstance(when, str):
            when = [when]
        if isinstance(when, list):
            days = [date(year, int(text[:2]), int(text[3:])) for text in when]
        elif isinstance(when, dict) and "monthly" in when:
            days = [date(year, month, when["monthly"]) for month in when.get("months", range(1, 13))]
        elif isinstance(when, dict):
            days = [festival(when["festival"], year) + timedelta(days=when.get("days", 0))]
        for number, day in enumerate(days, 1):
            moved = day if weekend else working_day(day)
            if first <= moved <= last:
                yield moved, number
