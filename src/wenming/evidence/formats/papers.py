"""What an official paper says of itself: its document number (文号) and the day it was written (成文日期).

Both stand on lines of their own: the number below the red head, at most with 签发人 beside it; the day at the end below the
issuer, or in brackets below the title. A number or a day inside a sentence belongs to another paper and is not taken.
Source  GB/T 9704, layout of official papers.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from wenming.evidence.formats.dates import parse_day

_NUMBER = re.compile(
    r"(?P<issuer>[\u4e00-\u9fffA-Za-z]{1,16})\s*[〔\[【(]\s*(?P<year>(?:19|20)\d{2})\s*[〕\]】)]\s*(?P<number>第?\s*\d{1,5})\s*号"
    r"(?:\s+(?:签\s*发\s*人.*)?)?"
)
_HEAD_LINES, _END_LINES = 20, 40
_BRACKETED = re.compile(r"[(（〔\[](.+)[)）〕\]]")


def written_number(beginning: str) -> str:
    """The document number on a line of its own near the top, in its usual form 云文明办〔2026〕3号; empty if there is none."""
    for line in _lines(beginning)[:_HEAD_LINES]:
        found = _NUMBER.fullmatch(line)
        if found:
            number = re.sub(r"\s", "", found["number"])
            return f"{found['issuer']}〔{found['year']}〕{number}号"
    return ""


def written_day(beginning: str, ending: str) -> date | None:
    """The day a paper bears: on a line of its own at the end, else in brackets below the title; None if it bears none."""
    for line in reversed(_lines(ending)[-_END_LINES:]):
        day = parse_day(re.sub(r"\s", "", line)) if len(line) <= 24 else None
        if day:
            return day
    for line in _lines(beginning)[:_HEAD_LINES]:
        inside = _BRACKETED.fullmatch(line)
        day = parse_day(re.sub(r"\s", "", inside[1])) if inside else None
        if day:
            return day
    return None


def _lines(text: str) -> list[str]:
    return [line for raw in unicodedata.normalize("NFKC", text).splitlines() if (line := raw.strip())]
