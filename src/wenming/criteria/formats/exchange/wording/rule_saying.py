"""Scoring rules in words: 「扣分：缺一次 -1；迟报 -0.5（最多2）；最低0」.

One form per rule kind of contracts §2; the table for people is on the 说明 sheet of every exported workbook.
A field that the rule does not state is not written, so that what was absent stays absent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from wenming.criteria.formats.exchange.problems import NotUnderstood
from wenming.criteria.formats.exchange.wording.rule_reading import read_rule
from wenming.criteria.formats.exchange.wording.rule_tables import (
    CAP_WORD,
    COUNT_WORD,
    CUMULATIVES,
    ELSE_WORD,
    FIELDS,
    FLOOR_WORD,
    FORMS,
    HEADS,
    HIGHESTS,
    LEVELS,
    NO_FLOORS,
    NOTHINGS,
    PLACES_WORD,
    STEPS,
)
from wenming.criteria.formats.exchange.wording.tokens import (
    COLON,
    LIST,
    SEMICOLON,
    Unsayable,
    quoting_everything,
    say_count,
    say_name,
    say_pairs,
    say_text,
)

Rule = Mapping[str, Any]


def say_rule(rule: Rule) -> str:
    """Return the rule in words.

    Raises  Unsayable where the words would not come back as the same rule (fields we do not know, odd figures).
    """
    try:
        meant = _pruned(rule)
        said = _say(meant)
        if _reads_as(said, meant):
            return said
        with quoting_everything():
            said = _say(meant)
        if _reads_as(said, meant):
            return said
    except (KeyError, TypeError, AttributeError) as error:
        raise Unsayable(rule) from error
    raise Unsayable(rule)


def _pruned(rule: Rule) -> Rule:
    """Leave out what is empty and need not be said."""
    pruned = {name: value for name, value in rule.items() if value or name not in ("met", "cases")}
    if isinstance(pruned.get("each"), dict):
        pruned["each"] = _pruned(pruned["each"])
    return pruned


def _reads_as(said: str, rule: Rule) -> bool:
    try:
        return read_rule(said) == rule
    except NotUnderstood:
        return False


def _say(rule: Rule) -> str:
    kind = rule["kind"]
    if kind not in FIELDS or set(rule) - {"kind"} - FIELDS[kind]:
        raise Unsayable(rule)
    head, body = SAY[kind](rule)
    return head + (COLON + SEMICOLON.join(body) if body else "")


def _head(kind: str, count: object = None, unit: str = "") -> str:
    word = HEADS[kind][0]
    return word if count is None else FORMS["counted"].format(head=word, n=say_count(count), unit=unit)


def _say_floor(rule: Rule) -> list[str]:
    if "floor" not in rule:
        return []
    return [NO_FLOORS[0]] if rule["floor"] is None else [FLOOR_WORD + say_text(rule["floor"])]


def _say_else(rule: Rule) -> list[str]:
    return [ELSE_WORD + say_text(rule["else"])] if "else" in rule else []


def _say_cap(rule: Rule) -> list[str]:
    return [CAP_WORD + say_text(rule["cap"])] if "cap" in rule else []


def _say_graded(rule: Rule) -> tuple[str, list[str]]:
    return _head("graded"), say_pairs(rule["grades"]) if "grades" in rule else []


def _say_conditions(rule: Rule) -> tuple[str, list[str]]:
    body = []
    for case in rule.get("cases", []):
        if set(case) != {"when", "value"}:
            raise Unsayable(case)
        which = LIST.join(say_count(n) for n in case["when"]) or NOTHINGS[0]
        body.append(FORMS["case"].format(which=which, value=say_text(case["value"])))
    for n, value in rule.get("met", {}).items():
        if not re.fullmatch(r"[0-9]+", n):
            raise Unsayable(n)
        body.append(FORMS["met"].format(n=n, value=say_text(value)))
    return _head("conditions", rule.get("count"), COUNT_WORD), body + _say_else(rule)


def _say_bands(rule: Rule) -> tuple[str, list[str]]:
    body = []
    for band in rule["bands"]:
        if set(band) != {"min", "value"}:
            raise Unsayable(band)
        body.append(FORMS["band"].format(least=say_text(band["min"]), value=say_text(band["value"])))
    return _head("bands"), body + _say_else(rule)


def _say_deduct(rule: Rule) -> tuple[str, list[str]]:
    body = []
    for trigger in rule["per"]:
        if set(trigger) - {"what", "points", "max"}:
            raise Unsayable(trigger)
        most = FORMS["most"].format(points=say_text(trigger["max"])) if "max" in trigger else ""
        body.append(FORMS["trigger"].format(what=say_name(trigger["what"]), points=say_text(trigger["points"])) + most)
    return _head("deduct"), body + _say_floor(rule)


def _say_shortfall(rule: Rule) -> tuple[str, list[str]]:
    body = [
        FORMS["target"].format(figure=say_text(rule["target"])),
        FORMS["per"].format(per=say_text(rule["per"]), points=say_text(rule["points"])),
    ]
    if "step" in rule:
        body.append(STEPS[rule["step"]])
    return _head("shortfall"), body + _say_floor(rule)


def _say_ratio(rule: Rule) -> tuple[str, list[str]]:
    return _head("ratio"), [FORMS["required"].format(figure=say_text(rule["required"]))]


def _say_sampled(rule: Rule) -> tuple[str, list[str]]:
    each = [FORMS["each"].format(rule=_say(rule["each"]))] if "each" in rule else []
    return _head("sampled", rule.get("places"), PLACES_WORD), each


def _say_awards(rule: Rule) -> tuple[str, list[str]]:
    body = say_pairs(rule["levels"], LEVELS)
    if "highest_only" in rule:
        body.append({True: HIGHESTS[0], False: CUMULATIVES[0]}[rule["highest_only"]])
    return _head("awards"), body + _say_cap(rule)


def _say_parent(rule: Rule) -> tuple[str, list[str]]:
    return _head(rule["kind"]), _say_cap(rule)


def _say_weighted(rule: Rule) -> tuple[str, list[str]]:
    return _head("weighted"), say_pairs(rule["weights"]) + _say_cap(rule)


SAY: dict[str, Callable[[Rule], tuple[str, list[str]]]] = {
    "judged": lambda rule: (HEADS["judged"][0], []),
    "graded": _say_graded,
    "conditions": _say_conditions,
    "bands": _say_bands,
    "deduct": _say_deduct,
    "shortfall": _say_shortfall,
    "ratio": _say_ratio,
    "sampled": _say_sampled,
    "awards": _say_awards,
    "sum": _say_parent,
    "mean": _say_parent,
    "weighted": _say_weighted,
}
