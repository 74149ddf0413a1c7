"""Small pieces of the sentences behind a score: figures, and counted events in natural word order."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache

from wenming.criteria.rules.numbers import plain, shown
from wenming.kernel.words import _

_MEASURES = "人次|个百分点|百分点|个月|小时|分钟|平方米|次|项|处|件|个|人|起|期|篇|份|例|户|条|张|场|节|天|日|月|家|台|类|种|名|位|款|例次|批|届|年"
_EVERY = re.compile(rf"每(?P<verb>[^一1\d]*)(?:[一1]\s*)?(?P<measure>{_MEASURES})(?P<rest>[^一]*)")
_ONE = re.compile(rf"(?P<verb>.*?)(?:每|一|1)\s*(?P<measure>{_MEASURES})(?P<rest>)")


@lru_cache(maxsize=4096)
def _split(what: str) -> tuple[str, str, str] | None:
    """("公开事项缺", "项", "") for "公开事项缺一项"; None where the wording has no counted unit."""
    found = _ONE.fullmatch(what) or _EVERY.fullmatch(what)
    return (found["verb"].removeprefix("每"), found["measure"], found["rest"]) if found else None


def counting(what: str, position: int) -> Callable[[int], str]:
    """A function that says how often ``what`` (the ``position``-th trigger) happened."""
    parts = _split(what.strip())
    if parts is not None:
        head, measure, tail = parts

        def in_place(count: int) -> str:
            return f"{head} {count} {measure}{tail}" if head else f"{count} {measure}{tail}"

        return in_place

    def after(count: int) -> str:
        name = what.strip() or _("第 %(number)d 种情形") % {"number": position}
        return _("%(what)s %(count)d 次") % {"what": name, "count": count}

    return after


@lru_cache(maxsize=1 << 14)
def cents_shown(cents: int | Fraction) -> str:
    """Hundredths of a point for a sentence: ``2.10``."""
    return shown(Fraction(cents) / 100)


@lru_cache(maxsize=1 << 14)
def cents_plain(cents: int | Fraction) -> str:
    """Hundredths of a point for a sheet: ``2.1``."""
    return plain(Fraction(cents) / 100)


def joined(parts: list[str]) -> str:
    """Things named one after the other."""
    return _("、").join(parts)
