"""Hypothesis strategies for criteria documents and answers that fit them: every rule, place and combination."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]
METHODS = ("material_review", "site_visit", "survey", "consultation")
GRADES = {"A": "100%", "B": "66%", "C": "33.5%", "D": "0"}


@st.composite
def decimals(draw: st.DrawFn, low: int = 0, high: int = 20, places: int = 3) -> str:
    """A decimal string between two whole numbers, with up to ``places`` places, also trailing zeros."""
    scale = 10 ** draw(st.integers(0, places))
    number = draw(st.integers(low * scale, high * scale))
    sign, number = ("-", -number) if number < 0 else ("", number)
    width = len(str(scale)) - 1
    whole, rest = divmod(number, scale)
    return f"{sign}{whole}" + (f".{rest:0{width}d}" if width else "")


def values(low: int = 0, high: int = 6) -> st.SearchStrategy[str]:
    """Points or a share."""
    return st.one_of(decimals(low, high, 2), st.sampled_from(["0%", "33%", "66%", "66.7%", "100%"]))


@st.composite
def leaf_rules(draw: st.DrawFn, depth: int = 0) -> Json | None:
    kinds = ["none", "judged", "graded", "own_grades", "conditions", "bands", "deduct", "shortfall", "ratio", "awards"]
    kind = draw(st.sampled_from(kinds + ["sampled"] * (depth < 2)))
    floor = draw(st.sampled_from([{}, {"floor": None}, {"floor": "0"}, {"floor": "0.5"}, {"floor": "-2"}]))
    if kind == "none":
        return {"kind": "judged"} if depth else None
    if kind == "own_grades":
        return {"kind": "graded", "grades": draw(st.dictionaries(st.sampled_from("优良中差"), values(-1), min_size=1))}
    if kind == "conditions":
        count = draw(st.integers(1, 5))
        numbers = st.lists(st.integers(1, count), unique=True, max_size=count)
        return {
            "kind": "conditions",
            "count": count,
            "met": draw(st.dictionaries(st.integers(0, count).map(str), values(), max_size=4)),
            "cases": [{"when": when, "value": draw(values())} for when in draw(st.lists(numbers, max_size=3))],
            **draw(st.sampled_from([{}, {"else": None}, {"else": "0.3"}, {"else": "25%"}])),
        }
    if kind == "bands":
        starts = draw(st.lists(st.integers(-20, 100).map(lambda n: f"{n}.5"), min_size=1, max_size=4, unique=True))
        bands = [{"min": start, "value": draw(values(-1))} for start in starts]
        return {"kind": "bands", "bands": bands, **draw(st.sampled_from([{}, {"else": "-1"}]))}
    if kind == "deduct":
        size = draw(st.integers(1, 3))
        most = st.sampled_from([{}, {"max": None}, {"max": "1"}, {"max": "50%"}])
        per = [{"what": "缺一次", "points": draw(values(0, 3)), **draw(most)} for _ in range(size)]
        return {"kind": "deduct", "per": per, **floor}
    if kind == "shortfall":
        return {
            "kind": "shortfall",
            "target": draw(decimals(50, 100, 1)),
            "per": draw(st.sampled_from(["1", "0.5", "3", "5"])),
            "points": draw(values(0, 2)),
            "step": draw(st.sampled_from(["whole", "started", "linear"])),
            **floor,
        }
    if kind == "ratio":
        return {"kind": "ratio", "required": draw(st.sampled_from(["1", "3", "7", "2.5"]))}
    if kind == "sampled":
        each = draw(leaf_rules(depth=depth + 1))
        return {"kind": "sampled", "places": draw(st.integers(1, 4)), "each": each}
    if kind == "awards":
        return {
            "kind": "awards",
            "levels": {"国家级": draw(decimals(0, 6, 2)), "省级": draw(decimals(0, 3, 2)), "市级": "0.5"},
            **draw(st.sampled_from([{}, {"highest_only": True}])),
            **draw(st.sampled_from([{}, {"cap": None}, {"cap": "2.5"}])),
        }
    return {"kind": kind}


@st.composite
def trees(draw: st.DrawFn, code: str, depth: int) -> Json:
    """A line with all below it."""
    line: Json = {"code": code, "title": f"项目{code}"}
    line |= draw(st.sampled_from([{}, {}, {}, {"bonus": True}, {"bonus": False}]))
    line |= draw(st.sampled_from([{}, {"methods": []}, *({"methods": [m, "briefing"]} for m in METHODS)]))
    if depth and draw(st.booleans()):
        below = [draw(trees(f"{code}-{n}", depth - 1)) for n in range(draw(st.integers(1, 4)))]
        line["lines"] = below
        line |= draw(st.sampled_from([{}, {"points": "7"}, {"points": None}]))
        kind = draw(st.sampled_from(["none", "sum", "mean", "weighted"]))
        if kind == "weighted":
            weights = {child["code"]: draw(st.sampled_from(["0.85", "0.15", "1", "2"])) for child in below}
            line["rule"] = {"kind": kind, "weights": weights}
        elif kind != "none":
            line["rule"] = {"kind": kind} | draw(st.sampled_from([{}, {"cap": "6"}, {"cap": "1.25"}, {"cap": None}]))
        return line
    line["rule"] = draw(leaf_rules())
    said = json.dumps(line["rule"])
    shares = "%" in said or '"graded"' in said  # a share of a line without points is refused
    line |= {"points": draw(st.one_of(decimals(0, 10, 2), decimals(0, 10, 2) if shares else st.none()))}
    modes = [{}, {}, {"na": "redistribute"}, {"na": "full"}, {"na": "zero"}, {"na": "mean_of_peers"}, {"na": None}]
    return line | draw(st.sampled_from(modes))


@st.composite
def documents(draw: st.DrawFn) -> Json:
    lines = [draw(trees(f"L{n}", 3)) for n in range(draw(st.integers(0, 4)))]
    document: Json = {"format": "wenming-criteria/1", "grades": GRADES, "lines": lines}
    document |= draw(st.sampled_from([{}, {"base_total": "20"}, {"base_total": "5.5"}]))
    document |= draw(st.sampled_from([{}, {"bonus_cap": "3"}, {"bonus_cap": None}]))
    document |= draw(st.sampled_from([{}, {"bonus_inside_total": True}, {"bonus_inside_total": False}]))
    document |= draw(st.sampled_from([{}, {"pass_mark": "10"}]))
    weights = {"site_visit": "0.85", "survey": "0.15"}
    document |= draw(
        st.sampled_from([{}, {}, {"method_weights": weights}, {"method_weights": {"material_review": "1"}}])
    )
    document["negative"] = [draw(negative_items(f"N{n}")) for n in range(draw(st.integers(0, 3)))]
    return document


@st.composite
def negative_items(draw: st.DrawFn, code: str) -> Json:
    lookback = [{}, {"lookback": {"months": 12}}, {"lookback": {"months": 1}}, {"lookback": {"since": "2026-02-28"}}]
    effects = [
        {"kind": "block"},
        {"kind": "deduct", "points": "1.5"},
        {"kind": "deduct", "points": "2", "concealed_factor": "2.5"},
        {"kind": "rectify", "months": 6},
        {"kind": "warn"},
        {"kind": "revoke"},
    ]
    return {
        "code": code,
        "title": "负面情形",
        "effect": draw(st.sampled_from(effects)),
        **draw(st.sampled_from([*lookback, {"lookback": {"term": True}}])),
        **draw(st.sampled_from([{}, {"threshold": 1}, {"threshold": 2}])),
    }


@st.composite
def leaf_answers(draw: st.DrawFn, rule: Json | None, line: Json) -> Json:
    """An answer that fits the rule."""
    rule = rule or {"kind": "judged"}
    kind = rule["kind"]
    if kind == "judged":
        points = line.get("points") or "0"
        share = draw(st.sampled_from(["all", "none", "some"]))
        if share == "some" and float(points) >= 1:
            return {"score": draw(decimals(0, int(float(points)), 3))}
        return {"score": points if share == "all" else "0"}
    if kind == "graded":
        return {"grade": draw(st.sampled_from(sorted(rule.get("grades") or GRADES)))}
    if kind == "conditions":
        return {"met": draw(st.lists(st.integers(1, rule["count"]), unique=True))}
    if kind in ("bands", "shortfall"):
        return {"value": draw(decimals(-30, 110, 3))}
    if kind == "deduct":
        size = len(rule["per"])
        return {"occurrences": draw(st.lists(st.integers(0, 5), min_size=size, max_size=size))}
    if kind == "ratio":
        return {"seen": draw(decimals(0, 9, 2))}
    if kind == "sampled":
        places: list[Any] = []
        for _ in range(rule["places"]):
            left_out = draw(st.sampled_from([True, False, False]))
            places.append(None if left_out else draw(leaf_answers(rule["each"], line)))
        return {"places": places}
    matters = st.sampled_from([{}, {"for": "甲"}, {"for": "乙"}])
    levels = draw(st.lists(st.sampled_from(sorted(rule["levels"])), max_size=4))
    return {"awards": [{"level": level, **draw(matters)} for level in levels]}


def leaves(document: Json) -> list[Json]:
    """The lines without lines below, in document order."""
    found: list[Json] = []

    def look(line: Json) -> None:
        if line.get("lines"):
            for child in line["lines"]:
                look(child)
        else:
            found.append(line)

    for line in document["lines"]:
        look(line)
    return found


@st.composite
def answer_sets(draw: st.DrawFn, document: Json, year: int = 2026) -> Json:
    """A round of answers that fits the document, with lines not applicable and unanswered."""
    given: Json = {}
    peers: Json = {}
    for line in leaves(document):
        fate = draw(st.sampled_from(["answer", "answer", "answer", "na", "na", "nothing", "null"]))
        if line.get("na") == "mean_of_peers":
            peers[line["code"]] = draw(st.lists(decimals(0, 10, 3), min_size=1, max_size=3))
        if fate == "null":
            given[line["code"]] = None
        elif fate == "na":
            given[line["code"]] = {"na": True}
        elif fate == "answer":
            extra = draw(st.sampled_from([{}, {"na": False}, {"note": "见附件"}]))
            given[line["code"]] = draw(leaf_answers(line.get("rule"), line)) | extra
    as_of = date(2026, 3, 31)
    events = []
    for item in document["negative"]:
        for _ in range(draw(st.integers(0, 3))):
            day = as_of + timedelta(days=draw(st.integers(-420, 5)))
            edges = [day.isoformat(), "2026-03-31", "2026-02-28", "2025-03-31", "2026-04-01", "2026-02-27"]
            concealed = draw(st.sampled_from([{}, {"concealed": True}]))
            events.append({"item": item["code"], "date": draw(st.sampled_from(edges)), **concealed})
    return {
        "format": "wenming-answers/1",
        "as_of": as_of.isoformat(),
        "year": year,
        "answers": given,
        "peers": peers,
        "events": events,
        "term": {"from": "2026-02-28", "to": "2026-03-31"},
    }


@st.composite
def cases(draw: st.DrawFn) -> tuple[Json, Json]:
    """A document and answers that fit it."""
    document = draw(documents())
    return document, draw(answer_sets(document))
