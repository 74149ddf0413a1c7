"""Renditions: upright, small, on white, and without a trace of place or camera; one decoding gives everything."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from tests.evidence.files import making
from wenming.evidence.formats import pictures
from wenming.evidence.formats.intake import make_renditions, take_in
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.pictures import PictureRefused, draw_picture, read_picture

RECEIVED = datetime(2025, 6, 1, tzinfo=UTC)
PLACE = ("N", (28.0, 13.0, 12.0), "E", (112.0, 56.0, 20.4))


def opened(rendition) -> Image.Image:
    return Image.open(io.BytesIO(rendition.data))


def test_a_large_photo_gives_a_thumbnail_and_a_preview(tmp_path):
    reading = read_picture(making.jpeg(tmp_path / "a", size=(4000, 3000)), "jpg")
    assert reading.preview and reading.thumb
    assert (reading.preview.width, reading.preview.height) == opened(reading.preview).size == (1000, 750)
    assert 320 <= max(opened(reading.thumb).size) < 480


def test_a_small_photo_is_not_blown_up(tmp_path):
    reading = read_picture(making.jpeg(tmp_path / "a", size=(200, 100)), "jpg")
    assert reading.preview and reading.thumb
    assert opened(reading.preview).size == opened(reading.thumb).size == (200, 100)


def test_renditions_stand_upright(tmp_path):
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste("red", (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(tmp_path / "a", "JPEG", exif=exif, quality=95)
    reading = read_picture(tmp_path / "a", "jpg")
    assert reading.preview and (reading.width, reading.height) == (200, 400)
    shown = opened(reading.preview)
    assert shown.size == (200, 400)
    red, green, _blue = shown.convert("RGB").getpixel((190, 10))
    assert red > 200 and green < 80, "the mark belongs into the upper right corner"


def test_renditions_carry_neither_place_nor_camera(tmp_path):
    path = making.jpeg(tmp_path / "a", size=(1200, 900), taken="2025:03:05 09:12:44", place=PLACE)
    reading = read_picture(path, "jpg")
    for rendition in (reading.thumb, reading.preview, draw_picture(path, "jpg", long_side=600)):
        assert rendition and not opened(rendition).getexif() and b"Exif" not in rendition.data


def test_a_rendition_of_an_exact_size_is_drawn_when_asked_for(tmp_path):
    path = making.jpeg(tmp_path / "a", size=(2400, 1200))
    assert opened(draw_picture(path, "jpg", long_side=1600)).size == (1600, 800)
    assert opened(draw_picture(path, "jpg", long_side=9000)).size == (2400, 1200)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_pictures_of_every_colour_model_can_be_shown(tmp_path, mode):
    base = making.picture(300, 200)
    if mode == "I;16":
        Image.frombytes("I;16", (300, 200), bytes(range(256)) * 468 + bytes(192)).save(tmp_path / "a", "TIFF")
        form = "tiff"
    elif mode == "CMYK":
        base.convert("CMYK").save(tmp_path / "a", "JPEG")
        form = "jpg"
    else:
        base.convert("RGBA" if mode in {"RGBA", "LA"} else "RGB").convert(mode).save(tmp_path / "a", "PNG")
        form = "png"
    reading = read_picture(tmp_path / "a", form)
    assert reading.thumb and opened(reading.thumb).size == (300, 200)


def test_transparency_is_laid_on_white(tmp_path):
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(tmp_path / "a", "PNG")
    reading = read_picture(tmp_path / "a", "png")
    assert reading.preview and min(opened(reading.preview).convert("RGB").getpixel((25, 25))) > 250


def test_a_photo_is_decoded_once_for_everything(tmp_path, monkeypatch):
    calls = []
    real = pictures._decode
    monkeypatch.setattr(pictures, "_decode", lambda *a: calls.append(1) or real(*a))
    intake = take_in(making.jpeg(tmp_path / "a", taken="2025:03:05 09:12:44"), "照片.jpg", received_at=RECEIVED)
    assert len(calls) == 1
    assert intake.inspection.ok and intake.thumb and intake.preview
    assert intake.facts.captured_at == datetime(2025, 3, 5, 9, 12, 44)


def test_the_first_page_of_a_pdf_is_drawn(tmp_path):
    intake = take_in(making.pdf(tmp_path / "a", pages=2), "通知.pdf", received_at=RECEIVED)
    assert intake.preview and max(opened(intake.preview).size) in {479, 480, 481}
    assert intake.facts.pages == 2 and "page 2" in intake.text.body
    _thumb, large = make_renditions(tmp_path / "a", intake.inspection, page_side=1600)
    assert large and 1590 <= max(opened(large).size) <= 1610


def test_an_office_file_has_blocks_instead_of_a_picture(tmp_path):
    intake = take_in(making.docx(tmp_path / "a", "说明一。", "说明二。"), "说明.docx", received_at=RECEIVED)
    assert (intake.thumb, [block.text for block in intake.blocks]) == (None, ["说明一。", "说明二。"])
    assert intake.text.words == 8


def test_a_refused_file_is_read_no_further(tmp_path):
    (tmp_path / "a").write_bytes(making.windows_program())
    intake = take_in(tmp_path / "a", "照片.jpg", received_at=RECEIVED)
    assert not intake.inspection.ok
    assert (intake.text.body, intake.blocks, intake.thumb) == ("", (), None)


def test_a_picture_cut_in_the_middle_is_refused_by_the_drawing_too(tmp_path):
    data = making.jpeg(tmp_path / "a", size=(1200, 900)).read_bytes()
    with pytest.raises(PictureRefused):
        draw_picture(data[: len(data) // 2], "jpg", long_side=600)
    assert inspect(tmp_path / "a", "照片.jpg").ok
