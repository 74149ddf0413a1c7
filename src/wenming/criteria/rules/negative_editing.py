"""Edits of the negative list of a criteria document, on plain values; as ``editing`` does for its lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wenming.criteria.rules.editing import Plain
from wenming.kernel.errors import Invalid, Missing
from wenming.kernel.words import _


def find(document: Mapping[str, Any], code: str) -> tuple[int, Plain]:
    """Position and content of an item of the negative list. Raises Missing."""
    for index, item in enumerate(document.get("negative") or []):
        if item.get("code") == code:
            return index, item
    raise Missing(_("负面清单里没有编号为“%(code)s”的事项，可能刚被删除。请刷新后再试。") % {"code": code})


def put(document: Mapping[str, Any], item: Plain, *, code: str | None = None) -> Plain:
    """The document with an item of the negative list replaced, or added at the end where ``code`` is None."""
    items = list(document.get("negative") or [])
    index = find(document, code)[0] if code is not None else len(items)
    if any(other.get("code") == item.get("code") for at, other in enumerate(items) if at != index):
        raise Invalid(_("负面清单里已有编号“%(code)s”，请换一个。") % {"code": item.get("code")})
    items[index : index + 1] = [item]
    return {**document, "negative": items}


def remove(document: Mapping[str, Any], code: str) -> Plain:
    index, _item = find(document, code)
    items = list(document.get("negative") or [])
    del items[index]
    return {**document, "negative": items}
