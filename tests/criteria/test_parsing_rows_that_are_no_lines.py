"""Rows to sign, items that go on over a page, headings with bare points, lists that forbid: each is read as what it is."""

from __future__ import annotations

import pytest

from tests.criteria.table_files import check, separated, word, workbook
from tests.criteria.test_parsing_facts_of_the_whole import LINES, ROWS, TITLE
from wenming.criteria.formats.tables import parse

SIGNED = [
    ["考核人签字：", "", "", "被考核单位负责人：", ""],
    ["考核人签字", "", "", "被考核单位负责人", ""],
    ["考核人签字", "", "", "", ""],
    ["审核人", "", "填表人", "", "填表日期"],
    ["审核人：张明", "", "填表日期：2026年3月5日", "", ""],
    ["考核组成员（签名）：", "", "", "年  月  日", ""],
    ["考核人", "", "被考核人", "", ""],
    ["检查人员签名", "", "单位签字盖章", "", ""],
    ["单位意见：", "", "", "（盖章）", ""],
    ["考核单位（盖章）", "", "考核时间：", "", ""],
    ["被考核单位负责人签字确认", "", "", "", ""],
    ["评分人", "", "复核人", "", "日期"],
    ["领导审批意见", "", "", "", ""],
    ["填表时间", "", "2026年3月", "", ""],
    ["考核领导小组意见", "", "", "", ""],
]


@pytest.mark.parametrize("row", SIGNED, ids=lambda row: "".join(row)[:12])
def test_a_row_to_sign_is_left_out_and_shown_as_such(row: list[str]):
    check(separated([*ROWS, row]), "签字.csv", LINES)
    check(word(TITLE, [*ROWS, row]), "签字.docx", LINES)
    data = workbook([*ROWS, ["合计", "", "", "100", ""], row])
    check(data, "签字.xlsx", LINES, base_total="100")
    assert parse(data, "签字.xlsx").grids[0].rows[-1].kind == "signature"


def test_a_line_about_signing_is_still_a_line():
    rows = [*ROWS[:-1], ["3", "签字背书", "主要负责人签字背书承诺书", "40", "材料审核"]]
    check(
        separated(rows), "签字.csv", LINES.replace("志愿服务 / 每月开展志愿服务", "签字背书 / 主要负责人签字背书承诺书")
    )


CUT = [
    ["项目", "内容", "分值"],
    ["一、组织领导（25分）", "1.成立领导小组", "10"],
    ["", "2.有专人负责", "10"],
    ["", "3.有经费保障", "5"],
    ["二、环境（20分）", "1.环境整洁", "20"],
]
CUT_LINES = """
一 | 组织领导 | 25 |
  1 | 成立领导小组 | 10 |
  2 | 有专人负责 | 10 |
  3 | 有经费保障 | 5 |
二 | 环境 | 20 |
  1 | 环境整洁 | 20 |
"""


@pytest.mark.parametrize(
    "words",
    ["一（续）", "一、（续）", "（续）", "续", "（接上页）", "一、组织领导（续）", "(一)续", "组织领导（续）", "续一"],
)
def test_an_item_printed_again_on_the_next_page_goes_on(words: str):
    rows = [list(row) for row in CUT]
    rows[3][0] = words
    check(separated(rows), "续.csv", CUT_LINES)
    check(word(TITLE, (rows, [(1, 0, 2, 0)])), "续.docx", CUT_LINES)
    check(word(TITLE, (rows[:3], [(1, 0, 2, 0)]), rows[3:]), "两页.docx", CUT_LINES)
    rows.insert(3, list(CUT[0]))
    check(word(TITLE, (rows, [(1, 0, 2, 0)])), "续头.docx", CUT_LINES)


def test_a_number_in_its_own_column_that_goes_on_opens_no_second_item():
    rows = [["序号", "项目", "内容", "分值"], ["一", "组织领导", "成立领导小组", "10"], ["", "", "有专人负责", "10"],
            ["一（续）", "组织领导（续）", "有经费保障", "5"], ["二", "环境", "环境整洁", "20"]]  # fmt: skip
    said = """
一 | 组织领导 | |
  | 成立领导小组 | 10 |
  | 有专人负责 | 10 |
  | 有经费保障 | 5 |
二 | 环境 | |
  | 环境整洁 | 20 |
"""
    check(word(TITLE, (rows, [(1, 0, 2, 0), (1, 1, 2, 1)])), "续.docx", said)


GROUPS = [
    ["序号", "内容", "分值"],
    ["一、环境（40）", "", ""],
    ["1", "地面清洁", "20"],
    ["2", "墙面清洁", "20"],
    ["二、服务（60）", "", ""],
    ["1", "微笑服务", "30"],
    ["2", "热情周到", "30"],
]
GROUP_LINES = """
一 | 环境 | 40 |
  1 | 地面清洁 | 20 |
  2 | 墙面清洁 | 20 |
二 | 服务 | 60 |
  1 | 微笑服务 | 30 |
  2 | 热情周到 | 30 |
"""


