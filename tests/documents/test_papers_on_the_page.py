"""An official paper stands on the page where GB/T 9704-2012 puts it: measured in the PDF, in millimetres."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from fontTools.ttLib import TTFont

from tests.documents.archival import problems
from tests.documents.measured_papers import MM, SENTENCE, UNIT, bars, fonts_embedded, full, of, pages, paper, rows
from wenming.documents.formats.faces import SHIPPED
from wenming.documents.formats.papers.numbers import DocumentNumber
from wenming.documents.formats.papers.paper import (
    Attachment,
    Attendance,
    Heading,
    Imprint,
    Items,
    Kind,
    PageBreak,
    Paragraph,
    Run,
    Table,
)
from wenming.documents.formats.papers.pdf import paper_pdf, typeset_paper

TOP, LEFT, RIGHT, FOOT = 37.0, 28.0, 184.0, 262.0
PITCH = (225 - 16 / MM) / 21
SHORT = [Paragraph("特此通知。")]


def near(value: float, aim: float, within: float = 0.4) -> bool:
    return abs(value - aim) <= within


def test_a_full_page_has_22_lines_of_28_characters_that_fill_the_type_area():
    pdf = paper_pdf(paper(body=[Paragraph("文" * 2000)], imprint=None))
    lines = rows(pages(pdf)[1])
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
    assert near(min(char.top for char in lines[0]), TOP, 1) and near(max(char.bottom for char in lines[-1]), FOOT, 1)
    assert near(lines[0][0].left, LEFT, 1) and near(lines[0][-1].right, RIGHT, 1)
    steps = [below[0].bottom - above[0].bottom for above, below in itertools.pairwise(lines)]
    assert all(near(step, PITCH, 0.05) for step in steps)
    assert all(near(b.left - a.left, 156 / 28, 0.05) for a, b in zip(lines[3], lines[3][1:], strict=False))


def test_thirty_pages_have_22_lines_each_and_count_through():
    made = pages(paper_pdf(paper(body=full(640), imprint=None)))
    assert len(made) >= 30
    assert all(len(rows(page)) == 22 for page in made[1:-2])
    for number, page in enumerate(made, 1):
        foot = "".join(char.text for char in page if char.top > 263)
        assert foot == f"—{number}—"


def test_the_mark_is_red_and_its_upper_edge_is_35_mm_below_the_type_area():
    first = pages(paper_pdf(paper()))[0]
    mark = of(first, "云岭市文明办文件")
    assert near(min(char.top for char in mark), TOP + 35, 0.6)
    assert all("NotoSerifSC-Bold" in char.font for char in mark)
    assert near((mark[0].left + mark[-1].right) / 2, 106, 1)


def test_number_rule_and_title_keep_their_distances():
    pdf = paper_pdf(paper())
    first = pages(pdf)[0]
    mark, number = of(first, "云岭市文明办文件"), of(first, "云文明办〔2026〕3号")
    lower = max(char.bottom for char in mark)
    assert near(min(char.top for char in number), lower + 2 * PITCH, 1.2)
    assert near((number[0].left + number[-1].right) / 2, 106, 1)
    rule = next(bar for bar in bars(pdf) if bar[4] == "FF0000")
    assert near(rule[0], LEFT, 0.05) and near(rule[2], 156, 0.05) and rule[3] <= 1
    assert near(rule[1] - max(char.bottom for char in number), 4, 0.1)
    title = of(first, "关于做好文明单位创建工作的通知")
    assert near(min(char.top for char in title), rule[1] + 2 * PITCH, 1.2)
    assert all(char.size == 22 and "NotoSerifSC-Bold" in char.font for char in title)
    assert near((title[0].left + title[-1].right) / 2, 106, 0.6)
    to = of(first, "各县")
    assert near(to[0].left, LEFT, 1) and near(to[0].top - title[0].bottom, 2 * PITCH - 16 / MM, 1.2)


def test_text_and_headings_have_the_faces_of_their_levels():
    body = [
        Heading(1, "一、总体要求"),
        Heading(2, "（一）加强领导。", "各单位负责。"),
        Heading(3, "1.分类整理"),
        Heading(4, "（1）及时报送"),
        Paragraph([Run("重点", True), Run("其余内容")]),
    ]
    first = pages(paper_pdf(paper(body=body)))[0]
    for words, face in (
        ("一、总体要求", "NotoSansSC-Regular"), ("（一）加强领导", "WenmingKai"), ("各单位负责", "WenmingFang"),
        ("分类整理", "WenmingFang"), ("及时报送", "WenmingFang"), ("其余内容", "WenmingFang"),
    ):  # fmt: skip
        found = of(first, words)
        assert all(char.font.startswith(face) and char.size == 16 for char in found), words
    assert near(of(first, "一、总体要求")[0].left, LEFT + 2 * 156 / 28, 1)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_7_mm_below_the_type_area():
    made = pages(paper_pdf(paper(body=full(60), imprint=None)))
    for number, page in enumerate(made, 1):
        foot = [char for char in page if char.top > 263]
        assert "".join(char.text for char in foot) == f"—{number}—"
        assert near(foot[0].top, FOOT + 7, 0.15) and all(char.size == 14 for char in foot)
        assert all("NotoSerifSC-Regular" in char.font for char in foot)
        if number % 2:
            assert near(foot[-1].right, RIGHT - 14 / MM, 0.5)
        else:
            assert near(foot[0].left, LEFT + 14 / MM, 0.5)


def test_the_imprint_ends_at_the_foot_of_the_last_even_page_between_rules():
    pdf = paper_pdf(paper())
    made = pages(pdf)
    assert len(made) == 2  # the text ends on page 1, the imprint stands on its back
    lines = [bar for bar in bars(pdf, 1) if bar[4] == "000000"]
    assert [round(bar[3], 2) for bar in lines] == [0.35, 0.25, 0.35]
    assert all(near(bar[0], LEFT, 0.05) and near(bar[2], 156, 0.05) for bar in lines)
    assert near(lines[-1][1] + lines[-1][3], FOOT, 0.3)
    copied = of(made[1], "抄送：")
    printer = of([char for char in made[1] if char.size == 14], UNIT)
    printed = of(made[1], "2026年3月26日印发")
    assert copied[0].size == printer[0].size == 14 and "WenmingFang" in copied[0].font
    assert near(copied[0].left, LEFT + 14 / MM, 0.6) and near(printed[-1].right, RIGHT - 14 / MM, 0.6)
    assert lines[0][1] < copied[0].top < lines[1][1] < printer[0].top < lines[2][1]


def test_an_imprint_without_room_leaves_a_blank_page_and_neither_is_numbered():
    made = pages(paper_pdf(paper(body=full(28), issuers=[], dated=None)))  # the text nearly fills page 2
    assert len(made) == 4 and made[2] == []
    assert not [char for char in made[3] if char.top > 263]
    assert any(char.text == "抄" for char in made[3])


def test_printed_on_one_side_the_imprint_follows_the_text():
    made = pages(paper_pdf(paper(body=[Paragraph("特此通知。")], duplex=False)))
    assert len(made) == 1


def test_a_sealed_signature_stands_over_the_middle_of_a_date_four_characters_from_the_right():
    first = pages(paper_pdf(paper(issuers=["云岭市文明办"], body=SHORT)))[0]
    day = of(first, "2026年3月25日")
    at = "".join(char.text for char in first).rindex("云岭市文明办")
    issuer = first[at : at + 6]
    assert near(day[-1].right, RIGHT - 4 * 156 / 28, 1.8)
    assert near((issuer[0].left + issuer[-1].right) / 2, (day[0].left + day[-1].right) / 2, 0.7)
    assert near(day[0].bottom - issuer[0].bottom, PITCH, 0.8)


def test_a_long_issuer_pushes_the_date_and_stays_in_the_type_area():
    made = pages(paper_pdf(paper(issuers=["云岭市精神文明建设委员会办公室综合协调指导处"], body=SHORT)))[0]
    issuer = of(made, "综合协调指导处")
    assert issuer[-1].right <= RIGHT + 0.1


def test_without_a_seal_the_date_begins_two_characters_to_the_right_of_the_issuer():
    first = pages(paper_pdf(paper(issuers=[UNIT], sealed=False, body=SHORT)))[0]
    day = of(first, "2026年3月25日")
    at = "".join(char.text for char in first).index(UNIT)
    issuer = first[at : at + len(UNIT)]
    assert near(issuer[-1].right, RIGHT - 2 * 156 / 28, 1)
    assert near(day[0].left - issuer[0].left, 2 * 156 / 28, 1)


def test_without_a_seal_a_date_longer_than_the_issuer_keeps_two_characters_from_the_right():
    first = pages(paper_pdf(paper(issuers=["文明办"], sealed=False, body=SHORT)))[0]
    day = of(first, "2026年3月25日")
    assert near(day[-1].right, RIGHT - 2 * 156 / 28, 1.8)  # 日 is a narrow character


@pytest.mark.parametrize("lines", range(1, 14))
def test_signature_and_date_are_never_alone_on_a_page(lines):
    body = [*full(lines), Paragraph("字" * 100), Paragraph("特此通知。")]
    made = pages(paper_pdf(paper(body=body, imprint=None)))
    assert any(char.text in "字特" for char in made[-1])


def test_a_report_has_its_number_left_and_its_signer_right_on_one_line():
    first = pages(
        paper_pdf(paper(kind=Kind.REPORT, title="关于创建工作情况的报告", recipients=["市文明委"], signers=["何志远"]))
    )[0]
    number, signer = of(first, "云文明办〔2026〕3号"), of(first, "签发人：何志远")
    assert near(number[0].left, LEFT + 156 / 28, 0.8) and near(signer[-1].right, RIGHT - 156 / 28, 0.8)
    assert near(number[0].bottom, signer[0].bottom, 0.5)
    assert "WenmingKai" in signer[-1].font and "WenmingFang" in signer[0].font


def test_several_signers_stand_two_on_a_line_and_the_number_beside_the_last():
    first = pages(paper_pdf(paper(kind=Kind.REPORT, signers=["何志远", "周明", "李思源"])))[0]
    one, two, three = of(first, "何志远"), of(first, "周明"), of(first, "李思源")
    number = of(first, "云文明办〔2026〕3号")
    assert near(one[0].left, three[0].left, 0.5) and near(one[1].bottom, two[1].bottom, 0.8)
    assert near(number[0].bottom, three[0].bottom, 0.6) and three[0].top > one[0].bottom


def test_copy_number_secrecy_and_urgency_stand_in_their_order_at_the_upper_left():
    first = pages(paper_pdf(paper(copy_number="000001", secrecy="机密★1年", urgency="特急")))[0]
    places = [of(first, words)[0] for words in ("000001", "机密", "特急")]
    assert all(near(place.left, LEFT, 1) for place in places)
    assert [round((place.bottom - TOP) / PITCH) for place in places] == [0, 1, 2] or near(places[0].top, TOP, 1.5)
    assert "WenmingFang" in places[0].font and "NotoSansSC" in places[1].font and "NotoSansSC" in places[2].font


def test_names_of_joint_issuers_are_spread_to_one_width_and_the_word_stands_in_their_middle():
    first = pages(paper_pdf(paper(mark=["云岭市文明办", "云岭市总工会", "共青团云岭市委员会"])))[0]
    names = [of(first, words) for words in ("云岭市文明办", "云岭市总工会", "共青团云岭市委员会")]
    word = of(first, "文件")
    assert len({round(name[0].left) for name in names}) == 1 and len({round(name[-1].right) for name in names}) <= 2
    middle = (names[0][0].top + names[-1][0].bottom) / 2
    assert near((word[0].top + word[0].bottom) / 2, middle, 2.5) and word[0].left > names[0][-1].right


def test_attachments_are_listed_below_the_text_and_stand_on_pages_of_their_own():
    attached = [
        Attachment("任务分解表", [Paragraph(SENTENCE)]),
        Attachment("联络员名单及各阶段应报送材料的目录清单与时间安排汇总表"),
    ]
    made = pages(paper_pdf(paper(attachments=attached)))
    lists = next(page for page in made if "附件：1.任务分解表" in "".join(char.text for char in page))
    label, first, second = of(lists, "附件：1."), of(lists, "任务分解表"), of(lists, "2.联络员名单")
    assert near(label[0].left, LEFT + 2 * 156 / 28, 1)
    assert near(second[0].left, label[3].left, 0.4) and near(second[2].left, first[0].left, 0.8)
    wrapped = of(lists, "排汇总表")
    assert near(wrapped[-1].bottom - second[2].bottom, PITCH, 0.8)
    page = next(page for page in made if "".join(char.text for char in page).startswith(("附件1", "—", "附")) and page is not lists
                and "附件1" in "".join(char.text for char in page))  # fmt: skip
    sheet = of(page, "附件1")
    title = of(page, "任务分解表")
    assert near(sheet[0].top, TOP, 1) and near(sheet[0].left, LEFT, 1) and "NotoSansSC" in sheet[0].font
    assert title[0].size == 22 and near((title[0].left + title[-1].right) / 2, 106, 1)
    assert near(title[0].top, TOP + 2 * PITCH, 1.2)


def test_a_single_attachment_bears_no_number():
    made = pages(paper_pdf(paper(attachments=[Attachment("任务分解表", [Paragraph("内容。")])])))
    texts = ["".join(char.text for char in page) for page in made]
    assert any("附件：任务分解表" in text for text in texts) and not any("附件1" in text for text in texts)


def test_a_letter_has_its_mark_30_mm_from_the_edge_double_rules_of_170_mm_and_no_number_on_its_first_page():
    pdf = paper_pdf(paper(kind=Kind.LETTER, title="关于商请支持的函", body=full(20), urgency="加急"))
    made = pages(pdf)
    mark = of(made[0], "云岭市文明办")
    assert near(min(char.top for char in mark), 30, 0.6) and "文件" not in "".join(char.text for char in made[0])
    red = [bar for bar in bars(pdf) if bar[4] == "FF0000"]
    assert len(red) == 4 and all(near(bar[0], 20, 0.05) and near(bar[2], 170, 0.05) for bar in red)
    assert red[0][3] > red[1][3] and red[2][3] < red[3][3]
    assert near(red[0][1] - max(char.bottom for char in mark), 4, 0.6) and near(red[3][1] + red[3][3], 277, 0.2)
    number = of(made[0], "云文明办〔2026〕3号")
    assert near(number[-1].right, RIGHT, 0.8) and near(
        min(char.top for char in number) - (red[1][1] + red[1][3]), 14 / MM, 0.9
    )
    assert not [char for char in made[0] if 264 < char.top < 275]
    assert [char.text for char in made[1] if char.top > 263] == ["—", "2", "—"]
    lines = [bar for bar in bars(pdf, len(made) - 1) if bar[4] == "000000"]
    assert not lines and "印发" not in "".join(char.text for char in made[-1])


def test_minutes_have_their_own_mark_and_say_who_was_there():
    made = pages(
        paper_pdf(
            paper(
                kind=Kind.MINUTES, mark=["云岭市文明委专题会议纪要"], number="", issue="第3期", compiler="云岭市文明办", recipients=[],
                body=SHORT,
                attendance=Attendance(present="市委宣传部张文清，" * 8, excused="周衡", observing="吴越"),
            )
        )
    )  # fmt: skip
    mark = of(made[0], "云岭市文明委专题会议纪要")
    assert near(min(char.top for char in mark), TOP + 35, 0.6)
    issue, compiler, day = of(made[0], "第3期"), of(made[0], "云岭市文明办"), of(made[0], "2026年3月25日")
    assert issue[0].bottom < compiler[0].top and near(compiler[0].bottom, day[-1].bottom, 1)
    page = next(page for page in made if "出席" in "".join(char.text for char in page))
    word = of(page, "出席：")
    assert "NotoSansSC" in word[0].font and "WenmingFang" in word[2].font and near(word[0].left, LEFT + 2 * 156 / 28, 1)
    assert [near(of(page, words)[0].left, word[0].left, 0.6) for words in ("请假", "列席")] == [True, True]


def test_a_bulletin_says_issue_compiler_and_how_many_were_printed():
    imprint = Imprint(
        reported="市文明委领导", sent="市直各单位", printed_by="云岭市文明办", printed_on=date(2026, 3, 26), run=80
    )
    made = pages(
        paper_pdf(
            paper(
                kind=Kind.BULLETIN,
                mark=["文明创建工作简报"],
                number="",
                issue="第6期（总第42期）",
                imprint=imprint,
                body=SHORT,
            )
        )
    )
    text = "".join(char.text for page in made for char in page)
    assert all(
        words in text for words in ("第6期（总第42期）", "报：市文明委领导。", "送：市直各单位。", "（共印80份）")
    )
    assert len(made) == 1


def test_recipients_that_would_leave_no_text_on_the_first_page_move_to_the_imprint():
    many = [f"云岭市某某工作部门第{number}办公室" for number in range(1, 30)]
    made = pages(paper_pdf(paper(recipients=many)))
    assert "现将有关事项" in "".join(char.text for char in made[0])
    assert "主送：云岭市某某" in "".join(char.text for char in made[-1])


def test_twelve_recipients_stay_where_they_belong():
    many = [f"云岭市第{number}部门" for number in range(1, 13)]
    first = "".join(char.text for char in pages(paper_pdf(paper(recipients=many)))[0])
    assert "第12部门：" in first and "现将有关事项" in first


def test_a_plan_without_a_red_head_begins_with_its_title():
    pdf = paper_pdf(
        paper(kind=Kind.PLAN, mark=[], number="", recipients=[], imprint=None, subtitle="（2026年3月25日）")
    )
    first = pages(pdf)[0]
    assert first and near(of(first, "关于做好")[0].top, TOP, 1) and not [bar for bar in bars(pdf) if bar[4] == "FF0000"]


def test_a_very_long_title_is_broken_and_stays_in_the_type_area():
    title = (
        "关于转发省文明委关于深入贯彻落实全国精神文明建设工作会议精神进一步深化群众性精神文明创建活动的实施意见的通知"
        * 4
    )
    first = pages(paper_pdf(paper(title=title[:150])))[0]
    big = [char for char in first if char.size == 22]
    assert big and all(char.left >= LEFT - 0.1 and char.right <= RIGHT + 0.1 for char in big)


def test_ten_attachments_keep_their_names_in_one_column():
    attached = [Attachment(f"第{number}类材料清单") for number in range(1, 11)]
    made = pages(paper_pdf(paper(attachments=attached)))
    page = next(page for page in made if "10.第10类材料清单" in "".join(char.text for char in page))
    lefts = {round(of(page, f"{number}.第")[-1].left, 1) for number in range(3, 11)}
    assert max(lefts) - min(lefts) < 0.5


def test_a_table_wider_than_the_page_lies_on_a_page_of_its_own_with_the_number_in_its_place():
    table = Table([[f"列{n}" for n in range(14)], *[[SENTENCE[:20]] * 14] * 30])
    pdf = paper_pdf(paper(body=[Paragraph("甲。"), table, Paragraph("乙。")], imprint=None))
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as document:
        sizes = [tuple(round(side / MM) for side in page.get_size()) for page in document]
    assert (297, 210) in sizes and sizes[0] == (210, 297)
    for index, page in enumerate(pages(pdf)):
        if sizes[index] != (297, 210):
            continue
        foot = [char for char in page if char.right < 33]
        assert "".join(char.text for char in foot).replace("—", "") == str(index + 1)
        inner = [char for char in page if char.right >= 33]
        assert all(
            char.left >= 34.5 and char.right <= 260.5 and char.top >= 27.5 and char.bottom <= 184.5 for char in inner
        )
        assert "列0" in "".join(char.text for char in inner)


def test_a_table_stays_in_the_type_area_even_with_a_word_of_300_letters():
    table = Table([["名称", "说明"], ["x" * 300, SENTENCE]])
    made = pages(paper_pdf(paper(body=[table])))
    assert all(char.right <= RIGHT + 0.5 for page in made for char in page)


def test_a_row_stays_on_one_page_and_a_cell_taller_than_a_page_runs_on():
    rows = [["序号", "任务"], *[[str(n), SENTENCE * 2] for n in range(30)]]
    for page in pages(paper_pdf(paper(body=[Table(rows)], imprint=None)))[1:]:
        text = "".join(char.text for char in page if 30 < char.top < 263)
        assert "分管负责同志要具体抓。" not in text or text.count("各单位要") == text.count("具体抓。")
    tall = paper_pdf(paper(body=[Table([["甲", "乙"], ["文" * 3000, "丙"]])], imprint=None))
    made = pages(tall)
    assert all(char.bottom <= FOOT + 0.5 for page in made for char in page if char.text in "甲乙文丙")
    assert sum(char.text == "文" and char.size < 16 for page in made for char in page) >= 3000


def test_an_attachment_that_is_a_wide_table_lies_with_its_title():
    table = Table([[f"列{n}" for n in range(10)], ["甲"] * 10])
    made = pages(paper_pdf(paper(attachments=[Attachment("责任清单", [table])])))
    page = next(page for page in made if "列9" in "".join(char.text for char in page))
    assert "附件责任清单" in "".join(char.text for char in page if char.right > 33)


def test_empty_optional_parts_leave_no_trace():
    pdf = paper_pdf(
        paper(number="", recipients=[], issuers=[], dated=None, imprint=None, body=[], attachments=[], note=" ")
    )
    text = "".join(char.text for page in pages(pdf) for char in page)
    assert text.replace("—1—", "") == "云岭市文明办文件关于做好文明单位创建工作的通知"


def test_lists_and_page_breaks_do_what_they_say():
    made = pages(
        paper_pdf(paper(body=[Items(["甲项", "乙项"]), Items(["丙项"], ordered=False), PageBreak(), Paragraph("丁段")]))
    )
    text = ["".join(char.text for char in page) for page in made]
    assert "1.甲项2.乙项——丙项" in text[0] and "丁段" in text[1]


def test_hostile_words_are_printed_and_do_nothing():
    nasty = '#panic("x") $1/0$ @a <b> *c* _d_ `e` \\u{41} [#set page(width: 1pt)] // 甲 /* 乙 */ = 丙'
    made = pages(
        paper_pdf(
            paper(
                title=nasty, mark=["#云岭市"], body=[Paragraph(nasty + "\x00\x07\x1b\ud800"), Heading(1, nasty), Table([[nasty]])],
                recipients=[nasty], issuers=[nasty], note=nasty, attachments=[Attachment(nasty, [Paragraph(nasty)])],
            )
        )
    )  # fmt: skip
    text = "".join(char.text for page in made for char in page)
    assert '#panic("x")' in text and "#setpage(width:1pt)" in text


def test_what_no_font_shows_becomes_a_geta_mark_and_is_told():
    made = typeset_paper(paper(body=[Paragraph("喆犇𠮷🎉")]))
    text = "".join(char.text for page in pages(made.pdf) for char in page)
    assert "喆犇" in text and "〓" in text and "🎉" not in text
    assert len(made.warnings) == 1 and "U+1F389" in made.warnings[0]


def test_a_paper_is_an_archival_file_with_its_faces_inside():
    pdf = paper_pdf(paper(attachments=[Attachment("清单", [Table([["甲", "乙"], ["1", "2"]])])], signers=["何志远"]))
    assert problems(pdf) == []
    assert {"WenmingFang-Regular", "NotoSerifSC-Bold", "NotoSansSC-Regular", "WenmingKai-Regular"} <= fonts_embedded(
        pdf
    )
    assert pdf == paper_pdf(
        paper(attachments=[Attachment("清单", [Table([["甲", "乙"], ["1", "2"]])])], signers=["何志远"])
    )


def test_faces_of_the_office_come_before_the_shipped_ones(tmp_path):
    with TTFont(SHIPPED / "WenmingKai-Regular.ttf") as font:
        for record in font["name"].names:
            if record.nameID in {1, 4, 16}:
                record.string = "仿宋_GB2312" if record.isUnicode() else "FangSong_GB2312"
            elif record.nameID == 6:
                record.string = "FangSongOfTheOffice"
        font.save(tmp_path / "fang.ttf")
    made = typeset_paper(paper(), fonts_dir=tmp_path)
    assert "FangSongOfTheOffice" in fonts_embedded(made.pdf) and made.warnings == ()
    assert not any("WenmingFang" in char.font for page in pages(made.pdf) for char in page)


def test_every_kind_can_be_printed_with_the_least_it_may_hold():
    from wenming.documents.formats.papers.paper import Paper

    for kind in Kind:
        assert len(pages(paper_pdf(Paper(kind, f"关于创建工作的{kind.value}")))) == 1
        assert (
            len(pages(paper_pdf(Paper(kind, "标题", mark=["云岭市文明办"], number=DocumentNumber("云", 2026, 1))))) == 1
        )
