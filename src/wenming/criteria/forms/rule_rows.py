"""Rows that a rule repeats: grades, steps, cases, bands, triggers, levels, weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.criteria.forms.fields import Figure, Row, Whole, Worth
from wenming.criteria.rules.typing_habits import listed


class GradeRow(Row):
    grade = forms.CharField(label=_("等次"), required=False, max_length=40)
    value = Worth(label=_("得分或比例"), required=False, negative=True)


class MetRow(Row):
    number = Whole(label=_("达到几项"), required=False)
    value = Worth(label=_("得分或比例"), required=False, negative=True)


class CaseRow(Row):
    when = forms.CharField(label=_("恰好达到第几项"), required=False, max_length=400)
    value = Worth(label=_("得分或比例"), required=False, negative=True)

    def clean_when(self) -> list[int] | None:
        pieces = listed(self.cleaned_data.get("when") or "")
        if not all(piece.isdecimal() for piece in pieces):
            raise forms.ValidationError(_("请填条件的序号，用顿号隔开，如 1、3。"))
        return [int(piece) for piece in pieces] or None


class BandRow(Row):
    minimum = Figure(label=_("达到（不低于）"), required=False, negative=True)
    value = Worth(label=_("得分或比例"), required=False, negative=True)


class TriggerRow(Row):
    what = forms.CharField(label=_("情形"), required=False, max_length=400)
    points = Worth(label=_("每次扣"), required=False)
    maximum = Worth(label=_("最多扣"), required=False)


class LevelRow(Row):
    level = forms.CharField(label=_("级别"), required=False, max_length=60)
    value = Worth(label=_("加分"), required=False, negative=True)
    was_key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=60)

    def is_blank(self) -> bool:
        return not self.cleaned_data.get("level") and not self.cleaned_data.get("value")


class WeightRow(Row):
    code = forms.CharField(label=_("下级条目"), max_length=120, widget=forms.TextInput({"readonly": True}))
    value = Figure(label=_("权重"), required=False)


def pair_rows(table: Mapping[str, Any] | None, name: str) -> list[dict[str, Any]]:
    return [{name: key, "value": value} for key, value in (table or {}).items()]


def pairs(filled: Sequence[dict[str, Any]], name: str, twice: Any) -> dict[str, str]:
    """{name: value} from rows of both; half a row and the same name twice are refused in words."""
    found: dict[str, str] = {}
    for row in filled:
        key = row[name]
        if key in (None, "") or row["value"] is None:
            raise forms.ValidationError(_("有一行只填了一半，请补全或清空。"))
        if str(key) in found:
            raise forms.ValidationError(twice, params={"name": str(key)})
        found[str(key)] = row["value"]
    return found
