"""Decimals as the documents write them, and as people read them.

A decimal is a string of digits with an optional minus and point, at most 15 digits on either side: no exponent, no
sign ``+``, no ``NaN``. Inside, every figure is exact (integers over a known denominator, or Fraction).
Source: wenming-criteria/1, "Every decimal is a string"; rounding half-up, ties away from zero (四舍五入).
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd

PLACES = 15
FIXED = 10**PLACES
"""Every decimal of a document or an answer is a whole number of 1/FIXED."""

_DECIMAL = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_SIX = 10**6


def is_decimal(text: object) -> bool:
    """Whether ``text`` is a decimal string of the documents."""
    return isinstance(text, str) and _DECIMAL.fullmatch(text) is not None


def fixed(text: str) -> int:
    """A decimal string as a whole number of 1/FIXED; ``ValueError`` if it is none."""
    if _DECIMAL.fullmatch(text) is None:
        raise ValueError(text)
    whole, _point, places = text.partition(".")
    return int(whole + places.ljust(PLACES, "0"))


def half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to numerator/denominator (> 0), ties away from zero."""
    if numerator < 0:
        return -((-2 * numerator + denominator) // (2 * denominator))
    return (2 * numerator + denominator) // (2 * denominator)


def plain(value: Fraction | Decimal | int) -> str:
    """A figure without trailing zeros; what does not end, to six places, half-up."""
    return plain_ratio(*value.as_integer_ratio())


def shown(value: Fraction | Decimal | int) -> str:
    """A number of points for a sentence: like :func:`plain`, with two places at least (``2.10``)."""
    return shown_ratio(*value.as_integer_ratio())


@lru_cache(maxsize=1 << 14)
def plain_ratio(numerator: int, denominator: int) -> str:
    """:func:`plain` of numerator/denominator (> 0)."""
    common = gcd(numerator, denominator)
    numerator, denominator = numerator // common, denominator // common
    places = _PLACES.get(denominator)
    if places is None:
        places = _places(denominator)
    if places is None:
        return _digits(half_up(numerator * _SIX, denominator), 6)
    return _digits(numerator * 10**places // denominator, places)


@lru_cache(maxsize=1 << 14)
def shown_ratio(numerator: int, denominator: int) -> str:
    """:func:`shown` of numerator/denominator (> 0)."""
    text = plain_ratio(numerator, denominator)
    point = text.find(".")
    if point < 0:
        return text + ".00"
    return text + "0" if len(text) - point == 2 else text


_PLACES = {2**twos * 5**fives: max(twos, fives) for twos in range(20) for fives in range(20)}


def _places(denominator: int) -> int | None:
    """How many decimal places a reduced fraction with this denominator has; None if it does not end."""
    places = 0
    for factor in (2, 5):
        times = 0
        while denominator % factor == 0:
            denominator //= factor
            times += 1
        places = max(places, times)
    return places if denominator == 1 else None


def _digits(scaled: int, places: int) -> str:
    sign, digits = ("-", str(-scaled)) if scaled < 0 else ("", str(scaled))
    if not places:
        return sign + digits
    digits = digits.rjust(places + 1, "0")
    tail = digits[-places:].rstrip("0")
    return sign + digits[:-places] + ("." + tail if tail else "")
