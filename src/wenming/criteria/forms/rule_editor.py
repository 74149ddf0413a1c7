"""The rule of a line as one thing to fill in: the kind, its fields, its rows, and for samples the rule of each place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.criteria.forms.fields import BaseRows, kept_extra, rows, with_more
from wenming.criteria.forms.rule_parts import PARTS, Part
from wenming.criteria.rules.rule_kinds import LEAF_KINDS, PARENT_KINDS
from wenming.criteria.states import RuleKind

MOST_NESTED = 4


class KindForm(forms.Form):
    """Which rule. ``shown`` is the kind whose fields stand on the page: a new choice has its fields still to come."""

    kind = forms.ChoiceField(label=gettext_lazy("计分规则"), choices=[])
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, RuleKind(kind).label) for kind in kinds]  # type: ignore[attr-defined]


class Table:
    """One repeated part of a rule, for the template."""

    def __init__(self, name: str, title: Any, formset: BaseRows) -> None:
        self.name, self.title, self.formset = name, title, formset
        self.may_grow = formset.can_delete


class RuleEditor:
    """Draws and reads one rule.

    rule      what the line has now (None: the default of its standing).
    leaf      whether lines stand below; children  their codes, for weights.
    data      what was posted; ``wanted`` is then the kind chosen, and the rest is read only if it was on the page.
    """

    def __init__(
        self,
        rule: Mapping[str, Any] | None,
        *,
        leaf: bool,
        children: Sequence[str] = (),
        data: Any = None,
        prefix: str = "rule",
        depth: int = 0,
    ) -> None:
        self.default = "judged" if leaf else "sum"
        self.had_rule = bool(rule)
        self.rule: Mapping[str, Any] = rule or {"kind": self.default}
        self.leaf, self.children, self.prefix, self.depth = leaf, children, prefix, depth
        self.problem = ""
        kinds = [
            kind for kind in (LEAF_KINDS if leaf else PARENT_KINDS) if kind != "sampled" or depth < MOST_NESTED - 1
        ]
        now = str(self.rule.get("kind"))
        now = now if now in kinds else self.default
        grown = str(data.get("more", "")) if data is not None else ""
        if grown.startswith(f"{prefix}-"):
            data = with_more(data, grown)
        self.kind_form = KindForm(data, prefix=prefix, kinds=kinds, initial={"kind": now, "shown": now})
        posted = data is not None and self.kind_form.is_valid()
        self.wanted: str = self.kind_form.cleaned_data["kind"] if posted else now
        shown = self.kind_form.cleaned_data["shown"] if posted else now
        self.fresh = data is not None and self.wanted != shown
        self.bound = data is not None and not self.fresh
        self.old: Mapping[str, Any] = self.rule if self.rule.get("kind") == self.wanted else {}
        part: type[Part] = PARTS[self.wanted]
        first, first_rows = part.opened(self.old, children)
        read = data if self.bound else None
        self.part = part(read, prefix=f"{prefix}-part", initial=first)
        self.tables = [
            Table(
                name,
                title,
                rows(row, extra=0 if self.wanted == "weighted" else 1 if first_rows.get(name) else 2)(
                    read, prefix=f"{prefix}-{name}", initial=first_rows.get(name)
                ),
            )
            for name, (title, row) in part.tables.items()
        ]
        if self.wanted == "weighted":
            for table in self.tables:
                table.formset.can_delete = table.may_grow = False
        self.each = (
            RuleEditor(
                self.old.get("each"),
                leaf=True,
                data=data if self.bound or f"{prefix}each-kind" in (data or {}) else None,
                prefix=f"{prefix}each",
                depth=depth + 1,
            )
            if self.wanted == "sampled"
            else None
        )

    @property
    def says(self) -> Any:
        return self.part.says

    def is_whole(self) -> bool:
        """Whether everything the chosen kind asks for is there; ``problem`` says what is missing as a whole."""
        if not self.bound:
            if self.part.fields or self.tables or self.each:
                self.problem = _("计分规则换成了“%(kind)s”，请填好下面各项再保存。") % {
                    "kind": RuleKind(self.wanted).label
                }
                return False
            return True
        whole = self.kind_form.is_valid() and self.part.is_valid()
        for table in self.tables:
            if not table.formset.is_valid():
                whole = False
                self.problem = self.problem or " ".join(str(error) for error in table.formset.non_form_errors())
        if self.each is not None and not self.each.is_whole():
            whole = False
        if whole:
            try:
                self.closed = self._close()
            except forms.ValidationError as error:
                self.problem = " ".join(error.messages)
                whole = False
        return whole

    def _close(self) -> dict[str, Any]:
        filled = {table.name: table.formset.filled() for table in self.tables}
        closed = {"kind": self.wanted, **self.part.closed(filled, self.old)}
        if self.each is not None:
            closed["each"] = self.each.value() or {"kind": "judged"}
        return closed | kept_extra(self.old, ("kind", *self.part.known))

    def value(self) -> dict[str, Any] | None:
        """The rule for the document, after ``is_whole``; None for a default that nobody had written down."""
        closed = self.closed if self.bound else {"kind": self.wanted}
        if closed == {"kind": self.default} and not self.had_rule:
            return None
        return closed
