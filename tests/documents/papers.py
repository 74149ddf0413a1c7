"""Foreign PDF files as offices receive them: made here by hand, each with one thing that archival files may not have."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

A4 = (595, 842)
TEXT = b"BT /F1 24 Tf 72 700 Td (Annual report 2026) Tj ET"


def simple_font(name: str = "Helvetica", **more: Any) -> Dictionary:
    """A simple font that names a face without holding it."""
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), **more)


def chinese_font(name: str = "STSong-Light", encoding: str = "UniGB-UCS2-H") -> Dictionary:
    """A composite font that names a Chinese face without holding it."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + name),
        Flags=6,
        FontBBox=[-25, -254, 1000, 880],
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=880,
        StemV=93,
    )
    child = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/" + name),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"GB1", Supplement=4),
        DW=1000,
        FontDescriptor=descriptor,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/" + name),
        Encoding=Name("/" + encoding),
        DescendantFonts=[child],
    )


def paper(
    content: bytes = TEXT,
    *,
    pages: int = 1,
    size: tuple[float, float] = A4,
    fonts: dict[str, Dictionary] | None = None,
    change: Callable[[Pdf], None] | None = None,
    **save: Any,
) -> bytes:
    """A PDF of some pages with the same content; ``change`` may do anything to it before it is written."""
    pdf = Pdf.new()
    for _page in range(pages):
        page = pdf.add_blank_page(page_size=size)
        listed = fonts if fonts is not None else {"F1": simple_font()}
        page.obj.Resources = Dictionary(
            Font=Dictionary(**{key: pdf.make_indirect(font) for key, font in listed.items()})
        )
        page.obj.Contents = pdf.make_stream(content)
    if change is not None:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def form(pdf: Pdf, content: bytes, **entries: Any) -> Stream:
    """A form object."""
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 100, 50], **entries)


def with_script(pdf: Pdf) -> None:
    """Scripts at opening and by name, an attachment, a link, and a seal as annotation."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS="app.alert(2)"))
    pdf.attachments["secret.txt"] = b"attached"
    page = pdf.pages[0].obj
    page.AA = Dictionary(O=Dictionary(S=Name.Launch, F="calc.exe"))
    seal = form(pdf, b"1 0 0 RG 4 w 5 5 90 40 re S")
    page.Annots = pdf.make_indirect(
        Array(
            [
                Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[300, 300, 400, 350], F=4, AP=Dictionary(N=seal)),
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50], A=Dictionary(S=Name.URI, URI="http://a.cn")
                ),
            ]
        )
    )


def with_image(**entries: Any) -> Callable[[Pdf], None]:
    """A picture of two by two grey pixels with some entries of its own."""

    def change(pdf: Pdf) -> None:
        base = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 2, "Height": 2, "BitsPerComponent": 8}
        image = pdf.make_stream(b"\x00\x80\xff\x40", **{**base, "ColorSpace": Name.DeviceGray, **entries})
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(I=image)
        page.Contents = pdf.make_stream(b"q 200 0 0 200 100 400 cm /I Do Q")

    return change


def opened(data: bytes) -> Pdf:
    """A file for looking into."""
    return pikepdf.open(io.BytesIO(data))
