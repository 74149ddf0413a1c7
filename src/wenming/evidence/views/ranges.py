"""Part of a file where a player asks for part of it: without this nobody can jump within a video."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse

ASKED = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
CHUNK = 256 * 1024


def send(content: IO[bytes], size: int, media_type: str, asked: str | None) -> HttpResponseBase:
    """The whole content, or the one range of it that ``asked`` (a Range header) names.

    Several ranges at once, or a header that is none, are answered with the whole, as the standard allows.
    """
    found = ASKED.fullmatch(asked or "")
    if found is None or found[0] == "bytes=-":
        whole = FileResponse(content, content_type=media_type)
        whole["Content-Length"], whole["Accept-Ranges"] = str(size), "bytes"
        return whole
    if found[1]:
        first, last = int(found[1]), min(int(found[2]), size - 1) if found[2] else size - 1
    else:
        first, last = max(0, size - int(found[2])), size - 1
    if first > last:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    part = StreamingHttpResponse(_piece(content, first, last - first + 1), status=206, content_type=media_type)
    part["Content-Range"], part["Accept-Ranges"] = f"bytes {first}-{last}/{size}", "bytes"
    part["Content-Length"] = str(last - first + 1)
    return part


def _piece(content: IO[bytes], start: int, length: int) -> Iterator[bytes]:
    with content:
        content.seek(start)
        while length > 0 and (chunk := content.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk
