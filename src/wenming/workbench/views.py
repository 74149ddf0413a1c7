"""The desk of whoever has signed in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from wenming.evidence.policies import EDIT_OWN, VIEW
from wenming.kernel.web import Request
from wenming.organisations.access import allowed, signed_in
from wenming.organisations.selectors import unit_of
from wenming.workbench import selectors
from wenming.workbench.selectors.search import found as find


@signed_in
@require_safe
def home(request: Request) -> HttpResponse:
    """Three questions: what must I do today, what is late, where do we stand."""
    if request.actor.organisation_id is None:
        return render(request, "workbench/nobody.html")
    unit = unit_of(request.actor)
    if not allowed(request.actor, VIEW, unit):
        return render(request, "workbench/plain.html", {"unit": unit})
    desk = selectors.desk(request.actor, unit, timezone.localdate())
    context = {
        "desk": desk,
        "today": timezone.localdate(),
        "may_add": request.actor.may_somewhere(EDIT_OWN),
    }
    return render(request, "workbench/home.html", context)


@signed_in
@require_safe
def search(request: Request) -> HttpResponse:
    """Records, lines and people, as far as this person sees them."""
    if request.actor.organisation_id is None:
        return render(request, "workbench/nobody.html")
    unit = unit_of(request.actor)
    context = {
        "found": find(request.actor, unit, request.GET.get("q", "")),
        "unit": unit,
        "sees_ledger": allowed(request.actor, VIEW, unit),
    }
    return render(request, "workbench/search.html", context)
