"""Each leaf rule, with figures worked out by hand from wenming-criteria/1."""

from __future__ import annotations

import pytest

from tests.criteria.scoring_helpers import document, leaf, leaf_score, line, sheet

GRADES = {"A": "100%", "B": "66%", "C": "33%", "D": "0"}


def test_a_line_without_a_rule_is_judged() -> None:
    assert leaf_score(None, {"score": "1.5"}) == "1.5"
    assert leaf_score({"kind": "judged"}, {"score": "4"}) == "4"


@pytest.mark.parametrize(("given", "rounded"), [("1.005", "1.01"), ("1.0049", "1"), ("2.675", "2.68"), ("0.004", "0")])
def test_a_leaf_is_rounded_half_up_to_two_places(given: str, rounded: str) -> None:
    assert leaf_score(None, {"score": given}) == rounded


def test_a_grade_takes_its_share_of_the_points() -> None:
    assert leaf_score({"kind": "graded"}, {"grade": "B"}, "3", grades=GRADES) == "1.98"
    assert leaf_score({"kind": "graded"}, {"grade": "B"}, "0.2", grades=GRADES) == "0.13"


def test_a_lines_own_grades_replace_those_of_the_set() -> None:
    own = {"kind": "graded", "grades": {"好": "2", "一般": "50%"}}
    assert leaf_score(own, {"grade": "好"}, grades=GRADES) == "2"
    assert leaf_score(own, {"grade": "一般"}, "3", grades=GRADES) == "1.5"


CONDITIONS = {
    "kind": "conditions",
    "count": 4,
    "met": {"2": "1", "4": "100%"},
    "cases": [{"when": [1, 3], "value": "2.5"}, {"when": [3, 1], "value": "3"}],
    "else": "0.2",
}


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ([3, 1], "2.5"),  # exactly the case; the first of two alike
        ([1, 2], "1"),  # as many, but not the case
        ([1, 3, 4], "1"),  # more than the case: not exact, so the largest n ≤ 3
        ([1, 2, 3, 4], "4"),
        ([4], "0.2"),  # no n ≤ 1
        ([], "0.2"),
    ],
)
def test_conditions_take_the_exact_case_then_the_number_then_the_rest(met: list[int], expected: str) -> None:
    assert leaf_score(CONDITIONS, {"met": met}) == expected


def test_conditions_without_else_give_nothing() -> None:
    assert leaf_score({"kind": "conditions", "count": 2, "met": {"2": "4"}}, {"met": [1]}) == "0"


BANDS = {"kind": "bands", "bands": [{"min": "80", "value": "66%"}, {"min": "90", "value": "100%"}], "else": "-1"}


@pytest.mark.parametrize(
    ("value", "expected"), [("90", "4"), ("89.999", "2.64"), ("80.0", "2.64"), ("79.99", "-1"), ("100", "4")]
)
def test_a_band_starts_at_its_minimum_whatever_the_order(value: str, expected: str) -> None:
    assert leaf_score(BANDS, {"value": value}) == expected


DEDUCT = {
    "kind": "deduct",
    "per": [
        {"what": "公开事项缺一项", "points": "0.5"},
        {"what": "着装或挂牌不合规每人次", "points": "0.2", "max": "1"},
    ],
}


@pytest.mark.parametrize(
    ("occurrences", "expected"), [([1, 2], "2.1"), ([0, 0], "3"), ([0, 9], "2"), ([6, 0], "0"), ([9, 9], "0")]
)
def test_deductions_add_up_each_within_its_most_and_not_below_nothing(occurrences: list[int], expected: str) -> None:
    assert leaf_score(DEDUCT, {"occurrences": occurrences}, "3") == expected


def test_a_floor_of_null_lets_a_line_fall_below_nothing() -> None:
    assert leaf_score(DEDUCT | {"floor": None}, {"occurrences": [9, 9]}, "3") == "-2.5"


def test_an_absent_floor_is_nothing_and_a_floor_holds() -> None:
    assert leaf_score(DEDUCT | {"floor": "1"}, {"occurrences": [9, 9]}, "3") == "1"


