"""Files are found by the names people write for them, and those no row speaks of are named."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.evidence.files import making
from wenming.evidence.formats.manifest import read_manifest
from wenming.evidence.formats.manifest_sheets import ManifestRefused

HEAD = ["文件", "题名"]


@pytest.fixture
def folder(tmp_path) -> Path:
    base = tmp_path / "材料"
    for number, name in enumerate(
        ("照片/一月/劝导.jpg", "照片/二月/劝导.jpg", "照片/读书 会.JPG", "ＡＢＣ活动.jpg", "制度/办法.docx"), start=1
    ):
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        making.jpeg(path, seed=number)
    making.jpeg(base / unicodedata.normalize("NFD", "café会.jpg"), seed=9)
    return base


def read(tmp_path, folder, *written: str):
    path = making.xlsx(tmp_path / "m.xlsx", [HEAD, *([one, "题"] for one in written)])
    return read_manifest(path, folder)


@pytest.mark.parametrize(
    ("written", "file"),
    [
        ("读书 会.JPG", "照片/读书 会.JPG"),
        ("读书会.jpg", "照片/读书 会.JPG"),
        ("读书会", "照片/读书 会.JPG"),
        ("照片\\一月\\劝导.jpg", "照片/一月/劝导.jpg"),
        ("一月/劝导.jpg", "照片/一月/劝导.jpg"),
        ("一月/劝导", "照片/一月/劝导.jpg"),
        ("abc活动.JPG", "ＡＢＣ活动.jpg"),
        ("办法.docx", "制度/办法.docx"),
        ("café会.jpg", "café会.jpg"),
        (" ./制度//办法.docx ", "制度/办法.docx"),
        ("制度/\n办法.docx", "制度/办法.docx"),
    ],
)
def test_a_name_that_fits_one_file_only_is_that_file(tmp_path, folder, written, file):
    found = read(tmp_path, folder, written)
    assert [row.file for row in found.rows] == [file], found.problems


def test_a_name_that_fits_several_is_refused_with_their_names(tmp_path, folder):
    found = read(tmp_path, folder, "劝导.jpg", "办法.docx")
    assert [row.file for row in found.rows] == ["制度/办法.docx"]
    (problem,) = found.problems
    assert problem.code == "several_files"
    assert "照片/一月/劝导.jpg" in str(problem)
    assert "照片/二月/劝导.jpg" in str(problem)


@pytest.mark.parametrize("written", ["导.jpg", "月/劝导.jpg", "没有.jpg", "劝导.png", ".jpg"])
def test_part_of_a_name_is_no_name(tmp_path, folder, written):
    found = read(tmp_path, folder, written, "办法.docx")
    assert [problem.code for problem in found.problems] == ["missing_file"]


def test_a_link_is_not_found_under_another_spelling(tmp_path, folder):
    (tmp_path / "外面.jpg").write_bytes(b"secret")
    (folder / "照片" / "链接.JPG").symlink_to(tmp_path / "外面.jpg")
    for written in ("照片/链接.jpg", "链接.jpg", "链接"):
        found = read(tmp_path, folder, written, "办法.docx")
        assert [problem.code for problem in found.problems] == ["missing_file"]
    with pytest.raises(ManifestRefused):
        read(tmp_path, folder, "照片/链接.JPG")


def test_files_no_row_speaks_of_are_named(tmp_path, folder):
    (folder / "Thumbs.db").write_bytes(b"x")
    found = read(tmp_path, folder, "办法.docx", "劝导.jpg", "没有.jpg")
    assert found.unlisted == ("café会.jpg", "ＡＢＣ活动.jpg", "照片/读书 会.JPG")


def test_the_manifest_itself_is_no_file_left_out(tmp_path, folder):
    path = making.xlsx(folder / "清单.xlsx", [HEAD, ["办法.docx", "题"]])
    assert "清单.xlsx" not in read_manifest(path, folder).unlisted
