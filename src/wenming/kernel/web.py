"""Small answers every view gives: a bound form, a page or its fragment, a finished write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from wenming.organisations.access import Actor

F = TypeVar("F", bound=BaseForm)


class Request(HttpRequest):
    """A request as our middleware leaves it."""

    htmx: HtmxDetails
    actor: Actor


def bound(form_class: type[F], request: HttpRequest, **kwargs: Any) -> F:
    """A form bound on POST and only then; an empty POST is still a POST."""
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **kwargs)
    return form_class(**kwargs)


def page(request: Request, full: str, fragment: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer htmx with the fragment and everyone else with the whole page around it."""
    wants_fragment = request.htmx and not request.htmx.boosted
    response = render(request, fragment if wants_fragment else full, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def done(request: Request, *, to: Any, fragment: str, context: dict[str, Any], event: str) -> HttpResponse:
    """Answer a finished write: to htmx what takes the form's place, to others a redirect."""
    if not request.htmx:
        return redirect(to)
    response = render(request, fragment, context)
    response["HX-Trigger"] = event
    return response
