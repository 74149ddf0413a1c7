"""Two sets beside each other for the page: what changed line by line and field by field, texts word by word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.criteria.rules.comparison import Comparison, FieldChange, ItemRow, LineRow, Segment, compare
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.values import Document, Line
from wenming.criteria.selectors import words
from wenming.criteria.states import Level, NotApplicable

NAMES: Mapping[str, Any] = {
    "title": gettext_lazy("题目"),
    "text": gettext_lazy("原文要求"),
    "points": gettext_lazy("分值"),
    "methods": gettext_lazy("测评方法"),
    "period": gettext_lazy("周期"),
    "bonus": gettext_lazy("特色加分"),
    "rule": gettext_lazy("怎么算"),
    "scoring": gettext_lazy("评分办法原文"),
    "na": gettext_lazy("不适用时"),
    "evidence": gettext_lazy("材料"),
    "window": gettext_lazy("材料时间"),
    "lookback": gettext_lazy("追溯期"),
    "threshold": gettext_lazy("发生几次起算"),
    "effect": gettext_lazy("后果"),
    "code": gettext_lazy("代码"),
    "name": gettext_lazy("名称"),
    "level": gettext_lazy("层级"),
    "year": gettext_lazy("年度"),
    "issuer": gettext_lazy("印发"),
    "source": gettext_lazy("出处"),
    "base_total": gettext_lazy("基本分"),
    "bonus_cap": gettext_lazy("加分上限"),
    "bonus_inside_total": gettext_lazy("加分计入满分之内"),
    "pass_mark": gettext_lazy("达标线"),
    "grades": gettext_lazy("等次"),
    "method_weights": gettext_lazy("方法权重"),
    "years": gettext_lazy("跨年度"),
    "extra": gettext_lazy("其他字段"),
}
STATUS: Mapping[str, tuple[Any, str, str]] = {
    "added": (gettext_lazy("增加"), "done", "plus"),
    "removed": (gettext_lazy("删去"), "late", "minus"),
    "changed": (gettext_lazy("改动"), "due", "pencil"),
    "same": (gettext_lazy("未变"), "calm", "none"),
}


@dataclass(frozen=True)
class Change:
    """One field: its name, and either the words that went and came, or both values."""

    label: Any
    was: str = ""
    now: str = ""
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line or item of the comparison."""

    code: str
    was_code: str
    title: str
    status: str
    label: Any
    tone: str
    icon: str
    level: int = 1
    moved: bool = False
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True)
class Beside:
    """The whole comparison; ``rows`` leave out what is the same unless everything was asked for."""

    sentences: tuple[str, ...]
    settings: list[Change]
    rows: list[Row]
    negative: list[Row]
    same: int
    nothing: bool


def beside(old: Document, new: Document, *, everything: bool = False) -> Beside:
    """What is different between two documents. No query."""
    found: Comparison = compare(old, new)
    rows = [_line_row(row, old, new) for row in found.rows if everything or row.status != "same"]
    negative = [_item_row(row) for row in found.negative if everything or row.status != "same"]
    return Beside(
        sentences=found.summary.sentences,
        settings=[_change(change, old, new) for change in found.settings],
        rows=rows,
        negative=negative,
        same=found.summary.same,
        nothing=found.summary.nothing,
    )


def _line_row(row: LineRow, old: Document, new: Document) -> Row:
    line = row.here.line
    changes = [_change(change, old, new, row) for change in row.fields]
    label, tone, icon = STATUS[row.status]
    return Row(
        code=line.code,
        was_code=row.old.line.code if row.old and row.renumbered else "",
        title=line.title or (line.text or "")[:60],
        status=row.status,
        label=label,
        tone=tone,
        icon=icon,
        level=len(row.here.above) + 1,
        moved=row.moved,
        changes=changes
        or ([] if row.status in ("changed", "same") else _whole(line, new if row.new else old, row.status)),
    )


def _whole(line: Line, document: Document, status: str) -> list[Change]:
    """What an added or removed line says, as far as it matters."""
    said = [(NAMES["points"], plain(line.points) if line.points is not None else "")]
    if line.text and line.text != line.title:
        said.append((NAMES["text"], line.text))
    if line.scoring:
        said.append((NAMES["scoring"], line.scoring))
    if line.is_leaf:
        said.append((NAMES["rule"], words.counting_words(line, document)))
    if status == "added":
        return [Change(label, now=value) for label, value in said if value]
    return [Change(label, was=value) for label, value in said if value]


def _item_row(row: ItemRow) -> Row:
    item = row.new or row.old
    assert item is not None
    label, tone, icon = STATUS[row.status]
    return Row(
        code=item.code,
        was_code=row.old.code if row.old and row.renumbered else "",
        title=item.title or item.text or item.code,
        status=row.status,
        label=label,
        tone=tone,
        icon=icon,
        changes=[_item_change(change, row) for change in row.fields],
    )


def _change(change: FieldChange, old: Document, new: Document, row: LineRow | None = None) -> Change:
    label = NAMES.get(change.field, change.field)
    if change.is_text:
        return Change(label, segments=change.segments)
    if change.field == "rule" and row is not None and row.old and row.new:
        return Change(label, words.counting_words(row.old.line, old), words.counting_words(row.new.line, new))
    return Change(label, value_words(change.field, change.old), value_words(change.field, change.new))


def _item_change(change: FieldChange, row: ItemRow) -> Change:
    label = NAMES.get(change.field, change.field)
    if change.is_text:
        return Change(label, segments=change.segments)
    said = words.effect_words if change.field == "effect" else words.lookback_words
    if change.field in ("lookback", "threshold", "effect") and row.old and row.new:
        return Change(label, said(row.old), said(row.new))
    return Change(label, value_words(change.field, change.old), value_words(change.field, change.new))


def value_words(name: str, value: Any) -> str:
    """A value in words; nothing said is said so."""
    if value is None or value == () or value == {}:
        return _("（没有）")
    if isinstance(value, bool):
        return _("是") if value else _("否")
    match name:
        case "methods":
            return words.method_words(value)
        case "evidence":
            return "\n".join(words.duty_words(duty) for duty in value)
        case "window":
            return words.window_words(value)
        case "na":
            return str(NotApplicable(value).label)
        case "level":
            return str(Level(value).label)
        case "points" | "base_total" | "bonus_cap" | "pass_mark":
            return plain(value)
        case "grades":
            return words.listed(f"{grade} {worth}" for grade, worth in value.items())
        case "method_weights":
            return words.listed(f"{words.method_words((method,))} {plain(weight)}" for method, weight in value.items())
        case "years":
            return words.years_words(value)
        case "extra":
            return words.listed(_("：").join((str(key), str(one))) for key, one in value.items())
    return str(value)
