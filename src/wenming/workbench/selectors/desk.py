"""What the desk shows: where we stand, what is to be done today, what is late – composed from the apps below."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wenming.assessment.selectors import rounds as assessment
from wenming.assessment.selectors import scoring
from wenming.assessment.states import RoundState
from wenming.criteria import selectors as criteria
from wenming.criteria.selectors import compiled
from wenming.evidence.policies import VIEW
from wenming.evidence.selectors import ledger
from wenming.evidence.selectors.gaps import Gap, GapList, Top, gap_list
from wenming.evidence.selectors.owning import departments_owing
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation
from wenming.organisations.selectors import departments_of
from wenming.workbench.selectors.duties import Duty, late_duties, todays_duties

GAINS = 3


@dataclass(frozen=True)
class Part:
    """A strip of the desk: how much of something is done, and what of it is late."""

    label: str
    url: str
    value: int
    max: int
    unit: str
    late: int = 0


@dataclass(frozen=True)
class Item:
    """A top line: the state of each leaf below it, and what it scores in the round."""

    code: str
    title: str
    states: list[str]
    gaps: int
    score: str | None
    possible: str | None


@dataclass(frozen=True)
class Score:
    """The dial of a desk: of the unit's round, or of what one's own departments answer in it.

    could  what the total could be once the best gains are made; goal the pass mark. None for a department.
    """

    score: Decimal
    possible: Decimal
    could: Decimal | None = None
    goal: Decimal | None = None


@dataclass(frozen=True)
class Desk:
    """A person's desk. ``gaps`` is None where there is no set, ``round`` where there is no self-assessment.

    departments  the names of those somebody is bound to, and then all figures are theirs; none for office and leaders.
    chosen       what links into the ledger carry along.
    """

    unit: Organisation
    set: Any
    round: Any
    gaps: GapList | None
    gains: list[tuple[str, Decimal, int]]
    score: Score | None
    standing: ledger.Standing
    parts: list[Part]
    items: list[Item]
    today: list[Duty]
    late: list[Duty]
    late_count: int
    year: int
    departments: tuple[str, ...]
    chosen: str

    @property
    def own(self) -> bool:
        return bool(self.departments)


def desk(actor: Actor, unit: Organisation, today: date) -> Desk:
    """Everything on the desk. Under thirty queries for the whole page, whatever the rows."""
    sets = list(criteria.sets_of_unit(unit))
    chosen = next((one for one in sets if one.year == today.year), sets[0] if sets else None)
    year = chosen.year if chosen and chosen.year else today.year
    gaps = gap_list(unit, chosen, year=year, on=today) if chosen and allowed(actor, VIEW, unit) else None
    rounds = list(assessment.rounds_of(actor, unit)[:6])
    latest = next((one for one in rounds if one.state == RoundState.OPEN), None) or next(
        (one for one in rounds if one.state == RoundState.SIGNED_OFF), None
    )
    given = scoring.given_to(latest) if latest and latest.state == RoundState.OPEN else None
    sheet = assessment.sheet_of(latest, given=given) if latest else None
    own = _own(actor, unit)
    mine = _lines_of(unit, own) if own else None
    gains = _gains(latest, sheet, given, mine) if latest and sheet and given is not None else []
    standing = _standing(actor, unit, year, own)
    names = {one.pk: one.name for one in departments_of(actor, unit)} if own else {}
    if gaps is not None and mine is not None:
        gaps = _of_departments(gaps, mine, own)
    late = [gap for gap in gaps.gaps if gap.late] if gaps else []
    query = {"year": str(year), **({"department": str(min(own))} if own else {})}
    return Desk(
        unit=unit,
        set=chosen,
        round=latest,
        gaps=gaps,
        gains=gains,
        score=_score(latest, sheet, gains, mine) if latest and sheet else None,
        standing=standing,
        parts=_parts(gaps, late, latest, sheet, standing, query, mine),
        items=_items(gaps, sheet, chosen, latest, mine),
        today=todays_duties(actor, unit, standing, latest, sheet, gaps.gaps if gaps else [], own, today),
        late=late_duties(late, own, today),
        late_count=len({gap.line.pk for gap in late}),
        year=year,
        departments=tuple(names.get(key, "") for key in sorted(own)),
        chosen=urlencode(query),
    )


def _own(actor: Actor, unit: Organisation) -> frozenset[int]:
    """The departments somebody is bound to; none for the office and the leaders, who see all."""
    roles = actor.roles_at(unit.pk)
    return frozenset() if roles & {"clerk", "leader"} else actor.department_ids


def _lines_of(unit: Organisation, own: frozenset[int]) -> set[int]:
    """The lines that departments owe. Two queries."""
    return {line for line, department in departments_owing(unit.pk).items() if department in own}


def _of_departments(gaps: GapList, mine: set[int], own: frozenset[int]) -> GapList:
    """The gap list as far as it is owed by one's own departments."""
    states: dict[str, list[str]] = {}
    for line, top, bead in gaps.states:
        if line in mine:
            states.setdefault(top, []).append(bead)
    tops = [
        Top(top.code, top.title, beads, sum(1 for bead in beads if bead not in {"full", "skip"}))
        for top in gaps.tops
        if (beads := states.get(top.code))
    ]
    beads = [bead for found in states.values() for bead in found]
    kept = [gap for gap in gaps.gaps if gap.owner and gap.owner.department_id in own]
    return replace(gaps, gaps=kept, tops=tops, asked=len(beads), complete=beads.count("full"))


