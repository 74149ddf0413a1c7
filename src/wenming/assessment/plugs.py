"""What self-assessment hands to the frame."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wenming.assessment.policies import VIEW
from wenming.assessment.selectors import rounds
from wenming.criteria.models import CriteriaSet
from wenming.criteria.plugs import LineLink, hang_on_lines
from wenming.organisations.access import Actor
from wenming.organisations.plugs import allowed_by
from wenming.ui import navigation as nav


def answer_of(request: HttpRequest, criteria_set: CriteriaSet, order: int, code: str) -> list[LineLink]:
    """From a line's page to its answer in the round that is open. Two queries."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = rounds.answer_place(actor, criteria_set.pk, order) if actor.may_somewhere(VIEW) else None
    return [LineLink(_("本轮自评"), reverse("assessment:answer", args=found), "checklist")] if found else []


def fill_frame() -> None:
    hang_on_lines(answer_of)
    nav.register(
        "check",
        nav.Entry(
            _("自查自评"), "assessment:round_list", order=10, allowed=allowed_by(VIEW),
            matches=("assessment:*",),
        ),
    )  # fmt: skip
    nav.register_tab(
        nav.Entry(_("自评"), "assessment:round_list", icon="checklist", order=40, allowed=allowed_by(VIEW))
    )
