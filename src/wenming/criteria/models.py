"""Criteria sets (测评体系), their versions and layers, and the lines of those in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import CheckConstraint, Exists, OuterRef, Q, UniqueConstraint, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.criteria.rules.editing import below, places
from wenming.criteria.states import Origin, SetState
from wenming.kernel.errors import Conflict
from wenming.organisations.access import Actor, Permission, ScopedQuerySet
from wenming.organisations.models import Organisation

NAME_LENGTH = 200


class CriteriaSetQuerySet(ScopedQuerySet["CriteriaSet"]):
    def in_sight_of(self, actor: Actor, reading: Permission, drafting: Permission) -> CriteriaSetQuerySet:
        """One's own sets that were put into use, those of the authorities above and of the whole instance.

        reading   only roles that hold it open anything; whoever holds it nowhere sees nothing.
        drafting  whoever holds it at the owner sees the unfinished and given-up drafts there besides.
        """
        if actor.all_powerful:
            return self
        held = actor.holdings(reading)
        if not held:
            return self.none()
        own = {grant.organisation_id for grant in held}
        step = Concat(Value("/"), Cast(OuterRef("organisation_id"), models.CharField()), Value("/"))
        below = Organisation.objects.filter(pk__in=own).filter(
            Q(territory_path__contains=step) | Q(line_path__contains=step)
        )
        used = Q(state__in=[SetState.IN_USE, SetState.RETIRED])
        shared = Q(organisation_id__in=own) | Q(organisation__isnull=True) | Exists(below)
        drafted_at = {grant.organisation_id for grant in actor.holdings(drafting)}
        return self.filter(used & shared | Q(organisation_id__in=drafted_at))

    def for_list(self) -> CriteriaSetQuerySet:
        """What a list row shows; never the document itself."""
        return self.select_related("organisation").defer("document", "grids", "sources", "layer", "source_file")


class CriteriaSet(models.Model):
    """One version of a criteria set.

    ``document`` is the whole of it as wenming-criteria/1. A draft is edited there, guarded by ``revision``; once in use
    it is never changed again and its lines stand as rows that everything later refers to.
    """

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="criteria_sets",
        verbose_name=_("所属单位"),
    )
    code = models.CharField(_("代码"), max_length=64)
    version = models.PositiveIntegerField(_("版本"), default=1)
    name = models.CharField(_("名称"), max_length=200)
    level = models.CharField(_("层级"), max_length=16, blank=True)
    year = models.PositiveIntegerField(_("年度"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=SetState.choices, default=SetState.DRAFT)
    origin = models.CharField(_("来源"), max_length=16, choices=Origin.choices)
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="next_versions", verbose_name=_("上一版")
    )
    base = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="layers", verbose_name=_("基础体系")
    )
    layer = models.JSONField(_("叠加内容"), null=True, blank=True)
    document = models.JSONField(_("内容"))
    digest = models.CharField(_("内容摘要"), max_length=64, blank=True)
    revision = models.PositiveIntegerField(_("修订号"), default=0)
    line_count = models.PositiveIntegerField(_("条目数"), default=0)
    leaf_count = models.PositiveIntegerField(_("末级条目数"), default=0)
    source_name = models.CharField(_("来源文件"), max_length=300, blank=True)
    source_file = models.BinaryField(_("来源文件内容"), null=True, blank=True)
    grids = models.JSONField(_("来源表格"), null=True, blank=True)
    sources = models.JSONField(_("条目出处"), null=True, blank=True)
    warnings = models.JSONField(_("待核对"), default=list, blank=True)
    created_at = models.DateTimeField(_("建立时间"))
    created_by = models.CharField(_("建立人"), max_length=64)
    used_at = models.DateTimeField(_("启用时间"), null=True, blank=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("测评体系")
        constraints = [
            UniqueConstraint(
                fields=["organisation", "code", "version"],
                nulls_distinct=False,
                name="criteria_set_version_once",
                violation_error_message=_("同一代码的这一版已经存在。"),
            ),
            CheckConstraint(condition=Q(state__in=SetState.values), name="criteria_set_state_known"),
            CheckConstraint(condition=Q(origin__in=Origin.values), name="criteria_set_origin_known"),
            CheckConstraint(
                condition=Q(state__in=[SetState.DRAFT, SetState.DROPPED]) ^ Q(used_at__isnull=False),
                name="criteria_set_used_iff_timed",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def repeated(document: Mapping[str, Any]) -> dict[str, Any]:
        """What the row repeats from its document, so that lists need not open it."""
        lines = [place.line for place in places(document)]
        return {
            "name": str(document.get("name") or document.get("code"))[:NAME_LENGTH],
            "level": document.get("level") or "",
            "year": document.get("year"),
            "line_count": len(lines),
            "leaf_count": sum(1 for line in lines if not below(line)),
        }

    def claim(self, revision: int, **changes: Any) -> None:
        """Write to a draft only if it still is what its author saw: one compare-and-set UPDATE.

        Raises  Conflict in words if someone was faster, or if the code and version have been taken meanwhile.
        """
        row = CriteriaSet.objects.filter(pk=self.pk, state=SetState.DRAFT, revision=revision)
        try:
            with transaction.atomic():
                written = self.revision == revision and row.update(revision=revision + 1, **changes)
        except IntegrityError:
            written = 0
        if not written:
            raise Conflict(
                gettext("这份草稿刚刚被他人改过，您的这一步还没有保存。请先核对最新内容，再把您的修改重新提交。"),
                pk=self.pk,
                expected=revision,
            )
        for name, value in {"revision": revision + 1, **changes}.items():
            setattr(self, name, value)


class Line(models.Model):
    """One line of a set in use. Written once, when the set is put into use; ``body`` is the line as the document has it."""

    criteria_set = models.ForeignKey(CriteriaSet, models.CASCADE, related_name="lines", verbose_name=_("测评体系"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children", verbose_name=_("上级条目"))
    order = models.PositiveIntegerField(_("顺序"))
    depth = models.PositiveSmallIntegerField(_("层次"))
    code = models.CharField(_("编号"), max_length=120)
    title = models.CharField(_("题目"), max_length=300)
    points = models.DecimalField(_("分值"), max_digits=16, decimal_places=6, null=True)
    is_leaf = models.BooleanField(_("末级"))
    bonus = models.BooleanField(_("特色加分"), default=False)
    body = models.JSONField(_("内容"))

    class Meta:
        verbose_name = _("测评条目")
        constraints = [
            UniqueConstraint(fields=["criteria_set", "code"], name="line_code_once"),
            UniqueConstraint(fields=["criteria_set", "order"], name="line_order_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
