"""Word documents: paragraphs and tables in order, with automatic numbers, without deleted text and text boxes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from wenming.criteria.formats.tables.grid import Cell, Grid, Paragraph, Source, from_placed
from wenming.criteria.formats.tables.readers.docx_numbering import Numbering
from wenming.criteria.formats.tables.readers.refusals import Unreadable, damaged
from wenming.kernel.words import _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SKIPPED = {
    f"{W}del", f"{W}moveFrom", f"{W}drawing", f"{W}pict", f"{W}object", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr",
    f"{W}footnoteReference", f"{W}endnoteReference", f"{W}commentReference", f"{W}txbxContent",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}  # fmt: skip
SYMBOLS = {"F0FC": "√", "F052": "√", "F0FE": "√", "F0A3": "□", "F06F": "□"}
NARROW = 140  # twips: grid columns closer than this are one (2.5 mm), an unsteady hand drew them
MOST_COLUMNS = 300


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse a part without entities, network or document type; what carries one is refused."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable(_("文件“%(name)s”含有不允许的实体定义，为安全起见不予读取。") % {"name": name})
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        if STRICT.encode() in data[:4096]:
            data = data.replace(STRICT.encode(), W[1:-1].encode())
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(name) from error


def read(data: bytes, name: str) -> Source:
    """The body of a document. Headers, footers, notes and comments hold no lines and are left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        main = (
            "word/document.xml"
            if "word/document.xml" in names
            else next(n for n in names if n.startswith("word/document"))
        )
        try:
            root = parse_xml(archive.read(main), name)
            styles = parse_xml(archive.read("word/styles.xml"), name) if "word/styles.xml" in names else None
            numbering = parse_xml(archive.read("word/numbering.xml"), name) if "word/numbering.xml" in names else None
        except (zipfile.BadZipFile, KeyError, EOFError) as error:
            raise damaged(name) from error
    body = root.find(f"{W}body")
    if body is None:
        raise damaged(name)
    reader = _Reader(Numbering(numbering, styles))
    source = Source(name, "docx")
    source.blocks.extend(reader.blocks(body))
    return source


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.tables = 0
        self.paragraphs = 0

    def blocks(self, body: etree._Element) -> Iterator[Grid | Paragraph]:
        for element in _flatten(body):
            if element.tag == f"{W}p":
                self.paragraphs += 1
                label, words = self.parts(element)
                if words.strip():
                    heading = self.numbering.heading(element)
                    yield Paragraph(label + words, heading, self.paragraphs, label=label)
            elif element.tag == f"{W}tbl":
                yield from self.table(element)

    def paragraph(self, element: etree._Element) -> str:
        """The words of a paragraph, its automatic number in front."""
        return "".join(self.parts(element))

    def parts(self, element: etree._Element) -> tuple[str, str]:
        """The automatic number of a paragraph, and its words."""
        words = "".join(_runs(element))
        return self.numbering.label(element) if words.strip() else "", words

    def table(self, table: etree._Element) -> Iterator[Grid | Paragraph]:
        grid, nested = self.grid(table)
        if nested and _is_frame(grid, nested):
            for row in range(len(grid.rows)):
                for cell in grid.rows[row]:
                    if cell is not None and cell.row == row:
                        if cell.text:
                            yield from (Paragraph(line) for line in cell.raw.split("\n") if line.strip())
                        yield from cell.nested
                        cell.nested = []
            return
        for inner in nested:
            _put_in_words(inner)
        self.tables += 1
        grid.number = self.tables
        yield grid

    def grid(self, table: etree._Element) -> tuple[Grid, list[Cell]]:
        edges = _edges(table)
        cells: list[Cell] = []
        open_above: dict[int, Cell] = {}
        nested: list[Cell] = []
        height = 0
        for tr in (e for e in _flatten(table) if e.tag == f"{W}tr"):
            properties = tr.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            place = _value(properties, "gridBefore")
            below: dict[int, Cell] = {}
            for tc in (e for e in _flatten(tr) if e.tag == f"{W}tc"):
                tc_properties = tc.find(f"{W}tcPr")
                span = max(1, min(_value(tc_properties, "gridSpan") or 1, MOST_COLUMNS))
                left, right = _snap(edges, place), _snap(edges, place + span)
                place += span
                right = max(right, left + 1)
                aside = tc_properties.find(f"{W}hMerge") if tc_properties is not None else None
                if aside is not None and aside.get(f"{W}val") != "restart" and cells and cells[-1].row == height:
                    cells[-1].colspan = right - cells[-1].col  # the old way to merge to the right
                    continue
                merge = tc_properties.find(f"{W}vMerge") if tc_properties is not None else None
                above = open_above.get(left)
                if merge is not None and merge.get(f"{W}val") != "restart" and above is not None:
                    above.rowspan += 1
                    below[left] = above
                    extra = self.words(tc)
                    if extra.strip():
                        above.raw = f"{above.raw}\n{extra}" if above.raw.strip() else extra
                    continue
                cell = Cell(self.words(tc), height, left, 1, right - left)
                cell.nested = [
                    g
                    for inner in _flatten(tc)
                    if inner.tag == f"{W}tbl"
                    for g in self.table(inner)
                    if isinstance(g, Grid)
                ]
                if cell.nested:
                    nested.append(cell)
                if merge is not None:
                    below[left] = cell
                cells.append(cell)
            open_above = below
            height += 1
        width = max((c.col + c.colspan for c in cells), default=0)
        merges = any(c.rowspan > 1 for c in cells)
        return Grid(from_placed(cells, height, width), "", "table", merges=merges), nested

    def words(self, tc: etree._Element) -> str:
        return "\n".join(self.paragraph(p) for p in _flatten(tc) if p.tag == f"{W}p").strip("\n")


