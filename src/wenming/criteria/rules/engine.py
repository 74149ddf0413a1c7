"""Scoring: a compiled document and answers become a score sheet. Exact, and explained line by line.

Source: wenming-criteria/1 and wenming-score/1. Decisions where the contract leaves room:

- A line is ``na`` in the sheet when it is out. ``full``, ``zero`` and ``mean_of_peers`` count as applying: not ``na``,
  and possible is the line's points. So does a bonus leaf under ``redistribute``, which scores 0 ("not applicable = 0").
- ``{"na": true}`` beside other fields is ``na``: a form may keep what was typed before.
- An unanswered leaf applies, with score 0.
- ``by_method`` and ``method_weights`` look at base leaves that apply, with their own scores and points; a weighted
  method under which nothing applies adds nothing, and is warned about. ``possible`` is then 100, whatever the bonus.
- With ``bonus_inside_total`` the bonus gives way first, then the base: both are "what enters the total".
- ``blocked`` are the items whose effect is ``block``; ``revoke``, ``warn``, ``rectify`` stand in ``effects``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from wenming.criteria.rules.answers import Answer, Answers
from wenming.criteria.rules.compiled import Compiled, compile_document
from wenming.criteria.rules.errors import BadAnswers
from wenming.criteria.rules.leaves import Misfit
from wenming.criteria.rules.lookback import effects_of
from wenming.criteria.rules.numbers import half_up
from wenming.criteria.rules.parents import Cents, combine, combine_rest, is_out
from wenming.criteria.rules.sheet import MethodScore, ScoreSheet, Warned
from wenming.criteria.rules.told import make_lines
from wenming.criteria.rules.values import Document
from wenming.kernel.words import _


@dataclass(eq=False, slots=True)
class Tally:
    """The figures of one sheet while it is made, all in hundredths, by line number (the document last).

    out         lines that do not apply and were taken out.
    answered    per leaf, in their order: the answer that its rule has scored, else None.
    replaced    leaves answered ``na`` whose score comes from elsewhere: {number: full | zero | mean_of_peers | bonus}.
    unanswered  1 for a leaf without an answer, and for a parent with none below.
    possible    the document's own list of worths while nothing is out.
    """

    scores: list[Cents]
    possible: list[Cents]
    unanswered: bytearray
    answered: list[Answer | None] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    replaced: dict[int, str] = field(default_factory=dict)


def score(document: Document | Compiled, answers: Answers) -> ScoreSheet:
    """The score sheet of one round of answers (of one year, where the document combines several).

    Raises  :class:`BadAnswers`, naming the line, for whatever does not fit the document.
    """
    compiled = document if isinstance(document, Compiled) else compile_document(document)
    tally = answer_leaves(compiled, answers)
    roll_up(compiled, tally)
    effects = tuple(effects_of(compiled.document.negative, answers))
    blocked = tuple(effect.item for effect in effects if effect.kind == "block")
    deductions = sum((effect.points for effect in effects if effect.points is not None), Fraction(0))
    by_method = method_scores(compiled, tally)
    base, bonus = enter_total(compiled, tally, by_method)
    total = max(Fraction(0), base + bonus - deductions)
    pass_mark = compiled.document.pass_mark
    return ScoreSheet(
        total=total,
        base=base,
        bonus=bonus,
        deductions=deductions,
        possible=_possible(compiled, tally),
        passed=None if pass_mark is None else total >= pass_mark and not blocked,
        blocked=blocked,
        effects=effects,
        by_method=by_method,
        make_lines=lambda why: make_lines(compiled, tally, answers, why=why),
        warnings=compiled.warnings + _silent_methods(compiled, by_method),
    )


def answer_leaves(compiled: Compiled, answers: Answers) -> Tally:
    """Every leaf's own score. The one loop that sees each answer."""
    given = answers.answers
    get = given.get
    scores: list[Cents] = [0] * (compiled.root + 1)
    tally = Tally(scores, compiled.worth, bytearray(compiled.root + 1))
    unanswered, keep = tally.unanswered, tally.answered.append
    met = 0
    number, code = 0, ""
    try:
        for number, code, compute in compiled.leaves:
            answer = get(code)
            if answer is None:
                unanswered[number] = 1
                keep(None)
                continue
            met += 1
            cents = None if "na" in answer and _does_not_apply(answer) else compute(answer)
            if cents is None:
                _replace(compiled, tally, number, answers)
                keep(None)
            else:
                scores[number] = cents
                keep(answer)
    except Misfit as misfit:
        raise BadAnswers(
            _("指标 %(code)s：%(problem)s") % {"code": code, "problem": misfit.message}, line=code
        ) from None
    if met != len(given):
        _refuse_strangers(compiled, given)
    if answers.peers:
        _refuse_strangers(compiled, answers.peers)
    return tally


def _does_not_apply(answer: Answer) -> bool:
    na = answer["na"]
    if na is not None and not isinstance(na, bool):
        raise Misfit(_("na 应是 true 或 false。"))
    return bool(na)


