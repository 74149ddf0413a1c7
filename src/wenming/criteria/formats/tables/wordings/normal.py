"""Scoring words in one spelling: 0．5分, 扣一分, 百分之八十, 减半计分, 3、2、1分 – with the way back to what was printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from wenming.criteria.formats.tables.numbers import CHINESE, chinese

NUM = r"\d+(?:\.\d+)?"
EDGES = " ，,；;。、：:（）()\n"
_CN = f"[{CHINESE}]"
_VERB = "扣得计记给加减奖赋评高多过顶至为满到低"
_UNITS = "次项人个起处例条件名篇场期天户家份类级宗"


@dataclass(frozen=True, slots=True)
class Normal:
    """text  in one spelling; at  for every place in it (and its end) the place in ``raw``, the words as printed."""

    text: str
    at: tuple[int, ...]
    raw: str

    def quote(self, start: int, end: int) -> str:
        """What was printed for ``text[start:end]``, without marks at its edges."""
        return trimmed(self.raw[self.at[start] : self.at[end]])


def trimmed(words: str) -> str:
    """Words without marks at their edges, but with the brackets that belong to them."""
    words = words.strip(EDGES)
    for opening, closing in ("（）", "()"):
        if words.count(opening) > words.count(closing):
            words += closing
    return words


def _decimal(match: re.Match[str]) -> str:
    whole, part = chinese(match["a"]), chinese(match["b"]) if match["b"] else None
    return match[0] if whole is None else str(whole) if part is None else f"{whole}.{part}"


def _percent(match: re.Match[str]) -> str:
    words = match["n"]
    value = 100 if words in {"百", "一百"} else int(words) if words.isdecimal() else chinese(words)
    return match[0] if value is None else f"{value}%"


def _share(match: re.Match[str]) -> str:
    below, above = chinese(match["b"]), chinese(match["a"])
    if not below or not above or above > below:
        return match[0]
    share = Fraction(above * 100, below)
    return f"{share.numerator}%" if share.denominator == 1 else match[0]


def _listed(match: re.Match[str]) -> str:
    return re.sub(rf"{NUM}(?=[、/／])", lambda m: f"{m[0]}分", match[0])


STEPS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<=\d) ?[。．·] ?(?=\d+ ?(?:分|%|个?百分点|个点))"), lambda m: "."),
    (re.compile(r"(?<=[\d%分张份）)])\s*[-—–~～－﹣]+\s*(?=\d)"), lambda m: "-"),
    (re.compile(r"大于(?:或)?等于|＞=|>=|≧|＞＝"), lambda m: "≥"),
    (re.compile(r"小于(?:或)?等于|＜=|<=|≦|＜＝"), lambda m: "≤"),
    (re.compile("＜"), lambda m: "<"),
    (re.compile(r"(?<=\d)[（(]含[）)](?=[分%次个])"), lambda m: ""),
    (re.compile("＞"), lambda m: ">"),
    (re.compile("％"), lambda m: "%"),
    (re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])"), lambda m: "，"),
    (re.compile(r"(?<=[\u4e00-\u9fff]) +(?=[A-E](?:[级档等][：:]?|[：:])?(?:得|计)?\d)"), lambda m: "，"),
    (re.compile(r" +"), lambda m: ""),
    (re.compile(rf"百分之(?P<n>\d+|{_CN}{{1,4}})"), _percent),
    (re.compile(rf"(?P<b>{_CN}{{1,2}})分之(?P<a>{_CN}{{1,2}})"), _share),
    (re.compile(rf"(?<=[{_VERB}])半分"), lambda m: "0.5分"),
    (re.compile(r"(?<=[扣得计记给减除])(?:本项|该项|此项|一项)?(?:分值?|满分|总分)?的?(?:一半|半数)"), lambda m: "50%"),
    (re.compile(r"(?:按?减半|折半)(?:计分|得分|记分|给分|赋分|扣分)?"), lambda m: "扣50%"),
    (re.compile(rf"(?<=[{_VERB}])(?P<a>{_CN}{{1,3}})(?:点(?P<b>{_CN}))?(?=(?:-|至|到)?(?:{_CN}{{1,3}})?分(?!之))"), _decimal),
    (re.compile(rf"(?<=[\d至到-])(?P<a>{_CN}{{1,2}})(?P<b>(?!))?(?=分(?!之))"), _decimal),
    (re.compile(rf"(?<=[{_UNITS}])(?P<a>{_CN}{{1,2}})(?P<b>(?!))?(?=分(?:[，,；;。、]|$))"), _decimal),
    (re.compile(rf"(?<![\d.]){NUM}(?:[、/／]{NUM})+(?=分)"), _listed),
)  # fmt: skip


def normal(raw: str) -> Normal:
    """``raw`` (one line of clean words) in one spelling."""
    text, at = raw, list(range(len(raw) + 1))
    for pattern, replace in STEPS:
        if pattern.search(text) is None:
            continue
        pieces: list[str] = []
        places: list[int] = []
        last = 0
        for match in pattern.finditer(text):
            new = replace(match)
            pieces += [text[last : match.start()], new]
            places += [*at[last : match.start()], *[at[match.start()]] * len(new)]
            last = match.end()
        text, at = "".join([*pieces, text[last:]]), [*places, *at[last:]]
    return Normal(text, tuple(at), raw)
