"""The sentence behind a leaf's score: the rule, what was answered, every deduction, the result.

``compile_reason`` prepares one function per line, as ``leaves.py`` does for the arithmetic; it is called with an answer
that has already been scored, so it never refuses. What it says is computed from the same constants, not parsed back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.leaves import LeafScore, compile_leaf, figure
from wenming.criteria.rules.numbers import FIXED, plain, shown
from wenming.criteria.rules.wording import cents_shown, counting, joined
from wenming.kernel.words import _

Reason: TypeAlias = Callable[[Mapping[str, Any], int], str]


def compile_reason(rule: kinds.LeafRule, points: Decimal | None, grades: Mapping[str, kinds.Value] | None) -> Reason:
    """The function from an answer and its score (hundredths) to the sentence a person reads."""
    full = shown(points or 0)
    match rule:
        case kinds.Judged():
            return _judged(full)
        case kinds.Graded():
            return _graded(full, rule.grades or grades or {})
        case kinds.Conditions():
            return _conditions(full, rule)
        case kinds.Bands():
            return _bands(full, rule)
        case kinds.Deduct():
            return _deduct(full, rule, points)
        case kinds.Shortfall():
            return _shortfall(full, rule, points)
        case kinds.Ratio():
            return _ratio(full, rule)
        case kinds.Sampled():
            return _sampled(full, rule, compile_leaf(rule.each, points, grades))
        case kinds.Awards():
            return _awards(full, rule, points)


def value_words(value: kinds.Value) -> str:
    """A value of a rule, for a sentence: ``1.50 分`` or ``满分的 66%``."""
    if value.share:
        return _("满分的 %(share)s%%") % {"share": plain(value.number)}
    return _("%(points)s 分") % {"points": shown(value.number)}


def _judged(full: str) -> Reason:
    def reason(answer: Mapping[str, Any], cents: int) -> str:
        return _("满分 %(full)s 分；评定 %(given)s 分，得 %(score)s 分。") % {
            "full": full,
            "given": answer["score"],
            "score": cents_shown(cents),
        }

    return reason


def _graded(full: str, grades: Mapping[str, kinds.Value]) -> Reason:
    def reason(answer: Mapping[str, Any], cents: int) -> str:
        grade = answer["grade"]
        return _("满分 %(full)s 分；评为“%(grade)s”，该档计%(value)s，得 %(score)s 分。") % {
            "full": full,
            "grade": grade,
            "value": _spaced(grades[grade]),
            "score": cents_shown(cents),
        }

    return reason


def _conditions(full: str, rule: kinds.Conditions) -> Reason:
    steps = sorted(rule.met)
    cases: dict[frozenset[int], kinds.Value] = {}
    for case in rule.cases:
        cases.setdefault(case.when, case.value)

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        met = sorted(answer["met"])
        which = joined([str(number) for number in met])
        facts = {"full": full, "count": rule.count, "met": len(met), "which": which, "score": cents_shown(cents)}
        exact = cases.get(frozenset(met))
        reached = max((step for step in steps if step <= len(met)), default=None)
        if exact is not None:
            text = _(
                "满分 %(full)s 分；%(count)d 项条件中符合 %(met)d 项（%(which)s），这一组合计%(value)s，得 %(score)s 分。"
            )
            facts["value"] = _spaced(exact)
        elif reached is not None:
            text = _(
                "满分 %(full)s 分；%(count)d 项条件中符合 %(met)d 项（%(which)s），符合 %(step)d 项及以上计%(value)s，"
                "得 %(score)s 分。"
            )
            facts.update(step=reached, value=_spaced(rule.met[reached]))
        else:
            text = _(
                "满分 %(full)s 分；%(count)d 项条件中符合 %(met)d 项（%(which)s），未达到计分要求，计%(value)s，得 %(score)s 分。"
            )
            facts["value"] = _spaced(rule.otherwise)
        return text % (facts | {"which": which or _("无")})

    return reason


def _bands(full: str, rule: kinds.Bands) -> Reason:
    bands = sorted(rule.bands, key=lambda band: band.minimum, reverse=True)

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        value = Decimal(answer["value"])
        for band in bands:
            if band.minimum <= value:
                return _(
                    "满分 %(full)s 分；实际为 %(value)s，达到 %(minimum)s 及以上一档，计%(worth)s，得 %(score)s 分。"
                ) % {
                    "full": full,
                    "value": answer["value"],
                    "minimum": plain(band.minimum),
                    "worth": _spaced(band.value),
                    "score": cents_shown(cents),
                }
        return _("满分 %(full)s 分；实际为 %(value)s，未达到最低一档 %(minimum)s，计%(worth)s，得 %(score)s 分。") % {
            "full": full,
            "value": answer["value"],
            "minimum": plain(bands[-1].minimum),
            "worth": _spaced(rule.otherwise),
            "score": cents_shown(cents),
        }

    return reason


def _deduct(full: str, rule: kinds.Deduct, points: Decimal | None) -> Reason:
    triggers: list[tuple[Callable[[int], str], Fraction, Fraction | None]] = [
        (
            counting(trigger.what, position),
            trigger.points.of(points) * 100,
            None if trigger.maximum is None else trigger.maximum.of(points) * 100,
        )
        for position, trigger in enumerate(rule.per, 1)
    ]
    # Hundredths are whole in nearly every table; ints keep the sentence as quick as the score.
    quick = [
        (words, _int_if_whole(per), None if most is None else _int_if_whole(most)) for words, per, most in triggers
    ]
    start = _int_if_whole(Fraction(points or 0) * 100)
    floor = None if rule.floor is None else _int_if_whole(rule.floor.of(points) * 100)
    lowest = None if floor is None else cents_shown(floor)

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        clauses = []
        total: int | Fraction = 0
        for (words, per, most), count in zip(quick, answer["occurrences"]):  # noqa: B905 – scored already
            if not count:
                continue
            off = count * per
            if most is not None and off > most:
                off = most
                clause = _("%(what)s，扣 %(off)s 分（此类最多扣这么多）")
            else:
                clause = _("%(what)s，扣 %(off)s 分")
            total += off
            clauses.append(clause % {"what": words(count), "off": cents_shown(off)})
        if not clauses:
            return _("满分 %(full)s 分；没有扣分情形，得 %(score)s 分。") % {"full": full, "score": cents_shown(cents)}
        facts = {
            "full": full,
            "clauses": _("；").join(clauses),
            "total": cents_shown(total),
            "score": cents_shown(cents),
            "floor": lowest,
        }
        if floor is not None and start - total < floor:
            text = _("满分 %(full)s 分；%(clauses)s；共扣 %(total)s 分，最低计 %(floor)s 分，得 %(score)s 分。")
        else:
            text = _("满分 %(full)s 分；%(clauses)s；共扣 %(total)s 分，得 %(score)s 分。")
        return text % facts

    return reason


def _shortfall(full: str, rule: kinds.Shortfall, points: Decimal | None) -> Reason:
    per_step = rule.points.of(points)
    floor = None if rule.floor is None else rule.floor.of(points)
    target, per = Fraction(rule.target), Fraction(rule.per)

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        gap = target - Fraction(figure(answer, "value"), FIXED)
        facts: dict[str, Any] = {
            "full": full,
            "target": plain(target),
            "value": answer["value"],
            "score": cents_shown(cents),
        }
        if gap <= 0:
            return _("满分 %(full)s 分；目标 %(target)s，实际 %(value)s，达到目标，得 %(score)s 分。") % facts
        steps = gap / per
        if rule.step != "linear":
            steps = Fraction(-(-gap // per) if rule.step == "started" else gap // per)
        off = per_step * steps
        facts.update(
            gap=plain(gap),
            per=plain(per),
            each=shown(per_step),
            how=step_words(rule.step),
            steps=plain(steps),
            off=shown(off),
        )
        if floor is not None and Fraction(points or 0) - off < floor:
            facts["floor"] = shown(floor)
            return (
                _(
                    "满分 %(full)s 分；目标 %(target)s，实际 %(value)s，低 %(gap)s；每低 %(per)s 扣 %(each)s 分（%(how)s），"
                    "计 %(steps)s 档，应扣 %(off)s 分，最低计 %(floor)s 分，得 %(score)s 分。"
                )
                % facts
            )
        return (
            _(
                "满分 %(full)s 分；目标 %(target)s，实际 %(value)s，低 %(gap)s；每低 %(per)s 扣 %(each)s 分（%(how)s），"
                "计 %(steps)s 档，扣 %(off)s 分，得 %(score)s 分。"
            )
            % facts
        )

    return reason


def _ratio(full: str, rule: kinds.Ratio) -> Reason:
    required = plain(rule.required)

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        facts = {"full": full, "required": required, "seen": answer["seen"], "score": cents_shown(cents)}
        if Decimal(answer["seen"]) >= rule.required:
            return _("满分 %(full)s 分；应有 %(required)s，实有 %(seen)s，已达到要求，得 %(score)s 分。") % facts
        return _("满分 %(full)s 分；应有 %(required)s，实有 %(seen)s，按比例得 %(score)s 分。") % facts

    return reason


def _sampled(full: str, rule: kinds.Sampled, each: LeafScore) -> Reason:
    def reason(answer: Mapping[str, Any], cents: int) -> str:
        clauses = []
        for number, place in enumerate(answer["places"], 1):
            score = None if place is None else each.exact(place)
            if score is not None:
                clauses.append(
                    _("第 %(number)d 处 %(score)s 分")
                    % {"number": number, "score": shown(Fraction(score, each.denominator))}
                )
        return _("满分 %(full)s 分；抽查 %(places)d 处，计分 %(seen)d 处：%(scores)s，平均得 %(score)s 分。") % {
            "full": full,
            "places": rule.places,
            "seen": len(clauses),
            "scores": joined(clauses),
            "score": cents_shown(cents),
        }

    return reason


def _awards(full: str, rule: kinds.Awards, points: Decimal | None) -> Reason:
    values = {level: value.of(points) for level, value in rule.levels.items()}
    limit = rule.cap if rule.cap is not None else points

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        score = cents_shown(cents)
        counted: list[tuple[str, str | None]] = [(award["level"], award.get("for")) for award in answer["awards"]]
        if not counted:
            return _("没有可计分的奖励或事项，得 %(score)s 分。") % {"score": score}
        if rule.highest_only:
            best: dict[str | None, str] = {}
            for level, matter in counted:
                if matter not in best or values[level] > values[best[matter]]:
                    best[matter] = level
            kept = [(level, matter) for matter, level in best.items()]
        else:
            kept = counted
        clauses = [
            (_("%(matter)s（%(level)s）%(points)s 分") if matter else _("%(level)s %(points)s 分"))
            % {"matter": matter, "level": level, "points": shown(values[level])}
            for level, matter in kept
        ]
        total = sum((values[level] for level, _matter in kept), Fraction(0))
        facts: dict[str, Any] = {"clauses": joined(clauses), "total": shown(total), "score": score}
        note = _("（同一事项只取最高）") if rule.highest_only and len(kept) < len(counted) else ""
        facts["note"] = note
        if limit is not None and total > limit:
            facts["limit"] = shown(limit)
            return _("%(clauses)s%(note)s，合计 %(total)s 分，最多计 %(limit)s 分，得 %(score)s 分。") % facts
        return _("%(clauses)s%(note)s，合计 %(total)s 分，得 %(score)s 分。") % facts

    return reason


def step_words(step: kinds.Step) -> str:
    """How a step that is not whole counts."""
    return {"whole": _("不足一档的不计"), "started": _("不足一档的按一档计"), "linear": _("按比例计")}[step]


def _spaced(value: kinds.Value) -> str:
    """``value_words`` after a Chinese verb: a figure is set off by a space, a word is not."""
    words = value_words(value)
    return words if value.share else f" {words}"


def _int_if_whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value
