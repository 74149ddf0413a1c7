"""What the catalogue of an archival file must hold: XMP, output intent, and for readers outline and page labels.

Source  ISO 19005-2, 6.2.3 (output intent), 6.6 (metadata); ISO 32000-1, 12.3.3 and 12.4.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from xml.sax.saxutils import escape

from PIL import ImageCms

from wenming.documents.formats.pdfa.writer import PdfWriter, text_string

PRODUCER = "Wenming"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>B</pdfaid:conformance>
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
   <dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
   <pdf:Producer>{producer}</pdf:Producer>
   <xmp:CreatorTool>{producer}</xmp:CreatorTool>
   <xmp:CreateDate>{created}</xmp:CreateDate>
   <xmp:ModifyDate>{created}</xmp:ModifyDate>
   <xmp:MetadataDate>{created}</xmp:MetadataDate>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself. ``created`` is aware; ``author`` the unit that made the volume."""

    title: str
    author: str
    created: datetime


@dataclass(slots=True)
class Bookmark:
    """One entry of the outline; ``page`` is the object number of the page it opens."""

    title: str
    page: int
    children: list[Bookmark] = field(default_factory=list)
    bold: bool = False


def _xml(text: str) -> str:
    return escape("".join(char for char in text if char.isprintable()))


def xmp(about: About) -> bytes:
    """The XMP packet."""
    moment = about.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    packet = _XMP.format(title=_xml(about.title), author=_xml(about.author), producer=PRODUCER, created=moment)
    return packet.encode("utf-8")


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """A small sRGB profile (ICC 4.2) without the moment of its making."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[8:12] = b"\x04\x20\x00\x00"  # version 4.2, the one ISO 32000-1 knows; nothing in it is younger
    profile[24:36] = bytes.fromhex("07D000010001000000000000")  # 1 January 2000
    profile[84:100] = bytes(16)  # no profile identity
    return bytes(profile)


def write_info(writer: PdfWriter, about: About) -> int:
    """The information dictionary, saying the same as the XMP."""
    moment = about.created.astimezone(UTC).strftime("(D:%Y%m%d%H%M%S+00'00')").encode("ascii")
    tool = text_string(PRODUCER)
    return writer.put(
        b"<</Title %s/Author %s/Creator %s/Producer %s/CreationDate %s/ModDate %s>>"
        % (text_string(_plain(about.title)), text_string(_plain(about.author)), tool, tool, moment, moment)
    )


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def write_profile(writer: PdfWriter) -> int:
    """The sRGB profile as a stream; shared by the output intent and by pictures."""
    return writer.deflated(b"/N 3", srgb_profile())


def write_outline(writer: PdfWriter, bookmarks: Sequence[Bookmark]) -> int | None:
    """The outline; None if there is nothing to open."""
    if not bookmarks:
        return None
    root = writer.reserve()
    first, last, visible = _write_level(writer, bookmarks, root)
    return writer.put(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, visible), root)


def _write_level(writer: PdfWriter, bookmarks: Sequence[Bookmark], parent: int) -> tuple[int, int, int]:
    numbers = [writer.reserve() for _each in bookmarks]
    for at, bookmark in enumerate(bookmarks):
        body = b"<</Title %s/Parent %d 0 R/Dest[%d 0 R/Fit]" % (
            text_string(_plain(bookmark.title)),
            parent,
            bookmark.page,
        )
        if at:
            body += b"/Prev %d 0 R" % numbers[at - 1]
        if at + 1 < len(numbers):
            body += b"/Next %d 0 R" % numbers[at + 1]
        if bookmark.children:
            first, last, visible = _write_level(writer, bookmark.children, numbers[at])
            body += b"/First %d 0 R/Last %d 0 R/Count %d" % (first, last, -visible)  # closed at first
        if bookmark.bold:
            body += b"/F 2"
        writer.put(body + b">>", numbers[at])
    return numbers[0], numbers[-1], len(bookmarks)


def page_labels(front: int, body: int) -> bytes:
    """Labels: small Roman numerals for the front matter, Arabic from 1 for the body."""
    ranges = []
    if front:
        ranges.append(b"0<</S/r>>")
    if body:
        ranges.append(b"%d<</S/D>>" % front)
    return b"<</Nums[" + b" ".join(ranges) + b"]>>"
