"""How many queries the ledger sends: exact numbers, changed only on purpose. Twenty rows cost what two cost.

Of a page's queries three read session, account and roles, one the unit, one names the unit in the frame.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse

from tests import make, queries
from wenming.criteria.models import Line
from wenming.evidence.actions import records
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.models import File, FileText, Record
from wenming.evidence.selectors import ledger, listing
from wenming.evidence.selectors.checking import check_unit

pytestmark = pytest.mark.django_db

LIST, ONE_YEAR, FILTERED, SEARCHED, EMPTY, RECORD, LINE, GAPS, ROWS = 13, 13, 14, 13, 10, 14, 11, 10, 3
MANY = 20


@pytest.fixture
def clerk(city, client):
    client.force_login(city.clerk)
    return client


@pytest.fixture
def line(city) -> Line:
    return Line.objects.get(criteria_set=make.criteria_set(city.parks), code="2")


@pytest.fixture
def fill(city, line) -> Callable[[int], list[Record]]:
    """Registers records, each with two files and two links, half of them filed."""
    both = [line, Line.objects.get(criteria_set=line.criteria_set, code="1.1")]
    made: list[Record] = []

    def register(count: int) -> list[Record]:
        for n in range(len(made), len(made) + count):
            files = [
                ("材料.jpg", File.objects.create(sha256=f"{n:032d}{m:032d}", size=1, received_at=make.AT))
                for m in (0, 1)
            ]
            FileText.objects.bulk_create(FileText(file=file, text="学雷锋志愿服务") for _name, file in files)
            made.append(
                records.register_record(
                    actor=city.actor(city.clerk), organisation=city.parks, at=make.AT, year=2026, kind="photo",
                    ledger_class="activity", title=f"志愿服务第{n}次", happened_on=make.ON, department=city.gardens,
                    files=files, lines=both, filed=n % 2 == 0,
                )
            )  # fmt: skip
        return made

    return register


def grows(clerk, fill, address: str) -> list[int]:
    """What a page costs with two records and with twenty-two."""
    counts = []
    for count in (2, MANY):
        fill(count)
        counts.append(queries.of_page(clerk, address))
    return counts


def test_the_ledger(clerk, fill):
    assert grows(clerk, fill, reverse("evidence:record_list") + "?year=all") == [LIST, LIST]


def test_the_ledger_of_a_year(clerk, fill):
    assert grows(clerk, fill, reverse("evidence:record_list") + "?year=2026&state=unfiled") == [ONE_YEAR, ONE_YEAR]


def test_the_ledger_under_filters(clerk, city, fill):
    filters = f"?year=2026&class=activity&kind=photo&department={city.gardens.pk}"
    assert grows(clerk, fill, reverse("evidence:record_list") + filters) == [FILTERED, FILTERED]


def test_a_search_looks_once(clerk, fill):
    assert grows(clerk, fill, reverse("evidence:record_list") + "?year=all&q=志愿") == [SEARCHED, SEARCHED]


def test_an_empty_ledger_asks_for_nothing_it_does_not_show(clerk, line):
    assert queries.of_page(clerk, reverse("evidence:record_list") + "?year=all") == EMPTY


def test_many_years_cost_what_one_costs(clerk, city, fill):
    fill(2)
    for year in (2021, 2023, 2025):
        records.register_record(
            actor=city.actor(city.clerk), organisation=city.parks, at=make.AT, year=year, kind="photo",
            ledger_class="activity", title=f"{year}年",
        )  # fmt: skip
    actor = city.actor(city.clerk)
    assert ledger.years_of(actor, city.parks, make.ON) == [2026, 2025, 2023, 2021]
    assert len(queries.asked(lambda: ledger.years_of(actor, city.parks, make.ON))) == 2


def test_a_year_written_by_mistake_does_not_ask_for_all_between(city, fill):
    fill(1)
    Record.objects.filter(title="志愿服务第0次").update(year=20260)
    fill(1)
    assert ledger.years_of(city.actor(city.clerk), city.parks, make.ON) == [20260, 2026]


def test_the_page_of_a_record(clerk, fill):
    first = fill(2)[0]
    few = queries.of_page(clerk, reverse("evidence:record_detail", args=[first.pk]))
    fill(MANY)
    assert (few, queries.of_page(clerk, reverse("evidence:record_detail", args=[first.pk]))) == (RECORD, RECORD)


def test_the_first_look_after_the_ledger_changed_asks_fifteen_times_at_most(clerk, fill):
    fill(2)
    for address in ("?year=2026", "?class=meeting", "?kind=photo&state=unlinked"):
        clerk.get(reverse("evidence:record_list") + address)
        fill(1)
        first = queries.asked(lambda address=address: clerk.get(reverse("evidence:record_list") + address))
        assert len(first) <= 15, address


def test_the_page_of_a_line(clerk, city, fill, line):
    assign_lines(
        actor=city.actor(city.clerk), organisation=city.parks, lines=[line], department=city.office, at=make.AT
    )
    assert grows(clerk, fill, reverse("evidence:line", args=[line.pk])) == [LINE, LINE]


def test_the_gap_list(clerk, fill):
    assert grows(clerk, fill, reverse("evidence:gap_list")) == [GAPS, GAPS]


def test_rows_come_in_the_order_asked_for_and_in_three_queries(city, fill):
    keys = [one.pk for one in fill(MANY)][::-1]
    rows = listing.listed(keys)
    assert [one.pk for one in rows] == keys
    assert rows[0].codes == ("1.1", "2") and len(rows[0].files) == 2 and rows[0].department == city.gardens.name
    assert len(queries.asked(lambda: listing.listed(keys))) == ROWS


def test_a_row_read_by_itself_is_the_row_of_the_list(city, fill):
    one = fill(2)[1]
    read = Record.objects.filter(pk=one.pk).for_list().get()
    assert listing.as_listed(read) == listing.listed([one.pk])[0]


def test_far_pages_cost_what_near_ones_cost(clerk, fill):
    fill(2 * MANY + MANY)
    pages = [f"{reverse('evidence:record_list')}?year=all&page={number}" for number in (1, 2)]
    assert queries.same(queries.of_page(clerk, page) for page in pages)


def test_a_check_that_is_kept_costs_one_query(city, fill, line):
    fill(MANY)

    def look() -> None:
        check_unit(city.parks, line.criteria_set, year=2026, as_of=make.ON)

    look()
    assert len(queries.asked(look)) == 1
