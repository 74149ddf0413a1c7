"""What kinds of file there are: the one table from which names, media types and human words are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wenming.kernel.words import _


class Family(StrEnum):
    """Files a person would call by the same word, and which open in the same way."""

    PICTURE = "picture"
    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    SLIDES = "slides"
    OFD = "ofd"
    TEXT = "text"
    PAGE = "page"
    MAIL = "mail"
    AUDIO = "audio"
    VIDEO = "video"
    ARCHIVE = "archive"
    PROGRAM = "program"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FileType:
    """One type of file: its canonical extension (without the dot), its media type and its family."""

    extension: str
    media_type: str
    family: Family


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_TABLE: dict[Family, dict[str, str]] = {
    Family.PICTURE: {
        "jpg": "image/jpeg",
        "png": "image/png",
        "gif": "image/gif",
        "webp": "image/webp",
        "bmp": "image/bmp",
        "tiff": "image/tiff",
        "heic": "image/heic",
        "avif": "image/avif",
        "svg": "image/svg+xml",
    },
    Family.PDF: {"pdf": "application/pdf"},
    Family.WORD: {
        "docx": _OOXML + "wordprocessingml.document",
        "docm": "application/vnd.ms-word.document.macroEnabled.12",
        "doc": "application/msword",
        "wps": "application/vnd.ms-works",
        "rtf": "application/rtf",
        "odt": _ODF + "text",
    },
    Family.SHEET: {
        "xlsx": _OOXML + "spreadsheetml.sheet",
        "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
        "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
        "xls": "application/vnd.ms-excel",
        "et": "application/vnd.ms-excel",
        "ods": _ODF + "spreadsheet",
    },
    Family.SLIDES: {
        "pptx": _OOXML + "presentationml.presentation",
        "pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.12",
        "ppt": "application/vnd.ms-powerpoint",
        "dps": "application/vnd.ms-powerpoint",
        "odp": _ODF + "presentation",
    },
    Family.OFD: {"ofd": "application/ofd"},
    Family.TEXT: {
        "txt": "text/plain",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
        "md": "text/markdown",
        "json": "application/json",
        "yaml": "application/yaml",
        "xml": "application/xml",
        "log": "text/plain",
    },
    Family.PAGE: {"html": "text/html", "mht": "multipart/related"},
    Family.MAIL: {"eml": "message/rfc822", "msg": "application/vnd.ms-outlook"},
    Family.AUDIO: {
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "wav": "audio/wav",
        "amr": "audio/amr",
        "flac": "audio/flac",
        "ogg": "audio/ogg",
    },
    Family.VIDEO: {
        "mp4": "video/mp4",
        "mov": "video/quicktime",
        "avi": "video/x-msvideo",
        "wmv": "video/x-ms-wmv",
        "mkv": "video/x-matroska",
    },
    Family.ARCHIVE: {
        "zip": "application/zip",
        "rar": "application/vnd.rar",
        "7z": "application/x-7z-compressed",
        "gz": "application/gzip",
        "bz2": "application/x-bzip2",
        "xz": "application/x-xz",
        "tar": "application/x-tar",
    },
    Family.PROGRAM: {"exe": "application/vnd.microsoft.portable-executable"},
}
TYPES: dict[str, FileType] = {
    extension: FileType(extension, media_type, family)
    for family, members in _TABLE.items()
    for extension, media_type in members.items()
}
UNKNOWN = FileType("", "application/octet-stream", Family.UNKNOWN)

# Other ways of writing the same extension.
ALIASES: dict[str, str] = {
    "jpeg": "jpg",
    "jpe": "jpg",
    "jfif": "jpg",
    "tif": "tiff",
    "heif": "heic",
    "hif": "heic",
    "dib": "bmp",
    "htm": "html",
    "xhtml": "html",
    "mhtml": "mht",
    "markdown": "md",
    "text": "txt",
    "yml": "yaml",
    "m4v": "mp4",
    "3gp": "mp4",
    "qt": "mov",
    "asf": "wmv",
    "webm": "mkv",
    "wave": "wav",
    "oga": "ogg",
    "dotx": "docx",
    "dotm": "docm",
    "dot": "doc",
    "wpt": "wps",
    "xltx": "xlsx",
    "xltm": "xlsm",
    "ett": "et",
    "ppsx": "pptx",
    "potx": "pptx",
    "ppsm": "pptm",
    "pps": "ppt",
    "tgz": "gz",
}

# What a machine would run if somebody opened it.
PROGRAM_SUFFIXES = frozenset(
    [
        "exe",
        "com",
        "scr",
        "pif",
        "msi",
        "msp",
        "msix",
        "bat",
        "cmd",
        "ps1",
        "psm1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "cpl",
        "dll",
        "sys",
        "drv",
        "ocx",
        "lnk",
        "url",
        "reg",
        "inf",
        "scf",
        "sh",
        "bash",
        "command",
        "app",
        "dmg",
        "pkg",
        "deb",
        "rpm",
        "apk",
        "ipa",
        "jar",
        "class",
        "jnlp",
        "py",
        "pyc",
        "pyw",
        "pl",
        "rb",
        "php",
        "phtml",
        "asp",
        "aspx",
        "jsp",
        "cgi",
        "elf",
        "so",
        "bin",
        "run",
        "chm",
        "iso",
        "img",
        "vhd",
        "xll",
        "wll",
        "ppam",
        "xlam",
    ]
)


def file_type(extension: str) -> FileType:
    """The type for an extension in any usual spelling (``.JPEG`` → jpg); ``UNKNOWN`` if we do not know it."""
    return TYPES.get(canonical(extension), UNKNOWN)


def canonical(extension: str) -> str:
    """Lower case, without the dot, in the one spelling we use: ``.JPEG`` → ``jpg``, ``htm`` → ``html``."""
    plain = extension.strip().lower().removeprefix(".")
    return ALIASES.get(plain, plain)


def taken_in() -> frozenset[str]:
    """Every extension that may hold evidence, in any usual spelling: no programs, no macros, no archives nobody can look into."""
    never = {"docm", "xlsm", "pptm", "rar", "7z", "gz", "bz2", "xz", "tar"}
    known = {extension for extension, kind in TYPES.items() if kind.family is not Family.PROGRAM} - never
    return frozenset(known | {alias for alias, extension in ALIASES.items() if extension in known})


def family_label(family: Family) -> str:
    """The family in a person's words."""
    return {
        Family.PICTURE: _("照片"),
        Family.PDF: _("PDF 文档"),
        Family.WORD: _("文档"),
        Family.SHEET: _("表格"),
        Family.SLIDES: _("演示文稿"),
        Family.OFD: _("OFD 版式文档"),
        Family.TEXT: _("文本"),
        Family.PAGE: _("网页"),
        Family.MAIL: _("邮件"),
        Family.AUDIO: _("录音"),
        Family.VIDEO: _("视频"),
        Family.ARCHIVE: _("压缩包"),
        Family.PROGRAM: _("程序"),
        Family.UNKNOWN: _("无法识别的文件"),
    }[family]
