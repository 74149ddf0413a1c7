"""Geometry of the small instruments drawn on the server: the score dial, the beads. Numbers in, coordinates out."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

CENTRE_X, CENTRE_Y = 125.0, 104.0
INNER, OUTER, LONG_INNER, LONG_OUTER = 84.0, 96.0, 80.0, 98.0
START, SWEEP = 135.0, 270.0  # degrees, clockwise from three o'clock; the dial opens at the foot

BEADS = {  # state → (class of the square, mark drawn on it, word for the key)
    "full": ("bd bd-full", "", _("齐全")),
    "part": ("bd bd-none", "half", _("部分")),
    "none": ("bd bd-none", "", _("未收集")),
    "late": ("bd bd-late", "late", _("逾期")),
    "skip": ("bd bd-skip", "skip", _("不适用")),
}
BEAD_STEP, BEAD_STEP_WIDE = 18, 27  # wide up to twelve, as in a printed grid


@dataclass(frozen=True)
class Bead:
    x: int
    y: int
    square: str
    mark: str


def _at(radius: float, angle: float) -> tuple[str, str]:
    turn = math.radians(angle)
    return f"{CENTRE_X + radius * math.cos(turn):.1f}", f"{CENTRE_Y + radius * math.sin(turn):.1f}"


def ticks(score: Decimal, could: Decimal, total: Decimal) -> dict[str, str]:
    """The dial's ticks as three path strings: ``have``, ``could``, ``rest``.

    One tick a point up to 100 points, every tenth of them long. A point that is only begun is not "have": the ticks can
    be counted against the figure and never flatter it.
    """
    steps = int(min(max(total, Decimal(1)), Decimal(100)))
    worth = total / steps if total > 0 else Decimal(1)
    drawn: dict[str, list[str]] = {"have": [], "could": [], "rest": []}
    for step in range(steps + 1):
        angle = START + SWEEP * step / steps
        reached = worth * step
        kind = "have" if reached <= score else "could" if reached <= could else "rest"
        inner, outer = (LONG_INNER, LONG_OUTER) if step % 10 == 0 or step == steps else (INNER, OUTER)
        (x1, y1), (x2, y2) = _at(inner, angle), _at(outer, angle)
        drawn[kind].append(f"M{x1} {y1}L{x2} {y2}")
    return {kind: "".join(lines) for kind, lines in drawn.items()}


def goal_mark(goal: Decimal, total: Decimal) -> dict[str, str] | None:
    """Where the triangle of the goal stands, and its figure; None when there is no goal inside the dial."""
    if total <= 0 or not 0 <= goal <= total:
        return None
    angle = START + SWEEP * float(goal / total)
    (x, y), (tx, ty) = _at(107.5, angle), _at(116.0, angle)
    side = math.cos(math.radians(angle))
    anchor = "start" if side > 0.3 else "end" if side < -0.3 else "middle"
    return {"x": x, "y": y, "turn": f"{angle + 90:.1f}", "tx": tx, "ty": f"{float(ty) + 4:.1f}", "anchor": anchor}


def beads(states: Iterable[str], per_row: int = 24) -> tuple[list[Bead], int, int]:
    """The beads of a row of lines, wrapped after ``per_row``, with the width and height of the drawing."""
    drawn = list(states)
    step = BEAD_STEP_WIDE if len(drawn) <= 12 else BEAD_STEP
    placed = []
    for index, state in enumerate(drawn):
        square, mark, _word = BEADS.get(state, BEADS["none"])
        placed.append(Bead(index % per_row * step, index // per_row * BEAD_STEP, square, mark))
    columns, rows = min(len(placed), per_row), -(-len(placed) // per_row)
    return placed, max(columns * step - (step - 14), 1), max(rows * BEAD_STEP - 4, 1)
