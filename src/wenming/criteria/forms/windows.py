"""Of which time the papers of a line must be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.criteria.forms.fields import Whole, kept_extra
from wenming.criteria.rules.typing_habits import listed
from wenming.ui.forms import DateInput

FORMS = {
    "": _("不限"),
    "years": _("指定年度"),
    "years_back": _("往前几年"),
    "months_back": _("往前几个月"),
    "dates": _("起止日期"),
}
KNOWN = ("years", "years_back", "includes_current", "months_back", "offset_months", "from", "to")


class WindowForm(forms.Form):
    """One of four ways to say it; only the fields of the chosen way count."""

    form = forms.ChoiceField(label=_("材料时间范围"), choices=list(FORMS.items()), required=False)
    years = forms.CharField(label=_("年度"), required=False, max_length=100, help_text=_("如 2025、2026。"))
    years_back = Whole(label=_("往前几年"), required=False, most=100)
    includes_current = forms.BooleanField(label=_("含本年度"), required=False)
    months_back = Whole(label=_("往前几个月"), required=False, least=1, most=1200)
    offset_months = Whole(label=_("到几个月前为止"), required=False, most=1200, help_text=_("0 为截至当月。"))
    start = forms.DateField(label=_("从"), required=False, widget=DateInput)
    end = forms.DateField(label=_("到"), required=False, widget=DateInput)

    @staticmethod
    def opened(window: Mapping[str, Any] | None) -> dict[str, Any]:
        window = window or {}
        form = next((name for name in ("years", "years_back", "months_back") if window.get(name) is not None), "")
        if not form and (window.get("from") or window.get("to")):
            form = "dates"
        return {
            "form": form,
            "years": "、".join(str(year) for year in window.get("years") or []),
            "years_back": window.get("years_back"),
            "includes_current": window.get("includes_current"),
            "months_back": window.get("months_back"),
            "offset_months": window.get("offset_months"),
            "start": window.get("from"),
            "end": window.get("to"),
        }

    def clean_years(self) -> list[int]:
        pieces = listed(self.cleaned_data["years"])
        if not all(piece.isdecimal() and len(piece) == 4 for piece in pieces):
            raise forms.ValidationError(_("年度写作四位数字，用顿号隔开，如 2025、2026。"))
        return [int(piece) for piece in pieces]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needed = {"years": "years", "years_back": "years_back", "months_back": "months_back"}.get(
            cleaned.get("form", "")
        )
        if needed and needed not in self.errors and cleaned.get(needed) in (None, []):
            self.add_error(needed, _("请填写。"))
        start, end = cleaned.get("start"), cleaned.get("end")
        if cleaned.get("form") == "dates" and not self.errors:
            if not start and not end:
                self.add_error("start", _("起止日期至少填一个。"))
            elif start and end and start > end:
                self.add_error("end", _("止于的日期早于起始日期，请改正。"))
        return cleaned

    def closed(self, old: Mapping[str, Any] | None) -> dict[str, Any] | None:
        """The window for the document; None for no limit."""
        cleaned = self.cleaned_data
        made: dict[str, Any]
        match cleaned["form"]:
            case "years":
                made = {"years": cleaned["years"]}
            case "years_back":
                made = {"years_back": cleaned["years_back"], "includes_current": cleaned["includes_current"]}
            case "months_back":
                made = {"months_back": cleaned["months_back"], "offset_months": cleaned["offset_months"] or 0}
            case "dates":
                made = {
                    "from": cleaned["start"].isoformat() if cleaned["start"] else None,
                    "to": cleaned["end"].isoformat() if cleaned["end"] else None,
                }
            case _:
                return None
        return made | kept_extra(old, KNOWN)
