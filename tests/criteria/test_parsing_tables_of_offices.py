"""Tables in the many ways that offices print them: what each one asks of a reader, in small."""

from __future__ import annotations

import io

import docx
import pytest

from tests.criteria.table_files import check, marked, page, separated, word, workbook
from tests.criteria.tables.in_pages import cells, pdf
from wenming.criteria.formats.tables import parse

TITLE = "某县文明单位测评细则"
TWO_LINES = """
1 | 学习教育 / 有学习计划 | 50 | m
2 | 文明办公 / 环境整洁 | 50 | s
"""
TWO_ROWS = [["序号", "测评指标", "测评标准", "分值", "测评方法"], ["1", "学习教育", "有学习计划", "50", "材料审核"], ["2", "文明办公", "环境整洁", "50", "实地考察"]]  # fmt: skip


@pytest.mark.parametrize("label", ["否决项", "一票否决", "负面清单"])
def test_a_label_where_the_numbers_stand_heads_the_forbidden_beside_it(label: str):
    rows = [*TWO_ROWS, [label, "1.领导班子成员严重违纪违法", "", "", ""], ["", "2.发生重大责任事故", "", "", ""]]
    forbidden = ["领导班子成员严重违纪违法", "发生重大责任事故"]
    merged = [(3, 0, 4, 0), (3, 1, 3, 4), (4, 1, 4, 4)]
    check(workbook(rows, merged), "否决.xlsx", TWO_LINES, negative=forbidden)
    check(word(TITLE, (rows, merged)), "否决.docx", TWO_LINES, negative=forbidden)
    check(separated(rows), "否决.csv", TWO_LINES, negative=forbidden)


def test_a_label_where_the_numbers_stand_heads_the_bonus_beside_it_and_ends_at_the_next():
    rows = [
        *TWO_ROWS,
        ["加分项", "典型示范", "经验在全市推广", "5", "材料审核"],
        ["", "集体荣誉", "获省级表彰", "5", "材料审核"],
        ["减分项", "被通报批评", "", "-5", ""],
    ]
    said = "+ | 加分项 | |\n  + | 典型示范 / 经验在全市推广 | 5 | m\n  + | 集体荣誉 / 获省级表彰 | 5 | m"
    document = check(workbook(rows, [(3, 0, 4, 0)]), "加减.xlsx", TWO_LINES + said, negative=["被通报批评"])
    assert document["negative"][0]["effect"] == {"kind": "deduct", "points": "5"}


def test_conditions_that_grades_follow_are_one_line():
    rows = [
        ["Ⅱ级指标", "Ⅲ级指标", "测评标准", "测评方法"],
        ["Ⅱ-1 学习教育（12分）", "Ⅲ-1 理论学习（6分）", "①有学习计划；②有学习记录；③每年不少于12次。\nA.三项全部达到；B.达到两项；C.达到一项；D.均未达到。", "材料审核"],
        ["", "Ⅲ-2 主题教育（6分）", "①有方案；②有活动。\nA.全部达到；B.达到一项；C.均未达到。", "材料审核"],
    ]  # fmt: skip
    said = """
Ⅱ-1 | 学习教育 | 12 |
  Ⅲ-1 | 理论学习 / ①有学习计划；②有学习记录；③每年不少于12次。 A.三项全部达到；B.达到两项；C.达到一项；D.均未达到 | 6 | m
  Ⅲ-2 | 主题教育 / ①有方案；②有活动。 A.全部达到；B.达到一项；C.均未达到 | 6 | m
"""
    check(word(TITLE, (rows, [(1, 0, 2, 0)])), "手册.docx", said)


def test_letters_in_one_column_number_lines_side_by_side():
    rows = [["指標編號", "測評項目", "測評內容", "分值", "測評方法"], ["A1", "組織領導", "建立工作機構", "１０", "材料審核"],
            ["A2", "環境衛生", "辦公環境整潔", "２０", "實地考察"], ["B1", "服務質量", "群眾滿意", "７０", "問卷調查"]]  # fmt: skip
    said = "A1 | 组织领导 / 建立工作机构 | 10 | m\nA2 | 环境卫生 / 办公环境整洁 | 20 | s\nB1 | 服务质量 / 群众满意 | 70 | q"
    check(word(TITLE, rows), "繁体.docx", said)


