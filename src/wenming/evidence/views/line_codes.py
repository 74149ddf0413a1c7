"""The leaf lines of a set, offered while one types a code."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wenming.criteria.selectors import compiled


def codes_to_choose(criteria_set: Any) -> SafeString:
    """The datalist "line-codes" of a set in use; nothing without a set. No query: what a set in use says never changes."""
    return _datalist(criteria_set.digest, compiled(criteria_set)) if criteria_set else SafeString("")


@lru_cache(maxsize=32)
def _datalist(_digest: str, made: Any) -> SafeString:
    lines = (made.lines[number] for number, _code, _compute in made.leaves)
    options = format_html_join(
        "", '<option value="{} {}"></option>', ((line.code, line.title or line.text or "") for line in lines)
    )
    return format_html('<datalist id="line-codes">{}</datalist>', options)
