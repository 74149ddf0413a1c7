"""YAML as a plain notation for JSON: no dates, no anchors, no key twice.

Imported only where a file is YAML, as loading the library takes time that the commands do not have.
"""

from __future__ import annotations

from typing import Any

import yaml

from wenming.kernel.words import _


class Problem(Exception):
    """Something a person must mend, with its row (from 1)."""

    def __init__(self, row: int, reason: str) -> None:
        self.row, self.reason = row, reason
        super().__init__(reason)


# The fast parser where the library was built with it, the same one in Python elsewhere.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class PlainLoader(_Safe):  # type: ignore[misc]
    """The safe loader, with days kept as text and keys as text."""

    @classmethod
    def read(cls, text: str, most: int) -> Any:
        """The one document in ``text``, at most ``most`` levels deep."""
        depth = 0
        for event in yaml.parse(text, Loader=_Safe):
            row = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                raise Problem(row, _("不能使用 * 引用，请把内容写出来。"))
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > most:
                    raise Problem(row, _("嵌套超过 %(most)d 层，请减少层级。") % {"most": most})
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
        loader = cls(text)
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            row = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise Problem(row, _("字段名应是文字。"))
            key = key_node.value
            if key in out:
                raise Problem(row, _("%(key)s 在同一处写了两次，请只留一处。") % {"key": key})
            out[key] = self.construct_object(value_node, deep=True)
        return out


def _mapping(loader: PlainLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    return loader.construct_mapping(node)


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
