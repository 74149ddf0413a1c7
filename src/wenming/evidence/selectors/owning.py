"""Who owes what."""

from __future__ import annotations

from wenming.criteria.models import Line
from wenming.evidence.models import LineOwner
from wenming.organisations.models import Organisation


def department_owing(organisation_id: int, line_id: int) -> int | None:
    """The department that owes the evidence of a line, if one has been named. One query."""
    owner = LineOwner.objects.filter(organisation_id=organisation_id, line_id=line_id)
    return owner.values_list("department_id", flat=True).first()


def departments_owing(organisation_id: int, line_ids: list[int] | None = None) -> dict[int, int]:
    """line → department that owes its evidence, for some lines or all. One query."""
    owners = LineOwner.objects.filter(organisation_id=organisation_id)
    if line_ids is not None:
        owners = owners.filter(line_id__in=line_ids)
    return dict(owners.values_list("line_id", "department_id"))


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
