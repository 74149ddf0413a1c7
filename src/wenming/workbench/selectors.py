"""What the desk shows: where we stand, what is to be done today, what is late – composed from the apps below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wenming.assessment.policies import ANSWER_OWN, SIGN
from wenming.assessment.selectors import rounds as assessment
from wenming.assessment.states import RoundState
from wenming.criteria import selectors as criteria
from wenming.evidence.policies import EDIT_OWN, VIEW
from wenming.evidence.selectors import ledger
from wenming.evidence.selectors.gaps import Gap, GapList, gap_list
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation


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
class Desk:
    """A person's desk. ``gaps`` is None where there is no set, ``round`` where there is no self-assessment."""

    unit: Organisation
    set: Any
    round: Any
    gaps: GapList | None
    gains: list[tuple[str, Any, int]]
    standing: ledger.Standing
    today: list[Duty]
    late: list[Duty]
    year: int


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
    standing = ledger.standing(actor, unit, str(year))
    mine = _mine(actor, gaps.gaps if gaps else [])
    return Desk(
        unit=unit,
        set=chosen,
        round=latest,
        gaps=gaps,
        gains=_gains(latest),
        standing=standing,
        today=_today(actor, unit, standing, latest, mine, today),
        late=_late(mine, today),
        year=year,
    )


def _mine(actor: Actor, gaps: list[Gap]) -> list[Gap]:
    """Somebody who is bound to departments sees what those owe; the office and the leaders see all."""
    bound = actor.department_ids
    roles = {grant.role for grant in actor.grants}
    if not bound or roles & {"clerk", "leader"}:
        return gaps
    return [gap for gap in gaps if gap.owner and gap.owner.department_id in bound]


def _gains(round_: Any) -> list[tuple[str, Any, int]]:
    if round_ is None or round_.state != RoundState.OPEN:
        return []
    found = assessment.raise_most(round_)
    keys = assessment.lines_by_code(round_, [gain.code for gain in found])
    return [
        (f"{gain.code} {keys[gain.code][1]}", assessment.as_decimal(gain.on_total), keys[gain.code][0])
        for gain in found
        if gain.code in keys
    ]


def _today(
    actor: Actor, unit: Organisation, standing: ledger.Standing, latest: Any, mine: list[Gap], today: date
) -> list[Duty]:
    duties: list[Duty] = []
    year = f"?year={today.year}"
    if standing.unfiled and actor.may_somewhere(EDIT_OWN):
        duties.append(
            Duty(
                _("随时"), _("补全并入账材料 %(n)s 件") % {"n": standing.unfiled}, _("入账后才计入条目"), _("去补全"),
                f"{reverse('evidence:record_list')}{year}&state=unfiled",
            )
        )  # fmt: skip
    if standing.trouble and actor.may_somewhere(EDIT_OWN):
        duties.append(
            Duty(
                _("随时"), _("处理打不开或被隔离的文件 %(n)s 件") % {"n": standing.trouble}, _("换一份完好的文件重新上传"),
                _("去处理"), f"{reverse('evidence:record_list')}{year}&state=trouble",
            )
        )  # fmt: skip
    if latest is not None and latest.state == RoundState.OPEN:
        when = f"{latest.due:%m-%d}" if latest.due else _("本轮")
        if latest.unanswered and allowed(actor, ANSWER_OWN, unit):
            duties.append(
                Duty(
                    when, _("%(round)s：还有 %(n)s 条未答") % {"round": latest.name, "n": latest.unanswered},
                    latest.criteria_set.name, _("去填写"),
                    f"{reverse('assessment:round_detail', args=[latest.pk])}?show=unanswered",
                )
            )  # fmt: skip
        elif allowed(actor, SIGN, unit):
            duties.append(
                Duty(
                    when, _("%(round)s已填完，待签认") % {"round": latest.name}, latest.criteria_set.name, _("去签认"),
                    reverse("assessment:round_sign", args=[latest.pk]),
                )
            )  # fmt: skip
    soon = [gap for gap in mine if gap.owner and gap.owner.due and 0 <= (gap.owner.due - today).days <= 14]
    for gap in _one_a_line(soon)[:5]:
        duties.append(_gap_duty(gap, f"{gap.owner.due:%m-%d}" if gap.owner and gap.owner.due else "", late=False))
    return duties


def _late(mine: list[Gap], today: date) -> list[Duty]:
    late = sorted(
        (gap for gap in mine if gap.late), key=lambda gap: gap.owner.due if gap.owner and gap.owner.due else today
    )
    return [
        _gap_duty(gap, _("逾期 %(n)s 天") % {"n": (today - gap.owner.due).days}, late=True)
        for gap in _one_a_line(late)[:6]
        if gap.owner and gap.owner.due
    ]


def _one_a_line(gaps: list[Gap]) -> list[Gap]:
    return list({gap.line.pk: gap for gap in reversed(gaps)}.values())[::-1]


def _gap_duty(gap: Gap, when: str, *, late: bool) -> Duty:
    owner = gap.owner
    who = f"{owner.department.name}{' ' + owner.person.name if owner.person else ''} · " if owner else ""
    return Duty(
        when, f"{gap.line.code} {gap.line.title}", f"{who}{gap.have}", _("去办理"),
        f"{reverse('evidence:record_add')}?line={gap.line.pk}", late,
    )  # fmt: skip
