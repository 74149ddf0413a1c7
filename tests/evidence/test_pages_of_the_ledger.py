"""The list of all records: the present year first, filters, bulk actions, Excel out – and gaps with their ways out."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.criteria import pages
from tests.evidence import desk
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.models import LineOwner, Record
from wenming.evidence.rules.findings import SEVERITY
from wenming.evidence.views.finding_words import ICONS, KINDS
from wenming.organisations.access import Actor
from wenming.ui.icons import known

pytestmark = pytest.mark.django_db
LIST, BULK, GAPS = "/ledger/", "/ledger/bulk/", "/ledger/gaps/"


@pytest.fixture
def criteria(city):
    return make.criteria_set(city.parks)


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def titles(response) -> list[str]:
    return [row["title"] for row in response.context["rows"]]


def test_the_ledger_opens_at_the_present_year_and_says_so(clerk, city):
    now = timezone.localdate().year
    desk.record(city, "今年", year=now)
    desk.record(city, "往年", year=now - 1, content=desk.jpeg("red"))
    page = clerk.get(LIST)
    assert titles(page) == ["今年"]
    assert f"年度：{now}" in page.content.decode().replace("\n", "")
    assert set(titles(clerk.get(LIST, {"year": "all"}))) == {"今年", "往年"}
    assert titles(clerk.get(LIST, {"year": now - 1})) == ["往年"]


def test_a_search_without_a_year_looks_everywhere(clerk, city):
    desk.record(city, "道德讲堂", year=2019)
    assert titles(clerk.get(LIST, {"q": "讲堂"})) == ["道德讲堂"]
    assert titles(clerk.get(LIST, {"q": "不存在的词"})) == []


def test_filters_narrow_and_nonsense_is_ignored(clerk, city, criteria):
    line = desk.line_of(criteria, "2")
    desk.record(city, "园艺", lines=[line])
    desk.record(city, "办公", department=city.office, content=desk.jpeg("red"), kind="other", ledger_class="document")
    assert titles(clerk.get(LIST, {"year": 2026, "department": city.office.pk})) == ["办公"]
    assert titles(clerk.get(LIST, {"year": 2026, "class": "activity"})) == ["园艺"]
    assert titles(clerk.get(LIST, {"year": 2026, "line": line.pk})) == ["园艺"]
    nonsense = {"year": "x", "department": "'", "class": "<b>", "line": "9" * 30, "page": "-3", "sort": "; drop"}
    assert clerk.get(LIST, nonsense).status_code == 200


def test_dropping_on_the_list_goes_where_the_list_stands(clerk, city):
    page = clerk.get(LIST, {"year": 2025, "department": city.gardens.pk})
    form = pages.soup(page).find("form", {"data-dropped": True})
    assert form.find("input", {"name": "department"})["value"] == str(city.gardens.pk)
    assert form.find("input", {"name": "year"})["value"] == "2025"


def bulk(client, what, *records, **more):
    return client.post(BULK, {"what": what, "pick": [one.pk for one in records], **more}, follow=True)


def test_bulk_files_links_hands_over_and_names_what_refuses(clerk, city, criteria):
    ready, undated = (
        desk.record(city, "有日期"),
        desk.record(city, "没日期", happened_on=None, content=desk.jpeg("red")),
    )
    answer = bulk(clerk, "file", ready, undated)
    assert desk.messages_of(answer) == ["已办理 1 件。", "《没日期》：请先写明题名和日期，再入账。"]
    bulk(clerk, "link", ready, undated, codes="2 志愿服务、1.1")
    assert {link.line.code for link in ready.links.all()} == {"2", "1.1"}
    bulk(clerk, "department", ready, department=city.office.pk)
    ready.refresh_from_db()
    assert ready.department == city.office


@pytest.mark.parametrize(
    ("what", "more", "said"),
    [
        ("link", {}, "请先填好"), ("link", {"codes": "9.9"}, "没有编号为"), ("department", {"department": "x"}, "请先填好"),
        ("format", {}, "请先填好"),
    ],
)  # fmt: skip
def test_bulk_without_a_target_says_what_is_missing(clerk, city, criteria, what, more, said):
    record = desk.record(city)
    assert said in " ".join(desk.messages_of(bulk(clerk, what, record, **more)))
    assert record.links.count() == 0


def test_bulk_completing_leads_to_one_form_for_all(clerk, city):
    picked = [desk.record(city, "一"), desk.record(city, "二", content=desk.jpeg("red"))]
    answer = clerk.post(BULK, {"what": "edit", "pick": [one.pk for one in picked]})
    assert answer.url == f"/ledger/records/complete/?pick={picked[0].pk}&pick={picked[1].pk}"


def test_bulk_never_leads_out_of_the_house(clerk, city):
    answer = clerk.post(BULK, {"what": "file", "pick": "1", "next": "https://elsewhere.example/"})
    assert answer.url == LIST


def test_the_excel_opens_and_holds_text_never_formulas(clerk, city):
    desk.record(city, '=HYPERLINK("http://x","点我")', people="+1+1", place="@SUM(A1)", theme="-2")
    answer = clerk.get(LIST, {"year": 2026, "to": "xlsx"})
    assert "attachment" in answer["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    row = list(sheet[2])
    assert [cell.data_type for cell in row if cell.value] == ["s"] * sum(1 for cell in row if cell.value)
    assert row[0].value == '=HYPERLINK("http://x","点我")'


def test_an_empty_ledger_teaches_and_an_empty_search_says_so(clerk, city):
    assert "台账还是空的" in clerk.get(LIST).content.decode()
    assert "没有符合条件的材料" in clerk.get(LIST, {"q": "x"}).content.decode()


def test_every_kind_of_finding_has_a_word_and_an_icon():
    assert set(SEVERITY) <= set(KINDS) == set(ICONS)
    assert set(ICONS.values()) <= set(known())


def test_a_gap_closes_once_the_right_evidence_is_filed(clerk, city, criteria):
    line = desk.line_of(criteria, "2")
    assert "志愿服务" in " ".join(row["gap"].line.title for row in clerk.get(GAPS).context["rows"])
    for colour in ("red", "blue"):
        desk.record(city, f"志愿{colour}", content=desk.jpeg(colour), lines=[line], filed=True)
    assert "2" not in [row["gap"].line.code for row in clerk.get(GAPS).context["rows"]]


def test_gaps_are_filtered_by_department_item_kind_severity_and_lateness(clerk, city, criteria):
    assign_lines(
        actor=Actor.of(city.clerk), organisation=city.parks, lines=[desk.line_of(criteria, "2")],
        department=city.gardens, at=make.AT, due=date(2026, 1, 1),
    )  # fmt: skip

    def codes(**query):
        return [row["gap"].line.code for row in clerk.get(GAPS, query).context["rows"]]

    assert codes() == ["1.1", "2"]
    assert codes(department=city.gardens.pk) == ["2"]
    assert codes(department="none") == ["1.1"]
    assert codes(top="1") == ["1.1"]
    assert codes(kind="missing", severity="error", late="1") == ["2"]
    assert codes(kind="too_long") == ["1.1", "2"]  # no such finding there: no choice, no filter


def test_the_gap_list_goes_out_as_excel_word_and_pdf(clerk, city, criteria):
    sheet = openpyxl.load_workbook(io.BytesIO(clerk.get(GAPS, {"to": "xlsx"}).content)).active
    assert any("1.1 机构健全" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert clerk.get(GAPS, {"to": "pdf"}).content.startswith(b"%PDF")
    assert clerk.get(GAPS, {"to": "docx"}).content.startswith(b"PK")


def test_findings_about_records_under_no_line_are_listed_too(clerk, city, criteria):
    desk.record(city, "没有文号的文件", kind="official_document", content=desk.docx("x"), name="x.docx", filed=True)
    assert "没有文号的文件" in clerk.get(GAPS).content.decode()


def test_without_a_set_the_gap_list_says_where_to_begin(clerk, city):
    assert "还没有使用中的测评体系" in clerk.get(GAPS).content.decode()


def test_lines_are_assigned_in_bulk_and_inherited_below(clerk, city, criteria):
    address = reverse("evidence:line_owners", args=[criteria.pk])
    top = desk.line_of(criteria, "1")
    refused = clerk.post(address, {"department": city.gardens.pk, "due": "2026-10-10"})
    assert "请先勾选" in refused.content.decode()
    answer = clerk.post(f"{address}?top=1", {"pick": [top.pk], "department": city.gardens.pk, "due": "2026-10-10"})
    assert answer.url == f"{address}?top=1"
    assert LineOwner.objects.get().due == date(2026, 10, 10)
    rows = clerk.get(address, {"top": "1"}).context["rows"]
    assert [(row["line"].code, row["inherited"]) for row in rows] == [("1", False), ("1.1", True), ("1.2", True)]
    assert [row["line"].code for row in clerk.get(address, {"department": "none"}).context["rows"]] == ["2"]


def test_records_in_the_ledger_are_chosen_for_a_line(clerk, city, criteria):
    line = desk.line_of(criteria, "2")
    one, two = desk.record(city, "可选"), desk.record(city, "已对应", content=desk.jpeg("red"), lines=[line])
    address = reverse("evidence:line_pick", args=[line.pk])
    page = clerk.get(address)
    assert [row["title"] for row in (*page.context["suggested"], *page.context["rows"])] == ["可选"]
    clerk.post(address, {"pick": [one.pk, two.pk]})
    assert {record.title for record in Record.objects.filter(links__line=line)} == {"可选", "已对应"}
    assert "没有勾选" in " ".join(desk.messages_of(clerk.post(address, {}, follow=True)))


def test_one_who_may_link_little_sees_what_may_be_linked_and_the_rest_on_demand(client, city, criteria):
    client.force_login(city.liaison)
    line = desk.line_of(criteria, "2")
    desk.record(city, "本科室照片")
    desk.record(city, "本科室办法", year=2019, kind="official_document", content=desk.docx("办法"), name="办法.docx")
    desk.record(city, "别科室照片", department=city.office, content=desk.jpeg("red"))
    address = reverse("evidence:line_pick", args=[line.pk])

    def shown(**asked):
        page = client.get(address, asked)
        rows = [*page.context["suggested"], *page.context["rows"]]
        return {row["title"]: row["mine"] for row in rows}

    assert shown() == {"本科室照片": True}  # the kind that the line asks for
    assert shown(kind="official_document") == {"本科室办法": True}
    assert shown(q="办法") == {"本科室办法": True}
    assert shown(every="1") == {"本科室照片": True, "本科室办法": True, "别科室照片": False}
    assert shown(year="2019") == {} and shown(year="2019", kind="official_document") == {"本科室办法": True}
    assert "归该部门对应" in client.get(address, {"every": "1"}).content.decode()


def test_what_speaks_for_the_line_stands_first_with_its_reason(clerk, city, criteria):
    line = desk.line_of(criteria, "2")
    desk.record(city, "春季合影", happened_on=date(2026, 8, 28), theme="")
    desk.record(city, f"{line.title}现场", content=desk.jpeg("red"), theme="")
    page = clerk.get(reverse("evidence:line_pick", args=[line.pk]))
    (first, *_rest) = page.context["suggested"]
    assert first["title"] == f"{line.title}现场" and first["why"] in page.content.decode()
    assert first["pk"] not in {row["pk"] for row in page.context["rows"]}


def test_all_that_is_filtered_is_printed_and_a_page_of_it_says_that_it_is_one(clerk, city):
    now = timezone.localdate().year
    source = desk.record(city, "第一件", year=now)
    Record.objects.bulk_create(
        Record(organisation=city.parks, year=now, ledger_class="activity", kind="photo", title=f"活动{n}", department=city.gardens, received_at=source.received_at)
        for n in range(59)
    )  # fmt: skip
    desk.record(city, "办公室的", year=now, department=city.office, content=desk.jpeg("red"))
    one_page = clerk.get(LIST).content.decode()
    assert "打印全部 61 件" in one_page and "这里只是第 1 页，共 2 页 61 件" in one_page
    assert len(clerk.get(LIST, {"to": "print"}).context["rows"]) == 61
    narrowed = clerk.get(LIST, {"to": "print", "department": city.gardens.pk})
    assert len(narrowed.context["rows"]) == 60 and "责任部门：园艺科" in narrowed.content.decode()


def test_a_record_on_paper_is_a_sheet_of_facts_and_no_form(clerk, city):
    found = desk.record(city, "志愿服务")
    page = pages.soup(clerk.get(reverse("evidence:record_detail", args=[found.pk])))
    assert "no-print" in page.find(id="record-form")["class"]
    paper = page.find("section", {"aria-labelledby": "paper-h"})
    assert "only-print" in paper["class"] and "建设路口" in paper.get_text() and "园艺科" in paper.get_text()
    assert "no-print" in page.find("a", download=True)["class"]
