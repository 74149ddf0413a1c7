"""倒排工期: what people are told when a plan is counted back from its target day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.programmes.calendars import AUTUMN, PLAIN
from tests.programmes.plans import TARGET, TODAY, after, chain_plan
from wenming.programmes.rules.schedule import (
    Bound,
    Dependency,
    Link,
    Placing,
    Plan,
    ScheduleRefused,
    Task,
    Window,
    schedule,
)


def test_tasks_end_as_late_as_the_target_allows_over_real_working_days():
    found = schedule(chain_plan(), AUTUMN)
    assert found.tasks["submit"].finish == TARGET
    assert found.tasks["seal"].finish == TARGET  # a milestone falls on the day what it waits for is finished
    assert found.tasks["seal"].start == date(2026, 11, 26)
    assert found.tasks["bind"].finish == date(2026, 11, 25)


def test_the_national_week_is_not_worked():
    plan = Plan(date(2026, 10, 12), TODAY, (Task("a", "台账整理", 5),))
    found = schedule(plan, AUTUMN).tasks["a"]
    # 12, 10 (a worked Saturday), 9 and 8 October, then 30 September.
    assert (found.start, found.finish) == (date(2026, 9, 30), date(2026, 10, 12))


def test_the_critical_path_is_the_tightest_chain_and_slack_is_in_working_days():
    found = schedule(chain_plan(), AUTUMN)
    assert found.critical_path == ("check", "mend", "bind", "seal", "submit")
    assert not found.tasks["poster"].critical
    assert found.tasks["poster"].slack == AUTUMN.between(TODAY, TARGET).value - 4
    assert found.slack == found.days_left - 28
    assert found.fits


def test_what_no_longer_fits_names_the_chain_and_the_days_that_are_missing():
    found = schedule(chain_plan(target=date(2026, 10, 15)), AUTUMN)
    (misfit,) = found.misfits
    assert misfit.chain == ("check", "mend", "bind", "seal", "submit")
    assert misfit.missing == 28 - AUTUMN.between(TODAY, date(2026, 10, 15)).value == -found.slack
    assert "自查自评" in misfit.sentence and f"晚 {misfit.missing} 个工作日" in misfit.sentence
    assert found.tasks["check"].start == TODAY  # placed from today on, the end overshoots
    assert found.tasks["submit"].finish == misfit.reached


def test_a_fixed_date_inside_the_chain_is_told_apart_from_the_target():
    tasks = [replace(t, not_after=date(2026, 9, 25)) if t.id == "mend" else t for t in chain_plan().tasks]
    found = schedule(Plan(TARGET, TODAY, tuple(tasks)), AUTUMN)
    (misfit,) = found.misfits
    assert misfit.chain == ("check", "mend")
    assert (misfit.bound, misfit.held_by) == (Bound.NOT_AFTER, Bound.START)


def test_a_stage_is_a_window_its_tasks_stay_inside():
    windows = (
        Window("one", "宣传发动", date(2026, 9, 1), date(2026, 9, 30)),
        Window("two", "组织实施", date(2026, 10, 8), TARGET),
    )
    tasks = (Task("a", "动员会", 0, stage="one"), Task("b", "落实", 10, after("a"), stage="two"))
    found = schedule(Plan(TARGET, TODAY, tasks, windows), AUTUMN)
    assert found.tasks["a"].finish == date(2026, 9, 30)
    assert found.tasks["b"].early_start == date(2026, 10, 8)
    late = schedule(Plan(TARGET, TODAY, (Task("a", "学习", 30, stage="one"),), windows), AUTUMN)
    assert late.misfits[0].bound is Bound.STAGE_END and "所属阶段" in late.misfits[0].sentence


def test_start_to_start_and_lag_are_counted():
    tasks = (Task("a", "发放问卷", 10), Task("b", "回收问卷", 5, (Dependency("a", Link.START_START, 3),)))
    found = schedule(Plan(TARGET, TODAY, tasks, placing=Placing.EARLIEST), PLAIN)
    assert found.tasks["b"].start == PLAIN.add(found.tasks["a"].start, 3).value


def test_finished_work_stays_where_it_was_and_frees_what_follows():
    tasks = list(chain_plan().tasks)
    tasks[0] = replace(tasks[0], started_on=date(2026, 9, 1), finished_on=date(2026, 9, 10))
    found = schedule(Plan(TARGET, TODAY, tuple(tasks)), AUTUMN)
    assert (found.tasks["check"].start, found.tasks["check"].finish) == (date(2026, 9, 1), date(2026, 9, 10))
    assert found.tasks["check"].done and not found.tasks["check"].critical
    assert found.tasks["mend"].early_start == TODAY
    assert found.critical_path == ("mend", "bind", "seal", "submit")


def test_begun_work_takes_what_remains_from_today():
    tasks = list(chain_plan().tasks)
    tasks[0] = replace(tasks[0], started_on=date(2026, 9, 1), remaining=2)
    found = schedule(Plan(TARGET, TODAY, tuple(tasks)), AUTUMN)
    assert found.tasks["check"].finish == date(2026, 9, 15)
    assert found.tasks["mend"].early_start == date(2026, 9, 16)


def test_a_day_people_chose_stays_and_what_it_breaks_is_said():
    tasks = list(chain_plan().tasks)
    tasks[1] = replace(tasks[1], planned_start=date(2026, 9, 16))  # while the self-check before it takes ten days
    found = schedule(Plan(TARGET, TODAY, tuple(tasks)), AUTUMN)
    assert found.tasks["mend"].start == date(2026, 9, 16)
    (conflict,) = found.conflicts
    assert (conflict.bound, conflict.task, conflict.other, conflict.days) == (Bound.DEPENDENCY, "mend", "check", 8)
    assert "问题整改" in conflict.sentence and "自查自评" in conflict.sentence


def test_a_target_on_a_day_off_counts_back_from_the_working_day_before():
    found = schedule(Plan(date(2026, 10, 5), TODAY, (Task("a", "材料报送", 1),)), AUTUMN)
    assert found.counted_back_to == found.tasks["a"].finish == date(2026, 9, 30)


def test_unpublished_years_are_named():
    found = schedule(Plan(date(2027, 3, 31), TODAY, (Task("a", "年度总结", 5),)), AUTUMN)
    assert found.unpublished == (2027,) and "未公布" in found.note
    assert schedule(chain_plan(), AUTUMN).unpublished == ()


def refusal(*tasks: Task, target: date = TARGET, windows: tuple[Window, ...] = ()) -> str:
    with pytest.raises(ScheduleRefused) as refused:
        schedule(Plan(target, TODAY, tasks, windows), AUTUMN)
    return str(refused.value)


def test_a_circle_is_refused_and_its_tasks_are_named_in_order():
    said = refusal(
        Task("a", "甲", 1, after("c")),
        Task("b", "乙", 1, after("a")),
        Task("c", "丙", 1, after("b")),
        Task("d", "丁", 1, after("c")),
    )
    assert "甲 → 乙 → 丙 → 甲" in said
    assert "丁" not in said


def test_two_circles_are_told_at_once():
    said = refusal(
        Task("a", "甲", 1, after("b")),
        Task("b", "乙", 1, after("a")),
        Task("c", "丙", 1, after("d")),
        Task("d", "丁", 1, after("c")),
    )
    assert said.count("首尾相接") == 2


@pytest.mark.parametrize(
    ("task", "said"),
    [
        (Task("a", "甲", -1), "工期 -1 不能用"),
        (Task("a", "甲", 10**9), "不能用"),
        (Task("a", "甲", True), "不能用"),
        (Task("a", "甲", 1, after("zz")), "“zz”不存在"),
        (Task("a", "甲", 1, after("a")), "它自己"),
        (Task("a", "甲", 1, after("a", lag=10**9)), "间隔"),
        (Task("a", "甲", 1, stage="none"), "阶段“none”不存在"),
        (Task("a", "甲", 1, not_before=date(2026, 10, 9), not_after=date(2026, 10, 8)), "早于最早开始日"),
        (Task("a", "甲", 1, finished_on=date(2026, 12, 1)), "还没有到"),
        (Task("a", "甲", 1, started_on=date(2026, 9, 3), finished_on=date(2026, 9, 2)), "早于开始日"),
        (Task("", "甲", 1), "没有编号"),
    ],
)
def test_a_task_that_cannot_be_scheduled_is_refused_in_words(task, said):
    assert said in refusal(task)


def test_everything_that_is_wrong_is_said_at_once():
    said = refusal(Task("a", "甲", -1), Task("a", "乙", 1, after("b")), target=date(2026, 9, 1))
    assert "已经过去" in said and "出现 2 次" in said and "“b”不存在" in said


def test_stages_that_contradict_themselves_are_refused():
    window = Window("s", "总结提高", date(2026, 10, 9), date(2026, 10, 8))
    said = refusal(windows=(window, window))
    assert "结束日早于开始日" in said and "重复出现" in said


def test_an_empty_plan_has_an_empty_schedule():
    found = schedule(Plan(TARGET, TODAY, ()), AUTUMN)
    assert found.tasks == {} and found.critical_path == () and found.slack is None and found.fits


def test_five_thousand_tasks_in_one_chain_are_dated():
    tasks = tuple(Task(f"t{n}", f"任务{n}", 1, after(f"t{n - 1}") if n else ()) for n in range(5_000))
    found = schedule(Plan(date(2027, 12, 31), TODAY, tasks), AUTUMN)
    assert len(found.misfits) == 1 and len(found.misfits[0].chain) == 5_000
    assert len(found.misfits[0].sentence) < 400
