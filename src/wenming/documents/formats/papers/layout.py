"""The numbers of GB/T 9704-2012, in millimetres and points: both forms of a paper take them from here."""

from __future__ import annotations

from typing import Final

MM: Final = 72 / 25.4  # points in a millimetre

# §5.2.1: margins and the type area (版心).
PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
TOP: Final = 37.0  # 天头
BINDING: Final = 28.0  # 订口
AREA_WIDTH: Final = 156.0
AREA_HEIGHT: Final = 225.0
RIGHT: Final = PAGE_WIDTH - BINDING - AREA_WIDTH
BOTTOM: Final = PAGE_HEIGHT - TOP - AREA_HEIGHT

# §5.2.2 and §5.2.3: size 3 (三号), 22 lines of 28 characters that fill the type area.
LINES: Final = 22
CHARACTERS: Final = 28
SIZE_2: Final = 22.0  # 二号, titles
SIZE_3: Final = 16.0  # 三号, text
SIZE_4: Final = 14.0  # 四号, imprint and page numbers
CHARACTER: Final = AREA_WIDTH * MM / CHARACTERS  # points from one character to the next
PITCH: Final = (AREA_HEIGHT * MM - SIZE_3) / (
    LINES - 1
)  # points from one line to the next, first and last at the edges
GAP: Final = PITCH - SIZE_3  # §3.2: a line is a character and 7/8 of the height of size 3; filling the area gives 0.85

# §7.2.4 and §7.2.7: the red head.
MARK_DOWN: Final = 35.0  # upper edge of the issuer's mark below the upper edge of the type area
RULE_DOWN: Final = 4.0  # red rule below the document number
RULE_HEIGHT: Final = 0.5
BLANK: Final = 2  # lines between mark and number, between rule and title

# §7.3.5.1 and §7.3.5.2: characters kept free to the right of the date (with seal) or of the issuer (without).
SEALED_RIGHT: Final = 4
UNSEALED_RIGHT: Final = 2

# §7.4.1: rules of the imprint (版记).
THICK: Final = 0.35
THIN: Final = 0.25

# §7.5: the dash of a page number below the type area.
NUMBER_DOWN: Final = 7.0

# §10.1: letters.
LETTER_MARK_DOWN: Final = 30.0  # from the edge of the page
LETTER_RULE_DOWN: Final = 4.0
LETTER_RULE_WIDTH: Final = 170.0
LETTER_RULE_UP: Final = 20.0  # second double rule above the lower edge of the page
LETTER_FIRST: Final = SIZE_3 * 7 / 8  # points between a double rule and text

RED: Final = "FF0000"

# The mark of the issuer (§7.2.4 leaves its size to taste): as large as fits, narrowed before it becomes small.
_LARGEST, _LEAST_TALL, _NARROWEST = 60.0, 42.0, 0.6


def mark_size(characters: float, *, width: float = AREA_WIDTH, most: float = _LARGEST) -> tuple[float, float]:
    """Size in points and horizontal scale of a mark of so many characters (ems) that may take ``width`` mm."""
    room = width * MM
    characters = max(characters, 1.0)
    size = min(most, room / characters)
    tall = min(most, _LEAST_TALL)
    if size >= tall:
        return size, 1.0
    scale = max(_NARROWEST, room / (characters * tall))
    return min(tall, room / (characters * scale)), scale


def eighths(millimetres: float) -> int:
    """The width of a border in Word's eighths of a point."""
    return round(millimetres * MM * 8)
