"""Drawn heads: hair, face, cap."""

from __future__ import annotations

from wenming.cli.demo.pictures.canvas import Canvas, dark, hexa, mix
from wenming.cli.demo.pictures.looks import Look


def head(c: Canvas, x: float, crown: float, size: float, look: Look, facing: str) -> None:
    """A head ``size`` high from crown to chin; facing ``front``, ``back``, ``left`` or ``right``."""
    rx, ry = size * 0.40, size * 0.5
    cy = crown + ry
    side = {"left": -1, "right": 1}.get(facing, 0)
    if look.style == "tail" and facing != "front":
        c.ellipse(x - side * rx * 0.9, cy + ry * 0.75, rx * 0.34, ry * 0.8, dark(look.hair, 0.12))
    if look.style in ("bob", "tail") and facing == "front":
        c.rounded(
            x - rx * 1.08,
            cy - ry * 0.4,
            x + rx * 1.08,
            cy + ry * (0.95 if look.style == "bob" else 0.4),
            rx * 0.5,
            dark(look.hair, 0.1),
        )
    if look.style == "bun":
        c.ellipse(x - side * rx * 0.5, crown - size * 0.05, rx * 0.42, rx * 0.42, look.hair)
    if facing == "back":
        c.ellipse(x - rx, cy + ry * 0.1, rx * 0.18, ry * 0.2, look.skin)
        c.ellipse(x + rx, cy + ry * 0.1, rx * 0.18, ry * 0.2, look.skin)
        c.ellipse(x, cy, rx * 1.05, ry, look.hair)
        if look.style == "bob":
            c.rounded(x - rx * 1.06, cy - ry * 0.1, x + rx * 1.06, cy + ry * 1.02, rx * 0.5, look.hair)
    else:
        if side == 0:
            c.ellipse(x - rx, cy + ry * 0.12, rx * 0.17, ry * 0.2, dark(look.skin, 0.08))
            c.ellipse(x + rx, cy + ry * 0.12, rx * 0.17, ry * 0.2, dark(look.skin, 0.08))
        c.ellipse(x, cy, rx, ry, look.skin)
        c.pie(x, cy - ry * 0.08, rx * 1.06, ry * 0.98, 180, 360, look.hair)
        c.ellipse(x + side * rx * 0.22, cy + ry * 0.1, rx * 0.86, ry * 0.62, look.skin)
        if side:
            c.poly(
                [
                    (x - side * rx * 1.06, cy - ry * 0.2),
                    (x - side * rx * 0.3, cy - ry * 0.3),
                    (x - side * rx * 0.42, cy + ry * 0.42),
                    (x - side * rx * 0.92, cy + ry * 0.5),
                ],
                look.hair,
            )
        else:
            sweep = -1 if look.style in ("short", "bun") else 1
            c.poly(
                [
                    (x + sweep * rx * 0.95, cy - ry * 0.55),
                    (x - sweep * rx * 0.9, cy - ry * 0.62),
                    (x - sweep * rx * 0.98, cy - ry * 0.08),
                    (x - sweep * rx * 0.35, cy - ry * 0.4),
                ],
                look.hair,
            )
        _features(c, x + side * rx * 0.42, cy, rx, ry, look, side)
    if look.cap is not None:
        c.pie(x, crown + ry * 0.62, rx * 1.12, ry * 0.82, 180, 360, look.cap)
        peak = side or 0
        if facing != "back":
            c.rounded(
                x - rx * (1.0 - 0.6 * peak),
                crown + ry * 0.5,
                x + rx * (1.0 + 0.6 * peak),
                crown + ry * 0.66,
                rx * 0.1,
                dark(look.cap, 0.25),
            )


def _features(c: Canvas, x: float, cy: float, rx: float, ry: float, look: Look, side: int) -> None:
    """Eyes, brows and mouth; left away where a head is only a few pixels wide."""
    if rx * c.k < 18:
        return
    gap = rx * (0.36 if side == 0 else 0.26)
    ink = dark(look.skin, 0.72)
    for sign in (-1, 1):
        ex = x + sign * gap
        c.ellipse(ex, cy + ry * 0.1, rx * 0.075, ry * 0.075, ink)
        c.line(
            [(ex - rx * 0.13, cy - ry * 0.1), (ex + rx * 0.13, cy - ry * 0.11)],
            mix(look.hair, look.skin, 0.25),
            rx * 0.07,
        )
        if look.glasses:
            c.ring(ex, cy + ry * 0.1, rx * 0.24, hexa("#4a4540"), rx * 0.05)
    c.line([(x, cy + ry * 0.16), (x + (side or 1) * rx * 0.06, cy + ry * 0.32)], dark(look.skin, 0.2), rx * 0.06)
    c.line(
        [(x - rx * 0.2, cy + ry * 0.5), (x, cy + ry * 0.55), (x + rx * 0.2, cy + ry * 0.5)],
        mix(dark(look.skin, 0.3), (170, 70, 60), 0.4),
        rx * 0.07,
    )
