"""Dividing a year's entries into booklets: one for each criteria item, or one for the whole year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from wenming.evidence.formats.booklet.spec import Entry
from wenming.kernel.words import _


@dataclass(frozen=True, slots=True)
class Plan:
    """One booklet to be bound: the code of its criteria item ("" for the year or for what proves none), and its entries."""

    code: str
    subtitle: str
    entries: tuple[Entry, ...]


def plan_booklets(
    entries: Sequence[Entry], *, by: Literal["item", "year"], titles: Mapping[str, str] | None = None
) -> list[Plan]:
    """Divide entries into booklets, keeping their order and item numbers.

    by      "item": one booklet per criteria line, an entry that proves several lines stands in each of theirs, what proves
            none comes last; "year": everything in one, grouped in the outline by the first line of each entry.
    titles  code → title of the criteria lines, in the order in which the booklets shall come.
    """
    named = dict(titles or {})
    if by == "year":
        grouped = [
            entry if entry.group or not entry.lines else replace(entry, group=_label(entry.lines[0], named))
            for entry in entries
        ]
        return [Plan("", _("全年材料"), tuple(grouped))] if grouped else []
    codes = list(named)
    for entry in entries:
        codes += [code for code in entry.lines if code not in named and code not in codes]
    plans = []
    for code in codes:
        chosen = tuple(entry for entry in entries if code in entry.lines)
        if chosen:
            plans.append(Plan(code, _label(code, named), chosen))
    rest = tuple(entry for entry in entries if not entry.lines)
    if rest:
        plans.append(Plan("", _("未对应测评项目的材料"), rest))
    return plans


def _label(code: str, titles: Mapping[str, str]) -> str:
    return f"{code}  {titles[code]}" if titles.get(code) else code
