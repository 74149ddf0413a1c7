"""The sentence behind each score says the rule, what was answered, every deduction and the result."""

from __future__ import annotations

import pytest

from tests.criteria.scoring_helpers import document, leaf, line, parent, sheet, why
from wenming.criteria.rules.wording import counting

NA = {"na": True}
DEDUCT = {
    "kind": "deduct",
    "per": [
        {"what": "公开事项缺一项", "points": "0.5"},
        {"what": "着装或挂牌不合规每人次", "points": "0.2", "max": "1"},
    ],
}


def test_every_deduction_is_named() -> None:
    assert why(DEDUCT, {"occurrences": [1, 2]}, "3") == (
        "满分 3.00 分；公开事项缺 1 项，扣 0.50 分；着装或挂牌不合规 2 人次，扣 0.40 分；共扣 0.90 分，得 2.10 分。"
    )
    assert why(DEDUCT, {"occurrences": [0, 0]}, "3") == "满分 3.00 分；没有扣分情形，得 3.00 分。"


def test_a_trigger_at_its_most_and_a_floor_are_said() -> None:
    told = why(DEDUCT, {"occurrences": [5, 9]}, "3")
    assert "着装或挂牌不合规 9 人次，扣 1.00 分（此类最多扣这么多）" in told
    assert told.endswith("共扣 3.50 分，最低计 0.00 分，得 0.00 分。")


@pytest.mark.parametrize(
    ("rule", "answer", "told"),
    [
        (None, {"score": "1.5"}, "满分 4.00 分；评定 1.5 分，得 1.50 分。"),
        (
            {"kind": "graded", "grades": {"好": "100%", "较好": "66%"}},
            {"grade": "较好"},
            "满分 4.00 分；评为“较好”，该档计满分的 66%，得 2.64 分。",
        ),
        (
            {"kind": "conditions", "count": 4, "met": {"2": "1.5"}, "cases": [{"when": [1, 3], "value": "50%"}]},
            {"met": [3, 1]},
            "满分 4.00 分；4 项条件中符合 2 项（1、3），这一组合计满分的 50%，得 2.00 分。",
        ),
        (
            {"kind": "conditions", "count": 4, "met": {"2": "1.5"}},
            {"met": [4, 1, 2]},
            "满分 4.00 分；4 项条件中符合 3 项（1、2、4），符合 2 项及以上计 1.50 分，得 1.50 分。",
        ),
        (
            {"kind": "conditions", "count": 4, "met": {"2": "1.5"}},
            {"met": []},
            "满分 4.00 分；4 项条件中符合 0 项（无），未达到计分要求，计 0.00 分，得 0.00 分。",
        ),
        (
            {"kind": "bands", "bands": [{"min": "90", "value": "4"}, {"min": "80", "value": "3"}]},
            {"value": "83.5"},
            "满分 4.00 分；实际为 83.5，达到 80 及以上一档，计 3.00 分，得 3.00 分。",
        ),
        (
            {"kind": "shortfall", "target": "80", "per": "1", "points": "0.5", "step": "started"},
            {"value": "76.5"},
            "满分 4.00 分；目标 80，实际 76.5，低 3.5；每低 1 扣 0.50 分（不足一档的按一档计），计 4 档，扣 2.00 分，得 2.00 分。",
        ),
        ({"kind": "ratio", "required": "7"}, {"seen": "3"}, "满分 4.00 分；应有 7，实有 3，按比例得 1.71 分。"),
        (
            {"kind": "sampled", "places": 3, "each": {"kind": "ratio", "required": "3"}},
            {"places": [{"seen": "1"}, None, {"seen": "3"}]},
            "满分 4.00 分；抽查 3 处，计分 2 处：第 1 处 1.333333 分、第 3 处 4.00 分，平均得 2.67 分。",
        ),
        (
            {"kind": "awards", "levels": {"省级": "2", "市级": "1"}, "highest_only": True, "cap": "2.5"},
            {
                "awards": [
                    {"level": "市级", "for": "甲"},
                    {"level": "省级", "for": "甲"},
                    {"level": "市级", "for": "乙"},
                ]
            },
            "甲（省级）2.00 分、乙（市级）1.00 分（同一事项只取最高），合计 3.00 分，最多计 2.50 分，得 2.50 分。",
        ),
    ],
)
def test_each_rule_has_its_sentence(rule: dict[str, object] | None, answer: dict[str, object], told: str) -> None:
    assert why(rule, answer) == told


def test_parents_say_how_their_lines_come_together() -> None:
    plainly = document(parent("I", leaf("1"), leaf("2"), rule={"kind": "sum", "cap": "7"}))
    told = line(sheet(plainly, {"1": {"score": "1"}, "2": {"score": "3"}}), "I")["why"]
    assert told == "下级 2 项，得分相加得 4.00 分，满分 7.00 分。"
    doc = document(parent("I", leaf("1", "2"), leaf("2", "3"), leaf("3", "5"), rule={"kind": "sum", "cap": "7"}))
    told = line(sheet(doc, {"1": {"score": "1"}, "2": {"score": "3"}, "3": NA}), "I")["why"]
    assert told == (
        "下级 3 项；其中 1 项不适用，未计入；其余得分相加为 4.00 分，按分值折算（× 10.00 ÷ 5.00）；"
        "计 8.00 分，最多计 7.00 分；得 7.00 分，满分 7.00 分。"
    )
    mean = document(parent("I", leaf("1"), leaf("2"), rule={"kind": "mean"}))
    told = line(sheet(mean, {"1": {"score": "1"}, "2": {"score": "2"}}), "I")["why"]
    assert told == "下级 2 项；得分共 3.00 分，按 2 项平均；得 1.50 分，满分 4.00 分。"
    rule = {"kind": "weighted", "weights": {"1": "0.85", "2": "0.15"}}
    weighted = document(parent("I", leaf("1", "100"), leaf("2", "100"), rule=rule))
    told = line(sheet(weighted, {"1": {"score": "80"}, "2": {"score": "100"}}), "I")["why"]
    assert told == "下级 2 项；按权重合计：1 80.00 分 × 0.85、2 100.00 分 × 0.15；得 83.00 分，满分 100.00 分。"


