"""The verify step keeps out what would act by itself: macros, links, scripts, programs in disguise, bombs."""

from __future__ import annotations

import zipfile

import pikepdf
import pytest

from tests.evidence.files import making
from tests.evidence.files.verdicts import codes, refused
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.verdicts import Verdict


def test_a_macro_document_disguised_as_docx_is_unsafe(tmp_path):
    path = making.package(
        tmp_path / "a",
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(100)},
        main="application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert codes(refused(path, "通知.docx", Verdict.UNSAFE, "macro")) == {"macro"}


def test_a_macro_part_is_found_even_under_an_innocent_content_type(tmp_path):
    refused(making.package(tmp_path / "a", {"word/vbaProject.bin": b"x"}), "通知.docx", Verdict.UNSAFE, "macro")
    sheet = making.package(
        tmp_path / "b", {"xl/workbook.xml": "<workbook/>", "xl/macrosheets/sheet1.xml": "<x/>"}, main=making.SHEET_MAIN
    )
    refused(sheet, "统计.xlsx", Verdict.UNSAFE, "macro")


def test_macros_in_older_files_are_found(tmp_path):
    data = {"Workbook": making.xls_records(), "dir": bytes(10)}
    refused(
        making.compound(tmp_path / "a", data, storages=("_VBA_PROJECT_CUR", "VBA")), "表.xls", Verdict.UNSAFE, "macro"
    )
    sheet = (0x85, b"\x00\x00\x00\x00\x00\x01\x06\x00macro1")
    book = making.compound(tmp_path / "b", {"Workbook": making.xls_records(sheet)})
    refused(book, "表.xls", Verdict.UNSAFE, "macro")


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "http://example.cn/t.dotm"),
        ("attachedTemplate", "\\\\server\\share\\t.dotm"),
        ("attachedTemplate", "file://server/share/t.dotm"),
        ("oleObject", "file:///C:/x.xlsx"),
        ("image", "https://example.cn/pixel.png"),
        ("frame", "http://example.cn/"),
        ("hyperlink", "javascript:alert(1)"),
    ],
)
def test_a_document_that_fetches_something_from_elsewhere_is_unsafe(tmp_path, kind, target):
    path = making.package(tmp_path / "a", {"word/_rels/document.xml.rels": making.relations((kind, target))})
    refused(path, "通知.docx", Verdict.UNSAFE, "external_link")


def test_ordinary_hyperlinks_and_the_writers_own_template_are_harmless(tmp_path):
    path = making.package(
        tmp_path / "a",
        {
            "word/_rels/document.xml.rels": making.relations(
                ("hyperlink", "https://example.cn/a?b=c"),
                ("hyperlink", "mailto:a@example.cn"),
                ("hyperlink", "附件.docx"),
            ),
            "word/_rels/settings.xml.rels": making.relations(("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm")),
        },
    )
    assert inspect(path, "通知.docx").ok


def test_a_workbook_linked_to_other_workbooks_is_unsafe(tmp_path):
    path = making.package(
        tmp_path / "a",
        {"xl/workbook.xml": "<workbook/>", "xl/externalLinks/externalLink1.xml": "<externalLink/>"},
        main=making.SHEET_MAIN,
    )
    refused(path, "统计.xlsx", Verdict.UNSAFE, "external_link")
    old = making.compound(tmp_path / "b", {"Workbook": making.xls_records((0x01AE, b"\x01\x00\x05\x00\x00x.xls"))})
    refused(old, "统计.xls", Verdict.UNSAFE, "external_link")


def test_embedded_objects_and_controls_are_unsafe(tmp_path):
    for part in ("word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"):
        path = making.package(tmp_path / "a", {part: b"\xd0\xcf\x11\xe0"})
        refused(path, "通知.docx", Verdict.UNSAFE, "embedded_object")
    path = making.package(tmp_path / "b", {"word/media/run.exe": b"x"})
    refused(path, "通知.docx", Verdict.UNSAFE, "archive_program")


