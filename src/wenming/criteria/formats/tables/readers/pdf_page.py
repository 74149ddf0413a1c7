"""Take from one PDF page what its layout needs: characters with their places, and the ruling lines."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

MOST_CHARS = 60_000
MOST_SEGMENTS = 40_000
THIN = 3.0  # points: a filled box thinner than this is a line
SHORTEST = 4.0


@dataclass(frozen=True, slots=True)
class Char:
    """A character: its words, left and right edge, baseline and size, in points from the top left of the page.

    spaced  whether the file has a blank before it.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    spaced: bool = False

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """About the middle of the character's body."""
        return self.base - 0.35 * self.size


@dataclass(frozen=True, slots=True)
class Segment:
    """A ruling line: at ``at`` across, from ``start`` to ``end`` along."""

    at: float
    start: float
    end: float


@dataclass
class Page:
    """Everything is in the page's reading orientation, y downwards."""

    number: int
    width: float
    height: float
    chars: list[Char]
    across: list[Segment]
    down: list[Segment]


def read_page(document: Any, number: int) -> Page:
    """One page, from 0."""
    import pypdfium2.raw as raw

    page = document[number]
    try:
        left, bottom, right, top = page.get_bbox()
        turn = _Turn(page.get_rotation(), left, bottom, right, top)
        chars = _chars(raw, page, turn)
        across, down = _segments(raw, page, turn)
        return Page(number + 1, turn.width, turn.height, chars, across, down)
    finally:
        page.close()


class _Turn:
    """From the PDF's coordinates to those of the page as it is read."""

    def __init__(self, rotation: int, left: float, bottom: float, right: float, top: float) -> None:
        self.rotation, self.left, self.bottom, self.right, self.top = rotation, left, bottom, right, top
        wide, high = right - left, top - bottom
        self.width, self.height = (high, wide) if rotation in {90, 270} else (wide, high)

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _chars(raw: Any, page: Any, turn: _Turn) -> list[Char]:
    text = page.get_textpage()
    try:
        box = raw.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        found: list[Char] = []
        spaced = False
        for index in range(min(text.count_chars(), MOST_CHARS)):
            code = raw.FPDFText_GetUnicode(text, index)
            if code in {0, 10, 13, 0xFFFE, 0xFFFF} or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            if not raw.FPDFText_GetLooseCharBox(text, index, box) or not raw.FPDFText_GetCharOrigin(text, index, x, y):
                continue
            (x1, _y1), (x2, _y2) = turn(box.left, box.bottom), turn(box.right, box.top)
            _x, base = turn(x.value, y.value)
            size = abs(_y2 - _y1) or raw.FPDFText_GetFontSize(text, index)
            letter = chr(code)
            if letter.isspace():
                spaced = True
                continue
            wide = abs(x2 - x1)
            found.append(Char(letter, min(x1, x2), max(x1, x2), base, min(size, 1.6 * max(wide, 6.0)), spaced))
            spaced = False
        return found
    finally:
        text.close()


def _segments(raw: Any, page: Any, turn: _Turn) -> tuple[list[Segment], list[Segment]]:
    across: list[Segment] = []
    down: list[Segment] = []
    for item in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=8):
        if len(across) + len(down) > MOST_SEGMENTS:
            break
        for x1, y1, x2, y2 in _strokes(raw, item):
            (a, b), (c, d) = turn(x1, y1), turn(x2, y2)
            if abs(b - d) <= 1.0 and abs(a - c) >= SHORTEST:
                across.append(Segment((b + d) / 2, min(a, c), max(a, c)))
            elif abs(a - c) <= 1.0 and abs(b - d) >= SHORTEST:
                down.append(Segment((a + c) / 2, min(b, d), max(b, d)))
    return across, down


def _strokes(raw: Any, item: Any) -> list[tuple[float, float, float, float]]:
    """The straight strokes of a path: its lines where it is stroked, the long axis of a thin filled box."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    matrix = item.get_matrix()
    points: list[tuple[float, float]] = []
    found: list[tuple[float, float, float, float]] = []
    start = (0.0, 0.0)
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), 2000)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        here = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = here
        elif points and kind == raw.FPDF_SEGMENT_LINETO:
            found.append((*points[-1], *here))
        points.append(here)
        if raw.FPDFPathSegment_GetClose(segment) and here != start:
            found.append((*here, *start))
            points.append(start)
    if stroke.value:
        return found
    if not fill.value or not points:
        return []
    left, right = min(p[0] for p in points), max(p[0] for p in points)
    low, high = min(p[1] for p in points), max(p[1] for p in points)
    if high - low <= THIN < right - left:
        return [(left, (low + high) / 2, right, (low + high) / 2)]
    if right - left <= THIN < high - low:
        return [((left + right) / 2, low, (left + right) / 2, high)]
    return []
