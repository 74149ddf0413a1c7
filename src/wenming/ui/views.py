"""Pages the house itself has: the gallery of components, and what people see when something does not work."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wenming.ui import gallery as exhibits

logger = logging.getLogger(__name__)


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once: as usual, with long text, with none, in English."""
    return render(request, "ui/gallery.html", exhibits.context(request))


def refused(request: HttpRequest, message: str, status: int, *, title: str) -> HttpResponse:
    """A refusal as a page, or as a fragment where htmx asked."""
    template = "ui/_refusal.html" if getattr(request, "htmx", False) else "ui/refusal.html"
    return render(request, template, {"message": message, "status": status, "title": title}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = _("浏览器送来的内容不完整或不合规。请返回上一页，重新填写后再提交。")
    return refused(request, message, 400, title=_("这次请求没有办成"))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = _("您没有查看或办理此事项的权限。需要办理的，请联系本单位创建办。")
    return refused(request, message, 403, title=_("没有权限"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    message = _("没有找到这个页面：地址可能写错了，事项可能已移走，或者不在您的查看范围内。")
    return refused(request, message, 404, title=_("没有找到"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without the mark that proves it is ours: mostly a page left open too long."""
    logger.warning("form refused at %s: %s", request.path, reason)
    message = _("页面停留过久或浏览器未接受本站的 Cookie，本次提交没有写入。请返回上一页、刷新，核对已填内容后再提交。")
    return refused(request, message, 403, title=_("页面已过期"))


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke that we did not foresee. The page takes nothing from the database and names the line in the log."""
    reference = secrets.token_hex(4).upper()
    logger.error("server error %s at %s", reference, request.path)
    page = loader.get_template("ui/500.html").render({"reference": reference})
    return HttpResponse(page, status=500)
