"""A foreign file whose pages are carried over, each as one form object, upright and cut to what is seen.

As a form a page keeps its own names and graphics state, so nothing drawn over it (page numbers) can be disturbed by it.
The file is read object by object as bytes; references are renumbered on the way out. Document-level things – scripts,
attachments, forms, actions, signatures – are never carried.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream

from wenming.documents.formats.pdfa.screen import DRAWS, ICC, INKS, SUSPECT, Screen, content_codes, profile_is_fit
from wenming.documents.formats.pdfa.textuse import drop_unused_fonts, shows_missing_fonts
from wenming.documents.formats.pdfa.writer import PdfWriter, name, number

log = logging.getLogger(__name__)

Key = tuple[int, int]
Box = tuple[float, float, float, float]

_REF = re.compile(rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]+>|(?<![0-9.#\w])(\d+) (\d+) R\b", re.DOTALL)
_FACE_NAME = re.compile(rb"(/(?:BaseFont|FontName) )/([^\s/<>\[\]()]*#[0-9a-fA-F]{2}[^\s/<>\[\]()]*)")
_LENGTH = re.compile(rb"/Length \d+(?: \d+ R)?(?=[\s/>])")
_USES_NAMES = re.compile(rb"/[^\s/<>\[\]()]+\s+(?:[\d.+-]+\s+)?(?:Tf|Do|gs|cs|CS|scn|SCN|sh)\b")
_MOST_CONTENT = 96 * 1024 * 1024  # bytes of one content stream, unpacked
_LEAST_SIDE, _MOST_SIDE = 3.0, 14400.0
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


class Foreign:
    """One source file on its way into a writer.

    spots  see ``Screen``. source is a number unique in the volume.
    """

    def __init__(self, pdf: Pdf, writer: PdfWriter, spots: dict[str, int], source: int) -> None:
        self._pdf = pdf
        self._writer = writer
        self._screen = Screen(pdf, spots, source)
        self._bodies: dict[Key, bytes] = {}
        self._streams: dict[Key, Stream] = {}
        self._codes: dict[Key, set[str]] = {}
        self._drawing: set[Key] = set()
        self._numbers: dict[Key, int] = {}
        self._queue: list[Key] = []
        self.removed = _left_behind(pdf)

    # -- looking -------------------------------------------------------------------------------------------------

    def look(self) -> list[Look]:
        """Look at every page; afterwards each ``codes`` says what keeps it from being carried as it is."""
        unfixed = _flatten(self._pdf)
        if any("recover" in said or "reconstruct" in said for said in map(str, self._pdf.get_warnings())):
            self.removed.add("repaired")
        looks = [self._page(page.obj) for page in self._pdf.pages]
        for index in unfixed:
            looks[index].codes.add("annotation")
        self._gather(ref for each in looks for ref in _refs(each.resources + each.group))
        for each in looks:
            if SUSPECT.search(each.resources):
                each.codes |= self._screen.visit(each.page[Name.Resources])
                each.resources = _resources(each.page)
                self._gather(_refs(each.resources))
            if any(ink in each.resources + each.group for ink in INKS):
                each.codes.add("cmyk")
            each.codes |= self._icc(each.resources)
            for stream in each.contents:
                if SUSPECT.search(stream.stream_dict.unparse()):
                    each.codes |= self._screen.visit(stream)
                data = _unpacked(stream)
                each.codes |= {"damaged"} if data is None else content_codes(data)
            if not all(_LEAST_SIDE <= side <= _MOST_SIDE for side in each.size):
                each.codes.add("size")
        if any(self._codes.values()):
            for each in looks:
                for key in self._closure(_refs(each.resources + each.group)):
                    each.codes |= self._codes.get(key, set())
        self._layers(looks)
        for each in looks:
            if "font-missing" in each.codes and "damaged" not in each.codes:
                self._second_thought(each)
        return looks

    def look_blindly(self) -> list[Look]:
        """Size and turn of every page of a file that cannot be looked into; all of them can only be drawn."""
        return [
            Look(page.obj, b"<<>>", [], _box(page.obj), _rotation(page.obj), 1.0, b"", {"damaged"})
            for page in self._pdf.pages
        ]

    def _page(self, page: Dictionary) -> Look:
        box = _box(page)
        contents = page.get(Name.Contents)
        streams = (
            [contents]
            if isinstance(contents, Stream)
            else [each for each in contents or [] if isinstance(each, Stream)]
        )
        unit: Any = page.get("/UserUnit", 1)
        group = page.get("/Group")
        return Look(
            page=page,
            resources=_resources(page),
            contents=streams,
            box=box,
            rotate=_rotation(page),
            unit=float(unit) if isinstance(unit, int | float | Decimal) and unit > 0 else 1.0,
            group=group.unparse(resolved=True) if isinstance(group, Dictionary) else b"",
        )

    def _gather(self, keys: Iterable[Key]) -> None:
        queue = list(keys)
        while queue:
            key = queue.pop()
            if key not in self._bodies:
                queue.extend(_refs(self._load(key)))

    def _load(self, key: Key) -> bytes:
        thing: Any = self._pdf.get_object(key)
        stream = thing if isinstance(thing, Stream) else None
        body = _bare(stream) if stream is not None else _written(thing)
        codes: set[str] = set()
        if SUSPECT.search(body):
            codes |= self._screen.visit(thing)
            body = _bare(stream) if stream is not None else _written(thing)
            if any(ink in body for ink in INKS):
                codes.add("cmyk")
            if b"/Type3" in body and isinstance(thing, Dictionary):
                self._glyph_streams(thing)
        if b"#" in body:
            body = _FACE_NAME.sub(_face_name, body)
        if stream is not None:
            self._streams[key] = stream
            if key in self._drawing or DRAWS.search(body):
                data = _unpacked(stream)
                codes |= {"damaged"} if data is None else content_codes(data)
                if (
                    data is not None
                    and b"/Resources" not in body
                    and key not in self._drawing
                    and _USES_NAMES.search(data)
                ):
                    codes.add("damaged")
        if b"/ICCBased" in body:
            codes |= self._icc(body)
        if codes:
            self._codes[key] = codes
        self._bodies[key] = body
        return body

    def _glyph_streams(self, font: Dictionary) -> None:
        procedures = font.get("/CharProcs")
        if isinstance(procedures, Dictionary):
            for _name, glyph in procedures.items():
                if isinstance(glyph, Stream):
                    self._drawing.add(glyph.objgen)

    def _icc(self, body: bytes) -> set[str]:
        for found in ICC.finditer(body):
            profile = self._pdf.get_object((int(found[1]), int(found[2])))
            if not isinstance(profile, Stream):
                return {"icc"}
            data = _unpacked(profile)
            if data is None or not profile_is_fit(data, int(profile.get("/N", 0))):
                return {"icc"}
        return set()

    def _closure(self, keys: Iterable[Key]) -> set[Key]:
        seen: set[Key] = set()
        queue = list(keys)
        while queue:
            key = queue.pop()
            if key not in seen:
                seen.add(key)
                queue.extend(_refs(self._bodies.get(key, b"")))
        return seen

    def _layers(self, looks: list[Look]) -> None:
        """Layers that are off by default would appear once the catalogue that says so is left behind."""
        properties = self._pdf.Root.get("/OCProperties")
        if not isinstance(properties, Dictionary):
            return
        default = properties.get("/D", Dictionary())
        if not len(default.get("/OFF", [])) and str(default.get("/BaseState", "/ON")) == "/ON":
            return
        for each in looks:
            bodies = [each.resources, *(self._bodies[key] for key in self._closure(_refs(each.resources)))]
            if any(b"/OC" in body for body in bodies):
                each.codes.add("layers")

    def _second_thought(self, look: Look) -> None:
        """A font that is named and not used, or used only for text nobody sees (scans), does not make a picture of a page."""
        shown = shows_missing_fonts(look.page)
        if shown is None or shown:
            return
        drop_unused_fonts(look.page)
        look.codes.discard("font-missing")
        look.resources = _resources(look.page)
        self._gather(_refs(look.resources))

    # -- carrying ------------------------------------------------------------------------------------------------

    def carry(self, look: Look) -> Form:
        """Write the page as a form, with all it needs; its place in the writer."""
        x0, y0, x1, y1 = look.box
        unit = look.unit
        matrix = {
            0: (1, 0, 0, 1, -x0, -y0),
            90: (0, -1, 1, 0, -y0, x1),
            180: (-1, 0, 0, -1, x1, y1),
            270: (0, 1, -1, 0, y1, -x0),
        }.get(look.rotate, (1, 0, 0, 1, -x0, -y0))
        head = b"/Type/XObject/Subtype/Form/BBox[%s]" % b" ".join(map(number, look.box))
        if matrix != (1, 0, 0, 1, 0, 0) or unit != 1:
            head += b"/Matrix[%s]" % b" ".join(number(value * unit) for value in matrix)
        head += b"/Resources" + self._renumbered(look.resources)
        wide, high = look.size
        if len(look.contents) == 1:
            stream = look.contents[0]
            for key in ("/Filter", "/DecodeParms"):
                if key in stream:
                    head += key.encode() + b" " + _direct(stream[key])
            obj = self._writer.stream(head, self._raw(stream))
        else:
            data = b"\n".join(_unpacked(stream) or b"" for stream in look.contents)
            obj = self._writer.deflated(head, data)
        form = Form(obj, wide, high, self._renumbered(look.group))
        self._drain()
        return form

    def _renumbered(self, body: bytes) -> bytes:
        return _REF.sub(self._reference, body)

    def _reference(self, found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        return b"%d 0 R" % self._number((int(found[1]), int(found[2])))

    def _number(self, key: Key) -> int:
        known = self._numbers.get(key)
        if known is not None:
            return known
        body, stream = self._bodies[key], self._streams.get(key)
        if stream is not None and not _refs(body):
            obj = self._writer.shared_stream(body, self._raw(stream))
        else:
            obj = self._writer.reserve()
            self._queue.append(key)
        self._numbers[key] = obj
        return obj

    def _drain(self) -> None:
        while self._queue:
            key = self._queue.pop()
            body, stream = self._renumbered(self._bodies[key]), self._streams.get(key)
            if stream is None:
                self._writer.put(body, self._numbers[key])
            else:
                self._writer.stream(body, self._raw(stream), self._numbers[key])

    def _raw(self, stream: Stream) -> bytes:
        """The packed bytes; nothing, and a word in the report, where the file has a hole."""
        try:
            return stream.read_raw_bytes()
        except (pikepdf.PdfError, RuntimeError) as problem:
            log.warning("a stream cannot be read: %s", problem)
            self.removed.add("hole")
            return b""


def _refs(body: bytes) -> list[Key]:
    return [(int(found[1]), int(found[2])) for found in _REF.finditer(body) if found[1] is not None]


def _bare(stream: Stream) -> bytes:
    """A stream's dictionary as bytes, without brackets and length."""
    return _LENGTH.sub(b"", stream.stream_dict.unparse()[2:-2], count=1).strip()


