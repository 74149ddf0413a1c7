"""Drawn people: how they stand, sit and hold things.

Heights are world units. A *bust* is what shows above a table: from the waist up.
"""

from __future__ import annotations

from wenming.cli.demo.pictures.canvas import Canvas, Colour, Point, dark, hexa, light
from wenming.cli.demo.pictures.heads import head
from wenming.cli.demo.pictures.looks import WHITE, Look
from wenming.cli.demo.pictures.signs import SIGNS


def arm(c: Canvas, points: list[Point], thick: float, look: Look, sleeve: Colour, bare: bool = False) -> None:
    """Shoulder, elbow, hand."""
    c.line(points[:2], look.skin if bare else sleeve, thick, caps=True)
    c.line(points[1:], sleeve if not bare else look.skin, thick * 0.88, caps=True)
    hx, hy = points[-1]
    c.ellipse(hx, hy, thick * 0.46, thick * 0.46, look.skin)


def bust(
    c: Canvas,
    x: float,
    waist: float,
    height: float,
    look: Look,
    facing: str = "front",
    hands: tuple[Point, Point] | None = None,
    behind: bool = False,
) -> tuple[Point, Point]:
    """Everything above the waist; returns where the hands are.

    hands   offsets of the left and right hand from the waist's middle in shares of ``height`` (y upwards); None lets
            the arms hang.       behind  arms are drawn before the body (hidden by it).
    """
    h = height
    crown = waist - h
    size = h * 0.30
    shoulder = waist - h * 0.655
    half, hip = h * 0.235, h * 0.185
    if facing in ("left", "right"):
        half, hip = h * 0.19, h * 0.165
    sleeve = dark(look.top, 0.14)
    thick = h * 0.115
    spots: list[Point] = []
    joints: list[list[Point]] = []
    for index, sign in enumerate((-1, 1)):
        start = (x + sign * half * 0.82, shoulder + h * 0.075)
        if hands is None:
            hand = (x + sign * (half + h * 0.015), waist + h * 0.16)
            elbow = (x + sign * (half + h * 0.03), waist - h * 0.2)
        else:
            hand = (x + hands[index][0] * h, waist - hands[index][1] * h)
            reach = 1 if hand[1] > shoulder else 0.4
            elbow = (
                (start[0] + hand[0]) / 2 + sign * h * 0.1 * reach,
                max(start[1], hand[1]) - h * 0.04 if hand[1] < shoulder else (start[1] + hand[1]) / 2 + h * 0.07,
            )
        joints.append([start, elbow, hand])
        spots.append(hand)
    if behind or facing == "back":
        for points in joints:
            arm(c, points, thick, look, sleeve)
    neck = dark(look.skin, 0.12)
    c.poly(
        [
            (x - h * 0.06, crown + size * 0.8),
            (x + h * 0.06, crown + size * 0.8),
            (x + h * 0.075, shoulder + h * 0.03),
            (x - h * 0.075, shoulder + h * 0.03),
        ],
        neck,
    )
    torso = [
        (x - half * 0.45, shoulder - h * 0.005),
        (x + half * 0.45, shoulder - h * 0.005),
        (x + half * 0.86, shoulder + h * 0.03),
        (x + half, shoulder + h * 0.11),
        (x + hip, waist - h * 0.1),
        (x + hip * 1.04, waist + h * 0.02),
        (x - hip * 1.04, waist + h * 0.02),
        (x - hip, waist - h * 0.1),
        (x - half, shoulder + h * 0.11),
        (x - half * 0.86, shoulder + h * 0.03),
    ]
    c.poly(torso, look.top)
    c.poly(
        [(x + half * 0.35, shoulder), torso[2], torso[3], torso[4], torso[5], (x + hip * 0.45, waist + h * 0.02)],
        dark(look.top, 0.1),
    )
    if facing == "front":
        _front(c, x, shoulder, waist, h, half, look)
    if look.vest is not None:
        _vest(c, x, shoulder, waist, h, half, hip, look.vest, facing)
    if not behind and facing != "back":
        for points in joints:
            arm(c, points, thick, look, sleeve)
    head(c, x + {"left": -0.02, "right": 0.02}.get(facing, 0) * h, crown, size, look, facing)
    return spots[0], spots[1]


