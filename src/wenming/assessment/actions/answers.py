"""Answering a line: in the form its rule needs, refused at once where it does not fit, and never over somebody's head."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.assessment.models import Answer, Round
from wenming.assessment.policies import ANSWER, ANSWER_OWN
from wenming.assessment.selectors import scoring
from wenming.assessment.states import RoundState
from wenming.audit.actions import record
from wenming.criteria.models import Line
from wenming.evidence.selectors.owning import department_owing
from wenming.kernel.errors import Conflict, Invalid, NotPermitted
from wenming.kernel.transitions import IllegalMove
from wenming.organisations.access import Actor, allowed, require


def _require_answer(actor: Actor, round_: Round, line: Line) -> None:
    require(actor, ANSWER_OWN, round_.organisation)
    if allowed(actor, ANSWER, round_.organisation):
        return
    if department_owing(round_.organisation_id, line.pk) not in actor.department_ids:
        raise NotPermitted(_("这一条不由您的部门负责，请联系创建办。"), line=line.code)


@transaction.atomic
def save_answer(
    *,
    actor: Actor,
    round_: Round,
    line: Line,
    data: Mapping[str, Any] | None,
    at: datetime,
    note: str = "",
    revision: int | None = None,
    peers: Sequence[str] | None = None,
) -> Answer | None:
    """Save the answer for one leaf and keep the round's totals. ``None`` clears it; what is saved already costs nothing.

    data      as wenming-answers/1 has it for this line's rule.
    peers     scores of units of the same kind, for a line that takes their mean where it does not apply; None keeps those
              there are.
    revision  of the answer the person saw (0: there was none); None overwrites knowingly.
    Raises    NotPermitted; IllegalMove once signed off; Conflict if someone was faster; BadAnswers if it does not fit.
    """
    _require_answer(actor, round_, line)
    locked = Round.objects.select_for_update().filter(pk=round_.pk, state=RoundState.OPEN)
    kept_peers = locked.values_list("peers", flat=True).first()
    if kept_peers is None:
        raise IllegalMove(_("这一轮自评已签认或取消，不能再改答案。"), pk=round_.pk)
    round_.peers = kept_peers
    if line.criteria_set_id != round_.criteria_set_id or not line.is_leaf:
        raise Invalid(_("这一条不在本轮的测评体系中，或不是末级条目。"), line=line.code)
    old = Answer.objects.filter(round=round_, line=line).first()
    seen = (old.revision if old else 0) if revision is None else revision
    if (old.revision if old else 0) != seen:
        raise Conflict(line=line.code, revision=seen)
    told = _keep_peers(round_, line, peers)
    if old is not None and (old.data or None, old.note) == (dict(data or {}) or None, note) and not told:
        return old
    saved = _write(old, round_, line, data, note, actor, at)
    round_.keep(scoring.totals(round_))
    record(
        actor=actor, event="assessment.answer.saved", target=round_, at=at, line=line.code, answer=data,
        before=old.data if old else None, total=round_.total, **cast(dict[str, Any], told),
    )  # fmt: skip
    return saved


def _keep_peers(round_: Round, line: Line, peers: Sequence[str] | None) -> dict[str, list[str]]:
    """Keep the scores of peers with the round, which is locked; what the trail is to say about it."""
    if peers is None or round_.peers.get(line.code, []) == list(peers):
        return {}
    round_.peers = {**round_.peers, line.code: list(peers)}
    if not peers:
        del round_.peers[line.code]
    Round.objects.filter(pk=round_.pk).update(peers=round_.peers)
    return {"peers": list(peers)}


def _write(
    old: Answer | None, round_: Round, line: Line, data: Mapping[str, Any] | None, note: str, actor: Actor, at: datetime
) -> Answer | None:
    if data is None and not note.strip():
        if old is not None:
            Answer.objects.filter(pk=old.pk, revision=old.revision).delete()
        return None
    values = {"data": dict(data or {}) or None, "note": note, "answered_at": at, "answered_by": actor.name}
    if old is None:
        try:
            with transaction.atomic():
                return Answer.objects.create(round=round_, line=line, revision=1, **values)
        except IntegrityError:
            raise Conflict(line=line.code) from None
    if not Answer.objects.filter(pk=old.pk, revision=old.revision).update(revision=old.revision + 1, **values):
        raise Conflict(line=line.code, revision=old.revision)
    return Answer(pk=old.pk, round=round_, line=line, revision=old.revision + 1, **values)
