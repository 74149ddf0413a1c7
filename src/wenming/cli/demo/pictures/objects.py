"""Scenes without much company: notice boards, certificates, notebooks, facilities, newspaper cuttings, before and after."""

from __future__ import annotations

import random

from wenming.cli.demo.chance import chance
from wenming.cli.demo.pictures.canvas import Canvas, dark, hexa, light
from wenming.cli.demo.pictures.furniture import (
    BLUE,
    GOLD,
    PAPER,
    RED,
    TEAL,
    WALLS,
    WOODS,
    plant,
    poster,
    screen,
    window,
)
from wenming.cli.demo.pictures.landscape import building, floor, hedge, near_view, sky, tree
from wenming.cli.demo.pictures.looks import CASUAL_TOPS, OFFICE_TOPS, someone
from wenming.cli.demo.pictures.people import bust, person
from wenming.cli.demo.pictures.shot import Shot
from wenming.cli.demo.pictures.signs import SIGNS
from wenming.cli.demo.pictures.street import bike


def board(shot: Shot, rng: random.Random) -> Canvas:
    """A notice board in a corridor: 0 the whole board, 1 with readers before it, 2 an electronic screen in the hall."""
    wall = rng.choice(WALLS)
    c = Canvas(near_view(rng, 800, 540, rng.uniform(1080, 1460)), shot.size)
    c.fade(-400, -400, 2000, 980, light(wall, 0.2), dark(wall, 0.08))
    floor(c, 980, hexa("#c3bbac"), hexa("#a1998a"), lines=5)
    if shot.view == 2:
        screen(c, 320, 150, 1280, 720, shot.title, shot.unit, rng.choice([RED, BLUE, TEAL]))
        plant(c, 170, 1010, 320, rng)
        plant(c, 1430, 1010, 320, rng)
        for i in range(rng.randint(1, 3)):
            person(c, 420 + i * 330 + rng.uniform(-60, 60), 1140, 520, someone(rng, CASUAL_TOPS), "back")
        return c
    frame = rng.choice([hexa("#6d7f8e"), hexa("#5d6a70"), hexa("#8d7355")])
    head = rng.choice([BLUE, RED, TEAL])
    left, right = 150 + rng.uniform(-40, 60), 1450 + rng.uniform(-60, 40)
    c.rect(left + 8, 190, right + 16, 850, (60, 54, 48), alpha=50)
    c.rect(left - 20, 170, right + 20, 840, frame)
    c.rect(left, 190, right, 820, hexa("#ebe6da"))
    c.rect(left, 190, right, 300, head)
    c.text((left + right) / 2, 234, shot.title, 56, PAPER, room=(right - left) * 0.8)
    c.text((left + right) / 2, 280, shot.unit, 24, GOLD if head == RED else light(head, 0.7), face="sans")
    count = rng.randint(4, 6)
    gap = (right - left) / count
    names = SIGNS["board"]
    start = rng.randrange(4)
    for i in range(count):
        x = left + gap * i + gap * 0.08
        poster(
            c,
            x,
            330 + rng.uniform(-6, 6),
            x + gap * 0.84,
            790,
            names[(start + i) % 8],
            rng,
            None if rng.random() < 0.5 else head,
        )
    for i in range(3):
        c.poly(
            [
                (left + i * 460, 820),
                (left + 90 + i * 460, 820),
                (left + 330 + i * 460, 190),
                (left + 240 + i * 460, 190),
            ],
            (255, 255, 255),
            alpha=18,
        )
    if shot.view == 1:
        for i in range(rng.randint(1, 3)):
            person(c, 420 + i * 340 + rng.uniform(-60, 60), 1130, 560, someone(rng, CASUAL_TOPS + OFFICE_TOPS), "back")
    else:
        plant(c, rng.choice((60, 1540)), 1030, 330, rng)
    return c


