"""Numbered headings: what a paragraph stands under."""

from __future__ import annotations

import re

from wenming.deployments.rules.atoms import Base
from wenming.deployments.rules.marks import mark_level
from wenming.deployments.rules.numerals import fold
from wenming.deployments.rules.sentences import sentences
from wenming.deployments.rules.times import find_times
from wenming.deployments.rules.values import Paragraph, When

LONGEST_HEADING = 50
_LONGEST_WITH_A_STOP = 30
_LOOKS_BACK = re.compile(
    r"基本情况|总体情况|工作回顾|^.{0,6}回顾|存在(?:的)?(?:主要)?(?:问题|不足)|主要问题|成绩(?:和|与)?|取得(?:的)?(?:主要)?成效|主要做法|主要成效|工作成效|检查情况|督查情况|工作开展情况|工作情况$|背景|经验做法"
)
_BARE_MONTH = re.compile(r"(?:[一二三四五六七八九]|十[一二]?)月")
_LOOKS_AHEAD = re.compile(r"下[一步]|整改|报送|要求|安排|任务|措施")


def heading_of(paragraph: Paragraph) -> tuple[int, str] | None:
    """The heading a paragraph begins with: its first sentence, if that is numbered, short, and no duty by itself."""
    text = paragraph.label + paragraph.text
    level, begin = mark_level(fold(text))
    parts = sentences(text)
    if not level or not parts:
        return None
    first = parts[0].text
    first = re.split(r"[：:]", first)[0] if len(first) > LONGEST_HEADING else first
    if len(first) > LONGEST_HEADING:
        return None
    if only_time(first[begin:]) is None and any(when.kind != "none" for when in find_times(first, Base(2000))):
        return None
    stopped = text.rstrip().endswith(("。", "；", ";", "！"))
    if len(parts) == 1 and stopped and (len(first) > _LONGEST_WITH_A_STOP or level > 2):
        return None
    return level, first


def only_time(words: str, base: Base | None = None) -> When | None:
    """The time a heading is, if it is nothing else (3月份, 4月至11月)."""
    words = words.strip(" ：:。（）()　")
    words += "份" if _BARE_MONTH.fullmatch(words) else ""
    times = [when for when in find_times(words, base or Base(2000)) if when.kind == "period"]
    whole = len(times) == 1 and not re.sub(
        r"[\s：:。（）]|工作(?:安排|任务|重点)?|重点(?:工作|任务)?|主要任务|任务",
        "",
        words[: times[0].start] + words[times[0].end :],
    )
    return times[0] if whole else None


def looks_back(heading: str | None) -> bool:
    """Whether a heading says that what follows has happened."""
    return bool(heading and _LOOKS_BACK.search(heading) and not _LOOKS_AHEAD.search(heading.replace("整改情况", "")))
