"""Smaller rooms: the reading room, work at a long table, a visit at home."""

from __future__ import annotations

import random

from wenming.cli.demo.pictures.canvas import Canvas, dark, hexa, light
from wenming.cli.demo.pictures.furniture import (
    BLUE,
    RED,
    TEAL,
    WALLS,
    WOODS,
    banner,
    bookcase,
    cup,
    plant,
    window,
)
from wenming.cli.demo.pictures.landscape import floor, near_view
from wenming.cli.demo.pictures.looks import CASUAL_TOPS, OFFICE_TOPS, someone
from wenming.cli.demo.pictures.people import bust, person
from wenming.cli.demo.pictures.shot import Shot
from wenming.cli.demo.pictures.signs import SIGNS


def reading(shot: Shot, rng: random.Random) -> Canvas:
    """A reading room: 0 people at a table before bookcases, 1 somebody sharing a book, 2 the room and its books."""
    wall, wood = rng.choice(WALLS), rng.choice(WOODS)
    camera = (near_view(rng, 800, 600, 1400), near_view(rng, 800, 590, 900), near_view(rng, 800, 590, 1450))[shot.view]
    c = Canvas(camera, shot.size)
    c.fade(-400, -400, 2000, 720, light(wall, 0.2), dark(wall, 0.08))
    gap = rng.uniform(20, 70)
    x = -330.0 + rng.uniform(0, 200)
    spot = rng.randint(1, 3)
    i = 0
    while x < 1900:
        wide = rng.uniform(260, 380)
        if i == spot:
            window(c, x + 30, 130, x + wide - 30, 520, rng, hexa("#c4b79e"))
        else:
            bookcase(c, x, rng.uniform(70, 150), x + wide, 720, rng)
        x += wide + gap
        i += 1
    if shot.view == 2:
        banner(c, 420, 190, 1180, 296, SIGNS["library"], rng.choice([hexa("#7d6242"), TEAL, BLUE]), shot.unit)
    elif shot.unit:
        banner(
            c, 460, 262, 1140, 352, shot.title, rng.choice([RED, TEAL, BLUE]), shot.unit
        ) if shot.view == 1 else banner(c, 180, 130, 1420, 226, shot.title, rng.choice([RED, TEAL, BLUE]), shot.unit)
    floor(c, 720, light(wood, 0.3), wood)
    plant(c, rng.choice((-60, 120, 1480, 1640)), 760, 260, rng)
    count = rng.randint(4, 6) if shot.view != 2 else rng.randint(2, 3)
    step = 1500 / count
    standing = rng.randrange(count) if shot.view == 1 else -1
    for i in range(count):
        px = 50 + step * (i + 0.5)
        look = someone(rng, CASUAL_TOPS + OFFICE_TOPS)
        if i == standing:
            left, right = bust(c, px, 780, 440, look, "front", hands=((-0.12, 0.34), (0.12, 0.34)))
        else:
            left, right = bust(
                c,
                px,
                850,
                350,
                look,
                rng.choice(("front", "left", "right", "front")),
                hands=((-0.14, 0.16), (0.14, 0.16)),
            )
        y = (left[1] + right[1]) / 2
        cover = hexa(rng.choice(("#8c3b34", "#345a7a", "#5b6e57", "#a9774a", "#6d7f8e")))
        c.poly(
            [(px - 62, y + 16), (px, y + 24), (px + 62, y + 16), (px + 58, y - 42), (px, y - 32), (px - 58, y - 42)],
            cover,
        )
        c.line([(px, y + 22), (px, y - 34)], dark(cover, 0.3), 3)
    c.rect(-400, 850, 2000, 884, light(wood, 0.25))
    c.poly([(-400, 884), (2000, 884), (2000, 1700), (-400, 1700)], wood)
    for i in range(count + 1):
        if rng.random() < 0.6:
            px = 50 + step * i
            for k in range(rng.randint(2, 4)):
                c.rounded(
                    px - 60,
                    846 - k * 17,
                    px + 60,
                    846 - k * 17 + 15,
                    3,
                    hexa(rng.choice(("#8c3b34", "#345a7a", "#c7b98f", "#5b6e57"))),
                )
    return c


