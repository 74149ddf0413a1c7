"""Backward schedules: 500 tasks (the bar), 5,000, and what moves when one date changes.

.venv/bin/python -m bench schedule
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from bench.figures import Figure, timed
from wenming.programmes.formats.gantt import GanttTask, Zoom, lay_out
from wenming.programmes.rules.schedule import Dependency, Link, Plan, Task, Window, schedule
from wenming.programmes.rules.shifting import MoveStart, preview
from wenming.programmes.rules.workdays import SpecialDay, Workdays

START, TARGET = date(2026, 1, 5), date(2027, 11, 30)


def calendar() -> Workdays:
    """Two years with thirty days off and six worked weekends each."""
    days = [
        SpecialDay(date(year, 1, 1) + timedelta(12 * n), "放假", n % 6 != 0) for year in (2026, 2027) for n in range(30)
    ]
    return Workdays.of(days, (2026, 2027))


def plan(size: int, seed: int = 7) -> Plan:
    """``size`` tasks in four stages, each waiting for up to three of the twenty before it."""
    draw = random.Random(seed)
    windows = tuple(
        Window(f"S{n}", f"阶段{n}", START + timedelta(170 * n), START + timedelta(170 * n + 185)) for n in range(4)
    )
    tasks = []
    for n in range(size):
        before = draw.sample(range(max(0, n - 20), n), min(n, draw.randint(0, 3))) if n % 25 else []
        depends = tuple(
            Dependency(f"T{p}", Link.START_START if draw.random() < 0.2 else Link.FINISH_START, draw.randint(0, 3))
            for p in before
        )
        tasks.append(Task(f"T{n}", f"任务{n}", draw.choice([0, 1, 2, 3, 5, 8, 10]), depends, f"S{n * 4 // size}"))
    return Plan(TARGET, START, tuple(tasks), windows)


def measure(*, quick: bool) -> list[Figure]:
    """Milliseconds per schedule."""
    found, days, times = [], calendar(), 3 if quick else 15
    for size, bar in ((500, 200.0), (5_000, None)):
        drawn = plan(size)
        clock, processor = timed(lambda _n, drawn=drawn: schedule(drawn, days), times).median()
        found.append(Figure(f"backward schedule of {size:,} tasks", clock, "ms", bar, processor=processor))
    saved = dated(plan(500), days)
    clock, processor = timed(lambda _n: preview(saved, MoveStart("T100", date(2026, 9, 1)), days), times).median()
    found.append(Figure("what moves with one date of 500 tasks", clock, "ms", 100.0, processor=processor))
    drawn_tasks = charted(plan(2_000), days)
    for zoom in Zoom:
        clock, processor = timed(
            lambda _n, zoom=zoom: lay_out(drawn_tasks, today=START, target=TARGET, workdays=days, zoom=zoom), times
        ).median()
        found.append(Figure(f"geometry of a Gantt of 2,000 bars, {zoom}", clock, "ms", 50.0, processor=processor))
    return found


def dated(bare: Plan, days: Workdays) -> Plan:
    """The plan as it is kept: every task with the start the schedule gave it."""
    found = schedule(bare, days).tasks
    return replace(bare, tasks=tuple(replace(task, planned_start=found[task.id].start) for task in bare.tasks))


def charted(bare: Plan, days: Workdays) -> list[GanttTask]:
    """The same as bars."""
    found = schedule(bare, days).tasks
    return [
        GanttTask(
            task.id,
            task.title,
            found[task.id].start,
            found[task.id].finish,
            progress=n % 101,
            department=f"部门{n % 12}",
            late_finish=found[task.id].late_finish,
            critical=found[task.id].critical,
            depends=tuple(d.on for d in task.depends),
        )
        for n, task in enumerate(bare.tasks)
    ]
