"""A small ledger for the duty tests: a set of two lines, photos and papers filed under the first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from wenming.criteria.formats.document import read_document
from wenming.evidence.rules.completeness import DutyState
from wenming.evidence.rules.duties import Check, check
from wenming.evidence.rules.findings import Finding
from wenming.evidence.rules.records import FileFacts, LineDuties, RecordFacts, lines_of

PHOTOS = {"kind": "photo", "min": 2, "caption": ["time", "place", "organiser", "people", "theme"]}
YEAR, TODAY = 2026, date(2026, 10, 31)
RECEIVED = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
MEGABYTE = 1024 * 1024


def lines(*duties: dict[str, Any], window: dict[str, Any] | None = None, **more: Any) -> tuple[LineDuties, ...]:
    """A set of one leaf II-1 under I-1, asking for these things."""
    leaf = {"code": "II-1", "title": "志愿服务", "points": "4", "evidence": list(duties)} | (
        {"window": window} if window else {}
    )
    top = {"code": "I-1", "title": "服务群众", "lines": [leaf, {"code": "II-2", "title": "制度", "points": "2"}]} | more
    return lines_of(read_document({"format": "wenming-criteria/1", "code": "c", "name": "n", "lines": [top]}))


def photo(
    id: int, name: str = "", *, title: str = "便民服务", day: date | None = date(2026, 3, 5), **more: Any
) -> RecordFacts:
    """One captioned photo filed under II-1."""
    name = name or f"照片{id}.jpg"
    file = FileFacts(name, more.pop("sha256", f"digest-{id}"), 500_000, "jpg", received_at=RECEIVED)
    file = replace(file, **more.pop("file", {}))
    known = {
        "place": "图书馆广场",
        "organiser": "某区图书馆",
        "people": "志愿者8人",
        "theme": "学雷锋",
        "lines": ("II-1",),
    }
    return RecordFacts(id, "photo", title, day, files=(file,), **(known | more))


def paper(
    id: int,
    kind: str = "explanation",
    *,
    title: str = "情况说明",
    day: date | None = date(2026, 3, 5),
    chars: int | None = None,
    **more: Any,
) -> RecordFacts:
    """One document filed under II-1."""
    file = FileFacts(f"材料{id}.docx", f"digest-{id}", 30_000, "docx", chars=chars, received_at=RECEIVED)
    file = replace(file, **more.pop("file", {}))
    return RecordFacts(
        id, kind, title, day, files=(file,), **({"lines": ("II-1",), "document_number": "某文〔2026〕1号"} | more)
    )


def checked(asked: tuple[LineDuties, ...], *records: RecordFacts, **more: Any) -> Check:
    return check(asked, records, year=YEAR, as_of=TODAY, **more)


def found(asked: tuple[LineDuties, ...], *records: RecordFacts, **more: Any) -> list[tuple[str, tuple[str, ...]]]:
    """(kind, files) of every finding."""
    return [(item.kind, item.files) for item in checked(asked, *records, **more).findings]


def only(asked: tuple[LineDuties, ...], *records: RecordFacts, **more: Any) -> Finding:
    """The one finding there is; in words, and naming the line."""
    (item,) = checked(asked, *records, **more).findings
    assert item.message.endswith("。") and item.what_to_do.endswith("。")
    assert "%(" not in item.message + item.what_to_do
    return item


def state(asked: tuple[LineDuties, ...], *records: RecordFacts, **more: Any) -> DutyState:
    line = checked(asked, *records, **more).state_of("II-1")
    assert line is not None
    return line.duties[0]
