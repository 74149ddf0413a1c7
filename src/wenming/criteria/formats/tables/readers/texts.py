"""Text files: HTML, Markdown, delimited tables or plain numbered paragraphs, told apart by what they hold."""

from __future__ import annotations

import re
from pathlib import PurePath

from wenming.criteria.formats.tables.grid import Paragraph, Source
from wenming.criteria.formats.tables.readers.encoding import decode
from wenming.criteria.formats.tables.readers.refusals import convert_first, too_large
from wenming.kernel.words import _

LARGEST_TEXT = 24 * 1024 * 1024
HTML = re.compile(r"<\s*(?:!doctype\s+html|html|head|body|table|div|p|tr|meta)\b", re.IGNORECASE)
PIPE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$", re.MULTILINE)
PIPE_ROW = re.compile(r"^\s*\|.*\|.*\|\s*$", re.MULTILINE)
HASH_HEADING = re.compile(r"^#{1,6}\s+\S", re.MULTILINE)


def read(data: bytes, name: str) -> Source:
    """Decode and read a text file."""
    if len(data) > LARGEST_TEXT:
        raise too_large(name, LARGEST_TEXT // 2**20)
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    suffix = PurePath(name).suffix.lower()
    head = text[:4000].lstrip()
    if head.startswith("MIME-Version:") and "multipart/related" in head:
        raise convert_first(name, _("单个文件网页（mht）"), _("另存为普通网页（html）"))
    if suffix not in {".csv", ".tsv", ".md", ".markdown"} and HTML.search(text[:200_000]) and "</" in text:
        from wenming.criteria.formats.tables.readers import html

        return html.read(text, name)
    if head.startswith("<") and "</" in text and re.search(r"<(?:table|html|body|tr)\b", text, re.IGNORECASE):
        from wenming.criteria.formats.tables.readers import html

        return html.read(text, name)
    if head.startswith(("{", "[{")) and '"' in head[:50]:
        raise convert_first(name, _("数据文件（JSON）"), _("确认是否为本系统导出的测评体系；如是，用“导入”功能"))
    ruled = PIPE_RULE.search(text) is not None and "|" in text
    bare_pipes = not ruled and len(PIPE_ROW.findall(text)) >= 3
    if ruled or (suffix in {".md", ".markdown"} and not bare_pipes):
        from wenming.criteria.formats.tables.readers import markdown

        return markdown.read(text, name)
    from wenming.criteria.formats.tables.readers import delimited

    found = delimited.read(text, name)
    if found is not None:
        return found
    if HASH_HEADING.search(text):
        from wenming.criteria.formats.tables.readers import markdown

        return markdown.read(text, name)
    paragraphs = [
        Paragraph(line.strip(), 0, number) for number, line in enumerate(text.split("\n"), start=1) if line.strip()
    ]
    return Source(name, "text", list(paragraphs))
