"""Reading what people type about evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wenming.criteria.models import Line
from wenming.evidence.rules.days import EARLIEST, day_trouble
from wenming.evidence.states import EvidenceKind, LedgerClass, Secrecy
from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation
from wenming.organisations.selectors import departments_of, people_of
from wenming.ui.forms import DateInput, ManyFilesField, Segments

KEEP = [("", _("各自不变"))]


def unmark(form: forms.Form) -> None:
    """Do not say at every field that it may stay empty: where most may, that is noise."""
    for field in form.fields.values():
        field.unmarked = True  # type: ignore[attr-defined]


class HappenedField(forms.DateField):
    """The day something happened: not before 1949, not after ``received_on``, the day it came to us (default: today)."""

    widget = DateInput
    received_on: date | None = None

    def receive(self, received_on: date) -> None:
        """Say on which day it was received; the browser offers no later one."""
        self.received_on = received_on
        self.widget.attrs |= {"min": EARLIEST.isoformat(), "max": received_on.isoformat()}

    def validate(self, value: date | None) -> None:
        super().validate(value)
        trouble = day_trouble(value, self.received_on or timezone.localdate()) if value else ""
        if trouble:
            raise forms.ValidationError(trouble)


class RecordForm(forms.Form):
    """What a record says. ``department`` and ``owner`` are offered from the own unit only.

    received_on  the day it was received, than which it cannot have happened later.
    """

    title = forms.CharField(label=_("题名"), max_length=300, help_text=_("写明活动或文件名称，不写“照片”“材料”。"))
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100)
    kind = forms.ChoiceField(label=_("材料类型"), choices=EvidenceKind.choices)
    ledger_class = forms.ChoiceField(label=_("台账类别"), choices=LedgerClass.choices)
    happened_on = HappenedField(label=_("发生日期"), required=False)
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    organiser = forms.CharField(label=_("主办单位"), max_length=120, required=False)
    people = forms.CharField(label=_("人员"), max_length=500, required=False)
    theme = forms.CharField(label=_("主题"), max_length=300, required=False)
    document_number = forms.CharField(label=_("文号"), max_length=80, required=False)
    department: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("责任部门"), queryset=None, required=False, empty_label=_("未定")
    )
    owner: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("责任人"), queryset=None, required=False, empty_label=_("未定")
    )
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

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, received_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].receive(received_on)  # type: ignore[attr-defined]
        self.fields["department"].queryset = departments_of(actor, organisation)  # type: ignore[attr-defined]
        self.fields["owner"].queryset = people_of(actor, organisation)  # type: ignore[attr-defined]
        unmark(self)


class UploadForm(forms.Form):
    """Files for a line, a department or the ledger, sent together. All photos become one record, papers one each.

    An empty file is for the action to refuse by name, so that it does not take the others with it.
    """

    files = ManyFilesField(label=_("文件"), allow_empty_file=True)  # type: ignore[assignment] # a field is no attribute of the class
    department: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("责任部门"), queryset=None, required=False, empty_label=_("未定")
    )

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments_of(actor, organisation)  # type: ignore[attr-defined]


class LineCodesField(forms.CharField):
    """Lines of one set, typed by their codes (or "code title" as offered): 4.2.2、5.1.1. Cleans to a list of lines."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=1000, required=False, **kwargs)
        self.lines: dict[str, Line] = {}

    def clean(self, value: Any) -> list[Line]:
        text = super().clean(value)
        found: list[Line] = []
        for piece in text.replace("，", "、").replace(",", "、").replace("；", "、").split("、"):  # data
            wanted = piece.strip()
            if not wanted:
                continue
            line = self.lines.get(wanted) or self.lines.get(wanted.split(" ")[0])
            if line is None:
                raise forms.ValidationError(
                    _("没有编号为“%(code)s”的条目，请从列出的条目里选。"), params={"code": wanted[:60]}
                )
            if line not in found:
                found.append(line)
        return found


class LinkForm(forms.Form):
    """Which lines a record proves; ``lines`` are those of the unit's set."""

    codes = LineCodesField(label=_("对应到"))

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["codes"], lines)
        unmark(self)


def offer(field: forms.Field, lines: list[Line]) -> None:
    """Let a field of codes know the lines there are, and offer them while one types (a datalist of that id)."""
    assert isinstance(field, LineCodesField)
    field.lines = {line.code: line for line in lines}
    field.widget.attrs |= {"list": "line-codes", "placeholder": _("编号或题目，如 4.2.2"), "autocomplete": "off"}


class CompleteForm(forms.Form):
    """What several records share, said once. A field left empty changes nothing.

    received_on  the latest day on which one of them was received.
    """

    how = forms.ChoiceField(
        label=_("怎么登记"),
        choices=[("merge", _("照片是同一次活动，合成一件")), ("each", _("各成一件"))],
        widget=Segments,
    )
    title = forms.CharField(label=_("题名"), max_length=300, required=False)
    happened_on = HappenedField(label=_("发生日期"), required=False)
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    organiser = forms.CharField(label=_("主办单位"), max_length=120, required=False)
    people = forms.CharField(label=_("人员"), max_length=500, required=False)
    theme = forms.CharField(label=_("主题"), max_length=300, required=False)
    department: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("责任部门"), queryset=None, required=False, empty_label=KEEP[0][1]
    )
    kind = forms.ChoiceField(label=_("材料类型"), choices=KEEP + EvidenceKind.choices, required=False)
    ledger_class = forms.ChoiceField(label=_("台账类别"), choices=KEEP + LedgerClass.choices, required=False)
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100, required=False)
    codes = LineCodesField(label=_("对应条目"))

    SHARED = ("happened_on", "place", "organiser", "people", "theme", "department", "kind", "ledger_class", "year")

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        organisation: Organisation,
        lines: list[Line],
        may_merge: bool,
        received_on: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].receive(received_on)  # type: ignore[attr-defined]
        self.fields["department"].queryset = departments_of(actor, organisation)  # type: ignore[attr-defined]
        offer(self.fields["codes"], lines)
        unmark(self)
        if not may_merge:
            del self.fields["how"]

    def shared(self) -> dict[str, Any]:
        """What is to be written into each record: only what was filled in."""
        return {name: self.cleaned_data[name] for name in self.SHARED if self.cleaned_data[name]}


class RemoveForm(forms.Form):
    reason = forms.CharField(label=_("移出的原因"), max_length=200)


class AssignForm(forms.Form):
    """Who is to owe the ticked lines."""

    department: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("责任部门"), queryset=None, empty_label=None
    )
    person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("责任人"), queryset=None, required=False, empty_label=_("未定")
    )
    due = forms.DateField(label=_("完成时限"), required=False, widget=DateInput)

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments_of(actor, organisation)  # type: ignore[attr-defined]
        self.fields["person"].queryset = people_of(actor, organisation)  # type: ignore[attr-defined]
        unmark(self)
