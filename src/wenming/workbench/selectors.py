"""What the desk shows: where we stand, what is to be done today, what is late – composed from the apps below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wenming.assessment.policies import ANSWER, ANSWER_OWN, SIGN
from wenming.assessment.selectors import rounds as assessment
from wenming.assessment.selectors import scoring
from wenming.assessment.states import RoundState
from wenming.criteria import selectors as criteria
from wenming.evidence.policies import EDIT, EDIT_OWN, VIEW
from wenming.evidence.selectors import ledger
from wenming.evidence.selectors.gaps import Gap, GapList, gap_list
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation

SOON_DAYS = 14
ROWS_SHOWN = 8


@dataclass(frozen=True)
class Duty:
    """One thing to do: when, what, more about it, and the one verb that does it."""

    when: str
    what: str
    sub: str
    verb: str
    url: str
    late: bool = False


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
class Desk:
    """A person's desk. ``gaps`` is None where there is no set, ``round`` where there is no self-assessment.

    could  what the total could be once the three best gains are made.     own  bound to departments and shown theirs.
    """

    unit: Organisation
    set: Any
    round: Any
    gaps: GapList | None
    gains: list[tuple[str, Decimal, int]]
    could: Decimal | None
    standing: ledger.Standing
    parts: list[Part]
    items: list[Item]
    today: list[Duty]
    late: list[Duty]
    late_count: int
    year: int
    own: bool


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
    gains = _gains(latest, sheet, given) if latest and sheet and given is not None else []
    standing = ledger.standing(actor, unit, str(year))
    own = _own(actor, unit)
    mine = [gap for gap in gaps.gaps if not own or (gap.owner and gap.owner.department_id in own)] if gaps else []
    late = [gap for gap in mine if gap.late]
    return Desk(
        unit=unit,
        set=chosen,
        round=latest,
        gaps=gaps,
        gains=gains,
        could=_could(latest, gains) if latest else None,
        standing=standing,
        parts=_parts(gaps, late, latest, sheet, standing, year),
        items=_items(gaps, sheet, chosen, latest),
        today=_today(actor, unit, standing, latest, sheet, mine, own, today),
        late=_late(late, own, today),
        late_count=len({gap.line.pk for gap in late}),
        year=year,
        own=bool(own),
    )


def _own(actor: Actor, unit: Organisation) -> frozenset[int]:
    """The departments somebody is bound to; none for the office and the leaders, who see all."""
    roles = actor.roles_at(unit.pk)
    return frozenset() if roles & {"clerk", "leader"} else actor.department_ids


def _gains(round_: Any, sheet: assessment.Sheet, given: Any) -> list[tuple[str, Decimal, int]]:
    rows = {row.code: row for row in sheet.rows}
    return [
        (f"{gain.code} {rows[gain.code].title}", assessment.as_decimal(gain.on_total), rows[gain.code].pk)
        for gain in assessment.raise_most(round_, given=given)
        if gain.code in rows
    ]


def _could(round_: Any, gains: list[tuple[str, Decimal, int]]) -> Decimal:
    return min(sum((points for _title, points, _pk in gains), Decimal(round_.total)), round_.possible)


def _parts(
    gaps: GapList | None, late: list[Gap], round_: Any, sheet: Any, standing: ledger.Standing, year: int
) -> list[Part]:
    parts = []
    if gaps is not None:
        lines = len({gap.line.pk for gap in late})
        parts.append(Part(_("佐证齐全"), reverse("evidence:gap_list"), gaps.complete, gaps.asked, _("条"), lines))
    records = f"{reverse('evidence:record_list')}?year={year}"
    parts.append(Part(_("材料入账"), records, standing.all - standing.unfiled, standing.all, _("件")))
    if sheet is not None:
        leaves = [row for row in sheet.rows if row.is_leaf]
        done = sum(1 for row in leaves if not row.unanswered)
        url = reverse("assessment:round_detail", args=[round_.pk])
        parts.append(Part(_("自评填写"), url, done, len(leaves), _("条")))
    return parts


def _items(gaps: GapList | None, sheet: Any, chosen: Any, round_: Any) -> list[Item]:
    """Top lines with their beads; with scores where the round is about the same set."""
    if gaps is None:
        return []
    same = round_ is not None and round_.criteria_set_id == chosen.pk
    scores = {row.code: row for row in sheet.tops} if same else {}
    return [
        Item(
            top.code, top.title, top.states, top.gaps,
            scores[top.code].score if top.code in scores else None,
            scores[top.code].possible if top.code in scores else None,
        )
        for top in gaps.tops
    ]  # fmt: skip


def _today(
    actor: Actor,
    unit: Organisation,
    standing: ledger.Standing,
    latest: Any,
    sheet: Any,
    mine: list[Gap],
    own: frozenset[int],
    today: date,
) -> list[Duty]:
    duties: list[Duty] = []
    if latest is not None and latest.state == RoundState.OPEN:
        duties += _round_duties(actor, unit, latest, sheet)
    if actor.may_somewhere(EDIT_OWN):
        duties += _ledger_duties(actor, unit, standing, own, today.year)
    soon = [gap for gap in mine if gap.owner and gap.owner.due and 0 <= (gap.owner.due - today).days <= SOON_DAYS]
    return duties + _owed(soon, own, lambda day: f"{day:%m-%d}", "")


def _round_duties(actor: Actor, unit: Organisation, latest: Any, sheet: Any) -> list[Duty]:
    when = f"{latest.due:%m-%d}" if latest.due else _("本轮")
    url = reverse("assessment:round_detail", args=[latest.pk])
    if not latest.unanswered:
        if not allowed(actor, SIGN, unit):
            return []
        sign = reverse("assessment:round_sign", args=[latest.pk])
        return [
            Duty(
                when, _("%(round)s已填完，待签认") % {"round": latest.name}, latest.criteria_set.name, _("去签认"), sign
            )
        ]
    if not allowed(actor, ANSWER_OWN, unit):
        return []
    if allowed(actor, ANSWER, unit):
        said = {"round": latest.name, "n": latest.unanswered}
        return [
            Duty(
                when, _("%(round)s：还有 %(n)s 条未答") % said, latest.criteria_set.name, _("去填写"),
                f"{url}?show=unanswered",
            )
        ]  # fmt: skip
    lines = assessment.lines_of_mine(actor, latest) or set()
    left = sum(1 for row in sheet.rows if row.is_leaf and row.unanswered and row.pk in lines)
    if not left:
        return []
    what = _("%(round)s：本部门还有 %(n)s 条未答") % {"round": latest.name, "n": left}
    return [Duty(when, what, latest.criteria_set.name, _("去填写"), f"{url}?show=mine")]


def _ledger_duties(
    actor: Actor, unit: Organisation, standing: ledger.Standing, own: frozenset[int], year: int
) -> list[Duty]:
    """What waits in the ledger: for the office all of it, for a department its own."""
    counts = {"unfiled": standing.unfiled, "trouble": standing.trouble}
    chosen: dict[str, str] = {"year": str(year)}
    if own and not allowed(actor, EDIT, unit):
        chosen["department"] = str(min(own))
        counts = {
            state: ledger.count_of(actor, unit, {**chosen, "state": state}) if n else 0 for state, n in counts.items()
        }
    words = {
        "unfiled": (_("补全并入账材料 %(n)s 件"), _("入账后才计入条目"), _("去补全")),
        "trouble": (_("处理打不开或被隔离的文件 %(n)s 件"), _("换一份完好的文件重新上传"), _("去处理")),
    }
    return [
        Duty(
            _("随时"), words[state][0] % {"n": n}, words[state][1], words[state][2],
            f"{reverse('evidence:record_list')}?{urlencode({**chosen, 'state': state})}",
        )
        for state, n in counts.items() if n
    ]  # fmt: skip


def _late(late: list[Gap], own: frozenset[int], today: date) -> list[Duty]:
    return _owed(late, own, lambda day: _("逾期 %(n)s 天") % {"n": (today - day).days}, "1")


def _owed(gaps: Iterable[Gap], own: frozenset[int], when: Any, late: str) -> list[Duty]:
    """Lines that are owed: for the office and leaders one row a department, for a department one row a line."""
    by_due = sorted(
        (gap for gap in gaps if gap.owner and gap.owner.due),
        key=lambda gap: (gap.owner.due, gap.line.order),  # type: ignore[union-attr]
    )
    one_a_line = {gap.line.pk: gap for gap in reversed(by_due)}
    lines = [gap for gap in dict.fromkeys(by_due) if one_a_line.get(gap.line.pk) is gap]
    if own:
        return [
            Duty(
                when(gap.owner.due), f"{gap.line.code} {gap.line.title}", gap.have, _("去补"),  # type: ignore[union-attr]
                reverse("evidence:line", args=[gap.line.pk]), bool(late),
            )
            for gap in lines[:ROWS_SHOWN]
        ]  # fmt: skip
    departments: dict[int, list[Gap]] = {}
    for gap in lines:
        departments.setdefault(gap.owner.department_id, []).append(gap)  # type: ignore[union-attr]
    query = {"late": late} if late else {}
    return [
        Duty(
            when(found[0].owner.due),  # type: ignore[union-attr]
            _("%(department)s：%(n)s 条待补材料") % {"department": found[0].owner.department.name, "n": len(found)},  # type: ignore[union-attr]
            "、".join(f"{gap.line.code} {gap.line.title}" for gap in found[:4]) + ("…" if len(found) > 4 else ""),
            _("看清单"),
            f"{reverse('evidence:gap_list')}?{urlencode({'department': key, **query})}#gaps",
            bool(late),
        )
        for key, found in list(departments.items())[:ROWS_SHOWN]
    ]
