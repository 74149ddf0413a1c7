"""Some hundreds of scoring wordings: each gives its rule, and what a rule leaves out is named – nothing is lost."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.criteria.wordings import Case, cases, short
from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables.wordings import Reading, Wording, read_wording

CASES = cases()
QUOTED = re.compile(r"“(?P<words>.*)”没有读进|最多得 (?P<most>\S+) 分")


def warned(reading: Reading) -> tuple[str, ...]:
    """The words that the warnings quote."""
    found = []
    for doubt in reading.doubts:
        match = QUOTED.search(doubt)
        assert match is not None, doubt
        found.append(match["words"] or f"best {match['most']}")
    return tuple(found)


@pytest.mark.parametrize("case", CASES, ids=[case.wording for case in CASES])
def test_a_wording_gives_its_rule_and_names_what_the_rule_leaves_out(case: Case):
    reading = read_wording(case.words())
    assert short(reading.rule) == case.rule
    assert warned(reading) == case.warned


def test_every_rule_is_one_that_the_format_accepts():
    lines = []
    for number, case in enumerate(CASES):
        rule = read_wording(case.words()).rule
        if rule is not None:
            line = {"code": str(number), "title": "项", "points": case.points.rstrip("+") or None, "rule": rule}
            lines.append(line)
    assert len(lines) > 150
    read_document({"format": "wenming-criteria/1", "lines": lines})


def test_understood_wordings_raise_no_alarm():
    """Less than one in fifty of the wordings whose rule says everything may be doubted; here: none."""
    whole = [case for case in CASES if case.rule != "-" and not case.warned]
    alarms = [case.wording for case in whole if read_wording(case.words()).doubts]
    assert len(whole) > 150 and alarms == []


@pytest.mark.parametrize(
    ("points", "wording", "lost"),
    [
        ("5", "每缺一次扣1分；情节严重的加倍扣分", "情节严重的加倍扣分"),
        ("5", "每缺一次扣1分；获得市级表彰的加2分", "获得市级表彰的加2分"),
        ("5", "每缺一次扣1分；制度不完善的酌情扣分", "制度不完善的酌情扣分"),
        ("5", "优秀得5分，合格得3分；缺材料的扣1分", "缺材料的扣1分"),
        ("5", "90%以上得5分，80%以上得3分；弄虚作假的一票否决", "弄虚作假的一票否决"),
        ("5", "有制度得2分，有记录得3分，每少一次扣0.5分", "每少一次扣0.5分"),
        ("5", "每缺一项扣相应分值，无方案扣1分", "每缺一项扣相应分值"),
        ("10", "达到90%得10分，每低1%扣0.5分，低于80%不得分", "低于80%不得分"),
        ("5", "每少一次扣0.5分，以上得分乘以系数0.8", "以上得分乘以系数0.8"),
    ],
)
def test_a_clause_that_no_rule_can_say_is_named_in_the_words_of_the_print(points: str, wording: str, lost: str):
    reading = read_wording(Wording(points=Decimal(points), rule=wording))
    assert lost in warned(reading)


@pytest.mark.parametrize("wording", ["优秀得4分，合格得2分", "90%以上得3分，80%以上得2分", "三项全部达到得4分，两项2分", "每次得1分，最高3分"])  # fmt: skip
def test_a_rule_that_cannot_give_the_printed_points_is_doubted(wording: str):
    reading = read_wording(Wording(points=Decimal(5), rule=wording))
    assert any(words.startswith("best ") for words in warned(reading))


def test_no_value_exceeds_the_points_of_its_line():
    for wording in ("优秀得8分，合格得3分", "达到90%得8分，80%得3分", "三项全部达到得8分，两项2分"):
        assert read_wording(Wording(points=Decimal(5), rule=wording)).rule is None


@pytest.mark.parametrize("wording", ["扣" * 5000, "每缺一次扣1分，" * 3000, "9" * 4000 + "分", "（" * 3000, "每" * 3000, "%" * 3000, "得" * 2000 + "5分"])  # fmt: skip
def test_hostile_wordings_are_read_in_a_moment(wording: str):
    read_wording(Wording(points=Decimal(5), rule=wording, sentence=wording))
