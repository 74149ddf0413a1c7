"""What a file says of itself is proposed where a field is empty, with its source; it never overwrites and is never saved unseen."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document

from tests.criteria import pages
from tests.evidence import desk
from wenming.evidence.formats.papers import written_day, written_number
from wenming.evidence.models import Record

PAPER = (
    "云溪市园林局文件", "云园〔2026〕3 号  签发人：李主任", "关于开展文明创建活动的通知", "各科室：",
    "根据云文明办〔2025〕11号要求，2026年2月1日起开展活动。", "云溪市园林局", "2026年3月5日",
)  # fmt: skip


def paper(*lines: str) -> bytes:
    out = io.BytesIO()
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def field(client, record, name):
    page = pages.soup(client.get(reverse("evidence:record_detail", args=[record.pk])))
    found = page.find("input", {"name": name})
    help_ = page.find(id=f"{found['id']}_helptext")
    return found.get("value", ""), help_.text if help_ else ""


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (PAPER, "云园〔2026〕3号"),
        (("标题", "云文明办[2026]12号"), "云文明办〔2026〕12号"),
        (("云文明办（２０２６）第１２号",), "云文明办〔2026〕第12号"),
        (("根据云园〔2026〕3号文件", "云园〔2026〕3号文件要求如下"), ""),
        (("云园2026年3号",), ""),
        ((), ""),
    ],
)
def test_a_number_is_read_from_its_own_line_only(lines, number):
    assert written_number("\n".join(lines)) == number


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (PAPER, date(2026, 3, 5)),
        (("通知", "正文", "二〇二六年三月五日"), date(2026, 3, 5)),
        (("讲话", "（2026年3月5日）", "正文里的2026年4月1日不算"), date(2026, 3, 5)),
        (("通知", "2026年3月5日", "云溪市园林局办公室 2026年3月6日印发"), date(2026, 3, 5)),
        (("正文里的2026年4月1日不算",), None),
        ((), None),
    ],
)
def test_a_day_is_read_from_its_own_line_only(lines, day):
    text = "\n".join(lines)
    assert written_day(text, text) == day


@pytest.mark.django_db
def test_a_paper_proposes_its_number_and_day_with_their_source(clerk, city):
    record = desk.record(
        city, "通知", content=paper(*PAPER), name="通知.docx", kind="official_document", happened_on=None
    )
    value, said = field(clerk, record, "happened_on")
    assert (value, "文中成文日期" in said) == ("2026-03-05", True)
    value, said = field(clerk, record, "document_number")
    assert (value, "文中文号" in said) == ("云园〔2026〕3号", True)
    record = Record.objects.get()
    assert (record.happened_on, record.document_number) == (None, "")  # nothing is a fact before a person saves it


@pytest.mark.django_db
def test_a_photo_proposes_when_it_was_taken(clerk, city):
    record = desk.record(city, content=desk.jpeg(taken="2026:08:19 09:30:00"), happened_on=None)
    value, said = field(clerk, record, "happened_on")
    assert (value, "照片拍摄时间" in said) == ("2026-08-19", True)


@pytest.mark.django_db
def test_what_a_person_wrote_is_never_overwritten(clerk, city):
    record = desk.record(city, content=desk.jpeg(taken="2026:08:19 09:30:00"))
    assert field(clerk, record, "happened_on")[0] == "2026-08-20"


@pytest.mark.django_db
def test_a_camera_set_wrong_proposes_nothing(clerk, city):
    record = desk.record(city, content=desk.jpeg(taken="2031:08:19 09:30:00"), happened_on=None)
    assert field(clerk, record, "happened_on")[0] == ""


@pytest.mark.django_db
def test_a_day_in_the_name_is_proposed_last(clerk, city):
    record = desk.record(city, content=paper("没有日期"), name="0305学雷锋.docx", kind="other", happened_on=None)
    value, said = field(clerk, record, "happened_on")
    assert (value, "文件名" in said) == ("2026-03-05", True)


@pytest.mark.django_db
def test_completing_together_says_where_the_day_comes_from(clerk, city):
    records = [
        desk.record(city, f"劝导{n}", content=desk.jpeg(colour, taken="2026:08:19 09:30:00"), happened_on=None)
        for n, colour in enumerate(("red", "blue"))
    ]
    page = clerk.get("/ledger/records/complete/", {"pick": [one.pk for one in records]}).content.decode()
    assert 'value="2026-08-19"' in page
    assert "照片拍摄时间" in page
