"""Faces: which fonts a paper may use, in which order, and what they can show.

Shipped fonts lie in ``documents/fonts`` (see VENDOR.md there). An office that owns the faces of the national layout drops
them into a folder of its own; they are recognised by their names and come first.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont, TTLibError

log = logging.getLogger(__name__)

SHIPPED = Path(__file__).resolve().parent.parent / "fonts"
SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")

SERIF, SANS, KAI, FANG, RARE = "Noto Serif SC", "Noto Sans SC", "Wenming Kai", "Wenming Fang", "Noto Serif SC Rare"
LAST = (
    SERIF,
    RARE,
    "Wenming Symbols",
)  # every chain ends with these, so that their characters can be shown in any role

# role → the shipped face, and how an office's own face for it is recognised by its family name.
ROLES: Mapping[str, tuple[str, str]] = {
    "title": (SERIF, r"小标宋|xiaobiaosong|^fzxbs"),
    "song": (SERIF, r"^宋体|^新宋体|书宋|simsun|nsimsun|^st(?:song|zhongsong)|^华文(?:中)?宋"),
    "hei": (SANS, r"黑体|simhei|^stheiti|fzhei"),
    "kai": (KAI, r"楷|kaiti|simkai|fzkai"),
    "fang": (FANG, r"仿宋|fangsong|simfang|fzfangsong"),
}
MISSING = "〓"
_RESTRICTED = 0x0002  # OS/2 fsType: the face must not be embedded
_LONG_RUN = re.compile(r"[!-~]{25,}")
_LINES = str.maketrans(
    {"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\t": " "}
)


@dataclass(frozen=True, slots=True)
class Faces:
    """The fonts of one installation.

    folders   where typst looks, shipped fonts last.
    chains    role → family names in the order they are tried.
    shows     every code point some font of every chain can show.
    unusable  the office's own files that cannot be used, with the reason's code: damaged, restricted.
    """

    folders: tuple[Path, ...]
    chains: Mapping[str, tuple[str, ...]]
    shows: frozenset[str]
    unusable: tuple[tuple[str, str], ...] = ()


def faces(own: Path | None = None) -> Faces:
    """Return the fonts to use; ``own`` is the folder where an administrator drops faces (it need not exist).

    The answer is kept for as long as the folder's content stays what it is.
    """
    return _faces(own, _fingerprint(own))


def _fingerprint(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    if folder is None or not folder.is_dir():
        return ()
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            state = path.stat()
            found.append((path.name, state.st_size, state.st_mtime_ns))
    return tuple(found)


@lru_cache(maxsize=8)
def _faces(own: Path | None, content: tuple[tuple[str, int, int], ...]) -> Faces:
    shows = _shipped_coverage()
    families: list[str] = []
    unusable: list[tuple[str, str]] = []
    if own is not None and content:
        for name, *_state in content:
            try:
                chars, restricted = _own_coverage(own / name)
            except (TTLibError, OSError, ValueError, KeyError, AssertionError, EOFError) as problem:
                log.warning("font %s cannot be read: %s", name, problem)
                unusable.append((name, "damaged"))
                continue
            if restricted:
                unusable.append((name, "restricted"))
                continue
            shows |= chars
        if not unusable:
            families = typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(own)]
            ).families()
        else:
            good = [str(own / name) for name, *_rest in content if name not in {bad for bad, _why in unusable}]
            families = sorted({family for path in good for family in _families(Path(path))})
    tail = (*LAST, *(family for family in families if family not in LAST))
    chains = {
        role: tuple(dict.fromkeys([*(f for f in families if re.search(pattern, f.lower())), shipped, *tail]))
        for role, (shipped, pattern) in ROLES.items()
    }
    folders = ((own,) if families and own is not None else ()) + (SHIPPED,)
    return Faces(folders, chains, shows, tuple(unusable))


def _families(path: Path) -> list[str]:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return [name for name in (font["name"].getBestFamilyName(),) if name]


def _own_coverage(path: Path) -> tuple[frozenset[str], bool]:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        cmap = font.getBestCmap() or {}
        kind = font["OS/2"].fsType if "OS/2" in font else 0
        return frozenset(map(chr, cmap)), bool(kind & 0x000F == _RESTRICTED)


@lru_cache(maxsize=1)
def _shipped_coverage() -> frozenset[str]:
    """What the last faces of every chain show, from the list their build script wrote (a tenth of reading them)."""
    found: set[str] = set()
    for line in (SHIPPED / "coverage.txt").read_text(encoding="ascii").split():
        first, _dash, last = line.partition("-")
        found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def printable(text: str, shows: frozenset[str], missing: dict[str, int]) -> str:
    """Return ``text`` as it can be set: unknown characters become 〓 and are counted in ``missing``.

    Control characters, joiners, direction marks and variation selectors vanish; line ends become ``\\n``; runs of more than
    24 Latin characters may be broken, so that a name of 300 letters stays inside its cell.
    """
    if not shows.issuperset(text):
        text = _mended(text, shows, missing)
    if len(text) > 24:
        text = _LONG_RUN.sub(lambda run: "\u200b".join(run[0][i : i + 12] for i in range(0, len(run[0]), 12)), text)
    return text


def _mended(text: str, shows: frozenset[str], missing: dict[str, int]) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_LINES))
    kept: list[str] = []
    for char in text:
        if char in shows or char == "\n":
            kept.append(char)
        elif unicodedata.category(char) in {"Cc", "Cf", "Mn", "Me"} or 0xE0100 <= ord(char) <= 0xE01EF:
            continue
        elif unicodedata.category(char) == "Zs":
            kept.append(" ")
        else:
            missing[char] = missing.get(char, 0) + 1
            kept.append(MISSING)
    return "".join(kept)


def printable_data(data: Any, shows: frozenset[str], missing: dict[str, int]) -> Any:
    """Apply ``printable`` to every string of a JSON-like value; keys stay as they are."""
    if isinstance(data, str):
        return printable(data, shows, missing)
    if isinstance(data, Mapping):
        return {key: printable_data(value, shows, missing) for key, value in data.items()}
    if isinstance(data, Iterable) and not isinstance(data, bytes):
        return [printable_data(value, shows, missing) for value in data]
    return data
