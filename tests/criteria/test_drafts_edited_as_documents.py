"""Edits of a document on plain values: what changes, what follows, and what is refused."""

from __future__ import annotations

import copy

import pytest

from tests.criteria.sets import document, leaf, parent
from wenming.criteria.formats.document import read_document
from wenming.criteria.rules import editing, negative_editing
from wenming.criteria.rules.values import MAX_DEPTH
from wenming.kernel.errors import Invalid, Missing


def outline(doc):
    """Codes with their depth, in document order."""
    return [(place.line["code"], len(place.above())) for place in editing.places(doc)]


def test_a_line_is_found_with_all_it_stands_under():
    place = editing.find(document(), "2.1")

    assert (place.index, [line["code"] for line in place.above()]) == (0, ["2"])


def test_a_line_that_is_not_there_is_refused_in_words():
    with pytest.raises(Missing, match=r"9\.9"):
        editing.find(document(), "9.9")


def test_an_edit_leaves_the_document_it_started_from_alone():
    before = document()
    kept = copy.deepcopy(before)

    editing.replace(before, "1.1", leaf("1.1", "4"))
    editing.remove(before, "1")
    editing.move(before, "2.2", "out")
    editing.add(before, leaf("3"))

    assert before == kept


def test_a_line_replaced_keeps_what_stands_below_it():
    after = editing.replace(document(), "1", {"code": "1", "title": "新题目", "points": "6", "lines": []})

    assert editing.find(after, "1").line["title"] == "新题目"
    assert outline(after) == outline(document())


def test_a_new_code_reaches_the_codes_qualified_by_it_and_the_weights_that_name_it():
    before = document(
        parent(
            "I",
            parent(
                "I-1",
                leaf("I-1/1)"),
                parent("I-1/2)", leaf("I-1/2)/a")),
                rule={"kind": "weighted", "weights": {"I-1/1)": "1", "I-1/2)": "2"}},
            ),
            leaf("I-12"),
            rule={"kind": "weighted", "weights": {"I-1": "0.5", "I-12": "0.5"}},
        )
    )
    after = editing.replace(before, "I-1", editing.find(before, "I-1").line | {"code": "I-7"})

    assert [code for code, _depth in outline(after)] == ["I", "I-7", "I-7/1)", "I-7/2)", "I-7/2)/a", "I-12"]
    assert editing.find(after, "I").line["rule"]["weights"] == {"I-7": "0.5", "I-12": "0.5"}
    assert editing.find(after, "I-7").line["rule"]["weights"] == {"I-7/1)": "1", "I-7/2)": "2"}
    read_document(after)


def test_a_code_in_use_is_refused():
    with pytest.raises(Invalid, match=r"2\.1"):
        editing.replace(document(), "1.1", leaf("2.1"))
    with pytest.raises(Invalid, match=r"2\.1"):
        editing.add(document(), leaf("2.1"))
    taken = document(parent("1", leaf("1/a")), parent("2/a"), leaf("2"))
    with pytest.raises(Invalid):
        editing.replace(taken, "1", leaf("2"))


@pytest.mark.parametrize(
    ("code", "to", "expected"),
    [
        ("2", "up", ["2", "2.1", "2.2", "1", "1.1", "1.2"]),
        ("1.1", "down", ["1", "1.2", "1.1", "2", "2.1", "2.2"]),
        ("2", "in", ["1", "1.1", "1.2", "2", "2.1", "2.2"]),
        ("1.1", "out", ["1", "1.2", "1.1", "2", "2.1", "2.2"]),
    ],
)
def test_a_line_moves_with_all_that_stands_below_it(code, to, expected):
    after = editing.move(document(), code, to)

    assert [line for line, _depth in outline(after)] == expected
    assert len(editing.find(after, code).above()) == {"2": 1 if to == "in" else 0, "1.1": 0 if to == "out" else 1}[code]


@pytest.mark.parametrize(("code", "to"), [("1", "up"), ("2.2", "down"), ("1.1", "in"), ("1", "out")])
def test_a_move_to_nowhere_is_refused(code, to):
    with pytest.raises(Invalid, match=code.replace(".", r"\.")):
        editing.move(document(), code, to)


