"""What stands beside a line: its duties and how far they are met, and the evidence filed under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from wenming.criteria.models import Line
from wenming.evidence.models import LineOwner, Link, Record
from wenming.evidence.policies import EDIT_OWN, VIEW
from wenming.evidence.rules.completeness import LineState
from wenming.evidence.rules.findings import Finding, gravest_first
from wenming.evidence.selectors.checking import check_line
from wenming.evidence.selectors.owning import owner_of
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation

COUNTED = {"missing", "too_few"}  # told by the duties themselves
STATES = {"complete": "full", "partial": "part", "empty": "none", "wrong": "wrong", "none": "full"}


@dataclass(frozen=True)
class Panel:
    """Duties as ``ui/_duty.html`` shows them, findings, records with their first picture, and who owes them."""

    duties: list[dict[str, Any]]
    done: int
    findings: list[Finding]
    records: list[Record]
    waiting: list[Record]
    owner: LineOwner | None
    add_url: str
    may_add: bool


def panel(
    actor: Actor, organisation: Organisation, line: Line, year: int, *, above: Sequence[int] | None = None
) -> Panel:
    """Everything about the evidence of one line. Seven queries at most, whatever there is, where the line comes with its set.

    above  keys of the lines above it, nearest first, where they are at hand: one query less.
    """
    found = check_line(organisation, line, year=year, as_of=timezone.localdate())
    state = found.lines[0] if found.lines else LineState(line.code, line.title, ())
    proving = Link.objects.filter(line=line).values("record_id")
    records = list(
        Record.objects.within(actor, VIEW)
        .filter(organisation=organisation, removed_at__isnull=True, pk__in=proving)
        .for_cards()  # type: ignore[attr-defined]
        .order_by(Coalesce("happened_on", date.min).desc(), "-pk")[:60]  # found by the line, not along the days
    )
    owner = owner_of(organisation, line, above=above)
    late = bool(owner and owner.due and owner.due < timezone.localdate())
    return Panel(
        duties=[duty_item(duty, late=late) for duty in state.duties],
        done=state.done,
        findings=[_without_label(one, line) for one in gravest_first(found.findings) if one.kind not in COUNTED],
        records=[record for record in records if record.filed_at is not None],
        waiting=[record for record in records if record.filed_at is None],
        owner=owner,
        add_url=f"{reverse('evidence:record_add')}?line={line.pk}",
        may_add=allowed(actor, EDIT_OWN, organisation),
    )


def _without_label(one: Finding, line: Line) -> Finding:
    return replace(one, message=one.message.removeprefix(f"{line.code} {line.title}").lstrip("：: "))  # data


def duty_item(duty: Any, *, late: bool = False) -> dict[str, Any]:
    """One duty as a component shows it: what is asked, what is there, what to do. ``late``: the day it was due has passed."""
    least, most = duty.duty.minimum, duty.duty.maximum
    asked = least if least is not None else most
    return {
        "label": duty.asked,
        "note": _("；").join(item.what_to_do for item in duty.findings[:2]) or (duty.duty.note or ""),
        "figure": f"{duty.have} / {asked}" if asked else _("现有 %(n)s") % {"n": duty.have},
        "state": "late" if late and duty.state in {"empty", "partial"} else STATES[duty.state],
    }
