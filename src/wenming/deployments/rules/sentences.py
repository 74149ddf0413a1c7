"""A paragraph as sentences and clauses, each with its place; brackets and quotations stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPEN, _CLOSE = "（《“‘【", "）》”’】"
_STOPS = "。！？!?\n；;"
_BREAKS = "，,：:"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: ``text == paragraph[start:end]``, without the mark that ends it."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Piece]:
    """Split at 。！？； and line ends outside quotations; a bracket after the full stop belongs to the sentence before it."""
    return _split(text, 0, _STOPS, keep_brackets=True)


def clauses(sentence: Piece) -> list[Piece]:
    """Split a sentence at commas and colons outside brackets, quotations and book titles."""
    return _split(sentence.text, sentence.start, _BREAKS, keep_brackets=False)


def _split(text: str, offset: int, marks: str, *, keep_brackets: bool) -> list[Piece]:
    pieces: list[Piece] = []
    depth, start = 0, 0
    for place, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char == "\n" or (char in marks and depth == 0):
            _add(pieces, text, start, place, offset)
            start, depth = place + 1, 0
    _add(pieces, text, start, len(text), offset)
    return _joined(pieces, text, offset) if keep_brackets else pieces


def _add(pieces: list[Piece], text: str, start: int, end: int, offset: int) -> None:
    words = text[start:end]
    stripped = words.strip()
    if stripped:
        begin = start + len(words) - len(words.lstrip())
        pieces.append(Piece(offset + begin, offset + begin + len(stripped), stripped))


_RESPONSIBLE = re.compile(r"^（[^）]{0,60}(?:责任|牵头|配合|负责|承办|主办|协办|参与)[^）]*）")


def _joined(pieces: list[Piece], text: str, offset: int) -> list[Piece]:
    """Give （责任部门：…） at the head of a sentence to the sentence before it."""
    out: list[Piece] = []
    for piece in pieces:
        match = _RESPONSIBLE.match(piece.text)
        if match and out and "\n" not in text[out[-1].end - offset : piece.start - offset]:
            before, cut = out[-1], piece.start + match.end()
            out[-1] = Piece(before.start, cut, text[before.start - offset : cut - offset])
            rest = text[cut - offset : piece.end - offset]
            if rest.strip():
                begin = cut + len(rest) - len(rest.lstrip())
                out.append(Piece(begin, piece.end, rest.strip()))
        else:
            out.append(piece)
    return out
