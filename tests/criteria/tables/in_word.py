"""Sample tables and texts as Word documents."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table

Sample = tuple[str, bytes, dict[str, Any]]


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table(document: Any, rows: list[list[str]], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Table:
    """A table from rows; ``merged`` are (top, left, bottom, right)."""
    made = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words:
                made.cell(r, c).text = words
    for top, left, bottom, right in merged:
        made.cell(top, left).merge(made.cell(bottom, right))
    return made


def notice_with_table() -> Sample:
    d = docx.Document()
    for words in (
        "关于开展文明机关创建考核的通知", "各科室：", "为推进文明机关创建工作，现将有关事项通知如下。", "一、总体要求",
        "坚持以评促建，务求实效。", "二、考核时间", "2026年11月下旬。", "三、考核内容及评分标准",
    ):  # fmt: skip
        d.add_paragraph(words)
    table(
        d,
        [
            ["考核项目", "考核指标", "分值", "考核要求", "考核方法"],
            ["（一）机关党建（30分）", "1.支部建设", "15", "组织生活正常，有记录", "查资料"],
            ["", "2.廉政建设", "15", "无违纪违法案件", "征求纪检部门意见"],
            ["（二）机关效能（70分）", "3.服务效能", "40", "办事公开透明，限时办结", "实地查看"],
            ["", "4.服务评价", "30", "服务对象满意度85%以上", "问卷调查"],
        ],
        ((1, 0, 2, 0), (3, 0, 4, 0)),
    )
    for words in ("四、结果运用", "考核得分90分以上的，推荐为先进科室。", "某某局精神文明建设办公室", "2026年10月8日"):
        d.add_paragraph(words)
    said = """
（一） | 机关党建 | 30
  1 | 支部建设 / 组织生活正常，有记录 | 15 | m
  2 | 廉政建设 / 无违纪违法案件 | 15 | c
（二） | 机关效能 | 70
  3 | 服务效能 / 办事公开透明，限时办结 | 40 | s
  4 | 服务评价 / 服务对象满意度85%以上 | 30 | q
"""
    return "通知附表.docx", saved(d), {"lines": said}


def two_tables_and_veto() -> Sample:
    d = docx.Document()
    d.add_paragraph("文明小区考核评价标准")
    d.add_paragraph("一、基本指标（90分）")
    head = ["序号", "指标内容", "分值", "评价方式"]
    table(
        d,
        [
            head,
            ["1", "物业管理规范", "30", "实地检查"],
            ["2", "环境卫生整洁", "30", "暗访"],
            ["3", "邻里关系和睦", "30", "入户调查"],
        ],
    )
    d.add_paragraph("二、加分指标（10分）")
    table(d, [head, ["1", "获得区级以上荣誉，每项加2分", "5", "材料审核"], ["2", "志愿服务有特色", "5", "材料审核"]])
    for words in (
        "三、一票否决", "近12个月内有下列情形之一的，取消参评资格：", "1.发生重大刑事案件的；", "2.发生2起以上安全责任事故的；",
        "3.弄虚作假的。", "说明：总分为90+10分。",
    ):  # fmt: skip
        d.add_paragraph(words)
    said = """
一 | 基本指标 | 90
  1 | 物业管理规范 | 30 | s
  2 | 环境卫生整洁 | 30 | s
  3 | 邻里关系和睦 | 30 | q
+二 | 加分指标 | 10
  +1 | 获得区级以上荣誉，每项加2分 | 5 | m
  +2 | 志愿服务有特色 | 5 | m