def certificate(shot: Shot, rng: random.Random) -> Canvas:
    """A framed certificate or a plaque: ``title`` is what it says."""
    c = Canvas(near_view(rng, 800, 600, rng.uniform(1180, 1400)), shot.size)
    wood = rng.choice(WOODS)
    c.fade(-400, -400, 2000, 1700, light(wood, 0.35), dark(wood, 0.1))
    for i in range(14):
        y = -380 + i * 150 + rng.uniform(-30, 30)
        c.line([(-400, y), (2000, y + rng.uniform(-30, 30))], light(wood, 0.2), rng.uniform(4, 16))
    if shot.view == 1:
        c.rect(320, 330, 1300, 900, (40, 34, 26), alpha=80)
        c.fade(300, 300, 1280, 870, hexa("#e3c67d"), hexa("#b8924a"))
        c.rect(330, 330, 1250, 840, hexa("#cfa95c"))
        c.text(790, 510, shot.title, 120, hexa("#8c2f28"), face="serif-bold", room=820)
        c.text(790, 700, SIGNS["authority"], 48, hexa("#5a4423"), face="serif")
        for x in (345, 1235):
            for y in (345, 825):
                c.ellipse(x, y, 12, 12, hexa("#8f6d33"))
        return c
    c.rect(250, 170, 1390, 1060, (40, 34, 26), alpha=80)
    c.rect(220, 140, 1360, 1030, hexa("#8c2f28"))
    c.rect(250, 170, 1330, 1000, hexa("#e9d9a8"))
    c.rect(270, 190, 1310, 980, PAPER)
    c.text(790, 300, SIGNS["certificate"], 100, hexa("#a8362d"), face="serif-bold")
    c.text(350, 440, f"{shot.unit}{SIGNS['colon']}", 44, hexa("#2a2c30"), face="serif", anchor="lm", room=840)
    c.text(430, 540, SIGNS["citation"], 42, hexa("#2a2c30"), face="serif", anchor="lm", room=820)
    c.text(790, 660, shot.title, 62, hexa("#8c2f28"), face="serif-bold", room=900)
    c.text(350, 770, SIGNS["formula"], 42, hexa("#2a2c30"), face="serif", anchor="lm")
    c.text(1060, 880, SIGNS["authority"], 42, hexa("#2a2c30"), face="serif")
    c.ring(1060, 880, 84, hexa("#b3392f"), 7)
    return c


def notebook(shot: Shot, rng: random.Random) -> Canvas:
    """A desk from above: an open notebook with handwriting, a pen, a cup."""
    c = Canvas(near_view(rng, 800, 600, rng.uniform(1050, 1380)), shot.size)
    wood = rng.choice(WOODS)
    c.fade(-400, -400, 2000, 1700, light(wood, 0.3), wood)
    tilt = rng.uniform(-40, 40)
    c.poly([(250, 240 + tilt), (1360, 200 - tilt), (1400, 980 - tilt), (220, 1010 + tilt)], (40, 34, 26), alpha=70)
    c.poly([(240, 220 + tilt), (800, 210), (806, 985), (212, 990 + tilt)], PAPER)
    c.poly([(800, 210), (1350, 190 - tilt), (1390, 960 - tilt), (806, 985)], hexa("#f3efe4"))
    c.line([(800, 210), (806, 985)], hexa("#cfc7b6"), 8)
    c.text(520, 290 + tilt / 2, shot.title, 44, hexa("#2b4c6f"), face="serif", room=460)
    for side in (0, 1):
        for i in range(10):
            y = 370 + i * 58
            x0 = 290 + side * 570
            ink = hexa("#33475e")
            x = x0 + rng.uniform(0, 20)
            while x < x0 + rng.uniform(380, 440):
                w = rng.uniform(16, 34)
                c.line(
                    [
                        (x, y + rng.uniform(-5, 5)),
                        (x + w * 0.5, y + rng.uniform(-12, 6)),
                        (x + w, y + rng.uniform(-4, 6)),
                    ],
                    ink,
                    4,
                )
                x += w + 9
            c.line([(x0 - 10, y + 20), (x0 + 460, y + 20)], hexa("#d9d2c2"), 2)
    c.line([(1010, 1080), (1440, 840)], hexa("#2a2c30"), 20, caps=True)
    c.line([(1010, 1080), (970, 1102)], hexa("#b9a46a"), 10, caps=True)
    c.ellipse(1490, 240, 130, 130, hexa("#f4f1ea"))
    c.ellipse(1490, 240, 104, 104, hexa("#7a5a36"))
    return c


