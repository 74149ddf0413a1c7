"""Backward scheduling (倒排工期): from a target day and durations to who must begin when, over real working days.

Three passes through the network – forward from today, back from the target, and once to place what people left free –
all in ranks of working days, so that 500 tasks cost milliseconds however long they last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wenming.programmes.rules.schedule.checking import ScheduleRefused
from wenming.programmes.rules.schedule.finding import conflicts, misfits, tightest
from wenming.programmes.rules.schedule.network import Network, build
from wenming.programmes.rules.schedule.placing import place
from wenming.programmes.rules.schedule.values import (
    Bound,
    Conflict,
    Dated,
    Dependency,
    Link,
    Misfit,
    Placing,
    Plan,
    Schedule,
    Task,
    Window,
)
from wenming.programmes.rules.workdays import Workdays

__all__ = [
    "Bound",
    "Conflict",
    "Dated",
    "Dependency",
    "Link",
    "Misfit",
    "Placing",
    "Plan",
    "Schedule",
    "ScheduleRefused",
    "Task",
    "Window",
    "schedule",
]


def schedule(plan: Plan, workdays: Workdays) -> Schedule:
    """Date every task of a plan, counting back from its target.

    What does not fit is an answer (``misfits``), not an error: people must see it to decide.

    Raises  ScheduleRefused, with everything that is wrong: a target in the past, circles, unknown or doubled ids,
            durations below 0, days that contradict each other. Invalid for days no calendar reaches.
    """
    return answer(build(plan, workdays))


def answer(net: Network) -> Schedule:
    """The schedule of a checked network."""
    plan, workdays = net.plan, net.workdays
    early_start, early_finish, driver = net.forward()
    late_finish = net.backward()
    start, finish = place(net, late_finish)
    slack = [0 if net.done[n] else late_finish[n] - early_finish[n] for n in range(net.size)]
    day = _Days(workdays)
    unfinished = [n for n in net.order if not net.done[n]]
    least = min((slack[n] for n in unfinished), default=None)
    edge = 0 if least is None else max(least, 0)
    tasks = {}
    for n, task in enumerate(plan.tasks):
        done = net.done[n]
        # A begun task keeps its beginning; only its end has a latest day.
        late_start = late_finish[n] - net.span[n] if net.moves(n) else net.fixed_start[n]
        tasks[task.id] = Dated(
            task.id,
            (task.started_on or day(start[n])) if not net.moves(n) else day(start[n]),
            task.finished_on or day(finish[n]),
            day(early_start[n]),
            day(early_finish[n]),
            day(late_start),
            day(late_finish[n]),
            slack[n],
            not done and slack[n] <= edge,
            done,
        )
    ranks = [*start, *finish, *early_finish, net.today, net.target]
    return Schedule(
        target=plan.target,
        tasks=tasks,
        critical_path=tuple(plan.tasks[n].id for n in tightest(net, early_finish, slack, driver)),
        slack=least,
        misfits=misfits(net, early_start, early_finish, driver, day),
        conflicts=conflicts(net, start, finish, day),
        counted_back_to=day(net.target),
        days_left=net.target - net.today + 1,
        unpublished=_touched(net, ranks, day),
    )


def _touched(net: Network, ranks: Sequence[int], day: _Days) -> tuple[int, ...]:
    """Unpublished years from the first day any date was counted over to the last."""
    first, last = day(min(ranks)), day(max(ranks))
    return net.workdays.touched(min(first, net.plan.start), max(last, net.plan.target))


class _Days:
    """Ranks as days, each worked out once."""

    def __init__(self, workdays: Workdays) -> None:
        self._workdays = workdays
        self._known: dict[int, date] = {}

    def __call__(self, rank: int) -> date:
        found = self._known.get(rank)
        if found is None:
            found = self._known[rank] = self._workdays.at(rank)
        return found
