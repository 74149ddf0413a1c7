"""From a table to a set in use, as a clerk goes: uploaded, corrected beside its rows, confirmed – with and without script."""

from __future__ import annotations

import pytest

from tests import make
from tests.browser.conftest import scan
from wenming.criteria.models import CriteriaSet

TABLE = (
    "序号,测评项目,测评内容,分值,测评方法\n"
    "1,思想建设,每季度集中学习一次，每缺一次扣1分,6,材料审核\n"
    ",,设立学习园地,4,实地考察\n"
    "2,环境建设,院落整洁，随意堆放一处扣0.5分,10,实地考察\n"
    "合计,,,20,\n"
).encode()


@pytest.fixture
def city(transactional_db):
    return make.city()


def upload(page):
    page.set_input_files("input[type=file]", {"name": "测评表.csv", "mimeType": "text/csv", "buffer": TABLE})
    page.click("form.cr-upload button[type=submit]")
    page.wait_for_selector("#proposal")


def test_a_clerk_brings_a_table_corrects_it_in_place_and_puts_it_into_use(visit, city):
    page = visit("/criteria/new/", as_=city.clerk)
    scan(page)
    upload(page)
    scan(page)

    page.click("#line-2 .cr-line__edit")
    page.wait_for_selector("#line-2 form")
    assert page.evaluate("document.activeElement.name") == "code"
    page.fill("#line-2 input[name=points]", "5")
    page.wait_for_selector("#line-2 .cr-example:has-text('5.00')")
    page.select_option("#line-2 select[name=rule-kind]", "conditions")
    page.wait_for_selector("#line-2 input[name=rule-part-count]")
    page.fill("#line-2 input[name=rule-part-count]", "2")
    page.fill("#line-2 input[name=rule-met-0-number]", "1")
    page.fill("#line-2 input[name=rule-met-0-value]", "50%")
    page.click("#line-2 button[value=rule-met]")
    page.wait_for_selector("#line-2 input[name=rule-met-2-number]")
    page.evaluate("scrollTo(0, 0)")  # a button half under the bar on top is no small button
    scan(page)
    page.fill("#line-2 input[name=rule-met-1-number]", "2")
    page.fill("#line-2 input[name=rule-met-1-value]", "100%")
    page.click("#line-2 .cr-form__acts .btn-primary")
    page.wait_for_selector("#line-2 .cr-line__edit")
    assert "共 2 项条件" in page.inner_text("#line-2")
    assert "19" in page.inner_text("#draft-state")

    page.hover("#line-3")
    assert page.locator("tr.is-at").count() >= 1
    page.click("text=核对完毕，启用")
    scan(page)
    page.click("main button[type=submit]")
    page.wait_for_selector(".cr-tree")
    scan(page)
    page.click(".cr-tree li:nth-child(2) a")
    page.wait_for_selector(".quote")
    scan(page)
    assert CriteriaSet.objects.get().state == "in_use"


def test_the_same_without_script(visit, city):
    page = visit("/criteria/new/", as_=city.clerk, script=False)
    upload(page)
    page.click("#line-2 .cr-line__edit")
    page.select_option("select[name=rule-kind]", "ratio")
    page.click("text=换成这种规则")
    page.fill("input[name=rule-part-required]", "4")
    page.click(".cr-form__acts .btn-primary")
    assert "达到得满分" in page.inner_text("#line-2")
    page.click("text=核对完毕，启用")
    page.click("main button[type=submit]")

    assert CriteriaSet.objects.get().state == "in_use"


def test_a_line_opened_in_a_tab_of_its_own_leads_back_to_the_list(visit, city):
    page = visit("/criteria/new/", as_=city.clerk)
    upload(page)
    page.goto(page.locator("#line-2 .cr-line__edit").evaluate("link => link.href"))
    page.select_option("select[name=rule-kind]", "judged")
    page.click("text=换成这种规则")
    page.fill("input[name=points]", "5")
    page.click(".cr-form__acts .btn-primary")
    page.wait_for_selector("#line-2 .cr-line__edit")

    assert "5.00" in page.inner_text("#line-2") and not page.errors


def test_two_clerks_at_one_line_the_slower_is_told_and_loses_nothing(visit, city):
    first = visit("/criteria/new/", as_=city.clerk)
    upload(first)
    second = visit(f"/criteria/{CriteriaSet.objects.get().pk}/draft/", as_=city.clerk)
    for page, title in ((second, "后改的"), (first, "先改的")):
        page.click("#line-2 .cr-line__edit")
        page.fill("#line-2 input[name=title]", title)
    first.click("#line-2 .cr-form__acts .btn-primary")
    first.wait_for_selector("#line-2 .cr-line__edit")
    second.click("#line-2 .cr-form__acts .btn-primary")
    second.wait_for_selector("#line-2 .note--late")

    assert second.input_value("#line-2 input[name=title]") == "后改的"
    assert "先改的" in second.inner_text("#line-2 .note--due")
    second.evaluate("window.scrollTo(0, 0)")  # half a button below the sticky bar is no finding
    scan(second)
    second.click("#line-2 .cr-form__acts .btn-primary")
    second.wait_for_selector("#line-2 .cr-line__edit")
    assert "后改的" in second.inner_text("#line-2")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_phone_shows_a_draft_and_its_form_without_scrolling_sideways(visit, city, language):
    page = visit("/criteria/new/", as_=city.clerk, narrow=True, language=language)
    scan(page)
    upload(page)
    page.click("#line-2 .cr-line__edit")
    page.wait_for_selector("#line-2 form")

    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    scan(page)
