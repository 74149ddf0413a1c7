"""Answers that do not fit are refused, naming the line and what to mend."""

from __future__ import annotations

from typing import Any

import pytest

from tests.criteria.scoring_helpers import answers, document, leaf, parent, sheet
from wenming.criteria.formats.answers import read_answers
from wenming.criteria.rules.errors import BadAnswers

CONDITIONS = {"kind": "conditions", "count": 3, "met": {"3": "4"}}
DEDUCT = {"kind": "deduct", "per": [{"what": "甲", "points": "1"}, {"what": "乙", "points": "1"}]}
SAMPLED = {"kind": "sampled", "places": 2, "each": {"kind": "graded", "grades": {"好": "4"}}}
AWARDS = {"kind": "awards", "levels": {"省级": "2"}}
SHORTFALL = {"kind": "shortfall", "target": "80", "per": "1", "points": "1", "step": "whole"}

MISFITS: list[tuple[Any, Any]] = [
    (None, {}),
    (None, {"grade": "A"}),
    (None, {"score": "4.01"}),
    (None, {"score": "-0.01"}),
    (None, {"score": 2}),
    (None, {"score": 1.5}),
    (None, {"score": True}),
    (None, {"score": ["1"]}),
    (None, {"score": ""}),
    (None, {"score": " 1"}),
    (None, {"score": "1e0"}),
    (None, {"score": "+1"}),
    (None, {"score": ".5"}),
    (None, {"score": "1."}),
    (None, {"score": "NaN"}),
    (None, {"score": "Infinity"}),
    (None, {"score": "１"}),
    (None, {"score": "0." + "0" * 40}),
    (None, {"score": "1" * 5000}),
    (None, {"na": "yes"}),
    (None, {"na": 1}),
    ({"kind": "graded"}, {"grade": "E"}),
    ({"kind": "graded"}, {"grade": "a"}),
    ({"kind": "graded"}, {"grade": ["A"]}),
    ({"kind": "graded"}, {"score": "1"}),
    (CONDITIONS, {"met": [1, 1]}),
    (CONDITIONS, {"met": [0]}),
    (CONDITIONS, {"met": [4]}),
    (CONDITIONS, {"met": ["1"]}),
    (CONDITIONS, {"met": [True]}),
    (CONDITIONS, {"met": [1.0]}),
    (CONDITIONS, {"met": 2}),
    (CONDITIONS, {"met": {"1": True}}),
    (CONDITIONS, {"met": [[1]]}),
    (CONDITIONS, {"met": None}),
    ({"kind": "bands", "bands": [{"min": "1", "value": "1"}]}, {"value": "高"}),
    (DEDUCT, {"occurrences": [1]}),
    (DEDUCT, {"occurrences": [1, 2, 3]}),
    (DEDUCT, {"occurrences": [-1, 0]}),
    (DEDUCT, {"occurrences": [1.0, 0]}),
    (DEDUCT, {"occurrences": ["1", "0"]}),
    (DEDUCT, {"occurrences": [True, 0]}),
    (DEDUCT, {"occurrences": [False, 0]}),
    (DEDUCT, {"occurrences": [None, 0]}),
    (DEDUCT, {"occurrences": [10**4000, 0]}),
    (DEDUCT, {"occurrences": "12"}),
    (SHORTFALL, {"value": 76}),
    (SHORTFALL, {}),
    ({"kind": "ratio", "required": "3"}, {"seen": "-1"}),
    ({"kind": "ratio", "required": "3"}, {"seen": None}),
    (SAMPLED, {"places": [{"grade": "好"}]}),
    (SAMPLED, {"places": [None, None, None]}),
    (SAMPLED, {"places": [{"grade": "好"}, {"grade": "坏"}]}),
    (SAMPLED, {"places": [{"grade": "好"}, "好"]}),
    (SAMPLED, {"places": [{"grade": "好"}, {"na": True}]}),
    (SAMPLED, {"places": {}}),
    (AWARDS, {"awards": [{"level": "市级"}]}),
    (AWARDS, {"awards": [{"for": "甲"}]}),
    (AWARDS, {"awards": ["省级"]}),
    (AWARDS, {"awards": [{"level": "省级", "for": 3}]}),
    (AWARDS, {"awards": {"level": "省级"}}),
]


