"""Scoring wordings as offices print them, each with the rule that a clerk would read in it.

Every file holds blocks: ``points|wording|criterion`` ("+" after the points: a bonus line; the criterion may be left
out), then the rule in short, then "! …" for every warning's quoted words, or "! best N" where the rule gives at most N.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from wenming.criteria.formats.tables.wordings import Wording

FOLDER = Path(__file__).parent


class Case(NamedTuple):
    """points  as printed; rule  in short, "-" for none; warned  the words that warnings quote."""

    points: str
    wording: str
    criterion: str
    rule: str
    warned: tuple[str, ...]

    def words(self) -> Wording:
        points, bonus = self.points.rstrip("+"), self.points.endswith("+")
        return Wording(
            points=Decimal(points) if points else None, rule=self.wording, sentence=self.criterion, bonus=bonus
        )


def cases() -> list[Case]:
    """All cases of all files, in order."""
    found: list[Case] = []
    for file in sorted(FOLDER.glob("*.txt")):
        lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
        blocks: list[list[str]] = []
        for line in lines:
            if line[0] != " ":
                blocks.append([])
            blocks[-1].append(line.strip())
        for head, rule, *warned in blocks:
            points, wording, criterion = [*head.split("|"), ""][:3]
            found.append(Case(points, wording, criterion, rule, tuple(w.removeprefix("! ") for w in warned)))
    return found


def short(rule: dict[str, Any] | None) -> str:
    """A rule in one line: enough to tell any two apart."""
    if rule is None:
        return "-"
    kind = rule["kind"]
    if kind == "deduct":
        per = "；".join(f"{p['what']}={p['points']}" + (f"≤{p['max']}" if "max" in p else "") for p in rule["per"])
        return f"deduct {per} floor {rule['floor']}"
    if kind == "graded":
        return "graded " + " ".join(f"{name}={worth}" for name, worth in rule.get("grades", {}).items())
    if kind == "bands":
        bands = " ".join(f"{band['min']}:{band['value']}" for band in rule["bands"])
        return f"bands {bands} else {rule['else']}"
    if kind == "conditions":
        met = " ".join(f"{many}:{worth}" for many, worth in rule["met"].items())
        cases_ = " ".join(f"{'+'.join(map(str, case['when']))}:{case['value']}" for case in rule.get("cases", []))
        return " ".join(part for part in (f"conditions {rule['count']}", met, cases_, f"else {rule['else']}") if part)
    if kind == "awards":
        levels = " ".join(f"{name}={worth}" for name, worth in rule["levels"].items())
        best = " best" if rule["highest_only"] else ""
        return f"awards {levels}{best}" + (f" cap {rule['cap']}" if "cap" in rule else "")
    if kind == "shortfall":
        return f"shortfall {rule['target']} per {rule['per']} -{rule['points']} {rule['step']} floor {rule['floor']}"
    if kind == "ratio":
        return f"ratio {rule['required']}"
    if kind == "sampled":
        return f"sampled {rule['places']} {short(rule['each'])}"
    return json.dumps(rule, ensure_ascii=False)
