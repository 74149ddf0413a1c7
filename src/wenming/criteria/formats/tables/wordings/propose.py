"""Choose the rule that the wording of one line names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.sentences import split_sentences
from wenming.criteria.formats.tables.wordings.common import FUZZY, NUM, RANGE, Rule, number
from wenming.criteria.formats.tables.wordings.deductions import TARGET, read_deduct, read_shortfall, read_tiers
from wenming.criteria.formats.tables.wordings.marks import (
    from_columns,
    read_awards,
    read_bands,
    read_conditions,
    read_described,
    read_each,
    read_graded,
    read_options,
    read_parts,
)

LONGEST = 2000  # characters of wording; a rule that needs more is a person's to write
SAMPLED = re.compile(
    r"(?:随机)?抽(?:查|取|检|测|访|选)\s*(?P<n>\d{1,3}|[二两三四五六七八九十])\s*(?:个|处|户|家|所|名|人|条|辆|份|间|座|栋)(?P<u>[\u4e00-\u9fff]{0,8})"
)
GRADES_LISTED = re.compile(r"(?<![A-Za-z])A\s*[.．、:：)）][^A-E]+B\s*[.．、:：)）]")
AVERAGE = re.compile(r"平均(?:分|值|得分|数)?|均分|取均值")
IN_PROPORTION = re.compile(
    r"按(?:实际|照|完成|达标|合格|实有|相应)*(?:的)?(?:比例|百分比|完成率|达标率|合格率)(?:得分|计分|折算|给分|赋分|计算得分|扣分)|(?:得分|计分)=[^。；]{0,30}[/÷]|同比例(?:得分|计分)|按比例"
)
EARNED = re.compile(
    rf"每[^，。；\d]{{0,12}}?(?:一|1)?(?:次|期|场|篇|条|人|个|项|件|户|处|名|本|小时|天)[^，。；\d扣加]{{0,10}}?[，,]?(?:得|计|记|给)?\s*({NUM})\s*分"
)
SPOT_CHECK = re.compile(rf"(?:一|1)(?:人|个|户|处|名)[^，。；\d扣]{{0,6}}(?:得|计)\s*({NUM})\s*分")
IN_RATE = re.compile(
    r"按[^，。；]{0,6}(?:完成率|达标率|合格率|参与率|满意率|覆盖率|到位率)(?:得分|计分|折算|给分|赋分|计算)"
)
PER_ITEM = re.compile(
    rf"(?:每|一|各)(?:达到|符合|有|完成|具备|做到|满足)?(?:一|1|个)?[项条](?:达到|符合|达标)?(?:的)?(?:得|计)?\s*(?P<n>{NUM})\s*分"
)


@dataclass(frozen=True)
class Wording:
    """What one line says of its marks.

    points    the line's points.
    sentence  the criterion; rule what stands in 扣分办法 and the like; grades cells of grade columns.
    bonus     whether the line earns points on top.
    """

    points: Decimal | None
    sentence: str = ""
    rule: str = ""
    grades: dict[str, str] = field(default_factory=dict)
    set_grades: dict[str, str] = field(default_factory=dict)
    bonus: bool = False


def propose_rule(words: Wording) -> Rule | None:
    """The rule, or None: then a person judges."""
    if words.grades:
        found = from_columns(words.grades, words.points)
        if found is not None:
            return found
        if words.set_grades and set(words.grades) <= set(words.set_grades):
            return {"kind": "graded"}
    if words.set_grades and not words.rule and GRADES_LISTED.search(words.sentence):
        listed = set(re.findall(r"(?<![A-Za-z])([A-E])\s*[.．、:：)）]", words.sentence))
        if listed <= set(words.set_grades):
            return {"kind": "graded"}
    rule, sentence = one_line(words.rule)[:LONGEST], one_line(words.sentence)[:LONGEST]
    own = bool(rule.strip())
    text = rule if own else sentence
    if not text.strip():
        return None
    numbered = split_sentences(words.sentence)
    conditions = len(numbered.sentences) if numbered else 0
    sampled = SAMPLED.search(f"{sentence}；{rule}")
    found = _read(text, sentence, words, conditions, own=own)
    if sampled is not None and AVERAGE.search(text):
        places = number(sampled["n"])
        if places:
            return {"kind": "sampled", "places": int(places), "each": found or {"kind": "judged"}}
    return found


def _read(text: str, sentence: str, words: Wording, conditions: int, *, own: bool) -> Rule | None:
    points = words.points
    takes_off = bool(re.search(r"扣|减\s*\d|不得分|不计分", text))
    if not takes_off or words.bonus:
        found = read_awards(text) or (read_each(text) if words.bonus else None)
        if found is not None:
            return found
    found = read_shortfall(text, sentence, points)
    if found is not None:
        return found
    found = read_graded(text, points) or read_described(text, points)
    if found is not None:
        return found
    found = read_conditions(text, conditions, points) or _per_item(text, conditions, points)
    if found is not None:
        return found
    found = (
        read_parts(text, points) or read_options(text, points) or read_tiers(text, points) or read_bands(text, points)
    )
    if found is not None:
        return found
    found = _ratio(text, sentence) or _earned(text, sentence, points)
    if found is not None:
        return found
    if (
        FUZZY.search(text)
        and not re.search(r"[；;。]", text.rstrip("；;。"))
        and (RANGE.search(text) or not re.search(rf"扣\s*{NUM}\s*分", text))
    ):
        return None
    if takes_off:
        return read_deduct(text, points, only_tail=not own)
    return None


def _per_item(text: str, conditions: int, points: Decimal | None) -> Rule | None:
    """每项2分 over numbered conditions."""
    match = PER_ITEM.search(text)
    each = number(match["n"]) if match else None
    if match is None or each is None or not conditions or re.search(r"[扣减]", text[: match.end()]):
        return None
    if points is not None and each * conditions > points:
        return None
    return {
        "kind": "conditions",
        "count": conditions,
        "met": {str(n): plain(each * n) for n in range(conditions, 0, -1)},
        "else": "0",
    }


def _ratio(text: str, sentence: str) -> Rule | None:
    """按比例得分 of the one figure that is demanded."""
    if not IN_PROPORTION.search(text) or re.search(r"每(?:低|降|少|减)", text):
        return None
    if IN_RATE.search(text) and not re.search(rf"{NUM}\s*%", sentence):
        return {"kind": "ratio", "required": "100"}
    figures = [m for m in TARGET.finditer(sentence or text) if m["t"]]
    demanded = {number(m["t"]) for m in figures if m["u"] != "分"}
    demanded.discard(None)
    if len(demanded) != 1:
        return None
    required = demanded.pop()
    return {"kind": "ratio", "required": plain(required)} if required else None


def _earned(text: str, sentence: str, points: Decimal | None) -> Rule | None:
    """每参加一次得3分 up to the line's points: the full marks need points ÷ 3 of them."""
    if points is None or re.search(r"扣|减\s*\d|不得分", text):
        return None
    found = EARNED.findall(text) or (SPOT_CHECK.findall(text) if "抽" in text else [])
    each = number(found[0]) if len(found) == 1 else None
    if not each or each > points:
        return None
    required = points / each
    return (
        {"kind": "ratio", "required": plain(required)}
        if required == required.quantize(Decimal("0.001")) and required > 1
        else None
    )
