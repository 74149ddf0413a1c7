"""Marks taken off: 每缺一次扣0.5分, 未签协议书扣7分, 低于80%每降1个百分点扣1分."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.wordings.context import Context, Found, Rule, found
from wenming.criteria.formats.tables.wordings.heads import (
    EACH,
    ELSE,
    FIGURE,
    MEASURE,
    MEASURED,
    ONE,
    PERCENT,
    Step,
    step_of,
    threshold,
)
from wenming.criteria.formats.tables.wordings.leftovers import EXPLAINS
from wenming.criteria.formats.tables.wordings.normal import EDGES, NUM, trimmed
from wenming.criteria.formats.tables.wordings.scanning import STRONG, Unit

HEAD_WORDS = re.compile(
    r"^(?:\d{1,2}\s*[.、．)）]|[①-⑳]|[（(]\d{1,2}[）)]|其中|若|如果?|凡|对于?|的话|且|并|另|此外|同时|以及|评分标准|扣分标准|评分办法|扣分办法|考评标准|计分方法|说明|注|的)[:：，,]*"
)
TAIL_WORDS = re.compile(
    r"(?:的|者|情况|情形)?(?:[，,：:、]|即|就|每次|各?每[个项次处人例条件起]|各|则|的话|，均|一律|，)*$"
)
EVERY = re.compile(r"^每(?=(?:缺|少|发现|发生|出现|有|迟|漏|逾|延|超)[^，。；]{1,})")
REST = re.compile(r"否则|反之|其[余他它]|余下|除此")
LOOKS = re.compile(
    r"^(?:(?:随机|现场)*(?:查看|查阅|检查|核查|实地|现场|听取|抽查|抽问|抽取|询问|看|对照|根据|结合)[^，,]{0,24}[，,])+(?=.{2,})"
)
WEIGHED = re.compile(r"(?:^|[，,])(?:视|根据|依据|结合|按)[^，,；;]{0,16}$")
BREAK = re.compile(r"[，,](?=(?:每|未|无|没有|不|缺|少|发现|发生|出现|低于|有))")
BARE = re.compile(
    r"(?:各)?每(?:次|起|项|例|人|处|个|条|件|一次|一项|一起|一处|一人|一例|发现一次|发现一处)?|每[出发][现生](?:1|一)[次起例处]|一次|一项|一处"
)
LINEAR = re.compile(r"按(?:同等|相应|实际)?比例|同比例|等比例|(?:线性|插值)")
MEASURED_FROM = re.compile(
    rf"(?:以|按)(?P<t>{NUM})(?P<u>{MEASURE})为(?:基准|目标|标准|基数|底线|起点|参照|满分线?)|(?:基准|目标|标准|基数|底线)(?:值|线|数)?(?:为|是|[:：=])(?P<s>{NUM})(?P<v>{MEASURE})"
)
ALTOGETHER = re.compile(r"累计|合计|总计|共计|总分|全年|以上|各项|最终")
EACH_OF_THEM = re.compile(r"单项|每项|每[类次人个条]|同一|各项")


def read_shortfall(context: Context) -> Found | None:
    """低于80%每降1个百分点扣1分: points lost per step below a target, if that is all the wording takes off."""
    losses = context.of("loss")
    if len(losses) != 1 or losses[0][1].mark.share or losses[0][1].mark.high is not None:
        return None
    number, unit = losses[0]
    step = step_of(unit.head)
    if step is None or (not step.every and step.unit != "%") or unit.mark.amount is None:
        return None
    if step.target is None and step.unit != "%" and step.per <= 1 and step.unit not in MEASURED:
        return None  # 每少一次扣1分: times are counted as they are missed
    used: set[int] = {number}
    doubts: set[int] = set()
    target = step.target
    for other, said in context.of("full", "gain"):
        about = threshold(said.head)
        if about is not None and about.low is not None and context.is_full(said.mark) and about.unit in {step.unit, ""}:
            target = about.low if target is None else target
            if about.low == target:
                used.add(other)
        elif context.is_full(said.mark) and about is None:
            used.add(other)
    before = context.text[: unit.begin] + step.before
    target = target if target is not None else _figure(before, step) or _figure(context.sentence, step)
    target = target if target is not None else _measured_from(context.text, step)
    if target is None:
        return None
    for other, said in context.of("none", "all"):
        about = threshold(said.head)
        if about is None or about.low is not None or about.high is None:
            return None
        used.add(other)
        whole = context.points is not None and (target - about.high) / step.per * unit.mark.amount >= context.points
        if about.high == target or not whole:
            doubts.add(other)
    rule: Rule = {
        "kind": "shortfall",
        "target": plain(target),
        "per": plain(step.per),
        "points": plain(unit.mark.amount),
    }
    started = [n for n, _ in context.of("step")]
    linear = [n for n, _ in context.of("ratio")] if LINEAR.search(context.text) else []
    rule["step"] = "started" if started else "linear" if linear else "whole"
    floor, more = _floor(context, {number})
    rule["floor"] = floor
    return found(rule, used | set(started) | set(linear) | more, doubts)


def _figure(words: str, step: Step) -> Decimal | None:
    """The one figure of this unit that the words demand."""
    wanted = PERCENT if step.unit in PERCENT else {step.unit}
    figures = {Decimal(m["t"]) for m in FIGURE.finditer(words) if m["u"] in wanted and not _is_step(words, m.start())}
    return figures.pop() if len(figures) == 1 else None


def _measured_from(words: str, step: Step) -> Decimal | None:
    """The figure that the words themselves say is counted from, after the mark: （以90%为基准）."""
    match = MEASURED_FROM.search(words)
    if match is None or (match["u"] or match["v"] or "") not in (PERCENT if step.unit in PERCENT else {step.unit}):
        return None
    return Decimal(match["t"] or match["s"])


def _is_step(words: str, place: int) -> bool:
    return re.search(r"(?:每|(?<!不)(?<!不得)(?:降低?|低|下降|少|差|减少)于?|不足)$", words[:place]) is not None


def read_deduct(context: Context) -> Found | None:
    """Every trigger with what it takes off. None if nothing is taken off, or if a person has to weigh it."""
    triggers: list[Rule] = []
    places: dict[int, int] = {}
    used: set[int] = set()
    before = ""
    for number, unit in enumerate(context.units):
        kind = unit.mark.kind
        if kind in {"gain", "full"}:
            before = ""
            whole = context.is_full(unit.mark) or _shared(context, unit)
            if whole and not unit.mark.adds and not ELSE.match(unit.head):
                used.add(number)
        elif kind in {"loss", "all", "none"}:
            if kind == "none" and REST.match(unit.head):
                continue
            loose = context.text[unit.loose[-1][0] : unit.loose[-1][1]] if unit.loose else ""
            what = _what(unit.head, loose or before, only_tail=not context.own)
            trigger = _trigger(what or (f"每{unit.mark.each}" if unit.mark.each else "不符合要求"), unit)
            if trigger is None:
                continue
            before = ""
            places[number] = len(triggers)
            triggers.append(trigger)
            used.add(number)
    losses = [context.units[n] for n in places]
    if not triggers or (
        len(triggers) == 1
        and losses[0].mark.high is not None
        and (losses[0].mark.weighed or WEIGHED.search(losses[0].head))
    ):
        return None
    if any(u.mark.kind == "gain" and n not in used for n, u in enumerate(context.units)) and all(
        u.mark.kind == "none" for u in losses
    ):
        return None
    floor, more = _floor(context, set(places), places, triggers)
    used |= more | {n for n, _ in context.of("step")}
    return found({"kind": "deduct", "per": triggers, "floor": floor}, used)


def _shared(context: Context, unit: Unit) -> bool:
    """每项2分，缺一项扣2分: what each gives is what its lack takes off."""
    losses = {u.mark.amount for _, u in context.of("loss")}
    return (
        unit.mark.kind == "gain"
        and losses == {unit.mark.amount}
        and (EACH.search(unit.head) or ONE.fullmatch(unit.head)) is not None
    )


def _floor(
    context: Context, losses: set[int], places: dict[int, int] | None = None, triggers: list[Rule] | None = None
) -> tuple[str | None, set[int]]:
    """How low the score may fall, and the marks that say so; a cap of one trigger becomes its ``max``."""
    used: set[int] = set()
    floor: str | None = "0"
    for number, unit in context.of("floor", "free", "least", "cap"):
        mark = unit.mark
        if mark.kind == "free":
            floor = None
        elif mark.kind == "least" and mark.amount is not None:
            floor = plain(mark.amount)
        elif mark.kind == "cap" and mark.amount is not None and "倒扣" in mark.text:
            floor = plain(-mark.amount)
        elif mark.kind == "cap" and re.search("[加得奖]", mark.text) and "扣" not in mark.text:
            if mark.amount != context.points:
                continue
        elif mark.kind == "cap" and mark.amount is not None:
            near = _near(context, number, losses)
            apart = places is not None and triggers is not None and len(near) >= 1
            alone = apart and (len(near) == 1 or EACH_OF_THEM.match(mark.text)) and not (len(losses) > 1 and ALTOGETHER.match(mark.text))  # fmt: skip
            if alone and places is not None and triggers is not None:
                for other in near:
                    trigger = triggers[places[other]]
                    if not trigger["points"].endswith("%"):
                        trigger["max"] = plain(mark.amount)
            elif (len(near) not in {0, len(losses)} and not ALTOGETHER.match(mark.text)) or context.points is None:
                continue
            elif mark.amount <= context.points:
                floor = plain(context.points - mark.amount)
        used.add(number)
    return floor, used


def _near(context: Context, cap: int, losses: set[int]) -> list[int]:
    """The losses in the same sentence before a cap; none where it begins a sentence of its own."""
    near: list[int] = []
    mark = context.units[cap].mark
    for number in range(cap - 1, -1, -1):
        unit = context.units[number]
        if STRONG.search(context.text[unit.mark.end : mark.start]):
            break
        if number in losses:
            near.insert(0, number)
    if not near and len(losses) >= 1 and cap - 1 in losses and sum(1 for n in losses if n < cap) == 1:
        return [cap - 1]
    return near


def _what(head: str, before: str, *, only_tail: bool) -> str:
    """The trigger in words: what a person counts."""
    words = head.strip(EDGES)
    if only_tail:
        words = re.split(r"[，,；;。：:]", words)[-1]
    else:
        parts = [part for part in BREAK.split(words) if part.strip(EDGES) and not EXPLAINS.search(part.strip(EDGES))]
        words = parts[-1] if parts else ""
        if len(parts) > 1 and BARE.fullmatch(words.strip(EDGES)):
            words = parts[-2]
    words = LOOKS.sub("", HEAD_WORDS.sub("", words.strip(EDGES)))
    words = shorter if len(shorter := TAIL_WORDS.sub("", words)) >= 2 else words
    if len(words) < 2 and before:
        words = TAIL_WORDS.sub("", HEAD_WORDS.sub("", before.strip(EDGES)))
    return trimmed(EVERY.sub("", words.strip(EDGES)))


def _trigger(what: str, unit: Unit) -> Rule | None:
    mark = unit.mark
    if mark.kind in {"all", "none"}:
        return {"what": what, "points": "100%"}
    if not mark.amount:
        return None
    if mark.share:
        return {"what": what, "points": f"{plain(mark.amount)}%"} if mark.amount <= 100 and mark.high is None else None
    trigger: Rule = {"what": what, "points": plain(mark.amount)}
    if mark.high is not None:
        if mark.high <= mark.amount:
            return None
        trigger["max"] = plain(mark.high)
    return trigger
