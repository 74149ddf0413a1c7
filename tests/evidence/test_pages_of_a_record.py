"""One record on its page: previews, facts and reasons, the slower of two told what changed, history in words."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.criteria import pages
from tests.evidence import desk
from tests.evidence.files import making
from wenming.evidence import jobs
from wenming.evidence.models import File, Record
from wenming.evidence.states import FileState

pytestmark = pytest.mark.django_db


@pytest.fixture
def criteria(city):
    return make.criteria_set(city.parks)


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def page_of(client, record, **more):
    return client.get(reverse("evidence:record_detail", args=[record.pk]), **more)


def save(client, record, then="", **changes):
    form = pages.form_of(page_of(client, record), control="revision")
    return pages.send(client, page_of(client, record).request["PATH_INFO"], form, then=then, **changes)


def test_what_is_saved_is_kept_and_told_from_what_to_what(clerk, city):
    record = desk.record(city)
    save(clerk, record, place="人民广场", kind="video")
    record.refresh_from_db()
    assert (record.place, record.kind, record.revision) == ("人民广场", "video", 1)
    page = page_of(clerk, record).content.decode()
    assert "地点：建设路口 → 人民广场" in page
    assert "材料类型：照片 → 视频" in page


def test_saving_and_filing_is_one_step_or_none(clerk, city):
    record = desk.record(city, happened_on=None)
    refused = save(clerk, record, then="file", place="人民广场")
    assert refused.status_code == 422
    assert "入账要写明发生日期" in refused.content.decode()
    assert pages.soup(refused).find("input", {"name": "place"})["value"] == "人民广场"
    record.refresh_from_db()
    assert (record.place, record.filed_at) == ("建设路口", None)
    save(clerk, record, then="file", happened_on="2026-08-20")
    record.refresh_from_db()
    assert record.filed_at is not None


def test_filing_leads_from_one_waiting_record_to_the_next(clerk, city):
    first, second = desk.record(city, "一"), desk.record(city, "二", content=desk.jpeg("red"))
    assert "入账，看下一件" in page_of(clerk, first).content.decode()
    assert save(clerk, first, then="next").url == reverse("evidence:record_detail", args=[second.pk])
    assert "入账，看下一件" not in page_of(clerk, second).content.decode()
    assert save(clerk, second, then="next").url == reverse("evidence:record_detail", args=[second.pk])
    assert not Record.objects.filter(filed_at=None).exists()


def test_the_slower_of_two_sees_both_sides_and_decides(clerk, city, client):
    record = desk.record(city)
    slow = pages.form_of(page_of(clerk, record), control="revision")
    save(clerk, record, place="图书馆", people="全体职工")
    address = page_of(clerk, record).request["PATH_INFO"]
    told = pages.send(clerk, address, slow, place="文化馆", people="职工十人")
    assert told.status_code == 409
    text = told.content.decode()
    assert "地点：现为“图书馆”，您填的是“文化馆”" in text
    assert "王干事" in text
    assert Record.objects.get().place == "图书馆"
    again = pages.form_of(told, control="revision")
    assert again.find("input", {"name": "place"})["value"] == "文化馆"
    pages.send(clerk, address, again)
    assert Record.objects.get().place == "文化馆"


def test_late_registration_is_flagged_and_asks_for_a_reason_without_blocking(clerk, city):
    record = desk.record(city, happened_on=date(2026, 3, 1))
    page = page_of(clerk, record).content.decode()
    assert "补登" in page
    assert "请写明原因" in page
    assert save(clerk, record, then="file").status_code == 302
    save(clerk, record, late_reason="人员变动，补录")
    assert "请写明原因" not in page_of(clerk, record).content.decode()


def test_three_dates_stand_apart(clerk, city):
    record = desk.record(city, filed=True)
    text = pages.soup(page_of(clerk, record)).find("section", {"aria-labelledby": "dates-h"}).get_text()
    assert "2026-08-20" in text
    assert "2026-09-01 09:00" in text


def test_files_still_being_verified_ask_again_and_then_show(clerk, city):
    record = desk.record(city, verified=False)
    waiting = page_of(clerk, record, HTTP_HX_REQUEST="true").content.decode()
    assert 'hx-trigger="every 3s"' in waiting
    assert "正在核验" in waiting
    jobs.process_file(File.objects.get().pk)
    done = page_of(clerk, record, HTTP_HX_REQUEST="true").content.decode()
    assert "hx-trigger" not in done
    assert "/preview/" in done


@pytest.mark.parametrize(
    ("name", "shows"),
    [("方案.docx", "file-view__text"), ("表.xlsx", "<td"), ("文件.pdf", "<iframe"), ("录像.mp4", "<video")],
)
def test_papers_and_recordings_are_seen_in_the_page(clerk, city, tmp_path, name, shows):
    make_file = {
        ".docx": lambda p: making.docx(p, "创建方案"),
        ".xlsx": making.xlsx,
        ".pdf": making.pdf,
        ".mp4": making.mp4,
    }
    path = make_file[name[name.rindex(".") :]](tmp_path / name)
    record = desk.record(city, content=path.read_bytes(), name=name, kind="other")
    assert shows in page_of(clerk, record).content.decode()


def test_a_file_set_aside_says_why_and_is_not_offered(clerk, city):
    record = desk.record(city, content=making.windows_program(), name="照片.jpg")
    assert File.objects.get().state == FileState.QUARANTINED
    page = page_of(clerk, record)
    assert "已隔离" in page.content.decode()
    assert File.objects.get().message[:20] in page.content.decode()
    assert "下载原件" not in page.content.decode()


def test_suggested_lines_carry_reasons_and_any_line_can_be_typed(clerk, city, criteria):
    record = desk.record(city, "志愿服务活动")
    soup = pages.soup(page_of(clerk, record))
    suggested = soup.find("input", {"name": "reason"})
    assert suggested["value"]
    assert soup.find("datalist", id="line-codes").find("option", value="1.2 专题研究")
    address = reverse("evidence:record_link", args=[record.pk])
    clerk.post(address, {"codes": "1.1、1.2 专题研究"})
    assert {link.line.code for link in record.links.all()} == {"1.1", "1.2"}
    refused = clerk.post(address, {"codes": "8.8"})
    assert refused.status_code == 422
    assert "没有编号为“8.8”的条目" in refused.content.decode()
    assert "请填写要对应的条目编号" in clerk.post(address, {"codes": " "}).content.decode()


def test_findings_about_a_record_stand_on_its_page(clerk, city, criteria):
    record = desk.record(
        city, place="", lines=[desk.line_of(criteria, "2")], content=desk.jpeg("red", taken="2026:01:05 10:00:00"),
    )  # fmt: skip
    page = page_of(clerk, record).content.decode()
    assert "说明不全" in page
    assert "拍摄早于活动" in page


def test_files_are_added_and_taken_out_and_the_trail_names_them(clerk, city):
    record = desk.record(city)
    attach = reverse("evidence:record_attach", args=[record.pk])
    clerk.post(attach, {"files": [desk.uploaded("第二张.jpg", desk.jpeg("red"))]})
    answer = clerk.post(attach, {"file": desk.uploaded("第三张.jpg", desk.jpeg("blue"))})
    assert answer.json()["title"] == "第三张.jpg"
    assert clerk.post(attach, {"file": desk.uploaded("空.jpg", b"")}).status_code == 422
    held = record.record_files.order_by("position")
    assert [one.name for one in held] == ["现场.jpg", "第二张.jpg", "第三张.jpg"]
    clerk.post(reverse("evidence:file_detach", args=[held[1].pk]))
    assert "第二张.jpg" in page_of(clerk, record).content.decode()
    assert record.record_files.count() == 2
    assert File.objects.count() == 3


def test_taking_out_of_the_ledger_needs_a_reason(clerk, city):
    record = desk.record(city)
    address = reverse("evidence:record_remove", args=[record.pk])
    assert clerk.post(address, {"reason": " "}).status_code == 422
    clerk.post(address, {"reason": "重复登记"})
    assert page_of(clerk, record).status_code == 404
    assert File.objects.count() == 1


def test_a_reader_without_the_right_to_edit_sees_facts_and_no_form(client, city):
    record = desk.record(city, late_reason="补录")
    client.force_login(city.lead)
    soup = pages.soup(page_of(client, record))
    assert soup.find("input", {"name": "revision"}) is None
    assert "建设路口" in soup.get_text()


def test_the_page_costs_the_same_with_one_file_and_with_many(clerk, city, criteria, django_assert_max_num_queries):
    record = desk.record(city, lines=[desk.line_of(criteria, "2")])
    page_of(clerk, record)
    clerk.post(
        reverse("evidence:record_attach", args=[record.pk]),
        {"files": [desk.uploaded(f"{n}.jpg", desk.jpeg(c)) for n, c in enumerate(("red", "blue", "plum", "gold"))]},
    )
    for file in File.objects.all():
        jobs.process_file(file.pk)
    with django_assert_max_num_queries(26):
        page_of(clerk, record)


def test_a_document_with_a_script_in_its_text_is_only_text(clerk, city, tmp_path):
    path = making.docx(tmp_path / "a.docx", desk.HOSTILE)
    record = desk.record(city, content=path.read_bytes(), name="a.docx", kind="other")
    assert "<script>alert(1)" not in page_of(clerk, record).content.decode()
    assert io.BytesIO(path.read_bytes()).getvalue()


@pytest.mark.parametrize("taken", ["2099:01:01 10:00:00", "2026:09:02 10:00:00"])
def test_a_picture_that_claims_to_be_younger_than_its_receipt_is_found_on_its_page(clerk, city, taken):
    record = desk.record(city, content=desk.jpeg(taken=taken))  # received on 1 September at nine
    page = page_of(clerk, record).content.decode()
    assert "晚于收到时间" in page
