"""The words in Office, OpenDocument and OFD packages, straight from their XML and in reading order."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from wenming.evidence.formats.openxml import parse_xml
from wenming.evidence.formats.zips import Container

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFD = "{http://www.ofdspec.org/2016}"


def docx_parts(container: Container) -> tuple[str, str]:
    """The body of a Word document, and beside it its headers, footers and notes.

    Body text holds paragraphs, tables (cells joined by tabs) and text boxes in their order; deleted revisions and
    the second copy that Word keeps of every text box for old programs are left out.
    """
    body = "\n".join(word_lines(parse_xml(container.read("word/document.xml"))))
    beside: list[str] = []
    for pattern in (r"word/header\d*\.xml", r"word/footnotes\.xml", r"word/endnotes\.xml", r"word/footer\d*\.xml"):
        for name in sorted(part for part in container.names if re.fullmatch(pattern, part)):
            beside += [line for line in word_lines(parse_xml(container.read(name))) if line.strip()]
    return body, "\n".join(beside)


def word_lines(root: etree._Element) -> list[str]:
    """One line per paragraph and per table row, text boxes after the paragraph they hang in."""
    lines: list[str] = []
    _walk_blocks(root, lines)
    return lines


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these (local, Word) names, looked for through the wrappers that content controls put around them."""
    wanted = {f"{W}{name}" for name in names}
    for child in element:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children(child, *names)


def _walk_blocks(element: etree._Element, lines: list[str]) -> None:
    for child in children(element, "p", "tbl", "body", "footnote", "endnote"):
        if child.tag == f"{W}p":
            text, boxes = paragraph_text(child)
            lines.append(text)
            for box in boxes:
                _walk_blocks(box, lines)
        elif child.tag == f"{W}tbl":
            lines += ["\t".join(row) for row in table_rows(child)]
        elif not child.get(f"{W}type"):  # notes with a type are the separators above them
            _walk_blocks(child, lines)


def table_rows(table: etree._Element) -> Iterator[list[str]]:
    """The rows of a table as cell texts; paragraphs of one cell, and tables inside it, joined by spaces."""
    for row in children(table, "tr"):
        cells: list[str] = []
        for cell in children(row, "tc"):
            inner: list[str] = []
            _walk_blocks(cell, inner)
            cells.append(" ".join(piece for piece in inner if piece))
        yield cells


def paragraph_text(paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
    """The text of a paragraph, and the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        tag = element.tag
        if tag == f"{W}t":
            pieces.append(element.text or "")
        elif tag == f"{W}tab":
            pieces.append("\t")
        elif tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif tag == f"{W}txbxContent":
            boxes.append(element)
        elif tag not in (_FALLBACK, f"{W}pPr", f"{W}rPr", f"{W}del", f"{W}moveFrom", f"{W}instrText"):
            waiting.extend(reversed(element))
    return "".join(pieces), boxes


def slides(container: Container) -> list[list[str]]:
    """The paragraphs of every slide in showing order, speaker's notes last."""
    found: list[list[str]] = []
    for name in _slide_names(container):
        lines = _drawing_lines(parse_xml(container.read(name)))
        for _kind, target in relations(container, name, "notesSlide"):
            if container.has(target):
                lines += _drawing_lines(parse_xml(container.read(target)))
        found.append(lines)
    return found


def relations(container: Container, part: str, kind: str) -> list[tuple[str, str]]:
    """(id, target part) of the relations of one kind that a part has inside the package."""
    folder, _slash, base = part.rpartition("/")
    data = container.read(f"{folder}/_rels/{base}.rels")
    if not data:
        return []
    return [
        (relation.get("Id", ""), posixpath.normpath(posixpath.join(folder, relation.get("Target", ""))).lstrip("/"))
        for relation in parse_xml(data).iter(_REL)
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External"
    ]


def _slide_names(container: Container) -> list[str]:
    targets = dict(relations(container, "ppt/presentation.xml", "slide"))
    root = parse_xml(container.read("ppt/presentation.xml"))
    ordered = [targets.get(item.get(f"{_R}id", ""), "") for item in root.iter() if _local(item) == "sldId"]
    return [name for name in ordered if container.has(name)]


def _drawing_lines(root: etree._Element) -> list[str]:
    lines = []
    for paragraph in root.iter(f"{A}p"):
        text = "".join(
            "\n" if _local(piece) == "br" else piece.text or "" for piece in paragraph.iter(f"{A}t", f"{A}br")
        )
        if text.strip():
            lines.append(text)
    return lines


def opendocument_lines(container: Container) -> list[str]:
    """Paragraphs, headings and table rows of an OpenDocument file."""
    lines: list[str] = []
    for element in parse_xml(container.read("content.xml")).iter(
        f"{_ODF_TEXT}p", f"{_ODF_TEXT}h", f"{_ODF_TABLE}table-row"
    ):
        if element.tag == f"{_ODF_TABLE}table-row":
            cells = [
                " ".join("".join(p.itertext()) for p in cell.iter(f"{_ODF_TEXT}p"))
                for cell in element.iterchildren(f"{_ODF_TABLE}table-cell")
            ]
            if any(cells):
                lines.append("\t".join(cells))
        elif not any(parent.tag == f"{_ODF_TABLE}table-cell" for parent in element.iterancestors()):
            lines.append("".join(element.itertext()))
    return lines


def ofd_lines(container: Container) -> list[str]:
    """The text objects of an OFD's pages, in the order of their part names and of the drawing."""
    pages = [name for name in container.names if re.search(r"Pages/Page_\d+/Content\.xml$", name)]
    pages.sort(key=lambda name: [int(number) for number in re.findall(r"\d+", name)])
    return [
        text
        for name in pages
        for code in parse_xml(container.read(name)).iter(f"{_OFD}TextCode")
        if (text := (code.text or "").strip())
    ]


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]
