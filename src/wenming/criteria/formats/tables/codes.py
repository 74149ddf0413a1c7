"""Codes as printed before a line: 一、 （一） 1. 1.1.1 Ⅰ-1 II-1-2 A1 ① 1) 第一条.

A code keeps what was printed (without the mark that closes it), its style – which tells one level of numbering from
another – and its ordinal within that style.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from wenming.criteria.formats.tables.numbers import CHINESE, chinese

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
ROMAN_SIGNS = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
DOTTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
BRACKETED_CHINESE = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
CN = f"[{CHINESE}]{{1,4}}"
DASH = r"[-—–－―‐‑−]"
# What may not follow a bare number: then it counts something and is no code.
UNIT = (
    r"(?![%％‰′'/~～]|分(?![工类管级析别期层批阶])|年(?![度终初轻])|月(?!度)|日(?!常)|次|个(?![人体性])|项(?!目)|名(?![单称牌])"
    r"|人次|人(?=[以,，、]|$)|件|份|条(?![例件])|户(?![外籍])|处(?![理置室])|万|亿|元|米|天(?!然)|倍|届|小时|平方|公里|公斤"
    r"|篇|张(?!贴)|册|场(?![所地馆次])|期(?!间)|家(?![庭风教长])|支(?![部持])|起(?!草)|例(?!会)|轮|批(?!示)|台(?![账帐])"
    r"|级(?!别)|类(?!型)|周(?![边围])|以上|以下|以内|多[个次项名]|余[个次项])"
)
GAP = r"[ \n]"


@dataclass(frozen=True, slots=True)
class Code:
    """printed  as on paper, without its closing mark; style  one name per kind of numbering; ordinal  its last number."""

    printed: str
    style: str
    ordinal: int
    parts: tuple[int, ...] = ()

    @property
    def prefix(self) -> tuple[int, ...]:
        return self.parts[:-1]


def _roman(text: str) -> int | None:
    text = unicodedata.normalize("NFKC", text).upper()
    total = 0
    for char, following in zip(text, [*text[1:], ""], strict=True):
        value = ROMAN.get(char)
        if value is None:
            return None
        total += -value if ROMAN.get(following, 0) > value else value
    return total


R = rf"(?:[{ROMAN_SIGNS}]|[IVX]{{1,4}})"
STYLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (style, re.compile(pattern))
    for style, pattern in (
        # 第一部分 / 第3条
        ("ordinal", rf"(?P<p>第({CN}|\d{{1,3}})(?P<unit>部分|板块|篇|章|节|条|款|项|类|大类))(?:[：:、，,.．]|{GAP})*"),
        # 指标1 / 项目一：
        (
            "word",
            rf"(?P<p>(?P<unit>指标|项目|任务|板块|模块|类别|专题|单元|条目|标准)({CN}|\d{{1,3}}))(?:[：:、.．]|{GAP})+",
        ),
        # Ⅰ-1 / II-1-2
        (
            "roman-dash",
            rf"(?P<p>({R})(?:{DASH}|[.．·])(\d{{1,3}}(?:(?:{DASH}|[.．])\d{{1,3}})*)){UNIT}[、.．:：]?{GAP}*",
        ),
        # Ⅲ、 / II.
        ("roman", rf"(?P<p>({R}))(?:[、.．:：]|{GAP})+(?!\d)"),
        ("roman", rf"(?P<p>([{ROMAN_SIGNS}]))(?=[\u4e00-\u9fff])"),
        # （一） / （1） / [1]
        ("paren-cn", rf"(?P<p>[（(〔]{GAP}*({CN}){GAP}*[）)〕])[、.．:：]?{GAP}*"),
        ("paren-cn", rf"(?P<p>([{BRACKETED_CHINESE}]))[、.．]?{GAP}*"),
        ("paren", rf"(?P<p>[（(〔]{GAP}*(\d{{1,3}}){GAP}*[）)〕])[、.．:：]?{GAP}*"),
        ("paren", rf"(?P<p>([{BRACKETED}]))[、.．]?{GAP}*"),
        ("paren-letter", rf"(?P<p>[（(]{GAP}*([A-Za-z]){GAP}*[）)])[、.．:：]?{GAP}*"),
        # 1) / a)
        ("close", rf"(?P<p>(\d{{1,3}}){GAP}?[）)])[、.．:：]?{GAP}*"),
        ("close-letter", rf"(?P<p>([A-Za-z])[）)])[、.．:：]?{GAP}*"),
        ("close-cn", rf"(?P<p>({CN})[）)])[、.．:：]?{GAP}*"),
        ("circled", rf"(?P<p>([{CIRCLED}]))[、.．:：]?{GAP}*"),
        # A1 / B12 / C1-2 / A1.1
        (
            "letter",
            rf"(?P<p>(?P<unit>[A-Za-z]{{1,3}}){DASH}?(\d{{1,3}}(?:(?:{DASH}|[.．])\d{{1,3}})*))(?:[、.．:：]|{GAP})+",
        ),
        ("letter", rf"(?P<p>(?P<unit>[A-Z])(\d{{1,3}}(?:(?:{DASH}|[.．])\d{{1,3}})*))(?=[\u4e00-\u9fff《“（【])"),
        # 1.1.1 / 1-1-2
        ("decimal", rf"(?P<p>(\d{{1,3}}(?:[.．。]\d{{1,3}}){{1,5}}))[、.．:：]?{UNIT}{GAP}*(?=[^\d\W]|[《“\"（【]|$)"),
        ("dashed", rf"(?P<p>(\d{{1,2}}(?:{DASH}\d{{1,3}}){{1,4}}))(?:[、.．:：]|{GAP})*{UNIT}(?=[^\d\W]|[《“\"]|$)"),
        # 1. / 1、 / 1： – one level, however it is closed
        ("number", rf"(?P<p>(\d{{1,3}}))[、.．。]{GAP}*(?!\d(?!0\d\d年))"),
        ("number", rf"(?P<p>(\d{{1,3}})){GAP}*[:：,，]{GAP}*(?=[\u4e00-\u9fff《“])"),
        ("number", rf"(?P<p>(\d{{1,3}})){GAP}+(?=[\u4e00-\u9fff《“]){UNIT}"),
        ("number", rf"(?P<p>([{DOTTED}])){GAP}*"),
        # 一、 / 一. / 一：
        ("chinese", rf"(?P<p>({CN}))(?:[、.．，,:：]|{GAP})+"),
        ("capital", rf"(?P<p>([A-Z]))(?:[、.．:：]{GAP}*|{GAP}+(?=[\u4e00-\u9fff]{{2}})(?![类级等档股座区楼]))"),
    )
)
NUMBERED_LIST = re.compile(r"(?P<n>\d{1,3})[.．、](?=1[)）])")  # 5.1)…；2)…: number 5, and a list begins
BULLET = re.compile(r"^(?:[•●○◆◇■□▲△★☆※▪◦·\uf06c\uf06e\uf0d8√✓➢►-]|[*＊+](?= ))\s*")


@lru_cache(maxsize=32768)
def split_code(text: str) -> tuple[Code | None, str]:
    """The code at the head of clean ``text`` and the words after it; (None, text) where there is none."""
    text = BULLET.sub("", text)
    listed = NUMBERED_LIST.match(text)
    if listed is not None:
        return Code(listed["n"], "number", int(listed["n"]), (int(listed["n"]),)), text[listed.end() :]
    for style, pattern in STYLES:
        match = pattern.match(text)
        if match is None:
            continue
        code = _code(style, match)
        if code is not None:
            return code, text[match.end() :].strip()
    return None, text


def whole_code(text: str) -> Code | None:
    """The code that a cell of a number or code column holds, or None if the cell holds words."""
    text = text.strip()
    if not text or len(text) > 24:
        return None
    if text.isdecimal():
        return Code(text, "number", int(text), (int(text),)) if len(text) <= 4 else _raw(text)
    value = chinese(text)
    if value is not None:
        return Code(text, "chinese", value, (value,))
    if all(char in ROMAN_SIGNS for char in text) or re.fullmatch(r"[IVX]{1,4}", text):
        value = _roman(text) or 0
        return Code(text, "roman", value, (value,))
    if re.fullmatch(r"[A-Z]", text):
        return Code(text, "capital", ord(text) - ord("A") + 1, (ord(text) - ord("A") + 1,))
    code, rest = split_code(text + " ")
    if code is not None and not rest.strip("、.．:： "):
        return code
    return _raw(text) if re.fullmatch(r"[A-Za-z0-9ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ./\-—–_]+", text) else None


def _raw(text: str) -> Code:
    """A code of an office's own making, GY-01-02: its style is its shape."""
    numbers = tuple(int(n) for n in re.findall(r"\d{1,6}", text))
    return Code(text, "raw" + re.sub(r"\d+", "0", text), numbers[-1] if numbers else 0, numbers)


