"""A foreign file whose pages are carried over, each as one form object, upright and cut to what is seen.

As a form a page keeps its own names and graphics state, so nothing drawn over it (page numbers) can be disturbed by it.
The file is read object by object as bytes; references are renumbered on the way out. Document-level things – scripts,
attachments, forms, actions, signatures – are never carried.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from wenming.documents.formats.pdfa.foreign_objects import (
    FACE_NAME,
    REF,
    Key,
    bare,
    direct,
    face_name,
    refs,
    unpacked,
    written,
)
from wenming.documents.formats.pdfa.foreign_pages import (
    Form,
    Look,
    box_of,
    flatten,
    left_behind,
    resources_of,
    rotation,
)
from wenming.documents.formats.pdfa.screen import DRAWS, ICC, INKS, SUSPECT, Screen, content_codes, profile_is_fit
from wenming.documents.formats.pdfa.textuse import drop_unused_fonts, shows_missing_fonts
from wenming.documents.formats.pdfa.writer import PdfWriter, number

log = logging.getLogger(__name__)


_USES_NAMES = re.compile(rb"/[^\s/<>\[\]()]+\s+(?:[\d.+-]+\s+)?(?:Tf|Do|gs|cs|CS|scn|SCN|sh)\b")
_LEAST_SIDE, _MOST_SIDE = 3.0, 14400.0


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
        self.removed = left_behind(pdf)

    # -- looking -------------------------------------------------------------------------------------------------

    def look(self) -> list[Look]:
        """Look at every page; afterwards each ``codes`` says what keeps it from being carried as it is."""
        unfixed = flatten(self._pdf)
        if any("recover" in said or "reconstruct" in said for said in map(str, self._pdf.get_warnings())):
            self.removed.add("repaired")
        looks = [self._page(page.obj) for page in self._pdf.pages]
        for index in unfixed:
            looks[index].codes.add("annotation")
        self._gather(ref for each in looks for ref in refs(each.resources + each.group))
        for each in looks:
            if SUSPECT.search(each.resources):
                each.codes |= self._screen.visit(each.page[Name.Resources])
                each.resources = resources_of(each.page)
                self._gather(refs(each.resources))
            if any(ink in each.resources + each.group for ink in INKS):
                each.codes.add("cmyk")
            each.codes |= self._icc(each.resources)
            for stream in each.contents:
                if SUSPECT.search(stream.stream_dict.unparse()):
                    each.codes |= self._screen.visit(stream)
                data = unpacked(stream)
                each.codes |= {"damaged"} if data is None else content_codes(data)
            if not all(_LEAST_SIDE <= side <= _MOST_SIDE for side in each.size):
                each.codes.add("size")
        if any(self._codes.values()):
            for each in looks:
                for key in self._closure(refs(each.resources + each.group)):
                    each.codes |= self._codes.get(key, set())
        self._layers(looks)
        for each in looks:
            if "font-missing" in each.codes and "damaged" not in each.codes:
                self._second_thought(each)
        return looks

    def look_blindly(self) -> list[Look]:
        """Size and turn of every page of a file that cannot be looked into; all of them can only be drawn."""
        return [
            Look(page.obj, b"<<>>", [], box_of(page.obj), rotation(page.obj), 1.0, b"", {"damaged"})
            for page in self._pdf.pages
        ]

    def _page(self, page: Dictionary) -> Look:
        box = box_of(page)
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
            resources=resources_of(page),
            contents=streams,
            box=box,
            rotate=rotation(page),
            unit=float(unit) if isinstance(unit, int | float | Decimal) and unit > 0 else 1.0,
            group=group.unparse(resolved=True) if isinstance(group, Dictionary) else b"",
        )

    def _gather(self, keys: Iterable[Key]) -> None:
        queue = list(keys)
        while queue:
            key = queue.pop()
            if key not in self._bodies:
                queue.extend(refs(self._load(key)))

    def _load(self, key: Key) -> bytes:
        thing: Any = self._pdf.get_object(key)
        stream = thing if isinstance(thing, Stream) else None
        body = bare(stream) if stream is not None else written(thing)
        codes: set[str] = set()
        if SUSPECT.search(body):
            codes |= self._screen.visit(thing)
            body = bare(stream) if stream is not None else written(thing)
            if any(ink in body for ink in INKS):
                codes.add("cmyk")
            if b"/Type3" in body and isinstance(thing, Dictionary):
                self._glyph_streams(thing)
        if b"#" in body:
            body = FACE_NAME.sub(face_name, body)
        if stream is not None:
            self._streams[key] = stream
            if key in self._drawing or DRAWS.search(body):
                data = unpacked(stream)
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
            data = unpacked(profile)
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
                queue.extend(refs(self._bodies.get(key, b"")))
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
            bodies = [each.resources, *(self._bodies[key] for key in self._closure(refs(each.resources)))]
            if any(b"/OC" in body for body in bodies):
                each.codes.add("layers")

    def _second_thought(self, look: Look) -> None:
        """A font that is named and not used, or used only for text nobody sees (scans), does not make a picture of a page."""
        shown = shows_missing_fonts(look.page)
        if shown is None or shown:
            return
        drop_unused_fonts(look.page)
        look.codes.discard("font-missing")
        look.resources = resources_of(look.page)
        self._gather(refs(look.resources))

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
                    head += key.encode() + b" " + direct(stream[key])
            obj = self._writer.stream(head, self._raw(stream))
        else:
            data = b"\n".join(unpacked(stream) or b"" for stream in look.contents)
            obj = self._writer.deflated(head, data)
        form = Form(obj, wide, high, self._renumbered(look.group))
        self._drain()
        return form

    def _renumbered(self, body: bytes) -> bytes:
        return REF.sub(self._reference, body)

    def _reference(self, found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        return b"%d 0 R" % self._number((int(found[1]), int(found[2])))

    def _number(self, key: Key) -> int:
        known = self._numbers.get(key)
        if known is not None:
            return known
        body, stream = self._bodies[key], self._streams.get(key)
        if stream is not None and not refs(body):
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
