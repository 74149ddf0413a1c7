"""Lay out the Gantt (工期图): bars, milestones, lanes, stage bands, today, the target, arrows – as values, in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from wenming.kernel.words import _
from wenming.programmes.formats.gantt.axis import shades, span_of, ticks
from wenming.programmes.formats.gantt.values import (
    CRITICAL_ICON,
    ICONS,
    PX_PER_DAY,
    Arrow,
    Band,
    Bar,
    Chart,
    GanttStage,
    GanttTask,
    GroupBy,
    Lane,
    Shade,
    State,
    Tick,
    Zoom,
)
from wenming.programmes.rules.workdays import Workdays, unpublished_note

__all__ = [
    "CRITICAL_ICON",
    "ICONS",
    "Arrow",
    "Band",
    "Bar",
    "Chart",
    "GanttStage",
    "GanttTask",
    "GroupBy",
    "Lane",
    "Shade",
    "State",
    "Tick",
    "Zoom",
    "lay_out",
    "state_of",
    "words_of_states",
]

HEAD, LANE, ROW, BAR = 68.0, 28.0, 30.0, 14.0  # px
_DIAMOND = 14.0
_GAP = 6.0  # between a bar and its words, and around a bend of an arrow


def state_of(task: GanttTask, today: date) -> State:
    """How a task stands on a day."""
    if task.finished_on:
        return State.DONE
    if task.finish < today:
        return State.LATE
    return State.UNDER_WAY if task.begun or task.progress or task.start <= today else State.PLANNED


def lay_out(
    tasks: Sequence[GanttTask],
    *,
    today: date,
    target: date,
    workdays: Workdays,
    stages: Sequence[GanttStage] = (),
    zoom: Zoom = Zoom.WEEK,
    by: GroupBy = GroupBy.DEPARTMENT,
) -> Chart:
    """Lay out a chart.

    Lanes stand in the order of their first task (stages: of ``stages``), tasks in theirs.
    Raises  Invalid if the days reach over more than ten years.
    """
    days = [today, target, *(stage.start for stage in stages), *(stage.end for stage in stages)]
    days += [day for task in tasks for day in (task.start, task.finish)]
    days += [task.late_finish for task in tasks if task.late_finish]
    first, last = span_of(days, zoom)
    px = PX_PER_DAY[zoom]
    origin = first.toordinal()
    width = (last.toordinal() - origin + 1) * px
    lanes: list[Lane] = []
    bars: list[Bar] = []
    words = words_of_states()
    y = HEAD
    for title, members in _grouped(tasks, by, stages):
        states = [state_of(task, today) for task in members]
        lanes.append(Lane(y, LANE, title, len(members), states.count(State.LATE)))
        y += LANE
        for task, state in zip(members, states, strict=True):
            bars.append(_bar(task, state, words[state], len(bars), y, origin, px, width, today, workdays))
            y += ROW
    return Chart(
        width=width,
        height=y,
        head=HEAD,
        first=first,
        last=last,
        px_per_day=px,
        zoom=zoom,
        ticks=list(ticks(first, last, zoom)),
        shades=shades(first, last, zoom, workdays),
        bands=[
            Band(
                (s.start.toordinal() - origin) * px,
                (s.end.toordinal() - s.start.toordinal() + 1) * px,
                s.title,
                n % 2 == 1,
            )
            for n, s in enumerate(stages)
        ],
        lanes=lanes,
        bars=bars,
        arrows=_arrows(tasks, bars),
        today_x=(today.toordinal() - origin + 0.5) * px,
        target_x=(target.toordinal() - origin + 1) * px,
        note=unpublished_note(workdays.touched(min(days), max(days))),
    )


def _grouped(
    tasks: Sequence[GanttTask], by: GroupBy, stages: Sequence[GanttStage]
) -> Sequence[tuple[str, list[GanttTask]]]:
    groups: dict[str, list[GanttTask]] = {stage.title: [] for stage in stages} if by is GroupBy.STAGE else {}
    for task in tasks:
        groups.setdefault(getattr(task, by.value), []).append(task)
    nobody = {
        GroupBy.DEPARTMENT: _("未定部门"),
        GroupBy.STAGE: _("未分阶段"),
        GroupBy.LEADER: _("未定责任领导"),
    }
    unnamed = groups.pop("", [])
    found = [(title, members) for title, members in groups.items() if members]
    return [*found, (nobody[by], unnamed)] if unnamed else found


def _bar(
    task: GanttTask,
    state: State,
    word: str,
    row: int,
    y: float,
    origin: int,
    px: float,
    chart_width: float,
    today: date,
    workdays: Workdays,
) -> Bar:
    start, finish = task.start.toordinal() - origin, task.finish.toordinal() - origin + 1
    x, width = start * px, max((finish - start) * px, 3.0)
    if task.milestone:
        x, width = finish * px - px / 2 - _DIAMOND / 2, _DIAMOND
    late_days = 0
    if state is State.LATE:
        late_days = workdays.rank(today) - workdays.rank(task.finish)
    slack = 0.0
    if task.late_finish and state is not State.DONE:
        slack = max(0.0, (task.late_finish.toordinal() - origin + 1) * px - x - width)
    label = _label(task, state, late_days)
    after = x + width + slack + _GAP
    left = after + _text_width(label) > chart_width
    share = 100 if state is State.DONE else max(0, min(100, task.progress))
    return Bar(
        id=task.id,
        title=task.title,
        person=task.person,
        row=row,
        y=y,
        height=ROW,
        x=x,
        width=width,
        bar_y=y + (ROW - BAR) / 2,
        bar_height=BAR,
        done_width=0.0 if task.milestone else width * share / 100,
        slack_width=slack,
        state=state,
        icon=ICONS[state],
        word=word,
        late_days=late_days,
        milestone=task.milestone,
        critical=task.critical and state is not State.DONE,
        label=label,
        label_x=x - _GAP if left else after,
        label_left=left,
        start=task.start,
        finish=task.finish,
    )


def words_of_states() -> dict[State, str]:
    """State → its word."""
    return {State.DONE: _("已完成"), State.LATE: _("逾期"), State.UNDER_WAY: _("进行中"), State.PLANNED: _("未开始")}


def _label(task: GanttTask, state: State, late_days: int) -> str:
    if state is State.DONE:
        return _("已完成")
    if state is State.LATE:
        return _("逾期 %(days)s 个工作日，已完成 %(share)s%%") % {"days": late_days, "share": task.progress}
    day = _("%(m)s月%(d)s日") % {"m": task.finish.month, "d": task.finish.day}
    return f"{day} · {task.progress}%" if task.progress else day


def _text_width(text: str) -> float:
    """Roughly, at 12 px: a Chinese character is as wide as it is high."""
    return sum(12.0 if ord(sign) > 0x2E80 else 6.8 for sign in text)


def _arrows(tasks: Sequence[GanttTask], bars: Sequence[Bar]) -> list[Arrow]:
    at = {bar.id: bar for bar in bars}
    found = []
    for task in tasks:
        for id_ in task.depends:
            before, after = at.get(id_), at.get(task.id)
            if before is not None and after is not None and before is not after:
                found.append(Arrow(id_, task.id, _points(before, after), before.critical and after.critical))
    return found


def _points(before: Bar, after: Bar) -> tuple[tuple[float, float], ...]:
    """Out of the end of the one, into the beginning of the other; around it where they overlap."""
    x1, y1 = before.x + before.width, before.bar_y + before.bar_height / 2
    x2, y2 = after.x, after.bar_y + after.bar_height / 2
    if x2 >= x1 + 2 * _GAP:
        return (x1, y1), (x1 + _GAP, y1), (x1 + _GAP, y2), (x2, y2)
    between = after.y if y2 > y1 else after.y + after.height
    return (x1, y1), (x1 + _GAP, y1), (x1 + _GAP, between), (x2 - _GAP, between), (x2 - _GAP, y2), (x2, y2)
