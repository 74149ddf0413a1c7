"""What people may do with criteria sets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.kernel.errors import NotPermitted
from wenming.organisations.access import Actor, Permission, allowed, require
from wenming.organisations.models import Organisation
from wenming.organisations.states import Role as R

READERS = frozenset({R.CLERK, R.LIAISON, R.HEAD, R.LEADER, R.STAFF, R.OFFICER, R.REVIEWER})

VIEW = Permission("criteria.set.view", _("查看测评体系"), READERS)
EDIT = Permission("criteria.set.edit", _("导入、起草、启用测评体系"), frozenset({R.CLERK, R.OFFICER}))


def may_edit_at(actor: Actor, organisation: Organisation | None) -> bool:
    """Sets of the whole instance (no organisation) are kept by commands alone; others by who edits at their owner."""
    return actor.all_powerful if organisation is None else allowed(actor, EDIT, organisation)


def require_edit(actor: Actor, organisation: Organisation | None) -> None:
    """Raises NotPermitted unless ``actor`` may edit the sets of ``organisation``."""
    if organisation is not None:
        require(actor, EDIT, organisation)
    elif not actor.all_powerful:
        raise NotPermitted(permission=EDIT.code)
