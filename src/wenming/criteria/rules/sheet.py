"""The score sheet, ``wenming-score/1``, as values and as the document.

The whole figures are exact (Fraction, in points). The lines are made on demand: a forecast that only wants the total
does not pay for a thousand sentences. Their texts are decimals without trailing zeros; what does not end has six places.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from wenming.criteria.rules.lookback import EffectTaken
from wenming.criteria.rules.numbers import plain

FORMAT = "wenming-score/1"


@dataclass(frozen=True, slots=True)
class LineScore:
    """One line of a sheet. ``na``: it is out (does not apply, and its points went to the others)."""

    code: str
    score: str
    possible: str
    na: bool
    unanswered: bool
    why: str


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a person should look at; it changes nothing in the figures. ``line`` may be None."""

    line: str | None
    message: str


@dataclass(frozen=True, slots=True)
class MethodScore:
    """What the base lines that apply obtained under one method, and could."""

    obtained: Fraction
    possible: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class ScoreSheet:
    """The result of one round of answers, or of several years of them.

    base, bonus  what enters the total: after caps.
    passed       None without a pass mark.
    blocked      codes of negative items that block the application.
    years        {year: total} of a sheet over several years; ``total``, ``base``, ``bonus``, ``deductions`` and
                 ``possible`` are then combined, ``lines`` and ``by_method`` those of the last year, and ``sheets`` holds
                 each year's whole sheet.
    make_lines   the lines as documents, with (True) or without their sentences.
    """

    total: Fraction
    base: Fraction
    bonus: Fraction
    deductions: Fraction
    possible: Fraction
    passed: bool | None
    blocked: tuple[str, ...]
    effects: tuple[EffectTaken, ...]
    by_method: Mapping[str, MethodScore]
    make_lines: Callable[[bool], list[dict[str, object]]]
    warnings: tuple[Warned, ...] = ()
    years: Mapping[str, Fraction] | None = None
    sheets: Mapping[str, ScoreSheet] = field(default_factory=dict)

    @property
    def lines(self) -> list[LineScore]:
        """Every line once, in document order, with its sentence."""
        return [LineScore(**row) for row in self.make_lines(True)]  # type: ignore[arg-type]

    def line_documents(self, *, why: bool = True) -> list[dict[str, object]]:
        """The lines as the document writes them; without sentences ``why`` is empty."""
        return self.make_lines(why)

    def as_dict(self, *, why: bool = True) -> dict[str, object]:
        """The sheet as plain values ready for JSON."""
        out: dict[str, object] = {
            "format": FORMAT,
            "total": plain(self.total),
            "base": plain(self.base),
            "bonus": plain(self.bonus),
            "deductions": plain(self.deductions),
            "possible": plain(self.possible),
            "passed": self.passed,
            "blocked": list(self.blocked),
            "effects": [_effect(effect) for effect in self.effects],
            "by_method": {
                method: {"obtained": plain(score.obtained), "possible": plain(score.possible)}
                for method, score in self.by_method.items()
            },
            "lines": self.make_lines(why),
            "warnings": [{"line": warned.line, "message": warned.message} for warned in self.warnings],
        }
        if self.years is not None:
            out["years"] = {year: plain(total) for year, total in self.years.items()}
            out["sheets"] = {year: sheet.as_dict(why=why) for year, sheet in self.sheets.items()}
        return out


def _effect(effect: EffectTaken) -> dict[str, object]:
    out: dict[str, object] = {"item": effect.item, "kind": effect.kind}
    if effect.points is not None:
        out["points"] = plain(effect.points)
    if effect.months is not None:
        out["months"] = effect.months
    out["events"] = effect.events
    if effect.year is not None:
        out["year"] = effect.year
    return out
