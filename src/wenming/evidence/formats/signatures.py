"""Recognise a file by its first bytes, before anything is opened. A guess that ``opening`` then proves."""

from __future__ import annotations

import re
import struct

HEAD = 8192  # bytes worth looking at

_PREFIXES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"ID3", "mp3"),
    (b"#!AMR", "amr"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"\x1aE\xdf\xa3", "mkv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (b"{\\rtf", "rtf"),
)
_PROGRAMS: tuple[bytes, ...] = (
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",  # Java class, universal Mach-O
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # Windows shortcut
    b"\x00asm",
    b"dex\n",
    b"ITSF",  # compiled HTML help
    b"!<arch>",
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")  # the mark of UTF-16, the first of which could also begin an MPEG frame
_SCRIPT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:#!\s*/|<\?php|<%@|<%\s|@echo\s+off|powershell\b|"
    rb"(?:On Error Resume Next|Set\s+\w+\s*=\s*CreateObject))",
    re.IGNORECASE,
)
_PAGE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|script)\b",
    re.IGNORECASE | re.DOTALL,
)
_SVG = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*(?:<!DOCTYPE\s+svg[^>]*>\s*)?<svg\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(
    rb"^(?:Received|Return-Path|From|To|Date|Subject|Message-ID|MIME-Version|Content-Type|X-[\w-]+):\s",
    re.MULTILINE | re.IGNORECASE,
)
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_AUDIO_BRANDS = {b"M4A ", b"M4B ", b"M4P "}


def sniff(head: bytes) -> str:
    """Name the type that ``head`` (the first ``HEAD`` bytes) begins like.

    Returns  an extension, or one of ``zip``, ``ole`` (containers to be looked into), ``program``, ``script``, ``page``
             (HTML), ``svg``, ``mail``, ``text`` (decodable so far), ``unknown``.
    """
    for prefix, name in _PREFIXES:
        if head.startswith(prefix):
            return name
    if is_program(head):
        return "program"
    if _SCRIPT.match(head):
        return "script"
    if head.startswith(b"BM") and len(head) > 26 and _looks_like_bmp(head):
        return "bmp"
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12], "unknown")
    if head[4:8] == b"ftyp":
        return _box_type(head)
    if head[4:8] in {b"moov", b"mdat", b"wide", b"free", b"skip"}:
        return "mov"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head[257:262] == b"ustar":
        return "tar"
    if not head.startswith(_UTF16) and _mpeg_frame(head):
        return "mp3"
    if _SVG.match(head):
        return "svg"
    if _PAGE.match(head):
        return "page"
    if len(_MAIL.findall(head[:4096])) >= 3:
        return "mail"
    return "text" if _could_be_text(head) else "unknown"


def is_program(head: bytes) -> bool:
    """Whether the bytes begin like something a machine runs: Windows, Linux, macOS, Java, Android, shortcut."""
    if head.startswith(_PROGRAMS):
        return True
    if not head.startswith(b"MZ") or len(head) < 64:
        return False
    (offset,) = struct.unpack_from("<I", head, 60)
    return head[offset : offset + 4] == b"PE\x00\x00" or b"\x00" in head[:64]


def is_script(head: bytes) -> bool:
    """Whether the bytes begin like a script of a shell or web server."""
    return bool(_SCRIPT.match(head))


def _looks_like_bmp(head: bytes) -> bool:
    (header,) = struct.unpack_from("<I", head, 14)
    return header in {12, 16, 40, 52, 56, 64, 108, 124}


def _box_type(head: bytes) -> str:
    (length,) = struct.unpack_from(">I", head, 0)
    brands = {head[8:12]} | {head[i : i + 4] for i in range(16, min(length, len(head), 256), 4)}
    if head[8:12] == b"avif" or (b"avif" in brands and not brands & {b"heic", b"heix"}):
        return "avif"
    if head[8:12] in _HEIC_BRANDS or brands & {b"heic", b"heix"}:
        return "heic"
    if head[8:12] in _AUDIO_BRANDS:
        return "m4a"
    return "mov" if head[8:12] == b"qt  " else "mp4"


def _mpeg_frame(head: bytes) -> bool:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer, bitrate, rate = (head[1] >> 3) & 3, (head[1] >> 1) & 3, head[2] >> 4, (head[2] >> 2) & 3
    return version != 1 and layer != 0 and bitrate not in {0, 15} and rate != 3


def _could_be_text(head: bytes) -> bool:
    if head.startswith(_UTF16):
        return True
    if not head or b"\x00" in head:
        return False
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\x0c\x1b\x08")
    return controls <= len(head) // 200
