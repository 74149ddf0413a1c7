"""Several years of answers to one document, combined into one sheet.

Source: ``years`` of wenming-criteria/1. Decisions where the contract leaves room:

- ``parts`` names the years there are to be answers for, no more and no fewer; with "mean" and no parts, any years do.
- Besides ``total`` and ``passed``, the sheet's base, bonus, deductions and possible are combined in the same way, so
  that they still explain the total; ``lines`` and ``by_method`` are those of the last year, ``sheets`` holds all.
- ``pass`` is the mark for the whole; without it the set's ``pass_mark`` is. An item that blocks in any year blocks.
- A document without ``years`` takes exactly one round of answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from wenming.criteria.rules.answers import Answers
from wenming.criteria.rules.compiled import Compiled, compile_document
from wenming.criteria.rules.engine import score
from wenming.criteria.rules.errors import BadAnswers
from wenming.criteria.rules.sheet import ScoreSheet
from wenming.criteria.rules.values import Document, Years
from wenming.kernel.words import _


def score_all(document: Document | Compiled, rounds: Sequence[Answers]) -> ScoreSheet:
    """The sheet of a document from all its rounds of answers: one, or one per year where it combines years.

    Raises  :class:`BadAnswers` for a round too many, too few or of a year that the document does not know, and for
            what does not fit the document.
    """
    compiled = document if isinstance(document, Compiled) else compile_document(document)
    years = compiled.document.years
    if years is not None:
        return _combined(compiled, years, _by_year(years, rounds))
    if len(rounds) != 1:
        raise BadAnswers(_("这套标准不分年度计分，只需要一份答卷，现在有 %(found)d 份。") % {"found": len(rounds)})
    return score(compiled, rounds[0])


def _by_year(years: Years, rounds: Sequence[Answers]) -> dict[str, Answers]:
    found: dict[str, Answers] = {}
    for answers in rounds:
        if answers.year is None:
            raise BadAnswers(_("这套标准分年度计分，每份答卷都要写明年份 year。"))
        year = str(answers.year)
        if year in found:
            raise BadAnswers(_("%(year)s 年有两份答卷，请只留一份。") % {"year": year})
        if years.parts and year not in years.parts:
            raise BadAnswers(
                _("这套标准只计 %(years)s 年，没有 %(year)s 年，请核对答卷的年份。")
                % {"years": _("、").join(sorted(years.parts)), "year": year}
            )
        found[year] = answers
    missing = sorted(set(years.parts) - set(found))
    if missing or not found:
        raise BadAnswers(_("缺少 %(years)s 年的答卷，每个年度各需一份。") % {"years": _("、").join(missing) or _("各")})
    return {year: found[year] for year in sorted(found)}


def _combined(compiled: Compiled, years: Years, rounds: dict[str, Answers]) -> ScoreSheet:
    sheets = {year: score(compiled, answers) for year, answers in rounds.items()}
    if years.combine == "mean":
        weights = dict.fromkeys(sheets, Fraction(1, len(sheets)))
    else:
        weights = {year: Fraction(years.parts[year]) for year in sheets}

    def whole(name: str) -> Fraction:
        return sum((weights[year] * getattr(sheet, name) for year, sheet in sheets.items()), Fraction(0))

    total = whole("total")
    blocking = {code for sheet in sheets.values() for code in sheet.blocked}
    blocked = tuple(item.code for item in compiled.document.negative if item.code in blocking)
    pass_mark = years.pass_mark if years.pass_mark is not None else compiled.document.pass_mark
    last = sheets[max(sheets)]
    return replace(
        last,
        total=total,
        base=whole("base"),
        bonus=whole("bonus"),
        deductions=whole("deductions"),
        possible=whole("possible"),
        passed=None if pass_mark is None else total >= pass_mark and not blocked,
        blocked=blocked,
        effects=tuple(replace(effect, year=int(year)) for year, sheet in sheets.items() for effect in sheet.effects),
        years={year: sheet.total for year, sheet in sheets.items()},
        sheets=sheets,
    )
