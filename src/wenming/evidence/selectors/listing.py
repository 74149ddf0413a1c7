"""A page of the ledger as plain rows: whatever the ledger holds, its keys come from an index and the rest in three queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from wenming.evidence.models import Link, Record, RecordFile

FILE = ("name", "state", "media_type", "extension", "pages", "words", "thumbnail")
RECORD = (
    "pk", "title", "kind", "ledger_class", "happened_on", "received_at", "filed_at", "department_id", "department__name",
)  # fmt: skip


class ListedFile(NamedTuple):
    """A file of a record, as far as a row tells of it. ``pk`` is that of the file in the record."""

    pk: int
    name: str
    state: str
    media_type: str
    extension: str
    pages: int | None
    words: int | None
    thumbnail: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What a row shows of a record. ``codes`` are the lines it proves, in their order."""

    pk: int
    title: str
    kind: str
    ledger_class: str
    happened_on: date | None
    received_at: datetime
    filed_at: datetime | None
    department_id: int | None
    department: str
    files: tuple[ListedFile, ...]
    codes: tuple[str, ...]


def listed(keys: Sequence[int]) -> list[Listed]:
    """The records of these keys, in this order. Three queries; who may see them has been asked when the keys were found."""
    files: dict[int, list[ListedFile]] = {}
    columns = ("record_id", "pk", "name", *(f"file__{name}" for name in FILE[1:]))
    for record, *row in RecordFile.objects.filter(record__in=keys).order_by("position", "pk").values_list(*columns):
        files.setdefault(record, []).append(ListedFile(*row))
    codes: dict[int, list[str]] = {}
    links = Link.objects.filter(record__in=keys).order_by("line__order", "pk")
    for record, code in links.values_list("record_id", "line__code"):
        codes.setdefault(record, []).append(code)
    found = {}
    for row in Record.objects.filter(pk__in=keys).values_list(*RECORD):
        pk, title, kind, of_class, day, received, filed, department_id, department = row
        held, lines = tuple(files.get(pk, ())), tuple(codes.get(pk, ()))
        found[pk] = Listed(
            pk, title, kind, of_class, day, received, filed, department_id, department or "", held, lines
        )
    return [found[key] for key in keys if key in found]


def as_listed(record: Any, *, with_lines: bool = True) -> Listed:
    """A record that has been read with everything a row shows (``for_list``; without lines ``for_cards``). No query."""
    return Listed(
        record.pk,
        record.title,
        record.kind,
        record.ledger_class,
        record.happened_on,
        record.received_at,
        record.filed_at,
        record.department_id,
        record.department.name if record.department else "",
        files_of(record),
        tuple(link.line.code for link in record.links.all()) if with_lines else (),
    )


def files_of(record: Any) -> tuple[ListedFile, ...]:
    """The files of a record that has been read with them. No query."""
    return tuple(
        ListedFile(held.pk, held.name, *(getattr(held.file, name) for name in FILE[1:]))
        for held in record.record_files.all()
    )
