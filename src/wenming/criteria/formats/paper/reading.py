"""Reading a Word paper of ours back, edits included.

The paper carries its own document (``embedding``). If the tables show exactly what they showed when the paper was
written, that document is the answer, to the last field. If they do not, the visible words win: every cell is compared
with what was written there, and what differs is taken over (``merging``): code, title, text, points, methods and, where
the notation can be read, rule and evidence; rows may be added, deleted and moved. What a person should check is noted:
new rows, lines with another parent, rules that could not be read and therefore stay as they were. Changes outside
the tables (the heading, the facts below it) are not read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import Any

from lxml import etree

from wenming.criteria.formats.exchange.container import Container, parse
from wenming.criteria.formats.exchange.problems import ExchangeRefused, Note, Place, refuse
from wenming.criteria.formats.paper.embedding import FORMAT, NAMESPACE, Carried, unpack, visible_digest
from wenming.criteria.formats.paper.merging import Merging
from wenming.criteria.formats.paper.tables import (
    CODE,
    CONTENT,
    ITEM,
    ITEM_HEADINGS,
    LINE_HEADINGS,
    WITH_SCORING,
    Cell,
    tidy,
)
from wenming.criteria.formats.tables.readers.active import refuse_active
from wenming.kernel.words import _

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN_TABLE, NEGATIVE_TABLE = "测评表", "负面清单"
MOST_ROWS = 20_000


class Reading:
    """A paper as read: the document as plain data, and notes for a person."""

    def __init__(self, data: dict[str, Any], notes: list[Note], rows: dict[str, int]) -> None:
        self.data, self.notes, self.rows = data, notes, rows

    def place(self, code: object, key: object) -> Place | None:
        """Return the row of the main table where the line ``code`` stands; None if it is not there."""
        row = self.rows.get(str(code))
        return None if row is None else Place(MAIN_TABLE, row)


def read_docx(content: bytes, name: str = "") -> Reading | None:
    """Return what an exported paper says now; None if it is not one of ours, or has lost its data.

    Raises  ExchangeRefused for edits that cannot be read, for bombs, and for other versions of the format; Unreadable for
            what acts by itself.
    """
    try:
        container = Container(content)
        carried = _carried(container)
        if carried is None:
            return None
        container.check_parts()
        refuse_active(container.zip, name)
        body = parse(container.part("word/document.xml") or b"")
    except (zipfile.BadZipFile, etree.XMLSyntaxError, ValueError, NotImplementedError):
        return None
    headings = WITH_SCORING if any(len(row) == len(WITH_SCORING) for row in carried.lines) else LINE_HEADINGS
    lines = _table(body, headings, CONTENT, MAIN_TABLE)
    negative = _table(body, ITEM_HEADINGS, ITEM, NEGATIVE_TABLE)
    if lines is None:
        raise refuse(_("找不到测评表，请恢复表头「%(headings)s」。") % {"headings": "」「".join(headings)})
    if negative is None:
        if carried.negative:
            raise refuse(_("找不到负面清单的表格；要清空负面清单，请保留表头、删去其余各行。"))
        negative = []
    if visible_digest(*([cells for _row, cells in table] for table in (lines, negative))) == visible_digest(
        carried.lines, carried.negative
    ):
        return Reading(carried.document, [], {})
    merging = Merging(carried)
    data = merging.merged(headings, lines, negative)
    if merging.problems:
        raise ExchangeRefused(merging.problems)
    return Reading(data, merging.notes, merging.rows)


def _carried(container: Container) -> Carried | None:
    for name in container.names():
        if not name.startswith("customXml/") or not name.endswith(".xml"):
            continue
        part = container.part(name) or b""
        if NAMESPACE.encode() not in part[:2000]:
            continue
        root = parse(part)
        if root.tag == f"{{{NAMESPACE}}}criteria":
            version = root.get("format")
            if version != FORMAT:
                raise refuse(
                    _("格式版本「%(found)s」不认识，本程序读 %(wanted)s。")
                    % {"found": str(version)[:40], "wanted": FORMAT}
                )
            return unpack(root.get("data") or "", "".join(piece.text or "" for piece in root))
    return None


def _table(body: Any, headings: Sequence[str], mark: str, name: str) -> list[tuple[int, list[Cell]]] | None:
    """Return the rows of the table with these headings, each with its number as people count, cells in our order.

    A table cut in two by an editor counts as one; repeated header rows are skipped. Columns may have changed places.
    """
    rows: list[tuple[int, list[Cell]]] = []
    columns: list[int] | None = None
    number = 0
    for table in body.iter(f"{W}tbl"):
        found: list[int] | None = None
        for row in table.iterchildren(f"{W}tr", f"{W}sdt", f"{W}ins"):
            cells = [tidy(_cell(cell)) for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tbl")) is table]
            shown = ["".join(cell) for cell in cells]
            number += found is not None
            if mark in shown and CODE in shown:
                found = columns = _columns(shown, headings, name)
                number = number or 1
                continue
            if found is None:
                break
            if not any(cells):
                continue
            if len(rows) >= MOST_ROWS:
                raise refuse(_("超过 %(most)s 行，请分成几套标准。") % {"most": MOST_ROWS}, Place(name))
            if len(cells) <= max(found) or _merged(row):
                raise refuse(_("这一行的单元格被合并或删去了，请恢复为每列一格。"), Place(name, number))
            rows.append((number, [cells[at] for at in found]))
    return None if columns is None else rows


def _columns(shown: list[str], headings: Sequence[str], name: str) -> list[int]:
    missing = [heading for heading in headings if heading not in shown]
    if missing:
        raise refuse(
            _("缺少「%(headings)s」一列，请恢复这一列（可以空着）。") % {"headings": "」「".join(missing)}, Place(name)
        )
    return [shown.index(heading) for heading in headings]


def _merged(row: Any) -> bool:
    return any(True for _cell in row.iter(f"{W}gridSpan", f"{W}vMerge"))


def _cell(cell: Any) -> Cell:
    paragraphs = []
    for paragraph in cell.iter(f"{W}p"):
        words = []
        for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}cr", f"{W}tab", f"{W}noBreakHyphen"):
            if element.tag == f"{W}t":
                words.append(element.text or "")
            elif element.tag == f"{W}noBreakHyphen":
                words.append("-")
            elif element.getparent().tag == f"{W}r":
                words.append("\t" if element.tag == f"{W}tab" else "\n")
        paragraphs.append("".join(words))
    return paragraphs
