"""``wenming-criteria/1`` between JSON (or YAML) and :class:`wenming.criteria.rules.values.Document`.

``read_document`` refuses whatever would be misunderstood (:class:`BadDocument`, naming the line and what to mend) and
keeps fields it does not know (``extra``). ``write_document`` gives them back in a stable order; reading what it wrote
gives an equal document. Decisions where the contract leaves room:

- Only ``format`` is needed; everything else may be unsaid, as in a proposal that a person still completes.
- ``"lines": []`` is the same as no lines: such a line is a leaf.
- Quantities that cannot be negative (points, totals, caps, weights, what a deduction takes off) are refused below 0;
  values that a rule awards may be negative ("最低一档倒扣 1 分").
- Codes are unique among the lines, and among the negative items.
- ``na`` on a line with lines below is kept and means nothing: only leaves are answered so.
- Lines nest up to ``MAX_DEPTH`` levels; a deeper tree is refused.
- ``scoring`` of a line is the wording as printed, at most ``MAX_SCORING`` characters, written only where it is said.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Literal, cast

from wenming.criteria.formats.document_parts import (
    read_duty,
    read_negative,
    read_window,
    write_duty,
    write_negative,
    write_window,
)
from wenming.criteria.formats.document_rules import read_grades, read_rule, write_rule, write_values
from wenming.criteria.formats.fields import Fields, brief
from wenming.criteria.formats.plain_data import load_data, refuse_deep
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.rule_kinds import Rule, Weighted
from wenming.criteria.rules.values import MAX_DEPTH, Document, Line, NaMode, Years
from wenming.criteria.rules.words import COMBINATIONS, LEVELS, METHODS, NOT_APPLICABLE
from wenming.kernel.words import _

FORMAT = "wenming-criteria/1"
MAX_SCORING = 10_000
"""Characters of the printed scoring wording of one line."""

PERIOD = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?|0[1-9]|1[0-2]|Q[1-4]|H[12]")
_YEAR = re.compile(r"[1-9][0-9]{3}")


def load_document(path: Path | str) -> Document:
    """The criteria document in a JSON or YAML file; :class:`BadDocument` for whatever is wrong with it."""
    return read_document(load_data(path, BadDocument, "document"))


def read_document(data: object) -> Document:
    """A criteria document from plain values as ``json.loads`` gives them."""
    refuse_deep(data, _("测评表"), BadDocument)
    top = Fields(data, _("测评表"), None, BadDocument)
    check_format(top, FORMAT)
    grades = read_grades(top)
    seen: set[str] = set()
    lines = _read_lines(top, None, seen, set_grades=grades is not None, depth=1)
    negative = tuple(read_negative(raw, number) for number, raw in enumerate(top.items("negative"), 1))
    listed: set[str] = set()
    for item in negative:
        if item.code in listed:
            top.refuse(
                _("负面清单的编号 %(code)s 重复，请改为各不相同。") % {"code": brief(item.code)}, field="negative"
            )
        listed.add(item.code)
    return Document(
        code=top.text("code"),
        name=top.text("name"),
        level=top.choice("level", LEVELS),
        year=top.whole("year"),
        issuer=top.text("issuer"),
        source=top.text("source"),
        base_total=top.decimal("base_total"),
        bonus_cap=top.decimal("bonus_cap"),
        bonus_inside_total=bool(top.flag("bonus_inside_total")),
        pass_mark=top.decimal("pass_mark"),
        grades=grades,
        method_weights=_read_method_weights(top),
        years=_read_years(top),
        lines=lines,
        negative=negative,
        extra=top.rest(),
    )


def check_format(top: Fields, wanted: str) -> None:
    """Refuse another format, and another version of this one."""
    found = top.take("format")
    if found == wanted:
        return
    name = wanted.partition("/")[0]
    if isinstance(found, str) and found.partition("/")[0] == name:
        top.refuse(
            _("格式版本 %(found)s 不认识，本程序读 %(wanted)s。") % {"found": brief(found), "wanted": wanted},
            field="format",
        )
    if found is None:
        top.refuse(_('缺少 "format": "%(wanted)s"，请确认选对了文件。') % {"wanted": wanted}, field="format")
    top.refuse(
        _("格式是 %(found)s，这里需要 %(wanted)s，请确认选对了文件。") % {"found": brief(found), "wanted": wanted},
        field="format",
    )


def _read_lines(
    parent: Fields, parent_code: str | None, seen: set[str], *, set_grades: bool, depth: int
) -> tuple[Line, ...]:
    items = parent.items("lines")
    if items and depth > MAX_DEPTH:
        parent.refuse(_("指标层级超过 %(most)d 层，请减少层级。") % {"most": MAX_DEPTH}, field="lines")
    lines: list[Line] = []
    for number, raw in enumerate(items, 1):
        lines.append(_read_line(raw, number, parent_code, seen, set_grades=set_grades, depth=depth))
    return tuple(lines)


def _read_line(
    raw: object, number: int, parent_code: str | None, seen: set[str], *, set_grades: bool, depth: int
) -> Line:
    code = raw.get("code") if isinstance(raw, dict) else None
    if isinstance(code, str) and code.strip():
        line = Fields(raw, _("指标 %(code)s") % {"code": brief(code).strip('"')}, code, BadDocument)
    elif parent_code is None:
        line = Fields(raw, _("第 %(number)d 个指标") % {"number": number}, None, BadDocument)
    else:
        where = _("指标 %(parent)s 下的第 %(number)d 个指标") % {
            "parent": brief(parent_code).strip('"'),
            "number": number,
        }
        line = Fields(raw, where, None, BadDocument)
    code = line.code()
    if code in seen:
        line.refuse(_("编号重复，请改为各不相同（如加上上级的编号）。"), field="code")
    seen.add(code)
    below = _read_lines(line, code, seen, set_grades=set_grades, depth=depth + 1)
    na = line.choice("na", NOT_APPLICABLE)
    raw_rule = line.take("rule")
    rule = None if raw_rule is None else read_rule(line, raw_rule, leaf=not below, set_grades=set_grades)
    _check_weights(line, rule, below)
    period = line.text("period")
    if period is not None and not PERIOD.fullmatch(period):
        line.refuse(
            _('period 应写作 "2026-01"、"2026-Q1" 或 "01"（每年一月），现在是 %(found)s。') % {"found": brief(period)},
            field="period",
        )
    window = line.take("window")
    return Line(
        code=code,
        title=line.text("title") or "",
        text=line.text("text"),
        points=line.decimal("points"),
        methods=line.choices("methods", METHODS),
        period=period,
        bonus=bool(line.flag("bonus")),
        rule=rule,
        scoring=line.text("scoring", longest=MAX_SCORING),
        na=cast("NaMode | None", na),
        evidence=tuple(read_duty(line.inner(duty, "evidence")) for duty in line.items("evidence")),
        window=None if window is None else read_window(line.inner(window, "window")),
        lines=below,
        extra=line.rest(),
    )


def _check_weights(line: Fields, rule: Rule | None, below: tuple[Line, ...]) -> None:
    if isinstance(rule, Weighted):
        known = {child.code for child in below}
        for code in rule.weights:
            if code not in known:
                line.refuse(
                    _("weights 里的 %(code)s 不是本项的直接下级，请改为下级指标的编号。") % {"code": brief(code)},
                    field="rule",
                )


def _read_method_weights(top: Fields) -> dict[str, Decimal] | None:
    table = top.table("method_weights")
    if table is None:
        return None
    weights: dict[str, Decimal] = {}
    for method, raw in table.items():
        top.as_choice("method_weights", method, METHODS)
        weights[method] = top.as_decimal(f"method_weights.{method}", raw)
    if not any(weights.values()):
        top.refuse(_("method_weights 没有大于 0 的权重，请写明各测评方法的权重。"), field="method_weights")
    return weights


def _read_years(top: Fields) -> Years | None:
    raw = top.take("years")
    if raw is None:
        return None
    years = top.inner(raw, "years")
    combine = years.choice("combine", COMBINATIONS)
    years.need("combine", combine)
    parts: dict[str, Decimal] = {}
    for year, weight in (years.table("parts") or {}).items():
        if not _YEAR.fullmatch(year):
            years.refuse(_('parts 的 %(year)s 应是年份，如 "2026"。') % {"year": brief(year)}, field="parts")
        parts[year] = years.as_decimal(f"parts.{year}", weight)
    if combine == "sum" and not parts:
        years.refuse(_("缺少 parts，请写明各年所占的比重。"), field="parts")
    return Years(cast('Literal["sum", "mean"]', combine), parts, years.decimal("pass"), years.rest())


def write_document(document: Document) -> dict[str, object]:
    """The document as plain values ready for JSON, fields in the order of the contract, unknown fields last."""
    return {
        "format": FORMAT,
        "code": document.code,
        "name": document.name,
        "level": document.level,
        "year": document.year,
        "issuer": document.issuer,
        "source": document.source,
        "base_total": _text(document.base_total),
        "bonus_cap": _text(document.bonus_cap),
        "bonus_inside_total": document.bonus_inside_total,
        "pass_mark": _text(document.pass_mark),
        "grades": None if document.grades is None else write_values(document.grades),
        "method_weights": _weights(document.method_weights),
        "years": None if document.years is None else _write_years(document.years),
        "lines": [write_line(line) for line in document.lines],
        "negative": [write_negative(item) for item in document.negative],
    } | dict(document.extra)


def write_line(line: Line) -> dict[str, object]:
    """One line with all below it."""
    out: dict[str, object] = {
        "code": line.code,
        "title": line.title,
        "text": line.text,
        "points": _text(line.points),
        "methods": list(line.methods),
        "period": line.period,
        "bonus": line.bonus,
    }
    if line.rule is not None:
        out["rule"] = write_rule(line.rule)
    if line.scoring is not None:
        out["scoring"] = line.scoring
    if line.na is not None:
        out["na"] = line.na
    if line.evidence:
        out["evidence"] = [write_duty(duty) for duty in line.evidence]
    if line.window is not None:
        out["window"] = write_window(line.window)
    if line.lines:
        out["lines"] = [write_line(child) for child in line.lines]
    return out | dict(line.extra)


def _weights(weights: object) -> dict[str, str] | None:
    return (
        None
        if weights is None
        else {name: f"{weight:f}" for name, weight in cast("dict[str, Decimal]", weights).items()}
    )


def _write_years(years: Years) -> dict[str, object]:
    out: dict[str, object] = {"combine": years.combine}
    if years.parts:
        out["parts"] = _weights(years.parts)
    if years.pass_mark is not None:
        out["pass"] = f"{years.pass_mark:f}"
    return out | dict(years.extra)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
