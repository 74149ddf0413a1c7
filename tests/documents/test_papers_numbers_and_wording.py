"""Document numbers are formed, read and put right as the standard writes them; titles break where sense allows."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.documents.formats.papers.breaking import broken, words_of
from wenming.documents.formats.papers.layout import mark_size
from wenming.documents.formats.papers.numbers import (
    DocumentNumber,
    NumberRefused,
    doubled_numbers,
    missing_numbers,
    next_number,
    number_faults,
    parse_number,
    tidied_number,
)
from wenming.documents.formats.papers.paper import Cell, Table
from wenming.documents.formats.papers.tables import laid
from wenming.documents.formats.papers.wording import chinese_date, chinese_figure, ems, numeral


def test_a_number_is_written_in_hexagonal_brackets_without_zeros():
    assert str(DocumentNumber("云文明办", 2026, 3)) == "云文明办〔2026〕3号"
    assert parse_number("云文明办函〔2026〕12号") == DocumentNumber("云文明办函", 2026, 12)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("云文明办[2026]3号", "六角括号"),
        ("云文明办（2026）3号", "六角括号"),
        ("云文明办〔2026〕03号", "虚位"),
        ("云文明办〔2026〕第3号", "第"),
        ("云文明办〔26〕3号", "四位"),
        ("云文明办〔2026〕3", "号"),
        ("云文明办 〔２０２６〕 3 号", "空格"),
    ],
)
def test_a_number_written_otherwise_is_named_and_put_right(written, fault):
    assert tidied_number(written) == DocumentNumber("云文明办", 2026, 3)
    assert any(fault in one for one in number_faults(written)) and "云文明办〔2026〕3号" in number_faults(written)[-1]
    with pytest.raises(NumberRefused) as refused:
        parse_number(written)
    assert "云文明办〔2026〕3号" in str(refused.value)


@pytest.mark.parametrize("written", ["", "3号", "〔2026〕3号", "云文明办〔2026〕0号", "云文明办〔0026〕3号", "云，办〔2026〕3号",
                                     "云文明办〔2026〕99999999999999号", "甲" * 21 + "〔2026〕3号", "云文明办〔2026〕3号\n"])  # fmt: skip
def test_what_cannot_be_a_number_is_refused(written):
    if written.endswith("\n"):
        assert number_faults(written)
    with pytest.raises(NumberRefused):
        parse_number(written)


@given(st.text(max_size=40))
def test_no_text_makes_the_reader_stumble(text):
    faults = number_faults(text)
    assert (faults == []) == (_parsed(text) is not None)


def _parsed(text: str) -> DocumentNumber | None:
    try:
        return parse_number(text)
    except NumberRefused:
        return None


@given(st.integers(1949, 2199), st.integers(1, 99_999))
def test_every_number_can_be_read_back(year, number):
    made = DocumentNumber("云文明办", year, number)
    assert parse_number(str(made)) == made == tidied_number(str(made)) and number_faults(str(made)) == []


def test_a_register_counts_on_and_tells_gaps_and_doubles():
    assert (next_number([]), next_number([1, 2, 5])) == (1, 6)
    assert missing_numbers([1, 2, 5]) == [3, 4] and missing_numbers([]) == []
    assert doubled_numbers([1, 2, 2, 3, 1]) == [1, 2]
    assert len(missing_numbers([99_999])) == 1000


def test_days_figures_and_numerals_are_written_as_papers_write_them():
    assert chinese_date(date(2026, 3, 5)) == "2026年3月5日"
    assert [chinese_figure(n) for n in (1, 10, 11, 20, 35, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "三十五",
        "九十九",
        "100",
    ]
    assert [numeral(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]
    assert ems("2026年") == 3.0 and ems("〔3〕") == 2.5


@pytest.mark.parametrize(
    "title",
    [
        "关于调整云岭市自然资源和规划局精神文明建设工作领导小组成员的通知",
        "云岭市精神文明建设委员会办公室关于印发《云岭市文明单位测评体系（2026年版）》的通知",
        "关于深入开展“我们的节日·中秋”主题活动进一步弘扬中华优秀传统文化的实施方案",
        "关于2026年上半年全市群众性精神文明创建工作开展情况和下半年重点工作安排的报告",
    ],
)
def test_a_title_breaks_between_words_in_a_seemly_shape(title):
    lines = broken(title, 20)
    assert "".join(lines) == title and all(ems(line) <= 20 for line in lines)
    for line in lines:
        assert line[0] not in "的和与及》）”、，·" and line[-1] not in "《（“"
    for word in ("精神文明", "领导小组", "实施方案", "办公室", "文明单位", "通知", "报告", "2026年"):
        assert (word in title) == any(word in line for line in lines), (word, lines)
    lengths = [ems(line) for line in lines]
    assert min(lengths) >= 0.35 * max(lengths)
    assert not any(b < a and b < c for a, b, c in zip(lengths, lengths[1:], lengths[2:], strict=False))


def test_a_break_somebody_typed_is_kept_and_short_titles_stay_whole():
    assert broken("云岭市文明办\n关于召开推进会的通知", 20) == ["云岭市文明办", "关于召开推进会的通知"]
    assert broken("关于召开推进会的通知", 20) == ["关于召开推进会的通知"]
    assert broken(" \n ", 20) == []


@given(st.text(alphabet="云岭市文明单位创建的和、（）《》“”A1 \n关于通知", max_size=120), st.integers(5, 25))
def test_whatever_the_title_nothing_is_lost_and_nothing_is_too_wide(title, width):
    lines = broken(title, width)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert all(ems(line) <= width for line in lines)


def test_words_are_found_by_the_longest_match():
    assert words_of("精神文明建设委员会办公室") == ["精神文明建设", "委员会办公室"]


def test_a_mark_is_as_large_as_fits_and_narrowed_before_it_becomes_small():
    assert mark_size(4) == (60.0, 1.0)
    size, scale = mark_size(17)
    assert size == 42 and 0.6 < scale < 1 and 17 * size * scale == pytest.approx(442.2, abs=0.5)
    size, scale = mark_size(26)
    assert scale == 0.6 and 26 * size * scale <= 442.3


def test_cells_find_their_places_around_those_that_run_down():
    made = laid(Table([["甲", Cell("乙", across=2)], [Cell("丙", down=2), "丁", "戊"], ["己", "庚"]], widths=[1, 2, 1]))
    assert [(cell.x, cell.y, cell.text) for cell in made.cells] == [
        (0, 0, "甲"), (1, 0, "乙"), (0, 1, "丙"), (1, 1, "丁"), (2, 1, "戊"), (1, 2, "己"), (2, 2, "庚"),
    ]  # fmt: skip
    assert made.shares == (0.25, 0.5, 0.25) and not made.lying and laid(Table([])).cells == ()


def test_rows_of_different_length_are_filled_with_empty_cells():
    made = laid(Table([["甲", "乙", "丙"], ["丁"]]))
    assert len(made.cells) == 6 and made.columns == 3
