"""Bind a booklet: cover, index, then every item in order – one archival file (PDF/A-2b).

The body is written first, while the index only knows its page numbers afterwards; the page tree puts the front matter
before it. What cannot be shown has a slip in its place and is named in the result: nothing is dropped silently.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TypeVar, cast

from wenming.documents.formats.pdfa.metadata import About, Bookmark
from wenming.documents.formats.pdfa.pictures import PictureUnreadable
from wenming.documents.formats.pdfa.stamps import Stamp
from wenming.documents.formats.pdfa.volume import Source, SourceRefused, Volume
from wenming.documents.formats.typesetting import Job, Typesetter
from wenming.evidence.formats.booklet import words
from wenming.evidence.formats.booklet.foresight import IndexAhead, foreseen
from wenming.evidence.formats.booklet.front import cover_job
from wenming.evidence.formats.booklet.index import index_rows
from wenming.evidence.formats.booklet.kinds import Way, has_slip, slip_code, way
from wenming.evidence.formats.booklet.photos import MM, PhotoLine, caption_job, full_page, laid, numbered
from wenming.evidence.formats.booklet.renditions import rendered_ahead
from wenming.evidence.formats.booklet.slips import slip_job
from wenming.evidence.formats.booklet.spec import (
    BookletRefused,
    BookletResult,
    BookletSpec,
    Bound,
    BoundEntry,
    Entry,
    EntryFile,
    How,
    LeftOut,
    Progress,
    short,
)
from wenming.kernel.words import _

T = TypeVar("T")

ACROSS = (16 * MM, 281 * MM)  # the index table from edge to edge
MANY = 100  # entries from which the typesetter is started, and the index set, before they are needed
PAGES_AT_ONCE = 200  # captions or slips in one typesetting


def bind_booklet(
    spec: BookletSpec, out: Path, *, progress: Progress | None = None, fonts_dir: Path | None = None
) -> BookletResult:
    """Bind ``spec`` into the file ``out``, which appears whole or not at all.

    progress   called after every file.
    fonts_dir  the office's own faces, or None.
    Raises     BookletRefused if there is nothing to bind or the file cannot be written; TypesettingFailed.
    """
    if not spec.entries:
        raise BookletRefused(_("没有可以装订的材料。请先将材料关联到测评项目，再装订成册。"))
    partial = out.with_name(out.name + ".part")
    try:
        with partial.open("wb") as file, tempfile.TemporaryDirectory(prefix="wenming-booklet-") as scratch:
            target = _Digesting(file)
            about = About(short(f"{spec.title} {spec.subtitle}", 200), spec.unit, spec.created)
            with (
                Volume(cast(BinaryIO, target), about) as volume,
                _Binder(spec, volume, Path(scratch), fonts_dir) as binder,
            ):
                result = binder.bind(progress or (lambda _done, _total, _text: None))
            file.flush()
            os.fsync(file.fileno())
        partial.replace(out)
    except OSError as problem:
        raise BookletRefused(
            _("成册文件“%(name)s”未能写入（%(why)s）。请检查磁盘空间和目录权限后重试。")
            % {"name": out.name, "why": problem.strerror or problem},
            path=str(out),
        ) from problem
    finally:
        partial.unlink(missing_ok=True)
    return BookletResult(
        path=out,
        sha256=target.digest.hexdigest(),
        size=target.size,
        pages=result.pages,
        front=len(volume.pages["front"]),
        body=len(volume.pages["body"]),
        entries=tuple(result.entries),
        left_out=tuple(result.left_out),
        notes=tuple(result.notes),
        warnings=tuple(dict.fromkeys(result.warnings)),
    )


class _Digesting:
    """A file that knows the digest of what went into it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return self._file.write(data)


class _Outcome:
    """What has been gathered so far."""

    def __init__(self) -> None:
        self.entries: list[BoundEntry] = []
        self.left_out: list[LeftOut] = []
        self.notes: list[str] = []
        self.warnings: list[str] = []
        self.pages = 0


