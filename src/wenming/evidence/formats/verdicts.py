"""What opening a file found: the verdict, its reasons in words, and the limits within which we open at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from wenming.evidence.formats.kinds import UNKNOWN, Family, FileType, family_label

MEGABYTE = 1024 * 1024


class Verdict(StrEnum):
    """Whether a file can be taken in. ``unreadable`` and ``unsafe`` are also kinds of findings."""

    OK = "ok"
    DISGUISED = "disguised"
    UNREADABLE = "unreadable"
    UNSAFE = "unsafe"


# The worse verdict wins.
_RANK = {Verdict.OK: 0, Verdict.DISGUISED: 1, Verdict.UNREADABLE: 2, Verdict.UNSAFE: 3}


@dataclass(frozen=True)
class Limits:
    """How much we are ready to open. Sizes in bytes, areas in pixels.

    max_pixels        for JPEG, which is decoded scaled down.
    max_whole_pixels  for formats that only open whole.
    max_ratio         unpacked ÷ packed from which ``ratio_floor`` unpacked bytes or more are taken for a bomb.
    """

    max_bytes: int = 200 * MEGABYTE
    max_pixels: int = 250_000_000
    max_whole_pixels: int = 100_000_000
    max_unpacked: int = 1024 * MEGABYTE
    max_ratio: int = 400
    ratio_floor: int = 8 * MEGABYTE
    max_entries: int = 20_000
    max_part: int = 64 * MEGABYTE
    max_pdf_objects: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason not to take a file: a stable code, what is wrong, and what the person can do.

    made_of  the name of its sentence in ``trouble`` and what was filled in, words and numbers: enough to say it again in another language.
    """

    verdict: Verdict
    code: str
    message: str
    what_to_do: str
    made_of: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Inspection:
    """The result of opening one file.

    type       what the content is, whatever the name says.
    problems   why it is not ``ok``, worst first; empty if it is.
    notes      sentences worth showing though nothing is wrong.
    encoding   of text files, a Python codec name; else empty.
    pixels     width and height of a picture as stored; else None.
    """

    name: str
    size: int
    type: FileType = UNKNOWN
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    encoding: str = ""
    pixels: tuple[int, int] | None = None

    @property
    def verdict(self) -> Verdict:
        """The worst of the problems' verdicts."""
        return max((problem.verdict for problem in self.problems), key=_RANK.__getitem__, default=Verdict.OK)

    @property
    def ok(self) -> bool:
        """Whether the file can be taken in."""
        return not self.problems

    @property
    def media_type(self) -> str:
        """The media type of the content."""
        return self.type.media_type

    @property
    def extension(self) -> str:
        """The canonical extension of the content, without the dot; empty if unknown."""
        return self.type.extension

    @property
    def family(self) -> Family:
        """The family of the content."""
        return self.type.family

    @property
    def kind(self) -> str:
        """What a person would call it: 照片, 文档, 表格 …"""
        return family_label(self.type.family)

    @property
    def message(self) -> str:
        """What is wrong, in one or more sentences; empty if nothing is."""
        return "".join(problem.message for problem in self.problems)

    @property
    def what_to_do(self) -> str:
        """How to mend it: the advice of the worst problem."""
        return self.problems[0].what_to_do if self.problems else ""


def in_words(problems: Sequence[Problem]) -> str:
    """What is wrong, then the advice of the first and worst: what a person is shown about a file. "" for none."""
    return "".join(problem.message for problem in problems) + (problems[0].what_to_do if problems else "")


@dataclass(slots=True)
class Opened:
    """What an opener reports; ``opening`` turns it into an ``Inspection``."""

    type: FileType = UNKNOWN
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    encoding: str = ""
    pixels: tuple[int, int] | None = None

    def add(self, problem: Problem) -> None:
        """Report a problem once."""
        if all(problem.code != known.code for known in self.problems):
            self.problems.append(problem)


def worst_first(problems: list[Problem]) -> tuple[Problem, ...]:
    """The problems ordered from worst to mildest, otherwise as found."""
    return tuple(sorted(problems, key=lambda problem: -_RANK[problem.verdict]))
