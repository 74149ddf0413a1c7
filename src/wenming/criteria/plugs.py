"""What criteria hand to others: their place in the frame, and a way for other apps to hang links on a line's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wenming.criteria.models import CriteriaSet
from wenming.criteria.policies import EDIT, VIEW
from wenming.organisations.plugs import allowed_by
from wenming.ui import navigation as nav


@dataclass(frozen=True)
class LineLink:
    """A way from a line to what another app keeps about it (佐证材料, 自评)."""

    label: Any
    url: str
    icon: str = ""


LineLinks = Callable[[HttpRequest, CriteriaSet, int, str], list[LineLink]]
_HANGING: list[LineLinks] = []


def hang_on_lines(links: LineLinks) -> None:
    """Register a function (request, set, order, code) → links; called once when a line's page is drawn."""
    _HANGING.append(links)


def links_of_line(request: HttpRequest, criteria_set: CriteriaSet, order: int, code: str) -> list[LineLink]:
    return [link for links in _HANGING for link in links(request, criteria_set, order, code)]


def fill_frame() -> None:
    nav.register(
        "plan",
        nav.Entry(
            _("测评体系"),
            "criteria:set_list",
            order=10,
            icon="list-tree",
            allowed=allowed_by(VIEW),
            matches=("criteria:*",),
        ),
    )
    nav.register_create(
        nav.Entry(_("导入测评表"), "criteria:begin", order=40, icon="table-import", key="t", allowed=allowed_by(EDIT))
    )
