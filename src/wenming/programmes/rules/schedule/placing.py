"""Where every task stands in the plan: what people chose stays; the rest goes as late, or as early, as the others let it."""

from __future__ import annotations

from wenming.programmes.rules.schedule.network import Network
from wenming.programmes.rules.schedule.values import Placing


def place(net: Network, latest: list[int]) -> tuple[list[int], list[int]]:
    """Planned start and finish by rank; ``latest`` are the latest finishes counted back from the target.

    Counting back, a free task ends before all its followers begin; then, whatever had to begin before today or before
    what it waits for is pushed on. What people chose is never pushed: that is a conflict, and theirs to solve.
    """
    start, finish = [0] * net.size, [0] * net.size
    free = [False] * net.size
    for n, task in enumerate(net.plan.tasks):
        if not net.moves(n):
            start[n], finish[n] = net.fixed_start[n], net.fixed_finish[n]
        elif task.planned_start is not None:
            start[n] = net.workdays.ceiling(task.planned_start)
            finish[n] = start[n] + net.span[n]
        else:
            free[n] = True
    if net.plan.placing is Placing.LATEST:
        for n in reversed(net.order):
            if not free[n]:
                continue
            bound = latest[n]
            for link in net.after[n]:
                if net.moves(link[0]):
                    bound = min(bound, net.room(n, link, start[link[0]]))
            finish[n], start[n] = bound, bound - net.span[n]
    for n in net.order:
        if not free[n]:
            continue
        soonest = max(net.low[n], start[n])
        for link in net.before[n]:
            soonest = max(soonest, net.needed(link, start, finish))
        start[n], finish[n] = soonest, soonest + net.span[n]
    return start, finish
