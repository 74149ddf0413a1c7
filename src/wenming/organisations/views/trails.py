"""The trail on screen: who did what when, whether the chain holds, and who signed in."""

from __future__ import annotations

from datetime import MAXYEAR, date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wenming.audit import selectors as audit
from wenming.audit.words import GROUPS, SIGN_INS, break_words, details_words, event_words, target_words
from wenming.kernel.web import Request
from wenming.organisations import selectors
from wenming.organisations.access import Permission, requires
from wenming.organisations.policies import READ_SIGN_INS, READ_TRAIL
from wenming.organisations.states import Role
from wenming.organisations.views.choosing import unit_chosen, units_offered

ROWS = 50


def _context(request: Request, permission: Permission) -> dict[str, Any]:
    """The unit whose trail is read, and the units one may choose from."""
    units = selectors.units_within(request.actor, permission)
    return {"unit": unit_chosen(request, units), "units": units_offered(units)}


def _day(text: str) -> date | None:
    """The day typed; None for what is no day, or one so far away that the day before or after it may be none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1 < day.year < MAXYEAR else None


def _rows(request: Request, owner: int, events: tuple[str, ...]) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()[:50]
    first, last = _day(request.GET.get("from", "")), _day(request.GET.get("to", ""))
    entries = audit.found(owner, audit.Wanted(words=words, events=events, first=first, last=last))
    shown = Paginator(entries, ROWS).get_page(request.GET.get("page"))
    rows = [
        {
            "entry": entry,
            "event": event_words(entry.event),
            "target": "" if entry.target == f"accounts.user:{entry.actor_id}" else target_words(entry.target),
            "details": details_words(entry.details, {"role": dict(Role.choices)}),
        }
        for entry in shown
    ]
    return {"entries": shown, "rows": rows, "words": words, "first": first, "last": last}


def _kinds() -> list[tuple[str, Any]]:
    return [(code, label) for code, (label, _events) in GROUPS.items()]


@requires(READ_TRAIL)
@require_safe
def trail(request: Request) -> HttpResponse:
    """The trail of a unit, newest first, by person, kind and day."""
    context = _context(request, READ_TRAIL)
    kind = request.GET.get("kind", "")
    events = GROUPS[kind][1] if kind in GROUPS else ()
    context |= _rows(request, context["unit"].pk, events)
    context |= {"kinds": _kinds(), "kind": kind}
    return render(request, "organisations/trail.html", context)


@requires(READ_TRAIL)
@require_POST
def trail_check(request: Request) -> HttpResponse:
    """Go through the whole chain of a unit and say whether it holds."""
    context = _context(request, READ_TRAIL)
    count, broken = audit.broken_chain(context["unit"].pk)
    context |= _rows(request, context["unit"].pk, ())
    context |= {
        "kinds": _kinds(),
        "kind": "",
        "checked": {
            "whole": broken is None,
            "title": _("审计链完整") if broken is None else _("审计链在第 %(n)s 条处断开") % {"n": broken.sequence},
            "text": _("已从头核对 %(n)s 条，每一条的摘要都与前一条相接。") % {"n": count}
            if broken is None
            else _("%(why)s。请立即报告单位负责人，保留现有数据，并用最近的备份比对。")
            % {"why": break_words(broken.kind)},
        },
    }
    return render(request, "organisations/trail.html", context)


@requires(READ_SIGN_INS)
@require_safe
def sign_ins(request: Request) -> HttpResponse:
    """Signing in and out, lock-outs and passwords, newest first."""
    context = _context(request, READ_SIGN_INS)
    context |= _rows(request, context["unit"].pk, SIGN_INS)
    return render(request, "organisations/sign_ins.html", context)
