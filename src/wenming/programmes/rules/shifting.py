"""A change of one date shows what moves before it is saved: the change is tried on the plan, and the difference is told.

What people planned moves only as far as it must: later, if it waits for what was moved; earlier, if what was moved waits for
it. Finished work and begun work's beginning never move; what cannot give way is told as broken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import ClassVar

from wenming.kernel.errors import Refusal
from wenming.kernel.words import _
from wenming.programmes.rules.schedule import (
    Conflict,
    Dated,
    Dependency,
    Link,
    Misfit,
    Plan,
    Schedule,
    ScheduleRefused,
    Task,
    schedule,
)
from wenming.programmes.rules.schedule.network import Network, build
from wenming.programmes.rules.schedule.placing import place
from wenming.programmes.rules.words import day_text
from wenming.programmes.rules.workdays import Workdays


class Keep(StrEnum):
    """Which end of a task stays where it is when its duration changes."""

    START = "start"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class MoveStart:
    """Begin a task on another day (the next working day, if it is none); its duration stays."""

    task: str
    to: date


@dataclass(frozen=True, slots=True)
class MoveDue:
    """Finish a task on another day (the working day before, if it is none); its duration stays, so its beginning moves."""

    task: str
    to: date


@dataclass(frozen=True, slots=True)
class SetDuration:
    """Give a task another duration, in working days."""

    task: str
    days: int
    keep: Keep = Keep.START


@dataclass(frozen=True, slots=True)
class MoveTarget:
    """Give the plan another target day. ``carry`` takes every planned task along by the same number of working days."""

    to: date
    carry: bool = False


@dataclass(frozen=True, slots=True)
class AddDependency:
    """Let a task wait for another."""

    task: str
    dependency: Dependency


@dataclass(frozen=True, slots=True)
class DropDependency:
    """Let a task no longer wait for another, in one way or (None) in any."""

    task: str
    on: str
    kind: Link | None = None


Change = MoveStart | MoveDue | SetDuration | MoveTarget | AddDependency | DropDependency


class ChangeRefused(Refusal):
    """A change that cannot even be tried."""

    code: ClassVar[str] = "change_refused"


@dataclass(frozen=True, slots=True)
class Move:
    """One task that moves; ``days`` working days at its end (negative: earlier), ``asked`` if it is the one changed."""

    id: str
    title: str
    old_start: date
    old_finish: date
    new_start: date
    new_finish: date
    days: int
    asked: bool

    @property
    def sentence(self) -> str:
        said = {
            "task": self.title or self.id,
            "old": day_text(self.old_finish),
            "new": day_text(self.new_finish),
            "days": abs(self.days),
        }
        if self.days > 0:
            return _("“%(task)s”的完成日由%(old)s推迟到%(new)s，推迟 %(days)s 个工作日。") % said
        if self.days < 0:
            return _("“%(task)s”的完成日由%(old)s提前到%(new)s，提前 %(days)s 个工作日。") % said
        said |= {"old": day_text(self.old_start), "new": day_text(self.new_start)}
        return _("“%(task)s”的开始日由%(old)s改为%(new)s，完成日不变。") % said


@dataclass(frozen=True, slots=True)
class Shift:
    """What a change would do.

    moves    every task whose planned dates change, in the plan's order.
    breaks   rules that this change breaks, or breaks worse; ``mends`` those it puts right.
    plan     the plan as it would be saved: what moved has its new planned start.
    note     what a reader should know besides (a day off that was asked for); "" if nothing.
    """

    moves: tuple[Move, ...]
    breaks: tuple[Conflict | Misfit, ...]
    mends: tuple[Conflict | Misfit, ...]
    plan: Plan
    before: Schedule
    after: Schedule
    note: str = ""


def preview(plan: Plan, change: Change, workdays: Workdays) -> Shift:
    """Try one change on a plan and tell what moves and what breaks; the plan itself stays as it is.

    Raises  ChangeRefused: an unknown or finished task, a begun one's beginning, a link that is there already or is not.
            ScheduleRefused: the plan could not be scheduled then (a circle, a target in the past, a duration below 0).
    """
    before = schedule(plan, workdays)
    changed, note = _changed(plan, change, before, workdays)
    net = build(changed, workdays)
    start, finish = place(net, net.backward())
    shifted = _ripple(net, change, start, finish)
    tasks = tuple(
        replace(task, planned_start=workdays.at(start[n])) if n in shifted and task.planned_start else task
        for n, task in enumerate(changed.tasks)
    )
    final = replace(changed, tasks=tasks)
    after = schedule(final, workdays)
    asked = getattr(change, "task", None)
    moves = tuple(
        _move(task, before.tasks[task.id], after.tasks[task.id], task.id == asked, workdays)
        for task in plan.tasks
        if _dates(before.tasks[task.id]) != _dates(after.tasks[task.id])
    )
    return Shift(moves, _worse(before, after), _worse(after, before), final, before, after, note)


# -- the change itself -------------------------------------------------------------------------------------------------


def _changed(plan: Plan, change: Change, now: Schedule, workdays: Workdays) -> tuple[Plan, str]:
    if isinstance(change, MoveTarget):
        if change.carry and plan.start <= change.to:
            delta = workdays.rank(change.to) - workdays.rank(plan.target)
            tasks = tuple(_carried(task, delta, plan, workdays) for task in plan.tasks)
            return replace(plan, target=change.to, tasks=tasks), ""
        return replace(plan, target=change.to), ""
    task = next((task for task in plan.tasks if task.id == change.task), None)
    if task is None:
        raise ChangeRefused(_("要调整的任务不存在，可能刚刚被删除。请刷新后再试。"), task=change.task)
    new, note = _changed_task(task, change, now.tasks[task.id], plan, workdays)
    return replace(plan, tasks=tuple(new if one is task else one for one in plan.tasks)), note


def _carried(task: Task, delta: int, plan: Plan, workdays: Workdays) -> Task:
    if task.planned_start is None or task.started_on or task.finished_on:
        return task
    rank = max(workdays.ceiling(task.planned_start) + delta, workdays.ceiling(plan.start))
    return replace(task, planned_start=workdays.at(rank))


def _changed_task(task: Task, change: Change, now: Dated, plan: Plan, workdays: Workdays) -> tuple[Task, str]:
    if isinstance(change, AddDependency):
        if any((d.on, d.kind) == (change.dependency.on, change.dependency.kind) for d in task.depends):
            raise ChangeRefused(_("“%(task)s”已经有这条前后关系。") % {"task": task.title or task.id})
        return replace(task, depends=(*task.depends, change.dependency)), ""
    if isinstance(change, DropDependency):
        kept = tuple(d for d in task.depends if d.on != change.on or change.kind not in {None, d.kind})
        if len(kept) == len(task.depends):
            raise ChangeRefused(_("“%(task)s”没有这条前后关系，请刷新后再试。") % {"task": task.title or task.id})
        return replace(task, depends=kept), ""
    if not task.open:
        raise ChangeRefused(_("“%(task)s”已经完成，日期不再变动。") % {"task": task.title or task.id}, task=task.id)
    if isinstance(change, SetDuration):
        new = replace(task, duration=change.days)
        if task.planned_start and change.keep is Keep.DUE and not task.started_on and isinstance(change.days, int):
            first = workdays.rank(now.finish) - max(change.days, 1) + 1
            return replace(new, planned_start=workdays.at(first)), ""
        return new, ""
    assert isinstance(change, MoveStart | MoveDue)
    return _moved_task(task, change, plan, workdays)


def _moved_task(task: Task, change: MoveStart | MoveDue, plan: Plan, workdays: Workdays) -> tuple[Task, str]:
    if isinstance(change, MoveStart):
        if task.started_on:
            raise ChangeRefused(
                _("“%(task)s”已于%(day)s开始，开始日不再变动。可以调整完成日或剩余工期。")
                % {"task": task.title or task.id, "day": day_text(task.started_on)},
                task=task.id,
            )
        day = workdays.at(workdays.ceiling(change.to))
        return replace(task, planned_start=day), _snapped(change.to, day, workdays)
    rank = workdays.rank(change.to)
    if task.started_on:
        remaining = rank - workdays.ceiling(plan.start) + 1
        if remaining < 1:
            raise ChangeRefused(
                _("完成日%(day)s已经过去。如已完成，请登记实际完成日。") % {"day": day_text(change.to)},
                task=task.id,
            )
        return replace(task, remaining=remaining), _snapped(change.to, workdays.at(rank), workdays)
    first = rank - max(task.duration, 1) + 1
    return replace(task, planned_start=workdays.at(first)), _snapped(change.to, workdays.at(rank), workdays)


def _snapped(asked: date, taken: date, workdays: Workdays) -> str:
    if asked == taken:
        return ""
    name = workdays.name(asked) or _("非工作日")
    return _("%(asked)s是%(name)s，按%(taken)s计算。") % {
        "asked": day_text(asked),
        "name": name,
        "taken": day_text(taken),
    }


# -- what follows ------------------------------------------------------------------------------------------------------


def _ripple(net: Network, change: Change, start: list[int], finish: list[int]) -> set[int]:
    """Move what must give way, in place; returns the tasks that did."""
    place_of = {task.id: n for n, task in enumerate(net.plan.tasks)}
    if isinstance(change, DropDependency):
        return set()
    if isinstance(change, MoveTarget):
        over = {n for n in range(net.size) if net.moves(n) and finish[n] > net.target}
        for n in over:
            finish[n] = max(net.target, net.low[n] + net.span[n])
            start[n] = finish[n] - net.span[n]
        return over | _pull(net, over, start, finish)
    if isinstance(change, AddDependency):
        return _push(net, {place_of[change.dependency.on]}, start, finish, only=place_of[change.task])
    n = place_of[change.task]
    return _push(net, {n}, start, finish) | _pull(net, {n}, start, finish)


def _push(net: Network, moved: set[int], start: list[int], finish: list[int], only: int | None = None) -> set[int]:
    """Later, whatever waits for what moved. ``only``: of the first followers just this one."""
    reached, pushed = set(moved), set[int]()
    for n in net.order:
        if n in moved or not net.moves(n):
            continue
        for link in net.before[n]:
            if link[0] not in reached or (only is not None and link[0] in moved and n != only):
                continue
            needed = net.needed(link, start, finish)
            if needed > start[n]:
                start[n], finish[n] = needed, needed + net.span[n]
                pushed.add(n)
        if n in pushed:
            reached.add(n)
    return pushed


def _pull(net: Network, moved: set[int], start: list[int], finish: list[int]) -> set[int]:
    """Earlier, whatever the moved wait for; never before what its own bounds allow."""
    reached, pulled = set(moved), set[int]()
    for n in reversed(net.order):
        if not net.moves(n):
            continue
        for link in net.after[n]:
            if link[0] not in reached or not net.moves(link[0]):
                continue
            latest = max(net.room(n, link, start[link[0]]), net.low[n] + net.span[n])
            if latest < finish[n]:
                start[n], finish[n] = latest - net.span[n], latest
                pulled.add(n)
        if n in pulled:
            reached.add(n)
    return pulled


# -- the difference ----------------------------------------------------------------------------------------------------


def _dates(dated: Dated) -> tuple[date, date]:
    return dated.start, dated.finish


def _move(task: Task, old: Dated, new: Dated, asked: bool, workdays: Workdays) -> Move:
    days = workdays.rank(new.finish) - workdays.rank(old.finish)
    return Move(task.id, task.title, old.start, old.finish, new.start, new.finish, days, asked)


def _worse(before: Schedule, after: Schedule) -> tuple[Conflict | Misfit, ...]:
    """What ``after`` breaks that ``before`` did not, or by more days."""
    known = {(c.bound, c.task, c.other): c.days for c in before.conflicts}
    missing = {(m.bound, m.chain[-1]): m.missing for m in before.misfits}
    found: list[Conflict | Misfit] = [m for m in after.misfits if m.missing > missing.get((m.bound, m.chain[-1]), 0)]
    found += [c for c in after.conflicts if c.days > known.get((c.bound, c.task, c.other), 0)]
    return tuple(found)


__all__ = [
    "AddDependency",
    "Change",
    "ChangeRefused",
    "DropDependency",
    "Keep",
    "Move",
    "MoveDue",
    "MoveStart",
    "MoveTarget",
    "ScheduleRefused",
    "SetDuration",
    "Shift",
    "preview",
]
