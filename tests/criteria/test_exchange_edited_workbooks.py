"""People export a set, change it in their spreadsheet program and import it again: what they changed is what comes in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from tests.criteria.exchange_documents import SMALL, small
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.formats.exchange import ExchangeRefused, read_exchange, read_exchange_with_notes, to_xlsx
from wenming.criteria.rules.values import Document

HEADER = 3


def edited(change: Callable[[Any], None], document: Document | None = None) -> bytes:
    """Export, let ``change`` loose on the workbook, and save it as a spreadsheet program would."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document or small())))
    change(book)
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def cell(book: Any, sheet: str, row: int, heading: str) -> Any:
    headings = [each.value for each in book[sheet][HEADER]]
    return book[sheet].cell(row, headings.index(heading) + 1)


def put(sheet: str, row: int, heading: str, value: Any) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        cell(book, sheet, row, heading).value = value

    return change


def setting(book: Any, name: str) -> Any:
    return next(row[1] for row in book["总则"].iter_rows() if row[0].value == name)


def line(document: Document | None, code: str) -> dict[str, Any]:
    assert document is not None
    waiting: list[Any] = list(write_document(document)["lines"])  # type: ignore[call-overload]
    while waiting:
        each = waiting.pop()
        if each["code"] == code:
            return dict(each)
        waiting += each.get("lines", [])
    raise AssertionError(code)


def refusal(content: bytes) -> str:
    with pytest.raises(ExchangeRefused) as caught:
        read_exchange(content, "x.xlsx")
    return str(caught.value.message)


# ---- what people change -----------------------------------------------------------------------------------------
def test_a_resaved_workbook_is_the_same_set() -> None:
    assert read_exchange(edited(lambda book: None), "x.xlsx") == small()


@pytest.mark.parametrize(
    ("heading", "typed", "key", "value"),
    [
        ("分值", 30, "points", "30"),
        ("分值", 0.2, "points", "0.2"),
        ("分值", "３０分", "points", "30"),
        ("分值", None, "points", None),
        ("题目", "理论武装", "title", "理论武装"),
        ("题目", 2026, "title", "2026"),
        ("内容标准", "第一条\n第二条", "text", "第一条\n第二条"),
        ("内容标准", "=SUM(的写法)", "text", "=SUM(的写法)"),
        ("测评方法", "问卷、实地考察", "methods", ["survey", "site_visit"]),
        ("测评方法", None, "methods", []),
        ("特色", "是", "bonus", True),
        ("不适用时", "按满分", "na", "full"),
        ("周期", "2026年3月", "period", "2026-03"),
        ("时间窗口", "近12个月", "window", {"months_back": 12, "offset_months": 0}),
        (
            "计分规则",
            "扣分:每缺一次扣2分;最低1",
            "rule",
            {"kind": "deduct", "per": [{"what": "每缺一次", "points": "2"}], "floor": "1"},
        ),
        (
            "应提供材料",
            "照片 至少3张；备注：现场\n公文",
            "evidence",
            [
                {"kind": "photo", "min": 3, "max": None, "note": "现场"},
                {"kind": "official_document", "min": None, "max": None},
            ],
        ),
    ],
)
def test_an_edit_comes_in(heading: str, typed: object, key: str, value: object) -> None:
    def change(book: Any) -> None:
        place = cell(book, "测评条目", 5, heading)
        place.value = typed
        if isinstance(typed, str):
            place.data_type = "s"

    back = read_exchange(edited(change), "x.xlsx")
    assert line(back, "II-1").get(key) == value
    assert line(back, "II-2") == line(small(), "II-2")


def test_a_day_typed_into_the_period_is_the_month_that_was_meant() -> None:
    import datetime

    back = read_exchange(edited(put("测评条目", 6, "周期", datetime.datetime(2026, 4, 1))), "x.xlsx")
    assert line(back, "II-2")["period"] == "2026-04"


def test_the_set_itself_can_be_changed() -> None:
    def change(book: Any) -> None:
        setting(book, "基础分").value = 100
        setting(book, "级别").value = "省级"
        setting(book, "等级").value = "优=100%；良=80%"
        setting(book, "分年计分").value = None
        setting(book, "年度").value = "2027年"

    back = read_exchange(edited(change), "x.xlsx")
    assert back is not None
    data = write_document(back)
    assert (data["base_total"], data["level"], data["year"]) == ("100", "province", 2027)
    assert (data["grades"], data["years"]) == ({"优": "100%", "良": "80%"}, None)


