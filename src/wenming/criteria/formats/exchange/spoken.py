"""Any field of a set in words, for pages that show what is different: comparisons and the conflicts of layers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from wenming.criteria.formats.document import write_document
from wenming.criteria.formats.workbook.columns import LINE_FIELDS, NEGATIVE_FIELDS, SET_FIELDS, Field
from wenming.criteria.rules.values import Document, Line, NegativeItem
from wenming.kernel.words import _

Part: TypeAlias = Literal["set", "lines", "negative"]

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "set": {field.key: field for field in SET_FIELDS},
    "lines": {field.key: field for field in LINE_FIELDS if field.key},
    "negative": {field.key: field for field in NEGATIVE_FIELDS},
}


def label(part: Part, field: str) -> str:
    """Return how people call a field; a field we do not know is called as it is written."""
    words = {
        ("set", "code"): _("代码"),
        ("set", "name"): _("名称"),
        ("set", "level"): _("级别"),
        ("set", "year"): _("年度"),
        ("set", "issuer"): _("发布单位"),
        ("set", "source"): _("来源"),
        ("set", "base_total"): _("基础分"),
        ("set", "bonus_cap"): _("加分上限"),
        ("set", "bonus_inside_total"): _("加分计入总分"),
        ("set", "pass_mark"): _("合格线"),
        ("set", "grades"): _("等级"),
        ("set", "method_weights"): _("方法权重"),
        ("set", "years"): _("分年计分"),
        ("lines", "title"): _("题目"),
        ("lines", "text"): _("内容标准"),
        ("lines", "points"): _("分值"),
        ("lines", "methods"): _("测评方法"),
        ("lines", "period"): _("周期"),
        ("lines", "bonus"): _("特色"),
        ("lines", "rule"): _("计分规则"),
        ("lines", "na"): _("不适用时"),
        ("lines", "evidence"): _("应提供材料"),
        ("lines", "window"): _("时间窗口"),
        ("negative", "title"): _("事项"),
        ("negative", "text"): _("说明"),
        ("negative", "lookback"): _("追溯期"),
        ("negative", "threshold"): _("起算次数"),
        ("negative", "effect"): _("后果"),
    }
    return words.get((part, field)) or (_("其他字段") if field == "extra" else field)


def say(part: Part, field: str, value: object) -> str:
    """Return a value of a document (as ``FieldChange`` holds it) in words."""
    if field == "extra":
        return json.dumps(value, ensure_ascii=False) if value else _("（没有）")
    if value is None:
        return _("（没有）")
    return say_plain(part, field, _written(part, field, value))


def say_plain(part: Part, field: str, value: object) -> str:
    """Return a plain value of wenming-criteria/1 (as a layer's ``Conflict`` holds it) in words."""
    known = FIELDS[part].get(field)
    if value is None or (known is not None and known.says_nothing(value)):
        return _("（没有）")
    if known is None:
        return json.dumps(value, ensure_ascii=False)
    said, whole = known.shown(value)
    return said if whole or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _written(part: Part, field: str, value: Any) -> object:
    """Return the value as the document writes it."""
    if part == "set":
        return write_document(Document(**{field: value}))[field]
    if part == "lines":
        lines: Any = write_document(Document(lines=(Line("x", **{field: value}),)))["lines"]
        return lines[0].get(field)
    items: Any = write_document(Document(negative=(NegativeItem("x", **{field: value}),)))["negative"]
    return items[0].get(field)
