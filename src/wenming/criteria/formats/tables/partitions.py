"""What stands above a table as lines of its own: titles of sheets, headings between tables, with their points."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.draft import Draft, Place
from wenming.criteria.formats.tables.facts import speaks_of_whole
from wenming.criteria.formats.tables.finding import Table
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.parts import read_words
from wenming.criteria.formats.tables.points import take_points
from wenming.criteria.formats.tables.wording import GENERIC_LABEL, GENERIC_PART, is_bonus_title, part_name

LONGEST_PART = 45


def parts_above(lines: list[Table]) -> dict[int, list[str]]:
    """What stands above each table as lines of its own: the titles of sheets, the headings between tables."""
    if not lines:
        return {}
    found: dict[int, list[str]] = {}
    sheets = [t for t in lines if t.region.grid.kind == "sheet"]
    common = _common_titles(lines)
    several = len(lines) > 1
    titled = [words for t in lines if t not in sheets for words in t.titles[-1:] if squeeze(words) not in common]
    own_parts = len(titled) > 1 and sum(1 for words in titled if take_points(words).value is not None) == len(titled)
    for table in lines:
        own = [words for words in table.titles if squeeze(words) not in common]
        if table in sheets:
            found[id(table)] = _sheet_parts(table, own, sheets, several)
        else:
            found[id(table)] = _table_parts(table, own, lines, own_parts=own_parts)
    named = [words for words in found.values() if words]
    if several and len(named) == 1 and found[id(lines[0])] and not _is_part(found[id(lines[0])][-1]):
        found[id(lines[0])] = []  # only the first table has a title: the document's
    return {key: words for key, words in found.items() if words}


def _common_titles(lines: list[Table]) -> set[str]:
    counts: dict[str, set[int]] = {}
    for number, table in enumerate(lines):
        for words in table.titles:
            counts.setdefault(squeeze(words), set()).add(number)
    return {words for words, where in counts.items() if len(where) > 1}


def _sheet_parts(table: Table, own: list[str], sheets: list[Table], several: bool) -> list[str]:
    blocks = {t.block for t in sheets}
    if not several:
        return [words for words in own if _is_part(words)]
    first_of_block = all(t.block != table.block or t is table for t in sheets[: sheets.index(table)])
    if len(blocks) == 1 or not first_of_block:
        return (
            [words for words in own if len(words) <= LONGEST_PART][-1:]
            if sheets.index(table) or _is_part(own[-1] if own else "")
            else []
        )
    parts = [words for words in own if len(words) <= LONGEST_PART]
    scored = [words for words in parts if take_points(words).value is not None or _is_part(words)]
    if scored:
        return scored[-1:]
    label = table.region.grid.label
    if parts and (label and squeeze(label) in squeeze(parts[-1])):
        return parts[-1:]
    if label and not GENERIC_LABEL.match(squeeze(label)):
        return [label]
    return parts[-1:]


def _is_part(words: str) -> bool:
    """Whether a title is coded like a part of something larger, or carries points as one."""
    draft = read_words(words)
    return (
        draft.code is not None
        and not GENERIC_PART.match(squeeze(draft.name))
        and (draft.points is not None or len(draft.name) <= 20)
    )


def _table_parts(table: Table, own: list[str], lines: list[Table], *, own_parts: bool) -> list[str]:
    """Headings straight above a table of a document: coded or with points, and not merely "三、评分标准".

    own_parts  whether the tables are told apart by title rows of their own, with points.
    """
    several = len(lines) > 1
    headings: list[str] = []
    for number, paragraph in enumerate(reversed(table.before)):
        words = paragraph.text
        if speaks_of_whole(words):
            continue
        if len(words) > LONGEST_PART or re.search(r"[。；]$", words):
            break
        draft = read_words(words)
        scored = (
            draft.points is not None and (draft.code is not None or several) and not re.search(r"总分|满分|合计", words)
        )
        coded = draft.code is not None and several and number == 0 and not GENERIC_PART.match(squeeze(draft.name))
        bonus = is_bonus_title(words) and several and number == 0
        if scored or coded or bonus:
            headings.insert(0, words)
        elif number > 2:
            break
    if own and (own_parts or (several and lines.index(table) > 0) or _is_part(own[-1])):
        headings.append(own[-1])
    return headings


def part_draft(words: str, table: Table, *, shared: bool) -> Draft:
    """A part as a line. shared: all parts have one name, and only the bracket tells them apart: 文明村测评（材料审核，30分）."""
    draft = read_words(words)
    draft.words = draft.aside if shared and draft.aside else part_name(draft.words)
    draft.part = draft.heading = True
    row = table.region.titles[-1] if table.region.titles else 0
    draft.place = Place(table.block, row)
    return draft
