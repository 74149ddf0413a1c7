"""Files dropped onto the ledger, a department or a line: taken in, recognised, refused in words, completed together."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import make
from tests.criteria import pages
from tests.evidence import desk
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.formats.receiving import DiskFull
from wenming.evidence.models import File, Link, Record
from wenming.organisations.access import Actor

pytestmark = pytest.mark.django_db
DROP, ADD, COMPLETE = "/ledger/records/drop/", "/ledger/records/add/", "/ledger/records/complete/"


@pytest.fixture
def criteria(city):
    return make.criteria_set(city.parks)


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


@pytest.fixture
def liaison(client, city):
    client.force_login(city.liaison)
    return client


def drop(client, name="现场.jpg", content=None, **where):
    return client.post(DROP, {"file": desk.uploaded(name, content), **where})


def test_a_file_dropped_onto_a_line_is_registered_and_linked_to_it(clerk, city, criteria):
    line = desk.line_of(criteria, "2")
    answer = drop(clerk, line=line.pk).json()
    record = Record.objects.get()
    assert (answer["record"], answer["known"]) == (record.pk, False)
    assert answer["url"] == reverse("evidence:record_detail", args=[record.pk])
    assert [link.line for link in record.links.all()] == [line]
    assert record.filed_at is None


def test_a_file_dropped_onto_a_department_and_a_year_belongs_to_them(clerk, city):
    drop(clerk, department=city.gardens.pk, year="2025")
    record = Record.objects.get()
    assert (record.department, record.year) == (city.gardens, 2025)


def test_what_a_liaison_drops_belongs_to_the_own_department(liaison, city):
    drop(liaison)
    assert Record.objects.get().department == city.gardens
    refused = drop(liaison, "别处.jpg", desk.jpeg("red"), department=city.office.pk)
    assert refused.status_code == 403
    assert "您自己的部门" in refused.json()["message"]
    assert Record.objects.count() == 1


def test_the_same_content_is_recognised_and_linked_and_the_answer_says_so(clerk, city, criteria):
    drop(clerk, "原名.jpg")
    again = drop(clerk, "换个名字.jpg", line=desk.line_of(criteria, "2").pk).json()
    assert again["known"] is True
    assert "内容相同" in again["message"]
    assert "已对应到 2" in again["message"]
    assert (Record.objects.count(), File.objects.count(), Link.objects.count()) == (1, 1, 1)


def test_content_of_another_department_is_recognised_and_left_to_it(liaison, city, criteria):
    desk.record(city, department=city.office, content=desk.jpeg("plum"))
    answer = drop(liaison, "同图.jpg", desk.jpeg("plum"), line=desk.line_of(criteria, "2").pk)
    assert answer.status_code == 200
    assert "别的部门" in answer.json()["message"]
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [("空.jpg", b"", "空"), ("太大.jpg", b"x" * 200, "上限")],
)
def test_refusals_are_in_words_and_leave_nothing(clerk, city, settings, name, content, word):
    settings.WENMING_MAX_FILE_BYTES = 100
    answer = drop(clerk, name, content)
    assert answer.status_code == 422
    assert word in answer.json()["message"]
    assert not Record.objects.exists()


def test_an_empty_post_is_refused_in_words(clerk):
    answer = clerk.post(DROP, {})
    assert (answer.status_code, answer.json()["message"]) == (422, "没有收到文件，请重新选择。")


def test_names_of_any_kind_are_kept_whole_enough(clerk, city):
    for name, content in ((f"{desk.LONG}.jpg", desk.jpeg("red")), ("🎉<b>.jpg", desk.jpeg("blue"))):
        assert drop(clerk, name, content).status_code == 200
    assert Record.objects.count() == 2
    assert all(len(record.title) <= 300 for record in Record.objects.all())


def test_a_year_or_line_that_is_none_does_no_harm(clerk, city):
    assert drop(clerk, line="1 or 1=1", year="99999999", department="x").status_code == 200
    assert Record.objects.get().links.count() == 0


def test_limits_are_said_before_anything_is_sent(clerk, city, criteria):
    for address in (ADD, "/ledger/", reverse("evidence:line", args=[desk.line_of(criteria, "2").pk])):
        page = clerk.get(address).content.decode()
        assert "每个不超过 200 MB" in page
        assert "内容相同的自动认出" in page


def test_without_script_files_sent_together_go_to_be_completed(clerk, city, criteria):
    line = desk.line_of(criteria, "2")
    sent = clerk.post(
        ADD,
        {
            "files": [
                desk.uploaded("一.jpg", desk.jpeg("red")), desk.uploaded("二.jpg", desk.jpeg("blue")),
                desk.uploaded("方案.docx", desk.docx("方案")),
            ],
            "line": line.pk, "department": city.gardens.pk,
        },
    )  # fmt: skip
    photos, paper = Record.objects.get(kind="photo"), Record.objects.get(kind="official_document")
    assert (photos.record_files.count(), paper.record_files.count()) == (2, 1)
    assert sent.status_code == 302
    assert sent.url.startswith(COMPLETE)


def test_a_form_without_files_is_drawn_again_with_words(clerk, city):
    answer = clerk.post(ADD, {})
    assert answer.status_code == 422
    assert "请至少选择一个文件" in answer.content.decode()


def completed(client, records, then="", **fields):
    return client.post(COMPLETE, {"pick": [one.pk for one in records], "then": then, **fields})


def photos(city, number=3, **more):
    return [
        desk.record(city, f"IMG_{n}", content=desk.jpeg(colour), happened_on=None, place="", organiser="", people="",
                    theme="", **more)
        for n, colour in zip(range(number), ("red", "blue", "green"), strict=False)
    ]  # fmt: skip


def test_photos_become_one_activity_and_are_filed_with_what_was_said_once(clerk, city, criteria):
    picked = photos(city)
    answer = completed(
        clerk, picked, "file", how="merge", title="文明交通劝导", happened_on="2026-08-20", place="建设路口",
        people="职工十人", codes="2 志愿服务",
    )  # fmt: skip
    kept = Record.objects.get(removed_at=None)
    assert answer.url == reverse("evidence:record_detail", args=[kept.pk])
    assert (kept.pk, kept.title, kept.place) == (picked[0].pk, "文明交通劝导", "建设路口")
    assert kept.filed_at is not None
    assert [held.name for held in kept.record_files.order_by("position")] == ["现场.jpg"] * 3
    assert [link.line.code for link in kept.links.all()] == ["2"]
    assert Record.objects.exclude(removed_at=None).count() == 2


def test_papers_beside_the_photos_keep_their_own_titles(clerk, city):
    paper = desk.record(city, "签到表", kind="sign_in", content=desk.docx("签到"), name="签到.docx", happened_on=None)
    picked = photos(city, 2)
    completed(clerk, [*picked, paper], "file", how="merge", title="文明交通劝导", happened_on="2026-08-20")
    paper.refresh_from_db()
    assert (paper.title, str(paper.happened_on)) == ("签到表", "2026-08-20")
    assert Record.objects.filter(removed_at=None, title="文明交通劝导").count() == 1


def test_each_can_stay_one_record_with_the_same_facts(clerk, city):
    completed(clerk, photos(city), how="each", place="广场", theme="清洁家园")
    assert set(Record.objects.values_list("place", "theme")) == {("广场", "清洁家园")}
    assert Record.objects.filter(removed_at=None).count() == 3


def test_a_field_left_empty_changes_nothing(clerk, city):
    one = desk.record(city, "活动", place="原地点")
    completed(clerk, [one], title="新题名")
    one.refresh_from_db()
    assert (one.title, one.place, one.theme) == ("新题名", "原地点", "文明交通")


def test_filing_without_a_date_is_refused_and_keeps_what_was_typed(clerk, city):
    answer = completed(clerk, photos(city), "file", how="merge", title="文明交通劝导")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "入账要写明发生日期" in page
    assert 'value="文明交通劝导"' in page
    assert Record.objects.filter(removed_at=None, filed_at=None).count() == 3


def test_an_unknown_code_is_refused_by_name(clerk, city, criteria):
    answer = completed(clerk, photos(city, 1), codes="2、9.9.9")
    assert answer.status_code == 422
    assert "没有编号为“9.9.9”的条目" in answer.content.decode()
    assert not Link.objects.exists()


def test_the_cameras_day_is_proposed_where_the_photos_agree(clerk, city):
    picked = [
        desk.record(city, f"IMG_{n}", content=desk.jpeg(colour, taken="2026:08:19 10:00:00"), happened_on=None)
        for n, colour in enumerate(("red", "blue"))
    ]
    page = clerk.get(COMPLETE, {"pick": [one.pk for one in picked]})
    assert pages.soup(page).find("input", {"name": "happened_on"})["value"] == "2026-08-19"


def test_a_liaison_completes_only_what_is_the_own_departments(liaison, city):
    own, foreign = (
        desk.record(city, "本科", content=desk.jpeg("red")),
        desk.record(city, "别科", department=city.office, content=desk.jpeg("blue")),
    )
    page = liaison.get(COMPLETE, {"pick": [own.pk, foreign.pk]}).content.decode()
    assert "本科" in page
    assert "另有 1 件归别的部门" in page
    completed(liaison, [own, foreign], how="each", place="新地点")
    assert set(Record.objects.filter(place="新地点").values_list("pk", flat=True)) == {own.pk}


def test_nothing_to_complete_leads_back_with_a_word(clerk, city):
    answer = clerk.get(COMPLETE, {"pick": ["999999", "x", "-1"]}, follow=True)
    assert "没有可以补全的材料" in " ".join(desk.messages_of(answer))


def test_hostile_titles_are_only_text(clerk, city, criteria):
    one = desk.record(city, desk.HOSTILE)
    for address in (f"{COMPLETE}?pick={one.pk}", "/ledger/?year=all", reverse("evidence:record_detail", args=[one.pk])):
        page = clerk.get(address).content.decode()
        assert "<script>alert(1)</script>" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_gap_list_leads_to_the_line_where_files_are_dropped(clerk, city, criteria):
    assign_lines(
        actor=Actor.of(city.clerk), organisation=city.parks, lines=[desk.line_of(criteria, "2")],
        department=city.gardens, at=make.AT,
    )  # fmt: skip
    address = reverse("evidence:line", args=[desk.line_of(criteria, "2").pk])
    assert address in clerk.get("/ledger/gaps/").content.decode()
    page = clerk.get(address)
    assert pages.soup(page).find("form", {"data-dropped": True}).find("input", {"name": "line"})["value"] == str(
        desk.line_of(criteria, "2").pk
    )
    fragment = clerk.get(address, HTTP_HX_REQUEST="true").content.decode()
    assert fragment.strip().startswith('<div id="line-evidence"')
    assert "<html" not in fragment


def test_only_what_our_side_or_the_line_lost_may_be_sent_again_as_it_is(clerk, city, monkeypatch):
    record = desk.record(city)
    attach = reverse("evidence:record_attach", args=[record.pk])
    assert drop(clerk, "空.jpg", b"").status_code == 422
    assert clerk.post(attach, {"file": desk.uploaded("空.jpg", b"")}).status_code == 422

    def full(*_args, **_more):
        raise DiskFull("存储空间已满。")

    monkeypatch.setattr("wenming.evidence.contents.keep", full)
    for answer in (drop(clerk, "一.jpg"), clerk.post(attach, {"file": desk.uploaded("一.jpg")})):
        assert answer.status_code == 507
        assert "已满" in answer.json()["message"]
