"""What the readers of scoring wording share: numbers, values, caps."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from wenming.criteria.formats.tables.numbers import CHINESE, chinese, plain, tidy

Rule = dict[str, Any]
NUM = r"\d+(?:[.。．]\d+)?"
ANY = rf"(?:{NUM}|半|[{CHINESE}]{{1,3}})"
FULL = r"(?:满分|全分|全部分值?|该项满分|满分值|标准分|该项分值|本项分值?|该项分|全额分?|相应分值?|规定分值?|基本分)"
NOTHING = r"(?:不得分|不给分|不计分|零分|得0分|计0分|记0分|为0分|(?<![\d.])0分|不予计分|不予得分|该项不得分|本项不得分|不赋分)"
MARKED = rf"(?:得|计|记|给|赋|为|评|加|可得|则得|计得|赋予|给予)?\s*(?P<v>{FULL}|{NUM}\s*%|{ANY}(?=\s*分)|{NOTHING})\s*(?:分|的?分值)?"
CAPS = re.compile(
    rf"(?:(?:最多|最高|累计|合计|总计|共计|至多|上限)(?:扣分?|扣减|加分?|计|得)?(?:不超过|不得超过|为|至|到)?|(?:扣分|加分|扣减|累计)?(?:不超过|不得超过)|封顶|以|扣满|加满|扣至|扣完)\s*(?P<n>{NUM})\s*分(?:为限|封顶|为止|止)?"
)
RANGE = re.compile(rf"{NUM}\s*[-—–~～至到]\s*{NUM}\s*分")
FUZZY = re.compile(
    r"酌情|视情|适当(?:扣|给|得|加)|根据情况|根据(?:实际|检查|考核|具体|完成)情况|现场(?:计分|打分|评分)|综合(?:评定|打分|评分)|由[^，。；]{1,12}(?:打分|评分)"
)


def number(text: str | None) -> Decimal | None:
    """A number in digits or Chinese; 半 is one half."""
    if not text:
        return None
    text = text.strip()
    if text == "半":
        return Decimal("0.5")
    value = tidy(text)
    if value is not None:
        return value
    whole = chinese(text)
    return Decimal(whole) if whole is not None else None


def value(text: str, points: Decimal | None = None) -> str | None:
    """A printed mark as a value of the format: "2.5", "60%", "100%" for 满分, "0" for 不得分."""
    text = text.strip()
    if re.fullmatch(FULL, text):
        return "100%"
    if re.fullmatch(NOTHING, text):
        return "0"
    if text.endswith("%"):
        share = number(text[:-1])
        return f"{plain(share)}%" if share is not None and share <= 100 else None
    marks = number(text)
    if marks is None or (points is not None and marks > points):
        return None
    return plain(marks)


def cap(text: str) -> tuple[Decimal, int, int] | None:
    """A cap (最多扣2分, 不超过5分) and where it stands."""
    match = CAPS.search(text)
    found = number(match["n"]) if match else None
    return (found, match.start(), match.end()) if match and found is not None else None


def within(marks: str, points: Decimal | None) -> bool:
    """Whether a value of the format lies within the line's points (shares always do)."""
    return marks.endswith("%") or points is None or Decimal(marks) <= points
