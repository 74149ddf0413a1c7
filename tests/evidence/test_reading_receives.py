"""Taking bytes in: whole or not at all, hashed on the way, and every refusal says what to do."""

from __future__ import annotations

import errno
import hashlib
import io
from pathlib import Path

import pytest

from wenming.evidence.formats import receiving
from wenming.evidence.formats.names import clean_name, split_suffix
from wenming.evidence.formats.receiving import (
    DiskFull,
    EmptyFile,
    FileTooLarge,
    Interrupted,
    NotWritable,
    receive,
    sha256_of,
)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_stream_arrives_whole_with_its_digest(tmp_path):
    data = bytes(range(256)) * 9000
    received = receive(io.BytesIO(data), tmp_path / "a", expected=len(data))
    assert (tmp_path / "a").read_bytes() == data
    assert (received.sha256, received.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert sha256_of(tmp_path / "a") == received.sha256
    assert left_in(tmp_path) == ["a"]


def test_chunks_of_any_size_will_do(tmp_path):
    assert receive([b"a", b"", b"bc"], tmp_path / "a").size == 3


def test_content_can_be_named_by_its_digest_and_is_kept_once(tmp_path):
    def place(sha256: str) -> Path:
        return tmp_path / (f"{sha256[:2]}/{sha256}" if sha256 else "incoming/x")

    first = receive([b"same"], place)
    before = first.path.stat().st_mtime_ns
    second = receive([b"same"], place)
    assert first.path == second.path and first.path.name == first.sha256
    assert second.path.stat().st_mtime_ns == before
    assert left_in(tmp_path) == [first.sha256]


def test_nothing_at_all_is_refused(tmp_path):
    with pytest.raises(EmptyFile) as refusal:
        receive(io.BytesIO(b""), tmp_path / "a")
    assert "0 字节" in str(refusal.value)
    assert left_in(tmp_path) == []


def test_more_than_the_limit_is_refused_and_not_read_to_its_end(tmp_path):
    def endless():
        for number in range(1000):
            assert number < 5, "went on reading after the limit"
            yield bytes(1024)

    with pytest.raises(FileTooLarge) as refusal:
        receive(endless(), tmp_path / "a", max_bytes=2048)
    assert refusal.value.status == 413
    assert left_in(tmp_path) == []


def test_a_broken_line_leaves_nothing(tmp_path):
    with pytest.raises(Interrupted):
        receive([b"half"], tmp_path / "a", expected=8)

    def cut():
        yield b"half"
        raise ConnectionResetError(errno.ECONNRESET, "reset")

    with pytest.raises(NotWritable):
        receive(cut(), tmp_path / "a")
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_refusal_and_leaves_nothing(tmp_path, monkeypatch, number):
    def full(_handle: int) -> None:
        raise OSError(number, "No space left on device")

    (tmp_path / "a").write_bytes(b"before")
    monkeypatch.setattr(receiving.os, "fsync", full)
    with pytest.raises(DiskFull) as refusal:
        receive(io.BytesIO(b"content"), tmp_path / "a")
    assert refusal.value.status == 507 and "存储空间已满" in str(refusal.value)
    assert left_in(tmp_path) == ["a"] and (tmp_path / "a").read_bytes() == b"before"


def test_a_place_that_cannot_be_written_is_a_refusal(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(NotWritable):
        receive([b"x"], tmp_path / "file" / "a")


def test_bytes_are_on_the_disk_before_the_name_appears(tmp_path, monkeypatch):
    seen: list[bool] = []
    real = receiving.os.fsync

    def spy(handle: int) -> None:
        seen.append((tmp_path / "a").exists())
        real(handle)

    monkeypatch.setattr(receiving.os, "fsync", spy)
    receive([b"x"], tmp_path / "a")
    assert seen[0] is False and len(seen) == 2


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("照片.jpg", "照片.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\用户\\照片.JPG", "照片.jpg"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("活动\u202egpj.exe", "活动gpj.exe"),
        ("😀.png", "😀.png"),
        ("", "_"),
        ("...", "_"),
    ],
)
def test_names_become_safe_and_stay_themselves(name, clean):
    assert clean_name(name) == clean


def test_a_long_name_keeps_its_suffix():
    name = clean_name("志" * 300 + ".docx")
    assert name.endswith("志.docx") and len(name.encode()) <= 240
    assert len(clean_name("😀" * 300)) <= 200


def test_what_follows_the_last_dot_is_not_always_a_suffix():
    assert split_suffix("2025.3.5 学雷锋") == ("2025.3.5 学雷锋", "")
    assert split_suffix("a.tar.GZ") == ("a.tar", "gz")
    assert split_suffix(".htaccess") == (".htaccess", "")
