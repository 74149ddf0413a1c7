"""Criteria documents and sets for tests: small, legal, and ours."""

from __future__ import annotations

from typing import Any

from tests import make
from wenming.criteria.models import CriteriaSet
from wenming.criteria.selectors import digest_of
from wenming.organisations.models import Organisation


def leaf(code: str, points: str | None = "2", **more: Any) -> dict[str, Any]:
    return {"code": code, "title": f"条目{code}", "points": points, **more}


def parent(code: str, *lines: dict[str, Any], points: str | None = None, **more: Any) -> dict[str, Any]:
    return {"code": code, "title": f"项目{code}", "points": points, **more, "lines": list(lines)}


def document(*lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Two groups of two lines each unless lines are given; 10 points in all."""
    standing = lines or (
        parent("1", leaf("1.1", "3", methods=["material_review"]), leaf("1.2", "2"), points="5"),
        parent(
            "2",
            leaf("2.1", "4", rule={"kind": "graded", "grades": {"A": "100%", "B": "50%"}}),
            leaf("2.2", "1"),
            points="5",
        ),
    )
    return {
        "format": "wenming-criteria/1",
        "code": "parks-2026",
        "name": "云溪市园林局测评细则",
        "level": "unit",
        "year": 2026,
        "base_total": "10",
        **more,
        "lines": list(standing),
    }


def row(
    organisation: Organisation | None, code: str, *, version: int = 1, state: str = "draft", **more: Any
) -> CriteriaSet:
    """A set as a bare row, for questions about rows; tests of what people do go through the actions."""
    given = more.pop("document", None) or document(code=code)
    one = CriteriaSet(
        organisation=organisation,
        code=code,
        version=version,
        name=given["name"],
        level=given.get("level") or "",
        year=given.get("year"),
        state=state,
        origin="empty",
        document=given,
        digest="" if state == "draft" else digest_of(given),
        created_at=make.AT,
        created_by="王干事",
        used_at=None if state in ("draft", "dropped") else make.AT,
        **more,
    )
    one.full_clean()
    one.save()
    return one
