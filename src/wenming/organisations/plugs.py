"""What organisations hand to the frame: who is signed in, and the pages about one's own unit."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from wenming.organisations import selectors
from wenming.organisations.access import Actor, Permission
from wenming.organisations.policies import (
    MANAGE_ACCOUNTS,
    READ_SIGN_INS,
    READ_TRAIL,
    VIEW_UNIT,
    VIEW_UNITS_BELOW,
)
from wenming.ui import navigation as nav


def allowed_by(permission: Permission) -> nav.Allowed:
    """A condition for an entry of the frame: holds the permission somewhere. No query beyond the actor's own."""

    def allowed(request: HttpRequest) -> bool:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return actor.may_somewhere(permission)

    return allowed


def identity(request: HttpRequest) -> nav.Identity | None:
    """Who is signed in and where, as the frame shows it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return nav.Identity(actor.name, selectors.place_of(actor))


def fill_frame() -> None:
    """Put the pages about units, people, accounts and the trail into the frame."""
    nav.register(
        "settings",
        nav.Entry(
            _("部门与人员"), "organisations:people", order=10, allowed=allowed_by(VIEW_UNIT),
            matches=("organisations:person_add", "organisations:department_add", "organisations:roster_import"),
        ),
        nav.Entry(
            _("单位名录"), "organisations:unit_list", order=5, allowed=allowed_by(VIEW_UNITS_BELOW),
            matches=("organisations:unit_*",),
        ),
        nav.Entry(
            _("账号与角色"), "organisations:account_list", order=20, allowed=allowed_by(MANAGE_ACCOUNTS),
            matches=("organisations:account_*",),
        ),
        nav.Entry(_("登录记录"), "organisations:sign_ins", order=80, allowed=allowed_by(READ_SIGN_INS)),
        nav.Entry(
            _("审计记录"), "organisations:trail", order=90, allowed=allowed_by(READ_TRAIL),
            matches=("organisations:trail_*",),
        ),
    )  # fmt: skip
    nav.register(
        "plan",
        nav.Entry(
            _("组织机构"), "organisations:groups", order=20, allowed=allowed_by(VIEW_UNIT),
            matches=("organisations:group_add", "organisations:seat_*"),
        ),
    )  # fmt: skip
    nav.register_identity(identity)
