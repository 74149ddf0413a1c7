"""What people may do with self-assessment rounds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.organisations.access import Permission
from wenming.organisations.states import Role as R

VIEW = Permission("assessment.round.view", _("查看自评"), frozenset({R.CLERK, R.LIAISON, R.HEAD, R.LEADER}))
OPEN = Permission("assessment.round.open", _("开启与取消自评轮次"), frozenset({R.CLERK}))
ANSWER = Permission("assessment.answer.edit", _("填写全部条目的自评"), frozenset({R.CLERK}))
ANSWER_OWN = Permission(
    "assessment.answer.edit_own", _("填写本部门负责条目的自评"), frozenset({R.CLERK, R.LIAISON, R.HEAD})
)
SIGN = Permission("assessment.round.sign", _("签认自评结果"), frozenset({R.LEADER, R.CLERK}))
REGISTER_EVENT = Permission("assessment.event.register", _("登记负面事项"), frozenset({R.CLERK}))
