"""What a booklet is made of, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from wenming.kernel.errors import Refusal

How = Literal["as_it_is", "cleaned", "pictured", "photo", "rendition", "slip"]
Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and what is being done, as people read it."""


class BookletRefused(Refusal):
    """A booklet that cannot be bound: nothing to bind, or nowhere to write it."""

    code = "booklet_refused"


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written below a photograph; an empty field is shown empty."""

    time: str = ""
    place: str = ""
    organiser: str = ""
    people: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class EntryFile:
    """One file of an entry.

    path        where the content lies (files may be stored under their digest, without a suffix).
    name        as it was called when it came in; its suffix decides where the media type does not.
    media_type  as recognised by opening it.
    sha256      the digest, if known; renditions are kept under it, and slips and manifest print it.
    caption     for photographs.
    whole_page  a scan of a page rather than a photograph: fills the page and carries no caption.
    typed       typed into the ledger: there is no original elsewhere of which this would be a rendition.
    """

    path: Path
    name: str
    media_type: str = ""
    sha256: str = ""
    caption: Caption = Caption()
    whole_page: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One item (件) of a booklet.

    item      item number (件号) in its volume: first to last as they are bound, the same as 序号 in the index.
    group     heading of the outline under which it hangs, e.g. code and title of a criteria line; none if empty.
    lines     codes of the criteria lines it proves, exactly as it is linked.
    under     codes of the criteria items in whose volumes it stands; by default its lines.
    address   where it was published (网址); it has a page of its own that says so.
    record    the record's key in the ledger, by which one item is known in several volumes; None outside a ledger.
    """

    item: int | str
    title: str
    files: Sequence[EntryFile] = ()
    archival_code: str | None = None
    document_number: str = ""
    responsible: str = ""
    date: date | str | None = None
    secrecy: str = ""
    remark: str = ""
    lines: Sequence[str] = ()
    group: str = ""
    under: Sequence[str] = ()
    address: str = ""
    record: int | None = None


@dataclass(frozen=True, slots=True)
class BookletSpec:
    """A booklet to be bound.

    subtitle  code and title of the criteria item, or that it is the whole year.
    created   the moment written into the file, aware: the same spec gives the same bytes.
    cache     folder for renditions of photographs; disposable. None keeps nothing.
    """

    title: str
    unit: str
    year: int
    created: datetime
    entries: Sequence[Entry]
    subtitle: str = ""
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """What became of one file. ``first`` and ``last`` are page numbers of the body; ``pictured`` pages of the source."""

    name: str
    sha256: str
    how: How
    first: int
    last: int
    pictured: tuple[int, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BoundEntry:
    """What became of one entry: its pages in the body."""

    entry: Entry
    first: int
    last: int
    files: tuple[Bound, ...]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file whose content is not in the booklet: a slip stands in its place. ``reason`` is a sentence, ``code`` for tests.

    name   of the file; empty if the item has none, so that its ``title`` names it.
    """

    item: int | str
    name: str
    code: str
    reason: str
    title: str = ""
    record: int | None = None

    @property
    def what(self) -> str:
        """What a person calls it: the file's name, else the item's title."""
        return self.name or self.title


@dataclass(frozen=True, slots=True)
class BookletResult:
    """What was bound.

    pages     all pages; front are those of cover and index, body the rest.
    left_out  files that only have a slip, and why.
    notes     sentences about pages put in as pictures, cleaned files, renditions.
    warnings  sentences about characters without a glyph, unusable fonts.
    """

    path: Path
    sha256: str
    size: int
    pages: int
    front: int
    body: int
    entries: tuple[BoundEntry, ...]
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def date_text(value: date | str | None) -> str:
    """A day as an index prints it: eight digits (DA/T 22), or what a person wrote."""
    if value is None:
        return ""
    return value if isinstance(value, str) else value.strftime("%Y%m%d")


def short(text: str, most: int) -> str:
    """The text on one line, cut to ``most`` characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
