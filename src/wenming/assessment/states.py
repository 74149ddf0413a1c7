"""States of a self-assessment round."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wenming.kernel.transitions import Transitions


class RoundState(TextChoices):
    OPEN = "open", _("自评中")
    SIGNED_OFF = "signed_off", _("已签认")
    CANCELLED = "cancelled", _("已取消")


MOVES = Transitions(
    {
        RoundState.OPEN: {RoundState.SIGNED_OFF, RoundState.CANCELLED},
        RoundState.SIGNED_OFF: set(),  # frozen: a new look is a new round
        RoundState.CANCELLED: set(),
    }
)
