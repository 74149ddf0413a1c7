"""Small tables as files in every format, for tests that print their own rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

import docx
import openpyxl

from tests.criteria.tables.make import lines
from tests.criteria.tables_measure import measure
from wenming.criteria.formats.tables import parse

Rows = Sequence[Sequence[object]]
Spans = Sequence[tuple[int, int, int, int]]  # first row, first column, last row, last column, from 0


def workbook(rows: Rows, spans: Spans = (), name: str = "Sheet1", **more: tuple[Rows, Spans]) -> bytes:
    """One sheet, or several by name."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, (content, merged) in {name: (rows, spans), **more}.items():
        sheet = book.create_sheet(title)
        for row in content:
            sheet.append([None if value == "" else value for value in row])
        for top, left, bottom, right in merged:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word(*blocks: str | Rows | tuple[Rows, Spans]) -> bytes:
    """Paragraphs (strings) and tables (rows, or rows with spans) in order."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        rows, spans = block if isinstance(block, tuple) else (block, ())
        table = document.add_table(len(rows), max(len(row) for row in rows))
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                table.cell(r, c).text = str(value)
        for top, left, bottom, right in spans:
            merged = table.cell(top, left).text
            table.cell(top, left).merge(table.cell(bottom, right)).text = merged
        document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def page(*blocks: str | Sequence[Sequence[object]]) -> bytes:
    """HTML; a cell is its words, or (words, rowspan) or (words, rowspan, colspan)."""
    out = ["<html><head><meta charset=utf-8></head><body>"]
    for block in blocks:
        if isinstance(block, str):
            out.append(f"<p>{block}</p>")
            continue
        out.append("<table border=1>")
        for row in block:
            cells = [(*cell, 1, 1)[:3] if isinstance(cell, tuple) else (cell, 1, 1) for cell in row]
            inner = (f"<td rowspan={down} colspan={across}>{words}</td>" for words, down, across in cells)
            out.append(f"<tr>{''.join(inner)}</tr>")
        out.append("</table>")
    return "".join([*out, "</body></html>"]).encode()


def separated(rows: Rows, delimiter: str = ",", encoding: str = "gb18030") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def marked(*blocks: str | Rows) -> bytes:
    """Markdown."""
    out: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            out += [block, ""]
            continue
        width = max(len(row) for row in block)
        for number, row in enumerate(block):
            out.append("| " + " | ".join(str(value) for value in [*row, *[""] * (width - len(row))]) + " |")
            out += ["|" + " --- |" * width] if number == 0 else []
        out.append("")
    return "\n".join(out).encode()


def check(data: bytes, name: str, said: str, **more: Any) -> dict[str, Any]:
    """Read a file and hold it against the lines that a person reads there (see tables/make.py); the document."""
    document = parse(data, name).document
    facts = {key: more.pop(key) for key in ("base_total", "bonus_cap", "pass_mark") if key in more}
    expected = {"lines": lines(said), "negative": more.pop("negative", []), **facts}
    found = measure(document, expected)
    assert found.exact, "\n".join([name, *found.wrong])
    for key, value in more.items():
        assert document[key] == value, (name, key, document[key])
    return document
