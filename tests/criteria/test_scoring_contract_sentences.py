"""The sentences of the contract on rules, parents, totals and negative items, each as a small set scored by the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.criteria.scoring_helpers import answers, document, leaf, parent
from wenming.cli.criteria_score import run

Json = dict[str, Any]
NA = {"na": True}


@pytest.fixture
def scored(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Any:
    """Score through the command: the sheet, or (exit code, the one line on stderr)."""

    def command(doc: Json, *rounds: Json) -> Any:
        paths = []
        for number, data in enumerate((doc, *rounds)):
            path = tmp_path / f"{number}.json"
            path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            paths.append(str(path))
        code = run([*paths, "--json"])
        out, err = capfd.readouterr()
        if code:
            assert err.count("\n") == 1 and "Traceback" not in err
            return code, err
        return json.loads(out)

    return command


def lines(sheet: Json) -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["score"], row["possible"]) for row in sheet["lines"]}


DEDUCT = {"kind": "deduct", "per": [{"what": "缺一次", "points": "3"}]}
GRADES = {"A": "100%", "B": "66%", "C": "33%"}
LEAVES: dict[str, tuple[Json | None, str | None, Json, str]] = {
    "judged": (None, "2", {"score": "1.5"}, "1.5"),
    "judged is rounded half-up to two decimals": (None, "2", {"score": "1.005"}, "1.01"),
    "graded takes the share": ({"kind": "graded"}, "3", {"grade": "B"}, "1.98"),
    "own grades replace the set's": ({"kind": "graded", "grades": {"B": "1"}}, "3", {"grade": "B"}, "1"),
    "an exact case goes first": (
        {"kind": "conditions", "count": 3, "met": {"2": "2"}, "cases": [{"when": [1, 3], "value": "1.2"}]},
        "4", {"met": [3, 1]}, "1.2",
    ),
    "else the largest number met": ({"kind": "conditions", "count": 3, "met": {"1": "1", "2": "2"}}, "4", {"met": [2, 3, 1]}, "2"),
    "else 0": ({"kind": "conditions", "count": 3, "met": {"2": "2"}}, "4", {"met": [2]}, "0"),
    "a case may say that nothing is met": (
        {"kind": "conditions", "count": 1, "cases": [{"when": [], "value": "0.5"}], "else": "1"}, "4", {"met": []}, "0.5",
    ),
    "the band with the largest min": (
        {"kind": "bands", "bands": [{"min": "80", "value": "1"}, {"min": "90", "value": "100%"}]}, "4", {"value": "90"}, "4",
    ),
    "no band": ({"kind": "bands", "bands": [{"min": "80", "value": "1"}], "else": "0.2"}, "4", {"value": "79.99"}, "0.2"),
    "deduct stops at 0 by default": (DEDUCT, "4", {"occurrences": [2]}, "0"),
    "floor null is none": (DEDUCT | {"floor": None}, "4", {"occurrences": [2]}, "-2"),
    "floor may be a share": (DEDUCT | {"floor": "25%"}, "4", {"occurrences": [2]}, "1"),
    "100% is all of it": ({"kind": "deduct", "per": [{"what": "造假", "points": "100%"}]}, "4", {"occurrences": [1]}, "0"),
    "each trigger at most its max": (
        {"kind": "deduct", "per": [{"what": "缺", "points": "1", "max": "2"}, {"what": "迟", "points": "0.5"}]},
        "4", {"occurrences": [9, 1]}, "1.5",
    ),
    "whole steps": (
        {"kind": "shortfall", "target": "80", "per": "5", "points": "1", "step": "whole"}, "4", {"value": "76.5"}, "4",
    ),
    "started steps": (
        {"kind": "shortfall", "target": "80", "per": "5", "points": "1", "step": "started"}, "4", {"value": "76.5"}, "3",
    ),
    "linear steps": (
        {"kind": "shortfall", "target": "80", "per": "5", "points": "1", "step": "linear"}, "4", {"value": "76.5"}, "3.3",
    ),
    "above the target is full": (
        {"kind": "shortfall", "target": "80", "per": "5", "points": "1", "step": "linear"}, "4", {"value": "99"}, "4",
    ),
    "ratio": ({"kind": "ratio", "required": "7"}, "4", {"seen": "3"}, "1.71"),
    "ratio is never above the points": ({"kind": "ratio", "required": "7"}, "4", {"seen": "70"}, "4"),
    "the mean of the places is rounded once": (
        {"kind": "sampled", "places": 3, "each": {"kind": "ratio", "required": "3"}},
        "1", {"places": [{"seen": "1"}, {"seen": "1"}, {"seen": "2"}]}, "0.44",
    ),
    "a null place is left out": (
        {"kind": "sampled", "places": 3, "each": DEDUCT}, "4", {"places": [{"occurrences": [1]}, None, {"occurrences": [0]}]}, "2.5",
    ),
    "awards add up to the line's points": (
        {"kind": "awards", "levels": {"a": "3", "b": "2"}}, "4", {"awards": [{"level": "a"}, {"level": "b"}]}, "4",
    ),
    "the best award per matter": (
        {"kind": "awards", "levels": {"a": "3", "b": "2"}, "highest_only": True, "cap": "10"},
        "4", {"awards": [{"level": "a", "for": "x"}, {"level": "b", "for": "x"}, {"level": "b", "for": "y"}]}, "5",
    ),
    "awards without points and cap are not capped": (
        {"kind": "awards", "levels": {"a": "3"}}, None, {"awards": [{"level": "a"}] * 3}, "9",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "points", "answer", "expected"), LEAVES.values(), ids=LEAVES)
def test_a_leaf_scores_by_the_example_of_its_rule(
    scored: Any, rule: Json | None, points: str | None, answer: Json, expected: str
) -> None:
    result = scored(document(leaf("1", points, rule), grades=GRADES), answers({"1": answer}))
    assert lines(result)["1"][0] == expected


REFUSED: dict[str, tuple[Json | None, str | None, Json]] = {
    "a judged score above the points": (None, "2", {"score": "2.01"}),
    "a judged score below 0": (None, "2", {"score": "-1"}),
    "a judged score that is no string": (None, "2", {"score": 1}),
    "a grade that is not there": ({"kind": "graded"}, "2", {"grade": "E"}),
    "a condition named twice": ({"kind": "conditions", "count": 2, "met": {}}, "2", {"met": [1, 1]}),
    "a condition beyond the count": ({"kind": "conditions", "count": 2, "met": {}}, "2", {"met": [3]}),
    "occurrences of another length": (DEDUCT, "2", {"occurrences": [1, 2]}),
    "places of another length": ({"kind": "sampled", "places": 2, "each": DEDUCT}, "2", {"places": [None]}),
    "a level that is not there": ({"kind": "awards", "levels": {"a": "1"}}, "2", {"awards": [{"level": "z"}]}),
    "an answer to another rule": (DEDUCT, "2", {"score": "1"}),
    "mean of peers without peers": (None, "2", NA),
    "a share of a line without points": ({"kind": "graded"}, None, {"grade": "B"}),
    "a share taken off a line without points": (
        {"kind": "deduct", "per": [{"what": "缺", "points": "10%"}], "floor": None}, None, {"occurrences": [1]},
    ),
    "a share at every place of a line without points": (
        {"kind": "sampled", "places": 1, "each": {"kind": "conditions", "count": 1, "met": {"1": "50%"}}},
        None, {"places": [{"met": [1]}]},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "points", "answer"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_naming_the_line(
    scored: Any, rule: Json | None, points: str | None, answer: Json
) -> None:
    doc = document(leaf("Ⅱ-7", points, rule, na="mean_of_peers"), grades=GRADES)
    code, words = scored(doc, answers({"Ⅱ-7": answer}))
    assert code == 2 and "Ⅱ-7" in words


@pytest.mark.parametrize("given", [{"I": {"score": "1"}}, {"elsewhere": {"score": "1"}}, {"I": NA}])
def test_only_leaves_are_answered(scored: Any, given: Json) -> None:
    code, words = scored(document(parent("I", leaf("1"))), answers(given))
    assert code == 2 and next(iter(given)) in words


def test_each_way_of_not_applying(scored: Any) -> None:
    modes = [leaf("r", "2"), leaf("f", "2", na="full"), leaf("z", "2", na="zero"), leaf("m", "2", na="mean_of_peers")]
    doc = document(parent("I", leaf("1", "4"), *modes, leaf("b", "2", bonus=True)))
    result = scored(doc, answers({"1": {"score": "3"}} | dict.fromkeys("rfzmb", NA), peers={"m": ["1", "1.5", "1.01"]}))
    assert lines(result) == {
        "I": ("7.404", "12"), "1": ("3", "4"), "r": ("0", "0"), "f": ("2", "2"), "z": ("0", "2"), "m": ("1.17", "2"), "b": ("0", "2"),
    }  # fmt: skip
    assert [row["code"] for row in result["lines"] if row["na"]] == ["r"]
    assert (result["total"], result["base"], result["bonus"], result["possible"]) == ("7.404", "7.404", "0", "12")


def test_a_parent_of_which_nothing_applies_is_taken_out_in_the_same_way(scored: Any) -> None:
    doc = document(parent("I", parent("II", leaf("1", "6")), parent("III", leaf("2", "4"))), leaf("3", "10"))
    result = scored(doc, answers({"1": NA, "2": {"score": "3"}, "3": {"score": "10"}}))
    assert lines(result) == {
        "I": ("7.5", "10"),
        "II": ("0", "0"),
        "1": ("0", "0"),
        "III": ("3", "4"),
        "2": ("3", "4"),
        "3": ("10", "10"),
    }
    everything = scored(doc, answers({"1": NA, "2": NA, "3": NA}))
    assert (everything["total"], everything["possible"]) == ("0", "0") and all(row["na"] for row in everything["lines"])


def test_a_cap_comes_last_and_means_are_not_scaled(scored: Any) -> None:
    capped = document(parent("I", leaf("1", "5"), leaf("2", "5"), leaf("3", "10"), rule={"kind": "sum", "cap": "11"}))
    assert lines(scored(capped, answers({"1": {"score": "5"}, "2": {"score": "3"}, "3": NA})))["I"] == ("11", "11")
    mean = document(parent("I", leaf("1", "5"), leaf("2", "5"), leaf("3", "10"), rule={"kind": "mean"}))
    result = scored(mean, answers({"1": {"score": "5"}, "2": {"score": "2"}, "3": {"score": "3"}}))
    assert lines(result)["I"] == ("3.333333", "6.666667")
    assert lines(scored(mean, answers({"1": {"score": "5"}, "2": {"score": "2"}, "3": NA})))["I"] == ("3.5", "5")


def test_a_difference_from_the_printed_points_is_a_warning_never_a_correction(scored: Any) -> None:
    result = scored(document(parent("I", leaf("1", "5"), points="9")), answers({"1": {"score": "5"}}))
    assert lines(result)["I"] == ("5", "5") and [one["line"] for one in result["warnings"]] == ["I"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ("14", "9", "5", "10")),
        ({"bonus_cap": "3"}, ("12", "9", "3", "13")),
        ({"bonus_cap": "3", "bonus_inside_total": True, "base_total": "10"}, ("10", "9", "1", "10")),
        ({"bonus_cap": "3", "bonus_inside_total": True}, ("12", "9", "3", "10")),
    ],
)
def test_bonus_enters_the_total(scored: Any, fields: Json, expected: tuple[str, ...]) -> None:
    doc = document(leaf("1", "10"), parent("B", leaf("2", "5"), bonus=True), **fields)
    result = scored(doc, answers({"1": {"score": "9"}, "2": {"score": "5"}}))
    assert (result["total"], result["base"], result["bonus"], result["possible"]) == expected


def test_method_weights_take_the_first_method_of_base_leaves_that_apply(scored: Any) -> None:
    doc = document(
        parent("I", leaf("1", "10"), leaf("2", "6", methods=["survey", "site_visit"]), leaf("3", "4"), methods=["site_visit"]),
        leaf("b", "5", bonus=True, methods=["survey"]),
        method_weights={"site_visit": "0.85", "survey": "0.15"}, pass_mark="80",
    )  # fmt: skip
    given = {"1": {"score": "9"}, "2": {"score": "3"}, "3": NA, "b": {"score": "1"}}
    result = scored(doc, answers(given))
    assert (result["base"], result["bonus"], result["total"], result["possible"]) == ("84", "1", "85", "100")
    assert result["by_method"] == {
        "site_visit": {"obtained": "9", "possible": "10"}, "survey": {"obtained": "3", "possible": "6"},
    }  # fmt: skip
    assert result["passed"] is True


def test_years_are_combined_by_their_shares_or_their_mean(scored: Any) -> None:
    doc = document(
        leaf("1", "100"),
        pass_mark="99",
        years={"combine": "sum", "parts": {"2025": "0.4", "2026": "0.6"}, "pass": "80"},
    )
    rounds = [answers({"1": {"score": score}}, year=year) for year, score in ((2025, "90"), (2026, "80"))]
    result = scored(doc, *rounds)
    assert (result["years"], result["total"], result["passed"]) == ({"2025": "90", "2026": "80"}, "84", True)
    mean = scored(doc | {"years": {"combine": "mean"}}, *rounds)
    assert (mean["total"], mean["passed"]) == ("85", False)


EVENTS = ["2024-10-31", "2024-11-01", "2026-10-31", "2026-11-01"]


@pytest.mark.parametrize(
    ("lookback", "counted"),
    [
        ({"months": 24}, 2),  # from < date ≤ as_of
        ({"since": "2024-11-01"}, 3),  # date ≥ since, nothing else
        ({"term": True}, 2),  # lies in the running term
        (None, 3),  # every event up to as_of
    ],
)
def test_an_event_counts_within_the_lookback_of_its_item(scored: Any, lookback: Json | None, counted: int) -> None:
    item = {"code": "N", "title": "事故", "lookback": lookback, "effect": {"kind": "deduct", "points": "1"}}
    events = [{"item": "N", "date": day} for day in EVENTS]
    given = answers({"1": {"score": "10"}}, events=events, term={"from": "2025-01-01", "to": "2027-12-31"})
    result = scored(document(leaf("1", "10"), negative=[item]), given)
    assert (result["deductions"], result["total"]) == (str(counted), str(10 - counted))


def test_what_negative_items_do(scored: Any) -> None:
    kinds: list[Json] = [
        {"kind": "deduct", "points": "4", "concealed_factor": "2"}, {"kind": "block"}, {"kind": "warn"},
        {"kind": "rectify", "months": 6}, {"kind": "revoke"},
    ]  # fmt: skip
    items = [{"code": kind["kind"], "title": "事项", "threshold": 2, "effect": kind} for kind in kinds]
    once = [{"item": item["code"], "date": "2026-01-01"} for item in items]
    again = [{"item": item["code"], "date": "2026-02-01", "concealed": True} for item in items]
    doc = document(leaf("1", "10"), negative=items, pass_mark="0")
    below = scored(doc, answers({"1": {"score": "10"}}, events=once))
    assert (below["total"], below["effects"], below["blocked"], below["passed"]) == ("10", [], [], True)
    result = scored(doc, answers({"1": {"score": "10"}}, events=once + again))
    assert (result["total"], result["deductions"], result["blocked"], result["passed"]) == ("0", "12", ["block"], False)
    assert result["effects"] == [
        {"item": "deduct", "kind": "deduct", "points": "12", "events": 2}, {"item": "block", "kind": "block", "events": 2},
        {"item": "warn", "kind": "warn", "events": 2}, {"item": "rectify", "kind": "rectify", "months": 6, "events": 2},
        {"item": "revoke", "kind": "revoke", "events": 2},
    ]  # fmt: skip
    assert scored(document(leaf("1")), answers({}))["passed"] is None


def test_marks_are_compared_before_printing_and_the_unanswered_are_listed(scored: Any) -> None:
    doc = document(
        parent("I", *[leaf(str(n), "1") for n in range(3)], rule={"kind": "mean"}), leaf("9"), pass_mark="0.666667"
    )
    given = answers({"0": {"score": "1"}, "1": {"score": "1"}, "2": {"score": "0"}})
    result = scored(doc, given)
    assert (result["total"], result["passed"]) == ("0.666667", False)
    assert [row["code"] for row in result["lines"] if row["unanswered"]] == ["9"]
    nothing = scored(doc, answers({}))
    assert all(row["unanswered"] and row["score"] == "0" for row in nothing["lines"]) and nothing["possible"] == "5"
