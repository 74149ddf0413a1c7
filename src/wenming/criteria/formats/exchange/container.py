"""Opening an office file (a zip of XML parts) without being hurt by it.

Every part that will be read is unpacked once here, so that sizes are what they claim to be; sheets that claim cells at
the far corner of the grid are refused before a library makes room for the whole of it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from wenming.criteria.formats.exchange.problems import ExchangeRefused, refuse
from wenming.kernel.words import _

MOST_UNPACKED = 96 * 1024 * 1024
"""Bytes of XML in one file; a set of 10,000 lines needs about 20 MB."""
MOST_CELLS = 4_000_000
"""Cells of the rectangle that holds everything on one sheet."""
MOST_PARTS, MOST_SMALL, MOST_BROKEN = 2_000, 4 * 1024 * 1024, 100
WORKBOOK, WORKBOOK_RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

CELL = re.compile(r"([A-Z]{1,4})([0-9]{1,8})")


class Container:
    """An office file whose XML parts have been unpacked within bounds."""

    def __init__(self, content: bytes) -> None:
        """Open the zip.

        Raises  zipfile.BadZipFile if it is none or is damaged.
        """
        self.zip = zipfile.ZipFile(io.BytesIO(content))

    def names(self) -> list[str]:
        return self.zip.namelist()

    def part(self, name: str, most: int = MOST_UNPACKED) -> bytes | None:
        """Return one part, at most ``most`` bytes of it; None if the file has no such part.

        Raises  zipfile.BadZipFile if the part is damaged or encrypted; ExchangeRefused if it is larger.
        """
        try:
            info = self.zip.getinfo(name)
        except KeyError:
            return None
        if info.file_size > most:
            raise _bomb()
        if info.flag_bits & 0x1:
            raise zipfile.BadZipFile(name)
        try:
            with self.zip.open(info) as stream:
                return stream.read(most + 1)
        except (zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
            raise zipfile.BadZipFile(name) from error

    def check_parts(self) -> None:
        """Unpack every XML part once.

        Raises  as ``part``.
        """
        if len(self.names()) > MOST_PARTS:
            raise _bomb()
        budget = MOST_UNPACKED
        for name in dict.fromkeys(self.names()):
            if name.lower().endswith((".xml", ".rels")):
                budget -= len(self.part(name, budget) or b"")

    def sheets(self) -> dict[str, str]:
        """Return ``{name of the sheet: name of its part}`` of a workbook.

        Raises  etree.XMLSyntaxError, and as ``part``.
        """
        book, relations = self.part(WORKBOOK, MOST_SMALL), self.part(WORKBOOK_RELATIONS, MOST_SMALL)
        if not book or not relations:
            return {}
        targets = {
            element.get("Id"): element.get("Target") or "" for element in parse(relations).iter("{*}Relationship")
        }
        sheets = {}
        for element in parse(book).iter("{*}sheet"):
            identity = next((value for key, value in element.items() if key.endswith("}id")), None)
            target = targets.get(identity, "")
            sheets[element.get("name") or ""] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return sheets


def _bomb() -> ExchangeRefused:
    return refuse(_("文件解压后过大，可能已损坏或并非办公文件，没有读取。"))


def parse(content: bytes) -> Any:
    """Return the root element of an XML part; entities are not resolved and nothing is fetched.

    Raises  etree.XMLSyntaxError.
    """
    return etree.fromstring(content, safe_parser())


def safe_parser() -> etree.XMLParser:
    """Return a parser that resolves nothing and loads nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def check_sheet(sheet: bytes) -> list[tuple[int, int]]:
    """Look over one sheet before a library lays it out.

    Returns  column and row, counted from 1, of cells whose formula has failed or was never computed.
    Raises   ExchangeRefused where its cells span a rectangle too large to lay out; BadZipFile where it is no XML.
    """
    widest = lowest = 0
    broken: list[tuple[int, int]] = []
    try:
        for column, row, good in _cells(sheet):
            widest, lowest = max(widest, column), max(lowest, row)
            if widest * lowest > MOST_CELLS:
                raise refuse(
                    _("工作表的内容伸到第 %(row)s 行第 %(column)s 列，太大了；请删去表格以外的内容后再导入。")
                    % {"row": lowest, "column": widest}
                )
            if not good and len(broken) < MOST_BROKEN:
                broken.append((column, row))
    except etree.XMLSyntaxError as error:
        raise zipfile.BadZipFile(str(error)) from error
    return broken


def _cells(sheet: bytes) -> Iterator[tuple[int, int, bool]]:
    """Yield column, row and whether its content is sound, of every cell that is not empty."""
    row = column = 0
    events: Any = etree.iterparse(
        io.BytesIO(sheet),
        events=("start", "end"),
        tag=("{*}row", "{*}c"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    for event, element in events:
        is_row = element.tag.endswith("row")
        if event == "start":
            if is_row:
                row, column = _number(element.get("r"), row + 1), 0
            else:
                found = CELL.fullmatch(element.get("r") or "")
                column = _column(found[1]) if found else column + 1
        elif is_row:
            element.clear()
        elif len(element):
            parts = {child.tag.rpartition("}")[2]: child.text for child in element if isinstance(child.tag, str)}
            failed = element.get("t") == "e" or ("f" in parts and not parts.get("v") and element.get("t") != "str")
            at = CELL.fullmatch(element.get("r") or "")
            yield column, int(at[2]) if at else row, not failed


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise


def column_name(number: int) -> str:
    """Return the letters of a column counted from 1."""
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
