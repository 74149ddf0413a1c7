"""Comparing two criteria documents, whatever became of their codes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from wenming.criteria.rules.comparison.matching import Words, match
from wenming.criteria.rules.comparison.values import Comparison, FieldChange, ItemRow, LineRow, Placed, Summary
from wenming.criteria.rules.layering.trees import longest_rise
from wenming.criteria.rules.rule_kinds import Weighted
from wenming.criteria.rules.values import Document, Line, NegativeItem

T = TypeVar("T")
LINE_FIELDS = tuple(each.name for each in dataclasses.fields(Line) if each.name not in ("code", "lines"))
ITEM_FIELDS = tuple(each.name for each in dataclasses.fields(NegativeItem) if each.name != "code")
SET_FIELDS = tuple(each.name for each in dataclasses.fields(Document) if each.name not in ("lines", "negative"))


def compare(old: Document, new: Document) -> Comparison:
    """Return what is different between two versions of a set, or between any two sets.

    A line of one is the line of the other that has its code and its words, or its words alone, or its code alone (see
    ``matching``). Of siblings in another order the fewest possible count as moved.
    """
    before, after = list(_placed(old)), list(_placed(new))
    found = match(_words(before), _words(after))
    codes = {before[one].line.code: after[other].line.code for one, other in found.items()}
    moved = _moved(before, after, found, codes)
    rows = {
        one: LineRow(before[one], after[other], one in moved, _line_fields(before[one].line, after[other].line, codes))
        for one, other in found.items()
    }
    ordered = _in_order(before, after, found, rows.__getitem__, lambda e: LineRow(e, None), lambda e: LineRow(None, e))
    negative = _negative(old.negative, new.negative)
    settings = _fields(old, new, SET_FIELDS)
    return Comparison(ordered, negative, settings, _summary(old, new, ordered, negative, settings))


def _placed(document: Document) -> Iterator[Placed]:
    waiting: list[tuple[Line, tuple[str, ...]]] = [(line, ()) for line in reversed(document.lines)]
    order = 0
    while waiting:
        line, above = waiting.pop()
        yield Placed(line, above, order)
        order += 1
        waiting += [(child, (*above, line.code)) for child in reversed(line.lines)]


def _words(lines: Sequence[Placed]) -> list[Words]:
    numbers = {each.line.code: each.order for each in lines}
    return [Words.of(each.line.code, each.line.title, each.line.text, numbers.get(each.parent or "")) for each in lines]


def _moved(before: Sequence[Placed], after: Sequence[Placed], found: dict[int, int], codes: dict[str, str]) -> set[int]:
    """Return the numbers of old lines that stand elsewhere now."""
    moved: set[int] = set()
    siblings: dict[str | None, list[int]] = {}
    for one in sorted(found):
        parent = before[one].parent
        if (codes.get(parent) if parent is not None else None) != after[found[one]].parent or (
            parent is not None and parent not in codes
        ):
            moved.add(one)
        else:
            siblings.setdefault(parent, []).append(one)
    for children in siblings.values():
        kept = longest_rise([found[one] for one in children])
        moved.update(one for at, one in enumerate(children) if at not in kept)
    return moved


def _in_order(
    before: Sequence[Any],
    after: Sequence[Any],
    found: dict[int, int],
    both: Callable[[int], T],
    removed: Callable[[Any], T],
    added: Callable[[Any], T],
) -> tuple[T, ...]:
    """Return rows in the order of ``after``; what is only in ``before`` follows what it followed there."""
    gone: dict[int, list[Any]] = {}
    anchor = -1
    for one, thing in enumerate(before):
        if one in found:
            anchor = found[one]
        else:
            gone.setdefault(anchor, []).append(thing)
    back = {other: one for one, other in found.items()}
    rows = [removed(thing) for thing in gone.get(-1, [])]
    for other, thing in enumerate(after):
        rows.append(both(back[other]) if other in back else added(thing))
        rows += [removed(each) for each in gone.get(other, [])]
    return tuple(rows)


def _fields(old: object, new: object, names: Sequence[str]) -> tuple[FieldChange, ...]:
    changes = []
    for name in names:
        one, other = getattr(old, name), getattr(new, name)
        if one != other:
            changes.append(FieldChange(name, one, other))
    return tuple(changes)


def _line_fields(old: Line, new: Line, codes: dict[str, str]) -> tuple[FieldChange, ...]:
    """The fields that differ; weights are those of the same lines, whatever their codes are now."""
    rule = old.rule
    if isinstance(rule, Weighted) and isinstance(new.rule, Weighted) and rule != new.rule:
        renamed = dataclasses.replace(rule, weights={codes.get(code, code): w for code, w in rule.weights.items()})
        if renamed == new.rule:
            old = dataclasses.replace(old, rule=renamed)
    return _fields(old, new, LINE_FIELDS)


def _negative(old: Sequence[NegativeItem], new: Sequence[NegativeItem]) -> tuple[ItemRow, ...]:
    words = ([Words.of(item.code, item.title, item.text) for item in items] for items in (old, new))
    found = match(*words)
    return _in_order(
        old,
        new,
        found,
        lambda one: ItemRow(old[one], new[found[one]], _fields(old[one], new[found[one]], ITEM_FIELDS)),
        lambda item: ItemRow(item, None),
        lambda item: ItemRow(None, item),
    )


def _summary(
    old: Document,
    new: Document,
    rows: Sequence[LineRow],
    negative: Sequence[ItemRow],
    settings: Sequence[FieldChange],
) -> Summary:
    (old_points, old_bonus), (new_points, new_bonus) = _points(old), _points(new)
    return Summary(
        added=sum(row.old is None for row in rows),
        removed=sum(row.new is None for row in rows),
        moved=sum(row.moved for row in rows),
        renumbered=sum(row.renumbered for row in rows),
        changed=sum(bool(row.fields) for row in rows),
        same=sum(row.status == "same" for row in rows),
        negative=sum(row.status != "same" for row in negative),
        settings=len(settings),
        old_total=old.base_total,
        new_total=new.base_total,
        old_points=old_points,
        new_points=new_points,
        old_bonus=old_bonus,
        new_bonus=new_bonus,
    )


def _points(document: Document) -> tuple[Decimal | None, Decimal | None]:
    """Return the points of the leaves: of the base, and of bonus lines."""
    sums: dict[bool, Decimal] = {}
    waiting = [(line, False) for line in document.lines]
    while waiting:
        line, bonus = waiting.pop()
        bonus = bonus or line.bonus
        if line.is_leaf and line.points is not None:
            sums[bonus] = sums.get(bonus, Decimal(0)) + line.points
        waiting += [(child, bonus) for child in line.lines]
    return sums.get(False), sums.get(True)
