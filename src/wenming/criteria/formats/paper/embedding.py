"""The data that a paper carries: a custom XML part with the document, the cells as they were written, and digests."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import Any

from wenming.criteria.formats.paper.tables import Cell

FORMAT = "wenming-criteria/1"
NAMESPACE = "urn:wenming:criteria-export:1"
MOST_DATA = 96 * 1024 * 1024
"""Bytes of data unpacked from one paper."""

Table = list[list[Cell]]


@dataclass(frozen=True)
class Carried:
    """What a paper carries.

    document  plain data of wenming-criteria/1.
    lines     the cells of the main table as they were written; negative those of the negative list.
    """

    document: dict[str, Any]
    lines: Table
    negative: Table


def visible_digest(lines: Table, negative: Table) -> str:
    """Return the digest over all that the tables show."""
    shown = json.dumps([lines, negative], ensure_ascii=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(shown.encode()).hexdigest()


def pack(carried: Carried) -> tuple[dict[str, str], str]:
    """Return the attributes and the text of the element that holds the data."""
    data = {"document": carried.document, "lines": carried.lines, "negative": carried.negative}
    packed = zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 6)
    attributes = {
        "format": FORMAT,
        "data": "sha256:" + hashlib.sha256(packed).hexdigest(),
        "visible": visible_digest(carried.lines, carried.negative),
    }
    return attributes, base64.b64encode(packed).decode()


def unpack(digest: str, text: str) -> Carried | None:
    """Return what ``pack`` packed; None if it is damaged or out of all proportion."""
    try:
        packed = base64.b64decode("".join(text.split()), validate=True)
        if "sha256:" + hashlib.sha256(packed).hexdigest() != digest:
            return None
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(packed, MOST_DATA)
        if not unpacker.eof:
            return None
        data = json.loads(content)
        return Carried(dict(data["document"]), _table(data["lines"]), _table(data["negative"]))
    except (binascii.Error, zlib.error, ValueError, KeyError, TypeError, RecursionError):
        return None


def _table(data: Any) -> Table:
    return [[[str(paragraph) for paragraph in cell] for cell in row] for row in data]
