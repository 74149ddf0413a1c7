"""A set that stands on another, and two sets beside each other: what differs, and how a layer follows its base."""

from __future__ import annotations

import pytest

from tests import make
from tests.criteria import pages
from tests.criteria.sets import document, leaf, parent
from wenming.audit.models import Entry
from wenming.criteria import selectors
from wenming.criteria.actions import correcting, drafting, layering, using
from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.layers import apply_layer, read_layer
from wenming.criteria.models import CriteriaSet
from wenming.criteria.rules.editing import codes, find
from wenming.criteria.states import Origin
from wenming.kernel.errors import Conflict, Invalid, NotPermitted

AT = make.AT


def base_document(**more):
    return document(
        parent("1", leaf("1.1", "3", text="每季度集中学习一次。"), leaf("1.2", "2"), points="5"),
        parent("2", leaf("2.1", "4"), leaf("2.2", "1"), points="5"),
        code="city",
        name="云溪市测评细则",
        level="city",
        **more,
    )


@pytest.fixture
def base(city):
    return publish(city, base_document())


def publish(city, doc):
    officer = city.actor(city.officer)
    draft = drafting.draft_set(actor=officer, organisation=city.authority, document=doc, origin=Origin.EMPTY, at=AT)
    return using.put_into_use(actor=officer, criteria_set=draft, revision=0, at=AT, retire_others=False)


def layer_on(city, base):
    return drafting.draft_layer(
        actor=city.actor(city.clerk), organisation=city.parks, base=base, name="园林局本地细则", code="local", at=AT
    )


def change(city, draft, code, **fields):
    line = {name: value for name, value in find(draft.document, code).line.items() if name != "lines"}
    correcting.change_line(
        actor=city.actor(city.clerk),
        criteria_set=draft,
        revision=draft.revision,
        code=code,
        line=line | fields,
        at=AT,
    )


def newer(city, **changes):
    doc = base_document()
    for code, fields in changes.items():
        find(doc, code.replace("_", ".")).line.update(fields)
    return publish(city, doc)


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def test_a_layer_begins_as_its_base_under_a_name_of_its_own(clerk, city, base):
    page = clerk.get(f"/criteria/new/layer/?base={base.pk}")
    form = pages.form_of(page)
    assert pages.filled(form)["base"] == [str(base.pk)]
    pages.send(clerk, "/criteria/new/layer/", form, name="园林局本地细则", code="local")

    draft = CriteriaSet.objects.latest("pk")
    assert (draft.origin, draft.base, draft.code, draft.name) == ("layer", base, "local", "园林局本地细则")
    assert codes(draft.document) == codes(base.document)


def test_a_layer_stands_only_on_what_is_in_use_and_in_sight(clerk, city, base):
    hidden = drafting.draft_set(
        actor=city.actor(city.outsider), organisation=city.roads, document=document(), origin=Origin.EMPTY, at=AT
    )
    form = pages.form_of(clerk.get("/criteria/new/layer/"))
    assert pages.send(clerk, "/criteria/new/layer/", form, base=str(hidden.pk), name="偷看").status_code == 422
    with pytest.raises(Invalid):
        drafting.draft_layer(actor=city.actor(city.clerk), organisation=city.parks, base=hidden, name="x", at=AT)


def test_what_a_layer_changes_is_kept_when_it_is_put_into_use(city, base):
    draft = layer_on(city, base)
    change(city, draft, "1.1", points="4")
    correcting.add_line(
        actor=city.actor(city.clerk),
        criteria_set=draft,
        revision=draft.revision,
        line=leaf("2.3", "2"),
        under="2",
        at=AT,
    )
    used = using.put_into_use(actor=city.actor(city.clerk), criteria_set=draft, revision=draft.revision, at=AT)

    layer = read_layer(CriteriaSet.objects.get(pk=used.pk).layer)
    assert [type(one).__name__ for one in layer.operations] == ["Change", "Add"]
    assert apply_layer(selectors.compiled(base).document, layer) == read_document(used.document)


