"""Events on the negative list (负面清单): registered with their day, withdrawn with a reason, never erased."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.assessment.models import NegativeEvent, Round
from wenming.assessment.policies import REGISTER_EVENT
from wenming.assessment.selectors import scoring
from wenming.assessment.states import RoundState
from wenming.audit.actions import record
from wenming.criteria.models import CriteriaSet
from wenming.criteria.selectors import compiled
from wenming.kernel.errors import Conflict, Invalid
from wenming.kernel.rows import check
from wenming.organisations.access import Actor, require
from wenming.organisations.models import Organisation


def _refresh_open_rounds(organisation_id: int, criteria_set_id: int) -> None:
    rounds = Round.objects.filter(
        organisation_id=organisation_id, criteria_set_id=criteria_set_id, state=RoundState.OPEN
    ).select_related("criteria_set")
    for round_ in rounds.order_by("pk"):
        round_.keep(scoring.totals(round_))


@transaction.atomic
def register_event(
    *,
    actor: Actor,
    organisation: Organisation,
    criteria_set: CriteriaSet,
    item: str,
    happened_on: date,
    at: datetime,
    concealed: bool = False,
    note: str = "",
) -> NegativeEvent:
    """Register something on the negative list; open rounds show its effect at once.

    Raises  NotPermitted; Invalid if the set has no such item or the day lies ahead.
    """
    require(actor, REGISTER_EVENT, organisation)
    if item not in {one.code for one in compiled(criteria_set).document.negative}:
        raise Invalid(_("负面清单里没有编号为“%(item)s”的事项。") % {"item": item})
    if happened_on > at.date():
        raise Invalid(_("发生日期不能晚于今天，请核对。"))
    event = NegativeEvent(
        organisation=organisation, criteria_set=criteria_set, item=item, happened_on=happened_on, concealed=concealed,
        note=note.strip(), registered_at=at, registered_by=actor.name,
    )  # fmt: skip
    check(event)
    event.save(force_insert=True)
    _refresh_open_rounds(organisation.pk, criteria_set.pk)
    record(
        actor=actor, event="assessment.event.registered", target=event, at=at, item=item, happened_on=happened_on,
        concealed=concealed,
    )  # fmt: skip
    return event


@transaction.atomic
def withdraw_event(*, actor: Actor, event: NegativeEvent, reason: str, at: datetime) -> NegativeEvent:
    """Withdraw an event registered in error; it stays in the trail."""
    require(actor, REGISTER_EVENT, event.organisation)
    if not reason.strip():
        raise Invalid(_("请写明撤回的原因。"))
    if not NegativeEvent.objects.filter(pk=event.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise Conflict(pk=event.pk)
    event.withdrawn_at = at
    _refresh_open_rounds(event.organisation_id, event.criteria_set_id)
    record(actor=actor, event="assessment.event.withdrawn", target=event, at=at, reason=reason.strip())
    return event
