"""The liaison's minute: a photo goes in, is completed, filed and found again."""

from __future__ import annotations

import io

from PIL import Image

from tests.browser.conftest import scan
from wenming.evidence.models import Record


def picture(colour: str = "teal") -> dict:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    return {"name": f"文明交通劝导-{colour}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def fill_in(page) -> None:
    page.fill("input[name=title]", "文明交通志愿服务")
    page.fill("input[name=happened_on]", "2026-08-20")
    page.fill("input[name=place]", "建设路口")
    page.fill("input[name=people]", "园艺科职工")
    page.click("button:has-text('保存并入账')")


def test_a_liaison_drops_photos_makes_one_activity_of_them_and_files_it(city, visit):
    page = visit("/ledger/records/add/", as_=city.liaison)
    scan(page)
    for number, colour in enumerate(
        ("teal", "navy", "olive"), start=1
    ):  # the tests' database has one connection for all
        page.set_input_files("#drop-files", [picture(colour)])
        page.wait_for_selector(f":nth-match([data-state=done], {number})")
    page.click("a:has-text('补全并入账')")
    page.wait_for_url("**/complete/**")
    scan(page)
    fill_in(page)
    page.wait_for_url("**/ledger/records/*/")
    record = Record.objects.get(removed_at=None)
    assert (record.title, record.place, record.record_files.count()) == ("文明交通志愿服务", "建设路口", 3)
    assert record.filed_at is not None
    scan(page)
    page.goto(page.url.split("/ledger/")[0] + "/ledger/?q=交通")
    assert page.locator("table a:has-text('文明交通志愿服务')").count() == 1
    scan(page)


def test_the_same_journey_without_script_on_a_phone(city, visit):
    page = visit("/ledger/records/add/", as_=city.liaison, script=False, narrow=True)
    page.set_input_files("#drop-files", [picture()])
    page.click("main form button:has-text('登记')")
    page.wait_for_url("**/ledger/records/*/")
    fill_in(page)
    page.wait_for_url("**/ledger/records/*/")
    record = Record.objects.get()
    assert record.filed_at is not None
    assert record.department == city.gardens


def test_english_pages_are_accessible_too(city, visit):
    for narrow in (False, True):
        scan(visit("/ledger/", as_=city.clerk, narrow=narrow, language="en"))
