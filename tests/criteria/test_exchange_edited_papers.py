"""People change the table of an exported Word paper; what they changed is merged into the data that the paper carries."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from tests.criteria.exchange_documents import SMALL, large, small
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.formats.exchange import Exchanged, ExchangeRefused, read_exchange_with_notes, to_docx
from wenming.criteria.rules.values import Document

CODE, CONTENT, POINTS, METHODS, RULE, EVIDENCE = range(6)


def edited(change: Callable[[Any], None], document: Document | None = None) -> bytes:
    paper = docx.Document(io.BytesIO(to_docx(document or small())))
    change(paper)
    into = io.BytesIO()
    paper.save(into)
    return into.getvalue()


def back(change: Callable[[Any], None], document: Document | None = None) -> Exchanged:
    exchanged = read_exchange_with_notes(edited(change, document), "x.docx")
    assert exchanged is not None
    return exchanged


def put(row: int, column: int, *paragraphs: str, table: int = 0) -> Callable[[Any], None]:
    def change(paper: Any) -> None:
        cell = paper.tables[table].rows[row].cells[column]
        for paragraph in cell.paragraphs[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        cell.paragraphs[0].text = paragraphs[0] if paragraphs else ""
        for paragraph in paragraphs[1:]:
            cell.add_paragraph(paragraph)

    return change


def changed(code: str, **fields: Any) -> Document:
    """Return the small set with fields of one line replaced."""
    data = copy.deepcopy(SMALL)
    waiting = list(data["lines"])
    while waiting:
        each = waiting.pop()
        if each["code"] == code:
            each.update(fields)
        waiting += each.get("lines", [])
    return read_document(data)


def test_a_resaved_paper_is_the_same_set() -> None:
    exchanged = back(lambda paper: None)
    assert (exchanged.document, exchanged.notes) == (small(), ())


def test_splitting_runs_and_changing_their_looks_changes_nothing() -> None:
    def change(paper: Any) -> None:
        for row in paper.tables[0].rows:
            for paragraph in row.cells[CONTENT].paragraphs:
                text = paragraph.text
                paragraph.text = text[:2]
                paragraph.add_run(text[2:]).bold = True

    assert back(change) == Exchanged(small())


@pytest.mark.parametrize(
    ("row", "column", "typed", "expected"),
    [
        (2, POINTS, ("30",), {"points": "30"}),
        (2, POINTS, ("２.5分",), {"points": "2.5"}),
        (2, POINTS, (), {"points": None}),
        (2, CONTENT, ("理论武装", "每月一次集中学习。"), {"title": "理论武装", "text": "每月一次集中学习。"}),
        (2, CONTENT, ("理论学习", "第一条。", "第二条。"), {"text": "第一条。\n第二条。"}),
        (2, CONTENT, ("理论学习",), {"text": None}),
        (2, METHODS, ("问卷、听取汇报",), {"methods": ["survey", "briefing"]}),
        (2, RULE, ("分级：A=4；B=2",), {"rule": {"kind": "graded", "grades": {"A": "4", "B": "2"}}}),
        (2, EVIDENCE, ("公文 至少2份",), {"evidence": [{"kind": "official_document", "min": 2}]}),
    ],
)
def test_a_visible_edit_wins(row: int, column: int, typed: tuple[str, ...], expected: dict[str, Any]) -> None:
    assert back(put(row, column, *typed)) == Exchanged(changed("II-1", **expected))


def test_what_the_table_does_not_show_stays() -> None:
    data = copy.deepcopy(SMALL)
    data["lines"][0]["lines"][0] |= {"x-note": [1, 2]}
    document = read_document(data)
    line = back(put(2, POINTS, "9"), document).document.lines[0].lines[0]
    assert (str(line.points), line.extra, line.window) == ("9", {"x-note": [1, 2]}, small().lines[0].lines[0].window)


def test_a_changed_code_takes_its_data_and_its_weight_along() -> None:
    exchanged = back(put(2, CODE, "II-1甲"))
    parent = exchanged.document.lines[0]
    assert [line.code for line in parent.lines] == ["II-1甲", "II-2"]
    assert parent.lines[0].window == small().lines[0].lines[0].window
    assert list(parent.rule.weights) == ["II-1甲", "II-2"]  # type: ignore[union-attr]
    assert exchanged.notes == ()


def test_a_new_row_stands_beside_the_row_above_and_is_noted() -> None:
    def change(paper: Any) -> None:
        rows = paper.tables[0]._tbl.tr_lst
        rows[3].addnext(copy.deepcopy(rows[3]))
        put(4, CODE, "II-2a")(paper)
        put(4, CONTENT, "读书活动")(paper)

    exchanged = back(change)
    assert [line.code for line in exchanged.document.walk()] == ["I-1", "II-1", "II-2", "II-2a", "I-2", "II-3"]
    added = exchanged.document.lines[0].lines[2]
    assert (added.title, str(added.points), added.period) == ("读书活动", "10", None)
    assert [str(note) for note in exchanged.notes] == ["「测评表」第 5 行：新增的条目放在「I-1」之下，请核对。"]


def test_a_deleted_row_is_gone_and_noted() -> None:
    data = copy.deepcopy(SMALL)
    del data["lines"][0]["rule"]

    def change(paper: Any) -> None:
        row = paper.tables[0]._tbl.tr_lst[3]
        row.getparent().remove(row)

    exchanged = back(change, read_document(data))
    assert [line.code for line in exchanged.document.walk()] == ["I-1", "II-1", "I-2", "II-3"]
    assert "「II-2」已从表里删去" in str(exchanged.notes[0])


def test_a_weight_of_a_deleted_row_goes_with_it_and_is_noted() -> None:
    def change(paper: Any) -> None:
        row = paper.tables[0]._tbl.tr_lst[3]
        row.getparent().remove(row)

    exchanged = back(change)
    assert list(exchanged.document.lines[0].rule.weights) == ["II-1"]  # type: ignore[union-attr]
    assert "「测评表」第 2 行「计分办法」：下级条目有增减" in str(exchanged.notes[-1])


def test_a_row_moved_below_another_heading_hangs_there_and_is_noted() -> None:
    data = copy.deepcopy(SMALL)
    del data["lines"][0]["rule"]

    def change(paper: Any) -> None:
        rows = paper.tables[0]._tbl.tr_lst
        rows[5].addnext(rows[2])

    exchanged = back(change, read_document(data))
    assert [[line.code for line in top.lines] for top in exchanged.document.lines] == [["II-2"], ["II-3", "II-1"]]
    assert "改到「I-2」之下" in str(exchanged.notes[0])


def test_a_rule_that_cannot_be_read_stays_and_is_noted() -> None:
    exchanged = back(put(2, RULE, "酌情扣分"))
    assert exchanged.document == small()
    assert "「测评表」第 3 行「计分办法」：改动没有采用" in str(exchanged.notes[0])


def test_the_negative_list_can_be_edited() -> None:
    exchanged = back(put(1, 4, "警告", table=1))
    item = exchanged.document.negative[0]
    assert (item.code, item.effect.kind, item.lookback.months) == ("N-1", "warn", 24)  # type: ignore[union-attr]


def test_a_title_that_is_the_beginning_of_its_text_is_shown_once() -> None:
    document = read_document(
        SMALL | {"lines": [{"code": "1", "title": "公示齐全", "text": "公示齐全，内容完整。", "points": "2"}]}
    )
    paper = docx.Document(io.BytesIO(to_docx(document)))
    assert paper.tables[0].rows[1].cells[CONTENT].text == "公示齐全，内容完整。"
    kept = back(put(1, CONTENT, "公示齐全，内容完整，位置醒目。"), document)
    assert (kept.document.lines[0].title, kept.document.lines[0].text) == ("公示齐全", "公示齐全，内容完整，位置醒目。")
    assert kept.notes == ()
    other = back(put(1, CONTENT, "服务承诺上墙。"), document)
    assert other.document.lines[0].text == "服务承诺上墙。"
    assert "题目仍是「公示齐全」" in str(other.notes[0])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put(2, POINTS, "很多"), "「测评表」第 3 行「分值」"),
        (put(2, METHODS, "看看"), "「测评表」第 3 行「测评方法」"),
        (put(2, CODE), "「测评表」第 3 行「编号」：没有编号"),
        (put(2, CODE, "II-2"), "编号重复"),
        (lambda paper: paper.tables[0].cell(2, 1).merge(paper.tables[0].cell(3, 1)), "合并"),
        (lambda paper: paper.tables[0]._tbl.getparent().remove(paper.tables[0]._tbl), "找不到测评表"),
        (lambda paper: paper.tables[1]._tbl.getparent().remove(paper.tables[1]._tbl), "找不到负面清单"),
        (put(0, POINTS, "得分"), "缺少「分值」一列"),
    ],
)
def test_an_edit_that_cannot_be_read_is_refused_where_it_stands(change: Callable[[Any], None], words: str) -> None:
    with pytest.raises(ExchangeRefused, match=re.escape(words)):
        read_exchange_with_notes(edited(change), "x.docx")


def test_a_table_cut_in_two_with_its_header_repeated_is_one_table() -> None:
    def change(paper: Any) -> None:
        table = paper.tables[0]._tbl
        second = copy.deepcopy(table)
        for row in table.tr_lst[3:]:
            table.remove(row)
        for row in second.tr_lst[1:3]:
            second.remove(row)
        table.addnext(second)

    assert back(change) == Exchanged(small())


def test_the_paper_looks_printed() -> None:
    content = to_docx(large(200))
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        names = bag.namelist()
        body = bag.read("word/document.xml").decode()
    assert "customXml/item1.xml" in names
    assert body.count("<w:r>") == body.count("w:eastAsia=")
    paper = docx.Document(io.BytesIO(content))
    table = paper.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == [
        "编号",
        "测评内容",
        "分值",
        "测评方法",
        "计分办法",
        "应提供材料",
    ]
    properties = table.rows[0]._tr.trPr
    assert properties.find(qn("w:tblHeader")) is not None
    assert len(table.rows) == 201
    assert paper.paragraphs[0].text == "临港市文明单位测评细则"
    assert "基础分 90" in paper.paragraphs[1].text


def test_the_data_of_the_paper_says_nothing_that_the_set_does_not() -> None:
    exchanged = read_exchange_with_notes(to_docx(small()), "x.docx")
    assert exchanged is not None
    assert write_document(exchanged.document) == write_document(small())
