"""Rarer corners of foreign files: fonts that contradict themselves, odd sizes, other picture codes – and the checker itself."""

from __future__ import annotations

import io

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, features

from tests.documents.archival import problems
from tests.documents.papers import TEXT, chinese_font, form, opened, paper, simple_font, with_image, with_script
from tests.documents.test_archival_volumes import bound, text_of
from wenming.documents.formats.faces import SHIPPED

FACE = SHIPPED / "WenmingGrotesk-Regular.ttf"


@pytest.mark.parametrize(
    "source",
    [
        paper(),
        paper(fonts={"F1": chinese_font()}),
        paper(change=with_script),
        paper(TEXT + b" 0 1 1 0 k 0 0 9 9 re f"),
        paper(change=with_image(Interpolate=True)),
        paper(encryption=pikepdf.Encryption(owner="a", user="")),
    ],
)
def test_the_checker_finds_what_is_wrong_with_files_as_they_come(source):
    assert problems(source)


def embedded(pdf: Pdf, *, stretch: int = 0, flags: int = 32, **entries: object) -> Dictionary:
    """A TrueType font with its program inside; ``stretch`` is added to every width the file gives."""
    with TTFont(FACE) as face:
        scale, cmap = 1000 / face["head"].unitsPerEm, face.getBestCmap()
        widths = [round(face["hmtx"].metrics[cmap[code]][0] * scale) + stretch for code in range(32, 127)]
    program = pdf.make_stream(FACE.read_bytes())
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Face, Flags=flags, FontBBox=[0, -200, 1000, 900], ItalicAngle=0,
        Ascent=900, Descent=-200, CapHeight=700, StemV=80, FontFile2=program, CIDSet=pdf.make_stream(b"\xff"),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, FirstChar=32, LastChar=126, Widths=Array(widths),
        FontDescriptor=pdf.make_indirect(descriptor), **{"BaseFont": Name.Face, "Encoding": Name.WinAnsiEncoding, **entries},
    )  # fmt: skip


def with_font(**how) -> bytes:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Resources.Font = Dictionary(F1=pdf.make_indirect(embedded(pdf, **how)))

    return paper(change=change)


def test_a_font_that_is_inside_stays_and_loses_the_list_of_its_glyphs():
    data, (carried,) = bound(with_font())
    assert carried.pictured == {} and problems(data) == []
    with opened(data) as pdf:
        assert not any(isinstance(thing, Dictionary) and "/CIDSet" in thing for thing in pdf.objects)


@pytest.mark.parametrize("how", [{"stretch": 40}, {"flags": 4}, {"Encoding": Name.PDFDocEncoding}])
def test_a_font_that_contradicts_its_file_makes_a_picture_of_the_page(how):
    data, (carried,) = bound(with_font(**how))
    assert carried.pictured == {1: ("font-broken",)}
    assert problems(data) == []


def test_a_font_program_of_junk_makes_a_picture_of_the_page():
    def change(pdf: Pdf) -> None:
        font = embedded(pdf)
        font.FontDescriptor.FontFile2 = pdf.make_stream(b"junk")
        pdf.pages[0].obj.Resources.Font = Dictionary(F1=font)

    _data, (carried,) = bound(paper(change=change))
    assert carried.pictured == {1: ("font-broken",)}


def test_a_font_drawn_by_procedures_is_carried_and_one_that_draws_in_inks_is_not():
    def drawing(content: bytes) -> bytes:
        def change(pdf: Pdf) -> None:
            font = Dictionary(
                Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 750, 750], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                CharProcs=Dictionary(square=pdf.make_stream(content)), Resources=Dictionary(), FirstChar=97, LastChar=97,
                Encoding=Dictionary(Type=Name.Encoding, Differences=Array([97, Name.square])), Widths=[1000],
            )  # fmt: skip
            pdf.pages[0].obj.Resources.Font = Dictionary(F1=pdf.make_indirect(font))

        return paper(b"BT /F1 24 Tf 72 700 Td (aaa) Tj ET", change=change)

    data, (carried,) = bound(drawing(b"1000 0 0 0 750 750 d1 0 0 750 750 re f"))
    assert carried.pictured == {} and problems(data) == []
    _data, (carried,) = bound(drawing(b"1000 0 d0 1 0 0 0 k 0 0 750 750 re f"))
    assert carried.pictured == {1: ("cmyk",)}


@pytest.mark.parametrize("size", [(20_000, 20_000), (2, 2), (15_000, 10)])
def test_pages_beyond_all_sizes_are_brought_to_one_that_is_allowed(size):
    data, (carried,) = bound(paper(change=lambda pdf: setattr(pdf.pages[0].obj, "MediaBox", Array([0, 0, *size]))))
    assert "size" in carried.pictured[1]
    assert problems(data) == []


