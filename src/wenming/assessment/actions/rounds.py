"""Rounds: opened, answered by many hands, signed off and then frozen."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wenming import __version__
from wenming.assessment.models import Answer, Round
from wenming.assessment.policies import OPEN, require_signing
from wenming.assessment.selectors import scoring
from wenming.assessment.states import MOVES, RoundState
from wenming.audit.actions import record
from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.states import SetState
from wenming.kernel.errors import Conflict, Invalid
from wenming.kernel.rows import check
from wenming.organisations.access import Actor, require
from wenming.organisations.models import Organisation


@transaction.atomic
def open_round(
    *,
    actor: Actor,
    organisation: Organisation,
    criteria_set: CriteriaSet,
    name: str,
    year: int,
    as_of: date,
    at: datetime,
    due: date | None = None,
    term_from: date | None = None,
    term_to: date | None = None,
    carry_over: Round | None = None,
) -> Round:
    """Open a self-assessment round (自评轮次) against a set in use.

    carry_over  a former round whose answers are taken over where the code and the shape of the answer still fit.
    Raises      NotPermitted; Invalid if the set is not in use or the dates contradict each other.
    """
    require(actor, OPEN, organisation)
    if criteria_set.state != SetState.IN_USE:
        raise Invalid(_("“%(name)s”不在使用中，请先启用该测评体系。") % {"name": criteria_set.name})
    if term_from and term_to and term_to < term_from:
        raise Invalid(_("届期结束不能早于届期开始。"))
    same = Round.objects.filter(organisation=organisation, criteria_set=criteria_set)
    number = int(same.aggregate(last=Max("number"))["last"] or 0) + 1
    fresh = Round(
        organisation=organisation, criteria_set=criteria_set, number=number, name=name.strip(), year=year, as_of=as_of,
        due=due, term_from=term_from, term_to=term_to, opened_at=at, opened_by=actor.name,
    )  # fmt: skip
    check(fresh)
    fresh.save(force_insert=True)
    if carry_over is not None:
        _carry_over(fresh, carry_over, at)
    fresh.keep(scoring.totals(fresh))
    record(
        actor=actor, event="assessment.round.opened", target=fresh, at=at, name=fresh.name, year=year, as_of=as_of,
        criteria=f"{criteria_set.code}/{criteria_set.version}",
    )  # fmt: skip
    return fresh


def _carry_over(fresh: Round, former: Round, at: datetime) -> None:
    if former.organisation_id != fresh.organisation_id:
        raise Invalid(_("只能沿用本单位的上一轮自评。"))
    lines = dict(Line.objects.filter(criteria_set_id=fresh.criteria_set_id, is_leaf=True).values_list("code", "pk"))
    rules = dict(Line.objects.filter(criteria_set_id=fresh.criteria_set_id, is_leaf=True).values_list("code", "body"))
    kept = []
    for old in Answer.objects.filter(round=former).select_related("line"):
        same_rule = rules.get(old.line.code, {}).get("rule") == old.line.body.get("rule")
        same_points = rules.get(old.line.code, {}).get("points") == old.line.body.get("points")
        if old.line.code in lines and same_rule and same_points:
            kept.append(
                Answer(
                    round=fresh,
                    line_id=lines[old.line.code],
                    data=old.data,
                    note=old.note,
                    answered_at=at,
                    answered_by=old.answered_by,
                )
            )
    Answer.objects.bulk_create(kept)


@transaction.atomic
def sign_off(*, actor: Actor, round_: Round, at: datetime, revision: int | None = None) -> Round:
    """Sign a round off (签认). From then on answers, events and sheet stand as they are, under one digest.

    revision  of the round as the person saw it; answers saved since then are a Conflict.
    Raises    NotPermitted; IllegalMove; Conflict.
    """
    require_signing(actor, round_.organisation)
    if revision is not None and not Round.objects.filter(pk=round_.pk, revision=revision).exists():
        raise Conflict(_("您查看之后又有人改了答案，请刷新核对后再签认。"), pk=round_.pk, revision=revision)
    answers = scoring.answers_of(round_)
    sheet = scoring.scored(round_)
    frozen = {
        "engine": __version__,
        "criteria": {"code": round_.criteria_set.code, "version": round_.criteria_set.version,
                     "digest": round_.criteria_set.digest},
        "answers": scoring.as_document(answers),
        "notes": dict(Answer.objects.filter(round=round_).exclude(note="").values_list("line__code", "note")),
        "score": sheet.as_dict(),
    }  # fmt: skip
    digest = hashlib.sha256(json.dumps(frozen, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    MOVES.move(
        round_, RoundState.SIGNED_OFF, signed_at=at, signed_by=actor.name, frozen=frozen, digest=digest,
        total=scoring.figure(sheet.total), possible=scoring.figure(sheet.possible),
    )  # fmt: skip
    record(actor=actor, event="assessment.round.signed_off", target=round_, at=at, digest=digest, total=round_.total)
    return round_


@transaction.atomic
def cancel_round(*, actor: Actor, round_: Round, reason: str, at: datetime) -> Round:
    """Cancel an open round, with a reason; its answers stay readable."""
    require(actor, OPEN, round_.organisation)
    if not reason.strip():
        raise Invalid(_("请写明取消的原因。"))
    MOVES.move(round_, RoundState.CANCELLED)
    record(actor=actor, event="assessment.round.cancelled", target=round_, at=at, reason=reason.strip())
    return round_
