"""What a person should look at before confirming: sums, missing points, words not understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.features import SCORING
from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.titles import is_no_title
from wenming.criteria.formats.tables.totals import Totals
from wenming.criteria.formats.tables.wordings import Reading
from wenming.kernel.words import _

Warning = dict[str, str | None]
IN_PROPORTION = re.compile(r"比例(?:计|得|给|折|扣)|折算")
COUNTED = re.compile(r"[两二三四五六七八九\d]+个?(?:档次?|等级|等次|等|级)")  # 四档: how many, not which
NO_GRADE = re.compile(r"[否则的]+|.*[：:；;。]|\d+(?:\.\d+)?分?")
PARTS = re.compile(r"[，,；;。：:]|[A-E][级档等]$")
MOST_GRADE = 8
LONGEST = 120  # characters of a wording that a warning repeats
NOT_READ = Reading(None)


def check(root: Draft, codes: dict[Draft, str], totals: Totals, readings: Mapping[Draft, Reading]) -> list[Warning]:
    """All warnings in document order. Nothing is corrected here."""
    warnings: list[Warning] = []
    for draft, code in codes.items():
        if draft.code is not None and "~" in code:
            message = _("编号 %(printed)s 在同一处印了不止一次，这一条改为 %(code)s，请核对。")
            warnings.append({"line": code, "message": message % {"printed": draft.code.printed, "code": code}})
        warnings.extend(
            {"line": code, "message": message} for message in _of_line(draft, readings.get(draft, NOT_READ))
        )
    warnings.extend(_of_the_whole(root, totals))
    return warnings


def _of_line(draft: Draft, reading: Reading) -> list[str]:
    found: list[str] = []
    if is_no_title(draft.name):
        found.append(_("标题只读到“%(title)s”，不像一项内容，请核对。") % {"title": draft.name[:40]})
    found.extend(_odd_grades(reading.rule))
    if draft.children:
        found.extend(_sum(draft))
    elif draft.points is None and not _has_own_worth(reading.rule):
        found.append(_("没有读到分值，请补填。") if _expected(draft) else _("文件没有写明这一条的分值。"))
    for words in draft.notes.get("points_twice", []):
        found.append(
            _("分值有两处且不一致：条文中是 %(points)s，分值栏是 %(cell)s，请核对。")
            % {"points": plain(draft.points or Decimal(0)), "cell": words}
        )
    for words in draft.notes.get("points_of_all", []):
        found.append(_("分值 %(cell)s 是几条共用的，没有分到各条，请核对。") % {"cell": words})
    for words in draft.notes.get("points", []):
        found.append(_("分值栏的“%(cell)s”没有读作分值，请核对。") % {"cell": words})
    for words in draft.notes.get("method_words", []):
        found.append(_("测评方法“%(cell)s”没有全部读懂，请核对。") % {"cell": words[:40]})
    wording = draft.noted("rule")
    if draft.children and wording:
        found.append(
            _("计分说明“%(words)s”写在有下级的项目上，没有读作计分规则，请核对。") % {"words": wording[:LONGEST]}
        )
    wording = wording or (draft.text if SCORING.search(draft.text) or IN_PROPORTION.search(draft.text) else "")
    if not draft.children and wording and reading.rule is None:
        found.append(
            _("没有从“%(words)s”读出计分规则，暂由评分人酌定，请核对。") % {"words": one_line(wording)[:LONGEST]}
        )
    found.extend(reading.doubts)
    return found


def _odd_grades(rule: dict[str, Any] | None) -> list[str]:
    """Names of grades that look like no grades: 否, 四档, whole sentences."""
    inner = rule.get("each") if rule is not None and rule.get("kind") == "sampled" else rule
    grades = inner.get("grades") if isinstance(inner, dict) and inner.get("kind") == "graded" else None
    counted = [name for name in grades or {} if COUNTED.fullmatch(name)]
    odd = [
        name
        for name in grades or {}
        if NO_GRADE.fullmatch(name) or (len(name) > MOST_GRADE and PARTS.search(name)) or counted == [name]
    ]
    return [_("档次“%(name)s”不像档次名称，请核对。") % {"name": name[:40]} for name in odd]


def _has_own_worth(rule: object) -> bool:
    return isinstance(rule, dict) and rule.get("kind") == "awards"


def _expected(draft: Draft) -> bool:
    """Whether its neighbours have points, so that this one should have them too."""
    return draft.parent is not None and any(d.points is not None for d in draft.parent.children)


def worth(draft: Draft) -> Decimal | None:
    """The points of a line, or of what lies below it where it has none of its own; None if any is missing."""
    if draft.points is not None:
        return draft.points
    below = [worth(child) for child in draft.children if child.bonus == draft.bonus]
    known = [points for points in below if points is not None]
    return sum(known, Decimal(0)) if below and len(known) == len(below) else None


def _sum(draft: Draft) -> list[str]:
    below = [child for child in draft.children if child.bonus == draft.bonus]
    values = [worth(child) for child in below]
    if draft.points is None or not below or all(v is None for v in values):
        return []
    if any(v is None for v in values):
        return []
    total = sum((v for v in values if v is not None), Decimal(0))
    if total == draft.points:
        return []
    return [
        _("写明 %(points)s 分，下级各条合计 %(sum)s 分，相差 %(gap)s 分，请核对。")
        % {"points": plain(draft.points), "sum": plain(total), "gap": plain(abs(total - draft.points))}
    ]


def _of_the_whole(root: Draft, totals: Totals) -> list[Warning]:
    base = [worth(child) for child in root.children if not child.bonus]
    found: list[Warning] = []
    known = [v for v in base if v is not None]
    if totals.base is not None and base and len(known) == len(base):
        total = sum(known, Decimal(0))
        if totals.inside:
            extra = [v for child in root.children if child.bonus and (v := worth(child)) is not None]
            total += sum(extra, Decimal(0))
        if total != totals.base:
            found.append(
                {
                    "line": None,
                    "message": _("写明总分 %(total)s 分，各项合计 %(sum)s 分，相差 %(gap)s 分，请核对。")
                    % {"total": plain(totals.base), "sum": plain(total), "gap": plain(abs(total - totals.base))},
                }
            )
    if totals.bonus is not None and not any(draft.bonus for draft in root.walk()):
        found.append(
            {
                "line": None,
                "message": _("写明加分 %(cap)s 分，却没有读到加分项，请核对哪些条目是加分。")
                % {"cap": plain(totals.bonus)},
            }
        )
    if totals.pass_share is not None and totals.pass_mark is None:
        found.append(
            {
                "line": None,
                "message": _("写明 %(share)s%% 为合格，是比例不是分数，没有读作合格分，请补填。")
                % {"share": plain(totals.pass_share)},
            }
        )
    bonus = [worth(child) for child in root.children if child.bonus]
    sums = [v for v in bonus if v is not None]
    if totals.bonus is not None and sums and len(sums) == len(bonus) and sum(sums, Decimal(0)) < totals.bonus:
        found.append(
            {
                "line": None,
                "message": _("写明加分上限 %(cap)s 分，各加分项合计只有 %(sum)s 分，请核对。")
                % {"cap": plain(totals.bonus), "sum": plain(sum(sums, Decimal(0)))},
            }
        )
    return found
