"""The scoring wording of a cell of its own is kept as printed, and what no rule says of it is a warning of its line."""

from __future__ import annotations

from typing import Any

from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables import parse


def lines_of(text: str, name: str = "考核.csv") -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The leaves of the proposal, and its warnings."""
    document = parse(text.encode(), name).document
    read_document(document)
    leaves: list[dict[str, Any]] = []
    todo = list(document["lines"])
    while todo:
        line = todo.pop(0)
        todo = [*line.get("lines", []), *todo]
        if not line.get("lines"):
            leaves.append(line)
    return leaves, document["warnings"]


HEAD = "序号,项目,内容,分值,评分标准\n"


def test_the_wording_of_the_column_is_kept_beside_its_rule():
    lines, warnings = lines_of(
        HEAD
        + "1,学习,每月集中学习,50,每缺一次扣1分；扣完为止\n2,环境,办公场所整洁,50,优秀得50分，合格得30分，不合格不得分\n"
    )
    assert [line["scoring"] for line in lines] == ["每缺一次扣1分；扣完为止", "优秀得50分，合格得30分，不合格不得分"]
    assert [line["rule"]["kind"] for line in lines] == ["deduct", "graded"] and warnings == []


def test_a_wording_without_a_rule_is_kept_too():
    lines, warnings = lines_of(HEAD + "1,学习,每月集中学习,50,由考核组综合打分\n2,环境,整洁,50,每处不洁扣1分\n")
    assert lines[0]["scoring"] == "由考核组综合打分" and "rule" not in lines[0]
    assert [warning["line"] for warning in warnings] == [lines[0]["code"]]


def test_words_of_the_line_itself_are_no_wording_of_their_own():
    lines, _warnings = lines_of("序号,项目,内容,分值\n1,学习,每月集中学习，少一次扣1分,50\n2,环境,办公场所整洁,50\n")
    assert lines[0]["rule"]["kind"] == "deduct" and "scoring" not in lines[0]


def test_a_clause_that_is_left_out_is_a_warning_of_its_line():
    lines, warnings = lines_of(
        HEAD + "1,学习,每月集中学习,50,每缺一次扣1分；受表彰的加5分\n2,环境,整洁,50,优得30分、良得20分、差得0分\n"
    )
    said = {warning["line"]: warning["message"] for warning in warnings}
    assert "受表彰的加5分" in said[lines[0]["code"]]
    assert "30" in said[lines[1]["code"]] and "50" in said[lines[1]["code"]]


def test_grades_described_in_columns_are_read_kept_or_doubted():
    text = (
        "| 序号 | 项目 | 内容 | 分值 | A | B | C |\n|---|---|---|---|---|---|---|\n"
        "| 1 | 学习 | 学习经常化 | 50 | 制度健全，50分 | 较健全，30分 | 不健全，0分 |\n"
        "| 2 | 环境 | 环境整洁 | 50 | 整洁 | 较整洁 | 不整洁 |\n"
    )
    lines, warnings = lines_of(text, "考核.md")
    assert lines[0]["rule"] == {"kind": "graded", "grades": {"A": "50", "B": "30", "C": "0"}}
    assert lines[1]["scoring"] == "A：整洁\nB：较整洁\nC：不整洁" and "rule" not in lines[1]
    assert ["较整洁" in warning["message"] for warning in warnings if warning["line"] == lines[1]["code"]] == [True]


def test_a_list_of_conditions_in_one_cell_does_not_turn_the_scoring_column_into_criteria():
    rows = [
        '1,组织领导,健全机构,20,"①有机构②有方案③有经费④有总结\n四项全部达到得20分，三项12分，两项6分",',
        "2,学习教育,每月学习,40,优得40分、良得20分、差得0分,",
        "3,满意度,群众满意,40,每降低1个百分点扣1分，扣完为止,提供近两年材料",
    ]
    lines, _warnings = lines_of("序号,考核项目,考核内容,分值,评分标准,备注\n" + "\n".join(rows) + "\n")
    assert [line["title"] for line in lines] == ["组织领导", "学习教育", "满意度"]
    assert lines[0]["rule"] == {"kind": "conditions", "count": 4, "met": {"4": "20", "3": "12", "2": "6"}, "else": "0"}
    assert lines[0]["scoring"].startswith("①有机构②有方案")
    assert lines[2]["window"] == {"years_back": 2, "includes_current": True}
