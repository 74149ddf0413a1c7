"""Recordings and videos: prove that the container holds together, and read its length and date."""

from __future__ import annotations

import struct
import wave
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wenming.evidence.formats import trouble
from wenming.evidence.formats.kinds import Family, file_type
from wenming.evidence.formats.verdicts import Opened

_MP4_EPOCH = datetime(1904, 1, 1, tzinfo=UTC)
_MAX_BOXES = 100_000


@dataclass(frozen=True, slots=True)
class Recording:
    """What a container says about itself: length in seconds and the moment of recording (UTC); None if it does not say."""

    seconds: float | None = None
    made_at: datetime | None = None


def open_media(path: Path, extension: str, size: int) -> Opened:
    """Open a recording or video by walking its container from end to end without decoding it."""
    opened = Opened(type=file_type(extension))
    if extension in {"mp4", "mov", "m4a"}:
        boxes = _boxes(path, size)
        if not any(name == b"moov" for name, _start, _length in boxes) or any(
            start + length > size for _n, start, length in boxes
        ):
            opened.add(trouble.damaged())
        elif extension == "mp4" and not _has_video(path, boxes):
            opened.type = file_type("m4a")
    elif extension in {"wav", "avi"}:
        with path.open("rb") as source:
            _riff, declared = struct.unpack("<4sI", source.read(8).ljust(8, b"\x00"))
        if declared + 8 > size + 1 and declared < 0xFFFFFF00:
            opened.add(trouble.damaged())
    elif (extension == "mp3" and not _mp3_holds(path)) or size < 64:
        opened.add(trouble.damaged())
    return opened


def recording_facts(path: Path, extension: str) -> Recording:
    """Length and date of a recording, as far as its container tells without decoding. Damaged parts are passed over."""
    family = file_type(extension).family
    if extension == "wav":
        try:
            with wave.open(str(path)) as sound:
                return Recording(seconds=sound.getnframes() / (sound.getframerate() or 1))
        except (wave.Error, EOFError, OSError, struct.error):
            return Recording()
    if family in {Family.VIDEO, Family.AUDIO} and extension in {"mp4", "mov", "m4a"}:
        return _movie_header(path)
    return Recording()


def _boxes(path: Path, size: int) -> list[tuple[bytes, int, int]]:
    """The outermost boxes as (name, start, length)."""
    found: list[tuple[bytes, int, int]] = []
    position = 0
    with path.open("rb") as source:
        while position + 8 <= size and len(found) < _MAX_BOXES:
            source.seek(position)
            length, name = struct.unpack(">I4s", source.read(8))
            if length == 1:
                (length,) = struct.unpack(">Q", source.read(8).ljust(8, b"\x00"))
            elif length == 0:
                length = size - position
            if length < 8:
                break
            found.append((name, position, length))
            position += length
    return found


def _moov(path: Path, limit: int = 16 * 1024 * 1024) -> bytes:
    for name, start, length in _boxes(path, path.stat().st_size):
        if name == b"moov":
            with path.open("rb") as source:
                source.seek(start)
                return source.read(min(length, limit))
    return b""


def _has_video(path: Path, boxes: list[tuple[bytes, int, int]]) -> bool:
    moov = _moov(path)
    return b"vide" in moov or b"soun" not in moov or not boxes


def _movie_header(path: Path) -> Recording:
    moov = _moov(path)
    place = moov.find(b"mvhd")
    if place < 0 or len(moov) < place + 36:
        return Recording()
    if moov[place + 4] == 1:
        created, _changed, scale, duration = struct.unpack_from(">QQIQ", moov, place + 8)
    else:
        created, _changed, scale, duration = struct.unpack_from(">IIII", moov, place + 8)
    made_at = None
    if created:
        try:
            made_at = _MP4_EPOCH + timedelta(seconds=created)
        except OverflowError:
            made_at = None
    return Recording(seconds=duration / scale if scale else None, made_at=made_at)


def _mp3_holds(path: Path) -> bool:
    """Whether three frames follow one another, after the tag if there is one."""
    with path.open("rb") as source:
        head = source.read(10)
        start = 0
        if head.startswith(b"ID3") and len(head) == 10:
            start = 10 + sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        source.seek(start)
        data = source.read(64 * 1024)
    for offset in range(max(0, min(len(data) - 4, 8192))):
        position = offset
        for _frame in range(3):
            length = _mp3_frame(data[position : position + 4])
            if not length:
                break
            position += length
        else:
            return True
    return False


_BITRATES = {
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def _mp3_frame(header: bytes) -> int:
    """The length in bytes of the frame that begins here; 0 if none does. Free-format streams are not recognised."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer_bits = (header[1] >> 3) & 3, (header[1] >> 1) & 3
    rate_index, bitrate_index, padding = (header[2] >> 2) & 3, header[2] >> 4, (header[2] >> 1) & 1
    if version == 1 or layer_bits == 0 or rate_index == 3 or bitrate_index in {0, 15}:
        return 0
    layer = 4 - layer_bits
    bitrate = _BITRATES[(1 if version == 3 else 2, layer)][bitrate_index] * 1000
    rate = _RATES[version][rate_index]
    if layer == 1:
        return (12 * bitrate // rate + padding) * 4
    return (72 if layer == 3 and version != 3 else 144) * bitrate // rate + padding
