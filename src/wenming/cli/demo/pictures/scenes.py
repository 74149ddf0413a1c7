"""All scenes by name, and the one function that turns a shot into a picture."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from PIL import Image

from wenming.cli.demo.chance import chance
from wenming.cli.demo.pictures import grounds, halls, objects, rooms, service, street
from wenming.cli.demo.pictures.canvas import Canvas
from wenming.cli.demo.pictures.shot import Shot

Scene = Callable[[Shot, random.Random], Canvas]
SCENES: dict[str, tuple[Scene, int]] = {
    "lecture": (halls.lecture, 3),
    "meeting": (halls.meeting, 2),
    "counter": (service.counter, 3),
    "reading": (rooms.reading, 3),
    "contest": (halls.contest, 2),
    "canteen": (service.canteen, 2),
    "craft": (rooms.craft, 2),
    "home": (rooms.home, 2),
    "crossing": (street.crossing, 3),
    "yard": (grounds.yard, 3),
    "lineup": (grounds.lineup, 2),
    "park": (grounds.park, 3),
    "drill": (grounds.drill, 1),
    "field": (grounds.field, 2),
    "van": (street.van, 2),
    "board": (objects.board, 3),
    "certificate": (objects.certificate, 2),
    "notebook": (objects.notebook, 1),
    "facility": (objects.facility, 4),
    "corner": (objects.corner, 2),
    "cutting": (objects.cutting, 1),
}
"""Name of a scene → its function and how many points of view it has."""


def picture(shot: Shot) -> Image.Image:
    """Draw a shot. The same shot always gives the same picture."""
    rng = chance(shot.seed)
    scene, views = SCENES[shot.scene]
    canvas = scene(replace(shot, view=shot.view % views), rng)
    return canvas.finish(shot.seed, warmth=rng.choice((-1, 0, 0, 1)))