def test_the_difference_from_the_base_is_shown_field_by_field_and_word_by_word(clerk, city, base):
    draft = layer_on(city, base)
    change(city, draft, "1.1", points="4", text="每月集中学习一次。")
    page = clerk.get(f"/criteria/{draft.pk}/layer/")
    soup = pages.soup(page)

    changed = soup.select_one(".cr-beside--changed")
    assert changed.select_one(".code").get_text() == "1.1"
    assert [one.get_text() for one in changed.select("td del:not(.cr-block), td ins:not(.cr-block)")] == ["季度", "月"]
    assert "3" in changed.get_text() and "4" in changed.get_text()
    assert len(soup.select("#main .cr-beside")) == 1

    used = using.put_into_use(actor=city.actor(city.clerk), criteria_set=draft, revision=draft.revision, at=AT)
    assert clerk.get(f"/criteria/{used.pk}/layer/").status_code == 200
    assert clerk.get(f"/criteria/{base.pk}/layer/").status_code == 404


def test_what_only_one_side_changed_follows_without_asking(clerk, city, base):
    draft = layer_on(city, base)
    change(city, draft, "1.1", points="4")
    second = newer(city, **{"2_1": {"points": "6"}})
    url = f"/criteria/{draft.pk}/draft/rebase/"
    page = clerk.get(f"{url}?to={second.pk}")
    assert "两边没有冲突" in pages.words(page)
    assert pages.send(clerk, url, pages.form_of(page)).status_code == 302

    draft.refresh_from_db()
    assert draft.base == second
    assert [find(draft.document, code).line["points"] for code in ("1.1", "2.1")] == ["4", "6"]
    assert (draft.name, draft.code, draft.document["code"]) == ("园林局本地细则", "local", "local")
    assert Entry.objects.filter(event="criteria.draft.rebased").exists()


@pytest.mark.parametrize(("side", "points"), [("layer", "4"), ("base", "5")])
def test_what_both_changed_is_shown_with_both_values_and_a_person_chooses(clerk, city, base, side, points):
    draft = layer_on(city, base)
    change(city, draft, "1.1", points="4")
    second = newer(city, **{"1_1": {"points": "5"}})
    url = f"/criteria/{draft.pk}/draft/rebase/"
    page = clerk.get(f"{url}?to={second.pk}")
    conflict = pages.soup(page).select_one(".cr-conflict")
    assert [one.get_text() for one in conflict.select("pre")] == ["3", "4", "5"]

    undecided = pages.send(clerk, url, pages.form_of(page))
    assert undecided.status_code == 422 and "没有选用" in pages.words(undecided)
    draft.refresh_from_db()
    assert draft.base == base
    name = conflict.select_one("input[type=radio]")["name"]
    assert pages.send(clerk, url, pages.form_of(page), **{name: side}).status_code == 302
    draft.refresh_from_db()
    assert draft.base == second and find(draft.document, "1.1").line["points"] == points


def test_conflicting_rules_are_said_in_words_not_in_notation(clerk, city, base):
    draft = layer_on(city, base)
    change(city, draft, "1.1", rule={"kind": "ratio", "required": "4"}, evidence=[{"kind": "photo", "min": 2}])
    deduct = {"kind": "deduct", "per": [{"what": "缺一次", "points": "1"}], "floor": "0"}
    second = newer(city, **{"1_1": {"rule": deduct, "evidence": [{"kind": "minutes", "min": 4}]}})
    text = pages.words(clerk.get(f"/criteria/{draft.pk}/draft/rebase/?to={second.pk}"))

    assert "应有 4" in text and "从 3.00 分往下扣" in text
    assert "至少 2 张" in text and "至少 4 件" in text and '"kind"' not in text


def test_the_slower_of_two_who_move_a_layer_is_told(city, base):
    draft = layer_on(city, base)
    second = newer(city, **{"2_1": {"points": "6"}})
    stale = CriteriaSet.objects.get(pk=draft.pk)
    change(city, draft, "1.1", points="4")

    with pytest.raises(Conflict):
        layering.change_base(
            actor=city.actor(city.clerk), criteria_set=stale, revision=0, base=second, choices={}, at=AT
        )
    with pytest.raises(NotPermitted):
        layering.change_base(
            actor=city.actor(city.lead), criteria_set=draft, revision=1, base=second, choices={}, at=AT
        )


