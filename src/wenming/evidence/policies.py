"""What people may do in the ledger. A unit's ledger is its own: authorities see what was submitted, not this."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.organisations.access import Actor, Permission, allowed
from wenming.organisations.models import Organisation
from wenming.organisations.states import Role as R

VIEW = Permission("evidence.record.view", _("查看台账"), frozenset({R.CLERK, R.LIAISON, R.HEAD, R.LEADER}))
EDIT = Permission("evidence.record.edit", _("登记与修改全部材料"), frozenset({R.CLERK}))
EDIT_OWN = Permission("evidence.record.edit_own", _("登记与修改本部门材料"), frozenset({R.CLERK, R.LIAISON, R.HEAD}))
ASSIGN = Permission("evidence.line.assign", _("分派收集责任"), frozenset({R.CLERK}))
BIND = Permission("evidence.archive.bind", _("装订成册"), frozenset({R.CLERK, R.LEADER}))


def may_edit(actor: Actor, organisation: Organisation, department_id: int | None) -> bool:
    """The office edits everything; a liaison or head what belongs to the own department."""
    if allowed(actor, EDIT, organisation):
        return True
    return allowed(actor, EDIT_OWN, organisation) and department_id in actor.department_ids


def not_yours(department_id: int | None) -> str:
    """Why somebody may not change a record, in words: another department's, or nobody's yet."""
    if department_id is None:
        return gettext("这份材料还没有责任部门，请联系创建办定下责任部门后再改。")
    return gettext("这份材料归别的部门负责，请联系创建办调整责任部门后再改。")
