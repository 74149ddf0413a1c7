"""Carrying a layer to another version of its base: what both sides changed is decided by a person, never by us."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.audit.actions import record
from wenming.criteria.formats.document import write_document
from wenming.criteria.models import CriteriaSet
from wenming.criteria.policies import require_edit
from wenming.criteria.selectors.layers import carried
from wenming.criteria.states import SetState
from wenming.kernel.errors import Conflict, Invalid
from wenming.organisations.access import Actor


@transaction.atomic
def change_base(
    *,
    actor: Actor,
    criteria_set: CriteriaSet,
    revision: int,
    base: CriteriaSet,
    choices: Mapping[str, str],
    at: datetime,
) -> CriteriaSet:
    """Lay a draft that is a layer on another version of its base.

    base     the version to stand on from now on, in use and in the actor's sight.
    choices  {key of a conflict: "layer" or "base"}; every conflict that leaves a choice must be among them.
    Raises   NotPermitted; Conflict if someone was faster; Invalid while something is undecided; BadLayer.
    """
    require_edit(actor, criteria_set.organisation)
    if criteria_set.state != SetState.DRAFT:
        raise Conflict(_("这一版已经启用，不能再改。请以它起草新的一版。"), pk=criteria_set.pk)
    if base.state != SetState.IN_USE or base.pk == criteria_set.pk:
        raise Invalid(_("只能换到使用中的一版上。请重新选择。"))
    moved = carried(criteria_set, base, choices)
    if moved.undecided:
        raise Invalid(_("还有 %(n)s 处两边都改过，没有选用哪一边的。请逐处选定后再换。") % {"n": len(moved.undecided)})
    document = write_document(moved.document)
    was = criteria_set.base_id
    criteria_set.claim(revision, document=document, base=base, **CriteriaSet.repeated(document))
    record(
        actor=actor,
        event="criteria.draft.rebased",
        target=criteria_set,
        at=at,
        from_base=was,
        to_base=base.pk,
        version=base.version,
        decided=dict(choices),
    )
    return criteria_set