@pytest.mark.skipif(not features.check("jpg_2000"), reason="no JPEG 2000 here")
@pytest.mark.parametrize(("mode", "fits"), [("RGB", True), ("L", True), ("RGBA", False)])
def test_jpeg_2000_is_carried_where_the_standard_allows_it(mode, fits):
    out = io.BytesIO()
    Image.new(mode, (32, 32), 120 if mode == "L" else (10, 200, 30, 90)[: len(mode)]).save(out, "JPEG2000")

    def change(pdf: Pdf) -> None:
        image = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=32, Height=32)
        image.write(out.getvalue(), filter=Name.JPXDecode)
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(I=image)
        page.Contents = pdf.make_stream(b"q 200 0 0 200 100 400 cm /I Do Q")

    data, (carried,) = bound(paper(change=change))
    assert carried.pictured == ({} if fits else {1: ("jpx",)})
    assert problems(data) == []


def test_pictures_inside_the_content_that_ask_for_too_much_make_a_picture_of_the_page():
    content = b"q 99 0 0 99 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /CMYK ID abcd EI Q"
    _data, (carried,) = bound(paper(content))
    assert carried.pictured == {1: ("inline",)}


def test_a_form_that_lends_its_names_from_the_page_makes_a_picture_of_the_page():
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources.XObject = Dictionary(X=form(pdf, b"BT /F1 9 Tf (x) Tj ET"))
        page.Contents = pdf.make_stream(b"/X Do")

    data, (carried,) = bound(paper(change=change))
    assert carried.pictured == {1: ("damaged",)} and problems(data) == []


def test_a_tree_that_bites_its_tail_and_boxes_of_nonsense_are_survived():
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.MediaBox = Array([Name.a, 0, 10])
        page.CropBox = Array([900, 900, 800, 800])
        page.Rotate = Name.x
        page.Resources.Self = page.Resources.Font

    data, _carried = bound(paper(change=change))
    assert problems(data) == []
    assert "Annual" in text_of(data)


def test_the_same_ink_from_two_files_is_not_trusted_to_be_the_same():
    def inked(pdf: Pdf) -> None:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)
        space = Array([Name.Separation, Name("/PANTONE 185"), Name.DeviceRGB, tint])
        pdf.pages[0].obj.Resources.ColorSpace = Dictionary(C=space)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/C cs 1 scn 100 100 200 200 re f")

    data, carried = bound(paper(change=inked), paper(change=inked))
    assert [each.pictured for each in carried] == [{}, {1: ("spot",)}]
    assert problems(data) == []


def test_latin_fonts_of_other_widths_are_not_forced_into_ours():
    font = simple_font("Arial", FirstChar=32, LastChar=126, Widths=[900] * 95, Encoding=Name.WinAnsiEncoding)
    _data, (carried,) = bound(paper(fonts={"F1": font}))
    assert carried.pictured == {1: ("font-missing",)}


def test_references_that_lead_nowhere_and_figures_behind_references_are_carried():
    def change(pdf: Pdf) -> None:
        with_image()(pdf)
        page = pdf.pages[0].obj
        page.Resources.XObject.I.Width = pdf.make_indirect(2)
        page.Resources.ExtGState = Dictionary(A=Dictionary(ca=pdf.make_indirect(pikepdf.Object.parse(b"0.5"))))
        page.Resources.Pattern = Dictionary(P=pdf.make_indirect(Dictionary(Odd=Name.Odd)))

    source = paper(change=change)
    at = source.index(b"/Odd /Odd")
    lost = source[: source.rindex(b" 0 obj", 0, at)]
    number = int(lost[lost.rindex(b"\n") :])
    source = source.replace(b"/P %d 0 R" % number, b"/P %d 0 R" % (number + 70))
    data, (carried,) = bound(source)
    assert carried.pictured == {} and problems(data) == []


def test_a_face_named_in_the_code_of_an_old_system_is_no_reason_to_refuse_a_file():
    source = (
        with_font(BaseFont=Name.FaceOfOld)
        .replace(b"/FaceOfOld", b"/#CB#CE#CC#E5")
        .replace(b"/FontName /Face", b"/FontName /#CB#CE#CC#E5")
    )
    data, (carried,) = bound(source)
    assert carried.pictured == {} and problems(data) == []
    with opened(data) as pdf:
        assert any(
            isinstance(thing, Dictionary) and str(thing.get("/BaseFont", "")) == "/宋体" for thing in pdf.objects
        )


def test_a_file_that_cannot_be_looked_into_is_drawn():
    source = paper(change=lambda pdf: setattr(pdf.pages[0].obj.Resources, "Odd", Name.KeyOfOld)).replace(
        b"/Odd /KeyOfOld", b"/#CB#CE 1"
    )
    data, (carried,) = bound(source)
    assert carried.pictured in ({}, {1: ("damaged",)}) and problems(data) == []
