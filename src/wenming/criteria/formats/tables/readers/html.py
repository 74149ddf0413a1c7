"""Web pages: paragraphs, headings, lists and tables in order, without scripts, menus of layout tables unfolded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from wenming.criteria.formats.tables.grid import Cell, Grid, Paragraph, Source, from_placed
from wenming.criteria.formats.tables.readers.refusals import damaged

SKIPPED = {
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "head", "select", "button", "input",
    "textarea", "nav", "audio", "video", "canvas",
}  # fmt: skip
BLOCKS = {
    "p", "div", "li", "dd", "dt", "section", "article", "center", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl",
    "main", "header", "footer", "figure", "figcaption", "form", "fieldset", "address", "title", "caption",
}  # fmt: skip
BLANKS = re.compile(r"[ \t\r\n\f]+")
MOST_COLUMNS = 100
MOST_ROWS = 20_000
MOST_PLACES = 200_000


def read(text: str, name: str) -> Source:
    """Every paragraph and table of the page."""
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error
    source = Source(name, "html")
    if root is not None:
        source.blocks.extend(_Reader().blocks(root))
    return source


class _Reader:
    """Walks the page once with an explicit stack: pages nest deeper than Python recurses."""

    def __init__(self) -> None:
        self.tables = 0
        self.paragraphs = 0

    def blocks(self, root: etree._Element) -> Iterator[Grid | Paragraph]:
        words: list[str] = []
        depth = 0
        counters: list[int | None] = []

        def flush() -> Iterator[Paragraph]:
            text = _tidy("".join(words))
            words.clear()
            for line in text.split("\n"):
                if line.strip():
                    self.paragraphs += 1
                    yield Paragraph(line.strip(), depth, self.paragraphs)

        for event, element in _walk(root, stop={"table"}):
            tag = element.tag
            if event == "start":
                if tag == "table":
                    yield from flush()
                    yield from self.table(element)
                    words.append(element.tail or "")
                    continue
                if tag in BLOCKS:
                    yield from flush()
                if tag in {"ul", "ol"}:
                    counters.append(_whole(element.get("start"), 1) - 1 if tag == "ol" else None)
                if re.fullmatch(r"h[1-6]", tag):
                    depth = int(tag[1])
                elif tag == "li":
                    depth = 10 + max(1, len(counters))
                    if counters and counters[-1] is not None:
                        counters[-1] += 1
                        words.append(f"{counters[-1]}. ")
                if tag == "br":
                    words.append("\n")
                words.append(_text(element.text))
            else:
                if tag in BLOCKS:
                    yield from flush()
                    if tag == "li" or re.fullmatch(r"h[1-6]", tag):
                        depth = 0
                if tag in {"ul", "ol"} and counters:
                    counters.pop()
                if element is not root:
                    words.append(_text(element.tail))
        yield from flush()

    def table(self, table: etree._Element) -> Iterator[Grid | Paragraph]:
        for caption in _own(table, {"caption"}):
            words = _words(caption)
            if words.strip():
                self.paragraphs += 1
                yield Paragraph(words, 0, self.paragraphs)
        grid, sources = self.grid(table)
        nested = [(cell, td) for cell, td in sources if next(_tables(td), None) is not None]
        if nested and _is_frame(grid, [td for _cell, td in nested]):
            for _cell, td in sources:
                yield from self.blocks(td)
            return
        for cell, td in nested:
            lines = [cell.raw, *(_tidy(" ".join(inner.itertext())) for inner in _tables(td))]
            cell.raw = "\n".join(line for line in lines if line.strip())
        if not grid.rows:
            return
        self.tables += 1
        grid.number = self.tables
        yield grid

    def grid(self, table: etree._Element) -> tuple[Grid, list[tuple[Cell, etree._Element]]]:
        """The table laid out, and its cells with the elements they come from."""
        taken: set[tuple[int, int]] = set()
        cells: list[Cell] = []
        sources: list[tuple[Cell, etree._Element]] = []
        rows = list(_own(table, {"tr"}))[:MOST_ROWS]
        for row, tr in enumerate(rows):
            col = 0
            for td in _own(tr, {"td", "th"}):
                while (row, col) in taken:
                    col += 1
                if col >= MOST_COLUMNS:
                    break
                colspan = min(_whole(td.get("colspan"), 1) or 1, MOST_COLUMNS - col)
                rowspan = _whole(td.get("rowspan"), 1) or len(rows) - row
                rowspan = min(rowspan, len(rows) - row)
                if len(taken) + rowspan * colspan > MOST_PLACES:
                    rowspan = colspan = 1
                taken.update((r, c) for r in range(row, row + rowspan) for c in range(col, col + colspan))
                cell = Cell(_words(td), row, col, rowspan, colspan)
                cells.append(cell)
                sources.append((cell, td))
                col += colspan
        width = max((c.col + c.colspan for c in cells), default=0)
        merges = any(c.rowspan > 1 for c in cells)
        return Grid(from_placed(cells, len(rows), width), "", "table", merges=merges), sources


def _walk(root: etree._Element, stop: set[str]) -> Iterator[tuple[str, etree._Element]]:
    stack: list[tuple[str, etree._Element]] = [("start", root)]
    while stack:
        event, element = stack.pop()
        if not isinstance(element.tag, str) or element.tag in SKIPPED or _is_hidden(element):
            yield "end", _Silent(element)  # type: ignore[misc]
            continue
        yield event, element
        if event == "start" and element.tag not in stop:
            stack.append(("end", element))
            stack.extend(("start", child) for child in reversed(element))


class _Silent:
    """Stands for an element whose words are skipped, but whose tail belongs to its parent."""

    tag = "span"

    def __init__(self, element: etree._Element) -> None:
        self.tail = element.tail


def _is_hidden(element: etree._Element) -> bool:
    return (
        bool(re.search(r"display\s*:\s*none", element.get("style") or "", re.IGNORECASE))
        or element.get("hidden") is not None
    )


def _own(parent: etree._Element, tags: set[str]) -> Iterator[etree._Element]:
    """Elements of these tags below, not inside another table."""
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or element.tag in SKIPPED or _is_hidden(element):
            continue
        if element.tag in tags:
            yield element
        elif element.tag not in {"table", "tr", "td", "th"}:
            stack.extend(reversed(element))


def _tables(td: etree._Element) -> Iterator[etree._Element]:
    return _own(td, {"table"})


def _words(td: etree._Element) -> str:
    """The words of a cell without those of tables in it; blocks and <br> end a line."""
    out: list[str] = []
    counters: list[int | None] = []
    for event, element in _walk(td, stop={"table"}):
        tag = element.tag
        if event == "start":
            if tag == "table":
                out.append(_text(element.tail))
                continue
            if tag in BLOCKS or tag == "br":
                out.append("\n")
            if tag in {"ul", "ol"}:
                counters.append(_whole(element.get("start"), 1) - 1 if tag == "ol" else None)
            if tag == "li" and counters and counters[-1] is not None:
                counters[-1] += 1
                out.append(f"{counters[-1]}. ")
            out.append(_text(element.text))
        else:
            if tag in BLOCKS:
                out.append("\n")
            if tag in {"ul", "ol"} and counters:
                counters.pop()
            if element is not td:
                out.append(_text(element.tail))
    return _tidy("".join(out))


def _text(words: str | None) -> str:
    return BLANKS.sub(" ", words) if words else ""


def _tidy(text: str) -> str:
    return "\n".join(line for line in (part.strip(" ") for part in text.split("\n")) if line)


def _whole(text: str | None, default: int) -> int:
    match = re.match(r"\s*(\d{1,6})", text or "")
    return int(match.group(1)) if match else default


def _is_frame(grid: Grid, outer: list[etree._Element]) -> bool:
    """Whether a table only lays out a page: what is inside its inner tables outweighs its own cells."""
    inner = sum(len(list(_own(table, {"tr"}))) for td in outer for table in _tables(td))
    own = sum(len(grid.starts(row)) for row in range(len(grid.rows)))
    return inner >= own or grid.width <= 2
