"""What the workbench hands to the frame: the desk, and the search box with what it can find for whom."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from wenming.criteria.policies import VIEW as VIEW_SETS
from wenming.evidence.policies import VIEW as VIEW_LEDGER
from wenming.organisations.access import Actor
from wenming.organisations.policies import VIEW_UNIT
from wenming.ui import navigation as nav


def findable(request: HttpRequest) -> list[str]:
    """What the search box may find for this person, in words."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    kinds = (
        (VIEW_LEDGER, [pgettext("search box", "材料"), pgettext("search box", "文号")]),
        (VIEW_SETS, [pgettext("search box", "条目")]),
        (VIEW_UNIT, [pgettext("search box", "人员")]),
    )
    return [word for permission, words in kinds if actor.may_somewhere(permission) for word in words]


def placeholder(request: HttpRequest) -> str:
    """What the search box says while it is empty."""
    return gettext("搜索%(what)s") % {"what": gettext("、").join(findable(request))}


def fill_frame() -> None:
    """Put the desk and the search box into the frame."""
    nav.register("desk", nav.Entry(_("工作台"), "workbench:home", icon="layout-dashboard", order=0))
    nav.register_tab(nav.Entry(_("工作台"), "workbench:home", icon="layout-dashboard", order=10))
    nav.register_search(nav.Search("workbench:search", placeholder, lambda request: bool(findable(request))))
