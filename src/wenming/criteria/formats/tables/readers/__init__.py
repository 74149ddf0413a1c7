"""Readers: from a file's bytes to paragraphs and grids, after the content itself has said what it is."""

from __future__ import annotations

from wenming.criteria.formats.tables.grid import Source
from wenming.criteria.formats.tables.readers.refusals import too_many_rows
from wenming.criteria.formats.tables.readers.sniff import sniff

MOST_ROWS = 30_000


def read_source(data: bytes, name: str) -> Source:
    """Read any supported file. The content decides the format, not the name's suffix.

    Raises  Unreadable with a sentence for people.
    """
    source = _read(data, name)
    if sum(len(grid.rows) for grid in source.grids) + len(source.paragraphs) > MOST_ROWS:
        raise too_many_rows(name, MOST_ROWS)
    return source


def _read(data: bytes, name: str) -> Source:
    kind = sniff(data, name)
    if kind in {"xlsx", "xls", "ods"}:
        from wenming.criteria.formats.tables.readers import workbooks

        return workbooks.read(data, name, kind)
    if kind == "docx":
        from wenming.criteria.formats.tables.readers import docx

        return docx.read(data, name)
    if kind == "pdf":
        from wenming.criteria.formats.tables.readers import pdf

        return pdf.read(data, name)
    from wenming.criteria.formats.tables.readers import texts

    return texts.read(data, name)
