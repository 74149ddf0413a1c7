"""Numbers as offices write them: 12。5, 2．5, 1 0, 十二, 二十."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from wenming.criteria.formats.tables.noise import clean

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")}
DIGITS |= {"零": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100}
CHINESE = "〇零一二两三四五六七八九十百"
NUMBER = r"\d[\d ]{0,7}(?: ?[.。·．] ?\d[\d ]{0,5})?"  # as printed before 分; tidy() reads it
CHINESE_NUMBER = f"[{CHINESE}]{{1,4}}"
PLAIN = re.compile(r"\d+(?:\.\d+)?")


def tidy(printed: str) -> Decimal | None:
    """The number in ``printed`` ("12。5", "1 0", "３"), or None if it is none or too large to be points."""
    text = re.sub(r"[。·．]", ".", clean(printed).replace(" ", ""))
    if not PLAIN.fullmatch(text) or len(text) > 12:
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def plain(value: Decimal) -> str:
    """A decimal as the exchange format writes it: "5", "12.5", never "5.0" or "1E+1"."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def chinese(text: str) -> int | None:
    """The value of a Chinese numeral up to 999 (一, 十二, 二十, 一百零三), or None."""
    if not text:
        return None
    total, digit = 0, 0
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in TENS:
            total += (digit or 1) * TENS[char]
            digit = 0
        else:
            return None
    return total + digit


def count(text: str) -> int | None:
    """A whole number in digits or Chinese, or None."""
    text = clean(text)
    return int(text) if text.isdecimal() and len(text) <= 6 else chinese(text)
