"""txt, docx and pdf give the same paragraphs, however the program that wrote them cut the words."""

from __future__ import annotations

import io
import zipfile

import docx
import pikepdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.deployments.files import pdf_file, saved, word_file
from tests.deployments.scoring import papers
from wenming.deployments.formats.document import document_of
from wenming.deployments.formats.source import NoPaper, read_bytes, read_text
from wenming.deployments.rules.reading import read
from wenming.kernel.errors import Refusal

NOTICE = [
    "关于推进文明创建工作的通知",
    "各科室：",
    "为做好今年的文明创建工作，现将有关事项通知如下，请结合实际认真抓好落实，务求取得实效。",
    "一、各科室于4月15日前将联络员名单报局创建办，联络员负责收集本科室的创建资料，并按要求及时更新。",
    "二、工会于6月底前完成职工书屋布置，新增图书不少于五百册，设置自助借阅设备，并面向全体干部职工开放。",
    "2026年3月2日",
]


def tasks(data: bytes, name: str) -> list[tuple[str, str | None, list[str]]]:
    document = document_of(read(read_bytes(data, name)))
    return [(task["text"], task["due"], task["owners"]) for task in document["tasks"]]


def words(paragraphs) -> list[str]:
    return ["".join(one.text.split()) for one in paragraphs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_offices_use(encoding):
    data = "\r\n".join(NOTICE).encode(encoding)
    assert [one.text for one in read_bytes(data, "通知.txt")] == NOTICE


@pytest.mark.parametrize("cut", [1, 3, 7])
def test_a_word_file_is_read_wherever_its_runs_are_cut(cut):
    assert [one.text for one in read_bytes(word_file(NOTICE, cut=cut), "通知.docx")] == NOTICE


@pytest.mark.parametrize("size", ["16pt", "12pt"])
@pytest.mark.parametrize("head", ["", "云溪市文明创建工作"])
def test_a_pdf_of_several_pages_gives_whole_paragraphs_without_heads_and_page_numbers(size, head):
    body = [*NOTICE[:-1]]
    for n in range(3, 16):
        body.append(
            f"（{'一二三四五六七八九十'[n % 10]}）第{n}组负责抓好本组的创建任务，"
            + "扎实推进各项工作，" * 9
            + f"于{n % 12 + 1}月10日前完成自查，确保不留死角。"
        )
    body.append(NOTICE[-1])
    got = words(read_bytes(pdf_file(body, head=head, size=size), "通知.pdf"))
    assert [one for one in got if one not in words(read_text("\n".join(body)))] == []
    assert got == words(read_text("\n".join(body)))


def test_papers_say_the_same_as_pdf_and_as_text():
    for paper in [*papers()][:6]:
        lines = [line.strip() for line in paper["text"].split("\n") if line.strip()]
        from_text = document_of(read(read_text(paper["text"]), year=paper["year"]))
        from_pdf = document_of(read(read_bytes(pdf_file(lines), "paper.pdf"), year=paper["year"]))
        assert [(one["due"], one["every"], one["owners"]) for one in from_pdf["tasks"]] == [
            (one["due"], one["every"], one["owners"]) for one in from_text["tasks"]
        ]


def test_what_was_struck_out_is_gone_and_what_was_put_in_is_read():
    document = docx.Document()
    document.add_paragraph("关于考核的通知")
    paragraph = document.add_paragraph("人事科于6月")
    mark = f'{nsdecls("w")} w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z"'
    paragraph._p.append(parse_xml(f"<w:del {mark}><w:r><w:delText>10</w:delText></w:r></w:del>"))
    paragraph._p.append(parse_xml(f"<w:ins {mark}><w:r><w:t>12</w:t></w:r></w:ins>"))
    paragraph.add_run("日前完成考核。")
    document.add_paragraph("2026年3月2日")
    assert tasks(saved(document), "a.docx") == [("人事科于6月12日前完成考核", "2026-06-12", ["人事科"])]


def test_automatic_numbers_soft_breaks_and_text_boxes_are_read():
    document = docx.Document()
    document.add_paragraph("关于创建的通知")
    paragraph = document.add_paragraph("办公室每月5日前报送信息。")
    paragraph.add_run().add_break()
    paragraph.add_run("工会于5月20日前组织一次比赛。")
    document.add_paragraph("各支部3月底前制定计划。", style="List Number")
    box = (
        f'<w:r {nsdecls("w")}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
        "<w:t>创建办于7月1日前发布简报。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    document.add_paragraph("说明")._p.append(parse_xml(box))
    document.add_paragraph("2026年3月2日")
    assert tasks(saved(document), "a.docx") == [
        ("办公室每月5日前报送信息", None, ["办公室"]),
        ("工会于5月20日前组织一次比赛", "2026-05-20", ["工会"]),
        ("各支部3月底前制定计划", "2026-03-31", ["各支部"]),
        ("创建办于7月1日前发布简报", "2026-07-01", ["创建办"]),
    ]


def test_each_row_of_a_task_table_is_a_duty_with_what_its_columns_say():
    table = [
        ["序号", "工作任务", "责任领导", "责 任\n科 室", "配合科室", "完成时限"],
        ["1", "制定创建规划和年度计划", "张某", "办公室", "各科室", "3月底前"],
        ["2", "开展道德讲堂", "李某", "工会、团支部", "—", "每季度"],
        ["3", "做好日常保洁", "", "后勤中心", "", "长期坚持"],
        ["4", "举办读书会", "", "工会", "", "4月、8月"],
        ["5", "1.完成自查；\n2.形成报告。", "", "创建办", "", "6月20日前"],
    ]
    document = document_of(read(read_bytes(word_file(["任务分解表"], tables=[table]), "a.docx"), year=2026))
    got = [
        (one["text"], one["owners"], one["supporting"], one["leaders"], one["due"] or one["due_text"])
        for one in document["tasks"]
    ]
    assert got == [
        ("制定创建规划和年度计划", ["办公室"], ["各科室"], ["张某"], "2026-03-31"),
        ("开展道德讲堂", ["工会", "团支部"], [], ["李某"], "每季度"),
        ("做好日常保洁", ["后勤中心"], [], [], "长期坚持"),
        ("举办读书会", ["工会"], [], [], "2026-04-30"),
        ("举办读书会", ["工会"], [], [], "2026-08-31"),
        ("1.完成自查；", ["创建办"], [], [], "2026-06-20"),
        ("2.形成报告。", ["创建办"], [], [], "2026-06-20"),
    ]


def scanned() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def locked() -> bytes:
    pdf = pikepdf.open(io.BytesIO(pdf_file(NOTICE)))
    out = io.BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def with_macros() -> bytes:
    out = io.BytesIO(word_file(NOTICE))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"Attribute VB_Name" * 20)
    return out.getvalue()


def bomb() -> bytes:
    out = io.BytesIO(word_file(NOTICE))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/big.bin", b"0" * 400_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda: b"", "空.txt"),
        (" \n　\n".encode, "空白.txt"),
        (lambda: word_file([]), "空.docx"),
        (scanned, "扫描件.pdf"),
        (locked, "加密.pdf"),
        (lambda: pdf_file(NOTICE)[:600], "残缺.pdf"),
        (lambda: word_file(NOTICE)[:900], "残缺.docx"),
        (with_macros, "宏.docx"),
        (bomb, "炸弹.docx"),
        (lambda: bytes(range(256)) * 40, "乱码.txt"),
        (("各单位于5月1日前报送。\n" * 60_000).encode, "过长.txt"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_file_that_gives_nothing_to_read_is_refused_in_a_sentence(make, name):
    with pytest.raises(Refusal) as refused:
        read_bytes(make(), name)
    assert str(refused.value.message).endswith("。")


def test_an_empty_paper_says_so():
    with pytest.raises(NoPaper):
        read_text(" \n\n")
