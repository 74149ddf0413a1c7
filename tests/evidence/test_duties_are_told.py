"""Evidence that contradicts itself, and how findings and states are told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.evidence.files.ledger import (
    PHOTOS,
    checked,
    found,
    lines,
    only,
    paper,
    photo,
    state,
)
from wenming.evidence.rules.findings import SEVERITY, finding, findings_document, gravest_first


def test_one_photo_for_two_activities_is_named_under_both():
    item = only(
        lines(), photo(1, "一.jpg", sha256="same"), photo(2, "二.jpg", sha256="same", title="读书会", lines=("II-2",))
    )
    assert (item.kind, item.severity, item.evidence, item.files) == ("same_file", "error", (1, 2), ("一.jpg", "二.jpg"))
    assert "便民服务" in item.message and "读书会" in item.message


def test_the_same_day_and_another_title_or_the_same_title_and_another_day_are_two_activities():
    assert len(found(lines(), photo(1, sha256="s"), photo(2, sha256="s", day=date(2026, 3, 6)))) == 1


def test_one_file_under_two_lines_is_no_repeat():
    assert found(lines(), photo(1, lines=("II-1", "II-2"))) == []
    assert found(lines(), photo(1, "一.jpg", sha256="s"), photo(2, "一.jpg", sha256="s", lines=("II-2",))) == []
    assert found(lines(), photo(1, "甲/一.jpg", sha256="s"), photo(2, "乙/一.jpg", sha256="s", lines=("II-2",))) == []


def test_one_photo_twice_under_one_line_is_padding():
    item = only(lines(), photo(1, "一.jpg", sha256="s"), photo(2, "二.jpg", sha256="s"))
    assert (item.kind, item.severity) == ("same_file", "warning")


def test_one_paper_under_two_titles_is_a_milder_matter():
    records = [paper(1, title="计划", file={"sha256": "s"}), paper(2, title="总结", file={"sha256": "s"})]
    assert only(lines(), *records).severity == "warning"


@pytest.mark.parametrize(
    ("captured", "kinds"),
    [
        (datetime(2026, 3, 5, 0, 5), []),
        (datetime(2026, 3, 4, 23, 59), ["captured_before_event"]),
        (datetime(2026, 3, 6), []),
        (datetime(2026, 3, 4, 23, 0, tzinfo=UTC), []),  # already the fifth in China
        (datetime(2026, 3, 4, 23, 0, tzinfo=timezone(timedelta(hours=8))), ["captured_before_event"]),
        (datetime(2026, 4, 2, 20, 0), ["captured_after_upload"]),
        (datetime(2099, 1, 1), ["captured_after_upload"]),
        (datetime(2026, 4, 1, 10, 30), []),  # received at 09:00 in China: within a clock's error
        (datetime(2026, 4, 1, 20, 0), ["captured_after_upload"]),
        (None, []),
    ],
)
def test_a_picture_is_held_against_the_day_it_is_said_to_show(captured, kinds):
    assert [kind for kind, _files in found(lines(), photo(1, file={"captured_at": captured}))] == kinds


def test_a_picture_taken_before_its_event_says_by_how_much():
    item = only(lines(), photo(1, "读书会.jpg", day=date(2026, 4, 23), file={"captured_at": datetime(2026, 4, 1, 10)}))
    assert item.message == "读书会.jpg 拍摄于2026年4月1日，比活动日期（2026年4月23日）早 22 天。"
    assert item.files == ("读书会.jpg",)


def test_a_papers_own_dates_are_not_taken_for_a_cameras():
    assert found(lines(), paper(1, file={"captured_at": datetime(2020, 1, 1)})) == []


@pytest.mark.parametrize("verdict", ["unreadable", "unsafe", "disguised"])
def test_what_cannot_be_taken_is_named_and_does_not_count(verdict):
    kinds = found(lines(PHOTOS), photo(1), photo(2, file={"verdict": verdict, "message": "文件是空的（0 字节）。"}))
    assert kinds == [("too_few", ("照片1.jpg", "照片2.jpg")), (verdict, ("照片2.jpg",))]
    assert found(lines(PHOTOS), photo(2, file={"verdict": verdict}))[0][0] == "missing"


def test_findings_of_later_checks_are_taken_over():
    other = finding("same_picture", "两张照片几乎相同。", "请核对。", about=[photo(1)])
    assert checked(lines(), also=[other]).findings == (other,)


# --- the document ------------------------------------------------------------------------------------------------


def test_the_document_is_that_of_the_contract():
    document = findings_document("tsg", 2026, checked(lines(PHOTOS), photo(7)).findings)
    assert list(document) == ["format", "unit", "year", "findings"]
    assert document["format"] == "wenming-findings/1" and document["year"] == 2026
    (item,) = document["findings"]
    assert list(item) == ["kind", "severity", "line", "evidence", "files", "message", "what_to_do"]
    assert (item["line"], item["evidence"], item["files"]) == ("II-1", [7], ["照片7.jpg"])


def test_every_kind_of_the_contract_has_its_severity():
    contract = (
        "missing too_few too_many too_long too_short too_large wrong_format caption_incomplete outside_window no_document_number "
        "same_file same_picture same_text captured_before_event captured_after_upload name_not_visible unreadable unsafe"
    )
    assert set(contract.split()) <= set(SEVERITY)


def test_findings_can_be_read_gravest_first():
    severities = [
        item.severity for item in gravest_first(checked(lines(PHOTOS, {"kind": "other"}), photo(1, place="")).findings)
    ]
    assert severities == sorted(severities, key=["error", "warning", "info"].index) and len(severities) == 3


@pytest.mark.parametrize(
    ("duty", "asked"),
    [
        ({"kind": "photo", "min": 2}, "照片不少于 2 张"),
        ({"kind": "photo", "min": 2, "max": 6}, "照片 2—6 张"),
        ({"kind": "photo", "min": 3, "max": 3}, "照片 3 张"),
        ({"kind": "photo", "min": 0, "max": 6}, "照片不超过 6 张"),
        ({"kind": "photo", "min": 2, "per": "activity"}, "每次活动照片不少于 2 张"),
        ({"kind": "official_document", "min": 1, "note": "学习计划"}, "正式文件（学习计划）不少于 1 份"),
        ({"kind": "explanation", "max_chars": 500}, "说明报告（不超过 500 字）"),
        (
            {"kind": "photo", "min": 2, "max_bytes": 2097152, "formats": ["jpg", "jpeg"]},
            "照片不少于 2 张（每个文件不超过 2 MB，格式为 JPG/JPEG）",
        ),
    ],
)
def test_a_duty_says_what_it_asks_for(duty, asked):
    assert state(lines(duty)).asked == asked


def test_a_line_is_as_complete_as_its_duties():
    asked = lines(PHOTOS, {"kind": "explanation", "min": 1})
    states = [
        checked(asked, *records).state_of("II-1")
        for records in ((), (photo(1), photo(2)), (photo(1), photo(2), paper(3)), (photo(1),))
    ]
    assert [line.state for line in states if line] == ["empty", "partial", "complete", "partial"]
    assert [line.done for line in states if line] == [0, 1, 2, 0]


def test_a_large_ledger_is_checked_in_one_go():
    asked = lines(PHOTOS)
    records = [photo(n, title=f"活动{n}", sha256=f"d{n}") for n in range(20_000)]
    assert found(asked, *records) == []
