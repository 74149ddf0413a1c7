"""What papers a line asks for, one row a duty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.criteria.forms.fields import Figure, Row, Whole, kept_extra
from wenming.criteria.rules.typing_habits import listed
from wenming.criteria.states import CaptionField, DutyKind
from wenming.ui.forms import CheckChips

MEGABYTE = 1024 * 1024
KNOWN = (
    "kind",
    "min",
    "max",
    "per",
    "note",
    "max_bytes",
    "formats",
    "caption",
    "shows_unit_name",
    "min_chars",
    "max_chars",
    "tolerance",
)


class DutyRow(Row):
    kind = forms.ChoiceField(label=_("材料类型"), required=False, choices=[("", "—"), *DutyKind.choices])
    minimum = Whole(label=_("至少几件"), required=False)
    maximum = Whole(label=_("至多几件"), required=False)
    note = forms.CharField(label=_("说明"), required=False, max_length=400)
    per = forms.ChoiceField(
        label=_("件数按"), required=False, choices=[("", _("本条目合计")), ("activity", _("每次活动"))]
    )
    min_chars = Whole(label=_("不少于几字"), required=False)
    max_chars = Whole(label=_("不超过几字"), required=False)
    tolerance = Figure(label=_("字数可超出（%）"), required=False, help_text=_("不填为 10。"))
    megabytes = Figure(label=_("每个不超过（MB）"), required=False, zero=False)
    formats = forms.CharField(label=_("格式"), required=False, max_length=120, help_text=_("如 jpg、pdf。"))
    caption = forms.MultipleChoiceField(
        label=_("说明文字应写明"), required=False, choices=CaptionField.choices, widget=CheckChips
    )
    shows_unit_name = forms.BooleanField(label=_("画面中应能看到单位名称"), required=False)

    def clean_formats(self) -> list[str]:
        pieces = listed(self.cleaned_data["formats"].lower())
        return [piece.lstrip(".") for piece in pieces if piece.strip(".")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("kind") and not self.is_blank():
            self.add_error("kind", _("请选材料类型，或清空这一行。"))
        for low, high in (("minimum", "maximum"), ("min_chars", "max_chars")):
            least, most = cleaned.get(low), cleaned.get(high)
            if least is not None and most is not None and least > most:
                self.add_error(high, _("最多的少于最少的，请改正。"))
        return cleaned

    @property
    def has_details(self) -> bool:
        """Whether the further wishes are in use, so that they stand open."""
        names = ("per", "min_chars", "max_chars", "tolerance", "megabytes", "formats", "caption", "shows_unit_name")
        if self.is_bound:
            return any(self.data.get(self.add_prefix(name)) for name in names) or any(n in self.errors for n in names)
        return any(self.initial.get(name) for name in names)


def duty_rows(duties: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The first values of the rows from the duties of the document."""
    return [
        {
            "was": index,
            "kind": duty.get("kind"),
            "minimum": duty.get("min"),
            "maximum": duty.get("max"),
            "note": duty.get("note"),
            "per": "activity" if duty.get("per") == "activity" else "",
            "min_chars": duty.get("min_chars"),
            "max_chars": duty.get("max_chars"),
            "tolerance": duty.get("tolerance"),
            "megabytes": _megabytes(duty.get("max_bytes")),
            "formats": "、".join(duty.get("formats") or []),
            "caption": duty.get("caption"),
            "shows_unit_name": duty.get("shows_unit_name"),
        }
        for index, duty in enumerate(duties)
    ]


def duty_from(row: Mapping[str, Any], old: Mapping[str, Any] | None) -> dict[str, Any]:
    """The duty for the document; sizes that were not touched keep their exact bytes."""
    bytes_before = (old or {}).get("max_bytes")
    typed = row["megabytes"]
    same = typed is not None and typed == _megabytes(bytes_before)
    wanted: dict[str, Any] = {
        "kind": row["kind"],
        "min": row["minimum"],
        "max": row["maximum"],
        "per": row["per"] or ("line" if (old or {}).get("per") == "line" else None),
        "note": row["note"] or None,
        "max_bytes": bytes_before if same else None if typed is None else round(float(typed) * MEGABYTE),
        "formats": row["formats"] or None,
        "caption": row["caption"] or None,
        "shows_unit_name": True if row["shows_unit_name"] else (old or {}).get("shows_unit_name") and False,
        "min_chars": row["min_chars"],
        "max_chars": row["max_chars"],
        "tolerance": row["tolerance"],
    }
    kept = {name: value for name, value in wanted.items() if value is not None or name in ("min", "max")}
    return kept | kept_extra(old, KNOWN)


def _megabytes(size: int | None) -> str | None:
    return None if size is None else f"{size / MEGABYTE:.3f}".rstrip("0").rstrip(".")
