"""Points in proportion: 按完成率计分, 完成率×分值, 达到95%得满分，不足按比例得分; 每期2分 of four; places drawn and averaged."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.wordings.context import Context, Found, found, is_rest
from wenming.criteria.formats.tables.wordings.heads import CN, EACH, FIGURE, figure, step_of, threshold
from wenming.criteria.formats.tables.wordings.normal import NUM
from wenming.criteria.formats.tables.wordings.scanning import UNIT, Unit

RATE = re.compile(
    r"(?<![比概])率|占[^，。；]{1,12}(?:比例|比重|百分比)|完成(?:情况)?(?:的)?(?:比例|百分比)|达标比例|合格比例|满意度|知晓度|百分比"
)
SAMPLED = re.compile(
    rf"(?:随机)?抽(?:查|取|检|测|访|选|样)\s*(?:不少于|至少)?(?P<n>\d{{1,3}}|{CN})\s*(?:个|处|户|家|所|名|人|条|辆|份|间|座|栋|岗)"
)
MOST_PLACE_WORDS = 8
EACH_PLACE = re.compile(
    rf"(?:其中)?(?:每个?(?:抽查|被抽)?(?:点位|楼栋|窗口|科室|站点|单元|小区|社区|村|户|家庭|单位|处室|班组|网点|路段|点|处|家|栋|个|地点|场所|部门|卡口|车站|楼层|房间|岗位)|单个(?:点位|楼栋|窗口|科室|站点)?)(?:均|都|内|中)?(?=[^，。；\d每]{{0,{MOST_PLACE_WORDS * 3}}}$)"
)
MEAN = re.compile(r"平均(?:分|值|得分|数|计分)?|均分|取均值")


def read_ratio(context: Context) -> Found | None:
    """按比例得分 of the one figure that is demanded, or of the whole where a rate is spoken of."""
    said = context.of("ratio", "formula")
    if len(said) != 1 or context.has("loss", "all"):
        return None
    number, unit = said[0]
    used = [number]
    short = threshold(unit.head)
    demand = short is not None and short.low is not None and short.unit != "%" and _apart(context, unit)
    if short is not None and short.low is not None and not demand:
        return None  # 完成80%以上按比例得分: of what, the words do not say
    required = None if short is None else short.low if demand else short.high
    for other, given in context.of("full", "gain"):
        about = threshold(given.head)
        if not context.is_full(given.mark) or (about is not None and about.low is None):
            return None
        if about is not None:
            required = about.low
        used.append(other)
    used += [n for n, u in context.of("none") if is_rest(u.head)]
    doubts: list[int] = []
    if unit.mark.kind == "formula":
        if re.search(r"[+＋]|(?<!\d)-", unit.mark.text.replace("－", "-")):
            return None
        factor = re.search(rf"[×*＊xX✕]({NUM})分?", unit.mark.text) or re.search(rf"乘以?({NUM})", unit.mark.text)
        if (
            factor is not None
            and context.points is not None
            and Decimal(factor[1]) not in {context.points, Decimal(100)}
        ):
            return None
        below = re.search(rf"[/÷]({NUM})(?!分)", unit.mark.text)
        required = Decimal(below[1]) if below and required is None else required
        if required is None:
            return found({"kind": "ratio", "required": "100"}, used, doubts)
    words = f"{unit.head}{unit.mark.text}"
    if required is None:
        demanded = {
            value
            for m in FIGURE.finditer(f"{context.sentence or context.text}；{unit.head}")
            if m["u"] != "分" and (value := Decimal(m["t"]))
        }
        if len(demanded) == 1 and not (re.search("(?<![比概])率", words) and not _in_percent(context.sentence)):
            required = demanded.pop()
        elif RATE.search(words) and not (len(demanded) > 1 and _in_percent(context.sentence)):
            required = Decimal(100)
        elif len(demanded) == 1:
            required = demanded.pop()
    return found({"kind": "ratio", "required": plain(required)}, used, doubts) if required else None


def _apart(context: Context, unit: Unit) -> bool:
    """Whether a comma stands between the words and the mark: 不少于5户，按完成比例计分."""
    return context.text[: unit.mark.start].rstrip()[-1:] in set("，,；;。：:")


def _in_percent(words: str) -> bool:
    return re.search(rf"{NUM}%", words) is not None


def read_earned(context: Context) -> Found | None:
    """每期2分 where four are demanded; 抽查10人，知晓1人得0.5分: the full marks need a number that the words name."""
    gains = context.of("gain")
    if context.points is None or len(gains) != 1 or context.has("loss", "all"):
        return None
    number, unit = gains[0]
    mark = unit.mark
    if not mark.amount or mark.share or mark.high is not None or step_of(unit.head) is not None or "%" in unit.head:
        return None
    if not (mark.each or EACH.search(unit.head) or re.search(rf"(?:一|1)(?:{UNIT})[^，。；,;\d]{{0,6}}$", unit.head)):
        return None
    required = context.points / mark.amount
    named = {figure(n) for n in re.findall(rf"({NUM}|{CN})(?:{UNIT}|%)", f"{context.sentence}；{context.text}")}
    if required <= 1 or required not in named:
        return None
    limit = context.cap()
    used = [number, *(n for n, u in context.of("none") if is_rest(u.head))]
    if limit is not None and limit[1] in {None, context.points}:
        used.append(limit[0])
    return found({"kind": "ratio", "required": plain(required)}, used)


def places_drawn(context: Context, words: str, *, by_place: bool = False) -> int | None:
    """How many places are drawn, where their mean counts; by_place  the rule is said for each of them."""
    match = SAMPLED.search(words)
    if match is None or not (by_place or MEAN.search(context.text)):
        return None
    places = figure(match["n"])
    return int(places) if places else None


def of_each_place(context: Context, words: str) -> Context | None:
    """The wording without 每个楼栋, where places are drawn and it says what each of them gets; None where it does not."""
    match = SAMPLED.search(words)
    if match is None:
        return None
    units: list[Unit] = []
    said = False
    for unit in context.units:
        head = unit.head
        if unit.mark.kind in {"gain", "full", "none"} and (place := EACH_PLACE.search(head)) is not None:
            head, said = head[place.end() :].lstrip("，, "), True
        units.append(replace(unit, head=head))
    return replace(context, units=tuple(units)) if said else None
