"""The sentence behind a parent's score: how many lines it has, what was left out, how they come together, the cap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from wenming.criteria.rules.numbers import plain_ratio
from wenming.criteria.rules.parents import Cents, Plan, before_cap
from wenming.criteria.rules.wording import SHOWN, sentence
from wenming.kernel.words import _

ParentReason: TypeAlias = Callable[[Sequence[Cents], Cents, set[int], bool], str]


def compile_parent_reason(plan: Plan, codes: Sequence[str], worth: Sequence[Cents]) -> ParentReason:
    """The function from (scores, the parent's possible, what is out, unanswered) to the sentence."""
    if not plan.kids:
        bonus_only = _("本项只含加分项，得分计入加分。")
        return lambda _scores, _possible, _out, _unanswered: bonus_only
    is_out = _("下级各项均不适用，本项不计入，其分值折算到同级其他项。")
    nothing = sentence(_("下级各项均未填写，暂计 0.00 分，满分 %(possible)s 分。"), "possible")
    say = sentence(
        _("下级 %(count)s 项%(how)s；得 %(score)s 分，满分 %(possible)s 分。"),
        "how",
        "score",
        "possible",
        count=len(plan.kids),
    )
    comma = _("；")
    together = _together(plan, codes, worth)
    left_out = sentence(_("其中 %(left)s 项不适用，未计入"), "left")
    capped = sentence(_("计 %(result)s 分，最多计 %(cap)s 分"), "result", cap=SHOWN[plan.cap or 0])
    besides = _("加分项另计") if len(plan.below) > len(plan.kids) else ""
    kids_of, own, cap = plan.kids, plan.index, plan.cap
    simply = sentence(
        _("下级 %(count)s 项，得分相加得 %(score)s 分，满分 %(possible)s 分，加分项另计。")
        if besides
        else _("下级 %(count)s 项，得分相加得 %(score)s 分，满分 %(possible)s 分。"),
        "score",
        "possible",
        count=len(kids_of),
    )
    adds_up = plan.kind == "sum"

    def reason(scores: Sequence[Cents], possible: Cents, out: set[int], unanswered: bool) -> str:
        if own in out:
            return is_out
        if unanswered:
            return nothing(SHOWN[possible])
        if adds_up and (cap is None or scores[own] < cap) and (not out or out.isdisjoint(kids_of)):
            return simply(SHOWN[scores[own]], SHOWN[possible])
        kids: Sequence[int] = [kid for kid in kids_of if kid not in out] if out else kids_of
        clauses = [""]
        if len(kids) < len(kids_of):
            clauses.append(left_out(len(kids_of) - len(kids)))
        clauses.append(together(scores, kids))
        if cap is not None:
            result = before_cap(plan, scores, worth, out)
            if result > cap:
                clauses.append(capped(SHOWN[result]))
        if besides:
            clauses.append(besides)
        return say(comma.join(clauses), SHOWN[scores[own]], SHOWN[possible])

    return reason


def _together(
    plan: Plan, codes: Sequence[str], worth: Sequence[Cents]
) -> Callable[[Sequence[Cents], Sequence[int]], str]:
    """How the scores of the lines that apply come together, as a function of the scores and those lines."""
    if plan.kind == "weighted":
        return _weighted(plan, codes)
    if plan.kind == "mean":
        mean = sentence(_("得分共 %(total)s 分，按 %(count)s 项平均"), "total", "count")
        return lambda scores, kids: mean(SHOWN[sum([scores[kid] for kid in kids])], len(kids))
    plainly = sentence(_("得分相加为 %(total)s 分"), "total")
    scaled = sentence(
        _("其余得分相加为 %(total)s 分，按分值折算（× %(all)s ÷ %(applies)s）"),
        "total",
        "applies",
        all=SHOWN[plan.worth],
    )

    def together(scores: Sequence[Cents], kids: Sequence[int]) -> str:
        total = SHOWN[sum([scores[kid] for kid in kids])]
        if len(kids) < len(plan.kids):
            applies = sum([worth[kid] for kid in kids])
            if applies and applies != plan.worth:
                return scaled(total, SHOWN[applies])
        return plainly(total)

    return together


def _weighted(plan: Plan, codes: Sequence[str]) -> Callable[[Sequence[Cents], Sequence[int]], str]:
    weights, everything = dict(zip(plan.kids, plan.weights, strict=True)), sum(plan.weights)
    part = sentence(_("%(code)s %(score)s 分 × %(weight)s"), "code", "score", "weight")
    whole, comma = sentence(_("按权重合计：%(parts)s"), "parts"), _("、")

    def together(scores: Sequence[Cents], kids: Sequence[int]) -> str:
        applies = sum(weights[kid] for kid in kids)
        sum_of = plan.unit if not applies or applies == everything else applies
        return whole(
            comma.join([part(codes[kid], SHOWN[scores[kid]], plain_ratio(weights[kid], sum_of)) for kid in kids])
        )

    return together
