"""What a year's records become in volumes: links have their page, typed text is set, item numbers agree, lines are exact."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from tests import make
from tests.evidence import desk
from wenming.evidence.actions.binding import bind_year
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.actions.records import attach_files, register_record

pytestmark = pytest.mark.django_db
BREAK = "\u200b"  # where a long word may go on in the next line
ADDRESS = "https://news.example.org/2026/0820/wenming.html"


@pytest.fixture
def criteria(city):
    return make.criteria_set(city.parks)


def register(city, title: str, *codes: str, criteria, **fields):
    given = {"year": 2026, "ledger_class": "activity", "kind": "link", "happened_on": make.AT.date()} | fields
    lines = [desk.line_of(criteria, code) for code in codes]
    return register_record(
        actor=make.root(), organisation=city.parks, at=make.AT, lines=lines, filed=True, title=title, **given
    )


def bound(city, criteria, out: Path, by: str = "both"):
    return bind_year(
        actor=make.root(), organisation=city.parks, criteria_set=criteria, year=2026, out=out, at=make.AT, by=by
    )


def pages(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return ["".join(page.get_textpage().get_text_range().replace(BREAK, "").split()) for page in document]
    finally:
        document.close()


def test_a_record_that_holds_only_a_link_has_a_page_and_is_not_left_out(city, criteria, tmp_path):
    record = register(city, "晨练志愿服务的报道", "1.1", criteria=criteria, address=ADDRESS)
    done = bound(city, criteria, tmp_path, by="year")
    assert done.left_out == ()
    (volume,) = done.volumes
    page = pages(volume.result.path)[-1]
    for word in (ADDRESS, "晨练志愿服务的报道", "2026年9月1日", "网址"):
        assert word in page
    (entry,) = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["volumes"][0]["entries"]
    assert (entry["title"], entry["address"], entry["pages"]) == ("晨练志愿服务的报道", ADDRESS, 1)
    assert entry["record"] == record.pk
    rows = list(openpyxl.load_workbook(tmp_path / "卷内文件目录.xlsx").active.iter_rows(min_row=4, values_only=True))
    assert rows[0][4] == "晨练志愿服务的报道"
    assert rows[0][8].endswith("；news.example.org")  # the whole address stands on the page


def test_a_link_with_a_screenshot_has_both_and_the_item_number_once(city, criteria, tmp_path):
    record = register(city, "网页报道", "1.1", criteria=criteria, address=ADDRESS)
    taken = receive_file(
        actor=make.root(), organisation=city.parks, stream=io.BytesIO(desk.jpeg()), name="截图.jpg", at=make.AT,
        in_background=False,
    )  # fmt: skip
    from wenming.evidence import jobs

    jobs.process_file(taken.file.pk)
    attach_files(actor=make.root(), record=record, files=[("截图.jpg", taken.file)], at=make.AT)
    (volume,) = bound(city, criteria, tmp_path, by="year").volumes
    (entry,) = volume.result.entries
    assert (entry.pages, len(entry.files)) == (2, 1)
    body = pages(volume.result.path)[volume.result.front :]
    assert ADDRESS in body[0]
    assert ["件号" in text for text in body] == [True, False]


def test_text_typed_into_a_record_is_bound(city, criteria, tmp_path):
    register(city, "说明", "1.1", criteria=criteria, kind="explanation", body="本季度开展集中学习三次。")
    done = bound(city, criteria, tmp_path, by="year")
    assert done.left_out == ()
    assert done.notes == ()
    assert "本季度开展集中学习三次" in "".join(pages(done.volumes[0].result.path))


def test_a_record_without_anything_is_left_out_by_its_title(city, criteria, tmp_path):
    register(city, "只有题名", "1.1", criteria=criteria, kind="other")
    done = bound(city, criteria, tmp_path)
    assert [(one.what, one.code) for one in done.left_out] == [("只有题名", "no_file")]


def test_item_number_stamp_and_index_agree_in_every_volume(city, criteria, tmp_path):
    for number, codes in enumerate((("1.1",), ("2",), ("1.2", "2"), ("2",)), start=1):
        register(city, f"报道{number}", *codes, criteria=criteria, address=f"{ADDRESS}?{number}")
    done = bound(city, criteria, tmp_path)
    book = openpyxl.load_workbook(tmp_path / "卷内文件目录.xlsx")
    assert len(book.worksheets) == len(done.volumes) == 3
    for volume, sheet in zip(done.volumes, book.worksheets, strict=True):
        found = pages(volume.result.path)
        count = len(volume.result.entries)
        assert [entry.entry.item for entry in volume.result.entries] == list(range(1, count + 1))
        listed = [row[0] for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
        assert listed == list(range(1, count + 1))
        for entry in volume.result.entries:
            assert f"件号{entry.entry.item}" in found[volume.result.front + entry.first - 1]


def test_the_manifest_names_the_exact_lines(city, criteria, tmp_path):
    register(city, "学习计划", "1.1", "1.2", criteria=criteria, address=ADDRESS)
    bound(city, criteria, tmp_path)
    volumes = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["volumes"]
    assert [volume["line"] for volume in volumes] == [None, "1"]
    assert all(entry["lines"] == ["1.1", "1.2"] for volume in volumes for entry in volume["entries"])


def test_index_of_item_volumes_alone_holds_all_of_them(city, criteria, tmp_path):
    register(city, "甲", "1.1", criteria=criteria, address=ADDRESS)
    register(city, "乙", "2", criteria=criteria, address=ADDRESS)
    register(city, "丙", criteria=criteria, address=ADDRESS)
    bound(city, criteria, tmp_path, by="item")
    book = openpyxl.load_workbook(tmp_path / "卷内文件目录.xlsx")
    assert [sheet["E4"].value for sheet in book.worksheets] == ["甲", "乙", "丙"]
