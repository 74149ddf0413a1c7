"""Checking a ledger is work; its result is kept while ledger, set and day are what they were, and never longer."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from docx import Document

from tests import make, queries
from wenming.criteria.models import Line
from wenming.evidence import jobs
from wenming.evidence.actions import records
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.models import Record
from wenming.evidence.selectors.checking import check_unit
from wenming.kernel.words import LANGUAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def criteria(city):
    return make.criteria_set(city.parks)


def found(city, criteria, on: date = make.ON) -> list[tuple[str, str]]:
    return [(one.line or "", one.kind) for one in check_unit(city.parks, criteria, year=2026, as_of=on).findings]


def registered(city, criteria, *codes: str, **more) -> Record:
    lines = Line.objects.filter(criteria_set=criteria, code__in=codes)
    fields = {
        "year": 2026, "ledger_class": "document", "kind": "official_document", "title": "成立领导小组的通知",
        "happened_on": date(2026, 3, 5), "document_number": "云园〔2026〕3号",
    } | more  # fmt: skip
    return records.register_record(
        actor=city.actor(city.clerk), organisation=city.parks, at=make.AT, lines=lines, **fields
    )


def test_looking_again_asks_for_nothing_but_the_stamp(city, criteria):
    registered(city, criteria, "1.1", filed=True)
    first = found(city, criteria)
    assert len(queries.asked(lambda: found(city, criteria))) == 1
    assert found(city, criteria) == first


def test_filing_linking_and_removing_are_seen_at_once(city, criteria):
    who = {"actor": city.actor(city.clerk), "at": make.AT}
    record = registered(city, criteria, "1.1")
    assert ("1.1", "missing") in found(city, criteria)
    records.file_record(record=record, **who)
    assert ("1.1", "missing") not in found(city, criteria)
    line = Line.objects.get(criteria_set=criteria, code="1.1")
    records.unlink_line(record=record, line=line, **who)
    assert ("1.1", "missing") in found(city, criteria)
    records.link_lines(record=record, lines=[line], **who)
    assert ("1.1", "missing") not in found(city, criteria)
    records.remove_record(record=record, reason="重复登记", **who)
    assert ("1.1", "missing") in found(city, criteria)


def test_what_the_pipeline_finds_is_seen_at_once(city):
    lines = {
        "code": "1",
        "title": "说明",
        "points": "10",
        "evidence": [{"kind": "explanation", "min": 1, "max_chars": 20}],
    }
    criteria = make.criteria_set(city.parks, make.document(lines, code="short"))
    out = io.BytesIO()
    paper = Document()
    paper.add_paragraph("说明报告" * 20)
    paper.save(out)
    file = receive_file(
        actor=city.actor(city.clerk), organisation=city.parks, stream=io.BytesIO(out.getvalue()), name="说明.docx",
        at=make.AT, in_background=False,
    ).file  # fmt: skip
    registered(city, criteria, "1", kind="explanation", files=[("说明.docx", file)], filed=True)
    assert ("1", "too_long") not in found(city, criteria)
    jobs.process_file(file.pk)
    assert ("1", "too_long") in found(city, criteria)


def test_another_day_another_set_and_another_language_are_other_checks(city, criteria):
    registered(city, criteria, "1.1", filed=True)
    other = make.criteria_set(city.parks, make.document(code="other"))
    assert ("1.1", "missing") not in found(city, criteria)
    assert ("1.1", "missing") in found(city, other)
    assert len(queries.asked(lambda: found(city, criteria, make.ON + timedelta(days=1)))) > 1
    token = LANGUAGE.set("en")
    try:
        assert len(queries.asked(lambda: found(city, criteria))) > 1
    finally:
        LANGUAGE.reset(token)


def test_a_unit_without_a_ledger_is_checked_each_time(city, criteria):
    assert ("1.1", "missing") in found(city, criteria)
    assert len(queries.asked(lambda: found(city, criteria))) > 1


def test_one_query_more_whatever_the_rows(city, criteria):
    counts = []
    for _round in range(2):
        for n in range(10):
            registered(city, criteria, "1.1", title=f"材料{n}", filed=True)
        counts.append(len(queries.asked(lambda: found(city, criteria))))
    assert counts == [4, 4]
