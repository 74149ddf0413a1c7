"""Plain text as blocks of a paper: numerals make headings, every line is a natural paragraph.

一、… （一）… 1.… （1）… at the beginning of a line make headings of the four levels (§7.3.3). A heading of the second level or
below that goes on after its first full stop is a heading with text behind it. **…** is bold, ---- begins a new page,
| … | … | is the row of a table (the first row its heading), a line that begins with > stands without indent.
"""

from __future__ import annotations

import re
from typing import Final

from wenming.documents.formats.papers.paper import Block, Heading, Level, PageBreak, Paragraph, Run, Table

_NUMERALS: Final[tuple[tuple[Level, re.Pattern[str]], ...]] = (
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")),
    (3, re.compile(r"\d{1,2}[.．](?!\d)", re.ASCII)),
    (4, re.compile(r"[（(]\d{1,2}[)）]", re.ASCII)),
)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BREAK = re.compile(r"-{4,}")
_RULE = re.compile(r"\|?[\s:|-]+\|?")
_LONGEST_HEADING = 60  # characters; a sentence longer than this is text that happens to be numbered


def blocks_of(text: str) -> list[Block]:
    """The blocks of a text; blank lines only part what would otherwise be one table."""
    found: list[Block] = []
    rows: list[list[str]] = []
    for raw in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        line = raw.strip()
        if line.startswith("|") and line.endswith("|") and len(line) > 2:
            if not _RULE.fullmatch(line):
                rows.append([cell.strip() for cell in line[1:-1].split("|")])
            continue
        if rows:
            found.append(Table(rows))
            rows = []
        if not line:
            continue
        found.append(_block(line))
    return found


def _block(line: str) -> Block:
    if _BREAK.fullmatch(line):
        return PageBreak()
    for level, pattern in _NUMERALS:
        numeral = pattern.match(line)
        if numeral:
            return _heading(level, line, numeral[0])
    if line.startswith(">"):
        return Paragraph(_runs(line[1:].lstrip()), indent=False)
    return Paragraph(_runs(line))


def _heading(level: Level, line: str, numeral: str) -> Block:
    right = _numeral(level, numeral)
    words = line[len(numeral) :].lstrip()
    first, stop, rest = words.partition("。")
    title = _BOLD.sub(r"\1", first)
    if level == 1:
        if len(words) <= _LONGEST_HEADING and not rest:
            return Heading(1, right + _BOLD.sub(r"\1", words))
    elif len(title) <= _LONGEST_HEADING:
        return Heading(level, right + title + stop, _runs(rest) if rest else ())
    return Paragraph((Run(right), *_runs(words)))


def _numeral(level: Level, numeral: str) -> str:
    """A numeral in its right marks: full-width brackets, a half-width stop."""
    if level in {2, 4}:
        return f"（{numeral[1:-1]}）"
    return numeral.replace("．", ".")


def _runs(text: str) -> tuple[Run, ...]:
    found: list[Run] = []
    at = 0
    for bold in _BOLD.finditer(text):
        if bold.start() > at:
            found.append(Run(text[at : bold.start()]))
        found.append(Run(bold[1], bold=True))
        at = bold.end()
    if at < len(text) or not found:
        found.append(Run(text[at:]))
    return tuple(found)
