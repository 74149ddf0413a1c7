"""Reading what people type about units, people, groups and accounts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation
from wenming.organisations.policies import MANAGE_UNITS
from wenming.organisations.rules import unit_code_trouble
from wenming.organisations.selectors import departments_of, people_of, units_within
from wenming.organisations.selectors.accounts import departments_kept, people_without_account, roles_to_give
from wenming.organisations.states import GroupKind, Kind, Position, Role
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


class RoleForm(forms.Form):
    """A role, the department it is bound to where it is bound to one, and its term."""

    role = forms.ChoiceField(label=_("角色"))
    department: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("部门"), queryset=None, required=False, empty_label=_("不限部门"),
        help_text=_("联络员和部门负责人须选部门，只办理该部门的事。"),
    )  # fmt: skip
    from_on = forms.DateField(label=_("开始日期"), required=False, widget=DateInput)
    to_on = forms.DateField(label=_("结束日期"), required=False, widget=DateInput)

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_to_give(actor, organisation)  # type: ignore[attr-defined]
        self.fields["department"].queryset = departments_kept(actor, organisation)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        bound = cleaned.get("role") in {Role.LIAISON, Role.HEAD}
        if bound and "department" in cleaned and cleaned["department"] is None:
            self.add_error("department", _("请选部门：联络员和部门负责人只办理一个部门的事。"))
        if not bound:
            cleaned["department"] = None
        return cleaned


class AccountForm(RoleForm):
    """Somebody on the list of people gets an account."""

    person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("人员"), queryset=None, empty_label=_("请选择")
    )
    username = forms.CharField(
        label=_("用户名"), max_length=64, help_text=_("登录用，如姓名全拼；用汉字、字母、数字和 @ . + - _。")
    )
    field_order = ("person", "username", "role", "department", "from_on", "to_on")

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, organisation=organisation, **kwargs)
        self.fields["person"].queryset = people_without_account(actor, organisation)  # type: ignore[attr-defined]
        self.fields["person"].label_from_instance = _person_words  # type: ignore[attr-defined]


def _person_words(person: Any) -> str:
    return "　".join(part for part in (person.name, str(person.department or ""), person.post) if part)


class UnitForm(forms.Form):
    """A new unit under one that is looked after."""

    name = forms.CharField(label=_("单位名称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=40, required=False)
    code = forms.CharField(
        label=_("单位代码"), max_length=64, help_text=_("全系统唯一，用汉字、字母、数字和 - _ . ，如 yunxi-gjj。")
    )
    kind = forms.ChoiceField(label=_("单位类型"), choices=Kind.choices)
    territory_parent: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("属地上级"), queryset=None, empty_label=None
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["territory_parent"].queryset = units_within(actor, MANAGE_UNITS)  # type: ignore[attr-defined]

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        trouble = unit_code_trouble(code)
        if trouble:
            raise forms.ValidationError(trouble)
        return code
