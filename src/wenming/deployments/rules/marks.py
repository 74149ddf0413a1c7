"""The numbers headings and items begin with, and how deep they stand."""

from __future__ import annotations

import re

_NUMERAL = "[一二三四五六七八九十]{1,3}"
MARK = re.compile(
    rf"^\s*(?:(?P<l1>(?:第{_NUMERAL}[章部编](?:分)?[\s、：:]*|{_NUMERAL}\s*[、．.]))|(?P<l2>[（(]{_NUMERAL}[）)]、?)|(?P<l3>第{_NUMERAL}[、，,：:]|第[一二三四五六七八九十百]+条\s*|\d{{1,2}}\s*[、．.](?!\d)|\d{{1,2}}[.．](?=\d{{1,2}}月))"
    rf"|(?P<l4>[（(]\d{{1,2}}[）)]|[①-⑳])|(?P<l5>{_NUMERAL}(?:要|是)(?!否)|首先|其次|再次|最后))"
)


def mark_level(text: str) -> tuple[int, int]:
    """The level of the number a text begins with (1 is 一、, 0 is none) and where its words begin."""
    match = MARK.match(text)
    if match is None or match.lastgroup is None:
        return 0, 0
    return int(match.lastgroup[1]), match.end()