def test_letters_may_stand_apart_from_their_titles_by_a_blank():
    rows = [["类别", "指标", "考核标准", "考核方法"], ["A 组织保障", "A1 领导重视（6分）", "成立领导小组", "查阅资料"],
            ["", "A2 制度健全（4分）", "有规划有总结", "查阅资料"], ["B 企业文化", "B1 文化建设（10分）", "有企业精神", "问卷调查"]]  # fmt: skip
    said = """
A | 组织保障 | |
  A1 | 领导重视 / 成立领导小组 | 6 | m
  A2 | 制度健全 / 有规划有总结 | 4 | m
B | 企业文化 | |
  B1 | 文化建设 / 有企业精神 | 10 | q
"""
    check(word("文明企业测评表", (rows, [(1, 0, 2, 0)])), "企业.docx", said)


def test_a_running_number_belongs_to_the_title_where_sentences_have_their_own():
    rows = [["序号", "考核项目", "考核标准及分值"],
            ["1", "组织领导（10分）", "1.成立领导机构（5分）［材料审核］；2.制定实施方案（5分）［材料审核］"],
            ["2", "环境卫生（20分）", "1.办公区整洁（10分）［实地考察］；2.无烟单位（10分）［实地考察］"]]  # fmt: skip
    said = """
1 | 组织领导 | 10 |
  1 | 成立领导机构 | 5 | m
  2 | 制定实施方案 | 5 | m
2 | 环境卫生 | 20 |
  1 | 办公区整洁 | 10 | s
  2 | 无烟单位 | 10 | s
"""
    check(word(TITLE, rows), "编号.docx", said)


def test_articles_of_a_rule_are_lines_and_no_totals_and_closing_words_belong_to_nobody():
    data = word(
        "某厂文明职工评分办法", "第一条 爱岗敬业（50分）", "（一）出勤率100%（25分）；", "（二）完成定额（25分）。", "第二条 遵纪守法（50分）",
        "（一）无违纪（25分）；", "（二）无违法（25分）。", "第三条 有下列情形之一的，一票否决：", "（一）打架斗殴；", "（二）参与赌博。",
        "本办法自印发之日起施行，由厂工会负责解释。",
    )  # fmt: skip
    said = """
第一条 | 爱岗敬业 | 50 |
  （一） | 出勤率100% | 25 |
  （二） | 完成定额 | 25 |
第二条 | 遵纪守法 | 50 |
  （一） | 无违纪 | 25 |
  （二） | 无违法 | 25 |
"""
    check(data, "办法.docx", said, base_total=None, negative=["打架斗殴", "参与赌博"])


def test_months_keep_their_words_and_give_their_period():
    def month(name: str, first: str, second: str) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
        head = ["序号", "工作任务", "具体要求", "分值"]
        return [[name], head, ["1", first, f"完成{first}", "3"], ["2", second, f"完成{second}", "2"]], [(0, 0, 0, 3)]

    rows, spans = month("1月份考核内容", "道德讲堂", "志愿服务")
    data = workbook(rows, spans, "1月", **{"2月": month("2月份考核内容", "春节活动", "元宵活动")})
    said = """
 | 1月份考核内容 | |
  1 | 道德讲堂 / 完成道德讲堂 | 3 |
  2 | 志愿服务 / 完成志愿服务 | 2 |
 | 2月份考核内容 | |
  1 | 春节活动 / 完成春节活动 | 3 |
  2 | 元宵活动 / 完成元宵活动 | 2 |
"""
    document = check(data, "月.xlsx", said)
    assert [line["period"] for line in document["lines"]] == ["01", "02"]


