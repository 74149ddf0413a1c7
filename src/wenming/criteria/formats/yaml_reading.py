"""Reading YAML as a plain notation for our documents and answers, quickly and without surprises.

The document is built from parser events, not by a loader: no tags, no anchors, no days, no key twice, bounded depth.
Of unquoted words only ``null``, ``true``, ``false`` and numbers are not text; and where the format wants text (a
decimal, a code) an unquoted number is taken exactly as it is written, so that ``points: 0.30`` means "0.30".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from wenming.kernel.words import _

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
FLOATING = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}

_TEXTS = {
    "document": "code name level issuer source base_total bonus_cap pass_mark format",
    "years": "combine pass",
    "line": "code title text points period na methods scoring",
    "rule": "kind else floor target points required cap step per",
    "trigger": "what points max",
    "band": "min value",
    "case": "value",
    "duty": "kind per note formats caption tolerance",
    "window": "from to",
    "item": "code title text",
    "lookback": "since",
    "effect": "kind points concealed_factor",
    "answers": "format as_of",
    "answer": "score grade value seen level for",
    "event": "item date",
    "term": "from to",
}
_PARTS: dict[str, dict[str, str]] = {
    "document": {"grades": "table", "method_weights": "table", "years": "years", "lines": "line", "negative": "item"},
    "years": {"parts": "table"},
    "line": {"rule": "rule", "evidence": "duty", "window": "window", "lines": "line"},
    "rule": {
        "per": "trigger",
        "grades": "table",
        "levels": "table",
        "weights": "table",
        "met": "table",
        "bands": "band",
        "cases": "case",
        "each": "rule",
    },
    "item": {"lookback": "lookback", "effect": "effect"},
    "answers": {"answers": "given", "peers": "table", "events": "event", "term": "term"},
    "answer": {"places": "answer", "awards": "answer"},
}
SHAPES = {shape: dict.fromkeys(names.split(), "text") | _PARTS.get(shape, {}) for shape, names in _TEXTS.items()}


OTHERS = {"table": "text", "given": "answer"}
"""Objects with free keys: what stands under each."""


class BadYaml(Exception):
    """Something a person must mend, with its row (from 1)."""

    def __init__(self, row: int, reason: str) -> None:
        self.row, self.reason = row, reason
        super().__init__(reason)


class _Number:
    """An unquoted number: its value, and its digits as written."""

    __slots__ = ("text", "value")

    def __init__(self, text: str, value: float) -> None:
        self.text, self.value = text, value


def read_yaml(text: str, deepest: int, shape: str = "document") -> Any:
    """Return the one document in ``text`` as plain data.

    shape   "document" of criteria, or "answers": where text is wanted.
    Raises  BadYaml with the row.
    """
    try:
        return _finish(_build(iter(yaml.parse(text, Loader=_Loader)), deepest), shape)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = _("读不下去，请检查这里的缩进、冒号和引号。")
        raise BadYaml(mark.line + 1 if mark else 1, reason) from None
    except (yaml.YAMLError, ValueError):
        raise BadYaml(1, _("有不能出现在文本里的字符，请检查内容。")) from None


def _build(events: Iterator[Any], deepest: int) -> Any:
    """Build data from events without recursion."""
    root: list[Any] = []
    open_: list[list[Any] | dict[Any, Any]] = [root]
    keys: list[Any] = [None]  # the key that waits for its value, per open mapping
    waiting = object()
    keys[0] = waiting
    documents = 0
    for event in events:
        row = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.ScalarEvent):
            value: Any = _scalar(event, row)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            _plain_only(event, row)
            if len(open_) > deepest:
                raise BadYaml(row, _("嵌套超过 %(most)d 层，请减少层级。") % {"most": deepest})
            value = {} if isinstance(event, yaml.MappingStartEvent) else []
        elif isinstance(event, yaml.CollectionEndEvent):
            open_.pop()
            keys.pop()
            continue
        elif isinstance(event, yaml.AliasEvent):
            raise BadYaml(row, _("不能使用 * 引用，请把内容写出来。"))
        else:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise BadYaml(row, _("有两份文档（---），请只留一份。"))
            continue
        target = open_[-1]
        if isinstance(target, list):
            target.append(value)
        elif keys[-1] is waiting:
            if not isinstance(event, yaml.ScalarEvent):
                raise BadYaml(row, _("字段名应是文字。"))
            if event.value in target:
                raise BadYaml(row, _("%(key)s 在同一处写了两次，请只留一处。") % {"key": event.value[:40]})
            keys[-1] = event.value
            continue
        else:
            target[keys[-1]] = value
            keys[-1] = waiting
        if isinstance(value, (dict, list)):
            open_.append(value)
            keys.append(waiting)
    return root[0] if root else None


def _plain_only(event: Any, row: int) -> None:
    if event.anchor is not None:
        raise BadYaml(row, _("不能使用 & 锚点，请把内容写出来。"))
    if event.tag not in (None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
        raise BadYaml(row, _("不能使用 ! 标签，请去掉。"))


def _scalar(event: Any, row: int) -> Any:
    _plain_only(event, row)
    text: str = event.value
    if event.tag is not None or (event.style is not None and event.style != ""):
        return text
    if text in WORDS:
        return WORDS[text]
    if WHOLE.fullmatch(text):
        return _Number(text, int(text))
    if len(text) < 40 and FLOATING.fullmatch(text) and text.isascii():
        return _Number(text, float(text))
    return text


def _finish(value: Any, shape: str | None) -> Any:
    """Give every number its meaning: the digits where the format wants text, the value elsewhere."""
    if isinstance(value, _Number):
        return value.value if shape is None else value.text
    if isinstance(value, list):
        return [_finish(item, shape) for item in value]
    if isinstance(value, dict):
        inner = SHAPES.get(shape or "", {})
        others = OTHERS.get(shape or "")
        return {key: _finish(item, inner.get(key, others)) for key, item in value.items()}
    return value
