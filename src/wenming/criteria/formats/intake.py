"""One door for whatever file a person brings: our own exchange files come back without loss, tables are read.

A plain room: the page and the command both come in here. Our own json, yaml, xlsx and docx are recognised by what they
hold, not by what they are called; every other file goes to the table reader, whose result is a proposal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.formats.exchange import read_exchange_with_notes
from wenming.criteria.rules.compiled import compile_document
from wenming.criteria.rules.sheet import Warned
from wenming.criteria.rules.values import Document
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _

MOST_CELL_CHARACTERS = 2000
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class TakenIn:
    """What a file holds.

    exchanged  whether it is one of our own files (its document is then exact), or a table that was read.
    document   wenming-criteria/1, canonical.
    warnings   [{"line", "message"}]: what a person should look at; sums are not among them, they are always shown fresh.
    grids      the source for display: [{"label", "kind", "rows": [{"number", "fate", "cells": [text, …]}]}].
    sources    {line code: [[grid, row], …]}, both from 0.
    """

    exchanged: bool
    document: dict[str, Any]
    warnings: list[dict[str, Any]] = field(default_factory=list)
    grids: list[dict[str, Any]] | None = None
    sources: dict[str, list[list[int]]] | None = None


def take_in(content: bytes, name: str) -> TakenIn:
    """Read the bytes of a file that came under ``name``.

    Raises  a Refusal in words for whatever cannot be read: nothing of it is taken.
    """
    if not content:
        raise Invalid(_("文件“%(name)s”是空的（0 字节）。请重新选择文件。") % {"name": name[:80]})
    exchanged = read_exchange_with_notes(content, name)
    if exchanged is not None:
        notes = [{"line": None, "message": str(note)} for note in exchanged.notes]
        return TakenIn(True, write_document(exchanged.document), notes)
    from wenming.criteria.formats.tables import parse

    proposal = parse(content, name)
    document = read_document({key: value for key, value in proposal.document.items() if key != "warnings"})
    grids = [
        {
            "label": view.label,
            "kind": view.kind,
            "rows": [
                {"number": row.number, "fate": row.kind, "cells": [cell[:MOST_CELL_CHARACTERS] for cell in row.cells]}
                for row in view.rows
            ],
        }
        for view in proposal.grids
    ]
    return TakenIn(False, write_document(document), unsaid(proposal.warnings, document), grids, _places(proposal.grids))


def _places(grids: Sequence[Any]) -> dict[str, list[list[int]]]:
    found: dict[str, list[list[int]]] = {}
    for number, view in enumerate(grids):
        for at, row in enumerate(view.rows):
            for code in row.codes:
                found.setdefault(code, []).append([number, at])
    return found


def unsaid(warnings: Sequence[Mapping[str, Any]], document: Document) -> list[dict[str, Any]]:
    """The warnings of the reading without those that the document's own check says anyway, line for line."""
    fresh: dict[str | None, list[Warned]] = {}
    for one in compile_document(document).warnings:
        fresh.setdefault(one.line, []).append(one)
    kept = []
    for warning in warnings:
        figures = set(_FIGURE.findall(str(warning["message"])))
        said = any(set(_FIGURE.findall(one.message)) <= figures for one in fresh.get(warning["line"], []))
        if not said:
            kept.append({"line": warning["line"], "message": str(warning["message"])})
    return kept
