"""Conditions counted: 达到3项得满分，2项得2分; ①③达到得2分; 每项2分; marks that add up to the line's points."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.codes import CIRCLED
from wenming.criteria.formats.tables.methods import find_methods
from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.wordings.context import (
    Context,
    Found,
    Rule,
    found,
    in_points,
    is_rest,
    name_of,
    worth,
)
from wenming.criteria.formats.tables.wordings.heads import (
    ALL_OF,
    EACH,
    ELSE,
    LACKS,
    MEETS,
    NONE_OF,
    counted,
    listed,
    threshold,
    total_of,
)

MOST_PARTS = 5
SIGN = rf"(?:[{CIRCLED}]|[（(]\d{{1,2}}[）)]|\d{{1,2}}[）)])"
CASE = re.compile(
    rf"(?:^|达到|符合|满足|具备|做到|完成|只有|仅有?|第|[，,；;。])(?P<marks>{SIGN}(?:[、，,和及与]?{SIGN}){{0,20}})(?:两|三|四|五|六|\d)?(?:项|条|点)?(?:都|均|同时|全部)*(?:达到|符合|满足|达标|具备|做到|完成)?(?:要求|标准)?(?:的|者)?$"
)
PER_ITEM = re.compile(
    r"(?:^|[，,])(?:以上|上述)?(?:每|各)(?:有)?(?P<verb>达到|符合|有|完成|具备|做到|满足|达标)?(?:一|1|个)?(?:小)?(?:个)?(?:[项条点款]|个条件|个方面|个要求|个指标|条件|方面|要求)(?:内容|指标|要求|条件|工作)*(?:达到要求|达到|符合要求|符合|达标|合格)?(?:的)?$"
)


def read_cases(context: Context) -> Found | None:
    """①②③项均达到得5分，达到①②项得2分."""
    cases: list[Rule] = []
    used: list[int] = []
    for number, unit in context.of("gain", "full"):
        match, value = CASE.search(unit.head), worth(unit.mark, context.points)
        if match is None or value is None:
            return None
        which = [
            CIRCLED.index(c) + 1 if c in CIRCLED else int(c)
            for c in re.findall(rf"[{CIRCLED}]|\d{{1,2}}", match["marks"])
        ]
        if len(set(which)) < len(which):
            return None
        cases.append({"when": sorted(which), "value": value})
        used.append(number)
    if not any(len(case["when"]) > 1 for case in cases) or (len(cases) == 1 and not context.has("none")):
        return None
    used += [n for n, u in context.of("none") if is_rest(u.head)]
    total = max(context.listed, *(max(case["when"]) for case in cases))
    return found({"kind": "conditions", "count": total, "met": {}, "cases": cases, "else": "0"}, used)


def read_counted(context: Context) -> Found | None:
    """四项全部达到得20分，三项12分，两项6分."""
    met: dict[int, str] = {}
    used: list[int] = []
    whole: tuple[int, str] | None = None
    otherwise = "0"
    stated = context.listed
    for number, unit in context.of("gain", "full", "none", "all"):
        head, value = unit.head, worth(unit.mark, context.points)
        if value is None or EACH.search(head) or unit.mark.adds or unit.mark.each:
            continue
        stated = max(stated, total_of(head) or 0)
        many = counted(head)
        if unit.mark.kind in {"none", "all"}:
            below = threshold(head)
            if below is not None and below.low is None and below.unit in {"项", "条", "个", "款", "点"}:
                used.append(number)
            elif many is not None and not LACKS.search(head):
                met[many] = value
                used.append(number)
            elif is_rest(head) or ELSE.match(head):
                used.append(number)
            continue
        if ELSE.match(head):
            otherwise = value
            used.append(number)
        elif many is not None and not LACKS.search(head):
            if many in met:
                return None
            met[many] = value
            used.append(number)
        elif ALL_OF.search(head) and not NONE_OF.search(head) and whole is None:
            whole = (number, value)
            stated = max(stated, listed(head) if MEETS.search(head) or "齐全" in head else 0)
            used.append(number)
    if not met or (len(met) < 2 and whole is None and not stated):
        return None
    heads = [unit.head for n, unit in context.of("gain", "full") if n in used]
    if not (whole or stated or any(MEETS.search(head) or ALL_OF.search(head) for head in heads)):
        return None
    doubts: list[int] = []
    total = max(stated, *met)
    if whole is not None:
        if total in met:
            total = stated if stated > max(met) else max(met) + 1
            doubts = [] if stated > max(met) else [whole[0]]
        met[total] = whole[1]
    values = {str(n): met[n] for n in sorted(met, reverse=True)}
    return found({"kind": "conditions", "count": total, "met": values, "else": otherwise}, used, doubts)


def read_per_item(context: Context) -> Found | None:
    """每项2分 over numbered conditions, or over as many as the points allow."""
    gains = context.of("gain", "full")
    whole = [n for n, u in gains if context.is_full(u.mark) and ALL_OF.search(u.head)]
    gains = [(n, u) for n, u in gains if n not in whole]
    if len(gains) != 1 or context.has("loss", "all"):
        return None
    number, unit = gains[0]
    match, each = PER_ITEM.search(unit.head) or re.fullmatch("各占?", unit.head), unit.mark.amount
    if match is None or not each or unit.mark.share or unit.mark.adds or unit.mark.high is not None:
        return None
    total = context.listed
    if not total and context.points is not None and context.points % each == 0:
        total = int(context.points / each)
    if not 2 <= total <= 30:
        return None
    limit = context.cap()
    most = limit[1] if limit else None
    met = {str(n): plain(each * n if most is None else min(each * n, most)) for n in range(total, 0, -1)}
    used = [number, *whole, *(n for n, u in context.of("none") if is_rest(u.head)), *([limit[0]] if limit else [])]
    return found({"kind": "conditions", "count": total, "met": met, "else": "0"}, used)


def read_parts(context: Context) -> Found | None:
    """有领导小组得1分，有方案得2分: marks that add up to the line's points, one per condition."""
    gains = context.of("gain")
    if context.points is None or len(gains) < 2 or context.has("full"):
        return None
    values: list[Decimal] = []
    names: list[str] = []
    for _number, unit in gains:
        value = worth(unit.mark, context.points)
        worth_points = in_points(value, context.points) if value is not None else None
        if not worth_points or unit.mark.each or re.match(r"每", unit.head):
            return None
        values.append(worth_points)
        names.append(name_of(unit.head))
    if sum(values, Decimal(0)) != context.points or "" in names or all(find_methods(name)[0] for name in names):
        return None
    used = [
        *(n for n, _ in gains),
        *(n for n, u in context.of("none") if is_rest(u.head) and not re.search(r"\d", u.head)),
    ]
    if len(set(values)) == 1:
        met = {str(n): plain(values[0] * n) for n in range(len(values), 0, -1)}
        return found({"kind": "conditions", "count": len(values), "met": met, "else": "0"}, used)
    if len(values) > MOST_PARTS:
        if len(set(names)) < len(names):
            return None
        levels = {name: plain(value) for name, value in zip(names, values, strict=True)}
        return found({"kind": "awards", "levels": levels, "highest_only": False}, used)
    cases = []
    for bits in range(2 ** len(values) - 1, 0, -1):
        which = [i for i in range(len(values)) if bits >> i & 1]
        cases.append({"when": [i + 1 for i in which], "value": plain(sum((values[i] for i in which), Decimal(0)))})
    return found({"kind": "conditions", "count": len(values), "met": {}, "cases": cases, "else": "0"}, used)
