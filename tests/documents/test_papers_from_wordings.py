"""Wordings of papers are files an office may replace: they fill themselves, and can do nothing else."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest

from wenming.documents.formats.papers.markup import blocks_of
from wenming.documents.formats.papers.paper import Heading, Kind, PageBreak, Paper, Paragraph, Run, Table, plain
from wenming.documents.formats.papers.pdf import paper_pdf
from wenming.documents.formats.papers.sandbox import MOST_OUTPUT, TemplateRefused, rendered
from wenming.documents.formats.papers.skeletons import draft, drafted, names, source_of

PEOPLE = [
    {"post": "组长", "people": [{"name": "何志远", "title": "局长"}]},
    {"post": "成员", "people": [{"name": "周明", "title": "办公室主任"}, {"name": "李思源", "title": ""}]},
]
NAMED = [{"name": "加强领导", "text": "主要负责同志亲自抓。", "owners": "办公室", "due": date(2026, 9, 30)}]
VALUES: dict[str, dict[str, Any]] = {
    "establish_group": {"unit": "市自然资源局", "group": "文明单位创建工作领导小组", "goal": "文明单位创建", "recipients": "各处室", "leaders": PEOPLE,
                        "office": "机关党委", "office_head": "周明", "duties": ["制定计划", "督促落实"]},
    "change_group": {"unit": "市自然资源局", "group": "文明单位创建工作领导小组", "recipients": "各处室", "leaders": PEOPLE,
                     "left": [{"name": "赵建平", "post": "成员"}]},
    "deploy_tasks": {"unit": "市文明办", "subject": "做好复查迎检工作", "recipients": "市直各单位", "basis": "为做好复查", "tasks": NAMED,
                     "requirements": NAMED, "report_due": date(2026, 10, 10), "report_to": "市文明办"},
    "circular": {"unit": "市文明办", "subject": "第一季度创建情况", "recipients": "市直各单位", "period": "2026年第一季度", "overview": "总体平稳。",
                 "good": ["台账规范。"], "problems": [{"where": "办公楼", "what": "标识陈旧。"}], "next": ["限期整改。"]},
    "work_report": {"unit": "市自然资源局", "period": "2026年上半年", "subject": "文明单位创建工作", "recipients": "市文明委", "overview": "总体顺利。",
                    "parts": NAMED, "figures": [["项目", "数量"], ["活动", 12]], "problems": ["进度不一。"], "plans": ["持续推进。"]},
    "meeting_minutes": {"meeting": "创建工作推进会", "held_on": date(2026, 3, 20), "place": "三楼会议室", "chair": "何志远", "topic": "研究迎检工作",
                        "decisions": NAMED},
    "letter_request": {"unit": "市文明办", "subject": "商请协助开展志愿服务", "recipients": "市公安局", "reason": "为做好志愿服务", "requests": ["派员协助。"],
                       "contact": "周明"},
    "plan": {"unit": "市自然资源局", "year": "2026年", "goal": "文明单位创建", "basis": "坚持以人为本。", "targets": ["保持称号。"], "tasks": NAMED,
             "stages": [{"name": "动员部署", "period": "3月", "text": "召开动员会。"}], "measures": NAMED},
}  # fmt: skip


def refused(body: str, values: dict[str, Any] | None = None) -> str:
    with pytest.raises(TemplateRefused) as found:
        drafted(f"标题：甲\n---\n{body}", values or {"x": ["甲"] * 100, "s": "甲" * 1000, "n": 3}, name="自拟")
    return str(found.value)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_shipped_wording_fills_itself_and_can_be_printed(name):
    made = draft(name, VALUES[name])
    assert made.title and made.body and "{" not in made.text and "  " not in made.text
    assert paper_pdf(Paper(Kind.NOTICE, made.title, body=made.body, recipients=made.recipients))


def test_every_shipped_wording_has_its_test():
    assert names() == sorted(VALUES)


def test_a_deployment_reads_as_a_notice():
    made = draft("deploy_tasks", VALUES["deploy_tasks"])
    assert made.title == "市文明办关于做好复查迎检工作的通知" and made.recipients == ("市直各单位",)
    assert [block.text for block in made.body if isinstance(block, Heading) and block.level == 1] == [
        "一、重点任务",
        "二、工作要求",
    ]
    assert "完成时限：2026年9月30日" in made.text and "2026年10月10日前" in made.text


def test_the_notice_of_a_leading_group_names_everybody():
    text = draft("establish_group", VALUES["establish_group"]).text
    assert "组长：何志远（局长）" in text and "成员：周明（办公室主任）、李思源" in text


def test_the_offices_own_wording_comes_first(tmp_path):
    (tmp_path / "plan.txt").write_text("标题：{{ unit }}自拟方案\n---\n正文。", encoding="utf-8")
    assert draft("plan", {"unit": "本局"}, own=tmp_path).title == "本局自拟方案"
    assert draft("circular", VALUES["circular"], own=tmp_path).title.endswith("通报")


@pytest.mark.parametrize("name", ["../plan", "plan.txt", "", "没有", "nothing", "/etc/passwd"])
def test_a_name_is_a_name_and_no_path(name):
    with pytest.raises(TemplateRefused):
        source_of(name)


def test_a_file_in_another_encoding_is_refused_in_words(tmp_path):
    (tmp_path / "plan.txt").write_bytes("标题：甲\n---\n".encode("gb18030"))
    with pytest.raises(TemplateRefused, match="UTF-8"):
        source_of("plan", tmp_path)


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ x.__init__.__globals__ }}",
        "{{ x['__class__'] }}",
        "{{ x|attr('__class__') }}",
        "{{ x|map(attribute='__class__')|list }}",
        "{{ s.format(x) }}",
        "{{ cycler.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{{ _x }}",
        "{% import 'os' as os %}",
        "{% include 'plan' %}",
        "{% extends 'plan' %}",
        "{% set s = s ~ s %}",
        "{% macro a() %}{% endmacro %}",
        "{% block a %}{% endblock %}",
        "{% filter upper %}a{% endfilter %}",
        "{% for a in x recursive %}{{ loop(x) }}{% endfor %}",
        "{{ s * 1000000000 }}",
        "{{ 2 ** 100000000 }}",
        "{{ '%099999999d' % 1 }}",
        "{{ [s, s, s] }}",
        "{{ range(999999999) }}",
        "{{ s|center(999999999) }}",
        "{{ lipsum() }}",
        "{{ s|join(s|join(s)) }}",
        "{{ x|join(s)|join(s) }}",
        "{{ x|join(x|join(s)) }}",
        "{{ nothing }}",
        "{{ n.real }}",
        "{{ x.append }}",
        "{{ 1 / 0 }}",
        "{{ (",
        "{% for a in x %}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{% if n %}" * 40 + "{% endif %}" * 40,
        "{% for a in s %}{{ a }}{% endfor %}",
    ],
)
def test_a_hostile_expression_is_refused_naming_template_and_line(expression):
    begun = time.process_time()
    message = refused(f"第一行。\n\n{expression}")
    assert "自拟" in message and "第 5 行" in message
    assert time.process_time() - begun < 3


def test_loops_within_loops_end_after_so_many_turns():
    begun = time.process_time()
    body = "{% for a in x %}" * 6 + "{% endfor %}" * 6
    assert "循环次数过多" in refused(body, {"x": list(range(1000))})
    assert time.process_time() - begun < 3


def test_a_wording_makes_only_so_much_text():
    body = "{% for a in x %}{{ s }}{% endfor %}"
    assert str(MOST_OUTPUT) in refused(body, {"x": list(range(1000)), "s": "甲" * 1000})
    with pytest.raises(TemplateRefused, match="超过"):
        rendered("甲" * 100_001, {}, name="长")


def test_objects_are_words_to_a_template():
    class Secret:
        token = "geheim"

        def __str__(self) -> str:
            return "名称"

    assert rendered("{{ a }}", {"a": Secret()}, name="甲") == "名称"
    with pytest.raises(TemplateRefused):
        rendered("{{ a.token }}", {"a": Secret()}, name="甲")
    assert rendered("{{ a.items }}", {"a": {"items": "键"}}, name="甲") == "键"


def test_a_value_is_neither_template_nor_field():
    made = drafted("标题：{{ a }}\n---\n{{ a }}", {"a": "{{ 1 }}\n---\n主送：无"}, name="甲")
    assert made.title == "{{ 1 }} --- 主送：无" and made.recipients == ()


@pytest.mark.parametrize(("source", "words"), [("正文", "---"), ("---\n正文", "标题"), ("名称：甲\n---\n", "第 1 行")])
def test_a_file_without_its_parts_is_refused_in_words(source, words):
    with pytest.raises(TemplateRefused, match=words):
        drafted(source, {}, name="甲")


def test_numerals_make_headings_of_four_levels():
    blocks = blocks_of(
        "一、总体要求\n（一）加强领导。各单位负责。\n1．分类整理\n(1)及时报送。\n正文一句。\n\n十一、其他"
    )
    assert [(one.level, one.text, plain(one.rest)) for one in blocks if isinstance(one, Heading)] == [
        (1, "一、总体要求", ""), (2, "（一）加强领导。", "各单位负责。"), (3, "1.分类整理", ""), (4, "（1）及时报送。", ""),
        (1, "十一、其他", ""),
    ]  # fmt: skip
    assert blocks[4] == Paragraph((Run("正文一句。"),))


def test_figures_with_a_decimal_point_and_long_numbered_sentences_are_text():
    assert isinstance(blocks_of("3.5分为满分。")[0], Paragraph)
    assert isinstance(blocks_of("一、" + "各单位要认真组织，" * 12)[0], Paragraph)


def test_bold_tables_breaks_and_lines_without_indent():
    blocks = blocks_of("**重点**其余\n| 序号 | 任务 |\n|---|---|\n| 1 | 甲 |\n----\n> 左起")
    assert blocks[0] == Paragraph((Run("重点", bold=True), Run("其余")))
    assert blocks[1] == Table([["序号", "任务"], ["1", "甲"]]) and blocks[2] == PageBreak()
    assert blocks[3] == Paragraph((Run("左起"),), indent=False) and blocks_of("") == []
