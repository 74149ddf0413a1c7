"""A paragraph as sentences and clauses, each with its place; brackets and quotations stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "‘": "’", "【": "】", "〔": "〕"}
_CLOSE = frozenset(_PAIRS.values())
_STOPS = "。！？!?\n；;"
_BREAKS = "，,：:"
_LONGEST_BRACKET = 120
_LIGHT = "，,、：: ."
_TOO_LONG = ((500, "，,"), (700, "、 "))
_LONGEST_SENTENCE = 900
"""Beyond these lengths a comma, then a 、, then anything ends a sentence: what goes on without a stop is a list."""
_ITEM_NEXT = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，、,]|首先|[①-⑳])"
)
_DOT = re.compile(r"(?<=[一-鿿）)”])\.(?=\s*(?:[一-鿿（]|$))")
_NUMERAL_DOT = re.compile(r"(?:^|[。；\s])[一二三四五六七八九十]{1,3}$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: ``text == paragraph[start:end]``, without the mark that ends it."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Piece]:
    """Split at 。！？； and line ends outside quotations, and before an item after a colon (做好三件事：一是…)."""
    return _split(text, 0, _STOPS, of_sentences=True)


def clauses(sentence: Piece) -> list[Piece]:
    """Split a sentence at commas and colons outside brackets, quotations and book titles; a colon of a clock is none."""
    return _split(sentence.text, sentence.start, _BREAKS, of_sentences=False)


def _split(text: str, offset: int, marks: str, *, of_sentences: bool) -> list[Piece]:
    pieces: list[Piece] = []
    closed = _closings(text)
    dots = {match.start() for match in _DOT.finditer(text)} if of_sentences and "." in text else set()
    place = start = 0
    while place < len(text):
        char = text[place]
        if place in closed:
            place = closed[place]
        elif (char in marks and not _in_a_clock(text, place)) or (
            of_sentences and (_new_item(text, place, start, dots) or _too_long(char, place - start))
        ):
            _add(pieces, text, start, place, offset)
            start = place + 1 if char in marks or char in _LIGHT else place
        place += 1
    _add(pieces, text, start, len(text), offset)
    return pieces


def _closings(text: str) -> dict[int, int]:
    """Where each bracket or quotation that is closed soon enough ends. One never closed hides nothing."""
    closed: dict[int, int] = {}
    stack: list[int] = []
    for place, char in enumerate(text):
        if char in _PAIRS:
            stack.append(place)
        elif char in _CLOSE:
            while stack and _PAIRS[text[stack[-1]]] != char:
                stack.pop()
            if stack and place - stack[-1] <= _LONGEST_BRACKET:
                closed[stack.pop()] = place
        elif char == "\n":
            stack.clear()
    return closed


def _new_item(text: str, place: int, start: int, dots: set[int]) -> bool:
    if place in dots:
        return not _NUMERAL_DOT.search(text[max(start, place - 4) : place])
    return text[place] in "：:" and bool(_ITEM_NEXT.match(text, place + 1))


def _too_long(char: str, length: int) -> bool:
    return length > _TOO_LONG[0][0] and (
        length > _LONGEST_SENTENCE or any(length > most and char in marks for most, marks in _TOO_LONG)
    )


def _in_a_clock(text: str, place: int) -> bool:
    return (
        text[place] in "：:" and 0 < place < len(text) - 1 and text[place - 1].isdigit() and text[place + 1].isdigit()
    )


def _add(pieces: list[Piece], text: str, start: int, end: int, offset: int) -> None:
    words = text[start:end]
    stripped = words.strip()
    if stripped:
        begin = start + len(words) - len(words.lstrip())
        pieces.append(Piece(offset + begin, offset + begin + len(stripped), stripped))