def test_what_does_not_apply_and_what_is_unanswered_is_said() -> None:
    peers = {"5": ["3.2", "4"]}
    modes = [
        leaf("1"),
        leaf("2", na="full"),
        leaf("3", na="zero"),
        leaf("b", bonus=True),
        leaf("5", na="mean_of_peers"),
    ]
    doc = document(parent("I", *modes), parent("II", leaf("6")), parent("III", leaf("7")))
    result = sheet(doc, dict.fromkeys(["1", "2", "3", "b", "5", "6"], NA), peers=peers)
    told = {row["code"]: row["why"] for row in result["lines"]}
    assert told["1"] == "本项不适用，本项 4.00 分不计入，折算到同级其他项。"
    assert told["2"] == "本项不适用，按规定计满分，得 4.00 分。"
    assert told["3"] == "本项不适用，按规定计 0.00 分，满分 4.00 分。"
    assert told["b"] == "本项不适用，加分项不折算，计 0.00 分。"
    assert told["5"] == "本项不适用，取 2 家同类单位（3.20、4.00）的平均分，得 3.60 分。"
    assert told["7"] == "尚未填写，暂计 0.00 分，满分 4.00 分。"
    assert told["II"] == "下级各项均不适用，本项不计入，其分值折算到同级其他项。"
    assert told["III"] == "下级各项均未填写，暂计 0.00 分，满分 4.00 分。"
    assert "加分项另计" in told["I"]


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("缺一次", "缺 2 次"),
        ("每缺一次", "缺 2 次"),
        ("每少1个百分点", "少 2 个百分点"),
        ("每发现一起未处理投诉", "发现 2 起未处理投诉"),
        ("每人次", "2 人次"),
        ("未一次性告知", "未一次性告知 2 次"),
        ("一人一档缺失", "一人一档缺失 2 次"),
        ("会议记录不全", "会议记录不全 2 次"),
        ("", "第 3 种情形 2 次"),
    ],
)
def test_a_count_stands_where_the_wording_has_its_unit(what: str, told: str) -> None:
    before, after = counting(what, 3)
    assert f"{before}2{after}" == told


def test_braces_and_percent_signs_in_names_stay_as_they_are() -> None:
    rule = {"kind": "deduct", "per": [{"what": "达标率低于80%的{单位}%s", "points": "1"}]}
    assert "达标率低于80%的{单位}%s 1 次" in why(rule, {"occurrences": [1]})
    graded = {"kind": "graded", "grades": {"{0}%(score)s": "1"}}
    assert "“{0}%(score)s”" in why(graded, {"grade": "{0}%(score)s"})


def test_the_same_sheet_says_the_same_a_second_time() -> None:
    doc = document(parent("I", leaf("1", "3", DEDUCT), leaf("2")))
    given = {"1": {"occurrences": [2, 1]}, "2": {"score": "0.5"}}
    assert sheet(doc, given) == sheet(doc, given)


def test_a_prepared_sentence_takes_its_values_wherever_the_translation_puts_them() -> None:
    from wenming.criteria.rules.wording import sentence

    assert sentence("甲%(a)s乙%(b)s", "a", "b")(1, "{x}%s") == "甲1乙{x}%s"
    assert sentence("%(b)s of %(a)s, 5%% {c}", "a", "b")("all", "half") == "half of all, 5% {c}"
    assert sentence("only %(b)s", "a", "b")("gone", 2) == "only 2"
    assert sentence("%(a)s %(a)s", "a")("twice") == "twice twice"
    assert sentence("%(k)s：%(a)s", "a", k="{}\0%(a)s")("值") == "{}\0%(a)s：值"
    assert sentence("nothing")() == "nothing"
    assert sentence("%(a)s%(b)s%(c)s%(d)s%(e)s%(f)s", *"abcdef")(*range(6)) == "012345"


def test_a_sentence_said_again_is_the_same_sentence_however_many_were_said_between() -> None:
    from decimal import Decimal

    from wenming.criteria.rules import rule_kinds as kinds
    from wenming.criteria.rules.leaves import compile_leaf
    from wenming.criteria.rules.reasons import compile_reason

    value = kinds.Value(Decimal(1), False)
    rules = {
        "met": (kinds.Conditions(200, {1: value}), lambda n: [n]),
        "occurrences": (kinds.Deduct((kinds.Trigger("迟报一次", value),), None), lambda n: [n]),
    }
    for field, (rule, answer_of) in rules.items():
        reason, score = compile_reason(rule, Decimal(300), None), compile_leaf(rule, Decimal(300), None)
        answers = [{field: answer_of(n)} for n in range(1, 128)]
        first = [reason(answer, score.cents(answer) or 0) for answer in answers]
        assert [reason(answer, score.cents(answer) or 0) for answer in answers] == first
        assert len(set(first)) == len(first)