def test_a_summary_sheet_under_an_unusual_head_gives_the_totals_and_no_lines():
    def part(title: str, *rows: list[str]) -> tuple[list[list[str]], list[tuple[int, int, int, int]]]:
        return [[title], ["考核内容", "应得分", "考核标准", "小项分", "实得分"], *[list(row) for row in rows]], [
            (0, 0, 0, 4)
        ]

    summary = [["文明科室考核总表"], ["考核部分", "满分", "得分"], ["台账资料", "60", ""], ["现场检查", "40", ""], ["加分", "5", ""],
               ["总计", "100+5", ""]]  # fmt: skip
    data = workbook(
        summary,
        [(0, 0, 0, 2)],
        "总表",
        台账资料=part(
            "台账资料考核表（60分）", ["（一）组织领导", "60", "1.有方案", "30", ""], ["", "", "2.有总结", "30", ""]
        ),
        现场检查=part("现场检查考核表（40分）", ["（一）环境", "40", "1.整洁", "40", ""]),
        加分=part("加分考核表（5分）", ["（一）荣誉", "5", "1.获得市级荣誉", "5", ""]),
    )
    said = """
 | 台账资料 | 60 |
  （一） | 组织领导 | 60 |
    1 | 有方案 | 30 | m
    2 | 有总结 | 30 | m
 | 现场检查 | 40 |
  （一） | 环境 | 40 |
    1 | 整洁 | 40 | s
+ | 加分 | 5 |
  +（一） | 荣誉 | 5 |
    +1 | 获得市级荣誉 | 5 |
"""
    check(data, "分部分.xlsx", said, base_total="100", bonus_cap="5")


def test_facts_on_a_sheet_of_explanations_are_the_sets():
    rows = [["一、领导班子建设好（100分）"], ["序号", "测评内容", "分值", "测评方法"], ["1", "班子团结", "50", "听取汇报"], ["2", "制度健全", "50", "材料审核"]]  # fmt: skip
    explained = [["一、本表由各校填写。"], ["二、总分100分，特色加分不超过5分。"]]
    data = workbook(explained, (), "填表说明", 领导班子=(rows, [(0, 0, 0, 3)]))
    document = parse(data, "分册.xlsx").document
    assert (document["base_total"], document["bonus_cap"]) == ("100", "5")


def test_shares_in_titles_count_where_the_lines_below_add_up_to_them():
    rows = [["考核项目（权重）", "考核内容", "分值"], ["组织领导（20%）", "领导机构", "10"], ["", "工作制度", "10"],
            ["创建实效（80%）", "环境", "40"], ["", "服务", "40"]]  # fmt: skip
    said = """
 | 组织领导 | 20 |
  | 领导机构 | 10 |
  | 工作制度 | 10 |
 | 创建实效 | 80 |
  | 环境 | 40 |
  | 服务 | 40 |
"""
    check(word(TITLE, (rows, [(1, 0, 2, 0), (3, 0, 4, 0)])), "权重.docx", said)


def test_a_table_inside_a_frame_is_read():
    document = docx.Document()
    document.add_paragraph("某院文明科室测评表")
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "测评人："
    inner = frame.add_table(3, 3)
    for r, row in enumerate([["项目", "标准", "分值"], ["医德", "无红包", "60"], ["环境", "整洁", "40"]]):
        for c, words in enumerate(row):
            inner.cell(r, c).text = words
    out = io.BytesIO()
    document.save(out)
    check(out.getvalue(), "套表.docx", " | 医德 / 无红包 | 60 |\n | 环境 / 整洁 | 40 |")


def test_groups_with_numbers_of_their_own_come_back_from_every_format():
    rows = [["编号", "测评内容", "分值", "测评方法"], ["一", "组织建设（20分）", "", ""], ["1", "机构健全", "10", "材料审核"], ["2", "责任明确", "10", "材料审核"],
            ["二", "创建活动（80分）", "", ""], ["1", "活动丰富", "40", "材料审核、实地考察"], ["2", "群众参与", "40", "走访群众"]]  # fmt: skip
    said = """
一 | 组织建设 | 20 |
  1 | 机构健全 | 10 | m
  2 | 责任明确 | 10 | m
二 | 创建活动 | 80 |
  1 | 活动丰富 | 40 | ms
  2 | 群众参与 | 40 | s
"""
    for name, data in {
        "组.docx": word("文明小区测评", rows),
        "组.xlsx": workbook(rows),
        "组.csv": separated(rows),
        "组分号.csv": separated(rows, ";", "utf-8-sig"),
        "组.txt": separated(rows, "\t"),
        "组.md": marked("# 文明小区测评", rows),
        "组.html": page("文明小区测评", rows),
    }.items():
        document = check(data, name, said)
        assert document["warnings"] == []