"""
    negative = ["发生重大刑事案件的", "发生2起以上安全责任事故的", "弄虚作假的"]
    return "文明小区.docx", saved(d), {"lines": said, "base_total": "90", "bonus_cap": "10", "negative": negative}


def automatic_numbers() -> Sample:
    """Numbers that Word makes itself: no run of text holds them."""
    d = docx.Document()
    d.add_paragraph("文明单位考评细则（100分）")
    root = d.part.numbering_part.element
    for abstract, forms in (("77", (("chineseCountingThousand", "%1、"), ("decimal", "（%2）"))),):
        made = OxmlElement("w:abstractNum")
        made.set(qn("w:abstractNumId"), abstract)
        for level, (form, text) in enumerate(forms):
            lvl = OxmlElement("w:lvl")
            lvl.set(qn("w:ilvl"), str(level))
            for tag, value in (("start", "1"), ("numFmt", form), ("lvlText", text)):
                element = OxmlElement(f"w:{tag}")
                element.set(qn("w:val"), value)
                lvl.append(element)
            made.append(lvl)
        root.insert(0, made)
        num = OxmlElement("w:num")
        num.set(qn("w:numId"), "77")
        link = OxmlElement("w:abstractNumId")
        link.set(qn("w:val"), abstract)
        num.append(link)
        root.append(num)
    for level, words in (
        (0, "组织保障（40分）"), (1, "建立领导机构，10分。（查阅资料）"), (1, "制定年度计划，10分。（查阅资料）"), (1, "落实工作经费，20分。（查阅资料）"),
        (0, "创建实效（60分）"), (1, "公共秩序良好，25分。（现场查看）"), (1, "群众认可度高，35分。（问卷调查）"),
    ):  # fmt: skip
        p = d.add_paragraph(words)
        numbers = p._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val = level
        numbers.get_or_add_numId().val = 77
    said = """
一 | 组织保障 | 40
  （1） | 建立领导机构 | 10 | m
  （2） | 制定年度计划 | 10 | m
  （3） | 落实工作经费 | 20 | m
二 | 创建实效 | 60
  （1） | 公共秩序良好 | 25 | s
  （2） | 群众认可度高 | 35 | q
"""
    return "自动编号.docx", saved(d), {"lines": said, "base_total": "100"}


def nested_and_changed() -> Sample:
    """A layout table around the real one; a deleted row, deleted words, inserted words, a text box, hidden words."""
    d = docx.Document()
    frame = d.add_table(rows=2, cols=1)
    frame.cell(0, 0).text = "文明班组评分表"
    inner = frame.cell(1, 0).add_table(rows=4, cols=3)
    rows = [
        ["项目", "标准", "分值"],
        ["安全", "全年无事故", "50"],
        ["（已删）", "作废的一条", "9"],
        ["纪律", "出满勤", "50"],
    ]
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            inner.cell(r, c).text = words
    properties = inner.rows[2]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:del"))
    paragraph = inner.cell(1, 1).paragraphs[0]
    for tag, inner_tag, words in (("w:del", "w:delText", "和隐患"), ("w:ins", "w:t", "，隐患及时整改")):
        change, run, text = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner_tag)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    hidden = inner.cell(3, 1).paragraphs[0].add_run("（内部掌握）")
    hidden.font.hidden = True
    box = OxmlElement("w:pict")
    text_box = OxmlElement("w:txbxContent")
    p, r, t = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    t.text = "文本框里的话（30分）"
    r.append(t)
    p.append(r)
    text_box.append(p)
    box.append(text_box)
    run = inner.cell(3, 1).paragraphs[0].add_run("")
    run._r.append(box)
    said = """
| 安全 / 全年无事故，隐患及时整改 | 50
| 纪律 / 出满勤 | 50
"""
    return "套表与修订.docx", saved(d), {"lines": said}


def cut_without_head() -> Sample:
    """The table goes on after a page break without its head; an item is printed again with （续表）."""
    d = docx.Document()
    d.add_paragraph("文明站所考核标准")
    table(
        d,
        [
            ["类别", "考核内容", "标准分", "扣分标准"],
            ["内部管理", "制度上墙", "10", "缺一项扣2分"],
            ["", "档案规范", "10", "不规范扣5分"],
            ["优质服务", "一次性告知", "15", "未告知一次扣3分"],
        ],
        ((1, 0, 2, 0),),
    )
    d.add_paragraph("续表")
    table(
        d,
        [
            ["优质服务（续）", "限时办结", "15", "超时一件扣3分"],
            ["环境整治", "站容整洁", "20", "一处不洁扣2分"],
            ["合计", "", "70", ""],
        ],
    )
    said = """
| 内部管理
  | 制度上墙 | 10
  | 档案规范 | 10
| 优质服务
  | 一次性告知 | 15
  | 限时办结 | 15
| 环境整治
  | 站容整洁 | 20
"""
    return "续表无表头.docx", saved(d), {"lines": said, "base_total": "70"}


def labelled_paragraphs() -> Sample:
    d = docx.Document()
    for words in (
        "文明家庭评选条件", "（一）爱国守法", "分值：20分", "评分标准：有违法行为的不得分。", "测评方法：征求部门意见",
        "（二）明礼诚信", "分值：30分", "评分标准：邻里反映有失信行为一次扣5分。", "测评方法：入户调查",
        "（三）勤俭持家", "分值：50分", "测评内容：生活节约，环境整洁。", "测评方法：实地查看、入户调查",
    ):  # fmt: skip
        d.add_paragraph(words)
    said = """
