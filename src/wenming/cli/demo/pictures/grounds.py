"""In the open: cleaning up, a group before the building, a park, a drill, the partner village."""

from __future__ import annotations

import random

from wenming.cli.demo.pictures.canvas import Canvas, hexa, light, spread
from wenming.cli.demo.pictures.furniture import (
    BLUE,
    PAPER,
    RED,
    TEAL,
    banner,
    plant,
)
from wenming.cli.demo.pictures.landscape import building, floor, hedge, near_view, sky, tree, wide_view
from wenming.cli.demo.pictures.looks import CASUAL_TOPS, OFFICE_TOPS, someone
from wenming.cli.demo.pictures.people import person
from wenming.cli.demo.pictures.shot import Shot
from wenming.cli.demo.pictures.signs import SIGNS
from wenming.cli.demo.pictures.street import VESTS


def yard(shot: Shot, rng: random.Random) -> Canvas:
    """Cleaning up: 0 a courtyard, 1 closer, 2 a park path."""
    c = Canvas(wide_view(rng) if shot.view != 1 else near_view(rng, 800, 780, 860), shot.size)
    horizon = rng.uniform(560, 640)
    sky(c, horizon, rng)
    if shot.view == 2:
        for _ in range(9):
            tree(c, rng.uniform(-200, 1800), horizon + rng.uniform(0, 40), rng.uniform(260, 420), rng, shot.season)
        floor(c, horizon, hexa("#9aa97c"), hexa("#7f9066"))
        bend = rng.uniform(-300, 300)
        c.poly([(740 + bend, horizon + 10), (880 + bend, horizon + 10), (1500, 1700), (100, 1700)], hexa("#c9bfac"))
    else:
        building(
            c,
            rng.uniform(-100, 200),
            horizon + 30,
            rng.uniform(1250, 1700),
            rng.uniform(20, 120),
            rng,
            door=True,
            sign=shot.over_door,
        )
        for side in (-60, 1660):
            tree(c, side + rng.uniform(-60, 60), horizon + 60, rng.uniform(380, 480), rng, shot.season)
        floor(c, horizon + 30, hexa("#bdb6a7"), hexa("#968e7e"), lines=5, vanish=spread(rng, 800, 200))
        hedge(c, -100, rng.uniform(260, 480), horizon + 120, 110, rng)
        hedge(c, rng.uniform(1150, 1350), 1700, horizon + 120, 110, rng)
    vest = rng.choice([*VESTS, None])
    count = rng.randint(4, 6) if shot.view != 1 else rng.randint(2, 3)
    gap = (1400 if shot.view != 1 else 760) / count
    start = 120 if shot.view != 1 else 460
    for i in range(count):
        x = start + gap * (i + 0.5) + rng.uniform(-30, 30)
        ground = rng.uniform(930, 1130)
        look = someone(rng, CASUAL_TOPS, vest=vest, cap=vest if rng.random() < 0.5 else None)
        facing = rng.choice(("front", "left", "right"))
        tool = rng.choice(("broom", "broom", "broom", "tongs", "bag", "bucket"))
        hands = ((-0.18, 0.12), (0.16, 0.3)) if tool == "broom" else None
        left, right = person(c, x, ground, rng.uniform(400, 450), look, facing, hands=hands, stride=rng.uniform(0, 0.3))
        if tool == "broom":
            c.line([(right[0] + 10, right[1] - 90), (left[0] - 40, ground - 10)], hexa("#a58a5f"), 9)
            c.poly(
                [(left[0] - 30, ground - 50), (left[0] - 84, ground + 8), (left[0] - 10, ground + 8)], hexa("#8d9b52")
            )
        elif tool == "tongs":
            c.line([right, (right[0] + 60, ground - 20)], hexa("#9aa0a4"), 6)
        elif tool == "bag":
            c.ellipse(right[0] + 10, right[1] + 70, 44, 64, hexa("#3d4a44"))
            c.line([right, (right[0] + 8, right[1] + 20)], hexa("#3d4a44"), 8)
        else:
            c.poly(
                [
                    (left[0] - 40, left[1] + 20),
                    (left[0] + 40, left[1] + 20),
                    (left[0] + 30, left[1] + 96),
                    (left[0] - 30, left[1] + 96),
                ],
                hexa("#5f8aa3"),
            )
    return c


