"""Shares of a line's points ("66%"): a line without points has nothing to take a share of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.errors import BadDocument
from wenming.kernel.words import _


def refuse_shares_of_nothing(
    code: str, points: Decimal | None, rule: kinds.LeafRule, grades: Mapping[str, kinds.Value] | None
) -> None:
    """Refuse a leaf without points whose rule gives or takes a share of them, naming the line and the share.

    Raises  BadDocument. A draft may stand so until a person completes it; it can be neither scored nor put into use.
    """
    if points is not None:
        return
    share = next((value for value in _values(rule, grades) if value.share), None)
    if share is not None:
        raise BadDocument(
            _("指标 %(code)s 没有分值，“%(share)s”这样的比例无从计算，请写明本项分值，或把比例改为分数。")
            % {"code": code, "share": str(share)},
            line=code,
            field="points",
        )


def _values(rule: kinds.LeafRule, grades: Mapping[str, kinds.Value] | None) -> Iterator[kinds.Value]:
    match rule:
        case kinds.Graded():
            yield from (rule.grades or grades or {}).values()
        case kinds.Conditions():
            yield from rule.met.values()
            yield from (case.value for case in rule.cases)
            yield rule.otherwise
        case kinds.Bands():
            yield from (band.value for band in rule.bands)
            yield rule.otherwise
        case kinds.Deduct():
            for trigger in rule.per:
                yield trigger.points
                if trigger.maximum is not None:
                    yield trigger.maximum
            if rule.floor is not None:
                yield rule.floor
        case kinds.Shortfall():
            yield rule.points
            if rule.floor is not None:
                yield rule.floor
        case kinds.Awards():
            yield from rule.levels.values()
        case kinds.Sampled():
            yield from _values(rule.each, grades)
