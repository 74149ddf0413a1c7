"""Two sets beside each other: any two in sight, or a layer and the set it stands on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wenming.criteria import selectors
from wenming.criteria.policies import VIEW
from wenming.criteria.selectors import lists
from wenming.criteria.selectors.comparing import beside
from wenming.criteria.states import SetState
from wenming.kernel.web import Request
from wenming.organisations.access import requires


@requires(VIEW)
@require_safe
def compare(request: Request) -> HttpResponse:
    """``?a=…&b=…``: the first as it was, the second as it is now; ``all`` shows what did not change as well."""
    choices = lists.comparable(request.actor)
    known = {str(one.pk) for one in choices}
    asked = [request.GET.get(name, "") for name in ("a", "b")]
    if any(one and one not in known for one in asked):
        raise Http404
    context: dict[str, Any] = {"choices": choices, "a": asked[0], "b": asked[1], "everything": "all" in request.GET}
    if all(asked):
        old, new = (selectors.set_for(request.actor, int(one)) for one in asked)
        documents = selectors.compiled(old).document, selectors.compiled(new).document
        context |= {"old": old, "new": new, "view": beside(*documents, everything=context["everything"])}
    return render(request, "criteria/compare.html", context)


@requires(VIEW)
@require_safe
def layer_difference(request: Request, pk: int) -> HttpResponse:
    """What a layer changes on the set it stands on."""
    one = selectors.set_for(request.actor, pk)
    if one.base is None:
        raise Http404
    ready = selectors.compiled(one)
    context = {
        "set": one,
        "base": one.base,
        "view": beside(selectors.compiled(one.base).document, ready.document),
        "newer": lists.newer_bases(request.actor, one.base),
        "negative_count": len(ready.document.negative),
        "may_edit": selectors.may_edit(request.actor, one),
        "tab": "layer",
    }
    draft = one.state == SetState.DRAFT
    return render(request, "criteria/draft_layer.html" if draft else "criteria/layer.html", context)
