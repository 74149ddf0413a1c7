"""One leaf's rule, made into a function from an answer to points.

A rule is compiled once per line: every constant becomes a whole number over one denominator, so that scoring is plain
integer arithmetic and exact. ``LeafScore.cents`` rounds half-up to hundredths, as a leaf's score is; ``exact`` does
not, as a place inside ``sampled`` is not. Both return None for a sampled line none of whose places was seen: the line
then does as its ``na`` says.

Decisions where the contract leaves room:

- A line without points is worth 0: a judged score above 0 is refused, deductions start from 0 (shares are refused).
- Counts (``occurrences``) are whole numbers from 0; ``seen`` is not negative.
- Fields an answer carries beyond what its rule asks ("note") are no mistake; a missing or mistyped one is.
- Awards without ``for`` are one matter where only the best per matter counts.
- A place answered ``{"na": true}`` is refused: a place left out is ``null``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.numbers import FIXED, fixed, half_up, plain
from wenming.kernel.words import _

Answer: TypeAlias = Mapping[str, object]
Compute: TypeAlias = Callable[[Answer], int | None]

MOST = 10**9
"""Counts above this are a slip of the keyboard."""

_KEEP = 1 << 16


class Misfit(Exception):
    """An answer that does not fit its rule; the engine adds the line and refuses."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class LeafScore:
    """A compiled leaf rule: ``exact`` in 1/denominator points, ``cents`` in hundredths, rounded half-up."""

    exact: Compute
    denominator: int
    cents: Compute


