"""Halls and meeting rooms: lecture, meeting, contest."""

from __future__ import annotations

import random

from wenming.cli.demo.pictures.canvas import Canvas, dark, hexa, light, spread
from wenming.cli.demo.pictures.furniture import (
    BLUE,
    RED,
    TEAL,
    WALLS,
    WOODS,
    banner,
    ceiling_lamps,
    cup,
    name_plate,
    papers,
    plant,
    poster,
    screen,
    window,
)
from wenming.cli.demo.pictures.landscape import floor, near_view, wide_view
from wenming.cli.demo.pictures.looks import NAVY, OFFICE_TOPS, someone
from wenming.cli.demo.pictures.people import bust, person, sitter_from_behind
from wenming.cli.demo.pictures.shot import Shot


def lecture(shot: Shot, rng: random.Random) -> Canvas:
    """A hall: 0 from the back row, 1 the speaker, 2 the audience's faces."""
    wall, wood = rng.choice(WALLS), rng.choice(WOODS)
    board = rng.choice([BLUE, RED, TEAL, hexa("#31506e"), hexa("#7c2f2b")])
    if shot.view == 2:
        return _listeners(shot, rng)
    at = rng.uniform(520, 1080)
    lectern = at + rng.choice((-1, 1)) * rng.uniform(250, 430)
    camera = wide_view(rng) if shot.view == 0 else near_view(rng, (lectern + at) / 2, 430, 860)
    c = Canvas(camera, shot.size)
    c.fade(-400, -400, 2000, 640, light(wall, 0.2), dark(wall, 0.12))
    ceiling_lamps(c, rng.uniform(60, 130), rng.randint(4, 6), rng)
    for i in range(-2, 10):
        c.rect(i * 200 + 60, 130, i * 200 + 64, 640, dark(wall, 0.08))
    if rng.random() < 0.6:
        for x in (-120.0, 1500.0):
            window(c, x, 170, x + 200, 480, rng, hexa("#9db0bd"))
    half = rng.uniform(300, 420)
    top = rng.uniform(130, 170)
    screen(c, at - half, top, at + half, top + half * rng.uniform(0.78, 0.92), shot.title, shot.unit, board)
    stage = rng.uniform(600, 650)
    c.rect(-400, stage - 40, 2000, stage, light(wood, 0.2))
    c.rect(-400, stage, 2000, stage + 66, wood)
    c.rect(-400, stage, 2000, stage + 8, dark(wood, 0.25))
    for x in (at - half - 90, at + half + 90):
        plant(c, x, stage - 6, rng.uniform(110, 170), rng)
    speaker = someone(rng, NAVY, jacket=True)
    person(c, lectern, stage - 16, 330, speaker, "front", hands=((-0.16, 0.26), (0.3, rng.uniform(0.34, 0.62))))
    c.poly(
        [
            (lectern - 78, stage - 150),
            (lectern + 78, stage - 150),
            (lectern + 62, stage - 8),
            (lectern - 62, stage - 8),
        ],
        dark(wood, 0.3),
    )
    c.poly(
        [
            (lectern - 90, stage - 166),
            (lectern + 90, stage - 166),
            (lectern + 78, stage - 148),
            (lectern - 78, stage - 148),
        ],
        dark(wood, 0.12),
    )
    c.line([(lectern - 24, stage - 166), (lectern - 16, stage - 214)], hexa("#2d2f33"), 5, caps=True)
    c.ellipse(lectern, stage - 80, 26, 26, light(wood, 0.35))
    floor(c, stage + 66, hexa("#a79c8b"), hexa("#7d7365"))
    chair = rng.choice([hexa("#6b3a35"), hexa("#33475e"), hexa("#4d5a54"), hexa("#6a5644")])
    rows = rng.randint(3, 4)
    for row in range(rows):
        size = 190 + row * 62
        y = stage + 150 + row * (120 + row * 14)
        gap = size * rng.uniform(0.78, 0.94)
        x = -200 + rng.uniform(0, gap)
        while x < 1850:
            if rng.random() < 0.93:
                sitter_from_behind(c, x + rng.uniform(-8, 8), y + 70, size, someone(rng), chair)
            x += gap
    return c


