"""How many queries self-assessment sends: exact numbers, changed only on purpose. Twenty lines cost what two cost.

Of a page's queries three read session, account and roles, one names the unit in the frame.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from tests import make, queries
from wenming.assessment.actions.answers import save_answer
from wenming.assessment.actions.events import register_event
from wenming.assessment.actions.rounds import open_round, sign_off
from wenming.assessment.models import Round
from wenming.assessment.selectors.rounds import round_for
from wenming.criteria.models import Line
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.actions.records import register_record
from wenming.evidence.models import File

pytestmark = pytest.mark.django_db

ROUND_LIST, SHEET, SIGNED_SHEET, LINE, COMPARE, SAVE = 6, 12, 9, 12, 9, 10


@pytest.fixture
def clerk(city, client):
    client.force_login(city.clerk)
    return client


def leaves(count: int) -> list[dict[str, Any]]:
    one = {"points": "1", "methods": ["material_review"], "evidence": [{"kind": "photo", "min": 1}]}
    return [
        {"code": f"T-{n}", "title": "项目", "lines": [{"code": f"L-{n}", "title": "条目"} | one]} for n in range(count)
    ]


def opened(city, count: int, name: str = "第一轮") -> Round:
    """A round of a set of its own with so many leaves, every other one answered."""
    code = f"set-{count}-{name}"
    made = make.criteria_set(city.parks, make.document(*leaves(count), code=code))
    return fill(city, another(city, made, name))


def another(city, made, name: str) -> Round:
    return open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=made, name=name, year=2026,
        as_of=date(2026, 9, 30), at=make.AT,
    )  # fmt: skip


def fill(city, round_: Round) -> Round:
    for line in Line.objects.filter(criteria_set=round_.criteria_set, is_leaf=True).order_by("order")[::2]:
        answer(city, round_, line)
    return round_


def answer(city, round_: Round, line: Line, score: str = "0.5") -> None:
    save_answer(
        actor=city.actor(city.clerk), round_=round_, line=line, data={"score": score}, at=make.AT, note="依据见台账。"
    )


def first_leaf(round_: Round) -> Line:
    return Line.objects.filter(criteria_set=round_.criteria_set, is_leaf=True).order_by("order")[0]


def test_the_list_of_rounds(city, clerk):
    opened(city, 2)
    few = queries.of_page(clerk, reverse("assessment:round_list"))
    for n in range(9):
        opened(city, 2, f"第{n}轮")
    assert (few, queries.of_page(clerk, reverse("assessment:round_list"))) == (ROUND_LIST, ROUND_LIST)


def test_a_sheet_costs_the_same_for_two_lines_and_for_forty(city, clerk):
    pages = [reverse("assessment:round_detail", args=[opened(city, count).pk]) for count in (2, 40)]
    assert [queries.of_page(clerk, page) for page in pages] == [SHEET, SHEET]


def test_events_on_the_negative_list_cost_nothing_more(city, clerk):
    round_ = opened(city, 2)
    for day in range(1, 9):
        register_event(
            actor=city.actor(city.clerk), organisation=city.parks, criteria_set=round_.criteria_set, item="N-1",
            happened_on=date(2026, 8, day), at=make.AT,
        )  # fmt: skip
    assert queries.of_page(clerk, reverse("assessment:round_detail", args=[round_.pk])) == SHEET


def test_a_signed_sheet_is_read_as_it_was_frozen(city, clerk):
    round_ = opened(city, 20)
    sign_off(actor=city.actor(city.lead), round_=round_, at=make.AT)
    assert queries.of_page(clerk, reverse("assessment:round_detail", args=[round_.pk])) == SIGNED_SHEET


def test_the_page_of_a_line_costs_the_same_with_two_records_and_with_forty(city, clerk):
    counts = []
    for count in (2, 40):
        round_ = opened(city, count)
        line = first_leaf(round_)
        assign_lines(
            actor=city.actor(city.clerk),
            organisation=city.parks,
            lines=[line.parent],
            department=city.office,
            at=make.AT,
        )
        for n in range(count):
            register_record(
                actor=city.actor(city.clerk), organisation=city.parks, at=make.AT, lines=[line], filed=n % 2 == 0,
                year=2026, ledger_class="activity", kind="photo", title=f"活动{n}", department=city.office,
                files=[("现场.jpg", File.objects.create(sha256=f"{count:032d}{n:032d}", size=1, received_at=make.AT))],
            )  # fmt: skip
        counts.append(queries.of_page(clerk, reverse("assessment:answer", args=[round_.pk, line.pk])))
    assert counts == [LINE, LINE]


def test_the_first_look_at_a_line_after_the_ledger_changed_asks_fifteen_times_at_most(city, clerk):
    round_ = opened(city, 2)
    line = first_leaf(round_)
    address = reverse("assessment:answer", args=[round_.pk, line.pk])
    clerk.get(address)
    register_record(
        actor=city.actor(city.clerk), organisation=city.parks, at=make.AT, lines=[line], filed=True, year=2026,
        ledger_class="activity", kind="photo", title="活动", department=city.office,
        files=[("现场.jpg", File.objects.create(sha256="1" * 64, size=1, received_at=make.AT))],
    )  # fmt: skip
    assert LINE < len(queries.asked(lambda: clerk.get(address))) <= 15


def test_two_rounds_are_compared_in_one_number_of_queries(city, clerk):
    counts = []
    for count in (2, 40):
        first = opened(city, count)
        sign_off(actor=city.actor(city.lead), round_=first, at=make.AT)
        second = fill(city, another(city, first.criteria_set, "第二轮"))
        Round.objects.filter(pk=second.pk).update(opened_at=make.AT + timedelta(days=30))
        counts.append(queries.of_page(clerk, reverse("assessment:round_compare", args=[second.pk])))
    assert counts == [COMPARE, COMPARE]


def test_saving_an_answer_costs_the_same_in_a_small_round_and_in_a_large_one(city):
    counts = []
    for count in (2, 40):
        opened_ = opened(city, count)
        round_, line = round_for(city.actor(city.clerk), opened_.pk), first_leaf(opened_)
        counts.append(len(queries.asked(lambda round_=round_, line=line: answer(city, round_, line, "1"))))
    assert counts == [SAVE, SAVE]
