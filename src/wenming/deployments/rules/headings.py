"""Numbered headings, the letterhead and the stages of a paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wenming.deployments.rules.days import Base, NoSuchDay, find_days, fold
from wenming.deployments.rules.owners import split_names
from wenming.deployments.rules.sentences import sentences
from wenming.deployments.rules.values import Paragraph, Stage, When

_NUMERAL = "[一二三四五六七八九十]{1,3}"
MARK = re.compile(
    rf"^\s*(?:(?P<l1>(?:第{_NUMERAL}[章部编](?:分)?[\s、：:]*|{_NUMERAL}\s*[、．.]))|(?P<l2>[（(]{_NUMERAL}[）)]、?)|(?P<l3>第{_NUMERAL}[、，,：:]|\d{{1,2}}\s*[、．.](?!\d))"
    rf"|(?P<l4>[（(]\d{{1,2}}[）)]|[①-⑳])|(?P<l5>{_NUMERAL}(?:要|是)(?!否)|首先|其次|再次|最后))"
)
LONGEST_HEADING = 50
_NOT_A_STAGE = re.compile(r"(?:[现本各该上下新]|这一?|这个|下一|上一|每个?|一个|不同|个|历史|初级|分)阶段$")
_STAGE = re.compile(
    r"^(?P<name>第[一二三四五六]阶段(?![一-鿿])|(?:第[一二三四五六]阶段\s*[：:、，,]?\s*)?[^，。；：、（）\s]{2,14}?阶段|第[一二三四五六]阶段\s*[：:、，,]\s*[^，。；：、（）\s]{2,14})"
    r"\s*(?:（(?P<dates>[^（）]{2,40})）)?\s*(?P<rest>[，,。：:；].*|$)"
)
_ORDINAL_STAGE = re.compile(
    r"^第[一二三四五六]阶段\s*(?:（(?P<dates>[^（）]{2,40})）)\s*[：:、，,]?\s*(?P<name>[^，。；：（）\s]{2,16})?"
)
_DAY_STAGE = re.compile(r"(?:为|是|，|,|、|：|:)\s*(?P<name>[^，。；：、（）\s]{2,12}阶段)")
_LISTED = re.compile(rf"(?:分为?|按照?|划分为)(?P<names>[^。；（）]{{4,60}}?)(?:[{'一二三四五六两'}\d]个)阶段")
_ONLY_DAY = re.compile(r"^\s*[（(]?\s*(?:\d{4}|[〇零一二三四五六七八九]{4})年[^，。：]{2,10}[日号]\s*[）)]?\s*$")
_OCCASION = re.compile(r"在(?P<what>[^，。]{2,50}?(?:会议|大会|会|仪式|活动))上的?(?:讲话|报告|发言|致辞|动员)")
_HELD = re.compile(
    r"今天[，,]?(?:我们)?(?:在这里|在此)?[，,]?(?:隆重)?(?:召开|举行|举办)(?P<what>[^，。；]{2,40}?(?:会议|大会|会|仪式))"
)
_PAPER = re.compile(r"^(?:通知|通报|函|意见|方案|纪要|报告|讲话|工作方案|实施方案)$")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands around the words: used to date and to address them, never for duties."""

    title: str | None
    speaker: str | None
    occasion: str | None
    dated: date | None
    addressees: tuple[str, ...]
    skip: frozenset[int]


def mark_level(text: str) -> tuple[int, int]:
    """The level of the number a text begins with (1 is 一、, 0 is none) and where its words begin."""
    match = MARK.match(text)
    if match is None or match.lastgroup is None:
        return 0, 0
    return int(match.lastgroup[1]), match.end()


def heading_of(paragraph: Paragraph) -> tuple[int, str] | None:
    """The heading a paragraph begins with: its first sentence, if that is numbered and short."""
    text = paragraph.label + paragraph.text
    level, _start = mark_level(fold(text))
    if not level:
        return None
    first = sentences(text)[0].text if sentences(text) else ""
    first = re.split(r"[：:]", first)[0] if len(first) > LONGEST_HEADING else first
    return (level, first) if len(first) <= LONGEST_HEADING else None


