"""Which rounds can stand beside each other, and what the negative list comes to in one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from wenming.assessment.models import NegativeEvent, Round
from wenming.assessment.states import RoundState
from wenming.criteria.rules.answers import Answers, Event, Term
from wenming.criteria.rules.errors import BadAnswers
from wenming.criteria.rules.lookback import effects_of
from wenming.criteria.rules.values import Effect, NegativeItem
from wenming.criteria.selectors import compiled
from wenming.criteria.selectors.words import effect_words, lookback_words


def _earlier(round_: Round) -> QuerySet[Round]:
    return Round.objects.filter(
        organisation_id=round_.organisation_id,
        criteria_set__code=round_.criteria_set.code,
        opened_at__lt=round_.opened_at,
    ).exclude(state=RoundState.CANCELLED)


def has_earlier(round_: Round) -> bool:
    """Whether there is a round to compare with. One query."""
    return _earlier(round_).exists()


def earlier_rounds(round_: Round) -> list[Round]:
    """Rounds opened before this one against any version of the same set, newest first; cancelled ones left out. One query."""
    heavy = ("document", "grids", "sources", "source_file", "layer")
    found = _earlier(round_).select_related("criteria_set").defer(*(f"criteria_set__{name}" for name in heavy))
    return list(found.order_by("-opened_at", "-pk")[:12])


@dataclass(frozen=True)
class Signed:
    """An event as it was signed off with a round; it has no key any more."""

    item: str
    happened_on: date
    concealed: bool
    pk: None = None
    note: str = ""


@dataclass(frozen=True)
class Happened:
    """An event, and whether it lies within the item's look-back."""

    event: NegativeEvent | Signed
    counts: bool


@dataclass(frozen=True)
class Veto:
    """One item of the negative list in this round: what it says, what happened, and the effect it takes."""

    code: str
    title: str
    looks_back: str
    follows: str
    happened: list[Happened]
    effect: dict[str, Any] | None  # as wenming-score/1 has it; None where it takes none

    @property
    def counted(self) -> int:
        return sum(1 for one in self.happened if one.counts)


def vetoes(round_: Round, events: Iterable[NegativeEvent], effects: list[dict[str, Any]]) -> list[Veto]:
    """The whole negative list with what was registered; of a signed round with what was signed.

    events   those of the round's unit and set, not withdrawn.     effects  of the round's sheet.
    """
    taken = {effect["item"]: effect for effect in effects}
    by_item: dict[str, list[NegativeEvent | Signed]] = {}
    for event in _signed(round_) if round_.frozen else events:
        by_item.setdefault(event.item, []).append(event)
    return [
        Veto(
            item.code,
            item.title or item.text or "",
            lookback_words(item),
            effect_words(item),
            [Happened(event, _counts(item, event, round_)) for event in by_item.get(item.code, [])],
            taken.get(item.code),
        )
        for item in compiled(round_.criteria_set).document.negative
    ]


def _signed(round_: Round) -> list[Signed]:
    kept = (round_.frozen or {})["answers"].get("events", [])
    return [Signed(one["item"], date.fromisoformat(one["date"]), bool(one.get("concealed"))) for one in kept]


def _counts(item: NegativeItem, event: NegativeEvent | Signed, round_: Round) -> bool:
    """Whether one event counts by its day: the engine is asked about it alone."""
    term = Term(round_.term_from, round_.term_to) if round_.term_from or round_.term_to else None
    told = Event(event.item, event.happened_on, event.concealed)
    alone = Answers(as_of=round_.as_of, year=round_.year, term=term, events=(told,))
    try:
        return bool(effects_of([replace(item, threshold=1, effect=item.effect or Effect("warn"))], alone))
    except BadAnswers:
        return False


def needs_term(criteria_set: Any) -> bool:
    """Whether the set's negative list looks back over the term, so that a round has to name it."""
    return any(item.lookback is not None and item.lookback.term for item in compiled(criteria_set).document.negative)
