"""How lines come together: sums, caps, means, weights, what does not apply, what is unanswered. Figures by hand."""

from __future__ import annotations

from tests.criteria.scoring_helpers import document, leaf, line, parent, sheet

NA = {"na": True}


def figures(result: dict, code: str) -> tuple[str, str, bool, bool]:  # type: ignore[type-arg]
    row = line(result, code)
    return row["score"], row["possible"], row["na"], row["unanswered"]


def test_a_parent_is_the_sum_and_every_line_stands_once_in_document_order() -> None:
    doc = document(parent("I", leaf("1"), parent("II", leaf("2"), leaf("3"))), leaf("4"))
    result = sheet(doc, {"1": {"score": "1.5"}, "2": {"score": "2"}, "3": {"score": "0.25"}, "4": {"score": "4"}})
    assert [row["code"] for row in result["lines"]] == ["I", "1", "II", "2", "3", "4"]
    assert figures(result, "I") == ("3.75", "12", False, False)
    assert figures(result, "II") == ("2.25", "8", False, False)
    assert (result["total"], result["possible"]) == ("7.75", "16")


def test_sums_are_not_rounded_again() -> None:
    doc = document(parent("I", leaf("1", "3"), leaf("2", "4"), leaf("3", "2")))
    # Line 3 is out: (1.01 + 1) × 9/7 = 2.584285714…
    result = sheet(doc, {"1": {"score": "1.005"}, "2": {"score": "1"}, "3": NA})
    assert line(result, "I")["score"] == "2.584286"
    assert result["total"] == "2.584286"


def test_what_ends_is_printed_whole_and_without_trailing_zeros() -> None:
    doc = document(parent("I", *[leaf(str(n), "1") for n in range(8)], rule={"kind": "mean"}))
    result = sheet(doc, {"0": {"score": "0.01"}} | {str(n): {"score": "0"} for n in range(1, 8)})
    assert line(result, "I")["score"] == "0.00125"


def test_the_mark_is_compared_before_printing() -> None:
    doc = document(leaf("1", "3"), leaf("2", "3"), leaf("3", "3"), pass_mark="2.999999999")
    doc["lines"][0]["points"] = "3"
    # 2 × 9/6 = 3 exactly; and 2/3 of something just under the mark that prints like it
    assert sheet(doc, {"1": {"score": "1"}, "2": {"score": "1"}, "3": NA})["passed"] is True
    close = document(
        parent("I", *[leaf(str(n), "1") for n in range(3)], rule={"kind": "mean"}), pass_mark="0.333333333333334"
    )
    result = sheet(close, {"0": {"score": "1"}, "1": {"score": "0"}, "2": {"score": "0"}})
    assert (result["total"], result["passed"]) == ("0.333333", False)
    close["pass_mark"] = "0.333333333333333"
    assert sheet(close, {"0": {"score": "1"}, "1": {"score": "0"}, "2": {"score": "0"}})["passed"] is True


def test_a_cap_comes_last() -> None:
    doc = document(parent("I", leaf("1"), leaf("2"), leaf("3"), rule={"kind": "sum", "cap": "10"}))
    assert figures(sheet(doc, {code: {"score": "4"} for code in "123"}), "I") == ("10", "10", False, False)
    # (4 + 3) × 12/8 = 10.5, then the cap
    assert line(sheet(doc, {"1": {"score": "4"}, "2": {"score": "3"}, "3": NA}), "I")["score"] == "10"
    # (3 + 3) × 12/8 = 9
    assert line(sheet(doc, {"1": {"score": "3"}, "2": {"score": "3"}, "3": NA}), "I")["score"] == "9"


def test_points_of_what_does_not_apply_go_to_the_others() -> None:
    doc = document(parent("I", leaf("1", "2"), leaf("2", "3"), leaf("3", "5")))
    result = sheet(doc, {"1": {"score": "1"}, "2": {"score": "3"}, "3": NA})
    assert figures(result, "3") == ("0", "0", True, False)
    assert figures(result, "I") == ("8", "10", False, False)  # 4 × 10/5
    assert figures(result, "1") == ("1", "2", False, False)


def test_a_parent_nothing_of_which_applies_is_taken_out_in_the_same_way_all_the_way_up() -> None:
    doc = document(parent("I", parent("II", leaf("1", "3"), leaf("2", "1")), leaf("3", "6")), leaf("4", "10"))
    result = sheet(doc, {"1": NA, "2": NA, "3": {"score": "3"}, "4": {"score": "5"}})
    assert figures(result, "II") == ("0", "0", True, False)
    assert figures(result, "I") == ("5", "10", False, False)  # 3 × 10/6
    assert (result["total"], result["possible"]) == ("10", "20")
    result = sheet(doc, {"1": NA, "2": NA, "3": NA, "4": {"score": "5"}})
    assert figures(result, "I") == ("0", "0", True, False)
    assert (result["total"], result["possible"]) == ("10", "20")  # 5 × 20/10
    result = sheet(doc, dict.fromkeys("1234", NA))
    assert (result["total"], result["possible"]) == ("0", "0")


