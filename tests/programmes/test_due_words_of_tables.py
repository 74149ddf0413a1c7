"""Times as cells of a 任务分解表 give them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.programmes.rules.breakdown import Due, Every, UnreadDue, due_on, read_due, readable

D = date


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("6月底前", D(2026, 6, 30)), ("九月底前", D(2026, 9, 30)), ("10月10日前", D(2026, 10, 10)), ("6月30号", D(2026, 6, 30)),
        ("２０２６年６月３０日", D(2026, 6, 30)), ("二〇二六年六月三十日", D(2026, 6, 30)), ("2026-06-30", D(2026, 6, 30)),
        ("2026/6/30", D(2026, 6, 30)), ("2026.6.30前", D(2026, 6, 30)), ("20260630", D(2026, 6, 30)), (46203, D(2026, 6, 30)),
        ("46203", D(2026, 6, 30)), (46203.0, D(2026, 6, 30)), (D(2026, 6, 30), D(2026, 6, 30)), (datetime(2026, 6, 30), D(2026, 6, 30)),
        ("6月前", D(2026, 5, 31)), ("6月", D(2026, 6, 30)), ("6月中旬", D(2026, 6, 20)), ("2月底", D(2026, 2, 28)),
        ("第三季度", D(2026, 9, 30)), ("一季度末", D(2026, 3, 31)), ("上半年", D(2026, 6, 30)), ("年底前", D(2026, 12, 31)),
        ("明年3月底", D(2027, 3, 31)), ("5月15日前完成", D(2026, 5, 15)),
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(said, day):
    assert read_due(said, 2026).day == day


@pytest.mark.parametrize(
    ("said", "since", "day"),
    [
        ("3月至9月", D(2026, 3, 1), D(2026, 9, 30)), ("3-9月", D(2026, 3, 1), D(2026, 9, 30)), ("3月5日至20日", D(2026, 3, 5), D(2026, 3, 20)),
        ("11月至次年3月", D(2026, 11, 1), D(2027, 3, 31)), ("11月至3月", D(2026, 11, 1), D(2027, 3, 31)), ("全年", D(2026, 1, 1), D(2026, 12, 31)),
        ("2026年3月1日至2026年6月30日", D(2026, 3, 1), D(2026, 6, 30)),
    ],
)  # fmt: skip
def test_a_span_is_read(said, since, day):
    found = read_due(said, 2026)
    assert (found.since, found.day) == (since, day)


@pytest.mark.parametrize(
    ("said", "every"),
    [
        ("每季度末", Every("quarter")), ("每月5日前", Every("month", 1, 5)), ("每月底", Every("month", 1, 31)), ("每周五", Every("week", 1, 5)),
        ("每两周", Every("week", 2)), ("每半年", Every("half_year")), ("每年12月底前", Every("year")), ("每季度至少1次", Every("quarter")),
    ],
)  # fmt: skip
def test_a_recurrence_is_read(said, every):
    assert read_due(said, 2026) == Due(said, every=every)


@pytest.mark.parametrize("said", ["长期坚持", "随时", "接通知后3个工作日内", "按上级要求"])
def test_words_that_name_no_day_are_kept_as_words(said):
    assert read_due(said, 2026) == Due(said)


@pytest.mark.parametrize(
    "said",
    [
        "9月31日",
        "2026-02-30",
        "32月",
        "周三",
        "每月1日、15日",
        "9月30日至9月1日",
        12,
        10**12,
        "1" * 200,
        "每月45日前",
        float("inf"),
        float("nan"),
    ],
)
def test_times_that_do_not_exist_or_say_too_little_are_refused(said):
    with pytest.raises(UnreadDue) as trouble:
        read_due(said, 2026)
    assert str(trouble.value).endswith("。")


@pytest.mark.parametrize("said", ["", None, "  ", "\n"])
def test_an_empty_cell_has_no_time(said):
    assert read_due(said, 2026) is None


@given(st.dates(D(1960, 1, 1), D(2140, 12, 31)), st.integers(2000, 2100))
def test_a_day_written_by_us_reads_back(day, year):
    assert read_due(due_on(day).text, year) == due_on(day)


EVERY = st.builds(Every, st.sampled_from(["day", "week", "month", "quarter", "half_year", "year"]), st.integers(1, 30))
DUES = st.one_of(
    st.builds(Due, st.text("6月底前每季度末年abc", max_size=8), st.none() | st.dates(D(2000, 1, 1), D(2100, 1, 1))),
    st.builds(
        lambda text, a, b: Due(text, max(a, b), min(a, b)), st.just(""), *[st.dates(D(2000, 1, 1), D(2100, 1, 1))] * 2
    ),
    st.builds(lambda every: Due("", every=every), EVERY),
    st.builds(lambda day: Due("", every=Every("week", 1, day)), st.integers(1, 7)),
    st.builds(lambda day: Due("", every=Every("month", 1, day)), st.integers(1, 31)),
)


@given(DUES)
def test_any_due_finds_words_that_read_back_to_it(due):
    found = readable(due, 2026)
    assert read_due(found.text, 2026) == found
    if due.day or due.every:
        assert (found.day, found.since, found.every) == (due.day, due.since, due.every)


@given(st.text(max_size=30) | st.integers() | st.floats())
def test_nothing_a_cell_may_hold_makes_the_reader_fall(value):
    try:
        found = read_due(value, 2026)
    except UnreadDue:
        return
    assert found is None or found.text
