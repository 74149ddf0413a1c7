"""What documents promise: their relative links lead somewhere, and the commands they name exist."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("*.md", "docs/**/*.md", "seeds/**/*.md", "deploy/**/*.md", "src/wenming/**/README.md")
SHELLS = {"sh", "bash", "console", "shell"}
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*(\S*)")
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(
    r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|<(?:a|img)\s[^>]*?(?:href|src)=\"([^\"]+)\""
)
_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ANCHOR = re.compile(r"<a\s[^>]*?(?:id|name)=\"([^\"]+)\"")
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
_TARGET = re.compile(r"^([a-z][a-z-]*)\s*:(?!=)", re.MULTILINE)
_ASSIGNMENT = re.compile(r"^[A-Za-z_]\w*=")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, where it begins, its lines."""

    language: str
    number: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """A document taken apart: prose lines with their numbers, and fenced blocks."""

    prose: tuple[tuple[int, str], ...]
    blocks: tuple[Block, ...]


def documents() -> list[Path]:
    """Every document of the project, in order."""
    return sorted({path for place in PLACES for path in ROOT.glob(place) if path.is_file()})


def read(path: Path) -> Text:
    prose: list[tuple[int, str]] = []
    blocks: list[Block] = []
    mark, language, began, held = "", "", 0, list[str]()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        fence = _FENCE.match(line)
        if not mark and fence:
            mark, language, began, held = fence[1], fence[2].lower(), number, []
        elif mark and fence and fence[1].startswith(mark) and not fence[2]:
            blocks.append(Block(language, began, tuple(held)))
            mark = ""
        elif mark:
            held.append(line)
        else:
            prose.append((number, line))
    return Text(tuple(prose), tuple(blocks))


def slug(heading: str) -> str:
    """The anchor a heading gets: lower case, marks dropped, blanks to hyphens."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    found: set[str] = set()
    for _number, line in read(path).prose:
        heading = _HEADING.match(line)
        if heading:
            name, count = slug(heading[2]), 0
            while (name if not count else f"{name}-{count}") in found:
                count += 1
            found.add(name if not count else f"{name}-{count}")
        found.update(_ANCHOR.findall(line))
    return found


def dead_links(path: Path) -> Iterator[str]:
    """Relative links and pictures that lead nowhere, anchors included."""
    name = path.relative_to(ROOT)
    for number, line in read(path).prose:
        for one, other in _LINK.findall(_SPAN.sub("", line)):
            target = one or other
            if _OUTSIDE.match(target):
                continue
            file, _hash, anchor = unquote(target).partition("#")
            there = (path.parent / file).resolve() if file else path
            if not there.exists():
                yield f"{name}:{number}: dead link {target}"
            elif anchor and there.suffix == ".md" and anchor not in anchors(there):
                yield f"{name}:{number}: no such heading {target}"


def spoken_commands(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Commands a document tells people to type: lines of shell blocks, and code in the running text."""
    text = read(path)
    for number, line in text.prose:
        for span in _SPAN.findall(line):
            yield from ((number, words) for words in _commands(span))
    for block in text.blocks:
        if block.language in SHELLS:
            for number, line in _joined(block):
                yield from ((number, words) for words in _commands(line))


def _joined(block: Block) -> Iterator[tuple[int, str]]:
    """The lines of a block with continued ones put together."""
    waiting, began = "", 0
    for number, line in enumerate(block.lines, block.number + 1):
        began = began or number
        waiting += line.removesuffix("\\")
        if not line.endswith("\\"):
            yield began, waiting
            waiting, began = "", 0
    if waiting:
        yield began, waiting


def _commands(line: str) -> Iterator[list[str]]:
    """The simple commands of a line that call ``wenming`` or ``make``, without prompts, assignments and paths."""
    try:
        words = shlex.split(line.removeprefix("$ "), comments=True)
    except ValueError:
        return
    one: list[str] = []
    for word in [*words, ";"]:
        if word in {";", "&&", "||", "|", "&"}:
            while one and (_ASSIGNMENT.match(one[0]) or one[0] in {"sudo", "env", "exec", "time"}):
                one.pop(0)
            if one and one[0].rsplit("/", 1)[-1] in {"wenming", "make"}:
                yield [one[0].rsplit("/", 1)[-1], *one[1:]]
            one = []
        else:
            one.append(word)


def targets() -> set[str]:
    """What ``make`` can make here."""
    return set(_TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))


def unknown_commands(path: Path, known: Mapping[str, set[str] | None], makes: set[str]) -> Iterator[str]:
    """Make targets, commands and options that a document names and nobody has.

    known  command → its options; None for one that hands its arguments on.
    """
    name = path.relative_to(ROOT)
    for number, words in spoken_commands(path):
        if words[0] == "make":
            wanted = [word for word in words[1:] if not word.startswith("-") and not _ASSIGNMENT.match(word)]
            for target in wanted:
                if target.isascii() and target not in makes:
                    yield f"{name}:{number}: no such target: make {target}"
            continue
        rest = words[1:]
        if not rest or rest[0].startswith("-") or not (rest[0].isascii() and rest[0].islower()):
            continue  # `wenming --help`, `wenming COMMAND …`
        found = next((" ".join(rest[:n]) for n in (2, 1) if " ".join(rest[:n]) in known), None)
        if found is None:
            yield f"{name}:{number}: no such command: wenming {' '.join(rest[:2])}"
            continue
        options = known[found]
        for word in rest:
            option = word.split("=", 1)[0]
            if options is not None and option.startswith("--") and option not in options:
                yield f"{name}:{number}: wenming {found} has no option {option}"


def problems(known: Mapping[str, set[str] | None]) -> list[str]:
    """Everything wrong with the documents, in their order."""
    makes = targets()
    found: list[str] = []
    for path in documents():
        found += dead_links(path)
        found += unknown_commands(path, known, makes)
    return found