def letterhead(paragraphs: list[Paragraph]) -> Letterhead:
    """Title, speaker, occasion, date and addressees, from the first lines and the last."""
    skip: set[int] = set()
    title: str | None = None
    speaker: str | None = None
    addressees: tuple[str, ...] = ()
    dated: date | None = None
    for place, paragraph in enumerate(paragraphs[:8]):
        text = paragraph.text.strip()
        if re.match(r"^(?:同志们|各位|尊敬的)", text) or (text.endswith(("：", ":")) and len(text) <= 80):
            skip.add(paragraph.number)
            names = split_names(text)
            addressees = () if re.match(r"^(?:同志们|各位|尊敬的|同事)", text) else names
            break
        if mark_level(text)[0] or re.search(r"[。；]", text) or len(text) > 80:
            break
        skip.add(paragraph.number)
        if _ONLY_DAY.match(fold(text)):
            dated = _day(text)
        elif title is None:
            title = text
        elif place <= 2 and _PAPER.match(text):
            title += text
        elif speaker is None and len(text) <= 24 and not re.search(r"[〔\d]", text):
            speaker = text.strip("（）() ")
    if title is None and paragraphs:
        skip.discard(paragraphs[0].number)
    for paragraph in paragraphs[-6:]:
        if _ONLY_DAY.match(fold(paragraph.text)):
            dated = _day(paragraph.text) or dated
            skip.add(paragraph.number)
    return Letterhead(title, speaker, _occasion(title, paragraphs), dated, addressees, frozenset(skip))


def _day(text: str) -> date | None:
    days = find_days(fold(text), Base())
    return days[0].due if days else None


def _occasion(title: str | None, paragraphs: list[Paragraph]) -> str | None:
    match = _OCCASION.search(title or "")
    for paragraph in paragraphs[:4]:
        match = match or _HELD.search(paragraph.text)
    return match["what"] if match else None


@dataclass(frozen=True, slots=True)
class StageHead:
    """A stage where it is named: the place of its name in the paragraph and of the words after it."""

    start: int
    body: int
    name: str
    since: date | None
    until: date | None


def stage_heads(text: str, label: str, base: Base) -> list[StageHead]:
    """Every stage a paragraph opens: numbered (二是组织实施阶段。), with days (准备阶段（4月1日—4月20日）), or dated first."""
    found: list[StageHead] = []
    for sentence in sentences(text):
        folded = fold(sentence.text)
        level, begin = mark_level(folded)
        numbered = bool(level) or (bool(label) and sentence.start == 0)
        head = _named(folded[begin:], numbered, base)
        if head is None:
            dated = _dated_first(folded[begin:], base)
            head = dated
        if head is not None:
            name, days, length = head
            since, until = span_of(days)
            found.append(StageHead(sentence.start, sentence.start + begin + length, name, since, until))
    return found


def _named(words: str, numbered: bool, base: Base) -> tuple[str, list[When], int] | None:
    match = _STAGE.match(words)
    if match:
        name = re.sub(r"^第[一二三四五六]阶段\s*[：:、，,]?\s*", "", match["name"]) or match["name"]
        days = _days(match["dates"] or match["rest"][:30], base)
        ok = not _NOT_A_STAGE.search(name) and (
            numbered or match["dates"] or (days and match["rest"].startswith(("：", ":"))) or name != match["name"]
        )
        if ok:
            return name, days, match.start("rest") if match["rest"] else match.end()
    match = _ORDINAL_STAGE.match(words)
    if match and match["name"]:
        return match["name"], _days(match["dates"], base), match.end()
    return None


def _dated_first(words: str, base: Base) -> tuple[str, list[When], int] | None:
    """4月1日至4月20日为宣传发动阶段."""
    days = _days(words[:40], base)
    if not days or days[0].start > 2:
        return None
    match = _DAY_STAGE.match(words, days[0].end)
    if match is None or _NOT_A_STAGE.search(match["name"]):
        return None
    return match["name"], days[:1], match.end()


def _days(words: str | None, base: Base) -> list[When]:
    try:
        return find_days(fold(words or ""), base)
    except NoSuchDay:
        return []


def span_of(days: list[When]) -> tuple[date | None, date | None]:
    """First and last day of a stage: a span, a month, or only an end (6月底前)."""
    if not days:
        return None, None
    first, last = days[0], days[-1]
    return first.since, (last if last.due else first).due


def listed_stages(text: str) -> list[str]:
    """分为宣传发动、组织实施、总结提高三个阶段."""
    match = _LISTED.search(text)
    return [name for name in re.split(r"[、，,]|和|与|及", match["names"]) if 2 <= len(name) <= 12] if match else []


def as_stage(head: StageHead, text: str, until: int, paragraph: int) -> Stage:
    words = text[head.body : until].strip().lstrip("。：:，,；")
    return Stage(head.name, words.strip(), head.since, head.until, paragraph)
