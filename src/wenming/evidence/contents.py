"""Where the bytes lie: content under its digest, renditions beside it, in a folder or an object store alike."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.base import File as Content
from django.core.files.storage import default_storage

from wenming.evidence.formats.receiving import Readable, Received, receive

CHUNK = 1024 * 1024


def storage_name(sha256: str) -> str:
    """Two levels of folders, then the digest."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def rendition_name(sha256: str, what: str) -> str:
    """Derived and disposable; never mixed with originals."""
    return f"renditions/{sha256[:2]}/{sha256[2:4]}/{sha256}-{what}"


def _folder() -> Path | None:
    """The folder of a local store; None for an object store."""
    location = getattr(default_storage, "location", None)
    return Path(location) if location is not None and hasattr(default_storage, "base_location") else None


def keep(stream: Readable | Iterable[bytes], *, max_bytes: int | None = None, expected: int | None = None) -> Received:
    """Take bytes in and keep them under their digest; the same bytes again cost no second copy.

    Returns  path (of the kept file, or of a temporary one for an object store), SHA-256 and size.
    Raises   what ``receive`` raises; nothing is left behind then.
    """
    limit = settings.WENMING_MAX_FILE_BYTES if max_bytes is None else max_bytes
    folder = _folder()
    if folder is not None:

        def place(sha256: str) -> Path:
            return folder / (storage_name(sha256) if sha256 else "incoming/next")

        return receive(stream, place, max_bytes=limit, expected=expected)
    with tempfile.TemporaryDirectory(prefix="wenming-") as spool:
        received = receive(stream, Path(spool) / "content", max_bytes=limit, expected=expected)
        name = storage_name(received.sha256)
        if not default_storage.exists(name):
            with received.path.open("rb") as content:
                default_storage.save(name, Content(content))
        return Received(Path(name), received.sha256, received.size)


@contextmanager
def local_path(sha256: str) -> Iterator[Path]:
    """The content as a file on this machine, for libraries that want a path. Never write to it.

    Raises  FileNotFoundError if the content is gone.
    """
    folder = _folder()
    if folder is not None:
        path = folder / storage_name(sha256)
        if not path.is_file():
            raise FileNotFoundError(path)
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="wenming-") as copy, default_storage.open(storage_name(sha256)) as content:
        for chunk in content.chunks(CHUNK):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def open_content(sha256: str) -> IO[bytes]:
    """The content as a stream, for handing out."""
    return default_storage.open(storage_name(sha256), "rb")


def is_whole(sha256: str) -> bool:
    """Whether the content is there and still has its digest. Reads all of it."""
    seen = hashlib.sha256()
    try:
        with open_content(sha256) as content:
            while chunk := content.read(CHUNK):
                seen.update(chunk)
    except OSError:
        return False
    return seen.hexdigest() == sha256


def put_rendition(sha256: str, what: str, data: bytes) -> str:
    """Keep something derived and return its name; a new one takes the place of the old."""
    name = rendition_name(sha256, what)
    if default_storage.exists(name):
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(data))


def open_rendition(name: str) -> IO[bytes]:
    return default_storage.open(name, "rb")