def test_negative_items_can_be_changed_added_and_deleted() -> None:
    def change(book: Any) -> None:
        cell(book, "负面清单", 4, "追溯期").value = "本届期内"
        cell(book, "负面清单", 4, "后果").value = "限期整改6个月"
        book["负面清单"].delete_rows(5)
        book["负面清单"].append(["N-3", "重大舆情", None, None, 2, "警告"])

    back = read_exchange(edited(change), "x.xlsx")
    assert back is not None
    assert write_document(back)["negative"] == [
        {
            "code": "N-1",
            "title": "主要负责人严重违纪违法",
            "lookback": {"term": True},
            "effect": {"kind": "rectify", "months": 6},
        },
        {"code": "N-3", "title": "重大舆情", "threshold": 2, "effect": {"kind": "warn"}},
    ]


def test_a_line_can_be_added_and_another_deleted() -> None:
    def change(book: Any) -> None:
        book["测评条目"].delete_rows(8)
        book["测评条目"].insert_rows(6)
        for heading, value in (("编号", "II-1a"), ("上级编号", "I-1"), ("题目", "读书活动"), ("分值", 2)):
            cell(book, "测评条目", 6, heading).value = value

    back = read_exchange(edited(change), "x.xlsx")
    assert back is not None
    assert [each.code for each in back.walk()] == ["I-1", "II-1", "II-1a", "II-2", "I-2"]


def test_sorting_the_rows_keeps_the_tree() -> None:
    def change(book: Any) -> None:
        sheet = book["测评条目"]
        rows = [[each.value for each in row] for row in sheet.iter_rows(min_row=HEADER + 1)]
        for number, row in enumerate(reversed(rows), HEADER + 1):
            for at, value in enumerate(row, 1):
                sheet.cell(number, at).value = value

    back = read_exchange(edited(change), "x.xlsx")
    assert back is not None
    assert [each.code for each in back.walk()] == ["I-2", "II-3", "I-1", "II-2", "II-1"]
    assert line(back, "II-1") == line(small(), "II-1")


def test_columns_may_change_places_and_own_columns_are_reported() -> None:
    def change(book: Any) -> None:
        sheet = book["测评条目"]
        for row in sheet.iter_rows(min_row=HEADER):
            values = [each.value for each in row]
            for at, value in enumerate(reversed(values), 1):
                sheet.cell(row[0].row, at).value = value
            sheet.cell(row[0].row, len(values) + 2).value = "责任人" if row[0].row == HEADER else "某处室"

    back = read_exchange_with_notes(edited(change), "x.xlsx")
    assert back is not None
    assert back.document == small()
    assert [str(note) for note in back.notes] == ["「测评条目」第 3 行「责任人」：这一列不是标准的内容，没有读取。"]


def test_blank_rows_and_rows_above_the_header_do_not_matter() -> None:
    def change(book: Any) -> None:
        book["测评条目"].insert_rows(6, 3)
        book["测评条目"].insert_rows(1, 2)
        book["总则"].insert_rows(1, 1)

    assert read_exchange(edited(change), "x.xlsx") == small()


def test_what_cells_cannot_show_is_kept_until_the_cell_is_changed() -> None:
    data = write_document(small())
    strange = data["lines"][0]["lines"][0]  # type: ignore[index]
    strange["title"] = " 理论\r学习 "
    strange["x-source"] = {"page": 3, "points": 1}
    strange["rule"] = strange["rule"] | {"x-note": "口径"}
    document = read_document(data)

    back = read_exchange(edited(put("测评条目", 5, "分值", 6), document), "x.xlsx")
    kept = line(back, "II-1")
    assert (kept["title"], kept["x-source"], kept["rule"]["x-note"]) == (
        " 理论\r学习 ",
        {"page": 3, "points": 1},
        "口径",
    )

    changed = read_exchange_with_notes(edited(put("测评条目", 5, "题目", "新题目"), document), "x.xlsx")
    assert changed is not None
    assert line(changed.document, "II-1")["title"] == "新题目"
    assert "「附加」" in str(changed.notes[0])


def test_an_ordinary_set_has_nothing_in_the_column_for_data() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(small())))
    assert {cell(book, "测评条目", row, "附加").value for row in range(4, 9)} == {None}
    assert cell(book, "测评条目", 5, "计分规则").value == "扣分：缺一次 -1；迟报 -0.5（最多2）；最低0"
    assert cell(book, "测评条目", 5, "应提供材料").value == (
        "公文 至少1份；备注：学习计划\n"
        "照片 2至6份；每份不超过2MB；格式jpg、jpeg；图注时间、地点、主办单位、人员、主题；可见单位名称\n"
        "说明报告；不超过500字；容差0%"
    )
    assert cell(book, "测评条目", 4, "计分规则").value == "加权：II-1=0.85；II-2=0.15"
    assert cell(book, "测评条目", 8, "计分规则").value == "奖项：国家级=5；省级=3；同项取最高"


def test_no_cell_is_a_formula_and_figures_are_numbers() -> None:
    data = SMALL | {"name": "=1+1", "lines": [{"code": "=cmd()", "title": "=HYPERLINK(1)", "points": "1.5"}]}
    content = to_xlsx(read_document(data))
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        sheets = b"".join(bag.read(name) for name in bag.namelist() if "worksheets/" in name)
    assert b"<f>" not in sheets and b"<hyperlink" not in sheets
    assert b"<v>1.5</v>" in sheets
    assert read_exchange(content, "x.xlsx") == read_document(data)