def test_bare_points_over_a_group_are_its_points():
    across = [(1, 0, 1, 2), (4, 0, 4, 2)]
    check(workbook(GROUPS, across), "小项.xlsx", GROUP_LINES)
    check(word(TITLE, (GROUPS, across)), "小项.docx", GROUP_LINES)
    check(separated(GROUPS), "小项.csv", GROUP_LINES)
    pieces = word(TITLE, GROUPS[1][0], [GROUPS[0], *GROUPS[2:4]], GROUPS[4][0], [GROUPS[0], *GROUPS[5:]])
    check(pieces, "分表.docx", GROUP_LINES)
    text = word(
        TITLE,
        "一、环境（40）",
        "1.地面清洁（20）",
        "2.墙面清洁（20）",
        "二、服务（60）",
        "1.微笑服务（30）",
        "2.热情周到（30）",
    )
    check(text, "条文.docx", GROUP_LINES)


def test_a_year_in_brackets_is_no_points():
    rows = [list(row) for row in GROUPS]
    rows[1][0], rows[4][0] = "一、环境（2026）", "二、服务"
    document = parse(workbook(rows, [(1, 0, 1, 2), (4, 0, 4, 2)]), "年份.xlsx").document
    assert [line["points"] for line in document["lines"]] == [None, None]


@pytest.mark.parametrize(
    "items",
    [
        ["1.发生重大责任事故", "2.2025年以来发生群体性事件"],
        ["（1）发生重大责任事故", "（2）2025年以来发生群体性事件"],
        ["①发生重大责任事故", "②2025年以来发生群体性事件"],
        ["1、发生重大责任事故", "2、2025年以来发生群体性事件"],
    ],
)
def test_the_ordinal_of_a_negative_item_is_no_part_of_its_year(items: list[str]):
    negative = ["发生重大责任事故", "2025年以来发生群体性事件"]
    forbidden = [["负面情形", "处理方式"], *([item, "一票否决"] for item in items)]
    check(word(TITLE, ROWS, "负面清单", forbidden), "表.docx", LINES, negative=negative)
    check(word(TITLE, ROWS, "有下列情形之一的，一票否决：", *items), "段.docx", LINES, negative=negative)
    check(word(TITLE, ROWS, "负面清单", [["负面清单"], ["\n".join(items)]]), "格.docx", LINES, negative=negative)
    rows = [*ROWS, ["一票否决项"], *([item] for item in items)]
    data = workbook(rows, [(row, 0, row, 4) for row in range(4, 7)])
    document = check(data, "行.xlsx", LINES, negative=negative)
    assert document["negative"][1]["lookback"] == {"since": "2025-01-01"}


def test_the_cap_of_an_award_may_stand_in_the_next_column():
    rows = [["序号", "测评项目", "测评内容", "分值", "备注"], ["1", "学习", "有计划", "60", ""], ["2", "环境", "整洁", "40", ""],
            ["", "加分项", "获得国家级表彰加5分，省级加3分，市级加1分", "", "最高不超过5分"]]  # fmt: skip
    line = parse(word(TITLE, rows), "加分.docx").document["lines"][2]
    assert line["bonus"] is True and line["rule"]["kind"] == "awards" and line["rule"]["cap"] == "5"


def test_closing_words_across_the_table_are_notes_without_saying_so():
    rows = [["序号", "内容", "分值", "方式"], ["1", "机构健全", "50", "查资料"], ["2", "环境整洁", "50", "看现场"],
            ["以上各项扣分以扣完为止，不计负分。"], ["考核结果分优秀（90分以上）、合格（80—89分）、不合格（80分以下）三个等次"]]  # fmt: skip
    said = "1 | 机构健全 | 50 | m\n2 | 环境整洁 | 50 | s"
    across = [(3, 0, 3, 3), (4, 0, 4, 3)]
    check(workbook(rows, across), "附言.xlsx", said, pass_mark="80")


def test_a_part_above_the_head_and_a_part_inside_the_table_stand_side_by_side():
    rows = [["文明单位测评表"], ["第一部分：基础工作（满分60分）"], ["序号", "内容", "分值", "方式"], ["1", "机构健全", "30", "查资料"],
            ["2", "制度完善", "30", "查资料"], ["第二部分：实地测评（满分40分）"], ["1", "环境整洁", "40", "看现场"]]  # fmt: skip
    said = """
第一部分 | 基础工作 | 60 |
  1 | 机构健全 | 30 | m
  2 | 制度完善 | 30 | m
第二部分 | 实地测评 | 40 |
  1 | 环境整洁 | 40 | s
"""
    check(workbook(rows, [(0, 0, 0, 3), (1, 0, 1, 3), (5, 0, 5, 3)]), "部分.xlsx", said, base_total=None)
