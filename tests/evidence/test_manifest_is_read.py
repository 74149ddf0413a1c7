"""The manifest of a bulk import: read as people write it, refused whole where it cannot be trusted, else row by row."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.files import making
from wenming.evidence.formats.dates import find_day, find_year, parse_day
from wenming.evidence.formats.manifest import read_manifest
from wenming.evidence.formats.manifest_rows import parse_kind, split_codes
from wenming.evidence.formats.manifest_sheets import ManifestRefused
from wenming.evidence.states import EvidenceKind

HEAD = ["文件", "指标编号", "材料类型", "题名", "日期", "地点", "主办单位", "人员", "主题", "文号"]


@pytest.fixture
def folder(tmp_path) -> Path:
    root = tmp_path / "files"
    (root / "志愿服务").mkdir(parents=True)
    for name in ("一.jpg", "二.jpg"):
        making.jpeg(root / "志愿服务" / name)
    making.docx(root / "办法.docx")
    (tmp_path / "outside.txt").write_text("secret", encoding="utf-8")
    return root


def sheet(tmp_path: Path, *rows: list, head: list | None = None) -> Path:
    return making.xlsx(tmp_path / "manifest.xlsx", [head or HEAD, *rows], sheet="材料清单")


def row(file: str, *, lines="II-1", kind="照片", title="便民服务", day="2025-03-05", place="图书馆广场") -> list:
    return [file, lines, kind, title, day, place, "某区图书馆", "志愿者8人", "学雷锋", ""]


def test_a_manifest_is_read_row_by_row(tmp_path, folder):
    found = read_manifest(
        sheet(
            tmp_path,
            row("志愿服务/一.jpg", lines="II-1、II-3"),
            ["办法.docx", "II-2", "正式文件", "管理办法", datetime(2025, 2, 10), "", "", "", "", "某图发〔2025〕2号"],
        ),
        folder,
    )
    first, second = found.rows
    assert (first.number, first.file, first.lines, first.kind) == (2, "志愿服务/一.jpg", ("II-1", "II-3"), "photo")
    assert (first.title, first.happened_on, first.place, first.organiser) == (
        "便民服务",
        date(2025, 3, 5),
        "图书馆广场",
        "某区图书馆",
    )
    assert (first.people, first.theme, first.path) == ("志愿者8人", "学雷锋", folder / "志愿服务/一.jpg")
    assert (second.happened_on, second.document_number) == (date(2025, 2, 10), "某图发〔2025〕2号")
    assert found.problems == ()


def test_headings_stand_in_any_order_under_a_title_with_more_columns(tmp_path, folder):
    path = making.xlsx(
        tmp_path / "m.xlsx",
        [
            ["某区图书馆佐证材料清单"],
            ["序号", " 日 期 ", "题名*", "文件", "材料类型（必填）", "经办人"],
            [1, "2025年3月5日", "便民服务", "志愿服务/一.jpg", "照片", "王干事"],
        ],
    )
    only = read_manifest(path, folder).rows[0]
    assert (only.number, only.happened_on, only.title, only.lines) == (3, date(2025, 3, 5), "便民服务", ())
    assert only.extra == {"序号": "1", "经办人": "王干事"}


def test_the_contracts_headings_go_before_what_people_are_used_to(tmp_path, folder):
    head = ["编号", "名称", "类别", "附件", "时间", "文件", "指标编号", "材料类型", "题名", "日期"]
    cells = [1, "甲", "台账", "见后", "上午", "志愿服务/一.jpg", "II-1", "照片", "便民服务", "2025-03-05"]
    only = read_manifest(sheet(tmp_path, cells, head=head), folder).rows[0]
    assert (only.file, only.lines, only.kind, only.title) == ("志愿服务/一.jpg", ("II-1",), "photo", "便民服务")
    assert only.happened_on == date(2025, 3, 5)
    assert only.extra == {"编号": "1", "名称": "甲", "类别": "台账", "附件": "见后", "时间": "上午"}


def test_a_csv_manifest_in_gb18030_is_read_too(tmp_path, folder):
    (tmp_path / "m.csv").write_bytes("文件,题名,日期\n志愿服务\\一.jpg,便民服务,20250305\n".encode("gb18030"))
    only = read_manifest(tmp_path / "m.csv", folder).rows[0]
    assert (only.file, only.kind, only.happened_on) == ("志愿服务/一.jpg", "photo", date(2025, 3, 5))


def test_a_merged_title_holds_for_all_its_rows(tmp_path, folder):
    book = openpyxl.Workbook()
    page = book.active
    page.append(["文件", "材料类型", "题名"])
    page.append(["志愿服务/一.jpg", "照片", "便民服务"])
    page.append(["志愿服务/二.jpg", "照片", None])
    page.merge_cells("C2:C3")
    book.save(tmp_path / "m.xlsx")
    assert [each.title for each in read_manifest(tmp_path / "m.xlsx", folder).rows] == ["便民服务", "便民服务"]


def test_names_that_differ_only_in_case_or_composition_are_found(tmp_path, folder):
    making.jpeg(folder / "Café.JPG")
    found = read_manifest(sheet(tmp_path, row("./志愿服务//一.JPG"), row("cafe\u0301.jpg", title="另一")), folder)
    assert [each.file for each in found.rows] == ["志愿服务/一.jpg", "Café.JPG"]


@pytest.mark.parametrize(
    "trick",
    [
        "../outside.txt",
        "志愿服务/../../outside.txt",
        "..\\outside.txt",
        "志愿服务\\..\\..\\outside.txt",
        "/etc/passwd",
        "\\\\server\\share\\a.jpg",
        "C:\\Users\\a.jpg",
        "c:a.jpg",
        " .. /outside.txt",
        "志愿服务/../办法.docx",
    ],
)
def test_one_path_out_of_the_folder_refuses_the_whole_manifest(tmp_path, folder, trick):
    with pytest.raises(ManifestRefused) as refusal:
        read_manifest(sheet(tmp_path, row("志愿服务/一.jpg"), row(trick)), folder)
    assert "第 3 行" in str(refusal.value) and "整份清单未予导入" in str(refusal.value)
    assert refusal.value.details["row"] == 3


def test_a_link_that_leads_out_of_the_folder_refuses_the_whole_manifest(tmp_path, folder):
    (folder / "链接.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "目录").symlink_to(tmp_path)
    for name in ("链接.txt", "目录/outside.txt", "目录/没有.txt"):
        with pytest.raises(ManifestRefused):
            read_manifest(sheet(tmp_path, row(name)), folder)


def test_a_nul_in_a_path_is_refused(tmp_path, folder):
    (tmp_path / "m.csv").write_bytes("文件,题名\n一\x00.jpg,甲\n".encode())
    with pytest.raises(ManifestRefused):
        read_manifest(tmp_path / "m.csv", folder)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        (row("没有.jpg"), "missing_file", "文件"),
        (row("志愿服务"), "not_a_file", "文件"),
        (row(""), "no_file", "文件"),
        (row("志" * 400 + ".jpg"), "missing_file", "文件"),
        (row("志愿服务/二.jpg", kind="绝密"), "unknown_kind", "材料类型"),
        (row("志愿服务/二.jpg", day="三月初"), "bad_date", "日期"),
        (row("志愿服务/二.jpg", day="2025-02-30"), "bad_date", "日期"),
        (row("志愿服务/二.jpg", day="2025年3月"), "bad_date", "日期"),
        (row("志愿服务/二.jpg", lines="II-1、X-9"), "unknown_line", "指标编号"),
        (row("志愿服务/一.jpg"), "duplicate_row", "文件"),
    ],
)
def test_a_bad_row_is_left_out_and_named_and_the_rest_goes_in(tmp_path, folder, cells, code, column):
    found = read_manifest(sheet(tmp_path, row("志愿服务/一.jpg"), cells), folder, known_lines={"II-1", "II-3"})
    assert [each.file for each in found.rows] == ["志愿服务/一.jpg"]
    (problem,) = found.problems
    assert (problem.code, problem.column, problem.sheet, problem.number) == (code, column, "材料清单", 3)
    assert "材料清单 第 3 行" in str(problem) and problem.what_to_do.endswith("。")


def test_all_problems_of_a_row_are_named_at_once(tmp_path, folder):
    found = read_manifest(sheet(tmp_path, row("没有.jpg", kind="绝密", day="某日")), folder)
    assert [problem.code for problem in found.problems] == ["missing_file", "unknown_kind", "bad_date"]


def test_a_file_named_again_under_another_line_is_one_row_with_both(tmp_path, folder):
    found = read_manifest(
        sheet(tmp_path, row("志愿服务/一.jpg", lines="II-1"), row("志愿服务/一.jpg", lines="II-3")), folder
    )
    assert [each.lines for each in found.rows] == [("II-1", "II-3")] and not found.problems


def test_a_file_used_for_two_activities_stays_two_rows(tmp_path, folder):
    found = read_manifest(sheet(tmp_path, row("志愿服务/一.jpg"), row("志愿服务/一.jpg", title="读书会")), folder)
    assert len(found.rows) == 2


def test_codes_are_matched_as_the_set_prints_them(tmp_path, folder):
    found = read_manifest(
        sheet(tmp_path, row("志愿服务/一.jpg", lines="ii－1；Ⅶ-1-4")), folder, known_lines={"II-1", "Ⅶ-1-4"}
    )
    assert found.rows[0].lines == ("II-1", "Ⅶ-1-4")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("II-1、II-3", ("II-1", "II-3")),
        ("II-1,II-3，II-4", ("II-1", "II-3", "II-4")),
        ("II-1; II-3；II-1", ("II-1", "II-3")),
        ("II-1 \n II-3", ("II-1", "II-3")),
        ("I-1/1)", ("I-1/1)",)),
        ("、", ()),
        ("", ()),
    ],
)
def test_several_codes_may_be_written_one_after_the_other(text, codes):
    assert split_codes(text) == codes


def test_every_kind_of_the_contract_has_its_word(tmp_path):
    words = [
        "正式文件",
        "说明报告",
        "照片",
        "统计表",
        "链接",
        "签批件",
        "签到表",
        "教案",
        "心得",
        "会议记录",
        "媒体报道",
        "证书",
        "视频",
        "其他",
    ]
    assert [parse_kind(word) for word in words] == EvidenceKind.values
    assert parse_kind(" 照 片 ") == parse_kind("photo") == "photo" and parse_kind("绝密") is None


def test_a_manifest_without_its_heading_or_rows_is_refused(tmp_path, folder):
    with pytest.raises(ManifestRefused, match="文件"):
        read_manifest(making.xlsx(tmp_path / "a.xlsx", [["姓名", "时长"], ["李某", 2]]), folder)
    with pytest.raises(ManifestRefused, match="只有表头"):
        read_manifest(making.xlsx(tmp_path / "b.xlsx", [HEAD]), folder)


def test_a_manifest_that_cannot_be_opened_is_refused_in_words(tmp_path, folder):
    (tmp_path / "empty.xlsx").write_bytes(b"")
    (tmp_path / "cut.xlsx").write_bytes(sheet(tmp_path, row("志愿服务/一.jpg")).read_bytes()[:900])
    making.compound(tmp_path / "locked.xlsx", {"EncryptedPackage": bytes(5000)})
    making.docx(tmp_path / "word.docx")
    making.bomb(tmp_path / "bomb.xlsx")
    for name in ("empty.xlsx", "cut.xlsx", "locked.xlsx", "word.docx", "bomb.xlsx", "没有.xlsx"):
        with pytest.raises(ManifestRefused) as refusal:
            read_manifest(tmp_path / name, folder)
        assert name in str(refusal.value)


def test_other_sheets_are_named_and_left_alone(tmp_path, folder):
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["填写说明", "请按要求填写"])
    page = book.create_sheet("清单")
    page.append(["文件", "题名"])
    page.append(["办法.docx", "管理办法"])
    book.save(tmp_path / "m.xlsx")
    found = read_manifest(tmp_path / "m.xlsx", folder)
    assert (found.rows[0].sheet, found.rows[0].kind, found.sheets_left_out) == ("清单", "other", ("说明",))


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-05", "2025/3/5", "2025.3.5", "2025年3月5日", "2025 年 3 月 5 日", "20250305", "２０２５－０３－０５", "2025-3-5 09:30",
        "2025-03-05T09:30:15", "2025年3月5日（星期三）", "2025.03.05 周三", "二〇二五年三月五日", "二○二五年三月五日",
        datetime(2025, 3, 5, 9, 30), date(2025, 3, 5), 45721, 45721.0, "45721", 20250305.0,
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_notation(written):
    assert parse_day(written) == date(2025, 3, 5)


@pytest.mark.parametrize(
    "written",
    ["", "2025", "2025-13-01", "2025-02-30", "2025年3月", "3月5日", "2025.3", 2025.3, "2025-03-05至03-07", "昨天", "0000-00-00", None, True, 3, 1e300, float("nan")],
)  # fmt: skip
def test_what_is_no_single_day_is_none(written):
    assert parse_day(written) is None


def test_chinese_days_of_two_digits_are_read():
    assert parse_day("二〇二五年十一月二十日") == date(2025, 11, 20)
    assert parse_day("二〇二四年十二月三十一日") == date(2024, 12, 31)
    assert parse_day("二〇二四年十月十日") == date(2024, 10, 10)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(day):
    assert parse_day(day.isoformat()) == parse_day(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_day(day.strftime("%Y%m%d")) == find_day(f"活动{day.isoformat()}照片")[0] == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_days(text):
    parse_day(text)
    find_day(text, year=2025)
    find_year(text)
