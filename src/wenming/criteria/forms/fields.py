"""Fields that take figures as offices type them, and rows that repeat."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, BaseFormSet
from django.utils.translation import gettext_lazy as _

from wenming.criteria.rules.numbers import is_decimal
from wenming.criteria.rules.typing_habits import tidied
from wenming.ui.forms import PointsInput

MOST_ROWS = 200


class Figure(forms.CharField):
    """An exact decimal as the document writes it, or None. ``least`` is checked as a number."""

    default_error_messages = {
        "figure": _("请填数字，如 3 或 0.5。"),
        "low": _("不能小于 0。"),
        "zero": _("应大于 0。"),
    }

    def __init__(self, *, negative: bool = False, zero: bool = True, **kwargs: Any) -> None:
        self.negative, self.zero = negative, zero
        super().__init__(**{"widget": PointsInput, "max_length": 32, **kwargs})

    def to_python(self, value: Any) -> Any:
        text = tidied(super().to_python(value) or "")
        if not text:
            return None
        if not is_decimal(text):
            raise forms.ValidationError(self.error_messages["figure"], code="figure")
        self._check(text)
        return text

    def _check(self, text: str) -> None:
        if not self.negative and text.startswith("-"):
            raise forms.ValidationError(self.error_messages["low"], code="low")
        if not self.zero and not text.strip("-0."):
            raise forms.ValidationError(self.error_messages["zero"], code="zero")


class Worth(Figure):
    """Points (``1.5``) or a share of the line's points (``66%``)."""

    default_error_messages = {"figure": _("请填分值（如 1.5）或占本项分值的比例（如 66%）。")}

    def to_python(self, value: Any) -> Any:
        text = tidied(forms.CharField.to_python(self, value) or "")
        if not text:
            return None
        if not is_decimal(text.removesuffix("%")):
            raise forms.ValidationError(self.error_messages["figure"], code="figure")
        self._check(text.removesuffix("%"))
        return text


class Whole(forms.IntegerField):
    """A count. Full-width digits are taken too."""

    def __init__(self, *, least: int = 0, most: int = 10**6, **kwargs: Any) -> None:
        short = forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "num field-short"})
        super().__init__(**{"min_value": least, "max_value": most, "widget": short, **kwargs})

    def to_python(self, value: Any) -> Any:
        return super().to_python(unicodedata.normalize("NFKC", value) if isinstance(value, str) else value)


class Words(forms.CharField):
    """A sentence or two: blanks at the ends go, and lines end as in our documents, however the browser sends them."""

    def __init__(self, *, rows: int = 0, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": rows}) if rows else forms.TextInput()
        super().__init__(**{"widget": widget, "max_length": 20_000, **kwargs})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class Row(forms.Form):
    """One of several rows. ``was`` remembers which row of the document it shows, so that what we do not know is kept."""

    was = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def is_blank(self) -> bool:
        values = [value for name, value in self.cleaned_data.items() if name not in ("was", DELETION_FIELD_NAME)]
        return not any(value not in (None, "", False, [], ()) for value in values)


class BaseRows(BaseFormSet):
    """Rows with one more than are filled; a row left blank or ticked off is not there."""

    def filled(self) -> list[dict[str, Any]]:
        """The cleaned rows in order, without blank and dropped ones."""
        kept = []
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", None)
            if cleaned and not cleaned.get(DELETION_FIELD_NAME) and not form.is_blank():
                kept.append({name: value for name, value in cleaned.items() if name != DELETION_FIELD_NAME})
        return kept

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        drop = form.fields.get(DELETION_FIELD_NAME)
        if drop is not None:
            drop.label = _("去掉")


def rows(row: type[Row], *, extra: int = 1, most: int = MOST_ROWS) -> type[BaseRows]:
    """A formset of ``row`` with ``extra`` blank rows at the end."""
    return forms.formset_factory(  # type: ignore[return-value]
        row, formset=BaseRows, extra=extra, can_delete=True, max_num=most, absolute_max=most, validate_max=True
    )


def with_more(data: Mapping[str, Any], prefix: str) -> Any:
    """The posted data with one more blank row in the formset of that prefix."""
    changed = data.copy()  # type: ignore[attr-defined]
    key = f"{prefix}-TOTAL_FORMS"
    try:
        total = int(changed.get(key, "0"))
    except ValueError:
        total = 0
    changed[key] = str(min(total + 1, MOST_ROWS))
    return changed


def kept_extra(old: Mapping[str, Any] | None, known: Sequence[str]) -> dict[str, Any]:
    """The fields of the document that our forms do not know; they stay."""
    return {name: value for name, value in (old or {}).items() if name not in known}


def old_row(olds: Sequence[Any] | None, was: int | None) -> Mapping[str, Any] | None:
    """The row of the document that a form row shows, if it shows one."""
    if olds is None or was is None or not 0 <= was < len(olds) or not isinstance(olds[was], Mapping):
        return None
    return olds[was]
