"""Pictures: one scaled decoding proves the file, reads the camera's notes and gives both renditions.

A 12-megapixel JPEG is decoded at a quarter of its size; every compressed byte still passes the decoder, so a cut or
damaged file is noticed, at a third of the cost. Renditions are upright, on white, and carry neither EXIF nor place.
"""

from __future__ import annotations

import io
import logging
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from wenming.evidence.formats import trouble
from wenming.evidence.formats.exif import Exif, read_exif
from wenming.evidence.formats.verdicts import Limits, Problem

log = logging.getLogger(__name__)

THUMB_SIDE = 320  # the longer side of a thumbnail is this, or up to half as much again
PREVIEW_LEAST = 960  # … of a preview: from this to just under twice as much, as the scaled decoding gives it
PREVIEW_MOST = 1600
QUALITY = 80
_MAX_PROFILE = 16 * 1024

# Beyond this Pillow itself refuses (at twice the figure), before we have seen the dimensions.
Image.MAX_IMAGE_PIXELS = Limits.max_pixels // 2
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
# What Pillow remarks about damaged notes goes into our facts or nowhere; on a console it would only frighten.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

_PILLOW = {
    "jpg": ("JPEG", "MPO"),
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "bmp": ("BMP", "DIB"),
    "tiff": ("TIFF",),
    "heic": ("HEIF",),
    "avif": ("AVIF",),
}
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class PictureRefused(Exception):
    """The picture cannot or must not be opened; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Rendition:
    """A derived JPEG: disposable, upright, without notes about place or camera."""

    data: bytes
    width: int
    height: int
    media_type: str = "image/jpeg"


@dataclass(frozen=True, slots=True)
class PictureReading:
    """What one decoding gave. ``width`` and ``height`` are those of the picture held upright, in pixels."""

    width: int
    height: int
    exif: Exif
    thumb: Rendition | None = None
    preview: Rendition | None = None


def read_picture(
    source: Path | bytes, extension: str, *, limits: Limits | None = None, renditions: bool = True
) -> PictureReading:
    """Decode a picture once, as small as the purpose allows.

    source      a path or the file's bytes.
    extension   the type its signature shows; no other decoder is tried.
    renditions  False: only prove the file and read its notes.
    Raises      PictureRefused: damaged, or of absurd dimensions.
    """
    limits = limits or Limits()
    try:
        with _open(source, extension, limits) as picture:
            stored = picture.size
            exif = read_exif(picture)
            small = _decode(picture, PREVIEW_LEAST if renditions else 1)
            width, height = stored if exif.orientation < 5 else (stored[1], stored[0])
            if not renditions:
                return PictureReading(width, height, exif)
            shown = _upright(_fit(_on_white(small), PREVIEW_LEAST * 2 - 1), exif.orientation)
            profile = _profile(picture)
            thumb = shown.reduce(max(1, max(shown.size) // THUMB_SIDE))
            return PictureReading(width, height, exif, _encode(thumb, profile), _encode(shown, profile))
    except PictureRefused:
        raise
    except Image.DecompressionBombError as error:
        raise PictureRefused(trouble.picture_bomb(0, 0)) from error
    except Exception as error:  # decoders meeting hostile bytes raise anything; for us it all means: damaged
        log.info("picture not decodable: %s: %s", type(error).__name__, error)
        raise PictureRefused(trouble.damaged()) from error


def draw_picture(source: Path | bytes, extension: str, *, long_side: int, limits: Limits | None = None) -> Rendition:
    """A rendition of an exact size, made when somebody asks for it. Never larger than the original.

    long_side  of the result, in pixels.
    Raises     PictureRefused.
    """
    limits = limits or Limits()
    try:
        with _open(source, extension, limits) as picture:
            orientation = read_exif(picture).orientation
            shown = _on_white(_decode(picture, long_side))
            shown.thumbnail((long_side, long_side), Image.Resampling.LANCZOS, reducing_gap=2.0)
            return _encode(_upright(shown, orientation), _profile(picture))
    except PictureRefused:
        raise
    except Exception as error:  # as above
        log.info("picture not decodable: %s: %s", type(error).__name__, error)
        raise PictureRefused(trouble.damaged()) from error


def renditions_of(picture: Image.Image) -> tuple[Rendition, Rendition]:
    """Thumbnail and preview of a picture already in memory, such as a drawn page."""
    shown = _fit(_on_white(picture), PREVIEW_MOST)
    return _encode(shown.reduce(max(1, max(shown.size) // THUMB_SIDE)), b""), _encode(shown, b"")


def _open(source: Path | bytes, extension: str, limits: Limits) -> Image.Image:
    if extension == "heic":
        import pillow_heif

        pillow_heif.register_heif_opener()
    formats = _PILLOW.get(extension)
    if formats is None:
        raise PictureRefused(trouble.unknown())
    if extension == "png":
        with Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=formats) as proof:
            proof.verify()  # the checksums of its chunks, which decoding alone passes over
    picture = Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=formats)
    width, height = picture.size
    ceiling = limits.max_pixels if extension == "jpg" else limits.max_whole_pixels
    if width * height > ceiling:
        picture.close()
        raise PictureRefused(trouble.picture_bomb(width, height))
    return picture


def _decode(picture: Image.Image, least: int) -> Image.Image:
    """Load the pixels, for JPEG at the smallest scale whose longer side is still ``least``."""
    if picture.format in {"JPEG", "MPO"}:
        width, height = picture.size
        factor = next((f for f in (8, 4, 2) if max(width, height) // f >= least), 1)
        if factor > 1:
            picture.draft(picture.mode, (max(1, width // factor), max(1, height // factor)))
    picture.load()
    return picture


def _fit(picture: Image.Image, most: int) -> Image.Image:
    """At most ``most`` pixels on the longer side."""
    if max(picture.size) <= most:
        return picture
    smaller = picture.copy()
    smaller.thumbnail((PREVIEW_MOST, PREVIEW_MOST), Image.Resampling.BILINEAR, reducing_gap=1.5)
    return smaller


def _on_white(picture: Image.Image) -> Image.Image:
    """Plain RGB or grey, transparency laid on white, sixteen bits brought to eight."""
    if picture.mode in {"RGB", "L"}:
        return picture
    if picture.mode.startswith("I") or picture.mode == "F":
        low, high = (float(bound) for bound in picture.getextrema()[:2])  # type: ignore[arg-type]
        scale = 255.0 / (high - low) if high > low else 1.0
        return picture.convert("F").point(lambda value: (value - low) * scale).convert("L")
    if picture.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Image.new("RGB", layer.size, "white")
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return picture.convert("RGB")


def _upright(picture: Image.Image, orientation: int) -> Image.Image:
    turn = _UPRIGHT.get(orientation)
    return picture.transpose(turn) if turn is not None else picture


def _profile(picture: Image.Image) -> bytes:
    """The colour profile, if it is small and fits what we write."""
    profile: Any = picture.info.get("icc_profile") or b""
    fits = picture.mode in {"RGB", "RGBA", "P"} and isinstance(profile, bytes) and len(profile) <= _MAX_PROFILE
    return profile if fits else b""


def _encode(picture: Image.Image, profile: bytes) -> Rendition:
    out = io.BytesIO()
    extra: dict[str, Any] = {"icc_profile": profile} if profile else {}
    # Pillow copies a comment from ``info`` on its own accord; EXIF only when asked, which we never do.
    picture.save(out, "JPEG", quality=QUALITY, comment=b"", exif=b"", **extra)
    return Rendition(out.getvalue(), *picture.size)
