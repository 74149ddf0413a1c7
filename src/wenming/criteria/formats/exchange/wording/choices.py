"""Closed vocabularies in words: methods, levels, yes and no, what happens to a line that does not apply; and the years."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wenming.criteria.formats.exchange.problems import NotUnderstood
from wenming.criteria.formats.exchange.wording.rule_tables import LEVELS as AWARD_LEVELS
from wenming.criteria.formats.exchange.wording.tokens import (
    COLON,
    FIGURE,
    LIST,
    SEMICOLON,
    Unsayable,
    clauses,
    items,
    read_pairs,
    read_value,
    say_pairs,
    say_text,
)
from wenming.kernel.words import _

METHODS = {  # the first word is the one we write
    "material_review": ("材料审核", "材料审查", "查阅资料", "查阅材料"),
    "site_visit": ("实地考察", "实地查看", "现场考察"),
    "survey": ("问卷调查", "问卷", "满意度测评"),
    "consultation": ("征求部门意见", "征求意见", "部门意见"),
    "briefing": ("听取汇报", "听汇报"),
    "observation": ("整体观察", "观察"),
    "online_check": ("网络查看", "网上查看", "网上检查"),
}
LEVELS = {kind: (word,) for kind, word in AWARD_LEVELS.items()} | {
    "national": ("国家级", "全国"),
    "province": ("省级", "省"),
    "city": ("市级", "市"),
    "county": ("县级", "县"),
    "industry": ("行业级", "行业"),
    "unit": ("本单位", "单位"),
}
NOT_APPLICABLE = {
    "redistribute": ("重新分配", "分值重新分配"),
    "full": ("按满分", "满分", "得满分"),
    "zero": ("按零分", "零分", "不得分"),
    "mean_of_peers": ("按同类平均", "同类平均", "取同类平均分"),
}
YES, NO = ("是", "√", "对", "有"), ("否", "×", "不", "无")
COMBINE = {"sum": ("相加", "累加"), "mean": ("平均",)}
PASS_FORM, PASS_MARK = "合格线{figure}", re.compile(rf"合格线?\s*(?P<value>{FIGURE})\s*分?")


def first_words(vocabulary: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return ``{value: the word we write}``."""
    return {value: words[0] for value, words in vocabulary.items()}


def say_choice(vocabulary: Mapping[str, tuple[str, ...]], value: object) -> str:
    """Return the word for a value of a closed vocabulary."""
    if not isinstance(value, str) or value not in vocabulary:
        raise Unsayable(value)
    return vocabulary[value][0]


def read_choice(vocabulary: Mapping[str, tuple[str, ...]], text: str) -> str:
    """Return the value that a word (or the value itself) stands for."""
    plain = text.strip()
    for value, words in vocabulary.items():
        if plain == value or plain in words:
            return value
    choices = LIST.join(words[0] for words in vocabulary.values())
    raise NotUnderstood(
        _("「%(text)s」不在可选范围内，请写 %(choices)s 之一。") % {"text": plain[:40], "choices": choices}
    )


def say_methods(methods: list[str]) -> str:
    """Return methods as an enumeration."""
    return LIST.join(say_choice(METHODS, method) for method in methods)


def read_methods(text: str) -> list[str]:
    """Read an enumeration of methods; naming one twice is refused."""
    methods = [read_choice(METHODS, item) for piece in clauses(text) for item in items(piece)]
    if len(set(methods)) < len(methods):
        raise NotUnderstood(_("「%(text)s」里有重复的测评方法，请去掉重复的。") % {"text": text[:40]})
    return methods


def say_flag(value: object) -> str:
    """Return 是 or 否."""
    if not isinstance(value, bool):
        raise Unsayable(value)
    return YES[0] if value else NO[0]


def read_flag(text: str) -> bool:
    """Read 是 or 否 and the signs people use for them."""
    plain = text.strip()
    if plain in YES or plain in NO:
        return plain in YES
    raise NotUnderstood(_("「%(text)s」请写 是 或 否。") % {"text": plain[:40]})


def say_table(table: Mapping[str, Any]) -> str:
    """Say ``{name: value}`` such as the grades."""
    return SEMICOLON.join(say_pairs(table))


def read_table(text: str) -> dict[str, str]:
    """Read what ``say_table`` wrote."""
    return read_pairs(clauses(text))


def say_method_weights(weights: Mapping[str, Any]) -> str:
    """Say the weight of each method."""
    return SEMICOLON.join(f"{say_choice(METHODS, method)}={say_text(weight)}" for method, weight in weights.items())


def read_method_weights(text: str) -> dict[str, str]:
    """Read what ``say_method_weights`` wrote."""
    weights: dict[str, str] = {}
    for word, weight in read_table(text).items():
        method = read_choice(METHODS, word)
        if method in weights:
            raise NotUnderstood(_("「%(name)s」写了两次，请只留一处。") % {"name": word})
        weights[method] = weight
    return weights


def say_years(years: Mapping[str, Any]) -> str:
    """Say how the totals of several years make one: 「相加：2025=0.4；2026=0.6；合格线80」."""
    if set(years) - {"combine", "parts", "pass"}:
        raise Unsayable(years)
    body = say_pairs(years["parts"]) if years.get("parts") else []
    if "pass" in years:
        body.append(PASS_FORM.format(figure=say_text(years["pass"])))
    return say_choice(COMBINE, years.get("combine")) + (COLON + SEMICOLON.join(body) if body else "")


def read_years(text: str) -> dict[str, Any]:
    """Read what ``say_years`` wrote."""
    head, _colon, rest = text.strip().replace(":", COLON).partition(COLON)
    years: dict[str, Any] = {"combine": read_choice(COMBINE, head)}
    pieces = clauses(rest)
    marks = [found for found in map(PASS_MARK.fullmatch, pieces) if found]
    parts = read_pairs([piece for piece in pieces if not PASS_MARK.fullmatch(piece)])
    if parts:
        years["parts"] = parts
    if len(marks) > 1:
        raise NotUnderstood(_("「%(name)s」写了两次，请只留一处。") % {"name": marks[0][0]})
    if marks:
        years["pass"] = read_value(marks[0]["value"], share=False)
    return years
