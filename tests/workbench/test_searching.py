"""The search box finds what it promises, and only what this person may see."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests import make
from tests.evidence import desk
from tests.queries import of_page
from wenming.organisations.states import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def furnished(city):
    """A record, a set whose lines speak of volunteers, and the people of the office."""
    make.criteria_set(city.parks, make.document(year=2026))
    desk.record(city, "志愿服务总结", year=2026, document_number="云园发〔2026〕8号")
    return city


def found(client, who, words: str):
    client.force_login(who)
    answer = client.get("/search/", {"q": words})
    assert answer.status_code == 200
    return answer.context["found"], answer.content.decode()


def placeholder(page: str) -> str | None:
    box = BeautifulSoup(page, "html.parser").find("input", {"name": "q"})
    return box["placeholder"] if box else None


@pytest.mark.parametrize("words", ["志愿", "2026〕8号", "志愿 总结", "  志愿\u3000总结 "])
def test_records_are_found_by_title_and_number(furnished, client, words):
    seen, page = found(client, furnished.clerk, words)
    assert [one.title for one in seen.records.rows] == ["志愿服务总结"]
    assert "云园发〔2026〕8号" in page


def test_lines_are_found_by_code_and_title_and_lead_to_their_page(furnished, client):
    for words in ("1.1", "机构健全", "1.1 机构"):
        seen, page = found(client, furnished.clerk, words)
        assert [line.code for line in seen.lines.rows] == ["1.1"]
        address = BeautifulSoup(page, "html.parser").find("section", {"aria-labelledby": "found-lines"}).a["href"]
        assert client.get(address).status_code == 200


def test_people_are_found_by_name_without_their_accounts(furnished, client):
    seen, page = found(client, furnished.staff, "王干事")
    assert [one.name for one in seen.people.rows] == ["王干事"]
    assert "wang" not in page


def test_staff_find_no_records_and_are_promised_none(furnished, client):
    seen, page = found(client, furnished.staff, "志愿")
    assert seen.records is None and "志愿服务总结" not in page
    assert placeholder(page) == "搜索条目、人员"
    _seen, page = found(client, furnished.clerk, "志愿")
    assert placeholder(page) == "搜索材料、文号、条目、人员"


def test_an_administrator_has_no_box_and_finds_nothing(furnished, client):
    keeper = make.user(furnished.parks, "龚安全", Role.SECURITY_ADMIN, username="gong")
    seen, page = found(client, keeper, "志愿")
    assert (seen.records, seen.lines, seen.people) == (None, None, None)
    assert placeholder(page) is None


def test_another_units_things_are_not_found(furnished, client):
    seen, _page = found(client, furnished.outsider, "志愿")
    assert (seen.records.total, seen.lines.total) == (0, 0)
    assert found(client, furnished.outsider, "王干事")[0].people.total == 0


@pytest.mark.parametrize(
    "words", ["", "   ", "%", "_", "'; drop table", "<script>alert(1)</script>", "x" * 5000, "\x00"]
)
def test_anything_may_be_typed(furnished, client, words):
    seen, page = found(client, furnished.clerk, words)
    assert seen.nothing and "<script>alert(1)" not in page


def test_many_hits_cost_what_few_cost(furnished, client):
    client.force_login(furnished.clerk)
    few = of_page(client, "/search/?q=志愿")
    for number in range(20):
        desk.record(furnished, f"志愿{number}", year=2026, content=f"{number}".encode())
    assert of_page(client, "/search/?q=志愿") == few
