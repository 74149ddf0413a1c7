"""The liaison's minute: a photo goes in, is completed, filed and found again."""

from __future__ import annotations

import io

from PIL import Image

from tests.browser.conftest import scan
from wenming.evidence.models import Record


def picture(colour: str = "teal") -> dict:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    return {"name": "文明交通劝导.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def register(page) -> None:
    page.set_input_files("input[type=file][name=files]", [picture()])
    page.fill("input[name=title]", "文明交通志愿服务")
    page.fill("input[name=happened_on]", "2026-08-20")
    page.click("main form button[type=submit]:has-text('登记')")
    page.wait_for_url("**/ledger/records/*/")


def test_a_liaison_registers_completes_and_files_a_photo(city, visit):
    page = visit("/ledger/records/add/", as_=city.liaison)
    scan(page)
    register(page)
    page.fill("input[name=place]", "建设路口")
    page.fill("input[name=people]", "园艺科职工")
    page.click("button:has-text('保存并入账')")
    page.wait_for_selector("text=已入账")
    scan(page)
    page.goto(page.url.split("/ledger/")[0] + "/ledger/?q=交通")
    assert page.locator("table a:has-text('文明交通志愿服务')").count() == 1
    scan(page)


def test_the_same_journey_without_script_on_a_phone(city, visit):
    page = visit("/ledger/records/add/", as_=city.liaison, script=False, narrow=True)
    register(page)
    page.click("button:has-text('保存并入账')")
    record = Record.objects.get()
    assert record.filed_at is not None
    assert record.department == city.gardens


def test_english_pages_are_accessible_too(city, visit):
    for narrow in (False, True):
        scan(visit("/ledger/", as_=city.clerk, narrow=narrow, language="en"))
