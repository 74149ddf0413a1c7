"""Reading what people type about units, people and groups."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.organisations.models import Organisation
from wenming.organisations.selectors import departments_of, people_of
from wenming.organisations.states import GroupKind, Position
from wenming.ui.forms import DateInput


class RosterForm(forms.Form):
    file = forms.FileField(label=_("名册（Excel）"), help_text=_("先试读：逐行指出要改的地方，全部无误才会写入。"))


class DepartmentForm(forms.Form):
    name = forms.CharField(label=_("部门名称"), max_length=60)


class PersonForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=64)
    department: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("部门"), queryset=None, required=False, empty_label=_("未分部门")
    )
    post = forms.CharField(label=_("职务"), max_length=60, required=False)
    phone = forms.CharField(label=_("联系电话"), max_length=20, required=False)

    def __init__(self, *args: Any, actor: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments_of(actor, organisation)  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    kind = forms.ChoiceField(label=_("类别"), choices=GroupKind.choices)
    name = forms.CharField(label=_("名称"), max_length=80)
    formed_on = forms.DateField(label=_("成立日期"), widget=DateInput)
    duty = forms.CharField(label=_("职责"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class SeatForm(forms.Form):
    person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(label=_("人员"), queryset=None)
    position = forms.ChoiceField(label=_("组内职务"), choices=Position.choices, initial=Position.MEMBER)
    from_on = forms.DateField(label=_("任职日期"), widget=DateInput)

    def __init__(self, *args: Any, actor: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people_of(actor, organisation)  # type: ignore[attr-defined]


class UnseatForm(forms.Form):
    to_on = forms.DateField(label=_("离任日期"), widget=DateInput)
