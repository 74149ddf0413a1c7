"""What people may do with criteria sets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.organisations.access import Permission
from wenming.organisations.states import Role as R

READERS = frozenset({R.CLERK, R.LIAISON, R.HEAD, R.LEADER, R.STAFF, R.OFFICER, R.REVIEWER})

VIEW = Permission("criteria.set.view", _("查看测评体系"), READERS)
EDIT = Permission("criteria.set.edit", _("导入、起草、启用测评体系"), frozenset({R.CLERK, R.OFFICER}))
