"""Things that stand in rooms: banners, screens, windows, plants, bookcases, posters, what lies on tables."""

from __future__ import annotations

import random

from wenming.cli.demo.pictures.canvas import Canvas, Colour, dark, hexa, light, mix
from wenming.cli.demo.pictures.landscape import GREENS

RED, BLUE, TEAL = hexa("#a8362d"), hexa("#2b4c6f"), hexa("#2f6650")


PAPER, INK, GOLD = hexa("#fbf8f0"), hexa("#2a2c30"), hexa("#f0d48a")


WOODS = [hexa(c) for c in ("#8d7355", "#7b6247", "#a48663", "#6b5440", "#b59a77")]


WALLS = [hexa(c) for c in ("#ece6da", "#e3e6e4", "#e8e0d2", "#dfe5ea", "#efe9dc", "#e4e3d8", "#e9e4e0")]


def banner(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, words: str, colour: Colour = RED, small: str = ""
) -> None:
    """A cloth banner with one line of words, and a smaller one beneath it."""
    c.rect(x0 + 4, y0 + 6, x1 + 4, y1 + 8, (40, 36, 32), alpha=60)
    c.rect(x0, y0, x1, y1, colour)
    c.rect(x0, y0, x1, y0 + (y1 - y0) * 0.06, light(colour, 0.15))
    middle, room = (x0 + x1) / 2, (x1 - x0) * 0.92
    high = y1 - y0
    if small:
        c.text(middle, y0 + high * 0.36, words, high * 0.40, PAPER, room=room)
        c.text(
            middle,
            y0 + high * 0.77,
            small,
            high * 0.22,
            GOLD if colour == RED else light(colour, 0.7),
            face="sans",
            room=room,
        )
    else:
        c.text(middle, (y0 + y1) / 2, words, high * 0.54, PAPER, room=room)


def screen(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, title: str, unit: str, colour: Colour = BLUE, note: str = ""
) -> None:
    """A bright projection or LED wall."""
    c.rect(x0 - 10, y0 - 10, x1 + 10, y1 + 10, hexa("#2c2e33"))
    c.fade(x0, y0, x1, y1, light(colour, 0.16), dark(colour, 0.18))
    w, h = x1 - x0, y1 - y0
    c.poly(
        [(x0, y1), (x0, y1 - h * 0.24), (x0 + w * 0.35, y1 - h * 0.1), (x1, y1 - h * 0.22), (x1, y1)],
        light(colour, 0.14),
    )
    c.poly(
        [(x0, y1), (x0, y1 - h * 0.1), (x0 + w * 0.6, y1 - h * 0.04), (x1, y1 - h * 0.13), (x1, y1)],
        light(colour, 0.28),
    )
    c.text((x0 + x1) / 2, y0 + h * 0.38, title, h * 0.19, PAPER, room=w * 0.86)
    c.text((x0 + x1) / 2, y0 + h * 0.62, unit, h * 0.09, light(colour, 0.75), face="sans", room=w * 0.8)
    if note:
        c.text((x0 + x1) / 2, y0 + h * 0.78, note, h * 0.07, light(colour, 0.6), face="sans", room=w * 0.8)


def window(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, rng: random.Random, curtain: Colour | None = None
) -> None:
    """A window with daylight, something green outside and perhaps curtains."""
    c.rect(x0 - 10, y0 - 10, x1 + 10, y1 + 10, hexa("#f4f2ec"))
    c.fade(x0, y0, x1, y1, hexa("#cfe0ea"), hexa("#f2f4ee"))
    green = rng.choice(GREENS)
    for _ in range(3):
        c.ellipse(rng.uniform(x0, x1), y1, (x1 - x0) * 0.3, (y1 - y0) * rng.uniform(0.15, 0.34), light(green, 0.35))
    c.rect(x0 - 10, y1, x1 + 10, y1 + 26, hexa("#ddd8cc"))
    middle = (x0 + x1) / 2
    c.rect(middle - 5, y0, middle + 5, y1, hexa("#f4f2ec"))
    c.rect(x0, y0 + (y1 - y0) * 0.28, x1, y0 + (y1 - y0) * 0.28 + 8, hexa("#f4f2ec"))
    if curtain:
        w = (x1 - x0) * 0.2
        for left in (x0 - 14, x1 + 14 - w):
            for i in range(4):
                c.rect(
                    left + i * w / 4,
                    y0 - 20,
                    left + (i + 1) * w / 4,
                    y1 + 60,
                    curtain if i % 2 else dark(curtain, 0.08),
                )


def plant(c: Canvas, x: float, ground: float, height: float, rng: random.Random) -> None:
    """A pot plant."""
    green = rng.choice(GREENS)
    for i in range(9):
        lean = (i - 4) / 4 * 0.33 + rng.uniform(-0.05, 0.05)
        top = ground - height * rng.uniform(0.72, 1.0) * (1 - abs(lean) * 0.5)
        shade = mix(green, (30, 50, 35), rng.uniform(0, 0.3))
        c.poly(
            [
                (x - height * 0.03, ground - height * 0.24),
                (x + lean * height - height * 0.045, (top + ground) / 2 - height * 0.1),
                (x + lean * height * 1.25, top),
                (x + lean * height + height * 0.05, (top + ground) / 2 - height * 0.06),
                (x + height * 0.03, ground - height * 0.24),
            ],
            shade,
        )
    c.poly(
        [
            (x - height * 0.13, ground - height * 0.28),
            (x + height * 0.13, ground - height * 0.28),
            (x + height * 0.09, ground),
            (x - height * 0.09, ground),
        ],
        rng.choice([hexa("#e6e1d6"), hexa("#a86f4f"), hexa("#5d6a70")]),
    )


