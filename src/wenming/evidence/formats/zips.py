"""Look into zip containers without trusting a word they say: sizes, names and nesting are checked before anything is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from wenming.evidence.formats import trouble
from wenming.evidence.formats.kinds import PROGRAM_SUFFIXES, canonical, file_type
from wenming.evidence.formats.names import split_suffix
from wenming.evidence.formats.signatures import is_program
from wenming.evidence.formats.verdicts import Limits, Opened, Problem

_ARCHIVES = frozenset({"zip", "rar", "7z", "gz", "bz2", "xz", "tar", "tgz", "cab", "zst", "lz", "lzma", "arj", "ace"})
_CHUNK = 256 * 1024
# What the zip module raises on damaged or exotic content.
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)


class BadContainer(Exception):
    """The container cannot be read; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Container:
    """A zip opened with care. Use as a context manager.

    Raises BadContainer on opening if it is damaged, locked by a password or a bomb, and on reading a damaged part.
    """

    def __init__(self, source: Path | bytes, limits: Limits) -> None:
        self.limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise BadContainer(trouble.damaged()) from error
        self._infos = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        problem = self._measure()
        if problem:
            self._zip.close()
            raise BadContainer(problem)

    def __enter__(self) -> Container:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of the files inside, in the order of the directory."""
        return list(self._infos)

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._infos

    def size(self, name: str) -> int:
        """The unpacked size of a part in bytes, as declared (and never exceeded when reading)."""
        return self._infos[name].file_size

    def read(self, name: str, *, limit: int | None = None) -> bytes:
        """One part unpacked; empty if there is none. Raises BadContainer if it is damaged or larger than ``limit``."""
        info = self._infos.get(name)
        if info is None:
            return b""
        ceiling = self.limits.max_part if limit is None else limit
        if info.file_size > ceiling:
            raise BadContainer(trouble.archive_bomb())
        try:
            with self._zip.open(info) as part:
                data = part.read(ceiling + 1)
        except _BROKEN as error:
            raise BadContainer(trouble.damaged()) from error
        if len(data) > ceiling:
            raise BadContainer(trouble.archive_bomb())
        return data

    def head(self, name: str, length: int = 64) -> bytes:
        """The first bytes of a part."""
        try:
            with self._zip.open(self._infos[name]) as part:
                return part.read(length)
        except _BROKEN as error:
            raise BadContainer(trouble.damaged()) from error

    def pieces(self, name: str) -> Iterator[bytes]:
        """A large part in pieces that overlap a little, so that nothing sought is cut in two."""
        tail = b""
        try:
            with self._zip.open(self._infos[name]) as part:
                while piece := part.read(_CHUNK):
                    yield tail + piece
                    tail = piece[-1024:]
        except _BROKEN as error:
            raise BadContainer(trouble.damaged()) from error

    def prove(self, name: str) -> None:
        """Unpack a part in pieces to prove its checksum; raises BadContainer if it does not hold."""
        for _piece in self.pieces(name):
            pass

    def _measure(self) -> Problem | None:
        infos = self._zip.infolist()
        if any(info.flag_bits & 0x1 for info in infos):
            return trouble.password()
        unpacked = sum(info.file_size for info in infos)
        packed = max(1, sum(info.compress_size for info in infos))
        if len(infos) > self.limits.max_entries or unpacked > self.limits.max_unpacked:
            return trouble.archive_bomb()
        if unpacked > self.limits.ratio_floor and unpacked / packed > self.limits.max_ratio:
            return trouble.archive_bomb()
        for info in infos:
            ratio = info.file_size / max(1, info.compress_size)
            if info.file_size > self.limits.ratio_floor and ratio > self.limits.max_ratio:
                return trouble.archive_bomb()
        return None


def open_archive(container: Container) -> Opened:
    """Judge a plain zip: no programs, no archives inside, no paths that lead elsewhere, every checksum right."""
    opened = Opened(type=file_type("zip"))
    if not container.names:
        opened.add(trouble.empty_document())
    for name in container.names:
        suffix = split_suffix(name)[1]
        if leads_outside(name):
            opened.add(trouble.archive_path(name))
        if suffix in PROGRAM_SUFFIXES or is_program(container.head(name, 4096)):
            opened.add(trouble.archive_program(name))
        elif canonical(suffix) in _ARCHIVES or suffix in _ARCHIVES:
            opened.add(trouble.nested_archive(name))
        else:
            container.prove(name)
    return opened


def leads_outside(name: str) -> bool:
    """Whether a path, written on any system, is absolute, climbs with ``..`` or holds a NUL."""
    parts = re.split(r"[\\/]", name)
    return (
        "\x00" in name
        or ".." in (part.strip() for part in parts)
        or not parts[0]
        or bool(re.match(r"\s*[A-Za-z]:", name))
    )
