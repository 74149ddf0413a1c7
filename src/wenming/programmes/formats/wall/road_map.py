"""The 路线图 on one page: stages as arrows from left to right, under each what it asks for and its fixed points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from wenming.documents.formats.typesetting import Typeset, compile_pdf
from wenming.kernel.words import _
from wenming.programmes.formats.wall.packing import clipped
from wenming.programmes.rules.workdays import Workdays, unpublished_note

TEMPLATE = Path(__file__).with_name("road_map.typ")
_MOST_REQUIREMENTS, _MOST_POINTS = 5, 8
_DENSE = 190  # characters of a stage that need smaller type


@dataclass(frozen=True, slots=True)
class Milestone:
    """A fixed point of a stage: its day, its words, who leads it, whether it is done."""

    day: date
    title: str
    lead: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class RoadStage:
    """A stage of the road."""

    title: str
    start: date
    end: date
    requirements: Sequence[str] = ()
    milestones: Sequence[Milestone] = ()
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class RoadMap:
    """The whole road. ``goal`` stands at its end, ``head`` beneath the title."""

    title: str
    unit: str
    goal: str
    on: date
    target: date
    stages: Sequence[RoadStage]
    head: str = ""


def road_map_pdf(
    road: RoadMap, workdays: Workdays, *, fonts_dir: Path | None = None, created: datetime | None = None
) -> Typeset:
    """Set the road map on A4, on its side, always one page. Raises TypesettingFailed."""
    return compile_pdf(
        TEMPLATE.stem,
        road_map_data(road, workdays),
        fonts_dir=fonts_dir,
        created=created,
        assets={TEMPLATE.name: TEMPLATE},
    )


def road_map_data(road: RoadMap, workdays: Workdays) -> dict[str, Any]:
    """What the template shows; what has no room is counted."""
    days = [road.on, road.target, *(stage.start for stage in road.stages), *(stage.end for stage in road.stages)]
    return {
        "title": clipped(road.title, 32),
        "unit": clipped(road.unit, 40),
        "goal": clipped(road.goal, 40),
        "head": clipped(road.head, 60),
        "target": _day_text(road.target, year=True),
        "left": _left(road, workdays),
        "dense": any(_length(stage) > _DENSE for stage in road.stages),
        "stages": [_stage(stage, road.on) for stage in road.stages],
        "note": unpublished_note(workdays.touched(min(days), max(days))),
        "words": {
            "goal": _("目标"),
            "requirements": _("工作要求"),
            "milestones": _("重要节点"),
            "none": _("本阶段没有设定节点"),
            "drawn": _("制图日期：%(day)s") % {"day": _day_text(road.on, year=True)},
            "here": _("当前阶段"),
            "done": _("已完成"),
            "late": _("逾期"),
            "planned": _("未到"),
        },
    }


def _length(stage: RoadStage) -> int:
    """Characters a stage has to show, roughly."""
    points = list(stage.milestones)[:_MOST_POINTS]
    wanted = list(stage.requirements)[:_MOST_REQUIREMENTS]
    said = [min(len(line), 60) + 6 for line in wanted]
    return sum(said) + sum(min(len(one.title), 30) + min(len(one.lead), 14) + 12 for one in points)


def _stage(stage: RoadStage, on: date) -> dict[str, Any]:
    points = sorted(stage.milestones, key=lambda one: one.day)
    more = len(points) - _MOST_POINTS
    wanted = list(stage.requirements)
    return {
        "title": clipped(stage.title, 10),
        "dates": f"{_day_text(stage.start)}—{_day_text(stage.end)}",
        "standing": "past" if stage.end < on else "here" if stage.start <= on else "ahead",
        "progress": _("完成 %(done)s / %(total)s 项") % {"done": stage.done, "total": stage.total}
        if stage.total
        else "",
        "share": stage.done / stage.total if stage.total else 0,
        "requirements": [clipped(line, 60) for line in wanted[:_MOST_REQUIREMENTS]],
        "milestones": [
            {
                "day": _day_text(one.day),
                "title": clipped(one.title, 30),
                "lead": clipped(one.lead, 14),
                "state": "done" if one.done else "late" if one.day < on else "planned",
            }
            for one in points[:_MOST_POINTS]
        ],
        "more": _("另有 %(count)s 个节点") % {"count": more} if more > 0 else "",
    }


def _left(road: RoadMap, workdays: Workdays) -> str:
    left = (road.target - road.on).days
    if left < 0:
        return _("已过目标日 %(days)s 天") % {"days": -left}
    working = workdays.between(road.on + timedelta(days=1), road.target).value
    return _("还有 %(days)s 天\n其中工作日 %(working)s 天") % {"days": left, "working": working}


def _day_text(day: date, *, year: bool = False) -> str:
    text = _("%(y)s年%(m)s月%(d)s日") if year else _("%(m)s月%(d)s日")
    return text % {"y": day.year, "m": day.month, "d": day.day}