def lineup(shot: Shot, rng: random.Random) -> Canvas:
    """A group photograph before a building: 0 with a cloth banner held in front, 1 with the team's flag."""
    c = Canvas(near_view(rng, 800, 650, rng.uniform(1260, 1500)), shot.size)
    horizon = rng.uniform(680, 730)
    sky(c, horizon, rng)
    building(
        c,
        rng.uniform(-160, 60),
        horizon,
        rng.uniform(1540, 1760),
        rng.uniform(-60, 60),
        rng,
        door=True,
        sign=shot.over_door,
    )
    for x in (-80, 1690):
        tree(c, x + rng.uniform(-50, 50), horizon + 60, rng.uniform(420, 560), rng, shot.season)
    floor(c, horizon, hexa("#c2bbac"), hexa("#9d9586"), lines=6)
    plant(c, 250, horizon + 40, 190, rng)
    plant(c, 1350, horizon + 40, 190, rng)
    vest = rng.choice([*VESTS, None, None])
    tops = OFFICE_TOPS if vest is None else CASUAL_TOPS
    back, front = rng.randint(6, 8), rng.randint(6, 8)
    for i in range(back):
        person(
            c,
            190 + (1220 / back) * (i + 0.5) + rng.uniform(-10, 10),
            1000,
            rng.uniform(470, 510),
            someone(rng, tops, vest=vest),
        )
    for i in range(front):
        person(
            c,
            140 + (1320 / front) * (i + 0.5) + rng.uniform(-10, 10),
            1110,
            rng.uniform(470, 510),
            someone(rng, tops, vest=vest),
            hands=((-0.2, 0.06), (0.2, 0.06)),
        )
    if shot.view == 0:
        banner(c, 330, 890, 1270, 990, shot.title, rng.choice([RED, BLUE, TEAL]), shot.unit)
    else:
        x = rng.choice((110, 1490))
        person(c, x, 1120, 500, someone(rng, tops, vest=vest), hands=((-0.1, 0.3), (0.16, 0.5)))
        c.line([(x + 40, 1090), (x + 40, 380)], hexa("#b9b4a6"), 9)
        sway = rng.uniform(-30, 30)
        colour = rng.choice([RED, BLUE, hexa("#2f7a5f")])
        toward = 1 if x < 800 else -1
        flag = [(x + 40, 390), (x + 40 + toward * 330, 400 + sway), (x + 40 + toward * 320, 600 + sway), (x + 40, 590)]
        c.poly(flag, colour)
        c.text(x + 40 + toward * 165, 465 + sway / 2, SIGNS["team"], 54, PAPER, room=280)
        c.text(x + 40 + toward * 165, 535 + sway / 2, shot.unit, 26, hexa("#f0d48a"), room=280)
    return c


def park(shot: Shot, rng: random.Random) -> Canvas:
    """Walking and sport outdoors: 0 a walk along the river, 1 the start, 2 rope pulling."""
    c = Canvas(near_view(rng, 800, 660, rng.uniform(1150, 1480)), shot.size)
    horizon = rng.uniform(420, 500)
    sky(c, horizon, rng)
    hills = hexa(rng.choice(("#8fa3a0", "#9aab9c", "#8c9aa6")))
    for i in range(4):
        c.ellipse(
            i * 560 - 100 + rng.uniform(-100, 100),
            horizon + 30,
            520,
            rng.uniform(90, 180),
            light(hills, 0.12 * (i % 2)),
        )
    if shot.view != 2:
        c.fade(-400, horizon, 2000, horizon + 150, hexa("#b7cdd3"), hexa("#94b2bb"))
        c.rect(-400, horizon + 140, 2000, horizon + 160, hexa("#d5cfc1"))
        for i in range(-2, 14):
            c.rect(i * 150, horizon + 84, i * 150 + 10, horizon + 150, hexa("#e6e1d4"))
        c.rect(-400, horizon + 92, 2000, horizon + 100, hexa("#e6e1d4"))
    for _ in range(rng.randint(3, 6)):
        tree(c, rng.uniform(-200, 1800), horizon + 180, rng.uniform(300, 430), rng, shot.season)
    floor(c, horizon + 160, hexa("#a3b07f"), hexa("#8a9a69"))
    track = hexa(rng.choice(("#b56a55", "#5f7f93", "#c2b59f")))
    c.poly([(-400, 760), (2000, 700), (2000, 1700), (-400, 1700)], track)
    for i in range(3):
        c.line([(-400, 860 + i * 160), (2000, 800 + i * 190)], light(track, 0.5), 6)
    shirt = [rng.choice([hexa("#c94f3f"), hexa("#3f7fa3"), hexa("#e3b04b"), hexa("#4f9a77"), hexa("#f1eee6")])]
    if shot.view == 2:
        c.line([(-100, 900), (1700, 900)], hexa("#b08d5b"), 14)
        for side, facing in ((0, "right"), (1, "left")):
            for i in range(5):
                x = 120 + i * 130 if side == 0 else 1480 - i * 130
                lean = -1 if side == 0 else 1
                look = someone(rng, shirt if side == 0 else [hexa("#3a5a78")])
                person(
                    c,
                    x + lean * 20,
                    1090 + rng.uniform(-10, 20),
                    430,
                    look,
                    facing,
                    hands=((-lean * 0.26 - 0.05, 0.2), (-lean * 0.36, 0.22)),
                    stride=0.8,
                )
        c.poly([(780, 880), (820, 880), (812, 960), (788, 960)], RED)
        if shot.unit:
            banner(c, 420, 560, 1180, 660, shot.title, BLUE, shot.unit)
        return c
    if shot.view == 1:
        for x in (260, 1340):
            c.rect(x - 16, 330, x + 16, 1000, hexa("#4a5a66"))
        banner(c, 240, 330, 1360, 470, shot.title, rng.choice([RED, BLUE, TEAL]), shot.unit)
    count = rng.randint(6, 9)
    for i in range(count):
        ground = 880 + (i % 3) * 110
        person(
            c,
            100 + (1400 / count) * (i + 0.5) + rng.uniform(-30, 30),
            ground,
            400 + (i % 3) * 40,
            someone(rng, shirt),
            rng.choice(("right", "front")),
            hands=((-0.3, 0.3), (0.3, 0.34)),
            stride=rng.uniform(0.3, 0.8),
        )
    if shot.view == 0 and shot.unit:
        banner(c, 500, 560, 1100, 640, shot.title, RED, shot.unit)
    return c


