"""What a plan must be before it can be scheduled; everything that is wrong is said at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import ClassVar

from wenming.kernel.errors import Refusal
from wenming.kernel.words import _
from wenming.programmes.rules.schedule.values import Plan, Task
from wenming.programmes.rules.words import day_text

MOST_DAYS = 5_000  # working days: twenty years
MOST_TASKS = 20_000
_SHOWN = 10


class ScheduleRefused(Refusal):
    """A plan that cannot be scheduled; ``problems`` are its sentences, ``tasks`` the ids concerned."""

    code: ClassVar[str] = "schedule_refused"

    def __init__(self, problems: Sequence[str], tasks: Sequence[str] = ()) -> None:
        self.problems = tuple(problems)
        self.tasks = tuple(dict.fromkeys(tasks))
        said = " ".join(self.problems[:_SHOWN])
        if len(self.problems) > _SHOWN:
            said = _("%(said)s 另有 %(more)s 处。") % {"said": said, "more": len(self.problems) - _SHOWN}
        super().__init__(said, tasks=self.tasks)


def check_plan(plan: Plan) -> None:
    """Refuse a plan with contradictions, naming all of them. Circles are found later, by :func:`refuse_cycles`."""
    problems, tasks = [], []
    for task, problem in _problems(plan):
        problems.append(problem)
        if task:
            tasks.append(task)
    if problems:
        raise ScheduleRefused(problems, tasks)


def _problems(plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.target < plan.start:
        yield (
            "",
            _("目标日%(target)s已经过去（从%(start)s起算）。请改定目标日。")
            % {"target": day_text(plan.target), "start": day_text(plan.start)},
        )
    if len(plan.tasks) > MOST_TASKS:
        yield "", _("任务超过 %(most)s 项，请分成几个计划编排。") % {"most": MOST_TASKS}
        return
    stages = {window.id for window in plan.windows}
    for stage, times in Counter(window.id for window in plan.windows).items():
        if times > 1:
            yield "", _("阶段“%(stage)s”重复出现。请只保留一个。") % {"stage": stage}
    for window in plan.windows:
        if window.end < window.start:
            yield "", _("阶段“%(stage)s”的结束日早于开始日。请改正起止日期。") % {"stage": window.title or window.id}
    counted = Counter(task.id for task in plan.tasks)
    for id_, times in counted.items():
        if not id_:
            yield "", _("有任务没有编号。请为每项任务编号。")
        elif times > 1:
            yield id_, _("任务编号“%(id)s”出现 %(times)s 次。请改成互不相同的编号。") % {"id": id_, "times": times}
    for task in plan.tasks:
        for problem in _of_task(task, plan, counted, stages):
            yield task.id, problem


def _of_task(task: Task, plan: Plan, known: Counter[str], stages: set[str]) -> Iterator[str]:
    name = {"task": task.title or task.id}
    if not _days(task.duration):
        yield _("“%(task)s”的工期 %(days)s 不能用。工期是 0 到 %(most)s 个工作日的整数，0 表示节点。") % {
            **name,
            "days": task.duration,
            "most": MOST_DAYS,
        }
    if task.remaining is not None and not _days(task.remaining):
        yield _("“%(task)s”的剩余工期 %(days)s 不能用。请填写 0 到 %(most)s 的整数。") % {
            **name,
            "days": task.remaining,
            "most": MOST_DAYS,
        }
    if task.stage and task.stage not in stages:
        yield _("“%(task)s”所属的阶段“%(stage)s”不存在。请先设立该阶段或改选其他阶段。") % {**name, "stage": task.stage}
    if task.not_before and task.not_after and task.not_after < task.not_before:
        yield _("“%(task)s”最迟完成日%(last)s早于最早开始日%(first)s。请改正其中一个。") % {
            **name,
            "first": day_text(task.not_before),
            "last": day_text(task.not_after),
        }
    if task.started_on and task.finished_on and task.finished_on < task.started_on:
        yield _("“%(task)s”的完成日早于开始日。请核对实际日期。") % name
    for day in (task.started_on, task.finished_on):
        if day and day > plan.start:
            yield _("“%(task)s”的实际日期%(day)s还没有到。请核对日期。") % {**name, "day": day_text(day)}
    for dependency in task.depends:
        if dependency.on == task.id:
            yield _("“%(task)s”的前置任务是它自己。请去掉这一条。") % name
        elif dependency.on not in known:
            yield _("“%(task)s”的前置任务“%(other)s”不存在。请改选已有的任务或去掉这一条。") % {
                **name,
                "other": dependency.on,
            }
        if not isinstance(dependency.lag, int) or abs(dependency.lag) > MOST_DAYS:
            yield _("“%(task)s”与前置任务的间隔 %(lag)s 不能用。请填写 %(most)s 以内的整数。") % {
                **name,
                "lag": dependency.lag,
                "most": MOST_DAYS,
            }


def _days(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_DAYS


def refuse_cycles(plan: Plan, left: set[int], before: Sequence[Sequence[tuple[int, bool, int]]]) -> None:
    """Name the circles among ``left``, the tasks no order can be found for. ``before[n]`` holds what n waits for, first of each link.

    Raises  ScheduleRefused, with one sentence a circle (at most five circles).
    """
    found: list[list[int]] = []
    left = set(left)
    while left and len(found) < 5:
        at, path, seen = min(left), list[int](), dict[int, int]()
        while at not in seen:  # everything left waits for something left, so that walking back must close a circle
            seen[at] = len(path)
            path.append(at)
            at = next(other for other, *_link in before[at] if other in left)
        circle = path[seen[at] :][::-1]
        first = circle.index(min(circle))
        circle = circle[first:] + circle[:first]
        found.append(circle)
        left -= set(circle)
        while loose := [n for n in left if not any(other in left for other, *_link in before[n])]:
            left.difference_update(loose)
    arrow = " → "
    problems = []
    for circle in found:
        names = [plan.tasks[n].title or plan.tasks[n].id for n in [*circle, circle[0]]]
        if len(names) > 12:
            names = [*names[:6], "…", *names[-5:]]
        problems.append(
            _("任务互为前置，首尾相接，无法排期：%(circle)s。请去掉其中一条前后关系。") % {"circle": arrow.join(names)}
        )
    raise ScheduleRefused(problems, [plan.tasks[n].id for circle in found for n in circle])
