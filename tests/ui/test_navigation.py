"""The frame shows what apps have registered and this person may use, and nothing else."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.urls import resolve

from wenming.ui import navigation as nav
from wenming.ui.context import frame


class Somebody:
    is_authenticated = True

    def get_full_name(self):
        return "王书砚"

    def get_username(self):
        return "clerk"


@pytest.fixture(autouse=True)
def _empty_registry():
    restore = nav.reset()
    yield
    restore()


def ask(path="/ui/gallery/", user=None):
    request = RequestFactory().get(path)
    request.user = user or Somebody()
    request.resolver_match = resolve(path)
    return request


def shown(request):
    return [str(link.label) for link in frame(request)["nav"]]


def test_a_movement_nobody_filled_is_not_shown():
    nav.register("keep", nav.Entry("全部记录", "ui_gallery"))
    assert shown(ask()) == ["台账"]


def test_movements_keep_their_order_whoever_registers_first():
    nav.register("settings", nav.Entry("单位", "ui_gallery"))
    nav.register("check", nav.Entry("自查", "ui_gallery"))
    nav.register("desk", nav.Entry("工作台", "ui_gallery"))
    assert shown(ask()) == ["工作台", "检查考核", "设置"]


def test_entries_this_person_may_not_use_are_left_out():
    nav.register("keep", nav.Entry("全部记录", "ui_gallery", allowed=lambda request: False))
    assert shown(ask()) == []


def test_someone_not_signed_in_sees_no_entries():
    nav.register("keep", nav.Entry("全部记录", "ui_gallery"))
    assert shown(ask(user=AnonymousUser())) == []


def test_an_address_that_does_not_exist_is_left_out_rather_than_breaking_every_page():
    nav.register("keep", nav.Entry("将来", "nothing:here"), nav.Entry("全部记录", "ui_gallery"))
    assert shown(ask()) == ["台账"]
    assert frame(ask())["nav"][0].url == "/ui/gallery/"


def test_exactly_one_entry_is_current_and_its_movement_is_open():
    nav.register("keep", nav.Entry("全部记录", "ui_gallery"), nav.Entry("归档", "account_login"))
    nav.register("check", nav.Entry("自查", "account_logout"))
    links = frame(ask())["nav"]
    assert [link.open for link in links] == [True, False]
    assert [child.current for child in links[0].children] == [True, False]


def test_a_page_can_be_claimed_by_the_prefix_of_its_name():
    nav.register("keep", nav.Entry("登录", "account_logout", matches=("account_*",)))
    assert frame(ask("/account/login/"))["nav"][0].current


def test_counts_add_up_on_the_movement():
    nav.register(
        "check",
        nav.Entry("自查", "ui_gallery", count=lambda request: 4),
        nav.Entry("查缺", "account_login", count=lambda request: None),
        nav.Entry("整改", "account_logout", count=lambda request: 3),
    )
    assert frame(ask())["nav"][0].count == 7


def test_an_answer_that_draws_no_frame_pays_nothing_for_it():
    asked = []
    nav.register("keep", nav.Entry("全部记录", "ui_gallery", count=lambda request: asked.append(1) or 1))
    request = ask()
    Template("{{ 1 }}").render(RequestContext(request, {}))
    assert asked == []
    frame(request)["nav"][0]
    assert asked == [1]


def test_the_frame_offers_search_and_the_c_menu_only_where_they_work(client, db):
    page = client.get("/ui/gallery/").content.decode()
    assert "data-search" not in page
    assert 'data-menu-key="c"' not in page
    nav.register_search(nav.Search("ui_gallery", allowed=lambda request: True))
    nav.register_create(nav.Entry("登记材料", "ui_gallery", key="m", allowed=lambda request: True))
    page = client.get("/ui/gallery/").content.decode()
    assert "data-search" in page
    assert 'data-menu-key="c"' in page
    assert 'data-key="m"' in page


def test_the_title_page_lists_what_the_house_holds_in_words_only():
    nav.register("plan", nav.Entry("测评体系", "ui_gallery"))
    nav.register("settings", nav.Entry("单位", "ui_gallery"))
    (part,) = frame(ask(user=AnonymousUser()))["frame"].contents
    assert (str(part["label"]), part["what"]) == ("谋划", ["测评体系"])


def test_the_person_is_named_as_the_house_says_or_by_the_account():
    assert frame(ask())["frame"].identity == nav.Identity("王书砚")
    nav.register_identity(lambda request: nav.Identity("王书砚", "创建办"))
    assert frame(ask())["frame"].identity.detail == "创建办"
    assert frame(ask(user=AnonymousUser()))["frame"].identity is None


def test_labels_from_people_are_escaped():
    nav.register("keep", nav.Entry("<b>记录</b>", "ui_gallery"), nav.Entry("归档", "account_login"))
    drawn = Template('{% include "ui/_toc.html" with nav=nav only %}').render(Context({"nav": frame(ask())["nav"]}))
    assert "<b>记录</b>" not in drawn
    assert "&lt;b&gt;记录&lt;/b&gt;" in drawn
