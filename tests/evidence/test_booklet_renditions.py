"""Office files become readable pages: what is in them, in its order, with their numbers, tables and pictures."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter
from docx import Document
from docx.oxml import OxmlElement
from PIL import Image

from tests.documents.archival import problems
from wenming.evidence.formats.booklet import BookletSpec, Entry, EntryFile, bind_booklet
from wenming.evidence.formats.booklet.numbering import chinese, roman, spelled
from wenming.evidence.formats.booklet.render_sheet import render_sheet
from wenming.evidence.formats.booklet.render_text import render_text
from wenming.evidence.formats.booklet.render_word import render_word
from wenming.evidence.formats.booklet.rendition import MOST_CELLS, CannotRender, table_block


@pytest.fixture
def word(tmp_path) -> Path:
    paper = Document()
    paper.add_heading("关于印发管理办法的通知", 0)
    paper.add_heading("总体要求", 1)
    paper.add_paragraph("为规范志愿服务工作，制定本办法。")
    mixed = paper.add_paragraph("重点是")
    mixed.add_run("加粗的话").bold = True
    paper.add_paragraph("第一项", style="List Number")
    paper.add_paragraph("第二项", style="List Number")
    table = paper.add_table(3, 3)
    for y in range(3):
        for x in range(3):
            table.cell(y, x).text = f"{y}{x}"
    table.cell(0, 0).merge(table.cell(0, 2)).text = "表头"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "纵向"
    picture = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(picture, "PNG")
    paper.add_picture(io.BytesIO(picture.getvalue()), width=2_000_000)
    deleted = paper.add_paragraph("留下的")
    gone = OxmlElement("w:del")
    gone.append(deleted.add_run("删去的")._r)
    deleted._p.append(gone)
    path = tmp_path / "办法.docx"
    paper.save(path)
    return path


def words(blocks) -> str:
    return " ".join(block.get("text", "") or "".join(run["text"] for run in block.get("runs", [])) for block in blocks)


def test_a_word_file_keeps_its_order_of_headings_paragraphs_tables_and_pictures(word):
    kinds = [block["kind"] for block in render_word(word).blocks if block["kind"] != "gap"]
    assert kinds == ["heading", "heading", "para", "para", "para", "para", "table", "picture", "para"]


def test_numbers_that_word_counts_by_itself_are_shown(word):
    text = words(render_word(word).blocks)
    assert "1. 第一项" in text and "2. 第二项" in text


def test_merged_cells_stay_merged(word):
    (table,) = [block for block in render_word(word).blocks if block["kind"] == "table"]
    spans = {cell["text"].split("\n")[0]: (cell["across"], cell["down"]) for cell in table["cells"]}
    assert spans["表头"] == (3, 1) and spans["纵向"] == (1, 2)
    covered = [
        (cell["x"] + dx, cell["y"] + dy)
        for cell in table["cells"]
        for dx in range(cell["across"])
        for dy in range(cell["down"])
    ]
    assert sorted(covered) == sorted((x, y) for x in range(3) for y in range(3))


def test_what_was_deleted_under_revision_is_not_shown(word):
    text = words(render_word(word).blocks)
    assert "留下的" in text and "删去的" not in text


def test_bold_runs_stay_bold(word):
    runs = [run for block in render_word(word).blocks for run in block.get("runs", [])]
    assert [run["text"] for run in runs if run["bold"]] == ["加粗的话"]


def test_an_external_picture_and_an_unreadable_one_do_no_harm(word, tmp_path):
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(word) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"junk" if name.startswith("word/media/") else source.read(name))
    found = render_word(broken)
    assert found.assets == {} and words(found.blocks)


def test_a_part_that_unpacks_to_far_too_much_is_refused(word, tmp_path):
    bomb = tmp_path / "bomb.docx"
    with zipfile.ZipFile(word) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, b" " * 70_000_000 if name == "word/document.xml" else source.read(name))
    with pytest.raises(CannotRender) as refused:
        render_word(bomb)
    assert refused.value.code == "too_large"


def test_entities_are_not_followed(word, tmp_path):
    evil = tmp_path / "evil.docx"
    with zipfile.ZipFile(word) as source, zipfile.ZipFile(evil, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                data = data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1).replace(
                    "总体要求".encode(), b"&e;", 1
                )
            target.writestr(name, data)
    assert "root:" not in words(render_word(evil).blocks)


@pytest.fixture
def book(tmp_path) -> Path:
    path = tmp_path / "统计.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("时长")
        sheet.merge_range(0, 0, 0, 7, "志愿服务时长统计表")
        sheet.write_row(1, 0, ["序号", "姓名", "部门", "活动", "日期", "时长", "比例", "备注"])
        sheet.write_row(2, 0, [1, "王一", "办公室", "便民服务"])
        sheet.write_datetime(2, 4, datetime(2026, 3, 5), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_row(2, 5, [2.5, 0.1, None])
        workbook.add_worksheet("空表")
        hidden = workbook.add_worksheet("隐藏")
        hidden.write(0, 0, "不应出现")
        hidden.hide()
    return path


def test_a_workbook_shows_its_visible_sheets_with_their_names_and_merged_headings(book):
    found = render_sheet(book)
    assert [block["kind"] for block in found.blocks] == ["heading", "table"]
    assert found.blocks[0]["text"] == "时长" and found.wide
    table = found.blocks[1]
    assert table["head"] == 2
    assert table["cells"][0]["across"] == 8
    texts = {cell["text"] for cell in table["cells"]}
    assert {"2026-03-05", "2.5", "0.1", "1", "王一"} <= texts
    assert not any("不应" in text for text in texts)


def test_a_workbook_longer_than_paper_is_cut_and_says_so(tmp_path):
    path = tmp_path / "长.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for row in range(MOST_CELLS // 10 + 50):
            sheet.write_row(row, 0, ["x"] * 10)
    found = render_sheet(path)
    assert found.cut and len(found.blocks[1]["cells"]) <= MOST_CELLS


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_usual_encoding_is_read(tmp_path, code):
    path = tmp_path / "说明.txt"
    path.write_bytes("说明报告\r\n　　一、基本情况。\n\n结尾".encode(code))
    found = render_text(path, table=False)
    assert [block["kind"] for block in found.blocks] == ["para", "para", "gap", "para"]
    assert words(found.blocks).split() == ["说明报告", "一、基本情况。", "结尾"]
    assert [block.get("indent") for block in found.blocks] == [False, True, None, False]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separated_values_become_a_table(tmp_path, separator):
    path = tmp_path / "名单.csv"
    path.write_text(
        separator.join(["姓名", "部门"]) + "\n" + separator.join(["张三", '"办公室\n二楼"']), encoding="utf-8"
    )
    (table,) = render_text(path, table=True).blocks
    assert [cell["text"] for cell in table["cells"]] == ["姓名", "部门", "张三", "办公室\n二楼"]


def test_spans_that_overlap_or_reach_out_never_cover_a_cell_twice():
    rows = [["a", "b"], ["c", "d"]]
    block = table_block(rows, spans={(0, 0): (9, 9), (0, 1): (2, 1), (1, 1): (3, 3)})
    covered = [
        (cell["x"] + dx, cell["y"] + dy)
        for cell in block["cells"]
        for dx in range(cell["across"])
        for dy in range(cell["down"])
    ]
    assert sorted(covered) == [(0, 0), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (1010, "一千零一十"),
        (2026, "二千零二十六"),
    ],
)
def test_chinese_numbers_are_counted_as_people_count(number, text):
    assert chinese(number) == text


def test_other_number_forms():
    assert [roman(number) for number in (1, 4, 9, 40, 90, 1994)] == ["I", "IV", "IX", "XL", "XC", "MCMXCIV"]
    assert spelled(3, "decimalEnclosedCircleChinese") == "③"
    assert spelled(28, "upperLetter") == "BB"
    assert spelled(2026, "ideographDigital") == "二〇二六"


def test_renditions_are_bound_with_a_note_that_they_are_renditions(word, book, tmp_path):
    note = tmp_path / "说明.txt"
    note.write_text("说明报告正文", encoding="utf-8")
    files = [EntryFile(path, path.name) for path in (word, book, note)]
    spec = BookletSpec(
        "档案", "某局", 2026, datetime(2026, 9, 30, tzinfo=UTC), [Entry(1, "材料", files, date=date(2026, 1, 1))]
    )
    result = bind_booklet(spec, tmp_path / "册.pdf")
    assert result.left_out == () and problems(result.path) == []
    assert [file.how for file in result.entries[0].files] == ["rendition"] * 3
    with pypdfium2.PdfDocument(result.path) as document:
        texts = [page.get_textpage().get_text_range().replace(" ", "") for page in document]
    assert all("本件为原件内容的排印稿，原件另存" in text for text in texts[2:])
    assert "为规范志愿服务工作" in texts[2] and "志愿服务时长统计表" in texts[3] and "说明报告正文" in texts[4]
