"""Put the tasks of a lane on as few rows as their bars and words allow; everything in mm, type in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wenming.kernel.words import _
from wenming.programmes.formats.gantt import GanttTask, State, state_of
from wenming.programmes.rules.workdays import Workdays

POINT = 0.3528  # mm
_APART = 3.0  # mm kept free between two tasks on one row
LONGEST = 30  # characters of a title


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to mm: ``first`` begins at 0, ``width`` is the last one's end."""

    first: date
    px: float
    width: float

    def start(self, day: date) -> float:
        return (day - self.first).days * self.px

    def end(self, day: date) -> float:
        return ((day - self.first).days + 1) * self.px


@dataclass(frozen=True, slots=True)
class Placed:
    """One task on its row. ``label_x`` is where its words begin; ``done`` and ``slack`` are widths from the bar's ends."""

    row: int
    x: float
    width: float
    done: float
    slack: float
    label_x: float
    title: str
    meta: str
    state: State
    milestone: bool
    critical: bool

    def as_data(self) -> dict[str, object]:
        return {
            "row": self.row, "x": self.x, "width": self.width, "done": self.done, "slack": self.slack, "lx": self.label_x,
            "title": self.title, "meta": self.meta, "state": str(self.state), "milestone": self.milestone,
            "critical": self.critical,
        }  # fmt: skip


def clipped(text: str, most: int) -> str:
    """At most ``most`` characters, the last an ellipsis where some are left out."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def width_of(text: str, points: float) -> float:
    """How wide a text is, roughly."""
    return sum(1.0 if ord(sign) > 0x2E80 else 0.56 for sign in text) * points * POINT


def pack(tasks: Sequence[GanttTask], scale: Scale, points: float, today: date, workdays: Workdays) -> list[Placed]:
    """Place tasks in the order of their beginning, each on the first row with room for its bar and its words."""
    ends: list[float] = []
    placed = []
    for task in sorted(tasks, key=lambda task: (task.start, task.finish, task.id)):
        state = state_of(task, today)
        title = clipped(task.title, LONGEST)
        meta = _meta(task, state, today, workdays)
        x, width = scale.start(task.start), max(scale.end(task.finish) - scale.start(task.start), 1.2)
        if task.milestone:
            width = 3.6
            x = min(max(0.0, scale.end(task.finish) - scale.px / 2 - width / 2), scale.width - width)
        words = width_of(title, points) + width_of(meta, points * 0.86) + points * POINT * 2.2
        label_x = max(0.0, min(x, scale.width - words))
        slack = 0.0
        if task.late_finish and state is not State.DONE and not task.milestone:
            slack = max(0.0, scale.end(task.late_finish) - x - width)
        left, right = min(x, label_x), max(x + width + slack, label_x + words) + _APART
        row = next((n for n, end in enumerate(ends) if end <= left), len(ends))
        if row == len(ends):
            ends.append(right)
        else:
            ends[row] = right
        share = 100 if state is State.DONE else max(0, min(100, task.progress))
        placed.append(
            Placed(
                row, x, width, 0.0 if task.milestone else width * share / 100, slack, label_x, title, meta, state,
                task.milestone, task.critical and state is not State.DONE,
            )
        )  # fmt: skip
    return placed


def _meta(task: GanttTask, state: State, today: date, workdays: Workdays) -> str:
    """Who, and when or how late."""
    if state is State.LATE:
        days = workdays.rank(today) - workdays.rank(task.finish)
        when = _("逾期 %(days)s 个工作日") % {"days": days}
    elif state is State.DONE and task.finished_on:
        when = _("%(m)s月%(d)s日完成") % {"m": task.finished_on.month, "d": task.finished_on.day}
    else:
        when = _("%(m)s月%(d)s日") % {"m": task.finish.month, "d": task.finish.day}
    return " ".join(part for part in (clipped(task.person, 12), when) if part)
