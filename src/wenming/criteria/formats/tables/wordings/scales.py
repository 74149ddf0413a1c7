"""A mark for each case: grades (优秀得5分), thresholds (90%以上得5分), options (有经费但不足得3分)."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

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
    EACH,
    ELSE,
    GRADES,
    LACKS,
    Threshold,
    counted,
    grade_of,
    threshold,
)
from wenming.criteria.formats.tables.wordings.leftovers import best

MOST_OPTIONS = 12
NO_NAME = re.compile(r"否则?|反之")
OTHERS = "其余"
SUBJECT = re.compile(
    r"^(?:且|的|在|为|达|率|比例|全年|每年|年度|其中|或|，|、|得分|评分|分数|综合|测评|，)*|(?:率|为|的|在|达到?|是|[:：，,])*$"
)


def read_graded(context: Context) -> Found | None:
    """Two grades or more, each with its mark; 其余 is one more."""
    grades: dict[str, str] = {}
    used: list[int] = []
    for number, unit in context.of("gain", "full", "none", "all", "loss"):
        grade = grade_of(unit.head) or (_rest(unit.head) if grades and ELSE.match(unit.head) else None)
        if grade is None:
            continue
        value = worth(unit.mark, context.points)
        if value is None or grade in grades:
            return None
        grades[grade] = value
        used.append(number)
    named = [grade for grade in grades if not ELSE.match(grade)]
    if len(named) < 2 or all(context.units[n].mark.kind in {"none", "all"} for n in used):
        return None
    return found({"kind": "graded", "grades": grades}, used)


def _rest(head: str) -> str:
    """The name of a choice; 否则 and the like are no name, but all the others: 其余."""
    name = name_of(head)
    return OTHERS if NO_NAME.fullmatch(name) else name


def read_options(context: Context) -> Found | None:
    """制度健全得3分，较健全得2分，不健全不得分: one of several descriptions, the best worth all points."""
    units = context.of("gain", "full", "none", "all")
    if context.points is None or not 2 <= len(units) <= MOST_OPTIONS or context.has("loss"):
        return None
    grades: dict[str, str] = {}
    for number, unit in units:
        value, name = worth(unit.mark, context.points), _rest(unit.head)
        if value is None or not name or name in grades or EACH.match(name) or unit.mark.adds:
            return None
        if not context.own and re.search(r"[，,]", name):
            name = re.split(r"[，,]", name)[-1]
        grades[name] = value
        if number and unit.mark.each:
            return None
    values = [in_points(value, context.points) or Decimal(0) for value in grades.values()]
    if max(values) != context.points or len(set(values)) < len(values) - 1 or sum(1 for v in values if v) < 2:
        return None
    return found({"kind": "graded", "grades": grades}, [n for n, _ in units])


def read_bands(context: Context) -> Found | None:
    """达到90%得5分，80%得3分，80%以下不得分; 1起扣2分，2起扣5分，3起及以上不得分."""
    lows: dict[Decimal, str] = {}
    tops: dict[Decimal, str] = {}
    otherwise: str | None = None
    used: list[int] = []
    ranges: list[Threshold] = []
    losses = 0
    for number, unit in context.of("gain", "full", "none", "all", "loss"):
        about = threshold(unit.head) if not EACH.search(unit.head) and not unit.mark.each else None
        value = worth(unit.mark, context.points)
        if about is None or value is None:
            rest = unit.mark.kind in {"none", "all"} and is_rest(unit.head) and not re.search(r"\d", unit.head)
            if value is not None and (rest or ELSE.match(unit.head)) and ranges and otherwise is None:
                otherwise = value
                used.append(number)
            continue
        losses += unit.mark.kind == "loss"
        where, key = (lows, about.low) if about.low is not None else (tops, about.high)
        if key is None or key in where:
            return None
        where[key] = value
        ranges.append(about)
        used.append(number)
    if losses and lows and any(context.units[n].mark.kind == "gain" for n in used):
        return None  # 达到3个得8分，少1个扣2分: two counts, not one figure
    if not _same_measure(ranges) or (losses and (context.points is None or losses < 2 or not _plain_losses(context))):
        return None
    if len(ranges) < 2 and not (lows and otherwise is not None):
        return None
    if losses and not any(context.units[n].mark.kind in {"gain", "full"} for n in used):
        if lows and not tops:
            otherwise = "100%" if otherwise is None else otherwise
        elif tops:
            lows.setdefault(max(tops), "100%")
    rule = _bands(lows, tops, otherwise)
    if losses and best(rule, context.points) != context.points:
        return None  # 超时1小时以内扣0.5分，1小时以上扣1分: what costs nothing is no range here
    return found(rule, used)


def _bands(lows: dict[Decimal, str], tops: dict[Decimal, str], otherwise: str | None) -> Rule:
    """Ranges from a low end, and ranges with a high end only: each reaches down to the next lower one."""
    falling = sorted(tops, reverse=True)
    for top, below in itertools.pairwise(falling):
        if not any(below <= low < top for low in lows):
            lows[below] = tops[top]
    if falling and otherwise is None:
        otherwise = tops[falling[-1]]
    ordered = sorted(lows, reverse=True)
    return {
        "kind": "bands",
        "bands": [{"min": plain(low), "value": lows[low]} for low in ordered],
        "else": otherwise or "0",
    }


def _same_measure(ranges: list[Threshold]) -> bool:
    """Whether all ranges speak of one figure: not 学习12次以上得3分，研讨4次以上得2分."""
    units = {r.unit for r in ranges if r.unit}
    if (
        not ranges
        or (len(units) > 1 and not units <= {"次", "个", "项", "条", "件", "篇", "期", "场"})
        or len(units) > 1
    ):
        return False
    names = [name for r in ranges if (name := _subject(r.about))]
    return all(names[0] in name or name in names[0] for name in names[1:])


def _subject(words: str) -> str:
    """What is measured, without the names of grades and the words that lead to the figure."""
    words = re.sub(rf"(?:{GRADES})[（(：:]*$", "", re.split(r"[，,；;。：:]", words)[-1])
    return SUBJECT.sub("", words).strip(" （(")


def _plain_losses(context: Context) -> bool:
    """Whether every mark that takes off names a count of the same thing, none of them per time."""
    units = [u for _, u in context.of("loss", "all", "none")]
    return not any("每" in u.head or u.mark.share or u.mark.high or u.mark.each for u in units)


def read_one_or_nothing(context: Context) -> Found | None:
    """全部达到得分，否则不得分; 有制度得5分，无制度不得分: all or nothing."""
    gives = context.of("gain", "full")
    takes = context.of("none", "all", "loss")
    if (
        len(gives) != 1
        or any(u.mark.kind == "loss" and not ELSE.match(u.head) for _, u in takes)
        or gives[0][1].mark.adds
        or gives[0][1].mark.each
    ):
        return None
    number, unit = gives[0]
    value = worth(unit.mark, context.points)
    if value is None or EACH.search(unit.head) or threshold(unit.head) is not None:
        return None
    if unit.mark.kind == "gain" and not context.is_full(unit.mark) and context.points is not None:
        return None
    head = unit.head
    whole = bool(re.search(r"全部|均|都|所有|各项|同时|完全|齐全|以上", head)) or counted(head) is not None
    if not takes and (not context.own or not head or LACKS.search(head) or (context.listed > 1 and not whole)):
        return None
    if any(not (is_rest(u.head) or LACKS.search(u.head) or ELSE.match(u.head)) for _, u in takes):
        return None
    total = max(context.listed, 1)
    rest = [worth(u.mark, context.points) for _, u in takes if u.mark.kind == "loss"]
    otherwise = rest[0] if len(rest) == 1 and rest[0] is not None else "0"
    rule: Rule = {"kind": "conditions", "count": total, "met": {str(total): value}, "else": otherwise}
    return found(rule, [number, *(n for n, _ in takes)])
