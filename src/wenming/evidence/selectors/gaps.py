"""The gap list (对标查缺): item by item what is missing, short or wrong, who owes it and by when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from wenming.criteria.models import CriteriaSet, Line
from wenming.evidence.models import LineOwner
from wenming.evidence.rules.completeness import DutyState, LineState
from wenming.evidence.rules.duties import Check
from wenming.evidence.rules.findings import Finding, gravest_first
from wenming.evidence.rules.records import RecordId
from wenming.evidence.selectors.checking import check_unit
from wenming.organisations.models import Organisation

BEADS = {"complete": "full", "partial": "part", "empty": "none", "wrong": "part", "none": "skip"}


@dataclass(frozen=True)
class Gap:
    """One thing that is owed: a duty of a line that is not met, or something wrong about what was filed."""

    line: Line
    top: str
    kind: str
    severity: str
    asked: str
    have: str
    what_to_do: str
    owner: LineOwner | None
    late: bool
    files: str = ""
    evidence: tuple[RecordId, ...] = ()


@dataclass(frozen=True)
class Top:
    """A top line with the state of each leaf below it that asks for something."""

    code: str
    title: str
    states: list[str]
    gaps: int


@dataclass(frozen=True)
class GapList:
    """What a unit owes to a set of criteria, and how far it has come."""

    gaps: list[Gap]
    tops: list[Top]
    asked: int  # lines that ask for evidence
    complete: int
    loose: list[Finding]  # about records that stand under no line of the set
    states: tuple[tuple[int, str, str], ...] = ()  # each line that asks: its key, its top line's code, its bead


def gap_list(organisation: Organisation, criteria_set: CriteriaSet, *, year: int, on: date) -> GapList:
    """Check a unit's ledger against a set and name everything owed. Six queries, whatever there is."""
    found = check_unit(organisation, criteria_set, year=year, as_of=on)
    lines = {line.code: line for line in Line.objects.filter(criteria_set=criteria_set).defer("body").order_by("order")}
    owners = {
        owner.line_id: owner
        for owner in LineOwner.objects.filter(
            organisation=organisation, line__criteria_set=criteria_set
        ).select_related("department", "person")
    }
    tops = _tops(lines)
    gaps = _gaps(found, lines, owners, tops, on)
    asking = [state for state in found.lines if state.duties]
    return GapList(
        gaps,
        _standing(asking, lines, tops, gaps),
        len(asking),
        sum(1 for state in asking if state.state == "complete"),
        gravest_first(one for one in found.findings if one.line not in lines),
        tuple((lines[code].pk, tops[code], bead) for code, bead in _beads(asking, gaps)),
    )


def _tops(lines: Mapping[str, Line]) -> dict[str, str]:
    """code → code of the top line above it; lines come in document order."""
    tops: dict[str, str] = {}
    now = ""
    for code, line in lines.items():
        if line.depth == 0:
            now = code
        tops[code] = now
    return tops


def _owner(line: Line, owners: Mapping[int, LineOwner], by_pk: Mapping[int, Line]) -> LineOwner | None:
    """Who owes a line: its own owner, else the nearest above it."""
    here: Line | None = line
    while here is not None:
        if here.pk in owners:
            return owners[here.pk]
        here = by_pk.get(here.parent_id) if here.parent_id else None
    return None


def _gaps(
    found: Check, lines: Mapping[str, Line], owners: Mapping[int, LineOwner], tops: Mapping[str, str], on: date
) -> list[Gap]:
    by_pk = {line.pk: line for line in lines.values()}
    named: dict[tuple[str, str], DutyState] = {}
    for state in found.lines:
        for asked in state.duties:
            for one in asked.findings:
                named.setdefault((state.code, one.message), asked)
    gaps = []
    for one in found.findings:
        line = lines.get(one.line or "")
        if line is None:
            continue
        owner = _owner(line, owners, by_pk)
        duty = named.get((line.code, one.message))
        gaps.append(_gap(one, line, tops[line.code], duty, owner, on))
    order = {line.pk: place for place, line in enumerate(lines.values())}
    return sorted(gaps, key=lambda gap: order[gap.line.pk])


def _gap(one: Finding, line: Line, top: str, duty: DutyState | None, owner: LineOwner | None, on: date) -> Gap:
    return Gap(
        line=line,
        top=top,
        kind=one.kind,
        severity=one.severity,
        asked=duty.asked if duty else one.message,
        have=one.message.removeprefix(f"{line.code} {line.title}").lstrip("：: ")[:400],  # data
        what_to_do=one.what_to_do,
        owner=owner,
        late=bool(owner and owner.due and owner.due < on),
        files=_("、").join(one.files[:4]),
        evidence=one.evidence,
    )


def _beads(asking: list[LineState], gaps: list[Gap]) -> list[tuple[str, str]]:
    """code → bead of each line that asks for something, in order."""
    late = {gap.line.code for gap in gaps if gap.late and gap.kind in {"missing", "too_few"}}
    return [
        (state.code, "late" if state.code in late and state.state != "complete" else BEADS[state.state])
        for state in asking
    ]


def _standing(
    asking: list[LineState], lines: Mapping[str, Line], tops: Mapping[str, str], gaps: list[Gap]
) -> list[Top]:
    states: dict[str, list[str]] = {}
    for code, bead in _beads(asking, gaps):
        states.setdefault(tops[code], []).append(bead)
    return [
        Top(code, lines[code].title, found, sum(1 for bead in found if bead not in {"full", "skip"}))
        for code, found in states.items()
    ]


def chosen_gaps(gaps: list[Gap], chosen: Mapping[str, str]) -> list[Gap]:
    """The gaps under filters: {"department", "top", "kind", "severity", "late"}."""
    tests: dict[str, Any] = {
        "department": lambda gap, value: (
            gap.owner is None if value == "none" else bool(gap.owner and str(gap.owner.department_id) == value)
        ),
        "top": lambda gap, value: gap.top == value,
        "kind": lambda gap, value: gap.kind == value,
        "severity": lambda gap, value: gap.severity == value,
        "late": lambda gap, _value: gap.late,
    }
    return [gap for gap in gaps if all(tests[name](gap, value) for name, value in chosen.items() if name in tests)]
