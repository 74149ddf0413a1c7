"""A volume: pages from many files, added one after another, written as one archival file (PDF/A-2b).

Memory holds one source at a time and a few numbers per page, whatever the volume's size.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self

import pikepdf
from pikepdf import Array, Dictionary, Pdf

from wenming.documents.formats.pdfa import metadata
from wenming.documents.formats.pdfa.foreign import Foreign
from wenming.documents.formats.pdfa.foreign_pages import Form, Look
from wenming.documents.formats.pdfa.metadata import About, Bookmark
from wenming.documents.formats.pdfa.pictures import Picture, placing, prepare, write_picture
from wenming.documents.formats.pdfa.raster import CannotDraw, draw_pages
from wenming.documents.formats.pdfa.stamps import RESOURCE, Stamp, draw, write_face
from wenming.documents.formats.pdfa.writer import PdfWriter, number, text_string

log = logging.getLogger(__name__)

Section = Literal["front", "body"]
LINK = "wenming:"  # links that typeset pages carry to places in the volume
_KIDS = 64  # pages under one node of the page tree
A4 = (595.28, 841.89)
NO_STAMP = Stamp()


class SourceRefused(Exception):
    """A source whose pages cannot be carried. ``code``: locked, damaged, empty, dynamic."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a page: points from the lower left corner; ``framed`` draws a hairline around it."""

    picture: Picture
    x: float
    y: float
    wide: float
    high: float
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a source.

    pages      object numbers of the new pages, in order.
    pictured   page of the source (from 1) → codes why it became a picture.
    removed    codes of what the source held beside its pages: script, attachment, form, signature, encryption; hole for a
               stream that cannot be read, repaired for a file whose structure had to be guessed.
    """

    pages: tuple[int, ...]
    pictured: dict[int, tuple[str, ...]] = field(default_factory=dict)
    removed: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Link:
    page: int
    box: tuple[float, ...]
    target: str


class Source:
    """A PDF opened on its way into a volume; made by ``Volume.opened``."""

    def __init__(
        self, volume: Volume, foreign: Foreign, looks: list[Look], drawn: dict[int, Path], links: list[_Link]
    ) -> None:
        self._volume = volume
        self._foreign = foreign
        self._looks = looks
        self._drawn = drawn
        self._links = links
        self.count = len(looks)
        self.pictured = {index + 1: tuple(sorted(look.codes)) for index, look in enumerate(looks) if look.codes}

    @property
    def removed(self) -> frozenset[str]:
        """Codes of what the source holds beside its pages and the volume will not."""
        return frozenset(self._foreign.removed)

    def place(
        self,
        index: int,
        *,
        stamp: Stamp = NO_STAMP,
        pictures: Sequence[Placed] = (),
        section: Section = "body",
        targets: Mapping[str, int] | None = None,
        across: tuple[float, float] | None = None,
    ) -> int:
        """Add one page to the volume; its object number.

        targets  names after ``wenming:`` in the links of a page we set ourselves → page opened.
        across   left and right edge, in points, to which every such link is widened.
        """
        look = self._looks[index]
        if index in self._drawn:
            form = self._volume.picture_form(self._drawn[index], look)
        else:
            form = self._foreign.carry(look)
        known = targets or {}
        links = [
            ((across[0], each.box[1], across[1], each.box[3]) if across else each.box, known[each.target])
            for each in self._links
            if each.page == index and each.target in known
        ]
        return self._volume.add_page(form, stamp=stamp, pictures=pictures, section=section, links=links)


class Volume:
    """Write a volume to a file; use as a context manager, then call ``finish``.

    body may be added before front: a table of contents knows its page numbers only afterwards.
    """

    def __init__(self, out: BinaryIO, about: About) -> None:
        self._writer = PdfWriter(out)
        self._about = about
        self._tree = self._writer.reserve()
        self._nodes: dict[Section, list[tuple[int, list[int]]]] = {"front": [], "body": []}
        self._face: int | None = None
        self._spots: dict[str, int] = {}
        self._sources = 0
        self.pages: dict[Section, list[int]] = {"front": [], "body": []}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self._writer.size

    # -- adding --------------------------------------------------------------------------------------------------

    def add_page(
        self,
        form: Form,
        *,
        stamp: Stamp = NO_STAMP,
        pictures: Sequence[Placed] = (),
        section: Section = "body",
        links: Sequence[tuple[tuple[float, ...], int]] = (),
    ) -> int:
        """Add one page that shows a form; its object number. ``links``: box in points → page opened by a click there."""
        writer = self._writer
        resources = b"/XObject<</P %d 0 R" % form.obj
        content = b"/P Do\n"
        for index, placed in enumerate(pictures):
            resources += b"/I%d %d 0 R" % (index, write_picture(writer, placed.picture))
            matrix = placing(placed.picture, placed.x, placed.y, placed.wide, placed.high)
            content += b"q %s cm /I%d Do Q\n" % (b" ".join(map(number, matrix)), index)
            if placed.framed:
                box = b" ".join(map(number, (placed.x, placed.y, placed.wide, placed.high)))
                content += b"q 0.54 0.56 0.6 RG 0.5 w %s re S Q\n" % box
        resources += b">>"
        drawn = draw(stamp, form.width, form.height)
        if drawn:
            if self._face is None:
                self._face = write_face(writer)
            resources += b"/Font<<%s %d 0 R>>" % (RESOURCE, self._face)
            content += drawn
        body = b"/Type/Page/MediaBox[0 0 %s %s]/Resources<<%s>>/Contents %d 0 R" % (
            number(form.width),
            number(form.height),
            resources,
            writer.stream(b"", content),
        )
        if form.group:
            body += b"/Group" + form.group
        if links:
            body += b"/Annots[%s]" % b" ".join(
                b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%s]/Dest[%d 0 R/Fit]>>"
                % (b" ".join(map(number, box)), page)
                for box, page in links
            )
        nodes = self._nodes[section]
        if not nodes or len(nodes[-1][1]) >= _KIDS:
            nodes.append((writer.reserve(), []))
        node, kids = nodes[-1]
        page = writer.put(b"<<%s/Parent %d 0 R>>" % (body, node))
        kids.append(page)
        self.pages[section].append(page)
        return page

    @contextmanager
    def opened(self, source: Path | bytes, *, ours: bool = False) -> Iterator[Source]:
        """Open a PDF to place its pages one by one, in any order, among others.

        ours    we set it ourselves: its links to ``wenming:…`` are kept for ``Source.place``.
        Raises SourceRefused before any page is placed.
        """
        self._sources += 1
        try:
            pdf = pikepdf.open(source if isinstance(source, Path) else BytesIO(source))
        except pikepdf.PasswordError as problem:
            raise SourceRefused("locked") from problem
        except (pikepdf.PdfError, OSError, RuntimeError) as problem:
            raise SourceRefused("damaged", str(problem)) from problem
        with pdf, ExitStack() as stack:
            yield self._examined(pdf, source, stack, ours)

    def _examined(self, pdf: Pdf, source: Path | bytes, stack: ExitStack, ours: bool) -> Source:
        try:
            dynamic = bool(pdf.Root.get("/NeedsRendering", False))
            foreign = Foreign(pdf, self._writer, self._spots, self._sources)
        except Exception as problem:  # whatever a damaged file makes its reader do
            raise SourceRefused("damaged", repr(problem)) from problem
        if dynamic:
            raise SourceRefused("dynamic")
        try:
            looks = foreign.look()
        except Exception as problem:  # what cannot be looked into may still be drawn
            log.warning("a source cannot be examined: %r", problem)
            try:
                looks = foreign.look_blindly()
            except Exception as worse:
                raise SourceRefused("damaged", repr(worse)) from worse
        if not looks:
            raise SourceRefused("empty")
        spoilt = [index for index, look in enumerate(looks) if look.codes]
        drawn: dict[int, Path] = {}
        if spoilt:
            scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="wenming-pages-"))
            drawn = _drawn(source, spoilt, Path(scratch))
        return Source(self, foreign, looks, drawn, _links(pdf) if ours else [])

    def add_pdf(
        self,
        source: Path | bytes,
        *,
        stamp: Callable[[int], Stamp] = lambda _index: NO_STAMP,
        section: Section = "body",
    ) -> Carried:
        """Add every page of a PDF, cleaned; pages that cannot be cleaned become pictures.

        stamp   called with the index of each page in the source.
        Raises  SourceRefused; the volume is then as it was before.
        """
        with self.opened(source) as held:
            pages = tuple(held.place(index, stamp=stamp(index), section=section) for index in range(held.count))
            return Carried(pages, held.pictured, held.removed)

    def picture_form(self, file: Path, look: Look) -> Form:
        """A page that is nothing but the picture drawn of it."""
        wide, high = look.size
        if not (3 <= wide <= 14400 and 3 <= high <= 14400):
            scale = min(A4[0] / max(wide, 1), A4[1] / max(high, 1))
            wide, high = max(wide * scale, 3.0), max(high * scale, 3.0)
        picture = prepare(file, wide=1e6, high=1e6)[0]
        return self.blank_form(wide, high, [Placed(picture, 0, 0, wide, high)])

    def blank_form(self, wide: float, high: float, pictures: Sequence[Placed] = ()) -> Form:
        """A page of that size in points with nothing but pictures on it."""
        names, content = b"", b""
        for index, placed in enumerate(pictures):
            names += b"/I%d %d 0 R" % (index, write_picture(self._writer, placed.picture))
            matrix = placing(placed.picture, placed.x, placed.y, placed.wide, placed.high)
            content += b"q %s cm /I%d Do Q\n" % (b" ".join(map(number, matrix)), index)
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 %s %s]/Resources<</XObject<<%s>>>>" % (
            number(wide),
            number(high),
            names,
        )
        return Form(self._writer.stream(head, content), wide, high)

    # -- closing -------------------------------------------------------------------------------------------------

    def finish(self, bookmarks: Sequence[Bookmark] = ()) -> int:
        """Write page tree, outline, labels, metadata and cross-references; the number of pages.

        Raises ValueError if there is no page.
        """
        writer = self._writer
        groups = [*self._nodes["front"], *self._nodes["body"]]
        if not groups:
            raise ValueError("a volume without pages")
        for node, kids in groups:
            listed = b" ".join(b"%d 0 R" % kid for kid in kids)
            writer.put(b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%s]>>" % (self._tree, len(kids), listed), node)
        total = sum(len(kids) for _node, kids in groups)
        listed = b" ".join(b"%d 0 R" % node for node, _kids in groups)
        writer.put(b"<</Type/Pages/Count %d/Kids[%s]>>" % (total, listed), self._tree)
        profile = metadata.write_profile(writer)
        intent = writer.put(
            b"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%s/Info%s/DestOutputProfile %d 0 R>>"
            % (text_string("sRGB"), text_string("sRGB IEC61966-2.1"), profile)
        )
        xmp = writer.stream(b"/Type/Metadata/Subtype/XML", metadata.xmp(self._about))
        outline = metadata.write_outline(writer, bookmarks)
        labels = metadata.page_labels(len(self.pages["front"]), len(self.pages["body"]))
        root = (
            b"<</Type/Catalog/Version/1.7/Pages %d 0 R/Metadata %d 0 R/OutputIntents[%d 0 R]/Lang(zh-CN)/PageLabels%s"
            % (
                self._tree,
                xmp,
                intent,
                labels,
            )
        )
        root += b"/ViewerPreferences<</DisplayDocTitle true>>"
        if outline is not None:
            root += b"/Outlines %d 0 R/PageMode/UseOutlines" % outline
        writer.finish(writer.put(root + b">>"), metadata.write_info(writer, self._about))
        return total


def _drawn(source: Path | bytes, indexes: list[int], scratch: Path) -> dict[int, Path]:
    if isinstance(source, bytes):
        path = scratch / "source.pdf"
        path.write_bytes(source)
    else:
        path = source
    try:
        return draw_pages(path, indexes, scratch)
    except CannotDraw as problem:
        raise SourceRefused("damaged", str(problem)) from problem


def _links(pdf: Pdf) -> list[_Link]:
    """Links to ``wenming:…`` on pages we set ourselves (never turned or cropped)."""
    found = []
    for index, page in enumerate(pdf.pages):
        listed = page.obj.get("/Annots")
        for each in listed if isinstance(listed, Array) else []:
            action = each.get("/A") if isinstance(each, Dictionary) else None
            uri = str(action.get("/URI", "")) if isinstance(action, Dictionary) else ""
            if uri.startswith(LINK):
                found.append(_Link(index, tuple(float(value) for value in each.Rect), uri[len(LINK) :]))
    return found
