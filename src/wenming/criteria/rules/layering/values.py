"""A layer as plain frozen values: changed fields, lines added, dropped and moved, and the same for the negative list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from wenming.kernel.errors import Refusal

Plain: TypeAlias = dict[str, Any]


class BadLayer(Refusal):
    """A layer that cannot be understood, or does not fit the set it is laid on. ``details["code"]`` is the line or None."""

    code = "criteria.bad_layer"


@dataclass(frozen=True, slots=True)
class Change:
    """Other values for fields of one line.

    fields  {field: value}; unset  fields taken away altogether.
    why     the reason, for people.
    """

    code: str
    fields: Mapping[str, Any] = field(default_factory=dict, hash=False)
    unset: tuple[str, ...] = ()
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """A new line, with all that is new below it, under ``under`` (None: top) right after ``after`` (None: first)."""

    line: Mapping[str, Any] = field(hash=False)
    under: str | None = None
    after: str | None = None
    why: str | None = None

    @property
    def code(self) -> str:
        return str(self.line["code"])


@dataclass(frozen=True, slots=True)
class Drop:
    """A line taken away, with all that still stands below it."""

    code: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A line, with all below it, to another place."""

    code: str
    under: str | None = None
    after: str | None = None
    why: str | None = None


Operation: TypeAlias = Change | Add | Drop | Move


@dataclass(frozen=True, slots=True)
class Layer:
    """What one set changes on another.

    base_code, base_digest  the set it was made on; the digest is that of its canonical JSON, None if not recorded.
    settings, unset         fields of the set as a whole (name, code, totals, weights …).
    operations, negative    in the order in which they are applied; negative items are lines without a tree.
    """

    base_code: str | None = None
    base_digest: str | None = None
    why: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict, hash=False)
    unset: tuple[str, ...] = ()
    operations: tuple[Operation, ...] = ()
    negative: tuple[Operation, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return not (self.settings or self.unset or self.operations or self.negative)
