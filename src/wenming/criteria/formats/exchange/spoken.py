"""Any field of a set in words, for pages that show what is different: comparisons and the conflicts of layers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from wenming.criteria.formats.document import write_document
from wenming.criteria.formats.workbook.columns import LINE_FIELDS, NEGATIVE_FIELDS, SET_FIELDS, Field
from wenming.criteria.rules.comparison.labels import Part, label
from wenming.criteria.rules.values import Document, Line, NegativeItem
from wenming.kernel.words import _

__all__ = ["label", "say", "say_plain"]

FIELDS: Mapping[str, Mapping[str, Field]] = {
    "set": {field.key: field for field in SET_FIELDS},
    "lines": {field.key: field for field in LINE_FIELDS if field.key},
    "negative": {field.key: field for field in NEGATIVE_FIELDS},
}


def say(part: Part, field: str, value: object) -> str:
    """Return a value of a document (as ``FieldChange`` holds it) in words."""
    if field == "extra":
        return json.dumps(value, ensure_ascii=False) if value else _("（没有）")
    if value is None:
        return _("（没有）")
    return say_plain(part, field, _written(part, field, value))


def say_plain(part: Part, field: str | None, value: object) -> str:
    """Return a plain value of wenming-criteria/1 (as a layer's ``Conflict`` holds it) in words.

    field  None for a whole line, or for a place ``{"under", "after"}``.
    """
    if field is None:
        return _say_whole(part, value)
    known = FIELDS[part].get(field)
    if value is None or (known is not None and known.says_nothing(value)):
        return _("（没有）")
    if known is None:
        return json.dumps(value, ensure_ascii=False)
    said, whole = known.shown(value)
    return said if said and (whole or isinstance(value, str)) else json.dumps(value, ensure_ascii=not said)


def _say_whole(part: Part, value: Any) -> str:
    if not isinstance(value, dict):
        return _("（没有）")
    if set(value) == {"under", "after"}:
        under = value["under"] or _("第一层")
        if value["after"] is None:
            return _("「%(under)s」之下第一条") % {"under": under}
        return _("「%(under)s」之下，排在「%(after)s」之后") % {"under": under, "after": value["after"]}
    rows = []
    for key, field in FIELDS[part].items():
        if key != "code" and value.get(key) is not None and not field.says_nothing(value[key]):
            rows.append(
                _("%(label)s：%(value)s") % {"label": label(part, key), "value": say_plain(part, key, value[key])}
            )
    return "\n".join(rows) or str(value.get("code", ""))


def _written(part: Part, field: str, value: Any) -> object:
    """Return the value as the document writes it."""
    if part == "set":
        return write_document(Document(**{field: value}))[field]
    if part == "lines":
        lines: Any = write_document(Document(lines=(Line("x", **{field: value}),)))["lines"]
        return lines[0].get(field)
    items: Any = write_document(Document(negative=(NegativeItem("x", **{field: value}),)))["negative"]
    return items[0].get(field)