def test_a_leaf_that_gains_a_line_loses_the_rule_of_a_leaf_and_the_other_way_round():
    grown = editing.add(document(), leaf("2.1.1"), under="2.1")
    assert "rule" not in editing.find(grown, "2.1").line
    read_document(grown)

    capped = document(parent("1", leaf("1.1"), rule={"kind": "sum", "cap": "1"}))
    bare = editing.remove(capped, "1.1")
    assert editing.find(bare, "1").line == {"code": "1", "title": "项目1", "points": None}
    read_document(bare)


def test_weights_go_with_the_line_they_name():
    before = document(
        parent("1", leaf("1.1"), leaf("1.2"), rule={"kind": "weighted", "weights": {"1.1": "0.4", "1.2": "0.6"}})
    )

    assert editing.find(editing.remove(before, "1.1"), "1").line["rule"]["weights"] == {"1.2": "0.6"}
    moved = editing.move(editing.move(before, "1.1", "out"), "1.2", "out")
    assert "rule" not in editing.find(moved, "1").line
    read_document(moved)


@pytest.mark.parametrize(
    ("last", "following"),
    [
        ("1.9", "1.10"),
        ("I-1/2)", "I-1/3)"),
        ("①", "②"),
        ("三", "四"),
        ("特", "特-2"),
        ("A09", "A10"),
        ("⑳", "⑳-2"),
        ("", "-2"),
    ],
)
def test_the_next_code_counts_on_as_the_print_does(last, following):
    assert editing.next_code(document(leaf(last))) == following


def test_the_next_code_is_free_and_the_first_below_a_line_is_qualified_by_it():
    assert editing.next_code(document(leaf("2"), leaf("1"))) == "3"
    assert editing.next_code(document(), under="1.1") == "1.1.1"
    assert editing.next_code({"format": "wenming-criteria/1", "lines": []}) == "1"


def test_a_line_is_added_after_another_or_at_the_end():
    assert outline(editing.add(document(), leaf("x"), after="1.1"))[2] == ("x", 1)
    assert outline(editing.add(document(), leaf("x"), under="1"))[3] == ("x", 1)
    assert outline(editing.add(document(), leaf("x")))[-1] == ("x", 0)


def test_a_tree_as_deep_as_allowed_is_edited_at_its_bottom():
    line = leaf("L200")
    for depth in range(MAX_DEPTH - 1, 0, -1):
        line = {"code": f"L{depth}", "title": "层", "lines": [line]}
    deep = document(line)

    after = editing.replace(deep, "L200", leaf("L200", "7"))
    assert editing.find(after, "L200").line["points"] == "7"
    renamed = editing.replace(deep, "L1", editing.find(deep, "L1").line | {"code": "K1"})
    assert outline(renamed)[0] == ("K1", 0) and len(outline(renamed)) == MAX_DEPTH


def test_ten_thousand_lines_below_each_other_do_not_exhaust_the_stack():
    line = leaf("a/" * 10_000 + "z")
    for depth in range(10_000, 0, -1):
        line = {"code": "a" if depth == 1 else f"a/{depth}", "title": "层", "lines": [line]}

    after = editing.replace(document(line), "a", {"code": "b", "title": "层"})
    assert len(editing.codes(after)) == 10_001 and "a/2" not in editing.codes(after)


def test_items_of_the_negative_list_are_added_replaced_and_removed():
    first = negative_editing.put(document(), {"code": "N-1", "title": "安全责任事故"})
    second = negative_editing.put(first, {"code": "N-2", "title": "严重失信"})
    changed = negative_editing.put(second, {"code": "N-9", "title": "失信"}, code="N-2")

    assert [item["code"] for item in changed["negative"]] == ["N-1", "N-9"]
    assert [item["code"] for item in negative_editing.remove(changed, "N-1")["negative"]] == ["N-9"]
    with pytest.raises(Invalid):
        negative_editing.put(changed, {"code": "N-1"}, code="N-9")
    with pytest.raises(Missing):
        negative_editing.remove(changed, "N-5")
