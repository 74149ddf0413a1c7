"""Figures as people type them on any form: full-width digits and signs, blanks, thousands, a percent sign, a unit."""

from __future__ import annotations

import re
import unicodedata

_POINTS = str.maketrans({"。": ".", "·": ".", "−": "-", "–": "-", "'": "", "’": ""})  # data
_UNIT = re.compile(r"(?:%|分|次|个|人|件|项|处|条|小时|元|天)$")  # data
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_COMMA_FOR_POINT = re.compile(r"-?\d+,\d{1,2}")
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")


def typed_figure(text: str) -> str | None:
    """``８３．５ ％`` → ``"83.5"``, ``1，200`` → ``"1200"``, ``3，5`` → ``"3.5"``; None where it is no figure.

    A comma parts thousands where every group after it has three digits, and stands for the point where one or two follow:
    keyboards in Chinese mode give ， for both. Anything else with a comma is not guessed at.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_POINTS)
    plain = _UNIT.sub("", re.sub(r"\s", "", plain))
    if "," in plain:
        if _GROUPED.fullmatch(plain):
            plain = plain.replace(",", "")
        elif _COMMA_FOR_POINT.fullmatch(plain):
            plain = plain.replace(",", ".")
    if plain.startswith("."):
        plain = f"0{plain}"
    if plain.endswith(".") and plain.count(".") == 1:
        plain = plain[:-1]
    return plain if _PLAIN.fullmatch(plain) else None
