"""The liaison's minute: a photo goes in, is completed, filed and found again."""

from __future__ import annotations

import io

from PIL import Image

from tests.browser.conftest import scan
from tests.evidence import desk
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


def test_each_file_of_a_selection_stands_on_its_own(city, visit):
    """One empty file, one of a kind nobody takes: both are named and stay listed, and the good one goes in."""
    for narrow in (False, True):
        page = visit("/ledger/records/add/", as_=city.liaison, narrow=narrow)
        assert "每个不超过 200 MB" in page.inner_text(".drop__limits")
        good = picture("purple" if narrow else "crimson")
        empty = {"name": "空.docx", "mimeType": "application/octet-stream", "buffer": b""}
        other = {"name": "安装.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"}
        page.set_input_files("#drop-files", [empty, good, other])
        page.wait_for_selector("[data-state=done]")
        rows = page.locator("[data-drop-list] > li")
        assert rows.count() == 3
        assert "空的" in page.inner_text("[data-state=empty]")
        assert "不收这种文件" in page.inner_text("[data-state=kind]")
        assert page.inner_text("[data-drop-count]") == "1"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        scan(page)
    assert Record.objects.count() == 2


def test_a_transfer_that_broke_is_tried_again_without_choosing_again(city, visit):
    page = visit("/ledger/records/add/", as_=city.liaison)
    page.route("**/records/drop/", lambda route: route.abort(), times=1)
    page.set_input_files("#drop-files", [picture()])
    page.wait_for_selector("[data-state=failed]")
    page.errors.clear()
    page.click("[data-state=failed] button:has-text('重试')")
    page.wait_for_selector("[data-state=done]")
    assert Record.objects.count() == 1


def test_a_person_signed_out_meanwhile_is_not_told_that_all_went_well(city, visit):
    page = visit("/ledger/records/add/", as_=city.liaison)
    page.context.clear_cookies()
    page.set_input_files("#drop-files", [picture()])
    page.wait_for_selector("[data-state=failed]")
    assert not Record.objects.exists()


def test_files_are_added_on_the_page_of_a_record(city, visit):
    page = visit("/ledger/records/add/", as_=city.liaison)
    page.set_input_files("#drop-files", [picture()])
    page.wait_for_selector("[data-state=done]")
    page.click("[data-state=done] a")
    page.wait_for_selector("#attach-files", state="attached")
    empty = {"name": "空.jpg", "mimeType": "image/jpeg", "buffer": b""}
    page.set_input_files("#attach-files", [empty, picture("navy")])
    page.wait_for_selector("section.file-view >> nth=1")
    assert "空的" in page.inner_text("[data-state=empty]")
    assert Record.objects.get().record_files.count() == 2
    scan(page)


def test_without_script_an_empty_file_does_not_take_the_others_with_it(city, visit):
    page = visit("/ledger/records/add/", as_=city.liaison, script=False, narrow=True)
    empty = {"name": "空.jpg", "mimeType": "image/jpeg", "buffer": b""}
    page.set_input_files("#drop-files", [empty, picture()])
    page.click("main form button:has-text('登记')")
    page.wait_for_url("**/ledger/records/*/")
    assert "空.jpg" in page.inner_text("body")
    assert Record.objects.count() == 1


def test_the_bar_for_ticked_rows_shows_with_the_first_tick(city, visit):
    for number in range(2):
        desk.record(city, f"劝导{number}", content=desk.jpeg(("red", "blue")[number]))
    for narrow in (False, True):
        page = visit("/ledger/", as_=city.clerk, narrow=narrow)
        bar = page.locator("[data-bulk-bar]")
        assert not bar.is_visible()
        page.locator("input[name=pick]:visible").first.check()
        assert bar.is_visible()
        page.locator("input[name=pick]:visible").first.uncheck()
        assert not bar.is_visible()
    assert visit("/ledger/", as_=city.clerk, script=False).locator("[data-bulk-bar]").is_visible()


def test_the_longest_words_stay_inside_a_phone(city, visit):
    record = desk.record(
        city, "Longtitle" * 33, name=f"{'N' * 290}.jpg", place="P" * 120, people="Q" * 500, theme="T" * 300,
        document_number="D" * 80, body="B" * 900, address=f"https://example.org/{'a' * 400}",
    )  # fmt: skip
    page = visit("/ledger/", as_=city.clerk, narrow=True)
    base = page.url.split("/ledger/")[0]
    for path in ("/ledger/", f"/ledger/records/{record.pk}/", f"/ledger/records/complete/?pick={record.pk}"):
        page.goto(base + path)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
    scan(page)
