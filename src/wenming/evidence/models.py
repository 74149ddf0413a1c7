"""Files (content), records (meaning), links to lines, who owes what, and bound volumes."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Exists, ExpressionWrapper, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from wenming.criteria.models import CriteriaSet, Line
from wenming.evidence.formats.trouble import said_again
from wenming.evidence.states import BindingState, EvidenceKind, FileState, LedgerClass, Secrecy, Step, StepState
from wenming.organisations.access import ScopedQuerySet
from wenming.organisations.models import Department, Organisation, Person


class File(models.Model):
    """Content: the bytes as received, stored once under their SHA-256, never overwritten."""

    sha256 = models.CharField(_("摘要"), max_length=64, unique=True)
    size = models.BigIntegerField(_("大小"))
    name = models.CharField(_("首次收到时的文件名"), max_length=300, blank=True)
    media_type = models.CharField(_("类型"), max_length=120, blank=True)
    extension = models.CharField(_("扩展名"), max_length=16, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=FileState.choices, default=FileState.RECEIVED)
    verdict = models.CharField(_("核验代码"), max_length=32, blank=True)
    message = models.CharField(_("核验说明"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("收到时间"))
    captured_at = models.DateTimeField(_("拍摄或形成时间"), null=True, blank=True)
    pages = models.PositiveIntegerField(_("页数"), null=True, blank=True)
    words = models.PositiveIntegerField(_("字数"), null=True, blank=True)
    facts = models.JSONField(_("文件属性"), default=dict, blank=True)
    thumbnail = models.CharField(_("缩略图"), max_length=200, blank=True)
    preview = models.CharField(_("预览图"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("文件")
        constraints = [CheckConstraint(condition=Q(state__in=FileState.values), name="file_state_known")]
        indexes = [models.Index(fields=["state"], name="file_by_state", condition=Q(state="received"))]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def storage_name(self) -> str:
        """Where the bytes lie in the storage: two levels of folders, then the digest."""
        return f"{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"

    @property
    def why(self) -> str:
        """Why the file is not sound, in the reader's language; as it was noted then where nothing else is kept."""
        return said_again(self.facts.get("problems", ())) or self.message


class FileText(models.Model):
    """The text of a file, apart from it so that lists never load it. ``outline`` is what a page shows of Office papers."""

    file = models.OneToOneField(File, models.CASCADE, primary_key=True, related_name="text")
    text = models.TextField(_("文字"), blank=True)
    outline = models.JSONField(_("版式内容"), default=list, blank=True)


