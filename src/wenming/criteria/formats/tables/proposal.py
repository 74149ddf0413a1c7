"""Read a criteria table and propose a wenming-criteria/1 document, with warnings and with where everything came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from wenming.criteria.formats.document import MAX_SCORING
from wenming.criteria.formats.tables import checks
from wenming.criteria.formats.tables.assembly import Assembly, assemble
from wenming.criteria.formats.tables.bare import settle_bare
from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.evidence_wording import read_asked, read_duties
from wenming.criteria.formats.tables.finish import finish
from wenming.criteria.formats.tables.grid import Grid, Source
from wenming.criteria.formats.tables.line_codes import give_codes
from wenming.criteria.formats.tables.naming import ISSUED_BY, Naming, name_set
from wenming.criteria.formats.tables.negatives import read_negatives
from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.numbers import NUMBER, plain, tidy
from wenming.criteria.formats.tables.origins import SheetView, sources_of, views_of
from wenming.criteria.formats.tables.outline import paragraphs_of, read_outline, scored
from wenming.criteria.formats.tables.readers import read_source
from wenming.criteria.formats.tables.readers.refusals import NoTable
from wenming.criteria.formats.tables.sums import notes_of, read_totals, split_sections
from wenming.criteria.formats.tables.totals import Totals
from wenming.criteria.formats.tables.windows import period, window
from wenming.criteria.formats.tables.wordings import Reading, Wording, read_wording

FORMAT = "wenming-criteria/1"
CAP = re.compile(
    rf"(?:最高|最多|累计|合计|上限|不超过|封顶)[^，。；\d]{{0,8}}(?P<n>{NUMBER})分|(?P<m>{NUMBER})分(?:封顶|为限)"
)
MARK_WORDS = re.compile(r"不得分|不计分|不给分|零分|满分|得|计|分")
WORDS = re.compile(r"[\u4e00-\u9fff]")
MARKS = re.compile(r"(?:扣|得|加|计)\s*\d|不得分")


@dataclass
class Proposal:
    """What the program proposes; a person confirms.

    document  wenming-criteria/1 as plain values, with "warnings" added.
    sources   code of a line -> {"sheet"|"table"|"paragraph": which, "row": its number, "cells": the words read}.
    grids     the source for display, with what became of every row.
    """

    document: dict[str, Any]
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    grids: list[SheetView] = field(default_factory=list)

    @property
    def warnings(self) -> list[dict[str, Any]]:
        return list(self.document["warnings"])

    def with_sources(self) -> dict[str, Any]:
        """The document with an extra ``source`` on every line, for those who ask for it."""

        def told(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return [
                {
                    **line,
                    "source": self.sources.get(line["code"]),
                    **({"lines": told(line["lines"])} if "lines" in line else {}),
                }
                for line in lines
            ]

        return {**self.document, "lines": told(self.document["lines"])}


def parse(file: str | Path | bytes, name: str | None = None) -> Proposal:
    """Read a criteria table in any supported format.

    file    a path, or the bytes of a file, which then needs its ``name``.
    Raises  Unreadable, NoTable (both Refusal) with a sentence for people; OSError for a path that cannot be read.
    """
    if isinstance(file, bytes):
        data, name = file, name or "criteria"
    else:
        data, name = Path(file).read_bytes(), name or Path(file).name
    source = read_source(data, name)
    root, negatives, assembly = _read(source)
    negatives += split_sections(root)
    settle_bare(root)
    if not root.children:
        raise NoTable()
    totals = read_totals(source, assembly, root)
    titles, closing = _titles(source, assembly)
    naming = name_set(name, titles, closing)
    finish(root, [*notes_of(source), *(p.text for p in source.paragraphs)])
    codes = give_codes(root)
    readings = {draft: _reading(draft, totals) for draft in codes if not draft.children}
    rules = {draft: reading.rule for draft, reading in readings.items()}
    document = _document(naming, name, totals, root, codes, rules)
    document["negative"], doubts = read_negatives(negatives)
    document["warnings"] = checks.check(root, codes, totals, readings)
    document["warnings"] += [{"line": None, "message": message} for message in doubts]
    return Proposal(document, sources_of(source, codes), views_of(source, codes))


def _read(source: Source) -> tuple[Draft, list[Draft], Assembly | None]:
    """The tree from tables if there are any, else from numbered text; whichever carries more points."""
    assembly = assemble(source)
    outline = read_outline(source)
    lines = sum(1 for d in assembly.root.walk()) - 1
    from_tables = sum(1 for d in assembly.root.walk() if d.points is not None)
    headed = any(t.kind == "lines" and t.region.head is not None for t in assembly.tables)
    if lines and ((headed and (from_tables or scored(outline) < 3)) or from_tables >= scored(outline)):
        return assembly.root, [*assembly.negatives, *_beside(outline.negatives, assembly)], assembly
    if scored(outline) >= 2:
        for block, kind in outline.fates.items():
            found = source.blocks[block]
            if isinstance(found, Grid):
                for row in range(len(found.rows)):
                    found.mark(row, kind)
        return outline.root, [*outline.negatives, *assembly.negatives], None
    return assembly.root, [*assembly.negatives, *_beside(outline.negatives, assembly)], assembly


def _beside(lists: list[Draft], assembly: Assembly) -> list[Draft]:
    """The negative lists of the running text without those that were read as tables."""
    read = {table.block for table in assembly.tables if table.kind == "negative"}
    return [found for found in lists if not found.children or {_block(c) for c in found.children} - read]


def _block(draft: Draft) -> int:
    return draft.place.block if draft.place is not None else -1


def _titles(source: Source, assembly: Assembly | None) -> tuple[list[str], list[str]]:
    """Candidate titles, and the closing paragraphs."""
    paragraphs = source.paragraphs if assembly is not None else [p for _index, p in paragraphs_of(source)]
    titles: list[str] = []
    if assembly is not None:
        for table in assembly.tables:
            if table.kind in {"headless", "other"} and table.region.grid.kind == "sheet":
                grid = table.region.grid
                titles.extend(
                    c.text for row in range(min(4, len(grid.rows))) for c in grid.starts(row) if len(c.text) <= 40
                )
            if table.kind in {"lines", "summary"}:
                titles.extend(p.text for p in table.before[-12:] if len(p.text) <= 80)
                titles.extend(table.titles)
                grid = table.region.grid
                rows = [cell.text for row in table.region.titles for cell in grid.starts(row)]
                titles[:0] = [words for words in rows if ISSUED_BY.search(words)]
                if table.kind == "lines":
                    break
    else:
        titles.extend(p.text for p in paragraphs[:6] if len(p.text) <= 80)
    return titles, [p.text for p in paragraphs[-6:]]


def _reading(draft: Draft, totals: Totals) -> Reading:
    """The rule of a leaf and what it leaves out: from its rule column, a remark on marks, or its own sentence."""
    wording = _scoring(draft)
    found = read_wording(
        Wording(
            points=draft.points,
            sentence=draft.text or draft.title,
            rule=wording,
            grades=draft.grades,
            set_grades=totals.grades,
            bonus=draft.bonus,
        )
    )
    rule = found.rule
    if rule is not None and rule["kind"] == "awards" and "cap" not in rule and draft.points is None:
        cap = CAP.search(one_line(draft.noted("remark")))
        value = tidy(cap["n"] or cap["m"]) if cap is not None else None
        return found if value is None else replace(found, rule={**rule, "cap": plain(value)})
    if rule is None and totals.graded_all and not draft.bonus and draft.points is not None and not draft.noted("rule"):
        return Reading({"kind": "graded"})
    return found


def _scoring(draft: Draft) -> str:
    """What a cell of its own says of a line's marks, as printed."""
    remark = draft.noted("remark")
    return draft.noted("rule") or (remark if MARKS.search(remark) else "")


