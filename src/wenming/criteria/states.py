"""States of a criteria set: drafted, then in use and never changed again, then retired."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wenming.kernel.transitions import Transitions


class SetState(TextChoices):
    DRAFT = "draft", _("草稿")
    IN_USE = "in_use", _("使用中")
    RETIRED = "retired", _("已停用")
    DROPPED = "dropped", _("已放弃")


MOVES = Transitions(
    {
        SetState.DRAFT: {SetState.IN_USE, SetState.DROPPED},
        SetState.IN_USE: {SetState.RETIRED},
        SetState.RETIRED: {SetState.IN_USE},
        SetState.DROPPED: set(),
    }
)


class Origin(TextChoices):
    """Where a draft came from: decides what stands beside it on the editing page."""

    TABLE = "table", _("从表格读取")
    BUILT_IN = "built_in", _("内置体系")
    EMPTY = "empty", _("空白")
    VERSION = "version", _("由上一版起草")
    LAYER = "layer", _("叠加层")
    EXCHANGE = "exchange", _("交换文件")
