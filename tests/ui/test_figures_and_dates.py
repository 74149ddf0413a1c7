"""Figures, dates and sizes are written one way everywhere."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import translation

from wenming.ui import words

NOW = datetime(2026, 10, 14, 6, 32, tzinfo=UTC)  # 14:32 in the office


@pytest.mark.parametrize(
    ("value", "shown"),
    [("82.6", "82.60"), (Decimal("0.005"), "0.01"), (0, "0.00"), (None, "—"), ("", "—"), ("不是数", "—"), ("NaN", "—")],
)
def test_points_always_have_two_places(value, shown):
    assert words.points(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("0.50", "0.5"), ("100", "100"), ("0.00", "0"), ("1E+2", "100"), (None, "—")]
)
def test_plain_numbers_drop_the_places_they_do_not_need(value, shown):
    assert words.plain(value) == shown


@pytest.mark.parametrize(("value", "shown"), [("1.5", "+1.50"), ("-0.4", "−0.40"), (0, "0.00"), ("-0.001", "0.00")])
def test_changes_carry_their_sign(value, shown):
    assert words.signed(value) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(65, 86, "76%"), (999, 1000, "99%"), (1, 1000, "1%"), (0, 5, "0%"), (5, 5, "100%"), (1, 0, "—")],
)
def test_what_is_not_all_never_reads_a_hundred_percent(part, whole, shown):
    assert words.percent(part, whole) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 B"),
        (860, "860 B"),
        (12800, "12 KB"),
        (2 * 1024 * 1024, "2 MB"),
        (1_999_999, "1.9 MB"),
        (1_020_000, "996 KB"),
        (None, "—"),
    ],
)
def test_sizes_read_as_a_file_manager_writes_them(size, shown):
    assert words.filesize(size) == shown


def test_large_counts_are_grouped_and_do_not_break():
    assert words.thousands(1286) == "1\u00a0286"


def test_a_date_in_text_is_written_in_the_readers_language():
    day = date(2026, 3, 5)
    assert words.long_date(day) == "2026年3月5日"
    with translation.override("en"):
        assert words.long_date(day) == "5 March 2026"


def test_columns_show_the_office_day_not_the_servers():
    late_evening_in_utc = datetime(2026, 10, 13, 17, 5, tzinfo=UTC)
    assert words.column_date(late_evening_in_utc) == "2026-10-14"
    assert words.column_time(late_evening_in_utc) == "2026-10-14 01:05"
    assert words.column_date(None) == "—"


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(), "今天 14:32"),
        (timedelta(days=1), "昨天 14:32"),
        (timedelta(days=2), "10-12 14:32"),
        (timedelta(days=400), "2025-09-09"),
    ],
)
def test_instants_are_named_as_one_speaks_of_them(ago, shown):
    assert words.when(NOW - ago, NOW) == shown


@pytest.mark.parametrize(("days", "shown"), [(0, "今天"), (1, "明天"), (6, "6 天"), (-3, "逾期 3 天")])
def test_deadlines_say_how_far_off_they_are(days, shown):
    today = date(2026, 10, 14)
    assert words.days_to(today + timedelta(days=days), today) == shown
