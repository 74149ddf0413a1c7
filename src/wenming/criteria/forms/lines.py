"""One line of a draft as a form: its words, its points, how it is counted, what it asks for, and of which time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wenming.criteria.formats.document import MAX_SCORING, PERIOD
from wenming.criteria.forms.duties import DutyRow, duty_from, duty_rows
from wenming.criteria.forms.fields import Figure, Words, kept_extra, old_row, rows, with_more
from wenming.criteria.forms.rule_editor import RuleEditor
from wenming.criteria.forms.windows import WindowForm
from wenming.criteria.rules.editing import below
from wenming.criteria.rules.typing_habits import first_clause
from wenming.criteria.states import Method, NotApplicable
from wenming.ui.forms import CheckChips

KNOWN = (
    "code",
    "title",
    "text",
    "points",
    "methods",
    "period",
    "bonus",
    "rule",
    "scoring",
    "na",
    "evidence",
    "window",
    "lines",
)


class LineForm(forms.Form):
    """What every line has."""

    code = forms.CharField(label=_("编号"), max_length=120, help_text=_("同一套体系里不能重复。"))
    title = forms.CharField(label=_("题目"), max_length=2000, required=False)
    points = Figure(label=_("分值"), required=False, help_text=_("标题行没有分值可不填。"))
    text = Words(label=_("原文要求"), rows=4, required=False)
    methods = forms.MultipleChoiceField(
        label=_("测评方法"),
        choices=Method.choices,
        widget=CheckChips,
        required=False,
        help_text=_("不选则随上级；第一种方法用于按方法加权。"),
    )
    period = forms.CharField(
        label=_("周期"),
        max_length=10,
        required=False,
        help_text=_("2026-01（某月）、2026-Q1（某季度）、01（每年一月）；不分周期不填。"),
    )
    bonus = forms.BooleanField(label=_("特色加分（本条目及下级）"), required=False)
    scoring = Words(
        label=_("评分办法原文"),
        rows=2,
        required=False,
        max_length=MAX_SCORING,
        help_text=_("照录原文的评分标准、扣分办法，供核对；得分按上面的规则计算。"),
    )
    na = forms.ChoiceField(label=_("不适用时"), choices=NotApplicable.choices, required=False)

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip()

    def clean_period(self) -> str | None:
        period = str(self.cleaned_data["period"]).strip().upper()
        if period and not PERIOD.fullmatch(period):
            raise forms.ValidationError(_("周期应写作 2026-01、2026-Q1 或 01。"))
        return period or None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("title") and not cleaned.get("text"):
            raise forms.ValidationError(_("题目和原文要求至少填一样。"))
        return cleaned


class LineEditor:
    """Draws and reads one line, the lines below it left as they are.

    line  the line as the document has it; data  what was posted.
    """

    def __init__(self, line: Mapping[str, Any], *, data: Any = None) -> None:
        self.old = line
        self.leaf = not below(line)
        shown = ("code", "title", "points", "text", "methods", "period", "bonus", "scoring")
        first = {name: line.get(name) for name in shown}
        first["na"] = line.get("na") or NotApplicable.REDISTRIBUTE
        grown = str(data.get("more", "")) if data is not None else ""
        read = with_more(data, "duty") if grown == "duty" else data
        self.form = LineForm(read, initial=first)
        children = [str(child.get("code")) for child in below(line)]
        self.rule = RuleEditor(line.get("rule"), leaf=self.leaf, children=children, data=read)
        duties = list(line.get("evidence") or [])
        self.duties = rows(DutyRow)(read, prefix="duty", initial=duty_rows(duties))
        self.window = WindowForm(read, prefix="window", initial=WindowForm.opened(line.get("window")))

    def is_valid(self) -> bool:
        """Every part is asked, so that all that is wrong is shown at once."""
        parts = [self.form.is_valid(), self.rule.is_whole(), self.duties.is_valid(), self.window.is_valid()]
        return all(parts)

    def refuse(self, message: object) -> None:
        """Put a refusal of the whole on top of the form."""
        self.form.add_error(None, str(message))

    def line(self) -> dict[str, Any]:
        """The line for the document, after ``is_valid``; fields we do not know stay as they were."""
        cleaned = self.form.cleaned_data
        made: dict[str, Any] = {
            "code": cleaned["code"],
            "title": cleaned["title"].strip() or _short(cleaned["text"]),
            "text": cleaned["text"].strip() or None,
            "points": cleaned["points"],
            "methods": in_order(cleaned["methods"], self.old.get("methods") or []),
            "period": cleaned["period"],
            "bonus": cleaned["bonus"],
        }
        rule = self.rule.value()
        if rule is not None:
            made["rule"] = rule
        if cleaned["scoring"].strip():
            made["scoring"] = cleaned["scoring"].strip()
        if cleaned["na"] and (cleaned["na"] != NotApplicable.REDISTRIBUTE or self.old.get("na")):
            made["na"] = cleaned["na"]
        olds = self.old.get("evidence")
        duties = [duty_from(row, old_row(olds, row["was"])) for row in self.duties.filled()]
        if duties:
            made["evidence"] = duties
        window = self.window.closed(self.old.get("window"))
        if window:
            made["window"] = window
        return made | kept_extra(self.old, KNOWN)

    def draft_line(self) -> dict[str, Any] | None:
        """The line as far as its rule can be read, for the live example; None while something is missing."""
        self.form.is_valid()
        if not self.rule.is_whole() or self.form.errors.get("points"):
            return None
        line: dict[str, Any] = {"code": "·", "points": self.form.cleaned_data.get("points")}
        rule = self.rule.value()
        return line | ({"rule": rule} if rule else {})


def in_order(chosen: list[str], before: list[str]) -> list[str]:
    """The chosen methods as the print orders them: those that were there first, in their order."""
    return [one for one in before if one in chosen] + [one for one in chosen if one not in before]


def _short(text: str) -> str:
    return first_clause(text)[:30] or gettext("未命名")
