"""What a schedule is made of and what it answers, as plain values. Durations and lags are working days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from wenming.programmes.rules.workdays import unpublished_note


class Link(StrEnum):
    """How a task hangs on another: on its end, or on its beginning."""

    FINISH_START = "finish_start"
    START_START = "start_start"


class Placing(StrEnum):
    """Where tasks without a planned start stand: as late as the target allows (倒排), or as early as they can."""

    LATEST = "latest"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class Dependency:
    """This task waits for the task ``on``; ``lag`` working days lie between (negative: they may overlap)."""

    on: str
    kind: Link = Link.FINISH_START
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One piece of work.

    duration       working days; 0 is a milestone, which falls on the day what it waits for is finished.
    stage          the window it belongs to; "" for none.
    not_before, not_after  the first day it may begin, the last day it may end.
    started_on, finished_on  what really happened; a finished task never moves.
    remaining      working days still needed by a started task; None: its duration from the day it began.
    planned_start  the day people chose (by hand or by dragging); None: the schedule chooses.
    """

    id: str
    title: str
    duration: int
    depends: tuple[Dependency, ...] = ()
    stage: str = ""
    not_before: date | None = None
    not_after: date | None = None
    started_on: date | None = None
    finished_on: date | None = None
    remaining: int | None = None
    planned_start: date | None = None

    @property
    def open(self) -> bool:
        return self.finished_on is None


@dataclass(frozen=True, slots=True)
class Window:
    """A stage as a window: its tasks begin on ``start`` or later and end on ``end`` or before."""

    id: str
    title: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be scheduled.

    target  the day everything must be finished.
    start   the day counted from, usually today: nothing unfinished can happen before it.
    """

    target: date
    start: date
    tasks: tuple[Task, ...]
    windows: tuple[Window, ...] = ()
    placing: Placing = Placing.LATEST


@dataclass(frozen=True, slots=True)
class Dated:
    """Where a task stands.

    start, finish  the plan: what people chose, else where the schedule places it; what happened, once it is finished.
    early_*        the soonest possible, counted forward from the plan's start.
    late_*         the latest that still keeps the target, counted back from it (倒排).
    slack          working days between soonest and latest finish; below 0 it no longer fits. Finished tasks: 0.
    critical       a day lost here is a day lost at the target or a fixed date.
    """

    id: str
    start: date
    finish: date
    early_start: date
    early_finish: date
    late_start: date
    late_finish: date
    slack: int
    critical: bool
    done: bool


class Bound(StrEnum):
    """What a date breaks, or what holds a chain."""

    TARGET = "target"
    NOT_AFTER = "not_after"
    STAGE_END = "stage_end"
    NOT_BEFORE = "not_before"
    STAGE_START = "stage_start"
    START = "start"
    DEPENDENCY = "dependency"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A chain that cannot be done in time, even if every task begins as soon as it can.

    chain    tasks from the first to the one that breaks the bound, each waiting for the one before.
    held_by  why the first cannot begin sooner: START, NOT_BEFORE or STAGE_START.
    bound    TARGET, NOT_AFTER or STAGE_END; ``limit`` is its day, ``reached`` the soonest the chain ends.
    missing  working days that are lacking.
    """

    chain: tuple[str, ...]
    held_by: Bound
    bound: Bound
    limit: date
    reached: date
    missing: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A planned date that breaks a rule, by ``days`` working days. ``other`` is the task waited for, or the stage."""

    bound: Bound
    task: str
    other: str
    days: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """The answer.

    tasks            every task by its id, in the plan's order.
    critical_path    the tightest chain, first to last.
    slack            working days left on it; negative if the target cannot be kept. None without an open task.
    misfits          chains that no longer fit, worst first.
    conflicts        planned dates that break a rule, in the plan's order.
    counted_back_to  the last working day on or before the target.
    days_left        working days from the start to the target, both included.
    unpublished      years that were counted Monday to Friday, as their holidays are not known.
    """

    target: date
    tasks: Mapping[str, Dated]
    critical_path: tuple[str, ...]
    slack: int | None
    misfits: tuple[Misfit, ...]
    conflicts: tuple[Conflict, ...]
    counted_back_to: date
    days_left: int
    unpublished: tuple[int, ...] = field(default=())

    @property
    def fits(self) -> bool:
        return not self.misfits

    @property
    def note(self) -> str:
        """What a reader must know about unpublished years; empty if nothing."""
        return unpublished_note(self.unpublished)
