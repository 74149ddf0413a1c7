"""Choosing from the ledger for a line: what this person may link, of the kinds the line asks for, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from wenming.criteria.models import Line
from wenming.evidence.models import Record
from wenming.evidence.policies import EDIT
from wenming.evidence.rules.suggesting import RecordWords
from wenming.evidence.selectors.checking import duties_of
from wenming.evidence.selectors.ledger import records_found, records_of
from wenming.evidence.selectors.owning import department_owing
from wenming.evidence.selectors.suggestions import index_of
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation

LOOKED_AT = 150  # the newest records that are held against the line
MOST = 5


def kinds_asked(line: Line) -> list[str]:
    """The kinds of evidence a line (read with its set) asks for, each once, in the document's order. No query."""
    duties = next((one.duties for one in duties_of(line.criteria_set) if one.code == line.code), ())
    return list(dict.fromkeys(duty.kind for duty in duties))


def linkable(actor: Actor, organisation: Organisation, line: Line) -> Q:
    """Which records this person may link to a line: as ``owning.may_link``, as a condition. Two queries at most."""
    if allowed(actor, EDIT, organisation):
        return Q()
    own = Q(department__in=actor.department_ids)
    if department_owing(organisation.pk, line.pk) in actor.department_ids:
        own |= Q(department__isnull=True)
    return own


def to_pick(
    actor: Actor,
    organisation: Organisation,
    line: Line,
    chosen: Mapping[str, str],
    *,
    words: str = "",
    may: Q | None = None,
    kinds: list[str] | None = None,
) -> QuerySet[Record]:
    """The records not linked to a line yet, under filters, newest first.

    may    only those that this person may link.     kinds  only these; None or none: every kind.
    """
    found = records_found(actor, organisation, chosen, words=words).exclude(links__line=line)
    if may is not None:
        found = found.filter(may)
    return found.filter(kind__in=kinds) if kinds else found


def likely(actor: Actor, organisation: Organisation, line: Line, may: Q, kinds: list[str]) -> dict[int, str]:
    """Records that speak for a line → why, the likeliest first: of the newest that prove nothing yet. One query."""
    fresh = records_of(actor, organisation).filter(may, linked=False, trouble=False).order_by("-happened_on", "-pk")
    if kinds:
        fresh = fresh.filter(kind__in=kinds)
    index = index_of(line.criteria_set, organisation.pk)
    found: list[tuple[float, int, str]] = []
    for pk, title, theme, kind, department in fresh.values_list("pk", "title", "theme", "kind", "department__name")[
        :LOOKED_AT
    ]:
        words = RecordWords(title=title, theme=theme, kind=kind, department=department or "")
        fits = next((one for one in index.suggest(words) if one.code == line.code), None)
        if fits is not None:
            found.append((-fits.score, -pk, fits.reason))
    return {-key: reason for _score, key, reason in sorted(found)[:MOST]}
