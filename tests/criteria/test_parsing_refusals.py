"""Files that are no criteria table, or a trap, are refused in words; huge ones cost neither memory nor patience."""

from __future__ import annotations

import io
import resource
import struct
import time
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest

from wenming.criteria.formats.tables import NoTable, Unreadable, parse

HEAD = "项目,内容,分值\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET}"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def archive(**members: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def workbook(rows: str) -> bytes:
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            made.writestr(name, data)
    return out.getvalue()


def plain_workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lying_bomb() -> bytes:
    """A member that unpacks to 200 MB and says it has 1,000 bytes."""
    data = bytearray(archive(xl__workbook_xml="x", xl__worksheets__sheet1_xml=bytes(200_000_000)))
    entry = data.rfind(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 1000)
    return bytes(data)


def empty_document() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
)


@pytest.mark.parametrize(
    ("name", "make", "word"),
    [
        ("空.xlsx", lambda: b"", "空的"),
        ("零.xlsx", lambda: bytes(500), "空的"),
        ("半截.xlsx", lambda: plain_workbook(["项目", "内容", "分值"])[:2000], "已损坏"),
        ("图片.xlsx", lambda: b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8, "图片"),
        ("程序.csv", lambda: b"MZ\x90\x00" + bytes(range(256)) * 8, "可执行程序"),
        ("乱码.csv", lambda: bytes(range(256)) * 40, "无法识别"),
        ("压缩包.docx", lambda: archive(a_xml="x"), "压缩包"),
        ("炸弹.xlsx", lambda: archive(xl__workbook_xml="x", xl__worksheets__sheet1_xml=bytes(300_000_000)), "过大"),
        ("谎报.xlsx", lying_bomb, "过大"),
        ("实体.docx", lambda: archive(word__document_xml=ENTITIES), "实体定义"),
        ("断裂.docx", lambda: archive(word__document_xml="<broken"), "已损坏"),
        ("旧版.doc", lambda: OLE + "WordDocument".encode("utf-16-le") + bytes(600), ".docx"),
        ("加密.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600), "密码"),
        ("坏.xls", lambda: OLE + "Workbook".encode("utf-16-le") + bytes(600), "已损坏"),
        ("坏.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)), "已损坏"),
        ("文档.rtf", lambda: b"{\\rtf1 hello}", "RTF"),
        ("数据.json", lambda: b'{"format": "wenming-criteria/1"}', "导入"),
        ("零散.xlsx", lambda: workbook('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "XFD1048576"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_words(name: str, make: Callable[[], bytes], word: str):
    with pytest.raises(Unreadable) as refusal:
        parse(make(), name)
    assert word in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("无表.xlsx", lambda: plain_workbook(["各单位："], ["请按时报送。"])),
        ("空表.xlsx", plain_workbook),
        ("空白.docx", empty_document),
        ("通知.txt", "各单位：请做好有关工作。".encode),
        ("网页.html", "<html><body><table><tr><td>首页</td><td>联系我们</td></tr></table></body></html>".encode),
        ("只有表头.csv", "项目,内容,分值\n".encode),
        ("深.html", lambda: b"<html><body>" + b"<div>" * 100_000 + b"x"),
        ("套表.html", lambda: b"<html><body>" + b"<table><tr><td>" * 3000 + b"x"),
    ],
)
def test_a_file_without_criteria_is_refused_in_words(name: str, make: Callable[[], bytes]):
    with pytest.raises(NoTable) as refusal:
        parse(make(), name)
    assert "没有找到测评表" in str(refusal.value)


def test_the_content_decides_not_the_suffix():
    table = (
        "<table><tr><td>项目</td><td>内容</td><td>分值</td></tr><tr><td>学习</td><td>有计划</td><td>5</td></tr></table>"
    )
    page = f"<html><body>{table}</body></html>"
    assert parse(page.encode(), "表.xls").document["lines"][0]["points"] == "5"
    book = plain_workbook(["项目", "内容", "分值"], ["学习", "有计划", 5])
    assert parse(book, "表.docx").document["lines"][0]["points"] == "5"


def test_scripts_and_hidden_words_of_a_page_are_not_read():
    page = (
        "<html><head><script>var t='<tr><td>假</td></tr>'</script></head><body><table><tr><td>项目</td><td>内容</td><td>分值</td></tr>"
        "<tr style='display:none'><td>假</td><td>假</td><td>9</td></tr><tr><td>学习<script>x()</script></td><td>有计划</td><td>5</td></tr></table></body></html>"
    )
    lines = parse(page.encode(), "页.html").document["lines"]
    assert "假" not in str(lines) and "x()" not in str(lines)


def test_a_million_formatted_blank_rows_cost_neither_time_nor_memory():
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>项目</t></is></c><c r="B1" t="inlineStr"><is><t>内容</t></is></c><c r="C1" t="inlineStr"><is><t>分值</t></is></c></row>'
    rows += '<row r="2"><c r="A2" t="inlineStr"><is><t>学习</t></is></c><c r="B2" t="inlineStr"><is><t>有计划</t></is></c><c r="C2"><v>5</v></c></row>'
    rows += "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 400_000))
    data = workbook(rows)
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert parse(data, "空行.xlsx").document["lines"][0]["points"] == "5"
    assert time.process_time() - start < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_ten_thousand_lines_are_read():
    text = HEAD + "".join(f"第{n // 10 + 1}类,做好第{n}项工作并有记录,2\n" for n in range(10_000))
    document = parse(text.encode(), "长.csv").document
    assert sum(len(line["lines"]) for line in document["lines"]) == 10_000


@pytest.mark.parametrize(
    "words",
    [
        "得1分，" * 20_000,
        "扣1分；" * 20_000,
        "①②③" * 20_000,
        "（本项" * 20_000,
        "每" * 50_000,
        "1 " * 50_000,
        "国家级省级" * 20_000,
        "A 1分 " * 20_000,
        "90%得5分，" * 20_000,
    ],
)
def test_endless_words_do_not_stall_the_reader(words: str):
    start = time.process_time()
    parse(f"{HEAD}学习,{words},5\n卫生,整洁,5\n".encode(), "长句.csv")
    with pytest.raises(NoTable):
        parse(f"1.{words}\n2.{words}".encode(), "长句.txt")
    assert time.process_time() - start < 20


def test_spans_without_end_do_not_fill_the_memory():
    rows = "<tr><td rowspan=65000 colspan=1000>甲</td><td>乙</td></tr>" * 500
    with pytest.raises(NoTable):
        parse(f"<html><body><table>{rows}</table></body></html>".encode(), "跨.html")


def test_a_scanned_or_locked_pdf_says_what_to_do():
    import pikepdf

    blank = pikepdf.new()
    blank.add_blank_page()
    scanned, locked = io.BytesIO(), io.BytesIO()
    blank.save(scanned)
    blank.save(locked, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(Unreadable, match="没有文字"):
        parse(scanned.getvalue(), "扫描.pdf")
    with pytest.raises(Unreadable, match="密码"):
        parse(locked.getvalue(), "加密.pdf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_is_read_in_the_encodings_of_offices(encoding: str):
    text = "项目,内容,分值\n学习,有计划、有记录,5\n卫生,整洁有序,5\n"
    titles = [line["title"] for line in parse(text.encode(encoding), "表.csv").document["lines"]]
    assert titles == ["学习", "卫生"]


def test_traditional_text_in_big5_is_read_and_simplified():
    text = "項目,內容,分數\n學習,有計劃、有記錄,5\n衛生,整潔有序,5\n"
    titles = [line["title"] for line in parse(text.encode("big5"), "表.csv").document["lines"]]
    assert titles == ["学习", "卫生"]
