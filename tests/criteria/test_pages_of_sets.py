"""The list of sets, a set in use and its lines in the browser: what is shown, to whom, and at which cost."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.criteria import pages, sets
from tests.criteria.sets import document, leaf, parent
from wenming.criteria import plugs
from wenming.criteria.actions import drafting, using
from wenming.criteria.models import CriteriaSet
from wenming.criteria.states import Origin


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


def used(city, doc=None, *, at=None, by=None):
    actor = city.actor(by or city.clerk)
    draft = drafting.draft_set(
        actor=actor, organisation=at or city.parks, document=doc or document(), origin=Origin.EMPTY, at=make.AT
    )
    return using.put_into_use(actor=actor, criteria_set=draft, revision=0, at=make.AT)


def tree(lines):
    """Groups of nine leaves each, ``lines`` lines in all."""
    groups = [
        parent(
            str(group),
            *[leaf(f"{group}.{number}", "1", methods=["material_review"]) for number in range(1, 10)],
            points="9",
        )
        for group in range(1, lines // 10 + 1)
    ]
    return document(*groups, code=f"tree-{lines}", base_total=None)


def test_an_empty_list_teaches_the_ways_to_begin(clerk):
    page = clerk.get("/criteria/")
    words = pages.words(page)

    assert "还没有测评体系" in words and "导入测评表" in words
    assert {"/criteria/new/", "/criteria/new/#built-in"} <= {
        one.get("href") for one in pages.soup(page).select(".blank a")
    }


def test_somebody_who_may_not_draft_is_told_whom_to_wait_for(client, city):
    client.force_login(city.staff)
    page = client.get("/criteria/")

    assert "本单位创建办导入并启用后" in pages.words(page)
    assert not pages.soup(page).select('main a[href="/criteria/new/"]')
    assert client.get("/criteria/new/").status_code == 403


def test_the_list_is_filtered_by_state_level_year_owner_and_words(clerk, city):
    sets.row(city.parks, "own-draft", document=document(code="own-draft", name="草稿一套", level="unit", year=2027))
    sets.row(city.parks, "own-used", state="in_use", document=document(code="own-used", name="本局体系"))
    sets.row(city.authority, "city", state="in_use", document=document(code="city", name="市级体系", level="city"))
    sets.row(
        None, "all", state="retired", document=document(code="all", name="全系统体系", level="national", year=None)
    )
    sets.row(city.parks, "dropped", state="dropped")

    def shown(query):
        return {one.get_text() for one in pages.soup(clerk.get(f"/criteria/?{query}")).select("tbody th a")}

    assert shown("") == {"草稿一套", "本局体系", "市级体系", "全系统体系"}
    assert shown("state=draft") == {"草稿一套"}
    assert shown("state=in_use&owner=own") == {"本局体系"}
    assert shown("owner=above") == {"市级体系"}
    assert shown("owner=all") == {"全系统体系"}
    assert shown("level=city") == {"市级体系"}
    assert shown("year=2027") == {"草稿一套"}
    assert shown("q=体系&level=unit") == {"本局体系"}
    assert shown("q=OWN-D") == {"草稿一套"}
    assert shown("q=没有这套") == set()
    assert "没有符合条件" in pages.words(clerk.get("/criteria/?q=没有这套"))
    assert shown("state=nonsense&year=abc&page=99") == {"草稿一套", "本局体系", "市级体系", "全系统体系"}


def test_a_long_hostile_name_stays_words(clerk, city):
    name = '<script>alert("1")</script>' + "长" * 150 + "😀"
    sets.row(city.parks, "x", document=document(code="x", name=name))

    assert "<script>alert" not in clerk.get("/criteria/").content.decode()


def test_twenty_sets_cost_the_queries_of_two(clerk, city):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert clerk.get("/criteria/").status_code == 200
        return len(seen)

    clerk.get("/criteria/")
    for number in range(2):
        sets.row(city.parks, f"s{number}", state="in_use")
    few = cost()
    for number in range(2, 60):
        sets.row(city.authority, f"s{number}", state="in_use")
    assert cost() == few <= 9


def test_a_set_in_use_shows_its_tree_its_facts_and_its_warnings(clerk, city):
    doc = document(
        parent("1", leaf("1.1", "3", methods=["survey"]), points="5"),
        base_total="5",
        pass_mark="4",
        issuer="云溪市园林局",
        grades={"A": "100%"},
        method_weights={"survey": "1"},
        negative=[{"code": "N-1", "title": "责任事故", "lookback": {"months": 24}, "effect": {"kind": "block"}}],
    )
    one = used(city, doc)
    page = clerk.get(f"/criteria/{one.pk}/")
    words = pages.words(page)

    assert [row.get_text(" ", strip=True) for row in pages.soup(page).select(".cr-tree .code")] == ["1", "1.1"]
    for said in ("问卷调查", "达标线", "云溪市园林局", "下级合计 3 分", one.digest, "启用，共 2 条"):
        assert said in words
    negative = pages.words(clerk.get(f"/criteria/{one.pk}/negative/"))
    assert "最近 24 个月内发生 1 次起算" in negative and "不得申报" in negative


def test_a_thousand_lines_cost_no_more_queries_than_ten(clerk, city):
    def cost(one):
        with CaptureQueriesContext(connection) as seen:
            response = clerk.get(f"/criteria/{one.pk}/")
        assert response.status_code == 200
        return len(seen)

    small, large = used(city, tree(10)), used(city, tree(1000))
    assert cost(large) <= 12  # the first look reads the document, once a process
    cost(small)
    assert cost(large) == cost(small) <= 8
    assert len(pages.soup(clerk.get(f"/criteria/{large.pk}/")).select(".cr-tree li")) == 1000


def test_a_line_page_costs_few_queries_whatever_the_set_holds(clerk, city):
    def cost(one):
        with CaptureQueriesContext(connection) as seen:
            assert clerk.get(f"/criteria/{one.pk}/lines/2/").status_code == 200
        return len(seen)

    small, large = used(city, tree(10)), used(city, tree(1000))
    cost(large), cost(small)
    assert cost(large) == cost(small) <= 9


def test_a_line_says_the_official_wording_first_then_how_it_is_counted(clerk, city):
    line = leaf(
        "1.1",
        "3",
        text="每季度集中学习一次，缺一次扣0.5分。",
        rule={"kind": "deduct", "per": [{"what": "缺一次", "points": "0.5"}], "floor": "0"},
        evidence=[{"kind": "photo", "min": 2, "per": "activity", "formats": ["jpg"], "max_bytes": 2097152}],
        window={"years_back": 2, "includes_current": False},
        owner="办公室",
    )
    one = used(city, document(parent("1", line, leaf("1.2"), methods=["survey"])))
    page = clerk.get(f"/criteria/{one.pk}/lines/2/")
    words = pages.words(page)

    assert words.index("每季度集中学习一次") < words.index("从 3.00 分往下扣")
    for said in ("例如", "每次活动至少 2 张", "2.0 MB", "本年度之前 2 年", "问卷调查", "办公室"):
        assert said in words, said
    links = {one.get("rel", [""])[0]: one["href"] for one in pages.soup(page).select("a[rel]")}
    assert (links["prev"], links["next"]) == (f"/criteria/{one.pk}/lines/1/", f"/criteria/{one.pk}/lines/3/")


def test_a_line_is_found_by_its_code(clerk, city):
    one = used(city, document(parent("Ⅶ", leaf("Ⅶ/1)"))))

    assert clerk.get(f"/criteria/{one.pk}/lines/", {"code": "Ⅶ/1)"}).url == f"/criteria/{one.pk}/lines/2/"
    assert clerk.get(f"/criteria/{one.pk}/lines/", {"code": "none"}).status_code == 404
    for order in (0, 3, 10**9):
        assert clerk.get(f"/criteria/{one.pk}/lines/{order}/").status_code == 404


def test_other_apps_hang_their_links_on_a_line(clerk, city, monkeypatch):
    monkeypatch.setattr(plugs, "_HANGING", [])
    plugs.hang_on_lines(
        lambda request, one, order, code: [plugs.LineLink("佐证材料", f"/ledger/?line={code}", "books")]
    )
    one = used(city)

    links = {link["href"] for link in pages.soup(clerk.get(f"/criteria/{one.pk}/lines/2/")).select("aside a")}
    assert "/ledger/?line=1.1" in links


@pytest.mark.parametrize("path", ["", "negative/", "versions/", "lines/1/", "lines/?code=1", "export/json/", "source/"])
def test_a_set_out_of_sight_is_not_there(client, city, path):
    one = used(city)
    client.force_login(city.outsider)
    assert client.get(f"/criteria/{one.pk}/{path}").status_code == 404


def test_nobody_unsigned_gets_in(client, city):
    one = used(city)
    for path in ("", f"{one.pk}/", f"{one.pk}/lines/1/", "new/", f"{one.pk}/export/json/"):
        assert client.get(f"/criteria/{path}").status_code == 302


def test_the_authoritys_set_is_read_by_a_unit_and_kept_by_the_authority(client, city):
    one = used(city, at=city.authority, by=city.officer)
    client.force_login(city.clerk)
    page = client.get(f"/criteria/{one.pk}/")

    assert page.status_code == 200 and "起草新版" not in pages.words(page)
    assert client.post(f"/criteria/{one.pk}/versions/new/").status_code == 403
    assert client.post(f"/criteria/{one.pk}/state/", {"to": "retired"}).status_code == 403
    client.force_login(city.officer)
    assert client.post(f"/criteria/{one.pk}/versions/new/").status_code == 302


@pytest.mark.parametrize("form", ["json", "yaml", "xlsx", "docx"])
def test_a_set_is_taken_away_as_a_file_with_its_name(clerk, city, form):
    one = used(city)
    response = clerk.get(f"/criteria/{one.pk}/export/{form}/")

    assert response.status_code == 200 and len(response.content) > 100
    assert "attachment" in response["Content-Disposition"] and f".{form}" in response["Content-Disposition"]
    if form == "json":
        assert json.loads(response.content)["code"] == "parks-2026"
    assert clerk.get(f"/criteria/{one.pk}/export/exe/").status_code == 404


def test_a_new_version_is_drafted_and_the_old_one_stays(clerk, city):
    one = used(city)
    response = clerk.post(f"/criteria/{one.pk}/versions/new/")
    draft = CriteriaSet.objects.latest("pk")

    assert response.url == f"/criteria/{draft.pk}/draft/" and draft.version == 2
    assert "第 2 版" in pages.words(clerk.get(response.url)).replace("第2版", "第 2 版")
    versions = pages.soup(clerk.get(f"/criteria/{one.pk}/versions/"))
    assert len(versions.select("tbody tr")) == 2


def test_a_version_is_retired_and_brought_back_on_its_page(clerk, city):
    one = used(city)
    assert clerk.post(f"/criteria/{one.pk}/state/", {"to": "retired"}).status_code == 302
    assert "已停用" in pages.words(clerk.get(f"/criteria/{one.pk}/"))
    assert clerk.post(f"/criteria/{one.pk}/state/", {"to": "retired"}).status_code == 409
    assert clerk.post(f"/criteria/{one.pk}/state/", {"to": "in_use"}).status_code == 302
    assert CriteriaSet.objects.get(pk=one.pk).state == "in_use"


def test_the_deepest_set_is_drawn(clerk, city):
    line = leaf("L200")
    for depth in range(199, 0, -1):
        line = {"code": f"L{depth}", "title": "层", "lines": [line]}
    one = used(city, document(line))

    assert clerk.get(f"/criteria/{one.pk}/").status_code == 200
    assert clerk.get(f"/criteria/{one.pk}/lines/200/").status_code == 200


def test_the_navigation_leads_here_for_those_who_may(client, city):
    client.force_login(city.liaison)
    assert pages.soup(client.get("/criteria/")).select('#rail a[href="/criteria/"]')


def test_paper_shows_what_a_line_requires_and_how_it_is_scored(clerk, city):
    worded = leaf("1.1", "2", text="全年研究<b>两次</b>。", scoring="每少一次扣1分。")
    one = used(city, document(parent("1", worded, points="2"), base_total=None))
    shown = pages.soup(clerk.get(f"/criteria/{one.pk}/")).select(".cr-tree__words.only-print")

    assert [" ".join(said.get_text(" ").split()) for said in shown] == [
        "要求 全年研究<b>两次</b>。 评分办法 每少一次扣1分。"
    ]
