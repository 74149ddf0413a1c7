"""The street: cars, bicycles, volunteers at a crossing, the blood van."""

from __future__ import annotations

import random

from wenming.cli.demo.pictures.canvas import Canvas, Colour, dark, hexa, light
from wenming.cli.demo.pictures.furniture import (
    BLUE,
    PAPER,
    RED,
    TEAL,
    banner,
)
from wenming.cli.demo.pictures.landscape import building, floor, near_view, sky, tree, wide_view
from wenming.cli.demo.pictures.looks import CASUAL_TOPS, OFFICE_TOPS, someone
from wenming.cli.demo.pictures.people import arm, bust, person
from wenming.cli.demo.pictures.shot import Shot
from wenming.cli.demo.pictures.signs import SIGNS

VESTS = [hexa("#b3392f"), hexa("#3f6e8f"), hexa("#c2662c"), hexa("#2f7a5f")]


CARS = [hexa(c) for c in ("#d9d9d6", "#3a4a5c", "#8a2f2b", "#5d6a70", "#b9bfc2", "#2f3338", "#6f8a9c")]


def car(c: Canvas, x: float, ground: float, size: float, colour: Colour) -> None:
    """A car from the side, ``size`` long."""
    h = size * 0.34
    c.ellipse(x, ground, size * 0.5, size * 0.035, (30, 30, 30), alpha=70)
    c.poly(
        [
            (x - size * 0.32, ground - h * 0.58),
            (x - size * 0.19, ground - h),
            (x + size * 0.16, ground - h),
            (x + size * 0.32, ground - h * 0.58),
        ],
        dark(colour, 0.1),
    )
    c.poly(
        [
            (x - size * 0.27, ground - h * 0.6),
            (x - size * 0.17, ground - h * 0.93),
            (x - size * 0.02, ground - h * 0.93),
            (x - size * 0.02, ground - h * 0.6),
        ],
        hexa("#a9bcc6"),
    )
    c.poly(
        [
            (x + size * 0.27, ground - h * 0.6),
            (x + size * 0.15, ground - h * 0.93),
            (x + size * 0.01, ground - h * 0.93),
            (x + size * 0.01, ground - h * 0.6),
        ],
        hexa("#9ab0bb"),
    )
    c.rounded(x - size * 0.5, ground - h * 0.62, x + size * 0.5, ground - h * 0.14, size * 0.05, colour)
    c.rect(x - size * 0.49, ground - h * 0.3, x + size * 0.49, ground - h * 0.26, dark(colour, 0.2))
    for dx in (-0.3, 0.3):
        c.ellipse(x + dx * size, ground - h * 0.16, size * 0.085, size * 0.085, hexa("#26282b"))
        c.ellipse(x + dx * size, ground - h * 0.16, size * 0.045, size * 0.045, hexa("#b3b6b8"))
    c.rect(x + size * 0.45, ground - h * 0.52, x + size * 0.5, ground - h * 0.4, hexa("#f2e6b8"))


def bike(c: Canvas, x: float, ground: float, size: float, rider: bool, rng: random.Random) -> None:
    """A bicycle, with or without somebody on it."""
    r = size * 0.24
    frame = hexa(rng.choice(("#3f6e8f", "#8a2f2b", "#4a4e54", "#2f7a5f")))
    for dx in (-0.36, 0.36):
        c.ring(x + dx * size, ground - r, r, hexa("#2c2e31"), size * 0.025)
    mid = (x - size * 0.04, ground - r)
    seat, bar = (x - size * 0.16, ground - size * 0.6), (x + size * 0.28, ground - size * 0.66)
    for a, b in (
        ((x - size * 0.36, ground - r), mid),
        (mid, seat),
        (mid, bar),
        (seat, bar),
        ((x - size * 0.36, ground - r), seat),
        (bar, (x + size * 0.36, ground - r)),
    ):
        c.line([a, b], frame, size * 0.03)
    if rider:
        look = someone(rng, CASUAL_TOPS, cap=hexa("#d9d4c8"))
        c.line(
            [seat, (x + size * 0.02, ground - size * 0.42), (x, ground - size * 0.14)],
            look.bottom,
            size * 0.11,
            caps=True,
        )
        bust(c, x - size * 0.12, ground - size * 0.58, size * 0.72, look, "right", hands=((0.5, 0.16), (0.54, 0.14)))


