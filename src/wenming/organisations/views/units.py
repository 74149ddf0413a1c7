"""Units as the system administrator keeps them: which there are, where they stand, a new one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, bound
from wenming.organisations import actions, selectors
from wenming.organisations.access import requires
from wenming.organisations.forms import UnitForm
from wenming.organisations.policies import MANAGE_UNITS, VIEW_UNITS_BELOW


@requires(VIEW_UNITS_BELOW)
@require_safe
def unit_list(request: Request) -> HttpResponse:
    """The own unit and those below it, with how many people and accounts each has."""
    words = request.GET.get("q", "").strip()[:50]
    shown = Paginator(selectors.units_counted(request.actor, words), 50).get_page(request.GET.get("page"))
    context = {"units": shown, "words": words, "may_add": request.actor.may_somewhere(MANAGE_UNITS)}
    return render(request, "organisations/unit_list.html", context)


@requires(MANAGE_UNITS)
@require_http_methods(["GET", "POST"])
def unit_add(request: Request) -> HttpResponse:
    """Add a unit under one that is looked after."""
    form = bound(UnitForm, request, actor=request.actor)
    if form.is_valid():
        try:
            unit = actions.add_unit(actor=request.actor, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("已建立单位%(unit)s。") % {"unit": unit.name})
            return redirect("organisations:unit_list")
    context = {"form": form, "title": _("增设单位"), "back": "organisations:unit_list"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)
