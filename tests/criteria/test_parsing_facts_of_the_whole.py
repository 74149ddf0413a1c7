"""Sentences that speak of the whole set give its total, bonus, pass mark and grades, and never a line or a group."""

from __future__ import annotations

import pytest

from tests.criteria.table_files import check, marked, separated, word, workbook

HEAD = ["序号", "测评项目", "测评内容", "分值", "测评方法"]
ROWS = [
    HEAD,
    ["1", "组织领导", "有创建计划，责任到人", "30", "材料审核"],
    ["2", "办公环境", "办公场所整洁", "30", "实地考察"],
    ["3", "志愿服务", "每月开展志愿服务", "40", "材料审核"],
]
LINES = """
1 | 组织领导 / 有创建计划，责任到人 | 30 | m
2 | 办公环境 / 办公场所整洁 | 30 | s
3 | 志愿服务 / 每月开展志愿服务 | 40 | m
"""
TITLE = "某县文明单位测评细则"
EXTRA = [["序号", "加分项目", "加分内容", "分值"], ["1", "集体荣誉", "获得市级以上表彰", "6"], ["2", "经验推广", "经验在全县推广", "4"]]  # fmt: skip
EXTRA_LINES = """
+1 | 集体荣誉 / 获得市级以上表彰 | 6 |
+2 | 经验推广 / 经验在全县推广 | 4 |
"""


def _everywhere(words: str) -> dict[str, bytes]:
    across = (0, 0, 0, 4)
    return {
        "段落.docx": word(TITLE, words, ROWS),
        "表题.docx": word(([[TITLE, "", "", "", ""], [words, "", "", "", ""], *ROWS], [across, (1, 0, 1, 4)])),
        "表尾.docx": word(TITLE, ROWS, words),
        "表题.xlsx": workbook([[TITLE], [words], *ROWS], [across, (1, 0, 1, 4)]),
        "末行.xlsx": workbook([[TITLE], *ROWS, [words]], [across, (5, 0, 5, 4)]),
        "表题.csv": separated([[TITLE], [words], *ROWS]),
        "段落.md": marked(f"# {TITLE}", words, ROWS),
    }


@pytest.mark.parametrize(
    ("words", "base", "bonus", "mark"),
    [
        ("总分100分，另设加分10分", "100", "10", None),
        ("总分100分，另设附加分10分，85分以上为合格。", "100", "10", "85"),
        ("本标准满分100分，加分项最高不超过10分；85分以上为达标。", "100", "10", "85"),
        ("实行百分制，基本分90分，加分10分。", "90", "10", None),
        ("基本分90分+加分10分", "90", "10", None),
        ("说明：本细则总分100分，特色加分不超过5分，得分90分（含）以上为优秀，80分以上为合格", "100", "5", "80"),
        ("（总分100分，附加分10分）", "100", "10", None),
        ("本标准共3项，总分100分，加分项10分，扣分项10分", "100", "10", None),
        ("总分：100分  加分：10分", "100", "10", None),
        ("测评总分为110分，其中基础分100分，附加分10分", "100", "10", None),
        ("本细则适用于县直各单位，总分100分，另设加分10分。", "100", "10", None),
    ],
)
def test_a_sentence_about_the_whole_is_read_as_facts_wherever_it_stands(
    words: str, base: str, bonus: str, mark: str | None
):
    for name, data in _everywhere(words).items():
        check(data, name, LINES, base_total=base, bonus_cap=bonus, pass_mark=mark)


def test_a_sentence_with_a_bonus_before_two_tables_makes_no_bonus_of_the_first():
    data = word(TITLE, "总分100分，另设加分10分", ROWS, EXTRA)
    check(
        data, "两表.docx", LINES + EXTRA_LINES.replace("+1", "+").replace("+2", "+"), base_total="100", bonus_cap="10"
    )


def test_a_bonus_heading_with_points_stays_a_heading():
    data = word(TITLE, "一、测评内容", ROWS, "二、加分项（10分）", EXTRA)
    heading = "+二 | 加分项 | 10 |\n" + "\n".join(f"  {row}" for row in EXTRA_LINES.strip().split("\n"))
    check(data, "两表.docx", LINES + heading, bonus_cap="10")


@pytest.mark.parametrize(
    "note",
    ["注：1.本表满分100分。\n2.85分以上为合格。", "2.85分以上为合格", "注：1、总分100分；2、85分以上为合格", "注:2.85分以上为合格"],
)  # fmt: skip
def test_the_number_of_a_note_is_no_part_of_the_pass_mark(note: str):
    check(workbook([*ROWS, [note]], [(4, 0, 4, 4)]), "注.xlsx", LINES, pass_mark="85")
    check(word(TITLE, ROWS, *note.split("\n")), "注.docx", LINES, pass_mark="85")