（一） | 爱国守法 | 20 | c
（二） | 明礼诚信 | 30 | q
（三） | 勤俭持家 / 生活节约，环境整洁 | 50 | sq
"""
    return "分项说明.docx", saved(d), {"lines": said}


def sections_per_table() -> Sample:
    """One small table per part, each under its numbered heading with points; methods by number."""
    d = docx.Document()
    d.add_paragraph("全市文明行业测评体系（试行）")
    head = ["测评项目", "测评标准", "测评方法"]
    d.add_paragraph("第一部分  行业管理（45分）")
    table(
        d,
        [
            head,
            ["Ⅰ-1 组织领导（20分）", "（1）有规划（8分）\n（2）有投入（12分）", "（1）（2）材料审核"],
            ["Ⅰ-2 诚信建设（25分）", "（1）公开承诺（15分）\n（2）信用评价（10分）", "（1）网络查看（2）部门意见"],
        ],
    )
    d.add_paragraph("第二部分  行业服务（55分）")
    table(
        d,
        [
            head,
            ["Ⅱ-1 服务质量（30分）", "（1）规范达标（30分）", "实地考察"],
            ["Ⅱ-2 群众评价（25分）", "（1）满意度（25分）", "问卷调查"],
        ],
    )
    said = """
第一部分 | 行业管理 | 45
  Ⅰ-1 | 组织领导 | 20
    （1） | 有规划 | 8 | m
    （2） | 有投入 | 12 | m
  Ⅰ-2 | 诚信建设 | 25
    （1） | 公开承诺 | 15 | n
    （2） | 信用评价 | 10 | c
第二部分 | 行业服务 | 55
  Ⅱ-1 | 服务质量 | 30
    （1） | 规范达标 | 30 | s
  Ⅱ-2 | 群众评价 | 25
    （1） | 满意度 | 25 | q
"""
    return "分部分多表.docx", saved(d), {"lines": said, "level": "industry"}


def one_big_cell() -> Sample:
    """Two columns: a theme, and one cell with numbered sentences and their points."""
    d = docx.Document()
    d.add_paragraph("文明站点评价表")
    table(
        d,
        [
            ["评价内容", "具体标准及分值"],
            ["一、站容站貌", "1.地面清洁无积水，5分；\n2.标识规范醒目，5分；\n3.设施完好，10分。"],
            ["二、服务礼仪", "1.微笑服务，10分；\n2.文明用语，10分。"],
            ["三、安全管理", "1.应急预案健全，20分；\n2.定期组织演练，40分。"],
        ],
    )
    said = """
一 | 站容站貌
  1 | 地面清洁无积水 | 5
  2 | 标识规范醒目 | 5
  3 | 设施完好 | 10
二 | 服务礼仪
  1 | 微笑服务 | 10
  2 | 文明用语 | 10
三 | 安全管理
  1 | 应急预案健全 | 20
  2 | 定期组织演练 | 40
"""
    return "一格多条.docx", saved(d), {"lines": said}


def cards() -> Sample:
    """One little table per indicator: words left, values right."""
    d = docx.Document()
    d.add_paragraph("文明食堂测评指标卡")
    for name, text, points, method in (
        ("食品安全", "采购索证索票，留样规范", "40", "材料审核"), ("环境卫生", "操作间整洁，三防设施齐全", "35", "实地考察"), ("就餐评价", "职工对伙食满意", "25", "问卷调查"),
    ):  # fmt: skip
        table(d, [["指标名称", name], ["测评标准", text], ["分值", points], ["测评方法", method]])
        d.add_paragraph("")
    said = """
| 食品安全 / 采购索证索票，留样规范 | 40 | m
| 环境卫生 / 操作间整洁，三防设施齐全 | 35 | s
| 就餐评价 / 职工对伙食满意 | 25 | q
"""
    return "指标卡.docx", saved(d), {"lines": said}


SAMPLES = (
    notice_with_table, two_tables_and_veto, automatic_numbers, nested_and_changed, cut_without_head, labelled_paragraphs,
    sections_per_table, one_big_cell, cards,
)  # fmt: skip
