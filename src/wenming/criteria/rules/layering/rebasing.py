"""Carrying a layer to a new version of its base: a three-way merge in which every disagreement is reported.

Old base, old base with the layer, and new base are compared line by line and field by field. What only one side changed
is taken; what both changed alike is taken; what they changed differently is a :class:`Conflict`. Until a person has
chosen, the result holds the layer's value, so that nothing the office decided disappears; the conflicts say where.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from wenming.criteria.rules.comparison.labels import Part
from wenming.criteria.rules.editing import fitting
from wenming.criteria.rules.layering.applying import laid
from wenming.criteria.rules.layering.conflicts import Choices, Conflict, Kind
from wenming.criteria.rules.layering.making import APART, settings_of, unmoved
from wenming.criteria.rules.layering.trees import ABSENT, Tree, same
from wenming.criteria.rules.layering.values import Layer, Plain


def carried(
    layer: Layer, old: Mapping[str, Any], new: Mapping[str, Any], choices: Choices
) -> tuple[Plain, list[Conflict]]:
    """Return the new base with the layer on it, and all that is in conflict.

    choices  {key of a conflict: "base" or "layer"}; the layer's value where nothing is chosen.
    Raises   BadLayer if the layer does not fit the old base.
    """
    mine = laid(layer, old)
    conflicts: list[Conflict] = []
    fields = _Fields("set", None, "field", choices, conflicts)
    merged = {name: value for name, value in new.items() if name in APART}
    merged |= fields.merge(settings_of(old), settings_of(mine), settings_of(new))
    sides = _Sides(*(Tree.of_lines(document.get("lines") or []) for document in (old, mine, new)))
    merged["lines"] = _fitted(_Merge("lines", sides, choices, conflicts).tree().lines(), conflicts)
    sides = _Sides(*(Tree.of_items(document.get("negative") or []) for document in (old, mine, new)))
    merged["negative"] = _Merge("negative", sides, choices, conflicts).tree().items()
    return merged, conflicts


class _Fields:
    """Three-way choice of the fields of one thing."""

    def __init__(self, part: Part, code: str | None, kind: Kind, choices: Choices, conflicts: list[Conflict]) -> None:
        self.part, self.code, self.kind, self.choices, self.conflicts = part, code, kind, choices, conflicts

    def merge(self, old: Mapping[str, Any], mine: Mapping[str, Any], new: Mapping[str, Any]) -> Plain:
        merged: Plain = {}
        for name in dict.fromkeys([*new, *mine]):
            value = self._one(name, *(side.get(name, ABSENT) for side in (old, mine, new)))
            if value is not ABSENT:
                merged[name] = value
        return merged

    def _one(self, name: str, old: Any, mine: Any, new: Any) -> Any:
        if same(mine, old) or same(mine, new):
            return new
        if same(new, old):
            return mine
        values = (None if value is ABSENT else value for value in (old, new, mine))
        conflict = Conflict(self.kind, self.part, self.code, name, *values)
        self.conflicts.append(conflict)
        return new if self.choices.get(conflict.key) == "base" else mine


class _Sides(NamedTuple):
    """The same tree three times: on the old base, with the layer, and on the new base."""

    old: Tree
    mine: Tree
    new: Tree


class _Merge:
    """Three-way merge of one tree: who is there, where, and with which fields – in this order."""

    def __init__(self, part: Part, sides: _Sides, choices: Choices, conflicts: list[Conflict]) -> None:
        self.part, self.choices, self.conflicts = part, choices, conflicts
        self.old, self.mine, self.new = old, mine, new = sides
        self.moved_by_layer = set(old.own) & set(mine.own) - unmoved(old, mine)
        self.moved_by_base = set(old.own) & set(new.own) - unmoved(old, new)
        self.parent: dict[str, str | None] = {}
        self.by_layer: set[str] = set()  # lines that stand where the layer put them

    def tree(self) -> Tree:
        present = self._present()
        for code in [*self.new.walk(), *(code for code in self.mine.walk() if code not in self.new.own)]:
            if code in present:
                self._settle_place(code)
        self._keep_carriers()
        self._break_cycles()
        merged = Tree()
        here: dict[str | None, list[str]] = {None: []} | {code: [] for code in self.parent}
        for code, parent in self.parent.items():
            here[parent].append(code)
        merged.below = {parent: self._order(parent, codes) for parent, codes in here.items()}
        merged.parent = self.parent
        merged.own = {code: self._fields(code) for code in self.parent}
        return merged

    # ---- who is there -------------------------------------------------------------------------------------------
    def _present(self) -> set[str]:
        old, mine, new = self.old, self.mine, self.new
        present: set[str] = set()
        for code in dict.fromkeys([*new.walk(), *mine.walk(), *old.walk()]):
            if code in mine.own and code in new.own:
                present.add(code)
            elif code in mine.own:
                stays = self._is_wanted(code, "gone", mine, new, self.moved_by_layer)
                present |= {code} if stays else set()
            elif code in new.own:
                stays = self._is_wanted(code, "dropped", new, mine, self.moved_by_base)
                present |= {code} if stays else set()
        return present

    def _is_wanted(self, code: str, kind: Kind, keeping: Tree, other: Tree, moved: set[str]) -> bool:
        """Decide on a line that stands on one side only: ``keeping`` has it, ``other`` has not."""
        if code in self.old.own:
            touched = code in moved or not same(keeping.own[code], self.old.own[code])
            return touched and self._ask(code, kind, self.old.own[code], keeping.own[code])
        top, parent = code, keeping.parent[code]
        while parent is not None and parent not in self.old.own and parent not in other.own:
            top, parent = parent, keeping.parent[parent]  # a line added below an added line follows that one
        if parent is None or parent in other.own:
            return True
        if top == code:
            return self._ask(code, kind, None, keeping.own[code])
        return self._keeps(Conflict(kind, self.part, top, None))

    def _ask(self, code: str, kind: Kind, old: Plain | None, value: Plain) -> bool:
        """Report the conflict and say whether the line stays; ``value`` is the side that keeps it."""
        gone = kind == "gone"
        conflict = Conflict(kind, self.part, code, None, old, None if gone else value, value if gone else None)
        self.conflicts.append(conflict)
        return self._keeps(conflict)

    def _keeps(self, conflict: Conflict) -> bool:
        """Whether the line of a conflict "gone" or "dropped" stays: each is kept by the side that still has it."""
        return self._chosen(conflict) == ("layer" if conflict.kind == "gone" else "base")

    def _chosen(self, conflict: Conflict) -> str:
        return self.choices.get(conflict.key, "layer")

    # ---- where --------------------------------------------------------------------------------------------------
    def _settle_place(self, code: str) -> None:
        mine, new = self.mine, self.new
        if code not in new.own:
            return self._put(code, by_layer=True)
        if code not in mine.own:
            return self._put(code)
        added = code not in self.old.own
        by_layer, by_base = code in self.moved_by_layer, code in self.moved_by_base
        disputed = (
            added
            or (by_layer and by_base)
            or (by_layer and self._lost(mine.parent[code], new))
            or (by_base and self._lost(new.parent[code], mine))
        )
        if disputed and self._place(mine, code) != self._place(new, code):
            values = (_place(tree, code) for tree in (self.old, new, mine))
            conflict = Conflict("place", self.part, code, None, *values)
            self.conflicts.append(conflict)
            return self._put(code, by_layer=self._chosen(conflict) != "base")
        return self._put(code, by_layer=added or by_layer)

    def _lost(self, parent: str | None, other: Tree) -> bool:
        """Whether a line that one side moves something below was dropped by the other."""
        return parent in self.old.own and parent not in other.own

    def _place(self, tree: Tree, code: str) -> tuple[str | None, str | None]:
        """A place by what both sides know: the parent, and the nearest sibling before that both have."""
        siblings = tree.below[tree.parent[code]]
        before = siblings[: siblings.index(code)]
        known = (each for each in reversed(before) if each in self.mine.own and each in self.new.own)
        return tree.parent[code], next(known, None)

    def _put(self, code: str, *, by_layer: bool = False) -> None:
        self.parent[code] = (self.mine if by_layer else self.new).parent[code]
        (self.by_layer.add if by_layer else self.by_layer.discard)(code)

    def _keep_carriers(self) -> None:
        """Keep the lines that something kept hangs below, though nobody asked for them by themselves."""
        for code in list(self.parent):
            child = code
            while (parent := self.parent[child]) is not None and parent not in self.parent:
                self._put(parent, by_layer=child in self.by_layer)
                child = parent

    def _break_cycles(self) -> None:
        """Where moves of both sides would close a circle, the layer's gives way."""
        for code in list(self.parent):
            while circle := self._circle(code):
                yielding = next(
                    each
                    for each in circle
                    if each in self.by_layer and each in self.new.own and self.parent[each] != self.new.parent[each]
                )
                values = (_place(tree, yielding) for tree in (self.old, self.new, self.mine))
                self.conflicts.append(Conflict("cycle", self.part, yielding, None, *values))
                self._put(yielding)
                self._keep_carriers()

    def _circle(self, code: str) -> list[str]:
        """The lines that hang below one another in a circle above ``code``; none if its way up ends at the top."""
        seen: dict[str, None] = {}
        at: str | None = code
        while at is not None and at not in seen:
            seen[at] = None
            at = self.parent[at]
        path = list(seen)
        return [] if at is None else path[path.index(at) :]

    def _order(self, parent: str | None, codes: list[str]) -> list[str]:
        """The new base's order, with what the layer put here after the line it comes after in the layer."""
        here = set(codes)
        order = [code for code in self.new.below.get(parent, []) if code in here and code not in self.by_layer]
        before: list[str] = []
        for code in self.mine.below.get(parent, []):
            if code in here and code in self.by_layer:
                placed = {each: at for at, each in enumerate(order)}
                after = next((placed[each] for each in reversed(before) if each in placed), -1)
                order.insert(after + 1, code)
            before.append(code)
        return order

    # ---- with which fields --------------------------------------------------------------------------------------
    def _fields(self, code: str) -> Plain:
        sides = [tree.own.get(code) for tree in (self.old, self.mine, self.new)]
        old, mine, new = sides
        if mine is None or new is None:
            kept = new if mine is None else mine
            return dict(kept if kept is not None else old or {})
        kind: Kind = "field" if old is not None else "added_twice"
        return _Fields(self.part, code, kind, self.choices, self.conflicts).merge(old or {}, mine, new)


def _place(tree: Tree, code: str) -> Plain | None:
    return None if code not in tree.own else {"under": tree.parent[code], "after": tree.before(code)}


def _fitted(lines: list[Plain], conflicts: list[Conflict]) -> list[Plain]:
    """Fit rules to the lines that now stand below, and say so."""
    waiting = list(lines)
    while waiting:
        line = waiting.pop()
        fitted = fitting(line)
        if fitted is not line:
            conflicts.append(
                Conflict("rule", "lines", line["code"], "rule", None, fitted.get("rule"), line.get("rule"))
            )
            line.pop("rule")
            line.update(fitted)
        waiting += line.get("lines") or []
    return lines
