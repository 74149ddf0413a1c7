"""Two versions of a set side by side: what was added, taken away, moved, renumbered and reworded."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.criteria.exchange_documents import SMALL, Plain, documents, large, small
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.formats.exchange.spoken import label, say, say_plain
from wenming.criteria.rules.comparison import Comparison, compare
from wenming.criteria.rules.comparison.comparing import LINE_FIELDS
from wenming.criteria.rules.comparison.texts import segments
from wenming.criteria.rules.values import Document

many = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


def after(change: Callable[[Plain], Any], base: Document | None = None) -> Comparison:
    """Compare the small set (or ``base``) with itself after ``change``."""
    before = base or small()
    data: Any = copy.deepcopy(write_document(before))
    change(data)
    return compare(before, read_document(data))


def codes(rows: Any) -> list[tuple[str | None, str | None]]:
    return [(row.old.line.code if row.old else None, row.new.line.code if row.new else None) for row in rows]


def first(data: Plain) -> Plain:
    line: Plain = data["lines"][0]["lines"][0]
    return line


def test_the_same_set_has_no_differences() -> None:
    result = compare(small(), small())
    assert result.summary.nothing and result.summary.same == 5
    assert result.summary.sentences == ("两版内容相同。",)
    assert {row.status for row in result.rows} == {"same"}


def test_a_changed_field_is_shown_with_both_values() -> None:
    result = after(lambda data: first(data).update(points="6", text="每两月至少组织一次集中学习，有计划、有记录。"))
    (row,) = result.changed
    assert (row.status, row.moved, row.renumbered) == ("changed", False, False)
    text, points = row.fields
    assert (points.field, str(points.old), str(points.new), points.segments) == ("points", "4", "6", ())
    assert text.segments == (
        ("=", "每"),
        ("-", "季度"),
        ("+", "两月"),
        ("=", "至少组织一次集中学习，有计划、有记录。"),
    )
    assert result.summary.sentences == ("内容有改动 1 条", "末级分值合计 14 → 16")


def test_added_and_removed_lines_stand_where_they_belong() -> None:
    def change(data: Plain) -> None:
        data["lines"][0]["lines"].append({"code": "II-9", "title": "全新的读书活动", "points": "2"})
        data["lines"][1]["lines"] = []

    result = after(change)
    assert codes(result.added) == [(None, "II-9")]
    assert codes(result.removed) == [("II-3", None)]
    assert codes(result.rows)[-3:] == [(None, "II-9"), ("I-2", "I-2"), ("II-3", None)]


def test_an_insertion_that_renumbers_all_that_follow_does_not_make_them_new() -> None:
    titles = ["学习制度健全完备", "志愿服务有声有色", "窗口服务规范热情", "环境整洁美观有序", "节约用水用电用纸"]

    def lines(names: list[str]) -> Document:
        return read_document(
            SMALL | {"lines": [{"code": f"II-{at}", "title": name, "points": "2"} for at, name in enumerate(names, 1)]}
        )

    result = compare(lines(titles), lines([titles[0], "群众满意度调查", *titles[1:]]))
    assert codes(result.added) == [(None, "II-2")]
    assert codes(result.renumbered) == [("II-2", "II-3"), ("II-3", "II-4"), ("II-4", "II-5"), ("II-5", "II-6")]
    assert (result.moved, result.removed, result.changed) == ((), (), ())


def test_a_reworded_line_with_a_new_code_is_still_the_same_line() -> None:
    def change(data: Plain) -> None:
        del data["lines"][0]["rule"]
        first(data).update(code="1.1", text="每季度至少组织两次集中学习，有计划、有记录。")

    row = next(row for row in after(change).rows if row.renumbered)
    assert codes([row]) == [("II-1", "1.1")]
    assert [change.field for change in row.fields] == ["text"]


def test_weights_that_only_follow_a_new_code_are_no_change() -> None:
    def change(data: Plain) -> None:
        first(data)["code"] = "1.1"
        data["lines"][0]["rule"]["weights"] = {"1.1": "0.85", "II-2": "0.15"}

    result = after(change)
    assert codes(result.renumbered) == [("II-1", "1.1")]
    assert result.changed == ()


def test_a_line_below_another_heading_is_moved() -> None:
    def change(data: Plain) -> None:
        del data["lines"][0]["rule"]
        data["lines"][1]["lines"].append(data["lines"][0]["lines"].pop(0))

    result = after(change)
    (row,) = result.moved
    assert row.old is not None and row.new is not None
    assert (row.old.parent, row.new.parent, row.new.above) == ("I-1", "I-2", ("I-2",))


def test_of_lines_in_another_order_the_fewest_are_moved() -> None:
    result = after(lambda data: data["lines"].insert(0, data["lines"].pop()), large(300))
    assert len(result.moved) == 1
    assert result.summary.sentences == ("移动位置 1 条",)


def test_the_totals_of_the_set_are_in_the_summary() -> None:
    result = after(lambda data: data.update(base_total="100", level="province", pass_mark=None))
    assert [change.field for change in result.settings] == ["level", "base_total", "pass_mark"]
    assert result.summary.sentences == ("总则有改动 3 处", "基础分 90 → 100")
    removed = after(lambda data: data.update(base_total=None))
    assert "基础分 90 → 未规定" in removed.summary.sentences


def test_negative_items_are_compared_too() -> None:
    def change(data: Plain) -> None:
        data["negative"][1]["effect"]["points"] = "5"
        data["negative"][0]["code"] = "F-1"
        data["negative"].append({"code": "N-3", "title": "重大舆情事件"})

    result = after(change)
    assert [row.status for row in result.negative] == ["changed", "changed", "added"]
    assert result.negative[0].renumbered
    assert [change.field for change in result.negative[1].fields] == ["effect"]
    assert "负面清单有改动 3 项" in result.summary.sentences


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ()),
        ("甲", "甲", (("=", "甲"),)),
        ("", "乙", (("+", "乙"),)),
        ("甲", "", (("-", "甲"),)),
        ("不少于200字", "不少于300字", (("=", "不少于"), ("-", "200"), ("+", "300"), ("=", "字"))),
        ("占66%", "占66.5%", (("=", "占"), ("-", "66%"), ("+", "66.5%"))),
        ("甲乙丙丁", "戊乙己丁", (("-", "甲乙丙"), ("+", "戊乙己"), ("=", "丁"))),
        ("aa bb cc", "aa dd cc", (("=", "aa "), ("-", "bb"), ("+", "dd"), ("=", " cc"))),
    ],
)
def test_words_that_went_and_came_are_told_apart(old: str, new: str, expected: Any) -> None:
    assert segments(old, new) == expected


WORDING = st.text(alphabet="甲乙丙1. a，\n", max_size=30)


@given(WORDING, WORDING)
def test_the_pieces_are_both_texts(old: str, new: str) -> None:
    pieces = segments(old, new)
    assert "".join(text for kind, text in pieces if kind != "+") == old
    assert "".join(text for kind, text in pieces if kind != "-") == new
    assert all(text for _kind, text in pieces)
    kinds = "".join(kind for kind, _text in pieces)
    assert not any(doubled in kinds for doubled in ("==", "--", "++", "+-"))


def test_very_long_texts_are_compared_without_delay() -> None:
    pieces = segments("甲乙" * 20_000, "乙丙" * 20_000)
    assert [kind for kind, _text in pieces] == ["-", "+"]


@many
@given(documents(4), documents(4))
def test_every_line_of_both_sets_is_in_the_comparison_once(old: Document, new: Document) -> None:
    result = compare(old, new)
    assert sorted(row.old.line.code for row in result.rows if row.old) == sorted(line.code for line in old.walk())
    assert [row.new.line.code for row in result.rows if row.new] == [line.code for line in new.walk()]
    assert sorted(row.old.code for row in result.negative if row.old) == sorted(item.code for item in old.negative)
    assert len(result.added) - len(result.removed) == sum(1 for _ in new.walk()) - sum(1 for _ in old.walk())
    assert result.summary.nothing == (old == new)
    for change in [*result.settings, *(change for row in result.rows for change in row.fields)]:
        assert change.old != change.new


@many
@given(documents(4))
def test_a_set_against_itself_is_the_same_and_every_value_can_be_said(document: Document) -> None:
    assert compare(document, document).summary.nothing
    for row in compare(document, read_document({"format": "wenming-criteria/1"})).rows:
        assert row.status == "removed"
    for line in document.walk():
        for name in LINE_FIELDS:
            assert say("lines", name, getattr(line, name))


def test_differences_can_be_shown_in_words() -> None:
    line = small().lines[0].lines[0]
    assert say("lines", "rule", line.rule) == "扣分：缺一次 -1；迟报 -0.5（最多2）；最低0"
    assert say("lines", "window", line.window) == "近2年，不含当年"
    assert say("lines", "window", None) == "（没有）"
    assert say("lines", "methods", ()) == "（没有）"
    assert say("set", "grades", small().grades) == "A=100%；B=66%；C=33%；D=0"
    assert say("set", "years", small().years) == "相加：2025=0.4；2026=0.6；合格线80"
    assert say("negative", "effect", small().negative[1].effect) == "每次扣10；瞒报按2倍"
    assert say_plain("lines", "rule", {"kind": "mean"}) == "平均"
    assert say_plain("lines", None, {"under": None, "after": "I-1"}) == "「第一层」之下，排在「I-1」之后"
    assert say_plain("lines", None, {"under": "I-1", "after": None}) == "「I-1」之下第一条"
    assert (
        say_plain("lines", None, {"code": "1", "title": "学习", "points": "2", "methods": []}) == "题目：学习\n分值：2"
    )
    assert say_plain("lines", None, None) == "（没有）"
    assert say_plain("lines", "x-own", {"a": 1}) == '{"a": 1}'
    assert (label("lines", "rule"), label("set", "base_total"), label("lines", "x-own")) == (
        "计分规则",
        "基础分",
        "x-own",
    )


def test_a_thousand_renumbered_and_reworded_lines_are_found_again() -> None:
    def change(data: Plain) -> None:
        waiting = list(data["lines"])
        while waiting:
            line = waiting.pop()
            line["code"] = "新" + line["code"]
            line.pop("rule", None)
            if line.get("text"):
                line["text"] = line["text"].replace("计划", "年度计划")
            waiting += line.get("lines", [])

    result = after(change, large(1000))
    assert (result.summary.added, result.summary.removed) == (0, 0)
    assert result.summary.renumbered == 1000
