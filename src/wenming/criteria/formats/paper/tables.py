"""What the tables of the paper show: one row per line in document order, one per negative item.

A cell is a list of paragraphs; a paragraph may hold line ends. 测评内容 shows the title and, below it, the text – or the
text alone where the title is only its beginning. 评分办法原文 is a column where any line says it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wenming.criteria.formats.exchange.wording import choices, effects, evidence, rule_saying, spans
from wenming.criteria.formats.exchange.wording.safe_text import safe, say_code
from wenming.criteria.formats.exchange.wording.tokens import Unsayable, say_count

Plain = Mapping[str, Any]
Cell = list[str]

CODE, CONTENT, POINTS, METHODS, RULE, EVIDENCE = "编号", "测评内容", "分值", "测评方法", "计分办法", "应提供材料"
SCORING = "评分办法原文"
ITEM, LOOKBACK, THRESHOLD, EFFECT = "负面事项", "追溯期", "起算次数", "后果"
LINE_HEADINGS = (CODE, CONTENT, POINTS, METHODS, RULE, EVIDENCE)
WITH_SCORING = (CODE, CONTENT, POINTS, METHODS, SCORING, RULE, EVIDENCE)
ITEM_HEADINGS = (CODE, ITEM, LOOKBACK, THRESHOLD, EFFECT)
NOT_IN_WORDS = "（见导出数据）"


@dataclass(frozen=True)
class PaperRow:
    """One row: its cells in the order of the headings, how deep the line stands, whether it has lines below."""

    cells: list[Cell]
    depth: int = 0
    group: bool = False
    bonus: bool = False


def line_headings(document: Plain) -> tuple[str, ...]:
    """Return the headings of the main table of this document."""
    waiting = list(document.get("lines") or [])
    while waiting:
        line = waiting.pop()
        if line.get("scoring"):
            return WITH_SCORING
        waiting.extend(line.get("lines") or [])
    return LINE_HEADINGS


def line_rows(document: Plain) -> Iterator[PaperRow]:
    """Yield the rows of the main table, their cells under ``line_headings``."""
    wording = line_headings(document) is WITH_SCORING
    waiting = [(line, 0, False) for line in reversed(document.get("lines") or [])]
    while waiting:
        line, depth, bonus = waiting.pop()
        below = line.get("lines") or []
        bonus = bonus or bool(line.get("bonus"))
        cells = [
            [say_code(line["code"])],
            content(line),
            _said(str, line.get("points")),
            _said(choices.say_methods, line.get("methods") or None),
            *([_said(str, line.get("scoring"))] if wording else []),
            _said(rule_saying.say_rule, line.get("rule")),
            _said(evidence.say_evidence, line.get("evidence") or None),
        ]
        yield PaperRow(cells, depth, bool(below), bonus)
        waiting.extend((child, depth + 1, bonus) for child in reversed(below))


def item_rows(document: Plain) -> Iterator[PaperRow]:
    """Yield the rows of the negative list."""
    for item in document.get("negative") or []:
        yield PaperRow(
            [
                [say_code(item["code"])],
                content(item),
                _said(spans.say_lookback, item.get("lookback")),
                _said(say_count, item.get("threshold")),
                _said(effects.say_effect, item.get("effect")),
            ]
        )


def content(thing: Plain) -> Cell:
    """Return the paragraphs that show title and text."""
    title, text = safe(thing.get("title") or ""), safe(thing.get("text") or "")
    if not text:
        return [title] if title else []
    return [text] if text.startswith(title) else [title, text]


def _said(say: Callable[[Any], str], value: object) -> Cell:
    if value is None:
        return []
    try:
        said = say(value)
    except Unsayable:
        return [NOT_IN_WORDS]
    return [paragraph for paragraph in safe(said).split("\n") if paragraph.strip()]


def tidy(cell: Sequence[str]) -> Cell:
    """Return a cell without blanks that no one sees, so that programs may rewrite the file and nothing has changed."""
    rows = [
        "\n".join(part.strip() for part in paragraph.replace("\r", "\n").replace("\u00a0", " ").split("\n")).strip("\n")
        for paragraph in cell
    ]
    return [row for row in rows if row]
