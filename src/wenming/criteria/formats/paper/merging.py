"""Taking over what people changed in the tables of a paper into the document that it carries.

Rows are matched by their code; rows whose code was changed are matched by their place between matched rows, if there
are as many of them as were there. The order of the rows is the order of the document; a row keeps the depth it had, a
new row stands beside the row above it (below it, if that is a heading), and every line hangs below the nearest row above
that is one level up. Each of these decisions that is not forced is noted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from wenming.criteria.formats.exchange.problems import Note, NotUnderstood, Place, Problem
from wenming.criteria.formats.exchange.wording import choices, effects, evidence, rule_reading, spans
from wenming.criteria.formats.exchange.wording.safe_text import read_code
from wenming.criteria.formats.exchange.wording.tokens import read_count, read_value
from wenming.criteria.formats.paper.embedding import Carried
from wenming.criteria.formats.paper.matching import match
from wenming.criteria.formats.paper.tables import (
    CODE,
    CONTENT,
    EFFECT,
    EVIDENCE,
    ITEM,
    ITEM_HEADINGS,
    LOOKBACK,
    METHODS,
    POINTS,
    RULE,
    SCORING,
    THRESHOLD,
    Cell,
)
from wenming.criteria.rules.editing import fitting
from wenming.kernel.words import _

Plain = dict[str, Any]
Rows = Sequence[tuple[int, list[Cell]]]

MAIN, NEGATIVE = "测评表", "负面清单"
READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    POINTS: ("points", lambda text: read_value(text, share=False)),
    METHODS: ("methods", choices.read_methods),
    RULE: ("rule", rule_reading.read_rule),
    SCORING: ("scoring", str),
    EVIDENCE: ("evidence", evidence.read_evidence),
    LOOKBACK: ("lookback", spans.read_lookback),
    THRESHOLD: ("threshold", read_count),
    EFFECT: ("effect", effects.read_effect),
}
FORGIVEN = frozenset({RULE, EVIDENCE})  # what cannot be read here stays as it was, with a note


class Merging:
    """One merge: the problems that forbid it, the notes for a person, and the row of every line."""

    def __init__(self, carried: Carried) -> None:
        self.carried = carried
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self.rows: dict[str, int] = {}
        self.renamed: dict[str, str] = {}

    def merged(self, headings: Sequence[str], lines: Rows, negative: Rows) -> Plain:
        """Return the document with what the tables say now; ``headings`` are those of the main table."""
        document = dict(self.carried.document)
        document["lines"] = self._lines(headings, lines)
        document["negative"] = self._items(negative)
        return document

    # ---- the main table -----------------------------------------------------------------------------------------
    def _lines(self, headings: Sequence[str], rows: Rows) -> list[Plain]:
        before = list(_flat(self.carried.document.get("lines") or []))
        partners = match(self.carried.lines, [cells for _number, cells in rows])
        self._note_gone(MAIN, [line for line, _d, _p, _g in before], partners)
        top: list[Plain] = []
        path: list[Plain] = []  # the line at each depth above the present row
        groups: list[bool] = []
        parents: list[tuple[Plain, str | None, str | None, int]] = []
        for (number, cells), partner in zip(rows, partners, strict=True):
            if partner is None:
                old: Plain = {}
                parent_before, group = None, False
                depth = len(path) - (not groups[-1]) if path else 0
                shown: list[Cell] = [[] for _heading in headings]
            else:
                old, depth, parent_before, group = before[partner]
                shown = self.carried.lines[partner]
            line = self._row(Place(MAIN, number), headings, old, shown, cells)
            line.pop("lines", None)
            depth = min(depth, len(path))
            del path[depth:], groups[depth:]
            above = path[-1] if path else None
            (above.setdefault("lines", []) if above is not None else top).append(line)
            path.append(line)
            groups.append(group)
            self.rows.setdefault(str(line.get("code")), number)
            if partner is None:
                self._note_new(number, line, above)
            else:
                parents.append((line, parent_before, above.get("code") if above else None, number))
        self._note_moved(parents)
        for line in _walk(top):
            self._rename_weights(line)
            self._fit(line)
        return top

    def _note_gone(self, sheet: str, before: Sequence[Plain], partners: Sequence[int | None]) -> None:
        kept = set(partners)
        for at, line in enumerate(before):
            if at not in kept:
                self.notes.append(
                    Note(Place(sheet), _("「%(code)s」已从表里删去，导入后不再有这一条。") % {"code": line["code"]})
                )

    def _note_new(self, number: int, line: Plain, above: Plain | None) -> None:
        where = above.get("code") if above else None
        message = (
            _("新增的条目放在「%(code)s」之下，请核对。") % {"code": where}
            if where
            else _("新增的条目放在第一层，请核对。")
        )
        self.notes.append(Note(Place(MAIN, number), message))

    def _note_moved(self, parents: Sequence[tuple[Plain, str | None, str | None, int]]) -> None:
        for _line, before, now, number in parents:
            if self.renamed.get(before or "", before) != now:
                message = (
                    _("这一条按位置改到「%(code)s」之下，请核对。") % {"code": now}
                    if now
                    else _("这一条按位置改到第一层，请核对。")
                )
                self.notes.append(Note(Place(MAIN, number), message))

    def _rename_weights(self, line: Plain) -> None:
        rule = line.get("rule")
        if self.renamed and isinstance(rule, dict) and isinstance(rule.get("weights"), dict):
            weights = {self.renamed.get(code, code): weight for code, weight in rule["weights"].items()}
            line["rule"] = rule | {"weights": weights}

    def _fit(self, line: Plain) -> None:
        """A line that has gained or lost lines below may have a rule that no longer fits: it goes, and that is noted."""
        fitted = fitting(line)
        if fitted is not line:
            line.pop("rule")
            line.update(fitted)
            place = Place(MAIN, self.rows.get(str(line.get("code"))), RULE)
            self.notes.append(Note(place, _("下级条目有增减，原来的计分规则已按现有下级调整，请核对。")))

    # ---- the negative list --------------------------------------------------------------------------------------
    def _items(self, rows: Rows) -> list[Plain]:
        before: list[Plain] = self.carried.document.get("negative") or []
        partners = match(self.carried.negative, [cells for _number, cells in rows])
        self._note_gone(NEGATIVE, before, partners)
        items = []
        for (number, cells), partner in zip(rows, partners, strict=True):
            old = before[partner] if partner is not None else {}
            shown = self.carried.negative[partner] if partner is not None else [[] for _heading in ITEM_HEADINGS]
            items.append(self._row(Place(NEGATIVE, number), ITEM_HEADINGS, old, shown, cells))
        return items

    # ---- one row ------------------------------------------------------------------------------------------------
    def _row(self, place: Place, headings: Sequence[str], old: Plain, shown: list[Cell], cells: list[Cell]) -> Plain:
        """Return the line with every cell that no longer shows what it showed taken over."""
        thing = dict(old)
        for heading, before, now in zip(headings, shown, cells, strict=True):
            if before == now and old:
                continue
            here = Place(place.sheet, place.row, heading)
            if heading == CODE:
                self._take_code(here, thing, now)
            elif heading in (CONTENT, ITEM):
                self._take_content(here, thing, before, now)
            elif before != now:
                self._take(here, heading, thing, now)
        return thing

    def _take_code(self, place: Place, thing: Plain, now: Cell) -> None:
        code = read_code("".join(now).strip())
        if not code:
            self.problems.append(Problem(place, _("没有编号；请填写不重复的编号，不是条目的行（如合计）请删除。")))
            return
        if "code" in thing and place.sheet == MAIN:
            self.renamed[thing["code"]] = code
        thing["code"] = code

    def _take_content(self, place: Place, thing: Plain, before: Cell, now: Cell) -> None:
        title, text = str(thing.get("title") or ""), thing.get("text")
        if len(before) == 1 and text:  # the text alone was shown: the title is its beginning
            thing["text"] = "\n".join(now) or None
            if title == text:
                thing["title"] = thing["text"] or ""
            elif not str(thing["text"] or "").startswith(title):
                self.notes.append(Note(place, _("内容已改，题目仍是「%(title)s」，请核对。") % {"title": title[:30]}))
            return
        if now[:1] != before[:1]:
            thing["title"] = now[0] if now else ""
        if now[1:] != before[1:]:
            thing["text"] = "\n".join(now[1:]) or None

    def _take(self, place: Place, heading: str, thing: Plain, now: Cell) -> None:
        key, read = READERS[heading]
        text = "\n".join(now).strip()
        if not text:
            thing.pop(key, None)
            return
        try:
            thing[key] = read(text)
        except NotUnderstood as error:
            if heading in FORGIVEN:
                self.notes.append(Note(place, _("改动没有采用：%(why)s") % {"why": error}))
            else:
                self.problems.append(Problem(place, str(error)))


def _flat(lines: Sequence[Plain]) -> list[tuple[Plain, int, str | None, bool]]:
    """Return every line with its depth, its parent's code, and whether it has lines below, in document order."""
    out = []
    waiting: list[tuple[Plain, int, str | None]] = [(line, 0, None) for line in reversed(lines)]
    while waiting:
        line, depth, parent = waiting.pop()
        below = line.get("lines") or []
        out.append((line, depth, parent, bool(below)))
        waiting.extend((child, depth + 1, line["code"]) for child in reversed(below))
    return out


def _walk(lines: Sequence[Plain]) -> list[Plain]:
    return [line for line, _depth, _parent, _group in _flat(lines)]
