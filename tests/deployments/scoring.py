"""Measures a proposal against what people expect of an invented paper (papers/*.yaml).

A dated or recurring task counts as found when its words overlap with the expected ones and its day, span or recurrence is the same;
each proposal serves one expectation. A proposal nobody expected is wrong, unless its words lie in ``may``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from wenming.deployments.formats.document import document_of
from wenming.deployments.formats.source import read_text
from wenming.deployments.rules.reading import read

PAPERS = Path(__file__).parent / "papers"


def papers() -> Iterator[dict[str, Any]]:
    for path in sorted(PAPERS.glob("*.yaml")):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


@dataclass
class Result:
    """What was found, missed and invented, per class."""

    expected: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0
    stages_expected: int = 0
    stages_found: int = 0
    stages_proposed: int = 0
    rules_expected: int = 0
    rules_found: int = 0
    owners_expected: int = 0
    owners_found: int = 0
    receivers_expected: int = 0
    receivers_found: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, other: Result) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def recall(self) -> float:
        return self.found / self.expected if self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def stages(self) -> float:
        return self.stages_found / self.stages_expected if self.stages_expected else 1.0


def score(paper: dict[str, Any]) -> Result:
    """Read one paper and compare."""
    return compare(paper, document_of(read(read_text(paper["text"]), year=paper.get("year"))))


def compare(paper: dict[str, Any], document: dict[str, Any]) -> Result:
    result = Result()
    left = [task for task in document["tasks"] if task["due"] or task["every"] or task["due_kind"] != "none"]
    result.proposed = len(left)
    for wanted in paper["tasks"]:
        result.expected += 1
        got = next((task for task in left if _same(wanted, task)), None)
        if got is None:
            near = [_short(task) for task in left if _overlap(wanted["in"], task["text"])]
            result.notes.append(f"missed: {wanted}   near: {near}")
            continue
        left.remove(got)
        result.found += 1
        result.right += 1
        _compare_people(wanted, got, result)
    for task in left:
        if any(_overlap(str(words), task["text"]) for words in paper.get("may", [])):
            result.right += 1
        else:
            result.notes.append(f"invented: {_short(task)}")
    _compare_stages(paper, document, result)
    for kind, words in paper.get("rules", []):
        result.rules_expected += 1
        if any(rule["kind"] == kind and _overlap(words, rule["text"]) for rule in document["rules"]):
            result.rules_found += 1
        else:
            result.notes.append(
                f"rule missed: {kind} {words}   got: {[(r['kind'], r['text']) for r in document['rules']]}"
            )
    return result


def _compare_people(wanted: dict[str, Any], got: dict[str, Any], result: Result) -> None:
    for key, counted, told in (("who", "owners", got["owners"]), ("to", "receivers", got["deliver_to"])):
        if key not in wanted:
            continue
        setattr(result, f"{counted}_expected", getattr(result, f"{counted}_expected") + 1)
        if told == wanted[key]:
            setattr(result, f"{counted}_found", getattr(result, f"{counted}_found") + 1)
        else:
            result.notes.append(f"{key}: wanted {wanted[key]}, got {told}   in {got['text']}")


def _compare_stages(paper: dict[str, Any], document: dict[str, Any], result: Result) -> None:
    stages = [[s["name"], s["from"], s["to"]] for s in document["stages"]]
    result.stages_proposed += len(stages)
    for name, since, until in paper.get("stages", []):
        result.stages_expected += 1
        if [name, _iso(since), _iso(until)] in stages:
            result.stages_found += 1
        else:
            result.notes.append(f"stage missed: {name} {since} {until}   got: {stages}")
    for stage in stages:
        if stage[0] not in [name for name, _since, _until in paper.get("stages", [])]:
            result.notes.append(f"stage invented: {stage}")


def _same(wanted: dict[str, Any], task: dict[str, Any]) -> bool:
    if not _overlap(wanted["in"], task["text"]):
        return False
    if "due_text" in wanted:
        return task["due"] is None and task["due_text"] == wanted["due_text"]
    return (
        task["due"] == _iso(wanted.get("due"))
        and ("every" in wanted or task["from"] == _iso(wanted.get("from")))
        and _every(task["every"]) == wanted.get("every")
    )


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def _every(every: dict[str, Any] | None) -> str | None:
    return every and "/".join(str(every[key]) for key in ("unit", "n", "day") if key in every)


def _iso(day: Any) -> str | None:
    return None if day is None else str(day)


def _short(task: dict[str, Any]) -> str:
    return f"{task['due'] or _every(task['every']) or '-'} from {task['from']} [{task['due_text']}] {task['text']}"


def main() -> None:
    """Print the figures and every difference: ``python -m tests.deployments.scoring``."""
    total = Result()
    for paper in papers():
        one = score(paper)
        if one.notes:
            print(f"\n{paper['name']}", *one.notes, sep="\n   ")
        total.add(one)
    total.notes = []
    print(f"\nrecall {total.recall:.3f} precision {total.precision:.3f} stages {total.stages:.3f}\n{total}")


if __name__ == "__main__":
    main()
