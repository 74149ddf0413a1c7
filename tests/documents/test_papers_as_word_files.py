"""An official paper as a Word file: sizes, styles, faces and fields that an office can go on working with."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from tests.documents.measured_papers import SENTENCE, UNIT, full, pages, paper
from wenming.documents.formats.papers.composing import PaperRefused, composed
from wenming.documents.formats.papers.estimating import ends_on_odd_page
from wenming.documents.formats.papers.paper import (
    Attachment,
    Attendance,
    Cell,
    Heading,
    Imprint,
    Items,
    Kind,
    PageBreak,
    Paper,
    Paragraph,
    Run,
    Table,
)
from wenming.documents.formats.papers.pdf import paper_pdf
from wenming.documents.formats.papers.word import paper_docx
from wenming.kernel.errors import Invalid


def opened(value: Paper) -> Any:
    return Document(io.BytesIO(paper_docx(value)))


def part(value: Paper, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(paper_docx(value))) as package:
        return package.read(name).decode("utf-8")


def styled(document: Any, style: str) -> list[Any]:
    return [one for one in document.paragraphs if one.style.name == style]


def test_the_page_is_a4_with_the_margins_and_the_grid_of_the_standard():
    section = opened(paper()).sections[0]
    sizes = (section.page_width.mm, section.page_height.mm, section.top_margin.mm, section.left_margin.mm,
             section.bottom_margin.mm, section.right_margin.mm)  # fmt: skip
    assert sizes == pytest.approx((210, 297, 37, 28, 35, 26), abs=0.05)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) == 579 and 22 * 579 <= 225 / 25.4 * 1440
    pitch = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert 28 * pitch == pytest.approx(156 / 25.4 * 72, abs=0.1)


def test_every_run_names_its_east_asian_face():
    value = paper(
        attachments=[Attachment("清单", [Table([["甲", "乙"], ["1", "2"]]), Items(["甲"])])], signers=["何志远"], note="附注",
        copy_number="000001", secrecy="机密", attendance=Attendance(present="张文清"),
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(paper_docx(value))) as package:
        for name in package.namelist():
            if not re.match(r"word/(document|footer|header)\d*\.xml", name):
                continue
            for run in etree.fromstring(package.read(name)).iter(qn("w:r")):
                if run.find(qn("w:br")) is not None and run.find(qn("w:t")) is None:
                    continue
                assert run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")), etree.tostring(run)


def test_styles_carry_the_faces_and_sizes_of_the_layout():
    document = opened(paper())
    for name, face, points in (
        ("Normal", "仿宋_GB2312", 16), ("Title", "方正小标宋简体", 22), ("Heading 1", "黑体", 16), ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16), ("Heading 4", "仿宋_GB2312", 16), ("版记", "仿宋_GB2312", 14), ("公文页码", "宋体", 14),
    ):  # fmt: skip
        style = document.styles[name]
        assert style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) == face, name
        assert style.font.size.pt == points, name
    levels = [
        document.styles[f"Heading {level}"].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        for level in (1, 2, 3, 4)
    ]
    assert [level.get(qn("w:val")) for level in levels] == ["0", "1", "2", "3"]


def test_elements_stand_in_their_order_with_their_styles():
    document = opened(paper(attachments=[Attachment("任务分解表", [Paragraph("内容。")])], note="联系人：周明"))
    found = [(one.style.name, one.text) for one in document.paragraphs if one.text]
    assert found[:4] == [
        ("发文机关标志", "云岭市文明办文件"), ("发文字号", "云文明办〔2026〕3号"), ("Title", "关于做好文明单位创建工作的通知"),
        ("主送机关", "各县（市、区）文明办，市直各单位："),
    ]  # fmt: skip
    assert [style for style, _text in found[4:]] == [
        "公文正文", "Heading 1", "公文正文", "附件说明", "发文机关署名", "成文日期", "公文附注", "附件标识", "Title", "公文正文",
    ]  # fmt: skip
    assert ("附件说明", "附件：任务分解表") in found and ("成文日期", "2026年3月25日") in found
    assert ("公文附注", "（联系人：周明）") in found


def test_the_mark_is_red_and_the_red_rule_is_the_border_of_the_number():
    document = opened(paper())
    mark, number = styled(document, "发文机关标志")[0], styled(document, "发文字号")[0]
    assert str(mark.runs[0].font.color.rgb) == "FF0000"
    rule = number._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")
    assert rule.get(qn("w:color")) == "FF0000" and rule.get(qn("w:val")) == "single"
    assert int(rule.get(qn("w:space"))) + 1 == pytest.approx(4 / 25.4 * 72, abs=0.5)
    assert number._p.find(f"{qn('w:pPr')}/{qn('w:ind')}") is None  # so that the rule is as wide as the type area


def test_page_numbers_are_fields_right_on_odd_and_left_on_even_pages():
    document = opened(paper())
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side, indent in (
        (section.footer, "right", "rightChars"),
        (section.even_page_footer, "left", "leftChars"),
    ):
        line = footer.paragraphs[0]
        assert line.text == "— 1 —" and " PAGE " in etree.tostring(line._p).decode()
        assert line._p.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == side
        assert line._p.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn(f"w:{indent}")) == "100"


def test_a_letter_has_a_first_page_of_its_own_with_double_rules():
    value = paper(kind=Kind.LETTER, title="关于商请支持的函", body=full(3))
    document = opened(value)
    section = document.sections[0]
    assert (
        section.different_first_page_header_footer
        and "PAGE" not in etree.tostring(section.first_page_footer._element).decode()
    )
    mark = styled(document, "发文机关标志")[0]._p
    frame, rule = (
        mark.find(f"{qn('w:pPr')}/{qn('w:framePr')}"),
        mark.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}"),
    )
    assert (
        int(frame.get(qn("w:w"))) == pytest.approx(170 / 25.4 * 1440, abs=2)
        and rule.get(qn("w:val")) == "thickThinSmallGap"
    )
    text = "\n".join(one.text for one in document.paragraphs)
    assert "文件" not in text and "印发" not in "".join(document.tables[-1]._tbl.itertext())


def test_the_imprint_is_bound_to_the_foot_of_the_page_between_thick_and_thin_rules():
    table = opened(paper()).tables[-1]._tbl
    place = table.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}")
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    edges = [
        (cell.find(qn("w:top")).get(qn("w:sz")), cell.find(qn("w:bottom")).get(qn("w:sz")))
        for cell in table.iter(qn("w:tcBorders"))
    ]
    assert edges == [("8", "6"), ("6", "8")]  # eighths of a point: 0.35 mm, 0.25 mm
    words = "".join(table.itertext())
    assert "抄送：市委办公室，市政府办公室。" in words and f"{UNIT}2026年3月26日印发" in words


@pytest.mark.parametrize("lines", range(1, 60, 3))
def test_where_lines_tell_surely_the_imprint_goes_to_the_even_page_as_in_the_pdf(lines):
    value = paper(body=[Paragraph("文" * 26)] * lines, imprint=None)
    odd = ends_on_odd_page(composed(value))
    assert odd is None or odd == (len(pages(paper_pdf(value))) % 2 == 1)


def test_the_imprint_of_a_paper_of_one_page_stands_on_its_back():
    value = paper(body=[Paragraph("特此通知。")])
    assert ends_on_odd_page(composed(value)) is True
    xml = part(value, "word/document.xml")
    assert xml.count('<w:br w:type="page"/>') == 1 and xml.index('w:type="page"') < xml.index("w:tblpPr")
    assert 'w:type="page"' not in part(paper(body=[Paragraph("特此通知。")], duplex=False), "word/document.xml")
    assert ends_on_odd_page(composed(paper(body=[Table([["甲"]])]))) is None


def test_a_report_has_its_number_left_and_its_signer_right():
    number = styled(opened(paper(kind=Kind.REPORT, signers=["何志远"])), "发文字号")[0]
    assert number.text.startswith("　云文明办〔2026〕3号\t签发人：\t何志远")
    faces = [run._r.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) for run in number.runs]
    assert faces[-1] == "楷体_GB2312" and faces[0] == "仿宋_GB2312"


def test_sealed_and_unsealed_signatures_stand_as_the_standard_says():
    sealed = opened(paper(issuers=["云岭市文明办"]))
    day, issuer = styled(sealed, "成文日期")[0], styled(sealed, "发文机关署名")[0]
    right = [float(one._p.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:rightChars"))) / 100 for one in (issuer, day)]
    assert right[1] == 4 and right[0] + 6 / 2 == pytest.approx(right[1] + 7.5 / 2, abs=0.51)
    unsealed = opened(paper(issuers=[UNIT], sealed=False))
    issuer = styled(unsealed, "发文机关署名")[0]
    assert issuer._p.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:rightChars")) == "200"


def test_joint_issuers_and_their_seals_stand_in_tables():
    names = ["云岭市文明办", "云岭市总工会", "云岭市妇联"]
    document = opened(paper(mark=names, issuers=names))
    marks, seals = document.tables[0], document.tables[1]
    assert [one.text for one in marks.rows[0].cells[0].paragraphs] == names and marks.rows[0].cells[1].text == "文件"
    assert [cell.text for cell in seals.rows[0].cells] == names and seals.rows[-1].cells[-1].text == "2026年3月25日"


def test_tables_keep_their_merged_cells_and_repeat_their_heading():
    rows = [["序号", Cell("任务", across=2)], ["1", "甲", Cell("办公室", down=2)], ["2", "乙"]]
    document = opened(paper(body=[Table(rows, caption="任务分解表")], imprint=None))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "甲", "办公室"]
    xml = etree.tostring(table._tbl).decode()
    assert "w:tblHeader" in xml and 'w:gridSpan w:val="2"' in xml and 'w:vMerge w:val="restart"' in xml


def test_a_table_wider_than_the_page_lies_in_a_section_of_its_own():
    table = Table([[f"列{n}" for n in range(14)], [SENTENCE[:10]] * 14])
    sections = opened(paper(body=[Paragraph("甲。"), table, Paragraph("乙。")])).sections
    assert [(round(one.page_width.mm), round(one.page_height.mm)) for one in sections] == [
        (210, 297),
        (297, 210),
        (210, 297),
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["甲", Cell("乙", down=3)]], "第 1 行"),
        ([["甲"] * 41], "40 列"),
        ([[Cell("甲", across=2, down=2)]], "第 1 行"),
        ([["甲"]] * 5001, "5001 行"),
    ],
)
def test_a_table_that_cannot_be_is_refused_in_words(rows, words):
    with pytest.raises(Invalid) as refused:
        paper_docx(paper(body=[Table(rows)]))
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "没有标题"),
        ({"title": "长" * 151}, "151 字"),
        ({"copy_number": "12"}, "份号"),
        ({"number": "云文明办[2026]第03号"}, "云文明办〔2026〕3号"),
        ({"attachments": [Attachment(" ")]}, "附件"),
        ({"secrecy": "机密" * 20}, "密级"),
        ({"issuers": ["云" * 57]}, "署名"),
        ({"mark": ["云岭市文明办"] * 13}, "12 个"),
        ({"imprint": Imprint(copied="市委办公室，" * 101)}, "统称"),
        ({"imprint": Imprint(printed_by="云" * 41)}, "印发机关"),
        ({"body": [Paragraph("甲")] * 20_001}, "20001 段"),
    ],
)
def test_a_paper_that_cannot_be_printed_is_refused_in_words(changes, words):
    with pytest.raises(PaperRefused) as refused:
        paper_docx(paper(**changes))
    assert words in str(refused.value)


def test_hostile_words_are_text_and_nothing_else():
    nasty = "]]></w:t><w:p/>&amp;<b>\"'\x00\x0b\x1f\ud800\ufffe{{ 1 }}\r\n续行"
    document = opened(
        paper(title=nasty, mark=[nasty], body=[Paragraph(nasty), Heading(2, nasty, nasty), Table([[nasty]]), Items([nasty])],
              recipients=[nasty], issuers=[nasty], note=nasty, attachments=[Attachment(nasty, [Paragraph(nasty)])],
              imprint=Imprint(copied=nasty, printed_by=nasty))
    )  # fmt: skip
    text = "\n".join(one.text for one in document.paragraphs)
    assert ']]></w:t><w:p/>&amp;<b>"' in text and "\x00" not in text


def test_the_same_paper_gives_the_same_bytes_and_says_what_it_is():
    assert paper_docx(paper()) == paper_docx(paper())
    about = opened(paper()).core_properties
    assert (about.title, about.author, about.subject) == ("关于做好文明单位创建工作的通知", UNIT, "云文明办〔2026〕3号")


def test_every_kind_can_be_written_with_the_least_and_with_everything():
    for kind in Kind:
        assert opened(Paper(kind, f"关于创建工作的{kind.value}")).paragraphs
        everything = paper(
            kind=kind, issue="第3期", compiler=UNIT, signers=["何志远", "周明", "李思源"], copy_number="000001", secrecy="机密★1年",
            urgency="特急", subtitle="（2026年3月25日）", attendance=Attendance("张文清", "周衡", "吴越"),
            attachments=[Attachment(f"附表{n}", [Paragraph(SENTENCE)] if n % 2 else None) for n in range(10)],
            body=[Heading(1, "一、甲"), Paragraph([Run("乙", True), Run("丙")]), PageBreak(), Items(["丁"])],
            imprint=Imprint("甲", "乙", "丙", "丁", "戊", UNIT, date(2026, 3, 26), 80), note="注",
        )  # fmt: skip
        assert opened(everything).paragraphs
