"""What people may do with units, departments, people, groups and the trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.organisations.access import Permission, Reach
from wenming.organisations.states import Role as R

UNIT = frozenset({R.CLERK, R.LIAISON, R.HEAD, R.LEADER, R.STAFF})

VIEW_UNIT = Permission("organisations.unit.view", _("查看单位与部门"), UNIT | {R.OFFICER, R.SYSTEM_ADMIN})
VIEW_UNITS_BELOW = Permission("organisations.unit.view_below", _("查看所属单位"), frozenset({R.OFFICER}), Reach.BELOW)
MANAGE_UNITS = Permission("organisations.unit.manage", _("增设与调整单位"), frozenset({R.SYSTEM_ADMIN}), Reach.BELOW)
MANAGE_PEOPLE = Permission("organisations.people.manage", _("维护部门、人员与工作机构"), frozenset({R.CLERK}))
MANAGE_ACCOUNTS = Permission(
    "organisations.accounts.manage", _("开通账号、分派角色"), frozenset({R.SECURITY_ADMIN, R.CLERK})
)
GRANT_ANY_ROLE = Permission(
    "organisations.accounts.grant_any", _("分派管理员与主管角色"), frozenset({R.SECURITY_ADMIN})
)
READ_TRAIL = Permission("organisations.trail.read", _("查阅审计记录"), frozenset({R.AUDIT_ADMIN}))
