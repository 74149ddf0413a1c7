"""The text step: the words of a file, within limits, split into what counts as its text and what only stands beside it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from wenming.evidence.formats import legacy, office_text
from wenming.evidence.formats.kinds import Family
from wenming.evidence.formats.pdfs import page_text
from wenming.evidence.formats.plaintext import read_text
from wenming.evidence.formats.verdicts import Inspection, Limits
from wenming.evidence.formats.workbooks import cell_text, read_sheets
from wenming.evidence.formats.zips import Container
from wenming.evidence.rules.counting import word_count
from wenming.kernel.words import _

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TextLimits:
    """How much text is taken: characters in all, pages of a PDF, rows of a sheet."""

    characters: int = 2_000_000
    pages: int = 5_000
    rows: int = 20_000


@dataclass(frozen=True, slots=True)
class Extracted:
    """The words of one file.

    body       what the document says; what is counted.
    beside     headers, footers, notes: found by search, not counted.
    pages      of a PDF, its pages' texts lie in ``body`` one after the other; else None.
    truncated  whether a limit cut it.
    needs_ocr  a picture, or pages without a text layer: only OCR could read them.
    message    why there is no text, if that needs saying.
    """

    body: str = ""
    beside: str = ""
    pages: int | None = None
    truncated: bool = False
    needs_ocr: bool = False
    message: str = ""

    @property
    def text(self) -> str:
        """Everything, for searching."""
        return f"{self.body}\n{self.beside}" if self.beside else self.body

    @property
    def words(self) -> int:
        """Word's 字数 of the body."""
        return word_count(self.body)


def extract_text(
    path: Path, inspection: Inspection, *, limits: TextLimits | None = None, opening: Limits | None = None
) -> Extracted:
    """Read the words of a file that has been inspected.

    Returns  what could be read. A file that is not ``ok``, has no words by nature, or fails on the way gives an empty
             text and says so; nothing is raised for bad content.
    """
    limits, opening = limits or TextLimits(), opening or Limits()
    if not inspection.ok:
        return Extracted(message=inspection.message)
    try:
        return _extract(path, inspection, limits, opening)
    except Exception as error:  # readers meeting hostile content raise many things; the file itself stays as it is
        log.info("no text: %s: %s", type(error).__name__, error)
        return Extracted(message=_("文件能打开，但其中的文字没有读出来。"))


def _extract(path: Path, inspection: Inspection, limits: TextLimits, opening: Limits) -> Extracted:
    family, extension = inspection.family, inspection.extension
    if family is Family.PICTURE:
        return Extracted(needs_ocr=extension != "svg")
    if family is Family.PDF:
        return _pdf(path, limits)
    if family is Family.SHEET and extension != "ods":
        return _cut(_sheet_text(path, limits), "", limits)
    if extension in {"docx", "pptx", "odt", "ods", "odp", "ofd"}:
        with Container(path, opening) as container:
            return _package(container, extension, limits)
    if extension in {"doc", "wps"}:
        main, rest = legacy.doc_text(path, limit=limits.characters)
        return _cut(main, rest, limits)
    if extension in {"ppt", "dps"}:
        return _cut(legacy.ppt_text(path, limit=limits.characters), "", limits)
    if family is Family.TEXT:
        text, more = read_text(path, inspection.encoding, limit=limits.characters)
        return Extracted(body=text, truncated=more)
    if extension in {"html", "mht", "rtf", "eml"}:
        from wenming.evidence.formats import web_text

        return _cut(web_text.read(path, extension, inspection.encoding, limit=limits.characters), "", limits)
    if extension == "zip":
        with Container(path, opening) as container:
            return _cut("", "\n".join(container.names), limits)
    return Extracted()


def _package(container: Container, extension: str, limits: TextLimits) -> Extracted:
    if extension == "docx":
        return _cut(*office_text.docx_parts(container), limits)
    if extension == "pptx":
        return _cut("\n\n".join("\n".join(lines) for lines in office_text.slides(container)), "", limits)
    if extension == "ofd":
        return _cut("\n".join(office_text.ofd_lines(container)), "", limits)
    return _cut("\n".join(office_text.opendocument_lines(container)), "", limits)


def _pdf(path: Path, limits: TextLimits) -> Extracted:
    pages, more = page_text(path, limit=limits.characters, max_pages=limits.pages)
    bare = sum(1 for page in pages if not page.strip())
    return Extracted(
        body="\n".join(pages),
        pages=len(pages),
        truncated=more,
        needs_ocr=bare > 0 and (bare == len(pages) or bare * 2 >= len(pages)),
    )


def _sheet_text(path: Path, limits: TextLimits) -> str:
    pieces: list[str] = []
    total = 0
    for sheet in read_sheets(path, max_rows=limits.rows):
        pieces.append(sheet.name)
        for row in sheet.rows:
            line = "\t".join(cell_text(value) for value in row).rstrip()
            if line:
                pieces.append(line)
                total += len(line) + 1
            if total > limits.characters:
                return "\n".join(pieces)
    return "\n".join(pieces)


def _cut(body: str, beside: str, limits: TextLimits) -> Extracted:
    room = max(0, limits.characters - len(body))
    return Extracted(
        body=body[: limits.characters],
        beside=beside[:room],
        truncated=len(body) > limits.characters or len(beside) > room,
    )
