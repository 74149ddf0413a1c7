"""Wordings and codes as clerks type them into one cell: grades in a row, lines broken by hand, titles beside numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables import parse
from wenming.criteria.formats.tables.wordings import Wording, read_wording


def flat(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in lines:
        found += [line, *flat(line.get("lines", []))]
    return found


def proposal(text: str, name: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    document = parse(text.encode(), name).document
    read_document(document)
    return flat(document["lines"]), document


ABCD = {"A": "4", "B": "3", "C": "2", "D": "0"}
CONDITIONS = {"kind": "conditions", "count": 3, "met": {"3": "5", "2": "3"}, "else": "0"}


@pytest.mark.parametrize(
    ("points", "sentence", "rule"),
    [
        ("4", "A、B、C、D四档，分别得4分、3分、2分、0分", {"kind": "graded", "grades": ABCD}),
        ("4", "分A、B、C、D四个等级，分别计4分、3分、2分、0分", {"kind": "graded", "grades": ABCD}),
        ("5", "红白理事会作用明显 A级5分；B级3.5分；C级2分", {"kind": "graded", "grades": {"A": "5", "B": "3.5", "C": "2"}}),
        ("5", "随机抽查3个楼栋，每个楼栋全部达到得5分，达到两项得3分，否则不得分：①车辆入位②通道畅通③无飞线", {"kind": "sampled", "places": 3, "each": CONDITIONS}),
        ("5", "抽查4个窗口，每个窗口优秀得5分，良好得3分，差不得分", {"kind": "sampled", "places": 4, "each": {"kind": "graded", "grades": {"优秀": "5", "良好": "3", "差": "0"}}}),
        ("5", "抽查5个科室，每个科室全部达标得1分", {"kind": "ratio", "required": "5"}),
        ("7", "评选最美家庭不少于5户，按完成比例计分", {"kind": "ratio", "required": "5"}),
        ("5", "满意率每下降1%扣0.2分（以90%为基准）", {"kind": "shortfall", "target": "90", "per": "1", "points": "0.2", "step": "whole", "floor": "0"}),
    ],
)  # fmt: skip
def test_a_sentence_gives_the_rule_it_names(points: str, sentence: str, rule: dict[str, Any]):
    assert read_wording(Wording(Decimal(points), sentence=sentence)).rule == rule


def test_otherwise_is_never_the_name_of_a_grade():
    rule = read_wording(Wording(Decimal(5), sentence="通道畅通得5分，通道较畅通得3分，否则不得分")).rule
    assert rule is not None and "否" not in rule["grades"] and rule["grades"]["其余"] == "0"


def test_lines_broken_by_hand_part_the_criterion_from_its_marks():
    lines, _document = proposal(
        "<table><tr><th>项目</th><th>内容及评分</th><th>分值</th></tr>"
        "<tr><td>一、乡风</td><td>1.修订村规民约并张贴上墙<br>未修订扣2分，未上墙扣1分</td><td>6</td></tr>"
        "<tr><td>一、乡风</td><td><p>2.红白理事会作用明显</p><p>A级5分；B级3.5分；C级2分</p></td><td>5</td></tr>"
        "<tr><td>二、环境</td><td>3.主要道路无垃圾<br/>每发现一处扣0.5分</td><td>9</td></tr></table>",
        "标准.html",
    )
    assert [(line["code"], line["title"]) for line in lines] == [
        ("一", "乡风"), ("1", "修订村规民约并张贴上墙"), ("2", "红白理事会作用明显"), ("二", "环境"), ("3", "主要道路无垃圾"),
    ]  # fmt: skip
    assert lines[1]["rule"]["per"] == [{"what": "未修订", "points": "2"}, {"what": "未上墙", "points": "1"}]
    assert lines[4]["rule"]["per"] == [{"what": "发现一处", "points": "0.5"}]


@pytest.mark.parametrize("group", ["1,德育工作,,12,", "1 德育工作,,,12,"])
@pytest.mark.parametrize("item", ["", "主题班会"])
def test_the_number_of_a_group_is_kept_as_printed(group: str, item: str):
    lines, document = proposal(
        f"编号,考核项目,考核要点,分值,评分标准\n{group}\n1.1,{item},每月1次主题班会,6,每缺1次扣0.4分\n1.2,,无有偿补课,6,发现1例不得分\n",
        "考核.csv",
    )
    assert [(line["code"], line["points"]) for line in lines if line["points"]] == [
        ("1", "12"),
        ("1.1", "6"),
        ("1.2", "6"),
    ]
    assert lines[0]["title"] == "德育工作" and document["warnings"] == []
