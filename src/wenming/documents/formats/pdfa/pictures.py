"""Photographs and scans as image objects of an archival file.

A JPEG that already fits is taken byte for byte, without its notes about camera and place; anything larger than print
needs, or in another form or colour, is decoded scaled, turned upright and written anew. The original is never touched.
"""

from __future__ import annotations

import hashlib
import io
import logging
import struct
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pillow_heif
from PIL import Image, ImageCms, UnidentifiedImageError

from wenming.documents.formats.pdfa.metadata import srgb_profile
from wenming.documents.formats.pdfa.screen import profile_is_fit
from wenming.documents.formats.pdfa.writer import PdfWriter

log = logging.getLogger(__name__)

DPI = 200
QUALITY = 85
MOST_PIXELS = 200_000_000
MOST_FRAMES = 500
_NEAR = 4 / 3
_SLACK = 1.25  # a picture up to a quarter finer than needed is not worth decoding again
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PLAIN_FRAMES = {0xC0, 0xC1}  # baseline and extended sequential
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


class PictureUnreadable(Exception):
    """The picture cannot be decoded, or is too large to try."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG fit to be written into a file.

    grey     one channel instead of three.
    profile  an ICC profile of its own; sRGB if empty.
    turn     how it must be turned to stand upright, as EXIF says it (1 to 8).
    """

    data: bytes
    width: int
    height: int
    grey: bool = False
    profile: bytes = b""
    turn: int = 1

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height as seen."""
        return (self.height, self.width) if self.turn > 4 else (self.width, self.height)


def prepare(
    path: Path, *, wide: float, high: float, dpi: int = DPI, cache: Path | None = None, key: str = ""
) -> list[Picture]:
    """Make a picture ready to be placed in a box of ``wide`` × ``high`` points; a list because a TIFF may hold many.

    cache  a folder for renditions, used if ``key`` (the digest of the content) is given too; disposable.
    Raises PictureUnreadable.
    """
    most = max(1, round(wide * dpi / 72)), max(1, round(high * dpi / 72))
    kept = cache / f"{key}-{most[0]}x{most[1]}-{QUALITY}.jpg" if cache is not None and key else None
    if kept is not None and kept.is_file():
        found = _as_it_is(kept.read_bytes(), (1 << 20, 1 << 20))
        if found is not None:
            return [found]
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise PictureUnreadable(str(problem)) from problem
    if data[:2] == b"\xff\xd8":
        found = _as_it_is(data, most)
        if found is not None:
            return [found]
    pictures = _made_anew(data, most)
    if kept is not None and len(pictures) == 1:
        _keep(kept, pictures[0].data)
    return pictures


def _keep(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{hashlib.blake2b(data, digest_size=6).hexdigest()}")
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as problem:
        log.warning("rendition %s could not be kept: %s", path.name, problem)


def _as_it_is(data: bytes, most: tuple[int, int]) -> Picture | None:
    """The JPEG without its notes, if it can be placed byte for byte; None if it must be made anew."""
    header = _header(data)
    if header is None:
        return None
    frame, width, height, channels, turn, profile, bare = header
    if frame not in _PLAIN_FRAMES or channels not in {1, 3}:
        return None
    limit = (most[1], most[0]) if turn > 4 else most
    if max(width / limit[0], height / limit[1]) > _SLACK:
        return None
    if profile and not profile_is_fit(profile, channels):
        return None
    try:
        with Image.open(io.BytesIO(bare)) as image:
            image.draft(None, (max(1, width // 8), max(1, height // 8)))  # every compressed byte is still read
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    if profile and _is_srgb(profile):
        profile = b""
    return Picture(bare, width, height, channels == 1, profile, turn)


def _is_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile[128:2048] or "sRGB".encode("utf-16-be") in profile[128:2048]


def _header(data: bytes) -> tuple[int, int, int, int, int, bytes, bytes] | None:
    """Frame kind, width, height, channels, orientation, ICC profile and the bytes without notes; None if it is no JPEG."""
    at, size = 2, len(data)
    kept = [b"\xff\xd8"]
    frame = width = height = channels = 0
    turn = 1
    profile: dict[int, bytes] = {}
    while at + 4 <= size:
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            end = data.rfind(b"\xff\xd9")
            if end < at or not frame:
                return None
            kept.append(data[at : end + 2])
            pixels = b"".join(profile[number] for number in sorted(profile))
            return frame, width, height, channels, turn, pixels, b"".join(kept)
        length = struct.unpack_from(">H", data, at + 2)[0]
        segment = data[at : at + 2 + length]
        if marker in _FRAMES and length >= 8:
            if segment[4] != 8:
                return None
            frame = marker
            height, width, channels = struct.unpack_from(">HHB", segment, 5)
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            turn = _turn(segment[4:])
        elif marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\0" and len(segment) > 18:
            profile[segment[16]] = segment[18:]
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in {0xE0, 0xEE}:
            kept.append(segment)
        at += 2 + length
    return None


def _turn(exif: bytes) -> int:
    try:
        found = Image.Exif()
        found.load(exif)
        turn = found.get(_ORIENTATION, 1)
    except Exception:  # a damaged note about the camera says nothing about the picture
        return 1
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _made_anew(data: bytes, most: tuple[int, int]) -> list[Picture]:
    pictures = []
    if data[4:8] == b"ftyp":  # HEIC and its kin, as phones write them
        pillow_heif.register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
                for index in range(min(frames, MOST_FRAMES)):
                    if index:
                        image.seek(index)
                    if image.width * image.height > MOST_PIXELS:
                        raise PictureUnreadable("too many pixels")
                    pictures.append(_written(image, most))
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        MemoryError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ) as bad:
        raise PictureUnreadable(str(bad)) from bad
    return pictures


def _written(image: Image.Image, most: tuple[int, int]) -> Picture:
    turn = image.getexif().get(_ORIENTATION, 1)
    limit = (most[1], most[0]) if turn in {5, 6, 7, 8} else most
    scale = min(1.0, limit[0] / image.width, limit[1] / image.height)
    profile = image.info.get("icc_profile") or b""
    if image.format in {"JPEG", "MPO"} and scale < 1:
        scale = _scaled_decoding(image, scale)
    plain = _plain(image, profile)
    if scale < 1:
        size = max(1, round(plain.width * scale)), max(1, round(plain.height * scale))
        plain = plain.resize(size, Image.Resampling.HAMMING, reducing_gap=3.0)
    if turn in _UPRIGHT:
        plain = plain.transpose(_UPRIGHT[turn])
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY, dpi=(DPI, DPI))
    return Picture(out.getvalue(), plain.width, plain.height, plain.mode == "L")


def _scaled_decoding(image: Image.Image, scale: float) -> float:
    """Have a JPEG decoded at a half, quarter or eighth; what remains to be scaled (1 if that is near enough by itself).

    Near enough is from three quarters of print fineness to a third above: nobody sees it, and it is four times as fast.
    """
    for part in (8, 4, 2):
        rest = scale * part
        if rest <= _NEAR:
            image.draft("L" if image.mode == "L" else "RGB", (image.width // part, image.height // part))
            return 1.0 if rest >= 0.75 else rest
    return scale


def _plain(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in grey or sRGB, on white."""
    if image.mode in {"I", "I;16", "I;16B", "F"}:
        plain = image.convert("F")
        low, high = cast(tuple[float, float], plain.getextrema())
        scale = 255.0 / ((high - low) or 1.0)
        plain = plain.point(lambda value: value * scale - low * scale).convert("L")
    elif image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        above = image.convert("RGBA")
        plain = Image.new("RGB", image.size, "white")
        plain.paste(above, mask=above.getchannel("A"))
    elif image.mode in {"1", "L"}:
        plain = image.convert("L")
    else:
        plain = _to_srgb(image, profile)
    return plain


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    if profile and image.mode in {"RGB", "CMYK"} and not _is_srgb(profile):
        try:
            ours, theirs = (ImageCms.ImageCmsProfile(io.BytesIO(each)) for each in (srgb_profile(), profile))
            made = ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
            if made is not None:
                return made
        except (ImageCms.PyCMSError, OSError, ValueError) as problem:
            log.info("a picture's colour profile cannot be used: %s", problem)
    return image.convert("RGB")


