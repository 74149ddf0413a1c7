"""Reading a JSON or YAML file of ours into plain values, with every accident refused in words.

UTF-8 with or without a byte order mark. Refused: what cannot be opened, folders, files over the limit, other
encodings, what is not JSON/YAML, a key written twice in one object (one of the two would silently be lost), ``NaN``,
nesting deeper than people write, YAML anchors (a few lines of them can unfold into gigabytes).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from wenming.criteria.formats.fields import brief
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

MAX_BYTES = 32 * 1024 * 1024
MAX_NESTING = 450
"""Objects and lists inside one another: a tree of 200 levels needs about 410."""

YAML_SUFFIXES = (".yaml", ".yml")


def load_data(path: Path | str, error: type[Refusal], shape: str) -> object:
    """The plain value in a file; YAML by its suffix, otherwise JSON. ``error`` is what is raised; ``shape`` says what the
    file holds ("document", "answers"), so that unquoted figures of YAML become text where text is wanted.
    """
    path = Path(path)
    name = brief(path.name).strip('"')
    try:
        if path.is_dir():
            raise error(_("%(file)s 是文件夹，请指定一个文件。") % {"file": name})
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise error(_("找不到文件 %(file)s，请检查路径。") % {"file": name}) from None
    except (OSError, ValueError):
        raise error(_("打不开文件 %(file)s，请检查路径和权限。") % {"file": name}) from None
    if len(content) > MAX_BYTES:
        raise error(_("%(file)s 超过 %(most)d MB，不像是本程序的文件。") % {"file": name, "most": MAX_BYTES >> 20})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise error(_("%(file)s 不是 UTF-8 编码的文本，请另存为 UTF-8 后再试。") % {"file": name}) from None
    if not text.strip():
        raise error(_("%(file)s 是空的。") % {"file": name})
    return parse_data(text, name, error, yaml=shape if path.suffix.lower() in YAML_SUFFIXES else "")


def parse_data(text: str, name: str, error: type[Refusal], *, yaml: str = "") -> object:
    """The plain value in a text; ``name`` is how the refusals call it; ``yaml`` the shape of what is no JSON."""
    data = _from_yaml(text, name, error, yaml) if yaml else _from_json(text, name, error)
    refuse_deep(data, name, error)
    return data


def refuse_deep(data: object, name: str, error: type[Refusal]) -> None:
    """Refuse nesting beyond ``MAX_NESTING``, without recursion."""
    level: list[Any] = [data]
    for _depth in range(MAX_NESTING + 1):
        below: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(value for value in item.values() if isinstance(value, (dict, list)))
            elif isinstance(item, list):
                below.extend(value for value in item if isinstance(value, (dict, list)))
        if not below:
            return
        level = below
    raise _too_deep(name, error)


def _too_deep(name: str, error: type[Refusal]) -> Refusal:
    return error(_("%(file)s 嵌套超过 %(most)d 层，请减少层级。") % {"file": name, "most": MAX_NESTING})


def _from_json(text: str, name: str, error: type[Refusal]) -> object:
    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        out = dict(items)
        if len(out) != len(items):
            names = [key for key, _value in items]
            twice = next(key for key in names if names.count(key) > 1)
            raise error(
                _("%(file)s：%(key)s 在同一个对象里写了两次，请只留一处。") % {"file": name, "key": brief(twice)}
            )
        return out

    def constant(word: str) -> NoReturn:
        raise error(_("%(file)s：%(word)s 不是数，请改为十进制数。") % {"file": name, "word": word})

    try:
        return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as problem:
        raise error(
            _("%(file)s 不是完好的 JSON：第 %(row)d 行第 %(column)d 列读不下去，请检查那里的引号、逗号和括号。")
            % {"file": name, "row": problem.lineno, "column": problem.colno}
        ) from None
    except RecursionError:
        raise _too_deep(name, error) from None
    except ValueError:
        raise error(_("%(file)s 里有位数过多的整数，请改正。") % {"file": name}) from None


def _from_yaml(text: str, name: str, error: type[Refusal], shape: str) -> object:
    from wenming.criteria.formats.yaml_reading import BadYaml, read_yaml

    try:
        return read_yaml(text, MAX_NESTING, shape)
    except BadYaml as problem:
        raise error(
            _("%(file)s 第 %(row)d 行：%(reason)s") % {"file": name, "row": problem.row, "reason": problem.reason}
        ) from None
