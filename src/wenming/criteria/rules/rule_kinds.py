"""The rules a line may carry, as plain frozen values: what ``wenming-criteria/1`` can say about a score.

Every rule has ``kind`` (its name in the document) and ``extra`` (fields of the document we do not know; they are kept
on a round trip and play no part in the score). Leaf rules turn one answer into points; parent rules turn the scores of
the lines below into one. What they compute stands in ``leaves.py`` and ``engine.py``, what they say in ``reasons.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, TypeAlias

Step: TypeAlias = Literal["whole", "started", "linear"]
Extra: TypeAlias = Mapping[str, object]


def _no_extra() -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True)
class Value:
    """Points (``"1.5"``) or, with ``share``, that many per cent of the line's points (``"66%"``)."""

    number: Decimal
    share: bool = False

    def of(self, points: Decimal | None) -> Fraction:
        """What it comes to on a line worth ``points``; a share of a line without points is nothing."""
        if not self.share:
            return Fraction(self.number)
        return Fraction(self.number) * Fraction(points or 0) / 100

    def __str__(self) -> str:
        return f"{self.number:f}%" if self.share else f"{self.number:f}"


NOTHING = Value(Decimal(0))


@dataclass(frozen=True, slots=True)
class Judged:
    """A person gives the score, between nothing and the line's points."""

    kind: ClassVar[str] = "judged"
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade gives the score. ``grades`` None means the grades of the set; a line's own replace them altogether."""

    kind: ClassVar[str] = "graded"
    grades: Mapping[str, Value] | None = field(default=None, hash=False)
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Case:
    """The value when exactly the conditions ``when`` are met (numbered from 1)."""

    when: frozenset[int]
    value: Value
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions met: an exact case first, else the step of ``met`` reached by their number, else ``otherwise``.

    count   how many conditions there are, numbered from 1.
    met     {number met: value}.
    """

    kind: ClassVar[str] = "conditions"
    count: int
    met: Mapping[int, Value] = field(default_factory=dict, hash=False)
    cases: tuple[Case, ...] = ()
    otherwise: Value = NOTHING
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Band:
    """The value of every figure from ``minimum`` upwards, until the next band."""

    minimum: Decimal
    value: Value
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Bands:
    """A figure gives the value of the band it reaches, else ``otherwise``."""

    kind: ClassVar[str] = "bands"
    bands: tuple[Band, ...]
    otherwise: Value = NOTHING
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Trigger:
    """What costs points each time it happens; together at most ``maximum``."""

    what: str
    points: Value
    maximum: Value | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Deduct:
    """Points off per occurrence, not below ``floor`` (None: no floor)."""

    kind: ClassVar[str] = "deduct"
    per: tuple[Trigger, ...]
    floor: Value | None = NOTHING
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Points off for every step of ``per`` that a figure lies below ``target``; steps whole, started or linear."""

    kind: ClassVar[str] = "shortfall"
    target: Decimal
    per: Decimal
    points: Value
    step: Step
    floor: Value | None = NOTHING
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Ratio:
    """The line's points in the proportion of what was seen to what is required, never more than all of them."""

    kind: ClassVar[str] = "ratio"
    required: Decimal
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Sampled:
    """Several places, each scored by the rule ``each``; their mean. A place left out does not count."""

    kind: ClassVar[str] = "sampled"
    places: int
    each: LeafRule
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Awards:
    """Points per award by its level; with ``highest_only`` the best for each thing; not above ``cap``.

    cap  None means the line's points, if it has any.
    """

    kind: ClassVar[str] = "awards"
    levels: Mapping[str, Value] = field(hash=False)
    highest_only: bool = False
    cap: Decimal | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Sum:
    """A parent's score is the sum of its lines, at most ``cap``."""

    kind: ClassVar[str] = "sum"
    cap: Decimal | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Mean:
    """A parent's score is the mean of its lines that apply, at most ``cap``."""

    kind: ClassVar[str] = "mean"
    cap: Decimal | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Weighted:
    """A parent's score is Σ weight × line ÷ Σ weight over its lines that apply, at most ``cap``.

    weights  {code of a line directly below: weight}; a line that is not named weighs nothing.
    """

    kind: ClassVar[str] = "weighted"
    weights: Mapping[str, Decimal] = field(hash=False)
    cap: Decimal | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


LeafRule: TypeAlias = Judged | Graded | Conditions | Bands | Deduct | Shortfall | Ratio | Sampled | Awards
ParentRule: TypeAlias = Sum | Mean | Weighted
Rule: TypeAlias = LeafRule | ParentRule

LEAF_KINDS = ("judged", "graded", "conditions", "bands", "deduct", "shortfall", "ratio", "sampled", "awards")
PARENT_KINDS = ("sum", "mean", "weighted")
