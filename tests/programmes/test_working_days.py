"""The working-day calendar against the days themselves, one by one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programmes.calendars import NATIONAL_WEEK, workdays_of
from wenming.kernel.errors import Invalid
from wenming.programmes.rules.workdays import LATEST, SpecialDay, Workdays

BASE = date(2026, 1, 1)
SPECIAL = st.lists(st.tuples(st.integers(0, 400), st.booleans()), max_size=60, unique_by=lambda pair: pair[0])


def special(pairs):
    return [SpecialDay(BASE + timedelta(n), "放假" if off else "补班", off) for n, off in pairs]


def works(rows, day):
    for row in rows:
        if row.day == day:
            return not row.off
    return day.weekday() < 5


@given(SPECIAL, st.integers(-30, 430), st.integers(-90, 90))
def test_adding_working_days_is_walking_day_by_day(pairs, start, count):
    rows = special(pairs)
    calendar = Workdays.of(rows)
    day = BASE + timedelta(start)
    expected = day
    if count == 0:
        while not works(rows, expected):
            expected += timedelta(1)
    elif count < 0 and not works(rows, day):
        while not works(rows, expected):  # from a day off, the first step back is the last working day before it
            expected += timedelta(1)
    left, step = abs(count), timedelta(1 if count > 0 else -1)
    while left:
        expected += step
        left -= works(rows, expected)
    assert calendar.add(day, count).value == expected


@given(SPECIAL, st.integers(-30, 430), st.integers(0, 200))
def test_counting_between_two_days_is_counting_each(pairs, start, length):
    rows = special(pairs)
    first = BASE + timedelta(start)
    last = first + timedelta(length)
    expected = sum(works(rows, first + timedelta(n)) for n in range(length + 1))
    assert Workdays.of(rows).between(first, last).value == expected
    assert Workdays.of(rows).between(last + timedelta(1), first).value == 0


@given(SPECIAL, st.integers(-60, 460))
def test_a_rank_leads_back_to_its_day(pairs, start):
    calendar = Workdays.of(special(pairs))
    day = BASE + timedelta(start)
    found = calendar.at(calendar.rank(day))
    assert found <= day and calendar.works(found)
    assert (found == day) == calendar.works(day)


def test_the_national_week_and_its_make_up_days_are_kept():
    calendar = workdays_of(NATIONAL_WEEK, 2026)
    assert calendar.next(date(2026, 9, 30)).value == date(2026, 10, 8)
    assert calendar.is_workday(date(2026, 10, 10)).value  # a Saturday that is worked
    assert calendar.previous(date(2026, 10, 8)).value == date(2026, 9, 30)
    assert calendar.between(date(2026, 9, 28), date(2026, 10, 11)).value == 6
    assert calendar.name(date(2026, 10, 1)) == "国庆节"


def test_an_answer_that_touched_an_unpublished_year_says_so():
    calendar = workdays_of(NATIONAL_WEEK, 2026)
    assert calendar.add(date(2026, 12, 1), 5).unpublished == ()
    answer = calendar.add(date(2026, 12, 28), 10)
    assert answer.unpublished == (2027,)
    assert "2027" in answer.note and "未公布" in answer.note
    assert calendar.is_workday(date(2027, 5, 3)).unpublished == (2027,)
    assert calendar.between(date(2026, 12, 1), date(2028, 2, 1)).unpublished == (2027, 2028)


def test_a_year_counts_as_published_once_its_national_day_is_in_the_table():
    few = [SpecialDay(date(2027, 1, 1), "元旦", True)]
    assert Workdays.of(few).published == frozenset()
    assert Workdays.of([*few, SpecialDay(date(2027, 10, 1), "国庆节", True)]).published == {2027}


def test_a_day_both_off_and_worked_is_refused():
    day = date(2026, 10, 10)
    with pytest.raises(Invalid, match="既是“休”又是“班”"):
        Workdays.of([SpecialDay(day, "国庆节", True), SpecialDay(day, "补班", False)])


@pytest.mark.parametrize(
    "ask", [lambda c: c.add(LATEST, 1), lambda c: c.add(LATEST, 10**9), lambda c: c.rank(date.min)]
)
def test_days_no_calendar_reaches_are_refused_in_words(ask):
    with pytest.raises(Invalid, match="超出可计算的范围"):
        ask(Workdays())


def test_days_without_work_come_as_named_runs():
    calendar = workdays_of(NATIONAL_WEEK, 2026)
    spans = calendar.off_spans(date(2026, 9, 25), date(2026, 10, 12))
    assert spans == [
        (date(2026, 9, 26), date(2026, 9, 27), ""),
        (date(2026, 10, 1), date(2026, 10, 7), "国庆节"),
        (date(2026, 10, 11), date(2026, 10, 11), ""),
    ]
