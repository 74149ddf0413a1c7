"""The form of a line: every rule kind has one, and what is not touched comes back as it was."""

from __future__ import annotations

import pytest

from tests import make
from tests.criteria import pages
from tests.criteria.sets import document, leaf, parent
from wenming.criteria.actions import drafting
from wenming.criteria.formats.document import load_document, read_document, write_document
from wenming.criteria.models import CriteriaSet
from wenming.criteria.rules.editing import find, places
from wenming.criteria.states import Origin
from wenming.kernel import places as where

RULES = {
    "judged": {"kind": "judged"},
    "graded": {"kind": "graded", "grades": {"好": "100%", "中": "1.5", "差": "0"}},
    "graded by the set": {"kind": "graded"},
    "conditions": {
        "kind": "conditions",
        "count": 3,
        "met": {"1": "0.5", "2": "50%", "3": "100%"},
        "cases": [{"when": [1, 3], "value": "1.2"}],
        "else": "-1",
    },
    "bands": {"kind": "bands", "bands": [{"min": "90", "value": "100%"}, {"min": "80", "value": "1"}], "else": "0.2"},
    "deduct": {
        "kind": "deduct",
        "per": [{"what": "缺一次", "points": "0.5", "max": "1"}, {"what": "弄虚作假", "points": "100%"}],
        "floor": "0",
    },
    "deduct without a floor": {"kind": "deduct", "per": [{"what": "发生一起", "points": "3"}], "floor": None},
    "shortfall": {"kind": "shortfall", "target": "90", "per": "5", "points": "0.5", "step": "started", "floor": "1"},
    "ratio": {"kind": "ratio", "required": "12"},
    "sampled": {
        "kind": "sampled",
        "places": 4,
        "each": {"kind": "conditions", "count": 2, "met": {"1": "50%", "2": "100%"}, "cases": [], "else": "0"},
    },
    "sampled in sampled": {
        "kind": "sampled",
        "places": 2,
        "each": {"kind": "sampled", "places": 3, "each": {"kind": "ratio", "required": "5"}},
    },
    "awards": {"kind": "awards", "levels": {"province": "3", "市级表扬": "1"}, "highest_only": True, "cap": "5"},
}
PARENT_RULES = {
    "sum": {"kind": "sum", "cap": "3"},
    "mean": {"kind": "mean"},
    "weighted": {"kind": "weighted", "weights": {"1.1": "0.85", "1.2": "0.15"}, "cap": "4"},
}
WINDOWS = [
    {"years": [2025, 2026]},
    {"years_back": 2, "includes_current": True},
    {"months_back": 12, "offset_months": 1},
    {"from": "2026-01-01", "to": "2026-10-31"},
    {"from": "2026-01-01", "to": None},
]
FULL = {
    "code": "Ⅶ-1/①",
    "title": "窗口服务 <b>规范</b> 😀",
    "text": "第一行。\n第二行：每缺一项扣0.5分。",
    "points": "2.5",
    "methods": ["survey", "material_review"],
    "period": "2026-Q1",
    "bonus": True,
    "na": "mean_of_peers",
    "evidence": [
        {"kind": "official_document", "min": 1, "max": None, "note": "学习计划"},
        {
            "kind": "photo",
            "min": 2,
            "max": 6,
            "per": "activity",
            "max_bytes": 2097152,
            "formats": ["jpg", "jpeg"],
            "caption": ["time", "place", "organiser", "people", "theme"],
            "shows_unit_name": True,
            "stamp": "must be kept",
        },
        {"kind": "explanation", "min": None, "max": None, "min_chars": 200, "max_chars": 500, "tolerance": "0"},
    ],
    "window": {"years_back": 2, "includes_current": False, "note": "kept"},
    "owner": "办公室",
}


def begin(city, *lines, **more):
    return drafting.draft_set(
        actor=city.actor(city.clerk),
        organisation=city.parks,
        document=document(*lines, **more),
        origin=Origin.EMPTY,
        at=make.AT,
    )


def address(draft, code):
    from urllib.parse import urlencode

    return f"/criteria/{draft.pk}/draft/line/?{urlencode({'code': code})}"


def now(draft, code):
    return find(CriteriaSet.objects.get(pk=draft.pk).document, code).line


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_leaf_with_every_rule_kind_comes_back_untouched(clerk, city, rule):
    draft = begin(city, leaf("1", "4", rule=rule), grades={"A": "100%", "B": "66%"})
    before = now(draft, "1")
    url = address(draft, "1")
    response = pages.send(clerk, url, pages.form_of(clerk.get(url)))

    assert response.status_code == 302, pages.words(response)
    assert now(draft, "1") == before


