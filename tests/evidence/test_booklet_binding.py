"""A booklet holds everything in order, says what it could not show, and is an archival file."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from tests.documents.archival import problems
from tests.documents.papers import chinese_font, paper, with_script
from wenming.evidence.formats.booklet import (
    BookletRefused,
    BookletSpec,
    Caption,
    Entry,
    EntryFile,
    bind_booklet,
    plan_booklets,
)
from wenming.evidence.formats.booklet.foresight import foreseen

CREATED = datetime(2026, 9, 30, 2, 0, tzinfo=UTC)
CAPTION = Caption("2026年3月5日", "市民广场", "志愿服务队", "李明等三十二人", "学雷锋便民服务")


def stored(folder: Path, name: str, content: bytes, **more) -> EntryFile:
    """A file as the store keeps it: under its digest, without a suffix."""
    digest = hashlib.sha256(content).hexdigest()
    path = folder / digest
    path.write_bytes(content)
    return EntryFile(path, name, sha256=digest, **more)


def photo(folder: Path, name: str = "活动.jpg", size=(1200, 900), **more) -> EntryFile:
    path = folder / f"{name}.tmp"
    Image.effect_noise(size, 60).convert("RGB").save(path, "JPEG", quality=60)
    return stored(folder, name, path.read_bytes(), caption=CAPTION, **more)


def spec(*entries: Entry, **more) -> BookletSpec:
    return BookletSpec("志愿服务档案", "清江市某局", 2026, CREATED, entries, **{"subtitle": "Ⅱ-1 志愿服务", **more})


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


@pytest.fixture
def booklet(tmp_path):
    entries = [
        Entry(
            item=1,
            title="关于印发管理办法的通知",
            files=[stored(tmp_path, "办法.pdf", paper(pages=3))],
            archival_code="0194-WS·2026-D30-BGS-0001",
            document_number="清文明〔2026〕3号",
            responsible="局办公室",
            date=date(2026, 3, 1),
            secrecy="内部",
            remark="附件一份",
            group="Ⅱ-1 制度",
        ),
        Entry(2, "学雷锋活动", [photo(tmp_path), photo(tmp_path, "活动2.jpg", (900, 1200))], group="Ⅱ-1 制度"),
        Entry(3, "活动录像", [stored(tmp_path, "录像.mp4", b"\0\0\0\x18ftypmp42" + b"0" * 99)]),
    ]
    return bind_booklet(spec(*entries), tmp_path / "册.pdf")


def test_a_booklet_is_an_archival_file(booklet):
    assert problems(booklet.path) == []


def test_pages_stand_in_order_cover_index_items(booklet):
    found = pages(booklet.path)
    assert len(found) == booklet.pages == booklet.front + booklet.body == 8
    assert "志愿服务档案" in found[0] and "二〇二六年度" in found[0] and "清江市某局" in found[0]
    assert "卷内文件目录" in found[1]
    assert [("Annual" in text) for text in found] == [False, False, True, True, True, False, False, False]
    assert "学雷锋便民服务" in found[5] and "录像.mp4" in found[7]


def test_the_index_has_nine_columns_and_says_where_each_item_begins(booklet):
    index = pages(booklet.path)[1]
    for word in ("序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"):
        assert word in index
    assert "0194-WS·2026-D30-BGS-0001" in index and "清文明〔2026〕3号" in index and "20260301" in index
    assert "第1页起；附件一份" in index and "第4页起" in index and "第6页起" in index


def test_every_row_of_the_index_leads_to_its_item(booklet):
    with pikepdf.open(booklet.path) as pdf:
        links = pdf.pages[1].obj.Annots
        numbers = [next(n for n, page in enumerate(pdf.pages) if page.obj == link.Dest[0]) for link in links]
        assert sorted(set(numbers)) == [2, 5, 7]
        assert all(float(link.Rect[2]) - float(link.Rect[0]) > 700 for link in links)


def test_bookmarks_follow_items_and_entries(booklet):
    with pypdfium2.PdfDocument(booklet.path) as document:
        marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    assert marks == [
        (0, "封面", 0),
        (0, "目录", 1),
        (0, "Ⅱ-1 制度", 2),
        (1, "1 关于印发管理办法的通知", 2),
        (1, "2 学雷锋活动", 5),
        (0, "3 活动录像", 7),
    ]


def test_pages_are_labelled_in_roman_before_and_in_figures_after_the_index(booklet):
    with pikepdf.open(booklet.path) as pdf:
        assert [page.label for page in pdf.pages] == ["i", "ii", "1", "2", "3", "4", "5", "6"]


def test_page_numbers_and_item_numbers_are_stamped(booklet):
    found = pages(booklet.path)
    assert [text.startswith("Annualreport2026") and text.count("件号") for text in found[2:5]] == [1, 0, 0]
    for number, text in enumerate(found[2:], 1):
        assert str(number) in text
    assert "件号2" in found[5] and "件号" not in found[6] and "件号3" in found[7]
    assert "ii" in found[1]


def test_photos_have_a_page_each_with_the_five_parts_of_their_caption(booklet):
    for text in pages(booklet.path)[5:7]:
        for word in (
            "时间",
            "地点",
            "人物",
            "主题",
            "组织单位",
            "2026年3月5日",
            "市民广场",
            "李明等三十二人",
            "志愿服务队",
        ):
            assert word in text
    with pikepdf.open(booklet.path) as pdf:
        drawn = [list(page.obj.Resources.XObject.items()) for page in pdf.pages][5:7]
        assert [sum(1 for _name, thing in each if thing.Subtype == "/Image") for each in drawn] == [1, 1]


def test_what_has_no_pages_has_a_slip_and_is_named_with_its_reason(booklet):
    (left,) = booklet.left_out
    assert (left.item, left.name, left.code) == (3, "录像.mp4", "recording")
    assert "录音录像" in left.reason
    assert "原件另存" in pages(booklet.path)[7]


def test_the_result_says_what_lies_where(booklet):
    assert [(bound.first, bound.last) for bound in booklet.entries] == [(1, 3), (4, 5), (6, 6)]
    assert [file.how for bound in booklet.entries for file in bound.files] == ["as_it_is", "photo", "photo", "slip"]
    assert booklet.sha256 == hashlib.sha256(booklet.path.read_bytes()).hexdigest()
    assert booklet.size == booklet.path.stat().st_size


def test_the_same_material_gives_the_same_bytes(tmp_path):
    entries = [
        Entry(1, "甲", [stored(tmp_path, "a.pdf", paper()), photo(tmp_path, size=(3000, 2000))]),
        Entry(2, "乙", [stored(tmp_path, "b.csv", "姓名,部门\n张三,办公室".encode("gb18030"))]),
    ]
    first = bind_booklet(spec(*entries), tmp_path / "1.pdf")
    second = bind_booklet(spec(*entries), tmp_path / "2.pdf")
    assert first.sha256 == second.sha256
    kept = bind_booklet(spec(*entries, cache=tmp_path / "cache"), tmp_path / "3.pdf")
    again = bind_booklet(spec(*entries, cache=tmp_path / "cache"), tmp_path / "4.pdf")
    assert first.sha256 == kept.sha256 == again.sha256


def test_broken_locked_and_missing_files_get_slips_and_the_rest_is_bound(tmp_path):
    locked = paper(encryption=pikepdf.Encryption(owner="a", user="b"))
    files = [
        stored(tmp_path, "坏.pdf", b"%PDF-1.4 junk"),
        stored(tmp_path, "锁.pdf", locked),
        EntryFile(tmp_path / "nowhere", "丢.pdf"),
        stored(tmp_path, "空.jpg", b""),
        stored(tmp_path, "假.docx", b"not a package"),
        stored(tmp_path, "锁.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        stored(tmp_path, "空.txt", b"   "),
        stored(tmp_path, "程序.exe", b"MZ"),
        stored(tmp_path, "好.pdf", paper()),
    ]
    result = bind_booklet(spec(Entry(1, "杂项🎉\x00", files)), tmp_path / "册.pdf")
    codes = {left.name: left.code for left in result.left_out}
    assert codes == {
        "坏.pdf": "damaged",
        "锁.pdf": "locked",
        "丢.pdf": "missing",
        "空.jpg": "unreadable",
        "假.docx": "damaged",
        "锁.docx": "locked",
        "空.txt": "empty",
        "程序.exe": "kind",
    }
    assert result.body == len(files)
    assert problems(result.path) == []
    assert any("U+1F389" in warning for warning in result.warnings)


def test_pages_put_in_as_pictures_and_things_left_behind_are_told(tmp_path):
    text = b"BT /F1 30 Tf 72 700 Td <5b8b4f53> Tj ET"
    files = [
        stored(tmp_path, "宋体.pdf", paper(text, pages=2, fonts={"F1": chinese_font()})),
        stored(tmp_path, "脚本.pdf", paper(change=with_script)),
    ]
    result = bind_booklet(spec(Entry(1, "材料", files)), tmp_path / "册.pdf")
    assert [bound.how for bound in result.entries[0].files] == ["pictured", "cleaned"]
    assert result.entries[0].files[0].pictured == (1, 2)
    assert any("字体未嵌入" in note and "1–2" in note for note in result.notes)
    assert any("脚本" in note and "附件" in note for note in result.notes)
    assert problems(result.path) == []


def test_an_entry_without_files_has_a_page_that_says_so(tmp_path):
    result = bind_booklet(spec(Entry("附-1", "只登记的材料")), tmp_path / "册.pdf")
    assert result.body == 1 and result.left_out[0].code == "no_file"
    assert "附-1" in pages(result.path)[2]


def test_a_scan_fills_its_page_and_every_frame_has_one(tmp_path):
    frames = [Image.new("1", (800, 1100), 1), Image.new("1", (1100, 800), 1)]
    path = tmp_path / "scan.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:], compression="group4")
    file = stored(tmp_path, "扫描.tif", path.read_bytes(), whole_page=True)
    result = bind_booklet(spec(Entry(1, "扫描件", [file])), tmp_path / "册.pdf")
    with pikepdf.open(result.path) as pdf:
        boxes = [[round(float(side)) for side in page.MediaBox][2:] for page in pdf.pages][2:]
    assert boxes == [[595, 842], [842, 595]]
    assert problems(result.path) == []


def test_titles_of_any_length_do_not_break_cover_index_or_captions(tmp_path):
    endless = Caption(*["很长的说明" * 80] * 5)
    file = photo(tmp_path)
    entry = Entry(
        1,
        "题" * 300 + "a" * 300,
        [EntryFile(file.path, "n" * 300 + ".jpg", "image/jpeg", file.sha256, endless)],
        archival_code="W" * 300,
        document_number="号" * 300,
        responsible="责" * 300,
        remark="#panic() $x$ *" * 30,
        group="组" * 400,
    )
    long = spec(entry, subtitle="副" * 300)
    result = bind_booklet(
        BookletSpec("书名" * 200, "单位" * 200, 2026, CREATED, long.entries, long.subtitle), tmp_path / "册.pdf"
    )
    assert result.body == 1
    assert problems(result.path) == []


def test_progress_is_told_file_by_file(tmp_path):
    told: list[tuple[int, int, str]] = []
    files = [stored(tmp_path, f"{n}.pdf", paper(b"BT /F1 9 Tf 9 9 Td (%d) Tj ET" % n)) for n in range(3)]
    bind_booklet(spec(Entry(1, "材料", files)), tmp_path / "册.pdf", progress=lambda *step: told.append(step))
    assert [step[:2] for step in told] == [(1, 3), (2, 3), (3, 3), (3, 3)]


def test_nothing_to_bind_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(BookletRefused, match="没有可以装订的材料"):
        bind_booklet(spec(), tmp_path / "册.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused_in_words(tmp_path):
    with pytest.raises(BookletRefused, match="未能写入"):
        bind_booklet(spec(Entry(1, "x")), tmp_path / "nowhere" / "册.pdf")


def test_a_binding_that_breaks_off_leaves_nothing_behind(tmp_path):
    out = tmp_path / "out"
    out.mkdir()

    def stop(_done: int, _total: int, _text: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bind_booklet(spec(Entry(1, "x", [stored(tmp_path, "a.pdf", paper())])), out / "册.pdf", progress=stop)
    assert list(out.iterdir()) == []


def test_a_long_booklet_continues_its_index_and_counts_on(tmp_path):
    file = stored(tmp_path, "a.pdf", paper())
    result = bind_booklet(spec(*[Entry(n, f"第{n}件材料", [file]) for n in range(1, 161)]), tmp_path / "册.pdf")
    assert result.front > 3 and result.body == 160
    found = pages(result.path)
    assert "第160页起" in found[result.front - 1]
    assert all("序号" in text for text in found[1 : result.front])
    assert result.size < 400_000  # the same page, font and picture is written once


def test_booklets_are_planned_by_item_or_for_the_year():
    entries = [
        Entry(1, "甲", lines=("b", "a")),
        Entry(2, "乙", lines=("a",)),
        Entry(3, "丙"),
        Entry(4, "丁", lines=("x",)),
    ]
    titles = {"a": "制度", "b": "活动", "c": "没有材料"}
    by_item = plan_booklets(entries, by="item", titles=titles)
    assert [(plan.code, [(entry.item, entry.title) for entry in plan.entries]) for plan in by_item] == [
        ("a", [(1, "甲"), (2, "乙")]),
        ("b", [(1, "甲")]),
        ("x", [(1, "丁")]),  # 件号 runs from 1 in every volume
        ("", [(1, "丙")]),
    ]
    assert by_item[0].subtitle == "a  制度"
    (year,) = plan_booklets(entries, by="year", titles=titles)
    assert [entry.group for entry in year.entries] == ["b  活动", "a  制度", "", "x"]
    assert plan_booklets([], by="year") == [] and plan_booklets([], by="item") == []


def test_an_index_set_ahead_on_a_wrong_guess_is_set_again(tmp_path):
    plain = stored(tmp_path, "a.pdf", paper())
    dynamic = paper(pages=3, change=lambda pdf: setattr(pdf.Root, "NeedsRendering", True))
    entries = [Entry(n, f"第{n}件", [plain]) for n in range(1, 121)]
    entries[4] = Entry(5, "动态表单", [stored(tmp_path, "x.pdf", dynamic)])  # three pages foreseen, one slip bound
    spec_ = spec(*entries)
    assert foreseen(spec_)[-1].begins == 122
    result = bind_booklet(spec_, tmp_path / "册.pdf")
    assert result.entries[-1].first == 120
    index = "".join(pages(result.path)[1 : result.front])
    assert "第120页起" in index and "第122页起" not in index
    assert problems(result.path) == []


def test_an_index_set_ahead_on_a_right_guess_is_the_one_that_is_bound(tmp_path):
    entries = [Entry(n, f"第{n}件", [stored(tmp_path, "a.pdf", paper(pages=2))]) for n in range(1, 121)]
    one = bind_booklet(spec(*entries), tmp_path / "1.pdf")
    assert [row.begins for row in foreseen(spec(*entries))] == [bound.first for bound in one.entries]
    assert one.sha256 == bind_booklet(spec(*entries), tmp_path / "2.pdf").sha256


def test_what_cannot_be_counted_beforehand_is_not_guessed(tmp_path):
    assert foreseen(spec(Entry(1, "x", [stored(tmp_path, "a.docx", b"?")]))) is None
