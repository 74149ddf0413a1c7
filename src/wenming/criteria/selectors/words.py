"""What a document says, in the reader's words: how a line is counted, what it asks for, of which time, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wenming.criteria.formats.document import FORMAT, read_document
from wenming.criteria.rules.compiled import Compiled, leaf_rule, parent_rule
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.guide import describe, example
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.values import (
    DatesWindow,
    Document,
    EvidenceDuty,
    Line,
    MonthsBackWindow,
    NegativeItem,
    Window,
    Years,
    YearsBackWindow,
    YearsWindow,
)
from wenming.criteria.states import CaptionField, DutyKind, EffectKind, Method, NotApplicable, RuleKind

COUNTED_IN_SHEETS = {DutyKind.PHOTO}


def listed(words: Iterable[object]) -> str:
    """Words one after the other, parted as the reader's language parts them."""
    return _("、").join(str(word) for word in words)


def method_words(methods: Sequence[str]) -> str:
    """How a line is looked at, in words; "" where nothing is said of it."""
    return _method_words(tuple(methods), get_language() or "") if methods else ""


@lru_cache(maxsize=1024)
def _method_words(methods: tuple[str, ...], language: str) -> str:
    """Kept per language: a tree asks for the same few lists a thousand times."""
    return listed(Method(method).label for method in methods)


def rule_name(line: Line) -> str:
    """The name of the line's rule, its default included."""
    return str(RuleKind(line.rule.kind if line.rule else "judged" if line.is_leaf else "sum").label)


def counting_words(line: Line, document: Document) -> str:
    """How the line is counted, in one or two sentences."""
    return describe(leaf_rule(line) if line.is_leaf else parent_rule(line), line.points, document.grades)


def duty_words(duty: EvidenceDuty) -> str:
    """照片；每次活动至少 2 张；jpg、jpeg；每个不超过 2 MB."""
    return _duty_words(duty, get_language() or "")


@lru_cache(maxsize=4096)
def _duty_words(duty: EvidenceDuty, language: str) -> str:
    """Kept per language: a set asks for the same papers on most of its lines."""
    unit = _("张") if duty.kind in COUNTED_IN_SHEETS else _("件")
    kind = str(DutyKind(duty.kind).label)
    said = [_("：").join((kind, duty.note)) if duty.note else kind]
    count = _count_words(duty, unit)
    if count:
        said.append(count)
    if duty.min_chars is not None:
        said.append(_("不少于 %(n)s 字") % {"n": duty.min_chars})
    if duty.max_chars is not None:
        said.append(_("不超过 %(n)s 字") % {"n": duty.max_chars})
    if duty.tolerance is not None:
        said.append(_("字数可超出 %(n)s%%") % {"n": plain(duty.tolerance)})
    if duty.formats:
        said.append(listed(duty.formats))
    if duty.max_bytes is not None:
        said.append(_("每个不超过 %(size)s") % {"size": filesizeformat(duty.max_bytes)})
    if duty.caption:
        said.append(_("写明%(fields)s") % {"fields": listed(CaptionField(name).label for name in duty.caption)})
    if duty.shows_unit_name:
        said.append(_("看得到单位名称"))
    return _("；").join(said)


def _count_words(duty: EvidenceDuty, unit: str) -> str:
    least, most = duty.minimum, duty.maximum
    facts = {"least": least, "most": most, "unit": unit}
    if least is not None and most is not None:
        said = _("%(least)s 至 %(most)s %(unit)s") % facts
    elif least is not None:
        said = _("至少 %(least)s %(unit)s") % facts
    elif most is not None:
        said = _("至多 %(most)s %(unit)s") % facts
    else:
        said = ""
    if duty.per == "activity":
        return _("每次活动%(count)s") % {"count": said or _("都要")}
    return said


def window_words(window: Window | None) -> str:
    """Of which time the papers must be; empty where the document does not say."""
    match window:
        case None:
            return ""
        case YearsWindow():
            return _("%(years)s年度的材料") % {"years": listed(window.years)}
        case YearsBackWindow():
            text = _("往前 %(n)s 年（含本年度）的材料") if window.includes_current else _("本年度之前 %(n)s 年的材料")
            return text % {"n": window.years_back}
        case MonthsBackWindow():
            if window.offset_months:
                return _("截至 %(offset)s 个月前、往前 %(n)s 个月的材料") % {
                    "offset": window.offset_months,
                    "n": window.months_back,
                }
            return _("最近 %(n)s 个月的材料") % {"n": window.months_back}
        case DatesWindow():
            facts = {"start": window.start, "end": window.end}
            if window.start and window.end:
                return _("%(start)s 至 %(end)s 的材料") % facts
            return (_("%(start)s 以后的材料") if window.start else _("%(end)s 以前的材料")) % facts


def na_words(line: Line) -> str:
    """What becomes of a line that does not apply, in words."""
    return str(NotApplicable(line.na_mode).label)


def lookback_words(item: NegativeItem) -> str:
    """Which events count, and how many it takes."""
    lookback = item.lookback
    if lookback is None:
        said = _("不限时间")
    elif lookback.months is not None:
        said = _("最近 %(n)s 个月内") % {"n": lookback.months}
    elif lookback.since is not None:
        said = _("%(day)s 以来") % {"day": lookback.since}
    else:
        said = _("本届创建周期内")
    return _("%(span)s发生 %(n)s 次起算") % {"span": said, "n": item.threshold or 1}


def effect_words(item: NegativeItem) -> str:
    """What follows."""
    effect = item.effect
    if effect is None:
        return _("未写明后果")
    said = str(EffectKind(effect.kind).label)
    if effect.kind == EffectKind.DEDUCT and effect.points is not None:
        said = _("每次扣 %(points)s 分") % {"points": plain(effect.points)}
        if effect.concealed_factor is not None:
            said += _("，瞒报按 %(n)s 倍扣") % {"n": plain(effect.concealed_factor)}
    elif effect.kind == EffectKind.RECTIFY and effect.months is not None:
        said += _("（%(n)s 个月）") % {"n": effect.months}
    return said


def years_words(years: Years) -> str:
    """How the totals of several years make one."""
    parts = listed(f"{year} × {plain(part)}" for year, part in years.parts.items())
    combine = _("各年按比重相加") if years.combine == "sum" else _("各年平均")
    return f"{combine} {parts}".strip()


def inherited_methods(compiled: Compiled, number: int) -> tuple[str, ...]:
    """The line's methods, or those of the nearest line above that names any."""
    while number != compiled.root:
        if compiled.lines[number].methods:
            return compiled.lines[number].methods
        number = compiled.above[number]
    return ()


def example_of(
    line: Mapping[str, Any] | None, standing: Mapping[str, Any], document: Mapping[str, Any]
) -> dict[str, str]:
    """What a rule being typed would give: {"counting", "example"}, empty while something is missing.

    line      the line as typed so far, its rule included; standing  the line as it stands, for what is below it.
    document  the draft, for the grades of the set.
    """
    if line is None:
        return {}
    children = [{"code": child["code"]} for child in standing.get("lines") or []]
    alone = {"code": "·", "points": line.get("points"), "rule": line.get("rule"), "lines": children}
    try:
        read = read_document({"format": FORMAT, "grades": document.get("grades"), "lines": [alone]})
    except BadDocument:
        return {}
    one = read.lines[0]
    said = {"counting": counting_words(one, read)}
    if one.is_leaf:
        said["example"] = example(leaf_rule(one), one.points, read.grades)
    return said
