"""Foresight: the index set while the body is still being written, on the guess of how many pages every file will give.

A file that breaks the guess costs nothing but the setting of an index that is thrown away; the one that is bound is always
set from what was really placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pikepdf

from wenming.documents.formats.typesetting import Job, Typesetter
from wenming.evidence.formats.booklet.front import index_jobs
from wenming.evidence.formats.booklet.index import IndexRow, index_rows
from wenming.evidence.formats.booklet.kinds import has_slip, suffix, way
from wenming.evidence.formats.booklet.spec import BookletSpec, BoundEntry, EntryFile
from wenming.kernel.words import LANGUAGE

_Set = tuple[Path, tuple[str, ...]]


def foreseen(spec: BookletSpec) -> list[IndexRow] | None:
    """The rows of the index as they will most likely be; None if some file's pages cannot be told without making them."""
    found, first = [], 1
    for entry in spec.entries:
        pages = 1 if has_slip(entry) else 0
        for file in entry.files:
            count = _pages(file)
            if count is None:
                return None
            pages += count
        found.append(BoundEntry(entry, first, first + pages - 1, ()))
        first += pages
    return index_rows(found)


def _pages(file: EntryFile) -> int | None:
    kind = way(file)
    if kind == "slip" or (kind == "photo" and suffix(file) not in {"tif", "tiff"} and file.media_type != "image/tiff"):
        return 1
    if kind != "pdf":
        return None
    try:
        with pikepdf.open(file.path) as pdf:
            return len(pdf.pages) or 1
    except (pikepdf.PdfError, OSError, RuntimeError):
        return 1  # a slip


class IndexAhead:
    """Sets the index on another thread as soon as it is told the rows, and hands it out if they turned out right."""

    def __init__(self, spec: BookletSpec, typesetter: Typesetter) -> None:
        self._spec = spec
        self._typesetter = typesetter
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="wenming-index")
        self._rows: list[IndexRow] | None = None
        self._made: list[Future[_Set]] = []

    def start(self, rows: list[IndexRow] | None) -> None:
        """Begin; nothing happens without rows."""
        self._rows = rows
        language = LANGUAGE.get()

        def work(job: Job) -> _Set:
            LANGUAGE.set(language)
            return self._typesetter.set(job)

        self._made = [self._pool.submit(work, job) for job in index_jobs(self._spec, rows)] if rows else []

    def take(self, rows: Sequence[IndexRow]) -> list[_Set]:
        """The index for these rows, in parts: what was set ahead if it is the same, else set now. Raises TypesettingFailed."""
        if self._made and list(rows) == self._rows:
            return [made.result() for made in self._made]
        return [self._typesetter.set(job) for job in index_jobs(self._spec, rows)]

    def close(self) -> None:
        """Let go of what is still waiting."""
        self._pool.shutdown(wait=True, cancel_futures=True)
