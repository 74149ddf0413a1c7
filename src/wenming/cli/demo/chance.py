"""Chance that is the same every time: the demonstration of one day is always the same demonstration."""

from __future__ import annotations

import random
import zlib


def chance(seed: int | str) -> random.Random:
    """A source of chance for one purpose, named by a number or by words."""
    return random.Random(zlib.crc32(seed.encode()) if isinstance(seed, str) else seed)  # noqa: S311 – nothing secret
