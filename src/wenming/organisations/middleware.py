"""``request.actor``: who acts, read lazily and once."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from wenming.organisations.access import Actor


class ActorOfRequest:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: self._read(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    @staticmethod
    def _read(request: HttpRequest) -> Actor:
        user = request.user
        return Actor.of(user) if user.is_authenticated else Actor.nobody()
