"""Characters to lines, lines to the words of a cell or to paragraphs."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.noise import clean
from wenming.criteria.formats.tables.readers.pdf_page import Char
from wenming.criteria.formats.tables.rows import says_note, says_signature, says_total

LATIN = re.compile(r"[A-Za-z0-9%.]")
OPEN_CLOSE = (("（", "）"), ("(", ")"), ("【", "】"), ("《", "》"), ("“", "”"), ("［", "］"))
INSIDE_NUMBER = re.compile(r"[\d０-９.．]\|[\d０-９.．]|[\d０-９]。\|[\d０-９]|[\d０-９]\|[%％]")
ENDS = re.compile(r"[。；;：:！？!?]$")


@dataclass
class TextLine:
    """Characters on one baseline, from left to right."""

    chars: list[Char]

    @property
    def left(self) -> float:
        return self.chars[0].left

    @property
    def right(self) -> float:
        return self.chars[-1].right

    @property
    def base(self) -> float:
        return self.chars[0].base

    @property
    def y(self) -> float:
        return self.chars[0].y

    @property
    def size(self) -> float:
        return max(char.size for char in self.chars)

    @property
    def text(self) -> str:
        """The words, with a blank where the print leaves a gap."""
        out = self.chars[0].text
        for before, char in zip(self.chars, self.chars[1:], strict=False):
            gap = char.left - before.right
            latin = LATIN.match(before.text) and LATIN.match(char.text)
            if (char.spaced and gap > 0.08 * char.size) or gap > (0.18 if latin else 0.45) * max(
                before.size, char.size
            ) * 0.72:
                out += " "
            out += char.text
        return out


def lines_of(chars: list[Char]) -> list[TextLine]:
    """Group characters by baseline, top to bottom; print laid over itself (bold by doubling) counts once."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: (c.base, c.left)):
        row = rows[-1] if rows else None
        if row is not None and abs(char.base - row[0].base) <= 0.35 * max(char.size, row[0].size):
            row.append(char)
        else:
            rows.append([char])
    lines: list[TextLine] = []
    for row in rows:
        row.sort(key=lambda c: c.left)
        kept: list[Char] = []
        for char in row:
            if kept and kept[-1].text == char.text and abs(char.left - kept[-1].left) < 0.3 * char.size:
                continue
            kept.append(char)
        lines.append(TextLine(kept))
    return lines


def cell_text(chars: list[Char], left: float, right: float, pad: float) -> str:
    """The words of a cell: a line goes on in the next where the next word would not have fitted.

    left, right  the cell's edges; pad the blank kept at both.
    """
    if not chars:
        return ""
    lines = lines_of(chars)
    out = lines[0].text
    for before, line in itertools.pairwise(lines):
        room = (right - left) - 2 * pad - (before.right - before.left)
        first = _first_word(line)
        wraps = room < first + 0.25 * line.size and not split_code(clean(line.text))[0]
        wraps = wraps or _is_open(out) or bool(INSIDE_NUMBER.search(f"{before.text}|{line.text}"))
        out += ("" if wraps else "\n") + line.text
    return out


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation mark is still open at the end of ``text``."""
    return any(text.count(a) > text.count(b) for a, b in OPEN_CLOSE)


def _first_word(line: TextLine) -> float:
    """The width of what would have to move up: one Chinese character (with its comma), or a whole Latin word or number."""
    last = 0
    while last + 1 < len(line.chars):
        here, following = line.chars[last], line.chars[last + 1]
        latin = LATIN.match(here.text) and LATIN.match(following.text) and following.left - here.right < 0.2 * here.size
        if not latin and following.text not in "，。；：、）》”！？%,.;:)":
            break
        last += 1
    return line.chars[last].right - line.chars[0].left


def paragraphs_of(lines: list[TextLine]) -> list[str]:
    """Join the lines of running text into paragraphs, by indents, full lines and numbering."""
    if not lines:
        return []
    size = sorted(line.size for line in lines)[len(lines) // 2] * 0.72
    long_lines = [line for line in lines if line.right - line.left > 20 * size] or lines
    margin = max(line.right for line in long_lines)
    base = min(line.left for line in long_lines)
    indented = sum(1 for line in lines if 1.2 * size < line.left - base < 3.5 * size) >= 2
    out = [lines[0].text]
    for before, line in itertools.pairwise(lines):
        full = before.right > margin - 2.2 * size
        words = clean(line.text)
        starts = bool(split_code(words)[0]) or says_note(words) or says_total(words) or says_signature(words)
        starts = starts or (indented and line.left - base > 1.2 * size)
        apart = line.base - before.base > 3.0 * size
        if full and not starts and not apart and not (ENDS.search(before.text) and before.right < margin - 1.2 * size):
            out[-1] += line.text
        else:
            out.append(line.text)
    return out
