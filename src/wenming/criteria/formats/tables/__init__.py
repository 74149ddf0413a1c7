"""Criteria tables as offices have them, read into a proposal: xlsx, xls, docx, html, csv, Markdown, text PDF.

``parse`` is the door. Readers turn a file into paragraphs and grids; heads, columns and layout say what is what; body and
outline hang lines into a tree; wordings propose rules, evidence and negative items.
"""

from __future__ import annotations

from wenming.criteria.formats.tables.proposal import Proposal, SheetRow, SheetView, parse
from wenming.criteria.formats.tables.readers.refusals import NoTable, Unreadable

__all__ = ["NoTable", "Proposal", "SheetRow", "SheetView", "Unreadable", "parse"]
