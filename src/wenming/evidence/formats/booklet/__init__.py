"""Booklets: the year's evidence bound into archival volumes, with index and manifest.

from wenming.evidence.formats.booklet import BookletSpec, Caption, Entry, EntryFile, bind_booklet, plan_booklets
"""

from wenming.evidence.formats.booklet.bind import bind_booklet
from wenming.evidence.formats.booklet.index import IndexRow, index_rows, write_index
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
