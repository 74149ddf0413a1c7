"""Rules of ``wenming-criteria/1`` between JSON and :mod:`wenming.criteria.rules.rule_kinds`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import cast

from wenming.criteria.formats.fields import Fields, brief
from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.numbers import is_decimal
from wenming.criteria.rules.words import STEPS
from wenming.kernel.words import _

MAX_NESTED_RULES = 4
"""``sampled`` inside ``sampled``: villages, households, rooms; no real table goes further."""

MAX_PLACES = 10_000
MAX_NESTED_PLACES = 100
MAX_CONDITIONS = 1_000
_ORDINAL = re.compile(r"0|[1-9][0-9]{0,3}")


def read_value(fields: Fields, name: str, raw: object, *, negative: bool = True) -> kinds.Value:
    """Points (``"1.5"``) or a share of the line's points (``"66%"``)."""
    if isinstance(raw, str) and raw.endswith("%") and is_decimal(raw[:-1]):
        return kinds.Value(fields.as_decimal(name, raw[:-1], negative=negative), share=True)
    if not is_decimal(raw):
        fields.refuse(
            _('%(field)s 应是分值（如 "1.5"）或占本项分值的比例（如 "66%%"），现在是 %(found)s。')
            % {"field": name, "found": brief(raw)},
            field=name,
        )
    return kinds.Value(fields.as_decimal(name, raw, negative=negative))


def read_grades(fields: Fields, name: str = "grades") -> dict[str, kinds.Value] | None:
    """``{"A": "100%", …}``; None where the document does not say."""
    table = fields.table(name)
    if table is None:
        return None
    if not table:
        fields.refuse(_("%(field)s 是空的，至少写一个档次。") % {"field": name}, field=name)
    return {grade: read_value(fields, f"{name}.{grade}", raw) for grade, raw in table.items()}


def read_rule(fields: Fields, raw: object, *, leaf: bool, set_grades: bool, depth: int = 0) -> kinds.Rule:
    """A rule object; ``leaf`` says on what kind of line it stands, ``set_grades`` whether the set has grades."""
    rule = fields.inner(raw, "rule" if depth == 0 else "each")
    kind = rule.take("kind")
    if kind is None:
        rule.refuse(_("缺少 kind，请写明计分规则，如 judged、deduct。"), field="kind")
    if not isinstance(kind, str) or kind not in _READERS:
        rule.refuse(
            _("不认识的计分规则 %(kind)s，可用的有：%(known)s。")
            % {"kind": brief(kind), "known": _("、").join(_READERS)},
            field="kind",
        )
    if leaf and kind in kinds.PARENT_KINDS:
        rule.refuse(
            _("规则 %(kind)s 用于含有下级指标的项目，本项没有下级，请换成 %(known)s 之一。")
            % {"kind": kind, "known": _("、").join(kinds.LEAF_KINDS)},
            field="kind",
        )
    if not leaf and kind in kinds.LEAF_KINDS:
        rule.refuse(
            _("规则 %(kind)s 只能用于没有下级的指标，含下级的项目请用 sum、mean 或 weighted。") % {"kind": kind},
            field="kind",
        )
    return _READERS[kind](rule, set_grades, depth)


