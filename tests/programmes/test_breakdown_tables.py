"""任务分解表: what is written reads back, what offices send is read, what is wrong is told row by row."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.programmes.test_due_words_of_tables import DUES
from wenming.programmes.formats.breakdown_reading import Known, read_breakdown, read_pasted_breakdown
from wenming.programmes.formats.breakdown_sheet import write_breakdown
from wenming.programmes.formats.tables import Sheet, TableRefused, unmerged
from wenming.programmes.rules.breakdown import Due, Every, ProposedTask, Source, UnreadDue, tidy

WORDS = st.text("理论学习志愿服务（）()、，；;/1.2①。 \n“”a=-+@<&\t", max_size=14)
LISTS = st.lists(WORDS, max_size=3).map(tuple)
TASKS = st.builds(
    ProposedTask,
    title=WORDS.filter(str.strip),
    content=WORDS,
    stage=st.sampled_from(["", "宣传发动", "组织实施", " 组织 实施"]),
    lines=st.lists(st.sampled_from(["I-1", "I-1/1)", "Ⅶ-1-4", "①"]), max_size=2).map(tuple),
    leaders=LISTS,
    leads=LISTS,
    supporting=LISTS,
    posts=LISTS,
    people=LISTS,
    materials=LISTS,
    due=st.none() | DUES,
    duration=st.none() | st.integers(0, 200),
    note=WORDS,
)


def without_source(tasks):
    from dataclasses import replace

    return [replace(task, source=None) for task in tasks]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(TASKS, min_size=1, max_size=8))
def test_what_is_written_reads_back_without_loss(tmp_path, tasks):
    wanted = [tidy(task, 2026) for task in tasks]
    assert [tidy(task, 2026) for task in wanted] == wanted
    (tmp_path / "t.xlsx").write_bytes(write_breakdown(tasks, title="任务分解表", year=2026, unit="某市公积金中心"))
    assert without_source(read_breakdown(tmp_path / "t.xlsx", year=2026).tasks) == wanted


def task(title: str, **more) -> ProposedTask:
    return ProposedTask(title, **more)


def test_the_sheet_prints_as_the_field_knows_it():
    tasks = [
        task(
            "召开动员大会", stage="宣传发动", lines=("I-1",), leads=("办公室",), due=Due("3月20日前", date(2026, 3, 20))
        ),
        task("设置宣传栏", stage="宣传发动", lines=("I-1",), leads=("宣传科",), materials=("照片", "签到表")),
        task("开展自查", stage="组织实施", leaders=("陆景行",)),
    ]
    book = openpyxl.load_workbook(
        io.BytesIO(
            write_breakdown(
                tasks, title="2026年文明单位创建任务分解表", year=2026, unit="某市公积金中心", made_on=date(2026, 3, 1)
            )
        )
    )
    sheet = book.active
    assert sheet["A1"].value == "2026年文明单位创建任务分解表"
    assert "某市公积金中心" in sheet["A2"].value
    headings = [cell.value for cell in sheet[3]]
    assert headings[:4] == ["序号", "阶段", "对应指标", "工作任务"]
    assert "具体措施" not in headings and "工期" not in headings  # columns nobody filled are left out
    merged = {str(block) for block in sheet.merged_cells.ranges}
    assert {"B4:B5", "C4:C5"} <= merged
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3" and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.cell(5, headings.index("应提供材料") + 1).value == "1. 照片\n2. 签到表"


def test_headings_come_in_any_order_and_other_words():
    text = (
        "责任单位\t完成时间\t重点任务\t分管领导\t协办单位\t佐证材料\n"
        '办公室\t6月底前\t建立台账\t沈若溪\t人事科、财务科\t"1.台账目录\n2.照片（签到、现场）"\n'
    )
    (found,) = read_pasted_breakdown(text, year=2026).tasks
    assert found == ProposedTask(
        "建立台账", leaders=("沈若溪",), leads=("办公室",), supporting=("人事科", "财务科"),
        materials=("台账目录", "照片（签到、现场）"), due=Due("6月底前", date(2026, 6, 30)), source=Source("sheet", "2"),
    )  # fmt: skip


def book_of(path, rows, merges=()):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("任务")
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                sheet.write(y, x, value)
        for block in merges:
            sheet.merge_range(*block[:4], block[4])
    return path


def test_upright_merges_mean_the_same_and_sections_name_the_stage(tmp_path):
    path = book_of(
        tmp_path / "t.xlsx",
        [
            ["2026年任务分解表"],
            ["序号", "工作任务", "责任领导", "责任部门", "完成时限"],
            [],
            [1, "发动员通知", "", "办公室", 46112],
            [2, "办宣传栏", "", "宣传科", "每季度末"],
            [],
            [3, "开展自查", "沈若溪", "创建办", "9月底前"],
            ["注：本表一式三份。"],
            ["填表人：周宜安"],
        ],
        [(2, 0, 2, 4, "一、宣传发动阶段"), (3, 2, 4, 2, "陆景行"), (5, 0, 5, 4, "（二）组织实施阶段")],
    )
    found = read_breakdown(path, year=2026).tasks
    assert [(t.title, t.stage, t.leaders) for t in found] == [
        ("发动员通知", "宣传发动阶段", ("陆景行",)),
        ("办宣传栏", "宣传发动阶段", ("陆景行",)),
        ("开展自查", "组织实施阶段", ("沈若溪",)),
    ]
    assert found[0].due.day == date(2026, 3, 31)
    assert found[1].due.every == Every("quarter")


def test_headings_on_two_rows_are_read_as_one(tmp_path):
    path = book_of(
        tmp_path / "t.xlsx",
        [
            ["任务分解表"],
            ["序号", "重点任务", "工作内容", "责任分工", "", "", "完成时限"],
            ["", "", "", "责任领导", "牵头单位", "配合单位", ""],
            [1, "理论学习", "每季度集中学习", "沈若溪", "机关党委", "各科室", "每季度末"],
            [2, "", "建立学习台账", "沈若溪", "机关党委", "办公室", "12月底前"],
        ],
        [(1, 3, 1, 5, "责任分工"), (1, 1, 2, 1, "重点任务"), (1, 6, 2, 6, "完成时限"), (3, 1, 4, 1, "理论学习")],
    )
    found = read_breakdown(path, year=2026)
    assert [(t.title, t.content, t.leaders, t.leads, t.supporting) for t in found.tasks] == [
        ("理论学习", "每季度集中学习", ("沈若溪",), ("机关党委",), ("各科室",)),
        ("理论学习", "建立学习台账", ("沈若溪",), ("机关党委",), ("办公室",)),
    ]
    assert found.tasks[1].due.day == date(2026, 12, 31)
    assert found.notes == ()


def test_a_heading_repeated_on_the_next_page_is_no_task():
    text = "工作任务\t责任人\n任务甲\t周宜安\n工作任务\t责任人\n任务乙\t何知远"
    assert [t.title for t in read_pasted_breakdown(text, year=2026).tasks] == ["任务甲", "任务乙"]


def test_every_row_in_trouble_is_told_at_once_and_nothing_is_taken():
    text = (
        "工作任务\t牵头部门\t完成时限\t对应指标\t工期\n甲\t办公室\t9月31日\tI-1\t3\n\t办公室\t6月底\tI-1\t\n"
        "丙\t保卫科\t6月底\tX-9\t三天\n丁\t办公室\t年底前\tI-1\t5个工作日"
    )
    with pytest.raises(TableRefused) as refused:
        read_pasted_breakdown(text, year=2026, known=Known(lines={"I-1"}, departments={"办公室"}))
    found = [(trouble.row, trouble.column) for trouble in refused.value.troubles]
    assert found == [(2, "完成时限"), (3, "工作任务"), (4, "对应指标"), (4, "牵头部门"), (4, "工期")]
    assert "9月31日" in str(refused.value) and "保卫科" in str(refused.value) and "未作任何导入" in str(refused.value)


def test_columns_and_sheets_left_aside_are_named(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("说明").write(0, 0, "填表须知")
        sheet = book.add_worksheet("任务")
        for x, (head, value) in enumerate([("工作任务", "甲"), ("责任人", "周宜安"), ("经费预算", "3万元")]):
            sheet.write(0, x, head)
            sheet.write(1, x, value)
    notes = " ".join(read_breakdown(path, year=2026).notes)
    assert "说明" in notes and "经费预算" in notes


def test_another_reader_of_times_may_be_passed_in():
    def strict(value, year):
        if value:
            raise UnreadDue("只收日期。")
        return None

    with pytest.raises(TableRefused, match="只收日期"):
        read_pasted_breakdown("工作任务\t完成时限\n甲\t6月底", year=2026, due=strict)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "随便一段话", "姓名\t电话\n周宜安\t1", "工作任务\t责任人\n", "工作任务\t责任人\n\t\n"]
)
def test_a_paste_without_tasks_is_refused_in_words(text):
    with pytest.raises(TableRefused, match=r"表头|没有任务"):
        read_pasted_breakdown(text, year=2026)


def test_a_paste_beyond_all_measure_is_refused():
    with pytest.raises(TableRefused, match="20000 行"):
        read_pasted_breakdown("工作任务\t责任人\n" + "甲\t乙\n" * 20_001, year=2026)


@given(st.text("工作任务责人\t\n\"'完成时限6月底=1", max_size=60))
def test_nothing_pasted_makes_the_reader_fall(text):
    try:
        assert read_pasted_breakdown(text, year=2026).tasks
    except TableRefused as refused:
        assert str(refused)


def test_merged_blocks_laid_over_one_another_without_end_are_refused():
    rows = [["工作任务", "责任人"], *[["甲", "乙"] for _n in range(5_000)]]
    sheet = Sheet("", rows, tuple(((1, 0), (5_000, 0)) for _n in range(500)))
    with pytest.raises(TableRefused, match="互相重叠"):
        unmerged(sheet, 1)
