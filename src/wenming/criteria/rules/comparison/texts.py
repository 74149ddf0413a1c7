"""Texts side by side: how alike they are, and which words went and came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

Segment: TypeAlias = tuple[Literal["=", "-", "+"], str]
"""A piece of text that stayed, went or came."""

TOKEN = re.compile(r"\d+(?:[.．]\d+)*[%％]?|[A-Za-z]+|\s+|.", re.DOTALL)
LONGEST = 1500  # tokens that are compared one by one; longer middles are shown as replaced
CRUMB = 2  # what stayed between two changes is not worth showing if it is shorter


def segments(old: str, new: str) -> tuple[Segment, ...]:
    """Return ``old`` and ``new`` as one run of pieces: joined without "+" they are the old text, without "-" the new.

    Numbers and Latin words count as one; Chinese is compared by characters, but a single character that happens to
    stay between two changes is shown as changed, so that people read phrases.
    """
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    middle = before[head : len(before) - tail], after[head : len(after) - tail]
    pieces: list[Segment] = [
        ("=", "".join(before[:head])),
        *_middle(*middle),
        ("=", "".join(before[len(before) - tail :])),
    ]
    return tuple(_joined(pieces))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _middle(before: Sequence[str], after: Sequence[str]) -> Iterator[Segment]:
    if not before or not after or len(before) > LONGEST or len(after) > LONGEST:
        yield "-", "".join(before)
        yield "+", "".join(after)
        return
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (kind, i, j, k, m) in enumerate(blocks):
        crumb = kind == "equal" and 0 < number < len(blocks) - 1 and sum(map(len, before[i:j])) < CRUMB
        if kind == "equal" and not crumb:
            yield "=", "".join(before[i:j])
        else:
            yield "-", "".join(before[i:j])
            yield "+", "".join(after[k:m])


def _joined(pieces: Sequence[Segment]) -> Iterator[Segment]:
    """Join neighbours: between two pieces that stayed there is one that went and one that came, in this order."""
    went = came = stayed = ""
    for kind, text in pieces:
        if kind == "=":
            if not text:
                continue
            if went or came:
                yield from (segment for segment in (("=", stayed), ("-", went), ("+", came)) if segment[1])
                stayed = went = came = ""
            stayed += text
        elif kind == "-":
            went += text
        else:
            came += text
    yield from (segment for segment in (("=", stayed), ("-", went), ("+", came)) if segment[1])


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters in a text, blanks aside: what likeness is measured by."""
    plain = "".join(text.split())
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset([plain] if plain else [])


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How alike two texts are by their pairs, from 0 to 1."""
    if not one or not other:
        return 1.0 if not one and not other else 0.0
    return 2 * len(one & other) / (len(one) + len(other))
