"""Answers in words: what was filled in, for those who read and do not type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from wenming.criteria.rules.guide import AnswerField
from wenming.criteria.rules.levels import award_level_words


def answer_words(shape: AnswerField, answer: Mapping[str, Any] | None, statements: Sequence[str] = ()) -> list[str]:
    """Each thing an answer says as one phrase; one phrase too where it says nothing."""
    if not answer:
        return [_("没有填写")]
    if answer.get("na"):
        return [_("本单位不适用")]
    value = answer.get(shape.name)
    if value is None:
        return [_("没有填写")]
    match shape.kind:
        case "decimal" | "choice":
            return [_("%(label)s：%(value)s") % {"label": shape.label, "value": value}]
        case "checks":
            met = [f"{n}. {statements[n - 1]}" if 0 < n <= len(statements) else str(n) for n in value]
            return [_("符合：%(which)s") % {"which": _("；").join(met)} if met else _("一项都不符合")]
        case "counts":
            return [
                _("%(label)s：%(value)s") % {"label": label, "value": count}
                for label, count in zip(shape.labels, value, strict=False)
            ]
        case "places":
            return [
                _("第 %(n)s 处：%(what)s") % {"n": number, "what": _place(shape, one)}
                for number, one in enumerate(value, start=1)
            ]
        case "awards":
            return [
                _("%(level)s：%(matter)s")
                % {"level": award_level_words(one.get("level", "")), "matter": one.get("for") or "—"}
                for one in value
            ]


def _place(shape: AnswerField, one: Mapping[str, Any] | None) -> str:
    if one is None or shape.each is None:
        return _("没有查")
    return _("；").join(answer_words(shape.each, one))
