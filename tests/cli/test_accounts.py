"""Whoever holds the machine opens the first administrators' accounts and lets back in whoever is locked out."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from tests import make
from wenming.accounts.models import User
from wenming.audit.models import Entry
from wenming.cli import dispatch
from wenming.organisations.models import Membership, Person

pytestmark = pytest.mark.django_db


def add(*more: str, role: str = "security_admin") -> int:
    return dispatch(["account", "add", "gong", "--unit", "parks", "--name", "龚安全", "--role", role, *more])


def test_the_first_security_administrator_signs_in_and_must_choose_a_password(city, client, capsys):
    assert add("--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["role"] == "security_admin"
    client.post(reverse("account_login"), {"login": "gong", "password": shown["password"]})
    assert client.get("/")["Location"] == reverse("account_change_password")
    assert Entry.objects.filter(event="accounts.opened", actor_name="命令行").exists()


def test_somebody_already_on_the_list_is_not_listed_twice(city):
    make.person(city.parks, "龚安全")
    assert add() == 0
    assert Person.objects.filter(name="龚安全").count() == 1


@pytest.mark.parametrize("role", ["boss", "liaison", ""])
def test_an_unknown_role_lists_the_roles_and_opens_nothing(city, capsys, role):
    assert add(role=role) == 2
    assert "audit_admin" in capsys.readouterr().err
    assert not User.objects.filter(username="gong").exists()


def test_two_people_of_one_name_are_not_guessed_at(city, capsys):
    make.person(city.parks, "龚安全")
    make.person(city.parks, "龚安全")
    assert add() == 2
    assert "分不清" in capsys.readouterr().err


def test_a_taken_username_leaves_nobody_behind(city, capsys):
    argv = ["account", "add", "wang", "--unit", "parks", "--name", "新人", "--role", "staff"]
    assert dispatch(argv) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not Person.objects.filter(name="新人").exists()


def test_a_reset_lets_back_in_who_was_locked_out(city, client, capsys, settings):
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("account_login"), {"login": "wang", "password": "wrong"})
    assert dispatch(["account", "reset", "wang", "--json"]) == 0
    password = json.loads(capsys.readouterr().out)["password"]
    assert client.post(reverse("account_login"), {"login": "wang", "password": password}).status_code == 302
    assert Membership.objects.get(user__username="wang").role == "clerk"


def test_a_reset_of_nobody_is_refused_in_one_line(city, capsys):
    assert dispatch(["account", "reset", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err
