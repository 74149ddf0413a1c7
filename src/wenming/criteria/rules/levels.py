"""Levels of awards in words. A set may name levels of its own; those stand for themselves."""

from __future__ import annotations

from wenming.kernel.words import _


def award_level_words(level: str) -> str:
    """``"province"`` → 省级, in the language of the context."""
    words = {
        "national": _("国家级"),
        "province": _("省级"),
        "city": _("市级"),
        "county": _("县级"),
        "industry": _("行业"),
        "unit": _("本单位"),
    }
    return words.get(level, level)
