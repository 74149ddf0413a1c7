"""A criteria set as json, yaml, xlsx or docx, and back without loss.

``to_json``, ``to_yaml``, ``to_xlsx`` and ``to_docx`` turn a document into a file; ``read_exchange`` turns such a file
back into a document, with the edits that people made to it in the meantime, and leaves every other file to the table
reader. What each form can hold and how it is edited stands in docs/reference/exchange.md.
"""

from __future__ import annotations

from wenming.criteria.formats.exchange.doors import Exchanged, read_exchange, read_exchange_with_notes
from wenming.criteria.formats.exchange.plain import to_json, to_yaml
from wenming.criteria.formats.exchange.problems import ExchangeRefused, Note, Place, Problem
from wenming.criteria.formats.exchange.writing import EXPORTS, export, to_docx, to_xlsx

__all__ = [
    "EXPORTS",
    "ExchangeRefused",
    "Exchanged",
    "Note",
    "Place",
    "Problem",
    "export",
    "read_exchange",
    "read_exchange_with_notes",
    "to_docx",
    "to_json",
    "to_xlsx",
    "to_yaml",
]
