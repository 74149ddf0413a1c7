"""A draft as its page shows it: the proposed lines with what they mean, the warnings, and the source beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from wenming.criteria.formats.document import read_document
from wenming.criteria.models import CriteriaSet
from wenming.criteria.policies import EDIT, VIEW
from wenming.criteria.rules.compiled import Compiled, compile_document
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.sheet import Warned
from wenming.criteria.selectors import words
from wenming.criteria.selectors.outline import difference_words, levels_of
from wenming.criteria.states import SetState
from wenming.organisations.access import Actor

FATES = {
    "line": _("未成条目"),
    "header": _("表头"),
    "total": _("合计"),
    "note": _("注"),
    "title": _("标题"),
    "section": _("分节"),
    "negative": _("负面清单"),
    "signature": _("签字"),
    "skipped": _("略过"),
    "page": _("页码"),
}
"""What became of a source row that gave no line; a line whose row stands without one was taken away since."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One proposed line. ``number`` (from 1) names its row on the page; ``warnings`` wait for a person."""

    number: int
    level: int
    code: str
    title: str
    text: str
    points: Decimal | None
    methods: str
    counting: str
    scoring: str
    duties: list[str]
    window: str
    bonus: bool
    leaf: bool
    difference: str
    warnings: list[str]
    places: str
    first_place: str

    @property
    def address(self) -> str:
        """The code as it stands in a query string."""
        return quote(self.code, safe="")


@dataclass(frozen=True)
class DraftPage:
    """Everything on the page of a draft.

    sheet_warnings  what is to be looked at in the sheet as a whole; checks  what the figures say, always fresh.
    waiting         how many warnings of the reading nobody has looked at yet.
    """

    draft: CriteriaSet
    rows: list[DraftRow]
    sheet_warnings: list[str]
    checks: list[Warned]
    waiting: int
    total: str
    bonus: str
    leaves: int
    negative: int

    def row(self, code: str) -> DraftRow:
        """The row of that code. Raises Http404."""
        for row in self.rows:
            if row.code == code:
                return row
        raise Http404

    def above(self, row: DraftRow) -> list[DraftRow]:
        """The rows a line stands under, the innermost first."""
        found, level = [], row.level
        for other in reversed(self.rows[: row.number - 1]):
            if other.level < level:
                found.append(other)
                level = other.level
        return found


@dataclass
class Grid:
    """A source table for the page: rows of {id, number, fate, word, cells, codes}."""

    label: str
    kind: str
    rows: list[dict[str, Any]] = field(default_factory=list)


def draft_for(actor: Actor, pk: int) -> CriteriaSet:
    """The one door to a draft: seen by those who see its owner's sets. 404 for what is no draft any more. One query."""
    found = (
        CriteriaSet.objects.in_sight_of(actor, VIEW)
        .select_related("organisation", "base")
        .defer("grids", "source_file", "base__document", "base__grids", "base__sources", "base__source_file")
        .filter(pk=pk, state=SetState.DRAFT)
        .first()
    )
    if found is None:
        raise Http404
    return found


def ready_draft(draft: CriteriaSet) -> Compiled:
    """The draft compiled as it stands now; drafts change too often to be kept."""
    return compile_document(read_document(draft.document))


def draft_page(draft: CriteriaSet) -> DraftPage:
    """No query: the draft came whole, but for its source table."""
    ready = ready_draft(draft)
    levels = levels_of(ready)
    said: dict[str, list[str]] = {}
    for one in draft.warnings:
        if one.get("line"):
            said.setdefault(one["line"], []).append(str(one.get("message")))
    sources: Mapping[str, Any] = draft.sources or {}
    rows = [_row(ready, number, levels[number], said, sources) for number in range(ready.root)]
    printed_bonus = sum((Fraction(ready.worth[number]) for number in ready.bonus_tops), Fraction(0)) / 100
    return DraftPage(
        draft=draft,
        rows=rows,
        sheet_warnings=[str(one.get("message")) for one in draft.warnings if not one.get("line")],
        checks=list(ready.warnings),
        waiting=len(draft.warnings),
        total=plain(Fraction(ready.worth[ready.root]) / 100),
        bonus=plain(printed_bonus) if ready.bonus_tops else "",
        leaves=len(ready.leaves),
        negative=len(ready.document.negative),
    )


def _row(
    ready: Compiled, number: int, level: int, said: Mapping[str, list[str]], sources: Mapping[str, Any]
) -> DraftRow:
    line = ready.lines[number]
    places = [f"{grid}-{row}" for grid, row in sources.get(line.code) or []]
    return DraftRow(
        number=number + 1,
        level=level,
        code=line.code,
        title=line.title,
        text=line.text or "",
        points=line.points,
        methods=words.method_words(line.methods),
        counting=words.counting_words(line, ready.document) if line.is_leaf or line.rule else "",
        scoring=line.scoring or "",
        duties=[words.duty_words(duty) for duty in line.evidence],
        window=words.window_words(line.window),
        bonus=ready.bonus[number],
        leaf=line.is_leaf,
        difference=difference_words(ready, number),
        warnings=said.get(line.code, []),
        places=" ".join(places),
        first_place=places[0] if places else "",
    )


def source_grids(draft: CriteriaSet) -> list[Grid]:
    """The source tables beside the proposal, each row with the lines it gave. One query."""
    stored = draft.grids or []
    by_place = _codes_by_place((draft.sources or {}).items())
    grids = []
    for index, grid in enumerate(stored):
        shown = Grid(str(grid.get("label", "")), str(grid.get("kind", "")))
        for number, row in enumerate(grid.get("rows", [])):
            shown.rows.append(
                {
                    "id": f"{index}-{number}",
                    "number": row.get("number", number + 1),
                    "fate": row.get("fate", "skipped"),
                    "word": FATES.get(row.get("fate", "skipped"), ""),
                    "cells": row.get("cells", []),
                    "codes": by_place.get((index, number), []),
                }
            )
        grids.append(shown)
    return grids


def _codes_by_place(sources: Iterable[tuple[str, Any]]) -> dict[tuple[int, int], list[str]]:
    found: dict[tuple[int, int], list[str]] = {}
    for code, places in sources:
        for grid, row in places or []:
            found.setdefault((grid, row), []).append(code)
    return found


def drafts_of(actor: Actor) -> list[CriteriaSet]:
    """The drafts this person may go on with, the newest first. One query."""
    found = CriteriaSet.objects.for_list().filter(state=SetState.DRAFT)
    return list(found.within(actor, EDIT).order_by("-created_at", "-pk"))