def _written(thing: Any) -> bytes:
    """An object as bytes; figures, and references that lead nowhere, come as plain Python values."""
    if thing is None:
        return b"null"
    if isinstance(thing, bool):
        return b"true" if thing else b"false"
    return thing.unparse(resolved=True) if hasattr(thing, "unparse") else str(thing).encode()


def _face_name(found: re.Match[bytes]) -> bytes:
    """The name of a face as UTF-8 (ISO 19005-2, 6.1.8): old Chinese programs write it in the code of their system."""
    raw = re.sub(rb"#([0-9a-fA-F]{2})", lambda code: bytes([int(code[1], 16)]), found[2])
    try:
        raw.decode("utf-8")
        return found[0]
    except UnicodeDecodeError:
        return found[1] + name(raw.decode("gb18030", "replace"))


def _direct(thing: Any) -> bytes:
    """A filter or its parameters, with nothing behind references."""
    if isinstance(thing, Array):
        return b"[" + b" ".join(_direct(each) for each in thing) + b"]"
    if isinstance(thing, Dictionary):
        return b"<<" + b" ".join(key.encode() + b" " + _direct(value) for key, value in thing.items()) + b">>"
    return _written(thing)


def _unpacked(stream: Stream) -> bytes | None:
    """The decoded data; None if it is damaged or unpacks to more than a page can hold."""
    filters = stream.get(Name.Filter)
    if filters is None:
        return stream.read_raw_bytes()
    names = [str(each) for each in (filters if isinstance(filters, Array) else [filters])]
    if names == ["/FlateDecode"] and Name.DecodeParms not in stream:
        packed = zlib.decompressobj()
        try:
            data = packed.decompress(stream.read_raw_bytes(), _MOST_CONTENT)
        except (zlib.error, pikepdf.PdfError):
            return None
        return None if packed.unconsumed_tail else data
    if names.count("/FlateDecode") + names.count("/LZWDecode") > 1:
        return None
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return None


