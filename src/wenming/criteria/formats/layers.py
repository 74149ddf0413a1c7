"""``wenming-layer/1``, and layers on documents: lay, stack, find, and carry to a new base.

A layer says what one set changes on another – national criteria, provincial weights, a city's own lines – so that the
base can be replaced by its next version. The format is described in docs/reference/layers.md.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, cast

from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.formats.fields import Fields, brief
from wenming.criteria.formats.plain_data import refuse_deep
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.layering.applying import laid
from wenming.criteria.rules.layering.conflicts import Choices, Conflict
from wenming.criteria.rules.layering.making import APART, find_layer
from wenming.criteria.rules.layering.rebasing import carried
from wenming.criteria.rules.layering.values import Add, BadLayer, Change, Drop, Layer, Move, Operation, Plain
from wenming.criteria.rules.values import Document
from wenming.kernel.words import _

FORMAT = "wenming-layer/1"
OPERATIONS = ("change", "add", "drop", "move")


class Rebased(NamedTuple):
    """A layer carried to a new base.

    document   the new base with the layer on it; where nothing was chosen, conflicts stand as the layer has them.
    conflicts  all that both sides decided differently, chosen or not.
    layer      the layer that laid on the new base gives ``document``.
    """

    document: Document
    conflicts: tuple[Conflict, ...]
    layer: Layer

    def open(self, choices: Choices) -> tuple[Conflict, ...]:
        """The conflicts for which a person has not chosen yet."""
        return tuple(each for each in self.conflicts if not each.forced and each.key not in choices)


def digest_of(document: Document) -> str:
    """SHA-256 of the document's canonical JSON: the same content has the same digest."""
    body = json.dumps(write_document(document), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def apply_layer(base: Document, layer: Layer, *, any_version: bool = False) -> Document:
    """Return the base with the layer on it.

    any_version  lay it on whatever base it fits, without asking whether it was made on this very one.
    Raises       BadLayer where it was made on another set or version, where an operation does not fit, or where the
                 result would be no good document.
    """
    if not any_version:
        _check_base(base, layer)
    return _read(laid(layer, write_document(base)))


def apply_layers(base: Document, layers: Sequence[Layer], *, any_version: bool = False) -> Document:
    """Return the base with several layers on it, each laid on what the ones before it gave."""
    for layer in layers:
        base = apply_layer(base, layer, any_version=any_version)
    return base


def make_layer(base: Document, changed: Document, *, why: str | None = None) -> Layer:
    """Return the smallest layer that laid on ``base`` gives exactly ``changed``."""
    layer = find_layer(write_document(base), write_document(changed))
    return replace(layer, base_digest=digest_of(base), why=why)


def rebase_layer(layer: Layer, old_base: Document, new_base: Document, choices: Choices | None = None) -> Rebased:
    """Carry a layer from the version it was made on to a new one.

    choices  {key of a conflict: "layer" or "base"}, as far as a person has chosen.
    Raises   BadLayer where the layer does not fit the old base, or the result would be no good document.
    """
    _check_base(old_base, layer)
    merged, conflicts = carried(layer, write_document(old_base), write_document(new_base), choices or {})
    document = _read(merged)
    fresh = make_layer(new_base, document, why=layer.why)
    return Rebased(document, tuple(conflicts), _with_reasons(fresh, layer))


def _check_base(base: Document, layer: Layer) -> None:
    if layer.base_code is not None and layer.base_code != base.code:
        raise BadLayer(
            _("叠加层是为「%(wanted)s」做的，不能叠加在「%(found)s」上。")
            % {"wanted": layer.base_code, "found": base.code or _("（没有编号）")}
        )
    if layer.base_digest is not None and layer.base_digest != digest_of(base):
        raise BadLayer(
            _("「%(code)s」的内容与叠加层所依据的那一版不同，请先把叠加层换到这一版上，核对两边都改过的地方。")
            % {"code": base.code or ""}
        )


def _read(data: Plain) -> Document:
    try:
        return read_document(data)
    except BadDocument as error:
        raise BadLayer(_("叠加后的标准不成立：%(why)s") % {"why": error.message}, **error.details) from error


def _with_reasons(fresh: Layer, layer: Layer) -> Layer:
    """Give operations that are still the same the reasons that were written for them."""

    def reasoned(operations: Sequence[Operation], known: Sequence[Operation]) -> tuple[Operation, ...]:
        reasons = {(type(each), each.code): each.why for each in known}
        return tuple(replace(each, why=reasons.get((type(each), each.code))) for each in operations)

    return replace(
        fresh,
        operations=reasoned(fresh.operations, layer.operations),
        negative=reasoned(fresh.negative, layer.negative),
        extra=layer.extra,
    )


# ---- the format ---------------------------------------------------------------------------------------------------
def write_layer(layer: Layer) -> Plain:
    """Return the layer as plain data ready for JSON."""
    digest = None if layer.base_digest is None else f"sha256:{layer.base_digest}"
    return {
        "format": FORMAT,
        "base": {"code": layer.base_code, "digest": digest},
        "why": layer.why,
        "set": dict(layer.settings),
        "unset": list(layer.unset),
        "operations": [_write(operation, "line") for operation in layer.operations],
        "negative": [_write(operation, "item") for operation in layer.negative],
    } | dict(layer.extra)


def _write(operation: Operation, thing: str) -> Plain:
    out: Plain
    match operation:
        case Change():
            out = {"op": "change", "code": operation.code}
            if operation.fields:
                out["set"] = dict(operation.fields)
            if operation.unset:
                out["unset"] = list(operation.unset)
        case Add():
            out = {"op": "add", "under": operation.under, "after": operation.after, thing: dict(operation.line)}
        case Move():
            out = {"op": "move", "code": operation.code, "under": operation.under, "after": operation.after}
        case Drop():
            out = {"op": "drop", "code": operation.code}
    if thing == "item":
        out.pop("under", None)
    return out if operation.why is None else out | {"why": operation.why}


def read_layer(data: object) -> Layer:
    """Return the layer in plain data as ``json.loads`` gives them.

    Raises  BadLayer naming the operation.
    """
    refuse_deep(data, _("叠加层"), BadLayer)
    top = Fields(data, _("叠加层"), None, BadLayer)
    found = top.take("format")
    if found != FORMAT:
        top.refuse(
            _("格式 %(found)s 不认识，这里需要 %(wanted)s，请确认选对了文件。")
            % {"found": brief(found), "wanted": FORMAT},
            field="format",
        )
    raw_base = top.take("base")
    base = Fields({} if raw_base is None else raw_base, _("叠加层的 base"), None, BadLayer)
    digest = base.text("digest")
    if digest is not None and not digest.startswith("sha256:"):
        base.refuse(_("digest 应以 sha256: 开头。"), field="digest")
    settings = _named(top, "set", APART)
    return Layer(
        base_code=base.text("code"),
        base_digest=None if digest is None else digest.removeprefix("sha256:"),
        why=top.text("why"),
        settings=settings,
        unset=_unset(top, settings, APART),
        operations=_operations(top, "operations", "line"),
        negative=_operations(top, "negative", "item"),
        extra=top.rest(),
    )


def _operations(top: Fields, name: str, thing: str) -> tuple[Operation, ...]:
    return tuple(_operation(raw, name, number, thing) for number, raw in enumerate(top.items(name), 1))


def _operation(raw: object, name: str, number: int, thing: str) -> Operation:
    fields = Fields(raw, _("叠加层 %(name)s 第 %(number)d 项") % {"name": name, "number": number}, None, BadLayer)
    kind = fields.choice("op", OPERATIONS)
    fields.need("op", kind)
    why = fields.text("why")
    if kind == "drop":
        return Drop(fields.code(), why)
    if kind == "change":
        code = fields.code()
        fixed = frozenset({"code", "lines"}) if thing == "line" else frozenset({"code"})
        values = _named(fields, "set", fixed)
        return Change(code, values, _unset(fields, values, fixed), why)
    under, after = (fields.text("under") if thing == "line" else None), fields.text("after")
    if kind == "move":
        return Move(fields.code(), under, after, why)
    line = fields.take(thing)
    _check_codes(fields, line, thing)
    return Add(cast("Mapping[str, Any]", line), under, after, why)


def _check_codes(fields: Fields, line: object, thing: str) -> None:
    waiting = [line]
    while waiting:
        each = waiting.pop()
        inner = fields.inner(each, thing)
        inner.code()
        if thing == "line":
            waiting += inner.items("lines")


def _named(fields: Fields, name: str, fixed: frozenset[str]) -> Plain:
    values = fields.table(name) or {}
    for each in values:
        if each in fixed:
            fields.refuse(_("set 里不能改 %(field)s。") % {"field": each}, field="set")
    return values


def _unset(fields: Fields, values: Plain, fixed: frozenset[str]) -> tuple[str, ...]:
    names = fields.items("unset")
    for each in names:
        if not isinstance(each, str) or each in values or each in fixed:
            fields.refuse(_("unset 里不能有 %(field)s。") % {"field": brief(each)}, field="unset")
    return tuple(cast("list[str]", names))
