"""Who owes what."""

from __future__ import annotations

from collections.abc import Sequence

from wenming.criteria.models import Line
from wenming.evidence.models import LineOwner, Record
from wenming.evidence.policies import EDIT_OWN, may_edit
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation


def department_owing(organisation_id: int, line_id: int) -> int | None:
    """The department that owes the evidence of a line, if one has been named. Two queries."""
    return departments_owing(organisation_id, [line_id]).get(line_id)


def departments_owing(organisation_id: int, line_ids: list[int] | None = None) -> dict[int, int]:
    """line → department that owes its evidence, its own or that of the nearest line above. Two queries."""
    owners = dict(LineOwner.objects.filter(organisation_id=organisation_id).values_list("line_id", "department_id"))
    if not owners:
        return {}
    sets = Line.objects.filter(pk__in=line_ids) if line_ids is not None else Line.objects.filter(pk__in=list(owners))
    lines = Line.objects.filter(criteria_set__in=sets.values("criteria_set_id"))
    owing: dict[int, int] = {}
    for pk, parent in lines.order_by("criteria_set_id", "order").values_list("pk", "parent_id"):
        department = owners.get(pk, owing.get(parent) if parent else None)
        if department is not None:
            owing[pk] = department
    return owing if line_ids is None else {pk: owing[pk] for pk in line_ids if pk in owing}


def may_link(actor: Actor, record: Record, lines: Sequence[Line]) -> bool:
    """Whoever may change a record may link it; what has no department may be linked by whoever owes all these lines.
    No query but for the last: two.
    """
    if may_edit(actor, record.organisation, record.department_id):
        return True
    if record.department_id is not None or not lines or not allowed(actor, EDIT_OWN, record.organisation):
        return False
    owing = departments_owing(record.organisation_id, [line.pk for line in lines])
    return all(owing.get(line.pk) in actor.department_ids for line in lines)


def owners_of_set(organisation: Organisation, set_pk: int) -> list[tuple[Line, LineOwner | None]]:
    """Every line of a set with whoever owes it. Two queries."""
    owners = {
        owner.line_id: owner
        for owner in LineOwner.objects.filter(organisation=organisation, line__criteria_set_id=set_pk).select_related(
            "department", "person"
        )
    }
    lines = Line.objects.filter(criteria_set_id=set_pk).defer("body").order_by("order")
    return [(line, owners.get(line.pk)) for line in lines]


def owner_of(organisation: Organisation, line: Line, *, above: Sequence[int] | None = None) -> LineOwner | None:
    """Who owes a line: its own owner, else the nearest above it. Two queries; one where the keys of the lines ``above``
    are at hand, nearest first, or where nobody owes anything.
    """
    owners = {
        owner.line_id: owner
        for owner in LineOwner.objects.filter(
            organisation=organisation, line__criteria_set_id=line.criteria_set_id
        ).select_related("department", "person")
    }
    if not owners or line.pk in owners:
        return owners.get(line.pk)
    steps = _above(line) if above is None else above
    return next((owners[pk] for pk in steps if pk in owners), None)


def _above(line: Line) -> list[int]:
    parents = dict(Line.objects.filter(criteria_set_id=line.criteria_set_id).values_list("pk", "parent_id"))
    steps: list[int] = []
    here = parents.get(line.pk)
    while here is not None:
        steps.append(here)
        here = parents.get(here)
    return steps
