"""``wenming criteria score CRITERIA ANSWERS… [--json]``: a score sheet from files, without a database.

Exit codes: 0 done · 2 refused, with one line on stderr. Starts no framework: what is heavy is imported when needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wenming.cli.arguments import WholeUsageParser
from wenming.cli.terminal import clean, left, refused, right, show, width
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

if TYPE_CHECKING:
    from wenming.criteria.rules.sheet import ScoreSheet
    from wenming.criteria.rules.values import Document

_USAGE = "wenming criteria score CRITERIA ANSWERS… [--json]"


def run(argv: list[str]) -> int:
    """Do the command with the arguments after its name; the exit code."""
    try:
        return _run(argv)
    except Refusal as refusal:
        return refused(refusal)


def _run(argv: list[str]) -> int:
    parser = WholeUsageParser(
        prog="wenming criteria score",
        usage=_USAGE,
        description=_("按测评表和答卷计分，逐项说明理由。分年度计分的，每年一份答卷。"),
    )
    parser.add_argument("criteria", metavar="CRITERIA", help=_("测评表（json 或 yaml）"))
    parser.add_argument("answers", metavar="ANSWERS", nargs="+", help=_("答卷（json 或 yaml），每年一份"))
    parser.add_argument("--json", action="store_true", help=_("只输出一份 JSON"))
    try:
        options = parser.parse_args(argv)
    except SystemExit as done:  # --help has been printed
        return int(done.code or 0)

    from wenming.criteria.formats.answers import load_answers
    from wenming.criteria.formats.document import load_document
    from wenming.criteria.rules.errors import BadAnswers
    from wenming.criteria.rules.years import score_all

    document = load_document(options.criteria)
    rounds = []
    for path in options.answers:
        try:
            rounds.append(load_answers(path))
        except Refusal as refusal:
            if len(options.answers) == 1:
                raise
            raise BadAnswers(f"{path} · {refusal}") from None
    sheet = score_all(document, rounds)
    if options.json:
        import json

        text = json.dumps(sheet.as_dict(), ensure_ascii=False, indent=1)
    else:
        text = "\n".join(_table(document, sheet))
    show(text)
    return 0


def _table(document: Document, sheet: ScoreSheet) -> Iterator[str]:
    """The sheet for people: the whole first, then a row per line, then what to look at."""
    from wenming.criteria.rules.numbers import plain

    if document.name:
        yield clean(document.name)
    facts = {
        "total": plain(sheet.total),
        "possible": plain(sheet.possible),
        "base": plain(sheet.base),
        "bonus": plain(sheet.bonus),
        "deductions": plain(sheet.deductions),
    }
    yield _("总分 %(total)s（可得 %(possible)s）：基本分 %(base)s，加分 %(bonus)s，扣减 %(deductions)s。") % facts
    if sheet.years is not None:
        for year, total in sheet.years.items():
            yield _("%(year)s 年：%(total)s 分。") % {"year": year, "total": plain(total)}
    if sheet.passed is not None:
        yield _("达到合格分。") if sheet.passed else _("未达到合格要求。")
    yield from _effects(document, sheet)
    yield ""
    yield from _rows(document, sheet)
    for warned in sheet.warnings:
        place = _("指标 %(code)s") % {"code": warned.line} if warned.line else _("整套标准")
        yield _("提醒 · %(place)s：%(message)s") % {"place": clean(place), "message": clean(warned.message)}


def _effects(document: Document, sheet: ScoreSheet) -> Iterator[str]:
    from wenming.criteria.rules.numbers import plain

    titles = {item.code: item.title for item in document.negative}
    for effect in sheet.effects:
        facts = {
            "code": effect.item,
            "title": titles.get(effect.item, ""),
            "events": effect.events,
            "points": plain(effect.points or 0),
            "months": effect.months or "—",
        }
        text = {
            "block": _("一票否决 · %(code)s %(title)s（%(events)d 件）。"),
            "deduct": _("扣分 · %(code)s %(title)s（%(events)d 件，扣 %(points)s 分）。"),
            "warn": _("警告 · %(code)s %(title)s（%(events)d 件）。"),
            "rectify": _("限期整改 · %(code)s %(title)s（%(events)d 件，%(months)s 个月）。"),
            "revoke": _("撤销称号 · %(code)s %(title)s（%(events)d 件）。"),
        }[effect.kind]
        yield clean(text % facts)


def _rows(document: Document, sheet: ScoreSheet) -> Iterator[str]:
    """Code and title, score, possible, and the sentence; columns as wide as they need."""
    names = {line.code: f"{line.code} {line.title}".strip() for line in document.walk()}
    rows = [(_("项目"), _("得分"), _("满分"), _("说明"))]
    for line in sheet.lines:
        score = _("不适用") if line.na else line.score
        rows.append((clean(names[line.code]), score, line.possible, clean(line.why)))
    first = min(40, max(width(row[0]) for row in rows))
    middle = [max(width(row[column]) for row in rows) for column in (1, 2)]
    for name, score, possible, why in rows:
        cells = [left(name, first), right(score, middle[0]), right(possible, middle[1]), why]
        yield "  ".join(cells).rstrip()
