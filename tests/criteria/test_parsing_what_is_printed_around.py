"""What stands around the lines: one head over number and name, 90+10, a share to pass, who issued it – and what is doubted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.criteria.table_files import workbook
from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables import parse

HEAD = ["考核项目", "", "考核内容", "标准分", "考核标准", "备注"]
MERGED = [(0, 0, 0, 5), (1, 0, 1, 1)]


def plan(remark: str) -> dict[str, Any]:
    rows = [
        ["单位动态管理考核表（90+10分）", "", "", "", "", ""],
        HEAD,
        ["一", "班子建设", "民主集中制健全", 50, "未健全扣5分", ""],
        ["二", "业务工作", "业务指标完成", 40, "每差一项扣2分", ""],
        ["三", "品牌工作", "获得表彰", 10, "国家级加10分，省级加6分，就高不重复", remark],
        ["总分", "", "", 100, "", ""],
    ]
    document = parse(workbook(rows, MERGED), "考核.xlsx").document
    read_document(document)
    return document


def test_one_head_over_number_and_name_gives_code_and_title():
    lines = plan("加分")["lines"]
    assert [(line["code"], line["title"]) for line in lines] == [
        ("一", "班子建设"),
        ("二", "业务工作"),
        ("三", "品牌工作"),
    ]


def test_ninety_and_ten_with_a_line_marked_as_extra():
    document = plan("加分")
    assert (document["base_total"], document["bonus_cap"], document["bonus_inside_total"]) == ("90", "10", False)
    extra = document["lines"][2]
    assert extra["bonus"] and all(line["bonus"] for line in extra.get("lines", [])) and document["warnings"] == []
    assert "bonus" not in document["lines"][0]


def test_ninety_and_ten_without_a_line_that_is_extra_is_doubted():
    assert any("没有读到加分项" in warning["message"] for warning in plan("需照片")["warnings"])


ROWS = "| 序号 | 内容 | 分值 | 评分标准 |\n|---|---|---|---|\n| {first} | 20 | 每缺一次扣1分 |\n| 2 | 办公场所整洁 | 5 | 发现一处扣1分 |\n"


def markdown(before: str = "# 文明小区评分办法", first: str = "1 | 每月集中学习", after: str = "") -> dict[str, Any]:
    document = parse(f"{before}\n\n{ROWS.format(first=first)}\n{after}\n".encode(), "办法.md").document
    read_document(document)
    return document


def test_a_share_to_pass_is_no_pass_mark_and_is_told():
    document = markdown(after="说明：总分25分，80%为合格。")
    assert document["pass_mark"] is None and ["80%" in w["message"] for w in document["warnings"]] == [True]
    assert markdown(after="说明：总分25分，20分为合格。")["pass_mark"] == "20"


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("制表单位：县社创建办公室  制表时间：2026年2月", "县社创建办公室"),
        ("發布單位：白鹿鎮精神文明建設辦公室", "白鹿镇精神文明建设办公室"),
        ("梅溪街道办事处  2026年3月", "梅溪街道办事处"),
        ("考核单位：            考核时间：", None),
    ],
)
def test_who_issued_the_table_is_read_under_its_title(line: str, issuer: str | None):
    document = markdown(before=f"# 文明小区评分办法\n\n{line}")
    assert document["issuer"] == issuer and document["name"] == "文明小区评分办法"


def test_what_stands_after_the_name_is_no_part_of_it():
    assert markdown(before="# 审批局文明窗口考评表考评年度：2026年")["name"] == "审批局文明窗口考评表"


def test_a_number_before_a_list_is_the_code_of_the_line():
    document = parse(
        "项目,内容,分值,评分标准\n窗口服务,5.1)导诊台设置规范；2)投诉处理及时,10,发现一处扣1分\n窗口服务,6.群众满意,5,不满意扣1分\n".encode(),
        "考核.csv",
    ).document
    lines = document["lines"][0]["lines"]
    assert [(line["code"], line["title"]) for line in lines] == [("5", "导诊台设置规范"), ("6", "群众满意")]


@pytest.mark.parametrize("title", ["24个月", "3"])
def test_a_title_that_is_only_a_number_or_a_time_is_doubted(title: str):
    document = markdown(first=f"1 | {title}")
    assert any(title in w["message"] for w in document["warnings"])


def test_a_number_printed_twice_in_one_place_is_doubted():
    text = "编号,内容,分值,评分标准\n1,每月集中学习,10,每缺一次扣1分\n1,办公场所整洁,10,发现一处扣1分\n"
    document = parse(text.encode(), "考核.csv").document
    replaced = [line["code"] for line in document["lines"] if line["code"] != "1"]
    assert replaced and {w["line"] for w in document["warnings"]} >= {c for c in replaced if "~" in c}
