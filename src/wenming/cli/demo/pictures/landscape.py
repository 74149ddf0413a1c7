"""Things in the open – trees, buildings, sky, ground – and where the photographer stands."""

from __future__ import annotations

import random

from wenming.cli.demo.pictures.canvas import Camera, Canvas, Colour, dark, hexa, light, mix

GREENS = [hexa(c) for c in ("#5f7b58", "#6f8a5c", "#54705a", "#7d9161", "#4f6f4c")]


def tree(c: Canvas, x: float, ground: float, height: float, rng: random.Random, season: str = "summer") -> None:
    """A street tree; in winter bare and thin, in autumn yellow."""
    trunk = hexa("#6c5a48")
    c.poly(
        [
            (x - height * 0.028, ground),
            (x + height * 0.028, ground),
            (x + height * 0.014, ground - height * 0.6),
            (x - height * 0.014, ground - height * 0.6),
        ],
        trunk,
    )
    crown = {"autumn": hexa("#c09a4f"), "spring": hexa("#8fab68")}.get(season, rng.choice(GREENS))
    if season == "winter":
        for _ in range(12):
            lean = rng.uniform(-0.26, 0.26)
            c.line(
                [
                    (x, ground - height * rng.uniform(0.4, 0.62)),
                    (x + lean * height, ground - height * rng.uniform(0.72, 1.0)),
                ],
                light(trunk, 0.12),
                height * 0.012,
            )
        return
    for layer in range(3):
        shade = mix(crown, (30, 48, 30), 0.3 - layer * 0.15)
        for _ in range(6):
            dx, dy = rng.uniform(-0.2, 0.2), rng.uniform(-0.16, 0.16)
            r = height * rng.uniform(0.1, 0.17)
            c.ellipse(
                x + dx * height - layer * height * 0.02,
                ground - height * (0.72 - dy) - layer * height * 0.035,
                r,
                r * 0.86,
                shade,
            )


def hedge(c: Canvas, x0: float, x1: float, ground: float, height: float, rng: random.Random) -> None:
    green = rng.choice(GREENS)
    step = height * 0.55
    x = x0
    while x < x1:
        c.ellipse(
            x,
            ground - height * 0.42,
            step,
            height * rng.uniform(0.46, 0.6),
            mix(green, (28, 44, 30), rng.uniform(0.0, 0.25)),
        )
        x += step * 0.8
    c.rect(x0 - step, ground - height * 0.4, x1 + step, ground, dark(green, 0.18))


def building(
    c: Canvas,
    x0: float,
    ground: float,
    x1: float,
    top: float,
    rng: random.Random,
    colour: Colour | None = None,
    door: bool = False,
    sign: str = "",
) -> None:
    """A block with rows of windows; with a door and a name over it where asked."""
    colour = colour or rng.choice(
        [hexa(v) for v in ("#c9c0b0", "#b7b1a4", "#c2a98c", "#d6d1c6", "#a9b2b6", "#cbb9a2", "#bfc5c4")]
    )
    c.fade(x0, top, x1, ground, light(colour, 0.1), dark(colour, 0.05))
    c.rect(x0, top, x1, top + 14, dark(colour, 0.15))
    cell, gap = rng.uniform(58, 84), rng.uniform(24, 44)
    floor = rng.uniform(96, 126)
    glass = rng.choice([hexa("#7f95a6"), hexa("#8a9aa3"), hexa("#6f8797"), hexa("#93a7ad")])
    columns = max(1, int((x1 - x0 - gap) / (cell + gap)))
    inset = (x1 - x0 - columns * (cell + gap) + gap) / 2
    y = top + 44
    limit = ground - (230 if door else 70)
    while y + floor * 0.55 < limit:
        for i in range(columns):
            wx = x0 + inset + i * (cell + gap)
            c.rect(wx - 4, y - 4, wx + cell + 4, y + floor * 0.55 + 4, light(colour, 0.3))
            c.rect(wx, y, wx + cell, y + floor * 0.55, mix(glass, (235, 240, 240), rng.uniform(0, 0.35)))
            c.rect(wx + cell / 2 - 2, y, wx + cell / 2 + 2, y + floor * 0.55, light(colour, 0.3))
        y += floor
    if door:
        middle = (x0 + x1) / 2
        c.rect(middle - 230, ground - 214, middle + 230, ground - 176, dark(colour, 0.28))
        c.rect(middle - 190, ground - 176, middle + 190, ground, hexa("#55636c"))
        for i in range(4):
            c.rect(
                middle - 180 + i * 92,
                ground - 168,
                middle - 96 + i * 92,
                ground,
                mix(hexa("#8ba3b0"), (255, 255, 255), 0.1 + 0.12 * (i % 2)),
            )
        c.poly(
            [(middle - 270, ground + 22), (middle + 270, ground + 22), (middle + 230, ground), (middle - 230, ground)],
            hexa("#cfc9bc"),
        )
    if sign:
        middle = (x0 + x1) / 2
        at = ground - 252 if door else top + 40
        half = min((x1 - x0) * 0.46, 30.0 * len(sign) + 30)
        c.rect(middle - half, at - 40, middle + half, at + 40, light(colour, 0.25))
        c.text(middle, at, sign, 54, hexa("#8c2f28"), face="serif-bold", room=(x1 - x0) * 0.86)


def sky(c: Canvas, horizon: float, rng: random.Random) -> None:
    upper, lower = rng.choice(
        [
            ("#bcd3e2", "#eef0e8"),
            ("#cddbe2", "#f1ede2"),
            ("#a9c6dc", "#e6eef0"),
            ("#d6dde0", "#efece4"),
            ("#c2d6dc", "#f6efdf"),
        ]
    )
    c.fade(-400, -400, 2000, horizon, hexa(upper), hexa(lower))
    for _ in range(rng.randint(0, 4)):
        cx, cy = rng.uniform(0, 1600), rng.uniform(20, horizon * 0.5)
        for i in range(4):
            c.ellipse(cx + i * 52 - 80, cy + rng.uniform(-10, 10), 70, 24, (252, 252, 248), alpha=90)


def floor(c: Canvas, top: float, upper: Colour, lower: Colour, lines: int = 0, vanish: float = 800) -> None:
    """The ground from ``top`` down, with joints running towards the vanishing point."""
    c.fade(-400, top, 2000, 1700, upper, lower)
    if lines:
        shade = dark(upper, 0.1)
        for i in range(-lines, lines + 1):
            c.line([(vanish + i * 60, top), (vanish + i * 330, 1700)], shade, 2)
        y, step = top + 18.0, 26.0
        while y < 1700:
            c.line([(-400, y), (2000, y)], shade, 2)
            step *= 1.45
            y += step


def wide_view(rng: random.Random) -> Camera:
    """Where a photographer stands who wants all of it."""
    width = rng.uniform(1320, 1600)
    return Camera(rng.uniform(0, 1600 - width), rng.uniform(0, (1200 - width * 0.75) * 0.9), width, rng.random() < 0.5)


def near_view(rng: random.Random, x: float, y: float, width: float) -> Camera:
    """A closer picture around a point."""
    wide = width * rng.uniform(0.88, 1.12)
    mirrored = rng.random() < 0.5
    centre = 1600 - x if mirrored else x
    return Camera(centre - wide * rng.uniform(0.42, 0.58), y - wide * 0.75 * rng.uniform(0.42, 0.58), wide, mirrored)
