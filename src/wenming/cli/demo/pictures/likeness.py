"""Telling whether two drawn pictures would look the same to a picture hash, so that only those meant to be alike are."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PIL import Image

APART = 12
"""Fewest bits by which pictures of different events must differ; checks call eight or fewer alike."""


@lru_cache(maxsize=1)
def _cosines() -> np.ndarray:
    """The eight lowest rows of the 32-point cosine transform."""
    k, n = np.arange(8)[:, None], np.arange(32)[None, :]
    return np.cos(np.pi * (2 * n + 1) * k / 64)


def prints(picture: Image.Image) -> np.ndarray:
    """64-bit hashes of a picture and of its mirror image."""
    small = picture.reduce(8) if picture.width >= 800 else picture
    grey = np.asarray(small.convert("L").resize((32, 32), Image.Resampling.BOX), dtype=float)
    found = []
    for view in (grey, grey[:, ::-1]):
        low = (_cosines() @ view @ _cosines().T).ravel()
        bits = low > np.median(low[1:])
        found.append(np.packbits(bits).view(np.uint64)[0])
    return np.array(found, dtype=np.uint64)


class Album:
    """Pictures taken so far, by the event they belong to."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.hashes: list[np.uint64] = []

    def nearest(self, event: str, candidate: np.ndarray) -> int:
        """Bits between a candidate and the nearest picture of any other event; 64 if there is none."""
        others = [h for e, h in zip(self.events, self.hashes, strict=True) if e != event]
        if not others:
            return 64
        known = np.array(others, dtype=np.uint64)
        return int(min(np.bitwise_count(known ^ bits).min() for bits in candidate))

    def add(self, event: str, candidate: np.ndarray) -> None:
        self.events.append(event)
        self.hashes.append(candidate[0])