class FileStep(models.Model):
    """One step of the pipeline for one file, with its result in the row; what waits here is still to be done."""

    file = models.ForeignKey(File, models.CASCADE, related_name="steps")
    step = models.CharField(_("步骤"), max_length=16, choices=Step.choices)
    state = models.CharField(_("状态"), max_length=16, choices=StepState.choices, default=StepState.WAITING)
    message = models.CharField(_("说明"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("处理步骤")
        constraints = [
            UniqueConstraint(fields=["file", "step"], name="file_step_once"),
            CheckConstraint(condition=Q(state__in=StepState.values), name="file_step_state_known"),
        ]
        indexes = [models.Index(fields=["at"], name="file_step_waiting", condition=Q(state="waiting"))]


class Ledger(models.Model):
    """One unit's ledger as a whole. ``stamp`` is another with every change to what the ledger holds: whatever was worked
    out under the same stamp still holds.
    """

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="ledger", verbose_name=_("单位"))
    stamp = models.CharField(_("现状标记"), max_length=32)

    class Meta:
        verbose_name = _("台账")

    @classmethod
    def restamp(cls, organisation_ids: Iterable[int]) -> None:
        """Say that ledgers have changed; inside the transaction that changes them. One query each."""
        for key in sorted(organisation_ids):  # always in one order: two changes wait for, and never block, each other
            stamp = uuid4().hex
            if cls.objects.filter(organisation_id=key).update(stamp=stamp):
                continue
            _row, fresh = cls.objects.get_or_create(organisation_id=key, defaults={"stamp": stamp})
            if not fresh:
                cls.objects.filter(organisation_id=key).update(stamp=stamp)


class RecordQuerySet(ScopedQuerySet["Record"]):
    def changed(self) -> None:
        """After any change to these records, their files or their links: bring their marks up to date and say that their
        ledgers have changed. Three queries.
        """
        bad = RecordFile.objects.filter(record=OuterRef("pk"), file__state__in=FileState.bad())
        self.update(
            unfiled=ExpressionWrapper(Q(filed_at__isnull=True), models.BooleanField()),
            linked=Exists(Link.objects.filter(record=OuterRef("pk"))),
            trouble=Exists(bad),
        )
        Ledger.restamp(set(self.order_by().values_list("organisation_id", flat=True).distinct()))

    def for_cards(self) -> RecordQuerySet:
        """What a card shows, without long texts; files come by one prefetch."""
        files = RecordFile.objects.select_related("file").defer("file__facts").order_by("position", "pk")
        return self.select_related("department").defer("body").prefetch_related(models.Prefetch("record_files", files))

    def for_list(self) -> RecordQuerySet:
        """What a ledger row shows: a card, and its lines by one prefetch more."""
        return self.for_cards().prefetch_related(_links_in_order())

    def for_page(self) -> RecordQuerySet:
        """What a record's own page shows: all of it, of its files as well; files and lines by one prefetch each."""
        files = RecordFile.objects.select_related("file").order_by("position", "pk")
        record = self.select_related("organisation", "department", "owner")
        return record.prefetch_related(models.Prefetch("record_files", files), _links_in_order())


def _links_in_order() -> models.Prefetch[str]:
    links = Link.objects.select_related("line").defer("line__body").order_by("line__order")
    return models.Prefetch("links", links)


NEWEST = ("-happened_on", "-id")


def _kept(name: str, *fields: str) -> models.Index:
    """An index over what one unit has not taken out. A filter's own column comes before the year: so its index fits it best
    whatever a database knows of the rows, a list reads a page of it in order, and a count reads nothing else.
    """
    return models.Index(name=name, fields=["organisation", *fields], condition=Q(removed_at__isnull=True))


class Record(models.Model):
    """Meaning: one piece of evidence (佐证) in a unit's ledger. Three dates, never mixed: happened, received, filed."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="records", verbose_name=_("单位"))
    year = models.PositiveIntegerField(_("年度"))
    ledger_class = models.CharField(_("台账类别"), max_length=24, choices=LedgerClass.choices)
    kind = models.CharField(_("材料类型"), max_length=24, choices=EvidenceKind.choices)
    title = models.CharField(_("题名"), max_length=300)
    happened_on = models.DateField(_("发生日期"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=120, blank=True)
    organiser = models.CharField(_("主办单位"), max_length=120, blank=True)
    people = models.CharField(_("人员"), max_length=500, blank=True)
    theme = models.CharField(_("主题"), max_length=300, blank=True)
    document_number = models.CharField(_("文号"), max_length=80, blank=True)
    body = models.TextField(_("正文"), blank=True)
    address = models.URLField(_("链接"), max_length=500, blank=True)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("责任部门")
    )
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="records", verbose_name=_("责任人")
    )
    secrecy = models.CharField(_("密级"), max_length=16, choices=Secrecy.choices, default=Secrecy.PUBLIC)
    received_at = models.DateTimeField(_("收到时间"), editable=False)
    received_by = models.CharField(_("登记人"), max_length=64, editable=False)
    received_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    filed_at = models.DateTimeField(_("入账时间"), null=True, blank=True)
    late_reason = models.CharField(_("补登原因"), max_length=200, blank=True)
    in_force = models.CharField(_("仍有效的理由"), max_length=200, blank=True)
    wanted_lines = models.JSONField(_("清单所写条目"), default=list, blank=True)
    removed_at = models.DateTimeField(_("移出时间"), null=True, blank=True)
    unfiled = models.BooleanField(_("待入账"), default=True, editable=False)  # the three marks: RecordQuerySet.changed
    linked = models.BooleanField(_("已对应条目"), default=False, editable=False)
    trouble = models.BooleanField(_("文件有问题"), default=False, editable=False)
    revision = models.PositiveIntegerField(_("修订号"), default=0)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("佐证材料")
        constraints = [
            CheckConstraint(condition=Q(ledger_class__in=LedgerClass.values), name="record_class_known"),
            CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="record_kind_known"),
            CheckConstraint(condition=Q(secrecy__in=Secrecy.values), name="record_secrecy_known"),
        ]
        indexes = [
            _kept("record_newest", "year", *NEWEST),
            _kept("record_newest_of_all", *NEWEST),
            _kept("record_received", "year", "-received_at", "-id"),
            _kept("record_by_title", "year", "title", "id"),
            _kept("record_unfiled", "unfiled", "year", *NEWEST),
            _kept("record_unlinked", "linked", "year", *NEWEST),
            _kept("record_in_trouble", "trouble", "year", *NEWEST),
            _kept("record_by_class", "ledger_class", "year", *NEWEST),
            _kept("record_by_kind", "kind", "year", *NEWEST),
            _kept("record_by_department", "department", "year", *NEWEST),
        ]

    def __str__(self) -> str:
        return self.title


class RecordFile(models.Model):
    """A file in a record, in order, under the name it came with."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="record_files", verbose_name=_("材料"))
    file = models.ForeignKey(File, models.PROTECT, related_name="record_files", verbose_name=_("文件"))
    position = models.PositiveIntegerField(_("顺序"), default=0)
    name = models.CharField(_("原文件名"), max_length=300)
    received_at = models.DateTimeField(_("收到时间"))

    class Meta:
        verbose_name = _("材料文件")
        constraints = [UniqueConstraint(fields=["record", "file"], name="record_file_once")]


class Link(models.Model):
    """A record proves a line (佐证对应): many to many, across sets and versions, confirmed by a person."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="links", verbose_name=_("材料"))
    line = models.ForeignKey(Line, models.PROTECT, related_name="links", verbose_name=_("测评条目"))
    reason = models.CharField(_("对应理由"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("确认时间"))
    confirmed_by = models.CharField(_("确认人"), max_length=64)

    class Meta:
        verbose_name = _("佐证对应")
        constraints = [
            UniqueConstraint(
                fields=["record", "line"], name="link_once", violation_error_message=_("该材料已对应到这一条目。")
            )
        ]


class LineOwner(models.Model):
    """Who owes the evidence of a line, and by when (M28)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="line_owners", verbose_name=_("单位"))
    line = models.ForeignKey(Line, models.PROTECT, related_name="owners", verbose_name=_("测评条目"))
    department = models.ForeignKey(Department, models.PROTECT, verbose_name=_("责任部门"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, verbose_name=_("责任人"))
    due = models.DateField(_("完成时限"), null=True, blank=True)

    objects = ScopedQuerySet["LineOwner"].as_manager()

    class Meta:
        verbose_name = _("收集责任")
        constraints = [UniqueConstraint(fields=["organisation", "line"], name="line_owner_once")]


class Binding(models.Model):
    """One order to bind a year's evidence: its progress, and what came of it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="bindings", verbose_name=_("单位"))
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, null=True, blank=True, verbose_name=_("测评体系"))
    year = models.PositiveIntegerField(_("年度"))
    by = models.CharField(_("分册方式"), max_length=8, default="year")
    state = models.CharField(_("状态"), max_length=16, choices=BindingState.choices, default=BindingState.WAITING)
    done_count = models.PositiveIntegerField(_("已装订件数"), default=0)
    total_count = models.PositiveIntegerField(_("应装订件数"), default=0)
    message = models.CharField(_("说明"), max_length=300, blank=True)
    result = models.JSONField(_("结果"), default=dict, blank=True)
    ordered_at = models.DateTimeField(_("提交时间"))
    ordered_by = models.CharField(_("提交人"), max_length=64)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    objects = ScopedQuerySet["Binding"].as_manager()

    class Meta:
        verbose_name = _("装订")
        constraints = [CheckConstraint(condition=Q(state__in=BindingState.values), name="binding_state_known")]
