"""Which unit a page is about, where one may look after several."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from wenming.kernel.web import Request

OFFERED = 200  # units in a choice; whoever looks after more comes by an address with ``unit``


def unit_chosen(request: Request, units: QuerySet[Any]) -> Any:
    """The unit asked for, else one's own, else the first in sight. Out of sight answers 404."""
    key = request.GET.get("unit", "") or request.POST.get("unit", "")
    if key.isdecimal():
        return get_object_or_404(units, pk=int(key))
    return units.filter(pk=request.actor.organisation_id or 0).first() or get_object_or_404(units[:1])


def units_offered(units: QuerySet[Any]) -> list[Any]:
    """The units to choose from; none where there is no choice."""
    offered = list(units[:OFFERED])
    return offered if len(offered) > 1 else []
