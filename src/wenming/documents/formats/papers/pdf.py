"""Set an official paper as an archival PDF (PDF/A-2b). Its words travel as data; the template is never built from them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

from wenming.documents.formats.papers.blocks import natural_paragraphs
from wenming.documents.formats.papers.breaking import broken
from wenming.documents.formats.papers.composing import TITLE_EMS, Composed, composed
from wenming.documents.formats.papers.layout import CHARACTERS
from wenming.documents.formats.papers.paper import (
    Attachment,
    Block,
    Heading,
    Items,
    Kind,
    PageBreak,
    Paper,
    Paragraph,
    Table,
    Text,
)
from wenming.documents.formats.papers.tables import laid
from wenming.documents.formats.papers.wording import (
    ATTACHMENT,
    DASH,
    EXCUSED,
    OBSERVING,
    PRESENT,
    SIGNER,
    ems,
    one_line,
)
from wenming.documents.formats.typesetting import TIMEOUT, Typeset, compile_pdf

TEMPLATE = "official_paper"
_LATIN = re.compile(r"[!-~]{7,}")  # in a table: may be broken after every six


def paper_pdf(paper: Paper, *, fonts_dir: Path | None = None, created: datetime | None = None) -> bytes:
    """The paper as PDF/A-2b. Raises PaperRefused, TypesettingFailed. ``typeset_paper`` also tells what could not be shown."""
    return typeset_paper(paper, fonts_dir=fonts_dir, created=created).pdf


def typeset_paper(
    paper: Paper, *, fonts_dir: Path | None = None, created: datetime | None = None, timeout: float = TIMEOUT
) -> Typeset:
    """The paper as PDF/A-2b, and warnings as sentences: characters no font shows, fonts of the office that cannot be used.

    fonts_dir  the folder of the office's own faces (方正小标宋, 仿宋_GB2312 …); they come before the shipped ones.
    created    the date the file carries, aware; a fixed date if None, so that the same paper gives the same bytes.
    Raises     PaperRefused, Invalid (a table that cannot be), TypesettingFailed.
    """
    return compile_pdf(TEMPLATE, paper_data(composed(paper)), fonts_dir=fonts_dir, created=created, timeout=timeout)


def paper_data(made: Composed) -> dict[str, Any]:
    """What the template reads."""
    paper = made.paper
    letter = paper.kind is Kind.LETTER
    attendance = paper.attendance
    present = [] if attendance is None else [
        [label, names.strip()]
        for label, names in ((PRESENT, attendance.present), (EXCUSED, attendance.excused), (OBSERVING, attendance.observing))
        if names.strip()
    ]  # fmt: skip
    imprint = None
    if made.imprint or any(made.printer):
        imprint = {
            "lines": [[line.label, line.text] for line in made.imprint],
            "printer": list(made.printer),
            "run": made.run,
            "rules": made.rules,
        }
    body = _blocks(paper.body)
    signed = bool(made.issuers or made.dated) and not paper.serial
    return {
        "head": _head(made),
        "title": list(made.title),
        "subtitle": one_line(paper.subtitle),
        "recipients": made.recipients,
        "body": body,
        "tail": _tail(body) if signed or made.listed else 0,
        "listed": list(made.listed),
        "attendance": present,
        "signed": {
            "issuers": list(made.issuers),
            "dated": "" if paper.serial else made.dated,
            "sealed": paper.sealed,
        },
        "note": made.note,
        "attachments": _attachments(paper.attachments),
        "imprint": imprint,
        "even": paper.duplex and paper.kind is not Kind.BULLETIN,
        "first_numbered": not letter,
        "author": "、".join(made.issuers or paper.mark)[:200],
        "keywords": [paper.kind.value],
        "words": {"signer": SIGNER, "attachment": ATTACHMENT},
    }


def _head(made: Composed) -> dict[str, Any] | None:
    if made.mark is None:
        return None
    paper = made.paper
    return {
        "letter": paper.kind is Kind.LETTER,
        "mark": asdict(made.mark),
        "number": (one_line(paper.issue) or made.number) if paper.serial else made.number,
        "upward": paper.upward,
        "series": paper.serial,
        "signers": list(made.signers),
        "compiler": one_line(paper.compiler),
        "dated": made.dated,
        "tops": [list(top) for top in made.tops],
    }


def _attachments(attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
    several = len(attachments) > 1
    return [
        {
            "label": f"{ATTACHMENT}{number}" if several else ATTACHMENT,
            "title": broken(one_line(attachment.name), TITLE_EMS),
            "body": _blocks(attachment.body),
        }
        for number, attachment in enumerate(attachments, 1)
        if attachment.body is not None
    ]


def _blocks(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for block in blocks:
        match block:
            case Paragraph():
                made.extend(_paragraph(line, block.align, block.indent) for line in _natural(block.text))
            case Heading():
                made.append(
                    {
                        "kind": "heading",
                        "level": block.level,
                        "text": one_line(block.text),
                        "rest": [pair for line in _natural(block.rest) for pair in line],
                    }
                )
            case Items():
                for number, item in enumerate(block.items, 1):
                    first, *others = _natural(item) or [[]]
                    made.append(_paragraph([[f"{number}." if block.ordered else DASH, 0], *first], "both", True))
                    made.extend(_paragraph(line, "both", True) for line in others)
            case Table():
                made.append(_table(block))
            case PageBreak():
                made.append({"kind": "break"})
    return made


def _paragraph(pairs: list[list[Any]], align: str, indent: bool) -> dict[str, Any]:
    return {"kind": "paragraph", "runs": pairs, "align": align, "indent": indent}


def _tail(blocks: list[dict[str, Any]]) -> int:
    """How many of the last blocks are paragraphs that together have three lines."""
    count, lines = 0, 0
    for block in reversed(blocks):
        if block["kind"] != "paragraph" or lines >= 3:
            break
        lines += ceil((sum(ems(text) for text, _bold in block["runs"]) + 2) / CHARACTERS)
        count += 1
    return count


def _natural(text: Text) -> list[list[list[Any]]]:
    return [[[run.text, int(run.bold)] for run in line] for line in natural_paragraphs(text)]


def _table(table: Table) -> dict[str, Any]:
    made = laid(table)
    return {
        "kind": "table",
        "cells": [
            {
                "x": cell.x,
                "y": cell.y,
                "across": cell.across,
                "down": cell.down,
                "text": _LATIN.sub(_breakable, cell.text),
                "bold": cell.bold,
                "align": cell.align,
            }
            for cell in made.cells
        ],
        "shares": list(made.shares),
        "size": made.size,
        "head": made.head,
        "lying": made.lying,
        "caption": one_line(made.caption),
    }


def _breakable(run: re.Match[str]) -> str:
    return "\u200b".join(run[0][at : at + 6] for at in range(0, len(run[0]), 6))
