"""A folder without a manifest: every file is proposed with what its name says, or left out and named."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from wenming.evidence.formats.dates import find_year
from wenming.evidence.formats.folder import propose, scan_folder


def made(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return root


@pytest.mark.parametrize(
    ("name", "day", "title", "kind"),
    [
        ("志愿服务/0305便民服务1.jpg", date(2025, 3, 5), "便民服务", "photo"),
        ("2025-03-05 便民服务（2）.jpg", date(2025, 3, 5), "便民服务", "photo"),
        ("20250305_便民服务_03.png", date(2025, 3, 5), "便民服务", "photo"),
        ("3月5日便民服务.jpeg", date(2025, 3, 5), "便民服务", "photo"),
        ("2024年/0305便民服务.jpg", date(2024, 3, 5), "便民服务", "photo"),
        ("3.5学雷锋/IMG_0001.JPG", date(2025, 3, 5), "学雷锋", "photo"),
        ("学雷锋/IMG_20240306_091244.jpg", date(2024, 3, 6), "学雷锋", "photo"),
        ("学雷锋/微信图片_20240306091244.jpg", date(2024, 3, 6), "学雷锋", "photo"),
        ("读书会/签到表.jpg", None, "签到表", "sign_in"),
        ("读书会签到册.pdf", None, "读书会签到册", "sign_in"),
        ("关于开展志愿服务的通知.pdf", None, "关于开展志愿服务的通知", "official_document"),
        ("会议记录/第3次.docx", None, "第3次", "minutes"),
        ("工作报告照片.jpg", None, "工作报告照片", "photo"),
        ("宣讲.mp4", None, "宣讲", "video"),
        ("材料.docx", None, "材料", "other"),
        ("1.便民服务.docx", None, "便民服务", "other"),
    ],
)
def test_a_name_is_taken_apart(tmp_path, name, day, title, kind):
    path = made(tmp_path, name) / name
    found = propose(name, path, year=2025)
    assert (found.happened_on, found.title, found.kind) == (day, title, kind)
    if day:
        assert found.reasons["date"].startswith("取自")


def test_a_day_without_a_year_is_not_guessed(tmp_path):
    assert propose("a", made(tmp_path, "a") / "a").happened_on is None
    name = "0305便民服务.jpg"
    assert propose(name, made(tmp_path, name) / name).happened_on is None


def test_every_file_is_proposed_or_named(tmp_path):
    made(
        tmp_path,
        "b/二.jpg",
        "a/一.jpg",
        "Thumbs.db",
        "~$办法.docx",
        ".隐藏",
        ".git/config",
        "__MACOSX/x",
        "desktop.ini",
        "a.tmp",
    )
    scan = scan_folder(tmp_path, year=2025)
    assert [proposal.file for proposal in scan.proposals] == ["a/一.jpg", "b/二.jpg"]
    assert {item.file for item in scan.left_out} == {"Thumbs.db", "~$办法.docx", ".隐藏", "desktop.ini", "a.tmp"}
    assert all(item.reason.endswith("。") for item in scan.left_out)


def test_links_are_named_and_never_followed(tmp_path):
    outside = tmp_path / "outside"
    made(outside, "秘密.txt")
    root = tmp_path / "root"
    made(root, "一.jpg")
    (root / "文件链接.txt").symlink_to(outside / "秘密.txt")
    (root / "目录链接").symlink_to(outside)
    (root / "循环").symlink_to(root)
    scan = scan_folder(root)
    assert [proposal.file for proposal in scan.proposals] == ["一.jpg"]
    assert {item.file for item in scan.left_out} == {"文件链接.txt", "目录链接", "循环"}


def test_the_manifest_itself_is_not_evidence(tmp_path):
    made(tmp_path, "清单.xlsx", "一.jpg")
    scan = scan_folder(tmp_path, leave_out=[tmp_path / "清单.xlsx"])
    assert [proposal.file for proposal in scan.proposals] == ["一.jpg"] and not scan.left_out


@pytest.mark.skipif(os.name != "posix", reason="names are bytes only there")
def test_a_name_in_the_encoding_of_older_zips_is_shown_readably(tmp_path):
    raw = os.fsencode(tmp_path) + b"/" + "便民服务.jpg".encode("gb18030")
    try:
        Path(os.fsdecode(raw)).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system only takes UTF-8 names")
    (proposal,) = scan_folder(tmp_path).proposals
    assert (proposal.file, proposal.title) == ("便民服务.jpg", "便民服务")
    assert proposal.path.read_bytes() == b"x"


def test_long_and_odd_names_are_proposed_as_they_are(tmp_path):
    names = ["😀🎉.jpg", "志" * 80 + ".docx", "a b  c.txt", "（1）.jpg"]
    made(tmp_path, *names)
    proposals = scan_folder(tmp_path).proposals
    assert {proposal.file for proposal in proposals} == set(names)
    assert all(proposal.title for proposal in proposals)


def test_an_empty_folder_gives_an_empty_scan(tmp_path):
    assert scan_folder(tmp_path).proposals == ()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025年志愿服务", 2025),
        ("2025", 2025),
        ("2024-2025", None),
        ("材料", None),
        ("2025年度", 2025),
        ("IMG_20250305", None),
    ],
)
def test_a_year_is_read_from_a_folders_name(text, year):
    assert find_year(text) == year
