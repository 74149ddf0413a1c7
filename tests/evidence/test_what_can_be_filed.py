"""Only what can be shown is filed: not a record whose every file is set aside; and a file that comes under its right name."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import make
from tests.evidence import desk
from tests.evidence.files import making
from wenming.evidence import jobs
from wenming.evidence.actions.records import file_record
from wenming.evidence.models import File, Record
from wenming.evidence.states import FileState
from wenming.kernel.errors import Invalid

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def bad(city, **more):
    return desk.record(city, content=making.windows_program(), name="程序.jpg", **more)


def test_a_record_whose_only_file_is_set_aside_is_not_filed_and_the_way_out_is_said(city):
    record = bad(city)
    assert File.objects.get().state == FileState.QUARANTINED
    with pytest.raises(Invalid) as refusal:
        file_record(actor=make.root(), record=record, at=make.AT)
    assert "程序.jpg" in str(refusal.value.message)
    assert "添加" in str(refusal.value.message)
    assert Record.objects.get().filed_at is None


@pytest.mark.parametrize("fields", [{"body": "集中学习三次。"}, {"address": "https://example.org/a"}])
def test_text_or_an_address_of_its_own_is_enough(city, fields):
    assert file_record(actor=make.root(), record=bad(city, **fields), at=make.AT).filed_at


def test_one_good_file_is_enough(clerk, city):
    record = bad(city)
    clerk.post(reverse("evidence:record_attach", args=[record.pk]), {"file": desk.uploaded()})
    for file in File.objects.all():
        jobs.process_file(file.pk)
    assert file_record(actor=make.root(), record=record, at=make.AT).filed_at


def test_the_page_refuses_in_words_and_keeps_what_was_typed(clerk, city):
    record = bad(city)
    answer = clerk.post(
        reverse("evidence:record_change", args=[record.pk]),
        {"title": "新题名", "year": 2026, "kind": "photo", "ledger_class": "activity", "secrecy": "public",
         "happened_on": "2026-08-20", "then": "file"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "没有能用的文件" in answer.content.decode()
    assert "新题名" in answer.content.decode()


def test_many_are_filed_at_once_without_the_one_that_cannot_be(clerk, city):
    good, rotten = desk.record(city, "好"), bad(city, title="坏")
    answer = clerk.post(
        reverse("evidence:record_bulk"), {"what": "file", "pick": [good.pk, rotten.pk], "next": "/ledger/"}, follow=True
    )
    assert set(Record.objects.exclude(filed_at=None)) == {good}
    assert any("没有能用的文件" in said for said in desk.messages_of(answer))


def test_content_under_a_wrong_suffix_is_sound_when_it_comes_under_the_right_one(clerk, city):
    """What the finding advises – mend the suffix and upload again – must help."""
    record = desk.record(city, content=desk.jpeg("plum"), name="现场.pdf")
    assert File.objects.get().state == FileState.QUARANTINED
    clerk.post(
        reverse("evidence:record_attach", args=[record.pk]), {"file": desk.uploaded("现场.jpg", desk.jpeg("plum"))}
    )
    jobs.process_file(File.objects.get().pk)
    assert File.objects.get().state == FileState.SOUND
    assert record.record_files.get().name == "现场.jpg"


def test_content_that_is_unsafe_stays_set_aside_under_any_name(clerk, city):
    record = bad(city)
    clerk.post(
        reverse("evidence:record_attach", args=[record.pk]),
        {"file": desk.uploaded("程序.pdf", making.windows_program())},
    )
    assert File.objects.get().state == FileState.QUARANTINED


def test_names_with_control_and_direction_marks_are_kept_fit_to_be_shown(clerk, city):
    answer = clerk.post("/ledger/records/drop/", {"file": desk.uploaded("照\x07片\u202egpj.jpg", desk.jpeg("red"))})
    assert answer.status_code == 200
    name = Record.objects.get().record_files.get().name
    assert name.isprintable()


def test_the_list_of_what_was_dropped_learns_which_files_are_of_no_use_and_why(client, city):
    client.force_login(city.clerk)
    good, waits = desk.record(city, "好的"), desk.record(city, "等着", content=desk.jpeg("olive"), verified=False)
    bad = desk.record(city, "脚本", content=b"<html><script>alert(1)</script></html>", name="脚本.pdf")
    said = client.get(reverse("evidence:drop_state"), {"pick": [good.pk, waits.pk, bad.pk]}).json()
    assert (said["waiting"], said["unusable"]) == ([waits.pk], [bad.pk])
    assert list(said["files"]) == [str(bad.pk)] and said["files"][str(bad.pk)]["脚本.pdf"]
    page = BeautifulSoup(
        client.get(reverse("evidence:record_complete"), {"pick": [good.pk, bad.pk]}).content, "html.parser"
    )
    picks = {int(one["value"]): one.has_attr("checked") for one in page.select("input[name=pick]")}
    assert picks == {good.pk: True, bad.pk: False}
    assert said["files"][str(bad.pk)]["脚本.pdf"] in page.get_text()


def test_what_is_set_aside_gets_no_suggestions_and_needs_no_number(client, city):
    make.criteria_set(city.parks)
    client.force_login(city.clerk)
    bad = desk.record(
        city,
        "学习计划",
        kind="official_document",
        content=b"<html><script>alert(1)</script></html>",
        name="学习计划.pdf",
    )
    text = client.get(reverse("evidence:record_detail", args=[bad.pk])).content.decode()
    assert "建议对应" not in text and "缺文号" not in text