def ceiling_lamps(c: Canvas, bottom: float, count: int, rng: random.Random) -> None:
    """A ceiling with light panels."""
    c.fade(-400, -400, 2000, bottom, hexa("#f3f0ea"), hexa("#e2ddd2"))
    wide = 1600 / count
    for i in range(-1, count + 1):
        x = i * wide + wide * 0.2
        c.poly(
            [
                (x + 12, bottom * 0.18),
                (x + wide * 0.6 - 12, bottom * 0.18),
                (x + wide * 0.6, bottom * 0.62),
                (x, bottom * 0.62),
            ],
            hexa("#fffdf6"),
        )


def bookcase(c: Canvas, x0: float, y0: float, x1: float, y1: float, rng: random.Random) -> None:
    wood = rng.choice(WOODS)
    c.rect(x0, y0, x1, y1, dark(wood, 0.35))
    shelves = max(2, int((y1 - y0) / 110))
    high = (y1 - y0) / shelves
    for s in range(shelves):
        top, bottom = y0 + s * high + 14, y0 + (s + 1) * high - 12
        x = x0 + 16
        while x < x1 - 30:
            if rng.random() < 0.08:
                x += rng.uniform(16, 40)
                continue
            w, tall = rng.uniform(11, 24), (bottom - top) * rng.uniform(0.66, 0.95)
            colour = hexa(
                rng.choice(
                    [
                        "#8c3b34",
                        "#345a7a",
                        "#c7b98f",
                        "#5b6e57",
                        "#7d6a8a",
                        "#d8d0be",
                        "#3c4652",
                        "#a9774a",
                        "#74848c",
                        "#b2a58e",
                    ]
                )
            )
            c.rect(x, bottom - tall, x + w, bottom, colour)
            c.rect(x + 2, bottom - tall * 0.82, x + w - 2, bottom - tall * 0.74, light(colour, 0.5))
            x += w + 1.5
        c.rect(x0, bottom, x1, bottom + 12, wood)
    for x in (x0, x1 - 14):
        c.rect(x, y0, x + 14, y1, wood)
    c.rect(x0, y0, x1, y0 + 14, wood)


def poster(
    c: Canvas, x0: float, y0: float, x1: float, y1: float, title: str, rng: random.Random, colour: Colour | None = None
) -> None:
    """A printed sheet: coloured head with a title, a picture, grey lines."""
    colour = colour or rng.choice([BLUE, RED, TEAL, hexa("#7d6242"), hexa("#4d6f86")])
    c.rect(x0 + 4, y0 + 5, x1 + 5, y1 + 6, (50, 45, 40), alpha=60)
    c.rect(x0, y0, x1, y1, PAPER)
    w, h = x1 - x0, y1 - y0
    c.rect(x0, y0, x1, y0 + h * 0.17, colour)
    c.text((x0 + x1) / 2, y0 + h * 0.088, title, h * 0.09, PAPER, room=w * 0.86)
    y = y0 + h * 0.22
    if rng.random() < 0.6:
        c.fade(x0 + w * 0.08, y, x1 - w * 0.08, y + h * 0.26, light(colour, 0.6), light(colour, 0.3))
        c.ellipse(x0 + w * rng.uniform(0.3, 0.7), y + h * 0.2, w * 0.2, h * 0.05, light(colour, 0.15))
        y += h * 0.31
    while y < y1 - h * 0.07:
        c.written(x0 + w * 0.08, x1 - w * 0.08, y, h * 0.014, rng.uniform(0.72, 1.0), hexa("#9c958a"))
        y += h * 0.042


def cup(c: Canvas, x: float, bottom: float, size: float) -> None:
    c.rounded(x - size * 0.34, bottom - size, x + size * 0.34, bottom, size * 0.1, hexa("#f4f2ec"))
    c.ellipse(x, bottom - size, size * 0.34, size * 0.1, hexa("#d8d4c8"))


def papers(c: Canvas, x: float, y: float, size: float) -> None:
    """A sheet lying on a table, seen from in front."""
    c.poly(
        [
            (x - size * 0.55, y),
            (x + size * 0.55, y),
            (x + size * 0.43, y - size * 0.36),
            (x - size * 0.43, y - size * 0.36),
        ],
        hexa("#f7f5ee"),
    )
    for i in range(3):
        yy = y - size * (0.08 + i * 0.09)
        c.line([(x - size * 0.36, yy), (x + size * 0.3, yy)], hexa("#b9b3a6"), size * 0.018)


def name_plate(c: Canvas, x: float, bottom: float, size: float = 46) -> None:
    """A folded card on a table, too far off to be read."""
    c.poly(
        [
            (x - size, bottom),
            (x + size, bottom),
            (x + size * 0.9, bottom - size * 0.72),
            (x - size * 0.9, bottom - size * 0.72),
        ],
        hexa("#f4f0e6"),
    )
    for i in range(3):
        c.rounded(
            x - size * 0.52 + i * size * 0.38,
            bottom - size * 0.5,
            x - size * 0.28 + i * size * 0.38,
            bottom - size * 0.22,
            size * 0.04,
            hexa("#a05048"),
        )