def facility(shot: Shot, rng: random.Random) -> Canvas:
    """Amenities of the hall: 0 ramp at the entrance, 1 seats and water, 2 the box of helpful things, 3 quiet corner."""
    wall = rng.choice(WALLS)
    c = Canvas(near_view(rng, 800, 570, rng.uniform(1280, 1480)), shot.size)
    c.fade(-400, -400, 2000, 900, light(wall, 0.2), dark(wall, 0.08))
    if shot.view == 0:
        sky(c, 300, rng)
        building(c, -200, 820, 1000, -80, rng, sign=shot.unit, door=True)
        c.rect(1000, -400, 2000, 820, hexa("#9fb0ba"))
        for i in range(3):
            c.fade(1060 + i * 260, 120, 1270 + i * 260, 800, hexa("#c6d5dc"), hexa("#dfe6e6"))
        floor(c, 820, hexa("#b4ad9f"), hexa("#98907f"), lines=5)
        c.poly([(980, 830), (1500, 830), (760, 1120), (120, 1120)], hexa("#cfc8b8"))
        c.line([(200, 1000), (1020, 740)], hexa("#7d8790"), 14)
        c.line([(200, 1060), (1020, 800)], hexa("#7d8790"), 9)
        for share in (0.0, 0.33, 0.66, 1.0):
            x, y = 200 + share * 820, 1000 - share * 260
            c.line([(x, y), (x, y + 120)], hexa("#7d8790"), 12)
        c.rounded(420, 900, 520, 1000, 12, BLUE)
        c.ellipse(462, 926, 11, 11, PAPER)
        c.line([(462, 940), (464, 962), (488, 964), (498, 984)], PAPER, 7)
        c.ring(466, 970, 19, PAPER, 6)
        return c
    floor(c, 900, hexa("#cdc6b8"), hexa("#a39b8c"), lines=6)
    c.rect(-400, 130, 2000, 220, rng.choice([BLUE, TEAL, hexa("#31506e")]))
    c.text(800, 176, f"{shot.unit}  {shot.title}", 44, PAPER, room=1100)
    if shot.view == 1:
        window(c, 120, 300, 560, 640, rng)
        c.rounded(1260, 470, 1440, 940, 20, hexa("#e6e9ea"))
        c.ellipse(1350, 420, 72, 90, hexa("#a9cfe0"))
        c.rect(1300, 560, 1400, 640, hexa("#9aa5ab"))
        for i in range(4):
            x = 180 + i * 250
            c.rounded(x, 700, x + 220, 860, 22, hexa("#6d7f8e"))
            c.rounded(x - 4, 850, x + 224, 900, 16, hexa("#5d6f7e"))
            for dx in (20, 190):
                c.rect(x + dx, 900, x + dx + 12, 990, hexa("#8a9096"))
        bust(c, 540, 870, 330, someone(rng, CASUAL_TOPS), "front", hands=((-0.14, 0.1), (0.14, 0.1)))
        plant(c, 1160, 990, 300, rng)
    elif shot.view == 2:
        wood = rng.choice(WOODS)
        c.rect(280, 320, 1320, 930, wood)
        for row in range(2):
            for col in range(4):
                x, y = 310 + col * 252, 350 + row * 285
                c.rect(x, y, x + 226, y + 255, dark(wood, 0.4))
                label = SIGNS["amenities"][row * 4 + col]
                c.rounded(x + 44, y + 208, x + 182, y + 246, 5, PAPER)
                c.text(x + 113, y + 228, label, 28, hexa("#2b4c6f"))
                colour = hexa(rng.choice(("#b3392f", "#3f6e8f", "#c9a54f", "#5d7f4f", "#e6e1d6")))
                if row * 4 + col == 0:
                    for k in range(4):
                        c.line(
                            [(x + 60 + k * 34, y + 40), (x + 70 + k * 34, y + 190)],
                            hexa(("#3f6e8f", "#b3392f", "#5d7f4f", "#2a2c30")[k]),
                            16,
                            caps=True,
                        )
                elif row * 4 + col == 2:
                    c.rounded(x + 40, y + 90, x + 186, y + 190, 12, PAPER)
                    c.rect(x + 102, y + 110, x + 124, y + 170, RED)
                    c.rect(x + 84, y + 130, x + 142, y + 152, RED)
                else:
                    c.rounded(x + 50, y + rng.uniform(70, 110), x + 176, y + 192, 12, colour)
        plant(c, 1430, 980, 330, rng)
    else:
        c.rounded(240, 560, 760, 900, 40, hexa("#a7b59a"))
        c.rounded(220, 740, 780, 930, 34, hexa("#b7c4aa"))
        c.rounded(930, 640, 1260, 930, 12, hexa("#d9c7a8"))
        c.rect(930, 640, 1260, 670, hexa("#c2ab86"))
        poster(c, 380, 280, 560, 500, SIGNS["hint"], rng)
        poster(c, 960, 300, 1120, 500, SIGNS["quiet"], rng, TEAL)
        person(c, 850, 1080, 560, someone(rng, CASUAL_TOPS, style="bob"), "left")
        plant(c, 1400, 980, 340, rng)
    return c


