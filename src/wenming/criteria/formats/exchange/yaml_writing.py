"""Writing our documents as YAML that people read and every parser reads alike.

Strings stay strings under YAML 1.1 and 1.2: whatever might be taken for a number, a day, yes or no is quoted ("0.2",
"2026-01", "on", "1e3"). Texts of several lines are blocks, lists of words stand on one line. No anchors, no tags, fields
in the order of the document. Written as events, without recursion: trees may be as deep as the format allows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

PLAIN = re.compile(
    r"(?=.*[一-鿿])[一-鿿A-Za-z（《“【①-⑳Ⅰ-Ⅻ].*|[A-Za-z][A-Za-z_]*|[A-Za-z]+[-_/][A-Za-z0-9/_-]*[A-Za-z0-9]"
)
RESERVED = frozenset({"true", "false", "null", "none", "yes", "no", "on", "off", "y", "n"})
IN_A_ROW, SHORT = 12, 24  # a list on one line: so many items, each so short

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def write_yaml(data: object) -> bytes:
    """Return plain data as UTF-8 YAML.

    Raises  UnicodeEncodeError for broken surrogates.
    """
    text: str = yaml.emit(_events(data), Dumper=_Dumper, allow_unicode=True, width=4096)
    return text.encode("utf-8")


def _events(data: object) -> Iterator[yaml.Event]:
    yield yaml.StreamStartEvent()
    yield yaml.DocumentStartEvent(explicit=False)
    waiting: list[Any] = [data]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, yaml.Event):
            yield thing
        elif isinstance(thing, dict):
            yield yaml.MappingStartEvent(None, None, True, flow_style=not thing)
            waiting.append(yaml.MappingEndEvent())
            for key, value in reversed(thing.items()):
                waiting += (value, key)
        elif isinstance(thing, (list, tuple)):
            yield yaml.SequenceStartEvent(None, None, True, flow_style=_on_one_line(thing))
            waiting.append(yaml.SequenceEndEvent())
            waiting.extend(reversed(thing))
        else:
            yield _scalar(thing)
    yield yaml.DocumentEndEvent(explicit=False)
    yield yaml.StreamEndEvent()


def _on_one_line(items: list[Any] | tuple[Any, ...]) -> bool:
    return len(items) <= IN_A_ROW and not any(
        isinstance(item, (dict, list, tuple)) or (isinstance(item, str) and (len(item) > SHORT or "\n" in item))
        for item in items
    )


def _scalar(thing: object) -> yaml.ScalarEvent:
    if not isinstance(thing, str):
        return yaml.ScalarEvent(None, None, (True, False), json.dumps(thing))
    if "\n" in thing:
        style = "|"
    elif PLAIN.fullmatch(thing) and thing.lower() not in RESERVED:
        style = ""
    else:
        style = '"'
    return yaml.ScalarEvent(None, None, (True, True), thing, style=style or None)
