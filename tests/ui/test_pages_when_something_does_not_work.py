"""What people meet when a page is missing, forbidden, out of date or broken: a sentence, and a way on."""

import logging

import pytest
from django.test import Client, RequestFactory

from wenming.ui import views


@pytest.fixture
def visitor(db):
    return Client(raise_request_exception=False)


def test_a_missing_page_says_what_may_have_happened(visitor):
    page = visitor.get("/nothing/here/")
    assert page.status_code == 404
    assert "没有找到这个页面" in page.content.decode()
    assert "回到工作台" in page.content.decode()


def test_a_broken_page_gives_a_number_that_the_log_knows(visitor, caplog):
    with caplog.at_level(logging.ERROR):
        page = visitor.get("/breaks/")
    assert page.status_code == 500
    (line,) = [record.getMessage() for record in caplog.records if "server error" in record.getMessage()]
    reference = line.split()[2]
    assert reference in page.content.decode()
    assert "ZeroDivisionError" not in page.content.decode()


def test_the_page_for_a_broken_server_needs_no_database(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert views.server_error(RequestFactory().get("/")).status_code == 500


def test_a_form_that_lost_its_mark_is_told_so_and_nothing_is_written(db):
    strict = Client(enforce_csrf_checks=True)
    page = strict.post("/account/login/", {"login": "a", "password": "b"})
    assert page.status_code == 403
    assert "页面停留过久" in page.content.decode()


def test_a_refusal_is_a_page_for_a_browser_and_a_fragment_for_htmx(visitor):
    page = visitor.get("/declines/")
    assert page.status_code == 409
    assert "<html" in page.content.decode()
    assert "请刷新后再试" in page.content.decode()
    fragment = visitor.get("/declines/", headers={"HX-Request": "true"})
    assert fragment.status_code == 409
    assert "<html" not in fragment.content.decode()
    assert 'role="alert"' in fragment.content.decode()


@pytest.mark.parametrize(
    ("view", "status"),
    [(views.bad_request, 400), (views.forbidden, 403), (views.not_found, 404), (views.csrf_failure, 403)],
)
def test_each_is_drawn_without_anyone_signed_in(view, status):
    assert view(RequestFactory().get("/")).status_code == status


def test_the_page_for_a_locked_account_says_who_can_help(db):
    from django.template.loader import render_to_string

    page = render_to_string("ui/locked_out.html", {}, request=RequestFactory().get("/"))
    assert "安全管理员" in page
