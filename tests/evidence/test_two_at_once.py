"""Two people at the same thing: one is faster, the other is told, and nothing is half-written or written twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import connection, connections

from tests import make
from tests.evidence import desk
from wenming.assessment.actions.answers import save_answer
from wenming.assessment.actions.rounds import open_round, sign_off
from wenming.assessment.models import Answer, Round
from wenming.audit.models import Entry
from wenming.audit.selectors import broken_chains
from wenming.evidence.actions import completing, records
from wenming.evidence.actions.binding import order_binding
from wenming.evidence.models import Binding, File, Link, Record
from wenming.kernel.errors import Conflict, Refusal
from wenming.kernel.transitions import IllegalMove

pytestmark = pytest.mark.django_db
threads = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the tests' SQLite has one connection for all threads"
)


def stale(record: Record) -> Record:
    """What another person's page holds: the row as it was."""
    return Record.objects.select_related("organisation", "department", "owner").get(pk=record.pk)


def test_filing_twice_files_once_and_leaves_one_trace(city):
    record = desk.record(city)
    mine, theirs = stale(record), stale(record)
    for one in (mine, theirs):
        records.file_record(actor=city.actor(city.clerk), record=one, at=make.AT)
    assert Entry.objects.filter(event="evidence.record.filed").count() == 1
    assert Record.objects.get().revision == 1


def test_filing_what_was_taken_out_meanwhile_is_refused(city):
    record = desk.record(city)
    theirs = stale(record)
    records.remove_record(actor=city.actor(city.clerk), record=record, reason="重复", at=make.AT)
    with pytest.raises(Conflict):
        records.file_record(actor=city.actor(city.clerk), record=theirs, at=make.AT)
    with pytest.raises(Conflict):
        records.change_record(actor=city.actor(city.clerk), record=theirs, at=make.AT, place="别处")


def test_changing_what_another_changed_is_refused_whole(city):
    record = desk.record(city)
    mine, theirs = stale(record), stale(record)
    records.change_record(actor=city.actor(city.clerk), record=mine, at=make.AT, place="甲地")
    with pytest.raises(Conflict):
        completing.complete_record(actor=city.actor(city.liaison), record=theirs, at=make.AT, place="乙地", file=True)
    kept = Record.objects.get()
    assert (kept.place, kept.filed_at) == ("甲地", None)


def test_merging_what_was_merged_meanwhile_is_refused_whole(city):
    one, two = desk.record(city, "一"), desk.record(city, "二", content=desk.jpeg("red"))
    theirs = [stale(one), stale(two)]
    completing.merge_records(actor=city.actor(city.clerk), records=[one, two], at=make.AT)
    with pytest.raises(Conflict):
        completing.merge_records(actor=city.actor(city.clerk), records=theirs, at=make.AT)
    assert Record.objects.get(removed_at=None).record_files.count() == 2


@pytest.mark.parametrize("wrong", ["one", "kinds", "department"])
def test_merging_refuses_what_does_not_belong_together(city, wrong):
    one, two = desk.record(city, "一"), desk.record(city, "二", content=desk.jpeg("red"))
    actor = city.actor(city.clerk)
    picked = [one, two]
    if wrong == "one":
        picked = [one]
    elif wrong == "kinds":
        picked = [one, desk.record(city, "纪要", kind="minutes", content=desk.docx("x"), name="x.docx")]
    else:
        actor, picked = (
            city.actor(city.liaison),
            [one, desk.record(city, "别科", department=city.office, content=desk.jpeg("blue"))],
        )
    with pytest.raises(Refusal):
        completing.merge_records(actor=actor, records=picked, at=make.AT)
    assert not Record.objects.exclude(removed_at=None).exists()


def test_a_year_that_is_being_bound_is_not_ordered_again(city):
    actor = city.actor(city.clerk)
    order = {
        "actor": actor,
        "organisation": city.parks,
        "criteria_set": None,
        "year": 2026,
        "by": "year",
        "at": make.AT,
    }
    order_binding(**order)
    with pytest.raises(Conflict):
        order_binding(**order)
    assert Binding.objects.count() == 1


