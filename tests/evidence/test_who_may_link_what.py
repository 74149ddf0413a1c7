"""Linking what is in the ledger: one's own, and what nobody is responsible for yet under lines one owes."""

from __future__ import annotations

import pytest

from tests import make
from tests.evidence import desk
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.actions.records import change_record, link_lines
from wenming.evidence.actions.uploading import upload
from wenming.evidence.models import Link
from wenming.kernel.errors import NotPermitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def nobodys(city):
    found = desk.record(city)
    change_record(actor=make.root(), record=found, at=make.AT, department=None)
    return found


@pytest.fixture
def criteria(city):
    found = make.criteria_set(city.parks)
    assign_lines(
        actor=make.root(),
        organisation=city.parks,
        lines=[desk.line_of(found, "2")],
        department=city.gardens,
        at=make.AT,
    )
    return found


def test_who_owes_a_line_links_what_has_no_department_to_it_and_to_no_other(city, criteria, nobodys):
    liaison = city.actor(city.liaison)
    link_lines(actor=liaison, record=nobodys, lines=[desk.line_of(criteria, "2")], at=make.AT)
    with pytest.raises(NotPermitted) as refused:
        link_lines(actor=liaison, record=nobodys, lines=[desk.line_of(criteria, "1.1")], at=make.AT)
    assert Link.objects.count() == 1
    assert "还没有责任部门" in str(refused.value.message) and "别的部门" not in str(refused.value.message)


def test_another_departments_record_is_not_linked_by_who_owes_the_line(city, criteria):
    other = desk.record(city, department=city.office)
    with pytest.raises(NotPermitted) as refused:
        link_lines(actor=city.actor(city.liaison), record=other, lines=[desk.line_of(criteria, "2")], at=make.AT)
    assert "别的部门" in str(refused.value.message)


def test_a_file_that_is_known_from_a_record_of_nobody_is_linked_where_the_line_is_owed(city, criteria, nobodys):
    def again(*lines):
        return upload(
            actor=city.actor(city.liaison), organisation=city.parks, files=[desk.uploaded("again.jpg", desk.jpeg("navy"))],
            at=make.AT, year=2026, department=city.gardens, lines=lines,
        ).known[0]  # fmt: skip

    assert [line.code for line in again(desk.line_of(criteria, "2")).linked] == ["2"]
    said = again(desk.line_of(criteria, "1.1")).in_words()
    assert "还没有责任部门" in said and "别的部门" not in said
