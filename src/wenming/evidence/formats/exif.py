"""What a camera wrote into a picture: when, where, with what. Everything in it may be a lie, and nothing may break on it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from PIL import Image

_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
_MAKE, _MODEL, _ORIENTATION, _DATE_TIME = 0x010F, 0x0110, 0x0112, 0x0132
_ORIGINAL, _DIGITIZED = 0x9003, 0x9004
_OFFSET, _OFFSET_ORIGINAL, _OFFSET_DIGITIZED = 0x9010, 0x9011, 0x9012
_SUBSEC, _SUBSEC_ORIGINAL, _SUBSEC_DIGITIZED = 0x9290, 0x9291, 0x9292
_WHEN = re.compile(r"\s*(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})[ T]+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?")
_ZONE = re.compile(r"\s*([+-])(\d{1,2}):?(\d{2})|\s*(Z)\b")


@dataclass(frozen=True, slots=True)
class Exif:
    """A camera's notes. ``captured_at`` is aware only if the camera wrote its offset; ``garbled`` holds what is no date."""

    captured_at: datetime | None = None
    garbled: str = ""
    camera: str = ""
    orientation: int = 1
    latitude: float | None = None
    longitude: float | None = None


def read_exif(picture: Image.Image) -> Exif:
    """Read a picture's EXIF block. Never raises: what cannot be read is left out."""
    try:
        outer = picture.getexif()
    except Exception:  # a decoder meeting a hostile block may raise anything; the picture itself can still be fine
        return Exif(garbled="EXIF")
    inner, gps = _block(outer, _EXIF_IFD), _block(outer, _GPS_IFD)
    captured_at, garbled = None, ""
    for place, tag, zone, fraction in (
        (inner, _ORIGINAL, _OFFSET_ORIGINAL, _SUBSEC_ORIGINAL),
        (inner, _DIGITIZED, _OFFSET_DIGITIZED, _SUBSEC_DIGITIZED),
        (outer, _DATE_TIME, _OFFSET, _SUBSEC),
    ):
        written = _text(place.get(tag))
        if not written:
            continue
        captured_at = parse_moment(written, _text(inner.get(zone)), _text(inner.get(fraction)))
        if captured_at:
            break
        garbled = garbled or written[:40]
    make, model = _text(outer.get(_MAKE)), _text(outer.get(_MODEL))
    camera = model if model.lower().startswith(make.lower()) else f"{make} {model}".strip()
    orientation = outer.get(_ORIENTATION, 1)
    latitude, longitude = _position(gps)
    return Exif(
        captured_at=captured_at,
        garbled="" if captured_at else garbled,
        camera=camera[:80],
        orientation=orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1,
        latitude=latitude,
        longitude=longitude,
    )


def parse_moment(written: str, zone: str = "", fraction: str = "") -> datetime | None:
    """A camera's date (``2025:03:05 09:12:44``) with its offset and sub-seconds; None if it is no moment."""
    found = _WHEN.match(written)
    if not found:
        return None
    digits = re.sub(r"\D.*", "", fraction.strip())[:6]
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        moment = datetime(year, month, day, hour, minute, second, int(digits.ljust(6, "0")) if digits else 0)
    except ValueError:
        return None
    offset = _ZONE.match(zone)
    if not offset:
        return moment
    if offset.group(4):
        return moment.replace(tzinfo=UTC)
    minutes = int(offset.group(2)) * 60 + int(offset.group(3))
    if minutes > 14 * 60:
        return moment
    return moment.replace(tzinfo=timezone(timedelta(minutes=minutes if offset.group(1) == "+" else -minutes)))


def _block(exif: Any, tag: int) -> dict[int, Any]:
    try:
        return dict(exif.get_ifd(tag))
    except Exception:  # as above: a damaged inner block must not cost us the picture
        return {}


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", errors="replace")
    if not isinstance(value, str):
        return ""
    return "".join(character for character in value if character.isprintable()).strip()


def _position(gps: dict[int, Any]) -> tuple[float | None, float | None]:
    latitude = _degrees(gps.get(2), _text(gps.get(1)), "S", 90)
    longitude = _degrees(gps.get(4), _text(gps.get(3)), "W", 180)
    return (latitude, longitude) if latitude is not None and longitude is not None else (None, None)


def _degrees(parts: Any, reference: str, negative: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not math.isfinite(value) or not 0 <= value <= most or (value == 0 and not reference):
        return None
    return -value if reference.upper().startswith(negative) else value
