"""The metadata step: what a file says about itself is kept as a fact, and its lies are marked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.evidence.files import making
from wenming.evidence.formats.exif import parse_moment
from wenming.evidence.formats.facts import Facts, iso_moment, pdf_moment, read_facts
from wenming.evidence.formats.opening import inspect

RECEIVED = datetime(2025, 6, 1, 2, 0, tzinfo=UTC)


def facts_of(path, name) -> Facts:
    return read_facts(path, inspect(path, name), received_at=RECEIVED)


def test_a_photo_tells_when_and_with_what_it_was_taken(tmp_path):
    facts = facts_of(making.jpeg(tmp_path / "a", size=(400, 300), taken="2025:03:05 09:12:44", subsec="37"), "照片.jpg")
    assert facts.captured_at == datetime(2025, 3, 5, 9, 12, 44, 370000)
    assert (facts.camera, facts.width, facts.height) == ("Example M1", 400, 300)
    assert not facts.implausible and not facts.has_place


def test_the_cameras_offset_makes_the_moment_aware(tmp_path):
    facts = facts_of(making.jpeg(tmp_path / "a", taken="2025:03:05 09:12:44", zone="+08:00"), "照片.jpg")
    assert facts.captured_at == datetime(2025, 3, 5, 9, 12, 44, tzinfo=timezone(timedelta(hours=8)))


def test_a_turned_photo_has_the_size_people_see(tmp_path):
    facts = facts_of(making.jpeg(tmp_path / "a", size=(400, 300), orientation=6), "照片.jpg")
    assert (facts.width, facts.height, facts.orientation) == (300, 400, 6)


def test_the_place_is_known_but_kept_apart(tmp_path):
    place = ("N", (28.0, 13.0, 12.0), "E", (112.0, 56.0, 20.4))
    facts = facts_of(making.jpeg(tmp_path / "a", place=place), "照片.jpg")
    assert (
        facts.has_place and abs((facts.latitude or 0) - 28.22) < 0.001 and abs((facts.longitude or 0) - 112.939) < 0.001
    )
    assert facts.as_dict()["has_place"] is True
    assert "latitude" not in facts.as_dict() and "longitude" not in facts.as_dict()


@pytest.mark.parametrize(
    ("taken", "kept", "doubted"),
    [
        ("2099:01:01 00:00:00", datetime(2099, 1, 1), True),
        ("1980:01:01 00:00:00", datetime(1980, 1, 1), True),
        ("2000:01:01 00:00:10", datetime(2000, 1, 1, 0, 0, 10), True),
        ("0000:00:00 00:00:00", None, True),
        ("2025:13:45 99:99:99", None, True),
        ("\x01\x02 garbage \xff", None, True),
        ("2025:02:30 10:00:00", None, True),
        ("2025-03-05 09:12:44", datetime(2025, 3, 5, 9, 12, 44), False),
        ("", None, False),
    ],
)
def test_a_lying_camera_is_marked_and_breaks_nothing(tmp_path, taken, kept, doubted):
    facts = facts_of(making.jpeg(tmp_path / "a", taken=taken), "照片.jpg")
    assert facts.captured_at == kept
    assert bool(facts.implausible) is doubted
    assert all(item.message.endswith("。") for item in facts.implausible)


def test_a_damaged_exif_block_costs_neither_the_photo_nor_the_other_facts(tmp_path):
    making.picture(200, 150).save(tmp_path / "a", "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\x7f" + b"\xff" * 60)
    facts = facts_of(tmp_path / "a", "照片.jpg")
    assert (facts.width, facts.captured_at) == (200, None)


def test_absurd_coordinates_are_no_place(tmp_path):
    for place in (
        ("N", (500.0, 0.0, 0.0), "E", (112.0, 0.0, 0.0)),
        ("N", (0.0, 0.0), "E", (1.0,)),
        ("", (0.0, 0.0, 0.0), "", (0.0, 0.0, 0.0)),
    ):
        assert not facts_of(making.jpeg(tmp_path / "a", place=place), "照片.jpg").has_place


@given(st.text(max_size=40), st.text(max_size=12), st.text(max_size=8))
def test_no_date_whatever_raises(written, zone, fraction):
    parse_moment(written, zone, fraction)
    pdf_moment(written)
    iso_moment(written)


def test_a_png_with_its_date_in_exif_is_read_too(tmp_path):
    exif = Image.Exif()
    exif[0x0110] = "M1"
    exif.get_ifd(0x8769)[0x9003] = "2025:03:05 09:12:44"
    making.picture(60, 40).save(tmp_path / "a", "PNG", exif=exif)
    assert facts_of(tmp_path / "a", "截图.png").captured_at == datetime(2025, 3, 5, 9, 12, 44)


def test_a_pdf_tells_its_pages_dates_and_author(tmp_path):
    path = making.pdf(
        tmp_path / "a",
        pages=3,
        CreationDate="D:20250210093000+08'00'",
        ModDate="rubbish",
        Author="王干事",
        Title="管理办法",
    )
    facts = facts_of(path, "办法.pdf")
    assert facts.created_at == datetime(2025, 2, 10, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    assert (facts.pages, facts.author, facts.title, facts.modified_at) == (3, "王干事", "管理办法", None)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("D:20250210093000Z", datetime(2025, 2, 10, 9, 30, tzinfo=UTC)),
        ("D:20250210", datetime(2025, 2, 10)),
        ("20250210093000-05'30'", datetime(2025, 2, 10, 9, 30, tzinfo=timezone(-timedelta(hours=5, minutes=30)))),
        ("D:20251399", None),
        ("D:20250210093000+99'99'", datetime(2025, 2, 10, 9, 30)),
        ("", None),
    ],
)
def test_pdf_dates_are_read_in_all_their_forms(written, moment):
    assert pdf_moment(written) == moment


def test_a_word_file_tells_its_author_and_dates(tmp_path):
    facts = facts_of(making.docx(tmp_path / "a", author="李主任"), "办法.docx")
    assert facts.author == "李主任" and facts.created_at is not None
    assert facts.created_at.replace(tzinfo=None) == datetime(2025, 2, 10, 9, 30)


def test_a_document_dated_after_we_had_it_is_marked(tmp_path):
    path = making.pdf(tmp_path / "a", CreationDate="D:20270101000000Z")
    assert [item.field for item in facts_of(path, "办法.pdf").implausible] == ["created_at"]


def test_an_older_office_file_tells_its_properties(tmp_path):
    ticks = int((datetime(2025, 2, 10, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()) * 10_000_000
    said = making.summary(
        {1: (2, 936), 2: (30, "管理办法"), 4: (30, "王干事"), 12: (64, ticks), 14: (3, 5), 15: (3, 1200)}
    )
    path = making.compound(tmp_path / "a", {"Workbook": making.xls_records(), "\x05SummaryInformation": said})
    facts = facts_of(path, "表.xls")
    assert (facts.title, facts.author, facts.pages, facts.words) == ("管理办法", "王干事", 5, 1200)
    assert facts.created_at == datetime(2025, 2, 10, tzinfo=UTC)


def test_a_video_tells_its_length_and_date(tmp_path):
    facts = facts_of(making.mp4(tmp_path / "a", made=3_824_000_000, seconds=9), "活动.mp4")
    assert (facts.seconds, facts.captured_at) == (
        9.0,
        datetime(1904, 1, 1, tzinfo=UTC) + timedelta(seconds=3_824_000_000),
    )
    assert facts_of(making.wav(tmp_path / "b", 0.5), "宣讲.wav").seconds == 0.5


def test_what_is_not_sound_has_no_facts(tmp_path):
    (tmp_path / "a").write_bytes(b"")
    assert facts_of(tmp_path / "a", "照片.jpg") == Facts()


def test_facts_go_into_json_as_they_are(tmp_path):
    import json

    facts = facts_of(making.jpeg(tmp_path / "a", taken="2099:01:01 00:00:00"), "照片.jpg")
    assert json.loads(json.dumps(facts.as_dict(), ensure_ascii=False))["captured_at"] == "2099-01-01T00:00:00"
