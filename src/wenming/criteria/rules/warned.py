"""What a person should look at in a document before relying on its figures. Nothing here changes a figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.parents import Cents, Plan
from wenming.criteria.rules.sheet import Warned
from wenming.criteria.rules.values import Document, Line
from wenming.kernel.words import _


def warnings_of(
    document: Document, lines: Sequence[Line], plans: Mapping[int, Plan], worth: Sequence[Cents]
) -> Iterator[Warned]:
    """Every warning, the lines' in document order first."""
    for number, line in enumerate(lines):
        yield from _of_rule(line.code, line.rule)
        if line.lines:
            yield from _of_parent(line, plans[number], worth[number])
    yield from _of_total(document, worth[len(lines)])
    yield from _of_method_weights(document.method_weights)


def _of_rule(code: str, rule: kinds.Rule | None) -> Iterator[Warned]:
    unknown = [name for name in (rule.extra if rule is not None else {}) if name not in ("note", "text")]
    if unknown:
        yield Warned(code, _("计分规则里有不认识的字段 %(names)s，未参与计分。") % {"names": _("、").join(unknown)})
    if isinstance(rule, kinds.Sampled):
        yield from _of_rule(code, rule.each)


def _of_parent(line: Line, plan: Plan, worth: Cents) -> Iterator[Warned]:
    if line.points is not None and plan.kids and Fraction(line.points) * 100 != worth:
        yield Warned(
            line.code,
            _("印的分值是 %(printed)s 分，下级合计 %(found)s 分，计分按下级合计。")
            % {"printed": plain(line.points), "found": plain(Fraction(worth) / 100)},
        )
    if isinstance(line.rule, kinds.Weighted):
        if line.rule.weights and sum(line.rule.weights.values()) != 1:
            yield Warned(
                line.code,
                _("下级的权重合计为 %(sum)s，不是 1，得分按所写的权重相加，请核对。")
                % {"sum": plain(Fraction(sum(line.rule.weights.values())))},
            )
        missing = [child.code for child in line.lines if child.code not in line.rule.weights and not child.bonus]
        if missing:
            yield Warned(line.code, _("权重里没有 %(codes)s，这些指标未参与计分。") % {"codes": _("、").join(missing)})


def _of_total(document: Document, worth: Cents) -> Iterator[Warned]:
    total = document.base_total
    if total is None:
        if document.bonus_inside_total:
            yield Warned(None, _("加分计入总分之内，但没有写明基本总分，未作封顶。"))
        return
    accepted = {Fraction(total)}
    if document.bonus_inside_total and document.bonus_cap is not None:
        accepted.add(Fraction(total - document.bonus_cap))
    found = Fraction(worth) / 100
    if document.method_weights is None and document.lines and found not in accepted:
        yield Warned(
            None,
            _("基本总分是 %(printed)s 分，各项合计 %(found)s 分，请核对。")
            % {"printed": plain(total), "found": plain(found)},
        )


def _of_method_weights(weights: Mapping[str, Decimal] | None) -> Iterator[Warned]:
    if weights is not None and sum(weights.values()) != 1:
        yield Warned(
            None,
            _("各测评方法的权重合计为 %(sum)s，不是 1，请核对。") % {"sum": plain(Fraction(sum(weights.values())))},
        )
