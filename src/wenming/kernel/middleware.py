"""The language of the context, and refusals drawn as pages."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from wenming.kernel.errors import Refusal
from wenming.kernel.words import LANGUAGE

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


class LanguageForPlainRooms:
    """Hand the language Django has chosen to the rooms that do not know Django."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = LANGUAGE.set(translation.get_language() or "zh-hans")
        try:
            return self.get_response(request)
        finally:
            LANGUAGE.reset(token)


class DrawRefusals:
    """Turn an uncaught Refusal into a page, or into a fragment for htmx."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        logger.info("refused %s %s: %s", request.method, request.path, exception.code)
        template = "ui/_refusal.html" if getattr(request, "htmx", False) else "ui/refusal.html"
        context = {"message": exception.message, "status": exception.status, "code": exception.code}
        return render(request, template, context, status=exception.status)
