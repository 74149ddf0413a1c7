"""Plain text and separated values as renditions."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from charset_normalizer import from_bytes

from wenming.evidence.formats.booklet.rendition import MOST_BLOCKS, MOST_CELLS, CannotRender, Rendition, table_block

MOST_BYTES = 8_000_000
_PLAIN = ("utf-8-sig", "gb18030")
_SEPARATORS = ",\t;|"


def render_text(path: Path, *, table: bool) -> Rendition:
    """Read text; ``table`` for separated values. Raises CannotRender."""
    try:
        data = path.read_bytes()[: MOST_BYTES + 1]
    except OSError as problem:
        raise CannotRender("damaged", str(problem)) from problem
    if not data.strip():
        raise CannotRender("empty")
    text = _decoded(data[:MOST_BYTES]).replace("\x00", "")
    found = Rendition(cut=len(data) > MOST_BYTES)
    if table:
        _table(text, found)
    else:
        _paragraphs(text, found)
    return found


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for code in _PLAIN:
        try:
            return data.decode(code)
        except UnicodeDecodeError:
            continue
    best = from_bytes(data[:200_000]).best()
    return data.decode(best.encoding if best else "gb18030", "replace")


def _paragraphs(text: str, found: Rendition) -> None:
    for line in text.splitlines():
        if len(found.blocks) >= MOST_BLOCKS:
            found.cut = True
            return
        plain = line.strip()
        if plain:
            indent = line[:1] in {"\u3000", " ", "\t"}
            run = {"text": plain, "bold": False, "italic": False}
            found.blocks.append({"kind": "para", "runs": [run], "align": "left", "indent": indent})
        elif found.blocks and found.blocks[-1]["kind"] != "gap":
            found.blocks.append({"kind": "gap"})


def _table(text: str, found: Rendition) -> None:
    sample = text[:5_000]
    separator = max(_SEPARATORS, key=sample.count)
    rows: list[list[str]] = []
    cells = 0
    csv.field_size_limit(1_000_000)
    try:
        for row in csv.reader(io.StringIO(text), delimiter=separator):
            cells += len(row)
            if cells > MOST_CELLS:
                found.cut = True
                break
            rows.append([cell.strip() for cell in row[:60]])
    except csv.Error as problem:
        raise CannotRender("damaged", str(problem)) from problem
    if not rows:
        raise CannotRender("empty")
    found.wide = max(len(row) for row in rows) > 6
    found.blocks.append(table_block(rows, head=1 if len(rows) > 1 else 0))
