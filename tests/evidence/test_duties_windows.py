"""Windows: which days count, for every form the criteria format has."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.criteria.rules.values import DatesWindow, MonthsBackWindow, Window, YearsBackWindow, YearsWindow
from wenming.evidence.rules.windows import inside, window_range, window_text

AS_OF = date(2026, 10, 31)


def span(window: Window, *, year: int = 2026, as_of: date = AS_OF) -> tuple[date | None, date | None]:
    return window_range(window, year=year, as_of=as_of)


@pytest.mark.parametrize(
    ("window", "first", "last"),
    [
        (YearsWindow((2026,)), date(2026, 1, 1), date(2026, 12, 31)),
        (YearsWindow((2025, 2024)), date(2024, 1, 1), date(2025, 12, 31)),
        (YearsBackWindow(2), date(2024, 1, 1), date(2025, 12, 31)),
        (YearsBackWindow(3, includes_current=True), date(2024, 1, 1), date(2026, 12, 31)),
        (YearsBackWindow(1, includes_current=True), date(2026, 1, 1), date(2026, 12, 31)),
        (MonthsBackWindow(12), date(2025, 11, 1), date(2026, 10, 31)),
        (MonthsBackWindow(12, 1), date(2025, 10, 1), date(2026, 9, 30)),
        (MonthsBackWindow(1), date(2026, 10, 1), date(2026, 10, 31)),
        (DatesWindow(date(2025, 7, 1), date(2026, 6, 30)), date(2025, 7, 1), date(2026, 6, 30)),
        (DatesWindow(date(2025, 7, 1), None), date(2025, 7, 1), None),
        (DatesWindow(None, date(2026, 6, 30)), None, date(2026, 6, 30)),
    ],
)
def test_a_window_reaches_from_day_to_day(window, first, last):
    assert span(window) == (first, last)


def test_months_are_counted_from_short_months_too():
    assert span(MonthsBackWindow(1), as_of=date(2026, 3, 31)) == (date(2026, 3, 1), date(2026, 3, 31))
    assert span(MonthsBackWindow(12), as_of=date(2024, 2, 29)) == (date(2023, 3, 1), date(2024, 2, 29))


def test_years_with_a_gap_leave_the_gap_out():
    window = YearsWindow((2022, 2024))
    assert not inside(window, date(2023, 6, 1), year=2026, as_of=AS_OF)
    assert inside(window, date(2024, 6, 1), year=2026, as_of=AS_OF)
    assert window_text(window, year=2026, as_of=AS_OF) == "2022年1月1日至2022年12月31日、2024年1月1日至2024年12月31日"


def test_open_ends_are_said_in_words():
    assert window_text(DatesWindow(date(2025, 7, 1), None), year=2026, as_of=AS_OF) == "2025年7月1日以后"
    assert window_text(DatesWindow(None, date(2025, 7, 1)), year=2026, as_of=AS_OF) == "2025年7月1日以前"


@given(st.integers(1, 60), st.integers(0, 24), st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_the_days_of_a_look_back_lie_inside_and_their_neighbours_outside(back, offset, as_of):
    from datetime import timedelta

    window = MonthsBackWindow(back, offset)
    first, last = window_range(window, year=as_of.year, as_of=as_of)
    assert first and last and first <= last <= as_of
    for day, expected in ((first, True), (last, True), (first - timedelta(1), False), (last + timedelta(1), False)):
        assert inside(window, day, year=as_of.year, as_of=as_of) is expected


def test_absurd_years_break_nothing():
    assert window_range(YearsWindow((99999,)), year=2026, as_of=AS_OF) == (None, None)
    assert window_range(YearsBackWindow(5000), year=2026, as_of=AS_OF)[1] == date(2025, 12, 31)
    assert window_range(YearsBackWindow(0), year=2026, as_of=AS_OF) == (None, None)
