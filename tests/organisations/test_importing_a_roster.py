"""A roster is read whole, judged row by row, and written whole or not at all."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from django.urls import reverse

from tests import make
from wenming.accounts.models import User
from wenming.kernel.errors import Invalid
from wenming.organisations import actions
from wenming.organisations.formats.roster import COLUMNS, BadRoster, read_roster, write_template
from wenming.organisations.models import Department, Membership, Person


def sheet(*rows: tuple, heading: tuple = COLUMNS) -> io.BytesIO:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    for number, row in enumerate((heading, *rows)):
        page.write_row(number, 0, row)
    book.close()
    out.seek(0)
    return out


GOOD = (
    ("沈若溪", "办公室", "主任", "0571-5550101", "shen", "部门负责人"),
    ("何知远", "宣教科", "科员", 5550102, "", ""),
)


def test_a_good_roster_has_no_problems_and_numbers_phones_as_text():
    roster = read_roster(sheet(*GOOD), "名册.xlsx")
    assert roster.problems == ()
    assert [(row.number, row.name, row.phone, row.role) for row in roster.rows] == [
        (2, "沈若溪", "0571-5550101", "head"),
        (3, "何知远", "5550102", ""),
    ]


def test_columns_may_stand_in_any_order_below_a_title():
    found = sheet(("部门", "姓名"), ("办公室", "沈若溪"), heading=("某单位花名册",))
    assert [(row.name, row.department) for row in read_roster(found, "a.xlsx").rows] == [("沈若溪", "办公室")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("", "办公室", "", "", "", ""), "姓名"),
        (("沈若溪", "", "", "", "", ""), "部门"),
        (("沈若溪", "办公室", "", "打电话给我", "", ""), "联系电话"),
        (("沈若溪", "办公室", "", "", "a b", ""), "用户名"),
        (("沈若溪", "办公室", "", "", "taken", ""), "用户名"),
        (("沈若溪", "办公室", "", "", "shen2", "皇帝"), "角色"),
        (("沈若溪", "办公室", "", "", "", "联络员"), "用户名"),
        (("沈" * 65, "办公室", "", "", "", ""), "姓名"),
    ],
)
def test_each_bad_cell_is_named_by_row_and_column(row, column):
    roster = read_roster(sheet(*GOOD, row), "名册.xlsx", taken_usernames={"taken"})
    assert [(problem.number, problem.column) for problem in roster.problems] == [(4, column)]


def test_the_same_username_twice_names_the_first_row():
    roster = read_roster(sheet(GOOD[0], GOOD[0]), "名册.xlsx")
    assert [(problem.number, problem.column) for problem in roster.problems] == [(3, "用户名")]
    assert "2" in roster.problems[0].message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "空.xlsx"),
        (b"PK\x03\x04 broken", "坏.xlsx"),
        (b"MZ\x90\x00", "程序.exe"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "加密.xlsx"),
    ],
)
def test_what_is_no_roster_is_refused_in_words(content, name):
    with pytest.raises(BadRoster) as refusal:
        read_roster(io.BytesIO(content), name)
    assert name in str(refusal.value)


def test_a_sheet_without_the_heading_is_refused():
    with pytest.raises(BadRoster):
        read_roster(sheet(("x", "y"), heading=("甲", "乙")), "名册.xlsx")


def test_the_template_reads_back_as_a_roster_without_people():
    with pytest.raises(BadRoster, match="没有一行"):
        read_roster(io.BytesIO(write_template(["办公室"])), "模板.xlsx")


@pytest.mark.django_db
def test_an_import_makes_departments_people_and_accounts(city):
    roster = read_roster(sheet(*GOOD), "名册.xlsx")
    done = actions.import_roster(actor=city.actor(city.clerk), organisation=city.parks, roster=roster, at=make.AT)
    assert (done.departments, done.people, list(done.passwords)) == (1, 2, ["shen"])
    head = User.objects.get(username="shen")
    assert head.check_password(done.passwords["shen"])
    assert Membership.objects.get(user=head).department == Department.objects.get(name="办公室")


@pytest.mark.django_db
def test_a_roster_with_a_problem_writes_nothing(city):
    before = Person.objects.count()
    roster = read_roster(sheet(*GOOD, ("", "新部门", "", "", "", "")), "名册.xlsx")
    with pytest.raises(Invalid):
        actions.import_roster(actor=city.actor(city.clerk), organisation=city.parks, roster=roster, at=make.AT)
    assert Person.objects.count() == before
    assert not Department.objects.filter(name="新部门").exists()


@pytest.mark.django_db
def test_the_page_tries_first_and_writes_only_when_told(city, client):
    client.force_login(city.clerk)
    url = reverse("organisations:roster_import")
    before = Person.objects.count()
    tried = client.post(url, {"file": _upload(sheet(*GOOD)), "what": "try"})
    assert tried.status_code == 200
    assert Person.objects.count() == before
    written = client.post(url, {"file": _upload(sheet(*GOOD)), "what": "import"})
    assert "已导入 2 人" in written.content.decode()
    assert Person.objects.count() == before + 2


@pytest.mark.django_db
def test_the_page_lists_every_bad_row_and_answers_422(city, client):
    client.force_login(city.clerk)
    bad = sheet(("", "办公室", "", "", "", ""), ("甲", "", "", "", "", ""))
    answer = client.post(reverse("organisations:roster_import"), {"file": _upload(bad), "what": "import"})
    assert answer.status_code == 422
    assert "没有填写姓名" in answer.content.decode()
    assert "没有填写部门" in answer.content.decode()


@pytest.mark.django_db
def test_a_liaison_may_not_import(city, client):
    client.force_login(city.liaison)
    assert client.get(reverse("organisations:roster_import")).status_code == 403


def _upload(content: io.BytesIO):
    content.name = "名册.xlsx"
    return content
