"""How a drawn person looks: skin, hair, clothes, as chance gives them."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from wenming.cli.demo.pictures.canvas import Colour, hexa

SKINS = [hexa(c) for c in ("#e3bf9f", "#dcb493", "#d4a886", "#e8c8aa", "#cd9f7d")]


HAIRS = [hexa(c) for c in ("#2b2724", "#332c28", "#1f1d1e", "#40352d", "#55504c", "#77726d")]


OFFICE_TOPS = [
    hexa(c)
    for c in (
        "#24364b",
        "#33475e",
        "#3f5872",
        "#56606b",
        "#e9e6df",
        "#dfe6ec",
        "#6d7f8e",
        "#43525b",
        "#7c5a4a",
        "#8d8577",
    )
]


CASUAL_TOPS = [
    hexa(c)
    for c in (
        "#8f6f5b",
        "#4f6f64",
        "#a45f52",
        "#5f7796",
        "#c2b280",
        "#7b6a86",
        "#d6cfc2",
        "#466b7a",
        "#a98a63",
        "#37475a",
    )
]


NAVY = [hexa("#24364b"), hexa("#2a3d53"), hexa("#1f3145")]


BOTTOMS = [hexa(c) for c in ("#2e343d", "#3a4049", "#28303a", "#4a4c52", "#3b3a38", "#57504a")]


STYLES = ("short", "short", "short", "bob", "tail", "bun", "grey")


WHITE = hexa("#f6f4ee")


@dataclass(frozen=True)
class Look:
    """One person's appearance. ``vest`` is worn over the top; ``badge`` is a name badge."""

    skin: Colour
    hair: Colour
    style: str
    top: Colour
    bottom: Colour
    vest: Colour | None = None
    badge: bool = False
    glasses: bool = False
    jacket: bool = False
    cap: Colour | None = None


def someone(rng: random.Random, tops: list[Colour] | None = None, vest: Colour | None = None, **more: object) -> Look:
    """A person as chance gives them, dressed from ``tops``."""
    top = rng.choice(tops or OFFICE_TOPS)
    style = rng.choice(STYLES)
    look = Look(
        skin=rng.choice(SKINS),
        hair=hexa("#8d8a86") if style == "grey" else rng.choice(HAIRS),
        style="short" if style == "grey" else style,
        top=top,
        bottom=rng.choice(BOTTOMS),
        vest=vest,
        glasses=rng.random() < 0.22,
        jacket=sum(top) < 330 and rng.random() < 0.6,
    )
    return replace(look, **more)  # type: ignore[arg-type]
