"""Propose tasks (任务分解): from criteria lines, from what a speech asks for, from last year, from a template.

Proposals only: a person looks through them, changes, drops and adopts. Nothing here reads a clock or a table.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wenming.kernel.words import _
from wenming.programmes.rules.breakdown.due_text import Due, Every, due_on
from wenming.programmes.rules.breakdown.values import ProposedTask, Source, plain
from wenming.programmes.rules.workdays import Workdays

_PERIOD = re.compile(r"(?:(\d{4})-)?(?:Q([1-4])|(0[1-9]|1[0-2]))")
_YEAR_IN_WORDS = re.compile(r"(?<!\d)(\d{4})(?=年)")


@dataclass(frozen=True, slots=True)
class CriteriaLine:
    """A leaf of a criteria set, as far as a task needs it.

    points    as printed, "" if none.      evidence  what must be shown, in words.
    department  who owns the line.         period    of wenming-criteria/1: "2026-Q1", "2026-01", "01" or "".
    """

    code: str
    title: str
    points: str = ""
    text: str = ""
    evidence: tuple[str, ...] = ()
    department: str = ""
    leader: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class TemplateTask:
    """A task of a template: due ``before_target`` working days before the target day."""

    title: str
    before_target: int
    duration: int = 1
    content: str = ""
    stage: str = ""
    materials: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


def from_lines(lines: Iterable[CriteriaLine], *, year: int, due: date | None = None) -> tuple[ProposedTask, ...]:
    """One task a line: its evidence becomes the materials, its owner the lead department.

    year  of the programme, for periods without one.    due  for lines without a period.
    """
    found = []
    for line in lines:
        day = _period_end(line.period, year) or due
        note = _("本项分值 %(points)s 分。") % {"points": line.points} if line.points else ""
        found.append(
            ProposedTask(
                title=_("落实“%(title)s”") % {"title": plain(line.title) or line.code},
                content=line.text,
                lines=(line.code,),
                leaders=(line.leader,) if line.leader else (),
                leads=(line.department,) if line.department else (),
                materials=line.evidence,
                due=due_on(day) if day else None,
                note=note,
                source=Source("line", line.code, line.title),
            )
        )
    return tuple(found)


def from_duties(duties: Iterable[Mapping[str, Any]]) -> tuple[ProposedTask, ...]:
    """One task a duty; duties are the ``tasks`` of a ``wenming-deployment/1`` document.

    All owners named together lead together; who only supports is named in ``supporting``, if the reader knows.
    """
    found = []
    for duty in duties:
        owners = tuple(str(owner) for owner in duty.get("owners") or ())
        deliverable = str(duty.get("deliverable") or "")
        to = str(duty.get("deliver_to") or "")
        found.append(
            ProposedTask(
                title=plain(str(duty.get("action") or duty.get("text") or "")),
                content=str(duty.get("text") or ""),
                stage=str(duty.get("stage") or ""),
                leads=owners,
                supporting=tuple(str(one) for one in duty.get("supporting") or ()),
                materials=(deliverable,) if deliverable else (),
                due=_due_of(duty),
                note=_("报送%(to)s。") % {"to": to} if to else "",
                source=Source("duty", str(duty.get("n") or ""), str(duty.get("text") or "")),
            )
        )
    return tuple(found)


def from_last_year(tasks: Iterable[ProposedTask], *, years: int = 1) -> tuple[ProposedTask, ...]:
    """The same tasks, their days and the years in their words moved on; 29 February becomes the 28th.

    Who answers for them stays as it was: people see the names and correct them.
    """
    found = []
    for task in tasks:
        due = task.due
        if due:
            day, since = _years_on(due.day, years), _years_on(due.since, years)
            due = Due(_words_on(due.text, years), day, since, due.every)
        found.append(
            replace(
                task,
                title=_words_on(task.title, years),
                content=_words_on(task.content, years),
                materials=tuple(_words_on(one, years) for one in task.materials),
                due=due,
                source=Source("last_year", "", task.title),
            )
        )
    return tuple(found)


def from_template(
    template: Iterable[TemplateTask], *, target: date, workdays: Workdays, department: str = ""
) -> tuple[ProposedTask, ...]:
    """The template's tasks, dated back from the target over real working days."""
    found = []
    for task in template:
        rank = workdays.rank(target) - task.before_target
        found.append(
            ProposedTask(
                title=task.title,
                content=task.content,
                stage=task.stage,
                lines=task.lines,
                leads=(department,) if department else (),
                posts=task.posts,
                materials=task.materials,
                due=due_on(workdays.at(rank)),
                duration=task.duration,
                source=Source("template", "", task.title),
            )
        )
    return tuple(found)


def without_known(proposed: Iterable[ProposedTask], known: Iterable[ProposedTask]) -> tuple[ProposedTask, ...]:
    """The proposals that are not in the plan already: same title for the same lines is the same task."""
    seen = {(plain(task.title), frozenset(task.lines)) for task in known}
    found = []
    for task in proposed:
        key = plain(task.title), frozenset(task.lines)
        if key not in seen:
            seen.add(key)
            found.append(task)
    return tuple(found)


def _period_end(period: str, year: int) -> date | None:
    found = _PERIOD.fullmatch(period)
    if not found:
        return None
    year = int(found[1] or year)
    month = int(found[2]) * 3 if found[2] else int(found[3])
    return date(year, month, calendar.monthrange(year, month)[1])


def _due_of(duty: Mapping[str, Any]) -> Due | None:
    text = str(duty.get("due_text") or "")
    day, since = _iso(duty.get("due")), _iso(duty.get("from"))
    said, every = duty.get("every"), None
    if isinstance(said, Mapping) and said.get("unit") in {"day", "week", "month", "quarter", "half_year", "year"}:
        every = Every(said["unit"], int(said.get("n") or 1), said.get("day"))
    if not (text or day or every):
        return None
    return Due(text or (due_on(day).text if day else ""), day, since, every)


def _iso(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _years_on(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _words_on(text: str, years: int) -> str:
    return _YEAR_IN_WORDS.sub(lambda found: str(int(found[1]) + years), text)
