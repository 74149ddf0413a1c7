"""The editable holiday table: what is shipped, what an office types, what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wenming.programmes.formats.holidays import (
    HolidayTable,
    calendar_of,
    read_holidays,
    read_holidays_pasted,
    read_holidays_yaml,
    seed_files,
    write_holidays_csv,
    write_holidays_xlsx,
    write_holidays_yaml,
)
from wenming.programmes.formats.tables import TableRefused
from wenming.programmes.rules.workdays import SpecialDay

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "holidays"
NAME = st.text("元旦国庆节调休春 ,\"'#:-{}ab1", max_size=12).map(lambda text: " ".join(text.split()))
ROWS = st.lists(
    st.builds(SpecialDay, st.dates(date(2000, 1, 1), date(2099, 12, 31)), NAME, st.booleans()),
    max_size=30,
    unique_by=lambda row: row.day,
).map(lambda rows: tuple(sorted(rows, key=lambda row: row.day)))


@given(ROWS, st.frozensets(st.integers(2000, 2099), min_size=1, max_size=4))
def test_yaml_comes_back_as_it_was_written(rows, years):
    table = HolidayTable(rows, years, "市创建办：自行整理")
    assert read_holidays_yaml(write_holidays_yaml(table)) == table


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_workbooks_and_csv_come_back_as_they_were_written(tmp_path, rows):
    table = HolidayTable(rows, frozenset())
    (tmp_path / "t.xlsx").write_bytes(write_holidays_xlsx(table))
    (tmp_path / "t.csv").write_text(write_holidays_csv(table), encoding="utf-8", newline="")
    assert read_holidays(tmp_path / "t.xlsx").days == rows
    assert read_holidays(tmp_path / "t.csv").days == rows


def test_the_shipped_years_say_what_the_library_knows():
    chinese_calendar = pytest.importorskip("chinese_calendar")
    tables = [read_holidays(path) for path in seed_files(SEEDS)]
    calendar = calendar_of(tables)
    assert {2024, 2025, 2026} <= calendar.published
    ours = {row.day: row.off for row in calendar.days}
    constants = chinese_calendar.constants
    known = dict.fromkeys(constants.holidays, True) | dict.fromkeys(constants.workdays, False)
    assert {day: off for day, off in known.items() if day.year in calendar.published} == ours
    assert all(table.source for table in tables)


def test_the_shipped_year_2026_counts_its_working_days():
    calendar = calendar_of([read_holidays(SEEDS / "2026.yaml")])
    assert calendar.add(date(2026, 9, 30), 1).value == date(2026, 10, 8)
    assert calendar.between(date(2026, 1, 1), date(2026, 12, 31)).value == 248
    assert calendar.add(date(2026, 12, 31), 1).unpublished == (2027,)


def test_headings_may_come_in_any_order_and_other_words():
    table = read_holidays_pasted("类型\t节日\t日期\n补班\t国庆节调休\t2026/10/10\n放假\t国庆节\t2026年10月1日\n\t\t\n")
    assert table.days == (
        SpecialDay(date(2026, 10, 1), "国庆节", True),
        SpecialDay(date(2026, 10, 10), "国庆节调休", False),
    )
    assert table.years == {2026}


def test_every_bad_row_is_told_at_once_and_nothing_is_taken():
    with pytest.raises(TableRefused) as refused:
        read_holidays_pasted(
            "日期\t名称\t休/班\n2026-02-30\t春节\t休\n2026-10-01\t国庆节\t半天\n2026-10-02\t国庆节\t休\n2026-10-02\t重复\t休"
        )
    assert [trouble.row for trouble in refused.value.troubles] == [2, 3, 5]
    said = str(refused.value)
    assert "2026-02-30" in said and "“休”或“班”" in said and "第 4 行是同一天" in said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format: other/1",
        "format: [",
        "- 1",
        "format: wenming-holidays/1\nyears: [x]\ndays: []",
        "format: wenming-holidays/1\ndays: 3",
    ],
)
def test_files_that_are_no_holiday_table_are_refused_in_words(text):
    with pytest.raises(TableRefused, match=r"[节假日表头]"):
        read_holidays_yaml(text)


def test_a_day_that_does_not_exist_is_named_with_its_row_in_yaml_too():
    with pytest.raises(TableRefused, match=r"第 1 行.*2026-02-31"):
        read_holidays_yaml(
            "format: wenming-holidays/1\nyears: [2026]\ndays:\n- {date: 2026-02-31, name: 春节, kind: 休}\n"
        )


def test_tables_that_contradict_each_other_are_refused():
    one = HolidayTable((SpecialDay(date(2026, 1, 2), "元旦", True),), frozenset({2026}))
    other = HolidayTable((SpecialDay(date(2026, 1, 2), "补班", False),), frozenset({2026}))
    with pytest.raises(Exception, match="既是“休”又是“班”"):
        calendar_of([one, other])


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"\x00\x01\x02" * 50, b"MZ\x90\x00" + b"\0" * 300])
def test_damaged_and_disguised_files_are_refused(tmp_path, content):
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    with pytest.raises(TableRefused):
        read_holidays(path)


def test_a_missing_file_and_a_workbook_without_headings_are_refused(tmp_path):
    with pytest.raises(TableRefused, match="打不开"):
        read_holidays(tmp_path / "none.xlsx")
    with xlsxwriter.Workbook(tmp_path / "other.xlsx") as book:
        book.add_worksheet().write(0, 0, "会议记录")
    with pytest.raises(TableRefused, match="日期、名称、休/班"):
        read_holidays(tmp_path / "other.xlsx")
