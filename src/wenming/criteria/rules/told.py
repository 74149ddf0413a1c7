"""The lines of a score sheet, with the sentence behind each score, made when somebody reads them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol

from wenming.criteria.rules.numbers import shown
from wenming.criteria.rules.parents import Cents, reason
from wenming.criteria.rules.wording import cents_plain, cents_shown, joined
from wenming.kernel.words import _

if TYPE_CHECKING:
    from wenming.criteria.rules.answers import Answers
    from wenming.criteria.rules.compiled import Compiled


class Figures(Protocol):
    """What a sheet knows of its lines, by line number (``engine.Tally``)."""

    scores: list[Cents]
    possible: list[Cents]
    unanswered: bytearray
    out: set[int]
    replaced: dict[int, str]


def make_lines(compiled: Compiled, tally: Figures, answers: Answers, *, why: bool) -> list[dict[str, object]]:
    """Every line once, in document order, as the document writes it; without ``why`` the sentences are empty."""
    root, out, unanswered = compiled.root, tally.out, tally.unanswered
    if tally.possible is compiled.worth:
        possible = compiled.worth_texts
    else:
        possible = [cents_plain(cents) for cents in tally.possible]
    sentences = _sentences(compiled, tally, answers) if why else [""] * root
    return [
        {
            "code": code,
            "score": cents_plain(cents),
            "possible": worth,
            "na": number in out,
            "unanswered": state == 1,
            "why": sentence,
        }
        for number, (code, cents, worth, state, sentence) in enumerate(
            zip(compiled.codes, tally.scores, possible, unanswered, sentences)  # noqa: B905 – scores hold the document too
        )
    ]


def _sentences(compiled: Compiled, tally: Figures, answers: Answers) -> list[str]:
    said = [""] * (compiled.root + 1)
    scores, out, replaced, reasons = tally.scores, tally.out, tally.replaced, compiled.reasons
    given: Mapping[str, Any] = answers.answers
    for number, code, _compute in compiled.leaves:
        answer = given.get(code)
        if answer is None:
            said[number] = _unanswered(compiled, number)
        elif number in out or number in replaced:
            said[number] = _not_applicable(compiled, tally, number, answers)
        else:
            said[number] = reasons[number](answer, scores[number])  # type: ignore[arg-type]
    for plan in compiled.parents:
        number = plan.index
        said[number] = reason(
            plan,
            compiled.codes,
            scores,
            cents_shown(tally.possible[number]),
            compiled.worth,
            out,
            unanswered=bool(tally.unanswered[number]),
        )
    return said[: compiled.root]


def _unanswered(compiled: Compiled, number: int) -> str:
    return _("尚未填写，暂计 0.00 分，满分 %(full)s 分。") % {"full": shown(compiled.lines[number].points or 0)}


def _not_applicable(compiled: Compiled, tally: Figures, number: int, answers: Answers) -> str:
    line, score = compiled.lines[number], cents_shown(tally.scores[number])
    given = answers.answers.get(line.code) or {}
    why = _("本项不适用") if given.get("na") else _("抽查各处均未计分，按不适用处理")
    full = shown(line.points or 0)
    match tally.replaced.get(number):
        case "full":
            return _("%(why)s，按规定计满分，得 %(score)s 分。") % {"why": why, "score": score}
        case "zero":
            return _("%(why)s，按规定计 0.00 分，满分 %(full)s 分。") % {"why": why, "full": full}
        case "bonus":
            return _("%(why)s，加分项不折算，计 0.00 分。") % {"why": why}
        case "mean_of_peers":
            peers = answers.peers[line.code]
            return _("%(why)s，取 %(count)d 家同类单位（%(scores)s）的平均分，得 %(score)s 分。") % {
                "why": why,
                "count": len(peers),
                "scores": joined([shown(Fraction(peer)) for peer in peers]),
                "score": score,
            }
    return _("%(why)s，本项 %(full)s 分不计入，折算到同级其他项。") % {"why": why, "full": full}
