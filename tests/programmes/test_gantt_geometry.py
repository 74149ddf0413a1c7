"""The Gantt as geometry: what stands where, by day, week, month and quarter."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.programmes.calendars import AUTUMN
from wenming.kernel.errors import Invalid
from wenming.programmes.formats.gantt import GanttStage, GanttTask, GroupBy, State, Zoom, lay_out

TODAY, TARGET = date(2026, 10, 14), date(2026, 11, 30)
STAGES = (
    GanttStage("组织实施", date(2026, 9, 1), date(2026, 10, 25)),
    GanttStage("总结提高", date(2026, 10, 26), TARGET),
)
CHECK = GanttTask(
    "check", "自查自评", date(2026, 9, 21), date(2026, 10, 23), 62, "创建办", "组织实施", "沈若溪", "王书砚", begun=True,
    late_finish=date(2026, 10, 30), critical=True,
)  # fmt: skip
MEND = GanttTask(
    "mend",
    "问题整改",
    date(2026, 10, 26),
    date(2026, 11, 3),
    0,
    "创建办",
    "总结提高",
    "陆景行",
    critical=True,
    depends=("check", "gone"),
)
LATE = GanttTask("late", "志愿者核对", date(2026, 9, 14), date(2026, 10, 8), 70, "人事科", "组织实施")
DONE = GanttTask(
    "done", "制度汇编", date(2026, 9, 1), date(2026, 9, 25), 40, "", "组织实施", finished_on=date(2026, 9, 24)
)
FLAG = GanttTask("flag", "网上申报", TARGET, TARGET, milestone=True, department="创建办", depends=("mend",))
TASKS = (CHECK, LATE, MEND, DONE, FLAG)


def chart(zoom=Zoom.WEEK, by=GroupBy.DEPARTMENT, tasks=TASKS):
    return lay_out(tasks, today=TODAY, target=TARGET, workdays=AUTUMN, stages=STAGES, zoom=zoom, by=by)


def bar(found, id_):
    return next(one for one in found.bars if one.id == id_)


@pytest.mark.parametrize("zoom", list(Zoom))
def test_a_bar_reaches_from_the_morning_of_its_first_day_to_the_evening_of_its_last(zoom):
    found = chart(zoom)
    one = bar(found, "check")
    assert one.x == found.x_of(CHECK.start)
    assert one.x + one.width == pytest.approx(found.x_of(CHECK.finish + timedelta(1)))
    assert one.done_width == pytest.approx(one.width * 0.62)
    assert one.x + one.width + one.slack_width == pytest.approx(found.x_of(date(2026, 10, 31)))


def test_how_a_task_stands_is_said_by_word_and_icon():
    found = chart()
    said = {one.id: (one.state, one.icon, one.word) for one in found.bars}
    assert said["late"] == (State.LATE, "alert-triangle", "逾期")
    assert said["done"] == (State.DONE, "circle-check", "已完成")
    assert said["check"][0] is State.UNDER_WAY and said["mend"][0] is State.PLANNED
    assert bar(found, "late").late_days == 5  # 9, 10 (a worked Saturday), 12, 13, 14
    assert "逾期" in bar(found, "late").label and "70%" in bar(found, "late").label
    assert bar(found, "done").done_width == bar(found, "done").width


def test_lanes_count_their_tasks_and_the_late_ones_and_the_nameless_come_last():
    found = chart()
    assert [(lane.title, lane.count, lane.late) for lane in found.lanes] == [
        ("创建办", 3, 0),
        ("人事科", 1, 1),
        ("未定部门", 1, 0),
    ]
    assert [one.id for one in found.bars] == ["check", "mend", "flag", "late", "done"]
    rows = sorted([lane.y for lane in found.lanes] + [one.y for one in found.bars])
    assert rows[0] == found.head and len(set(rows)) == len(rows) and found.height > rows[-1]


def test_lanes_may_be_stages_in_their_order_or_leaders():
    assert [lane.title for lane in chart(by=GroupBy.STAGE).lanes] == ["组织实施", "总结提高", "未分阶段"]
    assert [lane.title for lane in chart(by=GroupBy.LEADER).lanes] == ["沈若溪", "陆景行", "未定责任领导"]


def test_a_milestone_is_a_diamond_on_its_day():
    found = chart(Zoom.DAY)
    one = bar(found, "flag")
    assert one.milestone
    assert found.x_of(TARGET) < one.x + one.width / 2 < found.x_of(TARGET + timedelta(1))


def test_arrows_lead_at_right_angles_from_end_to_beginning():
    found = chart()
    assert [(arrow.before, arrow.after, arrow.critical) for arrow in found.arrows] == [
        ("check", "mend", True),
        ("mend", "flag", False),
    ]
    for arrow in found.arrows:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in itertools.pairwise(arrow.points))
        before, after = bar(found, arrow.before), bar(found, arrow.after)
        assert arrow.points[0][0] == before.x + before.width and arrow.points[-1][0] == after.x


def test_days_without_work_are_shaded_and_a_worked_saturday_is_not():
    found = chart(Zoom.DAY)
    week = next(shade for shade in found.shades if shade.name == "国庆节")
    assert (week.x, week.width) == (found.x_of(date(2026, 10, 1)), 7 * 28)
    covered = {found.day_at(shade.x + 1 + n * 28) for shade in found.shades for n in range(round(shade.width / 28))}
    assert date(2026, 10, 10) not in covered and date(2026, 10, 11) in covered
    assert {shade.name for shade in chart(Zoom.MONTH).shades} == {"国庆节"}
    assert chart(Zoom.QUARTER).shades == []


@pytest.mark.parametrize("zoom", list(Zoom))
def test_both_lines_of_the_scale_cover_every_day_once(zoom):
    found = chart(zoom)
    for major in (True, False):
        line = [tick for tick in found.ticks if tick.major is major]
        assert line[0].x == 0
        for one, other in itertools.pairwise(line):
            assert one.x + one.width == pytest.approx(other.x)
        assert line[-1].x + line[-1].width == pytest.approx(found.width)


def test_today_and_the_target_are_marked_and_stages_are_bands():
    found = chart(Zoom.DAY)
    assert found.day_at(found.today_x) == TODAY
    assert found.target_x == found.x_of(TARGET + timedelta(1))
    assert [(band.title, band.odd) for band in found.bands] == [("组织实施", False), ("总结提高", True)]
    assert found.bands[0].x + found.bands[0].width == pytest.approx(found.bands[1].x)


def test_words_that_would_run_out_of_the_chart_stand_on_the_left():
    near = bar(chart(Zoom.WEEK), "flag")
    assert not near.label_left and near.label_x > near.x
    found = chart(Zoom.QUARTER, tasks=(replace(LATE, finish=date(2026, 10, 12), start=date(2026, 10, 12)),))
    edge = bar(found, "late")
    assert edge.label_left == (edge.x + edge.width + 200 > found.width)
    for zoom in Zoom:
        found = chart(zoom)
        assert all(one.label_left or one.label_x + 30 < found.width for one in found.bars)


def test_unpublished_years_are_named():
    assert chart().note == ""
    assert "2027" in chart(tasks=(replace(CHECK, finish=date(2027, 3, 1)),)).note


def test_an_empty_plan_is_an_empty_chart_and_a_slip_of_the_year_is_refused():
    assert chart(tasks=()).bars == []
    with pytest.raises(Invalid, match="超过十年"):
        chart(tasks=(replace(CHECK, finish=date(2126, 1, 1)),))


@given(st.floats(-1e6, 1e6, allow_nan=False), st.sampled_from(list(Zoom)))
def test_every_place_is_some_day_of_the_chart(x, zoom):
    found = chart(zoom, tasks=())
    assert found.first <= found.day_at(x) <= found.last