def compile_leaf(rule: kinds.LeafRule, points: Decimal | None, grades: Mapping[str, kinds.Value] | None) -> LeafScore:
    """The rule of a leaf worth ``points``, in a set with these ``grades``."""
    match rule:
        case kinds.Judged():
            return LeafScore(_judged(points), FIXED, _judged(points, FIXED // 100))
        case kinds.Graded():
            table = {grade: value.of(points) for grade, value in (rule.grades or grades or {}).items()}
            return _tabled(table, _graded)
        case kinds.Conditions():
            return _conditions(rule, points)
        case kinds.Bands():
            return _bands(rule, points)
        case kinds.Deduct():
            return _deduct(rule, points)
        case kinds.Shortfall():
            return _shortfall(rule, points)
        case kinds.Ratio():
            return _ratio(rule, points)
        case kinds.Sampled():
            return _sampled(rule, points, grades)
        case kinds.Awards():
            return _awards(rule, points)


class _Figures(dict[str, int]):
    """Decimals of answers in 1/FIXED, kept; ``ValueError`` or ``TypeError`` for what is no decimal string."""

    def __missing__(self, text: str) -> int:
        value = fixed(text)
        if len(self) >= _KEEP:
            self.clear()
        self[text] = value
        return value


FIGURES = _Figures()


def _no_figure(answer: Answer, name: str) -> Misfit:
    """The refusal of an answer whose field is missing or no decimal."""
    if answer.get(name) is None:
        return Misfit(_("答案缺少 %(field)s，请补上。") % {"field": name})
    return Misfit(_('答案的 %(field)s 应是加引号的十进制数，如 "1.5"。') % {"field": name})


def _list(answer: Answer, name: str) -> list[object]:
    value = answer.get(name)
    if type(value) is list:
        return value
    if isinstance(value, tuple):
        return list(value)
    if value is None:
        raise Misfit(_("答案缺少 %(field)s，请补上。") % {"field": name})
    raise Misfit(_("答案的 %(field)s 应是列表 […]。") % {"field": name})


def _common(*values: Fraction | None) -> int:
    """A denominator for all values, at least hundredths."""
    return lcm(100, *(value.denominator for value in values if value is not None))


def _finish(exact: Compute, denominator: int) -> LeafScore:
    """The rounded function beside the exact one; over hundredths they are the same."""
    if denominator == 100:
        return LeafScore(exact, denominator, exact)

    def cents(answer: Answer) -> int | None:
        numerator = exact(answer)
        return None if numerator is None else half_up(numerator * 100, denominator)

    return LeafScore(exact, denominator, cents)


def _tabled(values: Mapping[str, Fraction], make: Callable[[Mapping[str, int]], Compute]) -> LeafScore:
    """A rule that looks its value up: one table exact, one rounded."""
    denominator = _common(*values.values())
    exact = {name: int(value * denominator) for name, value in values.items()}
    cents = {name: half_up(number * 100, denominator) for name, number in exact.items()}
    return LeafScore(make(exact), denominator, make(cents))


def _judged(points: Decimal | None, unit: int = 1) -> Compute:
    most, half = int(Fraction(points or 0) * FIXED), unit // 2

    def compute(answer: Answer) -> int:
        try:
            score = FIGURES[answer["score"]]  # type: ignore[index]
        except (KeyError, ValueError, TypeError):
            raise _no_figure(answer, "score") from None
        if not 0 <= score <= most:
            raise Misfit(
                _("评分应在 0 到 %(points)s 分之间，现在是 %(score)s。")
                % {"points": plain(points or 0), "score": answer["score"]}
            )
        return (score + half) // unit

    return compute


def _graded(table: Mapping[str, int]) -> Compute:
    def compute(answer: Answer) -> int:
        grade = answer.get("grade")
        if type(grade) is str:
            value = table.get(grade)
            if value is not None:
                return value
        if grade is None:
            raise Misfit(_("答案缺少 %(field)s，请补上。") % {"field": "grade"})
        raise Misfit(_("没有这个档次，可用的有：%(known)s。") % {"known": _("、").join(table)})

    return compute


def _conditions(rule: kinds.Conditions, points: Decimal | None) -> LeafScore:
    count = rule.count
    by_number: list[Fraction] = []
    value = rule.otherwise.of(points)
    for number in range(count + 1):
        if number in rule.met:
            value = rule.met[number].of(points)
        by_number.append(value)
    by_case: dict[frozenset[int], Fraction] = {}
    for case in rule.cases:
        by_case.setdefault(case.when, case.value.of(points))
    denominator = _common(*by_number, *by_case.values())

    def make(unit: int) -> Compute:
        numbers = [half_up(int(value * denominator), unit) for value in by_number]
        cases = {when: half_up(int(value * denominator), unit) for when, value in by_case.items()}

        def compute(answer: Answer) -> int:
            met = _list(answer, "met")
            for number in met:
                if type(number) is not int or not 1 <= number <= count:
                    raise Misfit(_("met 里应是 1 到 %(count)d 的条件序号。") % {"count": count})
            if len(set(met)) != len(met):
                raise Misfit(_("met 里有条件写了两次，请各写一次。"))
            if cases:
                value = cases.get(frozenset(met))  # type: ignore[arg-type]
                if value is not None:
                    return value
            return numbers[len(met)]

        return compute

    return LeafScore(make(1), denominator, make(denominator // 100))


def _bands(rule: kinds.Bands, points: Decimal | None) -> LeafScore:
    bands = sorted(rule.bands, key=lambda band: band.minimum)
    starts = [int(Fraction(band.minimum) * FIXED) for band in bands]
    values = [rule.otherwise.of(points), *(band.value.of(points) for band in bands)]
    denominator = _common(*values)

    def make(unit: int) -> Compute:
        table = [half_up(int(value * denominator), unit) for value in values]

        def compute(answer: Answer) -> int:
            try:
                return table[bisect_right(starts, FIGURES[answer["value"]])]  # type: ignore[index]
            except (KeyError, ValueError, TypeError):
                raise _no_figure(answer, "value") from None

        return compute

    return LeafScore(make(1), denominator, make(denominator // 100))


def _deduct(rule: kinds.Deduct, points: Decimal | None) -> LeafScore:
    whole = Fraction(points or 0)
    each = [trigger.points.of(points) for trigger in rule.per]
    most = [None if trigger.maximum is None else trigger.maximum.of(points) for trigger in rule.per]
    floor = None if rule.floor is None else rule.floor.of(points)
    denominator = _common(whole, floor, *each, *most)
    start = int(whole * denominator)
    lowest = None if floor is None else int(floor * denominator)
    size = len(each)
    triggers = [
        (int(per * denominator), int(each_most * denominator) if each_most is not None else -1)
        for per, each_most in zip(each, most, strict=True)
    ]

    def compute(answer: Answer) -> int:
        occurrences = _list(answer, "occurrences")
        if len(occurrences) != size:
            raise Misfit(
                _("occurrences 应有 %(size)d 个数，与扣分情形一一对应，现在有 %(found)d 个。")
                % {"size": size, "found": len(occurrences)}
            )
        score = start
        for count, (per, at_most) in zip(occurrences, triggers):  # noqa: B905 – same length, and this is the hot path
            if count == 0 and type(count) is int:
                continue
            if type(count) is not int or not 0 <= count <= MOST:
                raise Misfit(_("occurrences 里应是不小于 0 的整数（不加引号）。"))
            off = count * per
            score -= at_most if 0 <= at_most < off else off
        return lowest if lowest is not None and score < lowest else score

    return _finish(compute, denominator)


def _shortfall(rule: kinds.Shortfall, points: Decimal | None) -> LeafScore:
    whole, per_step = Fraction(points or 0), rule.points.of(points)
    floor = None if rule.floor is None else rule.floor.of(points)
    target, per = int(Fraction(rule.target) * FIXED), int(Fraction(rule.per) * FIXED)
    linear, started = rule.step == "linear", rule.step == "started"
    denominator = _common(whole, per_step, floor) * (per if linear else 1)
    start, off = int(whole * denominator), int(per_step * denominator)
    if linear:
        off //= per
    lowest = None if floor is None else int(floor * denominator)

    def compute(answer: Answer) -> int:
        try:
            gap = target - FIGURES[answer["value"]]  # type: ignore[index]
        except (KeyError, ValueError, TypeError):
            raise _no_figure(answer, "value") from None
        if gap <= 0:
            score = start
        elif linear:
            score = start - off * gap
        elif started:
            score = start + off * (-gap // per)
        else:
            score = start - off * (gap // per)
        return lowest if lowest is not None and score < lowest else score

    return _finish(compute, denominator)


def _ratio(rule: kinds.Ratio, points: Decimal | None) -> LeafScore:
    whole, required = Fraction(points or 0), int(Fraction(rule.required) * FIXED)
    base = _common(whole)
    start = int(whole * base)

    def compute(answer: Answer) -> int:
        try:
            seen = FIGURES[answer["seen"]]  # type: ignore[index]
        except (KeyError, ValueError, TypeError):
            raise _no_figure(answer, "seen") from None
        if seen < 0:
            raise Misfit(_("seen 不能小于 0。"))
        return start * min(seen, required)

    return _finish(compute, base * required)


def _sampled(rule: kinds.Sampled, points: Decimal | None, grades: Mapping[str, kinds.Value] | None) -> LeafScore:
    inner = compile_leaf(rule.each, points, grades)
    compute_place, denominator, size = inner.exact, inner.denominator, rule.places

    def seen(answer: Answer) -> tuple[int, int]:
        places = _list(answer, "places")
        if len(places) != size:
            raise Misfit(
                _("places 应有 %(size)d 处（未查的写 null），现在有 %(found)d 处。")
                % {"size": size, "found": len(places)}
            )
        total = number = 0
        for index, place in enumerate(places, 1):
            if place is None:
                continue
            try:
                if not isinstance(place, Mapping):
                    raise Misfit(_("应是该处的答案 {…}，未查的写 null。"))
                if place.get("na"):
                    raise Misfit(_("该处不适用时写 null。"))
                value = compute_place(place)
            except Misfit as misfit:
                raise Misfit(
                    _("第 %(number)d 处：%(problem)s") % {"number": index, "problem": misfit.message}
                ) from None
            if value is not None:
                total += value
                number += 1
        return total, number

    def cents(answer: Answer) -> int | None:
        total, number = seen(answer)
        return half_up(total * 100, denominator * number) if number else None

    common = lcm(*range(1, size + 1)) if size <= 100 else 0

    def exact(answer: Answer) -> int | None:
        total, number = seen(answer)
        return total * (common // number) if number else None

    return LeafScore(exact, denominator * common, cents)


def _awards(rule: kinds.Awards, points: Decimal | None) -> LeafScore:
    values = {level: value.of(points) for level, value in rule.levels.items()}
    limit = rule.cap if rule.cap is not None else points
    cap = None if limit is None else Fraction(limit)
    denominator = _common(cap, *values.values())
    table = {level: int(value * denominator) for level, value in values.items()}
    most = None if cap is None else int(cap * denominator)
    best_only = rule.highest_only

    def compute(answer: Answer) -> int:
        best: dict[str | None, int] = {}
        total = 0
        for award in _list(answer, "awards"):
            if not isinstance(award, Mapping):
                raise Misfit(_('awards 里应是 {"level": 级别, "for": 事项}。'))
            level, matter = award.get("level"), award.get("for")
            value = table.get(level) if type(level) is str else None
            if value is None:
                raise Misfit(_("没有这个级别，可用的有：%(known)s。") % {"known": _("、").join(table)})
            if matter is not None and type(matter) is not str:
                raise Misfit(_("for 应是文字，写明因何事获得。"))
            if best_only:
                best[matter] = max(value, best.get(matter, value))
            else:
                total += value
        if best_only:
            total = sum(best.values())
        return most if most is not None and total > most else total

    return _finish(compute, denominator)