def drill(shot: Shot, rng: random.Random) -> Canvas:
    """A fire drill: somebody with an extinguisher before a pan, the others watching."""
    c = Canvas(near_view(rng, 800, 740, rng.uniform(980, 1360)), shot.size)
    sky(c, 520, rng)
    building(c, -200, 620, 900, 60, rng)
    building(c, 940, 620, 1900, 140, rng)
    floor(c, 620, hexa("#b3ad9f"), hexa("#8f887a"), lines=5)
    if shot.unit:
        banner(c, 320, 520, 1280, 630, shot.title, RED, shot.unit)
    for i in range(7):
        person(c, 620 + i * 150, rng.uniform(820, 860), 380, someone(rng), rng.choice(("left", "front")))
    person(c, 560, 1080, 520, someone(rng, OFFICE_TOPS), "left", hands=((-0.36, 0.24), (-0.1, 0.3)))
    c.rounded(480, 850, 540, 1010, 18, hexa("#b3261e"))
    c.line([(520, 850), (430, 900), (390, 950)], hexa("#2c2e31"), 12, caps=True)
    for i in range(9):
        c.ellipse(370 - i * 24, 968 + rng.uniform(-8, 14) + i * 8, 24 + i * 6, 18 + i * 5, (246, 246, 242), alpha=150)
    c.ellipse(150, 1090, 130, 34, hexa("#4b4d50"))
    for i in range(5):
        x = 80 + i * 34
        c.poly(
            [(x - 26, 1084), (x + 26, 1084), (x + rng.uniform(-14, 14), 1084 - rng.uniform(70, 150))],
            hexa(rng.choice(("#e08a2e", "#d9572b", "#f0b64a"))),
        )
    return c


def field(shot: Shot, rng: random.Random) -> Canvas:
    """The partner village: 0 before the village house, 1 at a field's edge."""
    c = Canvas(near_view(rng, 800, 640, rng.uniform(1180, 1500)), shot.size)
    sky(c, 500, rng)
    for i in range(5):
        c.ellipse(i * 460 - 150, 540, 460, rng.uniform(120, 240), hexa(rng.choice(("#8fa58c", "#9bb08f", "#7f9a85"))))
    floor(c, 520, hexa("#9fb06c"), hexa("#86985a"))
    if shot.view == 0:
        building(c, 250, 720, 1350, 260, rng, hexa("#e4ddcf"), door=True, sign=SIGNS["village"])
        c.poly([(220, 266), (1380, 266), (1280, 176), (320, 176)], hexa("#6f7a80"))
        c.poly([(-400, 720), (2000, 720), (2000, 1700), (-400, 1700)], hexa("#c4b9a4"))
    else:
        for i in range(9):
            y = 600 + i * 34 * (1 + i * 0.22)
            c.line(
                [(-400, y), (2000, y + rng.uniform(-20, 20))], hexa("#7c8f4e") if i % 2 else hexa("#b3a673"), 14 + i * 5
            )
        for _ in range(4):
            tree(c, rng.uniform(-100, 1700), 590, rng.uniform(200, 280), rng, shot.season)
    villagers = rng.randint(2, 3)
    for i in range(rng.randint(5, 7)):
        look = someone(
            rng, CASUAL_TOPS if i < villagers else OFFICE_TOPS, cap=hexa("#cdb98a") if i < villagers else None
        )
        person(
            c,
            240 + i * 185 + rng.uniform(-30, 30),
            1060 + rng.uniform(-30, 50),
            rng.uniform(450, 500),
            look,
            "right" if i < villagers else "left",
            hands=((-0.2, 0.12), (0.3, 0.3)) if rng.random() < 0.4 else None,
        )
    if shot.unit and rng.random() < 0.7:
        banner(c, 380, 850, 1220, 950, shot.title, RED, shot.unit)
    return c
