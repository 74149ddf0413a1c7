"""A plan as numbers: tasks by place, days by rank, and the two passes through them – forward from today, back from the target.

A task of d working days that starts on rank S finishes on S + max(d, 1) − 1. What waits for its end begins on the rank
after it, a milestone on the same one; what waits for its beginning counts from S. Lags are added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from wenming.programmes.rules.schedule.checking import check_plan, refuse_cycles
from wenming.programmes.rules.schedule.values import Bound, Link, Plan
from wenming.programmes.rules.workdays import Workdays

FAR = 10**9
Edge = tuple[int, bool, int]  # the other task, whether its beginning counts (else its end), working days added


@dataclass(slots=True)
class Network:
    """Everything by the task's place in the plan.

    span         working days from first to last: max(duration, 1) − 1.
    before       what each task waits for: S[n] ≥ gap + F of the other, or + its S.
    after        the same links from the other side.
    order        every task behind all it waits for.
    done, begun  what finished; what began and is not finished. Both keep their start.
    low, low_by  the first rank an unfinished task may begin, and what says so.
    high, high_by  the last rank a task may end.
    """

    plan: Plan
    workdays: Workdays
    today: int
    target: int
    span: list[int]
    before: list[list[Edge]]
    after: list[list[Edge]]
    low: list[int]
    low_by: list[Bound]
    high: list[int]
    high_by: list[Bound]
    done: list[bool]
    begun: list[bool]
    fixed_start: list[int]
    fixed_finish: list[int]
    order: list[int] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.span)

    def forward(self) -> tuple[list[int], list[int], list[int]]:
        """Soonest start and finish, and the task that holds each back (−1: its own bound)."""
        start, finish, driver = [0] * self.size, [0] * self.size, [-1] * self.size
        for n in self.order:
            if not self.moves(n):
                start[n], finish[n] = self.fixed_start[n], self.fixed_finish[n]
                continue
            soonest = self.low[n]
            for link in self.before[n]:
                needed = self.needed(link, start, finish)
                if needed > soonest:
                    soonest, driver[n] = needed, link[0]
            start[n], finish[n] = soonest, soonest + self.span[n]
        return start, finish, driver

    def backward(self) -> list[int]:
        """Latest finish that keeps the target, every fixed date and every window. Finished tasks: as they were."""
        latest = [0] * self.size
        for n in reversed(self.order):
            if self.done[n]:
                latest[n] = self.fixed_finish[n]
                continue
            bound = self.high[n]
            for link in self.after[n]:
                if self.moves(link[0]):
                    bound = min(bound, self.room(n, link, latest[link[0]] - self.span[link[0]]))
            latest[n] = bound
        return latest

    def needed(self, link: Edge, start: Sequence[int], finish: Sequence[int]) -> int:
        """The first rank a task may begin as far as one link of ``before`` is concerned."""
        other, from_start, gap = link
        return (start if from_start else finish)[other] + gap

    def room(self, n: int, link: Edge, follower_start: int) -> int:
        """The last rank ``n`` may end so that the follower of one link of ``after`` can begin on ``follower_start``."""
        _other, from_start, gap = link
        if not from_start:
            return follower_start - gap
        if self.begun[n]:
            return FAR  # it has begun: its end is free of whoever waited for its beginning
        return follower_start - gap + self.span[n]

    def moves(self, n: int) -> bool:
        """Whether the task can still be given another start."""
        return not (self.done[n] or self.begun[n])


def build(plan: Plan, workdays: Workdays) -> Network:
    """Check a plan and turn it into numbers. Raises ScheduleRefused; Invalid for days no calendar reaches."""
    check_plan(plan)
    tasks, size = plan.tasks, len(plan.tasks)
    place = {task.id: n for n, task in enumerate(tasks)}
    today, target = workdays.ceiling(plan.start), workdays.rank(plan.target)
    windows = {w.id: (workdays.ceiling(w.start), workdays.rank(w.end)) for w in plan.windows}
    net = Network(
        plan, workdays, today, target,
        span=[max(task.duration, 1) - 1 for task in tasks],
        before=[[] for _task in tasks],
        after=[[] for _task in tasks],
        low=[today] * size,
        low_by=[Bound.START] * size,
        high=[target] * size,
        high_by=[Bound.TARGET] * size,
        done=[task.finished_on is not None for task in tasks],
        begun=[task.started_on is not None and task.finished_on is None for task in tasks],
        fixed_start=[0] * size,
        fixed_finish=[0] * size,
    )  # fmt: skip
    for n, task in enumerate(tasks):
        for dependency in task.depends:
            if dependency.kind is Link.START_START:
                from_start, gap = True, dependency.lag
            else:
                from_start, gap = False, dependency.lag + (1 if task.duration else 0)
            net.before[n].append((place[dependency.on], from_start, gap))
            net.after[place[dependency.on]].append((n, from_start, gap))
        lows = [(workdays.ceiling(task.not_before), Bound.NOT_BEFORE)] if task.not_before else []
        highs = [(workdays.rank(task.not_after), Bound.NOT_AFTER)] if task.not_after else []
        if task.stage:
            first, last = windows[task.stage]
            lows.append((first, Bound.STAGE_START))
            highs.append((last, Bound.STAGE_END))
        for rank, bound in lows:
            if rank > net.low[n]:
                net.low[n], net.low_by[n] = rank, bound
        for rank, bound in highs:
            if rank < net.high[n]:
                net.high[n], net.high_by[n] = rank, bound
        _fix(net, n)
    _sort(net)
    return net


def _fix(net: Network, n: int) -> None:
    """Put what has happened at its ranks."""
    task = net.plan.tasks[n]
    if task.finished_on is not None:
        finish = net.workdays.rank(task.finished_on)
        start = net.workdays.ceiling(task.started_on) if task.started_on else finish - net.span[n]
        net.fixed_start[n], net.fixed_finish[n] = min(start, finish), finish
    elif task.started_on is not None:
        start = net.workdays.ceiling(task.started_on)
        if task.remaining is None:
            finish = max(start + net.span[n], net.today)
        else:
            finish = net.today + max(task.remaining, 1) - 1
        net.fixed_start[n], net.fixed_finish[n] = min(start, finish), finish


def _sort(net: Network) -> None:
    waiting = [len(before) for before in net.before]
    order = [n for n, count in enumerate(waiting) if not count]
    for n in order:  # grows while it is read
        for other, _from_start, _gap in net.after[n]:
            waiting[other] -= 1
            if not waiting[other]:
                order.append(other)
    if len(order) < net.size:
        refuse_cycles(net.plan, {n for n, count in enumerate(waiting) if count}, net.before)
    net.order = order
