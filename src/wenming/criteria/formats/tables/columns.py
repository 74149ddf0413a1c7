"""Give every column of a table its role, from the words of its head and the look of its cells together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from wenming.criteria.formats.tables.features import Features, features
from wenming.criteria.formats.tables.heads import Region
from wenming.criteria.formats.tables.methods import only_methods
from wenming.criteria.formats.tables.rows import row_kind
from wenming.criteria.formats.tables.vocabulary import GRADE_HEADS, head_depth, head_roles

CONTENT = re.compile(r"内容|项目|指标|要求|事项")
HEAVY = 4.0  # a role needs this much between head and cells, else the column is only shown


@dataclass
class Column:
    """role  one of vocabulary.ROLES, "grade", "method_tick" or "" (shown, not read)."""

    col: int
    role: str
    label: str
    features: Features
    depth: int | None = None


@dataclass
class Columns:
    """All columns of a region by place; ``lines`` are the body rows that may hold lines."""

    items: list[Column]
    lines: list[int] = field(default_factory=list)

    def of(self, *roles: str) -> list[Column]:
        return [column for column in self.items if column.role in roles]


def line_rows(region: Region) -> list[int]:
    """The rows of a region that can hold lines: no totals, notes or places to sign."""
    return [row for row in region.body if row_kind(region.grid, row) == "line"]


def read_columns(regions: list[Region]) -> Columns:
    """The roles of the columns of one region, or of several that share a head (their cells are weighed together)."""
    first = regions[0]
    width = first.grid.width
    chosen: list[Column] = []
    weighed: list[tuple[Column, dict[str, float]]] = []
    lines = [line_rows(region) for region in regions]
    wide = max(3, round(0.7 * (first.last_col - first.first_col + 1)))
    for col in range(width):
        seen = _joint(
            [features(r.grid, rows, col, wide) for r, rows in zip(regions, lines, strict=True) if col < r.grid.width]
        )
        head = first.head
        label = head.label(col) if head else ""
        roles = head.roles[col] if head else {}
        column = Column(col, "", label, seen, _depth(first, col))
        scores = _weigh(roles, seen, known=head is not None)
        column.role = _best(scores)
        weighed.append((column, scores))
        chosen.append(column)
    _settle(chosen, weighed)
    return Columns(chosen, line_rows(first))


def _depth(region: Region, col: int) -> int | None:
    if region.head is None:
        return None
    return next((d for words in reversed(region.head.texts[col]) if (d := head_depth(words))), None)


def _joint(many: list[Features]) -> Features:
    """Features of several tables as of one, weighted by their cells."""
    if len(many) == 1:
        return many[0]
    total = sum(f.cells for f in many)
    joint = Features(cells=total)
    if not total:
        return joint
    for name in Features.__dataclass_fields__:
        if name != "cells":
            setattr(joint, name, sum(getattr(f, name) * f.cells for f in many) / total)
    return joint


def _weigh(roles: dict[str, int], seen: Features, *, known: bool) -> dict[str, float]:
    """Add what the cells say to what the head says. A column without words or head has no role."""
    scores: dict[str, float] = dict(roles)
    if seen.cells == 0:
        return {"score": 1.0, **{k: v - 6.0 for k, v in scores.items() if k in {"points", "grade"}}} if scores else {}
    text = 1.0 - seen.numeric

    def add(role: str, amount: float, *, invite: bool = False) -> None:
        if role in scores or invite or not roles:
            scores[role] = scores.get(role, 0.0) + amount

    doubt = 12 if known else 6  # without a head its words stand among the cells
    add("points", 7 * seen.numeric - doubt * (1 - seen.numeric) + (0 if seen.code_only < 1 or roles else -2))
    add("seq", 4 * seen.code_only - 12 * (1 - seen.code_only))
    add("code", 4 * seen.code_only - 12 * (1 - seen.code_only))
    add("score", 4 * seen.blank - 3 * (1 - seen.blank))
    add(
        "rule", 7 * seen.scoring - (3 if seen.scoring < 0.15 else 0) - 9 * seen.numeric, invite=seen.scoring_only >= 0.5
    )
    add("methods", 9 * seen.methods - (4 if seen.methods < 0.3 else 0) - 9 * seen.numeric, invite=seen.methods >= 0.8)
    add("evidence", 5 * seen.papers - 9 * seen.numeric)
    add("owner", 5 * seen.office - (1 if seen.office < 0.3 else 0) - 9 * seen.numeric)
    add("period", 5 * seen.date - 9 * seen.numeric)
    add("remark", 1.0)
    add("negative", 2 * seen.words)
    add("effect", 1.0)
    add(
        "level",
        4 * text * seen.words
        - 6 * (1 - text)
        - 3 * seen.scoring_only
        - 4 * seen.methods
        + (2 if seen.length > 6 else 0),
    )
    add("grade", 3 * seen.numeric + (2 if seen.length <= 20 else 0))
    add("method_tick", 6 * max(seen.tick, seen.numeric) - 6 * (1 - max(seen.tick, seen.numeric)))
    if not roles:
        for role in ("negative", "effect", "grade", "method_tick", "score", "period", "seq"):
            scores.pop(role, None)
        if seen.code_only >= 0.9 and seen.numeric < 0.9:
            scores["code"] = 5.0
        if known and seen.words < 0.5:
            scores.pop("level", None)
    return scores


def _best(scores: dict[str, float]) -> str:
    if not scores:
        return ""
    role, weight = max(scores.items(), key=lambda item: item[1])
    return role if weight >= HEAVY or role == "score" else ""


def _settle(columns: list[Column], weighed: list[tuple[Column, dict[str, float]]]) -> None:
    """Roles that depend on the other columns."""
    scores = {column.col: marks for column, marks in weighed}
    if not any(c.role in {"level", "negative"} for c in columns):
        _lend_a_level(columns, scores)
    levels = [c for c in columns if c.role == "level"]
    sentences = [c for c in levels if c.features.length >= 8 or c.features.coded >= 0.5]
    for column in columns:
        seen = column.features
        if column.role == "level" and len(levels) > 1 and seen.scoring >= 0.5 and seen.scoring_only >= 0.5:
            before = [c for c in levels if c.col < column.col]
            if before and any(c.features.length >= 5 for c in before) and not _heads_a_sentence(column, columns):
                column.role = "rule"
        elif column.role == "rule" and _names_content(column) and all(c.features.length < 8 for c in levels):
            column.role = "level"
        elif column.role == "rule" and seen.scoring_only < 0.7 and not sentences and _is_text(column):
            column.role = "rule" if len(levels) > 1 and seen.scoring_only >= 0.5 else "level"
        elif column.role == "points" and seen.cells and seen.numeric < 0.3:
            column.role = "rule" if seen.scoring >= 0.3 else ""
    _settle_numerals(columns)
    _settle_spans(columns)
    _settle_negatives(columns)
    _settle_seq(columns)
    _settle_grades(columns)
    _settle_first_code(columns)


def _heads_a_sentence(column: Column, columns: list[Column]) -> bool:
    """Whether the column is the only place where a sentence can stand: 项目 | 标准（含扣分） | 分值."""
    others = [c for c in columns if c.role == "level" and c is not column]
    has_rule = any(c.role == "rule" and c.features.cells for c in columns)
    return not has_rule and all(c.features.length < 8 for c in others) and column.features.scoring_only < 0.9


def _names_content(column: Column) -> bool:
    """Whether head and cells say that the criterion stands here with its marks: 内容及评分 over 1.修订村规民约，未修订扣2分."""
    seen = column.features
    return bool(CONTENT.search(column.label)) and seen.coded >= 0.5 and seen.scoring_only < 0.9 and _is_text(column)


def _is_text(column: Column) -> bool:
    return column.features.words >= 0.8 and column.features.length >= 6


def _lend_a_level(columns: list[Column], scores: dict[int, dict[str, float]]) -> None:
    """A table must have something to judge: the wordiest column takes the role when no head names it."""
    wordy = [
        c
        for c in columns
        if c.features.words >= 0.5 and c.role in {"rule", "evidence", "remark", "", "owner", "period", "methods"}
    ]
    if wordy:
        first = wordy[0]
        if (
            first.role in {"", "remark", "owner"}
            and first.features.length < 8
            and len(wordy) > 1
            and wordy[1].role in {"", "rule"}
        ):
            first.role = "level"
            return
        max(wordy, key=lambda c: (c.features.words * c.features.length, -c.col)).role = "level"


def _settle_numerals(columns: list[Column]) -> None:
    """Of two columns under one head the first may hold the numbers of the second: 一 | 班子建设 below 考核项目."""
    for column, beside in pairwise(columns):
        if column.role != "level" or beside.role != "level" or column.label != beside.label or not column.label:
            continue
        if column.features.code_only == 1 and beside.features.words >= 0.8:
            column.role = "code"


def _settle_spans(columns: list[Column]) -> None:
    """Cells that only say how far back, or only what follows, are no items, whatever stands over them."""
    for column in columns:
        others = [c for c in columns if c is not column and c.role in {"level", "negative"}]
        if not others or column.role not in {"level", "negative", "", "score", "owner"}:
            continue
        if column.features.back >= 0.5:
            column.role = "period"
        elif column.features.effect >= 0.8 and column.features.length <= 20 and len(others[0].label) <= 8:
            known = head_roles(column.label)
            if not {"level", "negative"} & set(known) and column.features.cells:
                column.role = "effect"


def _settle_negatives(columns: list[Column]) -> None:
    """In a negative list the column of the items is the deepest: what stands right of it only speaks of it."""
    negative = [c for c in columns if c.role == "negative"]
    for column in columns:
        if not negative or column.role != "level" or column.col < negative[0].col:
            continue
        if column.features.cells <= 1.2 * negative[0].features.cells:
            column.role = "effect" if column.features.effect >= 0.5 else "remark"


def _settle_seq(columns: list[Column]) -> None:
    """编号 may be a running number or a code: letters, dots and dashes make it a code."""
    for column in columns:
        if column.role == "seq" and "code" in head_roles(column.label) and column.features.numeric < 0.5:
            column.role = "code"


def _settle_grades(columns: list[Column]) -> None:
    """One grade column alone is no scale; a head that names a method is no grade."""
    grades = [c for c in columns if c.role == "grade"]
    if len(grades) == 1:
        grades[0].role = "score" if grades[0].features.blank > 0.5 else ""
    for column in columns:
        if column.role == "method_tick" and not only_methods(column.label):
            column.role = ""
        if column.role == "score" and column.features.cells == 0 and GRADE_HEADS.fullmatch(column.label or "-"):
            column.role = "grade" if len(grades) >= 1 else "score"


def _settle_first_code(columns: list[Column]) -> None:
    """A nameless first column of numbers is a running number, not points."""
    first = next((c for c in columns if c.features.cells), None)
    if first is not None and first.role == "points" and not first.label and first.features.code_only == 1:
        others = [c for c in columns if c is not first and c.role == "points"]
        if others:
            first.role = "seq"
