"""The verify step: a file is known by opening it, and what is unreadable, unsafe or disguised is said so in words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.evidence.files import making
from wenming.evidence.formats.kinds import Family
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.verdicts import Inspection, Limits, Verdict


def codes(inspection: Inspection) -> set[str]:
    return {problem.code for problem in inspection.problems}


def refused(path: Path, name: str, verdict: Verdict, code: str) -> Inspection:
    """Inspect and expect exactly this verdict for this reason, in words."""
    inspection = inspect(path, name)
    assert (inspection.verdict, code in codes(inspection)) == (verdict, True), inspection
    assert inspection.message.endswith("。") and inspection.what_to_do.endswith("。")
    return inspection


# --- sound files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "extension", "media_type"),
    [
        ("JPEG", "jpg", "image/jpeg"),
        ("PNG", "png", "image/png"),
        ("GIF", "gif", "image/gif"),
        ("WEBP", "webp", "image/webp"),
        ("BMP", "bmp", "image/bmp"),
        ("TIFF", "tiff", "image/tiff"),
    ],
)
def test_a_picture_is_known_by_its_content(tmp_path, form, extension, media_type):
    path = tmp_path / "content"
    making.picture(80, 60).save(path, form)
    inspection = inspect(path, f"照片.{extension}")
    assert inspection.ok
    assert (inspection.extension, inspection.media_type, inspection.kind) == (extension, media_type, "照片")
    assert inspection.pixels == (80, 60)


def test_a_phone_picture_in_heic_is_a_picture(tmp_path):
    pillow_heif = pytest.importorskip("pillow_heif")
    pillow_heif.register_heif_opener()
    making.picture(64, 48).save(tmp_path / "a", "HEIF")
    inspection = inspect(tmp_path / "a", "IMG_0001.HEIC")
    assert inspection.ok and inspection.extension == "heic"


def test_office_files_are_told_apart_by_what_is_in_them(tmp_path):
    assert inspect(making.docx(tmp_path / "a"), "办法.docx").extension == "docx"
    assert inspect(making.xlsx(tmp_path / "b"), "统计.xlsx").extension == "xlsx"
    assert inspect(making.docx(tmp_path / "c"), "办法.docx").ok
    assert inspect(making.ooxml_with_image(tmp_path / "d"), "照片页.docx").ok


def test_older_office_files_are_told_apart_by_their_streams(tmp_path):
    assert inspect(making.doc(tmp_path / "a"), "办法.doc").media_type == "application/msword"
    assert inspect(making.doc(tmp_path / "a"), "办法.wps").extension == "wps"
    book = making.compound(tmp_path / "b", {"Workbook": making.xls_records()})
    assert (inspect(book, "统计.xls").extension, inspect(book, "统计.et").extension) == ("xls", "et")
    slides = making.compound(tmp_path / "c", {"PowerPoint Document": b"\x0f\x00\xe8\x03" + bytes(8)})
    assert inspect(slides, "汇报.ppt").extension == "ppt"


def test_a_pdf_with_pages_is_sound(tmp_path):
    inspection = inspect(making.pdf(tmp_path / "a"), "通知.pdf")
    assert inspection.ok and inspection.kind == "PDF 文档"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
def test_text_in_any_usual_encoding_is_readable(tmp_path, codec):
    words = "志願服務活動記錄，參加人員三十名。" if codec == "big5" else "志愿服务活动记录，参加人员三十名。"
    (tmp_path / "a").write_bytes((words * 20).encode(codec))
    inspection = inspect(tmp_path / "a", "记录.txt")
    assert inspection.ok
    assert (tmp_path / "a").read_text(inspection.encoding).lstrip("\ufeff").startswith(words)


def test_recordings_and_videos_are_walked_through(tmp_path):
    assert inspect(making.wav(tmp_path / "a"), "宣讲.wav").ok
    assert inspect(making.mp3(tmp_path / "b"), "宣讲.mp3").ok
    assert inspect(making.mp4(tmp_path / "c"), "活动.mp4").family is Family.VIDEO
    assert inspect(making.mp4(tmp_path / "d", handler=b"soun"), "宣讲.m4a").ok


def test_a_plain_zip_of_sound_files_is_accepted(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.write(making.jpeg(tmp_path / "p.jpg"), "照片/一.jpg")
    assert inspect(tmp_path / "a.zip", "照片.zip").ok


def test_ofd_and_mail_are_known(tmp_path):
    with zipfile.ZipFile(tmp_path / "a", "w") as out:
        out.writestr("OFD.xml", '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>')
    assert inspect(tmp_path / "a", "公文.ofd").media_type == "application/ofd"
    (tmp_path / "b").write_bytes(
        b"From: a@example.cn\r\nTo: b@example.cn\r\nSubject: x\r\nDate: Wed, 5 Mar 2025\r\n\r\nhello"
    )
    assert inspect(tmp_path / "b", "来信.eml").family is Family.MAIL


def test_a_name_without_suffix_is_no_obstacle(tmp_path):
    assert inspect(making.jpeg(tmp_path / "a"), "微信图片_20250305").ok


def test_a_picture_under_another_pictures_suffix_is_taken_and_noted(tmp_path):
    making.picture(80, 60).save(tmp_path / "a", "PNG")
    inspection = inspect(tmp_path / "a", "照片.JPG")
    assert inspection.ok and inspection.extension == "png"
    assert "PNG" in inspection.notes[0]


# --- unreadable --------------------------------------------------------------------------------------------------


def test_zero_bytes_are_refused(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    refused(tmp_path / "a", "照片.jpg", Verdict.UNREADABLE, "empty")


def test_a_file_over_the_limit_is_refused_before_it_is_opened(tmp_path):
    (tmp_path / "a").write_bytes(bytes(2000))
    inspection = inspect(tmp_path / "a", "照片.jpg", limits=Limits(max_bytes=1000))
    assert codes(inspection) == {"too_large"}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_a_cut_picture_is_damaged(tmp_path, form):
    making.picture(400, 300).save(tmp_path / "a", form)
    data = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(data[: len(data) * 6 // 10])
    refused(tmp_path / "a", f"照片.{form.lower()}", Verdict.UNREADABLE, "damaged")


def test_a_cut_docx_is_damaged(tmp_path):
    data = making.docx(tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(data[: len(data) // 2])
    refused(tmp_path / "a", "办法.docx", Verdict.UNREADABLE, "damaged")


def test_a_docx_with_one_flipped_byte_is_damaged(tmp_path):
    path = making.docx(tmp_path / "a")
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as zf:
        info = zf.getinfo("word/document.xml")
    data[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
    path.write_bytes(bytes(data))
    refused(path, "办法.docx", Verdict.UNREADABLE, "damaged")


def test_a_cut_mp4_and_wav_are_damaged(tmp_path):
    data = making.mp4(tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(data[:-30])
    refused(tmp_path / "a", "活动.mp4", Verdict.UNREADABLE, "damaged")
    data = making.wav(tmp_path / "b").read_bytes()
    (tmp_path / "b").write_bytes(data[:-100])
    refused(tmp_path / "b", "宣讲.wav", Verdict.UNREADABLE, "damaged")


def test_a_pdf_that_is_only_a_header_is_damaged(tmp_path):
    (tmp_path / "a").write_bytes(b"%PDF-1.7\nnothing else")
    refused(tmp_path / "a", "通知.pdf", Verdict.UNREADABLE, "damaged")


def test_a_damaged_compound_file_is_damaged_and_never_loops(tmp_path):
    data = bytearray(making.doc(tmp_path / "a").read_bytes())
    data[48:52] = b"\x00\x00\x00\x00"
    data[600:] = bytes(len(data) - 600)
    (tmp_path / "a").write_bytes(bytes(data))
    assert inspect(tmp_path / "a", "办法.doc").verdict is Verdict.UNREADABLE


def test_noise_under_any_suffix_is_unreadable(tmp_path):
    (tmp_path / "a").write_bytes(bytes(range(256)) * 50)
    for name in ("照片.jpg", "办法.docx", "统计.xls", "什么.什么", "无后缀"):
        assert inspect(tmp_path / "a", name).verdict is Verdict.UNREADABLE, name


def test_an_encrypted_pdf_is_told_apart_from_a_damaged_one(tmp_path):
    making.pdf(tmp_path / "plain.pdf")
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(user="secret", owner="owner"))
    refused(tmp_path / "a.pdf", "通知.pdf", Verdict.UNREADABLE, "password")


def test_a_pdf_locked_only_against_changes_can_be_read(tmp_path):
    making.pdf(tmp_path / "plain.pdf")
    with pikepdf.open(tmp_path / "plain.pdf") as pdf:
        pdf.save(tmp_path / "a.pdf", encryption=pikepdf.Encryption(user="", owner="owner"))
    assert inspect(tmp_path / "a.pdf", "通知.pdf").ok


def test_an_encrypted_workbook_is_a_compound_file_that_says_so(tmp_path):
    path = making.compound(tmp_path / "a", {"EncryptedPackage": bytes(5000), "EncryptionInfo": bytes(200)})
    inspection = refused(path, "统计.xlsx", Verdict.UNREADABLE, "password")
    assert codes(inspection) == {"password"}


def test_older_files_with_a_password_are_recognised(tmp_path):
    refused(making.doc(tmp_path / "a", flags=0x0300), "办法.doc", Verdict.UNREADABLE, "password")
    book = making.compound(tmp_path / "b", {"Workbook": making.xls_records((0x2F, bytes(6)))})
    refused(book, "统计.xls", Verdict.UNREADABLE, "password")


def test_an_encrypted_zip_is_recognised(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("一.txt", "内容")
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(data))
    refused(tmp_path / "a.zip", "材料.zip", Verdict.UNREADABLE, "password")


def test_archives_we_cannot_open_are_refused_with_advice(tmp_path):
    (tmp_path / "a").write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(100))
    assert "解压" in refused(tmp_path / "a", "材料.rar", Verdict.UNREADABLE, "opaque_archive").what_to_do
    (tmp_path / "b").write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))
    refused(tmp_path / "b", "材料.7z", Verdict.UNREADABLE, "opaque_archive")


# --- unsafe ------------------------------------------------------------------------------------------------------


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


# --- disguised ---------------------------------------------------------------------------------------------------


def test_a_jpg_that_is_really_a_pdf_is_refused_with_both_names(tmp_path):
    inspection = refused(making.pdf(tmp_path / "a"), "照片.jpg", Verdict.DISGUISED, "disguised")
    assert ".jpg" in inspection.message and "PDF" in inspection.message and ".pdf" in inspection.what_to_do


def test_a_jpg_that_is_text_and_a_docx_that_is_a_picture_are_refused(tmp_path):
    (tmp_path / "a").write_text("这不是照片", encoding="utf-8")
    refused(tmp_path / "a", "照片.jpg", Verdict.DISGUISED, "disguised")
    refused(making.jpeg(tmp_path / "b"), "办法.docx", Verdict.DISGUISED, "disguised")


# --- names -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["照" * 300 + ".jpg", "😀🎉志愿👨‍👩‍👧.jpg", "a" * 300, "..", "", ".jpg", "a.b.c.JPeG"])
def test_odd_names_do_no_harm(tmp_path, name):
    assert inspect(making.jpeg(tmp_path / "x"), name).ok


def test_an_inspection_of_a_sound_file_has_nothing_to_say(tmp_path):
    inspection = inspect(making.jpeg(tmp_path / "x"), "照片.jpeg")
    assert (inspection.message, inspection.what_to_do, inspection.notes) == ("", "", ())


def test_no_decoder_is_tried_that_the_signature_did_not_name(tmp_path):
    (tmp_path / "a").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")
    assert not inspect(tmp_path / "a", "图.jpg").ok
    assert Image.MAX_IMAGE_PIXELS and Limits.max_pixels >= Image.MAX_IMAGE_PIXELS
