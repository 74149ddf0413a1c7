"""A document that would be misunderstood is refused: what, where, what to do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.criteria.scoring_helpers import document, leaf, parent
from wenming.criteria.formats.document import read_document
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.values import MAX_DEPTH

VALUES: list[Any] = [
    4,
    4.0,
    True,
    [],
    {},
    "",
    " 4",
    "4 ",
    "4分",
    "1e3",
    "1E3",
    "NaN",
    "Infinity",
    "-Infinity",
    "+4",
    ".5",
]
VALUES += ["5.", "1,000", "0x10", "４", "٤", "1_000", "1" * 16, "0." + "1" * 16, "9" * 100_000, "--1", "4\n"]


def refusal(data: Any) -> BadDocument:
    with pytest.raises(BadDocument) as caught:
        read_document(data)
    text = str(caught.value)
    assert "。" in text and "\n" not in text and len(text) < 250
    return caught.value


@pytest.mark.parametrize("points", [*VALUES, "-1", "-0.5"])
def test_points_that_are_no_decimal_string_are_refused(points: Any) -> None:
    found = refusal(document(parent("I-1", leaf("II-1", points))))
    assert found.details["line"] == "II-1" and "II-1" in str(found) and "points" in str(found)


@pytest.mark.parametrize("value", [value for value in VALUES if value is not True])
def test_figures_of_rules_are_decimal_strings_or_shares(value: Any) -> None:
    for rule in (
        {"kind": "deduct", "per": [{"what": "缺", "points": value}]},
        {"kind": "graded", "grades": {"A": value}},
        {"kind": "bands", "bands": [{"min": "1", "value": value}]},
        {"kind": "ratio", "required": value},
        {"kind": "awards", "levels": {"省级": value}},
    ):
        assert refusal(document(leaf("I-1", "4", rule))).details["line"] == "I-1"


@pytest.mark.parametrize(
    "data", [None, [], "x", 3, {}, {"format": None}, {"format": 1}, {"format": "wenming-criteria/2", "lines": []}]
)
def test_another_format_or_version_is_refused(data: Any) -> None:
    refusal(data)


def test_an_unknown_version_says_which_one_is_read() -> None:
    assert "wenming-criteria/1" in str(refusal(document() | {"format": "wenming-criteria/9"}))


def test_a_code_used_twice_is_refused_wherever_it_stands() -> None:
    assert "A" in str(refusal(document(leaf("A"), parent("I", parent("J", leaf("A"))))))
    assert "I" in str(refusal(document(parent("I", leaf("I")))))
    item = {"code": "N", "effect": {"kind": "warn"}}
    assert "N" in str(refusal(document(negative=[item, item])))


@pytest.mark.parametrize("code", [None, "", "  ", 1, ["A"]])
def test_a_line_without_a_code_is_refused_and_found_by_its_place(code: Any) -> None:
    assert "I" in str(refusal(document(parent("I", leaf("A"), {"code": code, "title": "乙"}))))


LINES: list[dict[str, Any]] = [
    {"rule": {"kind": "magic"}},
    {"rule": {"kind": None}},
    {"rule": {}},
    {"rule": {"kind": ["sum"]}},
    {"rule": "judged"},
    {"rule": []},
    {"rule": {"kind": "sum"}},
    {"rule": {"kind": "weighted", "weights": {"x": "1"}}},
    {"rule": {"kind": "graded"}},
    {"rule": {"kind": "graded", "grades": {}}},
    {"rule": {"kind": "graded", "grades": ["A"]}},
    {"rule": {"kind": "conditions", "met": {"1": "1"}}},
    {"rule": {"kind": "conditions", "count": 0}},
    {"rule": {"kind": "conditions", "count": "3"}},
    {"rule": {"kind": "conditions", "count": 10**9}},
    {"rule": {"kind": "conditions", "count": 3, "met": {"4": "1"}}},
    {"rule": {"kind": "conditions", "count": 3, "met": {"-1": "1"}}},
    {"rule": {"kind": "conditions", "count": 3, "met": {"两": "1"}}},
    {"rule": {"kind": "conditions", "count": 3, "met": ["1"]}},
    {"rule": {"kind": "conditions", "count": 3, "cases": [{"when": [1, 1], "value": "1"}]}},
    {"rule": {"kind": "conditions", "count": 3, "cases": [{"when": [4], "value": "1"}]}},
    {"rule": {"kind": "conditions", "count": 3, "cases": [{"when": ["1"], "value": "1"}]}},
    {"rule": {"kind": "conditions", "count": 3, "cases": [{"value": "1"}]}},
    {"rule": {"kind": "conditions", "count": 3, "cases": [{"when": [1]}]}},
    {"rule": {"kind": "bands"}},
    {"rule": {"kind": "bands", "bands": []}},
    {"rule": {"kind": "bands", "bands": [{"value": "1"}]}},
    {"rule": {"kind": "bands", "bands": [{"min": "1", "value": "1"}, {"min": "1.0", "value": "2"}]}},
    {"rule": {"kind": "deduct"}},
    {"rule": {"kind": "deduct", "per": []}},
    {"rule": {"kind": "deduct", "per": [{"what": "缺"}]}},
    {"rule": {"kind": "deduct", "per": [{"what": "缺", "points": "-1"}]}},
    {"rule": {"kind": "deduct", "per": [{"what": "缺", "points": "1", "max": "-1"}]}},
    {"rule": {"kind": "deduct", "per": [{"what": "缺", "points": "1"}], "floor": 0}},
    {"rule": {"kind": "shortfall", "per": "1", "points": "1", "step": "whole"}},
    {"rule": {"kind": "shortfall", "target": "80", "points": "1", "step": "whole"}},
    {"rule": {"kind": "shortfall", "target": "80", "per": "0", "points": "1", "step": "whole"}},
    {"rule": {"kind": "shortfall", "target": "80", "per": "-1", "points": "1", "step": "whole"}},
    {"rule": {"kind": "shortfall", "target": "80", "per": "1", "step": "whole"}},
    {"rule": {"kind": "shortfall", "target": "80", "per": "1", "points": "1"}},
    {"rule": {"kind": "shortfall", "target": "80", "per": "1", "points": "1", "step": "half"}},
    {"rule": {"kind": "ratio"}},
    {"rule": {"kind": "ratio", "required": "0"}},
    {"rule": {"kind": "sampled", "places": 3}},
    {"rule": {"kind": "sampled", "each": {"kind": "judged"}}},
    {"rule": {"kind": "sampled", "places": 0, "each": {"kind": "judged"}}},
    {"rule": {"kind": "sampled", "places": 3, "each": {"kind": "sum"}}},
    {"rule": {"kind": "sampled", "places": 10**9, "each": {"kind": "judged"}}},
    {"rule": {"kind": "awards"}},
    {"rule": {"kind": "awards", "levels": {}}},
    {"rule": {"kind": "awards", "levels": {"省级": "1"}, "highest_only": "yes"}},
    {"rule": {"kind": "awards", "levels": {"省级": "1"}, "cap": "-1"}},
    {"methods": ["telepathy"]},
    {"methods": "survey"},
    {"methods": ["survey", "survey"]},
    {"methods": [["survey"]]},
    {"na": "skip"},
    {"bonus": "yes"},
    {"period": "2026-13"},
    {"period": "春季"},
    {"title": 3},
    {"text": ["x"]},
    {"text": "残\ud800缺"},
    {"lines": {}},
    {"lines": ["x"]},
    {"evidence": [{"kind": "hologram"}]},
    {"evidence": [{"min": 1}]},
    {"evidence": [{"kind": "photo", "min": 3, "max": 2}]},
    {"evidence": [{"kind": "photo", "min": "2"}]},
    {"evidence": [{"kind": "photo", "min": -1}]},
    {"evidence": [{"kind": "photo", "caption": ["weather"]}]},
    {"evidence": [{"kind": "photo", "formats": [1]}]},
    {"evidence": [{"kind": "photo", "per": "year"}]},
    {"evidence": [{"kind": "photo", "tolerance": 10}]},
    {"window": {}},
    {"window": {"years": ["2026"]}},
    {"window": {"years": [2026], "months_back": 3}},
    {"window": {"from": "2026-02-30"}},
    {"window": {"from": "2026-02-03", "to": "2026-02-01"}},
    {"window": {"months_back": 0}},
]


@pytest.mark.parametrize("fields", LINES)
def test_whatever_a_line_says_wrong_is_refused_naming_the_line(fields: dict[str, Any]) -> None:
    found = refusal(document(parent("I-1", leaf("II-1", "4") | fields)))
    assert found.details["line"] == "II-1" or "II-1" in str(found)


PARENTS: list[dict[str, Any]] = [
    {"kind": "judged"},
    {"kind": "deduct", "per": [{"what": "缺", "points": "1"}]},
    {"kind": "sum", "cap": "-1"},
    {"kind": "sum", "cap": 10},
    {"kind": "weighted"},
    {"kind": "weighted", "weights": {}},
    {"kind": "weighted", "weights": {"II-1": "1", "II-9": "1"}},
    {"kind": "weighted", "weights": {"III-1": "1"}},
    {"kind": "weighted", "weights": {"I-1": "1"}},
    {"kind": "weighted", "weights": {"II-1": "0"}},
    {"kind": "weighted", "weights": {"II-1": "-1"}},
    {"kind": "weighted", "weights": {"II-1": "85%"}},
    {"kind": "weighted", "weights": ["II-1"]},
]


@pytest.mark.parametrize("rule", PARENTS)
def test_a_rule_that_does_not_fit_a_parent_is_refused(rule: dict[str, Any]) -> None:
    doc = document(parent("I-1", leaf("II-1"), parent("II-2", leaf("III-1")), rule=rule))
    assert refusal(doc).details["line"] == "I-1"


SETS: list[dict[str, Any]] = [
    {"level": "galaxy"},
    {"year": "2026"},
    {"year": 2026.5},
    {"name": 5},
    {"base_total": 100},
    {"base_total": "-100"},
    {"bonus_cap": "十"},
    {"pass_mark": "85%"},
    {"bonus_inside_total": "no"},
    {"grades": {"A": 1}},
    {"grades": []},
    {"method_weights": {"telepathy": "1"}},
    {"method_weights": {"survey": 0.15}},
    {"method_weights": {"survey": "0"}},
    {"method_weights": {}},
    {"years": {"parts": {"2026": "1"}}},
    {"years": {"combine": "product", "parts": {"2026": "1"}}},
    {"years": {"combine": "sum"}},
    {"years": {"combine": "sum", "parts": {"今年": "1"}}},
    {"years": {"combine": "sum", "parts": {"2026": 1}}},
    {"years": {"combine": "mean", "pass": "高"}},
    {"lines": "x"},
    {"lines": {"a": 1}},
    {"negative": {}},
    {"negative": ["N"]},
    {"negative": [{"title": "无编号"}]},
    {"negative": [{"code": "N", "effect": {"kind": "shame"}}]},
    {"negative": [{"code": "N", "effect": {}}]},
    {"negative": [{"code": "N", "effect": {"kind": "deduct"}}]},
    {"negative": [{"code": "N", "effect": {"kind": "deduct", "points": 10}}]},
    {"negative": [{"code": "N", "effect": {"kind": "deduct", "points": "1", "concealed_factor": "-1"}}]},
    {"negative": [{"code": "N", "threshold": 0}]},
    {"negative": [{"code": "N", "threshold": "1"}]},
    {"negative": [{"code": "N", "lookback": {"months": 0}}]},
    {"negative": [{"code": "N", "lookback": {"months": 100_000}}]},
    {"negative": [{"code": "N", "lookback": {"months": 12, "since": "2026-01-01"}}]},
    {"negative": [{"code": "N", "lookback": {"weeks": 3}}]},
    {"negative": [{"code": "N", "lookback": {"since": "2026-1-1"}}]},
]


@pytest.mark.parametrize("fields", SETS)
def test_whatever_the_set_says_wrong_is_refused(fields: dict[str, Any]) -> None:
    refusal(document() | fields)


def test_a_tree_without_end_is_refused_and_a_deep_one_is_read() -> None:
    deep = leaf("0")
    for number in range(1, MAX_DEPTH):
        deep = parent(str(number), deep)
    read_document(document(deep))
    assert str(MAX_DEPTH) in str(refusal(document(parent("top", deep))))
    for number in range(MAX_DEPTH, 10_000):
        deep = parent(str(number), deep)
    refusal(document(deep))


def test_rules_and_notes_without_end_are_refused() -> None:
    rule: dict[str, Any] = {"kind": "judged"}
    for _ in range(10_000):
        rule = {"kind": "sampled", "places": 1, "each": rule}
    refusal(document(leaf("1", "4", rule)))
    refusal(document(leaf("1", "4", {"kind": "sampled", "places": 1, "each": rule["each"]["each"]})))
    note: list[Any] = []
    for _ in range(10_000):
        note = [note]
    refusal(document(leaf("1", note=note)))


def test_a_very_long_code_is_shortened_in_the_refusal() -> None:
    refusal(document(leaf("编" * 100_000, "x")))
