"""Words of the ledger: classes, kinds, what became of a file."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wenming.criteria.states import DutyKind


class LedgerClass(TextChoices):
    """The fourteen classes of the ledger (M25)."""

    ORGANISATION = "organisation", _("组织机构")
    PLAN = "plan", _("计划")
    DOCUMENT = "document", _("文件")
    MEETING = "meeting", _("会议")
    ACTIVITY = "activity", _("活动")
    RULEBOOK = "rulebook", _("制度")
    CHECK = "check", _("检查考核")
    SUMMARY = "summary", _("总结")
    HONOUR = "honour", _("评比奖惩")
    APPLICATION_FORM = "application_form", _("申报表")
    APPROVAL_FORM = "approval_form", _("审批表")
    SATISFACTION = "satisfaction", _("满意度")
    OPINION = "opinion", _("意见表")
    FEEDBACK = "feedback", _("群众反映")


EvidenceKind = DutyKind
"""The kinds of wenming-criteria/1: what a line asks for is what a record is."""


class FileState(TextChoices):
    RECEIVED = "received", _("已收到")
    SOUND = "sound", _("可用")
    QUARANTINED = "quarantined", _("已隔离")
    UNREADABLE = "unreadable", _("打不开")

    @classmethod
    def bad(cls) -> tuple[FileState, ...]:
        """What cannot serve as evidence."""
        return cls.QUARANTINED, cls.UNREADABLE


class Step(TextChoices):
    """The steps of the pipeline, in order. Later pieces add rooms to the same hall."""

    VERIFY = "verify", _("核验")
    FACTS = "facts", _("取元数据")
    TEXT = "text", _("取文字")
    PREVIEW = "preview", _("生成预览")


class StepState(TextChoices):
    WAITING = "waiting", _("等待")
    DONE = "done", _("完成")
    FAILED = "failed", _("未成")
    SKIPPED = "skipped", _("不适用")


class Secrecy(TextChoices):
    PUBLIC = "public", _("公开")
    INTERNAL = "internal", _("内部")


class BindingState(TextChoices):
    WAITING = "waiting", _("排队中")
    RUNNING = "running", _("装订中")
    DONE = "done", _("已成册")
    FAILED = "failed", _("未成")
