"""The fast schedule and one that walks day by day give the same dates."""

from __future__ import annotations

from hypothesis import given, settings

from tests.programmes.plans import calendars, drawn_plans
from tests.programmes.reference_schedule import SlowSchedule
from wenming.programmes.rules.schedule import schedule


@settings(max_examples=250, deadline=None)
@given(drawn_plans(), calendars())
def test_every_date_is_what_walking_day_by_day_gives(plan, calendar):
    slow = SlowSchedule(plan, calendar.works)
    found = schedule(plan, calendar)
    for task in plan.tasks:
        if task.finished_on:
            continue
        ours = found.tasks[task.id]
        assert (ours.early_start, ours.early_finish) == slow.early[task.id], task.id
        assert ours.late_finish == slow.late[task.id][1], task.id
        if not task.started_on:
            assert ours.late_start == slow.late[task.id][0], task.id
            assert (ours.start, ours.finish) == slow.placed[task.id], task.id
        assert ours.slack == slow.count(ours.early_finish, ours.late_finish)


@settings(max_examples=150, deadline=None)
@given(drawn_plans(), calendars())
def test_what_does_not_fit_is_exactly_what_has_no_slack_left(plan, calendar):
    found = schedule(plan, calendar)
    late = {task.id for task in plan.tasks if found.tasks[task.id].slack < 0}
    named = {id_ for misfit in found.misfits for id_ in misfit.chain}
    assert bool(late) == bool(found.misfits) == (found.slack is not None and found.slack < 0)
    assert all(misfit.missing > 0 and misfit.chain[-1] in late for misfit in found.misfits)
    assert named or not late
    if found.misfits:
        assert max(misfit.missing for misfit in found.misfits) <= -found.slack


@settings(max_examples=150, deadline=None)
@given(drawn_plans(pinned=False), calendars())
def test_a_plan_that_fits_and_is_left_free_has_no_conflict(plan, calendar):
    found = schedule(plan, calendar)
    if found.fits:
        assert found.conflicts == ()
        for task in plan.tasks:
            if not task.finished_on:
                assert found.tasks[task.id].finish <= plan.target or task.started_on
