"""Codes that are unique in the set: as printed, below their parent's where the print repeats them."""

from __future__ import annotations

from collections import Counter

from wenming.criteria.formats.tables.draft import Draft

PART = "P"


def give_codes(root: Draft) -> dict[Draft, str]:
    """The code of every line, in document order.

    A code printed once stands as printed. One printed more often is qualified by its parent's: II-1/1). A line without a
    code is numbered among its siblings below its parent's code; at the top it is P1, P2, …
    """
    drafts = [d for d in root.walk() if d is not root]
    printed = Counter(d.code.printed for d in drafts if d.code is not None)
    codes: dict[Draft, str] = {}
    taken: set[str] = set(printed)
    places = {child: n for parent in (root, *drafts) for n, child in enumerate(parent.children, start=1)}
    for draft in drafts:
        above = codes.get(draft.parent) if draft.parent is not None else None
        if draft.code is not None and printed[draft.code.printed] == 1:
            codes[draft] = draft.code.printed
            continue
        if draft.code is not None:
            wanted = f"{above}/{draft.code.printed}" if above else draft.code.printed
            fresh = (
                wanted if wanted not in taken or (not above and wanted not in codes.values()) else _fresh(wanted, taken)
            )
        else:
            number = places[draft]
            fresh = _fresh(f"{above}/{number}" if above else f"{PART}{number}", taken)
        taken.add(fresh)
        codes[draft] = fresh
    return codes


def _fresh(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}~{number}" in taken:
        number += 1
    return f"{wanted}~{number}"
