"""The trail of a set: every save is kept, and what was corrected in one go is read as one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import make
from tests.criteria import pages
from tests.criteria.sets import document
from wenming.audit.models import Entry
from wenming.criteria.actions import correcting, drafting, using
from wenming.criteria.rules.editing import find
from wenming.criteria.selectors.history import history_of
from wenming.criteria.states import Origin

pytestmark = pytest.mark.django_db


def begin(city):
    return drafting.draft_set(
        actor=city.actor(city.clerk), organisation=city.parks, document=document(), origin=Origin.TABLE, at=make.AT
    )


def change(city, draft, code, minute, **fields):
    line = {name: value for name, value in find(draft.document, code).line.items() if name != "lines"} | fields
    correcting.change_line(
        actor=city.actor(city.clerk),
        criteria_set=draft,
        revision=draft.revision,
        code=code,
        line=line,
        at=make.AT + timedelta(minutes=minute),
    )


def test_consecutive_saves_of_one_person_are_one_entry_that_names_the_lines(city):
    draft = begin(city)
    for minute, code in enumerate(("1.1", "1.1", "1.1", "1.2")):
        change(city, draft, code, minute, points=str(minute + 1))
    correcting.remove_line(
        actor=city.actor(city.clerk), criteria_set=draft, revision=draft.revision, code="2.2", at=make.AT + timedelta(minutes=5)
    )  # fmt: skip
    told = history_of(draft)

    assert [one["text"] for one in told] == ["修改 1.1、1.2；删除 2.2", "起草第 1 版"]
    assert told[0]["note"] == "保存 5 次" and told[0]["at"] == make.AT + timedelta(minutes=5)
    assert Entry.objects.filter(event="criteria.draft.line_changed").count() == 4


def test_a_long_pause_and_another_event_part_what_was_done(city):
    draft = begin(city)
    change(city, draft, "1.1", 1, points="1")
    change(city, draft, "1.1", 90, points="2")
    using.put_into_use(
        actor=city.actor(city.clerk), criteria_set=draft, revision=draft.revision, at=make.AT + timedelta(minutes=91)
    )
    assert [one["text"] for one in history_of(draft)] == ["启用，共 6 条", "修改 1.1", "修改 1.1", "起草第 1 版"]


def test_many_corrections_do_not_push_the_beginning_out_of_sight(client, city):
    draft = begin(city)
    codes = ["1", "1.1", "1.2", "2", "2.1", "2.2"]
    for minute in range(40):
        change(city, draft, codes[minute % 6], minute, text=f"第 {minute} 稿")
    told = history_of(draft)
    assert [one["text"] for one in told] == ["修改 1、1.1、1.2、2 等 6 条", "起草第 1 版"]
    using.put_into_use(actor=city.actor(city.clerk), criteria_set=draft, revision=40, at=make.AT + timedelta(hours=5))
    client.force_login(city.clerk)
    assert "保存 40 次" in pages.words(client.get(f"/criteria/{draft.pk}/"))
