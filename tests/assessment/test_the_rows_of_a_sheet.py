"""The rows of a sheet are written out in one go: they still escape what people typed, and say what a reader needs."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from wenming.assessment.selectors.rounds import Row
from wenming.assessment.templatetags.sheets import sheet_rows, sheet_tree


def drawn(**more: Any) -> str:
    plain: dict[str, Any] = {
        "pk": 7, "code": "1.1", "title": "机构健全", "depth": 1, "is_leaf": True, "bonus": False, "score": "3.5", "possible": "4",
        "na": False, "unanswered": False, "why": "缺一项扣 0.5 分。", "note": "",
    }  # fmt: skip
    return str(sheet_rows([Row(**plain | more)], "/assessment/rounds/3/lines/"))


def test_a_leaf_leads_to_its_page_and_shows_its_points_and_reason():
    row = drawn()
    assert 'href="/assessment/rounds/3/lines/7/"' in row
    assert "<b>3.50</b>" in row and ">4.00<" in row and "缺一项扣 0.5 分。" in row


def test_what_people_typed_is_escaped():
    row = drawn(title="<script>alert(1)</script>", why="a < b", note="<b>不是标签</b>", code='"1"')
    assert "<script>" not in row and "<b>不是标签" not in row and 'class="num">&quot;1&quot;' in row


def test_a_parent_is_a_heading_without_address():
    row = drawn(is_leaf=False, depth=0)
    assert "row-group--0" in row and "href" not in row


def test_not_applicable_and_unanswered_are_words_and_not_figures():
    assert "不适用" in drawn(na=True, score="0") and "<b>" not in drawn(na=True, score="0")
    assert "未答" in drawn(unanswered=True, score="0")


def test_a_bonus_line_says_so_and_a_long_note_is_cut():
    assert "加分" in drawn(bonus=True) and "加分" not in drawn()
    assert 100 < drawn(note="长" * 200).count("长") <= 120


def test_nothing_is_drawn_of_nothing():
    assert sheet_rows([], "/x/") == ""


def test_the_tree_beside_a_line_is_the_component_drawn_lean():
    nodes = [
        {
            "level": 1,
            "code": "1",
            "title": "组织<领导>",
            "points": "6",
            "state": "part",
            "url": "/x/",
            "current": False,
            "leaf": False,
        },
        {
            "level": 2,
            "code": "1.1",
            "title": "机构健全",
            "points": "4",
            "state": "full",
            "url": "/x/",
            "current": True,
            "leaf": True,
        },
        {
            "level": 2,
            "code": "1.2",
            "title": "专题研究",
            "points": "2",
            "state": "none",
            "url": "/y/",
            "current": False,
            "leaf": True,
        },
        {
            "level": 1,
            "code": "2",
            "title": "志愿服务",
            "points": "4.5",
            "state": "skip",
            "url": "/z/",
            "current": False,
            "leaf": True,
        },
    ]
    component = render_to_string("ui/_tree.html", {"nodes": nodes, "label": "测评条目"})
    assert str(sheet_tree(nodes, "测评条目")) in component
