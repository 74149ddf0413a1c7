"""A schedule reckoned the slow way: real days, walked one by one, repeated until nothing changes. Shares no code with ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from wenming.programmes.rules.schedule import Link, Placing, Plan, Task

ONE = timedelta(days=1)


class SlowSchedule:
    """``early``, ``late`` and ``placed``: id → (first day, last day), of every unfinished task."""

    def __init__(self, plan: Plan, works: Callable[[date], bool]) -> None:
        self.plan, self.works = plan, works
        self.by_id = {task.id: task for task in plan.tasks}
        self.windows = {window.id: window for window in plan.windows}
        self.fixed = {task.id: self.happened(task) for task in plan.tasks if task.started_on or task.finished_on}
        self.early = self.forward({})
        self.late = self.backward({})
        self.placed = self.place()

    def floor(self, day: date) -> date:
        while not self.works(day):
            day -= ONE
        return day

    def ceiling(self, day: date) -> date:
        while not self.works(day):
            day += ONE
        return day

    def step(self, day: date, count: int) -> date:
        """``count`` working days on from a working day; back if negative."""
        toward = ONE if count > 0 else -ONE
        for _n in range(abs(count)):
            day += toward
            while not self.works(day):
                day += toward
        return day

    def length(self, task: Task) -> int:
        return max(task.duration, 1) - 1

    def happened(self, task: Task) -> tuple[date, date]:
        if task.finished_on:
            last = self.floor(task.finished_on)
            first = self.ceiling(task.started_on) if task.started_on else self.step(last, -self.length(task))
        else:
            today = self.ceiling(self.plan.start)
            first = self.ceiling(task.started_on)
            if task.remaining is None:
                last = max(self.step(first, self.length(task)), today)
            else:
                last = self.step(today, max(task.remaining, 1) - 1)
        return min(first, last), last

    def lows(self, task: Task) -> list[date]:
        days = [self.plan.start, task.not_before, self.windows[task.stage].start if task.stage else None]
        return [self.ceiling(day) for day in days if day]

    def highs(self, task: Task) -> list[date]:
        days = [self.plan.target, task.not_after, self.windows[task.stage].end if task.stage else None]
        return [self.floor(day) for day in days if day]

    def forward(self, given: dict[str, tuple[date, date]], least: dict[str, date] | None = None):
        spans = dict(given) | self.fixed
        changed = True
        while changed:
            changed = False
            for task in self.plan.tasks:
                if task.id in self.fixed or task.id in given:
                    continue
                days = self.lows(task) + ([least[task.id]] if least else [])
                for dependency in task.depends:
                    if dependency.on in spans:
                        first, last = spans[dependency.on]
                        if dependency.kind is Link.START_START:
                            days.append(self.step(first, dependency.lag))
                        else:
                            days.append(self.step(last, dependency.lag + (1 if task.duration else 0)))
                span = max(days), self.step(max(days), self.length(task))
                if spans.get(task.id) != span:
                    spans[task.id], changed = span, True
        return spans

    def backward(self, given: dict[str, tuple[date, date]]):
        spans: dict[str, tuple[date, date]] = dict(given)
        changed = True
        while changed:
            changed = False
            for task in self.plan.tasks:
                if task.finished_on or task.id in given:
                    continue
                ends = self.highs(task)
                for other in self.plan.tasks:
                    if other.started_on or other.finished_on or other.id not in spans:
                        continue
                    for dependency in other.depends:
                        if dependency.on != task.id:
                            continue
                        first = spans[other.id][0]
                        if dependency.kind is Link.FINISH_START:
                            ends.append(self.step(first, -(dependency.lag + (1 if other.duration else 0))))
                        elif not task.started_on:
                            ends.append(self.step(self.step(first, -dependency.lag), self.length(task)))
                span = self.step(min(ends), -self.length(task)), min(ends)
                if spans.get(task.id) != span:
                    spans[task.id], changed = span, True
        return spans

    def place(self):
        chosen = {
            task.id: (self.ceiling(task.planned_start), self.step(self.ceiling(task.planned_start), self.length(task)))
            for task in self.plan.tasks
            if task.planned_start and task.id not in self.fixed
        }
        if self.plan.placing is Placing.EARLIEST:
            return self.forward(chosen)
        back = self.backward(chosen)
        # A chosen day binds those before it; the target, fixed dates and windows bind through the chosen ones as well.
        back = {
            id_: min(span, self.late.get(id_, span), key=lambda s: s[1])
            for id_, span in back.items()
            if id_ not in chosen
        }
        return self.forward(
            chosen, {id_: span[0] for id_, span in back.items()} | dict.fromkeys(chosen, self.plan.start)
        )

    def count(self, first: date, last: date) -> int:
        """Working days from one working day to another; negative backwards."""
        toward, steps = (ONE if last >= first else -ONE), 0
        while first != last:
            first += toward
            steps += (1 if toward > timedelta(0) else -1) if self.works(first) else 0
        return steps
