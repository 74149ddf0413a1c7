"""归档装订: order a binding, watch it, fetch what was bound."""

from __future__ import annotations

from typing import cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from wenming.criteria import selectors as criteria
from wenming.evidence.actions.binding import By, order_binding
from wenming.evidence.policies import BIND, VIEW
from wenming.evidence.selectors import archive, ledger
from wenming.kernel.errors import Invalid
from wenming.kernel.web import Request, page
from wenming.kernel.words import _
from wenming.organisations.access import requires
from wenming.organisations.selectors import unit_of


@requires(VIEW)
@require_safe
def binding_list(request: Request) -> HttpResponse:
    unit = unit_of(request.actor)
    bindings = list(archive.bindings_of(request.actor, unit)[:30])
    context = {
        "unit": unit,
        "bindings": bindings,
        "busy": any(one.state in {"waiting", "running"} for one in bindings),
        "sets": criteria.sets_of_unit(unit),
        "years": ledger.years_of(request.actor, unit, timezone.localdate()),
        "may_bind": archive.may_bind(request.actor),
    }
    return page(request, "evidence/binding_list.html", "evidence/_binding_table.html", context)


@requires(BIND)
@require_POST
def binding_order(request: Request) -> HttpResponse:
    unit = unit_of(request.actor)
    year, by = request.POST.get("year", ""), request.POST.get("by", "both")
    if not year.isdecimal() or by not in {"item", "year", "both"}:
        raise Invalid(_("请选择年度和分册方式。"))
    chosen = next((one for one in criteria.sets_of_unit(unit) if str(one.pk) == request.POST.get("set")), None)
    order_binding(
        actor=request.actor,
        organisation=unit,
        criteria_set=chosen,
        year=int(year),
        by=cast(By, by),
        at=timezone.now(),
    )
    return redirect("evidence:binding_list")


@requires(VIEW)
@require_safe
def binding_file(request: Request, pk: int, number: int) -> HttpResponseBase:
    """One of the files that were bound."""
    binding = archive.binding_for(request.actor, pk)
    files = binding.result.get("files", [])
    if number >= len(files):
        raise Http404
    try:
        content = default_storage.open(files[number]["stored"], "rb")
    except OSError:
        raise Http404 from None
    name = files[number]["name"]
    response = FileResponse(content)
    in_page = request.GET.get("in") == "page" and name.endswith(".pdf")
    response["Content-Disposition"] = content_disposition_header(not in_page, name) or "attachment"
    return response
