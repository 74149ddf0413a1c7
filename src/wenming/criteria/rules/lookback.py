"""The negative list: which events count, and what follows from them.

An event counts if from < date ≤ as_of, with from = as_of − n months; if date ≥ ``since``; or if it lies in the running
term, both days included. Without a look-back every event up to as_of counts. Decisions where the contract leaves room:

- as_of − n months keeps the day of the month, or takes the last day of a shorter month (31 March − 1 month is
  28 February, so an event of 28 February does not count and one of 1 March does).
- ``since`` and ``term`` are bounded by what they say and nothing else.
- No as_of: an item of ``months`` with events is refused, as there is nothing to count back from; an item without
  look-back counts every event. ``term`` without a term in the answers is refused in the same way.
- ``points`` of a taken effect is what the item takes off altogether.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wenming.criteria.rules.answers import Answers, Event
from wenming.criteria.rules.errors import BadAnswers
from wenming.criteria.rules.values import Effect, NegativeItem
from wenming.kernel.words import _


@dataclass(frozen=True, slots=True)
class EffectTaken:
    """A negative item that takes effect.

    points  taken off by ``deduct``, over all counted events; None otherwise.
    months  given by ``rectify``; None otherwise.
    events  how many events were counted.
    year    whose answers it comes from, in a sheet over several years; None otherwise.
    """

    item: str
    kind: str
    points: Fraction | None
    months: int | None
    events: int
    year: int | None = None


def months_before(day: date, months: int) -> date:
    """The same day of the month ``months`` earlier, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def effects_of(items: Sequence[NegativeItem], answers: Answers) -> list[EffectTaken]:
    """The effects of the negative list under these answers, in the order of the list."""
    if not answers.events:
        return []
    by_item: dict[str, list[Event]] = {item.code: [] for item in items}
    for event in answers.events:
        if event.item not in by_item:
            raise BadAnswers(
                _("负面事件写的 %(code)s 不在负面清单里，请改为清单中的编号。") % {"code": event.item}, line=event.item
            )
        by_item[event.item].append(event)
    taken = []
    for item in items:
        counted = _counted(item, by_item[item.code], answers)
        if item.effect is not None and counted and len(counted) >= (item.threshold or 1):
            taken.append(_take(item.code, item.effect, counted))
    return taken


def _counted(item: NegativeItem, events: list[Event], answers: Answers) -> list[Event]:
    lookback, as_of = item.lookback, answers.as_of
    if not events:
        return []
    if lookback is None:
        return [event for event in events if as_of is None or event.date <= as_of]
    if lookback.since is not None:
        return [event for event in events if event.date >= lookback.since]
    if lookback.months is not None:
        if as_of is None:
            raise BadAnswers(
                _("负面清单 %(code)s 按月追溯，答卷缺少 as_of（截止日期），请补上。") % {"code": item.code},
                line=item.code,
            )
        start = months_before(as_of, lookback.months)
        return [event for event in events if start < event.date <= as_of]
    term = answers.term
    if term is None:
        raise BadAnswers(
            _("负面清单 %(code)s 按届期追溯，答卷缺少 term（届期起止），请补上。") % {"code": item.code}, line=item.code
        )
    return [event for event in events if (term.start or date.min) <= event.date <= (term.end or date.max)]


def _take(code: str, effect: Effect, counted: list[Event]) -> EffectTaken:
    points = None
    if effect.kind == "deduct":
        factor = Fraction(1 if effect.concealed_factor is None else effect.concealed_factor)
        times = sum((factor if event.concealed else Fraction(1) for event in counted), Fraction(0))
        points = Fraction(effect.points or 0) * times
    months = effect.months if effect.kind == "rectify" else None
    return EffectTaken(code, effect.kind, points, months, len(counted))
