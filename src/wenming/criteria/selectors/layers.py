"""A set as a layer on another: what it changes, and what carrying it to another version of the base would decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from wenming.criteria.formats.document import FORMAT, read_document
from wenming.criteria.formats.layers import make_layer, rebase_layer
from wenming.criteria.models import CriteriaSet
from wenming.criteria.rules.editing import places
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.layering.conflicts import Choices, Conflict
from wenming.criteria.rules.layering.values import Layer
from wenming.criteria.rules.rule_kinds import PARENT_KINDS
from wenming.criteria.rules.values import Document
from wenming.criteria.selectors import words
from wenming.criteria.selectors.comparing import value_words
from wenming.criteria.selectors.engines import compiled
from wenming.kernel.errors import Missing
from wenming.kernel.words import _

OWN_NAME: Mapping[str, str] = {"field/set/code/": "layer", "field/set/name/": "layer"}
"""A layer keeps its own code and name whatever its base is called now."""


@dataclass(frozen=True)
class Carried:
    """A layer on another version of its base.

    document   the result; what is undecided stands as the layer has it.
    conflicts  what both sides changed; undecided  those of them a person has still to choose.
    """

    document: Document
    conflicts: tuple[Conflict, ...]
    undecided: tuple[Conflict, ...]


def layer_of(criteria_set: CriteriaSet) -> Layer:
    """What the set changes on its base, found by comparing the two. One query unless the base is at hand."""
    base = _base_of(criteria_set)
    return make_layer(compiled(base).document, read_document(criteria_set.document))


def carried(criteria_set: CriteriaSet, base: CriteriaSet, choices: Mapping[str, str]) -> Carried:
    """The layer on another version of its base; nothing is written. Raises BadLayer."""
    chosen = cast(Choices, {**OWN_NAME, **{key: side for key, side in choices.items() if side in ("layer", "base")}})
    old = compiled(_base_of(criteria_set)).document
    moved = rebase_layer(layer_of(criteria_set), old, compiled(base).document, chosen)
    told = tuple(one for one in moved.conflicts if one.key not in OWN_NAME)
    return Carried(moved.document, told, tuple(one for one in moved.open(chosen) if one.key not in OWN_NAME))


def _base_of(criteria_set: CriteriaSet) -> CriteriaSet:
    if criteria_set.base is None:
        raise Missing(_("这套体系不是叠加在别的体系上的。"), pk=criteria_set.pk)
    return criteria_set.base


def conflict_rows(criteria_set: CriteriaSet, moved: Carried, choices: Mapping[str, str]) -> list[dict[str, Any]]:
    """The conflicts for the page: what each side says, and what is chosen so far."""
    lines = {place.line["code"]: place.line for place in places(criteria_set.document)}
    rows = []
    for one in moved.conflicts:
        points = lines.get(one.code, {}).get("points") if one.part == "lines" else None
        said = {
            side: _value_words(one.field if one.part != "set" else None, value, points)
            for side, value in (("old", one.old), ("layer", one.layer), ("base", one.base))
        }
        rows.append(
            said | {"key": one.key, "sentence": one.sentence, "forced": one.forced, "chosen": choices.get(one.key, "")}
        )
    return rows


def _value_words(name: str | None, value: Any, points: str | None) -> str:
    """A value for the page: in words where a line can say it, figures and texts as they are, the rest in its notation."""
    if value is None:
        return _("（没有）")
    if isinstance(value, str):
        return value
    if name in ("rule", "evidence", "window", "methods"):
        try:
            return _line_words(name, value, points)
        except BadDocument:
            pass
    return json.dumps(value, ensure_ascii=False, indent=1)


def _line_words(name: str, value: Any, points: str | None) -> str:
    """What one field of a line says, read as the line would be."""
    line: dict[str, Any] = {"code": "·", "points": points, name: value}
    if name == "rule" and value.get("kind") in PARENT_KINDS:
        line["lines"] = [{"code": code} for code in value.get("weights") or ["·1"]]
    read = read_document({"format": FORMAT, "grades": {"A": "100%"}, "lines": [line]})
    if name == "rule":
        return words.counting_words(read.lines[0], read)
    return value_words(name, getattr(read.lines[0], name))
