"""A set in use as screens show it: the tree at a glance, one line with its neighbours, the facts of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from django.http import Http404
from django.utils.translation import gettext as _

from wenming.criteria.models import CriteriaSet
from wenming.criteria.rules.compiled import Compiled
from wenming.criteria.rules.guide import example
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.values import Document, Line
from wenming.criteria.selectors import words
from wenming.criteria.selectors.engines import compiled
from wenming.criteria.states import Level

DEEPEST_SHOWN = 6
"""Deeper levels are drawn like this one; nothing is left out."""
NEAR, MOST_BELOW = 12, 100


class OutlineRow(NamedTuple):
    """One line of the tree. ``order`` names it in addresses; ``level`` is 1 at the top."""

    order: int
    level: int
    code: str
    title: str
    points: Decimal | None
    methods: str
    duties: int
    bonus: bool
    leaf: bool


@dataclass(frozen=True)
class Neighbour:
    order: int
    code: str
    title: str


@dataclass(frozen=True)
class LineView:
    """One line with all that its page says."""

    order: int
    line: Line
    title: str
    text: str | None
    above: list[Neighbour]
    siblings: list[OutlineRow]
    below: list[OutlineRow]
    previous: Neighbour | None
    following: Neighbour | None
    rule: str
    counting: str
    example: str
    methods: str
    duties: list[str]
    window: str
    na: str
    bonus: bool
    worth: str
    difference: str


def outline(criteria_set: CriteriaSet) -> list[OutlineRow]:
    """Every line in document order. No query once the engine is at hand."""
    return outline_of(compiled(criteria_set))


def wording(criteria_set: CriteriaSet) -> dict[int, list[tuple[str, str]]]:
    """What paper needs besides the tree: order → (what it is, the words); requirement, scoring as printed or as counted.

    No query once the engine is at hand.
    """
    ready = compiled(criteria_set)
    requires, scored, counted = _("要求"), _("评分办法"), _("怎么算")
    found: dict[int, list[tuple[str, str]]] = {}
    for number in range(ready.root):
        line = ready.lines[number]
        said = [(requires, line.text)] if line.text and line.text != line.title else []
        if line.scoring:
            said.append((scored, line.scoring))
        elif line.is_leaf and (how := words.counting_words(line, ready.document)):
            said.append((counted, how))
        if said:
            found[number + 1] = said
    return found


def outline_of(ready: Compiled) -> list[OutlineRow]:
    """The rows of a compiled document."""
    levels = levels_of(ready)
    return [_row(ready, levels, number) for number in range(ready.root)]


def levels_of(ready: Compiled) -> list[int]:
    """The level of each line, 1 at the top."""
    levels: list[int] = []
    for above in ready.above[: ready.root]:
        levels.append(1 if above == ready.root else levels[above] + 1)
    return levels


def _row(ready: Compiled, levels: list[int], number: int) -> OutlineRow:
    line = ready.lines[number]
    return OutlineRow(
        number + 1,
        min(levels[number], DEEPEST_SHOWN),
        line.code,
        line.title or (line.text or "")[:60] or line.code,
        line.points,
        words.method_words(line.methods),
        len(line.evidence),
        ready.bonus[number],
        line.is_leaf,
    )


def line_view(criteria_set: CriteriaSet, order: int) -> LineView:
    """One line of a set in use by its order (from 1). Raises Http404. No query once the engine is at hand."""
    ready = compiled(criteria_set)
    number = order - 1
    if not 0 <= number < ready.root:
        raise Http404
    levels = levels_of(ready)
    line, parent = ready.lines[number], ready.above[number]
    same = [n for n in range(ready.root) if ready.above[n] == parent]
    below = [n for n in range(ready.root) if ready.above[n] == number]
    above = [_neighbour(ready, plan.index) for plan in ready.ancestors(number) if plan.index != ready.root][::-1]
    return LineView(
        order=order,
        line=line,
        title=line.title or (line.text or "")[:60] or line.code,
        text=line.text,
        above=above,
        siblings=[_row(ready, levels, n) for n in _around(same, number)],
        below=[_row(ready, levels, n) for n in below[:MOST_BELOW]],
        previous=_neighbour(ready, number - 1) if number else None,
        following=_neighbour(ready, number + 1) if number + 1 < ready.root else None,
        rule=words.rule_name(line),
        counting=words.counting_words(line, ready.document),
        example=_example(line, ready.document),
        methods=words.method_words(words.inherited_methods(ready, number)),
        duties=[words.duty_words(duty) for duty in line.evidence],
        window=words.window_words(line.window),
        na=words.na_words(line),
        bonus=ready.bonus[number],
        worth=plain(Fraction(ready.worth[number]) / 100),
        difference=difference_words(ready, number),
    )


def _around(numbers: list[int], number: int) -> list[int]:
    """Some numbers before and after one: a list of a thousand siblings is no help beside a line."""
    at = numbers.index(number)
    return numbers[max(0, at - NEAR) : at + NEAR + 1]


def line_facts(view: LineView) -> list[dict[str, Any]]:
    """What the rules say of a line, as pairs."""
    line = view.line
    found: list[dict[str, Any]] = [{"label": _("计分规则"), "value": view.rule}]
    if view.methods:
        found.append({"label": _("测评方法"), "value": view.methods})
    if view.window:
        found.append({"label": _("材料时间"), "value": view.window})
    if line.period:
        found.append({"label": _("周期"), "value": line.period, "num": True})
    if line.is_leaf:
        found.append({"label": _("不适用时"), "value": view.na})
    else:
        found.append({"label": _("下级合计"), "value": view.worth, "num": True})
    for name, label in (("owner", _("责任部门")), ("remark", _("备注"))):
        if isinstance(line.extra.get(name), str):
            found.append({"label": label, "value": line.extra[name]})
    return found


def order_of(criteria_set: CriteriaSet, code: str) -> int:
    """The order of the line of that code. Raises Http404."""
    number = compiled(criteria_set).numbers.get(code)
    if number is None:
        raise Http404
    return number + 1


def difference_words(ready: Compiled, number: int) -> str:
    """Printed points that the lines below do not make up; shown, never corrected."""
    line = ready.lines[number]
    worth = Fraction(ready.worth[number]) / 100
    if line.is_leaf or line.points is None or Fraction(line.points) == worth:
        return ""
    return _("下级合计 %(found)s 分") % {"found": plain(worth)}


def _neighbour(ready: Compiled, number: int) -> Neighbour:
    line = ready.lines[number]
    return Neighbour(number + 1, line.code, line.title or (line.text or "")[:40] or line.code)


def _example(line: Line, document: Document) -> str:
    from wenming.criteria.rules.compiled import leaf_rule

    return example(leaf_rule(line), line.points, document.grades) if line.is_leaf else ""


def facts(document: Document) -> list[dict[str, Any]]:
    """What belongs to the set as a whole, as pairs; its code and version stand in the head of its pages."""
    figures = [
        (_("基本分"), document.base_total),
        (_("加分上限"), document.bonus_cap),
        (_("达标线"), document.pass_mark),
    ]
    found: list[dict[str, Any]] = [
        {"label": _("层级"), "value": Level(document.level).label if document.level else ""},
        {"label": _("年度"), "value": document.year or "", "num": True},
        {"label": _("印发"), "value": document.issuer or ""},
        {"label": _("出处"), "value": document.source or ""},
    ]
    found += [
        {"label": label, "value": plain(value) if value is not None else "", "num": True} for label, value in figures
    ]
    if document.bonus_inside_total:
        found.append({"label": _("加分"), "value": _("计入满分之内")})
    if document.grades:
        found.append(
            {"label": _("等次"), "value": words.listed(f"{name} {value}" for name, value in document.grades.items())}
        )
    if document.method_weights:
        weights = [f"{words.method_words([m])} {plain(w)}" for m, w in document.method_weights.items()]
        found.append({"label": _("方法权重"), "value": words.listed(weights)})
    if document.years:
        found.append({"label": _("跨年度"), "value": words.years_words(document.years)})
    return found


def negative_rows(document: Document) -> list[dict[str, Any]]:
    """The negative list in words."""
    return [
        {
            "code": item.code,
            "title": item.title or item.text or item.code,
            "text": item.text,
            "counts": words.lookback_words(item),
            "effect": words.effect_words(item),
            "kind": item.effect.kind if item.effect else "",
        }
        for item in document.negative
    ]
