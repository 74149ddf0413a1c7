"""The A3 chart leaders hang on the wall (挂图作战): stages as bands, departments as lanes, the countdown in the corner.

The type is as large as one sheet allows; what does not fit at the smallest size goes on further sheets, lane by lane.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from wenming.documents.formats.typesetting import Typeset, compile_pdf
from wenming.kernel.words import _
from wenming.programmes.formats.gantt import GanttStage, GanttTask, State, state_of, words_of_states
from wenming.programmes.formats.gantt.axis import span_of
from wenming.programmes.formats.gantt.values import Zoom
from wenming.programmes.formats.wall.packing import POINT, Placed, Scale, clipped, pack, width_of
from wenming.programmes.rules.workdays import Workdays, unpublished_note

TEMPLATE = Path(__file__).with_name("wall_chart.typ")
PLOT, LANES = 348.0, 196.0  # mm the days and the lanes have on A3
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)  # points, tried from the largest
_SEVERAL = 9.0  # points, once it takes several sheets anyway
_PAD = 1.6  # mm above and below the rows of a lane
_MOST_STRETCH = 1.45


@dataclass(frozen=True, slots=True)
class WallChart:
    """What hangs on the wall.

    title, unit  in the head.      head    a line beneath it: 领导小组组长, the goal.
    on           the day it shows.   target  the day everything is counted back from.
    tasks        with their leaders and departments; ``stages`` in order.
    """

    title: str
    unit: str
    on: date
    target: date
    tasks: Sequence[GanttTask]
    stages: Sequence[GanttStage] = ()
    head: str = ""


@dataclass(frozen=True, slots=True)
class _LaneRows:
    """One department's rows."""

    title: str
    leader: str
    count: int
    late: int
    placed: list[Placed]

    @property
    def rows(self) -> int:
        return 1 + max((one.row for one in self.placed), default=0)


def wall_chart_pdf(
    chart: WallChart, workdays: Workdays, *, fonts_dir: Path | None = None, created: datetime | None = None
) -> Typeset:
    """Set the chart on A3, on its side. Raises TypesettingFailed; Invalid if its days reach over more than ten years."""
    return compile_pdf(
        TEMPLATE.stem,
        wall_chart_data(chart, workdays),
        fonts_dir=fonts_dir,
        created=created,
        assets={TEMPLATE.name: TEMPLATE},
    )


def wall_chart_data(chart: WallChart, workdays: Workdays) -> dict[str, Any]:
    """Everything the template places, in mm from the left upper corner of the plot."""
    scale = _scale(chart)
    last = scale.first + timedelta(days=round(scale.width / scale.px) - 1)
    size, lanes = _fitted(chart, scale, workdays)
    row = _row_height(size)
    pages = _pages(lanes, row)
    if len(pages) == 1 and lanes:
        used = sum(lane.rows * row + 2 * _PAD for lane in lanes)
        row *= min(_MOST_STRETCH, max(1.0, (LANES - 2 * _PAD * len(lanes)) / max(used - 2 * _PAD * len(lanes), 1.0)))
    return {
        "title": clipped(chart.title, 40),
        "unit": clipped(chart.unit, 60),
        "head": clipped(chart.head, 60),
        "size": size,
        "row": row,
        "bar": _bar_height(size),
        "plot": scale.width,
        "pages": [_page(page, row) for page in pages],
        "bands": [
            {"x": max(0.0, scale.start(s.start)), "width": scale.end(s.end) - max(0.0, scale.start(s.start)), "title": s.title,
             "dates": _dates_if_room(s, scale)}
            for s in chart.stages
        ],
        "months": _months(scale, last),
        "weeks": _weeks(scale, last),
        "shades": [
            {"x": scale.start(first), "width": scale.end(end) - scale.start(first), "name": name}
            for first, end, name in workdays.off_spans(scale.first, last)
            if name or scale.px >= 0.8
        ],
        "today": scale.start(chart.on) + scale.px / 2,
        "target": scale.end(chart.target),
        "countdown": _countdown(chart, workdays),
        "summary": _summary(chart),
        "note": unpublished_note(workdays.touched(scale.first, chart.target)),
        "words": _legend_words(chart),
    }  # fmt: skip


