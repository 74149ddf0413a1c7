"""Word and PDF files for tests, written as programs write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import typst

FONTS = Path(__file__).resolve().parents[2] / "src" / "wenming" / "documents" / "fonts"
_SPECIAL = frozenset('\\#[]*_@<$"/-+=~`')


def word_file(paragraphs: Sequence[str], *, tables: Sequence[Sequence[Sequence[str]]] = (), cut: int = 3) -> bytes:
    """A docx whose runs break every few characters, as word processors leave them."""
    document = docx.Document()
    for words in paragraphs:
        paragraph = document.add_paragraph()
        for start in range(0, len(words), cut):
            paragraph.add_run(words[start : start + cut])
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_file(paragraphs: Sequence[str], *, head: str = "", size: str = "16pt") -> bytes:
    """A PDF as offices print it: first lines indented, page numbers, and a running head if given."""
    header = f"[#align(center)[#text(size: 9pt)[{head}]]]" if head else "none"
    body = "\n\n".join(
        f"#par(first-line-indent: (amount: 2em, all: true))[{''.join(chr(92) + c if c in _SPECIAL else c for c in words)}]"
        for words in paragraphs
    )
    source = (
        f'#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), header: {header}, '
        "footer: context [#align(center)[— #counter(page).display() —]])\n"
        f'#set text(size: {size}, lang: "zh", font: "WenmingFang")\n#set par(justify: true, leading: 1.2em, spacing: 1.2em)\n{body}'
    )
    return typst.compile(source.encode(), font_paths=[str(FONTS)])
