"""Questions the pages of self-assessment ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from wenming.assessment.models import Answer, NegativeEvent, Round
from wenming.assessment.policies import ANSWER, ANSWER_OWN, VIEW
from wenming.assessment.selectors import scoring
from wenming.assessment.states import RoundState
from wenming.criteria.models import Line
from wenming.criteria.rules.answers import Answers
from wenming.criteria.rules.compiled import Compiled
from wenming.criteria.rules.gain import Gain, gains
from wenming.criteria.rules.values import Line as LineValue
from wenming.criteria.selectors import compiled
from wenming.evidence.selectors.owning import departments_owing
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation


def rounds_of(actor: Actor, organisation: Organisation) -> QuerySet[Round]:
    """A unit's rounds, newest first, with their sets; frozen sheets are left out."""
    return (
        Round.objects.within(actor, VIEW)
        .filter(organisation=organisation)
        .select_related("criteria_set")
        .defer("frozen", "criteria_set__document", "criteria_set__grids", "criteria_set__sources")
        .defer("criteria_set__source_file")
        .order_by("-opened_at", "-pk")
    )


def round_for(actor: Actor, pk: int) -> Round:
    """The one door to a round. Out of reach answers 404. One query; the set's document only where it is needed."""
    rounds = Round.objects.within(actor, VIEW).select_related("organisation__ledger", "criteria_set")
    heavy = ("document", "grids", "sources", "source_file", "layer")
    return get_object_or_404(rounds.defer(*(f"criteria_set__{name}" for name in heavy)), pk=pk)


@dataclass(frozen=True)
class Row:
    """One line of a sheet as pages show it. ``depth`` counts from 0; ``tone`` is a bead of the look."""

    pk: int
    code: str
    title: str
    depth: int
    is_leaf: bool
    bonus: bool
    score: str
    possible: str
    na: bool
    unanswered: bool
    why: str
    note: str
    before: str | None = None

    @property
    def tone(self) -> str:
        if self.na:
            return "skip"
        if self.unanswered:
            return "none"
        return "full" if Decimal(self.score) >= Decimal(self.possible) else "part"

    @property
    def change(self) -> Decimal | None:
        """Against the round before; None where there is nothing to compare."""
        return None if self.before is None else Decimal(self.score) - Decimal(self.before)


@dataclass(frozen=True)
class Sheet:
    """A round's sheet as pages show it."""

    rows: list[Row]
    document: Mapping[str, Any]  # wenming-score/1

    @property
    def tops(self) -> list[Row]:
        return [row for row in self.rows if row.depth == 0]


def sheet_of(round_: Round, *, compare_with: Round | None = None, given: scoring.Given | None = None) -> Sheet:
    """The whole sheet with its sentences: frozen once signed off, else as the answers stand.

    Three queries, one where what was ``given`` to the round is at hand; two more to compare.
    """
    if round_.frozen:
        document, notes = round_.frozen["score"], round_.frozen["notes"]
    else:
        given = given or scoring.given_to(round_)
        document, notes = scoring.scored(round_, given).as_dict(), given.notes
    before = _scores(compare_with) if compare_with else {}
    kept = Line.objects.filter(criteria_set_id=round_.criteria_set_id).order_by("order")
    lines = {line[1]: line for line in kept.values_list("pk", "code", "title", "depth", "is_leaf", "bonus")}
    rows = [
        Row(
            *lines[one["code"]],
            one["score"],
            one["possible"],
            one["na"],
            one["unanswered"],
            one["why"],
            notes.get(one["code"], ""),
            before.get(one["code"]),
        )
        for one in document["lines"]
    ]
    return Sheet(rows, document)


def _scores(round_: Round) -> dict[str, str]:
    if round_.frozen:
        return {one["code"]: one["score"] for one in round_.frozen["score"]["lines"]}
    return {str(one["code"]): str(one["score"]) for one in scoring.scored(round_).line_documents(why=False)}


@dataclass(frozen=True)
class Asked:
    """One line as it is answered: the wording, the rule, the answer kept."""

    line: Line
    value: LineValue
    answer: Answer | scoring.Kept | None
    may_answer: bool
    previous: Line | Row | None
    next: Line | Row | None


def asked(actor: Actor, round_: Round, line_pk: int) -> Asked:
    """A leaf of a round with its answer, and its neighbours. Four queries at most."""
    leaves = list(
        Line.objects.filter(criteria_set_id=round_.criteria_set_id, is_leaf=True)
        .order_by("order")
        .only("code", "title", "order", "criteria_set_id", "is_leaf", "points")
    )
    place = _place(leaves, line_pk)
    line = leaves[place]
    answer = Answer.objects.filter(round=round_, line=line).first()
    return _asked(actor, round_, line, answer, leaves, place)