def _replace(compiled: Compiled, tally: Tally, number: int, answers: Answers) -> None:
    """A leaf that does not apply: taken out, or scored as its ``na`` says."""
    line = compiled.lines[number]
    mode = line.na_mode
    if mode == "redistribute" and not compiled.bonus[number]:
        tally.out.add(number)
        return
    if mode == "full":
        points = Fraction(line.points or 0)
        tally.scores[number] = half_up(points.numerator * 100, points.denominator)
    elif mode == "mean_of_peers":
        peers = answers.peers.get(line.code)
        if not peers:
            raise Misfit(_("不适用时取同类单位的平均分，答卷的 peers 里没有本项的分数，请补上。"))
        mean = Fraction(sum(map(Fraction, peers)), len(peers))
        tally.scores[number] = half_up(mean.numerator * 100, mean.denominator)
    tally.replaced[number] = "bonus" if mode == "redistribute" else mode


def _refuse_strangers(compiled: Compiled, given: Mapping[str, object]) -> None:
    """Refuse an answer for what is no leaf."""
    leaves = {code for _number, code, _compute in compiled.leaves}
    for code, answer in given.items():
        if answer is None or code in leaves:
            continue
        if code in compiled.numbers:
            raise BadAnswers(_("指标 %(code)s：本项含有下级，不直接作答，请回答它的下级。") % {"code": code}, line=code)
        raise BadAnswers(_("指标 %(code)s：测评表里没有这个编号，请改正或删去。") % {"code": code}, line=code)


def roll_up(compiled: Compiled, tally: Tally) -> None:
    """Every parent's score, possible and state, the lowest first, the document's own last."""
    scores, out, unanswered, worth = tally.scores, tally.out, tally.unanswered, compiled.worth
    if 1 in unanswered:
        for plan in compiled.parents:
            if unanswered[plan.below[0]]:
                unanswered[plan.index] = all(unanswered[line] for line in plan.below)
    affected = {plan.index for number in out for plan in compiled.ancestors(number)}
    possible = worth
    if out:
        possible = tally.possible = list(worth)
        for number in out:
            possible[number] = 0
    for plan in (*compiled.parents, compiled.plans[compiled.root]):
        index = plan.index
        if index not in affected:
            scores[index] = combine(plan, scores)
        elif is_out(plan, out):
            out.add(index)
            scores[index] = possible[index] = 0
        else:
            scores[index] = combine_rest(plan, scores, worth, out)
            possible[index] = combine_rest(plan, possible, worth, out)


def method_scores(compiled: Compiled, tally: Tally) -> dict[str, MethodScore]:
    """What the base leaves that apply obtained under each first method, and could."""
    result: dict[str, MethodScore] = {}
    scores, worth = tally.scores, compiled.worth
    for method, numbers in compiled.methods.items():
        kept = [number for number in numbers if number not in tally.out] if tally.out else numbers
        if kept:
            obtained = Fraction(sum([scores[number] for number in kept])) / 100
            result[method] = MethodScore(obtained, Fraction(sum([worth[number] for number in kept])) / 100)
    return result


def enter_total(compiled: Compiled, tally: Tally, by_method: Mapping[str, MethodScore]) -> tuple[Fraction, Fraction]:
    """(base, bonus) as they enter the total, in points."""
    document = compiled.document
    base = Fraction(tally.scores[compiled.root]) / 100
    if document.method_weights is not None:
        base = Fraction(0)
        for method, weight in document.method_weights.items():
            part = by_method.get(method)
            if part is not None and part.possible:
                base += Fraction(weight) * 100 * part.obtained / part.possible
    bonus = Fraction(sum([tally.scores[number] for number in compiled.bonus_tops])) / 100
    if document.bonus_cap is not None:
        bonus = min(bonus, Fraction(document.bonus_cap))
    if document.bonus_inside_total and document.base_total is not None:
        limit = Fraction(document.base_total)
        if base + bonus > limit:
            base = min(base, limit)
            bonus = min(bonus, limit - base)
    return base, bonus


def _possible(compiled: Compiled, tally: Tally) -> Fraction:
    document = compiled.document
    if document.method_weights is not None:
        return Fraction(100)
    possible = Fraction(tally.possible[compiled.root]) / 100
    if document.bonus_cap is not None and not document.bonus_inside_total:
        possible += Fraction(document.bonus_cap)
    return possible


def _silent_methods(compiled: Compiled, by_method: Mapping[str, MethodScore]) -> tuple[Warned, ...]:
    """Methods that carry weight while no line counts under them, and lines that no weight reaches."""
    weights = compiled.document.method_weights
    if weights is None:
        return ()
    silent = [method for method, weight in weights.items() if weight and method not in by_method]
    loose = [method for method in by_method if method not in weights]
    warned = []
    if silent:
        warned.append(
            Warned(
                None,
                _("有权重而没有适用指标的测评方法：%(methods)s，该部分计 0 分。") % {"methods": _("、").join(silent)},
            )
        )
    if loose:
        warned.append(
            Warned(None, _("没有权重的测评方法：%(methods)s，这些指标未计入总分。") % {"methods": _("、").join(loose)})
        )
    return tuple(warned)
