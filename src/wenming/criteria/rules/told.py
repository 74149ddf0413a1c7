"""The lines of a score sheet, with the sentence behind each score, made when somebody reads them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from wenming.criteria.rules.numbers import shown
from wenming.criteria.rules.parents import Cents
from wenming.criteria.rules.wording import PLAIN, SHOWN, joined
from wenming.kernel.words import _

if TYPE_CHECKING:
    from wenming.criteria.rules.answers import Answer, Answers
    from wenming.criteria.rules.compiled import Compiled


class Figures(Protocol):
    """What a sheet knows of its lines, by line number (``engine.Tally``)."""

    scores: list[Cents]
    possible: list[Cents]
    unanswered: bytearray
    answered: list[Answer | None]
    out: set[int]
    replaced: dict[int, str]


def make_lines(compiled: Compiled, tally: Figures, answers: Answers, *, why: bool) -> list[dict[str, object]]:
    """Every line once, in document order, as the document writes it; without ``why`` the sentences are empty."""
    out = tally.out
    possible = compiled.worth_texts if tally.possible is compiled.worth else [PLAIN[worth] for worth in tally.possible]
    sentences = _sentences(compiled, tally, answers) if why else [""] * compiled.root
    lines: list[dict[str, object]] = [
        {"code": code, "score": PLAIN[cents], "possible": worth, "na": False, "unanswered": state == 1, "why": sentence}
        # The figures hold the document itself too, as their last; codes end one earlier.
        for code, cents, worth, state, sentence in zip(  # noqa: B905 – as said above
            compiled.codes, tally.scores, possible, tally.unanswered, sentences
        )
    ]
    for number in out:
        if number != compiled.root:
            lines[number]["na"] = True
    return lines


def _sentences(compiled: Compiled, tally: Figures, answers: Answers) -> list[str]:
    said = [""] * (compiled.root + 1)
    scores, possible, unanswered = tally.scores, tally.possible, tally.unanswered
    leaf_reasons, parent_reasons = compiled.reasons()
    for leaf, reason, answer in zip(compiled.leaves, leaf_reasons, tally.answered, strict=True):
        number = leaf[0]
        if answer is not None:
            said[number] = reason(answer, scores[number])  # type: ignore[arg-type]
        elif unanswered[number]:
            said[number] = _unanswered(compiled, number)
        else:
            said[number] = _not_applicable(compiled, tally, number, answers)
    for plan, tell in zip(compiled.parents, parent_reasons, strict=True):
        number = plan.index
        said[number] = tell(scores, possible[number], tally.out, unanswered[number] == 1)
    return said


def _unanswered(compiled: Compiled, number: int) -> str:
    return _("尚未填写，暂计 0.00 分，满分 %(full)s 分。") % {"full": shown(compiled.lines[number].points or 0)}


def _not_applicable(compiled: Compiled, tally: Figures, number: int, answers: Answers) -> str:
    line, score = compiled.lines[number], SHOWN[tally.scores[number]]
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