def craft(shot: Shot, rng: random.Random) -> Canvas:
    """Work at a long table: writing couplets, making dumplings or zongzi. 0 the table, 1 closer."""
    wall, wood = rng.choice(WALLS), rng.choice(WOODS)
    c = Canvas(near_view(rng, 800, 640, 1420 if shot.view == 0 else 900), shot.size)
    c.fade(-400, -400, 2000, 900, light(wall, 0.2), dark(wall, 0.08))
    if shot.unit:
        banner(c, 160, 120, 1440, 236, shot.title, rng.choice([RED, TEAL, hexa("#8a5a2e")]), shot.unit)
    kind = {"winter": 0, "summer": 1, "autumn": 2}.get(shot.season, rng.randint(0, 2))
    for i in range(5):
        x = 40 + i * 380 + rng.uniform(-60, 60)
        if kind == 0:
            c.line([(x, -300), (x, 230)], hexa("#8c2f28"), 4)
            c.ellipse(x, 270, 52, 44, hexa("#b8352b"))
            c.rect(x - 26, 224, x + 26, 234, hexa("#d8b25a"))
            c.rect(x - 26, 306, x + 26, 316, hexa("#d8b25a"))
        elif rng.random() < 0.6:
            window(c, x, 220, x + 200, 500, rng)
    count = rng.randint(5, 6)
    gap = 1560 / count
    for i in range(-1, count + 1):
        x = 20 + gap * (i + 0.5) + rng.uniform(-20, 20)
        bust(
            c,
            x,
            850,
            rng.uniform(400, 440),
            someone(rng, CASUAL_TOPS),
            rng.choice(("front", "front", "left", "right")),
            hands=((-0.13, 0.05), (0.13, 0.05)),
        )
    c.poly([(-400, 800), (2000, 800), (2000, 1000), (-400, 1000)], light(wood, 0.3))
    c.rect(-400, 1000, 2000, 1700, dark(wood, 0.1))
    for i in range(-1, count * 2 + 2):
        x = gap * i / 2 + rng.uniform(-20, 20)
        y = rng.uniform(850, 960)
        if kind == 0:
            if i % 2:
                c.poly([(x - 90, y + 30), (x + 90, y + 30), (x + 80, y - 26), (x - 80, y - 26)], hexa("#b8352b"))
                c.text(x, y + 2, rng.choice(SIGNS["couplets"]), 34, hexa("#2a2320"), face="serif-bold", room=150)
            else:
                c.ellipse(x, y, 40, 14, hexa("#3a3532"))
        elif kind == 1:
            c.ellipse(x, y + 6, 92, 30, hexa("#c9bfa6"))
            for k in range(4):
                px = x - 50 + k * 32
                c.poly(
                    [(px - 20, y + 6), (px + 20, y + 6), (px, y - 30)], hexa("#6f8a4c") if k % 2 else hexa("#5d7a42")
                )
        else:
            c.ellipse(x, y + 6, 88, 28, hexa("#e9e3d4"))
            for k in range(5):
                c.ellipse(x - 46 + k * 23, y - 2 + (k % 2) * 8, 17, 12, hexa("#c9924e"))
    return c


def home(shot: Shot, rng: random.Random) -> Canvas:
    """A visit: guests with a parcel, an old person seated. 0 the room, 1 closer."""
    wall, wood = rng.choice(WALLS), rng.choice(WOODS)
    c = Canvas(near_view(rng, 800, 640, 1400 if shot.view == 0 else 980), shot.size)
    c.fade(-400, -400, 2000, 860, light(wall, 0.25), dark(wall, 0.1))
    window(c, 140 + rng.uniform(-80, 80), 130, 470, 500, rng, hexa("#c7a98b"))
    c.rect(1130, 170, 1500, 430, hexa("#efe9dc"))
    c.rect(1142, 182, 1488, 418, hexa("#9fb3a2"))
    c.poly([(1142, 418), (1260, 270), (1340, 350), (1420, 290), (1488, 418)], hexa("#6f8a72"))
    floor(c, 860, hexa("#b8ad9b"), hexa("#978b7a"), lines=5)
    c.rounded(930, 620, 1520, 960, 40, hexa(rng.choice(("#7a6a58", "#5f6f74", "#8c6f5c"))))
    c.rounded(900, 760, 1550, 980, 34, hexa(rng.choice(("#86745f", "#6a7a80", "#987a66"))))
    old = someone(rng, CASUAL_TOPS, hair=hexa("#b9b6b1"), style=rng.choice(("short", "bun")))
    bust(c, 1130, 850, 360, old, "left", hands=((-0.34, 0.24), (-0.1, 0.1)))
    bust(c, 1370, 850, 350, someone(rng, CASUAL_TOPS), "left", hands=((-0.16, 0.08), (0.12, 0.08)))
    c.poly([(930, 850), (1520, 850), (1500, 960), (950, 960)], hexa("#6c5d4d"))
    vest = rng.choice([None, hexa("#b3392f"), hexa("#3f6e8f")])
    for i in range(rng.randint(2, 3)):
        x = 330 + i * 190 + rng.uniform(-20, 20)
        _left, right = person(
            c,
            x,
            1090 + rng.uniform(-10, 30),
            610,
            someone(rng, OFFICE_TOPS, vest=vest),
            "right",
            hands=((0.1, 0.2), (0.4, 0.34)) if i == 2 or i == 1 else None,
        )
        if i == 1:
            c.rounded(right[0] - 80, right[1] - 30, right[0] + 90, right[1] + 80, 8, hexa("#b8352b"))
            c.text(right[0] + 5, right[1] + 25, SIGNS["parcel"], 36, hexa("#f6e7c2"))
    c.poly([(640, 1010), (900, 1010), (940, 1080), (600, 1080)], wood)
    c.rect(620, 1080, 640, 1180, dark(wood, 0.2))
    c.rect(900, 1080, 920, 1180, dark(wood, 0.2))
    cup(c, 760, 1040, 50)
    c.ellipse(850, 1040, 52, 16, hexa("#e5dfd2"))
    for k in range(3):
        c.ellipse(830 + k * 20, 1026, 16, 15, hexa("#c0702f"))
    return c
