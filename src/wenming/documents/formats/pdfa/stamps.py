"""Stamps: what is drawn over a page when it takes its place in a volume – page number, item number, footer.

One small face is written whole into every volume that stamps; each stamp is a few operators with a white halo, so that a
number stays readable on a photograph and hides next to nothing on a page of text.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from wenming.documents.formats.faces import SHIPPED
from wenming.documents.formats.pdfa.writer import PdfWriter, number

FACE = "WenmingStamp-Bold.ttf"
TABLE = "stamp.txt"
RESOURCE = b"/WmS"
EDGE = 24.0  # points from the edges of the page
_INK = b"0.122 0.137 0.157"
_RED = b"0.702 0.224 0.184"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is drawn on one page; empty parts are left out.

    page   at the upper right corner.
    item   label and number in a red box at the middle of the upper edge, as on the first page of an item.
    foot   at the middle of the lower edge.
    """

    page: str = ""
    item: tuple[str, str] | None = None
    foot: str = ""


@dataclass(frozen=True, slots=True)
class _Face:
    data: bytes
    glyphs: dict[str, int]
    widths: list[int]
    figures: tuple[int, ...]


@lru_cache(maxsize=1)
def _face() -> _Face:
    """The face, and what its build script wrote down about it: box, ascent, descent; width and code point by glyph."""
    figures, *rows = (SHIPPED / TABLE).read_text(encoding="ascii").splitlines()
    widths, glyphs = [], {}
    for glyph, row in enumerate(rows):
        width, code = row.split()
        widths.append(int(width))
        if code != "-":
            glyphs[chr(int(code, 16))] = glyph
    return _Face((SHIPPED / FACE).read_bytes(), glyphs, widths, tuple(map(int, figures.split())))


def write_face(writer: PdfWriter) -> int:
    """Write the face as a composite font; its number."""
    face = _face()
    title = b"/WenmingStamp-Bold"
    program = writer.deflated(b"/Length1 %d" % len(face.data), face.data)
    x0, y0, x1, y1, up, down = face.figures
    descriptor = writer.put(
        b"<</Type/FontDescriptor/FontName%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV 120/FontFile2 %d 0 R>>" % (title, x0, y0, x1, y1, up, down, up, program)
    )
    widths = b" ".join(b"%d" % width for width in face.widths)
    child = writer.put(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/DW 1000/W[0[%s]]/CIDToGIDMap/Identity>>" % (title, descriptor, widths)
    )
    pairs = sorted((glyph, char) for char, glyph in face.glyphs.items())
    ranges = b"\n".join(b"<%04X> <%04X>" % (glyph, ord(char)) for glyph, char in pairs[:100])
    more = b"\n".join(b"<%04X> <%04X>" % (glyph, ord(char)) for glyph, char in pairs[100:])
    cmap = (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) "
        b"/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\n"
        b"endcodespacerange\n%d beginbfchar\n%s\nendbfchar\n" % (min(100, len(pairs)), ranges)
    )
    if more:
        cmap += b"%d beginbfchar\n%s\nendbfchar\n" % (len(pairs) - 100, more)
    cmap += b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    unicode = writer.deflated(b"", cmap)
    return writer.put(
        b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (title, child, unicode)
    )


def _known(text: str) -> str:
    glyphs = _face().glyphs
    return "".join(char if char in glyphs else "-" for char in text)


def width_of(text: str, size: float) -> float:
    """The width of ``text`` in points."""
    face = _face()
    return sum(face.widths[face.glyphs[char]] for char in _known(text)) * size / 1000


def _show(text: str, x: float, y: float, size: float, ink: bytes, halo: float = 1.4) -> bytes:
    glyphs = _face().glyphs
    code = b"".join(b"%04X" % glyphs[char] for char in _known(text))
    place = b"1 0 0 1 %s %s Tm" % (number(x), number(y))
    pen = b"BT %s %s Tf 1 Tr 1 1 1 RG %s w 1 J 1 j %s <%s> Tj" % (RESOURCE, number(size), number(halo), place, code)
    return pen + b" 0 Tr %s rg %s <%s> Tj ET\n" % (ink, place, code)


def draw(stamp: Stamp, width: float, height: float) -> bytes:
    """The operators that draw a stamp on an upright page of that size in points; nothing on pages too small for it."""
    if width < 120 or height < 120:
        return b""
    parts = []
    if stamp.page:
        size = 11.0
        parts.append(_show(stamp.page, width - EDGE - width_of(stamp.page, size), height - EDGE - 9, size, _INK))
    if stamp.foot:
        size = 9.0
        parts.append(_show(stamp.foot, (width - width_of(stamp.foot, size)) / 2, EDGE, size, _INK))
    if stamp.item is not None:
        parts.append(_item(*stamp.item, width, height))
    return b"q\n" + b"".join(parts) + b"Q\n" if parts else b""


def _item(label: str, value: str, width: float, height: float) -> bytes:
    """A box of two cells in the red of a filing stamp."""
    size, pad, tall = 9.0, 5.0, 16.0
    left, right = width_of(label, size) + 2 * pad, max(width_of(value, size) + 2 * pad, 30.0)
    x, y = (width - left - right) / 2, height - EDGE - tall + 4
    box = b"1 1 1 rg %s RG 0.9 w %s %s %s %s re B %s %s m %s %s l S\n" % (
        _RED,
        number(x),
        number(y),
        number(left + right),
        number(tall),
        number(x + left),
        number(y),
        number(x + left),
        number(y + tall),
    )
    down = y + (tall - size) / 2 + 1.2
    return (
        box
        + _show(label, x + pad, down, size, _RED, 0.1)
        + _show(value, x + left + (right - width_of(value, size)) / 2, down, size, _RED, 0.1)
    )
