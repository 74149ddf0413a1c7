"""What belongs to a set as a whole: its name and issuer, its totals, grades, weights of methods, and years."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.criteria.forms.fields import Figure, Row, Whole, Words, rows, with_more
from wenming.criteria.forms.rule_rows import GradeRow, pair_rows, pairs
from wenming.criteria.states import Level, Method

COMBINE = [("", _("只看当年")), ("sum", _("各年按比重相加")), ("mean", _("各年平均"))]


class HeaderForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=200)
    code = forms.CharField(
        label=_("代码"), max_length=64, help_text=_("命令和文件里用它称呼这套体系，如 city-2026；换代码就是另一套。")
    )
    level = forms.ChoiceField(label=_("层级"), required=False, choices=[("", _("未定")), *Level.choices])
    year = Whole(label=_("年度"), required=False, least=1900, most=9999)
    issuer = forms.CharField(label=_("印发单位"), required=False, max_length=200)
    source = Words(label=_("出处"), required=False, rows=2, help_text=_("文号、文件名或来源说明。"))
    base_total = Figure(label=_("基本分满分"), required=False)
    bonus_cap = Figure(label=_("加分上限"), required=False)
    bonus_inside_total = forms.BooleanField(label=_("加分计入满分之内"), required=False)
    pass_mark = Figure(label=_("达标线"), required=False)
    combine = forms.ChoiceField(label=_("跨年度"), required=False, choices=COMBINE)
    years_pass = Figure(label=_("跨年度达标线"), required=False)


class MethodWeightRow(Row):
    method = forms.ChoiceField(label=_("测评方法"), required=False, choices=[("", "—"), *Method.choices])
    value = Figure(label=_("权重"), required=False)


class YearRow(Row):
    year = Whole(label=_("年度"), required=False, least=1900, most=9999)
    value = Figure(label=_("比重"), required=False)


class HeaderEditor:
    """Draws and reads the header of a draft. ``document`` is the draft's; ``data`` what was posted."""

    def __init__(self, document: Mapping[str, Any], *, data: Any = None) -> None:
        years = document.get("years") or {}
        names = ("name", "code", "level", "year", "issuer", "source", "base_total", "bonus_cap", "pass_mark")
        first = {name: document.get(name) for name in (*names, "bonus_inside_total")}
        first |= {"combine": years.get("combine"), "years_pass": years.get("pass")}
        grown = str(data.get("more", "")) if data is not None else ""
        read = with_more(data, grown) if grown in ("grade", "weight", "years") else data
        self.old_years = years
        self.form = HeaderForm(read, initial=first)
        self.grades = rows(GradeRow)(read, prefix="grade", initial=pair_rows(document.get("grades"), "grade"))
        self.weights = rows(MethodWeightRow)(
            read, prefix="weight", initial=pair_rows(document.get("method_weights"), "method")
        )
        self.years = rows(YearRow)(read, prefix="years", initial=pair_rows(years.get("parts"), "year"))

    def is_valid(self) -> bool:
        parts = [part.is_valid() for part in (self.form, self.grades, self.weights, self.years)]
        if not all(parts):
            return False
        try:
            self.read = {
                "grades": pairs(self.grades.filled(), "grade", _("等次“%(name)s”写了两次，请只留一行。")) or None,
                "method_weights": pairs(self.weights.filled(), "method", _("同一种测评方法写了两次，请只留一行。"))
                or None,
                "years": self._years(),
            }
        except forms.ValidationError as error:
            self.form.add_error(None, error)
        return self.form.is_valid()

    def _years(self) -> dict[str, Any] | None:
        combine = self.form.cleaned_data["combine"]
        parts = pairs(self.years.filled(), "year", _("年度 %(name)s 写了两次，请只留一行。"))
        if not combine:
            return None
        if combine == "sum" and not parts:
            raise forms.ValidationError(_("各年相加须写明各年的比重。"))
        made = {"combine": combine, "parts": parts, "pass": self.form.cleaned_data["years_pass"]}
        kept = {name: value for name, value in self.old_years.items() if name not in made}
        return {name: value for name, value in made.items() if value} | kept

    def header(self) -> dict[str, Any]:
        """The fields for ``actions.correcting.change_header``, after ``is_valid``."""
        cleaned = self.form.cleaned_data
        texts = {name: cleaned[name].strip() or None for name in ("level", "issuer", "source")}
        figures = {
            name: cleaned[name] for name in ("year", "base_total", "bonus_cap", "bonus_inside_total", "pass_mark")
        }
        return {"name": cleaned["name"].strip(), "code": cleaned["code"].strip(), **texts, **figures, **self.read}
