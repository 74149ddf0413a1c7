"""Our documents as JSON and YAML files."""

from __future__ import annotations

import json
from typing import Any

from wenming.criteria.formats.document import write_document
from wenming.criteria.formats.exchange.problems import refuse
from wenming.criteria.rules.values import Document
from wenming.kernel.words import _

Plain = dict[str, Any]


def to_json(document: Document) -> bytes:
    """Return the document as UTF-8 JSON, indented, fields in the order of the contract."""
    return _encoded(json.dumps(write_document(document), ensure_ascii=False, indent=2) + "\n")


def to_yaml(document: Document) -> bytes:
    """Return the document as UTF-8 YAML for people: what is not said is left out, text stays text."""
    from wenming.criteria.formats.exchange.yaml_writing import write_yaml

    try:
        return write_yaml(without_unsaid(write_document(document)))
    except UnicodeEncodeError:
        raise _broken() from None


def without_unsaid(data: Plain) -> Plain:
    """Return a written document without the fields that say nothing; unknown fields stay as they are."""
    known = ("code", "name", "level", "year", "issuer", "source", "base_total", "bonus_cap", "pass_mark", "grades")
    out = _without(data, *known, "method_weights", "years")
    out["lines"] = [_line(line) for line in data["lines"]]
    return out


def _line(line: Plain) -> Plain:
    out = _without(line, "text", "points", "period")
    for name, nothing in (("title", ""), ("methods", []), ("bonus", False)):
        if out.get(name) == nothing:
            del out[name]
    if "evidence" in out:
        out["evidence"] = [_without(duty, "min", "max") for duty in out["evidence"]]
    if "window" in out:
        out["window"] = _without(out["window"], "from", "to")
    if "lines" in out:
        out["lines"] = [_line(child) for child in out["lines"]]
    return out


def _without(data: Plain, *names: str) -> Plain:
    return {name: value for name, value in data.items() if value is not None or name not in names}


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        raise _broken() from None


def _broken() -> Exception:
    return refuse(_("这套标准里有残缺的字符，不能导出，请先改正。"))