def test_a_trigger_may_take_a_share_or_all() -> None:
    rule = {"kind": "deduct", "per": [{"what": "缺一次", "points": "33%"}, {"what": "造假", "points": "100%"}]}
    assert leaf_score(rule, {"occurrences": [1, 0]}, "3") == "2.01"
    assert leaf_score(rule, {"occurrences": [0, 1]}, "3") == "0"


@pytest.mark.parametrize(
    ("step", "value", "expected"),
    [
        ("whole", "76.5", "3.1"),  # gap 3.5, three whole steps of 0.3
        ("started", "76.5", "2.8"),
        ("linear", "76.5", "2.95"),
        ("whole", "80", "4"),
        ("started", "80.01", "4"),
        ("started", "79.99", "3.7"),
        ("linear", "0", "0"),
    ],
)
def test_a_shortfall_counts_whole_started_or_linear_steps(step: str, value: str, expected: str) -> None:
    rule = {"kind": "shortfall", "target": "80", "per": "1", "points": "0.3", "step": step}
    assert leaf_score(rule, {"value": value}) == expected


@pytest.mark.parametrize(("seen", "expected"), [("3", "1.71"), ("7", "4"), ("9", "4"), ("0", "0"), ("3.5", "2")])
def test_a_ratio_gives_its_share_and_never_more_than_all(seen: str, expected: str) -> None:
    assert leaf_score({"kind": "ratio", "required": "7"}, {"seen": seen}) == expected


def test_places_are_averaged_before_rounding_and_an_empty_place_is_left_out() -> None:
    rule = {"kind": "sampled", "places": 3, "each": {"kind": "ratio", "required": "3"}}
    # 4/3 and 8/3 and 4/3: rounding inside would give (1.33 + 2.67 + 1.33) / 3 = 1.776…
    assert leaf_score(rule, {"places": [{"seen": "1"}, {"seen": "2"}, {"seen": "1"}]}) == "1.78"
    # 0.125 and 0.125: rounding inside would give 0.13
    judged = {"kind": "sampled", "places": 2, "each": {"kind": "judged"}}
    assert leaf_score(judged, {"places": [{"score": "0.124"}, {"score": "0.126"}]}) == "0.13"
    assert leaf_score(judged, {"places": [{"score": "0.124"}, {"score": "0.124"}]}) == "0.12"
    assert leaf_score(rule, {"places": [{"seen": "3"}, None, {"seen": "0"}]}) == "2"


def test_a_sampled_line_without_any_place_does_as_its_na_says() -> None:
    rule = {"kind": "sampled", "places": 2, "each": {"kind": "judged"}}
    for mode, score, possible, out in (
        ("redistribute", "0", "0", True),
        ("full", "4", "4", False),
        ("zero", "0", "4", False),
    ):
        found = line(sheet(document(leaf("A", "4", rule, na=mode), leaf("B")), {"A": {"places": [None, None]}}), "A")
        assert (found["score"], found["possible"], found["na"]) == (score, possible, out)


AWARDS = {"kind": "awards", "levels": {"province": "2", "city": "1"}}


def test_awards_add_up_to_the_lines_points() -> None:
    given = {"awards": [{"level": "province", "for": "x"}, {"level": "city", "for": "x"}]}
    assert leaf_score(AWARDS, given) == "3"
    assert leaf_score(AWARDS, given, "2.5") == "2.5"
    assert leaf_score(AWARDS | {"cap": "2"}, given) == "2"
    assert leaf_score(AWARDS, {"awards": [{"level": "province"}] * 5}, None) == "10"
    assert leaf_score(AWARDS, {"awards": []}) == "0"


def test_only_the_best_award_for_each_thing_counts_if_the_rule_says_so() -> None:
    best = AWARDS | {"highest_only": True}
    given = {
        "awards": [{"level": "city", "for": "x"}, {"level": "province", "for": "x"}, {"level": "city", "for": "y"}]
    }
    assert leaf_score(best, given) == "3"
    assert leaf_score(best, {"awards": [{"level": "city"}, {"level": "province"}]}) == "2"


def test_a_line_without_points_is_worth_nothing() -> None:
    found = line(sheet(document(leaf("A", None)), {"A": {"score": "0"}}), "A")
    assert (found["score"], found["possible"]) == ("0", "0")
    assert leaf_score(DEDUCT | {"floor": None}, {"occurrences": [1, 0]}, None) == "-0.5"
