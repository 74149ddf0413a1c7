"""Break a title over lines: no word cut apart, lines centred in the shape of a trapezium or a rhombus.

Source  GB/T 9704-2012 §7.3.1: 词意完整，排列对称，长短适宜，间距恰当，梯形或菱形. How the shapes are weighed is our own, ADR-0023.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import ceil
from pathlib import Path

from wenming.documents.formats.papers.wording import ems

_LATIN = 0.6  # figures of a bold title face are wider than half a character
LEXICON = Path(__file__).with_name("lexicon.txt")
_LONGEST_WORD = 8
MOST = 400  # characters; a longer title is broken where lines are full

_NOT_FIRST = set("的和与及或等、，。；：？！）》〉】〕”’…·之了们第％%—")  # never begin a line
_NOT_LAST = set("（《〈【〔“‘第·—")  # never end a line
_JOINERS = set("和与及或、")  # better at the end of a line than at its beginning, better in the middle than at the end
_UNIT = re.compile(
    r"[A-Za-z0-9.%％‰/:：–-]+(?:年度|年|月|日|号|期|届|次|个|项|周年)?|“[^”]{1,8}”|《[^》]{1,10}》|〔\d{4}〕\d*号?"
)


@lru_cache(maxsize=1)
def _lexicon() -> frozenset[str]:
    return frozenset(LEXICON.read_text(encoding="utf-8").split())


def words_of(text: str) -> list[str]:
    """The words of a text, as far as the list of words and the marks tell; what is unknown falls into characters."""
    known = _lexicon()
    found: list[str] = []
    at = 0
    while at < len(text):
        unit = _UNIT.match(text, at)
        if unit and len(unit[0]) > 1:
            found.append(unit[0])
            at = unit.end()
            continue
        for size in range(min(_LONGEST_WORD, len(text) - at), 0, -1):
            piece = text[at : at + size]
            if size == 1 or piece in known:
                found.append(piece)
                at += size
                break
    return found


def broken(title: str, width: float, *, most: int = MOST) -> list[str]:
    """The lines of a title.

    width  how many characters (ems) fit on a line.
    A line end in the title is kept. No line is wider than ``width``, except where a single word is.
    """
    lines: list[str] = []
    for part in title.split("\n"):
        part = " ".join(part.split())
        if not part:
            continue
        lines.extend(_shaped(part, width) if len(part) <= most else _filled(part, width))
    return lines


def _wide(text: str) -> float:
    return ems(text, _LATIN)


def _filled(text: str, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in words_of(text):
        while _wide(word) > width:
            word, lines = word[int(width) :], [*lines, *([line] if line else []), word[: int(width)]]
            line = ""
        if _wide(line + word) > width:
            lines.append(line)
            line = ""
        line += word
    return [line.strip() for line in [*lines, line] if line.strip()]


def _shaped(text: str, width: float) -> list[str]:
    total = _wide(text)
    if total <= width:
        return [text]
    words = words_of(text)
    if any(_wide(word) > width for word in words):
        return _filled(text, width)
    least = ceil(total / width)
    best: tuple[float, list[str]] | None = None
    for count in (least, least + 1):
        made = _into(words, count, width)
        if made is None:
            continue
        cost = made[0] + 30 * (count - least)
        if best is None or cost < best[0]:
            best = (cost, made[1])
    return best[1] if best else _filled(text, width)


def _into(words: list[str], count: int, width: float) -> tuple[float, list[str]] | None:
    """The best way to set words in so many lines: up to four lines all ways are weighed, then line by line."""
    starts = [0.0]
    for word in words:
        starts.append(starts[-1] + _wide(word))
    ideal = starts[-1] / count
    seam = [0.0] + [_seam(words, at) for at in range(1, len(words))] + [0.0]
    # For every (position, lines so far): the cheapest few ways, by seams and evenness; shapes are weighed at the end.
    ways: dict[int, list[tuple[float, tuple[int, ...]]]] = {0: [(0.0, (0,))]}
    for line in range(1, count + 1):
        following: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
        for at, kept in ways.items():
            ends = [len(words)] if line == count else range(at + 1, len(words))
            for end in ends:
                length = starts[end] - starts[at]
                if length > width:
                    if line == count:
                        continue
                    break
                cost = seam[end] + ((length - ideal) / ideal) ** 2 * 12
                following.setdefault(end, []).extend((cost + before, (*cuts, end)) for before, cuts in kept)
        ways = {end: sorted(kept)[:24] for end, kept in following.items()}
    finished = ways.get(len(words))
    if not finished:
        return None

    def weigh(way: tuple[float, tuple[int, ...]]) -> float:
        lengths = [starts[b] - starts[a] for a, b in zip(way[1], way[1][1:], strict=False)]
        return way[0] + _shape(lengths)

    chosen = min(finished, key=weigh)
    lines = ["".join(words[a:b]).strip() for a, b in zip(chosen[1], chosen[1][1:], strict=False)]
    return weigh(chosen), lines


def _seam(words: list[str], at: int) -> float:
    """How much it costs to break before word ``at``."""
    before, after = words[at - 1], words[at]
    cost = 0.0
    if after[0] in _NOT_FIRST:
        cost += 200 if after[0] not in _JOINERS else 40
    if before[-1] in _NOT_LAST:
        cost += 200
    if before[-1] in _JOINERS and before[-1] != "、":
        cost += 6
    if len(before) == 1 and len(after) == 1 and _is_han(before) and _is_han(after):
        cost += 10  # two unknown characters: perhaps one word
    elif len(before) == 1 or len(after) == 1:
        cost += 3
    if before in {"关于"}:
        cost += 12  # 关于 belongs to what follows
    if after in {"关于"}:
        cost -= 3
    if before == "的":
        cost -= 3
    if after in {"工作", "建设", "活动", "会议", "情况", "精神"} or before in {"全国", "全省", "全市"}:
        cost += 5
    return cost


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _shape(lengths: list[float]) -> float:
    """How far from a trapezium or a rhombus: an hourglass is worst, a brick poor, a last crumb poor."""
    cost = 0.0
    longest = max(lengths)
    if min(lengths) < longest * 0.35:
        cost += 15
    if len(lengths) == 1:
        return cost
    for before, middle, after in zip(lengths, lengths[1:], lengths[2:], strict=False):
        if middle < before and middle < after:
            cost += 40
    if len(set(lengths)) == 1:
        cost += 6
    return cost
