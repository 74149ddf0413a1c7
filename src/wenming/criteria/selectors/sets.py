"""Which sets are in sight, which one a code means, and what a set holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.http import Http404

from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.policies import EDIT, VIEW, may_edit_at
from wenming.criteria.selectors.engines import digest_of
from wenming.criteria.states import SetState
from wenming.kernel.errors import Missing
from wenming.kernel.words import _
from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation


def sets_in_sight(actor: Actor) -> QuerySet[CriteriaSet]:
    """Sets that were put into use: own, of the authorities above, of the instance; drafts where one may go on with
    them. Without documents."""
    return CriteriaSet.objects.in_sight_of(actor, VIEW, EDIT).for_list().order_by("-year", "code", "-version", "pk")


def sets_in_use(actor: Actor) -> QuerySet[CriteriaSet]:
    """The sets one may collect evidence for and score against, newest year first. One query, without documents."""
    return sets_in_sight(actor).filter(state=SetState.IN_USE)


def set_for(actor: Actor, pk: int) -> CriteriaSet:
    """The one door to a set, its document included. Out of sight answers 404: a number reveals nothing. One query."""
    found = (
        CriteriaSet.objects.in_sight_of(actor, VIEW, EDIT)
        .select_related("organisation")
        .defer("grids", "sources", "source_file")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def head_for(actor: Actor, pk: int) -> CriteriaSet:
    """As ``set_for`` where the document is not needed. One query."""
    found = CriteriaSet.objects.in_sight_of(actor, VIEW, EDIT).for_list().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def may_edit(actor: Actor, criteria_set: CriteriaSet) -> bool:
    """Whether this person may correct and use sets of the same owner."""
    return may_edit_at(actor, criteria_set.organisation)


def lines_of(criteria_set: CriteriaSet, *, bodies: bool = False) -> QuerySet[Line]:
    """The lines of a set in use, in document order; without ``body`` unless asked for. One query."""
    lines = Line.objects.filter(criteria_set=criteria_set).order_by("order")
    return lines if bodies else lines.defer("body")


def sets_of_unit(unit: Organisation, *, year: int | None = None) -> QuerySet[CriteriaSet]:
    """Sets in use that hold for a unit: its own, those of the authorities above it, those of the instance."""
    owners = Q(organisation=unit) | Q(organisation_id__in=unit.ancestor_ids()) | Q(organisation__isnull=True)
    found = CriteriaSet.objects.filter(owners, state=SetState.IN_USE)
    if year is not None:
        found = found.filter(year=year)
    return found.for_list().order_by("-year", "code", "-version", "pk")


def set_by_code(code: str, unit: Organisation | None = None, version: int | None = None) -> CriteriaSet:
    """For commands: the latest version in use of that code, with its document; or exactly ``version`` (used or retired).

    unit    looks at the unit itself first, then at the authorities above it (nearest first), then at the instance.
            Without a unit every owner is looked at; the same code with two owners is refused.
    Raises  Missing with a sentence.
    """
    found = CriteriaSet.objects.filter(code=code).select_related("organisation")
    if version is None:
        found = found.filter(state=SetState.IN_USE)
    else:
        found = found.filter(version=version, state__in=[SetState.IN_USE, SetState.RETIRED])
    if unit is not None:
        found = found.filter(
            Q(organisation=unit) | Q(organisation_id__in=unit.ancestor_ids()) | Q(organisation__isnull=True)
        )
    candidates = list(found.defer("grids", "sources", "source_file").order_by("-version", "pk"))
    if not candidates:
        raise Missing(_nothing(code, unit, version), code=code)
    owners = {candidate.organisation_id for candidate in candidates}
    if unit is None and len(owners) > 1:
        names = _("、").join(sorted(c.organisation.code if c.organisation else "-" for c in candidates))
        raise Missing(
            _("代码为“%(code)s”的测评体系不止一个单位有（%(names)s）。请加 --unit 单位代码。")
            % {"code": code, "names": names},
            code=code,
        )
    return min(candidates, key=lambda c: (_distance(c, unit), -c.version))


def _nothing(code: str, unit: Organisation | None, version: int | None) -> str:
    if version is not None:
        return _("没有代码为“%(code)s”、版本为 %(version)s 的测评体系。请核对 --version。") % {
            "code": code,
            "version": version,
        }
    if unit is not None:
        return _("单位“%(unit)s”没有使用中的测评体系“%(code)s”。先用 wenming criteria import 文件 导入。") % {
            "code": code,
            "unit": unit.code,
        }
    return _("没有使用中的测评体系“%(code)s”。先用 wenming criteria import 文件 导入。") % {"code": code}


def _distance(criteria_set: CriteriaSet, unit: Organisation | None) -> int:
    """0 for the unit's own set, then up the trees; sets of the instance come last."""
    owner = criteria_set.organisation
    if unit is None or owner is None:
        return 1_000
    if owner.pk == unit.pk:
        return 0
    steps = [
        path.strip("/").split("/")[::-1].index(str(owner.pk))
        for path in (unit.territory_path, unit.line_path)
        if str(owner.pk) in path.strip("/").split("/")
    ]
    return min(steps, default=999)


