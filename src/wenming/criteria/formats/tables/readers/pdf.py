"""PDF with text: ruled tables, tables without lines, and running text; pages that continue a table are joined."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.grid import Cell, Grid, Paragraph, Source
from wenming.criteria.formats.tables.noise import clean
from wenming.criteria.formats.tables.readers.pdf_lattice import Ruled, find_tables
from wenming.criteria.formats.tables.readers.pdf_page import Page, read_page
from wenming.criteria.formats.tables.readers.pdf_stream import find_plain_table
from wenming.criteria.formats.tables.readers.pdf_text import TextLine, lines_of, paragraphs_of
from wenming.criteria.formats.tables.readers.refusals import Unreadable, damaged, locked
from wenming.criteria.formats.tables.rows import PAGE
from wenming.kernel.words import _

MOST_PAGES = 300
SAME_EDGE = 6.0
ENDS_WELL = re.compile(r"[。；;！？!?）)\]】分]\s*$")


def read(data: bytes, name: str) -> Source:
    """Read every page. Raises Unreadable for locked, damaged and scanned files."""
    pages = _pages(data, name)
    if sum(len(page.chars) for page in pages) < 8:
        raise Unreadable(
            _("PDF“%(name)s”里没有文字（可能是扫描件）。请提供带文字的 PDF，或先识别成 Word、Excel 再试。")
            % {"name": name}
        )
    running = _running_heads(pages)
    source = Source(name, "pdf")
    tables = 0
    edges: list[float] = []
    for page in pages:
        for block, xs in _blocks(page, running):
            if isinstance(block, Paragraph):
                if not PAGE.match(block.text):
                    source.blocks.append(block)
                continue
            last = source.blocks[-1] if source.blocks else None
            if isinstance(last, Grid) and last.origin[-1][0] < page.number and _same_edges(edges, xs):
                _append(last, block)
                continue
            tables += 1
            block.number = tables
            source.blocks.append(block)
            edges = xs
    return source


def _pages(data: bytes, name: str) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise locked(name) from error
        raise damaged(name) from error
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(
                _("PDF“%(name)s”超过 %(limit)s 页。请只保留测评表所在的页后再试。")
                % {"name": name, "limit": MOST_PAGES}
            )
        return [read_page(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise damaged(name) from error
    finally:
        document.close()


def _blocks(page: Page, running: set[str]) -> list[tuple[Grid | Paragraph, list[float]]]:
    """The tables of a page and the paragraphs between them, from top to bottom."""
    ruled = [table for table in find_tables(page) if len(table.xs) > 2 or len(table.ys) > 2]
    free = [
        c
        for c in page.chars
        if not any(t.top - 1 <= c.y <= t.bottom + 1 and t.xs[0] - 2 <= c.middle <= t.xs[-1] + 2 for t in ruled)
    ]
    lines = [line for line in lines_of(free) if clean(line.text) and _key(line) not in running]
    out: list[tuple[float, Grid | Paragraph, list[float]]] = []
    if not any(_holds_words(table) for table in ruled):
        plain = find_plain_table(page, lines)
        if plain is not None:
            rows, used = plain
            grid = Grid(rows, "", "page", merges=False, origin=[(page.number, n + 1) for n in range(len(rows))])
            at = min(lines[i].y for i in used)
            out.append((at, grid, [0.0] * grid.width))
            lines = [line for i, line in enumerate(lines) if i not in used]
    for table in ruled:
        merges = any(c is not None and c.rowspan > 1 for row in table.rows for c in row)
        grid = Grid(
            table.rows, "", "page", merges=merges, origin=[(page.number, n + 1) for n in range(len(table.rows))]
        )
        out.append((table.top, grid, table.xs))
    for chunk in _chunks(lines, [item[0] for item in out]):
        for number, words in enumerate(paragraphs_of(chunk)):
            out.append((chunk[0].y + 0.001 * number, Paragraph(words, 0, 0, page.number), []))
    out.sort(key=lambda item: item[0])
    return [(block, xs) for _y, block, xs in out]


def _holds_words(table: Ruled) -> bool:
    return sum(1 for row in table.rows for cell in row if cell is not None and cell.raw.strip()) >= 4


def _chunks(lines: list[TextLine], cuts: list[float]) -> list[list[TextLine]]:
    """Lines between the tables."""
    chunks: list[list[TextLine]] = [[]]
    for before, line in zip([None, *lines], lines, strict=False):
        if before is not None and any(before.y < cut <= line.y for cut in cuts):
            chunks.append([])
        chunks[-1].append(line)
    return [chunk for chunk in chunks if chunk]


def _key(line: TextLine) -> str:
    return re.sub(r"[\d\s\-—–]+", "", clean(line.text)) + f"@{round(line.y / 6)}"


def _running_heads(pages: list[Page]) -> set[str]:
    """Lines printed at the same height on most pages: running heads and feet."""
    if len(pages) < 3:
        return set()
    counts: dict[str, int] = {}
    for page in pages:
        margin = 0.09 * page.height
        chars = [c for c in page.chars if c.y < margin or c.y > page.height - margin]
        for key in {_key(line) for line in lines_of(chars)}:
            counts[key] = counts.get(key, 0) + 1
    return {key for key, count in counts.items() if count >= 0.6 * len(pages)}


def _same_edges(one: list[float], other: list[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= SAME_EDGE for a, b in zip(one, other, strict=True))


def _append(grid: Grid, more: Grid) -> None:
    """Join the table of the next page; a row cut by the page end is made whole again."""
    rows = more.rows
    if rows and grid.rows and _is_cut(grid, more):
        for col, cell in enumerate(rows[0]):
            above = grid.rows[-1][col]
            if cell is not None and cell.raw.strip() and cell.col == col and cell.row == 0:
                if above is None or not above.raw.strip():
                    grid.rows[-1][col] = Cell(cell.raw, len(grid.rows) - 1, col)
                else:
                    above.raw += cell.raw
                    above.forget()
        rows = rows[1:]
        more.origin = more.origin[1:]
        skipped = 1
    else:
        skipped = 0
    offset = len(grid.rows) - skipped
    moved: set[int] = set()
    for row in rows:
        for cell in row:
            if cell is not None and id(cell) not in moved:
                moved.add(id(cell))
                cell.row += offset
    grid.extend(rows, more.origin)
    grid.merges = grid.merges or more.merges


def _is_cut(grid: Grid, more: Grid) -> bool:
    """Whether the first row of a page is the rest of the row above: no number, no code, fewer cells, a sentence open."""
    first = [(c, cell) for c, cell in enumerate(more.rows[0]) if cell is not None and cell.text and cell.col == c]
    if not first or any(re.fullmatch(r"\d+(?:\.\d+)?分?", cell.text) or split_code(cell.text)[0] for _c, cell in first):
        return False
    above = grid.rows[-1]
    filled = sum(1 for c, cell in enumerate(above) if cell is not None and cell.text and cell.col == c)
    if len(first) >= filled:
        return False
    return all((over := above[c]) is not None and over.text and not ENDS_WELL.search(over.text) for c, _cell in first)
