"""The trail cannot be changed, shortened or thinned out without being found out."""

from __future__ import annotations

import pytest
from django.db import transaction

from tests import make
from wenming.audit.actions import record
from wenming.audit.models import Chain, Entry
from wenming.audit.selectors import broken_chains

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail():
    unit = make.unit()
    for n in range(4):
        with transaction.atomic():
            record(actor=make.root(), event="tests.noted", target=unit, at=make.AT, n=n, day=make.ON)
    return unit


def kinds() -> list[tuple[int, str]]:
    return [(broken.sequence, broken.kind) for _, broken in broken_chains()]


def test_an_untouched_trail_holds(trail):
    assert kinds() == []
    assert Entry.objects.filter(organisation_id=trail.pk).count() == 5


def test_a_changed_entry_is_named(trail):
    Entry.objects.filter(sequence=3).update(actor_name="某人")
    assert kinds() == [(3, "changed")]


def test_changed_details_are_named(trail):
    Entry.objects.filter(sequence=2).update(details={"n": 9})
    assert kinds() == [(2, "changed")]


def test_a_missing_entry_is_named(trail):
    Entry.objects.filter(sequence=2).delete()
    assert kinds() == [(2, "gap")]


def test_a_trail_cut_at_its_end_is_named(trail):
    Entry.objects.filter(sequence=5).delete()
    assert kinds() == [(5, "cut")]


def test_a_trail_whose_head_is_gone_is_named(trail):
    Chain.objects.all().delete()
    assert [kind for _, kind in kinds()] == ["cut"]


def test_nothing_is_recorded_outside_a_transaction(transactional_db):
    unit = make.unit()
    with pytest.raises(AssertionError):
        record(actor=make.root(), event="tests.noted", target=unit, at=make.AT)