def _described(draft: Draft) -> str:
    """What the columns of grades say in words: a line for each grade, where there is more than its mark."""
    if not any(WORDS.search(MARK_WORDS.sub("", cell)) for cell in draft.grades.values()):
        return ""
    return "\n".join(f"{label}：{cell}" for label, cell in draft.grades.items() if cell.strip())


def _document(
    naming: Naming,
    file_name: str,
    totals: Totals,
    root: Draft,
    codes: dict[Draft, str],
    rules: dict[Draft, dict[str, Any] | None],
) -> dict[str, Any]:
    document: dict[str, Any] = {
        "format": FORMAT,
        "code": naming.code,
        "name": naming.name,
        "level": naming.level,
        "year": naming.year,
        "issuer": naming.issuer,
        "source": file_name,
        "base_total": _text(totals.base),
        "bonus_cap": _text(totals.bonus),
        "bonus_inside_total": totals.inside,
        "pass_mark": _text(totals.pass_mark),
        "grades": totals.grades or None,
        "method_weights": None,
        "years": None,
    }
    document["lines"] = [_line(child, codes, rules, naming.year, None) for child in root.children]
    return document


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _line(
    draft: Draft,
    codes: dict[Draft, str],
    rules: dict[Draft, dict[str, Any] | None],
    year: int | None,
    above: str | None,
) -> dict[str, Any]:
    """One line as the format has it; what is not said is left out, except points and text."""
    line: dict[str, Any] = {
        "code": codes[draft],
        "title": draft.title,
        "text": draft.text or None,
        "points": _text(draft.points),
        "methods": list(draft.methods),
    }
    spell = period(draft.title, year) if draft.part else None
    spell = spell or (period(draft.noted("period"), year) if draft.noted("period") else None)
    if spell is not None:
        line["period"] = spell
    if draft.bonus:
        line["bonus"] = True
    scoring = "\n".join(filter(None, (_scoring(draft), _described(draft))))
    if scoring:
        line["scoring"] = scoring[:MAX_SCORING]
    rule = rules.get(draft)
    if rule is not None:
        line["rule"] = rule
    asked = draft.noted("evidence")
    evidence = read_duties(asked)
    if not asked and not draft.children:
        evidence = read_asked(f"{draft.text}\n{draft.noted('remark')}")
    if evidence:
        line["evidence"] = evidence
    span = window(f"{draft.text}\n{asked}\n{draft.noted('remark')}")
    if span is not None:
        line["window"] = span
    owner = draft.noted("owner")
    if owner:
        line["owner"] = owner
    remark = draft.noted("remark")
    if remark:
        line["remark"] = remark
    if draft.children:
        line["lines"] = [_line(child, codes, rules, year, spell or above) for child in draft.children]
    return line
