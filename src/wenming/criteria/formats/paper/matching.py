"""Which row of an edited table is which row of the table as it was written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from wenming.criteria.formats.paper.tables import Cell


def match(before: Sequence[Sequence[Cell]], now: Sequence[Sequence[Cell]]) -> list[int | None]:
    """Return for every row of ``now`` the number of the row of ``before`` that it was, or None for a new row.

    By the code in the first cell where it stands once in both; then, between two neighbours that are matched, in order
    where as many rows are left on one side as on the other.
    """
    codes_before, codes_now = [_code(row) for row in before], [_code(row) for row in now]
    once = Counter(codes_before)
    twice = Counter(codes_now)
    where = {code: at for at, code in enumerate(codes_before) if once[code] == 1}
    partners = [where.get(code) if twice[code] == 1 and code else None for code in codes_now]
    taken = {partner for partner in partners if partner is not None}
    for start, end in _gaps(partners):
        first = partners[start - 1] if start else -1
        last = partners[end] if end < len(partners) else len(before)
        assert first is not None and last is not None
        left = [at for at in range(first + 1, last) if at not in taken]
        if len(left) == end - start:
            partners[start:end] = left
            taken.update(left)
    return partners


def _gaps(partners: Sequence[int | None]) -> list[tuple[int, int]]:
    """Return the runs of unmatched rows as half-open ranges."""
    gaps, start = [], None
    for at, partner in enumerate([*partners, -1]):
        if partner is None:
            start = at if start is None else start
        elif start is not None:
            gaps.append((start, at))
            start = None
    return gaps


def _code(row: Sequence[Cell]) -> str:
    return "".join(row[0]).strip() if row else ""
