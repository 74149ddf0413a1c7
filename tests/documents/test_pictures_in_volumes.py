"""Pictures keep their quality and their bytes where they can, stand upright, and tell nothing about camera or place."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageCms

from tests.documents.archival import problems
from wenming.documents.formats.pdfa.metadata import About
from wenming.documents.formats.pdfa.pictures import PictureUnreadable, prepare
from wenming.documents.formats.pdfa.volume import Placed, Volume

BOX = {"wide": 470.0, "high": 558.0}
UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def corners(wide: int = 300, high: int = 200) -> Image.Image:
    """Four colours, one in each quarter, so that any turn shows."""
    pixels = np.zeros((high, wide, 3), np.uint8)
    pixels[: high // 2, : wide // 2] = (250, 10, 10)
    pixels[: high // 2, wide // 2 :] = (10, 250, 10)
    pixels[high // 2 :, : wide // 2] = (10, 10, 250)
    pixels[high // 2 :, wide // 2 :] = (250, 250, 10)
    return Image.fromarray(pixels)


def saved(tmp_path, image: Image.Image, name: str = "p.jpg", turn: int = 1, **more):
    notes = Image.Exif()
    notes[0x0112] = turn
    notes[0x010F] = "SecretCamera"
    path = tmp_path / name
    image.save(path, quality=95, exif=notes.tobytes(), **more) if name.endswith("jpg") else image.save(path, **more)
    return path


def page_with(picture) -> bytes:
    out = io.BytesIO()
    across, down = picture.upright
    scale = min(400 / across, 400 / down)
    with Volume(out, About("t", "u", datetime(2026, 1, 1, tzinfo=UTC))) as volume:
        placed = Placed(picture, 50, 60, across * scale, down * scale, framed=True)
        volume.add_page(volume.blank_form(500, 500, [placed]))
        volume.finish()
    return out.getvalue()


def quarters(data: bytes, picture) -> list[tuple[int, ...]]:
    across, down = picture.upright
    scale = min(400 / across, 400 / down)
    wide, high = across * scale, down * scale
    with pypdfium2.PdfDocument(data) as document:
        seen = document[0].render(scale=1).to_pil().convert("RGB")
    spots = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)]
    return [tuple(value > 128 for value in seen.getpixel((50 + x * wide, 440 - high + y * high))) for x, y in spots]


UPRIGHT = [(True, False, False), (False, True, False), (False, False, True), (True, True, False)]


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("large", [False, True])
def test_a_picture_stands_upright_however_the_camera_was_held(tmp_path, turn, large):
    image = corners(3000, 2000) if large else corners()
    turned = image.transpose(UNDO[turn]) if UNDO[turn] is not None else image
    (picture,) = prepare(saved(tmp_path, turned, turn=turn), **BOX)
    data = page_with(picture)
    assert picture.upright[0] > picture.upright[1]
    assert quarters(data, picture) == UPRIGHT
    assert problems(data) == []


def test_a_jpeg_that_fits_keeps_its_compressed_bytes_and_loses_its_notes(tmp_path):
    path = saved(tmp_path, corners())
    (picture,) = prepare(path, **BOX)
    assert b"SecretCamera" in path.read_bytes() and b"SecretCamera" not in picture.data
    scan = path.read_bytes()
    assert picture.data.endswith(scan[scan.index(b"\xff\xda") :])


@pytest.mark.parametrize("size", [(4000, 3000), (3500, 2600), (1800, 1300), (12000, 300), (6000, 4000)])
def test_a_large_photo_is_brought_down_to_print_size(tmp_path, size):
    (picture,) = prepare(saved(tmp_path, corners(*size)), **BOX)
    fine = 470 * 200 / 72
    assert fine * 0.75 <= picture.width <= fine * 4 / 3
    assert b"SecretCamera" not in picture.data


@pytest.mark.parametrize(
    ("mode", "name"),
    [
        ("CMYK", "c.jpg"),
        ("L", "g.jpg"),
        ("RGBA", "a.png"),
        ("P", "p.png"),
        ("1", "b.png"),
        ("LA", "la.png"),
        ("I;16", "i.png"),
    ],
)
def test_pictures_of_any_colour_become_grey_or_srgb(tmp_path, mode, name):
    image = (
        corners().convert("L").convert("I").point(lambda value: value * 200).convert("I;16")
        if mode == "I;16"
        else corners().convert(mode)
    )
    (picture,) = prepare(saved(tmp_path, image, name), **BOX)
    assert problems(page_with(picture)) == []


def test_a_progressive_jpeg_is_written_anew_as_a_plain_one(tmp_path):
    (picture,) = prepare(saved(tmp_path, corners(), progressive=True), **BOX)
    assert b"\xff\xc0" in picture.data and b"\xff\xc2" not in picture.data


def test_a_colour_profile_of_its_own_is_kept_with_the_picture(tmp_path):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes().replace(b"s\0R\0G\0B", b"P\x003\0X\0X")
    (picture,) = prepare(
        saved(tmp_path, corners(), icc_profile=profile.replace(b"\0s\0R\0G\0B", b"\0W\0i\0d\0e")), **BOX
    )
    assert picture.profile
    assert problems(page_with(picture)) == []


def test_every_frame_of_a_scan_is_a_picture(tmp_path):
    frames = [corners().convert("1"), corners().convert("1").rotate(180)]
    path = tmp_path / "scan.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:], compression="group4")
    assert len(prepare(path, **BOX)) == 2


@pytest.mark.parametrize(
    "spoil", [lambda d: b"", lambda d: d[: len(d) // 2], lambda d: b"\xff\xd8\xff" + b"x" * 900, lambda d: b"GIF89a"]
)
def test_what_does_not_decode_is_refused(tmp_path, spoil):
    path = saved(tmp_path, Image.effect_noise((900, 700), 80))
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(PictureUnreadable):
        prepare(path, **BOX)


def test_a_picture_bomb_is_refused(tmp_path):
    path = tmp_path / "bomb.png"
    Image.new("1", (16_000, 16_000)).save(path, compress_level=1)
    with pytest.raises(PictureUnreadable):
        prepare(path, **BOX)


def test_a_rendition_is_kept_and_taken_again(tmp_path):
    path = saved(tmp_path, corners(4000, 3000))
    (first,) = prepare(path, cache=tmp_path / "cache", key="abc", **BOX)
    assert len(list((tmp_path / "cache").iterdir())) == 1
    path.unlink()
    (again,) = prepare(path, cache=tmp_path / "cache", key="abc", **BOX)
    assert again.data == first.data
