"""Words that stand on papers whatever the language of the screen, and how days and amounts of text are written there."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Final

FILE: Final = "文件"  # §7.2.4
SIGNER: Final = "签发人："  # §7.2.6
ATTACHMENT: Final = "附件"  # §7.3.4, §7.3.7
PRESENT: Final = "出席"  # §10.3
EXCUSED: Final = "请假"
OBSERVING: Final = "列席"
TO: Final = "主送："  # §7.4.2
COPIED: Final = "抄送："
REPORTED: Final = "报："  # bulletins, as the field prints them
SENT: Final = "送："
DISTRIBUTED: Final = "发："
PRINTED: Final = "印发"  # §7.4.3
PRINT_RUN: Final = "（共印{count}份）"
COLON: Final = "："
COMMA: Final = "，"
STOP: Final = "。"
DASH: Final = "——"

_CHINESE = "零一二三四五六七八九"


def chinese_date(day: date) -> str:
    """2026年3月25日: Arabic figures, the year in full, no leading zeros (§7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_figure(number: int) -> str:
    """1 to 99 as headings count: 一, 十, 十二, 二十, 三十五. Beyond that, Arabic figures."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{_CHINESE[tens]}十") + (_CHINESE[ones] if ones else "")


def numeral(level: int, number: int) -> str:
    """The numeral of a heading: 一、 （一） 1. （1） (§7.3.3)."""
    if level == 1:
        return f"{chinese_figure(number)}、"
    if level == 2:
        return f"（{chinese_figure(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"


def ems(text: str, latin: float = 0.5) -> float:
    """How wide a text is, in characters: ``latin`` for Latin letters and figures, nothing for combining marks."""
    total = 0.0
    for char in text:
        if unicodedata.combining(char) or unicodedata.category(char) in {"Cc", "Cf"}:
            continue
        total += latin if unicodedata.east_asian_width(char) in "NaH" and char not in "“”‘’—…·" else 1.0
    return total


def one_line(text: str) -> str:
    """A text without line ends: for names, numbers, titles that are broken by us."""
    return " ".join(text.split()) if any(mark in text for mark in "\n\r\t\f\v") else text.strip()
