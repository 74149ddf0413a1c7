"""Completing what was dropped: photos become one activity, what they share is said once, and all of it is filed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.criteria.models import Line
from wenming.evidence.actions.records import attach_files, change_record, file_record, link_lines, remove_record
from wenming.evidence.models import Record, RecordFile
from wenming.evidence.policies import may_edit, not_yours
from wenming.kernel.errors import Invalid, NotPermitted
from wenming.organisations.access import Actor


@transaction.atomic
def merge_records(*, actor: Actor, records: Sequence[Record], at: datetime) -> Record:
    """Make one record of several of the same kind: the first takes the files and lines of the others, in order.

    Returns  the first; the others are taken out of the ledger, and their trail says where their files went.
    Raises   NotPermitted for any of them; Invalid for fewer than two, for mixed kinds or units.
    """
    if len(records) < 2:
        raise Invalid(_("合成一件至少要选两件材料。"))
    target, others = records[0], records[1:]
    for one in records:
        if not may_edit(actor, one.organisation, one.department_id):
            raise NotPermitted(_("《%(title)s》：%(why)s") % {"title": one.title, "why": not_yours(one.department_id)})
        if (one.kind, one.organisation_id) != (target.kind, target.organisation_id):
            raise Invalid(
                _("《%(title)s》与《%(first)s》不是同一类材料，不能合成一件。")
                % {"title": one.title, "first": target.title}
            )
    for one in others:
        held = RecordFile.objects.filter(record=one).select_related("file").order_by("position", "pk")
        attach_files(actor=actor, record=target, files=[(each.name, each.file) for each in held], at=at)
        lines = Line.objects.filter(links__record=one).order_by("order")
        link_lines(actor=actor, record=target, lines=lines, at=at, reason=_("随合并的材料"))
        remove_record(actor=actor, record=one, reason=_("并入《%(title)s》") % {"title": target.title}, at=at)
    return target


@transaction.atomic
def complete_record(
    *, actor: Actor, record: Record, at: datetime, lines: Iterable[Line] = (), file: bool = False, **fields: Any
) -> Record:
    """Say what is to be said about one record, link it and, if asked, file it: all of it or nothing.

    fields  as ``change_record`` takes them; what is absent stays as it is.
    Raises  NotPermitted; Conflict; Invalid in words.
    """
    if fields:
        change_record(actor=actor, record=record, at=at, **fields)
    link_lines(actor=actor, record=record, lines=lines, at=at)
    if file:
        file_record(actor=actor, record=record, at=at)
    return record