def corner(shot: Shot, rng: random.Random) -> Canvas:
    """The same corner of the courtyard: 0 before (boxes and bicycles in the way), 1 after (cleared, planted)."""
    fixed = chance(shot.seed // 2)
    c = Canvas(near_view(rng, 800, 640, rng.uniform(1180, 1400)), shot.size)
    sky(c, 420, fixed)
    building(c, -150, 760, 1100, 60, fixed)
    c.fade(1100, 300, 2000, 760, hexa("#d6cfc0"), hexa("#bdb5a5"))
    floor(c, 760, hexa("#b3ac9d"), hexa("#928a7b"), lines=5)
    if shot.view == 0:
        for _ in range(rng.randint(4, 6)):
            x, s = rng.uniform(380, 1150), rng.uniform(110, 210)
            y = rng.uniform(860, 1060)
            c.rect(x, y - s, x + s * 1.2, y, hexa(rng.choice(("#b08a5b", "#9c7a4e", "#c09a6b"))))
            c.rect(x, y - s * 0.55, x + s * 1.2, y - s * 0.47, hexa("#7d6242"))
        for _ in range(3):
            bike(c, rng.uniform(250, 1350), rng.uniform(900, 1080), 240, False, rng)
        for _ in range(14):
            c.ellipse(
                rng.uniform(100, 1500), rng.uniform(850, 1120), rng.uniform(8, 22), rng.uniform(4, 9), hexa("#8b8467")
            )
    else:
        hedge(c, 180, 900, 860, 120, rng)
        tree(c, 1250, 850, 430, rng, shot.season)
        for i in range(12):
            x = 240 + i * 60
            c.ellipse(x, 880 + (i % 2) * 14, 22, 18, hexa(rng.choice(("#c9596b", "#e0b04a", "#b07fb5"))))
        for i in range(7):
            c.line([(260 + i * 180, 960), (180 + i * 190, 1150)], PAPER, 9)
        if shot.unit:
            poster(c, 1000, 480, 1090, 640, SIGNS["parking"], rng, BLUE)
        person(c, 1380, 1060, 430, someone(rng), "left")
    return c


def cutting(shot: Shot, rng: random.Random) -> Canvas:
    """A newspaper cutting: the invented local paper reports on the unit."""
    c = Canvas(near_view(rng, 800, 600, rng.uniform(1240, 1460)), shot.size)
    c.fade(-400, -400, 2000, 1700, hexa("#8a7f70"), hexa("#6f6558"))
    c.poly([(205, 65), (1410, 45), (1430, 1165), (190, 1150)], (30, 26, 22), alpha=90)
    c.poly([(190, 50), (1400, 30), (1415, 1145), (180, 1130)], hexa("#f1ecdf"))
    c.text(520, 130, SIGNS["newspaper"], 92, hexa("#2a2c30"), face="serif-bold")
    c.text(1130, 140, SIGNS["section"], 34, hexa("#5a564e"), face="serif")
    c.rect(230, 200, 1360, 206, hexa("#2a2c30"))
    c.rect(230, 212, 1360, 214, hexa("#2a2c30"))
    c.text(795, 290, shot.title, 74, hexa("#1f2023"), face="serif-bold", room=1080)
    c.text(795, 372, f"—— {shot.unit}", 38, hexa("#3c3d40"), face="serif", room=900)
    c.fade(240, 430, 760, 790, hexa("#b9b4a8"), hexa("#8f897c"))
    c.rect(240, 620, 760, 790, hexa("#a39b8c"))
    for i in range(5):
        bust(
            c,
            290 + i * 105,
            760,
            210,
            someone(rng, [hexa("#55585c"), hexa("#7c7f82"), hexa("#3f4245")], skin=hexa("#cfc8bb")),
            "front",
        )
    for column in range(3):
        x = 240 + column * 375
        y = 830.0 if column < 2 else 440.0
        if column == 1:
            y = 830
        while y < 1090:
            c.written(x, x + 345, y, 8, 1.0 if rng.random() < 0.85 else 0.6, hexa("#8d887c"))
            y += 21
    y = 440.0
    while y < 800:
        c.rect(790, y, 980, y + 8, hexa("#8d887c"))
        y += 21
    return c
