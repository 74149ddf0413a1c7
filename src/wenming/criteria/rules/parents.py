"""Parents: how the scores of the lines below become one, and how what does not apply is taken out.

All figures are in hundredths of a point: whole numbers, or a Fraction where a division does not come out even. A line
that is out stands in ``out``. Decisions where the contract leaves room:

- "Σ points of all its lines ÷ Σ points of those that apply" uses what each line is worth when everything applies: a
  leaf's points, a parent's possible from its lines (not its printed points, which may disagree). Where the lines that
  apply are worth nothing (they only deduct) there is nothing to scale by, and the sum stays.
- Lines of a base parent that hold nothing but bonus lines take no part in it, as bonus lines do not.
- ``weighted`` is Σ weight × score as the table of rules says, whatever the weights add up to; "divided by the weights
  that apply" stands in the sentence on lines taken out, so it holds once one with a weight is out. If the weights that
  apply are all 0, the parent does not apply.
- ``cap`` is honoured on ``mean`` and ``weighted`` too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from wenming.criteria.rules import rule_kinds as kinds

Cents: TypeAlias = "int | Fraction"


@dataclass(frozen=True, slots=True)
class Plan:
    """A parent made ready.

    index    its place in document order (the document itself comes last).
    kids     places of the lines that take part; below: of all lines directly below.
    weights  one whole number per kid in 1/unit, for ``weighted`` only.
    worth    Σ worth of the kids, for the scale.
    cap      in hundredths, None without.
    """

    index: int
    kind: str
    kids: tuple[int, ...]
    below: tuple[int, ...]
    weights: tuple[int, ...]
    worth: Cents
    cap: Cents | None
    unit: int = 1


def whole(value: Fraction) -> Cents:
    """The value as an int where it is one."""
    return value.numerator if value.denominator == 1 else value


def divide(number: Cents, by: Cents) -> Cents:
    """number ÷ by, exact, as an int where it is one."""
    if type(number) is int and type(by) is int:
        quotient, rest = divmod(number, by)
        return quotient if not rest else Fraction(number, by)
    return whole(Fraction(number) / Fraction(by))


def plan(
    index: int,
    rule: kinds.ParentRule,
    kids: Sequence[int],
    below: Sequence[int],
    codes: Sequence[str],
    worth: Sequence[Cents],
) -> Plan:
    """A parent's plan; ``worth`` holds that of every line below already."""
    weights: tuple[int, ...] = ()
    scale = 1
    if isinstance(rule, kinds.Weighted):
        exact = [Fraction(rule.weights.get(codes[kid], 0)) for kid in kids]
        scale = lcm(*(weight.denominator for weight in exact))
        weights = tuple(int(weight * scale) for weight in exact)
    cap = None if rule.cap is None else whole(Fraction(rule.cap) * 100)
    return Plan(index, rule.kind, tuple(kids), tuple(below), weights, sum(worth[kid] for kid in kids), cap, scale)


def combine(plan: Plan, figures: Sequence[Cents]) -> Cents:
    """The parent's figure (score, worth or possible) when everything below applies."""
    kids = plan.kids
    if plan.kind == "sum":
        result: Cents = sum([figures[kid] for kid in kids])
    elif not kids:
        return 0
    elif plan.kind == "mean":
        result = divide(sum([figures[kid] for kid in kids]), len(kids))
    else:
        total = sum([weight * figures[kid] for weight, kid in zip(plan.weights, kids, strict=True)])
        result = divide(total, plan.unit)
    return plan.cap if plan.cap is not None and result > plan.cap else result


def is_out(plan: Plan, out: set[int]) -> bool:
    """Whether nothing that counts in the parent applies."""
    counting = [kid for weight, kid in zip(plan.weights, plan.kids, strict=False) if weight] or plan.kids
    return bool(counting) and out.issuperset(counting)


def combine_rest(plan: Plan, figures: Sequence[Cents], worth: Sequence[Cents], out: set[int]) -> Cents:
    """The parent's figure with what is out taken out; the parent itself applies."""
    if out.isdisjoint(plan.kids):
        return combine(plan, figures)
    result = before_cap(plan, figures, worth, out)
    return plan.cap if plan.cap is not None and result > plan.cap else result


def divisor(plan: Plan, out: set[int]) -> int:
    """What Σ weight × figure of the lines that apply is divided by, weights and result in the plan's unit."""
    applies = sum(weight for weight, kid in zip(plan.weights, plan.kids, strict=True) if kid not in out)
    return plan.unit if not applies or applies == sum(plan.weights) else applies


def before_cap(plan: Plan, figures: Sequence[Cents], worth: Sequence[Cents], out: set[int]) -> Cents:
    """The parent's figure as it is before the cap."""
    kids = [kid for kid in plan.kids if kid not in out]
    if not kids:
        return 0
    if plan.kind == "weighted":
        pairs = [(weight, kid) for weight, kid in zip(plan.weights, plan.kids, strict=True) if kid not in out]
        return divide(sum(weight * figures[kid] for weight, kid in pairs), divisor(plan, out))
    total = sum([figures[kid] for kid in kids])
    if plan.kind == "mean":
        return divide(total, len(kids))
    if len(kids) == len(plan.kids):
        return total
    applies = sum([worth[kid] for kid in kids])
    if not applies or applies == plan.worth:
        return total
    return divide(total * plan.worth, applies)
