"""A draft as its page shows it: the proposed lines with what they mean, the warnings, and the source beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import quote

from django.http import Http404

from wenming.criteria.models import CriteriaSet
from wenming.criteria.policies import EDIT, VIEW
from wenming.criteria.rules.compiled import Compiled
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.sheet import Warned
from wenming.criteria.selectors import words
from wenming.criteria.selectors.engines import drafted
from wenming.criteria.selectors.gone import DraftGone
from wenming.criteria.selectors.outline import difference_words, levels_of
from wenming.criteria.states import SetState
from wenming.organisations.access import Actor


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One proposed line. ``number`` (from 1) names its row on the page; ``warnings`` wait for a person.

    next_flag  the number of the next line that has a warning or a difference; 0 if this is the last, or has none.
    """

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
    next_flag: int = 0

    @property
    def address(self) -> str:
        """The code as it stands in a query string."""
        return quote(self.code, safe="")


@dataclass(frozen=True)
class DraftPage:
    """Everything on the page of a draft.

    sheet_warnings  what is to be looked at in the sheet as a whole; checks  what the figures say, always fresh.
    flagged         (number, code) of every line with a warning or a difference, in document order.
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
    flagged: list[tuple[int, str]]

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


def draft_for(actor: Actor, pk: int) -> CriteriaSet:
    """The one door to a draft: seen by those who may edit its owner's sets. One query.

    Raises  Http404 out of sight; DraftGone for what was confirmed or given up meanwhile.
    """
    found = (
        CriteriaSet.objects.in_sight_of(actor, VIEW, EDIT)
        .select_related("organisation", "base")
        .defer("grids", "source_file", "base__document", "base__grids", "base__sources", "base__source_file")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    if found.state != SetState.DRAFT:
        raise DraftGone(found)
    return found


def ready_draft(draft: CriteriaSet) -> Compiled:
    """The draft compiled as it stands now."""
    return drafted(draft)


def draft_page(draft: CriteriaSet) -> DraftPage:
    """No query: the draft came whole, but for its source table."""
    ready = ready_draft(draft)
    levels = levels_of(ready)
    said: dict[str, list[str]] = {}
    for one in draft.warnings:
        if one.get("line"):
            said.setdefault(one["line"], []).append(str(one.get("message")))
    sources: Mapping[str, Any] = draft.sources or {}
    rows: list[DraftRow] = []
    flagged: list[tuple[int, str]] = []
    for number in range(ready.root - 1, -1, -1):
        rows.append(_row(ready, number, levels[number], said, sources, flagged[-1][0] if flagged else 0))
        if rows[-1].warnings or rows[-1].difference:
            flagged.append((number + 1, rows[-1].code))
    rows.reverse()
    flagged.reverse()
    printed_bonus = sum((Fraction(ready.worth[number]) for number in ready.bonus_tops), Fraction(0)) / 100
    return DraftPage(
        draft=draft,
        rows=rows,
        sheet_warnings=[str(one.get("message")) for one in draft.warnings if not one.get("line")],
        checks=list(ready.warnings),
        waiting=len(draft.warnings),
        total=plain(Fraction(ready.worth[ready.root]) / 100),
        bonus=plain(printed_bonus) if ready.bonus_tops else "",
        leaves=len(ready.leaf_numbers),
        negative=len(ready.document.negative),
        flagged=flagged,
    )


def _row(
    ready: Compiled, number: int, level: int, said: Mapping[str, list[str]], sources: Mapping[str, Any], next_flag: int
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
        next_flag=next_flag,
    )


def drafts_of(actor: Actor) -> list[CriteriaSet]:
    """The drafts this person may go on with, the newest first. One query."""
    found = CriteriaSet.objects.for_list().filter(state=SetState.DRAFT)
    return list(found.within(actor, EDIT).order_by("-created_at", "-pk"))
