"""File names as people and other machines write them, made safe to show, to store and to compare."""

from __future__ import annotations

import re
import unicodedata

from wenming.evidence.formats.kinds import canonical

MAX_CHARACTERS = 200
MAX_BYTES = 240  # what every usual file system takes for one name, with room for a prefix
# Marks that turn the reading direction or hide: used to make ``gpj.exe`` look like ``exe.jpg``.
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')


def base_name(name: str) -> str:
    """The last component of a path written on any system."""
    return re.split(r"[\\/]", name)[-1]


def printable_name(name: str) -> str:
    """A name as it came, fit to be shown in one line: control, direction and hidden marks become ``_`` or vanish."""
    plain = _HIDDEN.sub("", name).encode("utf-8", "replace").decode("utf-8")
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", "_", plain).strip() or "_"


def clean_name(name: str, *, max_characters: int = MAX_CHARACTERS, max_bytes: int = MAX_BYTES) -> str:
    """A name that can be shown and written anywhere: no folders, no control or direction marks, not too long.

    Emoji and any script stay. A long name is cut in its stem, so that the suffix survives. Never empty.
    """
    plain = unicodedata.normalize("NFC", _HIDDEN.sub("", base_name(name)))
    plain = _FORBIDDEN.sub("_", plain).strip().rstrip(". ")
    stem, suffix = split_suffix(plain)
    tail = f".{suffix}" if suffix else ""
    stem = stem[: max(1, max_characters - len(tail))]
    while len((stem + tail).encode("utf-8", "replace")) > max_bytes and len(stem) > 1:
        stem = stem[:-1]
    return (stem + tail).encode("utf-8", "replace").decode("utf-8") or "_"


def split_suffix(name: str) -> tuple[str, str]:
    """Stem and suffix (lower case, no dot). Something after the last dot that is no suffix stays in the stem."""
    plain = _HIDDEN.sub("", base_name(name)).rstrip(". ")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or not stem.strip() or not re.fullmatch(r"[A-Za-z0-9]{1,8}", suffix):
        return plain, ""
    return stem, suffix.lower()


def suffix_of(name: str) -> str:
    """The canonical extension the name claims; empty if it claims none."""
    return canonical(split_suffix(name)[1])


def same_name(name: str) -> str:
    """A key under which two spellings of one path are equal: composed characters, forward slashes, no case."""
    return unicodedata.normalize("NFC", name).replace("\\", "/").casefold().strip()


def like_name(name: str) -> str:
    """A looser key: width and compatibility forms, blanks and case aside, so that ＡＢＣ　照片.JPG is abc照片.jpg."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", _HIDDEN.sub("", name))).replace("\\", "/").casefold()
