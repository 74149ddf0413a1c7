"""Who owes the evidence of which line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.audit.actions import record as note
from wenming.criteria.models import Line
from wenming.evidence.models import LineOwner
from wenming.evidence.policies import ASSIGN
from wenming.kernel.errors import Invalid
from wenming.organisations.access import Actor, require
from wenming.organisations.models import Department, Organisation, Person


@transaction.atomic
def assign_lines(
    *,
    actor: Actor,
    organisation: Organisation,
    lines: Iterable[Line],
    department: Department,
    at: datetime,
    person: Person | None = None,
    due: date | None = None,
) -> int:
    """Make a department (and a person of it) owe the evidence of lines by a day. Returns how many lines.

    Raises  NotPermitted; Invalid if department or person belong to another unit.
    """
    require(actor, ASSIGN, organisation)
    if department.organisation_id != organisation.pk or (person and person.organisation_id != organisation.pk):
        raise Invalid(_("责任部门、责任人须是本单位的，请重新选择。"))
    rows = [
        LineOwner(organisation=organisation, line=line, department=department, person=person, due=due) for line in lines
    ]
    LineOwner.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["organisation", "line"],
        update_fields=["department", "person", "due"],
    )  # fmt: skip
    note(
        actor=actor, event="evidence.lines.assigned", target=organisation, at=at,
        lines=[row.line.code for row in rows], department=department.name, person=person.name if person else "",
        due=due,
    )  # fmt: skip
    return len(rows)
