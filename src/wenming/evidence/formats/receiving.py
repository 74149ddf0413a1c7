"""Take bytes in: one pass that writes, measures and hashes, and leaves either the whole file or nothing."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol

from wenming.evidence.formats.verdicts import MEGABYTE, Limits
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

CHUNK = 1024 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Readable(Protocol):
    """Anything bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes; empty at the end."""
        ...


class FileTooLarge(Refusal):
    """More bytes than the limit allows; refused before they are all written."""

    code: ClassVar[str] = "too_large"
    status: ClassVar[int] = 413


class EmptyFile(Refusal):
    """Not a single byte."""

    code: ClassVar[str] = "empty"


class DiskFull(Refusal):
    """No room left where files are kept."""

    code: ClassVar[str] = "disk_full"
    status: ClassVar[int] = 507


class NotWritable(Refusal):
    """The place where files are kept cannot be written to."""

    code: ClassVar[str] = "not_writable"
    status: ClassVar[int] = 507


class Interrupted(Refusal):
    """Fewer (or more) bytes came than were announced."""

    code: ClassVar[str] = "interrupted"
    status: ClassVar[int] = 503  # sent again as it is, it may well come through


@dataclass(frozen=True, slots=True)
class Received:
    """A file that lies complete on the disk."""

    path: Path
    sha256: str
    size: int


def receive(
    stream: Readable | Iterable[bytes],
    target: Path | Callable[[str], Path],
    *,
    max_bytes: int = Limits.max_bytes,
    expected: int | None = None,
) -> Received:
    """Write a stream to its place, hashing as it passes.

    target    the final path, or a function from the SHA-256 (hex) to it when the digest names the file. Its folder must
              exist unless a function is given; with a function, the stream is first collected in ``target("").parent``,
              which must lie on the same file system, and bytes already kept under their digest are left as they are.
    expected  the number of bytes announced, if any.
    Returns   path, digest and size; the content is on the disk (fsync) before its name appears (atomic rename).
    Raises    FileTooLarge, EmptyFile, Interrupted, DiskFull, NotWritable. Nothing is left behind then, and whatever
              stood under the final name is untouched.
    """
    folder = (target("") if callable(target) else target).parent
    temporary = folder / f".receiving-{secrets.token_hex(8)}"
    digest, size = hashlib.sha256(), 0
    try:
        if callable(target):
            folder.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as out:
            for chunk in _chunks(stream):
                size += len(chunk)
                if size > max_bytes:
                    raise FileTooLarge(
                        _("文件超过上限 %(limit).0f MB，请压缩或拆分后再上传。") % {"limit": max_bytes / MEGABYTE},
                        limit=max_bytes,
                    )
                digest.update(chunk)
                out.write(chunk)
            if not size:
                raise EmptyFile(_("文件是空的（0 字节），请重新导出或拷贝一份完整的文件再上传。"))
            if expected is not None and size != expected:
                raise Interrupted(
                    _("上传中断：应收 %(expected)s 字节，实收 %(size)s 字节。请重新上传。")
                    % {"expected": expected, "size": size}
                )
            out.flush()
            os.fsync(out.fileno())
        final = target(digest.hexdigest()) if callable(target) else target
        if callable(target):
            final.parent.mkdir(parents=True, exist_ok=True)
        if callable(target) and final.is_file() and final.stat().st_size == size:
            return Received(final, digest.hexdigest(), size)  # these bytes are already kept; they are not touched
        temporary.replace(final)
        _sync_folder(final.parent)
    except OSError as error:
        raise _refusal_for(error) from error
    finally:
        with suppress(OSError):  # nothing to take away where nothing could be written
            temporary.unlink(missing_ok=True)
    return Received(final, digest.hexdigest(), size)


def sha256_of(path: Path) -> str:
    """The SHA-256 (hex) of a file, read in pieces."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _chunks(stream: Readable | Iterable[bytes]) -> Iterator[bytes]:
    if hasattr(stream, "read"):
        while chunk := stream.read(CHUNK):
            yield chunk
    else:
        yield from stream


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable where the system allows a folder to be synchronised."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:  # some network file systems decline; the file itself is already safe
        if error.errno not in {errno.EINVAL, errno.ENOTSUP, errno.EBADF}:
            raise
    finally:
        os.close(handle)


def _refusal_for(error: OSError) -> Refusal:
    if error.errno in _FULL:
        return DiskFull(_("存储空间已满，文件没有存入。请联系系统管理员清理或扩充空间后再上传。"), errno=error.errno)
    return NotWritable(
        _("存储位置无法写入（%(reason)s），文件没有存入。请联系系统管理员检查文件夹权限。")
        % {"reason": error.strerror or type(error).__name__},
        errno=error.errno,
    )
