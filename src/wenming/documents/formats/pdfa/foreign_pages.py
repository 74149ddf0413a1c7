"""A page of a foreign file as it is seen: its box, its turn, its resources, and the annotations that leave ink on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

Box = tuple[float, float, float, float]

_QUIET = frozenset({"/Link", "/Popup"})  # annotations that leave nothing on paper
_HIDDEN = 0b100011  # Invisible, Hidden, NoView


@dataclass(frozen=True, slots=True)
class Form:
    """A page as a form object in the writer: its number, its size in points, and the page's transparency group."""

    obj: int
    width: float
    height: float
    group: bytes = b""


@dataclass(slots=True)
class Look:
    """A page of the source: where its content is, what is seen of it, and the codes of what is wrong with it."""

    page: Dictionary
    resources: bytes
    contents: list[Stream]
    box: Box
    rotate: int
    unit: float
    group: bytes
    codes: set[str] = field(default_factory=set)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen, in points."""
        wide, high = (self.box[2] - self.box[0]) * self.unit, (self.box[3] - self.box[1]) * self.unit
        return (high, wide) if self.rotate in {90, 270} else (wide, high)


def _inherited(page: Dictionary, key: str) -> Any:
    node: Any = page
    for _step in range(60):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def rotation(page: Dictionary) -> int:
    rotate = _inherited(page, "/Rotate")
    return int(rotate) % 360 if isinstance(rotate, int) else 0


def resources_of(page: Dictionary) -> bytes:
    resources = _inherited(page, "/Resources")
    if not isinstance(resources, Dictionary):
        return b"<<>>"
    if "/Resources" not in page:
        page[Name.Resources] = resources
    return resources.unparse(resolved=True)


def rectangle(thing: Any) -> Box | None:
    try:
        a, b, c, d = (float(each) for each in thing)
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def box_of(page: Dictionary) -> Box:
    """What is seen of a page: the crop box inside the media box, A4 if the file says nothing sensible."""
    media = rectangle(_inherited(page, "/MediaBox")) or (0.0, 0.0, 595.28, 841.89)
    crop = rectangle(_inherited(page, "/CropBox")) or media
    box = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return box if box[2] > box[0] and box[3] > box[1] else media


def left_behind(pdf: Pdf) -> set[str]:
    """What the file holds beside its pages and the volume will not: codes for the report."""
    root = pdf.Root
    found = set()
    names = root.get("/Names")
    if isinstance(names, Dictionary):
        if "/JavaScript" in names:
            found.add("script")
        if "/EmbeddedFiles" in names:
            found.add("attachment")
    if "/AA" in root or _is_script(root.get("/OpenAction")):
        found.add("script")
    form = root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if "/XFA" in form:
            found.add("form")
        if int(form.get("/SigFlags", 0)) & 1:
            found.add("signature")
    if pdf.is_encrypted:
        found.add("encryption")
    return found


def _is_script(action: Any) -> bool:
    return isinstance(action, Dictionary) and str(action.get("/S", "")) in {"/JavaScript", "/Launch"}


def flatten(pdf: Pdf) -> list[int]:
    """Make annotations that are seen part of their page; indexes of pages where one could not be."""

    def annotations(page: Page) -> list[Dictionary]:
        listed = page.obj.get("/Annots")
        return [each for each in listed if isinstance(each, Dictionary)] if isinstance(listed, Array) else []

    lively = [page for page in pdf.pages if "/Annots" in page.obj]
    if not any(str(each.get("/Subtype")) not in _QUIET for page in lively for each in annotations(page)):
        return []
    try:
        pdf.flatten_annotations("all")
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return [index for index, page in enumerate(pdf.pages) if annotations(page)]
    unfixed = []
    for index, page in enumerate(pdf.pages):
        for each in annotations(page):
            if str(each.get("/Subtype")) in _QUIET or int(each.get("/F", 0)) & _HIDDEN:
                continue
            if _has_area(each):
                unfixed.append(index)
                break
    return unfixed


def _has_area(annotation: Dictionary) -> bool:
    box = rectangle(annotation.get("/Rect"))
    return box is not None and box[2] - box[0] > 1 and box[3] - box[1] > 1
