"""The sets shipped with the program, to begin from: own wording, meant to be edited."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.http import Http404

from wenming.criteria.formats.document import load_document
from wenming.criteria.rules.compiled import compile_document
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.values import Document
from wenming.criteria.selectors.outline import OutlineRow, outline_of
from wenming.kernel import places

DEMONSTRATION = "demo-"  # the demonstration unit's own set is no pattern for others


@dataclass(frozen=True)
class BuiltIn:
    """A shipped set. ``key`` names it in addresses."""

    key: str
    name: str
    groups: tuple[str, ...]
    lines: int
    leaves: int
    total: str
    document: Document


def built_in_sets() -> tuple[BuiltIn, ...]:
    """All of them, by name of file. Files are read once a process."""
    folder = places.seeds() / "criteria"
    files = sorted(path for path in folder.glob("*.yaml") if not path.name.startswith(DEMONSTRATION))
    return tuple(_read(path) for path in files)


def built_in_set(key: str) -> BuiltIn:
    """Raises Http404."""
    for one in built_in_sets():
        if one.key == key:
            return one
    raise Http404


@lru_cache(maxsize=64)
def _read(path: Path) -> BuiltIn:
    document = load_document(path)
    return BuiltIn(
        key=path.stem,
        name=document.name or path.stem,
        groups=tuple(line.title for line in document.lines),
        lines=sum(1 for _line in document.walk()),
        leaves=sum(1 for _line in document.leaves()),
        total=plain(document.base_total) if document.base_total is not None else "",
        document=document,
    )


def preview(one: BuiltIn) -> list[OutlineRow]:
    """The tree of a shipped set, for looking at it before one begins."""
    return outline_of(compile_document(one.document))
