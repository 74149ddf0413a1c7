"""A gap is seen, filled and gone; a year is bound and taken along; a roster brings a unit to life."""

from __future__ import annotations

import io

import pikepdf
import xlsxwriter
from PIL import Image

from tests import make
from tests.browser.conftest import scan
from tests.evidence import desk
from wenming.evidence import jobs
from wenming.evidence.models import Binding, File
from wenming.organisations.formats.roster import COLUMNS
from wenming.organisations.models import Person


def photo(colour: str) -> dict:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), colour).save(out, "JPEG")
    return {"name": f"清洁家园-{colour}.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def test_a_gap_is_seen_filled_with_two_photos_and_gone(city, visit):
    make.criteria_set(city.parks)
    page = visit("/ledger/gaps/", as_=city.clerk)
    scan(page)
    page.click("tr:has-text('志愿服务') a:has-text('去补')")
    page.wait_for_selector("h1:has-text('志愿服务')")
    for number, colour in enumerate(("teal", "navy"), start=1):
        page.set_input_files("#drop-files", [photo(colour)])
        page.wait_for_selector(f":nth-match([data-state=done], {number})")
    page.wait_for_selector("text=待入账 2 件")  # the evidence beside was drawn anew by itself
    scan(page)
    page.click("a:has-text('补全并入账')")
    page.wait_for_url("**/complete/**")
    for name, value in (
        ("title", "清洁家园"),
        ("happened_on", "2026-08-20"),
        ("place", "人民广场"),
        ("people", "职工十人"),
    ):
        page.fill(f"input[name={name}]", value)
    page.click("button:has-text('保存并入账')")
    page.wait_for_url("**/ledger/records/*/")
    scan(page)
    page.goto(page.url.split("/ledger/")[0] + "/ledger/gaps/")
    assert page.locator("tr:has-text('志愿服务')").count() == 0
    assert page.locator("tr:has-text('机构健全')").count() == 1


def test_a_year_is_bound_while_one_watches_and_taken_along(city, visit):
    made = make.criteria_set(city.parks)
    for colour in ("red", "blue"):
        desk.record(city, f"志愿{colour}", content=desk.jpeg(colour), lines=[desk.line_of(made, "2")], filed=True)
    page = visit("/ledger/archive/", as_=city.clerk)
    scan(page)
    page.select_option("#bind-year", "2026")
    page.select_option("#bind-by", "year")
    page.click("button:has-text('开始装订')")
    page.wait_for_selector("text=排队中")
    jobs.bind(Binding.objects.get().pk)  # what the worker does
    page.wait_for_selector("text=已成册")
    scan(page)
    with page.expect_download() as fetched:
        page.click("a:has-text('.pdf')")
    with pikepdf.open(fetched.value.path()) as volume:
        assert len(volume.pages) >= 4  # cover, index, one page for each photo


def roster(*rows: tuple) -> dict:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate((COLUMNS, *rows)):
        sheet.write_row(number, 0, row)
    book.close()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "名册.xlsx", "mimeType": kind, "buffer": out.getvalue()}


def test_a_roster_with_errors_names_the_rows_and_a_good_one_goes_in(city, visit):
    page = visit("/settings/people/roster/", as_=city.clerk)
    scan(page)
    page.set_input_files("input[type=file]", [roster(("沈若溪", "", "主任", "0571-5550101", "", ""))])
    page.click("button:has-text('试读')")
    page.wait_for_selector("text=没有填写部门")
    assert not Person.objects.filter(name="沈若溪").exists()
    scan(page)
    page.set_input_files("input[type=file]", [roster(("沈若溪", "人事科", "主任", "0571-5550101", "shenrx", "联络员"))])
    page.click("button:has-text('导入')")
    page.wait_for_selector("text=已导入 1 人")
    assert page.locator("code").count() == 1  # the first password, shown once
    assert Person.objects.get(name="沈若溪").department.name == "人事科"
    scan(page)


def test_a_file_set_aside_says_so_on_a_phone_too(city, visit):
    desk.record(city, "可疑照片", content=b"MZ\x90\x00" + b"\0" * 2000)
    assert File.objects.get().state == "quarantined"
    page = visit("/ledger/?state=trouble&year=all", as_=city.liaison, narrow=True)
    page.click("a:has-text('可疑照片') >> visible=true")
    page.wait_for_selector("text=这个文件已隔离")
    scan(page)
