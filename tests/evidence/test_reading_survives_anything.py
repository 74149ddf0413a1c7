"""Whatever bytes arrive, the intake answers with a verdict in words; nothing it meets may break the worker."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.evidence.files import making
from wenming.evidence.formats import workbooks
from wenming.evidence.formats.dates import parse_day
from wenming.evidence.formats.intake import take_in
from wenming.evidence.formats.opening import inspect
from wenming.evidence.formats.text import extract_text
from wenming.evidence.formats.workbooks import BadWorkbook

RECEIVED = datetime(2025, 6, 1, tzinfo=UTC)
PLACE = ("N", (28.0, 13.0, 12.0), "E", (112.0, 56.0, 20.4))
MAKERS = {
    "a.jpg": lambda path: making.jpeg(path, size=(160, 120), taken="2025:03:05 09:12:44", place=PLACE),
    "a.docx": making.docx,
    "a.xlsx": making.xlsx,
    "a.pdf": lambda path: making.pdf(path, pages=2, Author="x", CreationDate="D:20250210093000+08'00'"),
    "a.doc": making.doc,
    "a.xls": lambda path: making.compound(
        path,
        {"Workbook": making.xls_records(), "\x05SummaryInformation": making.summary({2: (30, "x"), 12: (64, 10**17)})},
    ),
    "a.mp4": making.mp4,
    "a.wav": making.wav,
    "a.mp3": making.mp3,
}


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The same bytes with a few bits turned, pieces lost or pushed in, or the end cut off."""
    changed = bytearray(data)
    for _change in range(draw.choice([1, 2, 5, 20])):
        place = draw.randrange(max(1, len(changed)))
        match draw.randrange(5):
            case 0 if changed:
                changed[place] ^= 1 << draw.randrange(8)
            case 1 if changed:
                changed[place] = draw.choice([0, 127, 128, 255])
            case 2:
                del changed[place : place + draw.choice([1, 4, 100])]
            case 3:
                changed[place:place] = draw.randbytes(draw.choice([1, 4, 50]))
            case _:
                changed = changed[: draw.randrange(len(changed) + 1)]
    return bytes(changed)


@pytest.mark.parametrize("name", MAKERS)
def test_no_damage_breaks_the_intake(tmp_path: Path, name: str):
    sound = MAKERS[name](tmp_path / name).read_bytes()
    draw = random.Random(name)
    for _attempt in range(30):
        (tmp_path / "x").write_bytes(mutated(sound, draw))
        intake = take_in(tmp_path / "x", draw.choice([name, "照片.jpg", "无后缀"]), received_at=RECEIVED)
        json.dumps(intake.facts.as_dict())
        for problem in intake.inspection.problems:
            assert problem.message.endswith("。") and problem.what_to_do.endswith("。")


def test_noise_is_never_taken_for_evidence(tmp_path: Path):
    draw = random.Random(1)
    for length in (1, 7, 64, 1000, 70_000):
        (tmp_path / "x").write_bytes(b"\x00" + draw.randbytes(length))
        for name in ("照片.jpg", "办法.docx", "记录.txt", "数据"):
            assert not inspect(tmp_path / "x", name).ok


def test_a_panic_of_the_workbook_reader_is_an_ordinary_failure(tmp_path: Path, monkeypatch):
    class PanicException(BaseException):
        """As the Rust bridge names it."""

    import python_calamine

    def panic(_source: object) -> None:
        raise PanicException("left == right")

    path = making.xlsx(tmp_path / "a.xlsx")
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", type("W", (), {"from_filelike": staticmethod(panic)}))
    with pytest.raises(BadWorkbook):
        list(workbooks.read_sheets(path, max_rows=10))
    assert "没有读出来" in extract_text(path, inspect(path, "统计.xlsx")).message


def test_an_interruption_from_outside_is_not_swallowed(tmp_path: Path, monkeypatch):
    import python_calamine

    def interrupt(_source: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", type("W", (), {"from_filelike": staticmethod(interrupt)}))
    with pytest.raises(KeyboardInterrupt):
        list(workbooks.read_sheets(making.xlsx(tmp_path / "a.xlsx"), max_rows=10))


def test_a_failing_disk_is_not_taken_for_a_damaged_file(tmp_path: Path, monkeypatch):
    import errno

    from wenming.evidence.formats import opening

    def broken(*_arguments: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(opening, "_open_content", broken)
    with pytest.raises(OSError):
        inspect(making.jpeg(tmp_path / "a"), "照片.jpg")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "," + " " * 400_000 + "x"),
        ("a.csv", "=" * 300_000),
        ("a.csv", "\t" * 400_000 + "="),
        ("a.html", "<html><a href=" + " " * 400_000 + ">"),
        ("a.html", "<html>" + "<meta " * 60_000),
        ("a.html", "<html>" + "<" * 400_000),
        ("a.html", "<html>" + "<!--" * 100_000),
        ("a.html", "<html>" + "<div>" * 50_000),
        ("a.svg", "<!-- " * 2_000),
        ("a.rtf", "{\\rtf1" + "{" * 200_000 + "}"),
        ("a.eml", "From: a\r\nTo: b\r\nDate: c\r\nSubject: " + "=?utf-8?q?" * 20_000),
        ("a.md", "#" * 400_000),
    ],
)
@pytest.mark.timeout(60)  # no measure of speed: a pattern that runs away would take hours
def test_text_made_to_be_slow_comes_to_an_end(tmp_path: Path, name: str, content: str):
    (tmp_path / name).write_text(content, encoding="utf-8")
    take_in(tmp_path / name, name, received_at=RECEIVED)


def test_a_cell_made_to_be_slow_is_no_day():
    assert parse_day("2025-03-05" + " " * 20 + "x" * 30_000) is None
    assert parse_day(" " * 30_000 + "x") is None