def _standing(actor: Actor, unit: Organisation, year: int, own: frozenset[int]) -> ledger.Standing:
    """What the ledger of a year holds: all of it, or what one's own departments have put there. Four queries then."""
    if not own:
        return ledger.standing(actor, unit, str(year))
    counts = [
        sum(
            ledger.count_of(actor, unit, {"year": str(year), "department": str(key), "state": state}) for key in own
        )
        for state in ("", *ledger.STATES)
    ]  # fmt: skip
    return ledger.Standing(*counts)


def _gains(round_: Any, sheet: assessment.Sheet, given: Any, mine: set[int] | None) -> list[tuple[str, Decimal, int]]:
    """The three lines that would raise the total most, among one's own."""
    rows = {row.code: row for row in sheet.rows if mine is None or row.pk in mine}
    found = assessment.raise_most(round_, given=given, limit=GAINS if mine is None else len(sheet.rows))
    return [
        (f"{gain.code} {rows[gain.code].title}", assessment.as_decimal(gain.on_total), rows[gain.code].pk)
        for gain in found
        if gain.code in rows
    ][:GAINS]


def _score(
    round_: Any, sheet: assessment.Sheet, gains: list[tuple[str, Decimal, int]], mine: set[int] | None
) -> Score | None:
    if mine is None:
        could = min(sum((points for _title, points, _pk in gains), Decimal(round_.total)), round_.possible)
        return Score(round_.total, round_.possible, could, compiled(round_.criteria_set).document.pass_mark)
    rows = [row for row in sheet.rows if row.is_leaf and row.pk in mine]
    possible = sum((Decimal(row.possible) for row in rows), Decimal(0))
    return Score(sum((Decimal(row.score) for row in rows), Decimal(0)), possible) if possible else None


def _parts(
    gaps: GapList | None,
    late: list[Gap],
    round_: Any,
    sheet: Any,
    standing: ledger.Standing,
    query: dict[str, str],
    mine: set[int] | None,
) -> list[Part]:
    parts = []
    department = {name: value for name, value in query.items() if name == "department"}
    if gaps is not None:
        lines = len({gap.line.pk for gap in late})
        url = reverse("evidence:gap_list") + (f"?{urlencode(department)}" if department else "")
        parts.append(Part(_("佐证齐全"), url, gaps.complete, gaps.asked, _("条"), lines))
    records = f"{reverse('evidence:record_list')}?{urlencode(query)}"
    parts.append(Part(_("材料入账"), records, standing.all - standing.unfiled, standing.all, _("件")))
    if sheet is not None:
        leaves = [row for row in sheet.rows if row.is_leaf and (mine is None or row.pk in mine)]
        done = sum(1 for row in leaves if not row.unanswered)
        url = reverse("assessment:round_detail", args=[round_.pk]) + ("" if mine is None else "?show=mine")
        parts.append(Part(_("自评填写"), url, done, len(leaves), _("条")))
    return parts


def _items(gaps: GapList | None, sheet: Any, chosen: Any, round_: Any, mine: set[int] | None) -> list[Item]:
    """Top lines with their beads; with scores where the round is about the same set and all of a line is one's own."""
    if gaps is None:
        return []
    same = round_ is not None and round_.criteria_set_id == chosen.pk and mine is None
    scores = {row.code: row for row in sheet.tops} if same else {}
    return [
        Item(
            top.code, top.title, top.states, top.gaps,
            scores[top.code].score if top.code in scores else None,
            scores[top.code].possible if top.code in scores else None,
        )
        for top in gaps.tops
    ]  # fmt: skip
