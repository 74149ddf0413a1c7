"""Plans for tests: a small one people would recognise, and drawn ones."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from wenming.programmes.rules.schedule import Dependency, Link, Placing, Plan, Task, Window
from wenming.programmes.rules.workdays import SpecialDay, Workdays

TODAY = date(2026, 9, 14)
BASE = date(2026, 9, 1)
TARGET = date(2026, 11, 30)


def after(*ids: str, lag: int = 0) -> tuple[Dependency, ...]:
    return tuple(Dependency(id_, lag=lag) for id_ in ids)


def chain_plan(target: date = TARGET, **more) -> Plan:
    """Self-check, mending, binding, sealing, handing in – and a poster that nothing waits for."""
    tasks = (
        Task("check", "自查自评", 10),
        Task("mend", "问题整改", 8, after("check")),
        Task("bind", "材料汇编成册", 7, after("mend")),
        Task("seal", "审签盖章", 3, after("bind")),
        Task("submit", "网上申报", 0, after("seal")),
        Task("poster", "宣传栏更新", 4),
    )
    return Plan(target, TODAY, tasks, **more)


@st.composite
def calendars(draw) -> Workdays:
    rows = draw(st.lists(st.tuples(st.integers(-20, 140), st.booleans()), max_size=40, unique_by=lambda pair: pair[0]))
    return Workdays.of([SpecialDay(BASE + timedelta(n), "", off) for n, off in rows], [2026])


@st.composite
def drawn_plans(draw, pinned: bool = True) -> Plan:
    size = draw(st.integers(1, 9))
    order = draw(st.permutations(range(size)))
    day = st.integers(0, 110).map(lambda n: BASE + timedelta(n))
    past = st.integers(-10, 13).map(lambda n: BASE + timedelta(n))
    windows = []
    for n in range(draw(st.integers(0, 2))):
        first = draw(day)
        windows.append(Window(f"s{n}", f"阶段{n}", first, first + timedelta(draw(st.integers(0, 60)))))
    tasks = []
    for place, n in enumerate(order):
        depends = tuple(
            Dependency(f"t{order[p]}", draw(st.sampled_from(list(Link))), draw(st.integers(-2, 4)))
            for p in draw(st.lists(st.integers(0, place - 1), max_size=3, unique=True) if place else st.just([]))
        )
        fate = draw(st.sampled_from(["free", "free", "free", "pinned", "begun", "done", "bound"]))
        more = {}
        if fate == "pinned" and pinned:
            more = {"planned_start": draw(day)}
        elif fate == "begun":
            more = {"started_on": draw(past), "remaining": draw(st.none() | st.integers(0, 6))}
        elif fate == "done":
            first = draw(past)
            more = {"finished_on": max(first, draw(past)), "started_on": draw(st.sampled_from([None, first]))}
        elif fate == "bound":
            first = draw(day)
            more = {
                "not_before": draw(st.sampled_from([None, first])),
                "not_after": first + timedelta(draw(st.integers(0, 30))),
            }
        stage = draw(st.sampled_from(["", *(w.id for w in windows)]))
        tasks.append(Task(f"t{n}", f"任务{n}", draw(st.integers(0, 6)), depends, stage, **more))
    shuffled = tuple(draw(st.permutations(tasks)))
    target = TODAY + timedelta(draw(st.integers(0, 100)))
    return Plan(target, TODAY, shuffled, tuple(windows), draw(st.sampled_from(list(Placing))))
