"""Opening a round, giving a reason, registering something on the negative list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation
from wenming.ui.forms import DateInput


class RoundForm(forms.Form):
    """Opening a round."""

    criteria_set: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("测评体系"), queryset=None, empty_label=None
    )
    name = forms.CharField(label=_("名称"), max_length=120)
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100)
    as_of = forms.DateField(label=_("测评基准日"), widget=DateInput, help_text=_("负面清单的回溯期从这一天往前数。"))
    due = forms.DateField(label=_("完成时限"), required=False, widget=DateInput)
    term_from = forms.DateField(label=_("届期开始"), required=False, widget=DateInput)
    term_to = forms.DateField(label=_("届期结束"), required=False, widget=DateInput)
    carry_over: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("沿用上一轮答案"), queryset=None, required=False, empty_label=_("不沿用，从头填"),
        help_text=_("编号、分值和计分办法都没变的条目才沿用。"),
    )  # fmt: skip

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        from wenming.assessment.selectors.rounds import rounds_of
        from wenming.criteria.selectors import sets_of_unit

        super().__init__(*args, **kwargs)
        self.fields["criteria_set"].queryset = sets_of_unit(organisation)  # type: ignore[attr-defined]
        self.fields["carry_over"].queryset = rounds_of(actor, organisation)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("原因"), max_length=200)


class EventForm(forms.Form):
    """Registering something on the negative list."""

    item = forms.ChoiceField(label=_("负面清单事项"))
    happened_on = forms.DateField(label=_("发生日期"), widget=DateInput)
    concealed = forms.BooleanField(label=_("有瞒报情形"), required=False)
    note = forms.CharField(label=_("情况"), max_length=300, required=False)

    def __init__(self, *args: Any, items: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = items  # type: ignore[attr-defined]
