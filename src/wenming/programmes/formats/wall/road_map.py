"""The 路线图 on one page: stages as arrows from left to right, under each what it asks for and its fixed points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from wenming.documents.formats.typesetting import Typeset, compile_pdf
from wenming.kernel.words import _
from wenming.programmes.formats.wall.packing import POINT, clipped
from wenming.programmes.rules.workdays import Workdays, unpublished_note

TEMPLATE = Path(__file__).with_name("road_map.typ")
_MOST_REQUIREMENTS, _MOST_POINTS = 5, 8
_ROAD, _PANEL = 218.0, 107.0  # mm: width for all stages, height inside a panel
_SIZES = (11.0, 10.0, 9.0, 8.0, 7.0)  # points


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
    room = _room(road.stages)
    return {
        "title": clipped(road.title, 32),
        "unit": clipped(road.unit, 40),
        "goal": clipped(road.goal, 40),
        "head": clipped(road.head, 60),
        "target": _day_text(road.target, year=True),
        "left": _left(road, workdays),
        "size": room.size,
        "stages": [_stage(stage, road.on, room) for stage in road.stages],
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


@dataclass(frozen=True, slots=True)
class _Room:
    """What a stage's panel holds: ``size`` of its type in points, lines, characters a line."""

    size: float
    lines: int
    across: int

    @classmethod
    def of(cls, stages: int, size: float) -> _Room:
        em = size * POINT
        width = (_ROAD / max(stages, 1)) - 9 - 1.6 * em
        return cls(size, int(_PANEL / (em * 1.38)), max(4, int(width / em)))

    def taken(self, text: str) -> int:
        return -(-max(1, len(text)) // self.across)

    def shown(self, stage: RoadStage) -> tuple[list[str], list[Milestone]]:
        """As many requirements, then fixed points, as there is room for."""
        left, wanted, points = self.lines - 5, list[str](), list[Milestone]()
        for line in stage.requirements[:_MOST_REQUIREMENTS]:
            said = clipped(line, 60)
            if self.taken(said) + 4 <= left:  # leaves room for a fixed point
                left -= self.taken(said)
                wanted.append(said)
        for one in sorted(stage.milestones, key=lambda one: one.day)[:_MOST_POINTS]:
            needed = self.taken(_day_text(one.day) + clipped(one.title, 30) + clipped(one.lead, 14) + "（） ")
            if needed > left:
                break
            left -= needed
            points.append(one)
        return wanted, points


def _room(stages: Sequence[RoadStage]) -> _Room:
    """The largest type that shows everything; else the smallest."""
    rooms = [_Room.of(len(stages), size) for size in _SIZES]
    for room in rooms:
        shown = [room.shown(stage) for stage in stages]
        if all(
            len(wanted) == min(len(stage.requirements), _MOST_REQUIREMENTS)
            and len(points) == min(len(stage.milestones), _MOST_POINTS)
            for stage, (wanted, points) in zip(stages, shown, strict=True)
        ):
            return room
    return rooms[-1]


def _stage(stage: RoadStage, on: date, room: _Room) -> dict[str, Any]:
    wanted, points = room.shown(stage)
    more = len(stage.milestones) - len(points) + len(stage.requirements) - len(wanted)
    return {
        "title": clipped(stage.title, 10),
        "dates": f"{_day_text(stage.start)}—{_day_text(stage.end)}",
        "standing": "past" if stage.end < on else "here" if stage.start <= on else "ahead",
        "progress": _("完成 %(done)s / %(total)s 项") % {"done": stage.done, "total": stage.total}
        if stage.total
        else "",
        "share": stage.done / stage.total if stage.total else 0,
        "requirements": wanted,
        "milestones": [
            {
                "day": _day_text(one.day),
                "title": clipped(one.title, 30),
                "lead": clipped(one.lead, 14),
                "state": "done" if one.done else "late" if one.day < on else "planned",
            }
            for one in points
        ],
        "more": _("另有 %(count)s 条，见任务分解表") % {"count": more} if more > 0 else "",
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
