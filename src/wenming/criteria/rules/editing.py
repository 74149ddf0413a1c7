"""Edits of a criteria document, on the plain values of ``wenming-criteria/1``.

Every function takes a document and gives a new one; what did not change is shared with the old, which is never
touched. Lines are named by their code, which is unique in a set. Trees are walked with a stack, never by recursion, so
that depth costs nothing. Whether the result is a good document is for its reader to say, with one exception kept here:
a rule belongs to a leaf or to a parent, so a line that changes its standing loses a rule that no longer fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from wenming.criteria.rules.rule_kinds import LEAF_KINDS, PARENT_KINDS
from wenming.kernel.errors import Invalid, Missing
from wenming.kernel.words import _

Plain: TypeAlias = dict[str, Any]
Move: TypeAlias = Literal["up", "down", "in", "out"]

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NUMERALS = "一二三四五六七八九十"
_TRAILING = re.compile(r"^(.*?)([0-9]+)([^0-9]*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A line where it stands: the line itself, its position among its siblings, and the place of its parent."""

    line: Plain
    index: int
    parent: Place | None

    def above(self) -> list[Plain]:
        """The lines it stands under, the outermost first."""
        found: list[Plain] = []
        place = self.parent
        while place is not None:
            found.append(place.line)
            place = place.parent
        return found[::-1]


def below(line: Mapping[str, Any]) -> list[Plain]:
    """The lines directly below a line, or of the first level of a document."""
    return line.get("lines") or []


def places(document: Mapping[str, Any]) -> Iterator[Place]:
    """Every line where it stands, in document order."""
    stack = [Place(line, index, None) for index, line in enumerate(below(document))][::-1]
    while stack:
        place = stack.pop()
        yield place
        stack.extend([Place(line, index, place) for index, line in enumerate(below(place.line))][::-1])


def find(document: Mapping[str, Any], code: str) -> Place:
    """Where the line of that code stands. Raises Missing."""
    for place in places(document):
        if place.line.get("code") == code:
            return place
    raise Missing(_("草稿里没有编号为“%(code)s”的条目，可能刚被删除或改了编号。请刷新后再试。") % {"code": code})


def codes(document: Mapping[str, Any]) -> set[str]:
    return {str(place.line.get("code")) for place in places(document)}


def with_lines(owner: Mapping[str, Any], lines: list[Plain]) -> Plain:
    """A copy of a line (or document) with these lines directly below it; none at all makes a line a leaf."""
    changed = dict(owner)
    if lines or "format" in owner:
        changed["lines"] = lines
    else:
        changed.pop("lines", None)
    return changed


def _rebuilt(document: Mapping[str, Any], parent: Place | None, lines: list[Plain]) -> Plain:
    """The document with ``lines`` in place of what stood below ``parent`` (of the first level where None)."""
    while parent is not None:
        changed = fitting(with_lines(parent.line, lines))
        siblings = below(parent.parent.line if parent.parent else document)
        lines = [*siblings[: parent.index], changed, *siblings[parent.index + 1 :]]
        parent = parent.parent
    return with_lines(document, lines)


def fitting(line: Plain) -> Plain:
    """The line without a rule that its standing does not allow, and with weights only for lines that are there."""
    rule = line.get("rule")
    if not rule:
        return line
    children = below(line)
    if rule.get("kind") in (LEAF_KINDS if children else PARENT_KINDS):
        return {name: value for name, value in line.items() if name != "rule"}
    if rule.get("kind") == "weighted":
        known = {child.get("code") for child in children}
        weights = {code: weight for code, weight in rule.get("weights", {}).items() if code in known}
        if not any(str(weight).strip("0.") for weight in weights.values()):
            return {name: value for name, value in line.items() if name != "rule"}
        if weights != rule.get("weights"):
            return line | {"rule": rule | {"weights": weights}}
    return line


def replace(document: Mapping[str, Any], code: str, line: Mapping[str, Any]) -> Plain:
    """The document with the line of that code replaced; what stands below it stays, whatever ``line`` holds there.

    A new code is given to the weight of the parent's rule too, and to all codes below that are qualified by the old
    one (``I-1/1)``). Raises Missing; Invalid if the new code is taken.
    """
    place = find(document, code)
    changed = with_lines(line, below(place.line))
    renamed = recoded(changed, code, str(line.get("code")))
    if changed.get("code") != code and set(renamed.values()) & (codes(document) - set(renamed)):
        raise Invalid(_("编号“%(code)s”已有别的条目在用，请换一个。") % {"code": line.get("code")})
    changed = _renamed(changed, renamed)
    siblings = list(below(place.parent.line if place.parent else document))
    siblings[place.index] = fitting(changed)
    parent = place.parent
    if parent is not None and changed.get("code") != code:
        parent = Place(_with_weights(parent.line, {code: str(changed["code"])}), parent.index, parent.parent)
    return _rebuilt(document, parent, siblings)


