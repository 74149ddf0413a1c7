"""Choose the rule that the wording of one line names, and say what of the wording it leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from wenming.criteria.formats.tables.noise import one_line, part_marks
from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.sentences import split_sentences
from wenming.criteria.formats.tables.wordings.columns import from_columns
from wenming.criteria.formats.tables.wordings.context import Context, Found, Rule, found, spread
from wenming.criteria.formats.tables.wordings.counts import read_cases, read_counted, read_parts, read_per_item
from wenming.criteria.formats.tables.wordings.honours import read_awards
from wenming.criteria.formats.tables.wordings.leftovers import best, is_quiet, unread
from wenming.criteria.formats.tables.wordings.losses import read_deduct, read_shortfall
from wenming.criteria.formats.tables.wordings.normal import normal
from wenming.criteria.formats.tables.wordings.proportions import of_each_place, places_drawn, read_earned, read_ratio
from wenming.criteria.formats.tables.wordings.rising import read_rising
from wenming.criteria.formats.tables.wordings.scales import (
    read_bands,
    read_graded,
    read_one_or_nothing,
    read_options,
)
from wenming.criteria.formats.tables.wordings.scanning import units_of
from wenming.kernel.words import _

LONGEST_SHOWN = 120
LONGEST = 2000  # characters of wording; a rule that needs more is a person's to write
GRADES_LISTED = re.compile(r"(?<![A-Za-z])A\s*[.．、:：)）][^A-E]+B\s*[.．、:：)）]")
READERS: tuple[Callable[[Context], Found | None], ...] = (
    read_shortfall,
    read_rising,
    read_per_item,
    read_earned,
    read_awards,
    read_cases,
    read_counted,
    read_bands,
    read_graded,
    read_parts,
    read_ratio,
    read_one_or_nothing,
    read_options,
    read_deduct,
)
"""In order of how clearly each names its rule: where two use as much of the wording, the earlier one is right."""


@dataclass(frozen=True)
class Wording:
    """What one line says of its marks.

    points    the line's points.
    sentence  the criterion; rule what stands in 扣分办法 and the like; grades cells of grade columns.
    bonus     whether the line earns points on top.
    """

    points: Decimal | None
    sentence: str = ""
    rule: str = ""
    grades: dict[str, str] = field(default_factory=dict)
    set_grades: dict[str, str] = field(default_factory=dict)
    bonus: bool = False


@dataclass(frozen=True)
class Reading:
    """rule  None: a person judges; doubts  sentences for people about what the rule leaves out."""

    rule: Rule | None
    doubts: tuple[str, ...] = ()


def propose_rule(words: Wording) -> Rule | None:
    """The rule, or None: then a person judges."""
    return read_wording(words).rule


def read_wording(words: Wording) -> Reading:
    """The rule with what it leaves out of the wording and of the grades beside it."""
    reading = _read(words)
    told = [cell for cell in words.grades.values() if cell.strip()]
    if told and (reading.rule is None or reading.rule["kind"] != "graded"):
        shown = "；".join(f"{label}：{cell}" for label, cell in words.grades.items() if cell.strip())
        doubt = _("等级栏“%(words)s”没有读进计分规则，请核对。") % {"words": one_line(shown)[:LONGEST_SHOWN]}
        return Reading(reading.rule, (*reading.doubts, doubt))
    return reading


def _read(words: Wording) -> Reading:
    if words.grades:
        rule = from_columns(words.grades, words.points)
        if rule is not None:
            return Reading(rule, tuple(_best(rule, words.points)))
        if words.set_grades and set(words.grades) <= set(words.set_grades):
            return Reading({"kind": "graded"})
    if words.set_grades and not words.rule and GRADES_LISTED.search(words.sentence):
        listed = set(re.findall(r"(?<![A-Za-z])([A-E])\s*[.．、:：)）]", words.sentence))
        if listed <= set(words.set_grades):
            return Reading({"kind": "graded"})
    own = bool(words.rule.strip())
    printed = one_line(part_marks(words.rule if own else words.sentence))
    text = normal(printed[:LONGEST])
    units, tail = units_of(text)
    sentence = normal(one_line(words.sentence)[:LONGEST]).text
    context = Context(
        text.text, tuple(spread(units)), words.points, _listed(words), sentence if own else "", own, words.bonus
    )
    chosen, by_place = _chosen(context, f"{sentence}；{text.text}")
    if chosen.rule is None:
        places = places_drawn(context, f"{sentence}；{text.text}") if not units else None
        if places:
            return Reading({"kind": "sampled", "places": places, "each": {"kind": "judged"}})
        return Reading(None)
    places = places_drawn(context, f"{sentence}；{text.text}", by_place=by_place)
    left = unread(text, context, chosen, tail, averaged=places is not None)
    if len(printed) > LONGEST:
        left.append(printed[LONGEST:])
    rule = chosen.rule
    if places:
        rule = {"kind": "sampled", "places": places, "each": rule}
    doubts = [_("计分说明中“%(words)s”没有读进计分规则，请核对。") % {"words": quote} for quote in left]
    return Reading(rule, (*doubts, *_best(rule, words.points)))


def _listed(words: Wording) -> int:
    """How many conditions are numbered, in the criterion or in the wording itself before its first mark."""
    numbered = split_sentences(words.sentence) or split_sentences(words.rule)
    return len(numbered.sentences) if numbered else 0


def _chosen(context: Context, words: str) -> tuple[Found, bool]:
    """The reading, and whether it says what each of the places drawn gets, each of them up to the line's points."""
    each = of_each_place(context, words)
    if each is not None and context.points is not None:
        chosen = _choose(each)
        kind = chosen.rule["kind"] if chosen.rule is not None else "ratio"
        if (
            chosen.rule is not None
            and kind not in {"ratio", "awards"}
            and best(chosen.rule, context.points) == context.points
        ):
            return chosen, True
    return _choose(context), False


def _choose(context: Context) -> Found:
    """The reading that uses most of the marks; nothing where none can be told."""
    chosen: tuple[int, Found] | None = None
    for read in READERS:
        reading = read(context)
        if reading is None or reading.rule is None or _too_much(reading.rule, context.points):
            continue
        left = sum(
            1 for n, u in enumerate(context.units) if n not in reading.used and not is_quiet(u.mark, context.points)
        )
        if chosen is None or left < chosen[0]:
            chosen = (left, reading)
    return chosen[1] if chosen is not None else found(None, ())


def _too_much(rule: Rule, points: Decimal | None) -> bool:
    """Whether a rule gives more than the line has: then the wording is not what it seems."""
    if points is None or rule["kind"] == "awards":
        return False
    most = best(rule, points)
    return most is not None and most > points


def _best(rule: Rule, points: Decimal | None) -> list[str]:
    """What to say where a rule cannot give the points that are printed."""
    most = best(rule, points)
    if most is None or points is None or most == points:
        return []
    return [
        _("按读出的计分规则最多得 %(most)s 分，本项写明 %(points)s 分，请核对。")
        % {"most": plain(most), "points": plain(points)}
    ]
