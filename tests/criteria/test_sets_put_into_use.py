"""From a draft to a set in use: what is written, what is frozen, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests import make
from tests.criteria import sets
from tests.criteria.sets import document, leaf, parent
from wenming.audit.models import Entry
from wenming.criteria import selectors
from wenming.criteria.actions import correcting, drafting, using
from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.values import MAX_DEPTH
from wenming.criteria.states import Origin
from wenming.kernel.errors import Conflict, Invalid, NotPermitted
from wenming.kernel.transitions import IllegalMove

AT = make.AT


def begin(city, doc=None, *, by=None, at=None, **more):
    return drafting.draft_set(
        actor=city.actor(by or city.clerk),
        organisation=at or city.parks,
        document=doc or document(),
        origin=Origin.TABLE,
        at=AT,
        **more,
    )


def use(city, draft, *, by=None, **more):
    return using.put_into_use(
        actor=city.actor(by or city.clerk), criteria_set=draft, revision=draft.revision, at=AT, **more
    )


def test_a_confirmed_draft_stands_as_rows_in_document_order(city):
    used = use(city, begin(city))

    rows = list(selectors.lines_of(used).values_list("order", "code", "depth", "parent__code", "is_leaf", "points"))
    assert rows == [
        (1, "1", 0, None, False, Decimal("5")),
        (2, "1.1", 1, "1", True, Decimal("3")),
        (3, "1.2", 1, "1", True, Decimal("2")),
        (4, "2", 0, None, False, Decimal("5")),
        (5, "2.1", 1, "2", True, Decimal("4")),
        (6, "2.2", 1, "2", True, Decimal("1")),
    ]
    used.refresh_from_db()
    assert (used.state, used.used_at, used.line_count, used.leaf_count) == ("in_use", AT, 6, 4)
    assert used.digest == selectors.digest_of(used.document)
    assert "lines" not in Line.objects.get(criteria_set=used, code="1").body


def test_bonus_reaches_the_lines_below(city):
    used = use(city, begin(city, document(parent("T", parent("T1", leaf("T1.1")), bonus=True), leaf("1"))))

    assert list(selectors.lines_of(used).filter(bonus=True).values_list("code", flat=True)) == ["T", "T1", "T1.1"]


def test_confirming_leaves_a_trail_with_the_digest(city):
    used = use(city, begin(city))

    entry = Entry.objects.get(event="criteria.set.put_into_use")
    assert (entry.actor_name, entry.organisation_id) == ("王干事", city.parks.pk)
    assert entry.details["digest"] == used.digest and entry.details["lines"] == 6


@pytest.mark.parametrize("who", ["liaison", "lead", "staff", "officer", "outsider"])
def test_only_the_units_own_clerk_drafts_and_confirms(city, who):
    with pytest.raises(NotPermitted):
        begin(city, by=getattr(city, who))
    draft = begin(city)
    with pytest.raises(NotPermitted):
        use(city, draft, by=getattr(city, who))
    assert not Line.objects.exists()


def test_the_officer_keeps_the_sets_of_the_authority(city):
    draft = begin(city, by=city.officer, at=city.authority)

    assert use(city, draft, by=city.officer).state == "in_use"


def test_sets_of_the_whole_instance_are_kept_by_commands_alone(city):
    everywhere = sets.row(None, "everywhere")

    for who in (city.clerk, city.officer):
        with pytest.raises(NotPermitted):
            use(city, everywhere, by=who)
    assert using.put_into_use(actor=make.root(), criteria_set=everywhere, revision=0, at=AT).state == "in_use"


def test_of_two_who_confirm_the_same_draft_one_wins(city):
    draft = begin(city)
    first, second = (CriteriaSet.objects.get(pk=draft.pk) for _ in range(2))

    use(city, first)
    with pytest.raises(Conflict):
        use(city, second)
    assert Line.objects.filter(criteria_set=draft).count() == 6
    assert Entry.objects.filter(event="criteria.set.put_into_use").count() == 1


def test_a_draft_changed_since_it_was_seen_is_not_confirmed(city):
    draft = begin(city)
    seen = CriteriaSet.objects.get(pk=draft.pk)
    correcting.remove_line(actor=city.actor(city.clerk), criteria_set=draft, revision=0, code="2.2", at=AT)

    with pytest.raises(Conflict, match="刚刚被他人改过"):
        use(city, seen)
    assert not Line.objects.exists()


def test_a_set_in_use_is_never_changed(city):
    used = use(city, begin(city))
    before = CriteriaSet.objects.get(pk=used.pk)

    with pytest.raises(Conflict, match="起草新的一版"):
        correcting.remove_line(
            actor=city.actor(city.clerk), criteria_set=before, revision=before.revision, code="1", at=AT
        )
    with pytest.raises(Conflict):
        before.claim(before.revision, name="别的")
    with pytest.raises((Conflict, IllegalMove)):
        use(city, before)


def test_an_empty_tree_is_not_put_into_use(city):
    draft = drafting.draft_empty_set(actor=city.actor(city.clerk), organisation=city.parks, name="本局测评细则", at=AT)

    with pytest.raises(Invalid, match="没有一个条目"):
        use(city, draft)


@pytest.mark.parametrize(
    "line",
    [leaf("x" * 121), leaf("1", "99999999999")],
    ids=["a code of 121 characters", "points beyond counting"],
)
def test_what_a_row_cannot_hold_is_refused_before_anything_is_written(city, line):
    with pytest.raises(Invalid):
        use(city, begin(city, document(line)))
    assert not Line.objects.exists()


def test_long_titles_and_emoji_are_kept_whole_in_the_document(city):
    used = use(city, begin(city, document(leaf("1") | {"title": "云😀" * 200})))

    line = selectors.lines_of(used, bodies=True).get()
    assert len(line.title) == 300 and len(line.body["title"]) == 400


def test_the_deepest_tree_and_a_long_list_are_written(city):
    line = leaf("L200")
    for depth in range(MAX_DEPTH - 1, 0, -1):
        line = {"code": f"L{depth}", "title": "层", "lines": [line]}
    flat = [leaf(f"F{number}", "0.1") for number in range(2000)]

    used = use(city, begin(city, document(line, *flat)))
    assert (used.line_count, used.leaf_count) == (MAX_DEPTH + 2000, 2001)
    assert selectors.lines_of(used).get(code="L200").depth == MAX_DEPTH - 1


def test_a_document_that_says_something_wrong_begins_no_draft(city):
    with pytest.raises(BadDocument):
        begin(city, document(leaf("1"), leaf("1")))
    with pytest.raises(BadDocument):
        begin(city, {"format": "wenming-criteria/2", "lines": []})
    assert not CriteriaSet.objects.exists()


def test_a_table_without_a_code_gets_one_of_the_units_own(city):
    nameless = {key: value for key, value in document().items() if key != "code"}

    assert begin(city, nameless).code == "parks-2026"
    assert begin(city, nameless).code == "parks-2026-2"


@pytest.mark.parametrize("code", ["x" * 65, "a\nb", "\x00"])
def test_a_code_that_cannot_name_a_set_is_refused(city, code):
    with pytest.raises((Invalid, BadDocument)):
        begin(city, document(code=code))


def test_the_next_version_is_drafted_from_the_one_in_use_and_takes_its_place(city):
    first = use(city, begin(city))
    second = drafting.draft_next_version(actor=city.actor(city.clerk), criteria_set=first, at=AT)
    assert (second.version, second.previous, second.document) == (2, first, first.document)

    correcting.remove_line(actor=city.actor(city.clerk), criteria_set=second, revision=0, code="2.2", at=AT)
    use(city, second)

    first.refresh_from_db()
    assert (first.state, second.state) == ("retired", "in_use")
    assert selectors.lines_of(first).count() == 6 and selectors.lines_of(second).count() == 5
    assert selectors.set_by_code("parks-2026", city.parks) == second


def test_the_version_before_may_stay_in_use(city):
    first = use(city, begin(city))
    use(city, drafting.draft_next_version(actor=city.actor(city.clerk), criteria_set=first, at=AT), retire_others=False)

    first.refresh_from_db()
    assert first.state == "in_use"


def test_no_version_is_drafted_from_a_draft(city):
    with pytest.raises(Invalid, match="还没有启用"):
        drafting.draft_next_version(actor=city.actor(city.clerk), criteria_set=begin(city), at=AT)


def test_a_version_is_retired_and_brought_back(city):
    used = use(city, begin(city))
    clerk = city.actor(city.clerk)

    assert using.retire_set(actor=clerk, criteria_set=used, at=AT).state == "retired"
    with pytest.raises(IllegalMove):
        using.retire_set(actor=clerk, criteria_set=used, at=AT)
    assert using.restore_set(actor=clerk, criteria_set=used, at=AT).state == "in_use"


def test_writing_the_rows_costs_the_same_few_queries_whatever_their_number(city, django_assert_num_queries):
    """Compared within one batch: what SQLite takes at once bounds a statement, not the number of levels."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(lines: int, code: str) -> int:
        draft = begin(city, document(*[leaf(str(number)) for number in range(lines)], code=code))
        with CaptureQueriesContext(
            connection,
        ) as seen:
            use(city, draft)
        return len(seen)

    assert cost(2, "small") == cost(80, "larger")


def test_a_share_of_a_line_without_points_waits_for_a_person_and_is_not_put_into_use(city):
    draft = begin(city, document(leaf("1", "2"), leaf("2", None, rule={"kind": "graded", "grades": {"A": "66%"}})))
    with pytest.raises(BadDocument, match="") as caught:
        use(city, draft)
    assert caught.value.details["line"] == "2" and "66%" in str(caught.value.message)
    assert CriteriaSet.objects.get(pk=draft.pk).state == "draft"
