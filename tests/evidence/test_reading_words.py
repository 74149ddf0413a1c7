"""The text step and the content blocks: every word of a paper can be found, in reading order, and nothing else."""

from __future__ import annotations

import zipfile
from datetime import datetime

import pytest
from docx import Document

from tests.evidence.files import making
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.outline import MAX_BLOCKS, MAX_ROWS, outline
from wenming.evidence.formats.text import Extracted, TextLimits, extract_text


def words_of(path, name, **limits) -> Extracted:
    inspection = inspect(path, name)
    assert inspection.ok, inspection
    return extract_text(path, inspection, limits=TextLimits(**limits) if limits else None)


def report(path):
    """A Word report with headings, a table with merged cells, a header, a footer and a text box."""
    document = Document()
    document.add_heading("志愿服务工作报告", level=1)
    document.add_paragraph("一、基本情况。")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ["月份", "次数", "备注"], strict=True):
        cell.text = text
    merged = table.cell(1, 0).merge(table.cell(1, 1))
    merged.text = "三月"
    table.cell(1, 2).text = "学雷锋"
    last = document.add_paragraph("二、下步打算。")
    box = (
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    from lxml import etree

    last._p.append(etree.fromstring(box))
    document.sections[0].header.paragraphs[0].text = "页眉单位"
    document.sections[0].footer.paragraphs[0].text = "页脚日期"
    document.save(str(path))
    return path


def test_a_word_file_is_read_in_order_with_tables_and_boxes_once(tmp_path):
    extracted = words_of(report(tmp_path / "a"), "报告.docx")
    assert extracted.body.split("\n") == [
        "志愿服务工作报告",
        "一、基本情况。",
        "月份\t次数\t备注",
        "三月\t学雷锋",
        "二、下步打算。",
        "框中文字",
    ]


def test_headers_and_footers_are_found_but_not_counted(tmp_path):
    extracted = words_of(report(tmp_path / "a"), "报告.docx")
    assert "页眉单位" in extracted.text and "页脚日期" in extracted.text
    assert "页眉单位" not in extracted.body
    assert extracted.words == 8 + 7 + 6 + 5 + 7 + 4


def test_deleted_words_and_field_codes_are_not_read(tmp_path):
    inside = (
        "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins><w:r><w:t>加上</w:t></w:r></w:ins>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    )
    path = making.package(tmp_path / "a", {"word/document.xml": making.word_body("正文", inside=inside)})
    assert words_of(path, "通知.docx").body == "正文加上"


def test_a_workbook_is_read_sheet_by_sheet(tmp_path):
    path = making.xlsx(tmp_path / "a", [["日期", "时长"], [datetime(2025, 3, 5), 12.0], ["合计", 12.5]], sheet="三月")
    assert words_of(path, "统计.xlsx").body.split("\n") == ["三月", "日期\t时长", "2025-03-05\t12", "合计\t12.5"]


def test_a_pdf_is_read_page_by_page_and_says_when_it_needs_ocr(tmp_path):
    extracted = words_of(making.pdf(tmp_path / "a", pages=2), "通知.pdf")
    assert extracted.pages == 2 and "page 1" in extracted.body and "page 2" in extracted.body
    assert not extracted.needs_ocr
    assert words_of(making.pdf(tmp_path / "b", text=""), "扫描件.pdf").needs_ocr


def test_a_photo_has_no_text_without_ocr(tmp_path):
    assert words_of(making.jpeg(tmp_path / "a"), "照片.jpg").needs_ocr


def test_slides_are_read_in_showing_order(tmp_path):
    drawing = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
        f'<Relationship Id="r{n}" Type="{office}/slide" Target="slides/slide{n}.xml"/>' for n in (1, 2)
    )
    parts = {
        "[Content_Types].xml": '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.'
        'presentationml.presentation.main+xml"/></Types>',
        "ppt/presentation.xml": f'<p:p xmlns:p="x" xmlns:r="{office}"><p:sldId r:id="r2"/><p:sldId r:id="r1"/></p:p>',
        "ppt/_rels/presentation.xml.rels": rels + "</Relationships>",
        "ppt/slides/slide1.xml": f"<s {drawing}><a:p><a:r><a:t>第二</a:t></a:r><a:r><a:t>张</a:t></a:r></a:p></s>",
        "ppt/slides/slide2.xml": f"<s {drawing}><a:p><a:r><a:t>第一张</a:t></a:r></a:p></s>",
    }
    with zipfile.ZipFile(tmp_path / "a", "w") as out:
        for name, data in parts.items():
            out.writestr(name, data)
    assert words_of(tmp_path / "a", "汇报.pptx").body == "第一张\n\n第二张"
    assert [block.kind for block in outline(tmp_path / "a", inspect(tmp_path / "a", "汇报.pptx"))] == [
        "slide",
        "paragraph",
    ] * 2


def test_older_word_files_are_read_with_their_fields_resolved(tmp_path):
    path = making.doc(tmp_path / "a", "正文\x13 HYPERLINK x \x14链接\x15结束\r第二段\r", "页眉\r")
    extracted = words_of(path, "办法.doc")
    assert (extracted.body, extracted.beside) == ("正文链接结束\n第二段\n", "页眉\n")


def test_older_slides_are_read(tmp_path):
    import struct

    def atom(kind: int, body: bytes) -> bytes:
        return struct.pack("<HHI", 0, kind, len(body)) + body

    inner = atom(0x0FA0, "标题".encode("utf-16-le")) + atom(0x0FA8, b"plain")
    stream = struct.pack("<HHI", 0x0F, 0x03E8, len(inner)) + inner
    path = making.compound(tmp_path / "a", {"PowerPoint Document": stream})
    assert words_of(path, "汇报.ppt").body.strip() == "标题\nplain"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_plain_text_is_read_in_its_encoding(tmp_path, codec):
    (tmp_path / "a").write_bytes(("活动记录：三月五日，图书馆广场。\r\n" * 5).encode(codec))
    assert words_of(tmp_path / "a", "记录.txt").body.startswith("活动记录：三月五日，图书馆广场。\n")


def test_a_web_page_is_read_without_its_markup(tmp_path):
    page = (
        "<!doctype html><html><head><title>x</title><style>p{color:red}</style></head><body><h1>报道</h1>"
        "<p>我馆<b>开展</b>活动</p><table><tr><td>一</td><td>二</td></tr></table></body></html>"
    )
    (tmp_path / "a").write_text(page, encoding="utf-8")
    assert words_of(tmp_path / "a", "报道.html").body == "报道\n我馆开展活动\n一\t二"


def test_rich_text_is_read_with_chinese_escapes(tmp_path):
    body = "".join(f"\\'{byte:02x}" for byte in "志愿".encode("gb18030"))
    (tmp_path / "a").write_bytes(
        rb"{\rtf1\ansi{\fonttbl{\f0 SimSun;}}\f0 " + body.encode() + rb"\u26381?\u21153?\par end}"
    )
    assert words_of(tmp_path / "a", "说明.rtf").body == "志愿服务\nend"


def test_ofd_and_opendocument_are_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "a", "w") as out:
        out.writestr("OFD.xml", '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>')
        for number, text in ((10, "第二页"), (2, "第一页")):
            page = f'<ofd:P xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextCode>{text}</ofd:TextCode></ofd:P>'
            out.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", page)
    assert words_of(tmp_path / "a", "公文.ofd").body == "第一页\n第二页"
    names = 'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:b="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    with zipfile.ZipFile(tmp_path / "b", "w") as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        out.writestr(
            "content.xml",
            f"<o {names}><t:h>标题</t:h><t:p>正文</t:p><b:table-row><b:table-cell><t:p>一</t:p></b:table-cell>"
            "<b:table-cell><t:p>二</t:p></b:table-cell></b:table-row></o>",
        )
    assert words_of(tmp_path / "b", "办法.odt").body == "标题\n正文\n一\t二"


