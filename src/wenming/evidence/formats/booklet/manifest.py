"""The manifest of an archive (``wenming-archive/1``): what lies in which volume on which pages, and what was left out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wenming.evidence.formats.booklet.spec import BookletResult, BookletSpec, Bound, BoundEntry, date_text

FORMAT = "wenming-archive/1"


@dataclass(frozen=True, slots=True)
class Volume:
    """One booklet as it was asked for and as it was bound. ``code``: the criteria item; "" for the whole year."""

    spec: BookletSpec
    result: BookletResult
    code: str = ""


def manifest(
    volumes: Sequence[Volume], *, unit: str, year: int, created: datetime, others: Iterable[Path] = ()
) -> dict[str, Any]:
    """Describe an archive. ``others``: files beside the volumes (the index), described by name, size and digest."""
    return {
        "format": FORMAT,
        "unit": unit,
        "year": year,
        "created": created.isoformat(timespec="seconds"),
        "volumes": [_volume(volume) for volume in volumes],
        "files": [_other(path) for path in others],
    }


def write_manifest(content: dict[str, Any], path: Path) -> None:
    """Write the manifest; it appears whole or not at all."""
    partial = path.with_name(path.name + ".part")
    partial.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    partial.replace(path)


def _volume(volume: Volume) -> dict[str, Any]:
    spec, result = volume.spec, volume.result
    return {
        "file": result.path.name,
        "sha256": result.sha256,
        "bytes": result.size,
        "title": spec.title,
        "subtitle": spec.subtitle,
        "line": volume.code or None,
        "pages": result.pages,
        "front_pages": result.front,
        "body_pages": result.body,
        "entries": [_entry(entry) for entry in result.entries],
        "left_out": [
            {"item": left.item, "title": left.title, "name": left.name, "code": left.code, "reason": left.reason}
            for left in result.left_out
        ],
        "notes": list(result.notes),
        "warnings": list(result.warnings),
    }


def _entry(bound: BoundEntry) -> dict[str, Any]:
    entry = bound.entry
    return {
        "item": entry.item,
        "archival_code": entry.archival_code,
        "document_number": entry.document_number or None,
        "responsible": entry.responsible or None,
        "title": entry.title,
        "date": date_text(entry.date) or None,
        "secrecy": entry.secrecy or None,
        "pages": bound.pages,
        "from": bound.first,
        "to": bound.last,
        "remark": entry.remark or None,
        "lines": list(entry.lines),
        "address": entry.address or None,
        "record": entry.record,
        "files": [_file(file) for file in bound.files],
    }


def _file(file: Bound) -> dict[str, Any]:
    return {
        "name": file.name,
        "sha256": file.sha256 or None,
        "how": file.how,
        "from": file.first,
        "to": file.last,
        "pictured_pages": list(file.pictured),
        "left_out": file.reason or None,
    }


def _other(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"file": path.name, "sha256": digest, "bytes": path.stat().st_size}
