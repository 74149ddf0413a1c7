"""Papers come out right on a machine without fonts, and what no font shows is said."""

from __future__ import annotations

import shutil

import pytest
from fontTools.ttLib import TTFont

from wenming.documents.formats.faces import MISSING, SHIPPED, faces, printable, printable_data

GB2312 = [
    bytes([row, cell]).decode("gb2312")
    for row in range(0xB0, 0xF8)
    for cell in range(0xA1, 0xFF)
    if not (row == 0xD7 and cell > 0xF9)
]


def clean(text: str) -> tuple[str, dict[str, int]]:
    missing: dict[str, int] = {}
    return printable(text, faces().shows, missing), missing


def test_every_chinese_face_holds_every_character_of_the_national_set():
    for name in ("NotoSerifSC-Regular.otf", "NotoSerifSC-Bold.otf", "NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf",
                 "WenmingKai-Regular.ttf", "WenmingFang-Regular.otf"):  # fmt: skip
        with TTFont(SHIPPED / name, lazy=True) as font:
            assert not [char for char in GB2312 if ord(char) not in font.getBestCmap()], name


def test_names_and_signs_that_offices_use_are_shown():
    text = "喆犇堃彧〔2026〕№①②⑳㈠Ⅳ—–…“”‘’·℃㎡±×÷√☑☐☒✓⚠￥€々〇𠮷"
    assert clean(text) == (text, {})


def test_the_coverage_list_says_what_the_fonts_hold():
    shown = set()
    for name in ("NotoSerifSC-Regular.otf", "NotoSerifSC-Rare.otf", "WenmingSymbols-Regular.ttf"):
        with TTFont(SHIPPED / name, lazy=True) as font:
            shown |= set(map(chr, font.getBestCmap()))
    assert faces().shows == shown


def test_fonts_are_marked_as_subsets_and_keep_no_reserved_name():
    for path in SHIPPED.glob("*.?tf"):
        with TTFont(path, lazy=True) as font:
            names = " ".join(str(record) for record in font["name"].names if record.nameID in {1, 3, 4, 6, 16})
            assert not any(word in names for word in ("LXGW", "霞鹜", "Liberation")), path.name
            assert "VENDOR.md" in font["name"].getDebugName(10)
    assert all((SHIPPED / name).is_file() for name in ("VENDOR.md", "OFL-Noto.txt", "OFL-WenKai.txt", "GPL-Fandol.txt"))


def test_an_emoji_becomes_a_geta_mark_and_is_counted():
    assert clean("活动🎉🎉") == (f"活动{MISSING}{MISSING}", {"🎉": 2})


def test_control_characters_joiners_and_selectors_vanish():
    assert clean("甲\x00乙\u200d\u202e丙\ufe0f\U000e0101丁\x07") == ("甲乙丙丁", {})


def test_line_ends_of_every_kind_become_one_kind():
    assert clean("一\r\n二\r三\u2028四")[0] == "一\n二\n三\n四"


def test_a_long_run_of_letters_may_be_broken_and_a_chinese_sentence_is_left_alone():
    assert "\u200b" in clean("a" * 300)[0]
    assert clean("很长的题名" * 60)[0] == "很长的题名" * 60


def test_half_surrogates_and_private_characters_do_no_harm():
    text, missing = clean("甲\ud800\ue000乙")
    assert text == f"甲{MISSING}{MISSING}乙" and len(missing) == 2


def test_values_of_any_depth_are_made_printable():
    missing: dict[str, int] = {}
    found = printable_data({"a": ["🎉", {"b": ("x\x00",)}], "n": 3, "t": True}, faces().shows, missing)
    assert found == {"a": [MISSING, {"b": ["x"]}], "n": 3, "t": True}


def test_a_face_the_office_owns_comes_first_in_its_role(tmp_path):
    with TTFont(SHIPPED / "WenmingStamp-Bold.ttf") as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 16}:
                record.string = "FZXiaoBiaoSong-B05S"
        font.save(tmp_path / "fzxbs.ttf")
    found = faces(tmp_path)
    assert found.chains["title"][0] == "FZXiaoBiaoSong-B05S"
    assert found.chains["song"][0] == "Noto Serif SC"
    assert found.folders == (tmp_path, SHIPPED)


def test_a_damaged_font_and_one_that_forbids_embedding_are_named_and_left_out(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"junk")
    (tmp_path / "empty.otf").write_bytes(b"")
    with TTFont(SHIPPED / "WenmingStamp-Bold.ttf") as font:
        font["OS/2"].fsType = 2
        font.save(tmp_path / "forbidden.ttf")
    found = faces(tmp_path)
    assert set(found.unusable) == {("broken.ttf", "damaged"), ("empty.otf", "damaged"), ("forbidden.ttf", "restricted")}
    assert found.chains == faces().chains


def test_a_font_dropped_in_later_is_noticed(tmp_path):
    assert faces(tmp_path).folders == (SHIPPED,)
    with TTFont(SHIPPED / "WenmingStamp-Bold.ttf") as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 16}:
                record.string = "仿宋_GB2312"
        font.save(tmp_path / "simfang.ttf")
    assert faces(tmp_path).chains["fang"][0] == "仿宋_GB2312"


@pytest.mark.parametrize("folder", [None, "missing"])
def test_no_folder_of_ones_own_is_no_matter(folder, tmp_path):
    assert faces(tmp_path / folder if folder else None).folders == (SHIPPED,)
    shutil.rmtree(tmp_path / "missing", ignore_errors=True)
