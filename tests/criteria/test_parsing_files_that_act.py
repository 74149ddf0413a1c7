"""Tables in files that act by themselves – macros, scripts, links to elsewhere – are refused in one line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.criteria.table_files import word, workbook
from wenming.cli.criteria_parse import run
from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.exchange import read_exchange, to_docx, to_xlsx
from wenming.criteria.formats.tables import Unreadable, parse
from wenming.criteria.rules.values import Document

ROWS = [["项目", "内容", "分值"], ["学习", "有计划", "60"], ["环境", "整洁", "40"]]
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MACROS = '<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'


def with_parts(data: bytes, **parts: bytes) -> bytes:
    """The package with parts added: a__b_xml stands for a/b.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, old.read(member))
        for name, content in parts.items():
            new.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def edited(data: bytes, part: str, old: str, new: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in source.infolist():
            content = source.read(member)
            made.writestr(member, content.replace(old.encode(), new.encode()) if member.filename == part else content)
    return out.getvalue()


def linked(kind: str, target: str) -> bytes:
    relation = f'<Relationship Id="rId99" Type="{REL}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return edited(word("标准", ROWS), "word/_rels/document.xml.rels", "</Relationships>", relation)


HOSTILE = {
    "宏.docx": lambda: with_parts(word("标准", ROWS), word__vbaProject_DOT_bin=b"\xd0\xcf\x11\xe0"),
    "改名.docx": lambda: edited(word("标准", ROWS), "[Content_Types].xml", "</Types>", MACROS),
    "启用宏.docx": lambda: edited(
        word("标准", ROWS),
        "[Content_Types].xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
    ),
    "宏.xlsx": lambda: with_parts(workbook(ROWS), xl__vbaProject_DOT_bin=b"\xd0\xcf\x11\xe0"),
    "宏.xls": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook\0_VBA_PROJECT_CUR".encode("utf-16-le") + bytes(600)
    ),
}
LINKED = {
    "模板.docx": lambda: linked("attachedTemplate", "https://files.example/t.dotm"),
    "共享模板.docx": lambda: linked("attachedTemplate", "\\\\server\\share\\t.dotm"),
    "图片.docx": lambda: linked("image", "http://files.example/p.png"),
    "框架.docx": lambda: linked("frame", "http://files.example/p.html"),
    "外部表.xlsx": lambda: with_parts(workbook(ROWS), xl__externalLinks__externalLink1_DOT_xml=b"<externalLink/>"),
    "域.docx": lambda: edited(
        word("标准", ROWS),
        "word/document.xml",
        "<w:t>标准</w:t>",
        '<w:instrText xml:space="preserve"> DDEAUTO c:\\\\x.exe </w:instrText>',
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_with_macros_is_refused(name: str):
    with pytest.raises(Unreadable) as refusal:
        parse(HOSTILE[name](), name)
    assert "宏" in str(refusal.value) and "\n" not in str(refusal.value)


@pytest.mark.parametrize("name", LINKED)
def test_a_file_that_fetches_from_elsewhere_is_refused(name: str):
    with pytest.raises(Unreadable) as refusal:
        parse(LINKED[name](), name)
    assert "外部" in str(refusal.value) and "\n" not in str(refusal.value)


def test_a_pdf_with_scripts_is_refused():
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n"
    pdf += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
    with pytest.raises(Unreadable, match="脚本"):
        parse(pdf + b"trailer<</Root 1 0 R>>\n%%EOF", "脚本.pdf")


@pytest.mark.parametrize(
    "data",
    [
        lambda: linked("hyperlink", "https://www.example.com/notice"),
        lambda: linked("attachedTemplate", "file:///C:\\Users\\clerk\\Templates\\Normal.dotm"),
    ],
)
def test_a_hyperlink_and_the_writers_own_template_harm_nobody(data):
    assert len(parse(data(), "标准.docx").document["lines"]) == 2


def test_the_command_refuses_in_one_line_with_two(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    path = tmp_path / "测评表.docx"
    path.write_bytes(HOSTILE["宏.docx"]())
    assert run([str(path)]) == 2
    out, err = capfd.readouterr()
    assert out == "" and err.count("\n") == 1 and "宏" in err


EXPORTED = {
    "宏.xlsx": lambda: with_parts(to_xlsx(document_of_rows()), xl__vbaProject_DOT_bin=b"\xd0\xcf\x11\xe0"),
    "宏.docx": lambda: with_parts(to_docx(document_of_rows()), word__vbaProject_DOT_bin=b"\xd0\xcf\x11\xe0"),
    "外部表.xlsx": lambda: with_parts(
        to_xlsx(document_of_rows()), xl__externalLinks__externalLink1_DOT_xml=b"<externalLink/>"
    ),
}


def document_of_rows() -> Document:
    read = parse(workbook(ROWS), "测评表.xlsx").document
    return read_document({key: value for key, value in read.items() if key != "warnings"})


@pytest.mark.parametrize("name", EXPORTED)
def test_our_own_exports_are_refused_too_once_they_act_by_themselves(name: str):
    with pytest.raises(Unreadable, match=r"宏|外部") as refusal:
        read_exchange(EXPORTED[name](), name)
    assert name in str(refusal.value)


def test_our_own_exports_as_they_are_come_back():
    document = document_of_rows()
    assert read_exchange(to_xlsx(document), "甲.xlsx") == read_exchange(to_docx(document), "甲.docx") == document
