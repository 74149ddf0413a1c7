"""A layer carried to another version of its base: both values of every conflict side by side, a person chooses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from wenming.criteria import selectors
from wenming.criteria.actions import layering
from wenming.criteria.policies import EDIT
from wenming.criteria.selectors import drafts, layers, lists
from wenming.criteria.views.drafts import seen_revision
from wenming.criteria.views.gone import told_if_gone
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request
from wenming.organisations.access import requires

CHOICE = "choice-"


@requires(EDIT)
@require_http_methods(["GET", "POST"])
@told_if_gone
def rebase(request: Request, pk: int) -> HttpResponse:
    """Choose the version to stand on (``?to=``), decide what both sides changed, and move the draft."""
    draft = drafts.draft_for(request.actor, pk)
    newer = lists.newer_bases(request.actor, draft.base) if draft.base else []
    wanted = request.POST.get("to") or request.GET.get("to") or ""
    base = next((one for one in newer if str(one.pk) == wanted), None)
    choices = {name.removeprefix(CHOICE): str(value) for name, value in request.POST.items() if name.startswith(CHOICE)}
    context: dict[str, Any] = {"draft": draft, "newer": newer, "base": base, "errors": []}
    status = 200
    if base is not None:
        base = selectors.set_for(request.actor, base.pk)
        try:
            if request.method == "POST":
                layering.change_base(
                    actor=request.actor,
                    criteria_set=draft,
                    revision=seen_revision(request),
                    base=base,
                    choices=choices,
                    at=timezone.now(),
                )
                messages.success(request, _("已换到基础体系第%(version)s版。") % {"version": base.version})
                return redirect("criteria:draft", pk)
        except Refusal as refusal:
            context["errors"], status = [refusal.message], refusal.status
            context["draft"] = draft = drafts.draft_for(request.actor, pk)
        try:
            moved = layers.carried(draft, base, choices)
            context |= {"base": base, "conflicts": layers.conflict_rows(draft, moved, choices)}
        except Refusal as refusal:
            context["errors"], status = [refusal.message], refusal.status
    return render(request, "criteria/draft_rebase.html", context, status=status)
