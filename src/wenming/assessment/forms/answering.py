"""The answer form takes the shape that the line's rule needs, and reads back into wenming-answers/1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.criteria.rules.guide import AnswerField
from wenming.criteria.rules.levels import award_level_words
from wenming.criteria.rules.numbers import is_decimal
from wenming.criteria.rules.typing_habits import listed
from wenming.kernel.figures import typed_figure
from wenming.ui.forms import CheckChips, PointsInput, Segments, Stepper

BLANK_AWARDS, MOST_AWARDS = 2, 60
MOST_TIMES = 9999
SEGMENTS = 5  # more grades than this are chosen from a list


class MeasuredField(forms.CharField):
    """A figure as people type it (８３．５, 83.5%, 2 分), cleaned to an exact decimal string; empty stays empty."""

    def __init__(self, *, minimum: Decimal | None = None, maximum: Decimal | None = None, **kwargs: Any) -> None:
        self.minimum, self.maximum = minimum, maximum
        super().__init__(**{"required": False, "max_length": 30, "widget": PointsInput, **kwargs})

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        if not typed:
            return ""
        text = typed_figure(typed)
        if text is None:
            raise forms.ValidationError(
                _("“%(text)s”不是数字。请填数字，如 3、0.5 或 83.5%%。"), params={"text": typed[:30]}
            )
        number = Decimal(text)
        if self.minimum is not None and number < self.minimum:
            raise forms.ValidationError(_("不能小于 %(least)s。"), params={"least": f"{self.minimum:f}"})
        if self.maximum is not None and number > self.maximum:
            raise forms.ValidationError(_("不能大于 %(most)s。"), params={"most": f"{self.maximum:f}"})
        return text


class TimesField(MeasuredField):
    """How many times, as people type it (３次, 2 次); cleans to a whole number, None where nothing was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(minimum=Decimal(0), maximum=Decimal(MOST_TIMES), **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number = Decimal(text)
        if number != number.to_integral_value():
            raise forms.ValidationError(_("请填整数，如 0 或 2。"))
        return int(number)


class AnswerForm(forms.Form):
    """The answer for one leaf, its note, and whether the line applies at all.

    shape       what the rule asks for (``criteria.rules.guide.answer_field``).
    answer      the one kept so far, as wenming-answers/1 has it; None if there is none.
    statements  what each condition says, where the wording numbers them.
    peers       scores of units of the same kind kept so far; None where the line does not ask for them.
    points      what a peer's score lies within.
    """

    na = forms.BooleanField(label=_("本单位不适用"), required=False)
    note = forms.CharField(label=_("依据与说明"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        *args: Any,
        shape: AnswerField,
        answer: Mapping[str, Any] | None,
        note: str = "",
        statements: Sequence[str] = (),
        peers: Sequence[str] | None = None,
        points: Decimal | None = None,
        **kwargs: Any,
    ) -> None:
        self.shape, self.statements, self.points = shape, tuple(statements), points
        kept = dict(answer or {})
        initial = {"note": note, "na": bool(kept.get("na"))} | initial_of(shape, kept)
        if peers is not None:
            initial["peers"] = "、".join(peers)
        super().__init__(*args, **{**kwargs, "initial": initial})
        rows = len(kept.get("awards") or []) + BLANK_AWARDS if shape.kind == "awards" else 0
        if self.is_bound and shape.kind == "awards":
            rows = max(rows, sum(1 for name in self.data if name.startswith("award_level_")))
        inputs = fields_of(shape, award_rows=min(rows, MOST_AWARDS), statements=self.statements)
        self.inputs = list(inputs)
        if peers is not None:
            self.fields["peers"] = forms.CharField(
                label=gettext("同类单位得分"), required=False, max_length=2000,
                help_text=gettext("不适用时取它们的平均；多个得分用顿号分开，如 3.2、4。"),
            )  # fmt: skip
        for name in ("note", "peers"):
            if name in self.fields:
                self.fields[name].unmarked = True  # type: ignore[attr-defined]
        for field in inputs.values():
            field.unmarked = True  # type: ignore[attr-defined] # every answer may be left open; no need to say so each time
        self.fields = inputs | self.fields

    @property
    def kind(self) -> str:
        return self.shape.kind

    def focus_first(self) -> None:
        """Let the first input have the focus when the page opens: somebody goes from line to line by keyboard."""
        if self.inputs:
            self.fields[self.inputs[0]].widget.attrs["autofocus"] = True

    def input_fields(self) -> list[forms.BoundField]:
        """The fields of the answer itself, without note, na and peers."""
        return [self[name] for name in self.inputs]

    def place_heads(self) -> list[str]:
        """What is asked at each place, once over the columns."""
        if self.shape.each is None:
            return []
        return [str(field.label) for field in fields_of(self.shape.each).values()]

    def place_rows(self) -> list[list[forms.BoundField]]:
        """The fields of each place together."""
        width = len(self.place_heads())
        fields = self.input_fields()
        return [fields[start : start + width] for start in range(0, len(fields), width)] if width else []

    def award_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        fields = self.input_fields()
        return list(zip(fields[::2], fields[1::2], strict=True))

    def clean_peers(self) -> list[str]:
        """Scores of peers as decimals in words of the exchange format; refused if one is none or out of range."""
        found = []
        for text in listed(self.cleaned_data["peers"]):
            if not is_decimal(text) or not 0 <= Decimal(text) <= (self.points or 0):
                raise forms.ValidationError(
                    _("“%(text)s”不是 0 到 %(most)s 之间的得分，请改正。"),
                    params={"text": text[:30], "most": f"{self.points or 0:f}"},
                )
            found.append(text)
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "peers" in self.fields and cleaned.get("na") and "peers" in cleaned and not cleaned["peers"]:
            self.add_error("peers", _("这一条不适用时取同类单位的平均分，请先填同类单位得分。"))
        return cleaned

    def as_answer(self) -> dict[str, Any] | None:
        """What was typed, as wenming-answers/1; None where nothing was."""
        typed = typed_of(self.shape, self.cleaned_data)
        if self.cleaned_data["na"]:
            return {**(typed or {}), "na": True}
        return typed

    def sentences(self) -> list[str]:
        """Everything that is wrong, each with the name of its field, for pages that do not draw the form anew."""
        found = []
        for name, texts in self.errors.items():
            label = "" if name == "__all__" else f"{self.fields[name].label}："
            found += [f"{label}{text}" for text in texts]
        return found


def fields_of(
    shape: AnswerField, prefix: str = "", *, award_rows: int = 0, statements: Sequence[str] = (), small: bool = False
) -> dict[str, forms.Field]:
    """The fields a shape needs.   small  inside a table of places: narrow ones."""
    name = f"{prefix}{shape.name}"
    match shape.kind:
        case "decimal":
            return {name: MeasuredField(label=_range_label(shape), minimum=shape.minimum, maximum=shape.maximum)}
        case "choice":
            return {name: _choice(shape, small=small)}
        case "checks":
            return _checks(shape, name, statements, small=small)
        case "counts":
            widget = _narrow() if small else Stepper(minimum=0)
            return {f"{name}_{n}": TimesField(label=label, widget=widget) for n, label in enumerate(shape.labels)}
        case "places":
            assert shape.each is not None
            fields: dict[str, forms.Field] = {}
            for place in range(shape.size):
                for key, field in fields_of(shape.each, f"{prefix}p{place}_", small=True).items():
                    field.label = gettext("第 %(n)s 处：%(what)s") % {"n": place + 1, "what": field.label}
                    field.widget.attrs["aria-label"] = field.label
                    fields[key] = field
            return fields
        case "awards":
            levels = [("", "—"), *((choice, award_level_words(choice)) for choice in shape.choices)]
            rows: dict[str, forms.Field] = {}
            for row in range(award_rows):
                said = {"n": row + 1}
                rows[f"award_level_{row}"] = forms.ChoiceField(
                    label=gettext("第 %(n)s 项级别") % said, choices=levels, required=False
                )
                rows[f"award_for_{row}"] = forms.CharField(
                    label=gettext("第 %(n)s 项事项") % said, max_length=200, required=False
                )
            return rows


def _narrow() -> forms.TextInput:
    return forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "num"})


