"""Groups keep their history: who was what on any past day."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import make
from wenming.kernel.errors import Invalid, NotPermitted
from wenming.organisations import actions, selectors
from wenming.organisations.states import GroupKind, Position

pytestmark = pytest.mark.django_db


@pytest.fixture
def leading(city):
    return actions.form_group(
        actor=city.actor(city.clerk), organisation=city.parks, kind=GroupKind.LEADING, name="创建工作领导小组",
        formed_on=date(2025, 1, 1), at=make.AT,
    )  # fmt: skip


def seat(city, group, who, position=Position.MEMBER, since=date(2025, 1, 1)):
    return actions.seat_member(
        actor=city.actor(city.clerk), group=group, person=who.person, position=position, from_on=since, at=make.AT
    )


def test_the_past_shows_who_sat_then_and_today_who_sits_now(city, leading):
    old = seat(city, leading, city.lead, Position.HEAD)
    actions.unseat_member(actor=city.actor(city.clerk), member=old, to_on=date(2025, 12, 31), at=make.AT)
    seat(city, leading, city.clerk, Position.HEAD, date(2026, 1, 1))
    then = selectors.groups_on(city.actor(city.staff), city.parks, date(2025, 6, 1))
    now = selectors.groups_on(city.actor(city.staff), city.parks, date(2026, 6, 1))
    assert [m.person.name for m in then[0].members] == ["李主任"]
    assert [m.person.name for m in now[0].members] == ["王干事"]
    assert [m.person.name for m in now[0].former] == ["李主任"]


def test_nobody_sits_twice_at_a_time(city, leading):
    seat(city, leading, city.lead)
    with pytest.raises(Invalid, match="现已是"):
        seat(city, leading, city.lead)


def test_a_term_cannot_end_before_it_began(city, leading):
    member = seat(city, leading, city.lead)
    with pytest.raises(Invalid):
        actions.unseat_member(actor=city.actor(city.clerk), member=member, to_on=date(2024, 1, 1), at=make.AT)


def test_people_of_another_unit_cannot_be_seated(city, leading):
    with pytest.raises(Invalid):
        seat(city, leading, city.outsider)


def test_only_the_office_forms_groups(city):
    with pytest.raises(NotPermitted):
        actions.form_group(
            actor=city.actor(city.liaison), organisation=city.parks, kind=GroupKind.LEADING, name="组",
            formed_on=make.ON, at=make.AT,
        )  # fmt: skip


def test_the_page_does_not_cost_more_with_more_members(city, leading, client, django_assert_max_num_queries):
    client.force_login(city.clerk)
    for number in range(12):
        person = make.person(city.parks, f"组员{number}", in_=city.office)
        actions.seat_member(
            actor=make.root(), group=leading, person=person, position=Position.MEMBER, from_on=make.ON, at=make.AT
        )
    with django_assert_max_num_queries(10):
        answer = client.get(reverse("organisations:groups"))
    assert answer.status_code == 200


def test_pages_of_people_show_masked_phones_only(city, client):
    actions.add_person(actor=make.root(), organisation=city.parks, name="林下", phone="13800000001", at=make.AT)
    client.force_login(city.clerk)
    html = client.get(reverse("organisations:people")).content.decode()
    assert "138****0001" in html
    assert "13800000001" not in html


def test_paper_shows_who_sits_and_none_of_what_can_be_done_about_it(city, leading, client):
    member = seat(city, leading, city.lead)
    client.force_login(city.clerk)
    page = BeautifulSoup(client.get(reverse("organisations:groups")).content, "html.parser")
    for name, key in (("seat_add", leading.pk), ("seat_end", member.pk)):
        link = page.find("a", href=reverse(f"organisations:{name}", args=[key]))
        assert (link is not None and link.find_parent(class_="no-print")) or "no-print" in link.get("class", [])
