"""Markdown: pipe tables, headings and nested lists."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from wenming.criteria.formats.tables.grid import Cell, Grid, Paragraph, Source

BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"</?(?:b|i|u|strong|em|span|font|sub|sup|p|div|center)\b[^>]*>", re.IGNORECASE)


def read(text: str, name: str) -> Source:
    """Tables as grids, everything else as paragraphs with their depth."""
    tokens = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").parse(text)
    source = Source(name, "md")
    depth, heading, tables = 0, 0, 0
    rows: list[list[Cell | None]] | None = None
    markers: list[str] = []
    for token in tokens:
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            depth += 1
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            depth -= 1
        elif token.type == "list_item_open":
            markers.append(f"{token.info}{token.markup} " if token.info else "")
        elif token.type == "heading_open":
            heading = int(token.tag[1])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "table_open":
            rows = []
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "table_close" and rows is not None:
            tables += 1
            source.blocks.append(Grid(rows, "", "table", tables, merges=False))
            rows = None
        elif token.type == "inline":
            words = _words(token)
            if rows is not None:
                row, col = len(rows) - 1, len(rows[-1])
                rows[-1].append(Cell(words, row, col) if words.strip() else None)
                continue
            for line in words.split("\n"):
                marker = markers.pop() if markers else ""
                if line.strip():
                    number = token.map[0] + 1 if token.map else 0
                    source.blocks.append(
                        Paragraph(marker + line.strip(), heading or (10 + depth if depth else 0), number)
                    )
        elif token.type in {"code_block", "fence"}:
            number = token.map[0] + 1 if token.map else 0
            kept = (line for line in token.content.split("\n") if line.strip())
            source.blocks.extend(Paragraph(line.strip(), 10 + depth if depth else 0, number) for line in kept)
        elif token.type == "html_block" and "<table" in token.content.lower():
            from wenming.criteria.formats.tables.readers import html

            source.blocks.extend(html.read(token.content, name).blocks)
    return source


def _words(token: Token) -> str:
    """The text of an inline token: emphasis dropped, breaks as lines."""
    out: list[str] = []
    for child in token.children or []:
        if child.type in {"text", "code_inline"}:
            out.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            out.append("\n")
        elif child.type == "html_inline":
            out.append("\n" if BREAK.match(child.content) else "" if TAG.match(child.content) else child.content)
    return BREAK.sub("\n", "".join(out))
