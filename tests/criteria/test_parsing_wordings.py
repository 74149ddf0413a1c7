"""The wording of 扣分办法 and 评分标准 becomes the rule that a clerk would read in it – or none."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables.wordings import Wording, propose_rule

Rule = dict[str, Any] | None


def rule(
    text: str, points: str = "5", sentence: str = "", *, bonus: bool = False, grades: dict[str, str] | None = None
) -> Rule:
    found = propose_rule(
        Wording(points=Decimal(points), sentence=sentence, rule=text, bonus=bonus, grades=grades or {})
    )
    if found is not None:  # every proposal is a rule that the format accepts
        line = {"code": "1", "title": "项", "points": points, "rule": found}
        read_document({"format": "wenming-criteria/1", "lines": [line], "grades": {"A": "100%"}})
    return found


def deduct(*per: tuple[str, str] | tuple[str, str, str], floor: str = "0") -> Rule:
    keys = ("what", "points", "max")
    return {"kind": "deduct", "per": [dict(zip(keys, trigger, strict=False)) for trigger in per], "floor": floor}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("每缺一次扣0.5分", deduct(("缺一次", "0.5"))),
        ("缺一项扣1分", deduct(("缺一项", "1"))),
        ("缺一次扣0.5分，最多扣2分", deduct(("缺一次", "0.5", "2"))),
        ("少开一次扣1分，无记录扣0.5分，扣完为止", deduct(("少开一次", "1"), ("无记录", "0.5"))),
        ("无档案扣4分；无帮扶记录扣1分", deduct(("无档案", "4"), ("无帮扶记录", "1"))),
        ("没有规划的扣2分，规划不完善的扣1分", deduct(("没有规划", "2"), ("规划不完善", "1"))),
        ("未举办不得分", deduct(("未举办", "100%"))),
        ("未建网站扣全部分值；更新不及时每次扣0.5分", deduct(("未建网站", "100%"), ("更新不及时", "0.5"))),
        ("缺1次扣0.5分，缺3次以上不得分", deduct(("缺1次", "0.5"), ("缺3次以上", "100%"))),
        ("每起扣5分", deduct(("每起", "5"))),
        ("发现垃圾每处扣0.2分，扣完2分为止", deduct(("发现垃圾", "0.2", "2"))),
        ("制度不健全扣1-3分；落实不到位扣2分", deduct(("制度不健全", "1", "3"), ("落实不到位", "2"))),
        ("每少一次扣本项分值的20%", deduct(("少一次", "20%"))),
        ("扣分不超过3分，每处扣0.5分", deduct(("每处", "0.5"), floor="2")),
        ("缺一次扣一分，无记录扣半分", deduct(("缺一次", "1"), ("无记录", "0.5"))),
        ("1.未落实扣3分；2.少一次扣1分", deduct(("未落实", "3"), ("少一次", "1"))),
    ],
)
def test_deductions_name_their_triggers(text: str, expected: Rule):
    assert rule(text) == expected


def shortfall(target: str, per: str, points: str, step: str = "whole", floor: str = "0") -> Rule:
    return {"kind": "shortfall", "target": target, "per": per, "points": points, "step": step, "floor": floor}


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("低于80%每降1个百分点扣1分", "", shortfall("80", "1", "1")),
        ("低于80%每低1%扣1分", "职工满意度", shortfall("80", "1", "1")),
        ("每低1个百分点扣2分，扣完为止", "满意度达到95%", shortfall("95", "1", "2")),
        (
            "满意度低于90%的，每下降1个百分点扣0.5分，不足1个百分点按1个百分点计算",
            "",
            shortfall("90", "1", "0.5", "started"),
        ),
        ("每少100册扣2分", "图书角藏书不少于500册", shortfall("500", "100", "2")),
        ("达到80%得满分，每低1个百分点扣0.5分", "", shortfall("80", "1", "0.5")),
        ("每降5个百分点扣1分，最多扣3分", "建档率达到100%", shortfall("100", "5", "1", floor="2")),
    ],
)
def test_falling_short_of_a_target_costs_points_per_step(text: str, sentence: str, expected: Rule):
    assert rule(text, sentence=sentence) == expected


def test_a_step_without_its_target_or_with_two_stays_a_deduction():
    assert rule("每低1个百分点扣0.5分", sentence="知晓率≥90%、满意度≥85%") == deduct(("每低1个百分点", "0.5"))
    assert rule("每少1条扣0.5分", sentence="信息采用不少于24条") == deduct(("少1条", "0.5"))


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("A 2分 B 1.5分 C 1分 D 0分", {"A": "2", "B": "1.5", "C": "1", "D": "0"}),
        ("A：得2分；B：得1.5分；C：不得分", {"A": "2", "B": "1.5", "C": "0"}),
        ("A得满分，B得60%，C不得分", {"A": "100%", "B": "60%", "C": "0"}),
        ("优秀（5分）、良好（4分）、一般（2分）、较差（0分）", {"优秀": "5", "良好": "4", "一般": "2", "较差": "0"}),
        ("一等奖得5分，二等奖得3分，三等奖得1分", {"一等奖": "5", "二等奖": "3", "三等奖": "1"}),
        ("制度健全得5分，较健全得3分，不健全不得分", {"制度健全": "5", "较健全": "3", "不健全": "0"}),
    ],
)
def test_marks_per_grade_make_a_graded_rule(text: str, grades: dict[str, str]):
    assert rule(text) == {"kind": "graded", "grades": grades}


def test_grade_columns_make_a_graded_rule():
    assert rule("", grades={"A": "4", "B": "3分", "C": "不得分"}) == {
        "kind": "graded",
        "grades": {"A": "4", "B": "3", "C": "0"},
    }
    assert rule("", grades={"A（100%）": "健全", "B（60%）": "较健全"}) == {
        "kind": "graded",
        "grades": {"A": "100%", "B": "60%"},
    }
    assert rule("", grades={"A": "完全达到", "B": "基本达到"}) is None


def conditions(count: int, met: dict[str, str]) -> Rule:
    return {"kind": "conditions", "count": count, "met": met, "else": "0"}


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("全部达到得分，否则不得分", "", conditions(1, {"1": "100%"})),
        ("全部达到要求得满分，有一项不达标不得分", "①有机构；②有方案", conditions(2, {"2": "100%"})),
        (
            "达到3项得满分，达到2项得2分，达到1项得1分",
            "①有机构；②有方案；③有经费",
            conditions(3, {"3": "100%", "2": "2", "1": "1"}),
        ),
        ("三项全部达到得5分，达到两项得2分，其余不得分", "", conditions(3, {"3": "5", "2": "2"})),
        ("每项2.5分", "①有机构；②有方案", conditions(2, {"2": "5", "1": "2.5"})),
        ("有领导小组得2分，有方案得2分，有经费得1分", "", None),
    ],
)
def test_conditions_are_counted(text: str, sentence: str, expected: Rule):
    found = rule(text, sentence=sentence)
    if expected is not None:
        assert found == expected
        return
    assert found is not None and found["kind"] == "conditions" and found["count"] == 3
    assert {"when": [1, 2, 3], "value": "5"} in found["cases"] and {"when": [3], "value": "1"} in found["cases"]


def test_named_conditions_make_cases():
    found = rule("①②③项均达到得5分，达到①②项得2分")
    assert found is not None
    assert found["cases"] == [{"when": [1, 2, 3], "value": "5"}, {"when": [1, 2], "value": "2"}]


def bands(*pairs: tuple[str, str], other: str = "0") -> Rule:
    return {"kind": "bands", "bands": [{"min": low, "value": worth} for low, worth in pairs], "else": other}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("达到90%得5分，80%得3分", bands(("90", "5"), ("80", "3"))),
        ("90%以上得5分；80%-90%得3分；60%-80%得1分；60%以下不得分", bands(("90", "5"), ("80", "3"), ("60", "1"))),
        ("满意度≥90%，计5分；80%≤满意度<90%，计4分；满意度<80%，计0分", bands(("90", "5"), ("80", "4"))),
        ("4次以上得5分，3次得4分，2次得2分，其他不得分", bands(("4", "5"), ("3", "4"), ("2", "2"))),
        ("满意度达到90%以上得满分，否则不得分", bands(("90", "100%"))),
        ("90分以上为优秀得5分，80—89分为良好得4分", bands(("90", "5"), ("80", "4"))),
        ("投诉1起扣2分，2起扣5分，3起及以上不得分", bands(("3", "0"), ("2", "0"), ("1", "3"), other="100%")),
    ],
)
def test_thresholds_make_bands(text: str, expected: Rule):
    assert rule(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "国家级加3分、省级2分、市级1分",
            {"levels": {"national": "3", "province": "2", "city": "1"}, "highest_only": False},
        ),
        (
            "获国家级表彰加3分、省级加2分、市级加1分，同一项目不重复计分，最多加5分",
            {"levels": {"national": "3", "province": "2", "city": "1"}, "highest_only": True, "cap": "5"},
        ),
        (
            "获得国家、省、市级表彰的，分别加5分、3分、1分",
            {"levels": {"national": "5", "province": "3", "city": "1"}, "highest_only": False},
        ),
        (
            "受到市级以上表彰的加2分，县级表彰的加1分，取最高分",
            {"levels": {"city": "2", "county": "1"}, "highest_only": True},
        ),
        (
            "每推出一项便民举措加1分，最多加5分",
            {"levels": {"每推出一项便民举措": "1"}, "highest_only": False, "cap": "5"},
        ),
    ],
)
def test_honours_by_level_make_awards(text: str, expected: dict[str, Any]):
    assert rule(text, bonus=True) == {"kind": "awards", **expected}


def test_proportion_and_spot_checks():
    assert rule("按实际完成比例得分", sentence="全年活动不少于12次") == {"kind": "ratio", "required": "12"}
    assert rule("随机抽查10人，知晓1人得0.5分") == {"kind": "ratio", "required": "10"}
    assert rule("每期2分", "8", "全年4期") == {"kind": "ratio", "required": "4"}
    found = rule("随机抽查5个科室，发现一处不整洁扣1分，取平均分")
    assert found is not None and (found["kind"], found["places"], found["each"]["kind"]) == ("sampled", 5, "deduct")


@pytest.mark.parametrize(
    "text",
    [
        "酌情扣分",
        "达不到要求酌情扣1—3分",
        "由考评组综合打分",
        "现场计分",
        "材料齐全",
        "未开展的不得分，开展不经常的得1分",
        "按比例计分",
        "",
        "见附件",
    ],
)
def test_what_a_person_must_weigh_is_left_to_a_person(text: str):
    assert rule(text) is None


def test_the_rule_is_read_from_the_sentence_where_no_column_gives_it():
    assert rule("", sentence="每季度至少组织一次集中学习，少一次扣1分") == deduct(("少一次", "1"))
    assert rule("", sentence="每月集中学习两次，人人有笔记") is None


def test_no_mark_exceeds_the_points_of_its_line():
    found = rule("达到90%得8分，80%得3分", "5")
    assert found is None or all(Decimal(band["value"]) <= 5 for band in found["bands"])
