"""A volume keeps the archival promise whatever pages are brought to it, and says what it had to do."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from tests.documents.archival import problems
from tests.documents.papers import TEXT, chinese_font, form, opened, paper, simple_font, with_image, with_script
from wenming.documents.formats.pdfa.metadata import About, Bookmark
from wenming.documents.formats.pdfa.stamps import Stamp
from wenming.documents.formats.pdfa.volume import Carried, SourceRefused, Volume

ABOUT = About("卷册（一）& 附件", "清江市某局", datetime(2026, 9, 30, 2, 0, tzinfo=UTC))


def bound(*sources: bytes, stamp: bool = True) -> tuple[bytes, list[Carried]]:
    out = io.BytesIO()
    with Volume(out, ABOUT) as volume:
        carried = []
        for source in sources:
            before = len(volume.pages["body"])
            carried.append(
                volume.add_pdf(source, stamp=lambda i, n=before: Stamp(page=str(n + i + 1)) if stamp else Stamp())
            )
        volume.finish([Bookmark("第一件", carried[0].pages[0], [Bookmark("附件", carried[-1].pages[0])])])
    return out.getvalue(), carried


def drawn(data: bytes, index: int = 0) -> np.ndarray:
    with pypdfium2.PdfDocument(data) as document:
        return np.asarray(document[index].render(scale=1).to_pil().convert("L"), dtype=int)


def text_of(data: bytes, index: int = 0) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return document[index].get_textpage().get_text_range()


def looks_the_same(one: np.ndarray, other: np.ndarray) -> bool:
    return one.shape == other.shape and float(np.mean(np.abs(one - other))) < 1.5


def test_pages_of_several_files_become_one_archival_file_in_order():
    data, carried = bound(paper(pages=2), paper(b"BT /F1 20 Tf 72 600 Td (Second file) Tj ET", pages=3))
    assert problems(data) == []
    with opened(data) as pdf:
        assert len(pdf.pages) == 5
        assert [len(each.pages) for each in carried] == [2, 3]
        assert "Second file" in text_of(data, 2)
        assert [str(mark.title) for mark in pdf.open_outline().root] == ["第一件"]


def test_the_same_sources_give_the_same_bytes():
    assert bound(paper(pages=3))[0] == bound(paper(pages=3))[0]


def test_a_font_that_is_only_named_gets_a_program_of_the_same_widths_and_the_text_stays_text():
    fonts = {
        "F1": simple_font("Helvetica"),
        "F2": simple_font("TimesNewRoman,BoldItalic", Encoding=Name.WinAnsiEncoding),
    }
    content = b"BT /F1 24 Tf 72 700 Td (Annual report 2026) Tj /F2 20 Tf 0 -40 Td (\\223Quoted\\224 text) Tj ET"
    source = paper(content, fonts=fonts)
    data, (carried,) = bound(source, stamp=False)
    assert problems(data) == []
    assert carried.pictured == {}
    assert "Annual report 2026" in text_of(data)
    assert looks_the_same(drawn(source), drawn(data))


def test_differences_of_an_encoding_survive_the_new_font():
    encoding = Dictionary(Type=Name.Encoding, Differences=Array([65, Name.Euro, Name.eacute]))
    data, (carried,) = bound(paper(b"BT /F1 24 Tf 72 700 Td (AB) Tj ET", fonts={"F1": simple_font(Encoding=encoding)}))
    assert carried.pictured == {} and problems(data) == []
    assert text_of(data).startswith("€é")


@pytest.mark.parametrize("font", [chinese_font(), chinese_font("SimHei", "GBK-EUC-H"), simple_font("ZapfDingbats")])
def test_a_font_we_have_no_like_of_makes_a_picture_of_the_page(font):
    text = "宋体未嵌入".encode("utf-16-be" if "UCS2" in str(font.get("/Encoding", "")) else "gbk").hex().encode()
    data, (carried,) = bound(paper(b"BT /F1 36 Tf 72 700 Td <" + text + b"> Tj ET", fonts={"F1": font}))
    assert carried.pictured == {1: ("font-missing",)}
    assert problems(data) == []
    assert (drawn(data)[60:200] < 128).sum() > 200  # and the picture shows the text, on a machine without such fonts


def test_only_the_page_that_needs_it_becomes_a_picture():
    def change(pdf: Pdf) -> None:
        pdf.pages[1].obj.Contents = pdf.make_stream(TEXT + b" 0 1 1 0 k 72 300 100 100 re f")

    data, (carried,) = bound(paper(pages=3, change=change))
    assert carried.pictured == {2: ("cmyk",)}
    assert problems(data) == []
    assert "Annual" in text_of(data, 0) and "Annual" not in text_of(data, 1)


def test_invisible_text_of_a_scan_keeps_its_page_as_it_is():
    content = b"q 200 0 0 200 100 400 cm Q BT 3 Tr /F1 12 Tf 100 500 Td <4F60> Tj ET"
    _data, (carried,) = bound(paper(content, fonts={"F1": chinese_font()}))
    assert carried.pictured == {}


def test_a_font_that_is_listed_and_never_used_does_not_matter():
    data, (carried,) = bound(paper(fonts={"F1": simple_font(), "F9": chinese_font()}))
    assert carried.pictured == {} and problems(data) == []


def test_scripts_attachments_and_links_stay_behind_and_a_seal_stays_on_its_page():
    source = paper(change=with_script)
    data, (carried,) = bound(source, stamp=False)
    assert carried.removed == {"script", "attachment"}
    assert problems(data) == []
    assert b"alert" not in data and b"calc.exe" not in data and b"attached" not in data
    with opened(data) as pdf:
        assert b"alert" not in b"".join(thing.unparse(resolved=True) for thing in pdf.objects if thing is not None)
    assert drawn(data)[842 - 345 : 842 - 305, 305:395].min() < 120


def test_an_owner_password_is_no_obstacle_and_is_not_carried_over():
    locked = paper(encryption=pikepdf.Encryption(owner="secret", user=""))
    data, (carried,) = bound(locked)
    assert carried.removed == {"encryption"} and problems(data) == []
    assert "Annual report" in text_of(data)


def test_a_password_to_open_is_refused_and_leaves_the_volume_as_it_was():
    locked = paper(encryption=pikepdf.Encryption(owner="secret", user="open"))
    out = io.BytesIO()
    with Volume(out, ABOUT) as volume:
        volume.add_pdf(paper())
        with pytest.raises(SourceRefused) as refused:
            volume.add_pdf(locked)
        assert refused.value.code == "locked"
        assert volume.finish() == 1
    assert problems(out.getvalue()) == []


@pytest.mark.parametrize(
    ("junk", "code"),
    [
        (b"", "damaged"),
        (b"%PDF-1.7\nnothing here", "damaged"),
        (b"\x00" * 5000, "damaged"),
        (paper(change=lambda pdf: pdf.pages.__delitem__(0)), "empty"),
        (paper(change=lambda pdf: setattr(pdf.Root, "NeedsRendering", True)), "dynamic"),
    ],
)
def test_what_is_no_usable_file_is_refused_by_name(junk, code):
    with Volume(io.BytesIO(), ABOUT) as volume, pytest.raises(SourceRefused) as refused:
        volume.add_pdf(junk)
    assert refused.value.code == code


def test_a_file_cut_short_is_carried_as_far_as_it_can_be_read_and_says_so():
    whole = paper(pages=2)
    data, (carried,) = bound(whole[: whole.rindex(b"xref")])
    assert "repaired" in carried.removed and len(carried.pages) == 2
    assert problems(data) == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90])
def test_a_turned_and_cropped_page_looks_as_it_did(turn):
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Rotate, page.CropBox = turn, [50, 100, 500, 800]

    source = paper(TEXT + b" 0.5 g 60 120 200 80 re f", change=change)
    data, _carried = bound(source, stamp=False)
    assert looks_the_same(drawn(source), drawn(data))
    assert problems(data) == []


def test_a_page_in_other_units_keeps_its_real_size():
    data, _carried = bound(paper(change=lambda pdf: setattr(pdf.pages[0].obj, "UserUnit", 2)))
    with opened(data) as pdf:
        assert [float(value) for value in pdf.pages[0].MediaBox] == [0, 0, 1190, 1684]


def test_settings_that_change_nothing_are_mended_in_place():
    def change(pdf: Pdf) -> None:
        with_image(Interpolate=True, Alternates=Array([]), Intent=Name.Odd)(pdf)
        state = Dictionary(Type=Name.ExtGState, TR=Name.Identity, HT=Name.Default, BM=Name.Multiply)
        pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=state)
        pdf.pages[0].obj.Metadata = pdf.make_stream(b"<not xmp>")

    data, (carried,) = bound(paper(change=change))
    assert carried.pictured == {} and problems(data) == []


def test_streams_packed_with_a_forbidden_filter_are_packed_anew():
    packed = b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01"  # the example of ISO 32000-1, 7.4.4: 45 45 45 45 45 65 45 45 45 66

    def change(pdf: Pdf) -> None:
        image = pdf.make_stream(packed)
        image.stream_dict.update
        for key, value in {
            "Type": Name.XObject,
            "Subtype": Name.Image,
            "Width": 5,
            "Height": 2,
            "BitsPerComponent": 8,
            "ColorSpace": Name.DeviceGray,
            "Filter": Name.LZWDecode,
        }.items():
            image["/" + key] = value
        pdf.pages[0].obj.Resources.XObject = Dictionary(I=image)
        pdf.pages[0].obj.Contents = pdf.make_stream(b"q 100 0 0 40 100 400 cm /I Do Q")

    source = paper(change=change, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert b"LZWDecode" in source
    data, (carried,) = bound(source)
    assert carried.pictured == {} and problems(data) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (with_image(ColorSpace=Name.DeviceCMYK, Width=1, Height=1), "cmyk"),
        (with_image(ColorSpace=Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()])), "cmyk"),
        (lambda pdf: _state(pdf, BM=Name.Wonderful), "blend"),
        ("group", "cmyk"),
        (lambda pdf: _nested(pdf, b"1 0 0 0 K 0 0 m 9 9 l S"), "cmyk"),
        ("layered", "layers"),
        ("badly_coloured", "icc"),
    ],
)
def test_what_cannot_be_mended_becomes_a_picture_and_says_why(change, code):
    data, (carried,) = bound(paper(change=globals()[f"_{change}"] if isinstance(change, str) else change))
    assert carried.pictured == {1: (code,)}
    assert problems(data) == []


def _state(pdf: Pdf, **entries: object) -> None:
    pdf.pages[0].obj.Resources.ExtGState = Dictionary(G=Dictionary(Type=Name.ExtGState, **entries))


def _group(pdf: Pdf) -> None:
    pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


def _nested(pdf: Pdf, content: bytes) -> None:
    inner = form(pdf, content, Resources=Dictionary())
    outer = form(pdf, b"/X Do", Resources=Dictionary(XObject=Dictionary(X=inner)))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X=outer)
    pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")


def _layered(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="hidden"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    page = pdf.pages[0].obj
    page.Resources.Properties = Dictionary(L=layer)
    page.Contents = pdf.make_stream(b"/OC /L BDC 0 g 0 0 500 500 re f EMC")


def _badly_coloured(pdf: Pdf) -> None:
    profile = pdf.make_stream(b"not a profile", N=3)
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(C=Array([Name.ICCBased, profile]))


def test_content_in_several_pieces_and_without_any_is_carried():
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.Contents = Array(
            [
                pdf.make_stream(b"BT /F1 24 Tf 72 700 Td (Ann"[:18]),
                pdf.make_stream(b"\n"),
                pdf.make_stream(b"72 700 Td (Pieces) Tj ET"),
            ]
        )
        del pdf.pages[1].obj.Contents

    data, (carried,) = bound(paper(pages=2, change=change))
    assert carried.pictured == {} and problems(data) == []
    assert "Pieces" in text_of(data)


def test_resources_inherited_from_the_tree_are_found():
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        pdf.Root.Pages.Resources = page.Resources
        pdf.Root.Pages.MediaBox = page.MediaBox
        del page.Resources, page.MediaBox

    data, _carried = bound(paper(change=change))
    assert problems(data) == []
    assert "Annual report" in text_of(data)


def test_unbalanced_graphics_states_do_not_move_the_stamp():
    data, _carried = bound(paper(b"q q 0.1 0 0 0.1 0 0 cm " + TEXT, pages=1))
    numbers = drawn(data)[15:45, 545:575]
    assert numbers.min() < 100


def test_many_fonts_that_are_the_same_are_written_once():
    one, many = len(bound(paper())[0]), len(bound(*[paper(pages=1)] * 20)[0])
    assert many < one + 20 * 3_000


def test_a_content_bomb_is_not_unpacked():
    import zlib

    bomb = zlib.compress(b" " * 110_000_000, 1)

    def change(pdf: Pdf) -> None:
        stream = pdf.make_stream(b"")
        stream.write(bomb, filter=Name.FlateDecode)
        pdf.pages[0].obj.Contents = stream

    _data, (carried,) = bound(paper(change=change))
    assert carried.pictured == {1: ("damaged",)}
