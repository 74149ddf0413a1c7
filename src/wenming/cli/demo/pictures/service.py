"""Where people are served: the service hall and the canteen."""

from __future__ import annotations

import random

from wenming.cli.demo.pictures.canvas import Camera, Canvas, dark, hexa, light, spread
from wenming.cli.demo.pictures.furniture import (
    BLUE,
    TEAL,
    WALLS,
    WOODS,
    banner,
    ceiling_lamps,
    plant,
    poster,
)
from wenming.cli.demo.pictures.landscape import floor, near_view, wide_view
from wenming.cli.demo.pictures.looks import CASUAL_TOPS, NAVY, someone
from wenming.cli.demo.pictures.people import bust, person
from wenming.cli.demo.pictures.shot import Shot
from wenming.cli.demo.pictures.signs import SIGNS


def counter(shot: Shot, rng: random.Random) -> Canvas:
    """A service hall: 0 the row of windows, 1 one window and its clerk, 2 a guide helping a visitor."""
    wood, cloth = rng.choice(WOODS), rng.choice([BLUE, hexa("#31506e"), hexa("#3d6b74"), hexa("#7c2f2b")])
    camera = (wide_view(rng), near_view(rng, rng.choice((480, 800, 1120)), 560, 640), near_view(rng, 800, 700, 1000))[
        shot.view
    ]
    c = Canvas(camera, shot.size)
    ceiling_lamps(c, rng.uniform(150, 210), rng.randint(4, 6), rng)
    c.rect(-400, 200, 2000, 330, cloth)
    c.text(spread(rng, 800, 120), 240, shot.unit, 50, hexa("#f6f2e6"), room=1000)
    count = rng.randint(4, 6)
    gap = 1600 / count
    c.fade(-400, 330, 2000, 700, hexa("#d6d2c6"), hexa("#c3bcae"))
    names = SIGNS["windows"]
    staff = rng.choice([NAVY, [hexa("#e6e9ec")], [hexa("#4d6f86")]])
    for i in range(-1, count + 1):
        x = gap * (i + 0.5)
        c.rounded(x - gap * 0.36, 280, x + gap * 0.36, 324, 6, hexa("#dfe8f0"))
        c.text(x, 302, f"{(i % count) + 1}  {names[(i + shot.seed) % 6]}", 25, cloth, room=gap * 0.66)
        if rng.random() < 0.9:
            bust(
                c,
                x,
                668,
                250,
                someone(rng, list(staff), badge=True, jacket=staff is NAVY),
                "front",
                hands=((-0.16, 0.1), (0.18, 0.12)),
            )
        c.rect(x - gap / 2 - 5, 330, x - gap / 2 + 5, 700, hexa("#efece4"))
        c.rounded(x + gap * 0.14, 560, x + gap * 0.36, 660, 6, hexa("#34383e"))
        c.poly(
            [
                (x - gap / 2 + 10, 330),
                (x - gap / 2 + gap * 0.3, 330),
                (x - gap / 2 + gap * 0.08, 660),
                (x - gap / 2 + 10, 660),
            ],
            (255, 255, 255),
            alpha=42,
        )
    c.rect(-400, 660, 2000, 702, light(wood, 0.2))
    c.rect(-400, 702, 2000, 900, dark(wood, 0.05))
    for i in range(-1, count + 1):
        x = gap * (i + 0.5)
        c.rect(x - gap * 0.4, 730, x + gap * 0.4, 880, light(wood, 0.08))
        c.rounded(x - gap * 0.3, 628, x - gap * 0.08, 662, 4, hexa("#f4f2ec"))
        c.text(x - gap * 0.19, 645, SIGNS["rating"], 17, cloth)
        c.rounded(x - 30, 636, x + 46, 662, 3, hexa("#f7f5ee"))
    floor(c, 900, hexa("#cdc6b8"), hexa("#9f978a"), lines=6, vanish=spread(rng, 800, 300))
    if shot.view != 1:
        for i in range(rng.randint(3, 5)):
            x = gap * (i + 0.5) + rng.uniform(-40, 40)
            person(c, x, rng.uniform(1010, 1080), rng.uniform(400, 450), someone(rng, CASUAL_TOPS), "back")
        plant(c, rng.choice((70, 1530)), 1080, 260, rng)
    else:
        x = gap * (int(camera_centre(camera) / gap) + 0.5)
        bust(c, x + rng.choice((-90, 90)), 1010, 330, someone(rng, CASUAL_TOPS), "back")
    if shot.view == 2:
        x = rng.uniform(700, 900)
        person(c, x, 1150, 560, someone(rng, CASUAL_TOPS), "right")
        person(
            c,
            x + 230,
            1160,
            560,
            someone(rng, NAVY, vest=rng.choice([hexa("#b3392f"), hexa("#3f6e8f")])),
            "left",
            hands=((-0.36, 0.4), (0.1, 0.14)),
        )
    return c


