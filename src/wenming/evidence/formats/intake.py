"""Everything the pipeline asks of a file, in one pass: verify, facts, text, preview.

The steps can each be run again by themselves (``inspect``, ``read_facts``, ``extract_text``, ``outline``, ``make_renditions``);
run together, a picture is decoded once instead of three times.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from wenming.evidence.formats.facts import Facts, judge, picture_facts, read_facts
from wenming.evidence.formats.kinds import Family
from wenming.evidence.formats.opening import open_file
from wenming.evidence.formats.outline import Blocks, outline
from wenming.evidence.formats.pdfs import draw_page
from wenming.evidence.formats.pictures import PictureRefused, Rendition, read_picture, renditions_of
from wenming.evidence.formats.text import Extracted, TextLimits, extract_text
from wenming.evidence.formats.verdicts import Inspection, Limits

log = logging.getLogger(__name__)

PAGE_THUMB = 480  # the longer side of a PDF's first page, drawn at once; larger ones are drawn when asked for


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was learnt about one file. What does not apply, or was not to be had, is empty."""

    inspection: Inspection
    facts: Facts = field(default_factory=Facts)
    text: Extracted = field(default_factory=Extracted)
    blocks: Blocks = ()
    thumb: Rendition | None = None
    preview: Rendition | None = None


def take_in(
    path: Path,
    name: str,
    *,
    received_at: datetime,
    limits: Limits | None = None,
    text_limits: TextLimits | None = None,
) -> Intake:
    """Verify a file and, if it is sound, read everything else.

    path         where the bytes lie.           name  what it was called.
    received_at  when we got it, aware: facts that claim to be later are marked.
    Returns      an ``Intake``; bad content is a verdict in it, never an exception.
    """
    limits = limits or Limits()
    opening = open_file(path, name, limits=limits)
    inspection, picture = opening.inspection, opening.picture
    if not inspection.ok:
        return Intake(inspection)
    if picture is not None:
        facts = judge(picture_facts(picture), received_at=received_at)
        return Intake(inspection, facts, Extracted(needs_ocr=True), (), picture.thumb, picture.preview)
    facts = read_facts(path, inspection, received_at=received_at, limits=limits)
    text = extract_text(path, inspection, limits=text_limits, opening=limits)
    blocks = outline(path, inspection, extracted=text, limits=limits)
    thumb, preview = make_renditions(path, inspection, limits=limits)
    return Intake(inspection, facts, text, blocks, thumb, preview)


def make_renditions(
    path: Path, inspection: Inspection, *, limits: Limits | None = None, page_side: int = PAGE_THUMB
) -> tuple[Rendition | None, Rendition | None]:
    """Thumbnail and preview of a picture or of a PDF's first page; (None, None) for what has no look of its own.

    page_side  the longer side, in pixels, at which a PDF page is drawn for its preview.
    """
    if not inspection.ok:
        return None, None
    try:
        if inspection.family is Family.PICTURE and inspection.extension != "svg":
            reading = read_picture(path, inspection.extension, limits=limits)
            return reading.thumb, reading.preview
        if inspection.family is Family.PDF:
            return renditions_of(draw_page(path, long_side=page_side))
    except PictureRefused as error:
        log.info("no preview: %s", error)
    except Exception as error:  # a page nobody can draw has no preview; the file itself stays as it is
        log.info("no preview: %s: %s", type(error).__name__, error)
    return None, None
