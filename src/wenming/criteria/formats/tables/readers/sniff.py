"""What a file is, by its content: suffixes lie. Hostile containers are refused before anything is unpacked."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from wenming.criteria.formats.tables.readers.active import has_old_macros, refuse_active
from wenming.criteria.formats.tables.readers.encoding import is_wide_text
from wenming.criteria.formats.tables.readers.refusals import (
    convert_first,
    damaged,
    empty,
    locked,
    not_supported,
    too_large,
    with_macros,
)
from wenming.kernel.words import _, gettext_noop

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_UNPACKED = 256 * 1024 * 1024
LARGEST_MEMBER = 160 * 1024 * 1024
MOST_MEMBERS = 5000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", gettext_noop("图片（JPEG）")),
    (b"\x89PNG", gettext_noop("图片（PNG）")),
    (b"GIF8", gettext_noop("图片（GIF）")),
    (b"BM", gettext_noop("图片（BMP）")),
    (b"II*\x00", gettext_noop("图片（TIFF）")),
    (b"MM\x00*", gettext_noop("图片（TIFF）")),
    (b"RIFF", gettext_noop("音视频或图片")),
    (b"MZ", gettext_noop("可执行程序")),
    (b"\x7fELF", gettext_noop("可执行程序")),
    (b"Rar!", gettext_noop("压缩包（RAR）")),
    (b"7z\xbc\xaf", gettext_noop("压缩包（7z）")),
    (b"\x1f\x8b", gettext_noop("压缩包（gzip）")),
    (b"BZh", gettext_noop("压缩包（bzip2）")),
    (b"\xfd7zXZ", gettext_noop("压缩包（xz）")),
    (b"%!PS", gettext_noop("PostScript 文件")),
    (b"OFD", gettext_noop("OFD 版式文件")),
    (b"SQLite format 3", gettext_noop("数据库文件")),
)
FTYP = (b"ftyp",)


def sniff(data: bytes, name: str) -> str:
    """ "xlsx", "xls", "ods", "docx", "pdf" or "text". Raises Unreadable for everything else."""
    if not data or not data.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise empty()
    if len(data) > LARGEST_FILE:
        raise too_large(name, LARGEST_FILE // 2**20)
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _container(data, name)
    if data.startswith(OLE):
        return _compound(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        raise convert_first(name, _("RTF 文档"), _("用办公软件另存为 .docx "))
    for magic, what in MAGIC:
        if data.startswith(magic) and not (magic in {b"BM", b"MZ", b"OFD"} and _is_text(data)):
            raise not_supported(name, _(what))
    if data[4:8] in FTYP:
        raise not_supported(name, _("音视频或图片"))
    if not _is_text(data):
        raise not_supported(name, _("无法识别的二进制数据"))
    return "text"


def _is_text(data: bytes) -> bool:
    """Whether the head of the file reads as text: few control bytes, NULs only in UTF-16."""
    head = data[:8192]
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return True
    if 0 in head:
        return is_wide_text(head)
    control = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    return control <= 0.02 * len(head)


def _compound(data: bytes, name: str) -> str:
    """OLE files: old Excel can be read; encrypted and old Word files cannot."""
    head = data[: 4 * 1024 * 1024]
    if "EncryptedPackage".encode("utf-16-le") in head or "EncryptionInfo".encode("utf-16-le") in head:
        raise locked(name)
    if any(word.encode("utf-16-le") + b"\x00\x00" in head for word in ("Workbook", "Book")):
        if has_old_macros(data):
            raise with_macros(name)
        return "xls"
    if "WordDocument".encode("utf-16-le") in head:
        raise convert_first(name, _("旧版 Word 文档（.doc）"), _("用办公软件另存为 .docx "))
    if "PowerPoint Document".encode("utf-16-le") in head:
        raise not_supported(name, _("演示文稿"))
    raise not_supported(name, _("无法识别的旧版办公文件"))


def _container(data: bytes, name: str) -> str:
    """Zip containers: sizes are checked as declared and as they really unpack, before any reader sees them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = {member.filename for member in members}
            if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise too_large(name, LARGEST_UNPACKED // 2**20)
            kind = _office_kind(archive, names)
            if kind is None:
                raise not_supported(name, _("压缩包或其他文件"))
            if any(member.flag_bits & 1 for member in members):
                raise locked(name)
            for member in members:
                if member.filename.endswith((".xml", ".rels", ".bin")):
                    check_unpacked(data, member, name)
            refuse_active(archive, name)
    except (
        zipfile.BadZipFile,
        struct.error,
        OSError,
        ValueError,
        NotImplementedError,
        UnicodeDecodeError,
        EOFError,
    ) as error:
        raise damaged(name) from error
    return kind


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    if "word/document.xml" in names or any(n.startswith("word/document") and n.endswith(".xml") for n in names):
        return "docx"
    if any(n.startswith("xl/workbook.") for n in names):
        return "xlsx"
    if "content.xml" in names and "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return "ods" if b"spreadsheet" in archive.read("mimetype") else None
    return None


def check_unpacked(data: bytes, member: zipfile.ZipInfo, name: str) -> None:
    """Inflate one member without keeping it: a declared size that lies, or a bomb, is found here."""
    start = member.header_offset
    if data[start : start + 4] != b"PK\x03\x04" or start + 30 > len(data):
        raise damaged(name)
    name_size, extra_size = struct.unpack("<HH", data[start + 26 : start + 30])
    start += 30 + name_size + extra_size
    packed = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        if len(packed) != member.file_size:
            raise damaged(name)
        return
    if member.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged(name)
    engine, size = zlib.decompressobj(-15), 0
    try:
        rest: bytes | memoryview = packed
        while True:
            size += len(engine.decompress(rest, 1 << 20))
            if size > LARGEST_MEMBER:
                raise too_large(name, LARGEST_MEMBER // 2**20)
            rest = engine.unconsumed_tail
            if not rest:
                break
    except zlib.error as error:
        raise damaged(name) from error
    if size != member.file_size:
        raise damaged(name)
