"""Numbered sentences in one cell, and remarks that refer to them by number (1)2)材料审核；3)问卷调查)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenming.criteria.formats.tables.codes import BRACKETED, CIRCLED, DOTTED
from wenming.criteria.formats.tables.numbers import CHINESE, chinese

# style -> (a marker, how its number is read)
MARKERS: dict[str, re.Pattern[str]] = {
    "close": re.compile(r"(?<![\d（(.．\-—~])(?P<n>\d{1,2})\s?[）)][、.．]?"),
    "paren": re.compile(rf"[（(]\s?(?P<n>\d{{1,2}})\s?[）)][、.．]?|(?P<s>[{BRACKETED}])"),
    "circled": re.compile(rf"(?P<s>[{CIRCLED}])[、.．]?"),
    "number": re.compile(
        rf"(?<![\d.．（(A-Za-z\-—~])(?P<n>\d{{1,2}})(?:[、.．](?!\d(?!0\d\d年))|\s(?=[\u4e00-\u9fff“《])(?![次个项名人件份条分年月日%]))|(?P<s>[{DOTTED}])"
    ),
    "paren-cn": re.compile(rf"[（(]\s?(?P<c>[{CHINESE}]{{1,3}})\s?[）)][、.．]?"),
    "chinese": re.compile(rf"(?<![\u4e00-\u9fff])(?P<c>[{CHINESE}]{{1,3}})[、.．](?![{CHINESE}]+[、.．])"),
    "is": re.compile(rf"(?P<c>[{CHINESE}]{{1,2}})是(?:要)?"),
    "decimal": re.compile(
        r"(?<![\d.．])(?P<d>\d{1,2}(?:[.．]\d{1,2}){1,3})(?![\d.．%分])[、\s]*(?=[\u4e00-\u9fff“《])"
    ),
}
SIGNS = CIRCLED + BRACKETED + DOTTED
STARTS_A_SENTENCE = re.compile(r"(?:^|[\n。；;!！：:]|分[）)\]】]|[）)\]】］][，,、]?|[，,] )\s*$")
NEAR = 16
LOOSE = {"circled", "close", "paren"}
REFERS = re.compile(r"(?:达到|符合|满足|完成|具备|第|其中|上述|以上|按照?|见|参照|至|到|和|或|与|、|-|—|~)$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """marker  as printed ("1)"); ordinal  its number; text  the words after it."""

    marker: str
    ordinal: int
    text: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """head  words before the first sentence; style  of the markers; sentences  in order."""

    head: str
    style: str
    sentences: tuple[Sentence, ...]


def _value(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups.get("s"):
        for signs in (CIRCLED, BRACKETED, DOTTED):
            if groups["s"] in signs:
                return signs.index(groups["s"]) + 1
    if groups.get("c"):
        return chinese(groups["c"]) or 0
    if groups.get("d"):
        return int(re.split(r"[.．]", groups["d"])[-1])
    return int(groups["n"])


def _tail(text: str, end: int) -> str:
    """The last words before ``end``: enough to tell how a sentence ended, whatever the length of the text."""
    return text[:end] if end <= NEAR else f"…{text[end - NEAR : end]}"


def _sequence(text: str, style: str) -> list[re.Match[str]]:
    """The markers of one style that count up by one, each at the beginning of a sentence."""
    chosen: list[re.Match[str]] = []
    for match in MARKERS[style].finditer(text):
        value, before = _value(match), _tail(text, match.start())
        starts = bool(STARTS_A_SENTENCE.search(before))
        if MARKERS[style].match(text, match.end()):  # ①②③全部达到: a reference, not a beginning
            continue
        if not chosen:
            if starts and (value == 1 or not before.strip()):
                chosen.append(match)
            continue
        if value != _value(chosen[-1]) + 1:
            continue
        words = text[chosen[-1].end() : match.start()].strip()
        if len(words) < 2 or (not starts and (style not in LOOSE or REFERS.search(before.rstrip()))):
            continue
        chosen.append(match)
    if chosen and len(text) - chosen[-1].end() < 2:
        chosen.pop()
    return chosen


def split_sentences(
    text: str, styles: tuple[str, ...] = ("paren-cn", "paren", "close", "circled", "number", "decimal")
) -> Numbered | None:
    """Split ``text`` at its outermost numbering; None unless at least two sentences are numbered in sequence."""
    best: tuple[int, int, str, list[re.Match[str]]] | None = None
    for style in styles:
        chosen = _sequence(text, style)
        if len(chosen) >= 2:
            rank = (chosen[0].start(), -len(chosen), style, chosen)
            if best is None or rank[:2] < best[:2]:
                best = rank
    if best is None:
        return None
    _, _, style, chosen = best
    ends = [*(match.start() for match in chosen[1:]), len(text)]
    sentences = tuple(
        Sentence(
            re.sub(r"[、.．\s]+$", "", m.group()) if style != "number" else str(_value(m)),
            _value(m),
            text[m.end() : end].strip(),
        )
        for m, end in zip(chosen, ends, strict=True)
    )
    return Numbered(text[: chosen[0].start()].strip(), style, sentences)


STRONG_MARK = rf"(?:[（(]\s?\d{{1,2}}\s?[）)]|(?<!\d)\d{{1,2}}\s?[）)]|[{SIGNS}])"
WEAK_MARK = rf"(?:第\s?\d{{1,2}}[项条款点]?|第?[{CHINESE}]{{1,2}}[项条、]|\d{{1,2}}(?=[-—–~～至、，,.．:：\s]|(?![次个人户处份家天年月])[\u4e00-\u9fff]))"
LINK = r"\s*[、，,和及与.．\-—–~～至\s]*"
MARKS = (
    rf"(?P<marks>{STRONG_MARK}(?:{LINK}{STRONG_MARK})*|(?:^|(?<=[\n；;。，,\s]))(?:{WEAK_MARK})(?:{LINK}{WEAK_MARK})*)"
)
GROUP = re.compile(rf"{MARKS}\s*[、.．:：]?\s*(?:项|条|款|点|为|采用|采取|的)*[:：]?(?=[^\d\s；;])")
RANGE = re.compile(r"[-—–~～至]")
OTHERS = re.compile(r"(?:^|[；;，,。\n\s])(?:其余|其他|其它|余下)(?:各?[项条款指标]*)?(?:为|均|采用|采取|都)*[:：]?")


def by_number(text: str, count: int) -> dict[int, str] | None:
    """What ``text`` says for each of ``count`` numbered sentences, or None if it does not speak by number.

    "1)2)材料审核；3)问卷调查" gives {1: "材料审核", 2: "材料审核", 3: "问卷调查"}; "①-③…" counts as ①②③; 其余 is for the rest.
    """
    text = text.strip()
    rest_of_all = ""
    others = OTHERS.search(text)
    if others is not None and others.start() > 0:
        rest_of_all, text = text[others.end() :].strip(" ；;。，,"), text[: others.start()]
    groups = list(GROUP.finditer(text))
    groups = [match for match in groups if all(1 <= n <= max(count, 1) for n in _numbers(match.group("marks")))]
    if not groups:
        return None
    if text[: groups[0].start()].strip(" ：:"):
        return _named_after(text, count)
    said: dict[int, str] = {}
    for match, end in zip(groups, [*(g.start() for g in groups[1:]), len(text)], strict=True):
        words = text[match.end() : end].strip(" ；;。，,、\n")
        for number in _numbers(match.group("marks")):
            said[number] = f"{said[number]}；{words}" if number in said else words
    if rest_of_all:
        for number in range(1, count + 1):
            said.setdefault(number, rest_of_all)
    return said if any(said.values()) else None


FIGURE = re.compile(
    rf"(?P<mark>[{SIGNS}]|[（(]\s?\d{{1,2}}\s?[）)]|\d{{1,2}}\s?[)）、])\s*(?P<n>\d{{1,3}}(?:\.\d{{1,2}})?)\s*分?[\s；;，,。]*"
)


def figures_by_number(text: str) -> dict[int, str] | None:
    """The points of each numbered sentence where a cell holds nothing else: ①5分②10分 gives {1: "5", 2: "10"}."""
    said: dict[int, str] = {}
    end = 0
    for match in FIGURE.finditer(text):
        if match.start() != end:
            return None
        end = match.end()
        said[_numbers(match["mark"])[0]] = match["n"]
    return said if len(said) > 1 and end == len(text) else None


AFTER = re.compile(
    rf"(?P<words>[^\d；;\n{SIGNS}（）()]{{2,20}})[（(]?(?P<marks>(?:{STRONG_MARK}|\d{{1,2}})(?:{LINK}(?:{STRONG_MARK}|\d{{1,2}}))*)[）)]?(?=$|[；;。，,、\s])"
)


def _named_after(text: str, count: int) -> dict[int, str] | None:
    """The other way round: 材料审核①②；问卷调查③."""
    said: dict[int, str] = {}
    end = 0
    for match in AFTER.finditer(text):
        if text[end : match.start()].strip(" ；;。，,、\n"):
            return None
        end = match.end()
        for number in _numbers(match.group("marks")):
            if not 1 <= number <= count:
                return None
            words = match.group("words").strip(" ；;。，,、：:")
            said[number] = f"{said[number]}；{words}" if number in said else words
    return said if said and not text[end:].strip(" ；;。，,、\n") else None


def _numbers(marks: str) -> list[int]:
    """The numbers that a run of markers names: "1)2)" 1, 2; "①-③" 1, 2, 3."""
    tokens = list(re.finditer(rf"\d{{1,2}}|[{SIGNS}]|[{CHINESE}]{{1,2}}", marks))
    values: list[int] = []
    for index, token in enumerate(tokens):
        piece = token.group()
        value = next((signs.index(piece) + 1 for signs in (CIRCLED, BRACKETED, DOTTED) if piece in signs), 0)
        value = value or (int(piece) if piece.isdecimal() else chinese(piece) or 0)
        between = marks[tokens[index - 1].end() : token.start()] if index else ""
        if values and RANGE.search(between):
            values.extend(range(values[-1] + 1, value))
        values.append(value)
    return values
