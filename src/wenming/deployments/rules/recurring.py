"""Recurrences as Chinese papers write them (每月5日前, 每两周, 逐年, 一季一通报) and times that no calendar knows (近期, 会后)."""

from __future__ import annotations

import re

from wenming.deployments.rules.days import BEFORE, CLOCK, NUM, number
from wenming.deployments.rules.values import Every, Unit, When

_UNITS: dict[str, tuple[Unit, int]] = {
    "日": ("day", 1),
    "天": ("day", 1),
    "工作日": ("day", 1),
    "旬": ("day", 10),
    "周": ("week", 1),
    "星期": ("week", 1),
    "礼拜": ("week", 1),
    "半月": ("day", 15),
    "半个月": ("day", 15),
    "月": ("month", 1),
    "月份": ("month", 1),
    "个月": ("month", 1),
    "季": ("quarter", 1),
    "季度": ("quarter", 1),
    "个季度": ("quarter", 1),
    "半年": ("half_year", 1),
    "学期": ("half_year", 1),
    "年": ("year", 1),
    "年度": ("year", 1),
    "学年": ("year", 1),
}
_WEEKDAYS = {char: n for n, char in enumerate("一二三四五六", start=1)} | {"日": 7, "天": 7}
_UNIT = "个?工作日|半个?月|半年|个?季度|学期|学年|年度|个?月份?|星期|礼拜|[日天旬周季年]"
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]|隔一?)"
_MEETS = "调度|通报|讲评|点评|例会|报告|小结|汇报|研判|督查|考核|总结|检查|公示|评比|主题|会商|清零|梳理|分析|活动"

EVERY = re.compile(
    rf"(?P<one>[一每]?(?:日|天|周|月|季度?|半年|年))一(?:{_MEETS})|每(?P<n>{_COUNT})?(?P<u>{_UNIT})(?![一-鿿]?度假)"
    rf"(?:的)?(?:(?P<wd>(?<=[周期拜])(?:一(?!{_MEETS})|[二三四五六日天]))|的?(?:最后一个|第一个|第[一二三四1-4]个?)(?:工作日|(?:星期|周)[一二三四五六日天])|(?P<first>首月|末月|第[一二三]个月)?"
    rf"(?:(?P<m>{NUM})\s*月)?(?P<d>{NUM})\s*[日号]|(?:(?P<em>{NUM})\s*月)?(?P<end>底|末|初|[上中下]旬))?{CLOCK}{BEFORE}"
    rf"|(?:逐|按)(?P<by>日(?!报)|周|旬|月|季度?|年(?![内满龄期]))"
    rf"|(?<=[、，实行持坚推])(?P<of>[周月季年])(?:{_MEETS})"
)
VAGUE = re.compile(
    "(?:今天|本次|这次)?(?:会议?|散会|活动)(?:结束)?后(?:[，,]?(?:立即|迅速|马上))?|近期|近日|届时|即日起|立即|马上|尽快|尽早|第一时间|随时|定期不定期|不定期|定期"
    rf"|(?:收到|接到|接通知|印发|下发)[^，。；]{{0,8}}(?:后|之日起)[^，。；]{{0,3}}?{_COUNT}个?(?:工作日|日|天|周|月)(?:之?内|以内)"
    rf"|{_COUNT}个?(?:工作日|日|天|周|星期|月|小时)(?:之内|以内|内)|(?:用|通过|利用){_COUNT}个?(?:月|周|年)(?:的)?时间"
    "|(?:本|下)(?:周|月)[一二三四五六日天底末初]?(?:前|之前|以前)?|月底(?:前|之前)|(?:春节|元旦|国庆节?|“?五一”?|“?十一”?|中秋节?|端午节?|清明节?|劳动节|建党节|“?七一”?)(?:节)?(?:假期)?(?:前夕?|之前|期间)"
    "|明天|后天|今天(?:下班)?前?"
)


def find_recurring(text: str) -> list[When]:
    """Every recurrence in a folded paragraph, in order. ``每条``, ``每人``, ``每个单位`` are no times."""
    found = []
    for match in EVERY.finditer(text):
        if _of_something(match, text):
            continue
        words = match.group()
        found.append(When(match.start(), match.end(), words, "recurring", every=_every(match)))
    return found


def find_vague(text: str) -> list[When]:
    """Times that are said but not fixed: kept as words, never turned into a day."""
    return [When(m.start(), m.end(), m.group(), "none") for m in VAGUE.finditer(text)]


def _of_something(match: re.Match[str], text: str) -> bool:
    """每年的《…》, 按年龄, 一年一度的: words about a thing, not about when to act."""
    after, before = text[match.end() : match.end() + 2], text[: match.start()]
    if match["u"] and (
        after.startswith(("的《", "《")) or (after[:1] == "的" and match["d"] is None and match["end"] is None)
    ):
        return True
    if match["one"]:
        return after.startswith("度") or text[match.end() : match.end() + 3].endswith("度的")
    return bool(match["u"] == "日" and before.endswith("“"))


def _every(match: re.Match[str]) -> Every:
    if match["by"] or match["of"]:
        unit, n = _UNITS[match["by"] or match["of"]]
        return Every(unit, n)
    if match["one"]:
        unit, n = _UNITS[match["one"].lstrip("一每")]
        return Every(unit, n)
    unit, n = _UNITS[match["u"].removeprefix("个")] if match["u"].removeprefix("个") in _UNITS else _UNITS[match["u"]]
    count = match["n"]
    if count:
        n *= 2 if count.startswith("隔") else number(count)
    day = None
    if match["wd"]:
        day = _WEEKDAYS[match["wd"]]
    elif match["d"] and unit == "month" and number(match["d"]) <= 31:
        day = number(match["d"])
    return Every(unit, n, day)
