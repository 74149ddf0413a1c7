"""A proposal says where everything came from, what does not add up and what it could not read – and corrects nothing."""

from __future__ import annotations

from typing import Any

import pytest

from tests.criteria.tables.in_workbooks import book
from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables import Proposal, parse

HEAD = ["项目", "考核内容", "分值", "扣分办法", "考评方式"]


def proposal(*rows: list[Any], title: str = "文明单位考核标准", merged: tuple[str, ...] = ()) -> Proposal:
    found = parse(book(("Sheet1", [[title], HEAD, *rows], list(merged))), "考核标准.xlsx")
    read_document(found.document)
    return found


def csv(text: str, name: str = "考核标准.csv") -> Proposal:
    found = parse(text.encode(), name)
    read_document(found.document)
    return found


def messages(found: Proposal) -> list[tuple[str | None, str]]:
    return [(warning["line"], warning["message"]) for warning in found.warnings]


def test_the_document_carries_format_name_and_source():
    document = proposal(["学习", "每月学习一次", 5, "", "查资料"], title="2026年度市级文明单位考核标准").document
    assert document["format"] == "wenming-criteria/1"
    assert (document["name"], document["year"], document["level"]) == ("2026年度市级文明单位考核标准", 2026, "city")
    assert document["source"] == "考核标准.xlsx"
    assert document["code"]


def test_every_line_knows_its_sheet_row_and_words():
    found = proposal(["一、学习", "1.每月学习一次", 5, "", ""], ["", "2.有笔记", 5, "", ""], merged=("A3:A4",))
    assert found.sources["一"] == {"sheet": "Sheet1", "row": 3, "cells": ["一、学习"]}
    assert found.sources["2"] == {"sheet": "Sheet1", "row": 4, "cells": ["2.有笔记"]}
    assert "source" not in found.document["lines"][0]
    assert found.with_sources()["lines"][0]["lines"][1]["source"]["row"] == 4


def test_the_source_rows_say_what_became_of_them():
    found = proposal(
        ["一、学习", "1.每月学习一次", 5, "", ""], ["合计", "", 5, "", ""], ["注：每年一次。"], ["考核人签字："]
    )
    rows = found.grids[0].rows
    assert [row.kind for row in rows] == ["title", "header", "line", "total", "note", "signature"]
    assert rows[2].codes == ["一", "1"]
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]


def test_paragraphs_of_a_text_know_their_place():
    found = parse(
        "文明科室标准\n一、学习（10分）\n1.有计划（4分）\n2.有记录（6分）\n注：每年一次。".encode(), "标准.txt"
    )
    text = found.grids[-1]
    assert [(row.kind, row.codes) for row in text.rows][1:3] == [("line", ["一"]), ("line", ["1"])]
    assert found.sources["2"]["cells"] == ["2.有记录（6分）"]


def test_sums_that_do_not_add_up_are_shown_and_left_alone():
    found = proposal(
        ["一、学习（20分）", "1.每月学习一次", 5, "", ""], ["", "2.有笔记", 10, "", ""], ["合计", "", 30, "", ""]
    )
    assert [line["points"] for line in found.document["lines"]] == ["20"]
    assert found.document["base_total"] == "30"
    assert messages(found) == [
        ("一", "写明 20 分，下级各条合计 15 分，相差 5 分，请核对。"),
        (None, "写明总分 30 分，各项合计 20 分，相差 10 分，请核对。"),
    ]


def test_missing_points_are_shown_and_not_filled_in():
    found = proposal(["一、学习（20分）", "1.每月学习一次", "", "", ""], ["", "2.有笔记", 10, "", ""])
    assert found.document["lines"][0]["lines"][0]["points"] is None
    assert messages(found) == [("1", "没有读到分值，请补填。")]


def test_two_different_points_for_one_line_are_shown():
    found = proposal(["一、学习", "1.每月学习一次（6分）", 5, "", ""], ["", "2.有笔记（4分）", 4, "", ""])
    assert messages(found) == [("1", "分值有两处且不一致：条文中是 6，分值栏是 5，请核对。")]


def test_methods_and_rules_that_were_not_understood_are_shown():
    found = proposal(["学习", "每月学习一次", 5, "酌情扣分", "按老办法"], ["纪律", "无违纪", 5, "每次扣1分", "查资料"])
    said = [message for _line, message in messages(found)]
    assert any("按老办法" in message for message in said)
    assert any("酌情扣分" in message for message in said)
    assert len(said) == 2


