"""What a comparison of two sets holds, shaped for a page that shows both side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal, TypeAlias

from wenming.criteria.rules.comparison.texts import Segment, segments
from wenming.criteria.rules.values import Line, NegativeItem
from wenming.kernel.words import _

Status: TypeAlias = Literal["same", "added", "removed", "changed"]
TEXTS = frozenset({"title", "text", "scoring", "name", "issuer", "source"})


@dataclass(frozen=True)
class FieldChange:
    """One field with another value. ``old`` and ``new`` are the values as the document holds them; None is not said."""

    field: str
    old: object
    new: object

    @property
    def is_text(self) -> bool:
        return self.field in TEXTS

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The words that stayed, went and came; empty for a field that is no text. Found when first asked for."""
        if not self.is_text:
            return ()
        return segments(str(self.old or ""), str(self.new or ""))


@dataclass(frozen=True)
class Placed:
    """A line where it stands: the codes of the lines above it, outermost first, and its number in document order."""

    line: Line
    above: tuple[str, ...]
    order: int

    @property
    def parent(self) -> str | None:
        return self.above[-1] if self.above else None


@dataclass(frozen=True)
class LineRow:
    """One line in the comparison: on the old side, on the new, or on both.

    moved       it stands under another parent, or in another order among its siblings.
    renumbered  its code is another.
    fields      what else is different; code and lines below are not among them.
    """

    old: Placed | None
    new: Placed | None
    moved: bool = False
    fields: tuple[FieldChange, ...] = ()

    @property
    def renumbered(self) -> bool:
        return self.old is not None and self.new is not None and self.old.line.code != self.new.line.code

    @property
    def status(self) -> Status:
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "changed" if self.moved or self.renumbered or self.fields else "same"

    @property
    def here(self) -> Placed:
        """The line on the side where it is, the new one if on both."""
        placed = self.new or self.old
        assert placed is not None
        return placed


@dataclass(frozen=True)
class ItemRow:
    """One negative item in the comparison."""

    old: NegativeItem | None
    new: NegativeItem | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def renumbered(self) -> bool:
        return self.old is not None and self.new is not None and self.old.code != self.new.code

    @property
    def status(self) -> Status:
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "changed" if self.renumbered or self.fields else "same"


@dataclass(frozen=True)
class Summary:
    """The comparison in figures. Points are those of the leaves; None where no leaf has any."""

    added: int
    removed: int
    moved: int
    renumbered: int
    changed: int
    same: int
    negative: int
    settings: int
    old_total: Decimal | None
    new_total: Decimal | None
    old_points: Decimal | None
    new_points: Decimal | None
    old_bonus: Decimal | None
    new_bonus: Decimal | None

    @property
    def nothing(self) -> bool:
        """Whether both are the same set."""
        counted = (self.added, self.removed, self.moved, self.renumbered, self.changed, self.negative, self.settings)
        return not any(counted)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The summary in words, one fact each."""
        if self.nothing:
            return (_("两版内容相同。"),)
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[str]:
        for words, count in (
            (_("增加 %(n)d 条"), self.added),
            (_("删去 %(n)d 条"), self.removed),
            (_("内容有改动 %(n)d 条"), self.changed),
            (_("移动位置 %(n)d 条"), self.moved),
            (_("改编号 %(n)d 条"), self.renumbered),
            (_("负面清单有改动 %(n)d 项"), self.negative),
            (_("总则有改动 %(n)d 处"), self.settings),
        ):
            if count:
                yield words % {"n": count}
        for words, old, new in (
            (_("基础分 %(old)s → %(new)s"), self.old_total, self.new_total),
            (_("末级分值合计 %(old)s → %(new)s"), self.old_points, self.new_points),
            (_("加分项合计 %(old)s → %(new)s"), self.old_bonus, self.new_bonus),
        ):
            if old != new:
                yield words % {"old": _figure(old), "new": _figure(new)}


def _figure(number: Decimal | None) -> str:
    if number is None:
        return _("未规定")
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(frozen=True)
class Comparison:
    """Two sets side by side.

    rows      every line once, in the order of the new set; removed lines stand after what they stood after.
    negative  the same for the negative list.
    settings  what is different in the set as a whole.
    """

    rows: tuple[LineRow, ...]
    negative: tuple[ItemRow, ...]
    settings: tuple[FieldChange, ...]
    summary: Summary

    @property
    def added(self) -> tuple[LineRow, ...]:
        return tuple(row for row in self.rows if row.old is None)

    @property
    def removed(self) -> tuple[LineRow, ...]:
        return tuple(row for row in self.rows if row.new is None)

    @property
    def moved(self) -> tuple[LineRow, ...]:
        return tuple(row for row in self.rows if row.moved)

    @property
    def renumbered(self) -> tuple[LineRow, ...]:
        return tuple(row for row in self.rows if row.renumbered)

    @property
    def changed(self) -> tuple[LineRow, ...]:
        """Lines with another value in some field."""
        return tuple(row for row in self.rows if row.fields)