def next_version(organisation: Organisation | None, code: str, *, apart_from: int | None = None) -> int:
    """The number of the version that would follow those of this code. One query."""
    same = CriteriaSet.objects.filter(organisation=organisation, code=code)
    if apart_from is not None:
        same = same.exclude(pk=apart_from)
    return int(same.aggregate(last=Max("version"))["last"] or 0) + 1


def free_code(organisation: Organisation | None, year: int | None, base: str = "") -> str:
    """A code of the unit's own that no set has yet: parks-2026, parks-2026-2; of a layer, behind the code of its
    ``base``: city-parks-2026. One query.
    """
    own, end = organisation.code if organisation else "set", str(year or "")
    above = base.strip("-").removesuffix(end).rstrip("-")[: 56 - len(own) - len(end)]
    parts = (above if above.lower() != own.lower() else "", own, end)
    stem = "-".join(part for part in parts if part)[:58]
    same = CriteriaSet.objects.filter(organisation=organisation, code__startswith=stem)
    taken = set(same.values_list("code", flat=True))
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def set_for_year(code: str | None, unit: Organisation, year: int | None) -> CriteriaSet | None:
    """For commands: the set named, else the only one that holds for the unit in a year, else the only one there is.

    Returns  None if the unit has no set at all.
    Raises   Missing if the code is not there, or several sets could be meant: names them and asks for --criteria.
    """
    if code:
        return set_by_code(code, unit)
    in_use = list(sets_of_unit(unit))
    meant = [one for one in in_use if one.year == year] if year is not None else in_use
    meant = meant or in_use
    if not meant:
        return None
    if len({one.code for one in meant}) > 1:
        raise Missing(
            _("单位“%(unit)s”有不止一套使用中的测评体系：%(codes)s。请用 --criteria 指明其中一套。")
            % {"unit": unit.code, "codes": _("、").join(sorted({one.code for one in meant}))},
            unit=unit.code,
        )
    return set_by_code(meant[0].code, unit)


def same_content(
    organisation: Organisation | None, document: Mapping[str, Any], *, drafts: bool = False
) -> CriteriaSet | None:
    """The latest version in use of the document's code if it says exactly the same; a draft that does, if asked for."""
    digest = digest_of(document)
    same = CriteriaSet.objects.filter(organisation=organisation, code=document.get("code"))
    used = same.filter(state=SetState.IN_USE).order_by("-version").first()
    if used is not None and used.digest == digest:
        return used
    if drafts:
        for draft in same.filter(state=SetState.DRAFT).order_by("-version"):
            if digest_of(draft.document) == digest:
                return draft
    return None
