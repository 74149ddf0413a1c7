"""Words in the text boxes of a Word file, which stand outside its running text."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HIDDEN = {f"{_W}del", f"{_W}moveFrom", _FALLBACK}


def boxes(data: bytes) -> list[str]:
    """The paragraphs of all text boxes, each once. The bytes have been opened safely before; what has none gives none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            part = package.read("word/document.xml")
    except (KeyError, zipfile.BadZipFile):
        return []
    if b"txbxContent" not in part:
        return []
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    found = []
    for box in root.iter(f"{_W}txbxContent"):
        if any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            continue
        found += [words for paragraph in box.iter(f"{_W}p") if (words := _words(paragraph).strip())]
    return found


def _words(paragraph: etree._Element) -> str:
    return "".join(
        text.text or ""
        for text in paragraph.iter(f"{_W}t")
        if not any(parent.tag in _HIDDEN for parent in text.iterancestors())
    )
