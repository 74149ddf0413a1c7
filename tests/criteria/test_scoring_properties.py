"""What holds for every document: doing better never scores less, and scores stay within their bounds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.criteria.scoring_cases import GRADES, cases, decimals
from tests.criteria.scoring_helpers import document, leaf, line, sheet
from wenming.criteria.formats.answers import read_answers
from wenming.criteria.formats.document import read_document
from wenming.criteria.rules.engine import score
from wenming.criteria.rules.numbers import FIXED, fixed, half_up, plain, shown

calm = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
WHOLE = st.integers(0, 9)


def of(rule: dict[str, Any], answer: dict[str, Any], points: str = "5") -> Fraction:
    return Fraction(line(sheet(document(leaf("1", points, rule), grades=GRADES), {"1": answer}), "1")["score"])


@calm
@given(st.lists(WHOLE, min_size=2, max_size=2), st.lists(WHOLE, min_size=2, max_size=2), decimals(0, 2), st.booleans())
def test_fewer_occurrences_never_score_less(more: list[int], fewer: list[int], points: str, floor: bool) -> None:
    fewer = [min(pair) for pair in zip(more, fewer, strict=True)]
    rule: dict[str, Any] = {
        "kind": "deduct",
        "per": [{"what": "缺", "points": points}, {"what": "错", "points": "1", "max": "2"}],
    }
    rule |= {} if floor else {"floor": None}
    assert of(rule, {"occurrences": fewer}) >= of(rule, {"occurrences": more})


@calm
@given(decimals(0, 120), decimals(0, 120), st.sampled_from(["whole", "started", "linear"]), decimals(0, 2))
def test_a_higher_figure_never_scores_less(one: str, other: str, step: str, points: str) -> None:
    low, high = sorted((one, other), key=Fraction)
    shortfall = {"kind": "shortfall", "target": "80", "per": "3", "points": points, "step": step}
    bands = {"kind": "bands", "bands": [{"min": "90", "value": "5"}, {"min": "60", "value": "66%"}]}
    for rule in (shortfall, bands):
        assert of(rule, {"value": high}) >= of(rule, {"value": low})
    ratio = {"kind": "ratio", "required": "30"}
    assert of(ratio, {"seen": high}) >= of(ratio, {"seen": low})
    assert 0 <= of(shortfall, {"value": low}) <= 5


@settings(calm, max_examples=50)
@given(cases(), st.data())
def test_a_better_leaf_never_lowers_the_total(case: tuple[dict[str, Any], dict[str, Any]], data: st.DataObject) -> None:
    doc, given = case
    judged = [
        code
        for code, answer in given["answers"].items()
        if answer and "score" in answer and not answer.get("na") and answer["score"] == "0"
    ]
    assume(judged)
    read = read_document(doc)
    code = data.draw(st.sampled_from(judged))
    points = next(found.points for found in read.leaves() if found.code == code)
    better = given | {"answers": given["answers"] | {code: {"score": str(points or 0)}}}
    assert score(read, read_answers(better)).total >= score(read, read_answers(given)).total


@calm
@given(cases())
def test_the_whole_stays_within_its_bounds(case: tuple[dict[str, Any], dict[str, Any]]) -> None:
    doc = read_document(case[0])
    result = score(doc, read_answers(case[1]))
    assert result.total >= 0
    assert result.total == max(0, result.base + result.bonus - result.deductions)
    if doc.bonus_cap is not None:
        assert result.bonus <= doc.bonus_cap
    if doc.bonus_inside_total and doc.base_total is not None:
        assert result.base + result.bonus <= doc.base_total
    if result.blocked:
        assert result.passed is not True
    assert [row.code for row in result.lines] == [found.code for found in doc.walk()]
    for row in result.lines:
        assert not (row.na and (row.score, row.possible) != ("0", "0"))
        assert Fraction(row.possible) >= 0


@calm
@given(st.integers(-(10**20), 10**20), st.integers(1, 10**12))
def test_half_up_is_the_nearest_with_ties_away_from_nothing(numerator: int, denominator: int) -> None:
    rounded = half_up(numerator, denominator)
    assert abs(rounded - Fraction(numerator, denominator)) <= Fraction(1, 2)
    assert half_up(-numerator, denominator) == -rounded


def test_ties_go_away_from_nothing() -> None:
    assert [half_up(number, 2) for number in (-3, -1, 1, 3, 5)] == [-2, -1, 1, 2, 3]


@calm
@given(decimals(-1000, 1000, 3))
def test_a_decimal_is_read_and_written_exactly(text: str) -> None:
    assert Fraction(fixed(text), FIXED) == Fraction(text)
    assert Fraction(plain(Fraction(text))) == Fraction(text)
    assert not plain(Fraction(text)).endswith(".") and plain(Fraction(0)) == "0"


def test_figures_are_written_as_people_read_them() -> None:
    assert [
        plain(Fraction(*pair)) for pair in ((7, 2), (4, 1), (-1, 8), (1, 3), (2, 3), (-2, 3), (10, 1), (1, 1024))
    ] == [
        "3.5",
        "4",
        "-0.125",
        "0.333333",
        "0.666667",
        "-0.666667",
        "10",
        "0.0009765625",
    ]
    assert plain(Fraction(-1, 3 * 10**7)) == "0" and plain(Fraction(29999999, 30000000)) == "1"
    assert [shown(Fraction(text)) for text in ("2.1", "3", "-0.5", "0.125")] == ["2.10", "3.00", "-0.50", "0.125"]
