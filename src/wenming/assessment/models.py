"""Self-assessment rounds (自查自评), their answers and the negative events that count in them."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from wenming.assessment.states import RoundState
from wenming.criteria.models import CriteriaSet, Line
from wenming.organisations.access import ScopedQuerySet
from wenming.organisations.models import Organisation


class Totals(NamedTuple):
    """What is kept beside a round, so that lists and rankings never compute: points, points, leaves."""

    total: Decimal
    possible: Decimal
    unanswered: int


class Round(models.Model):
    """One self-assessment of a unit against one set. Totals are kept beside the answers; signed off, all of it is frozen."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="rounds", verbose_name=_("单位"))
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="rounds", verbose_name=_("测评体系"))
    number = models.PositiveIntegerField(_("轮次"))
    name = models.CharField(_("名称"), max_length=120)
    year = models.PositiveIntegerField(_("年度"))
    as_of = models.DateField(_("测评基准日"))
    due = models.DateField(_("完成时限"), null=True, blank=True)
    term_from = models.DateField(_("届期开始"), null=True, blank=True)
    term_to = models.DateField(_("届期结束"), null=True, blank=True)
    peers = models.JSONField(_("同类单位得分"), default=dict, blank=True)
    state = models.CharField(_("状态"), max_length=16, choices=RoundState.choices, default=RoundState.OPEN)
    total = models.DecimalField(_("总分"), max_digits=16, decimal_places=6, default=0)
    possible = models.DecimalField(_("可得分"), max_digits=16, decimal_places=6, default=0)
    unanswered = models.PositiveIntegerField(_("未答条目"), default=0)
    frozen = models.JSONField(_("签认内容"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("修订号"), default=0)
    opened_at = models.DateTimeField(_("开启时间"))
    opened_by = models.CharField(_("开启人"), max_length=64)
    signed_at = models.DateTimeField(_("签认时间"), null=True, blank=True)
    signed_by = models.CharField(_("签认人"), max_length=64, blank=True)
    digest = models.CharField(_("签认摘要"), max_length=64, blank=True)

    objects = ScopedQuerySet["Round"].as_manager()

    class Meta:
        verbose_name = _("自评轮次")
        constraints = [
            UniqueConstraint(fields=["organisation", "criteria_set", "number"], name="round_number_once"),
            CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_known"),
            CheckConstraint(
                condition=Q(state=RoundState.SIGNED_OFF) ^ Q(signed_at__isnull=True), name="round_signed_iff_timed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def keep(self, totals: Totals) -> None:
        """Keep totals beside the round; the revision says that its answers have changed. One query."""
        self.total, self.possible, self.unanswered = totals
        Round.objects.filter(pk=self.pk).update(**totals._asdict(), revision=models.F("revision") + 1)


class Answer(models.Model):
    """What was answered for one leaf line of a round, in the form its rule needs."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="answers", verbose_name=_("轮次"))
    line = models.ForeignKey(Line, models.PROTECT, related_name="answers", verbose_name=_("条目"))
    data = models.JSONField(_("答案"), null=True, blank=True)
    note = models.TextField(_("依据与说明"), blank=True)
    revision = models.PositiveIntegerField(_("修订号"), default=0)
    answered_at = models.DateTimeField(_("时间"))
    answered_by = models.CharField(_("填写人"), max_length=64)

    class Meta:
        verbose_name = _("自评答案")
        constraints = [UniqueConstraint(fields=["round", "line"], name="answer_once")]


class NegativeEvent(models.Model):
    """Something on the negative list that happened, and when; each round decides by its dates whether it counts."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="negative_events", verbose_name=_("单位")
    )
    criteria_set = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="+", verbose_name=_("测评体系"))
    item = models.CharField(_("负面清单编号"), max_length=120)
    happened_on = models.DateField(_("发生日期"))
    concealed = models.BooleanField(_("瞒报"), default=False)
    note = models.CharField(_("情况"), max_length=300, blank=True)
    registered_at = models.DateTimeField(_("登记时间"))
    registered_by = models.CharField(_("登记人"), max_length=64)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)

    objects = ScopedQuerySet["NegativeEvent"].as_manager()

    class Meta:
        verbose_name = _("负面事项")