def test_a_layer_in_use_is_told_of_a_newer_base_and_left_alone(clerk, city, base):
    draft = layer_on(city, base)
    used = using.put_into_use(actor=city.actor(city.clerk), criteria_set=draft, revision=draft.revision, at=AT)
    second = newer(city, **{"2_1": {"points": "6"}})
    assert "第2版" in pages.words(clerk.get(f"/criteria/{used.pk}/layer/"))

    following = drafting.draft_next_version(actor=city.actor(city.clerk), criteria_set=used, at=AT)
    assert following.base == base
    page = clerk.get(f"/criteria/{following.pk}/draft/rebase/?to={second.pk}")
    assert pages.send(clerk, f"/criteria/{following.pk}/draft/rebase/", pages.form_of(page)).status_code == 302
    used.refresh_from_db()
    following.refresh_from_db()
    assert (used.base, following.base) == (base, second)


def test_a_draft_without_a_base_has_nothing_to_move(clerk, city):
    draft = drafting.draft_empty_set(actor=city.actor(city.clerk), organisation=city.parks, name="空", at=AT)

    page = clerk.get(f"/criteria/{draft.pk}/draft/rebase/?to=1")
    assert page.status_code == 200 and "没有别的使用中的版本" in pages.words(page)


def test_any_two_sets_in_sight_are_compared(clerk, city, base):
    second = newer(city, **{"1_1": {"points": "5", "title": "集中学习"}})
    page = clerk.get(f"/criteria/compare/?a={base.pk}&b={second.pk}")
    rows = pages.soup(page).select(".cr-beside")

    assert len(rows) == 1 and "集中学习" in rows[0].get_text()
    everything = pages.soup(clerk.get(f"/criteria/compare/?a={base.pk}&b={second.pk}&all=1"))
    assert len(everything.select(".cr-beside")) == 6
    assert "两套内容相同" in pages.words(clerk.get(f"/criteria/compare/?a={base.pk}&b={base.pk}"))
    assert clerk.get("/criteria/compare/").status_code == 200


def test_everything_that_can_differ_is_said_in_words(clerk, city):
    rich = base_document(
        grades={"A": "100%"},
        method_weights={"survey": "1"},
        years={"combine": "sum", "parts": {"2025": "0.4", "2026": "0.6"}},
        negative=[{"code": "N-1", "title": "事故", "lookback": {"months": 12}, "effect": {"kind": "warn"}}],
        pass_mark="85",
    )
    find(rich, "1.2").line.update(
        {
            "methods": ["survey"],
            "rule": {"kind": "ratio", "required": "4"},
            "evidence": [{"kind": "photo", "min": 2}],
            "window": {"months_back": 12},
            "na": "full",
            "bonus": True,
            "period": "2026-Q1",
            "owner": "办公室",
        }
    )
    changed = base_document(
        negative=[
            {"code": "N-1", "title": "事故", "lookback": {"term": True}, "threshold": 2, "effect": {"kind": "block"}}
        ]
    )
    one, two = publish(city, rich), publish(city, changed)
    text = pages.words(clerk.get(f"/criteria/compare/?a={one.pk}&b={two.pk}"))

    for said in (
        "问卷调查",
        "至少 2 张",
        "最近 12 个月",
        "计满分",
        "达标线",
        "不得申报",
        "警示",
        "各年按比重相加",
        "办公室",
    ):
        assert said in text, said


def test_sets_out_of_sight_are_not_compared(client, city, base):
    own = drafting.draft_set(
        actor=city.actor(city.clerk), organisation=city.parks, document=document(), origin=Origin.EMPTY, at=AT
    )
    client.force_login(city.outsider)

    assert client.get(f"/criteria/compare/?a={base.pk}&b={own.pk}").status_code == 404
    assert client.get("/criteria/compare/?a=x&b=1").status_code == 404
    assert client.get(f"/criteria/{own.pk}/layer/").status_code == 404


def test_a_layer_without_a_code_is_named_after_its_base_and_its_unit(city, base):
    made = [
        drafting.draft_layer(
            actor=city.actor(city.clerk), organisation=city.parks, base=base, name=f"本地细则{n}", at=AT
        ).code
        for n in (1, 2)
    ]
    assert made == ["city-parks-2026", "city-parks-2026-2"]
