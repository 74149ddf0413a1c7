"""Scoring rules from words: the other half of ``rule_saying``, forgiving what people type and exact about the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wenming.criteria.formats.exchange.problems import NotUnderstood
from wenming.criteria.formats.exchange.wording.rule_tables import (
    BAND,
    CAP,
    CASE,
    CUMULATIVES,
    EACH,
    ELSE,
    EXAMPLES,
    FLOOR,
    HEAD,
    HEAD_OF,
    HEADS,
    HIGHESTS,
    LEVELS,
    MET,
    NO_FLOORS,
    NOTHINGS,
    PER,
    REQUIRED,
    STEP_OF,
    TARGET,
    TRIGGER,
)
from wenming.criteria.formats.exchange.wording.tokens import (
    PAIR,
    clauses,
    items,
    read_count,
    read_name,
    read_pairs,
    read_value,
)
from wenming.kernel.words import _

Plain = dict[str, Any]
DEEPEST = 8  # rules inside rules (抽样 of 抽样 …)
LONGEST = 2000  # characters of one clause: patterns stay quick, and nobody writes a longer one by hand


def read_rule(text: str, depth: int = 0) -> Plain:
    """Return the rule that ``text`` says.

    Raises  NotUnderstood naming the clause and showing how its kind is written.
    """
    if depth > DEEPEST:
        raise NotUnderstood(_("计分规则套得太深，请最多套 %(most)s 层。") % {"most": DEEPEST})
    found = HEAD.fullmatch(text)
    kind = HEAD_OF.get(found["head"]) if found else None
    if found is None or kind is None:
        kinds = _("、").join(words[0] for words in HEADS.values())
        raise NotUnderstood(
            _("看不懂计分规则「%(text)s」，请以 %(kinds)s 之一开头，例如「%(example)s」。")
            % {"text": _short(text), "kinds": kinds, "example": EXAMPLES["deduct"]}
        )
    pieces = clauses(found["rest"] or "")
    for piece in pieces:
        if len(piece) > LONGEST:
            raise NotUnderstood(_("「%(piece)s」太长，请分开写。") % {"piece": _short(piece)})
    if found["count"] is not None and kind not in ("conditions", "sampled"):
        raise _unlike(kind, text)
    rule: Plain = {"kind": kind}
    if found["count"] is not None:
        rule["count" if kind == "conditions" else "places"] = read_count(found["count"])
    reader = READ.get(kind)
    if reader is None:
        if pieces:
            raise _unlike(kind, pieces[0])
        return rule
    reader(rule, pieces, depth)
    return rule


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


def _unlike(kind: str, piece: str) -> NotUnderstood:
    return NotUnderstood(
        _("看不懂「%(piece)s」，「%(head)s」请写成「%(example)s」这样。")
        % {"piece": _short(piece), "head": HEADS[kind][0], "example": EXAMPLES[kind]}
    )


def _put(rule: Plain, key: str, value: object, piece: str) -> None:
    if key in rule:
        raise NotUnderstood(_("「%(piece)s」与前面重复，请只留一处。") % {"piece": _short(piece)})
    rule[key] = value


def _floor(rule: Plain, piece: str) -> bool:
    if piece in NO_FLOORS:
        _put(rule, "floor", None, piece)
        return True
    if found := FLOOR.fullmatch(piece):
        _put(rule, "floor", read_value(found["value"]), piece)
        return True
    return False


def _else(rule: Plain, piece: str) -> bool:
    if found := ELSE.fullmatch(piece):
        _put(rule, "else", read_value(found["value"]), piece)
        return True
    return False


def _graded(rule: Plain, pieces: list[str], depth: int) -> None:
    if pieces:
        rule["grades"] = read_pairs(pieces)


def _conditions(rule: Plain, pieces: list[str], depth: int) -> None:
    met: dict[str, str] = {}
    cases: list[Plain] = []
    for piece in pieces:
        if found := MET.fullmatch(piece):
            _put(met, str(read_count(found["n"])), read_value(found["value"]), piece)
        elif found := CASE.fullmatch(piece):
            cases.append({"when": _which(found["which"]), "value": read_value(found["value"])})
        elif not _else(rule, piece):
            raise _unlike("conditions", piece)
    if cases:
        rule["cases"] = cases
    if met:
        rule["met"] = met


def _which(text: str) -> list[int]:
    text = text.strip()
    if text in NOTHINGS:
        return []
    return [read_count(item.removeprefix("第").removesuffix("项")) for item in items(text)]


def _bands(rule: Plain, pieces: list[str], depth: int) -> None:
    bands: list[Plain] = []
    for piece in pieces:
        if found := BAND.fullmatch(piece):
            bands.append({"min": read_value(found["min"], share=False), "value": read_value(found["value"])})
        elif not _else(rule, piece):
            raise _unlike("bands", piece)
    rule["bands"] = bands


def _deduct(rule: Plain, pieces: list[str], depth: int) -> None:
    per: list[Plain] = []
    for piece in pieces:
        if _floor(rule, piece):
            continue
        found = TRIGGER.fullmatch(piece)
        if not found:
            raise _unlike("deduct", piece)
        trigger = {"what": read_name(found["what"]), "points": read_value(found["points"])}
        if found["max"] is not None:
            trigger["max"] = read_value(found["max"])
        per.append(trigger)
    rule["per"] = per


def _shortfall(rule: Plain, pieces: list[str], depth: int) -> None:
    for piece in pieces:
        if found := TARGET.fullmatch(piece):
            _put(rule, "target", read_value(found["value"], share=False), piece)
        elif found := PER.fullmatch(piece):
            _put(rule, "per", read_value(found["per"], share=False), piece)
            rule["points"] = read_value(found["points"])
        elif piece in STEP_OF:
            _put(rule, "step", STEP_OF[piece], piece)
        elif not _floor(rule, piece):
            raise _unlike("shortfall", piece)
    if "target" not in rule or "per" not in rule:
        raise _unlike("shortfall", "；".join(pieces))


def _ratio(rule: Plain, pieces: list[str], depth: int) -> None:
    found = REQUIRED.fullmatch(pieces[0]) if len(pieces) == 1 else None
    if not found:
        raise _unlike("ratio", "；".join(pieces))
    rule["required"] = read_value(found["value"], share=False)


def _sampled(rule: Plain, pieces: list[str], depth: int) -> None:
    for piece in pieces:
        found = EACH.fullmatch(piece)
        if not found:
            raise _unlike("sampled", piece)
        _put(rule, "each", read_rule(found["rule"], depth + 1), piece)


def _awards(rule: Plain, pieces: list[str], depth: int) -> None:
    levels = []
    for piece in pieces:
        if piece in HIGHESTS:
            _put(rule, "highest_only", True, piece)
        elif piece in CUMULATIVES:
            _put(rule, "highest_only", False, piece)
        elif PAIR.fullmatch(piece):
            levels.append(piece)
        elif not _cap(rule, piece):
            raise _unlike("awards", piece)
    rule["levels"] = read_pairs(levels, LEVELS)


def _cap(rule: Plain, piece: str) -> bool:
    if found := CAP.fullmatch(piece):
        _put(rule, "cap", read_value(found["value"], share=False), piece)
        return True
    return False


def _parent(rule: Plain, pieces: list[str], depth: int) -> None:
    for piece in pieces:
        if not _cap(rule, piece):
            raise _unlike(rule["kind"], piece)


def _weighted(rule: Plain, pieces: list[str], depth: int) -> None:
    rule["weights"] = read_pairs([piece for piece in pieces if not _cap(rule, piece)])


READ: dict[str, Callable[[Plain, list[str], int], None]] = {
    "graded": _graded,
    "conditions": _conditions,
    "bands": _bands,
    "deduct": _deduct,
    "shortfall": _shortfall,
    "ratio": _ratio,
    "sampled": _sampled,
    "awards": _awards,
    "sum": _parent,
    "mean": _parent,
    "weighted": _weighted,
}
