"""Whoever still works on a draft that is none any more is told what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from wenming.criteria.selectors.gone import DraftGone, fate_of
from wenming.kernel.web import Request

View = Callable[..., HttpResponse]


def told_if_gone(view: View) -> View:
    """Answer with who confirmed the draft or gave it up, and when; what was typed stays on the page that sent it.

    A page that was only looked at answers 200, a change that came too late 409.
    """

    @wraps(view)
    def inner(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DraftGone as gone:
            context = {"fate": fate_of(gone.one), "unsaved": request.method == "POST"}
            status = 409 if context["unsaved"] else 200
            if not request.htmx:
                return render(request, "criteria/draft_gone.html", context, status=status)
            response = render(request, "criteria/_draft_gone.html", context, status=status)
            response["HX-Retarget"], response["HX-Reswap"] = "#draft-state", "innerHTML show:window:top"
            return response

    return inner
