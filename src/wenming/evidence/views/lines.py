"""The evidence of one line: what is asked, what is there, what is wrong, and a place to drop what is missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wenming.criteria import selectors as criteria
from wenming.evidence.actions import records as actions
from wenming.evidence.plugs import drop_onto
from wenming.evidence.policies import EDIT_OWN, VIEW, may_edit
from wenming.evidence.selectors import evidence_of_line, ledger, picking
from wenming.evidence.selectors.owning import may_link
from wenming.evidence.states import EvidenceKind
from wenming.evidence.views.finding_words import finding_rows
from wenming.evidence.views.rows import cards_of, refused_words, row_of
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, page
from wenming.organisations.access import requires
from wenming.organisations.selectors import unit_of
from wenming.ui import chips


def line_in_sight(request: Request, pk: int) -> tuple[Any, Any, Any]:
    """(unit, line, its set). A line of a set that is out of sight answers 404."""
    found = ledger.line_for(pk)
    found.criteria_set = criteria.head_for(request.actor, found.criteria_set_id)
    return unit_of(request.actor), found, found.criteria_set


@requires(VIEW)
@require_safe
def line(request: Request, pk: int) -> HttpResponse:
    """The page; htmx gets its living part, also for the pages of other apps that include it."""
    unit, found, chosen_set = line_in_sight(request, pk)
    year = chosen_set.year or timezone.localdate().year
    beside = evidence_of_line.panel(request.actor, unit, found, year)
    context = {
        "unit": unit, "line": found, "set": chosen_set, "evidence": beside, "cards": cards_of(beside.records), "findings": finding_rows(beside.findings[:8]),
        "waiting": cards_of(beside.waiting), "drop": drop_onto(request, lines=[found], year=year) if chosen_set.state == "in_use" else None,
    }  # fmt: skip
    return page(request, "evidence/line.html", "evidence/_line_evidence.html", context)


@requires(EDIT_OWN)
@require_http_methods(["GET", "POST"])
def line_pick(request: Request, pk: int) -> HttpResponse:
    """从台账选: link records that are in the ledger already to this line."""
    unit, found, chosen_set = line_in_sight(request, pk)
    if request.method == "POST":
        return _link_picked(request, unit, found)
    words = request.GET.get("q", "").strip()[:100]
    filters = _pick_filters(request, unit)
    chosen = chips.chosen(request, *filters)
    may, asked = picking.linkable(request.actor, unit, found), picking.kinds_asked(found)
    every = request.GET.get("every") == "1"
    narrowed = [] if every or words or "kind" in chosen else asked
    records = picking.to_pick(
        request.actor, unit, found, chosen, words=words, may=None if every else may, kinds=narrowed
    )
    plain = not (words or chosen or request.GET.get("page", "1") != "1")
    likely = picking.likely(request.actor, unit, found, may, asked) if plain else {}
    first = {one.pk: one for one in ledger.records_listed(request.actor, unit, [str(key) for key in likely])}
    shown = Paginator(records.exclude(pk__in=list(likely)), 30).get_page(request.GET.get("page"))
    owes = {one.pk: may_link(request.actor, one, [found]) for one in shown if one.department_id is None}
    query = request.GET.copy()
    query.pop("page", None)
    if every:
        query.pop("every")
    else:
        query["every"] = "1"
    context = {
        "unit": unit, "line": found, "set": chosen_set, "shown": shown, "words": words, "every": every,
        "chips": chips.build(request, *filters), "other_url": f"?{query.urlencode()}",
        "suggested": [row_of(first[key]) | {"mine": True, "why": why} for key, why in likely.items() if key in first],
        "rows": [
            row_of(one) | {"mine": owes.get(one.pk, may_edit(request.actor, unit, one.department_id))} for one in shown
        ],
        "asked": _("、").join(str(EvidenceKind(kind).label) for kind in narrowed if kind in EvidenceKind.values),
    }  # fmt: skip
    return render(request, "evidence/line_pick.html", context)


def _pick_filters(request: Request, unit: Any) -> tuple[chips.Filter, ...]:
    years = ledger.years_of(request.actor, unit, timezone.localdate())
    return (
        chips.Filter("kind", _("材料类型"), EvidenceKind.choices),
        chips.Filter("year", _("年度"), [(year, str(year)) for year in years]),
    )


def _link_picked(request: Request, unit: Any, found: Any) -> HttpResponse:
    done = 0
    for record in ledger.records_picked(request.actor, unit, request.POST.getlist("pick")):
        try:
            actions.link_lines(actor=request.actor, record=record, lines=[found], at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refused_words(record, refusal))
        else:
            done += 1
    if done:
        messages.success(request, _("已把 %(n)s 件材料对应到 %(code)s。") % {"n": done, "code": found.code})
    else:
        messages.warning(request, _("没有勾选材料。请先勾选，再点对应。"))
        return redirect("evidence:line_pick", found.pk)
    return redirect("evidence:line", found.pk)
