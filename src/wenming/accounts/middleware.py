"""A desk left alone signs itself out; a first password opens nothing but the page where it is changed."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

FREE = {"account_change_password", "account_logout", "set_language", "account_reauthenticate"}
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


class FirstPassword:
    """Lead whoever signed in with a first password to the page where an own one is chosen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in FREE or getattr(view, "access", "") == "public":
            return None
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        messages.info(request, _("这是初始密码，只有发给您的人和您知道。请先改成自己的密码，再开始办事。"))
        return redirect("account_change_password")