def crossing(shot: Shot, rng: random.Random) -> Canvas:
    """Volunteers at a crossing: 0 the whole crossing, 1 two volunteers close by, 2 helping somebody across."""
    camera = (wide_view(rng), near_view(rng, 760, 720, 820), near_view(rng, 800, 760, 1040))[shot.view]
    c = Canvas(camera, shot.size)
    horizon = rng.uniform(470, 560)
    sky(c, horizon, rng)
    x = -420.0
    while x < 2000:
        wide = rng.uniform(260, 480)
        building(c, x, horizon + 10, x + wide, rng.uniform(40, 260), rng)
        x += wide + rng.uniform(0, 50)
    for _ in range(rng.randint(4, 7)):
        tree(c, rng.uniform(-200, 1800), horizon + 26, rng.uniform(180, 280), rng, shot.season)
    c.rect(-400, horizon + 8, 2000, horizon + 60, hexa("#b9b3a6"))
    c.rect(-400, horizon + 60, 2000, horizon + 74, hexa("#d8d2c4"))
    if shot.unit:
        at = rng.uniform(560, 1040)
        for x in (at - 330, at + 330):
            c.rect(x - 6, horizon - 50, x + 6, horizon + 66, hexa("#565b60"))
        banner(c, at - 340, horizon - 64, at + 340, horizon + 40, shot.title, rng.choice([RED, BLUE, TEAL]), shot.unit)
    road = hexa(rng.choice(("#6c6d6f", "#77767a", "#64676b")))
    c.fade(-400, horizon + 74, 2000, 1700, road, light(road, 0.12))
    c.rect(-400, horizon + 150, 2000, horizon + 156, hexa("#d9d2b4"))
    for _ in range(rng.randint(1, 3)):
        car(c, rng.uniform(-100, 1700), horizon + rng.uniform(118, 146), rng.uniform(250, 310), rng.choice(CARS))
    if rng.random() < 0.7:
        bike(c, rng.uniform(100, 1500), horizon + 200, 200, True, rng)
    vanish = rng.uniform(500, 1100)
    stripes = rng.randint(8, 11)
    for i in range(stripes):
        near0, near1 = -150 + i * (1900 / stripes), -150 + (i + 0.55) * (1900 / stripes)
        far0, far1 = vanish + (near0 - vanish) * 0.42, vanish + (near1 - vanish) * 0.42
        c.poly([(near0, 1260), (near1, 1260), (far1, horizon + 260), (far0, horizon + 260)], hexa("#e6e3d8"))
    pole = rng.choice((120, 1480))
    c.rect(pole - 9, horizon - 250, pole + 9, 900, hexa("#565b60"))
    c.rounded(pole - 38, horizon - 330, pole + 38, horizon - 150, 12, hexa("#2d3034"))
    for i, colour in enumerate(
        ("#c2463c", "#55503c", "#3f5c48") if rng.random() < 0.5 else ("#583a38", "#55503c", "#4fae74")
    ):
        c.ellipse(pole, horizon - 302 + i * 58, 22, 22, hexa(colour))
    if shot.view != 2:
        for _ in range(rng.randint(1, 3)):
            person(
                c,
                rng.uniform(200, 1400),
                horizon + rng.uniform(270, 310),
                330,
                someone(rng, CASUAL_TOPS),
                rng.choice(("left", "right")),
                stride=rng.uniform(0.4, 0.8),
            )
    vest = rng.choice(VESTS)
    count = 2 if shot.view else rng.randint(2, 4)
    spots = rng.sample((0, 2, 4, 6), count)
    grounds = sorted(rng.uniform(900, 1060) for _ in range(count))
    for i, (spot, ground) in enumerate(zip(spots, grounds, strict=True)):
        px = (220 + spot * 165) if shot.view == 0 else 600 + i * 330 + rng.uniform(-40, 40)
        look = someone(rng, CASUAL_TOPS + OFFICE_TOPS, vest=vest, cap=vest)
        raised = rng.random() < 0.6
        hands = ((-0.28, 0.05), (0.42, 0.62 if raised else 0.28))
        _other, hand = person(
            c, px, ground, rng.uniform(440, 500), look, rng.choice(("front", "front", "left", "right")), hands=hands
        )
        c.line([(hand[0], hand[1] + 40), (hand[0] + 8, hand[1] - 150)], hexa("#8a6a44"), 7)
        c.poly(
            [
                (hand[0] + 8, hand[1] - 150),
                (hand[0] + 140, hand[1] - 132),
                (hand[0] + 132, hand[1] - 60),
                (hand[0] + 6, hand[1] - 70),
            ],
            RED,
        )
        c.text(hand[0] + 72, hand[1] - 104, SIGNS["traffic"], 26, PAPER, room=110)
    if shot.view == 2:
        old = someone(rng, CASUAL_TOPS, hair=hexa("#b9b6b1"), style="short")
        person(c, 1010, 1080, 440, old, "left", stride=0.4)
        c.line([(960, 880), (940, 1080)], hexa("#6c5a48"), 8)
    return c


