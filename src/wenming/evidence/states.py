"""Words of the ledger: classes, kinds, what became of a file."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class EvidenceKind(TextChoices):
    """Kinds of evidence, as in wenming-criteria/1."""

    OFFICIAL_DOCUMENT = "official_document", _("正式文件")
    EXPLANATION = "explanation", _("说明报告")
    PHOTO = "photo", _("照片")
    STATISTICS = "statistics", _("统计表")
    LINK = "link", _("链接")
    SIGNED_INSTRUCTION = "signed_instruction", _("签批件")
    SIGN_IN = "sign_in", _("签到表")
    LESSON_PLAN = "lesson_plan", _("教案")
    REFLECTION = "reflection", _("心得")
    MINUTES = "minutes", _("会议记录")
    MEDIA = "media", _("媒体报道")
    CERTIFICATE = "certificate", _("证书")
    VIDEO = "video", _("视频")
    OTHER = "other", _("其他")


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
