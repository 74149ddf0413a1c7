"""字数: counted as Word counts, because people check it with Word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenming.evidence.rules.counting import character_count, word_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \t\r\n　\xa0", 0),
        ("志愿服务", 4),
        ("你好，世界。", 6),
        ("你好,世界", 5),  # the half-width comma is a run of its own
        ("你好, 世界", 5),
        ("Hello, world!", 2),
        ("a , b", 3),
        ("e-mail", 1),
        ("A/B测试", 3),
        ("2025年3月5日", 6),
        ("2025-03-05", 1),
        ("10%", 1),
        ("10％", 2),
        ("3.5分", 2),
        ("３．５分", 4),  # full-width digits count one each
        ("ＡＢＣ", 3),
        ("《管理办法》（试行）", 10),
        ("（1）学习", 5),
        ("(1)学习", 3),
        ("“学雷锋”活动", 7),
        ("“Hello”", 3),
        ("don’t", 1),
        ("rock’n’roll", 1),
        ("3×5米", 2),
        ("——", 2),
        ("2024——2025", 4),
        ("……", 2),
        ("①学习", 3),
        ("25℃", 2),
        ("张三·李四", 5),
        ("한국어 텍스트", 2),
        ("ひらがなカタカナ", 8),
        ("Ωμέγα", 1),
        ("привет мир", 2),
        ("全角　空格", 4),
        ("第一行\n第二行\r\nthird line", 8),
        ("a\u200bb", 1),
        ("😀好", 2),
        ("𠮷野家", 3),
        ("https://example.cn/a?b=c", 1),
        ("联系电话：0731-88880000，联系人：李某", 13),
    ],
)
def test_a_mixed_text_counts_as_in_word(text, count):
    assert word_count(text) == count


def test_a_page_of_running_text_counts_as_in_word():
    text = "2025年，我单位组织开展学雷锋志愿服务12次，参与 230 人次（其中党员 86 人），服务时长1,260小时。"
    # 1 + 年，我单位组织开展学雷锋志愿服务 16 + 1 + 次，参与 4 + 1 + 人次（其中党员 7 + 1 + 人），服务时长 7 + 1 + 小时。 3
    assert word_count(text) == 1 + 16 + 1 + 4 + 1 + 7 + 1 + 7 + 1 + 3


@given(st.text(alphabet="志愿服务，。“”—…·×abc 12-　\n", max_size=60), st.text(alphabet="志愿，。abc 1\n", max_size=60))
def test_two_texts_on_two_lines_count_as_their_sum(first, second):
    assert word_count(f"{first}\n{second}") == word_count(first) + word_count(second)


@given(st.text(max_size=200))
def test_any_text_counts_no_more_than_its_characters(text):
    assert 0 <= word_count(text) <= character_count(text) <= character_count(text, with_spaces=True) <= len(text)


@given(st.text(alphabet="志愿服务台账，。；：", max_size=80))
def test_purely_chinese_text_counts_every_character(text):
    assert word_count(text) == len(text)


def test_characters_count_with_and_without_spaces():
    assert (character_count("a b\n志愿"), character_count("a b\n志愿", with_spaces=True)) == (4, 5)


@pytest.mark.parametrize("text", ["·" * 200_000 + "a", "a·" * 100_000, "a" * 400_000, ("a" + "·" * 999) * 300])
def test_hostile_text_is_counted_in_one_pass(text):
    assert word_count(text) > 0