def _front(c: Canvas, x: float, shoulder: float, waist: float, h: float, half: float, look: Look) -> None:
    """Collar, or jacket with shirt; badge."""
    if look.jacket:
        c.poly([(x - half * 0.42, shoulder), (x + half * 0.42, shoulder), (x, shoulder + h * 0.25)], WHITE)
        c.poly(
            [
                (x - h * 0.022, shoulder + h * 0.03),
                (x + h * 0.022, shoulder + h * 0.03),
                (x + h * 0.03, shoulder + h * 0.2),
                (x, shoulder + h * 0.235),
                (x - h * 0.03, shoulder + h * 0.2),
            ],
            hexa("#5c3d40"),
        )
        c.line([(x, shoulder + h * 0.25), (x, waist)], dark(look.top, 0.3), h * 0.012)
    else:
        collar = light(look.top, 0.35) if sum(look.top) < 520 else dark(look.top, 0.12)
        c.poly(
            [(x - half * 0.42, shoulder - h * 0.01), (x, shoulder + h * 0.1), (x - half * 0.16, shoulder + h * 0.13)],
            collar,
        )
        c.poly(
            [(x + half * 0.42, shoulder - h * 0.01), (x, shoulder + h * 0.1), (x + half * 0.16, shoulder + h * 0.13)],
            collar,
        )
        c.line([(x, shoulder + h * 0.12), (x, waist)], dark(look.top, 0.16), h * 0.01)
    if look.badge:
        c.rounded(x + half * 0.28, shoulder + h * 0.2, x + half * 0.78, shoulder + h * 0.275, h * 0.012, WHITE)
        c.rect(x + half * 0.34, shoulder + h * 0.22, x + half * 0.47, shoulder + h * 0.26, hexa("#7f95a6"))


def _vest(
    c: Canvas, x: float, shoulder: float, waist: float, h: float, half: float, hip: float, colour: Colour, facing: str
) -> None:
    """A volunteer's vest with two light strips and a small emblem."""
    left = [
        (x - half * 0.78, shoulder + h * 0.01),
        (x - half * 0.3, shoulder - h * 0.005),
        (x, shoulder + h * 0.2),
        (x, waist + h * 0.04),
        (x - hip * 1.1, waist + h * 0.04),
        (x - half * 0.82, shoulder + h * 0.14),
    ]
    right = [(2 * x - px, py) for px, py in left]
    if facing == "back":
        left[2] = (x, shoulder)
        right[2] = (x, shoulder)
    c.poly(left, colour)
    c.poly(right, dark(colour, 0.08))
    strip = hexa("#efe9d4")
    for at in (0.36, 0.12):
        c.rect(x - hip * 1.0, waist - h * at, x + hip * 1.0, waist - h * at + h * 0.035, strip)
    if facing == "front":
        c.line([(x, shoulder + h * 0.2), (x, waist + h * 0.04)], dark(colour, 0.3), h * 0.012)
        c.ellipse(x + half * 0.45, shoulder + h * 0.16, h * 0.028, h * 0.028, WHITE)
    elif facing == "back":
        c.text(x, shoulder + h * 0.155, SIGNS["volunteer"], h * 0.085, WHITE)


def legs(
    c: Canvas, x: float, ground: float, waist: float, look: Look, facing: str = "front", stride: float = 0.0
) -> None:
    """From the waist to the shoes. ``stride`` 0 stands, 1 takes a long step."""
    h = ground - waist
    hip = h * 0.185
    for sign in (-1, 1):
        foot = x + sign * h * (0.09 + 0.22 * stride)
        top = x + sign * hip * 0.48
        knee = ((top + foot) / 2, waist + h * 0.5)
        colour = look.bottom if sign < 0 else dark(look.bottom, 0.1)
        c.poly(
            [
                (top - hip * 0.54, waist - h * 0.01),
                (top + hip * 0.54, waist - h * 0.01),
                (knee[0] + h * 0.082, knee[1]),
                (foot + h * 0.06, ground - h * 0.05),
                (foot - h * 0.06, ground - h * 0.05),
                (knee[0] - h * 0.082, knee[1]),
            ],
            colour,
        )
        toe = {"left": -0.06, "right": 0.06}.get(facing, 0.0) * h
        c.rounded(
            foot - h * 0.085 + min(toe, 0),
            ground - h * 0.06,
            foot + h * 0.085 + max(toe, 0),
            ground + h * 0.005,
            h * 0.03,
            hexa("#2a2725"),
        )


def person(
    c: Canvas,
    x: float,
    ground: float,
    height: float,
    look: Look,
    facing: str = "front",
    hands: tuple[Point, Point] | None = None,
    stride: float = 0.0,
) -> tuple[Point, Point]:
    """A whole person standing on ``ground``; returns where the hands are."""
    c.ellipse(x, ground, height * 0.17, height * 0.024, (30, 30, 30), alpha=70)
    waist = ground - height * 0.47
    legs(c, x, ground, waist, look, facing, stride)
    return bust(c, x, waist, height * 0.53, look, facing, hands)


def sitter_from_behind(c: Canvas, x: float, bottom: float, height: float, look: Look, chair: Colour) -> None:
    """Somebody in a row of seats in front of us: the chair's back, shoulders and the back of a head."""
    bust(c, x, bottom, height, look, "back", hands=((-0.26, 0.1), (0.26, 0.1)))
    c.rounded(x - height * 0.27, bottom - height * 0.36, x + height * 0.27, bottom + height * 0.3, height * 0.06, chair)
    c.rounded(
        x - height * 0.24,
        bottom - height * 0.33,
        x + height * 0.24,
        bottom - height * 0.28,
        height * 0.02,
        light(chair, 0.12),
    )
