"""Saving a drawn picture as a camera would: JPEG with EXIF, without a place unless one is given."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PIL import Image

MAKE, MODELS = "Qinglan", ("QL-M20", "QL-P9 Pro", "QL-D7")
_EXIF, _GPS = 0x8769, 0x8825


def exif_of(taken: datetime | None, model: str, place: tuple[float, float] | None = None) -> Image.Exif:
    """Facts a camera writes. ``taken`` None leaves the time away; ``place`` is latitude and longitude in degrees."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = MAKE, model, 1
    if taken is not None:
        stamp = taken.strftime("%Y:%m:%d %H:%M:%S")
        exif[0x0132] = stamp
        inner = exif.get_ifd(_EXIF)
        inner[0x9003], inner[0x9004], inner[0x829D], inner[0x8827] = stamp, stamp, 1.8, 200
    if place is not None:
        gps = exif.get_ifd(_GPS)
        for ref, value, letters, degrees in ((1, 2, "NS", place[0]), (3, 4, "EW", place[1])):
            whole = abs(degrees)
            minutes = (whole % 1) * 60
            gps[ref] = letters[0] if degrees >= 0 else letters[1]
            gps[value] = (float(int(whole)), float(int(minutes)), round((minutes % 1) * 60, 2))
    return exif


def save_jpeg(picture: Image.Image, path: Path, exif: Image.Exif, quality: int = 86) -> None:
    picture.save(path, "JPEG", quality=quality, exif=exif, subsampling=2)
