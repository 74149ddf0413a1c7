"""A list of lines (or negative items) taken apart: the fields of each, who stands below whom, in which order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wenming.criteria.rules.layering.values import Plain

ABSENT: Any = object()


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are written alike: 1 is not true, 1 is not 1.0, the order of fields does not matter."""
    if isinstance(one, str) or one is None or one is ABSENT:
        return bool(one == other)
    if one is other:
        return True
    return bool(one == other) and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Plain, tuple[str, ...]]:
    """Return the fields whose value is new, and the fields that are gone."""
    changed = {name: value for name, value in after.items() if not same(before.get(name, ABSENT), value)}
    return changed, tuple(name for name in before if name not in after)


class Tree:
    """Lines by code. ``own`` has the fields of each but its lines; None stands for the top.

    Codes are unique, as every valid document has them.
    """

    __slots__ = ("below", "own", "parent")

    def __init__(self) -> None:
        self.own: dict[str, Plain] = {}
        self.parent: dict[str, str | None] = {}
        self.below: dict[str | None, list[str]] = {None: []}

    @classmethod
    def of_lines(cls, lines: Sequence[Mapping[str, Any]]) -> Tree:
        tree = cls()
        tree.grow(lines, None, 0)
        return tree

    @classmethod
    def of_items(cls, items: Sequence[Mapping[str, Any]]) -> Tree:
        """A list without a tree; a field ``lines`` is a field like any other."""
        tree = cls()
        for item in items:
            tree.put(str(item["code"]), dict(item), None, len(tree.below[None]))
        return tree

    def put(self, code: str, own: Plain, parent: str | None, at: int) -> None:
        self.own[code], self.parent[code] = own, parent
        self.below.setdefault(code, [])
        self.below[parent].insert(at, code)

    def grow(self, lines: Iterable[Mapping[str, Any]], parent: str | None, at: int) -> None:
        """Put ``lines`` with all below them under ``parent``, from position ``at`` on."""
        waiting: list[tuple[Mapping[str, Any], str | None, int]] = [
            (line, parent, at + number) for number, line in enumerate(lines)
        ][::-1]
        while waiting:
            line, above, place = waiting.pop()
            code = str(line["code"])
            self.put(code, {name: value for name, value in line.items() if name != "lines"}, above, place)
            waiting += [(child, code, number) for number, child in enumerate(line.get("lines") or [])][::-1]

    def lines(self) -> list[Plain]:
        """The lines put together again."""
        made = {code: dict(own) for code, own in self.own.items()}
        for code, children in self.below.items():
            if code is not None and children:
                made[code]["lines"] = [made[child] for child in children]
        return [made[code] for code in self.below[None]]

    def items(self) -> list[Plain]:
        return [dict(self.own[code]) for code in self.below[None]]

    def walk(self, top: str | None = None) -> Iterator[str]:
        """The codes below ``top`` in document order."""
        waiting = self.below[top][::-1]
        while waiting:
            code = waiting.pop()
            yield code
            waiting += self.below[code][::-1]

    def above(self, code: str | None) -> Iterator[str]:
        """The codes above a line, the nearest first."""
        while code is not None and (code := self.parent[code]) is not None:
            yield code

    def before(self, code: str) -> str | None:
        """The sibling right before a line; None for the first."""
        siblings = self.below[self.parent[code]]
        at = siblings.index(code)
        return siblings[at - 1] if at else None

    def lift(self, code: str) -> None:
        """Take a line off its place; it still exists."""
        self.below[self.parent[code]].remove(code)

    def remove(self, code: str) -> None:
        """Take a line away with all below it."""
        self.lift(code)
        for gone in [code, *self.walk(code)]:
            del self.own[gone], self.parent[gone], self.below[gone]


def longest_rise(places: Sequence[int]) -> set[int]:
    """Return positions of a longest rising run in ``places``: what may stay where it is while the rest moves."""
    ends: list[int] = []
    previous: list[int] = [-1] * len(places)
    for at, place in enumerate(places):
        low, high = 0, len(ends)
        while low < high:
            middle = (low + high) // 2
            if places[ends[middle]] < place:
                low = middle + 1
            else:
                high = middle
        previous[at] = ends[low - 1] if low else -1
        ends[low : low + 1] = [at]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return kept