@pytest.mark.parametrize(("rule", "answer"), MISFITS)
def test_an_answer_that_does_not_fit_its_rule_is_refused_naming_the_line(rule: Any, answer: Any) -> None:
    doc = document(leaf("I-1", "4", rule), leaf("I-2"), grades={"A": "100%"})
    with pytest.raises(BadAnswers) as caught:
        sheet(doc, {"I-1": answer, "I-2": {"score": "1"}})
    assert "I-1" in str(caught.value) and caught.value.details["line"] == "I-1"
    assert len(str(caught.value)) < 200 and "\n" not in str(caught.value)


def test_the_place_that_does_not_fit_is_named() -> None:
    with pytest.raises(BadAnswers, match="第 2 处"):
        sheet(document(leaf("1", "4", SAMPLED)), {"1": {"places": [None, {"grade": "坏"}]}})


def test_an_answer_for_a_parent_is_refused() -> None:
    with pytest.raises(BadAnswers, match=r"指标 I：.*下级"):
        sheet(document(parent("I", leaf("1"))), {"I": {"score": "1"}})


def test_an_answer_for_an_unknown_code_is_refused() -> None:
    with pytest.raises(BadAnswers, match="指标 2"):
        sheet(document(leaf("1")), {"1": {"score": "1"}, "2": {"score": "1"}})
    with pytest.raises(BadAnswers, match="指标 2"):
        sheet(document(leaf("1")), {"1": {"score": "1"}}, peers={"2": ["1"]})


def test_a_parent_cannot_be_not_applicable() -> None:
    with pytest.raises(BadAnswers, match="指标 I"):
        sheet(document(parent("I", leaf("1"))), {"I": {"na": True}})


@pytest.mark.parametrize("peers", [{}, {"1": []}, {"2": ["3"]}])
def test_the_mean_of_peers_without_peers_is_refused(peers: dict[str, list[str]]) -> None:
    doc = document(leaf("1", na="mean_of_peers"), leaf("2"))
    with pytest.raises(BadAnswers, match=r"指标 1.*peers"):
        sheet(doc, {"1": {"na": True}}, peers=peers)
    assert sheet(doc, {"1": {"score": "2"}}, peers=peers)["total"] == "2"


def test_a_judged_line_without_points_cannot_score() -> None:
    with pytest.raises(BadAnswers, match="指标 1"):
        sheet(document(leaf("1", None)), {"1": {"score": "0.5"}})


def test_fields_beyond_what_a_rule_asks_are_no_mistake() -> None:
    doc = document(leaf("1"))
    assert sheet(doc, {"1": {"score": "1", "note": "见会议记录", "by": {"name": "王某"}, "na": False}})["total"] == "1"
    assert sheet(doc, {"1": {"score": "9", "na": True}})["lines"][0]["na"] is True


BAD_FILES: list[Any] = [
    None,
    [],
    "answers",
    {},
    {"format": "wenming-answers/2"},
    {"format": "wenming-criteria/1"},
    {"format": ["wenming-answers/1"]},
    answers() | {"answers": []},
    answers({"1": []}),
    answers({"1": "2"}),
    answers({}, as_of="2026-02-30"),
    answers({}, as_of="2026/10/31"),
    answers({}, as_of=20261031),
    answers({}, as_of="２０２６-10-31"),
    answers({}, year="2026"),
    answers({}, year=2026.0),
    answers({}, year=True),
    answers({}, peers={"1": "3"}),
    answers({}, peers={"1": [3]}),
    answers({}, peers=[]),
    answers({}, events={}),
    answers({}, events=["N"]),
    answers({}, events=[{"item": "N"}]),
    answers({}, events=[{"date": "2026-01-01"}]),
    answers({}, events=[{"item": "N", "date": "2026-13-01"}]),
    answers({}, events=[{"item": "N", "date": "2026-01-01", "concealed": "yes"}]),
    answers({}, term="2026"),
    answers({}, term={"from": "2027-01-01", "to": "2026-01-01"}),
    answers({"\ud800": {"score": "1"}}),
]


@pytest.mark.parametrize("data", BAD_FILES)
def test_answers_that_are_no_answers_are_refused_in_a_sentence(data: Any) -> None:
    with pytest.raises(BadAnswers) as caught:
        read_answers(data)
    assert "。" in str(caught.value) and "\n" not in str(caught.value)


def test_answers_nested_without_end_are_refused() -> None:
    deep: Any = {}
    for _ in range(10_000):
        deep = {"note": deep}
    with pytest.raises(BadAnswers, match="嵌套"):
        read_answers(answers({"1": deep}))
