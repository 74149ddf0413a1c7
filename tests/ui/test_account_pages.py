"""Signing in and looking after one's account happens on our own pages, in our own words."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone

from wenming.accounts.models import User


@pytest.fixture
def clerk(db):
    user = User(username="clerk", name="王书砚", joined_at=timezone.now())
    user.set_password("云溪-test-1")
    user.save()
    return user


def test_the_sign_in_page_is_ours(client, db):
    page = client.get("/account/login/").content.decode()
    assert "<h1>登录</h1>" in page
    assert 'autocomplete="current-password"' in page
    assert "form-control" in page
    assert "演示账号" not in page


def test_a_wrong_password_says_nothing_about_which_half_was_wrong(client, clerk):
    page = client.post("/account/login/", {"login": "clerk", "password": "wrong-one-1"}).content.decode()
    assert "没有登录" in page
    assert 'role="alert"' in page


def test_demonstration_accounts_are_listed_when_there_are_any_and_fill_themselves_in(db):
    request = RequestFactory().get("/account/login/")
    account = {"username": "clerk", "password": "a b&c", "name": "王书砚", "role": "创建办干事"}
    from allauth.account.forms import LoginForm

    page = render_to_string("account/login.html", {"form": LoginForm(), "demo_accounts": [account]}, request=request)
    assert "演示账号" in page
    assert 'data-fill="login=clerk&amp;password=a%20b%26c"' in page


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/account/password/change/", "新密码至少十位"),
        ("/account/2fa/", "两步验证"),
        ("/account/logout/", "退出登录？"),
    ],
)
def test_each_page_of_ones_account_wears_the_frame_or_the_title_page(client, clerk, address, words):
    client.force_login(clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(address)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert "文明创建工作台" in page.content.decode()
    assert "ui/look.css" in page.content.decode()


@pytest.mark.parametrize("address", ["/account/2fa/totp/activate/"])
def test_a_step_that_touches_safety_asks_who_is_there(client, clerk, address):
    client.force_login(clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(address, follow=True).content.decode()
    assert "请确认是您本人" in page


def test_pages_of_allauth_we_did_not_rewrite_still_look_like_ours(client, db):
    page = client.get("/account/password/reset/").content.decode()
    assert "ui/look.css" in page
    assert "form-control" in page
    assert "btn-primary" in page


def test_the_language_switch_comes_back_to_the_same_page(client, db):
    page = client.get("/account/login/?next=/criteria/").content.decode()
    assert 'name="next" value="/account/login/?next=/criteria/"' in page
    answer = client.post("/language/", {"language": "en", "next": "/account/login/"})
    assert (answer.status_code, answer["Location"], client.cookies["language"].value) == (302, "/account/login/", "en")
