"""Figures and lists as people type them: full-width signs, blanks, the unit behind the figure, any separator."""

from __future__ import annotations

import re
import unicodedata

UNIT = "分"
SEPARATORS = "、，,；;/ "


def tidied(text: str) -> str:
    """``２．５ 分`` → ``2.5``."""
    plain = unicodedata.normalize("NFKC", text).replace("。", ".").replace("−", "-").replace(" ", "").replace(",", "")
    return plain.removesuffix(UNIT)


def listed(text: str) -> list[str]:
    """``1、3，5`` → ``["1", "3", "5"]``, full-width signs made plain."""
    plain = unicodedata.normalize("NFKC", text)
    for sign in SEPARATORS:
        plain = plain.replace(sign, " ")
    return plain.split()


def first_clause(text: str) -> str:
    """The words up to the first stop: a short title for a printed sentence."""
    return re.split(r"[\n。；，,;]", text.strip(), maxsplit=1)[0].strip()
