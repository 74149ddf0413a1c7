"""What leaves the house: originals as attachments under their own names, nothing set aside, never sniffed."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.urls import reverse

from tests.evidence import desk
from tests.evidence.files import making
from wenming.evidence import contents
from wenming.evidence.models import RecordFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def original(client, record, query="", **headers):
    held = record.record_files.get()
    return client.get(reverse("evidence:file_original", args=[held.pk]) + query, headers=headers)


def whole(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_an_original_comes_byte_by_byte_as_an_attachment_never_sniffed(clerk, city):
    content = desk.jpeg("red")
    answer = original(clerk, desk.record(city, content=content, name="现场 照片.jpg"))
    assert whole(answer) == content
    assert unquote(answer["Content-Disposition"]) == "attachment; filename*=utf-8''现场 照片.jpg"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("name", "build", "shown"),
    [
        ("照片.jpg", lambda path: path.write_bytes(desk.jpeg()), True), ("文件.pdf", making.pdf, True),
        ("录像.mp4", making.mp4, True), ("方案.docx", lambda path: making.docx(path, "方案"), False),
        ("表.xlsx", making.xlsx, False), ("网页.html", lambda path: path.write_text("<h1>x</h1>" * 20), False),
        ("文本.txt", lambda path: path.write_text("记录" * 50), False),
    ],
)  # fmt: skip
def test_only_what_browsers_show_safely_is_shown_in_the_page(clerk, city, tmp_path, name, build, shown):
    path = tmp_path / name
    build(path)
    record = desk.record(city, content=path.read_bytes(), name=name, kind="other")
    answer = original(clerk, record, "?in=page")
    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")


def test_what_was_set_aside_is_refused_in_words(clerk, city):
    record = desk.record(city, content=making.windows_program(), name="照片.jpg")
    for query in ("", "?in=page"):
        answer = original(clerk, record, query)
        assert answer.status_code == 403
        assert "已隔离" in answer.content.decode()
    held = record.record_files.get()
    for name in ("file_thumbnail", "file_preview"):
        assert clerk.get(reverse(f"evidence:{name}", args=[held.pk])).status_code == 404


def test_names_cannot_break_out_of_their_header(clerk, city):
    record = desk.record(city)
    for name in ('a"; filename="evil.exe', "a\r\nSet-Cookie: x=1", "../../etc/passwd", desk.LONG, "🎉.jpg"):
        RecordFile.objects.filter(record=record).update(name=name)
        answer = original(clerk, record)
        assert answer.status_code == 200
        assert "\n" not in answer["Content-Disposition"]
        assert "Set-Cookie" not in answer.headers
        assert answer["Content-Disposition"].startswith("attachment")


def test_content_that_is_gone_is_said(clerk, city):
    record = desk.record(city)
    with contents.local_path(record.record_files.get().file.sha256) as path:
        path.unlink()
    answer = original(clerk, record)
    assert answer.status_code == 404
    assert "找不到这个文件的内容" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "status", "told", "length"),
    [
        ("bytes=0-9", 206, "bytes 0-9/{size}", 10), ("bytes=10-", 206, "bytes 10-{last}/{size}", None),
        ("bytes=-5", 206, "bytes {five}-{last}/{size}", 5), ("bytes=0-999999999", 206, "bytes 0-{last}/{size}", None),
        ("bytes=999999999-", 416, "bytes */{size}", 0), ("bytes=5-2", 416, "bytes */{size}", 0),
        ("bytes=0-1,4-5", 200, None, None), ("pages=1-2", 200, None, None), ("bytes=-", 200, None, None),
    ],
)  # fmt: skip
def test_players_may_ask_for_a_part(clerk, city, asked, status, told, length):
    content = desk.jpeg("red")
    size = len(content)
    answer = original(clerk, desk.record(city, content=content), "?in=page", Range=asked)
    assert answer.status_code == status
    if told is not None:
        assert answer["Content-Range"] == told.format(size=size, last=size - 1, five=size - 5)
    if status == 206:
        part = whole(answer)
        first = int(answer["Content-Range"].split()[1].split("-")[0])
        assert part == content[first : first + len(part)]
        assert int(answer["Content-Length"]) == len(part)
        assert length is None or len(part) == length


def test_pictures_are_not_sent_twice(clerk, city):
    held = desk.record(city).record_files.get()
    address = reverse("evidence:file_thumbnail", args=[held.pk])
    first = clerk.get(address)
    assert clerk.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
