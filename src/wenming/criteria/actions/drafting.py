"""Beginning a draft: from a table, an exchange file, a built-in set, nothing, a version in use, or as a layer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from wenming.audit.actions import record
from wenming.criteria.formats.document import FORMAT, read_document, write_document
from wenming.criteria.models import CriteriaSet
from wenming.criteria.policies import require_edit
from wenming.criteria.rules.set_codes import checked_code
from wenming.criteria.selectors import free_code, next_version
from wenming.criteria.states import Origin, SetState
from wenming.kernel.errors import Conflict, Invalid
from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation


@transaction.atomic
def draft_set(
    *,
    actor: Actor,
    organisation: Organisation | None,
    document: Mapping[str, Any],
    origin: Origin,
    at: datetime,
    source_name: str = "",
    source_file: bytes | None = None,
    grids: Any = None,
    sources: Any = None,
    warnings: Sequence[Mapping[str, Any]] = (),
) -> CriteriaSet:
    """Begin a draft with a document that was read from somewhere. Nothing counts until a person puts it into use.

    document   wenming-criteria/1; a missing code is made from the unit's. A code in use makes it the next version.
    source_*   the file as received, kept with the draft; grids, sources  its rows and where each line came from.
    warnings   [{"line", "message"}], what the person should look at.
    Raises     NotPermitted; BadDocument; Invalid for a code that is too long.
    """
    require_edit(actor, organisation)
    one = _new(actor, organisation, document, origin, at)
    one.source_name = source_name[:300]
    one.source_file, one.grids, one.sources, one.warnings = source_file, grids, sources, list(warnings)
    return _begun(actor, one, at)


@transaction.atomic
def draft_empty_set(
    *,
    actor: Actor,
    organisation: Organisation,
    name: str,
    at: datetime,
    code: str = "",
    level: str | None = None,
    year: int | None = None,
) -> CriteriaSet:
    """Begin with a name and an empty tree. Raises NotPermitted; Invalid."""
    require_edit(actor, organisation)
    document = {"format": FORMAT, "code": code or None, "name": name, "level": level or None, "year": year}
    return _begun(actor, _new(actor, organisation, document, Origin.EMPTY, at), at)


@transaction.atomic
def draft_next_version(*, actor: Actor, criteria_set: CriteriaSet, at: datetime) -> CriteriaSet:
    """Begin the next version of a set from one that was used; that one stays as it is.

    Raises  NotPermitted; Invalid if the set is itself still a draft.
    """
    require_edit(actor, criteria_set.organisation)
    if criteria_set.state not in (SetState.IN_USE, SetState.RETIRED):
        raise Invalid(_("这一版还没有启用，直接修改即可，不必另起一版。"))
    one = _new(actor, criteria_set.organisation, criteria_set.document, Origin.VERSION, at)
    one.previous, one.base, one.layer = criteria_set, criteria_set.base, criteria_set.layer
    return _begun(actor, one, at, previous=criteria_set.version)


@transaction.atomic
def draft_layer(
    *, actor: Actor, organisation: Organisation, base: CriteriaSet, name: str, at: datetime, code: str = ""
) -> CriteriaSet:
    """Begin a layer on another set: the same lines, to be weighted and added to. What differs is kept as the layer.

    base    a set in use in the actor's sight: it came through a selector.
    code    without one, the code of the base with the unit's: city-parks-2026.
    Raises  NotPermitted; Invalid if the base is not in use.
    """
    require_edit(actor, organisation)
    if base.state != SetState.IN_USE:
        raise Invalid(_("只能叠加在使用中的测评体系上。请先启用它，或另选一套。"))
    proposed = code.strip() or free_code(organisation, base.year, base.code)
    document = {**base.document, "code": proposed, "name": name}
    one = _new(actor, organisation, document, Origin.LAYER, at)
    one.base = base
    return _begun(actor, one, at, base=base.pk)


def _new(
    actor: Actor, organisation: Organisation | None, document: Mapping[str, Any], origin: Origin, at: datetime
) -> CriteriaSet:
    """A draft row with its document in canonical form, not yet saved."""
    read = write_document(read_document(document))
    code = checked_code(str(read["code"] or "") or free_code(organisation, document.get("year")))
    read["code"] = code
    return CriteriaSet(
        organisation=organisation,
        code=code,
        version=next_version(organisation, code),
        origin=origin,
        document=read,
        created_at=at,
        created_by=actor.name[:64],
        **CriteriaSet.repeated(read),
    )


def _begun(actor: Actor, one: CriteriaSet, at: datetime, **details: Any) -> CriteriaSet:
    one.full_clean(exclude=["document", "grids", "sources", "layer", "source_file", "warnings"])
    try:
        with transaction.atomic():
            one.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("刚刚有人用同一代码另起了一版，您的这一份还没有保存。请再提交一次。")) from None
    record(
        actor=actor,
        event="criteria.draft.begun",
        target=one,
        at=at,
        code=one.code,
        version=one.version,
        origin=one.origin,
        **details,
    )
    return one