def _flatten(parent: etree._Element) -> Iterator[etree._Element]:
    """Children, looking through content controls and custom XML, without what is marked deleted."""
    for child in parent:
        if child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"}:
            yield from _flatten(child)
        elif child.tag not in SKIPPED:
            yield child


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}tab":
            yield "\t"
        elif tag in {f"{W}br", f"{W}cr"}:
            yield "" if child.get(f"{W}type") == "page" else "\n"
        elif tag == f"{W}noBreakHyphen":
            yield "-"
        elif tag == f"{W}sym":
            yield SYMBOLS.get((child.get(f"{W}char") or "").upper(), "")
        elif tag == f"{W}r" and _is_hidden(child):
            continue
        else:
            yield from _runs(child)


def _is_hidden(run: etree._Element) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val") not in {"0", "false"}


def _value(properties: etree._Element | None, tag: str) -> int:
    element = properties.find(f"{W}{tag}") if properties is not None else None
    text = element.get(f"{W}val") if element is not None else None
    return int(text) if text and re.fullmatch(r"\d{1,4}", text) else 0


def _edges(table: etree._Element) -> list[int]:
    """For each edge of the drawn grid, the number of the column that starts there, narrow columns joined to the left."""
    widths = []
    for column in table.findall(f"{W}tblGrid/{W}gridCol"):
        text = column.get(f"{W}w") or "1000"
        widths.append(int(float(text)) if re.fullmatch(r"\d+(?:\.\d+)?", text) else 1000)
    edges, number, since = [0], 0, 0
    for width in widths[:MOST_COLUMNS]:
        since += width
        if since >= NARROW:
            number += 1
            since = 0
        edges.append(number)
    return edges


def _snap(edges: list[int], place: int) -> int:
    return edges[place] if place < len(edges) else edges[-1] + place - len(edges) + 1


def _is_frame(grid: Grid, nested: list[Cell]) -> bool:
    """Whether a table only frames others: the inner ones hold more than it does itself."""
    inner = sum(len(g.rows) * g.width for cell in nested for g in cell.nested)
    own = sum(1 for row in range(len(grid.rows)) for _cell in grid.starts(row))
    return inner > own or grid.width <= 2


def _put_in_words(cell: Cell) -> None:
    """A small table inside a cell becomes lines of words."""
    lines = [cell.raw] if cell.raw.strip() else []
    for inner in cell.nested:
        lines.extend(" ".join(word for word in row if word.strip()) for row in inner.texts())
    cell.raw = "\n".join(line for line in lines if line.strip())
    cell.nested = []
