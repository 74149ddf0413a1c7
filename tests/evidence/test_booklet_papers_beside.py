"""Beside the booklets lie the index as a sheet and the manifest: same rows, same pages, nothing that acts."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

import openpyxl

from tests.documents.papers import paper
from wenming.evidence.formats.booklet import (
    BookletSpec,
    Entry,
    EntryFile,
    IndexRow,
    Volume,
    bind_booklet,
    index_rows,
    manifest,
    write_index,
    write_manifest,
)

CREATED = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
ROW = IndexRow(
    1, "0194-WS·2026-D30-BGS-0001", "清文明〔2026〕3号", "局办公室", "通知", "20260301", "", 3, "附件一份", 1
)


def sheet_of(path):
    return openpyxl.load_workbook(path).active


def test_the_index_sheet_has_the_nine_columns_and_prints_with_its_headings(tmp_path):
    path = tmp_path / "目录.xlsx"
    write_index([ROW], path, title="卷内文件目录", unit="清江市某局", year=2026, created=CREATED)
    sheet = sheet_of(path)
    assert [cell.value for cell in sheet[3]] == [
        "序号",
        "档号",
        "文号",
        "责任者",
        "题名",
        "日期",
        "密级",
        "页数",
        "备注",
    ]
    assert [cell.value for cell in sheet[4]] == [1, ROW.archival_code, ROW.document_number, "局办公室", "通知", "20260301", None, 3, "第1页起；附件一份"]  # fmt: skip
    assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9
    assert sheet.freeze_panes == "A4" and sheet.print_title_rows == "$3:$3"
    assert all(sheet.column_dimensions[letter].width >= 6 for letter in "ABCDEFGHI")


def test_no_cell_of_the_index_is_a_formula(tmp_path):
    nasty = ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1"]
    rows = [IndexRow(n, text, text, text, text, text, text, 1, text) for n, text in enumerate(nasty, 1)]
    write_index(rows, tmp_path / "i.xlsx", title="=1", unit="=2", year=2026)
    assert all(cell.data_type in {"s", "n"} for row in sheet_of(tmp_path / "i.xlsx").iter_rows() for cell in row)


def test_an_empty_index_and_one_of_odd_characters_are_written(tmp_path):
    write_index([], tmp_path / "a.xlsx", title="空")
    write_index([IndexRow(1, "\x00", "\ud800", "x" * 40_000, "🎉", "", "", 1)], tmp_path / "b.xlsx", title="\x07怪")
    assert sheet_of(tmp_path / "b.xlsx")["E4"].value == "🎉"


def test_the_same_index_gives_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_index([ROW], tmp_path / name, title="目录", created=CREATED)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_manifest_says_what_lies_where_and_what_was_left_out(tmp_path):
    content = paper(pages=2)
    (tmp_path / "a").write_bytes(content)
    (tmp_path / "v").write_bytes(b"video")
    digest = hashlib.sha256(content).hexdigest()
    entries = [
        Entry(
            1,
            "通知",
            [EntryFile(tmp_path / "a", "a.pdf", sha256=digest)],
            archival_code="X-1",
            date=date(2026, 3, 1),
            lines=("Ⅱ-1",),
        ),
        Entry(2, "录像", [EntryFile(tmp_path / "v", "v.mp4")]),
    ]
    spec = BookletSpec("档案", "清江市某局", 2026, CREATED, entries)
    result = bind_booklet(spec, tmp_path / "册.pdf")
    write_index(index_rows(result.entries), tmp_path / "目录.xlsx", title="目录")
    write_manifest(
        manifest(
            [Volume(spec, result, "Ⅱ-1")],
            unit="清江市某局",
            year=2026,
            created=CREATED,
            others=[tmp_path / "目录.xlsx"],
        ),
        tmp_path / "manifest.json",
    )
    found = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert (found["format"], found["unit"], found["year"]) == ("wenming-archive/1", "清江市某局", 2026)
    (volume,) = found["volumes"]
    assert volume["sha256"] == hashlib.sha256((tmp_path / "册.pdf").read_bytes()).hexdigest()
    assert (volume["file"], volume["line"], volume["body_pages"]) == ("册.pdf", "Ⅱ-1", 3)
    first, second = volume["entries"]
    assert (first["from"], first["to"], first["pages"], first["date"], first["lines"]) == (1, 2, 2, "20260301", ["Ⅱ-1"])
    assert first["files"] == [
        {
            "name": "a.pdf",
            "sha256": digest,
            "how": "as_it_is",
            "from": 1,
            "to": 2,
            "pictured_pages": [],
            "left_out": None,
        }
    ]
    assert "录音录像" in second["files"][0]["left_out"]
    assert volume["left_out"][0] == {
        "item": 2,
        "title": "录像",
        "name": "v.mp4",
        "code": "recording",
        "reason": second["files"][0]["left_out"],
    }
    assert found["files"][0]["file"] == "目录.xlsx" and len(found["files"][0]["sha256"]) == 64
