"""The numbered sentences of a line's wording, as the statements behind its conditions."""

from __future__ import annotations

import re

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
CHINESE = "一二三四五六七八九十"
LONGEST = 400
# One way of numbering each; the figure stands in the group. Bounded, as the text may come from anybody.
MARKS = (
    re.compile(rf"([{CIRCLED}])"),
    re.compile(r"[（(]\s{0,2}(\d{1,2})\s{0,2}[）)]"),
    re.compile(rf"[（(]\s{{0,2}}([{CHINESE}])\s{{0,2}}[）)]"),
    re.compile(r"(?<![\d.])(\d{1,2})[）)](?!\d)"),
    re.compile(r"(?<![\d.])(\d{1,2})[．、](?!\d)"),
    re.compile(r"(?<![\d.])(\d{1,2})\.(?!\d)"),
    re.compile(rf"([{CHINESE}])是"),
)


def _number(mark: str) -> int:
    for digits in (CIRCLED, CHINESE):
        if mark in digits:
            return digits.index(mark) + 1
    return int(mark)


def numbered_statements(text: str, count: int) -> tuple[str, ...]:
    """What the numbers 1 to ``count`` stand before, each as one statement; empty unless all are there, in order, once.

    A statement ends at the next number, the last one at its full stop: what follows is about the counting.
    Source  our own: "①计划以文件印发；②逐月列明专题" is read as two conditions.
    """
    if count < 1:
        return ()
    for pattern in MARKS:
        found = [(match.start(), match.end(), _number(match[1])) for match in pattern.finditer(text[:20_000])]
        if [number for _start, _end, number in found] != list(range(1, count + 1)):
            continue
        ends = [start for start, _end, _number in found[1:]] + [len(text)]
        pieces = [text[end:stop] for (_start, end, _number), stop in zip(found, ends, strict=True)]
        pieces[-1] = re.split(r"[。\n]", pieces[-1], maxsplit=1)[0]
        statements = tuple(piece.strip(" \u3000；;，,。、\n：:")[:LONGEST] for piece in pieces)
        if all(statements):
            return statements
    return ()