def _choice(shape: AnswerField, *, small: bool) -> forms.ChoiceField:
    choices = [(choice, choice) for choice in shape.choices]
    if small or len(choices) > SEGMENTS:
        return forms.ChoiceField(label=shape.label, choices=[("", "—"), *choices], required=False)
    return forms.ChoiceField(label=shape.label, choices=choices, required=False, widget=Segments)


def _checks(shape: AnswerField, name: str, statements: Sequence[str], *, small: bool) -> dict[str, forms.Field]:
    if statements:
        numbers = [(str(n), f"{n}. {text}") for n, text in enumerate(statements, start=1)]
        widget: forms.CheckboxSelectMultiple = forms.CheckboxSelectMultiple()
    else:
        numbers = [(str(n), str(n) if small else gettext("条件 %(n)s") % {"n": n}) for n in range(1, shape.size + 1)]
        widget = CheckChips()
    return {
        name: forms.MultipleChoiceField(label=shape.label, choices=numbers, required=False, widget=widget),
        f"{name}_none": forms.BooleanField(label=gettext("一项都不符合"), required=False),
    }


def _range_label(shape: AnswerField) -> str:
    if shape.maximum is not None:
        return gettext("%(label)s（0 到 %(most)s）") % {"label": shape.label, "most": f"{shape.maximum:f}"}
    return shape.label


def initial_of(shape: AnswerField, kept: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """What the fields hold for an answer kept so far."""
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
                    found |= initial_of(shape.each, one, f"{prefix}p{place}_")
            return found
        case "awards":
            rows: dict[str, Any] = {}
            for row, award in enumerate(value):
                rows |= {f"award_level_{row}": award.get("level", ""), f"award_for_{row}": award.get("for", "")}
            return rows


def typed_of(shape: AnswerField, cleaned: Mapping[str, Any], prefix: str = "") -> dict[str, Any] | None:
    """What was typed, as wenming-answers/1; None where nothing was."""
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
            places = [typed_of(shape.each, cleaned, f"{prefix}p{place}_") for place in range(shape.size)]
            return {shape.name: places} if any(place is not None for place in places) else None
        case "awards":
            awards = []
            for row in range(MOST_AWARDS):
                level, matter = cleaned.get(f"award_level_{row}"), cleaned.get(f"award_for_{row}")
                if level:
                    awards.append({"level": level, "for": matter or ""})
            return {shape.name: awards} if awards else None
