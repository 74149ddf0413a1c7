"""Compare a proposed document with the lines a correct reading gives: structure and points, methods, totals, negatives."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any


def squeezed(text: str | None) -> str:
    """Words without blanks, width and punctuation: what two careful typists would agree on."""
    folded = unicodedata.normalize("NFKC", text or "")
    return re.sub(r"[\s，,。.；;：:、!！?？()（）·\-—]+", "", folded)


def flat(
    lines: list[dict[str, Any]], parent: int | None = None, out: list[dict[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """The tree of a document as a list with the position of each line's parent."""
    out = [] if out is None else out
    for line in lines:
        out.append({**line, "parent": parent, "lines": None})
        flat(line.get("lines", []), len(out) - 1, out)
    return out


def _name(line: dict[str, Any]) -> str:
    return squeezed(line.get("text") or line["title"])


def _keys(lines: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """One key per line: its words, its ancestors' words, its points, its bonus."""
    keys = []
    for line in lines:
        above, parent = [], line["parent"]
        while parent is not None:
            above.append(squeezed(lines[parent]["title"]))
            parent = lines[parent]["parent"]
        keys.append((_name(line), tuple(above), line["points"], bool(line.get("bonus"))))
    return keys


def f1(one: list[Any], other: list[Any]) -> float:
    """F1 of two bags."""
    rest = list(other)
    hits = 0
    for item in one:
        if item in rest:
            rest.remove(item)
            hits += 1
    return 2 * hits / (len(one) + len(other)) if one or other else 1.0


@dataclass
class Measure:
    """structure: F1 of lines with place, points and bonus; methods: F1 of (line, method); codes: share as printed."""

    structure: float
    methods: float
    codes: float
    order: bool
    wrong: list[str] = field(default_factory=list)

    @property
    def exact(self) -> bool:
        return self.structure == self.methods == self.codes == 1.0 and self.order and not self.wrong


def measure(document: dict[str, Any], expected: dict[str, Any]) -> Measure:
    got = flat(document["lines"])
    want = [line for line in expected["lines"] if not line.get("optional")]
    got_keys, want_keys = _keys(got), _keys(expected["lines"])
    optional = [k for k, line in zip(want_keys, expected["lines"], strict=True) if line.get("optional")]
    want_keys = [k for k, line in zip(want_keys, expected["lines"], strict=True) if not line.get("optional")]
    got_keys = [k for k in got_keys if k not in optional]
    wrong = [f"missing {k}" for k in want_keys if k not in got_keys] + [
        f"extra {k}" for k in got_keys if k not in want_keys
    ]
    got_methods = [(_name(line), m) for line in got for m in line["methods"]]
    want_methods = [(_name(line), m) for line in want for m in line["methods"]]
    wrong += [f"methods missing {m}" for m in want_methods if m not in got_methods]
    wrong += [f"methods extra {m}" for m in got_methods if m not in want_methods]
    codes = [(line["code"], other["code"]) for line, other in zip(want, got, strict=False) if line["code"] is not None]
    same = [want_code == got_code or got_code.endswith("/" + want_code) for want_code, got_code in codes]
    wrong += [f"code {g} for {w}" for (w, g), ok in zip(codes, same, strict=True) if not ok]
    for name in ("base_total", "bonus_cap", "pass_mark", "year", "level"):
        if name in expected and document.get(name) != expected[name]:
            wrong.append(f"{name} {document.get(name)} for {expected[name]}")
    negative = [squeezed(item["title"]) for item in document["negative"]]
    if negative != [squeezed(words) for words in expected.get("negative", [])]:
        wrong.append(f"negative {negative}")
    return Measure(
        f1(got_keys, want_keys),
        f1(got_methods, want_methods),
        sum(same) / len(same) if same else 1.0,
        [_name(line) for line in got if _name(line) in {k[0] for k in want_keys}] == [k[0] for k in want_keys],
        wrong,
    )