def test_a_dde_field_is_found_though_word_splits_it(tmp_path):
    pieces = "<w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\x.exe</w:instrText></w:r>"
    path = making.package(tmp_path / "a", {"word/document.xml": making.word_body("", inside=pieces)})
    refused(path, "通知.docx", Verdict.UNSAFE, "dde")


def test_a_dde_formula_is_found(tmp_path):
    parts = {
        "xl/workbook.xml": "<workbook/>",
        "xl/worksheets/sheet1.xml": "<worksheet><f>cmd|'/c calc'!A0</f></worksheet>",
    }
    refused(making.package(tmp_path / "a", parts, main=making.SHEET_MAIN), "统计.xlsx", Verdict.UNSAFE, "dde")
    (tmp_path / "b").write_text("姓名,时长\n=cmd|' /C calc'!A0,2\n", encoding="utf-8")
    refused(tmp_path / "b", "统计.csv", Verdict.UNSAFE, "dde")


def test_entities_declared_in_a_document_are_unsafe(tmp_path):
    lol = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + making.word_body("&b;")
    refused(making.package(tmp_path / "a", {"word/document.xml": lol}), "通知.docx", Verdict.UNSAFE, "entity")


@pytest.mark.parametrize("where", ["open", "page", "names", "annotation"])
def test_a_pdf_with_a_script_is_unsafe(tmp_path, where):
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    if where == "open":
        pdf.Root.OpenAction = action
    elif where == "page":
        page.obj.AA = pikepdf.Dictionary(O=action)
    elif where == "names":
        pdf.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), pdf.make_indirect(action)]))
        )
    else:
        page.obj.Annots = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary(Subtype=pikepdf.Name.Widget, A=action))])
    pdf.save(tmp_path / "a.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    refused(tmp_path / "a.pdf", "通知.pdf", Verdict.UNSAFE, "pdf_script")


def test_a_pdf_that_launches_a_program_or_carries_one_is_unsafe(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
    pdf.save(tmp_path / "a.pdf")
    refused(tmp_path / "a.pdf", "通知.pdf", Verdict.UNSAFE, "pdf_launch")
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["附件.exe"] = pikepdf.AttachedFileSpec(pdf, making.windows_program(), filename="附件.exe")
    pdf.save(tmp_path / "b.pdf")
    refused(tmp_path / "b.pdf", "通知.pdf", Verdict.UNSAFE, "pdf_attachment")


def test_a_pdf_that_only_talks_about_scripts_is_sound(tmp_path):
    assert inspect(making.pdf(tmp_path / "a", Title="How /JavaScript and /JS and /Launch work"), "说明.pdf").ok


def test_a_pdf_stream_that_unpacks_without_end_is_unsafe(tmp_path):
    import zlib

    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    packer = zlib.compressobj(9)
    data = b"".join([packer.compress(bytes(1024 * 1024)) for _ in range(600)]) + packer.flush()
    stream = pikepdf.Stream(pdf, data)
    stream.stream_dict.Filter = pikepdf.Name.FlateDecode
    page.Contents = pdf.make_indirect(stream)
    pdf.save(tmp_path / "a.pdf", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    refused(tmp_path / "a.pdf", "通知.pdf", Verdict.UNSAFE, "bomb")


@pytest.mark.parametrize(
    "content",
    [
        making.windows_program(),
        b"\x7fELF\x02\x01\x01" + bytes(100),
        b"#!/bin/sh\nrm -rf /\n",
        b"<?php system($_GET['c']); ?>",
        b"@echo off\r\nformat c:\r\n",
        b"\xca\xfe\xba\xbe" + bytes(60),
    ],
)
def test_a_program_that_calls_itself_a_picture_is_unsafe(tmp_path, content):
    (tmp_path / "a").write_bytes(content)
    assert codes(refused(tmp_path / "a", "照片.jpg", Verdict.UNSAFE, "disguised_program")) == {"disguised_program"}


def test_a_program_under_its_own_name_is_unsafe_too(tmp_path):
    (tmp_path / "a").write_bytes(making.windows_program())
    refused(tmp_path / "a", "安装.exe", Verdict.UNSAFE, "program")
    (tmp_path / "b").write_text("WScript.Echo 1", encoding="utf-8")
    refused(tmp_path / "b", "照片.jpg.vbs", Verdict.UNSAFE, "program")


def test_a_name_written_backwards_cannot_hide_its_suffix(tmp_path):
    (tmp_path / "a").write_text("x", encoding="utf-8")
    refused(tmp_path / "a", "活动照片\u202egpj.bat", Verdict.UNSAFE, "program")


def test_a_zip_bomb_is_unsafe_under_any_name(tmp_path):
    making.bomb(tmp_path / "a")
    refused(tmp_path / "a", "材料.zip", Verdict.UNSAFE, "bomb")
    refused(tmp_path / "a", "通知.docx", Verdict.UNSAFE, "bomb")


def test_a_docx_with_a_bomb_inside_is_unsafe(tmp_path):
    path = making.package(tmp_path / "a", {"word/media/image1.png": bytes(64 * 1024 * 1024)})
    refused(path, "通知.docx", Verdict.UNSAFE, "bomb")


def test_archives_inside_archives_are_unsafe(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("里面.zip", b"PK\x03\x04")
    refused(tmp_path / "a.zip", "材料.zip", Verdict.UNSAFE, "nested_archive")


@pytest.mark.parametrize("name", ["../../etc/x.txt", "/etc/x.txt", "..\\x.txt", "C:\\x.txt"])
def test_path_tricks_in_a_zip_are_unsafe(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr(name, "x")
    refused(tmp_path / "a.zip", "材料.zip", Verdict.UNSAFE, "archive_path")


def test_a_program_in_a_zip_is_unsafe(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("照片.jpg", making.windows_program())
    refused(tmp_path / "a.zip", "材料.zip", Verdict.UNSAFE, "archive_program")


def test_a_picture_of_two_gigapixels_is_unsafe(tmp_path):
    refused(making.huge_png(tmp_path / "a"), "照片.png", Verdict.UNSAFE, "picture_bomb")
    refused(making.huge_png(tmp_path / "b", 12_000, 12_000), "照片.png", Verdict.UNSAFE, "picture_bomb")


@pytest.mark.parametrize(
    "source",
    [
        "<html><body><script>alert(1)</script></body></html>",
        '<html><body><img src=x onerror="alert(1)"></body></html>',
        '<html><body><a href="javascript:alert(1)">x</a></body></html>',
        '<html><head><meta http-equiv="refresh" content="0;url=http://example.cn"></head></html>',
        '<html><body><iframe src="http://example.cn"></iframe></body></html>',
    ],
)
def test_a_web_page_with_anything_active_is_unsafe(tmp_path, source):
    (tmp_path / "a").write_text(source, encoding="utf-8")
    refused(tmp_path / "a", "报道.html", Verdict.UNSAFE, "page_script")


def test_a_quiet_web_page_and_a_quiet_svg_are_sound_and_a_loud_svg_is_not(tmp_path):
    (tmp_path / "a").write_text("<!doctype html><html><body><p>报道</p></body></html>", encoding="utf-8")
    assert inspect(tmp_path / "a", "报道.html").ok
    (tmp_path / "b").write_text('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', encoding="utf-8")
    assert inspect(tmp_path / "b", "图.svg").media_type == "image/svg+xml"
    (tmp_path / "c").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', encoding="utf-8")
    refused(tmp_path / "c", "图.svg", Verdict.UNSAFE, "page_script")


def test_a_mail_with_a_program_attached_is_unsafe(tmp_path):
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.cn", "b@example.cn", "材料"
    message.set_content("见附件。")
    message.add_attachment(making.windows_program(), maintype="application", subtype="octet-stream", filename="a.pdf")
    (tmp_path / "a").write_bytes(message.as_bytes())
    refused(tmp_path / "a", "来信.eml", Verdict.UNSAFE, "archive_program")
