"""What people may do with self-assessment rounds."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.kernel.errors import NotPermitted
from wenming.organisations.access import Actor, Permission, allowed
from wenming.organisations.models import Organisation
from wenming.organisations.selectors.accounts import anybody_holds
from wenming.organisations.states import Role as R

VIEW = Permission("assessment.round.view", _("查看自评"), frozenset({R.CLERK, R.LIAISON, R.HEAD, R.LEADER}))
OPEN = Permission("assessment.round.open", _("开启与取消自评轮次"), frozenset({R.CLERK}))
ANSWER = Permission("assessment.answer.edit", _("填写全部条目的自评"), frozenset({R.CLERK}))
ANSWER_OWN = Permission(
    "assessment.answer.edit_own", _("填写本部门负责条目的自评"), frozenset({R.CLERK, R.LIAISON, R.HEAD})
)
SIGN = Permission("assessment.round.sign", _("签认自评结果"), frozenset({R.LEADER}))
SIGN_FOR = Permission(
    "assessment.round.sign_for", _("单位没有领导账号时，代单位领导签认自评结果"), frozenset({R.CLERK})
)
REGISTER_EVENT = Permission("assessment.event.register", _("登记负面事项"), frozenset({R.CLERK}))


def may_sign(actor: Actor, organisation: Organisation) -> bool:
    """The unit's leader signs; its clerk only where no leader has an account. At most one query."""
    if allowed(actor, SIGN, organisation):
        return True
    return allowed(actor, SIGN_FOR, organisation) and not anybody_holds(R.LEADER, organisation)


def require_signing(actor: Actor, organisation: Organisation) -> None:
    """Raises NotPermitted unless ``actor`` may sign for ``organisation``."""
    if not may_sign(actor, organisation):
        raise NotPermitted(permission=SIGN.code, organisation=organisation.pk)
