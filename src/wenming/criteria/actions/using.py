"""Putting a draft into use – from then on it never changes – and retiring a version."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.audit.actions import record
from wenming.criteria.actions.correcting import LINE_CODE_LENGTH
from wenming.criteria.formats.document import read_document, write_document
from wenming.criteria.formats.layers import write_layer
from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.policies import require_edit
from wenming.criteria.rules.compiled import leaf_rule
from wenming.criteria.rules.editing import Place, below, places
from wenming.criteria.rules.shares import refuse_shares_of_nothing
from wenming.criteria.selectors import digest_of
from wenming.criteria.selectors.layers import layer_of
from wenming.criteria.states import MOVES, SetState
from wenming.kernel.errors import Invalid
from wenming.organisations.access import Actor

TITLE_LENGTH = 300
MOST_POINTS = Decimal(10) ** 10


@transaction.atomic
def put_into_use(
    *, actor: Actor, criteria_set: CriteriaSet, revision: int, at: datetime, retire_others: bool = True
) -> CriteriaSet:
    """Confirm a draft: its document is frozen under a digest and its lines become rows that everything refers to.

    revision       what the person saw when confirming; of two who confirm at once, one wins and the other is told.
    retire_others  take other versions of the same code out of use; what was begun with them goes on.
    Raises         NotPermitted; Conflict; IllegalMove; Invalid if there is nothing to score; BadDocument.
    """
    require_edit(actor, criteria_set.organisation)
    read = read_document(criteria_set.document)
    for line in read.leaves():
        refuse_shares_of_nothing(line.code, line.points, leaf_rule(line), read.grades)
    document = write_document(read)
    standing = list(places(document))
    _refuse_unusable(standing)
    criteria_set.claim(revision)
    MOVES.move(
        criteria_set,
        SetState.IN_USE,
        used_at=at,
        document=document,
        digest=digest_of(document),
        layer=write_layer(layer_of(criteria_set)) if criteria_set.base_id else None,
        **CriteriaSet.repeated(document),
    )
    _write_lines(criteria_set, standing)
    others: list[int] = []
    if retire_others:
        same = CriteriaSet.objects.filter(
            organisation=criteria_set.organisation, code=criteria_set.code, state=SetState.IN_USE
        ).exclude(pk=criteria_set.pk)
        for other in same.only("state", "version").order_by("version"):
            MOVES.move(other, SetState.RETIRED)
            others.append(other.version)
    record(
        actor=actor,
        event="criteria.set.put_into_use",
        target=criteria_set,
        at=at,
        code=criteria_set.code,
        version=criteria_set.version,
        digest=criteria_set.digest,
        lines=criteria_set.line_count,
        retired=others,
    )
    return criteria_set


@transaction.atomic
def retire_set(*, actor: Actor, criteria_set: CriteriaSet, at: datetime) -> CriteriaSet:
    """Take a version out of use: nothing new begins with it; what was begun goes on. Raises NotPermitted; IllegalMove."""
    require_edit(actor, criteria_set.organisation)
    MOVES.move(criteria_set, SetState.RETIRED)
    record(actor=actor, event="criteria.set.retired", target=criteria_set, at=at, code=criteria_set.code)
    return criteria_set


@transaction.atomic
def restore_set(*, actor: Actor, criteria_set: CriteriaSet, at: datetime) -> CriteriaSet:
    """Bring a retired version back into use. Raises NotPermitted; IllegalMove."""
    require_edit(actor, criteria_set.organisation)
    MOVES.move(criteria_set, SetState.IN_USE)
    record(actor=actor, event="criteria.set.restored", target=criteria_set, at=at, code=criteria_set.code)
    return criteria_set


def _refuse_unusable(standing: list[Place]) -> None:
    if not standing:
        raise Invalid(_("还没有一个条目，不能启用。请先添加条目。"))
    for place in standing:
        code, points = str(place.line["code"]), place.line.get("points")
        if len(code) > LINE_CODE_LENGTH:
            raise Invalid(_("编号“%(code)s…”超过 120 个字符，请改短。") % {"code": code[:40]})
        if points is not None and Decimal(points) >= MOST_POINTS:
            raise Invalid(_("条目 %(code)s 的分值过大，请核对。") % {"code": code})


def _write_lines(criteria_set: CriteriaSet, standing: list[Place]) -> None:
    """All rows at once, level by level, since a row names its parent's key."""
    rows: dict[int, Line] = {}
    levels: dict[int, list[tuple[Place, Line]]] = {}
    depths: dict[int, int] = {}
    inherited: dict[int, bool] = {}
    for order, place in enumerate(standing, 1):
        line, parent = place.line, place.parent
        above = id(parent.line) if parent else None
        depth = depths[id(line)] = 0 if above is None else depths[above] + 1
        bonus = inherited[id(line)] = bool(line.get("bonus")) or (above is not None and inherited[above])
        row = Line(
            criteria_set=criteria_set,
            order=order,
            depth=depth,
            code=line["code"],
            title=_title(line),
            points=line.get("points"),
            is_leaf=not below(line),
            bonus=bonus,
            body={name: value for name, value in line.items() if name != "lines"},
        )
        rows[id(line)] = row
        levels.setdefault(depth, []).append((place, row))
    for depth in sorted(levels):
        for place, row in levels[depth]:
            row.parent = rows[id(place.parent.line)] if place.parent else None
        Line.objects.bulk_create([row for _place, row in levels[depth]])


def _title(line: dict[str, Any]) -> str:
    return str(line.get("title") or line.get("text") or line["code"])[:TITLE_LENGTH]
