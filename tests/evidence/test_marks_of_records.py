"""Whether a record proves something and whether a file of it is unusable is kept in its row; every change restamps the ledger."""

from __future__ import annotations

import io
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from PIL import Image

from tests import make
from wenming.criteria.models import Line
from wenming.evidence import jobs
from wenming.evidence.actions import pipeline, records
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.formats import trouble
from wenming.evidence.models import Ledger, Link, Record
from wenming.organisations.access import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(city) -> Line:
    return Line.objects.get(criteria_set=make.criteria_set(city.parks), code="1.1")


def taken(city, content: bytes, name: str):
    return receive_file(
        actor=city.actor(city.clerk), organisation=city.parks, stream=io.BytesIO(content), name=name, at=make.AT,
        in_background=False,
    ).file  # fmt: skip


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(out, "JPEG")
    return out.getvalue()


def registered(city, **more) -> Record:
    fields = {"year": 2026, "ledger_class": "activity", "kind": "photo", "title": "学雷锋志愿服务"} | more
    return records.register_record(actor=city.actor(city.clerk), organisation=city.parks, at=make.AT, **fields)


def stamp(city) -> str:
    return Ledger.objects.get(organisation=city.parks).stamp


def marks(record: Record) -> tuple[bool, bool]:
    fresh = Record.objects.get(pk=record.pk)
    assert fresh.unfiled is (fresh.filed_at is None)
    return fresh.linked, fresh.trouble


def test_the_marks_follow_links_and_files(city, line):
    who = {"actor": city.actor(city.clerk), "at": make.AT}
    record = registered(city)
    assert marks(record) == (False, False)
    records.link_lines(record=record, lines=[line], **who)
    assert marks(record) == (True, False)
    file = taken(city, b"\xff\xd8\xff broken", "现场.jpg")
    records.attach_files(record=record, files=[("现场.jpg", file)], **who)
    held = record.record_files.get()
    jobs.process_file(file.pk)
    assert marks(record) == (True, True)
    records.detach_file(record=record, record_file=held, **who)
    records.unlink_line(record=record, line=line, **who)
    assert marks(record) == (False, False)


def test_a_record_that_starts_with_lines_and_files_starts_with_its_marks(city, line):
    bad = taken(city, b"\xff\xd8\xff broken", "现场.jpg")
    jobs.process_file(bad.pk)
    assert marks(registered(city, lines=[line], files=[("现场.jpg", bad)])) == (True, True)


def test_a_file_that_cannot_be_processed_marks_every_record_that_holds_it(city):
    file = taken(city, photo(), "现场.jpg")
    holders = [registered(city, files=[("现场.jpg", file)]) for _n in range(2)]
    pipeline.give_up(actor=Actor.system("pipeline"), file=file, at=make.AT, why=trouble.unfinished())
    assert [marks(one) for one in holders] == [(False, True)] * 2


def test_a_record_that_is_filed_waits_no_longer(city):
    record = registered(city, happened_on=date(2026, 3, 5))
    assert Record.objects.get(pk=record.pk).unfiled
    records.file_record(actor=city.actor(city.clerk), record=record, at=make.AT)
    assert not Record.objects.get(pk=record.pk).unfiled
    assert not Record.objects.get(pk=registered(city, filed=True).pk).unfiled


def test_every_change_gives_the_ledger_another_stamp(city, line):
    who = {"actor": city.actor(city.clerk), "at": make.AT}
    seen = []

    def look() -> None:
        seen.append(stamp(city))

    record = registered(city)
    look()
    records.change_record(record=record, place="市民广场", happened_on=date(2026, 3, 5), **who)
    look()
    records.file_record(record=record, **who)
    look()
    records.link_lines(record=record, lines=[line], **who)
    look()
    records.unlink_line(record=record, line=line, **who)
    look()
    file = taken(city, photo(), "现场.jpg")
    records.attach_files(record=record, files=[("现场.jpg", file)], **who)
    held = record.record_files.get()
    look()
    jobs.process_file(file.pk)
    look()
    records.detach_file(record=record, record_file=held, **who)
    look()
    records.remove_record(record=record, reason="重复登记", **who)
    look()
    assert len(set(seen)) == len(seen) == 9


def test_what_changes_nothing_leaves_the_stamp(city, line):
    who = {"actor": city.actor(city.clerk), "at": make.AT}
    record = registered(city, lines=[line])
    before = stamp(city)
    records.change_record(record=record, title=record.title, **who)
    records.link_lines(record=record, lines=[line], **who)
    assert stamp(city) == before


def test_one_units_changes_are_not_anothers(city):
    registered(city)
    before = stamp(city)
    other = records.register_record(
        actor=city.actor(city.outsider), organisation=city.roads, at=make.AT, year=2026, ledger_class="activity",
        kind="photo", title="清扫道路",
    )  # fmt: skip
    assert stamp(city) == before != Ledger.objects.get(organisation=other.organisation).stamp


def test_records_from_before_the_marks_are_brought_up_to_date(city, line):
    """The data step of migration 0003; safe to run twice."""
    record, bare = registered(city), registered(city, title="无对应的材料")
    Link.objects.create(record=record, line=line, confirmed_at=make.AT, confirmed_by="王干事")
    step = import_module("wenming.evidence.migrations.0003_record_marks_filled")
    Record.objects.filter(pk=bare.pk).update(filed_at=make.AT)
    for _again in range(2):
        step.fill(apps, None)
        assert (marks(record), marks(bare)) == ((True, False), (False, False))