@pytest.mark.parametrize("rule", PARENT_RULES.values(), ids=PARENT_RULES)
def test_a_parent_with_every_rule_kind_comes_back_untouched(clerk, city, rule):
    draft = begin(city, parent("1", leaf("1.1"), leaf("1.2"), rule=rule))
    before = now(draft, "1")
    url = address(draft, "1")

    assert pages.send(clerk, url, pages.form_of(clerk.get(url))).status_code == 302
    assert now(draft, "1") == before


@pytest.mark.parametrize("window", WINDOWS, ids=[next(iter(window)) for window in WINDOWS])
def test_every_window_comes_back_untouched(clerk, city, window):
    draft = begin(city, leaf("1", window=window))
    before = now(draft, "1")
    url = address(draft, "1")

    assert pages.send(clerk, url, pages.form_of(clerk.get(url))).status_code == 302
    assert now(draft, "1") == before


def test_a_line_with_everything_comes_back_untouched_and_unhurt(clerk, city):
    draft = begin(city, FULL)
    before = now(draft, FULL["code"])
    url = address(draft, FULL["code"])
    response = clerk.get(url)
    assert b"<b>\xe8\xa7\x84" not in response.content

    assert pages.send(clerk, url, pages.form_of(response)).status_code == 302
    assert now(draft, FULL["code"]) == before


@pytest.mark.parametrize("name", ["six-aspects", "demo-city-2026"])
def test_every_line_of_the_shipped_sets_survives_its_form(name):
    from wenming.criteria.forms.lines import LineEditor

    shipped = write_document(read_document(write_document(load_document(where.seeds() / "criteria" / f"{name}.yaml"))))
    for place in places(shipped):
        drawn = LineEditor(place.line)
        again = LineEditor(place.line, data=_posted(drawn))
        assert again.is_valid(), (place.line, again.form.errors, again.rule.problem)
        assert again.line() == {key: value for key, value in place.line.items() if key != "lines"}


def _posted(editor):
    """What the browser would send of an editor as drawn."""
    from bs4 import BeautifulSoup
    from django.http import QueryDict
    from django.template.loader import render_to_string

    html = render_to_string("criteria/_line_form.html", {"editor": editor, "draft": CriteriaSet(pk=1), "action": "/"})
    data = QueryDict(mutable=True)
    for key, values in pages.filled(BeautifulSoup(html, "html.parser").form).items():
        data.setlist(key, values)
    return data


def test_points_methods_and_words_are_changed_and_full_width_figures_understood(clerk, city):
    draft = begin(city)
    url = address(draft, "1.1")
    form = pages.form_of(clerk.get(url))
    response = pages.send(clerk, url, form, points="２。５ 分", methods=["survey", "briefing"], title="新题目", text="")

    assert response.status_code == 302
    line = now(draft, "1.1")
    assert (line["points"], line["methods"], line["title"], line["text"]) == (
        "2.5",
        ["survey", "briefing"],
        "新题目",
        None,
    )


def test_another_rule_is_chosen_filled_and_saved_without_script(clerk, city):
    draft = begin(city)
    url = address(draft, "1.2")
    form = pages.form_of(clerk.get(url))
    asked = pages.send(clerk, url, form, **{"rule-kind": "deduct", "more": "kind"})
    assert asked.status_code == 200 and "按情形扣分" in pages.words(asked)
    form = pages.form_of(asked, control="rule-per-0-what")
    changes = {
        "rule-per-0-what": "缺一次",
        "rule-per-0-points": "0.5",
        "rule-per-1-what": "造假",
        "rule-per-1-points": "100%",
    }
    grown = pages.send(clerk, url, form, more="rule-per", **changes)
    assert len(pages.soup(grown).select("input[name^=rule-per-][name$=-what]")) == 3
    saved = pages.send(clerk, url, pages.form_of(grown, control="rule-per-2-what"))

    assert saved.status_code == 302
    assert now(draft, "1.2")["rule"] == {
        "kind": "deduct",
        "per": [{"what": "缺一次", "points": "0.5"}, {"what": "造假", "points": "100%"}],
        "floor": "0",
    }


def test_a_rule_chosen_but_not_filled_in_is_asked_for_not_saved(clerk, city):
    draft = begin(city)
    url = address(draft, "1.2")
    response = pages.send(clerk, url, pages.form_of(clerk.get(url)), **{"rule-kind": "bands"})

    assert response.status_code == 422 and "请填好下面各项" in pages.words(response)
    assert "rule" not in now(draft, "1.2")


