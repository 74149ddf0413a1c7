"""What is to be done: for the office and the leaders one row a department, for a department one row a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from wenming.assessment.policies import ANSWER, ANSWER_OWN, SIGN_FOR, may_sign
from wenming.assessment.selectors import rounds as assessment
from wenming.assessment.states import RoundState
from wenming.evidence.policies import EDIT, EDIT_OWN
from wenming.evidence.selectors import ledger
from wenming.evidence.selectors.gaps import Gap
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Department, Organisation
from wenming.ui.words import days_to

SOON_DAYS = 14
ROWS_SHOWN = 8


@dataclass(frozen=True)
class Duty:
    """One thing to do: when (in words), what, more about it, and the one verb that does it; ``day`` is what it is sorted by."""

    when: str
    what: str
    sub: str
    verb: str
    url: str
    late: bool = False
    day: date | None = None


def todays_duties(
    actor: Actor,
    unit: Organisation,
    standing: ledger.Standing,
    latest: Any,
    sheet: Any,
    mine: list[Gap],
    own: frozenset[int],
    today: date,
) -> list[Duty]:
    """What is to be done within the next days, nearest first; what has no day comes last."""
    duties: list[Duty] = []
    if latest is not None and latest.state == RoundState.OPEN:
        duties += _round_duties(actor, unit, latest, sheet)
    if actor.may_somewhere(EDIT_OWN):
        duties += _ledger_duties(actor, unit, standing, own, today.year)
    soon = [gap for gap in mine if gap.owner and gap.owner.due and 0 <= (gap.owner.due - today).days <= SOON_DAYS]
    duties += _owed(soon, own, lambda day: f"{day:%m-%d}", late=False)
    return sorted(duties, key=lambda duty: duty.day or date.max)


def _round_duties(actor: Actor, unit: Organisation, latest: Any, sheet: Any) -> list[Duty]:
    when = f"{latest.due:%m-%d}" if latest.due else _("本轮")
    url = reverse("assessment:round_detail", args=[latest.pk])
    signs, said = may_sign(actor, unit), {"round": latest.name, "n": latest.unanswered}
    if not latest.unanswered:
        if not signs and allowed(actor, SIGN_FOR, unit):
            what, sub = _("%(round)s已填完，待单位领导签认") % said, _("已列入单位领导的工作台")
            return [Duty(when, what, sub, _("看结果"), url, day=latest.due)]
        if not signs:
            return []
        sign = reverse("assessment:round_sign", args=[latest.pk])
        return [
            Duty(when, _("%(round)s已填完，待签认") % said, latest.criteria_set.name, _("去签认"), sign, day=latest.due)
        ]
    may_answer = allowed(actor, ANSWER, unit)
    if may_answer or signs:
        sub = latest.criteria_set.name if may_answer else _("填完后由您签认")
        verb = _("去填写") if may_answer else _("看进度")
        what = _("%(round)s：还有 %(n)s 条未答") % said
        return [Duty(when, what, sub, verb, f"{url}?show=unanswered", day=latest.due)]
    if not allowed(actor, ANSWER_OWN, unit):
        return []
    lines = assessment.lines_of_mine(actor, latest) or set()
    left = sum(1 for row in sheet.rows if row.is_leaf and row.unanswered and row.pk in lines)
    if not left:
        return []
    what = _("%(round)s：本部门还有 %(n)s 条未答") % {"round": latest.name, "n": left}
    return [Duty(when, what, latest.criteria_set.name, _("去填写"), f"{url}?show=mine", day=latest.due)]


def _ledger_duties(
    actor: Actor, unit: Organisation, standing: ledger.Standing, own: frozenset[int], year: int
) -> list[Duty]:
    """What waits in the ledger: for the office all of it, for a department its own, which is what ``standing`` counts."""
    chosen: dict[str, str] = {"year": str(year)}
    if own and not allowed(actor, EDIT, unit):
        chosen["department"] = str(min(own))
    words = {
        "unfiled": (standing.unfiled, _("补全并入账材料 %(n)s 件"), _("入账后才计入条目"), _("去补全")),
        "trouble": (
            standing.trouble, _("处理打不开或被隔离的文件 %(n)s 件"), _("换一份完好的文件重新上传"), _("去处理"),
        ),
    }  # fmt: skip
    return [
        Duty(
            _("随时"), what % {"n": n}, sub, verb,
            f"{reverse('evidence:record_list')}?{urlencode({**chosen, 'state': state})}",
        )
        for state, (n, what, sub, verb) in words.items() if n
    ]  # fmt: skip


def late_duties(late: list[Gap], own: frozenset[int], today: date) -> list[Duty]:
    """What is late, longest first."""
    return _owed(late, own, lambda day: days_to(day, today), late=True)


@dataclass(frozen=True)
class _Owed:
    """A gap that a department has to close by a day."""

    gap: Gap
    department: Department
    due: date


def _owed(gaps: Iterable[Gap], own: frozenset[int], when: Callable[[date], str], *, late: bool) -> list[Duty]:
    """Lines that are owed: for the office and leaders one row a department, for a department one row a line.

    when  a due day in words.
    """
    owed = [_Owed(gap, gap.owner.department, gap.owner.due) for gap in gaps if gap.owner and gap.owner.due]
    first: dict[int, _Owed] = {}
    for one in sorted(owed, key=lambda one: (one.due, one.gap.line.order)):
        first.setdefault(one.gap.line.pk, one)
    if own:
        return [_of_line(one, when, late=late) for one in list(first.values())[:ROWS_SHOWN]]
    departments: dict[int, list[_Owed]] = {}
    for one in first.values():
        departments.setdefault(one.department.pk, []).append(one)
    return [_of_department(found, when, late=late) for found in list(departments.values())[:ROWS_SHOWN]]


def _of_line(one: _Owed, when: Callable[[date], str], *, late: bool) -> Duty:
    line = one.gap.line
    url = reverse("evidence:line", args=[line.pk])
    return Duty(when(one.due), f"{line.code} {line.title}", one.gap.have, _("去补"), url, late, one.due)


def _of_department(found: list[_Owed], when: Callable[[date], str], *, late: bool) -> Duty:
    """One department's lines in a row, which is due when the first of them is."""
    department, due = found[0].department, found[0].due
    query = {"department": department.pk, **({"late": "1"} if late else {})}
    return Duty(
        when(due),
        _("%(department)s：%(n)s 条待补材料") % {"department": department.name, "n": len(found)},
        _("、").join(f"{one.gap.line.code} {one.gap.line.title}" for one in found[:4])
        + ("…" if len(found) > 4 else ""),
        _("看清单"),
        f"{reverse('evidence:gap_list')}?{urlencode(query)}#gaps",
        late,
        due,
    )