def recoded(line: Mapping[str, Any], old: str, new: str) -> dict[str, str]:
    """{old code: new code} of a line and all below it whose code is qualified by the old one."""
    if old == new:
        return {}
    found = {old: new}
    for place in places(line):
        code = str(place.line.get("code"))
        if code.startswith(f"{old}/"):
            found[code] = new + code[len(old) :]
    return found


def _renamed(line: Plain, renamed: Mapping[str, str]) -> Plain:
    """The line with all codes below it renamed, from the bottom up."""
    if len(renamed) <= 1:
        return line
    done: dict[int, list[Plain]] = {}
    for place in reversed(list(places(line))):
        kept = done.pop(id(place.line), None)
        changed = place.line if kept is None else with_lines(place.line, kept[::-1])
        code = str(changed.get("code"))
        if code in renamed:
            changed = _with_weights(changed, renamed) | {"code": renamed[code]}
        done.setdefault(id(place.parent.line) if place.parent else 0, []).append(changed)
    return with_lines(_with_weights(line, renamed), done.get(0, [])[::-1])


def _with_weights(line: Plain, renamed: Mapping[str, str]) -> Plain:
    rule = line.get("rule") or {}
    if rule.get("kind") != "weighted":
        return line
    weights = {renamed.get(code, code): weight for code, weight in rule.get("weights", {}).items()}
    return line | {"rule": rule | {"weights": weights}}


def add(document: Mapping[str, Any], line: Plain, *, under: str | None = None, after: str | None = None) -> Plain:
    """The document with one more line: right after ``after``, else last below ``under``, else last of all.

    Raises  Missing; Invalid if its code is taken.
    """
    if line.get("code") in codes(document):
        raise Invalid(_("编号“%(code)s”已有别的条目在用，请换一个。") % {"code": line.get("code")})
    if after is not None:
        place = find(document, after)
        siblings = list(below(place.parent.line if place.parent else document))
        siblings.insert(place.index + 1, line)
        return _rebuilt(document, place.parent, siblings)
    parent = find(document, under) if under is not None else None
    return _rebuilt(document, parent, [*below(parent.line if parent else document), line])


def remove(document: Mapping[str, Any], code: str) -> Plain:
    """The document without the line of that code and all below it. Raises Missing."""
    place = find(document, code)
    siblings = list(below(place.parent.line if place.parent else document))
    del siblings[place.index]
    return _rebuilt(document, place.parent, siblings)


def move(document: Mapping[str, Any], code: str, to: Move) -> Plain:
    """The document with a line moved: ``up`` or ``down`` among its siblings, ``in`` under the one before it, ``out``
    right after its parent. Raises Missing; Invalid where there is no such place."""
    place = find(document, code)
    siblings = list(below(place.parent.line if place.parent else document))
    line = siblings[place.index]
    if to in ("up", "down"):
        other = place.index + (-1 if to == "up" else 1)
        if not 0 <= other < len(siblings):
            raise Invalid(_("“%(code)s”已在同级的最前或最后，不能再移。") % {"code": code})
        siblings[place.index], siblings[other] = siblings[other], siblings[place.index]
        return _rebuilt(document, place.parent, siblings)
    if to == "in":
        if not place.index:
            raise Invalid(_("“%(code)s”前面没有同级条目，不能降一级。") % {"code": code})
        del siblings[place.index]
        before = siblings[place.index - 1]
        siblings[place.index - 1] = fitting(with_lines(before, [*below(before), line]))
        return _rebuilt(document, place.parent, siblings)
    if place.parent is None:
        raise Invalid(_("“%(code)s”已是第一级，不能再升。") % {"code": code})
    del siblings[place.index]
    parent = place.parent
    uncles = list(below(parent.parent.line if parent.parent else document))
    uncles[parent.index : parent.index + 1] = [fitting(with_lines(parent.line, siblings)), line]
    return _rebuilt(document, parent.parent, uncles)


def next_code(document: Mapping[str, Any], under: str | None = None) -> str:
    """A free code for a line after the last one below ``under``: counted on from there as the print counts."""
    owner = find(document, under).line if under is not None else document
    siblings, taken = below(owner), codes(document)
    code = _counted_on(str(siblings[-1].get("code"))) if siblings else (f"{under}.1" if under else "1")
    while code in taken:
        code = _counted_on(code)
    return code


def _counted_on(code: str) -> str:
    """``1.2`` → ``1.3``, ``I-1/2)`` → ``I-1/3)``, ``①`` → ``②``, ``三`` → ``四``; else with ``-2`` behind it."""
    for run in (CIRCLED, NUMERALS):
        if code and code[-1] in run[:-1] and (len(code) == 1 or code[-2] not in run):
            return code[:-1] + run[run.index(code[-1]) + 1]
    found = _TRAILING.match(code)
    if found and len(found[2]) < 10:
        return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}d}{found[3]}"
    return f"{code}-2"
