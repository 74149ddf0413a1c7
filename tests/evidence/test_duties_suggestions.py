"""Suggested lines: the right ones first, with a reason a person can follow, and the same answer every time."""

from __future__ import annotations

from wenming.criteria.formats.document import read_document
from wenming.evidence.rules.suggesting import LineWords, RecordWords, index_lines, pairs, terms, words_of_lines

LINES = [
    LineWords(
        "II-1",
        "志愿服务",
        "组建志愿服务队，人均志愿服务时长不少于 20 小时，开展学雷锋志愿服务活动。",
        ("服务群众",),
        ("photo", "statistics"),
    ),
    LineWords(
        "II-2",
        "志愿服务制度",
        "制定志愿服务管理办法，落实注册、培训、激励制度。",
        ("服务群众",),
        ("official_document",),
    ),
    LineWords("II-3", "全民阅读", "开展读书会、读书分享，建设职工书屋。", ("文化建设",), ("photo",)),
    LineWords("II-4", "节能降耗", "节约用水用电用纸，开展节约型机关创建。", ("资源节约",), ("statistics",)),
    LineWords("II-5", "文明餐桌", "倡导光盘行动，反对餐饮浪费。", ("资源节约",), ("photo",)),
]


def codes(record: RecordWords, **more) -> list[str]:
    return [item.code for item in index_lines(LINES, **more).suggest(record)]


def test_the_line_that_speaks_of_it_comes_first_with_its_reason():
    first = index_lines(LINES).suggest(RecordWords("学雷锋志愿服务活动", kind="photo"))[0]
    assert first.code == "II-1"
    assert "“学雷锋志愿服务活动”" in first.reason and first.reason.endswith("该条目要求照片")


def test_the_kind_decides_between_two_lines_of_one_subject():
    assert codes(RecordWords("志愿服务管理办法", kind="official_document"))[0] == "II-2"
    assert codes(RecordWords("志愿服务时长统计", kind="statistics"))[0] == "II-1"


def test_a_folders_name_helps_where_the_title_is_silent():
    assert codes(RecordWords("春季集体照", folder="读书会", kind="photo"))[0] == "II-3"


def test_the_text_of_a_paper_helps():
    assert codes(RecordWords("会议材料", text="会议强调要反对餐饮浪费，推进光盘行动。"))[0] == "II-5"


def test_what_a_department_filed_before_counts_and_is_said():
    filed = {("后勤科", "II-5"): 8, ("后勤科", "II-4"): 2}
    suggestions = index_lines(LINES, filed=filed).suggest(RecordWords("三月台账", kind="photo", department="后勤科"))
    assert [item.code for item in suggestions] == ["II-5"]
    assert "本部门已有 8 件材料归入该条目" in suggestions[0].reason


def test_at_most_three_are_proposed_and_none_where_nothing_speaks_for_any():
    assert len(codes(RecordWords("志愿服务读书节约文明", kind="photo"))) <= 3
    assert codes(RecordWords("财务凭证")) == []
    assert codes(RecordWords("")) == []
    assert codes(RecordWords("工作情况材料")) == []


def test_the_same_question_gets_the_same_answer():
    index = index_lines(LINES)
    record = RecordWords("志愿服务读书会", theme="学雷锋", kind="photo", folder="活动")
    assert index.suggest(record) == index.suggest(record) == index_lines(list(LINES)).suggest(record)


def test_headings_above_help_a_terse_line():
    lines = [LineWords("1.1", "建立台账", "", ("节约用水",)), LineWords("1.2", "建立台账", "", ("志愿服务",))]
    assert index_lines(lines).suggest(RecordWords("志愿服务台账"))[0].code == "1.2"


def test_a_criteria_set_gives_its_leaves_with_what_stands_above_them():
    document = read_document(
        {
            "format": "wenming-criteria/1", "code": "c", "name": "n",
            "lines": [{"code": "I", "title": "服务群众", "lines": [
                {"code": "I-1", "title": "志愿服务", "text": "有队伍", "points": "1",
                 "evidence": [{"kind": "photo", "min": 1, "note": "活动照片"}, {"kind": "photo", "min": 1}]}]}],
        }
    )  # fmt: skip
    (line,) = words_of_lines(document)
    assert (line.code, line.above, line.kinds) == ("I-1", ("服务群众",), ("photo",)) and "活动照片" in line.text


def test_pairs_keep_numbers_and_latin_words_whole():
    assert pairs("2025年学雷锋ABC活动") == ["2025", "年学", "学雷", "雷锋", "abc", "活动"]
    assert pairs("书") == ["书"] and pairs("，。 ") == []


def test_a_rare_subject_outweighs_the_words_of_every_trade():
    lines = [
        LineWords("2.2.1", "纳入工作计划", "创建工作写入单位年度工作计划。", ("组织领导",), ("official_document",)),
        LineWords("2.2.2", "工作总结", "有年度工作总结。", ("组织领导",), ("official_document",)),
        LineWords("5.1.1", "队伍制度", "有管理办法，有年度计划。", ("志愿服务",), ("official_document",)),
    ]
    found = index_lines(lines).suggest(RecordWords("志愿服务工作计划", kind="official_document"))
    assert found[0].code == "5.1.1"
    assert "“志愿服务”" in found[0].reason


def test_a_reason_quotes_whole_words_only():
    lines = [LineWords("1", "年度计划", "有年度工作计划。"), LineWords("2", "自愿服务", "自愿服务社会工作者。")]
    index = index_lines(lines)
    assert all("“作计划" not in one.reason for one in index.suggest(RecordWords("志愿服务工作计划")))
    assert all("愿服务" not in one.words for one in index.suggest(RecordWords("志愿服务")))


def test_words_across_the_edge_of_a_generic_word_are_none():
    assert terms("志愿服务工作计划") == ["志愿", "愿服", "服务", "工作", "计划"]
    assert terms("") == [] and terms("书") == ["书"]
