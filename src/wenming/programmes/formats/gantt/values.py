"""The Gantt (工期图) as geometry: what stands where, in px, for whoever draws it – a page as SVG, a printer on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Zoom(StrEnum):
    """How much one looks at."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


PX_PER_DAY = {Zoom.DAY: 28.0, Zoom.WEEK: 9.0, Zoom.MONTH: 3.6, Zoom.QUARTER: 1.4}


class GroupBy(StrEnum):
    """What the lanes are."""

    DEPARTMENT = "department"
    STAGE = "stage"
    LEADER = "leader"


class State(StrEnum):
    """How a task stands; shown by word, icon and colour together."""

    DONE = "done"
    LATE = "late"
    UNDER_WAY = "under_way"
    PLANNED = "planned"


ICONS = {
    State.DONE: "circle-check",
    State.LATE: "alert-triangle",
    State.UNDER_WAY: "circle-half-2",
    State.PLANNED: "circle-dashed",
}
CRITICAL_ICON = "route"


@dataclass(frozen=True, slots=True)
class GanttTask:
    """One task to draw.

    progress     0 … 100.     late_finish  the latest finish that keeps the target; the room up to it is drawn as dots.
    depends      ids of tasks it waits for; those that are not drawn are left out.
    """

    id: str
    title: str
    start: date
    finish: date
    progress: int = 0
    department: str = ""
    stage: str = ""
    leader: str = ""
    person: str = ""
    milestone: bool = False
    begun: bool = False
    finished_on: date | None = None
    late_finish: date | None = None
    critical: bool = False
    depends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GanttStage:
    """A stage as a band over the days."""

    title: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale: where its span begins, how wide it is, its words; ``major`` is the upper line."""

    x: float
    width: float
    label: str
    major: bool


@dataclass(frozen=True, slots=True)
class Shade:
    """Days without work; ``name`` is the holiday's, "" for a plain weekend."""

    x: float
    width: float
    name: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stage over the scale; neighbours alternate by ``odd``."""

    x: float
    width: float
    title: str
    odd: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The heading row of a group."""

    y: float
    height: float
    title: str
    count: int
    late: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One task drawn.

    y, height           of its row.             x, width   of the bar; a milestone is a diamond around x + width ÷ 2.
    bar_y, bar_height   of the bar itself.      done_width of what is done, from x.
    slack_width         dots behind the bar.    icon, word how it stands; ``late_days`` working days.
    label               beside the bar; ``label_x`` and ``label_left``: it ends there instead of beginning there.
    """

    id: str
    title: str
    person: str
    row: int
    y: float
    height: float
    x: float
    width: float
    bar_y: float
    bar_height: float
    done_width: float
    slack_width: float
    state: State
    icon: str
    word: str
    late_days: int
    milestone: bool
    critical: bool
    label: str
    label_x: float
    label_left: bool
    start: date
    finish: date


@dataclass(frozen=True, slots=True)
class Arrow:
    """A dependency as a line with right angles: points from the one waited for to the one that waits."""

    before: str
    after: str
    points: tuple[tuple[float, float], ...]
    critical: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Everything to draw, in px from the left upper corner.

    first, last   the days shown.        head      height of bands and scale above the first row.
    today_x, target_x  the middle of today, the end of the target day; None if outside.
    note          what a reader must know (unpublished holidays); "" if nothing.
    """

    width: float
    height: float
    head: float
    first: date
    last: date
    px_per_day: float
    zoom: Zoom
    ticks: Sequence[Tick]
    shades: Sequence[Shade]
    bands: Sequence[Band]
    lanes: Sequence[Lane]
    bars: Sequence[Bar]
    arrows: Sequence[Arrow]
    today_x: float | None
    target_x: float | None
    note: str

    def x_of(self, day: date) -> float:
        """Where a day begins."""
        return (day - self.first).days * self.px_per_day

    def day_at(self, x: float) -> date:
        """The day at a place, inside the chart; what a dragged bar asks for."""
        days = int(x // self.px_per_day)
        return self.first + timedelta(days=max(0, min(days, (self.last - self.first).days)))
