"""Whatever the house offers to a role – on the desk, in the rail, on the pages behind them – that role may open."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from tests import make
from tests.evidence import desk
from wenming.assessment.actions.rounds import open_round
from wenming.evidence.actions.owners import assign_lines
from wenming.organisations.states import Role

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def furnished(city):
    """A unit with a set, two owing departments, records waiting and an open round."""
    criteria = make.criteria_set(city.parks, make.document(year=YEAR))
    clerk = city.actor(city.clerk)
    for code, department, days in (("1.1", city.office, -3), ("2", city.gardens, 5)):
        assign_lines(
            actor=clerk, organisation=city.parks, lines=[desk.line_of(criteria, code)], department=department,
            at=make.AT, due=timezone.localdate() + timedelta(days=days),
        )  # fmt: skip
    desk.record(city, "园艺", year=YEAR)
    open_round(
        actor=clerk, organisation=city.parks, criteria_set=criteria, name="自评", year=YEAR,
        as_of=timezone.localdate(), at=make.AT,
    )  # fmt: skip
    return city


def links(page: str, here: str) -> set[str]:
    found = {urljoin(here, one["href"]) for one in BeautifulSoup(page, "html.parser").find_all("a", href=True)}
    return {one.split("#")[0] for one in found if one.startswith("/") and not one.startswith("/static/")}


def shape(address: str) -> str:
    """Addresses that differ in keys and values alone are one kind of page."""
    return re.sub(r"\d+", "N", address.split("?")[0]) + "?" + "&".join(sorted(re.findall(r"(\w+)=", address)))


def walk(client) -> tuple[int, list[str]]:
    """Open the desk, everything on it, and one of each kind of page behind that; what was refused."""
    seen, refused, waiting, depth = {"/?"}, [], ["/"], 0
    while waiting and depth < 3:
        behind: set[str] = set()
        for address in waiting:
            answer = client.get(address)
            if answer.status_code >= 400:
                refused.append(f"{address} {answer.status_code}")
            elif "html" in answer["Content-Type"] and not answer.streaming:
                behind |= links(answer.content.decode(), address)
        fresh = {shape(one): one for one in sorted(behind) if shape(one) not in seen}
        seen |= set(fresh)
        waiting, depth = list(fresh.values()), depth + 1
    return len(seen), refused


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.value)
def test_nothing_that_is_offered_is_refused(furnished, client, role):
    department = furnished.gardens if role in {Role.LIAISON, Role.HEAD} else None
    somebody = make.user(furnished.parks, "某某", role, username="somebody", in_=department)
    client.force_login(somebody)
    opened, refused = walk(client)
    assert opened >= 2
    assert not refused
