"""A rule in plain words, an example of what it gives, and the form its answer needs.

For the screens: ``describe`` says how the score comes about (怎么算), ``example`` scores an invented answer with the real
engine and tells it, ``answer_field`` describes the input from which a form is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.leaves import compile_leaf
from wenming.criteria.rules.levels import award_level_words
from wenming.criteria.rules.numbers import is_decimal, plain, shown
from wenming.criteria.rules.reasons import compile_reason, spaced_words, step_words, value_words
from wenming.criteria.rules.wording import counting, joined
from wenming.kernel.words import _

Grades = Mapping[str, kinds.Value]


def describe(rule: kinds.Rule | None, points: Decimal | None, grades: Grades | None = None) -> str:
    """How a line worth ``points`` is scored, in one or two sentences; ``grades`` are those of the set."""
    full = shown(points or 0)
    match rule:
        case None | kinds.Judged():
            return _("由评定人在 0 到 %(full)s 分之间评定。") % {"full": full}
        case kinds.Graded():
            parts = [_grade(grade, value, points) for grade, value in (rule.grades or grades or {}).items()]
            return _("按档次计分：%(parts)s。") % {"parts": joined(parts)}
        case kinds.Conditions():
            return _describe_conditions(rule)
        case kinds.Bands():
            bands = sorted(rule.bands, key=lambda band: band.minimum, reverse=True)
            parts = [
                _("达到 %(minimum)s 计%(value)s") % {"minimum": plain(band.minimum), "value": spaced_words(band.value)}
                for band in bands
            ]
            return _("按达到的档计分：%(parts)s；都未达到计%(otherwise)s。") % {
                "parts": joined(parts),
                "otherwise": spaced_words(rule.otherwise),
            }
        case kinds.Deduct():
            return _describe_deduct(rule, full)
        case kinds.Shortfall():
            text = _("目标 %(target)s，达到得满分 %(full)s 分；每低 %(per)s 扣%(points)s，%(how)s%(floor)s。")
            return text % {
                "target": plain(rule.target),
                "full": full,
                "per": plain(rule.per),
                "points": spaced_words(rule.points),
                "how": step_words(rule.step),
                "floor": _floor(rule.floor),
            }
        case kinds.Ratio():
            return _("应有 %(required)s，达到得满分 %(full)s 分；不足的，按实有占应有的比例计分。") % {
                "required": plain(rule.required),
                "full": full,
            }
        case kinds.Sampled():
            return _("抽查 %(places)d 处，取已查各处的平均分。每处：%(each)s") % {
                "places": rule.places,
                "each": describe(rule.each, points, grades),
            }
        case kinds.Awards():
            return _describe_awards(rule, points)
        case kinds.Sum():
            return _("下级各项得分相加%(cap)s。") % {"cap": _cap(rule.cap)}
        case kinds.Mean():
            return _("取下级适用各项得分的平均%(cap)s。") % {"cap": _cap(rule.cap)}
        case kinds.Weighted():
            parts = [
                _("%(code)s 占 %(weight)s") % {"code": code, "weight": plain(weight)}
                for code, weight in rule.weights.items()
            ]
            return _("下级各项按权重合计：%(parts)s%(cap)s。") % {"parts": joined(parts), "cap": _cap(rule.cap)}


def _grade(grade: str, value: kinds.Value, points: Decimal | None) -> str:
    if value.share:
        return _("%(grade)s 计%(value)s（%(points)s 分）") % {
            "grade": grade,
            "value": value_words(value),
            "points": shown(value.of(points)),
        }
    return _("%(grade)s 计 %(value)s") % {"grade": grade, "value": value_words(value)}


def _describe_conditions(rule: kinds.Conditions) -> str:
    parts = [
        _("恰好符合第 %(which)s 项计%(value)s")
        % {"which": joined([str(number) for number in sorted(case.when)]), "value": spaced_words(case.value)}
        if case.when
        else _("一项都不符合计%(value)s") % {"value": spaced_words(case.value)}
        for case in rule.cases
    ]
    parts += [
        _("符合 %(number)d 项及以上计%(value)s") % {"number": number, "value": spaced_words(rule.met[number])}
        for number in sorted(rule.met, reverse=True)
    ]
    parts.append(_("其余计%(value)s") % {"value": spaced_words(rule.otherwise)})
    return _("共 %(count)d 项条件：%(parts)s。") % {"count": rule.count, "parts": joined(parts)}


def _describe_deduct(rule: kinds.Deduct, full: str) -> str:
    parts = []
    for position, trigger in enumerate(rule.per, 1):
        before, after = counting(trigger.what, position)
        facts = {"what": f"{before}1{after}", "points": spaced_words(trigger.points)}
        if trigger.maximum is None:
            parts.append(_("%(what)s扣%(points)s") % facts)
        else:
            parts.append(_("%(what)s扣%(points)s，最多扣%(most)s") % (facts | {"most": spaced_words(trigger.maximum)}))
    return _("从 %(full)s 分往下扣：%(parts)s%(floor)s。") % {
        "full": full,
        "parts": _("；").join(parts),
        "floor": _floor(rule.floor),
    }


def _describe_awards(rule: kinds.Awards, points: Decimal | None) -> str:
    levels = [
        _("%(level)s %(points)s") % {"level": award_level_words(level), "points": value_words(value)}
        for level, value in rule.levels.items()
    ]
    best = _("；同一事项只取最高") if rule.highest_only else ""
    return _("按级别计分：%(levels)s%(best)s%(cap)s。") % {
        "levels": joined(levels),
        "best": best,
        "cap": _cap(rule.cap if rule.cap is not None else points),
    }


def _floor(floor: kinds.Value | None) -> str:
    return _("；可以扣成负分") if floor is None else _("；最低计%(floor)s") % {"floor": spaced_words(floor)}


def _cap(cap: Decimal | None) -> str:
    return "" if cap is None else _("，最多计 %(cap)s 分") % {"cap": shown(cap)}


def example(rule: kinds.LeafRule | None, points: Decimal | None, grades: Grades | None = None) -> str:
    """An invented answer, scored by the engine and told: what the rule gives."""
    rule = rule or kinds.Judged()
    answer = sample_answer(rule, points, grades)
    cents = compile_leaf(rule, points, grades).cents(answer)
    return _("例如：%(reason)s") % {"reason": compile_reason(rule, points, grades)(answer, cents or 0)}


def sample_answer(rule: kinds.LeafRule, points: Decimal | None, grades: Grades | None = None) -> dict[str, object]:
    """An answer that fits the rule and shows what it does, neither best nor worst where there is a middle."""
    match rule:
        case kinds.Judged():
            return {"score": _decimal(Fraction(points or 0) / 2)}
        case kinds.Graded():
            names = list(rule.grades or grades or {})
            return {"grade": names[min(1, len(names) - 1)]}
        case kinds.Conditions():
            number = min((number for number in rule.met if number), default=1)
            return {"met": list(range(1, number + 1))}
        case kinds.Bands():
            starts = sorted((band.minimum for band in rule.bands), reverse=True)
            return {"value": plain(starts[min(1, len(starts) - 1)])}
        case kinds.Deduct():
            return {"occurrences": [2 if number == 0 else int(number == 1) for number in range(len(rule.per))]}
        case kinds.Shortfall():
            value = _decimal(Fraction(rule.target) - Fraction(rule.per) * Fraction(5, 2))
            return {"value": value if is_decimal(value) else plain(rule.target)}
        case kinds.Ratio():
            return {"seen": _decimal(Fraction(rule.required) / 2)}
        case kinds.Sampled():
            place: object = sample_answer(rule.each, points, grades)
            return {"places": [place, *([None] * (rule.places > 1)), *([place] * (rule.places - 2))]}
        case kinds.Awards():
            return {"awards": [{"level": next(iter(rule.levels)), "for": _("某项工作")}]}


def _decimal(value: Fraction) -> str:
    """A decimal string near ``value``; halves of printed figures end, and six places always fit."""
    return plain(Fraction(round(value * 10**6), 10**6))


@dataclass(frozen=True, slots=True)
class AnswerField:
    """The one input a leaf's answer needs, for building a form.

    name      the field of the answer: score, grade, met, value, occurrences, seen, places, awards.
    kind      decimal: a number; choice: one of ``choices``; checks: any of 1…size; counts: one whole number per label;
              places: ``size`` times ``each``, any of them left out; awards: rows of a level (of ``choices``) and a matter.
    labels    of the counts, in order.
    minimum, maximum  of a decimal, where there are any.
    """

    name: str
    kind: Literal["decimal", "choice", "checks", "counts", "places", "awards"]
    label: str
    choices: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    size: int = 1
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    each: AnswerField | None = None


def answer_field(rule: kinds.LeafRule | None, points: Decimal | None, grades: Grades | None = None) -> AnswerField:
    """What to ask for on a line worth ``points``."""
    match rule:
        case None | kinds.Judged():
            return AnswerField("score", "decimal", _("得分"), minimum=Decimal(0), maximum=points or Decimal(0))
        case kinds.Graded():
            return AnswerField("grade", "choice", _("档次"), choices=tuple(rule.grades or grades or {}))
        case kinds.Conditions():
            return AnswerField("met", "checks", _("符合的条件"), size=rule.count)
        case kinds.Bands() | kinds.Shortfall():
            return AnswerField("value", "decimal", _("实际数值"))
        case kinds.Deduct():
            labels = tuple(
                trigger.what or _("第 %(number)d 种情形") % {"number": position}
                for position, trigger in enumerate(rule.per, 1)
            )
            return AnswerField("occurrences", "counts", _("发生次数"), labels=labels, size=len(labels))
        case kinds.Ratio():
            return AnswerField("seen", "decimal", _("实有数量"), minimum=Decimal(0))
        case kinds.Sampled():
            each = answer_field(rule.each, points, grades)
            return AnswerField("places", "places", _("抽查各处"), size=rule.places, each=each)
        case kinds.Awards():
            return AnswerField("awards", "awards", _("所获奖励或事项"), choices=tuple(rule.levels))
