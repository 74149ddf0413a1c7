"""Find the points printed with a line: （10分）, ，6.5分, 【3分】, 10′, 分值：10, a second line "45分", a cell of their own.

Points of rules (扣2分, 每次加1分) are never a line's points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from wenming.criteria.formats.tables.numbers import CHINESE_NUMBER, NUMBER, chinese, tidy

OPEN, CLOSE = "（(【\\[〔［｛{<《﹝", "）)】\\]〕］｝}>》﹞"
PRIME = "[′'’‘＇]"
NAMES = (
    "(?:本项|该项|此项|本条|单项|各项|项目|指标|小项|大项|子项|测评|考核|考评|一级指标|二级指标|本部分|部分|基本|基础|标准|应得|规定|目标|权重|"
    "分项|本类|加分|附加|特色)*"
)
PLAIN_LEAD = f"{NAMES}(?:满分值?|总分值?|分值|分数|标准分|基本分|基础分|应得分|总计|合计|小计|共计|共|计|记|占|权重|配分|赋分)?(?:为|是)?[:：]?\\s*"
WORTH = f"{NAMES}(?:满分值?|总分值?|分值|分数|标准分|基本分|基础分|应得分|总计|合计|小计|共计|共|计|记|占|占比|权重|配分|赋分|最高|最多|上限|得分|分)?"
TOP = "(?:不超过|不得超过|最高不超过|最多不超过|最高|最多|上限为?|限)"
LEAD = rf"{WORTH}(?:为|是|计|占|记)?[:：]?\s*{TOP}?(?:为|加|计)?\s*"
RANGE = r"(?:0\s*[-—–~～至]\s*)?"
TAIL = r"(?:分值?|points?|pts?|p)\s*(?:满分|封顶|为限|制)?"
NOT_AFTER = "(?<![扣得加减给计记每至到达约少低于高过满赋奖罚补按以为各均各自再另评]) ?"

IN_BRACKETS = re.compile(
    rf"[{OPEN}]\s*(?:(?P<pre>[\u4e00-\u9fff、]{{2,16}})[，,；;：: ]\s*)?{LEAD}{RANGE}[+＋]?(?P<n>{NUMBER}|{CHINESE_NUMBER})\s*(?:{TAIL}|{PRIME})(?P<more>[，,、；; ][^{OPEN}{CLOSE}]*)?[{CLOSE}]",
    re.IGNORECASE,
)
NAMED_IN_BRACKETS = re.compile(
    rf"[{OPEN}]\s*{NAMES}(?:满分值?|总分值?|分值|分数|标准分|应得分|配分|赋分)(?:为|是)?\s*[:：]?\s*(?P<n>{NUMBER})\s*[{CLOSE}]"
)
BARE_IN_BRACKETS = re.compile(rf"[{OPEN}]\s*{LEAD}(?P<n>{NUMBER})\s*[{CLOSE}]")
AT_END = re.compile(
    rf"(?:[，,；;、。:：\s]\s*|——?|(?<=[{CLOSE}])){PLAIN_LEAD}{RANGE}(?P<n>{NUMBER})\s*(?:{TAIL}|{PRIME})$",
    re.IGNORECASE,
)
NAMED_AT_END = re.compile(
    rf"(?:^|[，,；;、。\s])\s*{NAMES}(?:满分值?|分值|标准分|应得分|权重|配分|赋分|基本分)(?:为|是)?[:：\s]\s*(?P<n>{NUMBER})\s*(?:{TAIL})?$"
)
ALONE_AT_END = re.compile(rf"\n\s*{LEAD}(?P<n>{NUMBER})$")
SHORT_AT_END = re.compile(rf"^(?P<words>[^，。；;\d]{{2,24}}?){NOT_AFTER}(?P<n>{NUMBER})\s*(?:分|{PRIME})$")
PRIME_AT_END = re.compile(rf"(?P<n>{NUMBER}){PRIME}$")
FIRST_SENTENCE = re.compile(
    rf"^(?P<words>[^。；;\n\d][^。；;\n]{{1,60}}?)[，,：:]\s*{PLAIN_LEAD}(?P<n>{NUMBER})\s*分(?P<end>[。；;\n])(?P<more>.+)$",
    re.DOTALL,
)
AT_START = re.compile(rf"^(?P<lead>{LEAD})(?P<n>{NUMBER})\s*分\s*(?:[|｜/\n—]|[:：])\s*(?=\S)")
CELL = re.compile(
    rf"{LEAD}{RANGE}[+＋]?(?P<n>{NUMBER}|{CHINESE_NUMBER}(?=\s*分))\s*(?:{TAIL}|{PRIME})?(?:[/／]?[项条]|[*＊①②])?"
)
CELL_SHARE = re.compile(rf"{LEAD}(?P<n>{NUMBER})\s*%")
RULE_BEFORE = re.compile(
    r"(?:扣|各|每(?:出现|发现|发生|缺|少|增加|增|多)?[一1]?(?:次|项|个|处|人|篇|条|件|例|起|场|期|份|家|户|名|种|类|级)[加扣得]?)\s*$"
)
OTHER_MARKS = re.compile(rf"(?<![扣减加\d.]){NUMBER}\s*分(?![钟类])")
BARE_MARKS = re.compile(rf"[，,：:；]\s*{NUMBER}\s*分")
RULE_WORDS = re.compile(r"扣|每|加|减|酌情|不得分")
TRIM = " ，,；;、。．.:：\n—…·"


@dataclass(frozen=True, slots=True)
class Points:
    """value  the points, None if not printed; rest  the words without them; share  whether they were printed as %."""

    value: Decimal | None
    rest: str
    share: bool = False
    extra: str = ""


def _number(text: str) -> Decimal | None:
    value = tidy(text)
    if value is None:
        whole = chinese(text.strip())
        value = Decimal(whole) if whole is not None else None
    return value if value is not None and value <= 10000 else None


@lru_cache(maxsize=32768)
def take_points(text: str, *, bare: bool = False) -> Points:
    """Take a line's own points out of clean ``text``.

    bare  also read a number in brackets without 分; for tables that print all their points so.
    """
    text = text.strip()
    for pattern in (IN_BRACKETS, NAMED_IN_BRACKETS, BARE_IN_BRACKETS)[: 3 if bare else 2]:
        found = [match for match in pattern.finditer(text) if not RULE_BEFORE.search(text[: match.start()])]
        if len(found) == 1 or (found and _head(text, found[0])):
            chosen = found[0] if _head(text, found[0]) else found[-1]
            value = _number(chosen.group("n"))
            if value is not None:
                said = chosen.groupdict()
                extra = " ".join(words for key in ("pre", "more") if (words := (said.get(key) or "").strip(TRIM)))
                if said.get("pre") and RULE_WORDS.search(said["pre"]):
                    return Points(None, text)
                rest = _join(text[: chosen.start()], text[chosen.end() :])
                return Points(value, rest, extra=extra)
        if found:
            return Points(None, text)
    for pattern in (NAMED_AT_END, AT_END, ALONE_AT_END, PRIME_AT_END, SHORT_AT_END):
        trimmed = text.rstrip(TRIM)
        match = pattern.search(trimmed)
        if match is not None and (value := _number(match.group("n"))) is not None:
            if pattern is AT_END and OTHER_MARKS.search(trimmed[: match.start()]):
                continue  # 优秀5分，良好：3分 names marks, not the points
            start = match.end("words") if "words" in match.groupdict() else match.start()
            return Points(value, trimmed[:start].strip(TRIM))
    match = FIRST_SENTENCE.match(text)
    if match is not None and not BARE_MARKS.search(match["more"]) and not RULE_BEFORE.search(match["words"]):
        return Points(_number(match["n"]), f"{match['words']}{match['end']}{match['more']}")
    match = AT_START.match(text)
    if match is not None and (value := _number(match.group("n"))) is not None:
        return Points(value, text[match.end() :].strip())
    return Points(None, text)


def _head(text: str, match: re.Match[str]) -> bool:
    """Whether the bracket closes the heading of the text: 组织健全（25分）：有…, or stands before it."""
    before, after = text[: match.start()], text[match.end() :]
    return (
        not re.search(r"[。；;\n]", before.strip()) and bool(re.match(r"\s*(?:$|[:：\n。])", after))
    ) or not before.strip()


def _join(before: str, after: str) -> str:
    before, after = before.rstrip(" \n"), after.lstrip(" ")
    if not after.strip(TRIM + "".join(CLOSE)):
        return before.rstrip("，,；;、 \n")
    if before.endswith(("，", ",", "、")) and after.startswith(("。", "；", ";")):
        before = before[:-1]
    return (before + after).strip()


def points_cell(text: str) -> Points:
    """Read a cell of a points column; ``rest`` holds what is no points (每项2分, 最高加5分)."""
    text = text.strip().strip("（()）[]【】。；;，,")
    if not text or text in {"/", "-", "—", "——", "\\", "无"}:
        return Points(None, "")
    match = CELL_SHARE.fullmatch(text)
    if match is not None:
        return Points(_number(match.group("n")), "", share=True)
    match = CELL.fullmatch(text)
    value = _number(match.group("n")) if match is not None else None
    return Points(value, "" if value is not None else text)
