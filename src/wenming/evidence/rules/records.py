"""The ledger as the rules see it: records and their files as plain frozen values, and what each line asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from wenming.criteria.rules.values import Document, EvidenceDuty, Line, Window
from wenming.evidence.rules.vocabulary import folded

RecordId = int | str
LOCAL = timezone(timedelta(hours=8))  # a camera's clock without offset, and a day in a paper, are in China's time
PICTURES = frozenset({"jpg", "png", "gif", "webp", "bmp", "tiff", "heic", "avif"})


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of a record.

    name         as it was called when it came; this is what findings say.
    sha256       of its bytes, hex; empty if unknown.
    bytes        its size.
    format       the canonical extension of its *content*: jpg, pdf, docx; empty if not yet known.
    verdict      ok, disguised, unreadable, unsafe.          message  why, if it is not ok.
    chars        Word's 字数 of its text; None if unknown.    pages    of a PDF; else None.
    captured_at  what the camera wrote, believable or not; naive means local time.
    received_at  when we got it, aware.                      advice   what to do if it is not ok; empty if nothing was said.
    """

    name: str
    sha256: str = ""
    bytes: int = 0
    format: str = ""
    verdict: str = "ok"
    message: str = ""
    chars: int | None = None
    pages: int | None = None
    captured_at: datetime | None = None
    received_at: datetime | None = None
    advice: str = ""

    @property
    def sound(self) -> bool:
        """Whether it can be opened and counted."""
        return self.verdict == "ok"

    @property
    def key(self) -> str:
        """What makes two files one: the digest, or the name while there is none."""
        return self.sha256 or self.name


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """One piece of evidence.

    id          as the ledger knows it.
    kind        of wenming-criteria/1: photo, explanation, …
    happened_on the day a person says it happened; None if nobody said.
    lines       codes of the lines it is filed under.
    chars       字数 of the text typed into the record itself; None if there is none.
    in_force    the reason why an older rule still counts; empty if none is given.
    """

    id: RecordId
    kind: str
    title: str = ""
    happened_on: date | None = None
    place: str = ""
    organiser: str = ""
    people: str = ""
    theme: str = ""
    document_number: str = ""
    lines: tuple[str, ...] = ()
    files: tuple[FileFacts, ...] = ()
    chars: int | None = None
    in_force: str = ""

    @property
    def activity(self) -> tuple[str, date | None]:
        """What happened, and when: records with the same title and day tell of one activity."""
        return folded(self.title), self.happened_on

    @property
    def sound_files(self) -> tuple[FileFacts, ...]:
        """The files that can be opened."""
        return tuple(file for file in self.files if file.sound)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its files as they came, each once."""
        return tuple(dict.fromkeys(file.name for file in self.files))

    def words(self) -> int | None:
        """字数 of everything in it; None if none of it is known."""
        known = [count for count in (self.chars, *(file.chars for file in self.sound_files)) if count is not None]
        return sum(known) if known else None

    def lacks(self, caption: tuple[str, ...]) -> list[str]:
        """The fields of a caption that are not filled in, in the order asked."""
        filled = {
            "time": self.happened_on is not None,
            "place": bool(self.place.strip()),
            "organiser": bool(self.organiser.strip()),
            "people": bool(self.people.strip()),
            "theme": bool(self.theme.strip()),
        }
        return [name for name in caption if not filled.get(name, True)]


@dataclass(frozen=True, slots=True)
class LineDuties:
    """What one line asks for.

    window  its own, else the nearest above it; None if nobody says.
    below   the codes of the line itself and of all lines under it: evidence filed under any of them counts for it.
    captioned  whether the set asks for captions at all, under this line or another.
    """

    code: str
    title: str
    duties: tuple[EvidenceDuty, ...] = ()
    window: Window | None = None
    below: frozenset[str] = frozenset()
    captioned: bool = False

    @property
    def label(self) -> str:
        """Code and title, as a sentence names the line."""
        return f"{self.code} {self.title}".strip()


def lines_of(document: Document) -> tuple[LineDuties, ...]:
    """Every line of a criteria set in document order, with the windows that hold for it."""
    captioned = any(duty.caption for top in document.lines for line in top.walk() for duty in line.evidence)
    return tuple(_with_windows(document.lines, captioned))


def _with_windows(lines: tuple[Line, ...], captioned: bool) -> Iterator[LineDuties]:
    waiting: list[tuple[Line, Window | None]] = [(line, None) for line in reversed(lines)]
    while waiting:
        line, above = waiting.pop()
        window = line.window or above
        below = frozenset(each.code for each in line.walk()) if line.evidence else frozenset({line.code})
        yield LineDuties(line.code, line.title, line.evidence, window, below, captioned)
        waiting.extend((child, window) for child in reversed(line.lines))


def local_moment(moment: datetime, zone: tzinfo = LOCAL) -> datetime:
    """A moment on the local clock, without offset; one that has none is taken for local already."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment.tzinfo else moment
