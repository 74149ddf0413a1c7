"""Text that XML files (Word, Excel) can hold: no control characters, no half surrogates, nothing longer than a cell."""

from __future__ import annotations

import re

CELL = 32_767  # characters an Excel cell holds
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def storable(text: str, most: int = CELL) -> str:
    """Return ``text`` without what XML forbids, cut to ``most`` characters, lines ended by ``\\n``."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:most]
