"""What follows from a negative item, in words: 「一票否决」「每次扣10；瞒报按2倍」「限期整改6个月」 – and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wenming.criteria.formats.exchange.problems import NotUnderstood
from wenming.criteria.formats.exchange.wording.tokens import (
    FIGURE,
    SEMICOLON,
    Unsayable,
    read_count,
    read_value,
    say_count,
    say_text,
)
from wenming.kernel.words import _

Plain = dict[str, Any]

EFFECTS = {  # effects without figures; the first word is the one we write
    "block": ("一票否决", "否决", "不得申报"),
    "warn": ("警告", "黄牌", "黄牌警告"),
    "rectify": ("限期整改", "责令整改"),
    "revoke": ("撤销称号", "撤销", "摘牌"),
    "deduct": ("扣分",),
}
EFFECT_OF = {word: kind for kind, words in EFFECTS.items() for word in words}
FORMS = {"deduct": "每次扣{points}", "concealed": "瞒报按{factor}倍", "months": "限期整改{n}个月"}
EXAMPLES = "一票否决 / 每次扣10；瞒报按2倍 / 警告 / 限期整改6个月 / 撤销称号"

DEDUCT = re.compile(rf"(?:每次|每起|每发生一次)?扣(?:分)?\s*(?P<points>{FIGURE})\s*分?")
CONCEALED = re.compile(rf"瞒报(?:按|的?加至|×)?\s*(?P<factor>{FIGURE})\s*倍?")
RECTIFY = re.compile(r"(?:限期|责令)整改\s*(?P<n>\d+)\s*个?月")


def say_effect(effect: Mapping[str, Any]) -> str:
    """Say what follows.

    Raises  Unsayable for fields that belong to another effect or are unknown.
    """
    kind = effect.get("kind")
    rest = {name: value for name, value in effect.items() if name != "kind"}
    if kind == "deduct" and set(rest) <= {"points", "concealed_factor"} and "points" in rest:
        said = FORMS["deduct"].format(points=say_text(rest["points"]))
        if "concealed_factor" in rest:
            said += SEMICOLON + FORMS["concealed"].format(factor=say_text(rest["concealed_factor"]))
        return said
    if kind == "rectify" and set(rest) == {"months"}:
        return FORMS["months"].format(n=say_count(rest["months"]))
    if kind in EFFECTS and not rest:
        return EFFECTS[kind][0]
    raise Unsayable(effect)


def read_effect(text: str) -> Plain:
    """Read what ``say_effect`` wrote."""
    text = text.strip()
    if text in EFFECT_OF:
        return {"kind": EFFECT_OF[text]}
    if found := RECTIFY.fullmatch(text):
        return {"kind": "rectify", "months": read_count(found["n"])}
    first, _cut, second = text.replace(";", SEMICOLON).partition(SEMICOLON)
    if found := DEDUCT.fullmatch(first.strip()):
        effect = {"kind": "deduct", "points": read_value(found["points"], share=False)}
        concealed = CONCEALED.fullmatch(second.strip())
        if concealed:
            return effect | {"concealed_factor": read_value(concealed["factor"], share=False)}
        if not second.strip():
            return effect
    raise NotUnderstood(_("看不懂后果「%(text)s」，可写 %(examples)s。") % {"text": text[:40], "examples": EXAMPLES})
