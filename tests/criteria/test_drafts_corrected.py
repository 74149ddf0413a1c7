"""Correcting a draft: who may, what follows, and what two people at once meet."""

from __future__ import annotations

import pytest

from tests import make
from tests.criteria.sets import document, leaf, parent
from wenming.audit.models import Entry
from wenming.criteria.actions import correcting, drafting
from wenming.criteria.models import CriteriaSet
from wenming.criteria.rules.editing import codes, find
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.states import Origin
from wenming.kernel.errors import Conflict, Invalid, Missing, NotPermitted
from wenming.kernel.transitions import IllegalMove

AT = make.AT


@pytest.fixture
def draft(city):
    return drafting.draft_set(
        actor=city.actor(city.clerk),
        organisation=city.parks,
        document=document(),
        origin=Origin.TABLE,
        at=AT,
        source_name="细则.xlsx",
        sources={"1.1": {"rows": [3]}, "2.1": {"rows": [7]}},
        warnings=[
            {"line": "1.1", "message": "分值读作 3"},
            {"line": "2.1", "message": "规则不清楚"},
            {"line": None, "message": "有一行没有读懂"},
        ],
    )


def change(city, draft, code, line, *, by=None, revision=None):
    return correcting.change_line(
        actor=city.actor(by or city.clerk),
        criteria_set=draft,
        revision=draft.revision if revision is None else revision,
        code=code,
        line=line,
        at=AT,
    )


def stored(draft):
    return CriteriaSet.objects.get(pk=draft.pk)


def test_a_changed_line_is_written_and_its_warnings_are_looked_at(city, draft):
    change(city, draft, "1.1", leaf("1.1", "3.5", methods=["survey"]))

    now = stored(draft)
    line = find(now.document, "1.1").line
    assert (line["points"], line["methods"], now.revision) == ("3.5", ["survey"], 1)
    assert [one["line"] for one in now.warnings] == ["2.1", None]
    assert Entry.objects.get(event="criteria.draft.line_changed").details["line"] == "1.1"


def test_where_a_line_came_from_follows_its_new_code(city, draft):
    change(city, draft, "2.1", leaf("2.9", "4"))
    change(city, draft, "1", {"code": "甲", "title": "项目1", "points": "5"})

    now = stored(draft)
    assert now.sources == {"1.1": {"rows": [3]}, "2.9": {"rows": [7]}}
    assert codes(now.document) == {"甲", "1.1", "1.2", "2", "2.9", "2.2"}
    assert [one["line"] for one in now.warnings] == ["1.1", None]


def test_the_slower_of_two_is_told_and_the_first_edit_stays(city, draft):
    mine, theirs = stored(draft), stored(draft)
    change(city, mine, "1.1", leaf("1.1", "1"))

    with pytest.raises(Conflict, match="重新提交"):
        change(city, theirs, "1.2", leaf("1.2", "9"))
    now = stored(draft)
    assert (find(now.document, "1.1").line["points"], find(now.document, "1.2").line["points"]) == ("1", "2")
    assert Entry.objects.filter(event="criteria.draft.line_changed").count() == 1


def test_a_form_older_than_the_draft_is_told_too(city, draft):
    change(city, draft, "1.1", leaf("1.1", "1"))

    with pytest.raises(Conflict):
        change(city, stored(draft), "1.1", leaf("1.1", "2"), revision=0)


@pytest.mark.parametrize("who", ["liaison", "lead", "staff", "officer", "outsider"])
def test_nobody_else_corrects_a_units_draft(city, draft, who):
    with pytest.raises(NotPermitted):
        change(city, draft, "1.1", leaf("1.1", "1"), by=getattr(city, who))
    assert stored(draft).revision == 0


@pytest.mark.parametrize(
    ("line", "refused"),
    [
        (leaf("1.1", "三分"), BadDocument),
        (leaf("1.1", rule={"kind": "magic"}), BadDocument),
        (leaf("1.2"), Invalid),
        (leaf("长" * 121), Invalid),
        (leaf(" "), BadDocument),
    ],
)
def test_a_line_that_says_something_wrong_changes_nothing(city, draft, line, refused):
    with pytest.raises(refused):
        change(city, draft, "1.1", line)
    assert stored(draft).document == draft.document and stored(draft).revision == 0


