"""Accounts are opened, stopped and unlocked by whoever may, on screen, and never by those they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.queries import of_page
from wenming.accounts.models import User
from wenming.audit.models import Chain, Entry
from wenming.kernel.errors import Conflict, Invalid, NotPermitted
from wenming.organisations import actions
from wenming.organisations.access import Actor
from wenming.organisations.models import Membership
from wenming.organisations.selectors import accounts
from wenming.organisations.states import Role

pytestmark = pytest.mark.django_db


@dataclass
class House:
    security: User
    audit: User
    system: User


@pytest.fixture
def house(city) -> House:
    """The three administrators of the parks office."""
    return House(
        make.user(city.parks, "龚安全", Role.SECURITY_ADMIN, username="gong"),
        make.user(city.parks, "任审计", Role.AUDIT_ADMIN, username="ren"),
        make.user(city.parks, "汪系统", Role.SYSTEM_ADMIN, username="wangche"),
    )


def address(name: str, *args: object) -> str:
    return reverse(f"organisations:{name}", args=args)


def sign_in(client, username: str, password: str):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def open_on_screen(client, person, **more):
    data = {"person": person.pk, "username": "linxin", "role": "liaison", **more}
    return client.post(address("account_open"), data)


def shown_password(answer) -> str:
    return re.search(r'<code class="strong">([^<]+)</code>', answer.content.decode())[1]


def test_an_account_is_opened_with_a_first_password_shown_once_and_changed_at_the_first_sign_in(city, house, client):
    person = make.person(city.parks, "林新", in_=city.gardens)
    client.force_login(house.security)
    answer = open_on_screen(client, person, department=city.gardens.pk)
    password = shown_password(answer)
    assert answer["Cache-Control"] == "no-store"
    opened = User.objects.get(username="linxin")
    assert password not in client.get(address("account_detail", opened.pk)).content.decode()

    client.logout()
    sign_in(client, "linxin", password)
    for page in ("/", address("people"), reverse("evidence:record_list")):
        assert client.get(page)["Location"] == reverse("account_change_password")
    own = "一棵-很高的-树-88"
    client.post(reverse("account_change_password"), {"oldpassword": password, "password1": own, "password2": own})
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(event="accounts.password_changed", actor_name="林新").exists()


def test_a_department_is_asked_for_where_the_role_is_bound_to_one(city, house, client):
    client.force_login(house.security)
    answer = open_on_screen(client, make.person(city.parks, "林新"))
    assert answer.status_code == 422
    assert "请选部门" in answer.content.decode()
    assert not User.objects.filter(username="linxin").exists()


def test_a_taken_username_opens_nothing(city, house, client):
    person = make.person(city.parks, "林新")
    client.force_login(house.security)
    answer = open_on_screen(client, person, username="wang", role="staff")
    assert answer.status_code == 422
    person.refresh_from_db()
    assert person.user is None


def test_a_stopped_account_is_out_at_the_next_page_and_comes_back_when_started(city, house, client):
    theirs = client.__class__()
    theirs.force_login(city.liaison)
    assert theirs.get("/").status_code == 200
    client.force_login(house.security)
    client.post(address("account_change", city.liaison.pk, "stop"))
    assert "/account/login/" in theirs.get("/")["Location"]
    client.post(address("account_change", city.liaison.pk, "start"))
    assert sign_in(theirs, "zhou", make.PASSWORD)["Location"] == "/"


def test_stopping_twice_tells_the_slower(city, house):
    actor = Actor.of(house.security)
    actions.deactivate(actor=actor, user=city.liaison, at=make.AT)
    with pytest.raises(Conflict):
        actions.deactivate(actor=actor, user=city.liaison, at=make.AT)


def test_a_locked_out_account_is_seen_and_unlocked_on_screen(city, house, client, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT + 2):
        sign_in(client, "zhou", "wrong")
    assert Entry.objects.filter(event="accounts.locked_out").count() == 1
    keeper = client.__class__()
    keeper.force_login(house.security)
    listed = keeper.get(address("account_list") + "?state=locked").content.decode()
    assert "周联络员" in listed and "李主任" not in listed
    assert "127.0.0.1" in keeper.get(address("account_detail", city.liaison.pk)).content.decode()
    keeper.post(address("account_change", city.liaison.pk, "unlock"))
    assert sign_in(client, "zhou", make.PASSWORD)["Location"] == "/"


def test_a_reset_password_ends_the_sessions_and_is_a_first_one(city, house, client):
    theirs = client.__class__()
    theirs.force_login(city.liaison)
    client.force_login(house.security)
    password = shown_password(client.post(address("account_password", city.liaison.pk)))
    assert "/account/login/" in theirs.get("/")["Location"]
    assert sign_in(theirs, "zhou", make.PASSWORD).status_code == 200
    sign_in(theirs, "zhou", password)
    assert theirs.get("/")["Location"] == reverse("account_change_password")


def test_a_role_has_a_term_and_ends_with_it(city):
    today = timezone.localdate()
    helper = make.user(city.parks, "田临时", Role.STAFF, username="tian")
    grant = {"actor": make.root(), "user": helper, "organisation": city.parks, "role": Role.HEAD, "at": timezone.now()}
    for term, now in (((1, 9), False), ((-9, -1), False), ((-1, 0), True)):
        from_on, to_on = (today + timedelta(days=days) for days in term)
        made = actions.grant_role(**grant, from_on=from_on, to_on=to_on)
        assert (Role.HEAD in Actor.of(helper).roles_at(city.parks.pk)) is now
        Membership.objects.filter(pk=made.pk).update(withdrawn_at=make.AT)
    with pytest.raises(Invalid, match="结束日期不能早于开始日期"):
        actions.grant_role(**grant, from_on=today, to_on=today - timedelta(days=1))


def test_a_role_that_has_run_out_can_be_given_again(city):
    today = timezone.localdate()
    past = {"from_on": today - timedelta(days=9), "to_on": today - timedelta(days=2)}
    grant = {"actor": make.root(), "user": city.staff, "organisation": city.parks, "role": Role.HEAD}
    actions.grant_role(**grant, **past, department=city.gardens, at=timezone.now())
    actions.grant_role(**grant, department=city.gardens, at=timezone.now())
    assert Role.HEAD in Actor.of(city.staff).roles_at(city.parks.pk)


def test_a_withdrawn_role_opens_nothing_from_that_moment(city, house, client):
    theirs = client.__class__()
    theirs.force_login(city.liaison)
    held = Membership.objects.get(user=city.liaison)
    client.force_login(house.security)
    client.post(address("role_withdraw", held.pk))
    assert theirs.get(reverse("evidence:record_list")).status_code == 403
    with pytest.raises(Conflict):
        actions.withdraw_role(actor=Actor.of(house.security), membership=held, at=make.AT)


def test_an_administrators_role_goes_with_no_other(city, house):
    grant = {"actor": make.root(), "organisation": city.parks, "at": make.AT}
    for user, role in ((city.clerk, Role.SECURITY_ADMIN), (house.audit, Role.STAFF), (house.audit, Role.SYSTEM_ADMIN)):
        with pytest.raises(Invalid, match="互不兼任"):
            actions.grant_role(**grant, user=user, role=role)


def test_nobody_keeps_the_own_account(city, house, client):
    actor = Actor.of(house.security)
    for act in (actions.deactivate, actions.unlock, actions.reset_password):
        with pytest.raises(NotPermitted):
            act(actor=actor, user=house.security, at=make.AT)
    with pytest.raises(NotPermitted):
        actions.grant_role(actor=actor, user=house.security, organisation=city.parks, role=Role.STAFF, at=make.AT)
    client.force_login(house.security)
    own = client.get(address("account_detail", house.security.pk)).content.decode()
    assert "这是您自己的账号" in own and "重置密码" not in own


def test_the_clerk_opens_accounts_of_the_unit_but_touches_no_administrator(city, house, client):
    clerk = Actor.of(city.clerk)
    actions.reset_password(actor=clerk, user=city.liaison, at=make.AT)
    for user in (house.security, house.audit):
        with pytest.raises(NotPermitted):
            actions.reset_password(actor=clerk, user=user, at=make.AT)
    with pytest.raises(NotPermitted):
        actions.grant_role(actor=clerk, user=city.staff, organisation=city.parks, role=Role.SECURITY_ADMIN, at=make.AT)
    client.force_login(city.clerk)
    form = client.get(address("account_open")).content.decode()
    assert "安全管理员" not in form


def test_an_account_of_another_unit_is_out_of_sight(city, house, client):
    client.force_login(house.security)
    assert client.get(address("account_detail", city.outsider.pk)).status_code == 404
    assert client.post(address("account_password", city.outsider.pk)).status_code == 404
    assert client.get(address("account_list") + f"?unit={city.roads.pk}").status_code == 404


def test_a_security_administrator_above_keeps_the_accounts_below(city, client):
    above = make.user(city.authority, "钱安全", Role.SECURITY_ADMIN, username="qian")
    client.force_login(above)
    listed = client.get(address("account_list") + f"?unit={city.roads.pk}").content.decode()
    assert "赵科长" in listed
    assert client.post(address("account_change", city.outsider.pk, "stop")).status_code == 302


@pytest.mark.parametrize("who", ["lead", "liaison", "staff", "officer"])
def test_whoever_keeps_no_accounts_is_refused(city, client, who):
    client.force_login(getattr(city, who))
    for page in ("account_list", "account_open", "trail", "sign_ins"):
        assert client.get(address(page)).status_code == 403


def test_the_trail_reads_in_words_and_says_whether_the_chain_holds(city, house, client):
    client.force_login(house.audit)
    page = client.get(address("trail") + "?kind=accounts").content.decode()
    assert "分派角色" in page and "角色：安全管理员" in page
    assert "accounts.role_granted" not in page and "organisations.membership" not in page
    assert "审计链完整" in client.post(address("trail_check")).content.decode()
    Entry.objects.filter(organisation_id=city.parks.pk, sequence=2).update(actor_name="旁人")
    assert "第 2 条处断开" in client.post(address("trail_check")).content.decode()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "昨天"])
def test_a_trail_asked_for_on_an_impossible_day_is_shown_whole(city, house, client, day):
    client.force_login(house.audit)
    page = client.get(address("trail"), {"from": day, "to": day})
    assert page.status_code == 200
    assert page.content.decode().count("<tr") == client.get(address("trail")).content.decode().count("<tr") > 1


def test_a_trail_cut_at_its_end_is_noticed(city, house, client):
    client.force_login(house.audit)
    last = Chain.objects.get(organisation_id=city.parks.pk).sequence
    Entry.objects.filter(organisation_id=city.parks.pk, sequence=last).delete()
    assert "末尾被截断" in client.post(address("trail_check")).content.decode()


def test_the_security_administrator_reads_who_signed_in_and_nothing_else(city, house, client):
    sign_in(client, "wang", make.PASSWORD)
    client.logout()
    client.force_login(house.security)
    page = client.get(address("sign_ins")).content.decode()
    assert "王干事" in page and "分派角色" not in page
    for business in ("evidence:record_list", "assessment:round_list", "organisations:trail", "organisations:people"):
        assert client.get(reverse(business)).status_code == 403


def test_the_system_administrator_adds_units_below_and_reads_no_ledger(city, client):
    above = make.user(city.authority, "汪系统", Role.SYSTEM_ADMIN, username="wangche")
    client.force_login(above)
    data = {"name": "云溪市水务局", "code": "水务-1", "kind": "机关", "territory_parent": city.authority.pk}
    assert client.post(address("unit_add"), data).status_code == 302
    assert "云溪市水务局" in client.get(address("unit_list")).content.decode()
    refused = client.post(address("unit_add"), {**data, "code": "../x"})
    assert refused.status_code == 422 and "不能用" in refused.content.decode()
    assert client.get(reverse("evidence:record_list")).status_code == 403


def test_the_list_of_accounts_asks_no_more_for_twenty_than_for_two(city, house, client):
    client.force_login(house.security)
    few = of_page(client, address("account_list"))
    for number in range(20):
        make.user(city.parks, f"甲{number}", Role.STAFF, username=f"jia{number}", in_=city.gardens)
    assert of_page(client, address("account_list")) == few


def test_every_account_counts_as_one_however_many_roles_it_holds(city, house):
    actions.grant_role(actor=make.root(), user=city.clerk, organisation=city.parks, role=Role.STAFF, at=timezone.now())
    found = accounts.accounts_found(Actor.of(house.security), city.parks)
    assert [user.pk for user in found].count(city.clerk.pk) == 1