def _plain(rows: list[list[str]], widths: list[str], stroke: str) -> bytes:
    table = f"#table(columns: ({', '.join(widths)}), stroke: {stroke}, {cells(rows)})"
    return pdf(f'#set page(paper: "a4")\n#align(center)[某机关文明科室考核表]\n\n{table}')


@pytest.mark.parametrize("stroke", ["none", "(x, y) => (top: 0.5pt, bottom: 0.5pt)"])
def test_pages_without_upright_rules_are_cut_into_rows_by_their_gaps(stroke: str):
    rows = [["一级指标", "二级指标", "分值", "考核方法"],
            ["组织领导", "领导机构健全，有专人负责创建工作，年初有计划年终有总结", "10", "材料审核"], ["", "经费有保障", "10", "材料审核"],
            ["环境卫生", "办公环境整洁，无乱堆乱放现象，垃圾分类规范，宣传氛围浓厚", "40", "实地考察"], ["", "无烟机关", "40", "实地考察"]]  # fmt: skip
    said = """
 | 组织领导 | |
  | 领导机构健全 / 领导机构健全，有专人负责创建工作，年初有计划年终有总结 | 10 | m
  | 经费有保障 | 10 | m
 | 环境卫生 | |
  | 办公环境整洁 / 办公环境整洁，无乱堆乱放现象，垃圾分类规范，宣传氛围浓厚 | 40 | s
  | 无烟机关 | 40 | s
"""
    check(_plain(rows, ["2.6cm", "5cm", "1.5cm", "2.4cm"], stroke), "无线.pdf", said)


@pytest.mark.parametrize(
    ("contents", "figures"),
    [
        (["1、班子团结\n2、制度健全", "1、绿化美化\n2、干净整洁"], ["5\n10", "40\n45"]),
        (["①班子团结\n②制度健全", "①绿化美化\n②干净整洁"], ["①5分②10分", "①40分；②45分"]),
        (["1、班子团结 5分\n2、制度健全 10分", "1、绿化美化40分\n2、干净整洁45分"], ["", ""]),
    ],
)
def test_sentences_in_one_cell_find_their_points_beside_them(contents: list[str], figures: list[str]):
    rows = [
        ["项目", "内容", "分值", "方法"],
        ["组织建设", contents[0], figures[0], "查看资料"],
        ["环境建设", contents[1], figures[1], "实地查看"],
    ]
    first, second = ("①", "②") if "①" in contents[0] else ("1", "2")
    said = f"""
 | 组织建设 | |
  {first} | 班子团结 | 5 | m
  {second} | 制度健全 | 10 | m
 | 环境建设 | |
  {first} | 绿化美化 | 40 | s
  {second} | 干净整洁 | 45 | s
"""
    check(word(TITLE, rows), "分行.docx", said)


def test_points_in_brackets_may_be_named_instead_of_counted():
    rows = [["项目", "标准", "考评方式"], ["组织领导（满分20分）", "领导重视（计10分）", "材料审核"], ["", "制度落实（10 分）", "材料审核"],
            ["环境卫生（共80分）", "办公整洁（分值：40）", "实地"], ["", "公共区域（标准分40）", "实地"]]  # fmt: skip
    said = """
 | 组织领导 | 20 |
  | 领导重视 | 10 | m
  | 制度落实 | 10 | m
 | 环境卫生 | 80 |
  | 办公整洁 | 40 | s
  | 公共区域 | 40 | s
"""
    check(word(TITLE, (rows, [(1, 0, 2, 0), (3, 0, 4, 0)])), "计分.docx", said)


