"""Words that cannot be the name of what is judged: a number alone, a stretch of time, a share."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.features import LOOKBACK

NUMBER_ALONE = re.compile(
    r"[（(]?(?:[\d.．\-—–/、]+|[一二三四五六七八九十]{1,3}|[IVXⅠ-Ⅻ]+|[①-⑳]|[A-Za-z])[）)]?[、.．:：)）]*(?:分|%|％)?"
)
QUARTER = re.compile(r"(?:第?[一二三四1-4]季度|[上下]半年|\d{1,2}月份?|20\d{2}年度?)")
"""A period is a good name for a part of a plan, and none for a line."""


def is_no_title(title: str) -> bool:
    """Whether a title is only a number, or only says how long or how far back."""
    words = title.strip(" 。；，、")
    if QUARTER.fullmatch(words):
        return False
    return not words or bool(NUMBER_ALONE.fullmatch(words) or LOOKBACK.fullmatch(words))
