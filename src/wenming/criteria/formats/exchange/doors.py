"""Reading back what we exported: one door for json, yaml, xlsx and docx, whatever the file is called."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.exchange.problems import ExchangeRefused, Note, Place, Problem, refuse
from wenming.criteria.formats.plain_data import MAX_BYTES, MAX_NESTING, parse_data
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.values import Document
from wenming.kernel.words import _

YAML_SUFFIXES, JSON_SUFFIXES = (".yaml", ".yml"), (".json",)
OURS = re.compile(r"^(?:\ufeff)?(?:---\s+)?(?:#.*\n|\s*\n)*format:\s*[\"']?wenming-criteria/", re.MULTILINE)
ZIP, OFFICE_TEXT, OFFICE_TABLE = b"PK\x03\x04", "word/document.xml", "xl/workbook.xml"


@dataclass(frozen=True)
class Exchanged:
    """A document read back, and what a person should look at before it is saved."""

    document: Document
    notes: tuple[Note, ...] = ()


def read_exchange(source: Path | str | bytes, name: str = "") -> Document | None:
    """Return the document in one of our own exports, with the edits made since; None if it is not one.

    source  a path, or the content.
    name    the file's name where content is given: its suffix tells YAML from other text.
    Raises  ExchangeRefused or BadDocument where it is ours and cannot be read, Unreadable where it holds macros or fetches
            from elsewhere: nothing of it is taken.
    """
    exchanged = read_exchange_with_notes(source, name)
    return None if exchanged is None else exchanged.document


def read_exchange_with_notes(source: Path | str | bytes, name: str = "") -> Exchanged | None:
    """Return what ``read_exchange`` returns, with the notes of the reading."""
    if not isinstance(source, bytes):
        path = Path(source)
        name, source = name or path.name, _content(path)
    if len(source) > MAX_BYTES:
        return None  # no export of ours is that large
    suffix = Path(name).suffix.lower()
    if source.startswith(ZIP):
        return _office(source, name)
    text = _text(source)
    if text is None:
        return None
    if suffix in YAML_SUFFIXES or (suffix not in JSON_SUFFIXES and OURS.search(text[:2000])):
        return Exchanged(read_document(_yaml(text, name)))
    if suffix in JSON_SUFFIXES or (
        text.lstrip("\ufeff \t\r\n").startswith("{") and '"wenming-criteria/' in text[:2000]
    ):
        return Exchanged(read_document(parse_data(text, name or "JSON", BadDocument)))
    return None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise refuse(_("打不开文件 %(file)s，请检查路径和权限。") % {"file": path.name[:80]}) from None


def _text(content: bytes) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _yaml(text: str, name: str) -> object:
    from wenming.criteria.formats.yaml_reading import BadYaml, read_yaml

    try:
        return read_yaml(text, MAX_NESTING)
    except BadYaml as error:
        raise BadDocument(
            _("%(file)s 第 %(row)d 行：%(reason)s") % {"file": name or "YAML", "row": error.row, "reason": error.reason}
        ) from None


def _office(content: bytes, name: str) -> Exchanged | None:
    from wenming.criteria.formats.exchange.container import Container

    try:
        names = set(Container(content).names())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if OFFICE_TABLE in names:
        from wenming.criteria.formats.workbook.reading import read_xlsx

        return _placed(read_xlsx(content, name))
    if OFFICE_TEXT in names:
        from wenming.criteria.formats.paper.reading import read_docx

        return _placed(read_docx(content, name))
    return None


def _placed(reading: Any) -> Exchanged | None:
    """Make the document; where it is refused, say in which row of the file that is."""
    if reading is None:
        return None
    data: dict[str, Any] = reading.data
    notes: list[Note] = reading.notes
    place: Callable[[object, object], Place | None] = reading.place
    try:
        return Exchanged(read_document(data), tuple(notes))
    except BadDocument as error:
        found = place(error.details.get("line"), error.details.get("field"))
        if found is None:
            raise
        raise ExchangeRefused([Problem(found, str(error.message))]) from error
