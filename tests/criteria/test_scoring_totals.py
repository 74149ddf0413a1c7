"""Base, bonus, deductions, marks, methods and years. Figures by hand."""

from __future__ import annotations

import pytest

from tests.criteria.scoring_helpers import answers, document, leaf, line, parent, sheet
from wenming.criteria.formats.answers import read_answers
from wenming.criteria.formats.document import read_document
from wenming.criteria.rules.errors import BadAnswers
from wenming.criteria.rules.years import score_all

NA = {"na": True}


def test_bonus_is_capped_and_added() -> None:
    doc = document(leaf("1", "90"), parent("B", leaf("2", "6"), leaf("3", "8"), bonus=True), bonus_cap="10")
    result = sheet(doc, {"1": {"score": "80"}, "2": {"score": "5"}, "3": {"score": "8"}})
    assert (result["base"], result["bonus"], result["total"], result["possible"]) == ("80", "10", "90", "100")
    assert line(result, "B")["score"] == "13"


def test_a_bonus_line_inside_a_base_parent_is_left_out_of_its_sum() -> None:
    doc = document(parent("I", leaf("1", "6"), leaf("2", "4"), leaf("b", "3", bonus=True)))
    result = sheet(doc, {"1": {"score": "6"}, "2": NA, "b": {"score": "2"}})
    assert (line(result, "I")["score"], line(result, "I")["possible"]) == ("10", "10")
    assert (result["base"], result["bonus"], result["total"], result["possible"]) == ("10", "2", "12", "10")


def test_bonus_is_never_redistributed() -> None:
    doc = document(leaf("1", "4"), parent("B", leaf("2", "6"), leaf("3", "4"), bonus=True))
    result = sheet(doc, {"1": {"score": "4"}, "2": {"score": "3"}, "3": NA})
    assert (line(result, "B")["score"], result["bonus"]) == ("3", "3")
    assert line(result, "3")["score"] == "0"
    assert sheet(doc, {"1": {"score": "4"}, "2": NA, "3": NA})["total"] == "4"


def test_bonus_holds_for_all_lines_below() -> None:
    doc = document(leaf("1"), parent("B", parent("C", leaf("2"), bonus=False), bonus=True))
    result = sheet(doc, {"1": {"score": "1"}, "2": {"score": "3"}})
    assert (result["base"], result["bonus"]) == ("1", "3")


def test_a_heading_that_holds_only_bonus_lines_takes_no_part_in_the_base() -> None:
    doc = document(leaf("1", "4"), leaf("2", "4"), parent("H", leaf("b", "3", bonus=True)))
    result = sheet(doc, {"1": {"score": "2"}, "2": NA, "b": {"score": "3"}})
    assert (result["base"], result["bonus"], result["possible"]) == ("4", "3", "8")
    assert line(result, "H") | {"why": ""} == {
        "code": "H",
        "score": "0",
        "possible": "0",
        "na": False,
        "unanswered": False,
        "why": "",
    }


def test_a_bonus_inside_the_total_gives_way_at_the_base_total() -> None:
    doc = document(
        leaf("1", "90"), leaf("b", "10", bonus=True), base_total="100", bonus_cap="10", bonus_inside_total=True
    )
    result = sheet(doc, {"1": {"score": "85"}, "b": {"score": "10"}})
    assert (result["base"], result["bonus"], result["total"], result["possible"]) == ("85", "10", "95", "90")
    doc["base_total"] = "90"
    result = sheet(doc, {"1": {"score": "85"}, "b": {"score": "10"}})
    assert (result["base"], result["bonus"], result["total"]) == ("85", "5", "90")


def test_deductions_come_off_after_the_limit_and_never_below_nothing() -> None:
    doc = document(
        leaf("1", "90"),
        leaf("b", "10", bonus=True),
        base_total="90",
        bonus_inside_total=True,
        pass_mark="85",
        negative=[{"code": "N", "effect": {"kind": "deduct", "points": "5"}}],
    )
    event = {"item": "N", "date": "2026-01-01"}
    result = sheet(doc, {"1": {"score": "90"}, "b": {"score": "10"}}, events=[event])
    assert (result["total"], result["deductions"], result["passed"]) == ("85", "5", True)
    result = sheet(doc, {"1": {"score": "4"}}, events=[event])
    assert (result["total"], result["base"], result["deductions"], result["passed"]) == ("0", "4", "5", False)