def asked_beside(actor: Actor, round_: Round, line_pk: int, sheet: Sheet, given: scoring.Given | None) -> Asked:
    """The same where the whole sheet is at hand: no query for the office, two for a department.

    given  what the sheet was scored from; None once it is frozen, which is one query more.
    """
    leaves = [row for row in sheet.rows if row.is_leaf]
    place = _place(leaves, line_pk)
    row = leaves[place]
    line = Line(
        pk=row.pk, criteria_set=round_.criteria_set, code=row.code, title=row.title, depth=row.depth, is_leaf=True,
        bonus=row.bonus,
    )  # fmt: skip
    answer = given.kept.get(row.code) if given else Answer.objects.filter(round=round_, line=line).first()
    return _asked(actor, round_, line, answer, leaves, place)


def _place(leaves: Sequence[Line | Row], line_pk: int) -> int:
    for place, one in enumerate(leaves):
        if one.pk == line_pk:
            return place
    raise Http404


def _asked(
    actor: Actor,
    round_: Round,
    line: Line,
    answer: Answer | scoring.Kept | None,
    leaves: Sequence[Line | Row],
    place: int,
) -> Asked:
    made = compiled(round_.criteria_set)
    return Asked(
        line,
        made.lines[made.numbers[line.code]],
        answer,
        may_answer(actor, round_, line.pk),
        leaves[place - 1] if place else None,
        leaves[place + 1] if place + 1 < len(leaves) else None,
    )


def may_answer(actor: Actor, round_: Round, line_pk: int) -> bool:
    if round_.state != RoundState.OPEN:
        return False
    if allowed(actor, ANSWER, round_.organisation):
        return True
    if not allowed(actor, ANSWER_OWN, round_.organisation):
        return False
    owing = departments_owing(round_.organisation_id, [line_pk])
    return bool(set(owing.values()) & actor.department_ids)


def lines_of_mine(actor: Actor, round_: Round) -> set[int] | None:
    """The lines this person answers; None means all."""
    if allowed(actor, ANSWER, round_.organisation):
        return None
    owing = departments_owing(round_.organisation_id)
    return {line for line, department in owing.items() if department in actor.department_ids}


def history_of(round_: Round, line: Line) -> list[tuple[Round, str]]:
    """What former rounds gave for the line of this code, newest first."""
    former = Round.objects.filter(
        organisation_id=round_.organisation_id,
        criteria_set__code=round_.criteria_set.code,
        state=RoundState.SIGNED_OFF,
        opened_at__lt=round_.opened_at,
    ).order_by("-opened_at")[:5]
    return [(one, _scores(one).get(line.code, "—")) for one in former]


def events_of(round_: Round) -> QuerySet[NegativeEvent]:
    """The unit's events on the set's negative list that were not withdrawn."""
    return NegativeEvent.objects.filter(
        organisation_id=round_.organisation_id, criteria_set_id=round_.criteria_set_id, withdrawn_at__isnull=True
    ).order_by("-happened_on", "-pk")


def event_for(actor: Actor, pk: int) -> NegativeEvent:
    """The one door to an event."""
    events = NegativeEvent.objects.within(actor, VIEW).select_related("organisation", "criteria_set")
    return get_object_or_404(events, pk=pk, withdrawn_at__isnull=True)


def raise_most(round_: Round, *, limit: int = 3, given: scoring.Given | None = None) -> list[Gain]:
    """The leaves whose completion would raise the total most (得分预测). Two queries unless ``given`` is at hand."""
    answers = given.answers if given else scoring.answers_of(round_)
    found = _gains(_Forecast(round_.criteria_set.digest, repr(answers), compiled(round_.criteria_set), answers))
    return [gain for gain in found if gain.on_total > 0][:limit]


@dataclass(frozen=True)
class _Forecast:
    """A set and what was answered: equal where both say the same, so that the forecast of an unchanged round is kept."""

    digest: str
    said: str
    made: Compiled = field(compare=False)
    answers: Answers = field(compare=False)


@lru_cache(maxsize=64)
def _gains(asked: _Forecast) -> tuple[Gain, ...]:
    made = asked.made
    if made.document.method_weights is None:
        made = replace(made, methods={})  # no method moves the total then, and each gain would walk all leaves for them
    return tuple(gains(made, asked.answers))


def as_decimal(value: Fraction) -> Decimal:
    """An exact gain as the decimal that pages show."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def answer_place(actor: Actor, set_pk: int, order: int) -> tuple[int, int] | None:
    """(round, line) of a set's leaf in the newest open round in sight. Two queries."""
    line = Line.objects.filter(criteria_set_id=set_pk, order=order, is_leaf=True).values_list("pk", flat=True).first()
    if line is None:
        return None
    opened = Round.objects.within(actor, VIEW).filter(criteria_set_id=set_pk, state=RoundState.OPEN)
    found = opened.order_by("-opened_at").values_list("pk", flat=True).first()
    return (found, line) if found is not None else None
