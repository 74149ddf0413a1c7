"""Which sets a person sees, and which one a command means by a code."""

from __future__ import annotations

import pytest
from django.http import Http404

from tests import make
from tests.criteria import sets
from wenming.criteria import selectors
from wenming.criteria.selectors import engines
from wenming.kernel.errors import Missing
from wenming.kernel.words import LANGUAGE
from wenming.organisations import actions as organisations
from wenming.organisations.access import Actor
from wenming.organisations.states import Role


def codes(actor: Actor) -> list[str]:
    return sorted(one.code for one in selectors.sets_in_sight(actor))


def test_a_unit_sees_its_own_drafts_and_what_its_authority_and_the_instance_use(city):
    sets.row(city.parks, "own-draft")
    sets.row(city.parks, "own-used", state="in_use")
    sets.row(city.authority, "above-draft")
    sets.row(city.authority, "above-used", state="in_use")
    sets.row(None, "everywhere", state="in_use")
    sets.row(city.roads, "next-door", state="in_use")

    assert codes(city.actor(city.clerk)) == ["above-used", "everywhere", "own-draft", "own-used"]
    assert [one.code for one in selectors.sets_in_use(city.actor(city.clerk))] == [
        "above-used",
        "everywhere",
        "own-used",
    ]


@pytest.mark.parametrize("who", ["liaison", "lead", "staff"])
def test_whoever_may_not_edit_sees_no_drafts(city, who):
    draft = sets.row(city.parks, "own-draft")
    sets.row(city.parks, "own-used", state="in_use")

    assert codes(city.actor(getattr(city, who))) == ["own-used"]
    with pytest.raises(Http404):
        selectors.set_for(city.actor(getattr(city, who)), draft.pk)


def test_a_set_of_the_authority_in_the_other_tree_is_in_sight_too(city):
    ministry = make.unit("line", "云溪市建设行业主管部门")
    crew = organisations.add_unit(
        actor=make.root(),
        code="crew",
        name="云溪市绿化管理所",
        at=make.AT,
        territory_parent=city.authority,
        line_parent=ministry,
    )
    clerk = make.user(crew, "苏干事", Role.CLERK, username="su")
    sets.row(ministry, "trade", state="in_use")

    assert codes(Actor.of(clerk)) == ["trade"]


def test_whoever_holds_no_business_role_sees_no_set(city):
    admin = make.user(city.parks, "系统员", Role.SYSTEM_ADMIN, username="sys")
    sets.row(city.parks, "own", state="in_use")
    sets.row(None, "everywhere", state="in_use")

    assert codes(Actor.of(admin)) == []
    assert codes(Actor.nobody()) == []


def test_a_set_out_of_sight_is_not_there(city):
    draft = sets.row(city.roads, "next-door")

    with pytest.raises(Http404):
        selectors.set_for(city.actor(city.clerk), draft.pk)
    with pytest.raises(Http404):
        selectors.head_for(city.actor(city.clerk), draft.pk)
    assert selectors.set_for(city.actor(city.outsider), draft.pk) == draft


def test_one_query_finds_a_set(city, django_assert_num_queries):
    used = sets.row(city.authority, "above", state="in_use")
    actor = city.actor(city.clerk)

    with django_assert_num_queries(1):
        found = selectors.set_for(actor, used.pk)
        assert str(found.organisation) and found.document


def test_a_code_means_the_latest_version_in_use(city):
    sets.row(city.parks, "own", state="retired")
    second = sets.row(city.parks, "own", version=2, state="in_use")
    sets.row(city.parks, "own", version=3)

    assert selectors.set_by_code("own", city.parks) == second
    assert selectors.set_by_code("own") == second
    assert selectors.set_by_code("own", city.parks, version=1).version == 1


def test_a_code_means_the_units_own_set_before_that_of_the_authority(city):
    above = sets.row(city.authority, "same", state="in_use", version=4)
    own = sets.row(city.parks, "same", state="in_use")
    sets.row(None, "same", state="in_use", version=9)

    assert selectors.set_by_code("same", city.parks) == own
    assert selectors.set_by_code("same", city.roads) == above


@pytest.mark.parametrize("code", ["nothing", "", "drafted", "😀" * 100])
def test_a_code_nobody_uses_is_refused_in_words(city, code):
    sets.row(city.parks, "drafted")

    with pytest.raises(Missing, match=r"没有使用中的测评体系"):
        selectors.set_by_code(code)
    with pytest.raises(Missing, match="parks"):
        selectors.set_by_code(code, city.parks)


def test_the_same_code_at_two_units_asks_for_the_unit(city):
    sets.row(city.parks, "same", state="in_use")
    sets.row(city.roads, "same", state="in_use")

    with pytest.raises(Missing, match="--unit"):
        selectors.set_by_code("same")


def test_the_same_content_has_the_same_digest_whatever_its_key_order():
    assert selectors.digest_of({"a": "1", "b": ["云"]}) == selectors.digest_of({"b": ["云"], "a": "1"})
    assert selectors.digest_of({"a": "1"}) != selectors.digest_of({"a": "2"})


def test_a_set_is_compiled_once_a_process_and_language(city, django_assert_num_queries):
    used = selectors.set_for(city.actor(city.clerk), sets.row(city.parks, "own", state="in_use").pk)
    first = selectors.compiled(used)

    with django_assert_num_queries(0):
        assert selectors.compiled(used) is first
    token = LANGUAGE.set("en")
    try:
        assert selectors.compiled(used) is not first
    finally:
        LANGUAGE.reset(token)
    assert first.document.code == "own" and len(first.leaves) == 4


def test_a_draft_is_compiled_as_it_stands(city):
    draft = sets.row(city.parks, "own")
    before = selectors.compiled(draft)
    draft.document = sets.document(code="own", name="改过的")

    assert selectors.compiled(draft) is not before


def test_the_shelf_of_engines_does_not_grow_without_end(city):
    for number in range(engines.KEPT_ENGINES + 5):
        selectors.compiled(sets.CriteriaSet(document=sets.document(code=f"c{number}")))

    assert len(engines._SHELF.kept) <= engines.KEPT_ENGINES