def _listeners(shot: Shot, rng: random.Random) -> Canvas:
    """Faces of those who listen, writing or looking up."""
    wall = rng.choice(WALLS)
    c = Canvas(near_view(rng, 800, 640, 1120), shot.size)
    c.fade(-400, -400, 2000, 560, light(wall, 0.1), dark(wall, 0.1))
    for i in range(-1, 5):
        if rng.random() < 0.7:
            window(c, i * 360 + 40, 60, i * 360 + 240, 380, rng, hexa("#b8aa94"))
    chair = rng.choice([hexa("#6b3a35"), hexa("#33475e"), hexa("#4d5a54")])
    if shot.unit:
        banner(c, 180, 10, 1420, 84, f"{shot.unit}  {shot.title}", rng.choice([RED, BLUE]))
    for row in range(4):
        size = 200 + row * 52
        y = 520 + row * 165
        gap = size * rng.uniform(0.92, 1.08)
        x = -160 + rng.uniform(0, gap)
        while x < 1800:
            c.rounded(x - size * 0.27, y - size * 0.5, x + size * 0.27, y + 60, size * 0.06, chair)
            if rng.random() < 0.94:
                bust(
                    c,
                    x,
                    y + 40,
                    size,
                    someone(rng),
                    rng.choice(("front", "front", "front", "left", "right")),
                    hands=((-0.14, 0.06), (0.12, 0.08)),
                )
            x += gap
        c.rect(-400, y - 2, 2000, y + 22, rng.choice(WOODS))
        c.rect(-400, y + 22, 2000, y + 112, dark(WOODS[row % 5], 0.3))
    return c


def meeting(shot: Shot, rng: random.Random) -> Canvas:
    """A conference room: 0 along the table, 1 one side of the table from in front."""
    wall, wood = rng.choice(WALLS), rng.choice(WOODS)
    if shot.view == 1:
        return _table_side(shot, rng)
    c = Canvas(wide_view(rng), shot.size)
    c.fade(-400, -400, 2000, 700, light(wall, 0.15), dark(wall, 0.1))
    ceiling_lamps(c, rng.uniform(70, 120), rng.randint(3, 5), rng)
    at = spread(rng, 800, 90)
    half = rng.uniform(230, 300)
    screen(
        c,
        at - half,
        150,
        at + half,
        150 + half * 1.0,
        shot.title,
        shot.unit,
        rng.choice([BLUE, TEAL, hexa("#31506e"), RED]),
    )
    side = rng.choice((-1, 1))
    for i in range(2):
        x = 800 + side * (500 + i * 290)
        window(c, x - 105, 170, x + 105, 500, rng, hexa("#a9b7bd"))
    plant(c, 800 - side * 470, 690, 260, rng)
    poster(c, 800 - side * 640 - 80, 240, 800 - side * 640 + 80, 470, shot.title, rng)
    floor(c, 680, hexa("#b0a595"), hexa("#8a8072"))
    people = rng.randint(3, 5)
    tilt = rng.uniform(-60, 60)
    near_left, near_right, far_left, far_right = 150 + tilt, 1450 + tilt, 560, 1040
    end_y, near_y = 640, 1180
    for row in range(people):  # far to near, both sides
        share = (row + 0.3) / people
        y = end_y + (near_y - end_y) * share**1.25
        size = 210 + 210 * share
        for sign, far, near, facing in ((-1, far_left, near_left, "right"), (1, far_right, near_right, "left")):
            x = far + (near - far) * share**1.25 + sign * size * 0.16
            c.rounded(
                x - size * 0.25 + sign * size * 0.12,
                y - size * 0.42,
                x + size * 0.25 + sign * size * 0.12,
                y + size * 0.3,
                size * 0.06,
                hexa("#3c4046"),
            )
            bust(
                c,
                x,
                y + size * 0.22,
                size,
                someone(rng),
                facing,
                hands=((-0.05 - sign * 0.14, 0.1), (0.05 - sign * 0.2, 0.12)),
            )
    head_of = someone(rng, NAVY, jacket=True)
    bust(c, at, 640, 200, head_of, "front", hands=((-0.16, 0.04), (0.16, 0.04)))
    c.poly(
        [(far_left, end_y - 14), (far_right, end_y - 14), (near_right, near_y + 120), (near_left, near_y + 120)], wood
    )
    c.poly(
        [
            (far_left + 60, end_y + 4),
            (far_right - 60, end_y + 4),
            (near_right - 210, near_y + 120),
            (near_left + 210, near_y + 120),
        ],
        light(wood, 0.14),
    )
    for row in range(people):
        share = (row + 0.4) / people
        y = end_y + (near_y - end_y) * share**1.25
        size = 46 + 62 * share
        for sign, far, near in ((-1, far_left, near_left), (1, far_right, near_right)):
            x = far + (near - far) * share**1.25 - sign * size * 1.5
            papers(c, x, y + 20, size)
            cup(c, x - sign * size * 0.95, y + 16, size * 0.5)
    return c


