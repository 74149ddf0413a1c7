"""Word files as renditions: headings, paragraphs with their numbers, tables with merged cells, pictures.

Read from the package's XML directly: what is in the reading order of the body, text boxes after the paragraph they hang on,
nothing that was deleted under revision.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from PIL import Image

from wenming.evidence.formats.booklet.numbering import Numbering
from wenming.evidence.formats.booklet.rendition import MOST_BLOCKS, MOST_CELLS, CannotRender, Rendition, table_block

MOST_PART = 60_000_000  # bytes of one XML part, unpacked
MOST_PICTURES = 300
MOST_PIXELS = 120_000_000
_SIDE = 1400  # pixels of the longer side of a picture, enough for print at text width
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SKIP = {W + "del", W + "moveFrom", MC + "Fallback", W + "instrText", W + "delText"}
_HEADING = re.compile(r"^(?:heading|标题)\s*(\d)$", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|标题|subtitle|副标题)$", re.IGNORECASE)
_TEXT_WIDTH = 5_580_000  # the width of the text in the units of a drawing (155 mm)


def render_word(path: Path) -> Rendition:
    """Read a Word file. Raises CannotRender."""
    try:
        with zipfile.ZipFile(path) as package:
            return _Reader(package).read()
    except (zipfile.BadZipFile, OSError, KeyError, etree.XMLSyntaxError, RuntimeError, NotImplementedError) as problem:
        with path.open("rb") as file:
            locked = file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an encrypted package lies in a compound file
        raise CannotRender("locked" if locked else "damaged", str(problem)) from problem


class _Reader:
    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._found = Rendition()
        self._cells = 0
        main = self._part("word/document.xml")
        if main is None:
            raise CannotRender("damaged", "no document part")
        self._main = main
        styles = self._part("word/styles.xml")
        self._styles = {} if styles is None else _style_names(styles)
        self._numbering = Numbering(self._part("word/numbering.xml"), styles)
        self._links = self._relationships()

    def _part(self, name: str) -> Any:
        try:
            info = self._package.getinfo(name)
        except KeyError:
            return None
        if info.file_size > MOST_PART:
            raise CannotRender("too_large", name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(self._package.read(info), parser)

    def _relationships(self) -> dict[str, str]:
        root = self._part("word/_rels/document.xml.rels")
        if root is None:
            return {}
        return {each.get("Id", ""): each.get("Target", "") for each in root if each.get("TargetMode", "") != "External"}

    def read(self) -> Rendition:
        body = self._main.find(W + "body")
        if body is None:
            raise CannotRender("damaged", "no body")
        size = body.find(f"{W}sectPr/{W}pgSz")
        self._found.wide = size is not None and size.get(W + "orient") == "landscape"
        self._blocks(body)
        if not self._found.blocks:
            raise CannotRender("empty")
        return self._found

    def _full(self) -> bool:
        if len(self._found.blocks) >= MOST_BLOCKS or self._cells >= MOST_CELLS:
            self._found.cut = True
        return self._found.cut

    def _blocks(self, holder: Any) -> None:
        for element in holder:
            if self._full():
                return
            if element.tag == W + "p":
                self._paragraph(element)
            elif element.tag == W + "tbl":
                self._table(element)
            elif element.tag in {W + "sdt", W + "customXml", W + "ins", W + "smartTag"}:
                inner = element.find(W + "sdtContent")
                self._blocks(element if inner is None else inner)

    def _paragraph(self, element: Any) -> None:
        runs = list(self._runs(element))
        text = "".join(run["text"] for run in runs)
        properties = element.find(W + "pPr")
        number = self._numbering.next(properties)
        if number and text.strip():
            runs.insert(0, {"text": number, "bold": runs[0]["bold"] if runs else False, "italic": False})
        level = self._level(properties)
        align = _value(properties, "jc") or "left"
        align = {"center": "center", "right": "right", "end": "right"}.get(align, "left")
        if text.strip():
            if level is not None:
                self._found.blocks.append({"kind": "heading", "level": level, "text": (number + text).strip()})
            else:
                runs = _trimmed(runs)
                self._found.blocks.append(
                    {"kind": "para", "runs": runs, "align": align, "indent": self._indented(properties, text)}
                )
        elif self._found.blocks and self._found.blocks[-1]["kind"] == "para":
            self._found.blocks.append({"kind": "gap"})
        self._pictures(element)
        for box in element.iter(W + "txbxContent"):
            if not any(parent.tag in _SKIP for parent in box.iterancestors()):
                self._blocks(box)

    def _runs(self, element: Any) -> Iterator[dict[str, Any]]:
        """Runs of text in reading order: through links, insertions and fields, not into text boxes or deletions."""
        for child in element:
            if child.tag in _SKIP or child.tag == W + "txbxContent":
                continue
            if child.tag == W + "r":
                text = _run_text(child)
                if text:
                    look = child.find(W + "rPr")
                    yield {"text": text, "bold": _on(look, "b"), "italic": _on(look, "i")}
            elif child.tag not in {W + "pPr", W + "rPr"}:
                yield from self._runs(child)

    def _level(self, properties: Any) -> int | None:
        style = self._styles.get(_value(properties, "pStyle") or "", "")
        if _TITLE.match(style):
            return 0
        heading = _HEADING.match(style)
        if heading:
            return min(int(heading[1]), 4)
        outline = _value(properties, "outlineLvl")
        return min(int(outline) + 1, 4) if outline is not None and outline.isdigit() and int(outline) < 9 else None

    @staticmethod
    def _indented(properties: Any, text: str) -> bool:
        if text[:1] == "\u3000":
            return True
        indent = properties.find(W + "ind") if properties is not None else None
        if indent is None:
            return False
        return any(indent.get(W + key, "0") not in {"", "0"} for key in ("firstLine", "firstLineChars"))

    def _table(self, element: Any) -> None:
        rows: list[list[str]] = []
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        above: dict[int, tuple[int, int]] = {}  # column → cell that began a vertical merge there
        head = 0
        for y, row in enumerate(element.iterfind(W + "tr")):
            texts: list[str] = []
            x = 0
            before = row.find(f"{W}trPr/{W}gridBefore")
            if before is not None:
                x = min(int(before.get(W + "val", "0") or 0), 60)
                texts += [""] * x
            for cell in _cells(row):
                look = cell.find(W + "tcPr")
                across = max(1, min(int(_value(look, "gridSpan") or 1), 60))
                merge = look.find(W + "vMerge") if look is not None else None
                start = above.get(x)
                if merge is not None and merge.get(W + "val") != "restart" and start is not None:
                    _down, wide = spans.get(start, (1, across))
                    spans[start] = (y - start[0] + 1, wide)
                    texts += [""] * across
                else:
                    above.pop(x, None)
                    if merge is not None:
                        above[x] = (y, x)
                    if across > 1 or merge is not None:
                        spans[y, x] = (1, across)
                    texts.append(self._cell_text(cell))
                    texts += [""] * (across - 1)
                x += across
                self._cells += 1
            rows.append(texts)
            if row.find(f"{W}trPr/{W}tblHeader") is not None and head == y:
                head = y + 1
            if self._full():
                break
        if rows:
            self._found.blocks.append(table_block(rows, head=head, spans=spans))
            for drawing in element.iter(W + "drawing", W + "pict"):
                self._pictures(drawing.getparent())

    def _cell_text(self, cell: Any) -> str:
        lines = []
        for element in cell.iter(W + "p"):
            if element.getparent().tag == W + "txbxContent":
                continue
            number = self._numbering.next(element.find(W + "pPr"))
            text = "".join(run["text"] for run in self._runs(element)).strip()
            if text:
                lines.append(number + text)
        return "\n".join(lines)

    def _pictures(self, element: Any) -> None:
        for drawing in element.iter(W + "drawing", W + "pict"):
            if any(parent.tag in _SKIP for parent in drawing.iterancestors()) or _inside_box(drawing, element):
                continue
            extent = drawing.find(f".//{WP}extent")
            share = int(extent.get("cx", "0") or 0) / _TEXT_WIDTH if extent is not None else 0.8
            for blip in [*drawing.iter(A + "blip"), *drawing.iter(V + "imagedata")]:
                target = self._links.get(blip.get(R + "embed") or blip.get(R + "id") or "")
                if target and len(self._found.assets) < MOST_PICTURES:
                    self._picture(target, min(max(share, 0.08), 1.0))

    def _picture(self, target: str, share: float) -> None:
        part = target.lstrip("/") if target.startswith("/") else f"word/{target}"
        name = f"picture-{len(self._found.assets):03d}.jpg"
        try:
            info = self._package.getinfo(part)
            if info.file_size > MOST_PART:
                raise ValueError("too large")
            self._found.assets[name] = _plain_picture(self._package.read(info))
        except (KeyError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            self._found.assets.pop(name, None)
            return
        self._found.blocks.append({"kind": "picture", "file": name, "share": round(share, 3)})


def _plain_picture(data: bytes) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            image.draft("RGB", (_SIDE, _SIDE))
            plain: Image.Image = (
                image.convert("RGBA") if image.mode in {"RGBA", "LA", "P", "PA"} else image.convert("RGB")
            )
    if plain.mode == "RGBA":
        paper = Image.new("RGB", plain.size, "white")
        paper.paste(plain, mask=plain.getchannel("A"))
        plain = paper
    plain.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=88)
    return out.getvalue()


def _inside_box(drawing: Any, element: Any) -> bool:
    for parent in drawing.iterancestors():
        if parent is element:
            return False
        if parent.tag == W + "txbxContent":
            return True
    return False


def _cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in {W + "sdt", W + "sdtContent", W + "customXml", W + "ins"}:
            yield from _cells(child)


def _value(properties: Any, name: str) -> str | None:
    element = properties.find(W + name) if properties is not None else None
    return element.get(W + "val") if element is not None else None


def _on(look: Any, name: str) -> bool:
    element = look.find(W + name) if look is not None else None
    return element is not None and element.get(W + "val", "1") not in {"0", "false", "none"}


def _run_text(run: Any) -> str:
    parts = []
    for child in run:
        if child.tag == W + "t":
            parts.append(child.text or "")
        elif child.tag in {W + "tab", W + "ptab"}:
            parts.append(" ")
        elif child.tag in {W + "br", W + "cr"}:
            parts.append("\n" if child.get(W + "type") in {None, "textWrapping"} else "")
        elif child.tag == W + "noBreakHyphen":
            parts.append("-")
        elif child.tag == W + "sym":
            parts.append("□")
    return "".join(parts)


def _trimmed(runs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Neighbouring runs of one look as one, without blanks at either end (the typesetter indents)."""
    joined: list[dict[str, Any]] = []
    for run in runs:
        if joined and (joined[-1]["bold"], joined[-1]["italic"]) == (run["bold"], run["italic"]):
            joined[-1] = {**run, "text": joined[-1]["text"] + run["text"]}
        else:
            joined.append(dict(run))
    joined[0]["text"] = joined[0]["text"].lstrip(" \u3000\n")
    joined[-1]["text"] = joined[-1]["text"].rstrip(" \u3000\n")
    return joined


def _style_names(styles: Any) -> dict[str, str]:
    found = {}
    for style in styles.iter(W + "style"):
        name = style.find(W + "name")
        found[style.get(W + "styleId", "")] = name.get(W + "val", "") if name is not None else ""
    return found
