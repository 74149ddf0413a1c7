"""Reading what people type in self-assessment. The answer form takes the shape that the line's rule needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.criteria.rules.guide import AnswerField
from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation
from wenming.ui.forms import CheckChips, DateInput, PointsInput, Segments, Stepper

BLANK_AWARDS = 2


class RoundForm(forms.Form):
    """Opening a round."""

    criteria_set = forms.ModelChoiceField(label=_("测评体系"), queryset=None, empty_label=None)
    name = forms.CharField(label=_("名称"), max_length=120)
    year = forms.IntegerField(label=_("年度"), min_value=1990, max_value=2100)
    as_of = forms.DateField(label=_("测评基准日"), widget=DateInput, help_text=_("负面清单的回溯期从这一天往前数。"))
    due = forms.DateField(label=_("完成时限"), required=False, widget=DateInput)
    term_from = forms.DateField(label=_("届期开始"), required=False, widget=DateInput)
    term_to = forms.DateField(label=_("届期结束"), required=False, widget=DateInput)
    carry_over = forms.ModelChoiceField(
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


class AnswerForm(forms.Form):
    """The answer for one leaf, its note, and whether the line applies at all.

    shape   what the rule asks for (``criteria.rules.guide.answer_field``).
    answer  the one kept so far, as wenming-answers/1 has it; None if there is none.
    """

    note = forms.CharField(label=_("依据与说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    na = forms.BooleanField(label=_("本单位不适用"), required=False)

    def __init__(
        self, *args: Any, shape: AnswerField, answer: Mapping[str, Any] | None, note: str = "", **kwargs: Any
    ) -> None:
        self.shape = shape
        kept = dict(answer or {})
        initial = {"note": note, "na": bool(kept.get("na"))} | _initial(shape, kept, "")
        super().__init__(*args, initial=initial, **kwargs)
        rows = len(kept.get("awards") or []) + BLANK_AWARDS if shape.kind == "awards" else 0
        if self.is_bound and shape.kind == "awards":
            rows = max(rows, sum(1 for name in self.data if name.startswith("award_level_")))
        inputs = _fields(shape, "", min(rows, 60))
        self.inputs = list(inputs)
        for field in (*inputs.values(), self.fields["note"]):
            field.unmarked = True  # type: ignore[attr-defined] # every answer may be left open; no need to say so each time
        self.fields = inputs | self.fields

    def input_fields(self) -> list[forms.BoundField]:
        """The fields of the answer itself, without note and na."""
        return [self[name] for name in self.inputs]

    def as_answer(self) -> dict[str, Any] | None:
        """What was typed, as wenming-answers/1; None where nothing was."""
        typed = _typed(self.shape, self.cleaned_data, "")
        if self.cleaned_data["na"]:
            return {**(typed or {}), "na": True}
        return typed


def _fields(shape: AnswerField, prefix: str, award_rows: int) -> dict[str, forms.Field]:
    name = f"{prefix}{shape.name}"
    match shape.kind:
        case "decimal":
            return {name: forms.CharField(label=_range_label(shape), required=False, widget=PointsInput, max_length=30)}
        case "choice":
            choices = [(choice, choice) for choice in shape.choices]
            return {name: forms.ChoiceField(label=shape.label, choices=choices, required=False, widget=Segments)}
        case "checks":
            numbers = [(str(n), gettext("条件 %(n)s") % {"n": n}) for n in range(1, shape.size + 1)]
            return {
                name: forms.MultipleChoiceField(label=shape.label, choices=numbers, required=False, widget=CheckChips),
                f"{name}_none": forms.BooleanField(label=gettext("一项都不符合"), required=False),
            }
        case "counts":
            return {
                f"{name}_{n}": forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=9999, widget=Stepper(minimum=0)
                )
                for n, label in enumerate(shape.labels)
            }
        case "places":
            assert shape.each is not None
            fields: dict[str, forms.Field] = {}
            for place in range(shape.size):
                for key, field in _fields(shape.each, f"{prefix}p{place}_", 0).items():
                    field.label = gettext("第 %(n)s 处：%(what)s") % {"n": place + 1, "what": field.label}
                    fields[key] = field
            return fields
        case "awards":
            levels = [("", "—"), *((choice, choice) for choice in shape.choices)]
            rows: dict[str, forms.Field] = {}
            for row in range(award_rows):
                rows[f"award_level_{row}"] = forms.ChoiceField(label=gettext("级别"), choices=levels, required=False)
                rows[f"award_for_{row}"] = forms.CharField(label=gettext("事项"), max_length=200, required=False)
            return rows


def _range_label(shape: AnswerField) -> str:
    if shape.maximum is not None:
        return gettext("%(label)s（0 到 %(most)s）") % {"label": shape.label, "most": f"{shape.maximum:f}"}
    return shape.label


def _initial(shape: AnswerField, kept: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    name, value = f"{prefix}{shape.name}", kept.get(shape.name)
    if value is None:
        return {}
    match shape.kind:
        case "decimal" | "choice":
            return {name: value}
        case "checks":
            return {name: [str(n) for n in value], f"{name}_none": not value}
        case "counts":
            return {f"{name}_{n}": count for n, count in enumerate(value)}
        case "places":
            assert shape.each is not None
            found: dict[str, Any] = {}
            for place, one in enumerate(value):
                if one is not None:
                    found |= _initial(shape.each, one, f"{prefix}p{place}_")
            return found
        case "awards":
            rows: dict[str, Any] = {}
            for row, award in enumerate(value):
                rows |= {f"award_level_{row}": award.get("level", ""), f"award_for_{row}": award.get("for", "")}
            return rows


def _typed(shape: AnswerField, cleaned: Mapping[str, Any], prefix: str) -> dict[str, Any] | None:
    name = f"{prefix}{shape.name}"
    match shape.kind:
        case "decimal" | "choice":
            value = str(cleaned.get(name) or "").strip()
            return {shape.name: value} if value else None
        case "checks":
            met = [int(n) for n in cleaned.get(name) or []]
            return {shape.name: met} if met or cleaned.get(f"{name}_none") else None
        case "counts":
            counts = [cleaned.get(f"{name}_{n}") for n in range(shape.size)]
            return None if all(count is None for count in counts) else {shape.name: [count or 0 for count in counts]}
        case "places":
            assert shape.each is not None
            places = [_typed(shape.each, cleaned, f"{prefix}p{place}_") for place in range(shape.size)]
            return {shape.name: places} if any(place is not None for place in places) else None
        case "awards":
            awards = []
            for row in range(60):
                level, matter = cleaned.get(f"award_level_{row}"), cleaned.get(f"award_for_{row}")
                if level:
                    awards.append({"level": level, "for": matter or ""})
            return {shape.name: awards} if awards else None
