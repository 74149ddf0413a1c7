"""The built-in criteria sets: readable, adding up, in our own words, and the demonstration set shows every rule."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from wenming.criteria.formats.document import load_document, read_document, write_document
from wenming.criteria.rules.answers import Answers
from wenming.criteria.rules.engine import score
from wenming.criteria.rules.guide import sample_answer
from wenming.criteria.rules.rule_kinds import LEAF_KINDS, PARENT_KINDS, Judged
from wenming.criteria.rules.words import METHODS

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "criteria"
BUILT_IN = ("nine-aspects", "six-aspects", "ten-haves", "demo-city-2026")
TOP_LEVEL = {"nine-aspects": 9, "six-aspects": 6, "ten-haves": 10, "demo-city-2026": 9}
EVIDENCE_KINDS = {
    "official_document", "explanation", "photo", "statistics", "link", "signed_instruction", "sign_in", "lesson_plan",
    "reflection", "minutes", "media", "certificate", "video", "other",
}  # fmt: skip


def raw(name: str) -> dict[str, Any]:
    return yaml.safe_load((SEEDS / f"{name}.yaml").read_text(encoding="utf-8"))


def every_line(lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for line in lines:
        yield line
        yield from every_line(line.get("lines", []))


def leaves(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [line for line in every_line(document["lines"]) if not line.get("lines")]


def comes_to(line: dict[str, Any]) -> Fraction:
    """What the lines below a line come to under its rule – worked out apart from the engine."""
    below = line.get("lines")
    if not below:
        return Fraction(line["points"])
    rule = line.get("rule", {"kind": "sum"})
    points = {child["code"]: Fraction(child["points"]) for child in below}
    if rule["kind"] == "mean":
        total = sum(points.values()) / len(points)
    elif rule["kind"] == "weighted":
        total = sum(Fraction(weight) * points[code] for code, weight in rule["weights"].items())
    else:
        total = sum(points.values())
    return min(total, Fraction(rule["cap"])) if rule.get("cap") else total


@pytest.fixture(scope="module", params=BUILT_IN)
def name(request) -> str:
    return request.param


def test_every_file_in_the_folder_is_a_known_set():
    assert {path.stem for path in SEEDS.iterdir()} == set(BUILT_IN)


def test_a_built_in_set_reads_without_a_warning_and_is_named_after_its_file(name):
    document = load_document(SEEDS / f"{name}.yaml")
    assert document.code == name
    assert score(document, Answers()).warnings == ()


def test_a_built_in_set_survives_the_round_trip(name):
    document = load_document(SEEDS / f"{name}.yaml")
    assert read_document(write_document(document)) == document


def test_the_points_of_every_group_add_up_to_what_is_printed_above_it(name):
    wrong = [line["code"] for line in every_line(raw(name)["lines"]) if comes_to(line) != Fraction(line["points"])]
    assert wrong == []


def test_the_top_lines_add_up_to_the_base_total_and_the_bonus_cap(name):
    document = raw(name)
    base = [line for line in document["lines"] if not line.get("bonus")]
    bonus = [line for line in document["lines"] if line.get("bonus")]
    assert len(base) == TOP_LEVEL[name]
    assert sum(Fraction(line["points"]) for line in base) == Fraction(document["base_total"])
    assert sum(Fraction(line["points"]) for line in bonus) == Fraction(document["bonus_cap"] or 0)


def test_a_built_in_set_says_that_its_words_are_our_own(name):
    assert raw(name)["source"].startswith("自拟文字，参照")


def test_every_leaf_states_a_requirement_points_and_a_method(name):
    for line in leaves(raw(name)):
        assert len(line["text"]) >= 8, line["code"]
        assert Fraction(line["points"]) > 0, line["code"]
        assert set(line["methods"]) <= set(METHODS), line["code"]
        assert line["methods"], line["code"]


def test_no_two_leaves_of_a_set_share_a_sentence_except_the_quarters(name):
    texts = [line["text"] for line in leaves(raw(name)) if not line.get("period")]
    assert len(set(texts)) == len(texts)


def test_every_rule_can_be_answered_and_full_answers_stay_within_the_possible(name):
    document = load_document(SEEDS / f"{name}.yaml")
    answers: dict[str, Any] = {}

    def walk(lines) -> None:
        for line in lines:
            if line.lines:
                walk(line.lines)
            else:
                answers[line.code] = sample_answer(line.rule or Judged(), line.points, document.grades)

    walk(document.lines)
    sheet = score(document, Answers(answers=answers))
    assert not [row.code for row in sheet.lines if row.unanswered]
    assert 0 < sheet.total <= sheet.possible


def test_every_set_carries_a_negative_list_with_unlike_effects(name):
    negative = raw(name)["negative"]
    assert len(negative) >= 4
    assert len({item["effect"]["kind"] for item in negative}) >= 3


class TestTheDemonstrationSet:
    def test_it_has_a_hundred_and_ten_lines_over_nine_items_and_a_bonus(self):
        document = raw("demo-city-2026")
        assert len(list(every_line(document["lines"]))) >= 110
        assert len(leaves(document)) == 86
        assert [line["title"] for line in document["lines"] if line.get("bonus")] == ["特色加分"]
        assert (document["base_total"], document["bonus_cap"], document["pass_mark"]) == ("100", "10", "85")

    def test_it_shows_every_rule_of_leaves_and_of_parents(self):
        lines = list(every_line(raw("demo-city-2026")["lines"]))
        used = {line["rule"]["kind"] for line in lines if line.get("rule")}
        assert used >= (set(LEAF_KINDS) | set(PARENT_KINDS))

    def test_it_shows_every_manner_of_a_rule(self):
        rules = [line["rule"] for line in every_line(raw("demo-city-2026")["lines"]) if line.get("rule")]
        of = {kind: [rule for rule in rules if rule["kind"] == kind] for kind in (*LEAF_KINDS, *PARENT_KINDS)}
        assert {rule["step"] for rule in of["shortfall"]} == {"whole", "started", "linear"}
        assert {rule["highest_only"] for rule in of["awards"]} == {True, False}
        assert any(rule.get("cases") for rule in of["conditions"])
        assert any(rule.get("grades") for rule in of["graded"])
        assert any(not rule.get("grades") for rule in of["graded"])
        assert {rule["floor"] for rule in of["deduct"]} >= {"0", "0.2", None}
        triggers = [trigger for rule in of["deduct"] for trigger in rule["per"]]
        assert any(trigger["points"].endswith("%") for trigger in triggers)
        assert any("max" in trigger for trigger in triggers)
        assert {rule["each"]["kind"] for rule in of["sampled"]} == {"conditions", "deduct"}
        assert any(rule.get("cap") for rule in of["sum"])

    def test_it_asks_for_every_kind_of_evidence_in_every_sort_of_window(self):
        found = leaves(raw("demo-city-2026"))
        assert {duty["kind"] for line in found for duty in line.get("evidence", [])} == EVIDENCE_KINDS
        windows = {tuple(sorted(line["window"])) for line in found if line.get("window")}
        assert windows == {
            ("years",),
            ("includes_current", "years_back"),
            ("months_back", "offset_months"),
            ("from", "to"),
        }
        assert {line["na"] for line in found if line.get("na")} == {"redistribute", "full", "zero", "mean_of_peers"}
        assert {line["period"] for line in found if line.get("period")} == {f"2026-Q{n}" for n in range(1, 5)}
        assert {method for line in found for method in line["methods"]} == set(METHODS)

    def test_its_figures_are_those_of_practice(self):
        duties = [duty for line in leaves(raw("demo-city-2026")) for duty in line.get("evidence", [])]
        photos = [duty for duty in duties if duty["kind"] == "photo"]
        assert all(duty["max_bytes"] == 2 * 1024**2 and duty["formats"] == ["jpg", "jpeg"] for duty in photos)
        assert all(duty["caption"] == ["time", "place", "organiser", "people", "theme"] for duty in photos)
        assert any(duty.get("per") == "activity" and duty["min"] == 3 for duty in photos)
        assert all(duty["max_chars"] == 500 for duty in duties if duty["kind"] == "explanation")

    def test_its_negative_list_shows_every_look_back_and_effect(self):
        negative = raw("demo-city-2026")["negative"]
        assert {next(iter(item["lookback"])) for item in negative} == {"months", "since", "term"}
        assert {item["effect"]["kind"] for item in negative} == {"block", "deduct", "warn", "rectify", "revoke"}
        assert any("concealed_factor" in item["effect"] for item in negative)
        assert any(item["threshold"] > 1 for item in negative)
