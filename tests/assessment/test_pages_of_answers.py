"""Answering on the page: every kind of rule, autosave beside the form, the slower of two, one score explained in full."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.criteria import pages
from wenming.assessment.actions.answers import save_answer
from wenming.assessment.actions.rounds import open_round, sign_off
from wenming.assessment.models import Answer, Round
from wenming.assessment.rules.statements import numbered_statements
from wenming.audit.models import Entry
from wenming.criteria.models import Line
from wenming.criteria.rules.errors import BadAnswers
from wenming.organisations.access import Actor

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}
KINDS = (
    {"code": "judged", "title": "专题研究", "points": "3", "rule": {"kind": "judged"}},
    {"code": "graded", "title": "活动组织", "points": "4", "rule": {"kind": "graded", "grades": {"A": "100%", "B": "50%"}}},
    {
        "code": "conditions", "title": "学习计划", "points": "2", "text": "①有计划；②有专题；③有检查。缺一项酌减。",
        "rule": {"kind": "conditions", "count": 3, "met": {"3": "2", "2": "1"}},
    },
    {"code": "bands", "title": "满意度", "points": "5", "rule": {"kind": "bands", "bands": [{"min": "90", "value": "5"}], "else": "3"}},
    {
        "code": "deduct", "title": "公开事项", "points": "3",
        "rule": {"kind": "deduct", "per": [{"what": "缺一项", "points": "0.5"}, {"what": "发现一次投诉", "points": "1"}]},
    },
    {
        "code": "shortfall", "title": "知晓率", "points": "2",
        "rule": {"kind": "shortfall", "target": "80", "per": "1", "points": "0.1", "step": "whole"},
    },
    {"code": "ratio", "title": "集中学习", "points": "2", "rule": {"kind": "ratio", "required": "4"}},
    {
        "code": "sampled", "title": "科室环境", "points": "2",
        "rule": {"kind": "sampled", "places": 3, "each": {"kind": "deduct", "per": [{"what": "一处问题", "points": "1"}]}},
    },
    {
        "code": "awards", "title": "表彰奖励", "points": "5", "bonus": True,
        "rule": {"kind": "awards", "levels": {"province": "3", "city": "2"}, "highest_only": True},
    },
    {"code": "peers", "title": "窗口评比", "points": "4", "na": "mean_of_peers", "rule": {"kind": "judged"}},
)  # fmt: skip
GIVEN = (
    ("judged", {"score": "２．５分"}, {"score": "2.5"}, "2.50"),
    ("graded", {"grade": "B"}, {"grade": "B"}, "2.00"),
    ("conditions", {"met": ["1", "3"]}, {"met": [1, 3]}, "1.00"),
    ("conditions", {"met_none": "on"}, {"met": []}, "0.00"),
    ("bands", {"value": "92%"}, {"value": "92"}, "5.00"),
    ("deduct", {"occurrences_0": "2", "occurrences_1": ""}, {"occurrences": [2, 0]}, "2.00"),
    ("shortfall", {"value": "76.5"}, {"value": "76.5"}, "1.70"),
    ("ratio", {"seen": "3"}, {"seen": "3"}, "1.50"),
    ("judged", {"score": "１，５ 分"}, {"score": "1.5"}, "1.50"),
    ("shortfall", {"value": "７６．５ ％"}, {"value": "76.5"}, "1.70"),
    (
        "sampled", {"p0_occurrences_0": "0", "p1_occurrences_0": "1", "p2_occurrences_0": ""},
        {"places": [{"occurrences": [0]}, {"occurrences": [1]}, None]}, "1.50",
    ),
    (
        "awards", {"award_level_0": "city", "award_for_0": "文明单位", "award_level_1": "", "award_for_1": "没写级别"},
        {"awards": [{"level": "city", "for": "文明单位"}]}, "2.00",
    ),
)  # fmt: skip


@pytest.fixture
def round_(city) -> Round:
    made = make.criteria_set(city.parks, make.document(*KINDS, base_total="27", pass_mark="20"))
    return open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=made, name="第一轮自评", year=2026,
        as_of=date(2026, 9, 30), at=make.AT,
    )  # fmt: skip


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def line_of(round_, code) -> Line:
    return Line.objects.get(criteria_set=round_.criteria_set, code=code)


def address(round_, code, name="answer") -> str:
    return reverse(f"assessment:{name}", args=[round_.pk, line_of(round_, code).pk])


def post(client, round_, code, revision="0", **fields):
    extra = HTMX if fields.pop("htmx", True) else {}
    return client.post(address(round_, code, "answer_save"), {"revision": revision, "note": "", **fields}, **extra)


def kept(round_, code):
    return Answer.objects.get(round=round_, line__code=code)


@pytest.mark.parametrize(
    ("code", "fields", "data", "score"), GIVEN, ids=[f"{one[0]}-{n}" for n, one in enumerate(GIVEN)]
)
def test_every_kind_is_filled_in_saved_scored_and_shown_again(clerk, round_, code, fields, data, score):
    answer = post(clerk, round_, code, **fields)
    assert answer.status_code == 200
    assert score in pages.soup(answer).find(id="answer-out").get_text()
    assert kept(round_, code).data == data
    form = pages.form_of(clerk.get(address(round_, code)), control="note")
    sent = pages.filled(form)
    for name, value in fields.items():
        if value and name != "award_for_1":
            assert set(sent[name]) == set(value if isinstance(value, list) else [data.get(name, value)])


def test_what_comes_back_leaves_the_inputs_alone_and_hands_over_the_revision(clerk, round_):
    answer = pages.soup(post(clerk, round_, "judged", score="2"))
    assert answer.find(id="answer-revision")["value"] == "1"
    assert answer.find(id="answer-revision")["hx-swap-oob"] == "true"
    assert answer.find("input", {"name": "score"}) is None
    assert "1 / 10" in answer.find(id="answered-count").get_text()


@pytest.mark.parametrize(
    ("code", "fields", "word"),
    [
        ("judged", {"score": "3.5"}, "不能大于 3"), ("judged", {"score": "很好"}, "请填数字"), ("judged", {"score": "-1"}, "不能小于 0"),
        ("graded", {"grade": "Z"}, "Z"), ("conditions", {"met": ["9"]}, "9"), ("deduct", {"occurrences_0": "-1"}, "缺一项"),
        ("deduct", {"occurrences_0": "9" * 40}, "缺一项"), ("ratio", {"seen": "1e9"}, "请填数字"),
        ("sampled", {"p0_occurrences_0": "x"}, "第 1 处"), ("awards", {"award_level_0": "宇宙级"}, "宇宙级"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_in_words_and_changes_nothing(clerk, round_, code, fields, word):
    answer = post(clerk, round_, code, **fields)
    assert answer.status_code == 422
    assert word in pages.soup(answer).find(id="answer-errors").get_text()
    assert not Answer.objects.exists()
    whole = post(clerk, round_, code, htmx=False, **fields)
    assert whole.status_code == 422
    assert pages.soup(whole).find("form", id="answer-form")


def test_counts_are_read_in_full_width_and_with_their_unit(clerk, round_):
    assert post(clerk, round_, "deduct", occurrences_0="２ 次", occurrences_1="１").status_code == 200
    assert kept(round_, "deduct").data == {"occurrences": [2, 1]}


JARGON = ("value", "score", "seen", "true", "null", "加引号", "awards", "occurrences", "level")


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("judged", {"score": "9" * 20}), ("judged", {"score": "NaN"}), ("bands", {"value": "1,2,3"}),
        ("bands", {"value": "9" * 20}), ("shortfall", {"value": "约八成"}), ("ratio", {"seen": "-1"}),
        ("deduct", {"occurrences_0": "1.5"}), ("sampled", {"p1_occurrences_0": "1e3"}),
    ],
)  # fmt: skip
def test_no_refusal_on_screen_speaks_of_documents(clerk, round_, code, fields):
    said = pages.soup(post(clerk, round_, code, **fields)).find(id="answer-errors").get_text()
    assert said.strip()
    assert not [word for word in JARGON if word in said]


def test_an_answer_the_form_lets_through_but_the_rule_does_not_is_refused_plainly(clerk, round_, monkeypatch):
    def refuse(**_given):
        raise BadAnswers('答案的 value 应是加引号的十进制数，如 "1.5"。')

    monkeypatch.setattr("wenming.assessment.views.answers.save_answer", refuse)
    said = pages.soup(post(clerk, round_, "judged", score="1")).find(id="answer-errors").get_text()
    assert "对不上" in said and "value" not in said


def test_conditions_carry_the_words_of_the_line(clerk, round_):
    text = pages.form_of(clerk.get(address(round_, "conditions")), control="note").get_text()
    assert "1. 有计划" in text
    assert "3. 有检查" in text


@pytest.mark.parametrize(
    ("text", "count", "said"),
    [
        ("①甲；②乙。另有说明", 2, ("甲", "乙")), ("（1）甲；（2）乙。", 2, ("甲", "乙")), ("1.甲，2.乙2.5分", 2, ("甲", "乙2.5分")),
        ("1）甲 2）乙", 2, ("甲", "乙")), ("一是甲；二是乙", 2, ("甲", "乙")), ("①甲；②乙", 3, ()), ("①甲；③乙", 2, ()),
        ("①；②", 2, ()), ("", 1, ()), ("没有编号", 0, ()), ("①甲①乙②丙", 2, ()), ("(" * 5000 + "1" * 5000, 3, ()),
    ],
)  # fmt: skip
def test_numbered_sentences_are_found_only_when_they_are_all_there(text, count, said):
    assert numbered_statements(text, count) == said


def test_the_slower_of_two_sees_the_other_and_decides(clerk, city, round_):
    save_answer(
        actor=Actor.system("章守诚"), round_=round_, line=line_of(round_, "deduct"), data={"occurrences": [1, 2]},
        note="抽查发现", at=make.AT,
    )  # fmt: skip
    told = post(clerk, round_, "deduct", occurrences_0="4")
    assert told.status_code == 409
    errors = pages.soup(told).find(id="answer-errors").get_text()
    for word in ("章守诚", "缺一项：1", "发现一次投诉：2", "抽查发现"):
        assert word in errors
    assert pages.soup(told).find(id="answer-revision") is None, "the form must keep what it saw until somebody decides"
    again = post(clerk, round_, "deduct", occurrences_0="4")
    assert again.status_code == 409
    button = pages.soup(told).find("button", {"name": "overwrite"})
    assert post(clerk, round_, "deduct", occurrences_0="4", overwrite=button["value"]).status_code == 200
    assert kept(round_, "deduct").data == {"occurrences": [4, 0]}


def test_without_script_the_slower_keeps_what_was_typed(clerk, round_):
    save_answer(
        actor=Actor.system("章守诚"), round_=round_, line=line_of(round_, "judged"), data={"score": "1"}, at=make.AT
    )
    told = post(clerk, round_, "judged", score="2", htmx=False)
    assert told.status_code == 409
    form = pages.form_of(told, control="note")
    assert (pages.filled(form)["score"], pages.filled(form)["revision"]) == (["2"], ["0"])


def test_ones_own_keystrokes_on_their_way_are_no_conflict(clerk, round_):
    assert post(clerk, round_, "judged", score="1").status_code == 200
    assert post(clerk, round_, "judged", score="2").status_code == 200
    assert kept(round_, "judged").data == {"score": "2"}


def test_saving_the_same_again_leaves_no_further_trace(clerk, round_):
    post(clerk, round_, "judged", score="2")
    post(clerk, round_, "judged", revision="1", score="2")
    assert Entry.objects.filter(event="assessment.answer.saved").count() == 1
    assert kept(round_, "judged").revision == 1


def test_saving_and_going_on_leads_to_the_next_line_both_ways(clerk, round_):
    following = address(round_, "graded") + "?go=1"
    assert post(clerk, round_, "judged", score="2", then="next", htmx=False).url == following
    assert post(clerk, round_, "judged", revision="1", score="3", then="next")["HX-Redirect"] == following
    assert pages.soup(clerk.get(following)).find("input", {"name": "grade"}).has_attr("autofocus")


def test_a_line_that_does_not_apply_says_what_follows(clerk, round_):
    assert "分值折算到同级其他条目" in clerk.get(address(round_, "judged")).content.decode()
    post(clerk, round_, "judged", na="on", score="2")
    assert kept(round_, "judged").data == {"score": "2", "na": True}


def test_the_mean_of_peers_is_taken_from_what_was_typed(clerk, round_):
    refused = post(clerk, round_, "peers", na="on", peers="")
    assert refused.status_code == 422
    assert "请先填同类单位得分" in refused.content.decode()
    assert "“9”不是 0 到 4" in post(clerk, round_, "peers", na="on", peers="3、9").content.decode()
    answer = post(clerk, round_, "peers", na="on", peers="3，4")
    assert "3.50" in pages.soup(answer).find(id="answer-out").get_text()
    assert Round.objects.get().peers == {"peers": ["3", "4"]}
    shown = pages.filled(pages.form_of(clerk.get(address(round_, "peers")), control="peers"))
    assert shown["peers"] == ["3、4"]
    assert "peers" not in pages.filled(pages.form_of(clerk.get(address(round_, "judged")), control="note"))


def test_notes_of_any_kind_are_only_text(clerk, round_):
    note = "<script>alert(1)</script>🎉" + "长" * 3000
    post(clerk, round_, "judged", score="1", note=note)
    assert kept(round_, "judged").note == note
    for name in ("answer", "answer_why"):
        assert "<script>alert(1)" not in clerk.get(address(round_, "judged", name)).content.decode()


def test_one_score_is_explained_from_rule_to_total(clerk, round_):
    post(clerk, round_, "deduct", occurrences_0="2", note="缺两项")
    text = " ".join(pages.soup(clerk.get(address(round_, "deduct", "answer_why"))).find("main").get_text(" ").split())
    for part in (
        "从 3.00 分往下扣",
        "缺一项：2",
        "缺两项",
        "扣 1.00 分",
        "总分 2 ＝ 基本分 2",
        "SHA-256",
        "王干事",
        '"kind": "deduct"',
    ):
        assert part in text, part


def test_a_parent_is_explained_by_what_lies_below(clerk, city):
    made = make.criteria_set(city.parks, make.document(code="tree"))
    tree = open_round(
        actor=city.actor(city.clerk),
        organisation=city.parks,
        criteria_set=made,
        name="树",
        year=2026,
        as_of=make.ON,
        at=make.AT,
    )
    post(clerk, tree, "1.2", score="2")
    text = clerk.get(address(tree, "1", "answer_why")).content.decode()
    assert "由下级各条构成" in text
    assert "机构健全" in text
    assert "专题研究" in text


def test_a_signed_round_is_read_and_explained_as_it_was_signed(clerk, city, round_):
    post(clerk, round_, "judged", score="2", note="依据")
    sign_off(actor=city.actor(city.lead), round_=Round.objects.get(), at=make.AT)
    page = clerk.get(address(round_, "judged")).content.decode()
    assert "得分：2" in page
    assert "不能再改" in page
    assert post(clerk, round_, "judged", revision="1", score="3").status_code == 409
    why = clerk.get(address(round_, "judged", "answer_why")).content.decode()
    assert Round.objects.get().digest in why
    assert "李主任" in why


def test_a_line_of_another_set_is_not_found(clerk, city, round_):
    other = make.criteria_set(city.parks, make.document(code="other"))
    foreign = Line.objects.filter(criteria_set=other, is_leaf=True).first()
    for name in ("answer", "answer_why"):
        assert clerk.get(reverse(f"assessment:{name}", args=[round_.pk, foreign.pk])).status_code == 404


def test_a_rule_of_very_many_places_still_has_a_page(clerk, city):
    many = {
        "code": "x", "title": "抽查", "points": "1",
        "rule": {"kind": "sampled", "places": 60, "each": {"kind": "graded", "grades": {"优": "100%", "差": "0"}}},
    }  # fmt: skip
    made = make.criteria_set(city.parks, make.document(many, code="many", base_total="1"))
    big = open_round(
        actor=city.actor(city.clerk),
        organisation=city.parks,
        criteria_set=made,
        name="大",
        year=2026,
        as_of=make.ON,
        at=make.AT,
    )
    answer = post(clerk, big, "x", p59_grade="优")
    assert "1.00" in pages.soup(answer).find(id="answer-out").get_text()


def test_levels_of_awards_are_said_in_words_wherever_they_stand(clerk, round_):
    answer = post(clerk, round_, "awards", award_level_0="province", award_for_0="全省先进")
    page = clerk.get(address(round_, "awards")).content.decode()
    assert "全省先进（省级）" in answer.content.decode()
    assert "按级别计分：省级 3.00 分" in page
    assert "province（" not in page and "：province" not in page
