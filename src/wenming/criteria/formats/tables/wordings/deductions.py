"""每缺一次扣0.5分, 未签协议书扣7分, 一项达不到不得分, 低于80%每降1个百分点扣1分."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.wordings.common import ANY, CAPS, FULL, FUZZY, NUM, RANGE, Rule, cap, number

OFF = rf"(?:各|再|倒|加|一次性|直接|则|均|都|予以|酌情|视情)*(?:扣除|扣减|倒扣|扣去|扣|减去|减)(?:除|减)?(?:该项|本项|其)?(?:分值?的?|得分)?\s*(?P<low>{ANY})(?:\s*[-—–~～至到]\s*(?P<high>{NUM}))?\s*(?P<unit>分|%|％|个?百分点)"
NONE_LEFT = rf"(?:(?:则|均|都|一律|该|此|本|大|小|单|子)*(?:项|条|款|指标)*(?:目)?(?:内容)?(?:为|计|得|记|按)?(?:不得分|不计分|零分|0\s*分(?!钟)|不给分|不予计分|不予得分|不赋分)|(?:则|均|都|一律)?(?:扣完|全扣|扣光|扣除|扣)(?:该项|本项|此项|全部|所有|{FULL})+(?:得分|分值?|分)?|(?<![健齐完安保周])全扣(?!\s*\d)|扣完(?!为|\s*\d)|扣满分)"
TRIGGER = re.compile(rf"(?:{OFF}|(?P<none>{NONE_LEFT}))")
FLOOR_NOTE = re.compile(
    r"[，,；;。（(]?\s*(?:直至)?(?:以)?扣(?:完|到|至|光|满)[^，。；）)\d]{0,10}(?:为止|为限|止)[）)]?|扣完即止|[，,（(]?\s*(?:以)?(?:该项|本项|此项)?(?:分值)?扣完为(?:止|限)[）)]?"
)
CLAUSE = re.compile(r"[；;。\n]|(?<=分)[，,、](?=\S)|[，,](?=(?:每|未|无|没有|不|缺|少|发现|发生|出现|低于|有))")
HEAD_WORDS = re.compile(
    r"^(?:\d{1,2}\s*[.、．)）]|[①-⑳]|[（(]\d{1,2}[）)]|其中|若|如果?|凡|对于?|的话|且|并|另|此外|同时|以及|否则|评分标准|扣分标准|评分办法|扣分办法|说明|注)[:：，,]*"
)
TAIL_WORDS = re.compile(r"(?:的|者|情况|情形)?(?:[，,：:、]|每次|各?每[个项次处人例条件起]|各|则|的话|，均|一律|，)*$")
EVERY = re.compile(r"^每(?=(?:缺|少|发现|发生|出现|有|迟|漏|逾|延|超)[^，。；]{1,})")
EACH = r"每(?:再)?(?:降低|下降|减少|低|降|少|差|欠|缺|下滑|减|落后|不足|少于|高|超|超过|增加|上升)(?:于|到)?"
SHORT = re.compile(
    rf"(?:(?:低于|不足|未达到?|达不到|少于|未满|不到|小于|<|＜|没有达到)(?P<t>{NUM})(?P<tu>%|‰|分|个百分点|次|人|册|小时|场|篇|条|件|元|天)?[^，。；\d]{{0,8}}[，,：:]?的?[，,]?\s*)?"
    rf"{EACH}(?P<per>{NUM}|[一二两三五十])\s*(?P<u>个?百分点|%|％|个点|‰|分|次|人次|人|册|小时|场|篇|条|件|元|天|个|项|户|期|份|家|处|平方米|万元)?[^，。；扣\d]{{0,6}}[，,]?(?:的)?(?:扣|减|扣除|扣减)\s*(?P<p>{ANY})\s*分"
)
TARGET = re.compile(
    rf"(?:达到?|不低于|不少于|不得低于|不得少于|≥|>=|高于|超过|至少|保持在|须达|应达|在|大于|不小于|满)?\s*(?P<t>{NUM})\s*(?P<u>%|‰|个百分点|分|次|人次|人|册|小时|场|篇|条|件|元|天|个|项|户|期|份|家|处|平方米|万元)\s*(?P<after>及以上|以上|（含）以上)?"
)
OTHER_MARK = re.compile(rf"(?:得|计|给)\s*({NUM})\s*分(?!为止|封顶)")
TIER = re.compile(
    rf"(?P<n>\d{{1,2}}|[一二两三四五六七八九十])\s*(?P<u>起|次|件|人次|人|处|例|项|个|条)(?P<up>及?以上|\(含\)以上|（含）以上)?[^，。；、\d]{{0,8}}[，,]?(?:扣\s*(?P<p>{NUM})\s*分|(?P<none>不得分|不计分|扣完|全扣))"
)
PERCENT = {"%", "％", "个百分点", "百分点", "个点", "‰"}
MEASURED = {"小时", "天", "元", "万元", "册", "平方米"}
STARTED = re.compile(
    r"不足[^，。；]{1,10}(?:按|以|计|算)[^，。；]{0,8}(?:计|算|扣)|不足[^，。；]{1,8}的?按|不满[^，。；]{1,10}按"
)
LINEAR = re.compile(r"按(?:同等|相应|实际)?比例|同比例|等比例")


def read_shortfall(text: str, sentence: str, points: Decimal | None) -> Rule | None:
    """低于80%每降1个百分点扣1分: points lost per step below a target, if that is all the wording says."""
    found = list(SHORT.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    if TRIGGER.search(text[: match.start()]) or TRIGGER.search(CAPS.sub("", FLOOR_NOTE.sub("", text[match.end() :]))):
        return None
    per, lost, unit = number(match["per"]), number(match["p"]), match["u"] or match["tu"] or ""
    if not per or lost is None:
        return None
    in_percent = unit in PERCENT
    if not in_percent and per <= 1 and match["t"] is None and unit not in MEASURED:
        return None
    target = number(match["t"]) if match["t"] else _target(sentence, unit) or _target(text[: match.start()], unit)
    if target is None:
        return None
    rule: Rule = {"kind": "shortfall", "target": plain(target), "per": plain(per), "points": plain(lost)}
    rule["step"] = "started" if STARTED.search(text) else "linear" if LINEAR.search(text) else "whole"
    limit = cap(text)
    rule["floor"] = plain(points - limit[0]) if limit and points is not None and limit[0] <= points else "0"
    return rule


def _target(sentence: str, unit: str) -> Decimal | None:
    """The one figure of this unit that the sentence demands."""
    wanted = PERCENT if unit in PERCENT else {unit}
    figures = {
        number(m["t"]) for m in TARGET.finditer(sentence) if m["u"] in wanted or (m["u"] == "%" and unit in PERCENT)
    }
    figures.discard(None)
    return figures.pop() if len(figures) == 1 else None


def read_deduct(text: str, points: Decimal | None, *, only_tail: bool = False) -> Rule | None:
    """Every trigger with what it takes off. None if nothing is taken off, or if a person has to weigh it.

    only_tail  the text is the criterion itself: only the words next to the deduction are its trigger.
    """
    text = FLOOR_NOTE.sub("", text)
    triggers: list[Rule] = []
    whole_cap: Decimal | None = None
    before = ""
    for clause in CLAUSE.split(text):
        if not clause.strip():
            continue
        limit = cap(clause)
        match = TRIGGER.search(clause if limit is None else clause[: limit[1]] + clause[limit[2] :])
        if limit is not None and match is None:
            if not triggers:
                whole_cap = limit[0]
            elif len(triggers) == 1 and "max" not in triggers[0]:
                triggers[0]["max"] = plain(limit[0])
            else:
                whole_cap = limit[0]
            continue
        if match is None:
            before = clause
            continue
        what = _what(match.string[: match.start()], before, only_tail=only_tail)
        before = ""
        trigger = _trigger(what, match, points)
        if trigger is None:
            return None
        if limit is not None and not trigger["points"].endswith("%"):
            trigger["max"] = plain(limit[0])
        triggers.append(trigger)
    if not triggers:
        return None
    if any(points is None or Decimal(m) < points for m in OTHER_MARK.findall(text)):
        return None  # 不经常的得1分: more than deductions
    if FUZZY.search(text) and all(RANGE.search(text) or "max" not in t for t in triggers) and len(triggers) == 1:
        return None
    rule: Rule = {"kind": "deduct", "per": triggers}
    rule["floor"] = (
        plain(points - whole_cap) if whole_cap is not None and points is not None and whole_cap <= points else "0"
    )
    return rule


def _what(head: str, before: str, *, only_tail: bool) -> str:
    words = head
    if only_tail:
        words = re.split(r"[，,；;。：:]", words.rstrip("，, "))[-1]
    words = HEAD_WORDS.sub("", words.strip(" ，,；;：:、（()）"))
    words = shorter if len(shorter := TAIL_WORDS.sub("", words)) >= 2 else words
    if len(words) < 2 and before:
        words = TAIL_WORDS.sub("", HEAD_WORDS.sub("", before.strip(" ，,；;：:、")))
    words = EVERY.sub("", words.strip(" ，,；;：:、（()）"))
    return words or "不符合要求"


def _trigger(what: str, match: re.Match[str], points: Decimal | None) -> Rule | None:
    if match["none"]:
        return {"what": what, "points": "100%"}
    low, high = number(match["low"]), number(match["high"])
    if low is None or low == 0:
        return None
    if match["unit"] != "分":
        return {"what": what, "points": f"{plain(low)}%"} if match["unit"] in {"%", "％"} and low <= 100 else None
    trigger: Rule = {"what": what, "points": plain(low)}
    if high is not None:
        if high <= low or low == 0:
            return None
        trigger["max"] = plain(high)
    return trigger


def read_tiers(text: str, points: Decimal | None) -> Rule | None:
    """1起扣2分，2起扣5分，3起及以上不得分: the count decides, nothing adds up."""
    if points is None or "每" in text:
        return None
    tiers = list(TIER.finditer(text))
    counts = [number(m["n"]) for m in tiers]
    priced = sum(1 for m in tiers if m["p"])
    if (
        len(tiers) < 2
        or priced < 2
        or None in counts
        or len({m["u"] for m in tiers}) > 1
        or len(set(counts)) < len(counts)
    ):
        return None
    if len(TRIGGER.findall(FLOOR_NOTE.sub("", text))) > len(tiers):
        return None
    bands = []
    for count, match in sorted(zip(counts, tiers, strict=True), key=lambda pair: -(pair[0] or 0)):
        lost = number(match["p"]) if match["p"] else points
        if count is None or lost is None:
            return None
        bands.append({"min": plain(count), "value": plain(max(points - lost, Decimal(0)))})
    return {"kind": "bands", "bands": bands, "else": "100%"}