def test_a_long_text_is_cut_and_says_so(tmp_path):
    (tmp_path / "a").write_text("志" * 5000, encoding="utf-8")
    extracted = words_of(tmp_path / "a", "记录.txt", characters=1000)
    assert (len(extracted.body), extracted.truncated) == (1000, True)
    extracted = words_of(making.pdf(tmp_path / "b", pages=6), "通知.pdf", pages=2)
    assert (extracted.pages, extracted.truncated) == (2, True)


def test_a_refused_file_gives_no_text_but_its_reason(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    extracted = extract_text(tmp_path / "a", inspect(tmp_path / "a", "记录.txt"))
    assert extracted.body == "" and "0 字节" in extracted.message


def test_a_word_file_is_shown_as_headings_paragraphs_and_tables(tmp_path):
    blocks = outline(report(tmp_path / "a"), inspect(tmp_path / "a", "报告.docx"))
    assert [(block.kind, block.level) for block in blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("table", 0),
        ("paragraph", 0),
        ("paragraph", 0),
    ]
    assert blocks[2].rows == (("月份", "次数", "备注"), ("三月", "学雷锋"))
    assert blocks[2].as_dict() == {"kind": "table", "rows": [["月份", "次数", "备注"], ["三月", "学雷锋"]]}


def test_a_large_workbook_is_shown_from_its_beginning(tmp_path):
    path = making.xlsx(tmp_path / "a", [[f"行{n}", n] for n in range(MAX_ROWS + 50)])
    sheet, table = outline(path, inspect(path, "统计.xlsx"))
    assert (sheet.kind, sheet.text, len(table.rows), table.more) == ("sheet", "统计", MAX_ROWS, 1)


def test_a_long_text_is_shown_from_its_beginning(tmp_path):
    (tmp_path / "a").write_text("一行\n" * (MAX_BLOCKS + 5), encoding="utf-8")
    blocks = outline(tmp_path / "a", inspect(tmp_path / "a", "记录.txt"))
    assert (len(blocks), blocks[-1].kind) == (MAX_BLOCKS + 1, "note")


def test_markup_in_a_text_stays_text(tmp_path):
    (tmp_path / "a").write_text("<b>粗</b> & <i>", encoding="utf-8")
    assert outline(tmp_path / "a", inspect(tmp_path / "a", "记录.txt"))[0].text == "<b>粗</b> & <i>"
