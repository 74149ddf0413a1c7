"""The ledger held against what the lines ask for: every kind of finding, what is no finding, and the state of each duty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.evidence.files.ledger import (
    MEGABYTE,
    PHOTOS,
    checked,
    found,
    lines,
    only,
    paper,
    photo,
    state,
)
from wenming.criteria.formats.document import read_document
from wenming.evidence.rules.records import FileFacts, RecordFacts, lines_of

# --- count -------------------------------------------------------------------------------------------------------


def test_what_is_asked_and_there_is_complete_and_silent():
    asked = lines(PHOTOS)
    assert found(asked, photo(1), photo(2)) == []
    assert state(asked, photo(1), photo(2)).state == "complete"
    assert state(asked, photo(1), photo(2)).sentence == "应有照片不少于 2 张，现有 2 张"


def test_nothing_at_all_is_missing():
    item = only(lines(PHOTOS))
    assert (item.kind, item.severity, item.line, item.files, item.evidence) == ("missing", "error", "II-1", (), ())
    assert item.message == "II-1 志愿服务：缺照片，应有不少于 2 张。"
    assert state(lines(PHOTOS)).state == "empty"


def test_fewer_than_asked_is_too_few_and_names_what_is_there():
    item = only(lines(PHOTOS), photo(7))
    assert (item.kind, item.evidence, item.files) == ("too_few", (7,), ("照片7.jpg",))
    assert "只有 1 张" in item.message and "再补充 1 张" in item.what_to_do
    assert state(lines(PHOTOS), photo(7)).sentence == "应有照片不少于 2 张，现有 1 张"
    assert state(lines(PHOTOS), photo(7)).state == "partial"


def test_more_than_allowed_is_too_many():
    asked = lines({"kind": "photo", "min": 1, "max": 2, "caption": ["time"]})
    item = only(asked, photo(1), photo(2), photo(3))
    assert (item.kind, item.severity, len(item.files)) == ("too_many", "warning", 3)
    assert state(asked, photo(1), photo(2), photo(3)).state == "wrong"


def test_a_duty_without_a_number_asks_for_one_mildly_and_zero_asks_for_none():
    assert only(lines({"kind": "explanation", "max_chars": 500})).severity == "warning"
    assert found(lines({"kind": "explanation", "min": 0, "max_chars": 500})) == []
    assert state(lines({"kind": "explanation", "min": 0})).state == "complete"
    assert state(lines({"kind": "explanation"})).sentence == "应有说明报告，现有 0 篇"


def test_photos_are_counted_by_the_file_and_papers_by_the_record():
    two = replace(photo(1), files=(FileFacts("一.jpg", "a", 1, "jpg"), FileFacts("二.jpg", "b", 1, "jpg")))
    assert found(lines(PHOTOS), two) == []
    pages = replace(
        paper(1, "official_document"),
        files=(FileFacts("首页.jpg", "a", 1, "jpg"), FileFacts("尾页.jpg", "b", 1, "jpg")),
    )
    assert found(lines({"kind": "official_document", "min": 2}), pages) == [("too_few", ("首页.jpg", "尾页.jpg"))]


def test_photos_merged_into_one_pdf_count_by_page():
    merged = photo(1, "合成.pdf", file={"format": "pdf", "pages": 3})
    assert found(lines(PHOTOS), merged) == []


def test_the_same_bytes_count_once_under_a_line():
    copies = [photo(1, "一.jpg", sha256="same"), photo(2, "二.jpg", sha256="same")]
    assert ("too_few", ("一.jpg", "二.jpg")) in found(lines(PHOTOS), *copies)


def test_a_record_without_a_file_counts_where_text_is_enough():
    typed = RecordFacts(1, "reflection", "心得", date(2026, 3, 5), lines=("II-1",), chars=800)
    assert found(lines({"kind": "reflection", "min": 1}), typed) == []


def test_per_activity_every_activity_must_have_enough():
    asked = lines({"kind": "photo", "min": 2, "per": "activity", "caption": ["time"]})
    records = [photo(1), photo(2), photo(3, title="读书会", day=date(2026, 4, 23))]
    item = only(asked, *records)
    assert (item.kind, item.evidence) == ("too_few", (3,)) and "“读书会”" in item.message
    assert state(asked, *records).sentence == "应有每次活动照片不少于 2 张；共 2 次活动，其中 1 次不足"
    assert found(asked, *records[:2]) == []
    assert only(asked).kind == "missing"


def test_one_activity_is_one_whether_its_photos_came_in_one_record_or_in_several():
    asked = lines({"kind": "photo", "min": 2, "max": 2, "per": "activity", "caption": ["time"]})
    assert found(asked, photo(1, title="便民 服务"), photo(2, title="便民服务")) == []
    assert [kind for kind, _files in found(asked, photo(1), photo(2, day=date(2026, 3, 6)))] == ["too_few", "too_few"]


def test_two_duties_of_one_kind_are_met_by_what_their_notes_say():
    asked = lines(
        {"kind": "official_document", "min": 1, "note": "学习计划"},
        {"kind": "official_document", "min": 1, "note": "年度总结"},
    )
    plan, summary = (
        paper(1, "official_document", title="2026年学习计划"),
        paper(2, "official_document", title="2026年工作总结"),
    )
    assert found(asked, plan, summary) == []
    item = only(asked, summary)
    assert item.kind == "missing" and "正式文件（学习计划）" in item.message
    assert [kind for kind, _files in found(asked, plan, paper(3, "official_document", title="其他通知"))] == []


def test_evidence_under_a_lower_line_meets_the_duty_of_its_parent():
    asked = lines_of(
        read_document(
            {
                "format": "wenming-criteria/1", "code": "c", "name": "n",
                "lines": [{"code": "I-1", "title": "总", "evidence": [{"kind": "photo", "min": 1, "caption": ["time"]}],
                           "lines": [{"code": "II-1", "title": "分", "points": "1"}]}],
            }
        )
    )  # fmt: skip
    assert found(asked, photo(1)) == []
    assert [kind for kind, _files in found(asked)] == ["missing"]


def test_a_line_that_does_not_apply_asks_for_nothing():
    result = checked(lines(PHOTOS), excused={"II-1"})
    state_of = result.state_of("II-1")
    assert result.findings == () and state_of is not None and state_of.state == "none"


def test_evidence_under_an_unknown_line_is_no_error():
    assert found(lines(PHOTOS), photo(1), photo(2), photo(3, lines=("Z-9",))) == []


# --- length, size, format ----------------------------------------------------------------------------------------

REPORT = {"kind": "explanation", "min": 1, "max_chars": 500}


@pytest.mark.parametrize(
    ("duty", "chars", "kinds"),
    [
        (REPORT, 500, []),
        (REPORT, 550, []),
        (REPORT, 551, ["too_long"]),
        (REPORT | {"tolerance": "0"}, 501, ["too_long"]),
        (REPORT | {"tolerance": "0"}, 500, []),
        ({"kind": "explanation", "min": 1, "min_chars": 200}, 180, []),
        ({"kind": "explanation", "min": 1, "min_chars": 200}, 179, ["too_short"]),
        ({"kind": "explanation", "min": 1, "min_chars": 200, "tolerance": "0"}, 199, ["too_short"]),
        (REPORT, None, []),
    ],
)
def test_length_is_held_to_its_limit_and_tolerance(duty, chars, kinds):
    assert [kind for kind, _files in found(lines(duty), paper(1, chars=chars))] == kinds


def test_a_text_too_long_says_how_long_it_is():
    item = only(lines(REPORT), paper(1, chars=800))
    assert item.message == "II-1 志愿服务：说明报告“情况说明”有 800 字，超过 500 字的限额。"
    assert (item.files, item.evidence, item.severity) == (("材料1.docx",), (1,), "error")
    assert state(lines(REPORT), paper(1, chars=800)).state == "wrong"


def test_the_texts_of_a_records_files_are_counted_together():
    record = replace(
        paper(1),
        files=(FileFacts("上.docx", "a", 1, "docx", chars=300), FileFacts("下.docx", "b", 1, "docx", chars=300)),
    )
    assert [kind for kind, _files in found(lines(REPORT), record)] == ["too_long"]


def test_a_file_over_its_size_is_named_with_its_size():
    asked = lines({"kind": "photo", "min": 1, "max_bytes": 2 * MEGABYTE, "caption": ["time"]})
    item = only(asked, photo(1, file={"bytes": 3 * MEGABYTE}))
    assert (item.kind, item.files) == ("too_large", ("照片1.jpg",))
    assert "2 MB" in item.message and "3 MB" in item.message
    assert found(asked, photo(1, file={"bytes": 2 * MEGABYTE})) == []


@pytest.mark.parametrize(
    ("formats", "actual", "fits"),
    [
        (["jpg", "jpeg"], "jpg", True),
        (["JPEG"], "jpg", True),
        ([".jpg"], "jpg", True),
        (["jpg", "jpeg"], "png", False),
        (["pdf"], "jpg", False),
        ([], "heic", True),
        ([], "pdf", True),
        ([], "docx", False),
        (["jpg"], "", True),
    ],
)
def test_a_format_is_that_of_the_content(formats, actual, fits):
    asked = lines({"kind": "photo", "min": 1, "formats": formats, "caption": ["time"]})
    assert found(asked, photo(1, file={"format": actual})) == ([] if fits else [("wrong_format", ("照片1.jpg",))])


# --- caption, number, window -------------------------------------------------------------------------------------


def test_a_caption_names_what_it_lacks():
    item = only(lines(PHOTOS), photo(1), photo(2, place=" ", people=""))
    assert (item.kind, item.evidence, item.files) == ("caption_incomplete", (2,), ("照片2.jpg",))
    assert "缺少：地点、人员" in item.message


def test_a_day_is_the_time_of_a_caption():
    item = only(lines(PHOTOS), photo(1), photo(2, title="另一", day=None))
    assert "缺少：时间" in item.message


def test_only_the_fields_that_are_asked_for_must_be_there():
    assert found(lines({"kind": "photo", "min": 1, "caption": ["time", "theme"]}), photo(1, place="")) == []


def test_a_lacking_field_is_named_once_however_many_lines_ask_for_it():
    both = [*lines(PHOTOS), replace(lines(PHOTOS)[1], code="II-9", below=frozenset({"II-9"}))]
    records = [photo(1, lines=("II-1", "II-9"), place=""), photo(2, lines=("II-1", "II-9"))]
    assert [kind for kind, _files in found(tuple(both), *records)] == ["caption_incomplete"]


def test_a_set_that_is_silent_on_captions_is_taken_to_mean_the_usual_ones():
    assert [kind for kind, _files in found(lines(), photo(1, place="", lines=()))] == ["caption_incomplete"]
    assert found(lines({"kind": "explanation", "min": 0, "caption": ["time"]}), photo(1, place="", lines=())) == []


def test_one_line_checked_alone_is_judged_by_its_whole_set():
    asked = [line for line in lines({"kind": "explanation", "min": 0, "caption": ["time"]}) if line.code == "II-2"]
    assert found(tuple(asked), photo(1, place="")) == []


def test_an_official_document_needs_its_number():
    item = only(lines(), paper(1, "official_document", title="管理办法", document_number=" "))
    assert (item.kind, item.line, item.files) == ("no_document_number", "II-1", ("材料1.docx",))
    assert found(lines(), paper(1, "official_document")) == []


WINDOWED = {"window": {"years_back": 2, "includes_current": False}}


@pytest.mark.parametrize(
    ("day", "fits"),
    [(date(2023, 12, 31), False), (date(2024, 1, 1), True), (date(2025, 12, 31), True), (date(2026, 1, 1), False)],
)
def test_a_paper_must_date_from_the_window(day, fits):
    assert bool(found(lines(**WINDOWED), paper(1, day=day))) is not fits


def test_a_window_is_inherited_from_above_and_overridden_below():
    above = lines({"kind": "explanation", "min": 1}, **{"window": {"years": [2020]}})
    assert above[1].window is not None
    leaf_only = lines({"kind": "explanation", "min": 1}, window={"years": [2026]})
    assert found(leaf_only, paper(1)) == []
    inherited = lines_of(
        read_document(
            {
                "format": "wenming-criteria/1", "code": "c", "name": "n",
                "lines": [{"code": "I-1", "title": "总", "window": {"years": [2025]},
                           "lines": [{"code": "II-1", "title": "分", "points": "1"}, {"code": "II-2", "title": "分", "points": "1", "window": {"years": [2026]}}]}],
            }
        )
    )  # fmt: skip
    record = paper(1, lines=("II-1", "II-2"))
    items = [(item.kind, item.line) for item in checked(inherited, record).findings]
    assert items == [("outside_window", "II-1")]


def test_outside_the_window_says_what_was_asked():
    item = only(lines(**WINDOWED), paper(1))
    assert (item.kind, item.line, item.severity) == ("outside_window", "II-1", "error")
    assert "2026年3月5日" in item.message and "2024年1月1日至2025年12月31日" in item.message
    asked = lines({"kind": "explanation", "min": 1}, **WINDOWED)
    assert state(asked, paper(1)).state == "wrong"


def test_an_older_rule_still_in_force_is_only_a_hint():
    item = only(lines(**WINDOWED), paper(1, "official_document", day=date(2019, 5, 1), in_force="办法长期有效"))
    assert (item.kind, item.severity) == ("outside_window", "info") and "办法长期有效" in item.message


def test_without_a_day_a_window_cannot_be_judged():
    assert found(lines(**WINDOWED), paper(1, day=None)) == [("undated", ("材料1.docx",))]