def camera_centre(camera: Camera) -> float:
    """The world's x in the middle of the picture."""
    middle = camera.left + camera.width / 2
    return 1600 - middle if camera.mirrored else middle


def canteen(shot: Shot, rng: random.Random) -> Canvas:
    """The canteen: 0 the tables and the reminder on the wall, 1 the serving line."""
    wall = rng.choice(WALLS)
    c = Canvas(wide_view(rng) if shot.view == 0 else near_view(rng, 800, 600, 1180), shot.size)
    c.fade(-400, -400, 2000, 620, light(wall, 0.25), dark(wall, 0.05))
    ceiling_lamps(c, 100, rng.randint(4, 6), rng)
    floor(c, 620, hexa("#cfc8ba"), hexa("#a39a8b"), lines=6, vanish=spread(rng, 800, 200))
    green = rng.choice([TEAL, hexa("#5d7f4f"), BLUE])
    words = list(SIGNS["canteen"])
    rng.shuffle(words)
    for i in range(4):
        x = 120 + i * 400 + rng.uniform(-50, 50)
        poster(c, x, 170, x + 170, 410, words[i], rng, green)
    if shot.unit:
        banner(c, 300, 450, 1300, 540, shot.title, green, shot.unit)
    if shot.view == 1:
        for i in range(5):
            x = 140 + i * 330 + rng.uniform(-30, 30)
            bust(
                c,
                x,
                740,
                330,
                someone(rng, [hexa("#f2f1ec")], cap=hexa("#f4f3ee")),
                "front",
                hands=((-0.2, 0.12), (0.2, 0.14)),
            )
        c.rect(-400, 720, 2000, 770, hexa("#c7ccd0"))
        c.rect(-400, 770, 2000, 1000, hexa("#a8afb4"))
        for i in range(-1, 9):
            x = 60 + i * 210
            c.ellipse(x, 728, 84, 20, hexa("#7d858a"))
            c.ellipse(x, 725, 72, 14, hexa(rng.choice(("#7a9452", "#b5713f", "#c9a54f", "#8c4a36", "#dcd2b2"))))
        for i in range(4):
            person(c, 150 + i * 400 + rng.uniform(-60, 60), 1180, 520, someone(rng, CASUAL_TOPS), "back")
        return c
    for row in range(3):
        y = 720 + row * 190
        size = 190 + row * 62
        gap = size * 2.1
        x = -150 + rng.uniform(0, gap * 0.5)
        while x < 1850:
            for dx in (-0.36, 0.36):
                if rng.random() < 0.85:
                    bust(
                        c,
                        x + dx * size,
                        y,
                        size,
                        someone(rng),
                        rng.choice(("front", "left", "right")),
                        hands=((-0.13, 0.12), (0.13, 0.14)),
                    )
            c.rect(x - size * 0.8, y - 6, x + size * 0.8, y + 18, hexa("#e3dccd"))
            c.rect(x - size * 0.06, y + 18, x + size * 0.06, y + 120, hexa("#8a857b"))
            for dx in (-0.42, 0.3):
                c.rounded(x + dx * size - size * 0.16, y - 22, x + dx * size + size * 0.16, y - 8, 4, hexa("#b9c2c8"))
            x += gap
    return c
