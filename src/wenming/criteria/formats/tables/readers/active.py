"""Refuse office files that act by themselves: macros, controls, links and templates fetched from elsewhere.

A criteria table needs none of these, and a colleague opens the same file next. Decided as for evidence: ordinary
hyperlinks are words, and the template a paper was once written with, on its writer's own disk, fetches nothing.
"""

from __future__ import annotations

import re
import zipfile

from wenming.criteria.formats.tables.readers.refusals import with_links, with_macros

MOST = 32 * 1024 * 1024
MACRO_TYPES = re.compile(rb"vnd\.ms-office\.vbaProject|macroEnabled", re.IGNORECASE)
MACRO_PARTS = re.compile(
    r"(?:^|/)(?:vbaProject[^/]*\.bin|vbaData\.xml)$|^xl/(?:macrosheets|dialogsheets)/|/activeX/|^Basic/|^Scripts/",
    re.IGNORECASE,
)
LINK_PARTS = re.compile(r"^xl/(?:externalLinks/|connections\.xml$|queryTables/)", re.IGNORECASE)
REMOTE = re.compile(
    r"^(?:[a-z][a-z0-9+.-]+:)?[\\/]{2}(?![\\/])|^(?:https?|ftp|mhtml|ms-\w+|ldap|smb|webdav):", re.IGNORECASE
)
SAFE_LINKS = re.compile(
    r"^(?:https?|ftp|mailto|tel|file|onenote):|^[^:]*$|^[A-Za-z]:[\\/]|^[^:]{0,400}#", re.IGNORECASE
)
LOCAL_KINDS = {"attachedTemplate", "image", "video", "audio", "media"}
FETCHING = re.compile(
    rb"<w:instrText[^>]*>\s*(?:DDE(?:AUTO)?\b|(?:INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b[^<]{0,300}?(?:https?:|ftp:|\\\\\\\\))",
    re.IGNORECASE,
)
OLD_MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT")


def refuse_active(archive: zipfile.ZipFile, name: str) -> None:
    """Look over the parts of a package whose sizes have been checked.

    Raises  Unreadable in words.
    """
    for member in archive.infolist():
        part = member.filename
        if MACRO_PARTS.search(part):
            raise with_macros(name)
        if LINK_PARTS.search(part):
            raise with_links(name, part.rpartition("/")[2])
        if part == "[Content_Types].xml" and MACRO_TYPES.search(archive.read(member)):
            raise with_macros(name)
        if part.endswith(".rels") and member.file_size <= MOST:
            _relations(archive.read(member), name)
        text = part.startswith("word/") and part.endswith(".xml") and member.file_size <= MOST
        if text and FETCHING.search(archive.read(member)):
            raise with_links(name, "DDE / INCLUDE")


def _relations(data: bytes, name: str) -> None:
    from lxml import etree  # a text file needs none of it, and the command starts without

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return  # the reader says what is damaged
    for relation in root.iter("{*}Relationship"):
        if (relation.get("TargetMode") or "").lower() != "external":
            continue
        kind = (relation.get("Type") or "").rpartition("/")[2]
        target = (relation.get("Target") or "").strip()
        if kind == "hyperlink":
            harmless = SAFE_LINKS.match(target) is not None
        else:
            harmless = kind in LOCAL_KINDS and REMOTE.search(target.removeprefix("file:///")) is None
        if not harmless:
            raise with_links(name, target[:80])


def has_old_macros(head: bytes) -> bool:
    """Whether the directory of an old Excel file names a macro project."""
    return any(word.encode("utf-16-le") in head for word in OLD_MACROS)
