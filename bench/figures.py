"""A measured figure beside its bar, and the table that shows them.

``clock`` is what a person waits; ``processor`` is what the work itself took of this process. On a machine that others use as
well, the clock grows with them and the processor hardly: where only the clock misses the bar, the table says "busy".
"""

from __future__ import annotations

import statistics
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

YES, BUSY, NO, FREE = "yes", "busy", "NO", "–"


@dataclass(frozen=True)
class Figure:
    """One line of the report.

    work       what was done.           unit  of clock, processor and bar: ms, s, queries, ×, /s, MB.
    bar        None where the design sets none.    at_least  the bar is a floor, not a ceiling.
    processor  the same in processor time, where that says anything.
    """

    work: str
    clock: float
    unit: str
    bar: float | None = None
    at_least: bool = False
    processor: float | None = None
    note: str = ""

    def keeps(self, value: float | None) -> bool:
        if value is None or self.bar is None:
            return False
        return value >= self.bar if self.at_least else value <= self.bar

    @property
    def met(self) -> str:
        if self.bar is None:
            return FREE
        if self.keeps(self.clock):
            return YES
        return BUSY if self.keeps(self.processor) else NO

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"met": self.met}


@dataclass(frozen=True)
class Spent:
    """What repeating a piece of work took, each time, in milliseconds."""

    clock: list[float]
    processor: list[float]

    def median(self) -> tuple[float, float]:
        return statistics.median(self.clock), statistics.median(self.processor)

    def p95(self) -> tuple[float, float]:
        return p95(self.clock), p95(self.processor)


def p95(values: list[float]) -> float:
    """The value that nineteen of twenty stay below."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def timed(work: Callable[[int], Any], times: int, *, warm: int = 2) -> Spent:
    """Do ``work(n)`` for n = 0 … times-1, after ``warm`` rounds that do not count."""
    for n in range(warm):
        work(n)
    clock, processor = [], []
    for n in range(times):
        began, busy = time.perf_counter(), time.process_time()
        work(n)
        clock.append((time.perf_counter() - began) * 1000)
        processor.append((time.process_time() - busy) * 1000)
    return Spent(clock, processor)


def table(figures: Iterable[Figure]) -> str:
    """work · figure measured · bar · met?"""
    rows = [("work", "clock", "processor", "bar", "met?", "")]
    rows += [
        (
            one.work,
            said(one.clock, one.unit),
            said(one.processor, one.unit) if one.processor is not None else "",
            f"{'≥' if one.at_least else '≤'} {said(one.bar, one.unit)}" if one.bar is not None else "",
            one.met,
            one.note,
        )
        for one in figures
    ]
    widths = [max(width(row[n]) for row in rows) for n in range(5)]
    lines = []
    for number, row in enumerate(rows):
        cells = [row[0] + " " * (widths[0] - width(row[0]))]
        cells += [" " * (widths[n] - width(row[n])) + row[n] for n in range(1, 5)]
        lines.append("  ".join([*cells, row[5]]).rstrip())
        if number == 0:
            lines.append("-" * (sum(widths) + 8))
    return "\n".join(lines)


def width(text: str) -> int:
    """Columns a text takes on a terminal: a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def said(value: float, unit: str) -> str:
    """A figure with as many places as it deserves, and its unit."""
    places = 0 if unit == "queries" or value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{places}f} {unit}"
