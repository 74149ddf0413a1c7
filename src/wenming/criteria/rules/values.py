"""A criteria document as plain frozen values: the tree of lines, the negative list, and what belongs to the set.

``None`` means that the document does not say; what then holds is a property (``Line.na_mode``, ``Document.sum_rule``)
or stands in the engine. ``extra`` keeps the fields we do not know, so that a document survives a round trip through us.
Dictionaries are never changed after construction. The rules stand in ``rule_kinds.py``, the vocabularies in ``words.py``.
Source: wenming-criteria/1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from wenming.criteria.rules.rule_kinds import Extra, Rule, Value

NaMode: TypeAlias = Literal["redistribute", "full", "zero", "mean_of_peers"]

MAX_DEPTH = 200
"""Lines may be nested this deep; real criteria have three to six levels."""


def _no_extra() -> dict[str, object]:
    return {}


@dataclass(frozen=True, slots=True)
class EvidenceDuty:
    """What papers a line asks for: a kind, how many, and what each must satisfy.

    minimum, maximum  count per line, or per record where ``per`` is "activity".
    max_bytes         size of one file.
    caption           the fields a caption must name.
    tolerance         per cent by which characters may be passed over; None: the set's usual 10 %.
    """

    kind: str
    minimum: int | None = None
    maximum: int | None = None
    per: str | None = None
    note: str | None = None
    max_bytes: int | None = None
    formats: tuple[str, ...] = ()
    caption: tuple[str, ...] = ()
    shows_unit_name: bool | None = None
    min_chars: int | None = None
    max_chars: int | None = None
    tolerance: Decimal | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class YearsWindow:
    """Papers of exactly these years."""

    years: tuple[int, ...]
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class YearsBackWindow:
    """Papers of the last ``years_back`` years, with or without the current one."""

    years_back: int
    includes_current: bool = False
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class MonthsBackWindow:
    """Papers of ``months_back`` months that end ``offset_months`` months ago."""

    months_back: int
    offset_months: int = 0
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class DatesWindow:
    """Papers from one day to another, both included; None is open."""

    start: date | None
    end: date | None
    extra: Extra = field(default_factory=_no_extra, hash=False)


Window: TypeAlias = YearsWindow | YearsBackWindow | MonthsBackWindow | DatesWindow


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the set: a leaf that is answered, or a parent with lines below.

    points   as printed; None where the print gives none (headings).
    methods  as printed; empty means those of the parent.
    bonus    holds for all lines below as well.
    rule     None: ``judged`` for a leaf, ``sum`` for a parent.
    scoring  how the print says that points are given (评分标准, 扣分办法); kept for people, counted by ``rule``.
    """

    code: str
    title: str = ""
    text: str | None = None
    points: Decimal | None = None
    methods: tuple[str, ...] = ()
    period: str | None = None
    bonus: bool = False
    rule: Rule | None = None
    scoring: str | None = None
    na: NaMode | None = None
    evidence: tuple[EvidenceDuty, ...] = ()
    window: Window | None = None
    lines: tuple[Line, ...] = ()
    extra: Extra = field(default_factory=_no_extra, hash=False)

    @property
    def is_leaf(self) -> bool:
        return not self.lines

    @property
    def na_mode(self) -> NaMode:
        return self.na or "redistribute"

    def walk(self) -> Iterator[Line]:
        """This line and all below it, in document order."""
        waiting = [self]
        while waiting:
            line = waiting.pop()
            yield line
            waiting.extend(reversed(line.lines))


@dataclass(frozen=True, slots=True)
class Lookback:
    """Which events count: of the last ``months``, ``since`` a day, or of the running ``term``; exactly one is given."""

    months: int | None = None
    since: date | None = None
    term: bool = False
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a negative item does: ``block``, ``warn``, ``rectify``, ``revoke`` once, ``deduct`` for every event.

    points, concealed_factor  of ``deduct``; the factor multiplies a concealed event's points (None: 1).
    months                    of ``rectify``: the time given.
    """

    kind: str
    points: Decimal | None = None
    concealed_factor: Decimal | None = None
    months: int | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class NegativeItem:
    """An event nobody wants: which ones count, how many it takes, and what follows.

    lookback   None: every event up to the day of the sheet counts.
    threshold  None: one event is enough.
    effect     None: the document does not say, and nothing follows.
    """

    code: str
    title: str = ""
    text: str | None = None
    lookback: Lookback | None = None
    threshold: int | None = None
    effect: Effect | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Years:
    """How the totals of several years make one.

    combine    "sum": Σ part × total; "mean": the mean.
    parts      {year: weight}; for "mean" it only names the years and may be empty.
    pass_mark  for the whole; None: the set's own.
    """

    combine: Literal["sum", "mean"]
    parts: Mapping[str, Decimal] = field(default_factory=dict, hash=False)
    pass_mark: Decimal | None = None
    extra: Extra = field(default_factory=_no_extra, hash=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole criteria set. ``code`` names it in commands and in the database."""

    code: str | None = None
    name: str | None = None
    level: str | None = None
    year: int | None = None
    issuer: str | None = None
    source: str | None = None
    base_total: Decimal | None = None
    bonus_cap: Decimal | None = None
    bonus_inside_total: bool = False
    pass_mark: Decimal | None = None
    grades: Mapping[str, Value] | None = field(default=None, hash=False)
    method_weights: Mapping[str, Decimal] | None = field(default=None, hash=False)
    years: Years | None = None
    lines: tuple[Line, ...] = ()
    negative: tuple[NegativeItem, ...] = ()
    extra: Extra = field(default_factory=_no_extra, hash=False)

    def walk(self) -> Iterator[Line]:
        """Every line once, in document order."""
        for line in self.lines:
            yield from line.walk()

    def leaves(self) -> Iterator[Line]:
        """The lines that are answered, in document order."""
        return (line for line in self.walk() if line.is_leaf)
