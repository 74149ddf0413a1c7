"""Rules in plain words, examples that the engine itself worked out, forms, and what could still be gained."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.criteria.scoring_cases import GRADES, cases, decimals, leaf_rules
from tests.criteria.scoring_helpers import answers, document, leaf, parent
from wenming.criteria.formats.answers import read_answers
from wenming.criteria.formats.document import read_document
from wenming.criteria.rules.compiled import compile_document, leaf_rule
from wenming.criteria.rules.engine import score
from wenming.criteria.rules.gain import gains
from wenming.criteria.rules.guide import answer_field, describe, example, sample_answer
from wenming.criteria.rules.rule_kinds import LeafRule


def rule_of(rule: object) -> LeafRule:
    return leaf_rule(read_document(document(leaf("1", "3", rule), grades=GRADES)).lines[0])  # type: ignore[arg-type]


def test_a_deduction_is_described_and_shown() -> None:
    rule = rule_of(
        {
            "kind": "deduct",
            "per": [{"what": "公开事项缺一项", "points": "0.5"}, {"what": "投诉", "points": "1", "max": "2"}],
        }
    )
    assert describe(rule, Decimal(3)) == (
        "从 3.00 分往下扣：公开事项缺 1 项扣 0.50 分；投诉 1 次扣 1.00 分，最多扣 2.00 分；最低计 0.00 分。"
    )
    assert example(rule, Decimal(3)) == (
        "例如：满分 3.00 分；公开事项缺 2 项，扣 1.00 分；投诉 1 次，扣 1.00 分；共扣 2.00 分，得 1.00 分。"
    )
    field = answer_field(rule, Decimal(3))
    assert (field.name, field.kind, field.labels, field.size) == (
        "occurrences",
        "counts",
        ("公开事项缺一项", "投诉"),
        2,
    )


def test_a_judged_line_asks_for_a_number_within_its_points() -> None:
    field = answer_field(None, Decimal("2.5"))
    assert (field.kind, field.minimum, field.maximum) == ("decimal", Decimal(0), Decimal("2.5"))


def test_parents_are_described() -> None:
    doc = read_document(
        document(
            parent("I", leaf("1"), rule={"kind": "sum", "cap": "10"}),
            parent("II", leaf("2"), rule={"kind": "mean"}),
            parent("III", leaf("3"), rule={"kind": "weighted", "weights": {"3": "0.85"}}),
        )
    )
    told = [describe(line.rule, line.points) for line in doc.lines]
    assert told == [
        "下级各项得分相加，最多计 10.00 分。",
        "取下级适用各项得分的平均。",
        "下级各项按权重合计：3 占 0.85。",
    ]


@settings(deadline=None, max_examples=150)
@given(leaf_rules(), decimals(0, 10, 2))
def test_every_rule_has_words_an_example_and_a_form(raw: object, points: str) -> None:
    doc = read_document(document(leaf("1", points, raw), grades=GRADES))  # type: ignore[arg-type]
    line = doc.lines[0]
    rule = leaf_rule(line)
    assert describe(rule, line.points, doc.grades).endswith("。")
    assert example(rule, line.points, doc.grades).startswith("例如：")
    answer = sample_answer(rule, line.points, doc.grades)
    assert answer_field(rule, line.points, doc.grades).name in answer
    score(doc, read_answers(answers({"1": answer})))


def test_gains_name_first_what_raises_the_total_most() -> None:
    doc = document(
        parent("I", leaf("1", "10"), leaf("2", "6"), rule={"kind": "sum", "cap": "10"}),
        leaf("3", "3"),
        leaf("4", "5"),
        leaf("b", "9", bonus=True),
        bonus_cap="2",
    )
    given = {"1": {"score": "9"}, "2": {"score": "0"}, "3": {"score": "1"}, "4": {"na": True}, "b": {"score": "1"}}
    found = gains(compile_document(read_document(doc)), read_answers(answers(given)))
    assert [(gain.code, gain.gap, gain.unanswered) for gain in found] == [
        ("3", 2, False),
        ("2", 6, False),
        ("1", 1, False),
        ("b", 8, False),
    ]
    # 13 points of lines apply where 18 stand; the bonus is full after one more point; the sum is capped.
    assert [gain.on_total for gain in found] == [Fraction(2 * 18, 13), Fraction(18, 13), Fraction(18, 13), 1]


@settings(deadline=None, max_examples=60)
@given(cases())
def test_a_gain_is_what_the_engine_gives_when_the_leaf_is_full(case: tuple[dict, dict]) -> None:  # type: ignore[type-arg]
    doc, given = read_document(case[0]), read_answers(case[1])
    compiled = compile_document(doc)
    before = score(compiled, given).total
    possible = {line.code: line for line in doc.leaves()}
    for gain in gains(compiled, given):
        line = possible[gain.code]
        assert gain.gap == gain.possible - gain.score > 0
        if line.rule is None and line.points is not None and len(str(line.points).partition(".")[2]) <= 2:
            full = dict(case[1]["answers"]) | {gain.code: {"score": str(line.points)}}
            assert score(compiled, read_answers(case[1] | {"answers": full})).total - before == gain.on_total


@given(st.sampled_from(["judged", "graded"]))
def test_forms_offer_the_grades_of_the_set(kind: str) -> None:
    doc = read_document(document(leaf("1", "3", {"kind": kind}), grades=GRADES))
    field = answer_field(doc.lines[0].rule, Decimal(3), doc.grades)  # type: ignore[arg-type]
    assert field.choices == (tuple(GRADES) if kind == "graded" else ())
