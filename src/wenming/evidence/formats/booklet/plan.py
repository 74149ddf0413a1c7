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
    """Divide entries into booklets, keeping their order; item numbers (件号) run from 1 in each booklet.

    by      "item": one booklet per criteria item, an entry that stands under several is in each of theirs, what proves
            none comes last; "year": everything in one, grouped in the outline by the first line of each entry.
    titles  code → title of the criteria lines, in the order in which the booklets shall come.
    """
    named = dict(titles or {})
    if by == "year":
        grouped = [
            entry if entry.group or not entry.lines else replace(entry, group=_label(entry.lines[0], named))
            for entry in entries
        ]
        return [Plan("", _("全年材料"), _numbered(grouped))] if grouped else []
    codes = list(named)
    for entry in entries:
        codes += [code for code in _under(entry) if code not in named and code not in codes]
    plans = []
    for code in codes:
        chosen = [entry for entry in entries if code in _under(entry)]
        if chosen:
            plans.append(Plan(code, _label(code, named), _numbered(chosen)))
    rest = [entry for entry in entries if not _under(entry)]
    if rest:
        plans.append(Plan("", _("未对应测评项目的材料"), _numbered(rest)))
    return plans


def _under(entry: Entry) -> Sequence[str]:
    return entry.under or entry.lines


def _numbered(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """件号 as they lie in one volume: 序号 of its index and the stamp on the page are one number."""
    return tuple(replace(entry, item=number) for number, entry in enumerate(entries, start=1))


def _label(code: str, titles: Mapping[str, str]) -> str:
    return f"{code}  {titles[code]}" if titles.get(code) else code