def _table_side(shot: Shot, rng: random.Random) -> Canvas:
    """People in a row behind a table, with name plates, seen from in front."""
    wall, wood = rng.choice(WALLS), rng.choice(WOODS)
    c = Canvas(near_view(rng, 800, 560, rng.uniform(1150, 1480)), shot.size)
    c.fade(-400, -400, 2000, 800, light(wall, 0.2), dark(wall, 0.1))
    kind = rng.randint(0, 2)
    if kind == 0:
        screen(c, 470, 40, 1130, 400, shot.title, shot.unit, rng.choice([BLUE, TEAL, RED]))
    elif kind == 1:
        for i in range(-1, 5):
            window(c, i * 380 + 60, 150, i * 380 + 290, 470, rng, hexa("#b3bdb8"))
    else:
        for i in range(-2, 9):
            c.rect(i * 220, -400, i * 220 + 6, 800, dark(wall, 0.12))
        plant(c, 250, 790, 320, rng)
        plant(c, 1370, 790, 320, rng)
    if kind != 0 and shot.unit:
        banner(c, 150, 20, 1450, 112, shot.title, rng.choice([RED, BLUE]), shot.unit)
    count = rng.randint(5, 7)
    gap = 1500 / count
    speaking = rng.randrange(count)
    for i in range(-1, count + 1):
        x = 50 + gap * (i + 0.5)
        c.rounded(x - 84, 440, x + 84, 800, 26, hexa("#3a3d43"))
        hands = ((-0.2, 0.1), (0.3, 0.42)) if i == speaking else ((-0.14, 0.07), (0.14, 0.07))
        bust(
            c,
            x,
            800,
            390,
            someone(rng),
            "front" if i == speaking else rng.choice(("front", "front", "left", "right")),
            hands=hands,
        )
    c.rect(-400, 775, 2000, 830, light(wood, 0.2))
    c.rect(-400, 830, 2000, 1700, wood)
    for i in range(-2, count + 3):
        c.rect(50 + gap * i - 4, 830, 50 + gap * i + 4, 1700, dark(wood, 0.2))
    for i in range(-1, count + 1):
        x = 50 + gap * (i + 0.5)
        name_plate(c, x, 838, 50)
        cup(c, x + 86, 826, 58)
        papers(c, x - 92, 826, 84)
    return c


def contest(shot: Shot, rng: random.Random) -> Canvas:
    """A skills contest or training: rows of desks with screens. 0 from the side, 1 closer."""
    wall = rng.choice(WALLS)
    c = Canvas(wide_view(rng) if shot.view == 0 else near_view(rng, 800, 700, 900), shot.size)
    c.fade(-400, -400, 2000, 560, light(wall, 0.2), dark(wall, 0.1))
    ceiling_lamps(c, 90, rng.randint(4, 6), rng)
    banner(c, 150 + rng.uniform(-60, 60), 150, 1450, 260, shot.title, rng.choice([RED, BLUE, TEAL]), shot.unit)
    for i in range(4):
        if rng.random() < 0.6:
            window(c, i * 420 + 60, 300, i * 420 + 240, 470, rng)
    floor(c, 540, hexa("#b9b0a2"), hexa("#8c8375"))
    for row in range(3):
        size = 230 + row * 90
        y = 640 + row * 220
        gap = size * rng.uniform(1.18, 1.32)
        x = -200 + rng.uniform(0, gap)
        while x < 1850:
            if rng.random() < 0.92:
                bust(c, x, y, size, someone(rng, OFFICE_TOPS, badge=True), "front", hands=((-0.15, 0.06), (0.15, 0.06)))
            c.rounded(x + size * 0.2, y - size * 0.4, x + size * 0.62, y - size * 0.08, 6, hexa("#2f3338"))
            c.rect(x + size * 0.39, y - size * 0.08, x + size * 0.43, y, hexa("#3b3f45"))
            c.rect(x - size * 0.2, y - 10, x + size * 0.14, y, hexa("#4a4e54"))
            x += gap
        c.rect(-400, y - 2, 2000, y + 24, hexa("#d9d3c6"))
        c.rect(-400, y + 24, 2000, y + 90, hexa("#b7b0a2"))
    if rng.random() < 0.8:
        person(
            c,
            rng.choice((90, 1510)),
            1180,
            640,
            someone(rng, NAVY, badge=True, jacket=True),
            rng.choice(("left", "right")),
            hands=((-0.12, 0.2), (0.12, 0.22)),
        )
    return c
