"""Sample tables as text PDFs, set with typst: ruled, without lines, over several pages, and running text."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import typst

import wenming.documents
from tests.criteria.table_printer import Sheet

Sample = tuple[str, bytes, dict[str, Any]]
FONTS = Path(wenming.documents.__file__).parent / "fonts"


def pdf(source: str) -> bytes:
    """A PDF from typst source, with the fonts that the package ships."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.typ"
        path.write_text('#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh")\n' + source)
        made = typst.compile(str(path), font_paths=[str(FONTS)], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def cells(rows: list[list[Any]]) -> str:
    """typst cells; (words, rowspan) or (words, rowspan, colspan) for merged ones, None where a merged one covers."""
    out = []
    for row in rows:
        for value in row:
            if value is None:
                continue
            words, down, across = (*value, 1, 1)[:3] if isinstance(value, tuple) else (value, 1, 1)
            body = " #linebreak() ".join(f"#{json.dumps(part, ensure_ascii=False)}" for part in str(words).split("\n"))
            out.append(f"table.cell(rowspan: {down}, colspan: {across})[{body}]" if down * across > 1 else f"[{body}]")
    return ",\n".join(out)


def as_pdf(sheet: Sheet, rng: random.Random) -> bytes:
    """A printed sheet as a ruled table: its title rows as text, its head on every page or only the first."""
    rows = sheet.rows
    head = next(i for i, row in enumerate(rows) if all(box is not None and box.across == 1 for box in row))
    titles = [str(row[0].text) for row in rows[:head] if row[0] is not None]
    boxes = [[(box.text, box.down, box.across) if box is not None else None for box in row] for row in rows[head:]]
    widths = []
    for c in range(len(rows[head])):
        longest = max(len(row[c].text) for row in rows[head:] if row[c] is not None and row[c].across == 1)  # type: ignore[union-attr]
        widths.append(f"{max(1.0, 0.42 * min(longest, 10)):.1f}cm")
    first = cells(boxes[:1])
    align = rng.choice(("left", "center + horizon", "horizon"))
    top = f"table.header({first})" if rng.random() < 0.5 else first
    words = "\n\n".join(f"#align(center)[#{json.dumps(title, ensure_ascii=False)}]" for title in titles)
    return pdf(
        f'#set page(paper: "a4", flipped: true, margin: 1.5cm)\n{words}\n\n'
        f"#table(align: {align}, columns: ({', '.join(widths)}), {top},\n{cells(boxes[1:])})"
    )


def ruled_pages() -> Sample:
    """Three pages, the head on each, a footer with page numbers, sentences that wrap, codes of three levels."""
    rows: list[list[Any]] = []
    said = ""
    themes = ("思想道德", "公共秩序", "环境卫生", "社会服务")
    actions = (
        "建立健全相关工作制度并严格落实，做到年初有计划、年中有检查、年末有总结，资料齐全", "定期组织开展专题活动，参与面不低于百分之八十", "落实专人负责，台账清楚",
        "群众反映的问题及时办理并反馈结果，无积压、无推诿，办结率达到规定要求",
    )  # fmt: skip
    methods = (("材料审核", "m"), ("实地考察、\n问卷调查", "qs"), ("征求部门意见", "c"), ("网络查看", "n"))
    for n, theme in enumerate(themes, start=1):
        said += f"Ⅰ-{n} | {theme}建设 | 40\n"
        for k in (1, 2):
            code = 2 * (n - 1) + k
            said += f"  Ⅱ-{code} | {theme}第{'一二'[k - 1]}方面工作 | 20\n"
            for j, (action, (words, letters)) in enumerate(zip(actions, methods, strict=True), start=1):
                text = f"{theme}{action}"
                first = [(f"Ⅰ-{n}\n{theme}建设（40分）", 8)] if k == j == 1 else []
                second = [(f"Ⅱ-{code} {theme}第{'一二'[k - 1]}方面工作（20分）", 4)] if j == 1 else []
                rows.append([*first, *second, f"{'①②③④'[j - 1]}{text}", "5", words])
                said += f"    {'①②③④'[j - 1]} | {text} | 5 | {letters}\n"
    source = f"""#set page(paper: "a4", margin: 2cm, footer: context align(center)[— #counter(page).display() —])
#align(center, text(size: 16pt)[文明村镇测评指标体系])
#table(columns: (2.6cm, 3.4cm, 1fr, 1.2cm, 2.4cm), align: horizon,
table.header([一级指标], [二级指标], [三级指标], [分值], [测评方法]),
{cells(rows)},
table.cell(colspan: 3)[合计], [160], [])
注：本体系自发布之日起施行。"""
    return "多页有线.pdf", pdf(source), {"lines": said, "base_total": "160"}


def without_lines() -> Sample:
    rows = [
        ["一", "环境整洁", "室内外干净卫生", "20", "现场查看"], ["二", "服务规范", "持证上岗、礼貌待人", "30", "暗访"],
        ["三", "管理有序", "制度健全、台账清楚", "25", "查资料"], ["四", "群众满意", "满意率达到90%以上", "25", "问卷调查"],
    ]  # fmt: skip
    source = f"""#set page(paper: "a4")
#align(center)[文明门店评选标准]
#table(columns: (1.2cm, 2.6cm, 5cm, 1.6cm, 3cm), stroke: none,
[序号], [项目], [标准], [分值], [考评方式],
{cells(rows)},
[], [合计], [], [100], [])
说明：每年评选一次。"""
    said = """
一 | 环境整洁 / 室内外干净卫生 | 20 | s
二 | 服务规范 / 持证上岗、礼貌待人 | 30 | s
三 | 管理有序 / 制度健全、台账清楚 | 25 | m
四 | 群众满意 / 满意率达到90%以上 | 25 | q
"""
    return "无线表格.pdf", pdf(source), {"lines": said, "base_total": "100"}


def three_lines() -> Sample:
    """Only horizontal rules, as in printed reports; wrapped sentences; upper titles blank below."""
    rows = [
        ["一、组织领导", "1.主要负责同志带头抓创建工作，分管同志具体抓落实", "10"], ["", "2.创建工作列入年度计划", "10"],
        ["二、宣传教育", "3.利用宣传栏、电子屏等开展经常性宣传，内容定期更换", "15"], ["", "4.干部职工知晓创建内容", "15"],
    ]  # fmt: skip
    source = f"""#set page(paper: "a4")
#align(center)[文明机关考核标准]
#table(columns: (3cm, 6cm, 2cm), stroke: none, align: top,
table.hline(), [考核项目], [考核内容], [分值], table.hline(),
{cells(rows)},
table.hline(), [合计], [], [50], table.hline())"""
    said = """
一 | 组织领导
  1 | 主要负责同志带头抓创建工作，分管同志具体抓落实 | 10
  2 | 创建工作列入年度计划 | 10
二 | 宣传教育
  3 | 利用宣传栏、电子屏等开展经常性宣传，内容定期更换 | 15
  4 | 干部职工知晓创建内容 | 15
"""
    return "三线表.pdf", pdf(source), {"lines": said, "base_total": "50"}


def running_text() -> Sample:
    source = """#set page(paper: "a4", margin: 3cm)
#set par(first-line-indent: (amount: 2em, all: true), justify: true)
#align(center, text(size: 16pt)[文明科室评分标准])

一、政治学习（30分）

1.坚持每周一次集中学习，做到时间、内容、人员、效果四落实，学习笔记齐全，全年撰写心得体会不少于两篇（15分）。［材料审核］

2.积极参加单位组织的各项活动（15分）。［材料审核］

二、工作实绩（70分）

1.全面完成年度工作任务，主要指标位居同类科室前列，得到服务对象和上级主管部门的充分肯定（40分）。［征求部门意见］

2.无责任事故和有效投诉（30分）。［征求部门意见］

以上合计100分。
"""
    said = """
一 | 政治学习 | 30
  1 | 坚持每周一次集中学习，做到时间、内容、人员、效果四落实，学习笔记齐全，全年撰写心得体会不少于两篇 | 15 | m
  2 | 积极参加单位组织的各项活动 | 15 | m
二 | 工作实绩 | 70
  1 | 全面完成年度工作任务，主要指标位居同类科室前列，得到服务对象和上级主管部门的充分肯定 | 40 | c
  2 | 无责任事故和有效投诉 | 30 | c
"""
    return "条文.pdf", pdf(source), {"lines": said, "base_total": "100"}


SAMPLES = (ruled_pages, without_lines, three_lines, running_text)
