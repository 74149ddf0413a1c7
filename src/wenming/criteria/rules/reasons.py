"""The sentence behind a leaf's score: the rule, what was answered, every deduction, the result.

``compile_reason`` prepares one function per line in the language of the context, as ``leaves.py`` does for the
arithmetic; it is called with an answer that has already been scored, so it never refuses. What it says is computed from
the same constants, not parsed back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.leaves import FIGURES, LeafScore, compile_leaf
from wenming.criteria.rules.levels import award_level_words
from wenming.criteria.rules.numbers import FIXED, plain, plain_ratio, shown, shown_ratio
from wenming.criteria.rules.wording import SHOWN, counting, sentence
from wenming.kernel.words import _

MOST_KEPT = 4096
LISTED: dict[tuple[str, str], dict[tuple[int, ...], str]] = {}
"""Numbers named one after the other, by the words of a language. Shared by all lines: what each line keeps for itself
falls out of the processor's cache before it is asked for again.
"""

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
            return _awards(rule, points)


def value_words(value: kinds.Value) -> str:
    """A value of a rule, for a sentence: ``1.50 分`` or ``满分的 66%``."""
    if value.share:
        return _("满分的 %(share)s%%") % {"share": plain(value.number)}
    return _("%(points)s 分") % {"points": shown(value.number)}


def spaced_words(value: kinds.Value) -> str:
    """``value_words`` after a Chinese verb: a figure is set off by a space, a word is not."""
    return value_words(value) if value.share else f" {value_words(value)}"


def step_words(step: kinds.Step) -> str:
    """How a step that is not whole counts."""
    return {"whole": _("不足一档的不计"), "started": _("不足一档的按一档计"), "linear": _("按比例计")}[step]


def _judged(full: str) -> Reason:
    say = sentence(_("满分 %(full)s 分；评定 %(given)s 分，得 %(score)s 分。"), "given", "score", full=full)
    return lambda answer, cents: say(answer["score"], SHOWN[cents])


def _graded(full: str, grades: Mapping[str, kinds.Value]) -> Reason:
    text = _("满分 %(full)s 分；评为“%(grade)s”，该档计%(value)s，得 %(score)s 分。")
    say = {
        grade: sentence(text, "score", full=full, grade=grade, value=spaced_words(value))
        for grade, value in grades.items()
    }
    return lambda answer, cents: say[answer["grade"]](SHOWN[cents])


def _conditions(full: str, rule: kinds.Conditions) -> Reason:
    comma, none, names = _("、"), _("无"), ("met", "which", "score")
    constants: dict[str, object] = {"full": full, "count": rule.count}
    by_case: dict[frozenset[int], Callable[..., str]] = {}
    text = _("满分 %(full)s 分；%(count)s 项条件中符合 %(met)s 项（%(which)s），这一组合计%(value)s，得 %(score)s 分。")
    for case in rule.cases:
        by_case.setdefault(case.when, sentence(text, *names, **constants, value=spaced_words(case.value)))
    text = _(
        "满分 %(full)s 分；%(count)s 项条件中符合 %(met)s 项（%(which)s），未达到计分要求，计%(value)s，得 %(score)s 分。"
    )
    say = sentence(text, *names, **constants, value=spaced_words(rule.otherwise))
    text = _(
        "满分 %(full)s 分；%(count)s 项条件中符合 %(met)s 项（%(which)s），符合 %(step)s 项及以上计%(value)s，得 %(score)s 分。"
    )
    by_number = []
    for number in range(rule.count + 1):
        if number in rule.met:
            say = sentence(text, *names, **constants, step=number, value=spaced_words(rule.met[number]))
        by_number.append(say)

    named = LISTED.setdefault((comma, none), {})

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        met = tuple(answer["met"])
        which = named.get(met)
        if which is None:
            which = comma.join(map(str, sorted(met))) or none
            if len(named) < MOST_KEPT:
                named[met] = which
        say = by_case.get(frozenset(met)) if by_case else None
        return (say or by_number[len(met)])(len(met), which, SHOWN[cents])

    return reason


def _bands(full: str, rule: kinds.Bands) -> Reason:
    bands = sorted(rule.bands, key=lambda band: band.minimum, reverse=True)
    text = _("满分 %(full)s 分；实际为 %(value)s，达到 %(minimum)s 及以上一档，计%(worth)s，得 %(score)s 分。")
    said = [
        (
            int(Fraction(band.minimum) * FIXED),
            sentence(text, "value", "score", full=full, minimum=plain(band.minimum), worth=spaced_words(band.value)),
        )
        for band in bands
    ]
    below = sentence(
        _("满分 %(full)s 分；实际为 %(value)s，未达到最低一档 %(minimum)s，计%(worth)s，得 %(score)s 分。"),
        "value",
        "score",
        full=full,
        minimum=plain(bands[-1].minimum),
        worth=spaced_words(rule.otherwise),
    )

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        value = FIGURES[answer["value"]]
        for start, say in said:
            if start <= value:
                return say(answer["value"], SHOWN[cents])
        return below(answer["value"], SHOWN[cents])

    return reason


def _deduct(full: str, rule: kinds.Deduct, points: Decimal | None) -> Reason:
    once, at_most = (
        _("%(before)s%(count)s%(after)s，扣 %(off)s 分"),
        _("%(before)s%(count)s%(after)s，扣 %(off)s 分（此类最多扣这么多）"),
    )
    triggers = []
    for position, trigger in enumerate(rule.per, 1):
        before, after = counting(trigger.what, position)
        per = _int_if_whole(trigger.points.of(points) * 100)
        most = None if trigger.maximum is None else _int_if_whole(trigger.maximum.of(points) * 100)
        fill = [sentence(text, "count", "off", before=before, after=after) for text in (once, at_most)]
        triggers.append((per, most, fill[0], fill[1]))
    start = _int_if_whole(Fraction(points or 0) * 100)
    floor = None if rule.floor is None else _int_if_whole(rule.floor.of(points) * 100)
    comma = _("；")
    unharmed = sentence(_("满分 %(full)s 分；没有扣分情形，得 %(score)s 分。"), "score", full=full)
    names = ("clauses", "total", "score")
    say = sentence(_("满分 %(full)s 分；%(clauses)s；共扣 %(total)s 分，得 %(score)s 分。"), *names, full=full)
    say_floor = sentence(
        _("满分 %(full)s 分；%(clauses)s；共扣 %(total)s 分，最低计 %(floor)s 分，得 %(score)s 分。"),
        *names,
        full=full,
        floor=SHOWN[floor or 0],
    )

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        clauses = []
        total: int | Fraction = 0
        for (per, most, clause, limited), count in zip(triggers, answer["occurrences"]):  # noqa: B905 – scored already
            if not count:
                continue
            off = count * per
            if most is not None and off > most:
                off, clause = most, limited
            total += off
            clauses.append(clause(count, SHOWN[off]))
        if not clauses:
            return unharmed(SHOWN[cents])
        told = say_floor if floor is not None and start - total < floor else say
        return told(comma.join(clauses), SHOWN[total], SHOWN[cents])

    return reason


def _shortfall(full: str, rule: kinds.Shortfall, points: Decimal | None) -> Reason:
    per_step = rule.points.of(points)
    each, each_unit = per_step.numerator, per_step.denominator
    floor = None if rule.floor is None else rule.floor.of(points)
    most = None if floor is None else Fraction(points or 0) - floor
    target, per = int(Fraction(rule.target) * FIXED), int(Fraction(rule.per) * FIXED)
    linear, started = rule.step == "linear", rule.step == "started"
    constants = {
        "full": full,
        "target": plain(rule.target),
        "per": plain(rule.per),
        "each": shown(per_step),
        "how": step_words(rule.step),
        "floor": shown(floor or 0),
    }
    reached = sentence(
        _("满分 %(full)s 分；目标 %(target)s，实际 %(value)s，达到目标，得 %(score)s 分。"),
        "value",
        "score",
        **constants,
    )
    names = ("value", "gap", "steps", "off", "score")
    short = sentence(
        _(
            "满分 %(full)s 分；目标 %(target)s，实际 %(value)s，低 %(gap)s；每低 %(per)s 扣 %(each)s 分（%(how)s），"
            "计 %(steps)s 档，扣 %(off)s 分，得 %(score)s 分。"
        ),
        *names,
        **constants,
    )
    floored = sentence(
        _(
            "满分 %(full)s 分；目标 %(target)s，实际 %(value)s，低 %(gap)s；每低 %(per)s 扣 %(each)s 分（%(how)s），"
            "计 %(steps)s 档，应扣 %(off)s 分，最低计 %(floor)s 分，得 %(score)s 分。"
        ),
        *names,
        **constants,
    )

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        gap = target - FIGURES[answer["value"]]
        if gap <= 0:
            return reached(answer["value"], SHOWN[cents])
        steps, unit = (gap, per) if linear else ((-(-gap // per) if started else gap // per), 1)
        off, off_unit = each * steps, each_unit * unit
        limited = most is not None and off * most.denominator > most.numerator * off_unit
        return (floored if limited else short)(
            answer["value"],
            plain_ratio(gap, FIXED),
            plain_ratio(steps, unit),
            shown_ratio(off, off_unit),
            SHOWN[cents],
        )

    return reason


def _ratio(full: str, rule: kinds.Ratio) -> Reason:
    required, needed = plain(rule.required), int(Fraction(rule.required) * FIXED)
    enough, partly = (
        sentence(text, "seen", "score", full=full, required=required)
        for text in (
            _("满分 %(full)s 分；应有 %(required)s，实有 %(seen)s，已达到要求，得 %(score)s 分。"),
            _("满分 %(full)s 分；应有 %(required)s，实有 %(seen)s，按比例得 %(score)s 分。"),
        )
    )

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        seen = answer["seen"]
        return (enough if FIGURES[seen] >= needed else partly)(seen, SHOWN[cents])

    return reason


def _sampled(full: str, rule: kinds.Sampled, each: LeafScore) -> Reason:
    say = sentence(
        _("满分 %(full)s 分；抽查 %(places)s 处，计分 %(seen)s 处：%(scores)s，平均得 %(score)s 分。"),
        "seen",
        "scores",
        "score",
        full=full,
        places=rule.places,
    )
    clause, comma = sentence(_("第 %(number)s 处 %(score)s 分"), "number", "score"), _("、")
    exact, unit = each.exact, each.denominator

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        clauses = []
        number = 0
        for place in answer["places"]:
            number += 1
            score = None if place is None else exact(place)
            if score is None:
                continue
            clauses.append(clause(number, shown_ratio(score, unit)))
        return say(len(clauses), comma.join(clauses), SHOWN[cents])

    return reason


def _awards(rule: kinds.Awards, points: Decimal | None) -> Reason:
    exact = {level: value.of(points) for level, value in rule.levels.items()}
    unit = lcm(*(value.denominator for value in exact.values()))
    values = {level: int(value * unit) for level, value in exact.items()}
    cap = rule.cap if rule.cap is not None else points
    limit = None if cap is None else Fraction(cap) * unit
    nothing = sentence(_("没有可计分的奖励或事项，得 %(score)s 分。"), "score")
    named, bare = {}, {}
    for level, value in exact.items():
        said = {"level": award_level_words(level), "points": shown(value)}
        named[level] = sentence(_("%(matter)s（%(level)s）%(points)s 分"), "matter", **said)
        bare[level] = sentence(_("%(level)s %(points)s 分"), **said)()
    comma, best_note, best_only = _("、"), _("（同一事项只取最高）"), rule.highest_only
    names = ("clauses", "note", "total", "score")
    say = sentence(_("%(clauses)s%(note)s，合计 %(total)s 分，得 %(score)s 分。"), *names)
    capped = sentence(
        _("%(clauses)s%(note)s，合计 %(total)s 分，最多计 %(limit)s 分，得 %(score)s 分。"),
        *names,
        limit=shown(cap or 0),
    )

    def reason(answer: Mapping[str, Any], cents: int) -> str:
        counted: list[tuple[str, str | None]] = [(award["level"], award.get("for")) for award in answer["awards"]]
        if not counted:
            return nothing(SHOWN[cents])
        kept = _best(counted, values) if best_only and len(counted) > 1 else counted
        clauses = []
        total = 0
        for level, matter in kept:
            clauses.append(named[level](matter) if matter else bare[level])
            total += values[level]
        note = best_note if len(kept) < len(counted) else ""
        told = capped if limit is not None and total > limit else say
        return told(comma.join(clauses), note, shown_ratio(total, unit), SHOWN[cents])

    return reason


def _best(counted: list[tuple[str, str | None]], values: Mapping[str, int]) -> list[tuple[str, str | None]]:
    """The best award for each matter, in the order in which the matters appear."""
    best: dict[str | None, tuple[str, str | None]] = {}
    for award in counted:
        found = best.get(award[1])
        if found is None or values[award[0]] > values[found[0]]:
            best[award[1]] = award
    return list(best.values())


def _int_if_whole(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value
