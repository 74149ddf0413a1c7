"""Forms in our look, without a word in the app: ``FORM_RENDERER = "wenming.ui.forms.Renderer"``.

``{{ form }}`` and ``{{ field.as_field_group }}`` then draw label, help, error and the mark of what may be left out. The
widgets here are for the few controls a browser does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _

CHECKS = {"checkbox", "radio"}
BARE = {"hidden", "file", "submit", "button", "image", "reset"} | CHECKS
OURS = {
    "django/forms/errors/list/default.html": "ui/forms/errors.html",
    "django/forms/errors/list/ul.html": "ui/forms/errors.html",
}


class Renderer(DjangoTemplates):
    """Django's own widgets with our classes, our field group, our error list."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if "widget" in context:
            dress(context["widget"])
        return super().render(OURS.get(template_name, template_name), context, request)


def dress(widget: dict[str, Any]) -> None:
    """Give a widget's context, and those of its parts, the class its kind wears. Harmless when done twice."""
    for part in widget.get("subwidgets", ()):
        dress(part)
    for _group, options, _index in widget.get("optgroups", ()):
        for option in options:
            dress(option)
    template = str(widget.get("template_name", ""))
    kind = str(widget.get("type", ""))
    if kind in CHECKS:
        add_class(widget, "form-check-input")
    elif kind == "file":
        add_class(widget, "form-control")
    elif template.endswith(("/select.html", "/select_date.html")):
        add_class(widget, "form-select")
    elif template.endswith("/textarea.html") or (kind and kind not in BARE and not template.endswith("_option.html")):
        add_class(widget, "form-control")


def add_class(widget: dict[str, Any], name: str) -> None:
    attrs = widget.setdefault("attrs", {})
    worn = str(attrs.get("class", "")).split()
    if name not in worn:
        attrs["class"] = " ".join([*worn, name])


class DateInput(forms.DateInput):
    """A date, typed or picked; always 2026-10-14 on the wire, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """A day and an hour; 2026-10-14T15:00 on the wire."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class PointsInput(forms.TextInput):
    """Points or another exact decimal: right-aligned figures, the number pad on a phone."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "num field-short", **(attrs or {})})


class Stepper(forms.TextInput):
    """A small whole number with − and ＋ beside it. Without JavaScript it is a plain field."""

    template_name = "ui/forms/stepper.html"

    def __init__(
        self, minimum: int | None = 0, maximum: int | None = None, attrs: dict[str, Any] | None = None
    ) -> None:
        bounds = {"data-min": minimum, "data-max": maximum}
        kept = {name: str(value) for name, value in bounds.items() if value is not None}
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **kept, **(attrs or {})})


class Segments(forms.RadioSelect):
    """Two to five answers side by side, large enough for a thumb (符合 / 不符合 / 不涉及).

    tones  value → "yes", "no" or "na": how the chosen answer is coloured; words and icons say the same.
    """

    template_name = "ui/forms/segments.html"

    def __init__(self, tones: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.tones = tones or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["tone"] = self.tones.get(str(value), "")
        return option


class CheckChips(forms.CheckboxSelectMultiple):
    """Several of a few: each choice a chip that can be on or off."""

    template_name = "ui/forms/check_chips.html"


class ManyFiles(forms.ClearableFileInput):
    """A field for one or many files with a place to drop them (see ``data-drop``); on a phone it offers the camera.

    accept     what the file dialog offers, e.g. ".jpg,.png,application/pdf"; the server still looks inside.
    max_bytes  per file; a larger one is refused before it is sent.
    upload_to  an address that takes one file per POST (field ``file``); without it the files go with the form.
    """

    template_name = "ui/forms/files.html"
    allow_multiple_selected = True

    def __init__(
        self,
        accept: str = "",
        max_bytes: int | None = None,
        upload_to: str = "",
        limits: str | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.accept, self.max_bytes, self.upload_to, self.limits = accept, max_bytes, upload_to, limits

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["multiple"] = True
        if self.accept:
            context["widget"]["attrs"]["accept"] = self.accept
        return context | {"max_bytes": self.max_bytes, "upload_to": self.upload_to, "limits": self.limits}


class ManyFilesField(forms.FileField):
    """The field for ``ManyFiles``: cleans to a list of uploaded files, empty when none was given."""

    widget = ManyFiles
    default_error_messages = {"required": _("请至少选择一个文件。")}

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
        return [super(ManyFilesField, self).clean(one, initial) for one in files]
