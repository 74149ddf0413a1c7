"""The ways to begin: a file, a name, a layer on another set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from wenming.criteria.forms.fields import Whole
from wenming.criteria.states import Level
from wenming.ui.forms import ManyFiles

MOST_BYTES = 32 * 1024 * 1024
ACCEPT = ".xlsx,.docx,.html,.htm,.csv,.md,.txt,.pdf,.json,.yaml,.yml"

LIMITS: Any = _("xlsx、docx、html、csv、md、带文字的 pdf，或本程序导出的 json、yaml、xlsx、docx；不超过 32 MB")


class OneFile(ManyFiles):
    """The place to drop a file, for exactly one."""

    allow_multiple_selected = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"].pop("multiple", None)
        return context


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("测评表"),
        max_length=300,
        allow_empty_file=True,
        widget=OneFile(
            ACCEPT,
            MOST_BYTES,
            limits=LIMITS,
        ),
        error_messages={"required": _("请先选择一份测评表。"), "max_length": _("文件名超过 300 个字，请改短。")},
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(
                _("文件有 %(size)s，超过 32 MB 的上限。请另存为不带图片的表格再试。"),
                params={"size": filesizeformat(upload.size)},
            )
        return upload


class EmptyForm(forms.Form):
    name = forms.CharField(label=_("名称"), max_length=200, help_text=_("如 本单位文明科室考核细则（2026年）。"))
    level = forms.ChoiceField(label=_("层级"), required=False, choices=[("", _("未定")), *Level.choices])
    year = Whole(label=_("年度"), required=False, least=1900, most=9999)
    code = forms.CharField(label=_("代码"), required=False, max_length=64, help_text=_("不填由程序拟一个。"))


class LayerForm(forms.Form):
    """``bases`` are the sets in use one may stand on, as (key, words)."""

    base = forms.TypedChoiceField(label=_("叠加在"), coerce=int, choices=[])
    name = forms.CharField(label=_("名称"), max_length=200)
    code = forms.CharField(label=_("代码"), required=False, max_length=64, help_text=_("不填由程序拟一个。"))

    def __init__(self, *args: Any, bases: Sequence[tuple[int, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = list(bases)  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)
    retire_others = forms.BooleanField(label=_("同时停用这套体系的其他版本"), required=False, initial=True)
