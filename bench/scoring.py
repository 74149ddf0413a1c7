"""How fast the scoring engine is: leaf lines per second, and the time of one whole sheet.

    .venv/bin/python -m bench.scoring [--json]

Sheets of 150 and 1,000 leaf lines with every kind of rule, three levels, some lines not applicable and unanswered. Every
sheet is scored from other answers (drawn beforehand, ``--lines`` of them in all), so nothing is found ready-made. Three figures
each: ``total`` – every score, total and veto, no texts; ``sheet`` – the complete document without sentences;
``complete`` – the same with the sentence behind every line. Median of several runs in CPU time of
this process, as the machine may be shared; compiling is timed apart. Numbers already seen are kept as texts and integers.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from wenming.criteria.formats.answers import read_answers
from wenming.criteria.formats.document import read_document
from wenming.criteria.rules.answers import Answers
from wenming.criteria.rules.compiled import compile_document
from wenming.criteria.rules.engine import score

METHODS = ["material_review", "site_visit", "survey", "consultation"]

RULES: list[dict[str, object] | None] = [
    None,
    {"kind": "graded"},
    {"kind": "conditions", "count": 4, "met": {"2": "50%", "4": "100%"}, "cases": [{"when": [1, 3], "value": "1.2"}]},
    {"kind": "bands", "bands": [{"min": "90", "value": "100%"}, {"min": "80", "value": "66%"}], "else": "0.5"},
    {
        "kind": "deduct",
        "per": [{"what": "公开事项缺一项", "points": "0.5"}, {"what": "着装不合规", "points": "0.2", "max": "1"}],
    },
    {"kind": "shortfall", "target": "80", "per": "1", "points": "0.3", "step": "whole"},
    {"kind": "shortfall", "target": "80", "per": "3", "points": "0.5", "step": "linear"},
    {"kind": "ratio", "required": "7"},
    {"kind": "sampled", "places": 3, "each": {"kind": "conditions", "count": 3, "met": {"1": "33%", "3": "100%"}}},
    {"kind": "awards", "levels": {"国家级": "3", "省级": "2", "市级": "1"}, "highest_only": True, "cap": "3"},
]


def document(leaves: int, *, group: int = 6) -> dict[str, object]:
    """A set of ``leaves`` lines under parents of ``group``, those under parents of five."""
    lines = [
        {
            "code": f"L-{n}",
            "title": f"第 {n} 项",
            "points": "3",
            "methods": [METHODS[n % 4]],
            "rule": RULES[n % len(RULES)],
        }
        for n in range(leaves)
    ]
    middle = [
        {"code": f"M-{n}", "title": "项目", "lines": lines[n : n + group], "rule": {"kind": "sum", "cap": "100"}}
        for n in range(0, leaves, group)
    ]
    top = [{"code": f"T-{n}", "title": "部分", "lines": middle[n : n + 5]} for n in range(0, len(middle), 5)]
    return {
        "format": "wenming-criteria/1",
        "grades": {"A": "100%", "B": "66%", "C": "33%", "D": "0"},
        "pass_mark": "85",
        "bonus_cap": "10",
        "lines": [*top, {"code": "B", "points": "10", "bonus": True}],
        "negative": [{"code": "N", "lookback": {"months": 24}, "effect": {"kind": "deduct", "points": "5"}}],
    }


def answers(leaves: int, draw: random.Random) -> dict[str, object]:
    """Answers to :func:`document`: two in a hundred not applicable, five unanswered."""
    given: dict[str, object] = {}
    for n in range(leaves):
        fate = draw.random()
        if fate < 0.05:
            continue
        given[f"L-{n}"] = {"na": True} if fate < 0.07 else answer(n % len(RULES), draw)
    event = {"item": "N", "date": "2026-03-02"}
    return {"format": "wenming-answers/1", "as_of": "2026-10-31", "answers": given, "events": [event]}


def answer(rule: int, draw: random.Random) -> dict[str, object]:
    """An answer to the rule of that number."""
    percent = f"{draw.randint(6000, 10000) / 100}"
    made: list[dict[str, object]] = [
        {"score": f"{draw.randint(0, 300) / 100}"},
        {"grade": draw.choice("ABCD")},
        {"met": sorted(draw.sample(range(1, 5), draw.randint(0, 4)))},
        {"value": percent},
        {"occurrences": [draw.randint(0, 2), draw.randint(0, 9)]},
        {"value": percent},
        {"value": percent},
        {"seen": str(draw.randint(0, 9))},
        {"places": [{"met": sorted(draw.sample(range(1, 4), draw.randint(0, 3)))} for _ in range(2)] + [None]},
        {"awards": [{"level": draw.choice(["国家级", "省级", "市级"]), "for": draw.choice("甲乙")} for _ in range(2)]},
    ]
    return made[rule]


def median_of(work: Callable[[Answers], object], rounds: list[Answers], times: int) -> float:
    """Seconds per sheet: the median of ``times`` runs over all rounds."""
    spent = []
    for _run in range(times):
        start = time.process_time()
        for given in rounds:
            work(given)
        spent.append((time.process_time() - start) / len(rounds))
    return statistics.median(spent)


def measure(leaves: int, sheets: int, times: int) -> dict[str, float]:
    """Seconds: compiling, and per sheet the three figures of this module."""
    draw = random.Random(20260320)
    read = read_document(document(leaves))
    start = time.process_time()
    compiled = compile_document(read)
    compiled.reasons()
    compiling = time.process_time() - start
    rounds = [read_answers(answers(leaves, draw)) for _ in range(sheets)]
    return {
        "compile": compiling,
        "total": median_of(lambda given: score(compiled, given), rounds, times),
        "sheet": median_of(lambda given: score(compiled, given).as_dict(why=False), rounds, times),
        "complete": median_of(lambda given: score(compiled, given).as_dict(), rounds, times),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of the scoring engine.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--lines", type=int, default=9000, help="leaf lines per run, over all sheets")
    parser.add_argument("--times", type=int, default=15)
    options = parser.parse_args()
    result = {leaves: measure(leaves, max(1, options.lines // leaves), options.times) for leaves in (150, 1000)}
    if options.json:
        print(json.dumps(result))
        return
    for leaves, spent in result.items():
        print(f"{leaves} leaf lines, compile {spent['compile'] * 1000:.1f} ms")
        for name in ("total", "sheet", "complete"):
            print(f"  {name:9} {spent[name] * 1000:8.3f} ms a sheet  {leaves / spent[name]:12,.0f} leaf lines/s")


if __name__ == "__main__":
    main()
