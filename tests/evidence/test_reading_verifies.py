"""The verify step: a file is known by opening it, and what is unreadable, unsafe or disguised is said so in words."""

from __future__ import annotations

import zipfile

import pikepdf
import pytest
from PIL import Image

from tests.evidence.files import making
from tests.evidence.files.verdicts import codes, refused
from wenming.evidence.formats.kinds import Family
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.verdicts import Limits, Verdict

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
