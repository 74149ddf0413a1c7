"""The stages a paper names: numbered, with days in brackets, behind a colon or in front, listed in a sentence, or as lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wenming.deployments.rules.atoms import Base, year_of
from wenming.deployments.rules.days import find_days
from wenming.deployments.rules.marks import mark_level
from wenming.deployments.rules.numerals import fold, without_items
from wenming.deployments.rules.sentences import Piece, clauses, sentences
from wenming.deployments.rules.values import Stage, When

_NTH = "第[一二三四五六七八]阶段"
_NAME = r"[^，。；：:、（）《》\s]"
_NOT_A_STAGE = re.compile(
    r"(?:[现本各该上下新首]|这一?|这个|下一|上一|每个?|一个|不同|个|历史|初级|分|所处|关键|重要|攻坚期|前|后|[两二三四五六]个|义务教育)阶段$|^(?:到|在|从|当前|目前|按|分|对|各|每|要|进入|转入|经过|完成|明确)"
)
_STAGE = re.compile(
    rf"^(?P<name>{_NTH}(?!的|任务|工作)|(?:{_NTH}\s*[为是：:、，,]?\s*)?{_NAME}{{2,14}}?阶段(?!性))(?P<dates>（[^（）]{{2,40}}）)?\s*(?P<rest>.*)$",
    re.S,
)
_NTH_NAMED = re.compile(
    rf"^{_NTH}\s*(?P<dates>（[^（）]{{2,40}}）)?\s*[：:、，,—\-]?\s*(?P<name>{_NAME}{{2,16}})?\s*(?P<more>（[^（）]{{2,40}}）)?(?P<rest>.*)$",
    re.S,
)
_STEP = re.compile(rf"^(?P<name>{_NAME}{{2,14}})(?P<dates>（[^（）]{{2,40}}）)\s*(?P<rest>.*)$", re.S)
_STEP_WORDS = re.compile(
    r"动员|部署|宣传|发动|启动|准备|筹备|组织|实施|推进|总结|验收|考核|评估|评选|评审|表彰|提升|巩固|整改|自查|申报|迎检|摸底|排查|整治|培训|推荐|深化|长效|攻坚|冲刺|督查|督导|创建|推广|检查|公示|初评|复评|测评|报名|征集"
)
_STEP_ACTS = re.compile(
    r"^(?:开展|举办|召开|完成|建立|制定|组织(?!实施|推进|动员|开展$)|做好|加强|举行|印发|报送|实施(?!推进|阶段|$)|完善|优化|打造|建设|健全|改造|规范|新建|修订|更新)"
)
_STEPS_BELOW = re.compile(r"步骤|阶段|安排|进度|程序|时间|流程|方法")
_DAY_STAGE = re.compile(
    rf"^\s*(?:底|左右|期间)?\s*(?:[，,：:、]\s*)?(?:为|是|属于|：|:)?\s*(?P<name>{_NAME}{{2,14}}?阶段)(?!性)(?P<rest>.*)$",
    re.S,
)
_NTH_DAYS = re.compile(rf"^{_NTH}\s*[，,：:（]?\s*(?:从|自|时间[为是：:]?)?\s*")
_LISTED = re.compile(r"(?:分为?|按照?|划分为|经过)(?P<names>[^。；（）]{4,60}?)(?:等)?(?:[一二三四五六两\d]个)阶段")
_BRACKET_LIST = re.compile(rf"(?P<name>{_NAME}{{2,12}})（(?P<dates>[^（）]{{2,40}})）")
_YEARS = re.compile(
    r"(?P<a>\d{4})\s*年?\s*(?:(?:—+|-+|－+|至|到|~|～|–+)\s*(?P<b>\d{4})\s*年|年)(?!\s*\d{1,2}\s*月)(?:度)?"
)
_INTRO = re.compile(r"^[\s，,：:、。；—\-]*(?:时间(?:安排|为|是)?[：:]?|从|自|于|为|是)?\s*")
TIME_LINE = re.compile(r"^\s*[（(]?\s*(?:时间|起止时间|时间安排|时间节点|实施时间)\s*[：:为]\s*")


@dataclass(frozen=True, slots=True)
class StageHead:
    """A stage where it is named: where its sentence starts, where the words after its name and days start."""

    start: int
    body: int
    name: str
    since: date | None
    until: date | None


def stage_heads(text: str, label: str, base: Base, heading: str | None) -> list[StageHead]:
    """Every stage a paragraph opens.

    heading  the one above, which may say that steps follow (实施步骤): then 动员部署（4月底前） is a stage too.
    """
    if "阶段" not in text and "（" not in text and "(" not in text:
        return []
    found: list[StageHead] = []
    for sentence in sentences(text):
        found += _of_sentence(sentence, bool(label) and sentence.start == 0, base, heading)
    return found


def _of_sentence(sentence: Piece, labelled: bool, base: Base, heading: str | None) -> list[StageHead]:
    folded = fold(sentence.text)
    level, begin = mark_level(folded)
    numbered = bool(level) or labelled
    words = folded[begin:]
    head = _nth(words, base) or _named(words, numbered, base) or (_step(words, base, heading) if numbered else None)
    if head is not None:
        name, days, rest = head
        return [_made(sentence, sentence.end - len(rest), name, days)]
    several: list[StageHead] = []
    for clause in clauses(sentence):
        dated = _dated_first(without_items(fold(clause.text)), base)
        if dated is not None:
            name, days, rest = dated
            several.append(_made(clause if several else sentence, clause.end - len(rest), name, days))
    if not several:
        dated = _dated_first(words, base)
        several = [_made(sentence, sentence.end - len(dated[2]), dated[0], dated[1])] if dated else []
    return several


def _made(piece: Piece, body: int, name: str, days: tuple[date | None, date | None]) -> StageHead:
    return StageHead(piece.start, body, name, *days)


_Head = tuple[str, tuple[date | None, date | None], str]


def _nth(words: str, base: Base) -> _Head | None:
    """第一阶段（3月）：宣传动员; 第一阶段，从3月1日到3月31日，为宣传动员阶段; 第一阶段：启动阶段（2024年）."""
    lead = _NTH_DAYS.match(words)
    if lead is None:
        return None
    dated = _dated_first(words[lead.end() :], base)
    if dated is not None:
        return dated
    match = _NTH_NAMED.match(words)
    if match is None:
        return None
    dates = match["dates"] or match["more"]
    days, rest = _days_of(dates, match["rest"], base)
    name = match["name"]
    if (
        name is None
        or _NOT_A_STAGE.search(name)
        or name.startswith(("为", "是", "的", "从", "自"))
        or re.search(r"\d", name)
    ):
        if not dates and days == (None, None):
            return None
        name, rest = words[:4], words[match.start("name") :] if match["name"] and match["dates"] else rest
    elif not dates and days == (None, None) and match["rest"][:1] not in {"", "。", "，", "：", ":"}:
        return None
    return name, days, rest


def _named(words: str, numbered: bool, base: Base) -> _Head | None:
    match = _STAGE.match(words)
    if match is None or _NOT_A_STAGE.search(match["name"]) or not match["name"]:
        return None
    rest = match["rest"]
    days, after = _days_of(match["dates"], rest, base)
    plain = rest[:1] in {"", "。", "，", ",", "：", ":", "；", " ", "—"}
    known = days != (None, None)
    if not (known or (numbered and plain) or (not rest and len(match["name"]) <= 12)):
        return None
    return match["name"], days, after


def _step(words: str, base: Base, heading: str | None) -> _Head | None:
    """（一）动员部署（4月底前） below 实施步骤, or named as steps are."""
    match = _STEP.match(words)
    if match is None or _STEP_ACTS.match(match["name"]):
        return None
    days, rest = _days_of(match["dates"], match["rest"], base)
    below = bool(heading and _STEPS_BELOW.search(heading))
    if days == (None, None) or not (below or _STEP_WORDS.search(match["name"])):
        return None
    return match["name"], days, rest


def _dated_first(words: str, base: Base) -> _Head | None:
    """4月1日至4月20日为宣传发动阶段; 3月：启动阶段."""
    if "阶段" not in words:
        return None
    lead = re.match(r"^(?:从|自|于|在)?", words)
    begin = lead.end() if lead else 0
    days = find_days(words[begin : begin + 40], base)
    if not days or days[0].start > 1:
        return None
    match = _DAY_STAGE.match(words[begin + days[0].end :])
    if match is None or _NOT_A_STAGE.search(match["name"]):
        return None
    return match["name"], span_of(days[:1]), match["rest"]


def _days_of(bracket: str | None, rest: str, base: Base) -> tuple[tuple[date | None, date | None], str]:
    """The days in the bracket behind a name, else those the words behind it begin with; and the words behind both."""
    if bracket:
        return span_of(find_days(bracket, base), _years(bracket[1:-1], base)), rest
    lead = _INTRO.match(rest)
    begin = lead.end() if lead else 0
    inner = rest[begin:].lstrip("（")
    days = find_days(inner[:40], base)
    if (
        days
        and days[0].start <= 1
        and re.match(r"^\s*[）]?\s*(?:结束|为止)?\s*(?:[。；;，,：:]|$)", inner[days[0].end :])
    ):
        return span_of(days[:1]), re.sub(r"^[） ]*(?:结束|为止)?", "", inner[days[0].end :])
    years = _YEARS.match(inner)
    if years and re.match(r"^\s*[）]?\s*(?:[。；;，,：:]|$)", inner[years.end() :]):
        return _years(inner[: years.end()], base), inner[years.end() :].lstrip("） ")
    return (None, None), rest


def _years(words: str, base: Base) -> tuple[date | None, date | None]:
    match = _YEARS.search(words)
    if match:
        first, last = int(match["a"]), int(match["b"] or match["a"])
        return (date(first, 1, 1), date(last, 12, 31)) if 1900 < first <= last < 2200 else (None, None)
    named = re.fullmatch(r"\s*(今年|明年|次年|全年)\s*", words)
    year = year_of(named[1] if named[1] != "全年" else None, base, None) if named else None
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def span_of(
    days: list[When], otherwise: tuple[date | None, date | None] = (None, None)
) -> tuple[date | None, date | None]:
    """First and last day of a stage: a span, a month, or only an end (6月底前)."""
    known = [day for day in days if day.due or day.since]
    if not known:
        return otherwise
    first, last = known[0], known[-1]
    return first.since, last.due or first.due


def days_of_line(text: str, base: Base) -> tuple[date | None, date | None] | None:
    """The days of a line that says only when (时间：3月1日至3月31日); None for any other line."""
    match = TIME_LINE.match(text)
    if match is None:
        return None
    days, rest = _days_of(None, fold(text[match.end() :]), base)
    return days if days != (None, None) and len(rest.strip("。）)； ")) < 2 else None


def listed_stages(paragraph: int, text: str, base: Base) -> list[Stage]:
    """分为宣传发动、组织实施、总结提高三个阶段; 宣传发动（3月）、组织实施（4月至10月）、总结验收（11月）三个阶段."""
    bracketed = re.search(r"[一二三四五六两\d]个(?:阶段|步骤)|阶段", text) and [
        Stage(_clean(match["name"]), "", *span_of(find_days(fold(match["dates"]), base)), paragraph)
        for match in _BRACKET_LIST.finditer(text)
        if find_days(fold(match["dates"]), base)
    ]
    if bracketed and len(bracketed) >= 2:
        return bracketed
    match = _LISTED.search(text)
    names = re.split(r"[、，,]|和|与|及", match["names"]) if match else []
    return [Stage(name.strip("“”"), "", None, None, paragraph) for name in names if 2 <= len(name) <= 12]


def _clean(name: str) -> str:
    return re.sub(r"^.*(?:分为|划分为|包括|分成|分)|^(?:[和与及]|分为?|按|即|一是|二是|三是|四是)+", "", name)
