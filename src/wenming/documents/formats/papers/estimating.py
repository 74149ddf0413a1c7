"""On which page a Word paper will end, as far as counting lines can tell: an editor sets pages by its own lights."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Final

from wenming.documents.formats.papers.blocks import natural_paragraphs
from wenming.documents.formats.papers.breaking import broken
from wenming.documents.formats.papers.composing import TITLE_EMS, Composed, above_text
from wenming.documents.formats.papers.layout import CHARACTERS, LINES, PITCH
from wenming.documents.formats.papers.paper import Block, Heading, Items, PageBreak, Paragraph, Table, Text, plain
from wenming.documents.formats.papers.wording import ems, one_line

_SAFE: Final = 1.5  # lines by which an editor may count otherwise


def ends_on_odd_page(made: Composed) -> bool | None:
    """Whether the text and its attachments end on an odd page; None where that is too close, or tables stand in them."""
    used: float | None = above_text(made) / PITCH
    used = _after(used, made.paper.body)
    if len(made.issuers) > 1 and made.paper.sealed:
        return None  # rows of seals go over as a whole
    if used is not None:
        used += _listed(made) + _attendance(made) + _signed(made) + (1 if made.note else 0)
    for attachment in made.paper.attachments:
        if attachment.body is None or used is None:
            continue
        if not _sure(used):
            return None
        title = len(broken(one_line(attachment.name), TITLE_EMS))
        used = _after(ceil(used / LINES) * LINES + 3 + title * 1.25, attachment.body)
    if used is None or not _sure(used):
        return None
    return ceil(used / LINES) % 2 == 1


def _sure(used: float) -> bool:
    """Whether the end of a page is far enough away."""
    return _SAFE < used % LINES < LINES - _SAFE


def _after(used: float | None, blocks: Sequence[Block]) -> float | None:
    for block in blocks:
        if used is None:
            return None
        match block:
            case Paragraph():
                used += _lines(block.text)
            case Heading():
                used += ceil((ems(block.text) + ems(plain(block.rest)) + 2) / CHARACTERS)
            case Items():
                used += sum(_lines(item) or 1 for item in block.items)
            case PageBreak():
                used = ceil(used / LINES) * LINES if _sure(used) else None
            case Table():
                return None
    return used


def _lines(text: Text) -> int:
    return sum(ceil((sum(ems(run.text) for run in line) + 2) / CHARACTERS) for line in natural_paragraphs(text))


def _listed(made: Composed) -> int:
    return (1 + sum(ceil(ems(name) / (CHARACTERS - 6)) for name in made.listed)) if made.listed else 0


def _attendance(made: Composed) -> int:
    who = made.paper.attendance
    if who is None:
        return 0
    return 1 + sum(ceil(ems(names) / (CHARACTERS - 5)) for names in (who.present, who.excused, who.observing))


def _signed(made: Composed) -> int:
    if made.paper.serial or not (made.issuers or made.dated):
        return 0
    return (2 if made.paper.sealed else 1) + len(made.issuers) + 1