def opened(city) -> Round:
    return open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=make.criteria_set(city.parks), name="自评",
        year=2026, as_of=date(2026, 9, 30), at=make.AT,
    )  # fmt: skip


def test_answering_a_round_that_was_signed_meanwhile_is_refused(city):
    round_ = opened(city)
    theirs = Round.objects.select_related("organisation", "criteria_set").get()
    sign_off(actor=city.actor(city.lead), round_=round_, at=make.AT)
    with pytest.raises(IllegalMove):
        save_answer(
            actor=city.actor(city.clerk), round_=theirs, line=desk.line_of(round_.criteria_set, "2"), data={"grade": "A"},
            at=make.AT,
        )  # fmt: skip
    with pytest.raises(Refusal):
        sign_off(actor=city.actor(city.lead), round_=theirs, at=make.AT)


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run everything side by side, each on a connection of its own; refusals come back as values."""

    def run(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except Refusal as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, work) for work in works]]


def chains_hold() -> bool:
    return not list(broken_chains())


@threads
@pytest.mark.django_db(transaction=True)
def test_six_people_link_and_file_the_same_record_at_once(city):
    line = desk.line_of(make.criteria_set(city.parks), "2")
    record, clerk = desk.record(city), city.actor(city.clerk)

    def work() -> None:
        own = stale(record)
        records.link_lines(actor=clerk, record=own, lines=[line], at=make.AT)
        records.file_record(actor=clerk, record=own, at=make.AT)

    assert at_once(*[work] * 6) == [None] * 6
    assert (Link.objects.count(), Entry.objects.filter(event="evidence.record.filed").count()) == (1, 1)
    assert chains_hold()


@threads
@pytest.mark.django_db(transaction=True)
def test_eight_people_drop_the_same_bytes_at_once_and_they_are_kept_once(city):
    content = desk.jpeg("plum")

    def work() -> None:
        desk.record(city, "同一张", content=content, verified=False)

    assert at_once(*[work] * 8) == [None] * 8
    assert File.objects.count() == 1
    assert Record.objects.count() == 8
    assert chains_hold()


@threads
@pytest.mark.django_db(transaction=True)
def test_answers_of_many_hands_add_up(city):
    leaves = [{"code": f"{n}", "title": "条目", "points": "1", "rule": {"kind": "judged"}} for n in range(1, 13)]
    made = make.criteria_set(city.parks, make.document(*leaves, base_total="12"))
    opened_ = open_round(
        actor=city.actor(city.clerk),
        organisation=city.parks,
        criteria_set=made,
        name="多人",
        year=2026,
        as_of=make.ON,
        at=make.AT,
    )
    clerk = city.actor(city.clerk)

    def save(code: str) -> Callable[[], Any]:
        def work() -> Any:
            own = Round.objects.select_related("organisation", "criteria_set").get(pk=opened_.pk)
            return save_answer(
                actor=clerk, round_=own, line=desk.line_of(made, code), data={"score": "1"}, at=make.AT, revision=0
            )

        return work

    assert not [one for one in at_once(*[save(str(n)) for n in range(1, 13)]) if isinstance(one, Refusal)]
    assert (Round.objects.get().total, Answer.objects.count()) == (12, 12)
    assert chains_hold()


@threads
@pytest.mark.django_db(transaction=True)
def test_one_of_two_wins_a_line_and_one_of_two_signs(city):
    round_ = opened(city)
    line, clerk = desk.line_of(round_.criteria_set, "1.2"), city.actor(city.clerk)

    def save(score: str) -> Callable[[], Any]:
        own = Round.objects.select_related("organisation", "criteria_set").get(pk=round_.pk)
        return lambda: save_answer(actor=clerk, round_=own, line=line, data={"score": score}, at=make.AT, revision=0)

    results = at_once(save("1"), save("2"))
    assert sum(isinstance(one, Conflict) for one in results) == 1
    own = [Round.objects.select_related("organisation", "criteria_set").get(pk=round_.pk) for _ in range(2)]
    lead = city.actor(city.lead)
    signed = at_once(*[partial(sign_off, actor=lead, round_=one, at=make.AT) for one in own])
    assert sum(isinstance(one, Refusal) for one in signed) == 1
    assert chains_hold()