def test_lines_count_under_their_first_method_and_a_leaf_takes_its_parents() -> None:
    doc = document(
        parent(
            "I",
            leaf("1", "10", methods=["site_visit", "survey"]),
            leaf("2", "10"),
            parent("II", leaf("3", "5")),
            methods=["survey"],
        ),
        leaf("4", "3"),
        leaf("b", "9", methods=["survey"], bonus=True),
    )
    result = sheet(doc, {"1": {"score": "8"}, "2": {"score": "5"}, "3": NA, "4": {"score": "1"}, "b": {"score": "9"}})
    assert result["by_method"] == {
        "site_visit": {"obtained": "8", "possible": "10"},
        "survey": {"obtained": "5", "possible": "10"},
    }


def test_method_weights_replace_the_base() -> None:
    doc = document(
        leaf("1", "40", methods=["site_visit"]),
        leaf("2", "20", methods=["survey", "site_visit"]),
        leaf("3", "40", methods=["site_visit"]),
        method_weights={"site_visit": "0.85", "survey": "0.15"},
        pass_mark="80",
    )
    result = sheet(doc, {"1": {"score": "30"}, "2": {"score": "15"}, "3": NA})
    # 0.85 × 100 × 30/40 + 0.15 × 100 × 15/20 = 63.75 + 11.25
    assert (result["base"], result["total"], result["possible"], result["passed"]) == ("75", "75", "100", False)
    result = sheet(doc, {"1": {"score": "30"}, "2": NA, "3": {"score": "20"}})
    # 0.85 × 100 × 50/80; nobody was asked
    assert (result["base"], result["possible"]) == ("53.125", "100")
    assert any("survey" in warned["message"] for warned in result["warnings"])


def test_passed_is_null_without_a_mark() -> None:
    assert sheet(document(leaf("1")), {"1": {"score": "4"}})["passed"] is None


YEARS = {"combine": "sum", "parts": {"2025": "0.4", "2026": "0.6"}, "pass": "80"}


def over_years(doc: dict, *scores: tuple[int, str], **fields: object) -> dict:  # type: ignore[type-arg]
    rounds = [read_answers(answers({"1": {"score": score}}, year=year, **fields)) for year, score in scores]
    return score_all(read_document(doc), rounds).as_dict()


def test_years_are_scored_by_themselves_and_combined() -> None:
    doc = document(leaf("1", "100"), pass_mark="60", years=YEARS)
    result = over_years(doc, (2026, "90"), (2025, "70"))
    assert (result["years"], result["total"], result["passed"]) == ({"2025": "70", "2026": "90"}, "82", True)
    assert line(result, "1")["score"] == "90"
    assert result["sheets"]["2025"]["total"] == "70"
    assert over_years(doc, (2026, "80"), (2025, "79"))["passed"] is False  # 79.6


def test_parts_of_one_add_and_a_mean_is_the_mean() -> None:
    doc = document(leaf("1", "60"), years={"combine": "sum", "parts": {"2025": "1", "2026": "1"}, "pass": "80"})
    assert over_years(doc, (2025, "30"), (2026, "55"))["total"] == "85"
    doc = document(leaf("1", "60"), years={"combine": "mean"}, pass_mark="40")
    result = over_years(doc, (2024, "30"), (2025, "30"), (2026, "55"))
    assert (result["total"], result["passed"]) == ("38.333333", False)


def test_what_blocks_in_one_year_blocks_the_whole() -> None:
    doc = document(
        leaf("1", "100"), years=YEARS, negative=[{"code": "N", "lookback": {"term": True}, "effect": {"kind": "block"}}]
    )
    rounds = [
        read_answers(
            answers(
                {"1": {"score": "99"}},
                year=2025,
                events=[{"item": "N", "date": "2025-05-01"}],
                term={"from": "2025-01-01", "to": "2025-12-31"},
            )
        ),
        read_answers(answers({"1": {"score": "99"}}, year=2026)),
    ]
    result = score_all(read_document(doc), rounds).as_dict()
    assert (result["passed"], result["blocked"]) == (False, ["N"])
    assert result["effects"] == [{"item": "N", "kind": "block", "events": 1, "year": 2025}]


@pytest.mark.parametrize(
    ("years", "told"),
    [([2025], "2026"), ([2025, 2025], "两份"), ([2025, 2026, 2027], "2027"), ([2025, None], "year"), ([], "2025")],
)
def test_a_year_missing_twice_unknown_or_unsaid_is_refused(years: list[int | None], told: str) -> None:
    rounds = [read_answers(answers({}, year=year)) for year in years]
    with pytest.raises(BadAnswers, match=told):
        score_all(read_document(document(leaf("1"), years=YEARS)), rounds)


def test_a_set_without_years_takes_one_round() -> None:
    doc, one = read_document(document(leaf("1"))), read_answers(answers({}))
    assert "years" not in score_all(doc, [one]).as_dict()
    with pytest.raises(BadAnswers, match="一份"):
        score_all(doc, [one, one])
