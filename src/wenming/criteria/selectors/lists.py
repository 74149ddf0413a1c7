"""The list of sets as a screen shows it, the versions of one, and their files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from wenming.criteria.models import CriteriaSet
from wenming.criteria.policies import EDIT, VIEW
from wenming.criteria.selectors.sets import sets_in_sight
from wenming.criteria.states import Level, Origin, SetState
from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation
from wenming.ui.chips import Filter

TONES = {
    SetState.DRAFT: "doing",
    SetState.IN_USE: "done",
    SetState.RETIRED: "calm",
    SetState.DROPPED: "calm",
}


def filters(actor: Actor) -> list[Filter]:
    """The chips over the list. One query for the years that occur."""
    states: tuple[SetState, ...] = (SetState.IN_USE, SetState.RETIRED)
    if actor.may_somewhere(EDIT):
        states = (SetState.DRAFT, *states)
    years = sets_in_sight(actor).exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
    return [
        Filter("state", _("状态"), [(s.value, s.label) for s in states]),
        Filter("level", _("层级"), Level.choices),
        Filter("year", _("年度"), [(year, str(year)) for year in years]),
        Filter("owner", _("归属"), [("own", _("本单位")), ("above", _("主管部门")), ("all", _("全系统"))]),
    ]


def sets_found(actor: Actor, chosen: Mapping[str, str], words: str) -> QuerySet[CriteriaSet]:
    """The sets in sight that fit the chips and the words; drafts given up are not listed."""
    found = sets_in_sight(actor).exclude(state=SetState.DROPPED)
    found = found.filter(**{name: chosen[name] for name in ("state", "level", "year") if name in chosen})
    own = {grant.organisation_id for grant in actor.holdings(VIEW)}
    match chosen.get("owner"):
        case "own":
            found = found.filter(organisation_id__in=own)
        case "above":
            found = found.exclude(organisation_id__in=own).filter(organisation__isnull=False)
        case "all":
            found = found.filter(organisation__isnull=True)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__icontains=words))
    return found


def rows(actor: Actor, found: Iterable[CriteriaSet]) -> list[dict[str, Any]]:
    """What a row of the list shows. No query beyond the one of ``found``."""
    own = {grant.organisation_id for grant in actor.holdings(VIEW)}
    return [
        {
            "set": one,
            "level": Level(one.level).label if one.level in Level.values else "",
            "state": SetState(one.state).label,
            "tone": TONES[SetState(one.state)],
            "owner": owner_words(one, own),
            "origin": Origin(one.origin).label,
        }
        for one in found
    ]


def owner_words(one: CriteriaSet, own: Collection[int | None]) -> str:
    """Whose a set is: of the whole system, one's own, or another unit's by name."""
    if one.organisation is None:
        return _("全系统")
    return _("本单位") if one.organisation_id in own else str(one.organisation)


def versions_of(actor: Actor, one: CriteriaSet) -> list[dict[str, Any]]:
    """All versions of the set's code with the same owner that are in sight, the newest first. One query."""
    same = sets_in_sight(actor).filter(organisation=one.organisation, code=one.code).exclude(state=SetState.DROPPED)
    return rows(actor, same.order_by("-version"))


def comparable(actor: Actor) -> list[CriteriaSet]:
    """Every set in sight one may compare: in any state but given up. One query, without documents."""
    return list(sets_in_sight(actor).exclude(state=SetState.DROPPED))


def bases(actor: Actor) -> list[tuple[int, str]]:
    """The sets in use a layer may stand on, as (key, words). One query."""
    found = sets_in_sight(actor).filter(state=SetState.IN_USE)
    return [(one.pk, _("%(name)s（第%(version)s版）") % {"name": one.name, "version": one.version}) for one in found]


def newer_bases(actor: Actor, base: CriteriaSet) -> list[CriteriaSet]:
    """The other versions in use of the set a layer stands on. One query."""
    same = sets_in_sight(actor).filter(organisation=base.organisation, code=base.code, state=SetState.IN_USE)
    return list(same.exclude(pk=base.pk).order_by("-version"))


def editing_unit(actor: Actor) -> Organisation:
    """Where this person drafts sets: the organisation of the first role that may. 404 for somebody without one."""
    held = actor.holdings(EDIT)
    found = Organisation.objects.filter(pk=held[0].organisation_id).first() if held else None
    if found is None:
        raise Http404
    return found


def source_file(actor: Actor, pk: int) -> tuple[bytes, str]:
    """The file a set was read from and its name. Raises Http404 where there is none. One query."""
    found = (
        CriteriaSet.objects.in_sight_of(actor, VIEW, EDIT)
        .filter(pk=pk)
        .only("source_file", "source_name", "organisation")
        .first()
    )
    if found is None or not found.source_file:
        raise Http404
    return bytes(found.source_file), found.source_name or "source"


def file_name(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r'[\x00-\x1f\\/:*?"<>|]+', "_", name).strip(" .")[:120] or "criteria"
