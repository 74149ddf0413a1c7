"""Photographs on their way into a booklet: prepared ahead on other threads, laid into pages set for their captions."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from wenming.documents.formats.pdfa.pictures import Picture, PictureUnreadable, prepare
from wenming.documents.formats.pdfa.volume import A4, Placed
from wenming.documents.formats.typesetting import Job
from wenming.evidence.formats.booklet.spec import Entry, EntryFile, short
from wenming.kernel.words import _

MM = 72 / 25.4
# The space for the picture on a photo page, millimetres from the upper left corner; the template keeps it free.
SPACE = (22.0, 34.0, 166.0, 197.0)
_AHEAD = 6  # pictures held ready
_MOST_ENLARGED = 96 / 72  # points per pixel turned round: nothing is shown coarser than 72 dpi


def caption_job(photos: Iterable[tuple[Entry, EntryFile, str]]) -> Job:
    """The pages for photographs: each with its entry, its file, and which of how many it is."""
    pages = [{"heading": short(entry.title, 60), "note": note, "rows": _rows(file)} for entry, file, note in photos]
    return Job("booklet_photos", {"pages": pages})


def _rows(file: EntryFile) -> list[dict[str, str]]:
    caption = file.caption
    return [
        {"key": key, "label": label, "value": short(value, most)}
        for key, label, value, most in (
            ("time", _("时间"), caption.time, 40),
            ("place", _("地点"), caption.place, 70),
            ("people", _("人物"), caption.people, 160),
            ("theme", _("主题"), caption.theme, 160),
            ("organiser", _("组织单位"), caption.organiser, 100),
        )
    ]


def laid(picture: Picture) -> Placed:
    """The picture in the middle of its space, as large as fits and its pixels allow."""
    x, y, wide, high = (value * MM for value in SPACE)
    across, down = picture.upright
    scale = min(wide / across, high / down, _MOST_ENLARGED)
    across_pt, down_pt = across * scale, down * scale
    left = x + (wide - across_pt) / 2
    bottom = A4[1] - y - high + (high - down_pt) / 2
    return Placed(picture, left, bottom, across_pt, down_pt, framed=True)


def full_page(picture: Picture) -> tuple[float, float, Placed]:
    """Page size and place for a scan of a page: A4 upright or on its side, as large as fits."""
    across, down = picture.upright
    wide, high = (A4[1], A4[0]) if across > down * 1.05 else A4
    scale = min(wide / across, high / down)
    return (
        wide,
        high,
        Placed(picture, (wide - across * scale) / 2, (high - down * scale) / 2, across * scale, down * scale),
    )


class PhotoLine:
    """Pictures prepared in the order in which they will be asked for, a few ahead."""

    def __init__(self, files: Iterable[EntryFile], cache: Path | None) -> None:
        self._files = iter(files)
        self._cache = cache
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="wenming-photo")
        self._waiting: deque[tuple[EntryFile, Future[list[Picture]]]] = deque()

    def _fill(self) -> None:
        while len(self._waiting) < _AHEAD:
            file = next(self._files, None)
            if file is None:
                return
            wide, high = A4 if file.whole_page else (SPACE[2] * MM, SPACE[3] * MM)
            job: Any = self._pool.submit(prepare, file.path, wide=wide, high=high, cache=self._cache, key=file.sha256)
            self._waiting.append((file, job))

    def take(self, file: EntryFile) -> list[Picture]:
        """The next picture, which must be that of ``file``. Raises PictureUnreadable."""
        self._fill()
        expected, job = self._waiting.popleft()
        if expected is not file:
            raise RuntimeError("photographs asked for out of order")
        self._fill()
        try:
            return job.result()
        except (MemoryError, ValueError, TypeError, RuntimeError) as problem:
            raise PictureUnreadable(str(problem)) from problem

    def close(self) -> None:
        """Let go of what is still waiting."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def numbered(files: Iterable[EntryFile]) -> Iterator[tuple[EntryFile, str]]:
    """Photographs of one entry with 照片 1 / 3 beside each."""
    listed = list(files)
    for at, file in enumerate(listed, 1):
        note = _("照片 %(at)d / %(total)d") % {"at": at, "total": len(listed)} if len(listed) > 1 else _("照片")
        yield file, note
