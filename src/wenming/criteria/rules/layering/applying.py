"""Laying a layer on a document. Whatever does not fit is refused, naming the operation; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wenming.criteria.rules.layering.making import APART, settings_of
from wenming.criteria.rules.layering.trees import Tree
from wenming.criteria.rules.layering.values import Add, BadLayer, Change, Drop, Layer, Move, Operation, Plain
from wenming.kernel.words import _


def laid(layer: Layer, base: Mapping[str, Any]) -> Plain:
    """Return ``base`` with the layer on it.

    Raises  BadLayer where an operation names a line that is not there, adds one that is, or moves one below itself.
    """
    settings = settings_of(base) | dict(layer.settings)
    for name in layer.unset:
        settings.pop(name, None)
    kept = {name: value for name, value in base.items() if name in APART}
    lines, items = Tree.of_lines(base.get("lines") or []), Tree.of_items(base.get("negative") or [])
    _work(layer.operations, lines, _("指标"))
    _work(layer.negative, items, _("负面清单"), flat=True)
    return kept | settings | {"lines": lines.lines(), "negative": items.items()}


def _work(operations: Sequence[Operation], tree: Tree, what: str, *, flat: bool = False) -> None:
    for number, operation in enumerate(operations, 1):
        match operation:
            case Change():
                _present(tree, operation.code, number, what)
                own = tree.own[operation.code] | dict(operation.fields)
                tree.own[operation.code] = {name: value for name, value in own.items() if name not in operation.unset}
            case Drop():
                _present(tree, operation.code, number, what)
                tree.remove(operation.code)
            case Move():
                _present(tree, operation.code, number, what)
                _move(tree, operation, number, what)
            case Add():
                _add(tree, operation, number, what, flat=flat)


def _move(tree: Tree, move: Move, number: int, what: str) -> None:
    if move.under is not None:
        _present(tree, move.under, number, what)
        if move.under == move.code or move.code in tree.above(move.under):
            raise _refusal(_("%(code)s 不能移到它自己的下级之下。"), move.code, number, what)
    if move.after == move.code:
        raise _refusal(_("%(code)s 不能排在它自己之后。"), move.code, number, what)
    tree.lift(move.code)
    at = _position(tree, move.under, move.after, number, what)
    tree.below[move.under].insert(at, move.code)
    tree.parent[move.code] = move.under


def _add(tree: Tree, add: Add, number: int, what: str, *, flat: bool) -> None:
    if add.under is not None:
        _present(tree, add.under, number, what)
    seen: set[str] = set()
    for code in [add.code] if flat else _codes(add.line):
        if code in tree.own:
            raise _refusal(_("基础标准里已有 %(code)s，不能再增加；要改它请用 change。"), code, number, what)
        if code in seen:
            raise _refusal(_("增加的内容里 %(code)s 出现两次，编号不能重复。"), code, number, what)
        seen.add(code)
    at = _position(tree, add.under, add.after, number, what)
    if flat:
        tree.put(add.code, dict(add.line), None, at)
    else:
        tree.grow([add.line], add.under, at)


def _codes(line: Mapping[str, Any]) -> Iterator[str]:
    waiting = [line]
    while waiting:
        each = waiting.pop()
        yield str(each["code"])
        waiting.extend(each.get("lines") or [])


def _position(tree: Tree, under: str | None, after: str | None, number: int, what: str) -> int:
    if after is None:
        return 0
    siblings = tree.below[under]
    if after not in siblings:
        where = _("第一层") if under is None else under
        raise BadLayer(
            _("叠加层第 %(number)d 项（%(what)s）：%(where)s 之下没有 %(after)s，不能排在它之后，请改正 after。")
            % {"number": number, "what": what, "where": where, "after": after},
            code=after,
        )
    return siblings.index(after) + 1


def _present(tree: Tree, code: str, number: int, what: str) -> None:
    if code not in tree.own:
        raise _refusal(_("基础标准里没有 %(code)s，请核对编号，或先换到新的基础标准。"), code, number, what)


def _refusal(message: str, code: str, number: int, what: str) -> BadLayer:
    words = _("叠加层第 %(number)d 项（%(what)s）：%(message)s") % {
        "number": number,
        "what": what,
        "message": message % {"code": code},
    }
    return BadLayer(words, code=code)
