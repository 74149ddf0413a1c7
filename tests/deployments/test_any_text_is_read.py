"""Whatever stands in a paper, it is read without an error, in time, and nothing is invented beside its words."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wenming.deployments.formats.document import document_of
from wenming.deployments.formats.source import NoPaper, read_text
from wenming.deployments.rules.atoms import Base
from wenming.deployments.rules.days import find_days
from wenming.deployments.rules.numerals import fold, number, without_items
from wenming.deployments.rules.reading import read
from wenming.deployments.rules.recurring import find_recurring

PIECES = [
    "各科室", "要", "务必", "于", "10月10日前", "9月31日前", "每月5日前", "每两周", "报", "市文明办", "名单", "，", "。", "；", "：", "、", "（", "）", "《", "》", "“", "”",
    "一、", "（一）", "1.", "一是", "第一阶段", "准备阶段", "责任单位：", "完成时限：", "配合单位：", "6月底前", "至", "—", "年底", "上旬", "第三季度", "对", "的单位", "予以通报批评", "表彰",
    "同志们：", "由", "牵头", "周调度", "2026年", "廿五日", "〔2026〕3号", "\n", " ", "　", "到", "起", "每", "次", "０", "号", "月", "日",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
LIMITS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def checked(text: str) -> None:
    try:
        paragraphs = read_text(text)
    except NoPaper:
        assert not text.replace("\x00", "").strip()
        return
    document = document_of(read(paragraphs, year=2026))
    for told in (*document["tasks"], *document["rules"]):
        assert told["text"] and told["text"] in paragraphs[told["paragraph"] - 1].text
    for stage in document["stages"]:
        assert stage["name"] and stage["text"] in paragraphs[stage["paragraph"] - 1].text
    for task in document["tasks"]:
        for day in (task["due"], task["from"]):
            assert day is None or date.fromisoformat(day)
        assert task["every"] is None or task["due"] is None
        assert (task["due_kind"] == "recurring") == (task["every"] is not None)
        assert task["action"]
    assert [task["n"] for task in document["tasks"]] == list(range(1, len(document["tasks"]) + 1))


@LIMITS
@given(MIXED)
def test_words_of_papers_in_any_order_are_read(text):
    checked("关于创建工作的通知\n" + text)


@LIMITS
@given(st.text(max_size=300))
def test_any_characters_are_read(text):
    checked(text)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_day_of_the_calendar_is_read_back(day):
    for words in (f"{day.year}年{day.month}月{day.day}日前", f"{day.year}-{day.month:02}-{day.day:02}"):
        found = find_days(fold(words), Base())
        assert [one.due for one in found] == [day]
    assert find_days(f"{day.month}月{day.day}日前", Base(year=day.year))[0].due == day


@given(st.text(max_size=80))
def test_folding_keeps_every_character_in_its_place(text):
    assert len(without_items(fold(text))) == len(text)


@pytest.mark.parametrize(
    ("words", "value"), [("12", 12), ("十二", 12), ("二十", 20), ("廿五", 25), ("三十一", 31), ("十", 10), ("", 0)]
)
def test_numbers_are_read_in_figures_and_characters(words, value):
    assert number(words) == value


LISTS = ["各科室于10月10日前报送材料，", "各科室于10月10日前报送材料；", "3月、", "每周", "周调度、", "（责任单位：工会；完成时限：6月底前）", "《", "“", "（", "1.", "一是", "阶段（", "对", "2026年", "—3月", "责任单位："]  # fmt: skip


@pytest.mark.parametrize("words", LISTS)
def test_the_time_of_a_reading_grows_with_its_length_not_faster(words):
    def seconds(length: int) -> float:
        paragraphs = read_text("通知\n" + words * (length // len(words)))
        best = 9.0
        for _round in range(2):
            start = time.process_time()
            read(paragraphs, year=2026)
            best = min(best, time.process_time() - start)
        return best

    short, long = seconds(4_000), seconds(16_000)
    assert long < 0.5 or long < 10 * short


def test_a_paper_of_ten_thousand_days_in_one_paragraph_is_read():
    paragraphs = read_text(
        "通知\n" + "".join(f"第{n}组于{n % 12 + 1}月{n % 28 + 1}日前报送第{n}批材料；" for n in range(10_000))
    )
    assert len(read(paragraphs, year=2026).duties) == 10_000


def test_a_speech_of_five_thousand_characters_takes_less_than_half_a_second():
    sentence = "各县市区、各部门要提高认识，扎实推进，于10月10日前将落实情况以书面形式报市文明办，每月5日前报送信息。"
    paragraphs = read_text("\n".join(["在推进会上的讲话", *[sentence * 5] * 20]))
    start = time.process_time()
    read(paragraphs, year=2026)
    assert sum(len(one.text) for one in paragraphs) > 5_000
    assert time.process_time() - start < 2, "with room for a busy machine; the bench measures the half second"


@pytest.mark.parametrize(
    ("words", "every"),
    [
        ("每两周", ("week", 2, None)), ("每月5日前", ("month", 1, 5)), ("一月一调度", ("month", 1, None)), ("每半年", ("half_year", 1, None)), ("每周五下班前", ("week", 1, 5)),
        ("每月最后一个工作日", ("month", 1, None)), ("逐年", ("year", 1, None)), ("每两个月", ("month", 2, None)), ("隔周召开", ("week", 2, None)), ("每天", ("day", 1, None)),
    ],
)  # fmt: skip
def test_a_recurrence_is_read(words, every):
    (found,) = find_recurring(words)
    assert found.every is not None and (found.every.unit, found.every.n, found.every.day) == every


@pytest.mark.parametrize(
    "words", ["每人一份", "每个单位", "一年一度的评选", "去年一次", "按年龄分组", "1月考核", "《每日新闻》"]
)
def test_what_only_looks_like_a_recurrence_is_none(words):
    assert find_recurring(words) == []
