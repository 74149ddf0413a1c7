"""What a table asks to be shown, how far back it looks and what must not happen, read from its wording."""

from __future__ import annotations

from typing import Any

import pytest

from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables import parse
from wenming.criteria.formats.tables.evidence_wording import read_asked, read_duties
from wenming.criteria.formats.tables.negatives import effect
from wenming.criteria.formats.tables.windows import lookback, period, window


def brief(text: str) -> list[dict[str, Any]]:
    """The duties without their notes and without what is not said."""
    return [{k: v for k, v in duty.items() if k != "note" and v is not None} for duty in read_duties(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("图片不少于2张，文字说明200字以上", [{"kind": "photo", "min": 2}, {"kind": "explanation", "min": 1, "min_chars": 200}]),
        ("须有文号", [{"kind": "official_document", "min": 1}]),
        ("签到表、主持词", [{"kind": "sign_in", "min": 1}, {"kind": "other", "min": 1}]),
        ("图文新闻报道3篇", [{"kind": "media", "min": 3}]),
        ("说明报告不超过500字；红头文件；图片2至6张", [
            {"kind": "explanation", "min": 1, "max_chars": 500}, {"kind": "official_document", "min": 1}, {"kind": "photo", "min": 2, "max": 6},
        ]),
        ("每次活动照片2张以上，注明时间、地点、人物", [{"kind": "photo", "min": 2, "per": "activity", "caption": ["time", "place", "people"]}]),
        ("照片每张不超过2M，jpg格式，体现单位名称", [
            {"kind": "photo", "min": 1, "max_bytes": 2 * 2**20, "formats": ["jpg", "jpeg"], "shows_unit_name": True},
        ]),
        ("领导批示、会议纪要、心得体会、教案", [
            {"kind": "signed_instruction", "min": 1}, {"kind": "minutes", "min": 1}, {"kind": "reflection", "min": 1}, {"kind": "lesson_plan", "min": 1},
        ]),
        ("荣誉证书、花名册、视频1个、新闻链接2条", [
            {"kind": "certificate", "min": 1}, {"kind": "statistics", "min": 1}, {"kind": "video", "min": 1}, {"kind": "link", "min": 2},
        ]),
        ("现场计分", []),
        ("无", []),
        ("", []),
    ],
)  # fmt: skip
def test_papers_asked_for_become_duties(text: str, expected: list[dict[str, Any]]):
    assert brief(text) == expected


def test_the_format_accepts_every_duty():
    texts = (
        "照片2-6张，每张不超过2M，jpg格式，注明时间、地点、主办单位、人员、主题",
        "总结1000字左右",
        "500—800字说明",
        "图片不超过1张，不少于3张",
    )
    duties = [duty for text in texts for duty in read_duties(text)]
    read_document(
        {"format": "wenming-criteria/1", "lines": [{"code": "1", "title": "项", "points": "1", "evidence": duties}]}
    )


def test_a_criterion_asks_only_where_it_says_so():
    assert read_asked("有工作计划和会议记录") == []
    assert [duty["kind"] for duty in read_asked("开展主题活动，提供活动照片3张")] == ["photo"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近两年（不含当年）的材料", {"years_back": 2, "includes_current": False}),
        ("近三年开展的活动", {"years_back": 3, "includes_current": True}),
        ("最近12个月内的资料", {"months_back": 12, "offset_months": 0}),
        ("2024年1月至2025年6月的材料", {"from": "2024-01-01", "to": "2025-06-30"}),
        ("提供2025年度活动材料", {"years": [2025]}),
        ("每年召开两次会议", None),
    ],
)
def test_windows_are_read_where_they_are_said(text: str, expected: dict[str, Any] | None):
    assert window(text) == expected


def test_periods_of_headings_and_months():
    assert period("第一季度专项工作", 2026) == "2026-Q1"
    assert period("2025年二季度", None) == "2025-Q2"
    assert period("3月", None) == "03"
    assert period("2026年11月份", None) == "2026-11"
    assert period("组织领导", 2026) is None


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("近24个月内发生较大安全事故", {"months": 24}),
        ("申报前12个月内", {"months": 12}),
        ("近两年内发生", {"months": 24}),
        ("2024年1月1日以来", {"since": "2024-01-01"}),
        ("创建周期内发生违法案件", {"term": True}),
        ("发生火灾事故", None),
    ],
)
def test_negative_items_look_back_as_far_as_they_say(text: str, back: dict[str, Any] | None):
    assert lookback(text) == back


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一票否决", {"kind": "block"}),
        ("取消申报资格", {"kind": "block"}),
        ("每起扣10分，瞒报的加倍扣分", {"kind": "deduct", "points": "10", "concealed_factor": "2"}),
        ("撤销称号", {"kind": "revoke"}),
        ("限期整改3个月", {"kind": "rectify", "months": 3}),
        ("通报批评", {"kind": "warn"}),
        ("发生火灾事故", None),
    ],
)
def test_negative_items_have_the_effect_they_say(text: str, expected: dict[str, Any] | None):
    assert effect(text) == expected


def test_a_negative_list_is_no_line_and_takes_what_its_heading_says():
    text = (
        "一、组织领导（10分）\n1.有机构（5分）\n2.有经费（5分）\n二、近12个月内有下列情形之一的，取消申报资格：\n"
        "1.发生2起以上安全责任事故的；\n2.2024年6月1日以来主要负责人受到刑事处罚的。\n"
    )
    document = parse(text.encode(), "细则.txt").document
    assert [line["title"] for line in document["lines"]] == ["组织领导"]
    assert document["negative"] == [
        {"code": "N-1", "title": "发生2起以上安全责任事故的", "lookback": {"months": 12}, "threshold": 2, "effect": {"kind": "block"}},
        {"code": "N-2", "title": "2024年6月1日以来主要负责人受到刑事处罚的", "lookback": {"since": "2024-06-01"}, "threshold": 1, "effect": {"kind": "block"}},
    ]  # fmt: skip
    read_document(document)


def test_sections_that_only_deduct_become_negative_items():
    text = "类别,指标,分值,得分标准\n基本项,组织领导,20,缺一项扣5分\n,道德建设,30,缺一次扣2分\n扣分项,发生舆情事件,,每起扣5分\n,发生安全事故,,每起扣10分；瞒报的加倍扣分\n"
    document = parse(text.encode(), "考核.csv").document
    assert [line["title"] for line in document["lines"]] == ["基本项"]
    assert [(item["title"], item["effect"]) for item in document["negative"]] == [
        ("发生舆情事件", {"kind": "deduct", "points": "5"}),
        ("发生安全事故", {"kind": "deduct", "points": "10", "concealed_factor": "2"}),
    ]