def _judged(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    return kinds.Judged(extra=rule.rest())


def _graded(rule: Fields, set_grades: bool, _depth: int) -> kinds.Rule:
    grades = read_grades(rule)
    if grades is None and not set_grades:
        rule.refuse(_("没有写明档次：请在本项或整套标准的 grades 中写明各档计分。"), field="grades")
    return kinds.Graded(grades, rule.rest())


def _conditions(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    count = rule.whole("count", least=1)
    rule.need("count", count)
    assert count is not None
    if count > MAX_CONDITIONS:
        rule.refuse(_("count 不能超过 %(most)d。") % {"most": MAX_CONDITIONS}, field="count")
    met: dict[int, kinds.Value] = {}
    for number, raw in (rule.table("met") or {}).items():
        if not _ORDINAL.fullmatch(number) or int(number) > count:
            rule.refuse(
                _("met 的 %(number)s 应是 0 到 %(count)d 之间的条件个数。") % {"number": brief(number), "count": count},
                field="met",
            )
        met[int(number)] = read_value(rule, f"met.{number}", raw)
    cases = tuple(_case(rule.inner(raw, "cases"), count) for raw in rule.items("cases"))
    return kinds.Conditions(count, met, cases, _otherwise(rule), rule.rest())


def _case(case: Fields, count: int) -> kinds.Case:
    raw = case.take("when")
    case.need("when", raw)
    when = [case.as_whole("when", number, least=1) for number in case.items("when")]
    if len(set(when)) != len(when) or any(number > count for number in when):
        case.refuse(_("when 应是 1 到 %(count)d 之间、互不重复的条件序号。") % {"count": count}, field="when")
    return kinds.Case(frozenset(when), _required_value(case, "value"), case.rest())


def _bands(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    bands = []
    for raw in rule.items("bands"):
        band = rule.inner(raw, "bands")
        minimum = band.decimal("min", negative=True)
        band.need("min", minimum)
        assert minimum is not None
        bands.append(kinds.Band(minimum, _required_value(band, "value"), band.rest()))
    if not bands:
        rule.refuse(_("缺少分段 bands，至少写一段。"), field="bands")
    if len({band.minimum for band in bands}) != len(bands):
        rule.refuse(_("bands 里有两段的 min 相同，请只留一段。"), field="bands")
    return kinds.Bands(tuple(bands), _otherwise(rule), rule.rest())


def _deduct(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    triggers = []
    for raw in rule.items("per"):
        per = rule.inner(raw, "per")
        what = per.text("what")
        most = per.take("max")
        triggers.append(
            kinds.Trigger(
                what or "",
                _required_value(per, "points", negative=False),
                None if most is None else read_value(per, "max", most, negative=False),
                per.rest(),
            )
        )
    if not triggers:
        rule.refuse(_("缺少扣分情形 per，至少写一种。"), field="per")
    return kinds.Deduct(tuple(triggers), _floor(rule), rule.rest())


def _shortfall(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    target = rule.decimal("target", negative=True)
    rule.need("target", target)
    per = rule.decimal("per", zero=False)
    rule.need("per", per)
    points = _required_value(rule, "points", negative=False)
    step = rule.choice("step", STEPS)
    rule.need("step", step)
    assert target is not None and per is not None
    return kinds.Shortfall(target, per, points, cast(kinds.Step, step), _floor(rule), rule.rest())


def _ratio(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    required = rule.decimal("required", zero=False)
    rule.need("required", required)
    assert required is not None
    return kinds.Ratio(required, rule.rest())


def _sampled(rule: Fields, set_grades: bool, depth: int) -> kinds.Rule:
    if depth >= MAX_NESTED_RULES:
        rule.refuse(_("抽查套抽查最多 %(most)d 层，请减少层数。") % {"most": MAX_NESTED_RULES}, field="each")
    places = rule.whole("places", least=1)
    rule.need("places", places)
    assert places is not None
    most = MAX_NESTED_PLACES if depth else MAX_PLACES
    if places > most:
        rule.refuse(_("places 不能超过 %(most)d。") % {"most": most}, field="places")
    each = rule.take("each")
    rule.need("each", each)
    inner = read_rule(rule, each, leaf=True, set_grades=set_grades, depth=depth + 1)
    return kinds.Sampled(places, cast(kinds.LeafRule, inner), rule.rest())


def _awards(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    levels = rule.table("levels")
    if not levels:
        rule.refuse(_("缺少 levels，请写明各级别的计分。"), field="levels")
    values = {level: read_value(rule, f"levels.{level}", raw) for level, raw in levels.items()}
    return kinds.Awards(values, bool(rule.flag("highest_only")), rule.decimal("cap"), rule.rest())


def _sum(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    return kinds.Sum(rule.decimal("cap"), rule.rest())


def _mean(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    return kinds.Mean(rule.decimal("cap"), rule.rest())


def _weighted(rule: Fields, _grades: bool, _depth: int) -> kinds.Rule:
    table = rule.table("weights")
    if not table:
        rule.refuse(_("缺少 weights，请写明各下级指标的权重。"), field="weights")
    weights = {code: rule.as_decimal(f"weights.{code}", raw) for code, raw in table.items()}
    if not any(weights.values()):
        rule.refuse(_("weights 全为 0，请写明各下级指标的权重。"), field="weights")
    return kinds.Weighted(weights, rule.decimal("cap"), rule.rest())


def _required_value(fields: Fields, name: str, *, negative: bool = True) -> kinds.Value:
    raw = fields.take(name)
    fields.need(name, raw)
    return read_value(fields, name, raw, negative=negative)


def _otherwise(rule: Fields) -> kinds.Value:
    raw = rule.take("else")
    return kinds.NOTHING if raw is None else read_value(rule, "else", raw)


def _floor(rule: Fields) -> kinds.Value | None:
    """``"floor": null`` means no floor; an absent floor is 0."""
    raw = rule.take("floor")
    if raw is None:
        return None if rule.has("floor") else kinds.NOTHING
    return read_value(rule, "floor", raw)


_READERS: Mapping[str, Callable[[Fields, bool, int], kinds.Rule]] = {
    "judged": _judged,
    "graded": _graded,
    "conditions": _conditions,
    "bands": _bands,
    "deduct": _deduct,
    "shortfall": _shortfall,
    "ratio": _ratio,
    "sampled": _sampled,
    "awards": _awards,
    "sum": _sum,
    "mean": _mean,
    "weighted": _weighted,
}


def write_rule(rule: kinds.Rule) -> dict[str, object]:
    """The rule as the document writes it; reading it again gives an equal rule."""
    out: dict[str, object] = {"kind": rule.kind}
    match rule:
        case kinds.Graded(grades=grades):
            if grades is not None:
                out["grades"] = write_values(grades)
        case kinds.Conditions():
            out["count"] = rule.count
            out["met"] = {str(number): str(value) for number, value in rule.met.items()}
            out["cases"] = [
                {"when": sorted(case.when), "value": str(case.value)} | dict(case.extra) for case in rule.cases
            ]
            out["else"] = str(rule.otherwise)
        case kinds.Bands():
            out["bands"] = [
                {"min": _text(band.minimum), "value": str(band.value)} | dict(band.extra) for band in rule.bands
            ]
            out["else"] = str(rule.otherwise)
        case kinds.Deduct():
            out["per"] = [_write_trigger(trigger) for trigger in rule.per]
            out["floor"] = None if rule.floor is None else str(rule.floor)
        case kinds.Shortfall():
            out.update(target=_text(rule.target), per=_text(rule.per), points=str(rule.points), step=rule.step)
            out["floor"] = None if rule.floor is None else str(rule.floor)
        case kinds.Ratio():
            out["required"] = _text(rule.required)
        case kinds.Sampled():
            out.update(places=rule.places, each=write_rule(rule.each))
        case kinds.Awards():
            out.update(levels=write_values(rule.levels), highest_only=rule.highest_only)
            if rule.cap is not None:
                out["cap"] = _text(rule.cap)
        case kinds.Weighted():
            out["weights"] = {code: _text(weight) for code, weight in rule.weights.items()}
    if isinstance(rule, (kinds.Sum, kinds.Mean, kinds.Weighted)) and rule.cap is not None:
        out["cap"] = _text(rule.cap)
    return out | dict(rule.extra)


def write_values(values: Mapping[str, kinds.Value]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _write_trigger(trigger: kinds.Trigger) -> dict[str, object]:
    out: dict[str, object] = {"what": trigger.what, "points": str(trigger.points)}
    if trigger.maximum is not None:
        out["max"] = str(trigger.maximum)
    return out | dict(trigger.extra)


def _text(number: Decimal) -> str:
    return f"{number:f}"
