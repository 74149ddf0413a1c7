"""What a speech or notice asks for, as plain values: paragraphs in, a proposal out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

DueKind = Literal["date", "month_end", "period", "recurring", "none"]
MeasureKind = Literal["reward", "penalty", "veto"]
Unit = Literal["day", "week", "month", "quarter", "half_year", "year"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the source.

    number  counted from 1 over the paragraphs that hold words.
    text    the words exactly as the source has them.
    label   a number the word processor prints but no text holds ("一、"), else "".
    row     the row of a table of tasks this paragraph stands in: heading → words; else None.
    """

    number: int
    text: str
    label: str = ""
    row: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """A recurrence: every ``n`` units; ``day`` counts inside a week (Monday is 1) or a month."""

    unit: Unit
    n: int = 1
    day: int | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A time a text speaks of.

    start, end  where it stands in the paragraph.
    text        its words, as printed.
    due         the last day on which it may be done; None where the words do not say, or name a day that does not exist.
    since       the first day of a span.
    trouble     why a printed day could not be taken, in words; else "".
    """

    start: int
    end: int
    text: str
    kind: DueKind
    due: date | None = None
    since: date | None = None
    every: Every | None = None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A named stage; ``since`` and ``until`` where the text gives days."""

    name: str
    text: str
    since: date | None
    until: date | None
    paragraph: int


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation found in the text.

    text        an exact piece of the paragraph.
    owners      who does it; supporting, who helps; leaders, who answers for it, where the text says so beside departments.
    """

    action: str
    text: str
    paragraph: int
    owners: tuple[str, ...]
    supporting: tuple[str, ...]
    when: When | None
    deliverable: str | None
    deliver_to: str | None
    heading: str | None
    stage: str | None = None
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """A reward, a penalty or a veto the text announces."""

    kind: MeasureKind
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at; ``paragraph`` may be None for the whole text."""

    paragraph: int | None
    message: str


@dataclass(slots=True)
class Proposal:
    """All that was read; nothing of it is a fact before a person adopts it."""

    title: str | None = None
    speaker: str | None = None
    occasion: str | None = None
    dated: date | None = None
    stages: list[Stage] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    warnings: list[Doubt] = field(default_factory=list)
