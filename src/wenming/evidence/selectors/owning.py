"""Who owes what."""

from __future__ import annotations

from wenming.criteria.models import Line
from wenming.evidence.models import LineOwner
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


def owner_of(organisation: Organisation, line: Line) -> LineOwner | None:
    """Who owes a line: its own owner, else the nearest above it. Two queries."""
    parents = dict(Line.objects.filter(criteria_set_id=line.criteria_set_id).values_list("pk", "parent_id"))
    above: list[int] = []
    here: int | None = line.pk
    while here is not None:
        above.append(here)
        here = parents.get(here)
    found = {
        owner.line_id: owner
        for owner in LineOwner.objects.filter(organisation=organisation, line_id__in=above).select_related(
            "department", "person"
        )
    }
    return next((found[pk] for pk in above if pk in found), None)
