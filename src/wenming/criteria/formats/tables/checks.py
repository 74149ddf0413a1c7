"""What a person should look at before confirming: sums, missing points, words not understood."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.features import SCORING
from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.totals import Totals
from wenming.criteria.formats.tables.wordings import Reading
from wenming.kernel.words import _

Warning = dict[str, str | None]
LONGEST = 120  # characters of a wording that a warning repeats
NOT_READ = Reading(None)


def check(root: Draft, codes: dict[Draft, str], totals: Totals, readings: Mapping[Draft, Reading]) -> list[Warning]:
    """All warnings in document order. Nothing is corrected here."""
    warnings: list[Warning] = []
    for draft, code in codes.items():
        warnings.extend(
            {"line": code, "message": message} for message in _of_line(draft, readings.get(draft, NOT_READ))
        )
    warnings.extend(_of_the_whole(root, totals))
    return warnings


def _of_line(draft: Draft, reading: Reading) -> list[str]:
    found: list[str] = []
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
    wording = wording or (draft.text if SCORING.search(draft.text) else "")
    if not draft.children and wording and reading.rule is None:
        found.append(
            _("没有从“%(words)s”读出计分规则，暂由评分人酌定，请核对。") % {"words": one_line(wording)[:LONGEST]}
        )
    found.extend(reading.doubts)
    return found


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
