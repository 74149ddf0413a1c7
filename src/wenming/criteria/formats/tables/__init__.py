"""Criteria tables as offices have them, read into a proposal: xlsx, xls, docx, html, csv, Markdown, text PDF.

``parse`` is the door. Readers turn a file into paragraphs and grids; heads, columns and layout say what is what; body and
outline hang lines into a tree; wordings propose rules, evidence and negative items.

What the door needs is loaded when it is first opened: others use the readers alone, and start at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wenming.criteria.formats.tables.origins import SheetRow, SheetView
    from wenming.criteria.formats.tables.proposal import Proposal, parse
    from wenming.criteria.formats.tables.readers.refusals import NoTable, Unreadable

__all__ = ["NoTable", "Proposal", "SheetRow", "SheetView", "Unreadable", "parse"]
_HOME = {
    "NoTable": "readers.refusals", "Unreadable": "readers.refusals", "SheetRow": "origins", "SheetView": "origins",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME.get(name, 'proposal')}"), name)
