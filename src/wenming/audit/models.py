"""The append-only, chained trail. Rows are only ever added, and only by ``audit.actions.record``."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Chain(models.Model):
    """The head of one organisation's chain (0: the instance itself). Locked while an entry is added."""

    organisation_id = models.BigIntegerField(_("单位"), unique=True)
    sequence = models.BigIntegerField(_("条数"), default=0)
    digest = models.CharField(_("摘要"), max_length=64)

    class Meta:
        verbose_name = _("审计链")


class Entry(models.Model):
    """One thing somebody did. The organisation is kept as a number: the trail outlives its rows (ADR-0005)."""

    organisation_id = models.BigIntegerField(_("单位"))
    sequence = models.BigIntegerField(_("序号"))
    at = models.DateTimeField(_("时间"))
    actor_id = models.BigIntegerField(_("经办账号"), null=True)
    actor_name = models.CharField(_("经办人"), max_length=64)
    event = models.CharField(_("事项"), max_length=96)
    target = models.CharField(_("对象"), max_length=96)
    details = models.JSONField(_("内容"), default=dict)
    digest = models.CharField(_("摘要"), max_length=64)

    class Meta:
        verbose_name = _("审计记录")
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "sequence"], name="audit_entry_sequence_once"),
        ]
        indexes = [
            models.Index(fields=["target", "-sequence"], name="audit_entry_target"),
            models.Index(fields=["organisation_id", "-at"], name="audit_entry_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.event}"

    def body(self) -> dict[str, Any]:
        """What the digest is taken over: everything but the digest itself."""
        return {
            "organisation": self.organisation_id,
            "sequence": self.sequence,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor_id,
            "actor_name": self.actor_name,
            "event": self.event,
            "target": self.target,
            "details": self.details,
        }