def test_a_rule_that_asks_for_nothing_is_saved_at_once(clerk, city):
    draft = begin(city)
    url = address(draft, "2.1")

    assert pages.send(clerk, url, pages.form_of(clerk.get(url)), **{"rule-kind": "judged"}).status_code == 302
    assert now(draft, "2.1")["rule"] == {"kind": "judged"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"points": "三分"}, "请填数字"),
        ({"points": "-1"}, "不能小于 0"),
        ({"code": ""}, "必填"),
        ({"code": "2.1"}, "已有别的条目在用"),
        ({"title": "", "text": ""}, "至少填一样"),
        ({"period": "每月"}, "周期应写作"),
        ({"window-form": "years", "window-years": "去年"}, "四位数字"),
        ({"window-form": "months_back"}, "请填写"),
        ({"window-form": "dates", "window-start": "2026-05-01", "window-end": "2026-01-01"}, "早于起始日期"),
        ({"duty-0-minimum": "2"}, "请选材料类型"),
        ({"duty-0-kind": "photo", "duty-0-minimum": "9", "duty-0-maximum": "2"}, "最多的少于最少的"),
        ({"rule-kind": "magic"}, "magic"),
    ],
)
def test_what_does_not_fit_is_said_beside_what_was_typed_and_nothing_is_saved(clerk, city, changes, said):
    draft = begin(city)
    url = address(draft, "1.1")
    response = pages.send(clerk, url, pages.form_of(clerk.get(url)), **({"text": "我写的话"} | changes))

    assert response.status_code == 422
    assert said in pages.words(response)
    if "text" not in changes:
        assert "我写的话" in response.content.decode()
    assert CriteriaSet.objects.get(pk=draft.pk).revision == 0


@pytest.mark.parametrize(
    ("kind", "changes", "said"),
    [
        ("conditions", {"rule-part-count": "2", "rule-met-0-number": "3", "rule-met-0-value": "1"}, "不能多于"),
        ("conditions", {"rule-part-count": "2", "rule-cases-0-when": "1、4", "rule-cases-0-value": "1"}, "1 到 2 之间"),
        ("conditions", {"rule-part-count": "2"}, "至少写一行"),
        ("bands", {"rule-bands-0-minimum": "90"}, "只填了一半"),
        ("deduct", {"rule-per-0-what": "缺一次"}, "扣几分"),
        ("shortfall", {"rule-part-target": "90", "rule-part-per": "0", "rule-part-points": "1"}, "应大于 0"),
        ("awards", {"rule-levels-0-level": "省级", "rule-levels-0-value": "x"}, "请填分值"),
        ("sampled", {"rule-part-places": "0"}, "1"),
        (
            "graded",
            {
                "rule-grades-0-grade": "A",
                "rule-grades-1-grade": "A",
                "rule-grades-0-value": "1",
                "rule-grades-1-value": "2",
            },
            "写了两次",
        ),
    ],
)
def test_half_a_rule_is_refused_in_the_offices_words(clerk, city, kind, changes, said):
    draft = begin(city)
    url = address(draft, "1.2")
    asked = pages.send(clerk, url, pages.form_of(clerk.get(url)), **{"rule-kind": kind, "more": "kind"})
    response = pages.send(clerk, url, pages.form_of(asked, control="rule-shown"), **changes)

    assert response.status_code == 422 and said in pages.words(response)
    assert "rule" not in now(draft, "1.2")


def test_new_award_levels_are_kept_under_the_names_the_format_knows(clerk, city):
    draft = begin(city, leaf("1", "3", rule={"kind": "awards", "levels": {"国家级": "5"}}))
    url = address(draft, "1")
    form = pages.form_of(clerk.get(url))
    from wenming.criteria.formats.exchange.wording.rule_tables import LEVELS

    pages.send(clerk, url, form, **{"rule-levels-1-level": LEVELS["province"], "rule-levels-1-value": "3"})
    assert now(draft, "1")["rule"]["levels"] == {"国家级": "5", "province": "3"}


def test_the_example_is_worked_out_as_one_types(clerk, city):
    draft = begin(city)
    url = address(draft, "1.2")
    asked = pages.send(clerk, url, pages.form_of(clerk.get(url)), **{"rule-kind": "deduct", "more": "kind"})
    data = pages.filled(pages.form_of(asked, control="rule-shown"))
    live = f"/criteria/{draft.pk}/draft/line/example/?code=1.2"
    missing = clerk.post(live, data)
    given = clerk.post(live, data | {"rule-per-0-what": ["缺一次"], "rule-per-0-points": ["0.5"], "points": ["3"]})

    assert "填好上面各项" in pages.words(missing)
    assert "从 3.00 分往下扣" in pages.words(given) and "例如" in pages.words(given)
    assert CriteriaSet.objects.get(pk=draft.pk).revision == 0


def test_ten_thousand_rows_in_a_post_are_refused_not_drawn(clerk, city):
    draft = begin(city)
    url = address(draft, "2.1")
    response = pages.send(clerk, url, pages.form_of(clerk.get(url)), **{"rule-grades-TOTAL_FORMS": "10000"})

    assert response.status_code == 422 and len(response.content) < 400_000
