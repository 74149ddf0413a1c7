"""The verify step: open a file to learn what it is and whether it can be taken in. Its name is only compared, never believed."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from wenming.evidence.formats import trouble
from wenming.evidence.formats.kinds import PROGRAM_SUFFIXES, UNKNOWN, Family, canonical, file_type
from wenming.evidence.formats.legacy import open_compound
from wenming.evidence.formats.media import open_media
from wenming.evidence.formats.names import base_name, split_suffix, suffix_of
from wenming.evidence.formats.openxml import open_package
from wenming.evidence.formats.pdfs import open_pdf
from wenming.evidence.formats.pictures import PictureReading, PictureRefused, read_picture
from wenming.evidence.formats.plaintext import open_mail, open_page, open_rtf, open_text
from wenming.evidence.formats.signatures import HEAD, sniff
from wenming.evidence.formats.verdicts import Inspection, Limits, Opened, worst_first
from wenming.evidence.formats.zips import BadContainer, Container
from wenming.kernel.words import _

log = logging.getLogger(__name__)

_PICTURES = frozenset({"jpg", "png", "gif", "webp", "bmp", "tiff", "heic", "avif"})
_MEDIA = frozenset({"mp3", "m4a", "wav", "amr", "flac", "ogg", "mp4", "mov", "avi", "wmv", "mkv"})
_OPAQUE = frozenset({"rar", "7z", "gz", "bz2", "xz", "tar"})
_PAGES = frozenset({"html", "mht", "svg"})
# Families within which a wrong suffix harms nobody: the content is taken for what it is, and a note says so.
_FORGIVING = frozenset({Family.PICTURE, Family.WORD, Family.SHEET, Family.SLIDES, Family.TEXT, Family.PAGE})
_RECORDED = frozenset({Family.AUDIO, Family.VIDEO})


@dataclass(frozen=True, slots=True)
class Opening:
    """An inspection, and for pictures what the same decoding gave besides."""

    inspection: Inspection
    picture: PictureReading | None = None


def inspect(path: Path, name: str, *, limits: Limits | None = None) -> Inspection:
    """Open a file and say what it is and whether it can be taken in.

    path    where the bytes lie.
    name    what it was called when it came; its suffix is compared with the content.
    Returns an ``Inspection``; bad content is a verdict, never an exception. OSError if the file cannot be read at all.
    """
    return open_file(path, name, limits=limits, renditions=False).inspection


def open_file(path: Path, name: str, *, limits: Limits | None = None, renditions: bool = True) -> Opening:
    """As ``inspect``; with ``renditions`` a picture's thumbnail and preview come from the same decoding."""
    limits = limits or Limits()
    size = path.stat().st_size
    suffix = suffix_of(name)
    opened, picture = Opened(), None
    if not size:
        opened.type = file_type(suffix)
        opened.add(trouble.empty())
    elif size > limits.max_bytes:
        opened.type = file_type(suffix)
        opened.add(trouble.too_large(size, limits.max_bytes))
    else:
        with path.open("rb") as source:
            head = source.read(HEAD)
        try:
            opened, picture = _open_content(path, head, suffix, size, limits, renditions)
        except BadContainer as error:
            opened.type = file_type(suffix) if suffix in {"docx", "xlsx", "pptx", "ofd"} else file_type("zip")
            opened.add(error.problem)
        except PictureRefused as error:
            opened.type = file_type(sniff(head))
            opened.add(error.problem)
        except Exception as error:  # readers meeting hostile bytes raise anything; for us it all means: damaged
            if isinstance(error, OSError) and error.errno:
                raise  # the disk failed, not the content
            log.info("content not readable: %s: %s", type(error).__name__, error)
            opened.type = file_type(suffix)
            opened.add(trouble.damaged())
        _compare(opened, name)
    inspection = Inspection(
        name=name,
        size=size,
        type=opened.type,
        problems=worst_first(opened.problems),
        notes=tuple(opened.notes),
        encoding=opened.encoding,
        pixels=opened.pixels,
    )
    return Opening(inspection, picture)


def _open_content(
    path: Path, head: bytes, suffix: str, size: int, limits: Limits, renditions: bool
) -> tuple[Opened, PictureReading | None]:
    guess = sniff(head)
    if guess in _PICTURES:
        picture = read_picture(path, guess, limits=limits, renditions=renditions)
        return Opened(type=file_type(guess), pixels=(picture.width, picture.height)), picture
    if guess == "zip":
        with Container(path, limits) as container:
            return open_package(container), None
    if guess in {"program", "script"}:
        opened = Opened(type=file_type("exe"))
        opened.add(trouble.program())
        return opened, None
    if guess == "ole":
        return open_compound(path, suffix, limits=limits), None
    if guess == "pdf":
        return open_pdf(path, limits=limits), None
    if guess in _MEDIA:
        return open_media(path, guess, size), None
    if guess == "rtf":
        return open_rtf(path, limits=limits), None
    if guess in _OPAQUE:
        opened = Opened(type=file_type(guess))
        opened.add(trouble.opaque_archive(guess))
        return opened, None
    return _open_words(path, guess, suffix, limits), None


def _open_words(path: Path, guess: str, suffix: str, limits: Limits) -> Opened:
    """Text in all its forms. A page or mail that calls itself plain text is kept, shown and served as plain text."""
    plain = file_type(suffix).family is Family.TEXT
    if suffix in _PAGES and guess in {"page", "svg", "mail", "text"}:
        return open_page(path, suffix, limits=limits)
    if guess == "page" and not plain:
        return open_page(path, "html", limits=limits)
    if guess == "svg" and not plain:
        return open_page(path, "svg", limits=limits)
    if guess == "mail" and not plain:
        return open_mail(path, limits=limits)
    if guess in {"page", "svg", "mail", "text"}:
        return open_text(path, suffix, limits=limits)
    opened = Opened()
    opened.add(trouble.damaged() if file_type(suffix) is not UNKNOWN else trouble.unknown())
    return opened


def _compare(opened: Opened, name: str) -> None:
    """Hold the name against the content: programs under any name, and suffixes that say something else."""
    written = split_suffix(name)[1]
    suffix, claimed, actual = canonical(written), file_type(written), opened.type
    if written in PROGRAM_SUFFIXES and actual.family is not Family.PROGRAM:
        opened.add(trouble.program(base_name(name)))
        return
    if actual.family is Family.PROGRAM and claimed.family not in {Family.PROGRAM, Family.UNKNOWN}:
        opened.problems = [problem for problem in opened.problems if problem.code != "program"]
        opened.add(trouble.disguised_program(written))
        return
    if (
        actual is UNKNOWN
        or actual.family is Family.PROGRAM
        or claimed is UNKNOWN
        or claimed.extension == actual.extension
    ):
        return
    if actual.extension in {"docm", "xlsm", "pptm"}:
        return  # already reported for its macros
    same = claimed.family is actual.family and actual.family in _FORGIVING
    if same or {claimed.family, actual.family} <= _RECORDED:
        opened.notes.append(
            _("文件后缀是 .%(suffix)s，内容是 %(actual)s，已按 %(actual)s 处理。")
            % {"suffix": suffix, "actual": actual.extension.upper()}
        )
        return
    opened.add(trouble.disguised(written, actual.extension, str(actual.family)))
