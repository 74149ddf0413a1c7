"""``wenming-answers/1`` between JSON (or YAML) and :class:`wenming.criteria.rules.answers.Answers`.

Only ``format`` is needed. A ``null`` answer is no answer. Fields we do not know are kept, in the file and in each
answer ("note", "by"). Whether an answer fits its line is for the scoring to say, which knows the line's rule.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from wenming.criteria.formats.document import check_format
from wenming.criteria.formats.fields import Fields, brief
from wenming.criteria.formats.plain_data import load_data, refuse_deep
from wenming.criteria.rules.answers import Answer, Answers, Event, Term
from wenming.criteria.rules.errors import BadAnswers
from wenming.kernel.words import _

FORMAT = "wenming-answers/1"


def load_answers(path: Path | str) -> Answers:
    """The answers in a JSON or YAML file; :class:`BadAnswers` for whatever is wrong with them."""
    return read_answers(load_data(path, BadAnswers, "answers"))


def read_answers(data: object) -> Answers:
    """Answers from plain values as ``json.loads`` gives them."""
    refuse_deep(data, _("答卷"), BadAnswers)
    top = Fields(data, _("答卷"), None, BadAnswers)
    check_format(top, FORMAT)
    answers: dict[str, Answer | None] = {}
    for code, raw in (top.table("answers") or {}).items():
        if raw is not None:
            answers[code] = _read_answer(code, raw)
    return Answers(
        answers=answers,
        as_of=top.day("as_of"),
        year=top.whole("year", least=1),
        peers=_read_peers(top),
        events=tuple(_read_event(raw, number) for number, raw in enumerate(top.items("events"), 1)),
        term=_read_term(top),
        extra=top.rest(),
    )


def _read_answer(code: str, raw: object) -> Answer:
    answer = Fields(raw, _line(code), code, BadAnswers)
    return answer.rest()


def _read_peers(top: Fields) -> dict[str, tuple[Decimal, ...]]:
    peers: dict[str, tuple[Decimal, ...]] = {}
    for code, raw in (top.table("peers") or {}).items():
        line = Fields({"peers": raw}, _line(code), code, BadAnswers)
        peers[code] = tuple(line.as_decimal("peers", score, negative=True) for score in line.items("peers"))
    return peers


def _read_event(raw: object, number: int) -> Event:
    event = Fields(raw, _("负面事件第 %(number)d 条") % {"number": number}, None, BadAnswers)
    item = event.code("item")
    day = event.day("date")
    if day is None:
        event.refuse(_("缺少日期 date，请补上。"), field="date")
    return Event(item, day, bool(event.flag("concealed")), event.rest())


def _read_term(top: Fields) -> Term | None:
    raw = top.take("term")
    if raw is None:
        return None
    term = top.inner(raw, "term")
    start, end = term.day("from"), term.day("to")
    if start and end and start > end:
        term.refuse(_("from 晚于 to，请改正。"), field="from")
    return Term(start, end, term.rest())


def _line(code: str) -> str:
    return _("指标 %(code)s") % {"code": brief(code).strip('"')}


def write_answers(answers: Answers) -> dict[str, object]:
    """The answers as plain values ready for JSON; reading them again gives equal answers."""
    out: dict[str, object] = {
        "format": FORMAT,
        "as_of": None if answers.as_of is None else answers.as_of.isoformat(),
        "year": answers.year,
        "answers": {code: dict(answer) for code, answer in answers.answers.items() if answer is not None},
        "peers": {code: [f"{score:f}" for score in scores] for code, scores in answers.peers.items()},
        "events": [
            {"item": event.item, "date": event.date.isoformat(), "concealed": event.concealed} | dict(event.extra)
            for event in answers.events
        ],
    }
    if answers.term is not None:
        term = answers.term
        out["term"] = {
            "from": None if term.start is None else term.start.isoformat(),
            "to": None if term.end is None else term.end.isoformat(),
        } | dict(term.extra)
    return out | dict(answers.extra)
