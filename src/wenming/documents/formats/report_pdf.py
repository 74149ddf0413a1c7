"""Print a table report as an archival PDF: gap lists, score sheets, registers."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from wenming.documents.formats.pdfa.metadata import About
from wenming.documents.formats.pdfa.stamps import Stamp
from wenming.documents.formats.pdfa.volume import Volume
from wenming.documents.formats.table_report import Column, Row, Section, TableReport, Total, texts_of
from wenming.documents.formats.typesetting import EPOCH, TIMEOUT, Job, Typeset, Typesetter, compile_pdf
from wenming.kernel.words import _

ROWS_AT_ONCE = 2_000  # a typesetter's memory and time grow faster than a table


def table_report_pdf(
    report: TableReport, *, fonts_dir: Path | None = None, created: datetime | None = None, timeout: float = TIMEOUT
) -> Typeset:
    """Set a report on A4, its heading row repeated on every page, 第 x 页 共 y 页 at the foot.

    Tables of more than 2,000 rows are set in parts, in a process of their own, and put together.
    Raises TypesettingFailed.
    """
    rows = [_row(row, report.columns) for row in report.rows]
    if len(rows) <= ROWS_AT_ONCE:
        return compile_pdf("table_report", _data(report, rows), fonts_dir=fonts_dir, created=created, timeout=timeout)
    parts = [rows[at : at + ROWS_AT_ONCE] for at in range(0, len(rows), ROWS_AT_ONCE)]
    warnings: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="wenming-report-") as scratch,
        Typesetter(Path(scratch), fonts_dir=fonts_dir, created=created, timeout=timeout) as typesetter,
    ):
        made: list[Path] = []
        for index, part in enumerate(parts):
            data = _data(report, part, first=index == 0, last=index == len(parts) - 1, foot=False)
            path, found = typesetter.set(Job("table_report", data))
            made.append(path)
            warnings.extend(found)
        pdf = _joined(made, report.title, created)
    return Typeset(pdf, tuple(dict.fromkeys(warnings)))


def _joined(parts: Sequence[Path], title: str, created: datetime | None) -> bytes:
    import pikepdf

    total = 0
    for part in parts:
        with pikepdf.open(part) as pdf:
            total += len(pdf.pages)
    out = io.BytesIO()
    before = 0
    with Volume(out, About(title, "", created or EPOCH)) as volume:
        for part in parts:

            def stamp(index: int, start: int = before) -> Stamp:
                return Stamp(foot=_("第 %(page)d 页  共 %(total)d 页") % {"page": start + index + 1, "total": total})

            before += len(volume.add_pdf(part, stamp=stamp).pages)
        volume.finish()
    return out.getvalue()


def _row(row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    kind = "section" if isinstance(row, Section) else "total" if isinstance(row, Total) else "row"
    return {"kind": kind, "cells": texts_of(row, columns)}


def _data(
    report: TableReport, rows: list[dict[str, Any]], *, first: bool = True, last: bool = True, foot: bool = True
) -> dict[str, Any]:
    return {
        "title": report.title,
        "subtitle": report.subtitle,
        "left": report.left,
        "right": report.right,
        "landscape": report.landscape,
        "columns": [{"title": c.title, "width": max(c.width, 0.05), "align": c.align} for c in report.columns],
        "rows": rows,
        "notes": list(report.notes) if last else [],
        "first": first,
        "foot": foot,
        "words": {"page": _("第 {page} 页  共 {total} 页")},
    }
