"""An item of the negative list: what must not happen, which events count, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.criteria.forms.fields import Figure, Whole, Words, kept_extra
from wenming.criteria.states import EffectKind
from wenming.ui.forms import DateInput

LOOKBACKS = [
    ("", _("不限时间")),
    ("months", _("最近若干个月")),
    ("since", _("自某日起")),
    ("term", _("本届创建周期内")),
]
KNOWN = ("code", "title", "text", "lookback", "threshold", "effect")


class NegativeForm(forms.Form):
    code = forms.CharField(label=_("编号"), max_length=120)
    title = forms.CharField(label=_("事项"), max_length=2000)
    text = Words(label=_("原文"), rows=3, required=False)
    lookback = forms.ChoiceField(label=_("追溯期"), choices=LOOKBACKS, required=False)
    months = Whole(label=_("几个月"), required=False, least=1, most=1200)
    since = forms.DateField(label=_("起始日"), required=False, widget=DateInput)
    threshold = Whole(label=_("发生几次起算"), required=False, least=1, help_text=_("不填为 1 次。"))
    effect = forms.ChoiceField(label=_("后果"), required=False, choices=[("", _("未写明")), *EffectKind.choices])
    points = Figure(label=_("每次扣几分"), required=False)
    concealed_factor = Figure(label=_("瞒报按几倍扣"), required=False, help_text=_("不填为 1 倍。"))
    rectify_months = Whole(label=_("整改几个月"), required=False, least=1, most=1200)

    @staticmethod
    def opened(item: Mapping[str, Any]) -> dict[str, Any]:
        lookback, effect = item.get("lookback") or {}, item.get("effect") or {}
        return {
            "code": item.get("code"),
            "title": item.get("title"),
            "text": item.get("text"),
            "lookback": next((name for name in ("months", "since", "term") if lookback.get(name)), ""),
            "months": lookback.get("months"),
            "since": lookback.get("since"),
            "threshold": item.get("threshold"),
            "effect": effect.get("kind"),
            "points": effect.get("points"),
            "concealed_factor": effect.get("concealed_factor"),
            "rectify_months": effect.get("months"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for choice, value, field in (("lookback", "months", "months"), ("lookback", "since", "since")):
            if cleaned.get(choice) == value and field not in self.errors and cleaned.get(field) is None:
                self.add_error(field, _("请填写。"))
        if cleaned.get("effect") == EffectKind.DEDUCT and "points" not in self.errors and cleaned["points"] is None:
            self.add_error("points", _("请写明扣几分。"))
        return cleaned

    def item(self, old: Mapping[str, Any]) -> dict[str, Any]:
        """The item for the document; fields we do not know stay as they were."""
        cleaned = self.cleaned_data
        made: dict[str, Any] = {"code": cleaned["code"].strip(), "title": cleaned["title"].strip()}
        if cleaned["text"].strip():
            made["text"] = cleaned["text"].strip()
        lookback = {
            "months": {"months": cleaned["months"]},
            "since": {"since": cleaned["since"].isoformat() if cleaned["since"] else None},
            "term": {"term": True},
        }.get(cleaned["lookback"])
        if lookback:
            made["lookback"] = lookback | kept_extra(old.get("lookback"), ("months", "since", "term"))
        if cleaned["threshold"] is not None:
            made["threshold"] = cleaned["threshold"]
        if cleaned["effect"]:
            made["effect"] = self._effect(old.get("effect") or {})
        return made | kept_extra(old, KNOWN)

    def _effect(self, old: Mapping[str, Any]) -> dict[str, Any]:
        cleaned = self.cleaned_data
        effect: dict[str, Any] = {"kind": cleaned["effect"]}
        wanted = {
            EffectKind.DEDUCT: ("points", "concealed_factor"),
            EffectKind.RECTIFY: ("months",),
        }.get(cleaned["effect"], ())
        for name in wanted:
            value = cleaned["rectify_months" if name == "months" else name]
            if value is not None:
                effect[name] = value
        return effect | kept_extra(old, ("kind", "points", "concealed_factor", "months"))
