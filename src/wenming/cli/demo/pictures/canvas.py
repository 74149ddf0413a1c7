"""A drawing surface for the demonstration's photographs: world coordinates, a camera, light and grain.

Scenes draw in a world of 1600 × 1200 units. The camera decides which part of the world is seen and may mirror it (text
is never mirrored). Everything is drawn at twice the size and reduced, which smooths the edges.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

from wenming.cli.demo.fonts import font_path

WORLD = (1600, 1200)
Colour = tuple[int, int, int]
Point = tuple[float, float]


@dataclass(frozen=True)
class Camera:
    """What is seen of the world: the left upper corner, the width (the height follows), mirrored or not."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1600.0
    mirrored: bool = False


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``share`` 0 is one colour, 1 the other."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


def dark(colour: Colour, share: float = 0.2) -> Colour:
    return mix(colour, (24, 26, 32), share)


def light(colour: Colour, share: float = 0.2) -> Colour:
    return mix(colour, (255, 253, 247), share)


def hexa(text: str) -> Colour:
    """``#2b4c6f`` as three numbers."""
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


@lru_cache(maxsize=256)
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(face)), size)


class Canvas:
    """Draws shapes given in world units. ``size`` is the finished picture; ``over`` how much larger it is drawn."""

    def __init__(self, camera: Camera, size: tuple[int, int] = WORLD, over: int = 2) -> None:
        self.camera, self.size, self.over = camera, size, over
        self.pixels = (size[0] * over, size[1] * over)
        self.k = self.pixels[0] / camera.width
        self.image = Image.new("RGB", self.pixels, (205, 200, 190))
        self._draw = ImageDraw.Draw(self.image)
        self._glass = ImageDraw.Draw(self.image, "RGBA")

    # where a world point lies on the picture
    def x(self, value: float) -> float:
        if self.camera.mirrored:
            value = WORLD[0] - value
        return (value - self.camera.left) * self.k

    def y(self, value: float) -> float:
        return (value - self.camera.top) * self.k

    def _box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        a, b = sorted((self.x(x0), self.x(x1)))
        top, bottom = sorted((self.y(y0), self.y(y1)))
        return a, top, b, bottom

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: Colour, alpha: int = 255) -> None:
        pen = self._draw if alpha == 255 else self._glass
        pen.rectangle(self._box(x0, y0, x1, y1), fill=fill if alpha == 255 else (*fill, alpha))

    def rounded(self, x0: float, y0: float, x1: float, y1: float, radius: float, fill: Colour) -> None:
        self._draw.rounded_rectangle(self._box(x0, y0, x1, y1), radius=radius * self.k, fill=fill)

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, fill: Colour, alpha: int = 255) -> None:
        pen = self._draw if alpha == 255 else self._glass
        pen.ellipse(self._box(cx - rx, cy - ry, cx + rx, cy + ry), fill=fill if alpha == 255 else (*fill, alpha))

    def ring(self, cx: float, cy: float, r: float, fill: Colour, width: float) -> None:
        self._draw.ellipse(self._box(cx - r, cy - r, cx + r, cy + r), outline=fill, width=max(1, round(width * self.k)))

    def pie(self, cx: float, cy: float, rx: float, ry: float, start: float, end: float, fill: Colour) -> None:
        """A segment of an ellipse, in degrees clockwise from three o'clock."""
        if self.camera.mirrored:
            start, end = 180 - end, 180 - start
        self._draw.pieslice(self._box(cx - rx, cy - ry, cx + rx, cy + ry), start, end, fill=fill)

    def poly(self, points: Sequence[Point], fill: Colour, alpha: int = 255) -> None:
        pen = self._draw if alpha == 255 else self._glass
        pen.polygon([(self.x(px), self.y(py)) for px, py in points], fill=fill if alpha == 255 else (*fill, alpha))

    def line(self, points: Sequence[Point], fill: Colour, width: float, caps: bool = False) -> None:
        wide = max(1, round(width * self.k))
        spots = [(self.x(px), self.y(py)) for px, py in points]
        self._draw.line(spots, fill=fill, width=wide, joint="curve")
        if caps:
            r = wide / 2
            for px, py in spots:
                self._draw.ellipse((px - r, py - r, px + r, py + r), fill=fill)

    def fade(self, x0: float, y0: float, x1: float, y1: float, upper: Colour, lower: Colour) -> None:
        """A rectangle whose colour runs from top to bottom, in steps too small to be seen."""
        a, top, b, bottom = self._box(x0, y0, x1, y1)
        steps = max(1, *(abs(one - other) for one, other in zip(upper, lower, strict=True)))
        high = (bottom - top) / steps
        for i in range(steps):
            edge = top + i * high
            if edge <= self.pixels[1] and edge + high >= 0:
                shade = mix(upper, lower, (i + 0.5) / steps)
                self._draw.rectangle((a, edge, b, min(bottom, edge + high + 1)), fill=shade)

    def text(
        self,
        cx: float,
        cy: float,
        words: str,
        height: float,
        fill: Colour,
        face: str = "sans-bold",
        room: float | None = None,
        anchor: str = "mm",
    ) -> None:
        """Words around a point, ``height`` units high, made smaller where they would exceed ``room`` units."""
        if not words:
            return
        if room is not None:
            height = min(height, room / max(1.0, sum(1.0 if ord(sign) > 0x2E7F else 0.56 for sign in words)))
        size = round(height * self.k)
        if size < 5:
            return
        self._draw.text((self.x(cx), self.y(cy)), words, font=_font(face, size), fill=fill, anchor=anchor)

    def written(self, x0: float, x1: float, y: float, high: float, share: float, fill: Colour) -> None:
        """A line of small print as a bar that fills ``share`` of its room from the reader's left."""
        if self.camera.mirrored:
            x0 = x1 - (x1 - x0) * share
        else:
            x1 = x0 + (x1 - x0) * share
        self.rect(x0, y, x1, y + high, fill)

    def finish(self, seed: int, warmth: int = 0) -> Image.Image:
        """The finished picture: reduced, lit from one side, with darker corners and the grain of a sensor.

        warmth  −1 cool, 0 as drawn, 1 warm.
        """
        picture = self.image.reduce(self.over) if self.over > 1 else self.image
        return ImageChops.multiply(picture, _light_map(self.size, seed % 4, warmth))


