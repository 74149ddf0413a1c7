"""Booklets: the year's evidence bound into archival volumes, with index and manifest.

from wenming.evidence.formats.booklet import BookletSpec, Caption, Entry, EntryFile, bind_booklet, plan_booklets

What sets and writes papers is loaded when it is first asked for: its libraries take half a second, and every start of the
server would pay for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from wenming.evidence.formats.booklet.manifest import Volume, manifest, write_manifest
from wenming.evidence.formats.booklet.plan import Plan, plan_booklets
from wenming.evidence.formats.booklet.spec import (
    BookletRefused,
    BookletResult,
    BookletSpec,
    Bound,
    BoundEntry,
    Caption,
    Entry,
    EntryFile,
    LeftOut,
)

if TYPE_CHECKING:
    from wenming.evidence.formats.booklet.bind import bind_booklet
    from wenming.evidence.formats.booklet.index import IndexRow, index_rows, write_index

WHEN_ASKED = {"bind_booklet": "bind", "IndexRow": "index", "index_rows": "index", "write_index": "index"}


def __getattr__(name: str) -> Any:
    if name not in WHEN_ASKED:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{WHEN_ASKED[name]}"), name)


__all__ = [
    "BookletRefused",
    "BookletResult",
    "BookletSpec",
    "Bound",
    "BoundEntry",
    "Caption",
    "Entry",
    "EntryFile",
    "IndexRow",
    "LeftOut",
    "Plan",
    "Volume",
    "bind_booklet",
    "index_rows",
    "manifest",
    "plan_booklets",
    "write_index",
    "write_manifest",
]
