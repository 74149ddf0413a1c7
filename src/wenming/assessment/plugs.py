"""What self-assessment hands to the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.assessment.policies import VIEW
from wenming.organisations.plugs import allowed_by
from wenming.ui import navigation as nav


def fill_frame() -> None:
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