def write_picture(writer: PdfWriter, picture: Picture) -> int:
    """Write the picture as an image object; its number. The same picture is written once."""
    colour = b"/DeviceGray" if picture.grey else b"/DeviceRGB"
    if picture.profile:
        held = writer.shared_stream(b"/N %d" % (1 if picture.grey else 3), picture.profile)
        colour = b"[/ICCBased %d 0 R]" % held
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8/Filter/DCTDecode" % (
        picture.width,
        picture.height,
        colour,
    )
    return writer.shared_stream(head, picture.data)


def placing(picture: Picture, x: float, y: float, wide: float, high: float) -> tuple[float, ...]:
    """The matrix that draws the picture upright into the box whose lower left corner is x, y."""
    # The unit square of an image, turned as EXIF says (ISO 32000-1, 8.9.3: row 0 is on top).
    turns: dict[int, tuple[float, ...]] = {
        1: (1, 0, 0, 1, 0, 0),
        2: (-1, 0, 0, 1, 1, 0),
        3: (-1, 0, 0, -1, 1, 1),
        4: (1, 0, 0, -1, 0, 1),
        5: (0, -1, -1, 0, 1, 1),
        6: (0, -1, 1, 0, 0, 1),
        7: (0, 1, 1, 0, 0, 0),
        8: (0, 1, -1, 0, 1, 0),
    }
    a, b, c, d, e, f = turns[picture.turn]
    return a * wide, b * high, c * wide, d * high, e * wide + x, f * high + y
