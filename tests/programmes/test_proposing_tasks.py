"""Proposals: from criteria lines, from a speech, from last year, from a template."""

from __future__ import annotations

from datetime import date

from tests.programmes.calendars import AUTUMN
from wenming.programmes.rules.breakdown import (
    CriteriaLine,
    Due,
    Every,
    ProposedTask,
    Source,
    TemplateTask,
    due_on,
    from_duties,
    from_last_year,
    from_lines,
    from_template,
    without_known,
)


def test_a_criteria_line_becomes_a_task_of_its_owner_with_its_evidence():
    line = CriteriaLine("I-1", "理论学习", "4", "每季度至少组织一次", ("学习计划", "照片"), "机关党委", "沈若溪")
    (task,) = from_lines([line], year=2026, due=date(2026, 10, 31))
    assert (task.lines, task.leads, task.leaders, task.materials) == (
        ("I-1",),
        ("机关党委",),
        ("沈若溪",),
        ("学习计划", "照片"),
    )
    assert task.due == due_on(date(2026, 10, 31)) and "理论学习" in task.title and "4 分" in task.note
    assert task.source == Source("line", "I-1", "理论学习")


def test_the_period_of_a_line_is_its_due_day():
    lines = [CriteriaLine("a", "甲", period=period) for period in ("2026-Q1", "2026-02", "12", "", "2026-13")]
    days = [task.due and task.due.day for task in from_lines(lines, year=2026)]
    assert days == [date(2026, 3, 31), date(2026, 2, 28), date(2026, 12, 31), None, None]


def test_a_duty_of_a_speech_becomes_a_task_with_its_words():
    duty = {
        "n": 3, "action": "报送自查报告", "text": "各部门于10月10日前以书面形式报创建办", "owners": ["各部门"], "due": "2026-10-10",
        "due_text": "10月10日前", "every": None, "deliverable": "书面报告", "deliver_to": "创建办",
    }  # fmt: skip
    (task,) = from_duties([duty])
    assert task.due == Due("10月10日前", date(2026, 10, 10))
    assert (task.leads, task.materials, task.source.ref) == (("各部门",), ("书面报告",), "3")
    (monthly,) = from_duties(
        [{"action": "报数", "due_text": "每月5日前", "every": {"unit": "month", "n": 1, "day": 5}}]
    )
    assert monthly.due == Due("每月5日前", every=Every("month", 1, 5))
    assert from_duties([{"action": "学习", "due": "no day"}])[0].due is None


def test_last_years_tasks_move_on_with_the_years_in_their_words():
    last = ProposedTask("编制2025年度计划", due=due_on(date(2024, 2, 29)), leads=("办公室",), materials=("2025年计划",))
    (task,) = from_last_year([last])
    assert (task.title, task.materials) == ("编制2026年度计划", ("2026年计划",))
    assert task.due.day == date(2025, 2, 28) and task.leads == ("办公室",)


def test_a_template_is_dated_back_over_working_days():
    tasks = from_template(
        [TemplateTask("审签盖章", 0), TemplateTask("装订成册", 6)], target=date(2026, 10, 12), workdays=AUTUMN
    )
    assert [task.due.day for task in tasks] == [date(2026, 10, 12), date(2026, 9, 28)]


def test_what_is_planned_already_is_not_proposed_again():
    known = [ProposedTask("甲", lines=("I-1", "I-2"))]
    proposed = [ProposedTask(" 甲", lines=("I-2", "I-1")), ProposedTask("甲"), ProposedTask("甲")]
    assert without_known(proposed, known) == (ProposedTask("甲"),)
