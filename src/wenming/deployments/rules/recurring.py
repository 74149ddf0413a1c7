"""Recurrences as Chinese papers write them: 每月5日前, 每两周, 逐年, 一季一通报, 日巡查、周调度."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenming.deployments.rules.days import BEFORE, CLOCK
from wenming.deployments.rules.numerals import NUM, number
from wenming.deployments.rules.values import Every, Unit, When

_UNITS: dict[str, tuple[Unit, int]] = {
    "日": ("day", 1),
    "天": ("day", 1),
    "晚": ("day", 1),
    "工作日": ("day", 1),
    "旬": ("day", 10),
    "周": ("week", 1),
    "星期": ("week", 1),
    "礼拜": ("week", 1),
    "半月": ("day", 15),
    "半个月": ("day", 15),
    "月": ("month", 1),
    "月份": ("month", 1),
    "月度": ("month", 1),
    "季": ("quarter", 1),
    "季度": ("quarter", 1),
    "半年": ("half_year", 1),
    "学期": ("half_year", 1),
    "年": ("year", 1),
    "年度": ("year", 1),
    "年终": ("year", 1),
    "学年": ("year", 1),
}
_WEEKDAYS = {char: n for n, char in enumerate("一二三四五六", start=1)} | {"日": 7, "天": 7}
_LONGEST_DAY = {"month": 31, "week": 7}
_UNIT = "个?工作日|半个?月|半年|个?季度|个?学期|个?学年|年度|个?月份?|个?星期|个?礼拜|[日天晚旬周季年]"
_SHORT = "半年|半月|季度?|[日天周旬月年]"
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]+|隔[一二两三四五六七八九十\d]?)"
_MEETS = (
    "调度|通报|讲评|点评|例会|报告|小结|汇报|研判|督查|督导|督办|考核|考评|总结|检查|公示|评比|评议|主题|会商|清零|梳理|分析|活动|巡查|巡检|巡逻|排名|排查|更新|"
    "报送|上报|计划|交流|推进|晾晒|测评|评选|学习|清扫|清理|复盘|交账|盘点|对账|跟踪|碰头|比武|抽查"
)
_TIMES = r"(?:[一两二三四1-4](?:次|期|轮|回|场|遍))"
_WHICH_DAY = rf"(?P<d>{NUM})\s*[日号](?P<d2>(?:\s*[、和及]\s*{NUM}\s*[日号])+)?"
EVERY = re.compile(
    rf"(?P<one>[一每]?(?:{_SHORT}))一(?:{_MEETS})"
    rf"|每(?:逢|到)?(?P<n>{_COUNT})?(?P<u>{_UNIT})(?![一-鿿]?度假)(?:的)?"
    rf"(?:(?P<wd>(?<=[周期拜])(?:一(?!{_MEETS}|次|期|轮|[个场])|[二三四五六日天](?!次|期|轮|[个场]))(?P<wd2>(?:[、和至到][周星期]*[一二三四五六日天])+)?)"
    rf"|的?(?:最后一个|第一个|第[一二三四1-4]个?)(?:工作日|周末|(?:星期|周)[一二三四五六日天]?)"
    rf"|的?(?P<first>首月|末月|[首末]个?月|第[一二三]个月|最后一个月)?(?:(?P<m>{NUM})\s*月)?(?:{_WHICH_DAY}|(?:(?P<em>{NUM})\s*月份?)?(?P<end>月?底|月?末|月?初|[上中下]旬|最后一周|第一周))?){CLOCK}{BEFORE}"
    rf"|(?<![一-鿿])(?P<next>次月)(?P<nd>{NUM})\s*[日号]{CLOCK}{BEFORE}|(?<=[于在，])(?P<next2>次月)(?P<nd2>{NUM})\s*[日号]{CLOCK}{BEFORE}"
    rf"|(?:逐|按)(?P<by>日(?!报)|天|周|旬|月(?!饼)|季度?|年(?![内满龄期级]))(?!提高|增长|上升|下降|递增|递减|增加|减少|改善|提升|加大|扩大|推进|好转)"
    rf"|(?<![去今本上当下明前单同新近往某千百十年\d])(?P<k>一|半|两|每两|每三)(?P<ku>(?:(?<=[一两三])个?)(?:月|周|星期|季度?|年)|(?<=半)(?:年|个?月))(?:至少)?{_TIMES}"
    rf"|(?<![一-鿿])(?P<twin>日日|天天|周周|月月|季季|年年)(?=有|抓|查|清|报|评|讲|学|开展|组织)"
    rf"|(?P<alternate>隔周|隔月|双周|双月)(?=开展|组织|召开|进行|调度|通报|例会|报送|检查|[一1]次|{_MEETS})"
)
_CHAIN = re.compile(
    rf"(?:{_SHORT}|季度|月度|年终|年度)(?:{_MEETS})(?:(?:、|，|和|及)?(?:{_SHORT}|季度|月度|年终|年度)(?:{_MEETS}))*(?:制度|机制)?"
)
_LINK = re.compile(rf"(?P<of>半年|半月|季度|月度|年终|年度|{_SHORT})(?:{_MEETS})")
_LED = re.compile(r"(?:实行|坚持|落实|推行|建立|执行|严格|按照|采取|做到|实施|健全|完善|开展|要|[，：、“])\s*$")
_PART_OF_A_DAY = re.compile(r"[\d一二三四五六七八九十本上下当每两各全去今明往历逐按某半个星]$")
_RHETORIC = frozenset("日天年")
"""每一天, 每一年 move people; 每天, 每年 tell them when."""
_QUICK = re.compile(r"[每一逐按次隔双半两日天周旬月季年]")


def find_recurring(text: str) -> list[When]:
    """Every recurrence in a folded paragraph, in order. ``每条``, ``每人``, ``每个单位`` are no times."""
    if not _QUICK.search(text):
        return []
    found: list[When] = []
    for match in EVERY.finditer(text):
        if not _of_something(match, text):
            found += [
                When(match.start(), match.end(), match.group(), "recurring", every=every) for every in _every(match)
            ]
    return sorted([*found, *_chains(text, found)], key=lambda when: when.start)


def leading(text: str) -> int:
    """Where the words after the recurrence a folded text begins with start; 0 if it begins with none."""
    match = EVERY.match(text)
    return match.end() if match else 0


def _chains(text: str, known: list[When]) -> Iterator[When]:
    """日巡查、周调度、月通报: two or more in a row, or one after 实行, 坚持 …"""
    for chain in _CHAIN.finditer(text):
        if _PART_OF_A_DAY.search(text[max(0, chain.start() - 1) : chain.start()]):
            continue
        links = list(_LINK.finditer(text, chain.start(), chain.end()))
        if len(links) < 2 and not _LED.search(text[max(0, chain.start() - 3) : chain.start()]):
            continue
        if len(links) < 2 and len(links[0]["of"]) > 1:
            continue
        for link in links:
            if all(link.end() <= when.start or link.start() >= when.end for when in known):
                unit, n = _UNITS[link["of"]]
                yield When(link.start(), link.end(), link.group(), "recurring", every=Every(unit, n))


def _of_something(match: re.Match[str], text: str) -> bool:
    """每年的《…》, 按年龄, 一年一度的: words about a thing, not about when to act."""
    after, before = text[match.end() : match.end() + 3], text[max(0, match.start() - 1) : match.start()]
    if match["u"]:
        if match["n"] == "一" and match["u"] in _RHETORIC:
            return True
        if before in {"“", "《", "〈"} or (before == "，" and after.startswith("都有")):
            return True
        bare = match["d"] is None and match["end"] is None and match["wd"] is None
        return after.startswith(("的《", "《")) or (bare and after[:1] == "的" and not match.group().endswith("前"))
    return bool(match["one"] and (after.startswith("度") or after.endswith("度的")))


def _every(match: re.Match[str]) -> Iterator[Every]:
    """The recurrences of a match: one, or one per day of the month it names (每月10日、25日)."""
    got = match.groupdict()
    if got["twin"] or got["by"] or got["one"]:
        yield Every(*_UNITS[(got["twin"] or "")[:1] or got["by"] or (got["one"] or "").lstrip("一每")])
    elif got["next"] or got["next2"]:
        yield Every("month", 1, number(got["nd"] or got["nd2"] or ""))
    elif got["alternate"]:
        yield Every("week" if "周" in got["alternate"] else "month", 2)
    elif got["k"]:
        unit, n = _UNITS[("半" if got["k"] == "半" else "") + (got["ku"] or "").removeprefix("个")]
        yield Every(unit, n * {"两": 2, "每两": 2, "每三": 3}.get(got["k"], 1))
    else:
        yield from _of_each(got)


def _of_each(got: dict[str, str | None]) -> Iterator[Every]:
    words = (got["u"] or "").removeprefix("个")
    unit, n = _UNITS[words]
    if got["n"]:
        n *= max(2, number(got["n"].removeprefix("隔"))) if got["n"].startswith("隔") else max(1, number(got["n"]))
    if got["wd"]:
        yield Every(unit, n, None if got["wd2"] else _WEEKDAYS[got["wd"]])
        return
    days = [got["d"], *re.split(r"[、和及]", (got["d2"] or "").strip())] if got["d"] and unit == "month" else []
    numbers = [number(re.sub(r"[日号\s]", "", day)) for day in days if day and day.strip()]
    fitting = [day for day in numbers if 1 <= day <= _LONGEST_DAY["month"]]
    if not fitting:
        yield Every(unit, n)
    for day in fitting:
        yield Every(unit, n, day)
