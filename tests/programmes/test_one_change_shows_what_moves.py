"""Before a changed date is saved: which tasks move, from when to when, and what breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.programmes.calendars import AUTUMN
from tests.programmes.plans import TARGET, TODAY, calendars, chain_plan, drawn_plans
from wenming.programmes.rules.schedule import Bound, Dependency, Placing, Plan, schedule
from wenming.programmes.rules.shifting import (
    AddDependency,
    ChangeRefused,
    DropDependency,
    Keep,
    MoveDue,
    MoveStart,
    MoveTarget,
    ScheduleRefused,
    SetDuration,
    preview,
)


def saved(plan: Plan, calendar=AUTUMN) -> Plan:
    """The plan as an office keeps it: every task with the start the schedule proposed."""
    found = schedule(plan, calendar)
    return replace(
        plan,
        tasks=tuple(
            t if t.started_on or t.finished_on else replace(t, planned_start=found.tasks[t.id].start)
            for t in plan.tasks
        ),
    )


EARLY = saved(replace(chain_plan(), placing=Placing.EARLIEST))
LATE = saved(chain_plan())


def moved(shift):
    return {move.id: move.days for move in shift.moves}


def test_a_later_task_pushes_those_that_wait_for_it_and_no_other():
    shift = preview(EARLY, MoveDue("check", date(2026, 9, 29)), AUTUMN)
    # 10 working days from 14 September end on 24 September, as Sunday the 20th is worked; now three later.
    assert moved(shift) == {"check": 3, "mend": 3, "bind": 3, "seal": 3, "submit": 3}
    assert [move.asked for move in shift.moves] == [True, False, False, False, False]
    assert shift.breaks == ()
    assert "推迟 3 个工作日" in shift.moves[1].sentence


def test_room_between_tasks_takes_up_the_delay():
    roomy = replace(
        EARLY, tasks=tuple(replace(t, planned_start=date(2026, 11, 2)) if t.id == "bind" else t for t in EARLY.tasks)
    )
    roomy = replace(
        roomy,
        tasks=tuple(
            replace(t, planned_start=date(2026, 11, 20)) if t.id in {"seal", "submit"} else t for t in roomy.tasks
        ),
    )
    start = schedule(roomy, AUTUMN).conflicts
    shift = preview(roomy, MoveDue("check", date(2026, 9, 29)), AUTUMN)
    assert moved(shift) == {"check": 3, "mend": 3}
    assert len(shift.after.conflicts) == len(start)


def test_an_earlier_task_pulls_what_it_waits_for():
    shift = preview(LATE, MoveDue("bind", date(2026, 11, 20)), AUTUMN)
    assert moved(shift) == {"bind": -3, "mend": -3, "check": -3}
    assert shift.breaks == ()


def test_a_delay_past_the_target_says_what_breaks():
    shift = preview(LATE, MoveDue("mend", date(2026, 11, 18)), AUTUMN)
    assert set(moved(shift)) == {"mend", "bind", "seal", "submit"}
    assert {conflict.bound for conflict in shift.breaks} == {Bound.TARGET}
    assert any("网上申报" in conflict.sentence and "比目标日" in conflict.sentence for conflict in shift.breaks)


def test_nothing_is_saved_by_looking():
    before = schedule(LATE, AUTUMN)
    preview(LATE, MoveDue("mend", date(2026, 11, 18)), AUTUMN)
    assert schedule(LATE, AUTUMN) == before


def test_a_day_off_is_taken_as_the_working_day_beside_it_and_said_so():
    shift = preview(EARLY, MoveStart("poster", date(2026, 10, 3)), AUTUMN)
    assert shift.after.tasks["poster"].start == date(2026, 10, 8)
    assert "国庆节" in shift.note and "2026年10月8日" in shift.note


def test_an_earlier_target_pulls_the_whole_chain_and_a_later_one_moves_nothing():
    earlier = preview(LATE, MoveTarget(date(2026, 11, 23)), AUTUMN)
    assert moved(earlier) == {"check": -5, "mend": -5, "bind": -5, "seal": -5, "submit": -5, "poster": -5}
    assert earlier.breaks == ()
    assert preview(LATE, MoveTarget(date(2026, 12, 7)), AUTUMN).moves == ()
    carried = preview(LATE, MoveTarget(date(2026, 12, 7), carry=True), AUTUMN)
    assert set(moved(carried).values()) == {5} and len(carried.moves) == 6


def test_a_target_too_near_says_how_many_days_are_missing():
    shift = preview(LATE, MoveTarget(date(2026, 10, 15)), AUTUMN)
    assert shift.breaks[0].missing == -shift.after.slack


def test_a_longer_task_keeps_the_end_that_was_chosen():
    later = preview(EARLY, SetDuration("mend", 10), AUTUMN)
    assert moved(later) == {"mend": 2, "bind": 2, "seal": 2, "submit": 2}
    earlier = preview(LATE, SetDuration("mend", 10, Keep.DUE), AUTUMN)
    assert moved(earlier) == {"check": -2, "mend": 0}
    assert "完成日不变" in {m.id: m for m in earlier.moves}["mend"].sentence


def test_a_new_dependency_moves_the_one_that_now_waits():
    shift = preview(EARLY, AddDependency("poster", Dependency("mend")), AUTUMN)
    assert set(moved(shift)) == {"poster"}
    assert shift.after.tasks["poster"].start > shift.after.tasks["mend"].finish
    assert preview(shift.plan, DropDependency("poster", "mend"), AUTUMN).moves == ()


def test_a_dependency_that_closes_a_circle_is_refused_by_name():
    with pytest.raises(ScheduleRefused, match=r"自查自评.*网上申报|网上申报.*自查自评"):
        preview(EARLY, AddDependency("check", Dependency("submit")), AUTUMN)


def test_what_was_broken_before_is_not_told_as_new_and_what_is_put_right_is():
    broken = preview(LATE, MoveDue("mend", date(2026, 11, 18)), AUTUMN)
    assert preview(broken.plan, MoveStart("poster", date(2026, 11, 2)), AUTUMN).breaks == ()
    mended = preview(broken.plan, MoveTarget(date(2026, 12, 11)), AUTUMN)
    assert mended.breaks == () and mended.mends


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (MoveStart("none", TARGET), "不存在"),
        (MoveStart("check", TARGET), "已于2026年9月1日开始"),
        (MoveDue("check", date(2026, 9, 11)), "已经过去"),
        (MoveDue("poster", TARGET), "已经完成"),
        (SetDuration("poster", 3), "已经完成"),
        (DropDependency("mend", "poster"), "没有这条前后关系"),
        (AddDependency("mend", Dependency("check")), "已经有这条"),
    ],
)
def test_changes_that_cannot_be_tried_are_refused_in_words(change, said):
    happened = {"check": {"started_on": date(2026, 9, 1)}, "poster": {"finished_on": date(2026, 9, 10)}}
    plan = replace(EARLY, tasks=tuple(replace(t, **happened.get(t.id, {})) for t in EARLY.tasks))
    with pytest.raises(ChangeRefused, match=said):
        preview(plan, change, AUTUMN)


def test_a_target_in_the_past_and_a_negative_duration_are_refused():
    with pytest.raises(ScheduleRefused, match="已经过去"):
        preview(EARLY, MoveTarget(TODAY - timedelta(1)), AUTUMN)
    with pytest.raises(ScheduleRefused, match="已经过去"):
        preview(EARLY, MoveTarget(TODAY - timedelta(1), carry=True), AUTUMN)
    for keep in Keep:
        with pytest.raises(ScheduleRefused, match="工期"):
            preview(EARLY, SetDuration("mend", -3, keep), AUTUMN)


@settings(max_examples=120, deadline=None)
@given(drawn_plans(pinned=False), calendars(), st.data())
def test_moving_one_task_of_an_orderly_plan_leaves_no_dependency_broken_later(plan, calendar, data):
    plan = saved(replace(plan, placing=Placing.EARLIEST), calendar)
    free = [task for task in plan.tasks if not task.started_on and not task.finished_on]
    if not free:
        return
    task = data.draw(st.sampled_from(free))
    found = schedule(plan, calendar)
    shift = preview(
        plan, MoveStart(task.id, found.tasks[task.id].start + timedelta(data.draw(st.integers(0, 40)))), calendar
    )
    assert not [c for c in shift.after.conflicts if c.bound is Bound.DEPENDENCY]
    assert all(move.days >= 0 for move in shift.moves)
    followers = {task.id}
    for _round in plan.tasks:
        followers |= {t.id for t in plan.tasks if any(d.on in followers for d in t.depends)}
    assert {move.id for move in shift.moves} <= followers


@settings(max_examples=80, deadline=None)
@given(drawn_plans(), calendars(), st.data())
def test_moving_a_task_to_where_it_stands_moves_nothing(plan, calendar, data):
    plan = saved(replace(plan, placing=Placing.EARLIEST), calendar)
    before = schedule(plan, calendar)
    free = [t for t in plan.tasks if not t.started_on and not t.finished_on]
    if not free or before.conflicts:
        return
    task = data.draw(st.sampled_from(free))
    shift = preview(plan, MoveStart(task.id, before.tasks[task.id].start), calendar)
    assert (shift.moves, shift.breaks, shift.mends) == ((), (), ())


DAYS = st.integers(-20, 120).map(lambda n: TODAY + timedelta(n))


@settings(max_examples=200, deadline=None)
@given(drawn_plans(), calendars(), st.data())
def test_any_change_is_answered_or_refused_and_what_happened_stays(plan, calendar, data):
    plan = data.draw(st.sampled_from([plan, saved(plan, calendar)]))
    ids = st.sampled_from([task.id for task in plan.tasks])
    change = data.draw(
        st.one_of(
            st.builds(MoveStart, ids, DAYS),
            st.builds(MoveDue, ids, DAYS),
            st.builds(SetDuration, ids, st.integers(-1, 12), st.sampled_from(Keep)),
            st.builds(MoveTarget, DAYS, st.booleans()),
            st.builds(AddDependency, ids, st.builds(Dependency, ids)),
            st.builds(DropDependency, ids, ids),
        )
    )
    try:
        shift = preview(plan, change, calendar)
    except (ChangeRefused, ScheduleRefused) as refused:
        assert str(refused)
        return
    assert schedule(shift.plan, calendar) == shift.after
    happened = {task.id for task in plan.tasks if task.finished_on}
    assert not happened & {move.id for move in shift.moves}
    begun = {task.id for task in plan.tasks if task.started_on}
    assert all(move.old_start == move.new_start for move in shift.moves if move.id in begun)
    assert all(move.sentence and (move.days or move.old_start != move.new_start) for move in shift.moves)
    assert all(broken.sentence for broken in shift.breaks)
