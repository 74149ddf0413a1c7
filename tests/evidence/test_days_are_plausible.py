"""Happened is no day before 1949 and none after the material was received: in forms, imports, proposals and actions alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.criteria import pages
from tests.evidence import desk
from tests.evidence.files import making
from wenming.evidence.actions.records import change_record, register_record
from wenming.evidence.formats.folder import scan_folder
from wenming.evidence.formats.manifest import read_manifest
from wenming.evidence.models import Record
from wenming.evidence.rules.days import day_trouble
from wenming.kernel.errors import Invalid

pytestmark = pytest.mark.django_db
HEAD = ["文件", "日期"]
UNLIKELY = ["2031-01-01", "0001-01-01", "1949-09-30"]


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def test_the_first_and_the_last_day_are_still_possible():
    received = date(2026, 9, 1)
    assert day_trouble(date(1949, 10, 1), received) == day_trouble(received, received) == ""
    assert "1949年10月1日" in day_trouble(date(1949, 9, 30), received)
    assert "2026年9月1日" in day_trouble(date(2026, 9, 2), received)


@pytest.mark.parametrize("day", UNLIKELY)
def test_the_form_refuses_an_unlikely_day_and_keeps_what_was_typed(clerk, city, day):
    record = desk.record(city)
    form = pages.form_of(clerk.get(reverse("evidence:record_detail", args=[record.pk])), control="revision")
    answer = pages.send(
        clerk, reverse("evidence:record_detail", args=[record.pk]), form, then="file", happened_on=day, place="人民广场"
    )
    assert answer.status_code == 422
    assert day in answer.content.decode()
    assert pages.soup(answer).find("input", {"name": "place"})["value"] == "人民广场"
    record.refresh_from_db()
    assert (record.happened_on, record.filed_at) == (date(2026, 8, 20), None)


@pytest.mark.parametrize("day", UNLIKELY)
def test_completing_several_refuses_an_unlikely_day(clerk, city, day):
    records = [desk.record(city, f"活动{n}", content=desk.jpeg(colour)) for n, colour in enumerate(("red", "blue"))]
    keys = [one.pk for one in records]
    answer = clerk.post("/ledger/records/complete/", {"pick": keys, "how": "each", "happened_on": day, "then": "file"})
    assert answer.status_code == 422
    assert not Record.objects.exclude(filed_at=None).exists()


def test_no_action_writes_an_unlikely_day(city):
    record = desk.record(city)
    for day in (date(2031, 1, 1), date(1, 1, 1)):
        with pytest.raises(Invalid):
            change_record(actor=make.root(), record=Record.objects.get(pk=record.pk), at=make.AT, happened_on=day)
        with pytest.raises(Invalid):
            register_record(
                actor=make.root(), organisation=city.parks, at=make.AT, year=2026, ledger_class="activity", kind="photo",
                title="x", happened_on=day,
            )  # fmt: skip
    assert Record.objects.get().happened_on == date(2026, 8, 20)


def test_the_day_of_receipt_is_that_of_the_local_calendar(city):
    late = datetime(2026, 8, 31, 18, 0, tzinfo=UTC)  # already 1 September here
    made = register_record(
        actor=make.root(), organisation=city.parks, at=late, year=2026, ledger_class="activity", kind="link",
        title="报道", happened_on=date(2026, 9, 1), address="https://example.org/",
    )  # fmt: skip
    assert made.happened_on == date(2026, 9, 1)


def test_a_record_of_old_with_an_unlikely_day_can_still_be_changed_otherwise(city):
    record = desk.record(city)
    Record.objects.filter(pk=record.pk).update(happened_on=date(2031, 1, 1))
    changed = change_record(actor=make.root(), record=Record.objects.get(pk=record.pk), at=make.AT, place="人民广场")
    assert changed.place == "人民广场"


@pytest.mark.parametrize("day", ["2031-01-01", "1949年9月30日", "0001-01-01"])
def test_a_row_of_a_manifest_with_an_unlikely_day_is_named(tmp_path, day):
    folder = tmp_path / "材料"
    folder.mkdir()
    making.jpeg(folder / "一.jpg")
    making.jpeg(folder / "二.jpg", seed=2)
    path = making.xlsx(tmp_path / "m.xlsx", [HEAD, ["一.jpg", day], ["二.jpg", "2026-03-05"]])
    found = read_manifest(path, folder, received_on=date(2026, 9, 1))
    assert [row.file for row in found.rows] == ["二.jpg"]
    (problem,) = found.problems
    assert (problem.column, problem.file) == ("日期", "一.jpg")
    assert "日期" in str(problem)


def test_a_day_to_come_in_a_name_is_not_proposed(tmp_path):
    making.jpeg(tmp_path / "2031-01-01 便民服务.jpg")
    making.jpeg(tmp_path / "2026-03-05 便民服务.jpg")
    days = {one.file: one.happened_on for one in scan_folder(tmp_path, received_on=date(2026, 9, 1)).proposals}
    assert sorted(day for day in days.values() if day) == [date(2026, 3, 5)]


def test_the_browser_is_told_the_span(clerk, city):
    record = desk.record(city)
    field = pages.soup(clerk.get(reverse("evidence:record_detail", args=[record.pk]))).find(
        "input", {"name": "happened_on"}
    )
    assert (field["min"], field["max"]) == ("1949-10-01", "2026-09-01")


def test_files_that_come_later_move_the_last_possible_day(clerk, city):
    record = desk.record(city)
    clerk.post(reverse("evidence:record_attach", args=[record.pk]), {"file": desk.uploaded("补.jpg", desk.jpeg("red"))})
    today = timezone.localdate()
    change_record(
        actor=make.root(),
        record=Record.objects.get(pk=record.pk),
        at=make.AT,
        happened_on=max(today - timedelta(1), make.AT.date()),
    )
