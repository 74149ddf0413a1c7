"""The open sample of a manifest and its folder, read and checked from end to end without a database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from wenming.criteria.formats.document import read_document
from wenming.evidence.formats.intake import take_in
from wenming.evidence.formats.manifest import read_manifest
from wenming.evidence.formats.manifest_rows import Row
from wenming.evidence.formats.receiving import sha256_of
from wenming.evidence.rules.duties import check
from wenming.evidence.rules.records import FileFacts, RecordFacts, lines_of

SAMPLE = Path(__file__).resolve().parents[2].parent / "shared" / "samples" / "evidence"
RECEIVED = datetime(2026, 9, 1, tzinfo=UTC)
pytestmark = pytest.mark.skipif(not SAMPLE.is_dir(), reason="the open samples are not beside the project")

SET = {
    "format": "wenming-criteria/1",
    "code": "sample",
    "name": "样例",
    "lines": [
        {"code": "II-1", "title": "志愿服务", "points": "4", "evidence": [
            {"kind": "photo", "min": 2, "caption": ["time", "place", "organiser", "people", "theme"], "formats": ["jpg"]},
            {"kind": "statistics", "min": 1}]},
        {"code": "II-2", "title": "管理制度", "points": "2", "evidence": [{"kind": "official_document", "min": 1}]},
        {"code": "II-3", "title": "便民服务", "points": "2", "evidence": [{"kind": "photo", "min": 1}]},
    ],
}  # fmt: skip


def record(number: int, row: Row) -> RecordFacts:
    intake = take_in(row.path, row.file, received_at=RECEIVED)
    assert intake.inspection.ok, intake.inspection
    file = FileFacts(
        name=row.file,
        sha256=sha256_of(row.path),
        bytes=intake.inspection.size,
        format=intake.inspection.extension,
        chars=intake.text.words,
        captured_at=intake.facts.captured_at,
        received_at=RECEIVED,
    )
    return RecordFacts(
        number, row.kind, row.title, row.happened_on, row.place, row.organiser, row.people, row.theme, row.document_number,
        row.lines, (file,),
    )  # fmt: skip


def test_the_two_findings_that_its_readme_names_are_found_and_no_others():
    manifest = read_manifest(SAMPLE / "manifest.xlsx", SAMPLE / "files", known_lines={"II-1", "II-2", "II-3"})
    assert len(manifest.rows) == 5 and not manifest.problems
    records = [record(number, row) for number, row in enumerate(manifest.rows, start=1)]
    result = check(lines_of(read_document(SET)), records, year=2025, as_of=date(2025, 12, 31))
    assert sorted((item.kind, item.files) for item in result.findings) == [
        ("caption_incomplete", ("志愿服务/读书会.jpg",)),
        ("captured_before_event", ("志愿服务/读书会.jpg",)),
    ]