# ---- what is refused, and in which words ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("heading", "typed", "words"),
    [
        ("分值", "很多", "请写成 30 或 0.5 这样"),
        ("分值", -3, "不能小于 0"),
        ("测评方法", "看看", "请写 材料审核、实地考察"),
        ("计分规则", "酌情", "请以 评定、分级"),
        ("计分规则", "扣分：缺一次", "扣分：缺一次 -1"),
        ("应提供材料", "锦旗 1面", "每行请以 公文、说明报告"),
        ("时间窗口", "最近", "可写 2026年"),
        ("周期", "每逢周一", "可写 2026年1月"),
        ("特色", "大概", "请写 是 或 否"),
        ("不适用时", "再说", "请写 重新分配"),
        ("编号", None, "没有编号"),
        ("编号", "II-2", "重复"),
        ("上级编号", "I-9", "在本页没有这一条"),
        ("附加", "{坏", "照原样保留"),
    ],
)
def test_a_bad_edit_is_refused_by_sheet_row_and_column(heading: str, typed: object, words: str) -> None:
    row = 6 if typed == "II-2" else 5
    if typed == "II-2":
        row, typed = 6, "II-1"
    message = refusal(edited(put("测评条目", row, heading, typed)))
    assert f"「测评条目」第 {row} 行「{heading}」" in message
    assert words in message


def test_every_bad_cell_is_named() -> None:
    def change(book: Any) -> None:
        for row in range(4, 9):
            cell(book, "测评条目", row, "分值").value = "很多"

    with pytest.raises(ExchangeRefused) as caught:
        read_exchange(edited(change), "x.xlsx")
    assert [problem.place.row for problem in caught.value.problems if problem.place] == [4, 5, 6, 7, 8]
    assert "另有 2 处" in str(caught.value.message)


def test_a_code_that_became_a_day_is_refused_with_the_way_out() -> None:
    import datetime

    message = refusal(edited(put("测评条目", 5, "编号", datetime.datetime(2026, 1, 1))))
    assert "「测评条目」第 5 行「编号」" in message and "文本" in message


def test_a_failed_formula_is_refused_where_it_stands() -> None:
    def change(book: Any) -> None:
        cell(book, "测评条目", 5, "分值").value = "=A1+1"

    assert "「测评条目」第 5 行「E」：公式" in refusal(edited(change))


def test_lines_that_hang_below_themselves_are_refused() -> None:
    def change(book: Any) -> None:
        cell(book, "测评条目", 4, "上级编号").value = "II-1"

    assert "绕回" in refusal(edited(change))


def test_merged_cells_are_refused() -> None:
    assert "第 5–6 行「题目」处有合并的单元格" in refusal(edited(lambda book: book["测评条目"].merge_cells("C5:C6")))


@pytest.mark.parametrize("heading", ["编号", "上级编号", "分值", "时间窗口", "附加"])
def test_a_deleted_column_is_refused(heading: str) -> None:
    def change(book: Any) -> None:
        headings = [each.value for each in book["测评条目"][HEADER]]
        book["测评条目"].delete_cols(headings.index(heading) + 1)

    assert f"缺少「{heading}」一列" in refusal(edited(change))


def test_two_columns_of_one_name_are_refused() -> None:
    def change(book: Any) -> None:
        book["测评条目"].cell(HEADER, 20).value = "分值"

    assert "有两列都叫「分值」" in refusal(edited(change))


@pytest.mark.parametrize("sheet", ["测评条目", "负面清单", "总则"])
def test_a_missing_sheet_is_refused(sheet: str) -> None:
    assert f"缺少「{sheet}」页" in refusal(edited(lambda book: book.remove(book[sheet])))


def test_a_missing_header_is_refused() -> None:
    assert "找不到表头" in refusal(edited(lambda book: book["测评条目"].delete_rows(1, 3)))


def test_a_missing_or_doubled_setting_is_refused() -> None:
    def doubled(book: Any) -> None:
        book["总则"].append(["基础分", 80])

    assert "「基础分」有两行" in refusal(edited(doubled))

    def removed(book: Any) -> None:
        book["总则"].delete_rows(setting(book, "合格线").row)

    assert "缺少「合格线」一行" in refusal(edited(removed))


def test_another_version_is_refused() -> None:
    def change(book: Any) -> None:
        setting(book, "格式").value = "wenming-criteria/2"

    assert "wenming-criteria/2" in refusal(edited(change))


def test_what_the_format_itself_refuses_is_placed_in_the_sheet() -> None:
    message = refusal(edited(put("测评条目", 5, "应提供材料", "照片 6至2份")))
    assert message.startswith("「测评条目」第 5 行")
