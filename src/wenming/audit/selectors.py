"""Reading the trail: the history of one thing, and whether the chains hold."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from wenming.audit.models import Chain, Entry
from wenming.audit.rules import Break, first_break


def history(target: models.Model, *, limit: int = 30) -> list[Entry]:
    """The latest entries about one row, newest first. One query. The caller has already shown that it may be seen."""
    return list(
        Entry.objects.filter(target=f"{target._meta.label_lower}:{target.pk}").order_by("-at", "-sequence")[:limit]
    )


def recent(organisation_id: int, *, limit: int = 200) -> models.QuerySet[Entry]:
    """An organisation's trail, newest first."""
    return Entry.objects.filter(organisation_id=organisation_id).order_by("-sequence")[:limit]


def broken_chains() -> Iterator[tuple[int, Break]]:
    """Every chain that does not hold, as ``(organisation id, where)``. Reads the whole trail, streaming."""
    owners = set(Entry.objects.order_by().values_list("organisation_id", flat=True).distinct())
    heads = {chain.organisation_id: chain for chain in Chain.objects.all()}
    for owner in sorted(owners | set(heads)):
        head = heads.get(owner)
        entries = Entry.objects.filter(organisation_id=owner).order_by("sequence").iterator(chunk_size=2000)
        walked = ((entry.sequence, entry.digest, entry.body()) for entry in entries)
        broken = first_break(
            walked,
            last_sequence=head.sequence if head else 0,
            last_digest=head.digest if head else "",
        )
        if broken:
            yield owner, broken
