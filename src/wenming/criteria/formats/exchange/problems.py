"""What reading an edited export can say: places that are wrong, and things a person should know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

SHOWN = 3  # problems spelled out in the one sentence; all of them are in ``problems``


@dataclass(frozen=True)
class Place:
    """Where something stands: a sheet (or table) by name, a row counted from 1 as people count, a column by heading."""

    sheet: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        if self.row is None:
            return _("「%(sheet)s」") % {"sheet": self.sheet}
        if self.column is None:
            return _("「%(sheet)s」第 %(row)s 行") % {"sheet": self.sheet, "row": self.row}
        return _("「%(sheet)s」第 %(row)s 行「%(column)s」") % {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
        }


@dataclass(frozen=True)
class _Said:
    """A sentence about one place of the file."""

    place: Place | None
    message: str

    def __str__(self) -> str:
        if self.place is None:
            return self.message
        return _("%(place)s：%(message)s") % {"place": self.place, "message": self.message}


class Problem(_Said):
    """One thing that cannot be read: where it stands and what to write instead."""


class Note(_Said):
    """One thing that was read and that a person should look at (never an error)."""


class ExchangeRefused(Refusal):
    """An export that was edited into something that cannot be read; nothing of it is taken."""

    code = "exchange_refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = " ".join(str(problem) for problem in self.problems[:SHOWN])
        rest = len(self.problems) - SHOWN
        if rest > 0:
            shown += _("（另有 %(rest)s 处类似问题。）") % {"rest": rest}
        super().__init__(shown, problems=[str(problem) for problem in self.problems])


def refuse(message: str, place: Place | None = None) -> ExchangeRefused:
    """Return the refusal for a single problem."""
    return ExchangeRefused([Problem(place, message)])


class NotUnderstood(ValueError):
    """A cell whose words do not follow the notation; the message says what to write instead."""
