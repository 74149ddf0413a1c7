"""Short ways to write a document, answers and what came of them."""

from __future__ import annotations

from typing import Any

from wenming.criteria.formats.answers import read_answers
from wenming.criteria.formats.document import read_document
from wenming.criteria.rules.engine import score

Json = dict[str, Any]


def document(*lines: Json, **fields: Any) -> Json:
    return {"format": "wenming-criteria/1", "lines": list(lines), **fields}


def answers(given: Json | None = None, **fields: Any) -> Json:
    return {"format": "wenming-answers/1", "as_of": "2026-10-31", "answers": given or {}, **fields}


def leaf(code: str, points: str | None = "4", rule: Json | None = None, **fields: Any) -> Json:
    return {"code": code, "title": f"第{code}项", "points": points, "rule": rule, **fields}


def parent(code: str, *lines: Json, rule: Json | None = None, **fields: Any) -> Json:
    return {"code": code, "title": f"第{code}部分", "lines": list(lines), "rule": rule, **fields}


def sheet(doc: Json, given: Json | None = None, **fields: Any) -> Json:
    """The score sheet as its document."""
    return score(read_document(doc), read_answers(answers(given, **fields))).as_dict()


def line(result: Json, code: str) -> Json:
    """One line of a sheet."""
    return next(row for row in result["lines"] if row["code"] == code)


def leaf_score(rule: Json | None, answer: Json, points: str | None = "4", **fields: Any) -> str:
    """The score of the only leaf of a document."""
    return str(line(sheet(document(leaf("A", points, rule), **fields), {"A": answer}), "A")["score"])


def why(rule: Json | None, answer: Json, points: str | None = "4", **fields: Any) -> str:
    """The sentence of the only leaf of a document."""
    return str(line(sheet(document(leaf("A", points, rule), **fields), {"A": answer}), "A")["why"])