def _code(style: str, match: re.Match[str]) -> Code | None:
    printed = re.sub(r"(?<=\d)[。．](?=\d)", ".", re.sub(r"\s+", "", match.group("p")))
    groups = match.groupdict()
    unit = groups.get("unit") or ""
    body = next((g for g in match.groups()[1:] if g and g != unit), "")
    if style == "roman-dash":
        numerals = match.groups()[1:]
        parts = (_roman(numerals[0]) or 0, *(int(n) for n in re.findall(r"\d+", numerals[1])))
        # Ⅰ-1, Ⅱ-1: the numeral names the level (or the part); which of the two, the tree decides.
        return Code(printed, f"roman-dash{len(parts)}/{parts[0]}", parts[-1], parts)
    if style in {"decimal", "dashed", "letter"}:
        parts = tuple(int(n) for n in re.findall(r"\d+", body))
        if style == "dashed" and any(part > 99 for part in parts):
            return None
        return Code(printed, f"{style}{unit.upper()}{len(parts)}", parts[-1], parts)
    ordinal = _ordinal(style, body)
    if ordinal is None:
        return None
    return Code(printed, style + unit, ordinal, (ordinal,))


def _ordinal(style: str, body: str) -> int | None:
    if style == "roman":
        return _roman(body)
    if style in {"paren-letter", "close-letter", "capital"}:
        return ord(body.upper()) - ord("A") + 1
    for signs in (CIRCLED, BRACKETED, DOTTED, BRACKETED_CHINESE):
        if len(body) == 1 and body in signs:
            return signs.index(body) + 1
    return int(body) if body.isdecimal() else chinese(body)
