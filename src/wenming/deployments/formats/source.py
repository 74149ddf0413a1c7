"""A speech or notice as paragraphs: txt, docx, pdf with text, and the tables inside them. The words are never changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from wenming.criteria.formats.tables.grid import Grid
from wenming.criteria.formats.tables.readers import read_source
from wenming.criteria.formats.tables.readers.encoding import decode
from wenming.criteria.formats.tables.readers.sniff import sniff
from wenming.deployments.formats.pages import run_on
from wenming.deployments.rules.marks import mark_level
from wenming.deployments.rules.numerals import fold
from wenming.deployments.rules.rows import Columns, columns_of
from wenming.deployments.rules.values import Paragraph
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

LONGEST = 400_000
"""Characters of a paper; the longest work report has a tenth of it."""


class NoPaper(Refusal):
    """There is nothing to read for duties."""

    code: ClassVar[str] = "deployment_paper_unreadable"


def read_file(path: str | Path) -> list[Paragraph]:
    """The paragraphs of a file. Raises Refusal: what is wrong with it, and what to do. OSError if it cannot be opened."""
    path = Path(path)
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, name: str) -> list[Paragraph]:
    """The paragraphs of an uploaded file; its content decides the format, not its name."""
    kind = sniff(data, name)
    if kind == "text" and not _is_page(data, name):
        return read_text(decode(data))
    source = read_source(data, name)
    pieces: list[tuple[str, str, dict[str, str] | None]] = []
    for block in run_on(source.blocks) if source.kind == "pdf" else source.blocks:
        if isinstance(block, Grid):
            pieces += _cells(block)
        else:
            pieces += [
                (line, block.label if not place else "", None)
                for place, line in enumerate(_lines(block.raw[len(block.label) :]))
            ]
    if source.kind == "docx":
        from wenming.deployments.formats.boxes import boxes

        pieces += [(line, "", None) for words in boxes(data) for line in _lines(words)]
    return _numbered(pieces)


def read_text(text: str) -> list[Paragraph]:
    """The paragraphs of a pasted or plain text: one per line that holds words."""
    return _numbered([(line, "", None) for line in _lines(text)])


def _is_page(data: bytes, name: str) -> bool:
    head = data[:2000].lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html")) or name.lower().endswith((".html", ".htm"))


def _lines(text: str) -> list[str]:
    return [
        line.strip()
        for line in text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
        if line.strip()
    ]


def _cells(grid: Grid) -> Iterator[tuple[str, str, dict[str, str] | None]]:
    """The cells of a table. Under a head that names tasks, each task's paragraph, and each numbered one, brings its row along."""
    columns: Columns | None = None
    for row in range(len(grid.rows)):
        words = [cell.raw.strip() if cell is not None else "" for cell in grid.rows[row]]
        head = columns_of(words)
        if head is not None:
            columns = head
            continue
        told = {name: said for name, said in zip(columns.heads, words, strict=False) if said} if columns else {}
        for cell in grid.starts(row):
            of_task = columns is not None and cell.col == columns.task
            for place, line in enumerate(_lines(cell.raw)):
                own = of_task and (place == 0 or mark_level(fold(line))[0] > 0)
                yield line, "", ({**told, "": ""} if own else {} if columns else None)


def _numbered(pieces: list[tuple[str, str, dict[str, str] | None]]) -> list[Paragraph]:
    if not pieces:
        raise NoPaper(_("文件里没有文字。请上传带文字的讲话或通知，或直接粘贴原文。"))
    if sum(len(text) for text, _label, _row in pieces) > LONGEST:
        raise NoPaper(_("文件超过 %(n)s 字，不像一篇讲话或通知。请只保留需要部署的部分。") % {"n": LONGEST})
    return [Paragraph(number, text, label, row) for number, (text, label, row) in enumerate(pieces, start=1)]
