"""Handing out bytes: originals as attachments, pictures and papers to look at – to whoever may see the record."""

from __future__ import annotations

import mimetypes

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from wenming.evidence import contents
from wenming.evidence.policies import VIEW
from wenming.evidence.selectors import ledger
from wenming.evidence.states import FileState
from wenming.evidence.views.ranges import send
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request
from wenming.organisations.access import requires

SHOWN_IN_PAGE = {
    "image/jpeg", "image/png", "image/gif", "image/webp", "application/pdf", "audio/mpeg", "audio/mp4", "audio/wav",
    "video/mp4", "video/quicktime",
}  # fmt: skip


class SetAside(Refusal):
    code, status = "set_aside", 403


class ContentGone(Refusal):
    code, status = "content_gone", 404


@requires(VIEW)
@require_safe
@cache_control(private=True, max_age=3600)
def file_original(request: Request, pk: int) -> HttpResponseBase:
    """The bytes as received. ``?in=page`` shows what browsers show safely; all else is a download."""
    held = ledger.record_file_for(request.actor, pk)
    if held.file.state == FileState.QUARANTINED:
        raise SetAside(_("这个文件已隔离，不提供下载：%(why)s") % {"why": held.file.why})
    in_page = request.GET.get("in") == "page" and held.file.media_type in SHOWN_IN_PAGE
    try:
        content = contents.open_content(held.file.sha256)
    except OSError:
        raise ContentGone(_("存储中找不到这个文件的内容，请联系系统管理员。")) from None
    media = held.file.media_type or "application/octet-stream"
    response = send(content, held.file.size, media, request.headers.get("Range"))
    response["Content-Disposition"] = content_disposition_header(not in_page, held.name) or "attachment"
    return response


@requires(VIEW)
@require_safe
@cache_control(private=True, max_age=86400)
def file_thumbnail(request: Request, pk: int) -> HttpResponseBase:
    """The small picture of a list."""
    return _rendition(request, pk, "thumbnail")


@requires(VIEW)
@require_safe
@cache_control(private=True, max_age=86400)
def file_preview(request: Request, pk: int) -> HttpResponseBase:
    """The large picture of a record's page: a photo itself, or a paper's first page."""
    return _rendition(request, pk, "preview")


def _rendition(request: Request, pk: int, which: str) -> HttpResponseBase:
    held = ledger.record_file_for(request.actor, pk)
    name: str = getattr(held.file, which)
    if not name:
        raise Http404
    etag = f'"{held.file.sha256[:32]}-{which}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304)
    try:
        content = contents.open_rendition(name)
    except OSError:
        raise Http404 from None
    media = "image/jpeg" if not mimetypes.guess_type(name)[0] else str(mimetypes.guess_type(name)[0])
    response = FileResponse(content, content_type=media)
    response["ETag"] = etag
    return response
