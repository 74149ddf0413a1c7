"""What raises the total most is worked out once for what was answered, and anew as soon as anything was."""

from __future__ import annotations

from datetime import date

import pytest

from tests import make
from wenming.assessment.actions import answers, events, rounds
from wenming.assessment.selectors.rounds import raise_most, round_for
from wenming.criteria.models import Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(city):
    return rounds.open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=make.criteria_set(city.parks),
        name="第一轮自评", year=2026, as_of=date(2026, 9, 30), at=make.AT,
    )  # fmt: skip


def foreseen(city, round_) -> list[tuple[str, int]]:
    return [(gain.code, int(gain.on_total)) for gain in raise_most(round_for(city.actor(city.clerk), round_.pk))]


def answer(city, round_, code, data):
    line = Line.objects.get(criteria_set=round_.criteria_set, code=code)
    answers.save_answer(actor=city.actor(city.clerk), round_=round_, line=line, data=data, at=make.AT)


def test_an_answer_changes_the_forecast_at_once(city, round_):
    assert foreseen(city, round_) == [("1.1", 4), ("2", 4), ("1.2", 2)]
    answer(city, round_, "2", {"grade": "A"})
    assert foreseen(city, round_) == [("1.1", 4), ("1.2", 2)]
    answer(city, round_, "2", {"grade": "B"})
    assert foreseen(city, round_) == [("1.1", 4), ("1.2", 2), ("2", 2)]


def test_an_event_on_the_negative_list_changes_it_too(city, round_):
    assert foreseen(city, round_)[0] == ("1.1", 4)
    events.register_event(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=round_.criteria_set, item="N-1",
        happened_on=date(2026, 8, 1), at=make.AT,
    )  # fmt: skip
    assert foreseen(city, round_)[0] == ("1.1", 1)  # three of the four points only make up for the deduction


def test_methods_that_carry_weight_still_count(city):
    document = make.document(code="weighted", method_weights={"material_review": "0.9", "site_visit": "0.1"})
    made = make.criteria_set(city.parks, document)
    opened = rounds.open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=made, name="第一轮", year=2026,
        as_of=date(2026, 9, 30), at=make.AT,
    )  # fmt: skip
    assert foreseen(city, opened) == [("1.1", 60), ("1.2", 30), ("2", 10)]
