"""What became of a draft that is none any more: who confirmed it or gave it up, and when."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wenming.audit.models import Entry
from wenming.criteria.models import CriteriaSet
from wenming.criteria.states import SetState
from wenming.kernel.errors import Conflict
from wenming.ui.words import when

DROPPED, CONFIRMED = "criteria.draft.dropped", "criteria.set.put_into_use"


class DraftGone(Conflict):
    """The draft somebody still works on has been confirmed or given up meanwhile. ``one`` is what became of it."""

    code = "criteria.draft_gone"

    def __init__(self, one: CriteriaSet) -> None:
        self.one = one
        super().__init__(_("这份草稿已经不在了，您的这一步没有保存。"), pk=one.pk)


@dataclass(frozen=True)
class Fate:
    """What happened, in a sentence; ``kept`` is the set that came of it, None for a draft given up."""

    title: str
    sentence: str
    kept: CriteriaSet | None


def fate_of(one: CriteriaSet) -> Fate:
    """Who did it and when. One query."""
    dropped = one.state == SetState.DROPPED
    target = f"{one._meta.label_lower}:{one.pk}"
    entry = Entry.objects.filter(target=target, event=DROPPED if dropped else CONFIRMED).order_by("-at", "-pk").first()
    at = entry.at if entry else one.used_at
    facts = {"who": entry.actor_name if entry else "", "at": when(at), "name": one.name, "version": one.version}
    if dropped:
        said = (
            _("%(who)s %(at)s 放弃了“%(name)s”第%(version)s版的草稿，不能再修改。")
            if entry
            else _("这份草稿已被放弃。")
        )
        return Fate(_("草稿已放弃"), said % facts, None)
    said = (
        _("%(who)s %(at)s 确认启用了“%(name)s”第%(version)s版。启用后的内容不再改动，要修改请另起一版。")
        if entry
        else _("“%(name)s”第%(version)s版已启用。启用后的内容不再改动，要修改请另起一版。")
    )
    return Fate(_("草稿已启用"), said % facts, one)
