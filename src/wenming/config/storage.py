"""Where file contents lie: a folder by default, an object store by URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from wenming.kernel.env import BadSetting
from wenming.kernel.words import _


def from_url(url: str) -> dict[str, Any]:
    """``s3://key:secret@bucket/prefix?endpoint=http://host:9000&region=x`` as a Django storage definition."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": unquote(parts.path)}}
    if parts.scheme != "s3" or not parts.hostname:
        raise BadSetting(
            _("WENMING_STORAGE_URL 应为 s3://桶名?endpoint=… 或 file:///目录，现为“%(url)s”。请改正后再启动。")
            % {"url": url}
        )
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        "file_overwrite": False,
        "default_acl": None,
        "querystring_auth": True,
    }
    if parts.username:
        options |= {"access_key": unquote(parts.username), "secret_key": unquote(parts.password or "")}
    if "endpoint" in query:
        options["endpoint_url"] = query["endpoint"]
    if "region" in query:
        options["region_name"] = query["region"]
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