def van(shot: Shot, rng: random.Random) -> Canvas:
    """Giving blood: 0 the van and the queue, 1 closer to the table."""
    c = Canvas(near_view(rng, 800 if shot.view == 0 else 1000, 660, 1460 if shot.view == 0 else 960), shot.size)
    sky(c, 560, rng)
    building(c, -300, 640, 500, 100, rng)
    building(c, 560, 640, 1900, 20, rng, sign=shot.over_door)
    floor(c, 640, hexa("#b8b2a4"), hexa("#928b7c"), lines=5)
    c.ellipse(560, 962, 520, 26, (30, 30, 30), alpha=70)
    c.rounded(60, 430, 1040, 920, 40, hexa("#f1efe9"))
    c.rect(60, 700, 1040, 770, hexa("#b3392f"))
    for i in range(4):
        c.rounded(130 + i * 190, 490, 280 + i * 190, 630, 14, hexa("#8fa5b2"))
    c.rounded(900, 490, 1010, 900, 10, hexa("#dfe3e4"))
    c.text(470, 736, SIGNS["blood"], 46, PAPER)
    for x in (250, 850):
        c.ellipse(x, 920, 74, 74, hexa("#2b2d30"))
        c.ellipse(x, 920, 38, 38, hexa("#b6b9bb"))
    for i in range(rng.randint(3, 5)):
        person(
            c,
            240 + i * 160 + rng.uniform(-20, 20),
            1080 + rng.uniform(-20, 30),
            460,
            someone(rng),
            rng.choice(("right", "back", "front")),
        )
    nurse = someone(rng, [hexa("#eef1f2")], cap=hexa("#f6f7f6"))
    person(c, 1230, 1050, 470, nurse, "left", hands=((-0.3, 0.14), (0.0, 0.16)))
    c.rect(1080, 850, 1420, 880, hexa("#f2f0ea"))
    c.rect(1096, 880, 1112, 1060, hexa("#9aa0a4"))
    c.rect(1388, 880, 1404, 1060, hexa("#9aa0a4"))
    c.rounded(1120, 820, 1180, 850, 6, hexa("#b3392f"))
    look = someone(rng, CASUAL_TOPS)
    person(c, 1010, 1080, 460, look, "right", hands=((0.1, 0.2), (0.34, 0.24)))
    arm(c, [(1040, 800), (1090, 830), (1130, 842)], 34, look, look.skin, bare=True)
    if shot.title:
        banner(c, 1090, 470, 1560, 580, shot.title, RED, shot.unit)
    return c
