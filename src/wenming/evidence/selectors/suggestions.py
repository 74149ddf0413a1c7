"""Which lines a record probably proves: the top three of the unit's sets, each with its reason. A person confirms."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.selectors import compiled
from wenming.evidence.models import Link, Record
from wenming.evidence.rules.suggesting import LineIndex, RecordWords, index_lines, words_of_lines

_INDEXES: OrderedDict[tuple[str, int], LineIndex] = OrderedDict()
KEPT = 16


@dataclass(frozen=True)
class Suggested:
    line: Line
    reason: str


def for_record(record: Record, criteria_set: CriteriaSet | None, *, text: str = "", most: int = 3) -> list[Suggested]:
    """Lines of a set that fit a record (read with its links) and are not linked yet. One query, two for a set new here.

    text  the beginning of what its files say.
    """
    if criteria_set is None:
        return []
    linked = {link.line.code for link in record.links.all()}
    words = RecordWords(
        title=record.title, theme=record.theme, text=record.body or text, kind=record.kind,
        department=record.department.name if record.department else "",
    )  # fmt: skip
    proposed = index_of(criteria_set, record.organisation_id).suggest(words, most=most + 8)
    chosen = [one for one in proposed if one.code not in linked][:most]
    lines = {
        line.code: line
        for line in Line.objects.filter(criteria_set=criteria_set, code__in=[one.code for one in chosen]).defer("body")
    }
    return [Suggested(lines[one.code], one.reason) for one in chosen if one.code in lines]


def index_of(criteria_set: CriteriaSet, organisation_id: int) -> LineIndex:
    """The set's lines made ready, with what the unit's departments have filed before. Kept in this process by digest."""
    key = (criteria_set.digest, organisation_id)
    found = _INDEXES.get(key)
    if found is None:
        found = index_lines(
            words_of_lines(compiled(criteria_set).document), filed=_filed(criteria_set, organisation_id)
        )
        _INDEXES[key] = found
        while len(_INDEXES) > KEPT:
            _INDEXES.popitem(last=False)
    return found


def _filed(criteria_set: CriteriaSet, organisation_id: int) -> dict[tuple[str, str], int]:
    counted: Any = (
        Link.objects.filter(line__criteria_set=criteria_set, record__organisation_id=organisation_id)
        .values_list("record__department__name", "line__code")
        .annotate(n=Count("pk"))
    )
    return {(department, code): n for department, code, n in counted if department}
