"""Characters and numbers as papers write them: １０月, 廿五日, 二〇二六年."""

from __future__ import annotations

import re

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KEPT = {0xFF0C, 0xFF1B, 0xFF1A, 0xFF01, 0xFF1F, 0xFF08, 0xFF09}
_FOLD: dict[int, int | str] = {code: to for code, to in _WIDE.items() if code not in _KEPT}
_FOLD |= {ord("("): "（", ord(")"): "）", ord("○"): "〇", ord("Ｏ"): "〇", 0xA0: " "}
_FOLD |= {ord(old): new for old, new in zip("號後開報組單與於間時將", "号后开报组单与于间时将", strict=True)}

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "廿": 20}
NUM = r"(?:\d{1,2}|(?:廿|二?十|三十)?[一二三四五六七八九]|二?十|三十|廿)"
"""1 to 39 in figures or characters; what it counts decides whether it is right."""

_ITEM = re.compile(r"(?:^|(?<=[。；：！\s]))\s*\d{1,2}\s*[.．、](?=\s*\S)")


def fold(text: str) -> str:
    """Full-width figures and letters as half-width, place by place: the length never changes."""
    return text.translate(_FOLD)


def without_items(folded: str) -> str:
    """The text with the numbers of items (``3.``2月上旬) blanked out, place by place, so that none is read as a day."""
    return _ITEM.sub(lambda match: " " * len(match.group()), folded)


def number(words: str) -> int:
    """``12``, ``十二``, ``二十一``, ``廿五`` as a number; 0 for no words."""
    words = words.strip()
    if words.isdigit():
        return int(words)
    if "十" in words:
        tens, _ten, ones = words.partition("十")
        return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
    return sum(DIGITS[char] for char in words)
