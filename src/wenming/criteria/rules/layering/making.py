"""Finding the smallest layer that turns one document into another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wenming.criteria.rules.layering.trees import Tree, differences, longest_rise
from wenming.criteria.rules.layering.values import Add, Change, Drop, Layer, Move, Operation, Plain

APART = frozenset({"format", "lines", "negative"})  # what is not a setting


def settings_of(document: Mapping[str, Any]) -> Plain:
    """The fields of the set as a whole."""
    return {name: value for name, value in document.items() if name not in APART}


def find_layer(base: Mapping[str, Any], changed: Mapping[str, Any]) -> Layer:
    """Return the layer that applied to ``base`` gives ``changed``: one change a line, the fewest moves, no more.

    A line is known by its code: another code is another line.
    """
    settings, unset = differences(settings_of(base), settings_of(changed))
    return Layer(
        base_code=base.get("code"),
        settings=settings,
        unset=unset,
        operations=tuple(operations(Tree.of_lines(base.get("lines") or []), Tree.of_lines(changed.get("lines") or []))),
        negative=tuple(
            operations(Tree.of_items(base.get("negative") or []), Tree.of_items(changed.get("negative") or []))
        ),
    )


def operations(base: Tree, changed: Tree) -> list[Operation]:
    """Return what turns one tree into the other.

    Every line is put right in the order of ``changed``, parents first; so the line it comes after already stands in
    its place, and a line never moves below itself. What is left over is dropped at the end.
    """
    staying = unmoved(base, changed)
    found: list[Operation] = []
    for code in changed.walk():
        parent = changed.parent[code]
        if code not in base.own:
            if parent is None or parent in base.own:
                found.append(Add(_new(changed, base, code), parent, changed.before(code)))
            continue
        if code not in staying:
            found.append(Move(code, parent, changed.before(code)))
        fields, unset = differences(base.own[code], changed.own[code])
        if fields or unset:
            found.append(Change(code, fields, unset))
    gone = {code for code in base.own if code not in changed.own}
    found += [Drop(code) for code in base.walk() if code in gone and base.parent[code] not in gone]
    return found


def unmoved(base: Tree, changed: Tree) -> set[str]:
    """Return the lines of both trees that need not move: same parent, and in order among those that stay."""
    staying: set[str] = set()
    for parent, children in changed.below.items():
        if parent is not None and parent not in base.own:
            continue
        where = {code: at for at, code in enumerate(base.below[parent])}
        known = [code for code in children if code in where]
        kept = longest_rise([where[code] for code in known])
        staying.update(code for at, code in enumerate(known) if at in kept)
    return staying


def _new(changed: Tree, base: Tree, top: str) -> Plain:
    """A new line with what is new below it; what was there before moves in by itself."""
    made = {top: dict(changed.own[top])}
    waiting = [top]
    while waiting:
        code = waiting.pop()
        fresh = [child for child in changed.below[code] if child not in base.own]
        for child in fresh:
            made[child] = dict(changed.own[child])
        if fresh:
            made[code]["lines"] = [made[child] for child in fresh]
        waiting += fresh
    return made[top]
