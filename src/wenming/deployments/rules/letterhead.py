"""What stands around the words of a paper: title, speaker, occasion, date, addressees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from wenming.deployments.rules.atoms import Base
from wenming.deployments.rules.days import find_days
from wenming.deployments.rules.marks import mark_level
from wenming.deployments.rules.numerals import fold
from wenming.deployments.rules.owners import split_names
from wenming.deployments.rules.values import Paragraph

_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})\s*年"
_ONLY_DAY = re.compile(
    rf"^\s*（?\s*{_YEAR}\s*[\d一二三四五六七八九十]{{1,3}}\s*月\s*[\d一二三四五六七八九十廿]{{1,3}}\s*[日号]\s*(?:印发|发布|通过)?\s*）?(?P<name>\s+[一-鿿·\s×某]{{2,12}})?\s*$"
)
_ISSUED = re.compile(rf"{_YEAR}\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日\s*印发\s*$")
_OCCASION = re.compile(
    r"在(?P<what>[^，。]{2,50}?(?:会议|大会|会|仪式|活动|党课))上的?(?:讲话|报告|发言|致辞|动员|总结)"
)
_HELD = re.compile(
    r"今天[，,]?(?:我们)?(?:在这里|在此)?[，,]?(?:隆重)?(?:召开|举行|举办)(?P<what>[^，。；]{2,40}?(?:会议|大会|会|仪式))"
)
_PAPER = re.compile(r"^(?:的?(?:通知|通报|函|意见|方案|纪要|报告|讲话|工作方案|实施方案|工作要点|公告|决定))$")
_TITLED = re.compile(
    r"(?:讲话|通知|通报|函|意见|方案|纪要|报告|要点|公告|决定|致辞|发言|规划|计划|办法|清单|分工|分解|倡议书|责任书|安排|规定|制度|细则)(?:（[^（）]*）)?$"
)
_GREETING = re.compile(r"^(?:同志们|各位|尊敬的|同事|老师|广大|亲爱的|女士|白衣)")
_NUMBER = re.compile(r"[〔\[（(【](?P<year>20\d{2})[〕\]）)】]\s*(?:第)?\s*\d+\s*[号期]")
_TITLE_YEAR = re.compile(r"(?<!\d)(?P<year>20\d{2})\s*年(?!\s*[至—\-到])")
_HEAD, _FOOT = 9, 8


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Used to date and to address a paper, never for duties.

    said  the year the number of the paper or its title names.
    skip  numbers of the paragraphs that are no body.
    """

    title: str | None
    speaker: str | None
    occasion: str | None
    dated: date | None
    said: int | None
    addressees: tuple[str, ...]
    skip: frozenset[int]


def letterhead(paragraphs: list[Paragraph]) -> Letterhead:
    """Title, speaker, occasion, date and addressees, from the first lines and the last."""
    skip: set[int] = set()
    title: str | None = None
    speaker: str | None = None
    addressees: tuple[str, ...] = ()
    dated: date | None = None
    for place, paragraph in enumerate(paragraphs[:_HEAD]):
        text = paragraph.text.strip()
        if _GREETING.match(text) and len(text) <= 40:
            skip.add(paragraph.number)
            break
        if text.endswith(("：", ":")) and len(text) <= 120 and not mark_level(text)[0] and "如下" not in text:
            skip.add(paragraph.number)
            addressees = _addressees(text)
            break
        if (
            mark_level(text)[0]
            or re.search(r"[。；]", text)
            or len(text) > 80
            or re.search(r"[：:].{2,}", text)
            or paragraph.row is not None
        ):
            break
        day = _ONLY_DAY.match(fold(text))
        if day:
            dated = _day(text)
            speaker = speaker or ((day["name"] or "").strip() or None)
        elif title is None:
            title = text
        elif place <= 3 and (_PAPER.match(text) or (not _TITLED.search(title) and _TITLED.search(text))):
            title += text
        elif not _is_plain_line(text):
            break
        elif speaker is None and len(text) <= 24 and not re.search(r"[〔\d]", text):
            speaker = text.strip("（）() ")
        skip.add(paragraph.number)
    dated = _foot(paragraphs, skip, dated)
    return Letterhead(
        title, speaker, _occasion(title, paragraphs), dated, _said(title, paragraphs), addressees, frozenset(skip)
    )


def _is_plain_line(text: str) -> bool:
    """A number, a name or a date; not the first sentence of the body without its full stop."""
    return len(text) <= 32 and "，" not in text


def _addressees(text: str) -> tuple[str, ...]:
    names = split_names(text)
    return () if _GREETING.match(text) or text.startswith(("现", "根据", "为")) else names


def _foot(paragraphs: list[Paragraph], skip: set[int], dated: date | None) -> date | None:
    for paragraph in paragraphs[-_FOOT:]:
        folded = fold(paragraph.text)
        if _ONLY_DAY.match(folded):
            dated = _day(paragraph.text) or dated
            skip.add(paragraph.number)
        elif _ISSUED.search(folded) and len(folded) <= 60:
            dated = dated or _day(folded[folded.rindex("年") - 4 :])
            skip.add(paragraph.number)
    return dated


def _said(title: str | None, paragraphs: list[Paragraph]) -> int | None:
    for paragraph in paragraphs[:_HEAD]:
        match = _NUMBER.search(fold(paragraph.text))
        if match and len(paragraph.text) <= 40:
            return int(match["year"])
    match = _TITLE_YEAR.search(fold(title or ""))
    return int(match["year"]) if match else None


def _day(text: str) -> date | None:
    days = find_days(fold(text), Base())
    return days[0].due if days else None


def _occasion(title: str | None, paragraphs: list[Paragraph]) -> str | None:
    match = _OCCASION.search(title or "")
    for paragraph in paragraphs[:4]:
        match = match or _HELD.search(paragraph.text)
    return match["what"] if match else None