def test_full_zero_and_the_mean_of_peers_count_as_applying() -> None:
    doc = document(
        leaf("1", "4", na="full"), leaf("2", "4", na="zero"), leaf("3", "4", na="mean_of_peers"), leaf("4", "4")
    )
    result = sheet(doc, {"1": NA, "2": NA, "3": NA, "4": {"score": "1"}}, peers={"3": ["3.2", "4", "2.005"]})
    assert figures(result, "1") == ("4", "4", False, False)
    assert figures(result, "2") == ("0", "4", False, False)
    assert figures(result, "3") == ("3.07", "4", False, False)  # 9.205 / 3 = 3.0683…
    assert (result["total"], result["possible"]) == ("8.07", "16")


def test_a_mean_is_of_the_lines_that_apply_and_is_not_scaled() -> None:
    doc = document(parent("I", leaf("1"), leaf("2"), leaf("3"), rule={"kind": "mean"}))
    result = sheet(doc, {"1": {"score": "1"}, "2": {"score": "4"}, "3": NA})
    assert figures(result, "I") == ("2.5", "4", False, False)
    assert line(sheet(doc, {"1": {"score": "1"}, "2": {"score": "1"}}), "I")["score"] == "0.666667"


def test_weights_are_divided_by_those_that_apply() -> None:
    rule = {"kind": "weighted", "weights": {"1": "0.85", "2": "0.15"}}
    doc = document(parent("I", leaf("1", "100"), leaf("2", "100"), rule=rule))
    assert figures(sheet(doc, {"1": {"score": "80"}, "2": {"score": "100"}}), "I") == ("83", "100", False, False)
    assert figures(sheet(doc, {"1": {"score": "80"}, "2": NA}), "I") == ("80", "100", False, False)
    assert figures(sheet(doc, {"1": NA, "2": NA}), "I") == ("0", "0", True, False)


def test_weighted_is_the_sum_of_weight_times_line_score_and_divided_only_with_redistribute() -> None:
    """``weighted`` is "Σ weight × line score"; "`weighted` is divided by the weights that apply" stands under "With
    `redistribute` the leaf is taken out of its parent", and holds when a line is out.
    """
    rule = {"kind": "weighted", "weights": {"1": "0.5", "2": "0.3"}}
    doc = document(parent("I", leaf("1", "10"), leaf("2", "10"), leaf("3", "10"), rule=rule))
    both = {"1": {"score": "10"}, "2": {"score": "5"}}
    assert figures(sheet(doc, both), "I") == ("6.5", "8", False, False)
    assert figures(sheet(doc, both | {"3": NA}), "I") == ("6.5", "8", False, False)
    assert figures(sheet(doc, both | {"2": NA}), "I") == ("10", "10", False, False)
    alone = document(parent("I", leaf("1", "100"), rule={"kind": "weighted", "weights": {"1": "0.85"}}))
    result = sheet(alone, {"1": {"score": "80"}})
    assert figures(result, "I") == ("68", "85", False, False)
    assert [warned["line"] for warned in result["warnings"]] == ["I"]


def test_an_unanswered_leaf_scores_nothing_and_a_parent_is_unanswered_if_all_below_it_are() -> None:
    doc = document(parent("I", leaf("1"), parent("II", leaf("2"), leaf("3"))), parent("III", leaf("4"), leaf("5")))
    result = sheet(doc, {"1": {"score": "1"}, "4": NA, "5": None})
    assert figures(result, "2") == ("0", "4", False, True)
    assert figures(result, "II") == ("0", "8", False, True)
    assert figures(result, "I") == ("1", "12", False, False)
    assert figures(result, "III") == ("0", "8", False, False)
    assert result["total"] == "1"


def test_a_negative_leaf_lowers_the_sum_and_the_total_stops_at_nothing() -> None:
    rule = {"kind": "deduct", "per": [{"what": "缺一次", "points": "3"}], "floor": None}
    doc = document(parent("I", leaf("1", "4", rule), leaf("2")))
    result = sheet(doc, {"1": {"occurrences": [3]}, "2": {"score": "1"}})
    assert line(result, "I")["score"] == "-4"
    assert (result["base"], result["total"]) == ("-4", "0")


def test_printed_points_that_differ_are_a_warning_and_not_a_correction() -> None:
    doc = document(parent("I", leaf("1"), leaf("2"), points="10"), parent("II", leaf("3"), points="4"), base_total="12")
    result = sheet(doc, {"1": {"score": "4"}})
    assert line(result, "I")["possible"] == "8"
    assert [warned["line"] for warned in result["warnings"]] == ["I"]
    assert result["possible"] == "12"


def test_lines_that_only_deduct_take_no_part_in_the_scale() -> None:
    rule = {"kind": "deduct", "per": [{"what": "缺一次", "points": "1"}], "floor": None}
    doc = document(parent("I", leaf("1", None, rule), leaf("2")))
    result = sheet(doc, {"1": {"occurrences": [2]}, "2": NA})
    assert figures(result, "I") == ("-2", "0", False, False)


def test_an_empty_set_scores_nothing() -> None:
    result = sheet(document())
    assert (result["total"], result["possible"], result["lines"], result["passed"]) == ("0", "0", [], None)
