"""Accounts are opened by the office; wrong passwords lock, an idle desk signs out, every page asks who you are."""

from __future__ import annotations

import json
import time

import pytest
from django.urls import reverse

from tests import make
from wenming.accounts.models import User
from wenming.audit.models import Entry

pytestmark = pytest.mark.django_db


def sign_in(client, username: str, password: str = make.PASSWORD):
    return client.post(reverse("account_login"), {"login": username, "password": password})


def test_a_right_password_opens_the_desk_and_is_noted(city, client):
    answer = sign_in(client, "wang")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(event="accounts.signed_in", actor_name="王干事").exists()


def test_a_wrong_password_says_so_and_opens_nothing(city, client):
    answer = sign_in(client, "wang", "wrong")
    assert answer.status_code == 200
    assert client.get("/").status_code == 302


def test_too_many_wrong_passwords_lock_the_account(city, client, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "wang", "wrong")
    locked = sign_in(client, "wang")
    assert locked.status_code in {403, 429}
    assert client.get("/").status_code == 302


def test_an_idle_desk_signs_itself_out(city, client, settings):
    client.force_login(city.clerk)
    client.get("/")
    session = client.session
    session["seen"] = int(time.time()) - settings.WENMING_IDLE_MINUTES * 60 - 1
    session.save()
    assert client.get("/").status_code == 302


def test_every_page_asks_who_you_are(client):
    for name in ("evidence:record_list", "assessment:round_list", "criteria:set_list", "organisations:people"):
        answer = client.get(reverse(name))
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]


def test_visitors_cannot_open_accounts(client):
    client.post("/account/signup/", {"username": "x", "password1": make.PASSWORD, "password2": make.PASSWORD})
    assert not User.objects.exists()


def test_somebody_without_a_role_is_told_whom_to_ask(client):
    user = User.objects.create(username="new", name="新人", joined_at=make.AT)
    client.force_login(user)
    assert "还没有分派角色" in client.get("/").content.decode()


def test_demonstration_accounts_are_shown_in_demonstration_mode_only(client, settings, tmp_path):
    (tmp_path / "demo.json").write_text(
        json.dumps({"accounts": [{"username": "zhanghu-yi", "password": "p1", "name": "甲", "role": "职工"}]})
    )
    settings.HOME = tmp_path
    settings.DEMO = False
    assert "zhanghu-yi" not in client.get(reverse("account_login")).content.decode()
    settings.DEMO = True
    assert "zhanghu-yi" in client.get(reverse("account_login")).content.decode()


def test_inactive_people_stay_out(city, client):
    User.objects.filter(pk=city.clerk.pk).update(is_active=False)
    sign_in(client, "wang")
    assert client.get("/").status_code == 302


def test_the_language_follows_the_cookie(city, client):
    client.force_login(city.clerk)
    client.cookies["language"] = "en"
    assert '<html lang="en"' in client.get("/").content.decode()
