"""Who owes what."""

from __future__ import annotations

from wenming.evidence.models import LineOwner


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
