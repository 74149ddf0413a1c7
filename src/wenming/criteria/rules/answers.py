"""Answers to a criteria document as plain values. Source: wenming-answers/1.

One leaf's answer stays the object of the document (``{"occurrences": [1, 0]}``): its shape belongs to the leaf's rule,
which reads and refuses it when it is scored (``leaves.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from wenming.criteria.rules.rule_kinds import Extra

Answer: TypeAlias = Mapping[str, object]


def _none() -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True)
class Event:
    """Something of the negative list that happened on a day; ``concealed`` if it was kept back."""

    item: str
    date: date
    concealed: bool = False
    extra: Extra = field(default_factory=_none, hash=False)


@dataclass(frozen=True, slots=True)
class Term:
    """The running term, both days included; an open end is None."""

    start: date | None
    end: date | None
    extra: Extra = field(default_factory=_none, hash=False)


@dataclass(frozen=True, slots=True)
class Answers:
    """One round of answers.

    answers  {code of a leaf: its answer}; a missing or None answer is unanswered.
    as_of    the day the sheet speaks of; look-backs count from it.
    year     which year's answers these are, where the document combines years.
    peers    {code of a leaf: scores of comparable units}, for lines that take the mean of peers.
    """

    answers: Mapping[str, Answer | None] = field(default_factory=dict, hash=False)
    as_of: date | None = None
    year: int | None = None
    peers: Mapping[str, tuple[Decimal, ...]] = field(default_factory=dict, hash=False)
    events: tuple[Event, ...] = ()
    term: Term | None = None
    extra: Extra = field(default_factory=_none, hash=False)