def _inherited(page: Dictionary, key: str) -> Any:
    node: Any = page
    for _step in range(60):
        if not isinstance(node, Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _rotation(page: Dictionary) -> int:
    rotate = _inherited(page, "/Rotate")
    return int(rotate) % 360 if isinstance(rotate, int) else 0


def _resources(page: Dictionary) -> bytes:
    resources = _inherited(page, "/Resources")
    if not isinstance(resources, Dictionary):
        return b"<<>>"
    if "/Resources" not in page:
        page[Name.Resources] = resources
    return resources.unparse(resolved=True)


def _rectangle(thing: Any) -> Box | None:
    try:
        a, b, c, d = (float(each) for each in thing)
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _box(page: Dictionary) -> Box:
    """What is seen of a page: the crop box inside the media box, A4 if the file says nothing sensible."""
    media = _rectangle(_inherited(page, "/MediaBox")) or (0.0, 0.0, 595.28, 841.89)
    crop = _rectangle(_inherited(page, "/CropBox")) or media
    box = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return box if box[2] > box[0] and box[3] > box[1] else media


def _left_behind(pdf: Pdf) -> set[str]:
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


def _flatten(pdf: Pdf) -> list[int]:
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
    box = _rectangle(annotation.get("/Rect"))
    return box is not None and box[2] - box[0] > 1 and box[3] - box[1] > 1
