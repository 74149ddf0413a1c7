"""From rows to a score sheet: what a round's answers and the unit's events come to. Never stored half-way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from wenming.assessment.models import Answer, NegativeEvent, Round, Totals
from wenming.criteria.formats.answers import FORMAT
from wenming.criteria.rules.answers import Answers, Event, Term
from wenming.criteria.rules.engine import score
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.sheet import ScoreSheet
from wenming.criteria.selectors import compiled


class Kept(NamedTuple):
    """One answer as its row keeps it, and the code of the line it belongs to."""

    code: str
    data: Mapping[str, Any] | None
    note: str
    revision: int
    answered_at: datetime
    answered_by: str


@dataclass(frozen=True)
class Given:
    """What people have put into a round: the answers as the engine takes them, and the rows they come from by code."""

    answers: Answers
    kept: Mapping[str, Kept]

    @property
    def notes(self) -> dict[str, str]:
        return {code: kept.note for code, kept in self.kept.items() if kept.note}


def given_to(round_: Round) -> Given:
    """Everything that was given to a round. Two queries."""
    columns = ("line__code", "data", "note", "revision", "answered_at", "answered_by")
    rows = map(Kept._make, Answer.objects.filter(round=round_).values_list(*columns))
    kept = {row.code: row for row in rows}
    events = NegativeEvent.objects.filter(
        organisation_id=round_.organisation_id, criteria_set_id=round_.criteria_set_id, withdrawn_at__isnull=True
    ).order_by("happened_on", "pk")
    term = Term(round_.term_from, round_.term_to) if round_.term_from or round_.term_to else None
    answers = Answers(
        answers={code: row.data for code, row in kept.items()},
        as_of=round_.as_of,
        year=round_.year,
        peers={code: tuple(map(Decimal, scores)) for code, scores in (round_.peers or {}).items()},
        events=tuple(Event(event.item, event.happened_on, event.concealed) for event in events),
        term=term,
    )
    return Given(answers, kept)


def answers_of(round_: Round) -> Answers:
    """Everything the engine needs of a round. Two queries."""
    return given_to(round_).answers


def scored(round_: Round, given: Given | None = None) -> ScoreSheet:
    """The score sheet as the answers stand: two queries unless ``given`` is at hand, and the set's document where this
    process has not read it yet.
    """
    return score(compiled(round_.criteria_set), given.answers if given else answers_of(round_))


def totals(round_: Round) -> Totals:
    """What a round comes to now. Raises BadAnswers for an answer that does not fit the set."""
    sheet, leaves = scored(round_), leaf_codes(round_)
    rows = sheet.line_documents(why=False)
    unanswered = sum(1 for row in rows if row["unanswered"] and row["code"] in leaves)
    return Totals(figure(sheet.total), figure(sheet.possible), unanswered)


def leaf_codes(round_: Round) -> frozenset[str]:
    """The codes that take answers; parents repeat what stands below them."""
    return frozenset(code for _number, code, _compute in compiled(round_.criteria_set).leaves)


def as_document(answers: Answers) -> Mapping[str, Any]:
    """The answers as wenming-answers/1, ready for JSON."""
    from wenming.criteria.formats.answers import write_answers

    document = write_answers(answers)
    assert document["format"] == FORMAT
    return document


def figure(value: Any) -> Decimal:
    """An exact figure as the six decimals a column keeps."""
    return Decimal(plain(value))
