"""The clerk answers a line of every main kind: the score follows, nothing typed is lost, the next line is one key away."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from tests.browser.conftest import scan
from wenming.assessment.actions.answers import save_answer
from wenming.assessment.actions.rounds import open_round
from wenming.assessment.models import Answer
from wenming.criteria.models import Line
from wenming.organisations.access import Actor

LINES = (
    {"code": "1", "title": "专题研究", "points": "3", "rule": {"kind": "judged"}},
    {"code": "2", "title": "活动组织", "points": "4", "rule": {"kind": "graded", "grades": {"A": "100%", "B": "50%"}}},
    {
        "code": "3", "title": "学习计划", "points": "2", "text": "①计划以文件印发；②逐月列明专题；③检查一次。缺一项酌减。",
        "rule": {"kind": "conditions", "count": 3, "met": {"3": "2", "2": "1"}},
    },
    {"code": "4", "title": "满意度", "points": "5", "rule": {"kind": "bands", "bands": [{"min": "90", "value": "5"}], "else": "3"}},
    {"code": "5", "title": "公开事项", "points": "3", "rule": {"kind": "deduct", "per": [{"what": "缺一项", "points": "0.5"}]}},
    {
        "code": "6", "title": "科室环境", "points": "2",
        "rule": {"kind": "sampled", "places": 3, "each": {"kind": "deduct", "per": [{"what": "一处问题", "points": "1"}]}},
    },
    {
        "code": "7", "title": "表彰奖励", "points": "5", "bonus": True,
        "rule": {"kind": "awards", "levels": {"province": "3", "city": "2"}, "highest_only": False},
    },
)  # fmt: skip


@pytest.fixture
def round_(city):
    made = make.criteria_set(city.parks, make.document(*LINES, base_total="19", pass_mark="15"))
    return open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=made, name="第一轮自评", year=2026,
        as_of=date(2026, 9, 30), at=make.AT,
    )  # fmt: skip


def address(round_, code: str) -> str:
    line = Line.objects.get(criteria_set=round_.criteria_set, code=code)
    return f"/assessment/rounds/{round_.pk}/lines/{line.pk}/"


def kept(round_, code: str) -> dict | None:
    return Answer.objects.filter(round=round_, line__code=code).values_list("data", flat=True).first()


def score(page, text: str) -> None:
    page.wait_for_selector(f"#answer-out b:has-text('{text}')")


def test_every_kind_of_rule_is_answered_by_keyboard_from_line_to_line(city, round_, visit):
    page = visit(address(round_, "1"), as_=city.clerk)
    scan(page)
    page.fill("input[name=score]", "２．５")
    score(page, "2.50")
    page.keyboard.press("Enter")
    page.wait_for_url(address(round_, "2").join(("**", "?go=1")))
    page.keyboard.press("Space")  # the first grade has the focus
    score(page, "4.00")
    page.click("button:has-text('保存，下一条')")
    page.wait_for_url(address(round_, "3").join(("**", "?go=1")))
    page.check("text=1. 计划以文件印发")
    page.check("text=2. 逐月列明专题")
    score(page, "1.00")
    scan(page)
    page.click("button:has-text('保存，下一条')")
    page.wait_for_url(address(round_, "4").join(("**", "?go=1")))
    page.keyboard.type("92%")
    page.keyboard.press("Enter")
    page.wait_for_url(address(round_, "5").join(("**", "?go=1")))
    page.click("[data-stepper] button >> nth=1")
    page.click("[data-stepper] button >> nth=1")
    page.click("[data-stepper] button >> nth=1")
    score(page, "2.00")
    page.click("button:has-text('保存，下一条')")
    page.wait_for_url(address(round_, "6").join(("**", "?go=1")))
    for place, count in enumerate(("0", "1", "")):
        page.fill(f"input[name=p{place}_occurrences_0]", count)
    score(page, "1.50")
    scan(page)
    page.click("button:has-text('保存，下一条')")
    page.wait_for_url(address(round_, "7").join(("**", "?go=1")))
    for number in range(3):
        if number == 2:
            page.click("button:has-text('再加一项')")
        page.select_option(f"select[name=award_level_{number}]", "city")
        page.fill(f"input[name=award_for_{number}]", f"事项{number}")
    page.click("button:has-text('保存')")
    score(page, "5.00")
    scan(page)
    assert kept(round_, "1") == {"score": "2.5"}
    assert kept(round_, "2") == {"grade": "A"}
    assert kept(round_, "3") == {"met": [1, 2]}
    assert kept(round_, "4") == {"value": "92"}
    assert kept(round_, "5") == {"occurrences": [2]}
    assert kept(round_, "6") == {"places": [{"occurrences": [0]}, {"occurrences": [1]}, None]}
    assert [one["level"] for one in kept(round_, "7")["awards"]] == ["city"] * 3


def test_what_is_typed_while_another_saves_is_kept_and_one_decides(city, round_, visit):
    page = visit(address(round_, "1"), as_=city.clerk)
    line = Line.objects.get(criteria_set=round_.criteria_set, code="1")
    save_answer(actor=Actor.system("章守诚"), round_=round_, line=line, data={"score": "1"}, at=make.AT, note="抽查")
    page.fill("input[name=score]", "3")
    page.wait_for_selector("text=先保存了这一条")
    assert page.input_value("input[name=score]") == "3"
    assert "得分：1" in page.text_content("#answer-errors")
    assert kept(round_, "1") == {"score": "1"}
    scan(page)
    page.click("text=以我填的为准")
    score(page, "3.00")
    assert kept(round_, "1") == {"score": "3"}


def test_leaving_within_the_pause_loses_nothing(city, round_, visit):
    page = visit(address(round_, "1"), as_=city.clerk)
    page.fill("input[name=score]", "2")
    page.click("a[rel=next]")
    page.wait_for_url("**" + address(round_, "2"))
    page.goto(page.url.replace(address(round_, "2"), address(round_, "1")))
    assert page.input_value("input[name=score]") == "2"


def test_without_script_the_same_answers_go_in(city, round_, visit):
    page = visit(address(round_, "5"), as_=city.clerk, script=False, narrow=True)
    page.fill("input[name=occurrences_0]", "9999999")
    page.click("button:has-text('保存，下一条')")
    assert page.input_value("input[name=occurrences_0]") == "9999999"
    assert page.locator(".note--late").count() == 1
    page.fill("input[name=occurrences_0]", "2")
    page.fill("textarea[name=note]", "缺两项")
    page.click("button:has-text('保存，下一条')")
    page.wait_for_url("**" + address(round_, "6") + "?go=1")
    assert kept(round_, "5") == {"occurrences": [2]}