def test_two_columns_of_letters_number_two_levels():
    rows = [["一级编号", "一级指标", "二级编号", "二级指标", "考核要点", "标准分"], ["A", "党建工作", "A1", "组织生活", "活动规范", "10"],
            ["", "", "A2", "廉政建设", "无违纪", "10"], ["B", "企业文化", "B1", "文化理念", "理念上墙", "30"], ["", "", "B2", "文体活动", "每年4次", "50"]]  # fmt: skip
    said = """
A | 党建工作 | |
  A1 | 组织生活 / 活动规范 | 10 |
  A2 | 廉政建设 / 无违纪 | 10 |
B | 企业文化 | |
  B1 | 文化理念 / 理念上墙 | 30 |
  B2 | 文体活动 / 每年4次 | 50 |
"""
    check(separated(rows), "双编号.csv", said)
    check(workbook(rows, [(1, 0, 2, 0), (1, 1, 2, 1), (3, 0, 4, 0), (3, 1, 4, 1)]), "双编号.xlsx", said)


def test_a_weight_beside_points_is_neither_a_level_nor_a_total():
    rows = [["序号", "项目", "权重", "内容", "分值", "考评方式"], [1, "组织", 0.2, "有领导小组", 20, "材料审核"], [2, "环境", 0.8, "整洁有序", 80, "实地考察"],
            ["合计", "", 1, "", "", ""]]  # fmt: skip
    data = workbook([["某市文明单位测评表（满分100分）"], *rows], [(0, 0, 0, 5)])
    check(data, "权重.xlsx", "1 | 组织 / 有领导小组 | 20 | m\n2 | 环境 / 整洁有序 | 80 | s", base_total="100")


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_without_rules_goes_on_over_pages_with_or_without_its_head(repeated: bool):
    rows = [["序号", "测评内容", "分值", "测评方式"]]
    rows += [[str(i), f"任务{i}落实到位，有方案有总结，资料齐全规范", "2", "材料审核"] for i in range(1, 41)]
    said = "\n".join(
        f"{i} | 任务{i}落实到位 / 任务{i}落实到位，有方案有总结，资料齐全规范 | 2 | m" for i in range(1, 41)
    )
    head = f"table.header({cells(rows[:1])})" if repeated else cells(rows[:1])
    table = f"#table(columns: (1.2cm, 5cm, 2cm, 3cm), stroke: none, {head},\n{cells(rows[1:])})"
    check(pdf(f'#set page(paper: "a4", numbering: "1")\n#align(center)[文明窗口考评表]\n\n{table}'), "多页.pdf", said)


def test_points_may_stand_with_the_methods():
    rows = [["序号", "测评内容", "测评方法及分值"], ["1", "有创建机构", "材料审核（10分）"], ["2", "环境整洁", "实地考察（40分）"], ["3", "群众满意", "问卷调查（50分）"]]  # fmt: skip
    check(word(TITLE, rows), "方法分.docx", "1 | 有创建机构 | 10 | m\n2 | 环境整洁 | 40 | s\n3 | 群众满意 | 50 | q")


def test_columns_to_fill_in_by_quarter_hide_no_table():
    rows = [
        ["项目", "内容", "分值", "一季度", "二季度", "三季度", "四季度"],
        ["学习", "有计划", "50"],
        ["环境", "整洁", "50"],
    ]
    check(workbook(rows), "季度.xlsx", " | 学习 / 有计划 | 50 |\n | 环境 / 整洁 | 50 |")


def test_a_legend_of_grades_may_stand_in_brackets():
    rows = [["测评项目", "测评标准", "权重"], ["学习", "有计划", "40"], ["环境", "整洁", "60"]]
    data = word("某市文明单位测评体系", rows, "说明：测评结果按A（100%）、B（66%）、C（33%）、D（0）四个等级计分。")
    grades = {"A": "100%", "B": "66%", "C": "33%", "D": "0"}
    check(data, "等级.docx", " | 学习 / 有计划 | 40 |\n | 环境 / 整洁 | 60 |", grades=grades)
