"""PDF files: prove that they open and do nothing by themselves, read what they say, draw their pages.

pikepdf (qpdf) looks at structure, pypdfium2 (PDFium) reads and draws. PDFium is not made for threads, so every use of it
goes through one lock.
"""

from __future__ import annotations

import re
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf

from wenming.evidence.formats import trouble
from wenming.evidence.formats.kinds import PROGRAM_SUFFIXES, file_type
from wenming.evidence.formats.names import split_suffix
from wenming.evidence.formats.signatures import is_program
from wenming.evidence.formats.verdicts import Limits, Opened
from wenming.kernel.words import _

PDFIUM = threading.Lock()
_SUSPECT = re.compile(rb"/(?:JS|JavaScript|Launch|EmbeddedFile|EF)\b")
_BOMB_FROM = 64 * 1024  # packed bytes: smaller streams cannot unpack into anything that hurts
_BOMB_SIZE = 512 * 1024 * 1024


@contextmanager
def pdfium_document(path: Path) -> Iterator[Any]:
    """An open PDFium document, with the lock held. Raises pypdfium2.PdfiumError if it cannot be opened."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(path)
        try:
            yield document
        finally:
            document.close()


def open_pdf(path: Path, *, limits: Limits) -> Opened:
    """Open a PDF and judge it: locked, damaged, without pages, with scripts, launch actions or programs attached."""
    opened = Opened(type=file_type("pdf"))
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if not len(pdf.pages):
                opened.add(trouble.empty_document())
            _judge_objects(pdf, opened, limits)
            _judge_attachments(pdf, opened)
            if any("damaged" in str(warning) for warning in pdf.get_warnings()):
                opened.notes.append(_("PDF 结构有缺损，已按能读出的部分处理，请核对页数是否齐全。"))
    except pikepdf.PasswordError:
        opened.add(trouble.password())
    except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, RuntimeError, OSError):
        opened.add(trouble.damaged())
    return opened


def page_text(path: Path, *, limit: int, max_pages: int) -> tuple[list[str], bool]:
    """The text of each page until ``limit`` characters in all, and whether something was left out.

    Raises  pypdfium2.PdfiumError if the file cannot be opened.
    """
    pages: list[str] = []
    total = 0
    with pdfium_document(path) as document:
        for index in range(min(len(document), max_pages)):
            page = document[index]
            reader = page.get_textpage()
            text = reader.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
            reader.close()
            page.close()
            pages.append(text[: limit - total])
            total += len(text)
            if total >= limit:
                return pages, index + 1 < len(document) or total > limit
        return pages, len(document) > max_pages


def draw_page(path: Path, *, page: int = 0, long_side: int) -> Any:
    """One page as a Pillow picture whose longer side has ``long_side`` pixels. Raises PdfiumError, IndexError."""
    with pdfium_document(path) as document:
        sheet = document[page]
        try:
            width, height = sheet.get_size()
            scale = long_side / max(width, height, 1.0)
            return sheet.render(scale=scale, draw_annots=True).to_pil().convert("RGB")
        finally:
            sheet.close()


def _judge_objects(pdf: pikepdf.Pdf, opened: Opened, limits: Limits) -> None:
    if len(pdf.objects) > limits.max_pdf_objects:
        opened.add(trouble.archive_bomb())
        return
    for thing in pdf.objects:
        is_stream = isinstance(thing, pikepdf.Stream)
        if is_stream:
            _judge_stream(thing, opened, limits)
            thing = thing.stream_dict
        elif not isinstance(thing, pikepdf.Dictionary | pikepdf.Array):
            continue
        if _SUSPECT.search(thing.unparse(resolved=True)):
            _judge_dictionary(thing, opened, depth=0)


def _judge_dictionary(thing: Any, opened: Opened, depth: int) -> None:
    """Confirm a suspicion by structure: the words could stand in a harmless text. Only direct children are walked."""
    if depth > 30:
        return
    if isinstance(thing, pikepdf.Array):
        for child in thing:
            if not getattr(child, "is_indirect", False):
                _judge_dictionary(child, opened, depth + 1)
        return
    if not isinstance(thing, pikepdf.Dictionary):
        return
    action = str(thing.get("/S", "")) if isinstance(thing.get("/S", None), pikepdf.Name) else ""
    if action == "/JavaScript" or "/JS" in thing or "/JavaScript" in thing:
        opened.add(trouble.pdf_script())
    if action == "/Launch" or ("/Launch" in thing and depth < 2):
        opened.add(trouble.pdf_launch())
    for _key, child in thing.items():
        if not getattr(child, "is_indirect", False):
            _judge_dictionary(child, opened, depth + 1)


def _judge_stream(stream: Any, opened: Opened, limits: Limits) -> None:
    filters = stream.get("/Filter", None)
    names = [str(filters)] if isinstance(filters, pikepdf.Name) else [str(name) for name in filters or ()]
    if names.count("/FlateDecode") > 1:
        opened.add(trouble.archive_bomb())
        return
    if stream.get("/Subtype", None) == "/Image":
        width, height = int(stream.get("/Width", 0)), int(stream.get("/Height", 0))
        if width * height > limits.max_pixels:
            opened.add(trouble.picture_bomb(width, height))
        return
    if names[:1] == ["/FlateDecode"] and int(stream.stream_dict.get("/Length", 0)) >= _BOMB_FROM:
        inflater, total, data = zlib.decompressobj(), 0, stream.read_raw_bytes()
        try:
            while data:
                total += len(inflater.decompress(data, 16 * 1024 * 1024))
                data = inflater.unconsumed_tail
                if total > _BOMB_SIZE:
                    opened.add(trouble.archive_bomb())
                    return
        except zlib.error:
            return  # a damaged stream; the page that needs it will be blank, the rest can be read


def _judge_attachments(pdf: pikepdf.Pdf, opened: Opened) -> None:
    for name, attachment in pdf.attachments.items():
        try:
            head = attachment.get_file().read_bytes()[:4096]
        except (pikepdf.PdfError, pikepdf.DataDecodingError, ValueError, KeyError):
            head = b""
        if split_suffix(attachment.filename or name)[1] in PROGRAM_SUFFIXES or is_program(head):
            opened.add(trouble.pdf_attachment(attachment.filename or name))
