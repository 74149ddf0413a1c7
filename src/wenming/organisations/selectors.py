"""Questions about units, departments, people and groups."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wenming.kernel.errors import Missing
from wenming.kernel.words import _
from wenming.organisations.access import Actor
from wenming.organisations.models import Department, Organisation, Person
from wenming.organisations.policies import VIEW_UNIT


def unit_of(actor: Actor) -> Organisation:
    """The unit this person works at; 404 for somebody without any role. One query."""
    return get_object_or_404(Organisation, pk=actor.organisation_id)


def unit_by_code(code: str) -> Organisation:
    """For commands: the unit of that code. Raises Missing with a sentence."""
    unit = Organisation.objects.filter(code=code).first()
    if unit is None:
        raise Missing(
            _("没有代码为“%(code)s”的单位。先用 wenming unit add %(code)s --name 名称 建立。") % {"code": code},
            unit=code,
        )
    return unit


def departments_of(actor: Actor, organisation: Organisation) -> QuerySet[Department]:
    """Present departments in their order."""
    return (
        Department.objects.within(actor, VIEW_UNIT)
        .filter(organisation=organisation, dissolved_on__isnull=True)
        .order_by("position", "pk")
    )


def people_of(actor: Actor, organisation: Organisation) -> QuerySet[Person]:
    """Present people with their departments, in their order."""
    return (
        Person.objects.within(actor, VIEW_UNIT)
        .filter(organisation=organisation, left_on__isnull=True)
        .select_related("department", "user")
        .order_by("department__position", "position", "pk")
    )