def test_a_line_that_was_removed_meanwhile_is_missed_in_words(city, draft):
    correcting.remove_line(actor=city.actor(city.clerk), criteria_set=draft, revision=0, code="1", at=AT)

    with pytest.raises(Missing, match=r"1\.1"):
        change(city, stored(draft), "1.1", leaf("1.1"))
    assert [one["line"] for one in stored(draft).warnings] == ["2.1", None]


def test_lines_are_added_and_moved(city, draft):
    clerk = city.actor(city.clerk)
    correcting.add_line(actor=clerk, criteria_set=draft, revision=0, line=leaf("1.1.1"), under="1.1", at=AT)
    correcting.add_line(actor=clerk, criteria_set=draft, revision=1, line=leaf("1.3"), after="1.2", at=AT)
    correcting.move_line(actor=clerk, criteria_set=draft, revision=2, code="1.3", to="up", at=AT)

    assert [line["code"] for line in stored(draft).document["lines"][0]["lines"]] == ["1.1", "1.3", "1.2"]
    with pytest.raises(Invalid):
        correcting.move_line(actor=clerk, criteria_set=draft, revision=3, code="1", to="out", at=AT)


def test_warnings_are_accepted_one_line_at_a_time_or_all_at_once(city, draft):
    clerk = city.actor(city.clerk)
    correcting.accept_warnings(actor=clerk, criteria_set=draft, revision=0, code="2.1", at=AT)
    assert [one["line"] for one in stored(draft).warnings] == ["1.1", None]
    correcting.accept_warnings(actor=clerk, criteria_set=draft, revision=1, code=None, at=AT)
    assert [one["line"] for one in stored(draft).warnings] == ["1.1"]
    correcting.accept_warnings(actor=clerk, criteria_set=draft, revision=2, every=True, at=AT)
    assert stored(draft).warnings == []


def test_the_header_is_changed_and_repeated_in_the_row(city, draft):
    header = {"name": "新名称", "year": 2027, "level": "city", "base_total": "100", "grades": {"A": "100%"}}
    correcting.change_header(actor=city.actor(city.clerk), criteria_set=draft, revision=0, header=header, at=AT)

    now = stored(draft)
    assert (now.name, now.year, now.level, now.document["grades"]) == ("新名称", 2027, "city", {"A": "100%"})


def test_another_code_makes_the_draft_the_next_version_of_that_code(city, draft):
    other = drafting.draft_set(
        actor=city.actor(city.clerk), organisation=city.parks, document=document(code="old"), origin=Origin.EMPTY, at=AT
    )
    correcting.change_header(
        actor=city.actor(city.clerk), criteria_set=draft, revision=0, header={"code": other.code}, at=AT
    )

    assert (stored(draft).code, stored(draft).version, stored(draft).document["code"]) == ("old", 2, "old")


def test_grades_a_line_relies_on_cannot_be_taken_away_from_the_set(city):
    doc = document(parent("1", leaf("1.1", rule={"kind": "graded"})), grades={"A": "100%"})
    one = drafting.draft_set(
        actor=city.actor(city.clerk), organisation=city.parks, document=doc, origin=Origin.EMPTY, at=AT
    )

    with pytest.raises(BadDocument):
        correcting.change_header(
            actor=city.actor(city.clerk), criteria_set=one, revision=0, header={"grades": None}, at=AT
        )


def test_the_negative_list_is_kept(city, draft):
    clerk = city.actor(city.clerk)
    item = {"code": "N-1", "title": "责任事故", "lookback": {"months": 24}, "threshold": 1, "effect": {"kind": "block"}}
    correcting.put_negative_item(actor=clerk, criteria_set=draft, revision=0, item=item, at=AT)
    correcting.put_negative_item(
        actor=clerk, criteria_set=draft, revision=1, item=item | {"title": "安全责任事故"}, code="N-1", at=AT
    )
    assert [one["title"] for one in stored(draft).document["negative"]] == ["安全责任事故"]
    correcting.remove_negative_item(actor=clerk, criteria_set=draft, revision=2, code="N-1", at=AT)
    assert stored(draft).document["negative"] == []


def test_a_draft_given_up_is_kept_but_not_edited(city, draft):
    correcting.drop_draft(actor=city.actor(city.clerk), criteria_set=draft, at=AT)

    assert stored(draft).state == "dropped"
    with pytest.raises(Conflict):
        change(city, stored(draft), "1.1", leaf("1.1"))
    with pytest.raises(IllegalMove):
        correcting.drop_draft(actor=city.actor(city.clerk), criteria_set=stored(draft), at=AT)
