"""Adding to the trail – inside the transaction of the act itself, or not at all."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

from wenming.audit.models import Chain, Entry
from wenming.audit.rules import START, digest


class ActorLike(Protocol):
    @property
    def user_id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


def _organisation_of(target: models.Model) -> int:
    if target._meta.label_lower == "organisations.organisation":
        return int(target.pk)
    return int(getattr(target, "organisation_id", None) or 0)


def _locked_chain(owner: int) -> Chain:
    """The head of a chain, locked until this transaction ends; made when it is the first entry."""
    locked = Chain.objects.select_for_update().filter(organisation_id=owner)
    chain = locked.first()
    if chain is None:
        Chain.objects.get_or_create(organisation_id=owner, defaults={"digest": START})
        chain = locked.get()
    return chain


def record(
    *,
    actor: ActorLike,
    event: str,
    target: models.Model,
    at: datetime,
    organisation_id: int | None = None,
    **details: Any,
) -> Entry:
    """Add one entry to the chain of the organisation that ``target`` belongs to.

    at               when it was done, aware; kept to the millisecond, which is what a backup carries.
    organisation_id  where the target itself does not say (a row reached through another); 0 is the instance.
    details          what a later reader needs; anything JSON can hold, dates and decimals included.
    """
    assert connection.in_atomic_block, "record() belongs inside an action's transaction"
    owner = _organisation_of(target) if organisation_id is None else organisation_id
    chain = _locked_chain(owner)
    entry = Entry(
        organisation_id=owner,
        sequence=chain.sequence + 1,
        at=at.replace(microsecond=at.microsecond // 1000 * 1000),
        actor_id=actor.user_id,
        actor_name=actor.name,
        event=event,
        target=f"{target._meta.label_lower}:{target.pk}",
        details=json.loads(json.dumps(details, cls=DjangoJSONEncoder, ensure_ascii=False)),
    )
    entry.digest = digest(chain.digest, entry.body())
    entry.save(force_insert=True)
    Chain.objects.filter(pk=chain.pk).update(sequence=entry.sequence, digest=entry.digest)
    return entry
