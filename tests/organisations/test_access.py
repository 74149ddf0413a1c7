"""Access is denied until granted, and ends where the role ends."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import make
from wenming.kernel.errors import NotPermitted
from wenming.organisations import actions
from wenming.organisations.access import Actor, allowed, require
from wenming.organisations.models import Organisation, Person
from wenming.organisations.policies import MANAGE_PEOPLE, VIEW_UNIT, VIEW_UNITS_BELOW
from wenming.organisations.states import Role, Tree

pytestmark = pytest.mark.django_db


def test_nobody_may_do_nothing(city):
    assert not allowed(Actor.nobody(), VIEW_UNIT, city.parks)
    assert not Person.objects.within(Actor.nobody(), VIEW_UNIT).exists()


def test_a_clerk_manages_the_people_of_the_own_unit_only(city):
    clerk = city.actor(city.clerk)
    require(clerk, MANAGE_PEOPLE, city.parks)
    with pytest.raises(NotPermitted):
        require(clerk, MANAGE_PEOPLE, city.roads)


def test_rows_of_another_unit_are_out_of_sight(city):
    names = set(Person.objects.within(city.actor(city.outsider), VIEW_UNIT).values_list("name", flat=True))
    assert names == {"赵科长"}


def test_an_authority_sees_the_units_below_but_not_their_people(city):
    officer = city.actor(city.officer)
    below = set(Organisation.objects.within(officer, VIEW_UNITS_BELOW).values_list("code", flat=True))
    assert below == {"wmb", "parks", "roads"}
    assert set(Person.objects.within(officer, VIEW_UNIT).values_list("name", flat=True)) == {"陈主任"}


def test_a_role_held_in_the_line_tree_reaches_along_the_line_only(city):
    ministry = make.unit("line", "云溪市住建局", kind="主管部门")
    branch = actions.add_unit(
        actor=make.root(),
        code="branch",
        name="云溪市照明所",
        at=make.AT,
        territory_parent=city.authority,
        line_parent=ministry,
    )
    inspector = make.user(ministry, "孙处长", Role.STAFF, username="sun")
    actions.grant_role(
        actor=make.root(), user=inspector, organisation=ministry, role=Role.OFFICER, at=make.AT, tree=Tree.LINE
    )
    actor = Actor.of(inspector)
    assert allowed(actor, VIEW_UNITS_BELOW, branch)
    assert not allowed(actor, VIEW_UNITS_BELOW, city.parks)


def test_a_path_that_merely_begins_alike_is_not_below(city):
    """/1/ must not reach /10/: paths end with a slash."""
    assert all(unit.territory_path.endswith("/") for unit in Organisation.objects.all())


def test_staff_read_names_departments_and_posts_but_no_accounts_roles_or_telephones(city, client):
    make.person(city.parks, "林园", in_=city.gardens, phone="13800001234")
    client.force_login(city.staff)
    page = client.get(reverse("organisations:people")).content.decode()
    assert "林园" in page and "园艺科" in page
    assert "zhou" not in page and "创建办干事" not in page and "1234" not in page
    client.force_login(city.clerk)
    page = client.get(reverse("organisations:people")).content.decode()
    assert "zhou" in page and "138****1234" in page
