"""What could still be gained: per leaf, how far its score is from its points, and what closing that gap does.

The second figure is exact: the leaf is set to its points and everything above it is worked out again, so a capped
parent, a full bonus or a method's weight shows as what it is. Over several years it speaks of one year's sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from wenming.criteria.rules.answers import Answers
from wenming.criteria.rules.compiled import Compiled
from wenming.criteria.rules.engine import Tally, answer_leaves, enter_total, method_scores, roll_up
from wenming.criteria.rules.lookback import effects_of
from wenming.criteria.rules.parents import combine_rest


@dataclass(frozen=True, slots=True)
class Gain:
    """One leaf that is not at its points. ``gap`` = possible − score; ``on_total`` is what the total would rise by."""

    code: str
    score: Fraction
    possible: Fraction
    gap: Fraction
    on_total: Fraction
    unanswered: bool


def gains(compiled: Compiled, answers: Answers) -> list[Gain]:
    """Every leaf below its points, what raises the total most first, then by gap, then in document order."""
    tally = answer_leaves(compiled, answers)
    roll_up(compiled, tally)
    deductions = sum(
        (effect.points or Fraction(0) for effect in effects_of(compiled.document.negative, answers)), Fraction(0)
    )
    before = _total(compiled, tally, deductions)
    found = []
    for number, code, _compute in compiled.leaves:
        score, worth = tally.scores[number], compiled.worth[number]
        if number in tally.out or score >= worth:
            continue
        after = _total_with(compiled, tally, number, deductions)
        found.append(
            Gain(
                code,
                Fraction(score) / 100,
                Fraction(worth) / 100,
                Fraction(worth - score) / 100,
                after - before,
                bool(tally.unanswered[number]),
            )
        )
    return sorted(found, key=lambda gain: (-gain.on_total, -gain.gap))


def _total(compiled: Compiled, tally: Tally, deductions: Fraction) -> Fraction:
    base, bonus = enter_total(compiled, tally, method_scores(compiled, tally))
    return max(Fraction(0), base + bonus - deductions)


def _total_with(compiled: Compiled, tally: Tally, number: int, deductions: Fraction) -> Fraction:
    """The total if one leaf were at its points; the tally is left as it was."""
    scores = tally.scores
    kept = [(number, scores[number])]
    scores[number] = compiled.worth[number]
    for plan in compiled.ancestors(number):
        kept.append((plan.index, scores[plan.index]))
        if plan.index not in tally.out:
            scores[plan.index] = combine_rest(plan, scores, compiled.worth, tally.out)
    total = _total(compiled, tally, deductions)
    for place, score in kept:
        scores[place] = score
    return total