class _Pages:
    """Pages set in advance, taken one after another in the order they were set."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._pages = iter([(source, index) for source in sources for index in range(source.count)])

    def take(self) -> tuple[Source, int]:
        return next(self._pages)


class _Binder:
    def __init__(self, spec: BookletSpec, volume: Volume, scratch: Path, fonts_dir: Path | None) -> None:
        self._spec = spec
        self._volume = volume
        self._stack = ExitStack()
        own = scratch / "set"
        own.mkdir()
        self._typesetter = self._stack.enter_context(Typesetter(own, fonts_dir=fonts_dir, created=spec.created))
        self._outcome = _Outcome()
        self._opens: list[int] = []  # object number of each entry's first page
        self._index = IndexAhead(spec, self._typesetter)
        self._stack.callback(self._index.close)
        if len(spec.entries) > MANY:
            self._typesetter.warm()
        ways = [(entry, file, way(file)) for entry in spec.entries for file in entry.files]
        self._total = len(ways)
        photos = [file for _entry, file, kind in ways if kind == "photo"]
        self._photos = PhotoLine(photos, spec.cache)
        self._stack.callback(self._photos.close)
        papers = [(file, kind) for _entry, file, kind in ways if kind in {"word", "sheet", "text"}]
        self._papers = rendered_ahead(papers, scratch, fonts_dir=fonts_dir, created=spec.created)
        self._stack.callback(self._papers.close)

    def __enter__(self) -> _Binder:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    # -- body ----------------------------------------------------------------------------------------------------

    def bind(self, progress: Progress) -> _Outcome:
        captions = self._set_in_advance(caption_job, self._captioned())
        slips = self._set_in_advance(slip_job, self._known_slips())
        if len(self._spec.entries) > MANY:
            self._index.start(foreseen(self._spec))
        done = 0
        for entry in self._spec.entries:
            first = self._next_page()
            bound: list[Bound] = []
            if has_slip(entry):
                self._place_slip(slips, entry, fresh=True)
                if not entry.address:
                    self._leave_out(entry, None, "no_file")
            for file in entry.files:
                fresh = self._next_page() == first
                bound.append(self._file(entry, file, captions, slips, fresh=fresh))
                done += 1
                progress(done, self._total, _("正在装订：%(title)s") % {"title": short(entry.title, 40)})
            self._opens.append(self._volume.pages["body"][first - 1])
            self._outcome.entries.append(BoundEntry(entry, first, self._next_page() - 1, tuple(bound)))
        progress(done, self._total, _("正在编排封面和目录"))
        self._front()
        return self._outcome

    def _captioned(self) -> list[tuple[Entry, EntryFile, str]]:
        found = []
        for entry in self._spec.entries:
            shown = [file for file in entry.files if way(file) == "photo" and not file.whole_page]
            found += [(entry, file, note) for file, note in numbered(shown)]
        return found

    def _known_slips(self) -> list[tuple[Entry, EntryFile | None, str]]:
        found: list[tuple[Entry, EntryFile | None, str]] = []
        for entry in self._spec.entries:
            if has_slip(entry):
                found.append((entry, None, "address" if entry.address else "no_file"))
            found += [(entry, file, slip_code(file)) for file in entry.files if way(file) == "slip"]
        return found

    def _set_in_advance(self, make: Callable[[Sequence[T]], Job], pages: Sequence[T]) -> _Pages:
        sources = []
        for at in range(0, len(pages), PAGES_AT_ONCE):
            part = pages[at : at + PAGES_AT_ONCE]
            source = self._set(make(part))
            if source.count != len(part):
                raise RuntimeError(f"{source.count} pages were set for {len(part)}")
            sources.append(source)
        return _Pages(sources)

    def _set(self, job: Job) -> Source:
        path, warnings = self._typesetter.set(job)
        self._outcome.warnings.extend(warnings)
        return self._stack.enter_context(self._volume.opened(path, ours=True))

    def _next_page(self) -> int:
        return len(self._volume.pages["body"]) + 1

    def _stamp(self, entry: Entry, *, fresh: bool) -> Stamp:
        item = (_("件号"), str(entry.item)) if fresh else None
        return Stamp(page=str(self._next_page()), item=item)

    def _file(self, entry: Entry, file: EntryFile, captions: _Pages, slips: _Pages, *, fresh: bool) -> Bound:
        kind = way(file)
        first = self._next_page()
        reason = ""
        pictured: dict[int, tuple[str, ...]] = {}
        how: How = "slip"
        caption = captions.take() if kind == "photo" and not file.whole_page else None
        if kind == "slip":
            self._place_slip(slips, entry, fresh=fresh)
            reason = self._leave_out(entry, file, slip_code(file))
        else:
            try:
                how, pictured = self._shown(entry, file, kind, caption, fresh=fresh)
            except SourceRefused as refused:
                reason = self._late_slip(entry, file, refused.code, fresh=fresh)
        return Bound(file.name, file.sha256, how, first, self._next_page() - 1, tuple(sorted(pictured)), reason)

    def _shown(
        self, entry: Entry, file: EntryFile, kind: Way, caption: tuple[Source, int] | None, *, fresh: bool
    ) -> tuple[How, dict[int, tuple[str, ...]]]:
        """Place a file's pages. Raises SourceRefused before any page is placed."""
        if kind == "photo":
            self._photo(entry, file, caption, fresh=fresh)
            return "photo", {}
        if kind == "pdf":
            if not file.path.is_file():
                raise SourceRefused("missing")
            return self._pdf(entry, file, file.path, fresh=fresh)
        paper = next(self._papers)
        self._outcome.warnings.extend(paper.warnings)
        if paper.path is None:
            raise SourceRefused(paper.code)
        self._pdf(entry, file, paper.path, fresh=fresh)
        paper.path.unlink(missing_ok=True)
        if paper.cut or not file.typed:
            self._outcome.notes.append(words.rendered(file.name, cut=paper.cut))
        return "rendition", {}

    def _pdf(self, entry: Entry, file: EntryFile, path: Path, *, fresh: bool) -> tuple[How, dict[int, tuple[str, ...]]]:
        with self._volume.opened(path) as source:
            for index in range(source.count):
                source.place(index, stamp=self._stamp(entry, fresh=fresh and index == 0))
            if source.pictured:
                self._outcome.notes.append(words.pictured(file.name, source.pictured))
            if source.removed:
                self._outcome.notes.append(words.cleaned(file.name, source.removed))
            how: How = "pictured" if source.pictured else "cleaned" if source.removed else "as_it_is"
            return how, source.pictured

    def _photo(self, entry: Entry, file: EntryFile, caption: tuple[Source, int] | None, *, fresh: bool) -> None:
        try:
            pictures = self._photos.take(file)
        except PictureUnreadable as problem:
            raise SourceRefused("unreadable" if file.path.is_file() else "missing") from problem
        if caption is not None:
            source, index = caption
            source.place(index, stamp=self._stamp(entry, fresh=fresh), pictures=[laid(pictures[0])])
            pictures, fresh = pictures[1:], False
        for picture in pictures:
            wide, high, placed = full_page(picture)
            form = self._volume.blank_form(wide, high, [placed])
            self._volume.add_page(form, stamp=self._stamp(entry, fresh=fresh))
            fresh = False

    def _place_slip(self, slips: _Pages, entry: Entry, *, fresh: bool) -> None:
        source, index = slips.take()
        source.place(index, stamp=self._stamp(entry, fresh=fresh))

    def _late_slip(self, entry: Entry, file: EntryFile, code: str, *, fresh: bool) -> str:
        """A slip for a file that only binding showed to be unusable."""
        source = self._set(slip_job([(entry, file, code)]))
        source.place(0, stamp=self._stamp(entry, fresh=fresh))
        return self._leave_out(entry, file, code)

    def _leave_out(self, entry: Entry, file: EntryFile | None, code: str) -> str:
        reason = words.left_out(code, file)
        name = file.name if file else ""
        self._outcome.left_out.append(LeftOut(entry.item, name, code, reason, entry.title, entry.record))
        return reason

    # -- front ---------------------------------------------------------------------------------------------------

    def _front(self) -> None:
        spec, volume = self._spec, self._volume
        cover = self._set(cover_job(spec, items=len(spec.entries), pages=len(volume.pages["body"])))
        opening = cover.place(0, section="front")
        targets = {f"entry-{number}": page for number, page in enumerate(self._opens)}
        contents = 0
        for path, warnings in self._index.take(index_rows(self._outcome.entries)):
            self._outcome.warnings.extend(warnings)
            source = self._stack.enter_context(volume.opened(path, ours=True))
            for index in range(source.count):
                stamp = Stamp(foot=words.roman(len(volume.pages["front"]) + 1))
                page = source.place(index, stamp=stamp, section="front", targets=targets, across=ACROSS)
                contents = contents or page
        bookmarks = [Bookmark(_("封面"), opening), Bookmark(_("目录"), contents), *self._outline()]
        self._outcome.pages = volume.finish(bookmarks)

    def _outline(self) -> list[Bookmark]:
        """Items under the heading of their group, in the order in which the groups first appear."""
        top: list[Bookmark] = []
        groups: dict[str, Bookmark] = {}
        for entry, page in zip(self._spec.entries, self._opens, strict=True):
            mark = Bookmark(short(f"{entry.item}  {entry.title}", 100), page)
            if not entry.group:
                top.append(mark)
                continue
            if entry.group not in groups:
                groups[entry.group] = Bookmark(short(entry.group, 100), page, bold=True)
                top.append(groups[entry.group])
            groups[entry.group].children.append(mark)
        return top
