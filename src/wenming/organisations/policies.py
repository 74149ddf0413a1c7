"""What people may do with units, departments, people, groups, accounts and the trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.organisations.access import Actor, Permission, Reach, allowed
from wenming.organisations.models import Organisation
from wenming.organisations.states import Role as R

UNIT = frozenset({R.CLERK, R.LIAISON, R.HEAD, R.LEADER, R.STAFF})
UNIT_ROLES = UNIT

VIEW_UNIT = Permission("organisations.unit.view", _("查看单位与部门"), UNIT | {R.OFFICER, R.SYSTEM_ADMIN})
VIEW_UNITS_BELOW = Permission(
    "organisations.unit.view_below", _("查看所属单位"), frozenset({R.OFFICER, R.SYSTEM_ADMIN}), Reach.BELOW
)
MANAGE_UNITS = Permission("organisations.unit.manage", _("增设与调整单位"), frozenset({R.SYSTEM_ADMIN}), Reach.BELOW)
MANAGE_PEOPLE = Permission("organisations.people.manage", _("维护部门、人员与工作机构"), frozenset({R.CLERK}))
MANAGE_ACCOUNTS = Permission(
    "organisations.accounts.manage", _("开通账号、分派角色"), frozenset({R.SECURITY_ADMIN, R.CLERK})
)
GRANT_ANY_ROLE = Permission(
    "organisations.accounts.grant_any", _("分派管理员与主管角色"), frozenset({R.SECURITY_ADMIN}), Reach.BELOW
)
READ_SIGN_INS = Permission(
    "organisations.sign_ins.read", _("查阅登录记录"), frozenset({R.SECURITY_ADMIN, R.AUDIT_ADMIN}), Reach.BELOW
)
READ_TRAIL = Permission("organisations.trail.read", _("查阅审计记录"), frozenset({R.AUDIT_ADMIN}), Reach.BELOW)


def may_open_accounts(actor: Actor, organisation: Organisation) -> bool:
    """The own office opens a unit's accounts; a security administrator those of everything below as well."""
    return allowed(actor, MANAGE_ACCOUNTS, organisation) or allowed(actor, GRANT_ANY_ROLE, organisation)
