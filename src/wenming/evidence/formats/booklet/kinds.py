"""Which way a file goes into a booklet: as pages, as a photograph, as a rendition, or only as a slip."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from wenming.evidence.formats.booklet.spec import Entry, EntryFile

Way = Literal["pdf", "photo", "word", "sheet", "text", "slip"]

_BY_SUFFIX: dict[str, Way] = {
    "pdf": "pdf",
    **dict.fromkeys(
        ("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "webp", "tif", "tiff", "heic", "heif"), "photo"
    ),
    **dict.fromkeys(("docx", "docm"), "word"),
    **dict.fromkeys(("xlsx", "xlsm", "xls", "xlsb", "et", "ods"), "sheet"),
    **dict.fromkeys(("csv", "tsv", "txt", "md", "log"), "text"),
}
_BY_TYPE: dict[str, Way] = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "application/vnd.ms-word.document.macroenabled.12": "word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "sheet",
    "application/vnd.ms-excel": "sheet",
    "application/vnd.ms-excel.sheet.macroenabled.12": "sheet",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": "sheet",
    "application/vnd.oasis.opendocument.spreadsheet": "sheet",
    "text/csv": "text",
    "text/tab-separated-values": "text",
    "text/plain": "text",
    "text/markdown": "text",
}
_SPOKEN = ("video/", "audio/")
_RECORDINGS = frozenset(
    (
        "mp4",
        "mov",
        "avi",
        "wmv",
        "mkv",
        "m4v",
        "mpg",
        "mpeg",
        "flv",
        "webm",
        "mp3",
        "wav",
        "m4a",
        "wma",
        "aac",
        "amr",
        "ogg",
    )
)
_PICTURES = frozenset(
    f"image/{kind}" for kind in ("jpeg", "png", "gif", "bmp", "webp", "tiff", "heic", "heif", "x-ms-bmp", "avif")
)


def suffix(file: EntryFile) -> str:
    """The suffix of the name a file came with, lower case, without the dot."""
    return PurePath(file.name).suffix.lower().lstrip(".")


def way(file: EntryFile) -> Way:
    """The way of a file: by what it was recognised as, else by its suffix."""
    kind = file.media_type.split(";", 1)[0].strip().lower()
    if kind in _PICTURES:
        return "photo"
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if kind and kind != "application/octet-stream":
        return "slip"
    return _BY_SUFFIX.get(suffix(file), "slip")


def slip_code(file: EntryFile) -> str:
    """Why a file of the way ``slip`` has no pages: recording, or a kind that cannot be set."""
    kind = file.media_type.lower()
    if kind.startswith(_SPOKEN) or suffix(file) in _RECORDINGS:
        return "recording"
    return "kind"


def has_slip(entry: Entry) -> bool:
    """Whether an entry has a page of its own before those of its files: for its address, or because it has no files."""
    return bool(entry.address) or not entry.files
