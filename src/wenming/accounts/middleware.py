"""A desk left alone signs itself out."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

GRAIN = 60  # seconds between two notes of "still here": a write a minute, not a write a request


class IdleExit:
    """Sign out whoever has been away longer than ``WENMING_IDLE_MINUTES``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            seen = request.session.get("seen", now)
            if now - seen > settings.WENMING_IDLE_MINUTES * 60:
                logout(request)
                messages.info(request, _("较长时间没有操作，已自动退出。请重新登录，已保存的内容不受影响。"))
            elif now - seen > GRAIN or "seen" not in request.session:
                request.session["seen"] = now
        return self.get_response(request)
