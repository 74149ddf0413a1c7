"""Office packages (docx, xlsx, pptx, OpenDocument) and OFD: prove that they open and that nothing in them acts by itself."""

from __future__ import annotations

import re

from lxml import etree

from wenming.evidence.formats import trouble
from wenming.evidence.formats.kinds import PROGRAM_SUFFIXES, UNKNOWN, file_type
from wenming.evidence.formats.names import split_suffix
from wenming.evidence.formats.signatures import is_program
from wenming.evidence.formats.verdicts import Opened
from wenming.evidence.formats.zips import BadContainer, Container, open_archive

CONTENT_TYPES = "[Content_Types].xml"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Where the main part's content type decides what the package is.
_MAIN: tuple[tuple[str, str], ...] = (
    ("wordprocessingml.document.main", "docx"),
    ("wordprocessingml.template.main", "docx"),
    ("ms-word.document.macroEnabled.main", "docm"),
    ("ms-word.template.macroEnabledTemplate.main", "docm"),
    ("spreadsheetml.sheet.main", "xlsx"),
    ("spreadsheetml.template.main", "xlsx"),
    ("ms-excel.sheet.macroEnabled.main", "xlsm"),
    ("ms-excel.template.macroEnabled.main", "xlsm"),
    ("ms-excel.addin.macroEnabled.main", "xlsm"),
    ("ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    ("presentationml.presentation.main", "pptx"),
    ("presentationml.slideshow.main", "pptx"),
    ("presentationml.template.main", "pptx"),
    ("ms-powerpoint.presentation.macroEnabled.main", "pptm"),
    ("ms-powerpoint.slideshow.macroEnabled.main", "pptm"),
    ("ms-powerpoint.template.macroEnabled.main", "pptm"),
)
_OPENDOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_MACRO_PARTS = re.compile(
    r"(?:^|/)(?:vbaProject[^/]*\.bin|vbaData\.xml)$|^xl/(?:macrosheets|dialogsheets)/", re.IGNORECASE
)
_CONTROL_PARTS = re.compile(r"/activeX/|/ctrlProps/.+\.bin$", re.IGNORECASE)
_OBJECT_PARTS = re.compile(r"/embeddings/.*\.bin$", re.IGNORECASE)
_PACKAGE_PARTS = re.compile(r"/embeddings/.*\.(?:docx|xlsx|pptx|docm|xlsm|pptm|xlsb)$", re.IGNORECASE)
_LINK_PARTS = re.compile(r"^xl/(?:externalLinks/|connections\.xml$|queryTables/)", re.IGNORECASE)
_REMOTE = re.compile(
    r"^(?:[a-z][a-z0-9+.-]+:)?[\\/]{2}(?![\\/])|^(?:https?|ftp|mhtml|ms-\w+|ldap|smb|webdav):", re.IGNORECASE
)
_SAFE_LINKS = re.compile(
    r"^(?:https?|ftp|mailto|tel|file|onenote):|^[^:]*$|^[A-Za-z]:[\\/]|^[^:]{0,400}#", re.IGNORECASE
)
_FIELD = re.compile(rb"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")
_DDE_FIELD = re.compile(rb"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_FETCH_FIELD = re.compile(
    rb"\b(?:INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b[^<]{0,300}?(?:https?:|ftp:|\\\\\\\\)", re.IGNORECASE
)
_MUST_PARSE = frozenset({"word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"})
_LARGE = 32 * 1024 * 1024
_DDE_FORMULA = re.compile(rb"<f[^>]*>[^<]*\|\s*(?:'|&apos;)[^<]*!", re.IGNORECASE)


def parse_xml(data: bytes) -> etree._Element:
    """Parse a part that may be hostile: no entities, no network, no enormous trees. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    return etree.fromstring(data, parser)


def open_package(container: Container) -> Opened:
    """Open whatever a zip container turns out to be: Office, OpenDocument, OFD, or an ordinary archive."""
    names = set(container.names)
    if CONTENT_TYPES in names:
        return _open_office(container)
    if "OFD.xml" in names:
        return _open_ofd(container)
    if "mimetype" in names and (extension := _OPENDOCUMENT.get(container.read("mimetype", limit=200).strip())):
        return _open_opendocument(container, extension)
    if "AndroidManifest.xml" in names or any(name.endswith(".class") for name in names):
        opened = Opened(type=file_type("exe"))
        opened.add(trouble.program())
        return opened
    return open_archive(container)


def _open_office(container: Container) -> Opened:
    opened = Opened()
    declared = container.read(CONTENT_TYPES)
    text = declared.decode("utf-8", errors="replace")
    extension = next((extension for mark, extension in _MAIN if mark.lower() in text.lower()), "")
    opened.type = file_type(extension) if extension else UNKNOWN
    if not extension:
        opened.add(trouble.unknown())
    if extension in {"docm", "xlsm", "pptm"} or "vnd.ms-office.vbaProject" in text:
        opened.add(trouble.macro())
    main = {
        "docx": "word/document.xml",
        "docm": "word/document.xml",
        "xlsx": "xl/workbook.xml",
        "xlsm": "xl/workbook.xml",
        "pptx": "ppt/presentation.xml",
        "pptm": "ppt/presentation.xml",
    }.get(extension)
    if (
        main
        and not container.has(main)
        and not any(name.startswith(main.partition("/")[0]) for name in container.names)
    ):
        opened.add(trouble.damaged())
    for name in container.names:
        _judge_part(container, name, opened)
    return opened


def _judge_part(container: Container, name: str, opened: Opened) -> None:
    """Read one part of an Office package – which proves its checksum – and report whatever acts by itself."""
    if _MACRO_PARTS.search(name):
        opened.add(trouble.macro())
    elif _CONTROL_PARTS.search(name) or _OBJECT_PARTS.search(name):
        opened.add(trouble.embedded_object(name.rpartition("/")[2]))
    elif _LINK_PARTS.search(name):
        opened.add(trouble.external_link())
    elif _PACKAGE_PARTS.search(name):
        _judge_embedded(container, name, opened)
    elif not name.endswith((".xml", ".rels", ".vml")):
        if split_suffix(name)[1] in PROGRAM_SUFFIXES - {"bin"} or is_program(container.head(name, 4096)):
            opened.add(trouble.archive_program(name))
        container.prove(name)
    elif container.size(name) > _LARGE:
        for piece in container.pieces(name):
            _judge_text(name, piece, opened)
    else:
        data = container.read(name)
        _judge_text(name, data, opened)
        if name.endswith(".rels"):
            _judge_relations(data, opened)
        elif name in _MUST_PARSE:
            _must_parse(data, opened)


def _judge_relations(data: bytes, opened: Opened) -> None:
    try:
        root = parse_xml(data)
    except etree.XMLSyntaxError:
        opened.add(trouble.damaged())
        return
    for relation in root.iter(_REL):
        if relation.get("TargetMode", "").lower() != "external":
            continue
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "").strip()
        if kind == "hyperlink":
            if not _SAFE_LINKS.match(target):
                opened.add(trouble.external_link(target))
        elif kind in {"attachedTemplate", "image", "video", "audio", "media"}:
            # Word notes the template a paper was written with; on the writer's own disk that fetches nothing.
            if _REMOTE.search(target.removeprefix("file:///")):
                opened.add(trouble.external_link(target))
        else:
            opened.add(trouble.external_link(target))


def _judge_text(name: str, data: bytes, opened: Opened) -> None:
    """Look for what acts by itself in the text of a part, or in one piece of a large one."""
    if b"<!ENTITY" in data or b"<!DOCTYPE" in data:
        opened.add(trouble.entity_bomb())
    if name.startswith("word/") and b"instr" in data:
        fields = b"".join(a or b for a, b in _FIELD.findall(data))
        if _DDE_FIELD.search(fields):
            opened.add(trouble.dde())
        if _FETCH_FIELD.search(fields):
            opened.add(trouble.external_link())
    elif name.startswith("xl/worksheets/") and b"|" in data and _DDE_FORMULA.search(data):
        opened.add(trouble.dde())


def _must_parse(data: bytes, opened: Opened) -> None:
    try:
        parse_xml(data)
    except etree.XMLSyntaxError:
        opened.add(trouble.damaged())


def _judge_embedded(container: Container, name: str, opened: Opened) -> None:
    """A workbook behind a chart is usual; it is looked into once, and may hold neither macros nor packages of its own."""
    if name.lower().endswith(("m", "b")):
        opened.add(trouble.macro())
        return
    try:
        with Container(container.read(name), container.limits) as inner:
            if any(_MACRO_PARTS.search(part) for part in inner.names):
                opened.add(trouble.macro())
            if any("/embeddings/" in part for part in inner.names):
                opened.add(trouble.embedded_object(name.rpartition("/")[2]))
    except BadContainer as error:
        opened.add(error.problem)


def _open_opendocument(container: Container, extension: str) -> Opened:
    opened = Opened(type=file_type(extension))
    for name in container.names:
        if name.startswith(("Basic/", "Scripts/")):
            opened.add(trouble.macro())
        elif name.startswith("Object ") and name.endswith(".bin"):
            opened.add(trouble.embedded_object(name))
        elif split_suffix(name)[1] in PROGRAM_SUFFIXES - {"bin"} or is_program(container.head(name, 4096)):
            opened.add(trouble.archive_program(name))
        else:
            container.prove(name)
    if container.has("META-INF/manifest.xml") and b"encryption-data" in container.read("META-INF/manifest.xml"):
        opened.add(trouble.password())
        return opened
    _must_parse(container.read("content.xml"), opened)
    if re.search(rb"ooo:script|<script:event-listener", container.read("content.xml")):
        opened.add(trouble.macro())
    return opened


def _open_ofd(container: Container) -> Opened:
    opened = Opened(type=file_type("ofd"))
    for name in container.names:
        if split_suffix(name)[1] in PROGRAM_SUFFIXES or is_program(container.head(name, 4096)):
            opened.add(trouble.archive_program(name))
        else:
            container.prove(name)
    _must_parse(container.read("OFD.xml"), opened)
    return opened
