"""Reading the trail: the history of one thing, and whether the chains hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone

from wenming.audit.models import Chain, Entry
from wenming.audit.rules import START, Break, first_break


def history(target: models.Model, *, limit: int = 30) -> list[Entry]:
    """The latest entries about one row, newest first. One query. The caller has already shown that it may be seen."""
    return list(
        Entry.objects.filter(target=f"{target._meta.label_lower}:{target.pk}").order_by("-at", "-sequence")[:limit]
    )


def recently(event: str, target: models.Model, *, within: timedelta) -> bool:
    """Whether the trail tells of this within the last while. One query."""
    entries = Entry.objects.filter(target=f"{target._meta.label_lower}:{target.pk}", event=event)
    return entries.filter(at__gt=timezone.now() - within).exists()


@dataclass(frozen=True)
class Wanted:
    """What a reader of the trail looks for.

    events    codes, or beginnings of codes ending in "."; none means all.
    first, last  days in the office's own time, both inclusive.
    """

    words: str = ""
    events: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


def found(organisation_id: int, wanted: Wanted) -> models.QuerySet[Entry]:
    """An organisation's entries that fit, newest first."""
    entries = Entry.objects.filter(organisation_id=organisation_id)
    if wanted.words:
        entries = entries.filter(models.Q(actor_name__icontains=wanted.words) | models.Q(target=wanted.words))
    if wanted.events:
        fits = models.Q(pk__in=[])
        for event in wanted.events:
            fits |= models.Q(event__startswith=event) if event.endswith(".") else models.Q(event=event)
        entries = entries.filter(fits)
    if wanted.first:
        entries = entries.filter(at__gte=_start(wanted.first))
    if wanted.last:
        entries = entries.filter(at__lt=_start(wanted.last + timedelta(days=1)))
    return entries.order_by("-sequence")


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def broken_chain(organisation_id: int) -> tuple[int, Break | None]:
    """How many entries one organisation's chain has, and where it breaks, if it does. Reads it all, streaming."""
    head = Chain.objects.filter(organisation_id=organisation_id).first()
    entries = Entry.objects.filter(organisation_id=organisation_id)
    return entries.count(), _first_break(organisation_id, head)


def _first_break(owner: int, head: Chain | None) -> Break | None:
    entries = Entry.objects.filter(organisation_id=owner).order_by("sequence").iterator(chunk_size=2000)
    walked = ((entry.sequence, entry.digest, entry.body()) for entry in entries)
    if head is None:
        return first_break(walked, last_sequence=0, last_digest=START)
    return first_break(walked, last_sequence=head.sequence, last_digest=head.digest)


def broken_chains() -> Iterator[tuple[int, Break]]:
    """Every chain that does not hold, as ``(organisation id, where)``. Reads the whole trail, streaming."""
    owners = set(Entry.objects.order_by().values_list("organisation_id", flat=True).distinct())
    heads = {chain.organisation_id: chain for chain in Chain.objects.all()}
    for owner in sorted(owners | set(heads)):
        broken = _first_break(owner, heads.get(owner))
        if broken:
            yield owner, broken
