"""One table report is printed, and written as Word and as Excel; nothing a person typed acts as code in any of them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.documents.archival import problems
from wenming.documents.formats.report_pdf import ROWS_AT_ONCE, table_report_pdf
from wenming.documents.formats.sheet import table_report_xlsx
from wenming.documents.formats.table_report import Column, Section, TableReport, Total, cell_text
from wenming.documents.formats.typesetting import Job, Typesetter, TypesettingFailed, compile_pdf
from wenming.documents.formats.word import table_report_docx

COLUMNS = [
    Column("序号", 0.6, "center"),
    Column("应提供材料", 4),
    Column("责任部门", 1.5),
    Column("分值", 0.8, "right"),
]
CREATED = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
NASTY = [
    "=1+1",
    "#set page(width: 1pt)",
    "@SUM(A1)",
    "+86",
    "-1",
    "$ 1/0 $",
    "\\#panic()",
    "]]><w:p/>",
    "<b>&amp;",
    "🎉\x00\x0b",
]


def report(rows, **more) -> TableReport:
    return TableReport("对标查缺清单", COLUMNS, rows, subtitle="2026年度", left="创建办", right="2026年9月30日", **more)


def sample() -> TableReport:
    rows = [
        Section("一、理想信念教育"),
        [1, "学习计划", "机关党委", Decimal("1.50")],
        [2, "照片不少于两张", "办公室", Decimal("0.2")],
        Total(["", "合计", "", Decimal("1.7")]),
    ]
    return report(rows, notes=["注：缺项依据证据要求逐条比对。"])


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_a_report_is_an_archival_file_with_its_words_in_it():
    made = table_report_pdf(sample(), created=CREATED)
    assert problems(made.pdf) == [] and made.warnings == ()
    text = text_of(made.pdf)
    assert all(word in text for word in ("对标查缺清单", "理想信念教育", "学习计划", "合计", "注：缺项", "第 1 页"))


def test_the_same_report_gives_the_same_bytes_in_every_form():
    for make in (lambda r: table_report_pdf(r, created=CREATED).pdf, table_report_docx, table_report_xlsx):
        assert make(sample()) == make(sample())


def test_the_heading_row_stands_on_every_page():
    made = table_report_pdf(report([[n, f"材料{n}", "办公室", n] for n in range(120)]))
    with pypdfium2.PdfDocument(made.pdf) as document:
        assert len(document) > 2
        assert all("应提供材料" in page.get_textpage().get_text_range() for page in document)


def test_what_a_person_typed_is_never_code():
    rows = [[n, text, text, text] for n, text in enumerate(NASTY)]
    made = table_report_pdf(report(rows))
    assert problems(made.pdf) == []
    assert "#set page(width: 1pt)" in text_of(made.pdf).replace("\u200b", "").replace("\r\n", "")
    book = openpyxl.load_workbook(io.BytesIO(table_report_xlsx(report(rows))))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type in {"s", "n"} for cell in cells)
    assert any(cell.value == "=1+1" for cell in cells)
    with zipfile.ZipFile(io.BytesIO(table_report_xlsx(report(rows)))) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    texts = [cell.text for cell in Document(io.BytesIO(table_report_docx(report(rows)))).tables[0]._cells]
    assert "]]><w:p/>" in texts and "<b>&amp;" in texts


def test_a_name_of_three_hundred_letters_stays_inside_the_page():
    rows = [[1, "题" * 300, "a" * 300, "x"], [2, "W" * 300, "部" * 300, None]]
    made = table_report_pdf(report(rows))
    with pypdfium2.PdfDocument(made.pdf) as document:
        for page in document:
            width = page.get_width()
            textpage = page.get_textpage()
            boxes = [textpage.get_charbox(index) for index in range(textpage.count_chars())]
            assert max(box[2] for box in boxes) < width - 30


def test_an_unknown_character_is_shown_as_a_mark_and_said():
    made = table_report_pdf(report([[1, "活动🎉", "", None]]))
    assert "〓" in text_of(made.pdf)
    assert "U+1F389" in made.warnings[0]


def test_a_report_without_rows_is_still_a_report():
    assert problems(table_report_pdf(report([])).pdf) == []
    assert Document(io.BytesIO(table_report_docx(report([])))).tables[0].rows
    assert openpyxl.load_workbook(io.BytesIO(table_report_xlsx(report([])))).active.max_row >= 3


def test_rows_shorter_or_longer_than_the_columns_are_set_all_the_same():
    made = table_report_pdf(report([[1], [2, "a", "b", 3, "too", "many"]]))
    assert problems(made.pdf) == []


@pytest.mark.slow
def test_a_long_register_is_set_in_parts_and_counts_its_pages_through():
    made = table_report_pdf(report([[n, "材料", "办公室", 1] for n in range(ROWS_AT_ONCE + 300)]), created=CREATED)
    with pypdfium2.PdfDocument(made.pdf) as document:
        total = len(document)
        last = document[total - 1].get_textpage().get_text_range().replace(" ", "")
    assert f"第{total}页共{total}页" in last
    assert problems(made.pdf) == []


def test_the_word_file_names_a_chinese_face_on_every_run_and_repeats_its_heading():
    paper = Document(io.BytesIO(table_report_docx(sample(), created=CREATED)))
    runs = list(paper.element.body.iter(qn("w:r")))
    assert runs and all(
        run.find(qn("w:rPr")).find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for run in runs
        if run.find(qn("w:t")) is not None
    )
    table = paper.tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[2].cells] == ["1", "学习计划", "机关党委", "1.5"]
    assert "NUMPAGES" in paper.sections[0].footer._element.xml
    assert paper.core_properties.created == CREATED


def test_the_workbook_prints_as_it_looks_and_keeps_numbers_as_numbers():
    wide = report([[1, "材料", date(2026, 9, 30), Decimal("1.5")]], landscape=True)
    sheet = openpyxl.load_workbook(io.BytesIO(table_report_xlsx(wide))).active
    assert sheet.page_setup.orientation == "landscape" and int(sheet.page_setup.paperSize) == 9
    assert sheet.print_title_rows and sheet.freeze_panes
    values = [cell.value for cell in sheet[sheet.max_row]]
    assert values == [1, "材料", datetime(2026, 9, 30), 1.5]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), "1.5"),
        (Decimal("10"), "10"),
        (2.0, "2"),
        (0.1, "0.1"),
        (None, ""),
        (date(2026, 1, 2), "2026-01-02"),
        (True, "是"),
    ],
)
def test_cells_read_as_people_write_them(value, text):
    assert cell_text(value) == text


def test_a_value_that_breaks_a_template_is_refused_in_words_not_with_a_traceback():
    with pytest.raises(TypesettingFailed) as refused:
        compile_pdf("table_report", {"title": "x"})
    assert "未能排版" in str(refused.value)


def test_a_paper_that_takes_too_long_costs_only_itself(tmp_path):
    data = {"pages": [{"heading": "x", "sentence": "y", "facts": [], "foot": ""}] * 20_000}
    good = {"pages": [{"heading": "x", "sentence": "y", "facts": [], "foot": ""}]}
    with Typesetter(tmp_path, timeout=0.4) as typesetter:
        with pytest.raises(TypesettingFailed):
            typesetter.set(Job("booklet_slip", data))
        typesetter._timeout = 60
        path, _warnings = typesetter.set(Job("booklet_slip", good))
    assert path.read_bytes().startswith(b"%PDF")


def test_points_of_a_column_stand_below_each_other_in_every_medium():
    columns = [Column("条目", 4), Column("得分", 1, "right", 2)]
    rows = [["a", Decimal("12.5")], ["b", 3], ["c", Decimal("0.125")], ["d", "未答"], ["e", None]]
    made = TableReport("得分表", columns, rows)
    sheet = openpyxl.load_workbook(io.BytesIO(table_report_xlsx(made))).active
    found = {row[0].value: row[1] for row in sheet.iter_rows()}
    assert [found[key].value for key in "abc"] == [12.5, 3, 0.125]
    assert {found[key].number_format for key in "abc"} == {"0.00"}
    word = Document(io.BytesIO(table_report_docx(made))).tables[0]
    assert [row.cells[1].text for row in word.rows] == ["得分", "12.50", "3.00", "0.13", "未答", ""]
    printed = text_of(table_report_pdf(made).pdf)
    assert all(figure in printed for figure in ("12.50", "3.00", "0.13"))