def test_codes_are_unique_and_qualified_only_where_the_print_repeats_them():
    found = csv("项目,内容,分值\n一、学习,1.有计划,2\n,2.有记录,2\n二、卫生,1.整洁,3\n,3.有序,3\n")
    codes = [line["code"] for top in found.document["lines"] for line in [top, *top["lines"]]]
    assert codes == ["一", "一/1", "2", "二", "二/1", "3"]


def test_lines_without_codes_get_codes_of_their_own():
    found = csv("项目,内容,分值\n学习,有计划,2\n,有记录,2\n卫生,整洁,3\n")
    codes = [line["code"] for top in found.document["lines"] for line in [top, *top["lines"]]]
    assert codes == ["P1", "P1/1", "P1/2", "P2", "P2/1"]


@pytest.mark.parametrize(
    ("total", "base", "bonus"),
    [
        ("合计,,100", "100", None),
        ("合计,,100+10", "100", "10"),
        ("总分：90+10分,,", "90", "10"),
        ("合计：100分，特色加分不超过5分,,", "100", "5"),
    ],
)
def test_totals_and_bonus_caps_are_read(total: str, base: str, bonus: str | None):
    document = csv(f"项目,内容,分值\n学习,有计划,60\n,有记录,40\n{total}\n").document
    assert (document["base_total"], document["bonus_cap"]) == (base, bonus)


def test_a_total_that_holds_the_bonus_says_so():
    document = csv("项目,内容,分值\n学习,有计划,60\n,有记录,30\n特色工作,有创新,10\n合计,,100\n").document
    assert (document["base_total"], document["bonus_cap"], document["bonus_inside_total"]) == ("100", None, True)
    assert document["lines"][-1]["bonus"] is True and document["lines"][-1]["lines"][0]["bonus"] is True


def test_the_pass_mark_is_read_from_a_note():
    assert csv("项目,内容,分值\n学习,有计划,60\n,有记录,40\n注：80分以上为合格。,,\n").document["pass_mark"] == "80"
    assert (
        csv("项目,内容,分值\n学习,有计划,60\n,有记录,40\n注：1.半年一次。 2.不得弄虚作假。,,\n").document["pass_mark"]
        is None
    )


def test_the_worth_of_grades_is_read_from_a_note():
    document = csv(
        "项目,内容,分值,A,B,C\n学习,有计划,4,好,中,差\n卫生,整洁,6,好,中,差\n注：A、B、C分别按分值的100%、60%、0计分。,,,,,\n"
    ).document
    assert document["grades"] == {"A": "100%", "B": "60%", "C": "0"}
    assert document["lines"][0]["rule"] == {"kind": "graded"}


def test_a_sheet_per_quarter_gives_periods():
    head = ["工作任务", "工作内容", "分值"]
    data = book(
        ("第一季度", [["2026年第一季度工作（5分）"], head, ["学习", "学习一次", 5]], []),
        ("第二季度", [["2026年第二季度工作（5分）"], head, ["服务", "服务一次", 5]], []),
    )
    lines = parse(data, "季度.xlsx").document["lines"]
    assert [line["period"] for line in lines] == ["2026-Q1", "2026-Q2"]


def test_owner_and_remark_columns_are_kept():
    line = csv("项目,内容,分值,责任单位,备注\n学习,有计划,5,办公室,重点\n卫生,整洁,5,后勤科,\n").document["lines"][0]
    assert (line["owner"], line["remark"]) == ("办公室", "重点")


def test_evidence_columns_become_duties_of_their_line():
    line = csv("项目,内容,分值,材料要求\n学习,有计划,5,文件1份、图片不少于2张\n卫生,整洁,5,现场计分\n").document[
        "lines"
    ][0]
    assert [(duty["kind"], duty["min"]) for duty in line["evidence"]] == [("official_document", 1), ("photo", 2)]


def test_reading_twice_gives_the_same():
    data = book(("Sheet1", [["文明单位考核标准"], HEAD, ["学习", "每月学习一次", 5, "缺一次扣1分", "查资料"]], []))
    assert parse(data, "a.xlsx").document == parse(data, "a.xlsx").document
