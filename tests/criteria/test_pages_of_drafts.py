"""A draft in the browser: brought in, shown beside its source, corrected in place, put into use."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.criteria import pages
from tests.criteria.sets import document, leaf, parent
from wenming.criteria.actions import correcting, drafting
from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.exchange import export
from wenming.criteria.models import CriteriaSet
from wenming.criteria.rules.editing import codes, find
from wenming.criteria.states import Origin

TABLE = (
    "序号,测评项目,测评内容,分值,测评方法\n"
    "1,思想建设,每季度集中学习一次，每缺一次扣1分,6,材料审核\n"
    ",,设立学习园地,4,实地考察\n"
    "2,环境建设,院落整洁，随意堆放一处扣0.5分,10,实地考察\n"
    "合计,,,20,\n"
    "注：扣完为止。,,,,\n"
).encode()
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def upload(client, name, content):
    return client.post("/criteria/new/upload/", {"file": SimpleUploadedFile(name, content)})


def begin(city, *lines, **more):
    return drafting.draft_set(
        actor=city.actor(city.clerk),
        organisation=city.parks,
        document=document(*lines, **more.pop("header", {})),
        origin=Origin.TABLE,
        at=make.AT,
        **more,
    )


def stored(draft):
    return CriteriaSet.objects.get(pk=draft.pk)


def test_a_table_becomes_a_proposal_beside_its_rows(clerk, city):
    response = upload(clerk, "测评表.csv", TABLE)
    draft = CriteriaSet.objects.get()
    assert (response.status_code, response.url) == (302, f"/criteria/{draft.pk}/draft/")
    assert (draft.organisation, draft.origin, draft.source_name, draft.state) == (
        city.parks,
        "table",
        "测评表.csv",
        "draft",
    )

    page = pages.soup(clerk.get(response.url))
    lines = page.select("#lines li.cr-line")
    assert len(lines) == len(codes(draft.document)) > 3
    fates = {row["id"]: row["class"] for row in page.select("tr[data-source-row]")}
    assert len(fates) == 6
    assert page.select_one("#s0-1 th").get_text(strip=True) == "2"
    beside = {row["id"]: [one.get_text() for one in row.select(".code")] for row in page.select("tbody tr")}
    assert beside["s0-1"] == ["1", "1/1"] and beside["s0-2"] == ["1/2"] and beside["s0-3"] == ["2", "2/1"]
    linked = [line for line in lines if line.get("data-places")]
    assert linked and all(f"s{place}" in fates for line in linked for place in line["data-places"].split())
    assert "从 6.00 分往下扣" in page.get_text()


def test_what_became_of_every_source_row_is_said(clerk, city):
    upload(clerk, "测评表.csv", TABLE)
    page = pages.soup(clerk.get(f"/criteria/{CriteriaSet.objects.get().pk}/draft/"))

    assert [cell.get_text() for cell in page.select("thead th")][1:4] == ["序号", "测评项目", "测评内容"]
    said = {row["id"]: row.select_one(".cr-pair__read").get_text(strip=True) for row in page.select("tbody tr")}
    assert (said["s0-4"], said["s0-5"]) == ("合计", "注")


def beside(draft, document_, sources):
    from wenming.criteria.selectors import draft_tables, drafts

    draft.document, draft.sources = document_, sources
    return draft_tables.beside(draft, drafts.draft_page(draft).rows)


def grid(*rows, label=""):
    return {
        "label": label,
        "rows": [{"number": at, "fate": fate, "cells": cells} for at, (fate, cells) in enumerate(rows, 1)],
    }


def test_a_line_stands_beside_its_row_whatever_the_order_of_the_rows(clerk, city):
    """Lines keep the order of the document; one that comes from a row further up leads there by a link."""
    draft = begin(city, parent("1", leaf("1.1"), leaf("1.2")), leaf("2"), leaf("3"))
    draft.grids = [grid(("header", ["内容"]), ("line", ["甲"]), ("line", ["乙"]), ("line", ["丙"]), ("line", ["丁"]))]
    made = beside(
        draft, draft.document, {"1": [[0, 1]], "1.1": [[0, 1]], "1.2": [[0, 3]], "2": [[0, 2]], "3": [[0, 4]]}
    )

    (table,) = made.tables
    assert [[line.code for line in row.lines] for row in table.rows] in (
        [["1", "1.1"], [], ["1.2", "2"], ["3"]],
        [["1", "1.1", "1.2"], ["2"], [], ["3"]],
    )
    away = next(row for row in table.rows if not row.lines)
    assert len(away.elsewhere) == 1
    draft.save()
    page = pages.soup(clerk.get(f"/criteria/{draft.pk}/draft/"))
    assert len(page.select("#lines li.cr-line")) == 5
    assert page.select_one(f"#s{away.id} .cr-pair__read a")["href"].startswith("#line-")


def test_a_line_of_several_rows_stands_beside_all_of_them(city):
    draft = begin(city, leaf("1"), leaf("2"))
    draft.grids = [grid(*[("line", [word]) for word in "甲乙丙丁"])]
    made = beside(draft, draft.document, {"1": [[0, 0], [0, 1], [0, 2]], "2": [[0, 3]]})

    assert [row.span for row in made.tables[0].rows] == [3, 0, 0, 1]


def test_lines_without_a_row_and_rows_without_a_line_are_all_there(city):
    draft = begin(city, leaf("1"), leaf("2"), leaf("3"))
    draft.grids = [grid(("skipped", ["首页"])), grid(("line", ["甲"]), ("line", ["没有读出来的一行"]))]
    made = beside(draft, draft.document, {"2": [[1, 0]]})

    assert [line.code for line in made.before] == ["1"]
    assert [line.code for line in made.tables[0].rows[0].lines] == ["2", "3"]
    assert str(made.tables[0].rows[1].word) == "未成条目"
    assert len(made.unused) == 1


def test_a_row_that_became_a_negative_item_says_so_wherever_it_stood(city):
    items = [{"code": "N-1", "title": "发生重大 安全责任事故的，一票否决"}]
    draft = begin(city, leaf("1"), header={"negative": items})
    draft.grids = [
        grid(("line", ["1", "甲"]), ("line", ["2", "发生重大安全责任事故的,一票否决"]), ("line", ["3", "丙"]))
    ]
    made = beside(draft, draft.document, {"1": [[0, 0]]})

    rows = made.tables[0].rows
    assert [row.negative for row in rows] == [[], ["N-1"], []]
    assert [str(row.word) for row in rows] == ["", "", "未成条目"]


def test_columns_are_as_wide_as_what_stands_in_them(city):
    long = "每季度至少组织一次集中学习，有计划、有记录，有小结，人人参加，并在公示栏公示。"
    draft = begin(city, leaf("1"))
    draft.grids = [grid(("header", ["序号", "内容", "分值"]), *[("line", ["", long, "2"])] * 400)]
    widths = beside(draft, draft.document, {"1": [[0, 1]]}).tables[0].widths
    assert widths[0] == 2 < widths[2] < widths[1] and sum(widths) <= 60

    draft.grids = [grid(("header", [str(n) for n in range(40)]), ("line", [long] * 40), label="宽")]
    assert 40 <= sum(beside(draft, draft.document, {"1": [[0, 1]]}).tables[0].widths) <= 80


def test_what_is_to_be_looked_at_is_reached_by_links_and_nothing_is_said_to_be_in_order_beside_it(clerk, city):
    draft = begin(
        city, parent("1", leaf("1.1", "3"), points="9"), leaf("2"), warnings=[{"line": "2", "message": "请核对"}]
    )
    page = pages.soup(clerk.get(f"/criteria/{draft.pk}/draft/"))
    assert [link["href"] for link in page.select(".cr-jump a")] == ["#line-1", "#line-3"]
    assert page.select_one("#line-1 a[href='#line-3']") and page.select_one("#line-3")

    calm = begin(city, parent("1", leaf("1.1", "3"), points="9"), header={"code": "other", "base_total": None})
    said = pages.words(clerk.get(f"/criteria/{calm.pk}/draft/"))
    assert "下级合计 3 分" in said and "没有待核对的提示" not in said


@pytest.mark.parametrize("form", ["json", "yaml", "xlsx", "docx"])
def test_our_own_files_come_back_exactly(clerk, city, form):
    content = export(read_document(document()), form)
    response = upload(clerk, f"导出.{form}", content)

    assert response.status_code == 302
    draft = CriteriaSet.objects.get()
    assert draft.origin == "exchange" and codes(draft.document) == codes(document())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.xlsx", b""),
        ("坏.xlsx", b"PK\x03\x04damaged"),
        ("照片.docx", b"\xff\xd8\xff\xe0" + b"\x00" * 64),
        ("说明.csv", "本周值班安排如下\n".encode()),
        ("别的.json", b'{"format": "wenming-criteria/7"}'),
        ("x.exe", b"MZ\x90\x00"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_nothing_is_begun(clerk, city, name, content):
    response = upload(clerk, name, content)

    assert response.status_code == 422
    assert pages.soup(response).select(".err") and not CriteriaSet.objects.exists()


def test_no_file_and_a_file_over_the_limit_are_refused(clerk, city, monkeypatch):
    assert clerk.post("/criteria/new/upload/", {}).status_code == 422
    monkeypatch.setattr("wenming.criteria.forms.beginning.MOST_BYTES", 10)
    assert upload(clerk, "大.csv", TABLE).status_code == 422
    assert not CriteriaSet.objects.exists()


def test_the_source_is_given_back_as_it_was_received(clerk, city, client):
    upload(clerk, "测评表.csv", TABLE)
    response = clerk.get(f"/criteria/{CriteriaSet.objects.get().pk}/source/")

    assert response.content == TABLE and "attachment" in response["Content-Disposition"]


def test_hostile_words_in_a_table_stay_words(clerk, city):
    hostile = TABLE.replace("设立学习园地".encode(), "<script>alert(1)</script>😀".encode())
    upload(clerk, '"><img src=x>.csv', hostile)
    body = clerk.get(f"/criteria/{CriteriaSet.objects.get().pk}/draft/").content.decode()

    assert "<script>alert" not in body and "<img src=x" not in body and "&lt;script&gt;" in body


def test_one_may_begin_with_a_built_in_set_or_with_nothing(clerk, city):
    page = clerk.get("/criteria/new/built-in/six-aspects/")
    pages.send(clerk, "/criteria/new/built-in/six-aspects/", pages.form_of(page))
    built_in = CriteriaSet.objects.get()
    assert (built_in.origin, built_in.code) == ("built_in", "parks") and built_in.line_count > 20
    assert clerk.get("/criteria/new/built-in/nothing/").status_code == 404

    page = clerk.get("/criteria/new/empty/")
    pages.send(clerk, "/criteria/new/empty/", pages.form_of(page), name="科室考核细则", year="2026", level="unit")
    empty = CriteriaSet.objects.latest("pk")
    assert (empty.origin, empty.code, empty.year) == ("empty", "parks-2026", 2026)
    assert "还没有条目" in pages.words(clerk.get(f"/criteria/{empty.pk}/draft/"))


def test_a_line_is_corrected_in_its_rows_place(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    form = clerk.get(url, **HTMX)
    assert pages.soup(form).find("li")["id"] == "line-2" and not pages.soup(form).find("html")

    data = pages.filled(pages.form_of(form))
    saved = clerk.post(url, data | {"points": ["4"], "revision_now": ["0"]}, **HTMX)
    page = pages.soup(saved)
    rows = {one["id"]: one for one in page.find_all(id=True)}
    assert saved.status_code == 200 and "4.00" in rows["line-2"].get_text()
    assert rows["line-1"]["hx-swap-oob"] == "true" and "下级合计 6 分" in rows["line-1"].get_text()
    assert rows["revision-now"]["value"] == "1"
    assert find(stored(draft).document, "1.1").line["points"] == "4"


def test_a_new_code_redraws_the_whole_proposal(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    data = pages.filled(pages.form_of(clerk.get(url, **HTMX)))
    saved = clerk.post(url, data | {"code": ["1.9"]}, **HTMX)

    assert saved["HX-Retarget"] == "#proposal" and pages.soup(saved).find(id="proposal")


def test_two_forms_open_at_once_are_both_saved_by_the_same_person(clerk, city):
    draft = begin(city)
    first, second = (f"/criteria/{draft.pk}/draft/line/?code={code}" for code in ("1.1", "1.2"))
    one, two = (pages.filled(pages.form_of(clerk.get(url, **HTMX))) for url in (first, second))
    assert clerk.post(first, one | {"points": ["4"], "revision_now": ["0"]}, **HTMX).status_code == 200
    assert clerk.post(second, two | {"points": ["5"], "revision_now": ["1"]}, **HTMX).status_code == 200

    assert [find(stored(draft).document, code).line["points"] for code in ("1.1", "1.2")] == ["4", "5"]


def test_the_slower_of_two_people_is_told_and_keeps_what_was_typed(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    mine = pages.filled(pages.form_of(clerk.get(url)))
    correcting.change_line(
        actor=city.actor(city.clerk),
        criteria_set=draft,
        revision=0,
        code="1.1",
        line=leaf("1.1", "9") | {"title": "别人改的"},
        at=make.AT,
    )
    told = clerk.post(url, mine | {"title": ["我改的"]}, **HTMX)

    assert told.status_code == 409
    assert "我改的" in told.content.decode() and "别人改的" in told.content.decode()
    assert find(stored(draft).document, "1.1").line["title"] == "别人改的"
    again = pages.filled(pages.form_of(told))
    assert again["title"] == ["我改的"]
    assert clerk.post(url, again, **HTMX).status_code == 200
    assert find(stored(draft).document, "1.1").line["title"] == "我改的"


def test_a_form_older_than_its_line_is_told_even_with_a_fresh_revision(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    mine = pages.filled(pages.form_of(clerk.get(url)))
    correcting.change_line(
        actor=city.actor(city.clerk), criteria_set=draft, revision=0, code="1.1", line=leaf("1.1", "9"), at=make.AT
    )

    assert clerk.post(url, mine | {"revision_now": ["1"]}, **HTMX).status_code == 409
    assert find(stored(draft).document, "1.1").line["points"] == "9"


def test_a_line_removed_meanwhile_is_told_and_what_was_typed_is_kept(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    mine = pages.filled(pages.form_of(clerk.get(url)))
    correcting.remove_line(actor=city.actor(city.clerk), criteria_set=draft, revision=0, code="1.1", at=make.AT)
    told = clerk.post(url, mine | {"title": ["我改的"]}, **HTMX)

    assert told.status_code == 409 and "我改的" in told.content.decode() and "可能刚被删除" in pages.words(told)


def test_lines_are_added_moved_and_removed_without_script(clerk, city):
    draft = begin(city)
    base = f"/criteria/{draft.pk}/draft/line/"
    page = clerk.get(f"{base}new/?after=1.1")
    assert pages.filled(pages.form_of(page))["code"] == ["1.3"]
    added = pages.send(clerk, f"{base}new/?after=1.1", pages.form_of(page), title="新加一条", points="1")
    assert added.status_code == 302 and added.url.endswith("#line-3")

    below = pages.send(
        clerk, f"{base}new/?under=1.3", pages.form_of(clerk.get(f"{base}new/?under=1.3")), title="下级", points="1"
    )
    assert below.status_code == 302 and find(stored(draft).document, "1.3.1").above()[-1]["code"] == "1.3"

    for act, url in (("down", f"{base}?code=1.1"), ("out", f"{base}?code=1.3.1"), ("in", f"{base}?code=1.3.1")):
        assert pages.send(clerk, url, pages.form_of(clerk.get(url)), act=act).status_code == 302
    url = f"{base}?code=1.3"
    assert pages.send(clerk, url, pages.form_of(clerk.get(url)), act="remove").status_code == 302
    assert "1.3" not in codes(stored(draft).document)


def test_what_was_typed_is_saved_before_a_line_moves(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    pages.send(clerk, url, pages.form_of(clerk.get(url)), act="down", title="改了再移")

    group = stored(draft).document["lines"][0]["lines"]
    assert [(line["code"], line["title"]) for line in group] == [("1.2", "条目1.2"), ("1.1", "改了再移")]


def test_a_move_to_nowhere_is_said(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/line/?code=1"
    response = pages.send(clerk, url, pages.form_of(clerk.get(url)), act="up")

    assert response.status_code == 422 and "不能再移" in pages.words(response)


def test_warnings_stand_at_their_lines_and_are_accepted_one_by_one(clerk, city):
    draft = begin(city, warnings=[{"line": "1.1", "message": "分值读作 3"}, {"line": None, "message": "有一行没读懂"}])
    page = clerk.get(f"/criteria/{draft.pk}/draft/")
    assert "分值读作 3" in pages.soup(page).select_one("#line-2").get_text()
    assert "有一行没读懂" in pages.soup(page).select_one("#draft-state").get_text()

    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    row = pages.soup(page).select_one("#line-2 form")
    assert clerk.post(url, pages.filled(row) | {"act": ["accept"]}, **HTMX).status_code == 200
    assert [one["line"] for one in stored(draft).warnings] == [None]
    assert clerk.post(f"/criteria/{draft.pk}/draft/warnings/", {"revision": 1, "every": 1}).status_code == 302
    assert stored(draft).warnings == []


def test_sums_that_do_not_add_up_are_shown_and_never_corrected(clerk, city):
    draft = begin(city, parent("1", leaf("1.1", "3"), points="5"), header={"base_total": "100"})
    text = pages.words(clerk.get(f"/criteria/{draft.pk}/draft/"))

    assert "下级合计 3 分" in text and "基本总分是 100 分" in text
    assert stored(draft).document["lines"][0]["points"] == "5"


def test_the_header_is_changed_and_what_does_not_fit_is_said(clerk, city):
    draft = begin(city, header={"grades": {"A": "100%"}, "years": {"combine": "sum", "parts": {"2025": "0.4"}}})
    url = f"/criteria/{draft.pk}/draft/header/"
    before = stored(draft).document
    assert pages.send(clerk, url, pages.form_of(clerk.get(url))).status_code == 302
    assert stored(draft).document == before

    form = pages.form_of(clerk.get(url))
    changes = {
        "name": "新名称",
        "pass_mark": "85",
        "grade-1-grade": "B",
        "grade-1-value": "６６％",
        "weight-0-method": "survey",
        "weight-0-value": "1",
    }
    assert pages.send(clerk, url, form, **changes).status_code == 302
    now = stored(draft)
    assert (now.name, now.document["pass_mark"], now.document["grades"]) == ("新名称", "85", {"A": "100%", "B": "66%"})
    assert now.document["method_weights"] == {"survey": "1"}

    for wrong in ({"name": ""}, {"base_total": "百"}, {"grade-0-value": ""}, {"code": ""}):
        assert pages.send(clerk, url, pages.form_of(clerk.get(url)), **wrong).status_code == 422
    assert pages.send(clerk, url, form, name="旧表单").status_code == 409


def test_negative_items_are_added_changed_and_removed(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/negative/"
    form = pages.form_of(clerk.get(f"{url}?new"))
    wrong = pages.send(clerk, f"{url}?new", form, title="责任事故", effect="deduct", lookback="months")
    assert wrong.status_code == 422 and "请写明扣几分" in pages.words(wrong)
    added = pages.send(
        clerk,
        f"{url}?new",
        form,
        title="责任事故",
        effect="deduct",
        points="10",
        concealed_factor="2",
        lookback="months",
        months="24",
        threshold="1",
    )
    assert added.status_code == 302
    item = {
        "code": "N-1",
        "title": "责任事故",
        "lookback": {"months": 24},
        "threshold": 1,
        "effect": {"kind": "deduct", "points": "10", "concealed_factor": "2"},
    }
    assert stored(draft).document["negative"] == [item]
    assert "瞒报按 2 倍扣" in pages.words(clerk.get(url))

    for lookback, values in (("since", {"since": "2024-01-01"}), ("term", {}), ("", {})):
        form = pages.form_of(clerk.get(f"{url}?code=N-1"))
        assert pages.send(clerk, f"{url}?code=N-1", form, lookback=lookback, **values).status_code == 302
    assert "lookback" not in stored(draft).document["negative"][0]
    form = pages.form_of(clerk.get(f"{url}?code=N-1"))
    assert pages.send(clerk, f"{url}?code=N-1", form, act="remove").status_code == 302
    assert stored(draft).document["negative"] == []
    assert clerk.get(f"{url}?code=N-1").status_code == 404


def test_a_draft_is_looked_at_once_more_and_put_into_use(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/confirm/"
    response = pages.send(clerk, url, pages.form_of(clerk.get(url)))

    assert (response.status_code, response.url) == (302, f"/criteria/{draft.pk}/")
    assert stored(draft).state == "in_use"
    page = clerk.get(response.url)
    assert page.status_code == 200 and "已启用" in pages.words(page)
    told = clerk.get(f"/criteria/{draft.pk}/draft/")
    assert told.status_code == 200 and "确认启用了" in pages.words(told)


def test_of_two_people_who_confirm_the_second_is_told(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/confirm/"
    first, second = (pages.form_of(clerk.get(url)) for _ in range(2))
    assert pages.send(clerk, url, first).status_code == 302

    slower = pages.send(clerk, url, second)
    assert slower.status_code == 409 and stored(draft).lines.count() == 6
    said = pages.words(slower)
    assert "王干事 " in said and "确认启用了“云溪市园林局测评细则”第1版" in said and "没有保存" in said
    assert pages.soup(slower).select_one(f'main a[href="/criteria/{draft.pk}/"]')


def test_whoever_still_corrects_a_line_of_a_confirmed_draft_is_told_and_keeps_what_was_typed(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    form = pages.filled(pages.form_of(clerk.get(url, **HTMX)))
    pages.send(
        clerk, f"/criteria/{draft.pk}/draft/confirm/", pages.form_of(clerk.get(f"/criteria/{draft.pk}/draft/confirm/"))
    )

    told = clerk.post(url, form | {"title": ["改过"]}, **HTMX)
    assert (told.status_code, told["HX-Retarget"]) == (409, "#draft-state")
    assert "确认启用了" in pages.words(told) and "<html" not in told.content.decode()
    for path in (
        "",
        "header/",
        "negative/",
        "confirm/",
        "rebase/",
        "line/?code=1.1",
        "line/new/",
        "line/row/?code=1.1",
    ):
        assert clerk.get(f"/criteria/{draft.pk}/draft/{path}").status_code == 200, path
    for path in (
        "header/",
        "negative/?new",
        "confirm/",
        "rebase/",
        "drop/",
        "warnings/",
        "line/?code=1.1",
        "line/new/",
    ):
        assert clerk.post(f"/criteria/{draft.pk}/draft/{path}", {"revision": 0}).status_code == 409, path
    assert clerk.get("/criteria/999999/draft/").status_code == 404


def test_a_confirmation_of_something_older_is_told(clerk, city):
    draft = begin(city)
    url = f"/criteria/{draft.pk}/draft/confirm/"
    form = pages.form_of(clerk.get(url))
    correcting.remove_line(actor=city.actor(city.clerk), criteria_set=draft, revision=0, code="1.1", at=make.AT)
    response = pages.send(clerk, url, form)

    assert response.status_code == 409 and "刚刚被他人改过" in pages.words(response)
    assert stored(draft).state == "draft"


def test_an_empty_draft_is_not_put_into_use(clerk, city):
    draft = drafting.draft_empty_set(actor=city.actor(city.clerk), organisation=city.parks, name="空", at=make.AT)
    url = f"/criteria/{draft.pk}/draft/confirm/"

    assert pages.send(clerk, url, pages.form_of(clerk.get(url))).status_code == 422
    assert stored(draft).state == "draft"


def test_a_draft_is_given_up(clerk, city):
    draft = begin(city)
    assert clerk.post(f"/criteria/{draft.pk}/draft/drop/").status_code == 302

    assert stored(draft).state == "dropped"
    assert not pages.soup(clerk.get("/criteria/")).select("table tbody tr")
    told = pages.words(clerk.get(f"/criteria/{draft.pk}/draft/"))
    assert "王干事 " in told and "放弃了“云溪市园林局测评细则”第1版的草稿" in told


@pytest.mark.parametrize("who", ["liaison", "lead", "staff"])
def test_an_unfinished_draft_is_out_of_sight_for_whoever_may_not_edit_it(client, city, who):
    draft = begin(city)
    client.force_login(getattr(city, who))
    addresses = ("", "draft/", "export/json/", "source/", "versions/", "negative/", "layer/", "lines/?code=1")

    assert {client.get(f"/criteria/{draft.pk}/{one}").status_code for one in addresses} == {404}
    listed = pages.soup(client.get("/criteria/"))
    assert f"/criteria/{draft.pk}/" not in str(listed) and "state=draft" not in str(listed)
    assert client.get(f"/criteria/compare/?a={draft.pk}&b={draft.pk}").status_code == 404


def test_the_clerk_finds_the_own_draft_in_the_list(client, city):
    draft = begin(city)
    client.force_login(city.clerk)
    listed = str(pages.soup(client.get("/criteria/")))

    assert f"/criteria/{draft.pk}/" in listed and "state=draft" in listed


@pytest.mark.parametrize("who", ["outsider", "officer"])
def test_a_draft_of_another_unit_is_not_there(client, city, who):
    draft = begin(city)
    client.force_login(getattr(city, who))
    for path in ("draft/", "draft/line/?code=1.1", "draft/header/", "draft/confirm/", "source/", "", "export/json/"):
        assert client.get(f"/criteria/{draft.pk}/{path}").status_code == 404


def test_a_page_costs_the_same_queries_whatever_the_draft_holds(clerk, city, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(count):
        draft = begin(city, *[leaf(str(number)) for number in range(count)], header={"code": f"d{count}"})
        with CaptureQueriesContext(connection) as seen:
            assert clerk.get(f"/criteria/{draft.pk}/draft/").status_code == 200
        return len(seen)

    clerk.get("/criteria/")
    assert cost(2) == cost(300) <= 12


def test_the_deepest_draft_is_drawn_and_edited(clerk, city):
    line = leaf("L200")
    for depth in range(199, 0, -1):
        line = {"code": f"L{depth}", "title": "层", "lines": [line]}
    draft = begin(city, line)

    assert clerk.get(f"/criteria/{draft.pk}/draft/").status_code == 200
    url = f"/criteria/{draft.pk}/draft/line/?code=L200"
    assert pages.send(clerk, url, pages.form_of(clerk.get(url)), points="7").status_code == 302


def test_codes_with_signs_of_addresses_are_found(clerk, city):
    odd = ["1)", "①", "a/b", "a&b=c", "Ⅶ-1 #2?", "%2F", "..", "一、（二）", "😀"]
    draft = begin(city, *[leaf(code) for code in odd])
    page = pages.soup(clerk.get(f"/criteria/{draft.pk}/draft/"))
    links = [one["href"] for one in page.select(".cr-line__edit")]

    assert len(links) == len(odd)
    for link, code in zip(links, odd, strict=True):
        response = clerk.get(link)
        assert response.status_code == 200 and pages.filled(pages.form_of(response))["code"] == [code]


def test_an_upload_that_is_a_workbook_is_read(clerk, city):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["测评项目", "测评内容", "分值"],
        ["学习", "每缺一次扣1分", 6],
        [None, "有园地", 4],
        ["环境", "整洁", 10],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)

    assert upload(clerk, "表.xlsx", out.getvalue()).status_code == 302
    assert CriteriaSet.objects.get().leaf_count == 3
