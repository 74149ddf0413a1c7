"""Reading what people type about evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.evidence.states import EvidenceKind, LedgerClass, Secrecy
from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation
from wenming.organisations.selectors import departments_of, people_of
from wenming.ui.forms import DateInput, ManyFiles, ManyFilesField

ACCEPTED = (
    ".jpg,.jpeg,.png,.heic,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.wps,.et,.ofd,.txt,.csv,.mp4,.mov,.mp3,.m4a,.zip"
)


class RecordForm(forms.Form):
    """What a record says. ``department`` and ``owner`` are offered from the own unit only."""

    title = forms.CharField(label=_("题名"), max_length=300, help_text=_("写明活动或文件名称，不写“照片”“材料”。"))
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100)
    kind = forms.ChoiceField(label=_("材料类型"), choices=EvidenceKind.choices)
    ledger_class = forms.ChoiceField(label=_("台账类别"), choices=LedgerClass.choices)
    happened_on = forms.DateField(label=_("发生日期"), required=False, widget=DateInput)
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    organiser = forms.CharField(label=_("主办单位"), max_length=120, required=False)
    people = forms.CharField(label=_("人员"), max_length=500, required=False)
    theme = forms.CharField(label=_("主题"), max_length=300, required=False)
    document_number = forms.CharField(label=_("文号"), max_length=80, required=False)
    department = forms.ModelChoiceField(label=_("责任部门"), queryset=None, required=False, empty_label=_("未定"))
    owner = forms.ModelChoiceField(label=_("责任人"), queryset=None, required=False, empty_label=_("未定"))
    secrecy = forms.ChoiceField(label=_("密级"), choices=Secrecy.choices)
    late_reason = forms.CharField(label=_("补登原因"), max_length=200, required=False)
    in_force = forms.CharField(
        label=_("仍有效的理由"),
        max_length=200,
        required=False,
        help_text=_("早于时间范围、但现在仍执行的制度文件填写。"),
    )
    address = forms.URLField(label=_("链接"), max_length=500, required=False, assume_scheme="https")
    body = forms.CharField(label=_("正文"), required=False, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments_of(actor, organisation)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = people_of(actor, organisation)  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """Files for one target: a line, a department, or the ledger. All photos together become one record."""

    files = ManyFilesField(label=_("文件"), widget=ManyFiles(accept=ACCEPTED))
    title = forms.CharField(
        label=_("题名"), max_length=300, required=False,
        help_text=_("同时选的照片算一次活动，用这个题名；文件各成一件，题名取自文件名。"),
    )  # fmt: skip
    happened_on = forms.DateField(label=_("发生日期"), required=False, widget=DateInput)
    department = forms.ModelChoiceField(label=_("责任部门"), queryset=None, required=False, empty_label=_("未定"))

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments_of(actor, organisation)  # type: ignore[attr-defined]


class RemoveForm(forms.Form):
    reason = forms.CharField(label=_("移出的原因"), max_length=200)


class AssignForm(forms.Form):
    """Who is to owe the ticked lines."""

    department = forms.ModelChoiceField(label=_("责任部门"), queryset=None, empty_label=None)
    person = forms.ModelChoiceField(label=_("责任人"), queryset=None, required=False, empty_label=_("未定"))
    due = forms.DateField(label=_("完成时限"), required=False, widget=DateInput)

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments_of(actor, organisation)  # type: ignore[attr-defined]
        self.fields["person"].queryset = people_of(actor, organisation)  # type: ignore[attr-defined]
