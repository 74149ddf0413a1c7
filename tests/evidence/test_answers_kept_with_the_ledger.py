"""What was worked out of a ledger is used again only while the ledger is what it was."""

from __future__ import annotations

import pytest

from tests import make, queries
from wenming.evidence.actions.records import register_record
from wenming.evidence.selectors import ledger
from wenming.evidence.selectors.stamps import kept, stamp_of
from wenming.organisations.access import Actor

pytestmark = pytest.mark.django_db


def registered(city, title="学习记录"):
    return register_record(
        actor=city.actor(city.clerk), organisation=city.parks, at=make.AT, year=2026, ledger_class="meeting",
        kind="minutes", title=title, department=city.office,
    )  # fmt: skip


def test_the_same_question_is_answered_from_before_until_the_ledger_changes(city):
    registered(city)
    asked = []
    for _time in range(2):
        kept(city.parks, ("how many",), lambda: asked.append(1) or "one")
    assert len(asked) == 1
    registered(city, "会议记录")
    kept(city.parks, ("how many",), lambda: asked.append(1) or "two")
    assert len(asked) == 2


def test_the_counts_over_the_list_follow_every_change(city):
    actor = city.actor(city.clerk)
    registered(city)
    assert ledger.standing(actor, city.parks, "2026").all == 1
    registered(city, "会议记录")
    assert ledger.standing(actor, city.parks, "2026").all == 2


def test_who_may_not_see_the_ledger_gets_no_counts_kept_for_others(city):
    registered(city)
    assert ledger.standing(city.actor(city.clerk), city.parks, "2026").all == 1
    assert ledger.standing(Actor.nobody(), city.parks, "2026").all == 0


def test_counts_under_filters_are_kept_apart(city):
    actor = city.actor(city.clerk)
    registered(city)
    for chosen, expected in (({"class": "meeting"}, 1), ({"class": "activity"}, 0), ({"class": "meeting"}, 1)):
        found = ledger.records_found(actor, city.parks, chosen)
        standing = ledger.standing(actor, city.parks, "")
        assert ledger.counted(city.parks, chosen, found, standing) == expected


def test_a_ledger_nobody_has_written_to_keeps_nothing(city):
    assert stamp_of(city.parks) == ""
    asked = []
    for _time in range(2):
        kept(city.parks, ("how many",), lambda: asked.append(1) or "none")
    assert len(asked) == 2


def test_an_answer_that_is_kept_costs_the_stamp_alone(city):
    actor = city.actor(city.clerk)
    registered(city)
    ledger.standing(actor, city.parks, "2026")
    assert len(queries.asked(lambda: ledger.standing(actor, city.parks, "2026"))) == 1


def test_words_without_letters_and_words_with_them_are_both_found(city):
    actor = city.actor(city.clerk)
    registered(city, "学习强国App推广记录100%")
    for words in ("强国", "app", "APP", "100%", "记录 推广"):
        assert ledger.records_found(actor, city.parks, {}, words=words).count() == 1, words
    assert ledger.records_found(actor, city.parks, {}, words="_").count() == 0
