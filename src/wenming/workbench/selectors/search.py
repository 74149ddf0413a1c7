"""What the search box finds: records by what they say of themselves, lines by code or title, people by name or post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from wenming.criteria import selectors as criteria
from wenming.criteria.models import Line
from wenming.criteria.policies import VIEW as VIEW_SETS
from wenming.evidence.policies import VIEW as VIEW_LEDGER
from wenming.evidence.selectors import ledger
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation
from wenming.organisations.policies import VIEW_UNIT
from wenming.organisations.selectors import people_found

SHOWN = 12
MOST_WORDS, LONGEST = 8, 80


@dataclass(frozen=True)
class Kind:
    """One kind of thing as it was found: the first ``SHOWN`` of ``total``. None in its place: not for this person."""

    rows: list[Any]
    total: int


@dataclass(frozen=True)
class Found:
    """What was found, kind by kind; ``words`` as they were searched for."""

    words: str
    records: Kind | None
    lines: Kind | None
    people: Kind | None

    @property
    def nothing(self) -> bool:
        return not any(kind and kind.total for kind in (self.records, self.lines, self.people))


def found(actor: Actor, unit: Organisation, words: str) -> Found:
    """Everything that holds each of the words, in the actor's own unit and sight. At most eight queries."""
    plain = "".join(sign if sign.isprintable() else " " for sign in words)
    words = " ".join(plain.split()[:MOST_WORDS])[:LONGEST]
    return Found(
        words,
        _records(actor, unit, words) if allowed(actor, VIEW_LEDGER, unit) else None,
        _lines(unit, words) if allowed(actor, VIEW_SETS, unit) else None,
        _people(actor, unit, words) if allowed(actor, VIEW_UNIT, unit) else None,
    )


def _records(actor: Actor, unit: Organisation, words: str) -> Kind:
    if not words:
        return Kind([], 0)
    rows = ledger.records_found(actor, unit, {}, words=words)
    return Kind(list(rows[:SHOWN]), rows.order_by().count())


def _lines(unit: Organisation, words: str) -> Kind:
    """Lines of the sets in use that hold for the unit, the newest set first."""
    if not words:
        return Kind([], 0)
    sets = criteria.sets_of_unit(unit).order_by().values("pk")
    rows = Line.objects.filter(criteria_set__in=sets).select_related("criteria_set").defer("body")
    heavy = ("document", "grids", "sources", "source_file", "layer")
    rows = rows.defer("body", *(f"criteria_set__{name}" for name in heavy))
    for word in words.split():
        rows = rows.filter(Q(code__icontains=word) | Q(title__icontains=word))
    return Kind(list(rows.order_by("-criteria_set__year", "criteria_set", "order")[:SHOWN]), rows.count())


def _people(actor: Actor, unit: Organisation, words: str) -> Kind:
    if not words:
        return Kind([], 0)
    rows = people_found(actor, unit)
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(post__icontains=word))
    return Kind(list(rows[:SHOWN]), rows.count())