@pytest.mark.parametrize(
    "heads",
    [
        ["A(1.0)", "B(0.66)", "C(0.33)", "D(0)"],
        ["A\n1.0", "B\n0.66", "C\n0.33", "D\n0"],
        ["A级100%", "B级66%", "C级33%", "D级0%"],
        ["A=1.0", "B=0.66", "C=0.33", "D=0"],
        ["A档（系数1.0）", "B档（系数0.66）", "C档（系数0.33）", "D档（系数0）"],
    ],
)
def test_grade_columns_headed_by_their_worth_are_the_grades_of_the_set(heads: list[str]):
    rows = [
        ["项目", "内容", "分值", *heads],
        ["环境", "地面清洁", "20"],
        ["环境", "墙面清洁", "20"],
        ["服务", "微笑服务", "60"],
    ]
    said = """
 | 环境 | |
  | 地面清洁 | 20 |
  | 墙面清洁 | 20 |
 | 服务 | |
  | 微笑服务 | 60 |
"""
    rows = [[*row, *[""] * (7 - len(row))] for row in rows]
    grades = {"A": "100%", "B": "66%", "C": "33%", "D": "0"}
    document = check(workbook(rows), "等级.xlsx", said, grades=grades)
    assert document["lines"][0]["lines"][0]["rule"] == {"kind": "graded"}
    check(word(TITLE, rows), "等级.docx", said, grades=grades)


def test_grades_in_a_head_of_three_rows_are_read():
    rows = [
        ["项目", "内容", "分值", "评分等级", "", "", ""],
        ["", "", "", "A", "B", "C", "D"],
        ["", "", "", "1.0", "0.8", "0.6", "0"],
        ["环境", "地面清洁", "40", "", "", "", ""],
        ["服务", "微笑服务", "60", "", "", "", ""],
        ["服务", "用语规范", "60", "", "", "", ""],
    ]
    spans = [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 2, 2), (0, 3, 0, 6)]
    said = " | 环境 | |\n  | 地面清洁 | 40 |\n | 服务 | |\n  | 微笑服务 | 60 |\n  | 用语规范 | 60 |"
    check(workbook(rows, spans), "等级.xlsx", said, grades={"A": "100%", "B": "80%", "C": "60%", "D": "0"})


def test_differences_of_sums_are_told_with_the_code_of_the_line():
    rows = [["项目", "内容", "分值"], ["一、环境（40分）", "1.地面清洁", "20"], ["", "2.墙面清洁", "15"], ["二、服务（60分）", "1.微笑服务", "30"],
            ["", "2.热情周到", "30"], ["合计", "", "110"]]  # fmt: skip
    said = """
一 | 环境 | 40 |
  1 | 地面清洁 | 20 |
  2 | 墙面清洁 | 15 |
二 | 服务 | 60 |
  1 | 微笑服务 | 30 |
  2 | 热情周到 | 30 |
"""
    document = check(word(TITLE, (rows, [(1, 0, 2, 0), (3, 0, 4, 0)])), "合计.docx", said, base_total="110")
    told = {warning["line"]: warning["message"] for warning in document["warnings"]}
    assert "40" in told["一"] and "35" in told["一"]
    assert "110" in told[None] and "100" in told[None]


@pytest.mark.parametrize("points", ["（满分{}分）", "（总分{}分）", "，满分{}分", "（共{}分）"])
def test_a_line_that_prints_its_points_as_a_whole_is_still_a_line(points: str):
    rows = [["序号", "评比条件", "测评方式"], ["1", "档案资料分类归档，查找方便" + points.format(40), "问卷"], ["2", "信息报送及时，内容真实" + points.format(60), "查资料"]]  # fmt: skip
    said = (
        "1 | 档案资料分类归档 / 档案资料分类归档，查找方便 | 40 | q\n2 | 信息报送及时 / 信息报送及时，内容真实 | 60 | m"
    )
    check(separated(rows), "条件.csv", said)
    check(word(TITLE, rows), "条件.docx", said)
    check(
        workbook([["项目", *row[1:]] if i == 0 else ["", *row[1:]] for i, row in enumerate(rows)]),
        "条件.xlsx",
        said.replace("1 |", " |").replace("2 |", " |"),
    )


def test_a_mark_to_reach_inside_a_line_is_no_pass_mark_of_the_set():
    rows = [["序号", "测评标准", "分值"], ["1", "群众测评85分以上为合格", "40"], ["2", "得分90分以上为优秀", "60"]]
    document = check(word(TITLE, rows), "条件.docx", "1 | 群众测评85分以上为合格 | 40 |\n2 | 得分90分以上为优秀 | 60 |")
    assert document["pass_mark"] is None
