"""PDF with text: ruled tables, tables without lines, and running text; pages that continue a table are joined."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.codes import split_code, whole_code
from wenming.criteria.formats.tables.grid import Cell, Grid, Paragraph, Source, from_placed
from wenming.criteria.formats.tables.noise import clean
from wenming.criteria.formats.tables.readers.pdf_lattice import Ruled, find_tables
from wenming.criteria.formats.tables.readers.pdf_page import Char, Page, read_page
from wenming.criteria.formats.tables.readers.pdf_stream import find_plain_table
from wenming.criteria.formats.tables.readers.pdf_text import TextLine, lines_of, paragraphs_of
from wenming.criteria.formats.tables.readers.refusals import Unreadable, damaged, locked, with_scripts
from wenming.criteria.formats.tables.rows import PAGE, row_kind
from wenming.criteria.formats.tables.sentences import split_sentences
from wenming.kernel.words import _

MOST_PAGES = 300
SAME_EDGE = 6.0
SCRIPT = re.compile(rb"/S\s*/(?:JavaScript|Launch)\b|/JS\s*[(<]")
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
    carried: list[list[Char]] | None = None
    for page in pages:
        blocks, carried = _blocks(page, running, carried)
        for block, xs in blocks:
            if isinstance(block, Paragraph):
                if not PAGE.match(block.text):
                    source.blocks.append(block)
                continue
            last = source.blocks[-1] if source.blocks else None
            if (
                isinstance(last, Grid)
                and last.origin[-1][0] < page.number
                and (fitted := _fitted(block, edges, xs)) is not None
            ):
                _append(last, fitted)
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
        if SCRIPT.search(data) or pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
            raise with_scripts(name)
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


def _blocks(
    page: Page, running: set[str], carried: list[list[Char]] | None
) -> tuple[list[tuple[Grid | Paragraph, list[float]]], list[list[Char]] | None]:
    """The tables of a page and the paragraphs between them, from top to bottom; the head of a table without rules that
    may go on, on the next page.

    carried  that of the page before.
    """
    ruled = [table for table in find_tables(page) if len(table.xs) > 2 or len(table.ys) > 2]
    free = [
        c
        for c in page.chars
        if not any(t.top - 1 <= c.y <= t.bottom + 1 and t.xs[0] - 2 <= c.middle <= t.xs[-1] + 2 for t in ruled)
    ]
    lines = [line for line in lines_of(free) if clean(line.text) and _key(line) not in running]
    out: list[tuple[float, Grid | Paragraph, list[float]]] = []
    head: list[list[Char]] | None = None
    if not any(_holds_words(table) for table in ruled):
        plain = find_plain_table(lines, carried)
        if plain is not None:
            rows, used, head = plain.rows, plain.used, plain.head
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
    return [(block, xs) for _y, block, xs in out], head


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


def _fitted(grid: Grid, edges: list[float], xs: list[float]) -> Grid | None:
    """The grid laid out on the columns of the table before it, or None if its edges are not among theirs."""
    if len(xs) < 2 or len(edges) < len(xs):
        return None
    places = [next((i for i, e in enumerate(edges) if abs(e - x) <= SAME_EDGE), -1) for x in xs]
    if places[0] != 0 or places[-1] != len(edges) - 1 or -1 in places or places != sorted(set(places)):
        return None
    if len(places) == len(edges):
        return grid
    cells = [
        cell
        for row in range(len(grid.rows))
        for c, cell in enumerate(grid.rows[row])
        if cell is not None and cell.row == row and cell.col == c
    ]
    for cell in cells:
        left, right = places[cell.col], places[cell.col + cell.colspan]
        cell.col, cell.colspan = left, right - left
    return Grid(from_placed(cells, len(grid.rows), len(edges) - 1), "", "page", merges=grid.merges, origin=grid.origin)


def _append(grid: Grid, more: Grid) -> None:
    """Join the table of the next page; a row cut by the page end is made whole again."""
    start = _head_rows(grid, more)
    if len(more.rows) > start and _is_cut(grid, more, start):
        _mend(grid, more, start)
        start += 1
    else:
        start = 0
    offset = len(grid.rows) - start
    moved: set[int] = set()
    for row in more.rows[start:]:
        for cell in row:
            if cell is not None and id(cell) not in moved:
                moved.add(id(cell))
                cell.row = max(cell.row, start) + offset
    grid.extend(more.rows[start:], more.origin[start:])
    grid.merges = grid.merges or more.merges


def _head_rows(grid: Grid, more: Grid) -> int:
    """How many rows at the top of the next page print the head again."""
    texts = list(grid.texts())[:8]
    for start in range(len(texts)):
        count = 0
        for first, again in zip(texts[start:], more.texts(), strict=False):
            if first != again:
                break
            count += 1
        if count:
            return count
    return 0


def _mend(grid: Grid, more: Grid, start: int) -> None:
    for col, cell in enumerate(more.rows[start]):
        if cell is None or not cell.raw.strip() or cell.col != col or cell.row != start:
            continue
        above = grid.rows[-1][col]
        if above is None or not above.raw.strip():
            grid.rows[-1][col] = Cell(cell.raw, len(grid.rows) - 1, col)
        else:
            above.raw += ("\n" if split_code(cell.text)[0] else "") + cell.raw
            above.forget()


def _is_cut(grid: Grid, more: Grid, start: int) -> bool:
    """Whether a row is the rest of the row above: no number, no code of its own, fewer cells, a sentence left open."""
    first = [
        (c, cell)
        for c, cell in enumerate(more.rows[start])
        if cell is not None and cell.text and cell.col == c and cell.row == start
    ]
    above = grid.rows[-1]
    filled = sum(1 for c, cell in enumerate(above) if cell is not None and cell.text and cell.col == c)
    if (
        not first
        or len(first) >= filled
        or row_kind(more, start) != "line"
        or row_kind(grid, len(grid.rows) - 1) != "line"
    ):
        return False
    return all(
        (over := above[c]) is not None and over.colspan == cell.colspan and _goes_on(over.text, cell.text)
        for c, cell in first
    )


def _goes_on(before: str, words: str) -> bool:
    """Whether ``words`` continue the cell above: an open sentence, or the next of its numbered sentences."""
    if re.fullmatch(r"\d+(?:\.\d+)?分?", words) or not before or whole_code(before) is not None:
        return False
    code = split_code(words)[0]
    if code is None:
        return not ENDS_WELL.search(before)
    numbered = split_sentences(before)
    last = numbered.sentences[-1].ordinal if numbered else (first.ordinal if (first := split_code(before)[0]) else 0)
    return code.ordinal == last + 1 and (
        numbered is not None or before.endswith(("；", ";")) or not ENDS_WELL.search(before)
    )
