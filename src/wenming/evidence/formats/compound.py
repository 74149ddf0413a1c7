"""Read the compound files (OLE) of older Office and WPS programs: their streams and their summary properties.

Only what checking and text extraction need, and nothing that trusts the file: every chain of sectors is bounded.
Source  [MS-CFB] and [MS-OLEPS], the published descriptions of the format.
"""

from __future__ import annotations

import struct
from array import array
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFE
_MOST_DIRECTORY = 16 * 1024 * 1024  # bytes: some 130,000 streams
_SUMMARY = "\x05SummaryInformation"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class BadCompound(Exception):
    """The file is no compound file, or a damaged one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One stream of the file: its name, first sector and size in bytes."""

    name: str
    start: int
    size: int


class Compound:
    """An opened compound file. Use as a context manager; raises BadCompound."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._size = path.stat().st_size
        try:
            self._read_header()
        except (struct.error, BadCompound, MemoryError, OverflowError, ValueError) as error:
            self._file.close()
            raise BadCompound(str(error)) from error

    def __enter__(self) -> Compound:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def names(self) -> list[str]:
        """Names of all streams and storages, without their folders."""
        return [*self.streams, *self.storages]

    def read(self, name: str, *, limit: int = 64 * 1024 * 1024) -> bytes:
        """A stream's bytes, at most ``limit``; empty if there is none. Raises BadCompound."""
        entry = self.streams.get(name)
        if entry is None:
            return b""
        size = min(entry.size, limit)
        if entry.size < self._mini_cutoff:
            return self._mini(entry.start, size)
        return self._chain(entry.start, size)

    def summary(self) -> dict[int, str | int | datetime]:
        """The summary properties by their number (2 title, 4 author, 8 last author, 12 created, 13 saved, 14 pages …)."""
        try:
            return _properties(self.read(_SUMMARY, limit=1024 * 1024))
        except (struct.error, BadCompound, OverflowError, ValueError, LookupError):
            return {}

    def _read_header(self) -> None:
        header = self._file.read(512)
        if len(header) < 512 or not header.startswith(_MAGIC):
            raise BadCompound("header")
        sector_shift, mini_shift = struct.unpack_from("<HH", header, 30)
        if sector_shift not in {9, 12} or mini_shift != 6:
            raise BadCompound("sector size")
        self._sector = 1 << sector_shift
        fat_count, directory, _signature, self._mini_cutoff, mini_fat, _mini_count, difat, difat_count = (
            struct.unpack_from("<8I", header, 44)
        )
        self._sectors = max(0, (self._size + self._sector - 1) // self._sector)
        places = [place for place in struct.unpack_from("<109I", header, 76) if place < self._sectors]
        while difat < self._sectors and difat_count and len(places) <= self._sectors:
            block = struct.unpack(f"<{self._sector // 4}I", self._read_sector(difat))
            places += [place for place in block[:-1] if place < self._sectors]
            difat, difat_count = block[-1], difat_count - 1
        self._fat = array("I")
        for place in places[:fat_count]:
            self._fat.frombytes(self._read_sector(place))
        raw = self._chain(directory, min(self._size, _MOST_DIRECTORY))
        self.streams: dict[str, Entry] = {}
        self.storages: list[str] = []
        root = None
        for offset in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, offset + 64)
            start, size = struct.unpack_from("<IQ", raw, offset + 116)
            name = raw[offset : offset + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            size = size & 0xFFFFFFFF if self._sector == 512 else size
            if kind == 5:
                root = Entry(name, start, size)
            elif kind == 2:
                self.streams.setdefault(name, Entry(name, start, min(size, self._size)))
            elif kind == 1:
                self.storages.append(name)
        if root is None:
            raise BadCompound("no root entry")
        self._mini_fat = array("I")
        if mini_fat < self._sectors:
            chain = self._chain(mini_fat, self._size)
            self._mini_fat.frombytes(chain[: len(chain) // 4 * 4])
        self._mini_stream = (
            self._chain(root.start, min(root.size, self._size)) if root.size and root.start < self._sectors else b""
        )

    def _read_sector(self, number: int) -> bytes:
        self._file.seek((number + 1) * self._sector)
        data = self._file.read(self._sector)
        return data.ljust(self._sector, b"\x00")

    def _chain(self, start: int, size: int) -> bytes:
        pieces: list[bytes] = []
        sector, steps, wanted = start, 0, -(-size // self._sector)
        while sector < self._sectors and steps < min(wanted, self._sectors):
            pieces.append(self._read_sector(sector))
            if sector >= len(self._fat):
                break
            sector, steps = self._fat[sector], steps + 1
        if sector != _END and steps < wanted and size not in {self._size, _MOST_DIRECTORY}:
            raise BadCompound("broken chain")
        return b"".join(pieces)[:size]

    def _mini(self, start: int, size: int) -> bytes:
        pieces: list[bytes] = []
        sector, steps = start, 0
        while sector < len(self._mini_fat) and steps < -(-size // 64):
            pieces.append(self._mini_stream[sector * 64 : sector * 64 + 64])
            sector, steps = self._mini_fat[sector], steps + 1
        data = b"".join(pieces)[:size]
        if len(data) < size:
            raise BadCompound("broken chain")
        return data


def _properties(data: bytes) -> dict[int, str | int | datetime]:
    if len(data) < 48:
        return {}
    (offset,) = struct.unpack_from("<I", data, 44)
    _length, count = struct.unpack_from("<II", data, offset)
    places = [struct.unpack_from("<II", data, offset + 8 + 8 * n) for n in range(min(count, 100))]
    codec = "gb18030"
    found: dict[int, str | int | datetime] = {}
    for number, place in sorted(places):
        (kind,) = struct.unpack_from("<I", data, offset + place)
        body = offset + place + 4
        if number == 1 and kind == 2:
            (page,) = struct.unpack_from("<H", data, body)
            codec = {65001: "utf-8", 936: "gb18030", 950: "big5", 1200: "utf-16-le"}.get(page, "gb18030")
        elif kind in {2, 3}:
            found[number] = int(struct.unpack_from("<i" if kind == 3 else "<h", data, body)[0])
        elif kind in {30, 31}:
            (length,) = struct.unpack_from("<I", data, body)
            raw = data[body + 4 : body + 4 + min(length * (2 if kind == 31 else 1), 4096)]
            found[number] = raw.decode("utf-16-le" if kind == 31 else codec, errors="replace").rstrip("\x00").strip()
        elif kind == 64:
            (ticks,) = struct.unpack_from("<Q", data, body)
            if 0 < ticks < 0x7FFFFFFFFFFFFFFF:
                try:
                    found[number] = _EPOCH + timedelta(microseconds=ticks // 10)
                except OverflowError:
                    continue
    return found