@lru_cache(maxsize=64)
def _light_map(size: tuple[int, int], side: int, warmth: int) -> Image.Image:
    """A soft pool of light with sensor noise in it; ``side`` says where the light comes from."""
    gx, gy = np.meshgrid(np.linspace(0, 1, 80), np.linspace(0, 1, 60))
    lamp_x, lamp_y = ((0.22, 0.2), (0.5, 0.15), (0.78, 0.25), (0.5, 0.55))[side]
    far = np.hypot((gx - lamp_x) * 0.9, (gy - lamp_y) * 0.8)
    corner = np.hypot(gx - 0.5, gy - 0.5)
    field = 1.10 - 0.13 * far - 0.24 * np.clip(corner - 0.42, 0, 1)
    tint = np.array([1 + 0.03 * warmth, 1.0, 1 - 0.045 * warmth])
    pixels = np.clip(field[..., None] * tint * 246, 0, 251).astype(np.uint8)
    light = Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR)
    noise = np.random.default_rng(side).normal(128, 6.2, (size[1], size[0]))
    grey = Image.fromarray(np.clip(noise, 0, 255).astype(np.uint8))
    return ImageChops.add(light, Image.merge("RGB", (grey, grey, grey)), 1, -128)


def spread(rng: random.Random, centre: float, by: float) -> float:
    """A number around ``centre``, at most ``by`` away."""
    return centre + rng.uniform(-by, by)
