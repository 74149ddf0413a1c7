"""Papers as PDF, set with the packaged fonts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from wenming.cli.demo.fonts import font_folder
from wenming.cli.demo.papers.paper import Block, Paper, Table, long_date
from wenming.cli.demo.words import words

TEMPLATE = Path(__file__).resolve().parent / "official.typ"


@lru_cache(maxsize=1)
def _compiler() -> Any:
    """One compiler for all papers: the fonts are read once."""
    return typst.Compiler(
        str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=[str(font_folder())], ignore_system_fonts=True
    )


def _widths(table: Table) -> list[int]:
    """Shares of the line for each column, by its longest cell."""
    columns = max(len(row) for row in table.rows)
    longest = [max((len(row[i]) if i < len(row) else 0) for row in table.rows) for i in range(columns)]
    return [max(3, min(24, size)) for size in longest]


def _blocks(content: tuple[Block | Table, ...]) -> list[dict[str, Any]]:
    """Blocks and tables as the template reads them."""
    blocks: list[dict[str, Any]] = []
    for block in content:
        if isinstance(block, Table):
            columns = max(len(row) for row in block.rows)
            rows = [[*row, *[""] * (columns - len(row))] for row in block.rows]
            blocks.append({"kind": "table", "rows": rows, "head": block.head, "widths": _widths(block)})
        else:
            blocks.append({"kind": block.kind, "text": block.text})
    return blocks


def write_pdf(paper: Paper, path: Path) -> None:
    """Write a paper. Words travel as JSON and are never made into source."""
    data = {
        "title": paper.title,
        "author": paper.author,
        "year": paper.day.year,
        "month": paper.day.month,
        "day_of_month": paper.day.day,
        "day": long_date(paper.day),
        "masthead": paper.masthead,
        "number": paper.number,
        "signer": paper.signer,
        "stamp": paper.stamp,
        "stamp_words": words("signs")["stamp"],
        "footer": list(paper.footer),
        "content": _blocks(paper.content),
        "annex": _blocks(paper.annex),
    }
    moment = datetime(paper.day.year, paper.day.month, paper.day.day, 9, 30, tzinfo=UTC)
    path.write_bytes(
        _compiler().compile(
            input=str(TEMPLATE),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            timestamp=int(moment.timestamp()),
        )
    )
