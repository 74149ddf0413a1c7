"""A round is opened, answered by several hands, scored at once, signed off – and then frozen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests import make
from wenming.assessment.actions import answers, events, rounds
from wenming.assessment.models import Answer, Round
from wenming.assessment.selectors import scoring
from wenming.assessment.states import RoundState
from wenming.audit.models import Entry
from wenming.criteria.models import Line
from wenming.criteria.rules.errors import BadAnswers
from wenming.evidence.actions.owners import assign_lines
from wenming.kernel.errors import Conflict, Invalid, NotPermitted
from wenming.kernel.transitions import IllegalMove

pytestmark = pytest.mark.django_db


@pytest.fixture
def criteria(city):
    return make.criteria_set(city.parks)


@pytest.fixture
def round_(city, criteria) -> Round:
    return rounds.open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, name="第一轮自评", year=2026,
        as_of=date(2026, 9, 30), at=make.AT,
    )  # fmt: skip


def line(criteria, code: str) -> Line:
    return Line.objects.get(criteria_set=criteria, code=code)


def answer(city, round_, code, data, *, who=None, **more):
    return answers.save_answer(
        actor=city.actor(who or city.clerk), round_=round_, line=line(round_.criteria_set, code), data=data, at=make.AT,
        **more,
    )  # fmt: skip


def test_each_answer_moves_the_total_at_once(city, round_):
    assert (round_.total, round_.possible, round_.unanswered) == (0, 10, 3)
    answer(city, round_, "1.1", {"occurrences": [1]})
    answer(city, round_, "2", {"grade": "B"})
    round_.refresh_from_db()
    assert (round_.total, round_.unanswered) == (Decimal(5), 1)


def test_an_answer_that_does_not_fit_is_refused_and_changes_nothing(city, round_):
    answer(city, round_, "1.1", {"occurrences": [1]})
    with pytest.raises(BadAnswers, match=r"1\.2"):
        answer(city, round_, "1.2", {"score": "2.5"})
    round_.refresh_from_db()
    assert (round_.total, Answer.objects.count()) == (Decimal(3), 1)


def test_the_slower_of_two_is_told_so(city, round_):
    answer(city, round_, "1.2", {"score": "1"}, revision=0)
    with pytest.raises(Conflict):
        answer(city, round_, "1.2", {"score": "2"}, revision=0)
    answer(city, round_, "1.2", {"score": "2"}, revision=1)
    assert Answer.objects.get().data == {"score": "2"}


def test_an_answer_can_be_cleared(city, round_):
    answer(city, round_, "1.2", {"score": "1"})
    assert answer(city, round_, "1.2", None) is None
    round_.refresh_from_db()
    assert (round_.total, round_.unanswered, Answer.objects.count()) == (0, 3, 0)


def test_a_note_alone_is_kept_and_the_line_stays_unanswered(city, round_):
    answer(city, round_, "1.2", None, note="等办公会纪要")
    round_.refresh_from_db()
    assert (Answer.objects.get().note, round_.unanswered) == ("等办公会纪要", 3)


def test_a_liaison_answers_the_lines_of_the_own_department_only(city, criteria, round_):
    with pytest.raises(NotPermitted):
        answer(city, round_, "2", {"grade": "A"}, who=city.liaison)
    assign_lines(
        actor=city.actor(city.clerk), organisation=city.parks, lines=[line(criteria, "2")], department=city.gardens,
        at=make.AT,
    )  # fmt: skip
    answer(city, round_, "2", {"grade": "A"}, who=city.liaison)
    assert Answer.objects.get().answered_by == "周联络员"


def test_a_group_takes_no_answer(city, round_):
    with pytest.raises(Invalid):
        answer(city, round_, "1", {"score": "3"})


def test_a_negative_event_takes_effect_and_can_be_withdrawn(city, criteria, round_):
    answer(city, round_, "1.1", {"occurrences": [0]})
    event = events.register_event(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, item="N-1",
        happened_on=date(2026, 3, 1), at=make.AT,
    )  # fmt: skip
    round_.refresh_from_db()
    assert round_.total == 1
    events.withdraw_event(actor=city.actor(city.clerk), event=event, reason="登记有误", at=make.AT)
    round_.refresh_from_db()
    assert round_.total == 4


def test_an_event_must_be_on_the_list_and_behind_us(city, criteria):
    for item, day in (("N-9", date(2026, 3, 1)), ("N-1", date(2027, 3, 1))):
        with pytest.raises(Invalid):
            events.register_event(
                actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, item=item,
                happened_on=day, at=make.AT,
            )  # fmt: skip


def test_signing_off_freezes_the_round_for_good(city, criteria, round_):
    answer(city, round_, "1.1", {"occurrences": [1]}, note="缺一项")
    rounds.sign_off(actor=city.actor(city.lead), round_=round_, at=make.AT)
    with pytest.raises(IllegalMove):
        answer(city, round_, "1.2", {"score": "2"})
    events.register_event(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, item="N-1",
        happened_on=date(2026, 3, 1), at=make.AT,
    )  # fmt: skip
    kept = Round.objects.get(pk=round_.pk)
    assert (kept.state, kept.total, kept.signed_by) == (RoundState.SIGNED_OFF, 3, "李主任")
    assert kept.frozen["score"]["total"] == "3"
    assert kept.frozen["notes"] == {"1.1": "缺一项"}
    assert next(row["why"] for row in kept.frozen["score"]["lines"] if row["code"] == "1.1")
    assert len(kept.digest) == 64
    with pytest.raises(IllegalMove):
        rounds.sign_off(actor=city.actor(city.lead), round_=kept, at=make.AT)


def test_whoever_signs_must_have_seen_the_latest_answers(city, round_):
    seen = Round.objects.get(pk=round_.pk).revision
    answer(city, round_, "1.2", {"score": "1"})
    with pytest.raises(Conflict):
        rounds.sign_off(actor=city.actor(city.lead), round_=round_, at=make.AT, revision=seen)


def test_a_liaison_may_not_open_or_sign(city, criteria, round_):
    with pytest.raises(NotPermitted):
        rounds.sign_off(actor=city.actor(city.liaison), round_=round_, at=make.AT)
    with pytest.raises(NotPermitted):
        rounds.open_round(
            actor=city.actor(city.liaison), organisation=city.parks, criteria_set=criteria, name="x", year=2026,
            as_of=make.ON, at=make.AT,
        )  # fmt: skip


def test_the_next_round_takes_over_what_still_fits(city, criteria, round_):
    answer(city, round_, "1.1", {"occurrences": [1]})
    answer(city, round_, "2", {"grade": "A"})
    again = rounds.open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, name="第二轮自评", year=2026,
        as_of=date(2026, 12, 31), at=make.AT, carry_over=round_,
    )  # fmt: skip
    assert (again.number, again.total, Answer.objects.filter(round=again).count()) == (2, 7, 2)


def test_the_trail_says_what_was_answered_before(city, round_):
    answer(city, round_, "1.2", {"score": "1"})
    answer(city, round_, "1.2", {"score": "2"})
    entry = Entry.objects.filter(event="assessment.answer.saved").latest("sequence")
    assert (entry.details["before"], entry.details["answer"]) == ({"score": "1"}, {"score": "2"})


def test_saving_costs_the_same_in_a_small_and_a_large_set(city, django_assert_max_num_queries):
    leaves = [{"code": f"{n}", "title": f"条目{n}", "points": "1", "rule": {"kind": "judged"}} for n in range(1, 301)]
    large = make.criteria_set(city.parks, make.document(*leaves, code="large", base_total="300"))
    opened = rounds.open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=large, name="大", year=2026,
        as_of=make.ON, at=make.AT,
    )  # fmt: skip
    for number in range(1, 30):
        answer(city, opened, str(number), {"score": "1"})
    last = line(large, "200")
    actor = city.actor(city.clerk)
    with django_assert_max_num_queries(14):
        answers.save_answer(actor=actor, round_=opened, line=last, data={"score": "1"}, at=make.AT)
    assert scoring.scored(opened).total == 30