def _scale(chart: WallChart) -> Scale:
    days = [chart.on, chart.target, *(t.start for t in chart.tasks), *(t.finish for t in chart.tasks)]
    days += [day for stage in chart.stages for day in (stage.start, stage.end)]
    first, _last = span_of(days, Zoom.WEEK)
    total = (max(days) - first).days + 1
    total += max(3, total // 40)  # a little room behind the target
    return Scale(first, PLOT / total, PLOT)


def _fitted(chart: WallChart, scale: Scale, workdays: Workdays) -> tuple[float, list[_LaneRows]]:
    """The largest type that needs one sheet only; else one that is still read from a step away, on several."""
    groups: dict[str, list[GanttTask]] = {}
    for task in chart.tasks:
        groups.setdefault(task.department, []).append(task)
    unnamed = groups.pop("", [])
    named = [*groups.items(), *([(_("未定部门"), unnamed)] if unnamed else [])]
    lanes: list[_LaneRows] = []
    for size in (*_SIZES, _SEVERAL):
        lanes = []
        for title, members in named:
            leaders = Counter(task.leader for task in members if task.leader)
            lanes.append(
                _LaneRows(
                    title,
                    leaders.most_common(1)[0][0] if leaders else "",
                    len(members),
                    sum(state_of(task, chart.on) is State.LATE for task in members),
                    pack(members, scale, size, chart.on, workdays),
                )
            )
        if sum(lane.rows * _row_height(size) + 2 * _PAD for lane in lanes) <= LANES:
            return size, lanes
    return _SEVERAL, lanes


def _bar_height(size: float) -> float:
    return max(2.0, size * 0.28)


def _row_height(size: float) -> float:
    """Words above, bar beneath, and air."""
    return size * POINT * 1.2 + _bar_height(size) + 1.5


def _pages(lanes: Sequence[_LaneRows], row: float) -> list[list[_LaneRows]]:
    """Lanes on sheets; one too high for a sheet is cut by rows."""
    most = int((LANES - 2 * _PAD) // row)
    pieces = []
    for lane in lanes:
        for start in range(0, lane.rows, most):
            mine = [one for one in lane.placed if start <= one.row < start + most]
            pieces.append((lane, start, mine, min(most, lane.rows - start)))
    pages: list[list[_LaneRows]] = [[]]
    left = LANES
    for lane, start, mine, rows in pieces:
        needed = rows * row + 2 * _PAD
        if needed > left + 0.01 and pages[-1]:
            pages.append([])
            left = LANES
        moved = [_lifted(one, start) for one in mine]
        pages[-1].append(_LaneRows(lane.title, lane.leader, lane.count, lane.late, moved))
        left -= needed
    return pages


def _lifted(one: Placed, rows: int) -> Placed:
    return Placed(
        one.row - rows, one.x, one.width, one.done, one.slack, one.label_x, one.title, one.meta, one.state, one.milestone,
        one.critical,
    )  # fmt: skip


def _page(lanes: Sequence[_LaneRows], row: float) -> dict[str, Any]:
    found, y = [], 0.0
    for lane in lanes:
        height = lane.rows * row + 2 * _PAD
        late = _("逾期 %(late)s 项") % {"late": lane.late} if lane.late else ""
        found.append(
            {
                "y": y,
                "height": height,
                "title": clipped(lane.title, 12),
                "leader": _("责任领导 %(name)s") % {"name": clipped(lane.leader, 6)} if lane.leader else "",
                "count": _("%(count)s 项") % {"count": lane.count},
                "late": late,
                "bars": [one.as_data() | {"y": y + _PAD + one.row * row} for one in lane.placed],
            }
        )
        y += height
    return {"lanes": found, "height": y}


def _months(scale: Scale, last: date) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    day = scale.first.replace(day=1)
    while day <= last:
        end = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        x, right = max(0.0, scale.start(day)), min(scale.width, scale.end(end))
        label = _("%(y)s年%(m)s月") if not found or day.month == 1 else _("%(m)s月")
        if right - x < 14 and not found:
            label = _("%(m)s月")
        found.append({"x": x, "width": right - x, "label": label % {"y": day.year, "m": day.month}})
        day = end + timedelta(days=1)
    return found


def _weeks(scale: Scale, last: date) -> list[dict[str, Any]]:
    """Mondays, where there is room for their numbers."""
    if scale.px * 7 < 5:
        return []
    count = (last - scale.first).days // 7 + 1
    mondays = [scale.first + timedelta(days=7 * n) for n in range(count)]
    return [{"x": scale.start(day), "label": str(day.day)} for day in mondays]


def _countdown(chart: WallChart, workdays: Workdays) -> dict[str, str]:
    left = (chart.target - chart.on).days
    if left < 0:
        title, figure, below = _("已过目标日"), str(-left), ""
    else:
        title, figure = _("距目标日"), str(left)
        below = _("其中工作日 %(days)s 天") % {
            "days": workdays.between(chart.on + timedelta(days=1), chart.target).value
        }
    said = {"y": chart.target.year, "m": chart.target.month, "d": chart.target.day}
    return {"title": title, "figure": figure, "unit": _("天"), "below": below, "day": _("%(y)s年%(m)s月%(d)s日") % said}


def _summary(chart: WallChart) -> list[dict[str, str]]:
    counted = Counter(state_of(task, chart.on) for task in chart.tasks)
    words = words_of_states()
    found = [{"word": _("任务"), "count": str(len(chart.tasks)), "state": ""}]
    order = (State.DONE, State.UNDER_WAY, State.PLANNED, State.LATE)
    return found + [{"word": words[state], "count": str(counted[state]), "state": str(state)} for state in order]


def _legend_words(chart: WallChart) -> dict[str, str]:
    words = {str(state): word for state, word in words_of_states().items()}
    return words | {
        "lane": _("责任部门"),
        "milestone": _("节点"),
        "critical": _("关键线路（条下粗线）"),
        "slack": _("可用余量"),
        "off": _("休息日、节假日"),
        "today": _("今天 %(m)s月%(d)s日") % {"m": chart.on.month, "d": chart.on.day},
        "target": _("目标日 %(m)s月%(d)s日") % {"m": chart.target.month, "d": chart.target.day},
        "drawn": _("制图日期：%(y)s年%(m)s月%(d)s日") % {"y": chart.on.year, "m": chart.on.month, "d": chart.on.day},
        "page": _("第 {page} 张  共 {total} 张"),
        "legend": _("图例"),
    }


def _dates_if_room(stage: GanttStage, scale: Scale) -> str:
    """The days of a stage beside its name, where its band is wide enough for both."""
    said = _span_text(stage.start, stage.end)
    room = scale.end(stage.end) - max(0.0, scale.start(stage.start))
    return said if width_of(stage.title, 13) + width_of(said, 10.5) + 6 < room else ""


def _span_text(first: date, last: date) -> str:
    return _("%(fm)s月%(fd)s日—%(lm)s月%(ld)s日") % {
        "fm": first.month,
        "fd": first.day,
        "lm": last.month,
        "ld": last.day,
    }
