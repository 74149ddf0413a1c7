"""The desk answers three questions, to everybody in their own measure: what today, what is late, where do we stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.criteria import pages
from tests.evidence import desk
from wenming.assessment.actions.answers import save_answer
from wenming.assessment.actions.rounds import open_round
from wenming.evidence.actions.owners import assign_lines

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def criteria(city):
    return make.criteria_set(city.parks, make.document(year=YEAR))


def owe(city, criteria, code, department, days):
    assign_lines(
        actor=city.actor(city.clerk), organisation=city.parks, lines=[desk.line_of(criteria, code)],
        department=department, at=make.AT, due=timezone.localdate() + timedelta(days=days),
    )  # fmt: skip


def home(client, who):
    client.force_login(who)
    return client.get("/")


def said(duties) -> list[str]:
    return [duty.what for duty in duties]


def test_without_a_set_the_desk_says_where_to_begin(client, city):
    page = home(client, city.clerk)
    assert "先建立测评体系" in page.content.decode()
    assert page.context["desk"].today == []


def test_the_office_sees_what_departments_owe_grouped_and_follows_them_up(client, city, criteria):
    owe(city, criteria, "1.1", city.office, -3)
    owe(city, criteria, "2", city.gardens, 5)
    page = home(client, city.clerk)
    assert said(page.context["desk"].late) == ["办公室：1 条待补材料"]
    assert said(page.context["desk"].today) == ["园艺科：1 条待补材料"]
    late = page.context["desk"].late[0]
    assert (late.when, late.sub) == ("逾期 3 天", "1.1 机构健全")
    rows = client.get(late.url.split("#")[0]).context["rows"]
    assert [row["gap"].line.code for row in rows] == ["1.1"]


def test_a_liaison_sees_line_by_line_only_what_the_own_department_owes(client, city, criteria):
    owe(city, criteria, "1.1", city.office, -3)
    owe(city, criteria, "2", city.gardens, -1)
    page = home(client, city.liaison)
    assert said(page.context["desk"].late) == ["2 志愿服务"]
    assert page.context["desk"].late[0].url == f"/ledger/lines/{desk.line_of(criteria, '2').pk}/"
    assert "1.1 机构健全" not in said(page.context["desk"].today)


def test_what_waits_in_the_ledger_is_counted_for_the_office_and_for_the_department(client, city, criteria):
    desk.record(city, "园艺", year=YEAR)
    desk.record(city, "办公", year=YEAR, department=city.office, content=desk.jpeg("red"))
    assert "补全并入账材料 2 件" in said(home(client, city.clerk).context["desk"].today)
    mine = home(client, city.liaison)
    assert "补全并入账材料 1 件" in said(mine.context["desk"].today)
    duty = next(one for one in mine.context["desk"].today if "入账" in one.what)
    assert [row["title"] for row in client.get(duty.url).context["rows"]] == ["园艺"]


@pytest.fixture
def round_(city, criteria):
    return open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, name="自评", year=YEAR,
        as_of=timezone.localdate(), at=make.AT,
    )  # fmt: skip


def answer(city, round_, code, data):
    line = desk.line_of(round_.criteria_set, code)
    save_answer(actor=city.actor(city.clerk), round_=round_, line=line, data=data, at=make.AT)


def test_an_open_round_is_counted_in_each_ones_own_lines(client, city, criteria, round_):
    owe(city, criteria, "2", city.gardens, 60)
    assert "自评：还有 3 条未答" in said(home(client, city.clerk).context["desk"].today)
    assert "自评：本部门还有 1 条未答" in said(home(client, city.liaison).context["desk"].today)
    answer(city, round_, "2", {"grade": "A"})
    assert not any("未答" in what for what in said(home(client, city.liaison).context["desk"].today))


def test_a_full_round_waits_for_the_leader_to_sign(client, city, round_):
    for code, data in (("1.1", {"occurrences": [0]}), ("1.2", {"score": "2"}), ("2", {"grade": "A"})):
        answer(city, round_, code, data)
    assert "自评已填完，待签认" in said(home(client, city.lead).context["desk"].today)
    assert "自评已填完，待签认" not in said(home(client, city.liaison).context["desk"].today)
    assert "自评已填完，待单位领导签认" in said(home(client, city.clerk).context["desk"].today)


def test_where_we_stand_is_shown_with_scores_beads_and_the_best_gains(client, city, criteria, round_):
    answer(city, round_, "1.1", {"occurrences": [4]})
    page = home(client, city.clerk)
    board = page.context["desk"]
    assert [(part.label, part.value, part.max) for part in board.parts] == [
        ("佐证齐全", 0, 2),
        ("材料入账", 0, 0),
        ("自评填写", 1, 3),
    ]
    assert [(item.code, item.score, item.gaps) for item in board.items] == [("1", "0", 1), ("2", "0", 1)]
    assert [title for title, _points, _pk in board.gains][:2] == ["1.1 机构健全", "2 志愿服务"]
    assert (board.score.could, board.score.goal) == (10, 8)
    assert pages.soup(page).find("svg", class_="dial") is not None


def test_a_liaison_stands_where_the_own_department_stands(client, city, criteria, round_):
    owe(city, criteria, "1.1", city.office, -3)
    owe(city, criteria, "2", city.gardens, 5)
    answer(city, round_, "1.1", {"occurrences": [1]})
    answer(city, round_, "2", {"grade": "B"})
    desk.record(city, "园艺", year=YEAR)
    desk.record(city, "办公", year=YEAR, department=city.office, content=desk.jpeg("red"))
    page = home(client, city.liaison)
    board = page.context["desk"]
    assert [(part.label, part.value, part.max) for part in board.parts] == [
        ("佐证齐全", 0, 1),
        ("材料入账", 0, 1),
        ("自评填写", 1, 1),
    ]
    assert [(item.code, item.gaps) for item in board.items] == [("2", 1)]
    assert (board.score.score, board.score.possible) == (2, 4)
    assert [title for title, _points, _pk in board.gains] == ["2 志愿服务"]
    assert "园艺科负责的条目和材料" in page.content.decode()
    for part in board.parts:
        assert client.get(part.url).status_code == 200


def test_what_is_to_be_done_comes_in_the_order_of_its_days(client, city, criteria, round_):
    type(round_).objects.filter(pk=round_.pk).update(due=timezone.localdate() + timedelta(days=6))
    owe(city, criteria, "1.1", city.office, 9)
    owe(city, criteria, "2", city.gardens, 2)
    desk.record(city, "园艺", year=YEAR)
    found = said(home(client, city.clerk).context["desk"].today)
    assert found == ["园艺科：1 条待补材料", "自评：还有 3 条未答", "办公室：1 条待补材料", "补全并入账材料 1 件"]


def test_the_leader_is_told_how_many_lines_are_open_and_sees_how_far_they_are(client, city, round_):
    duty = next(one for one in home(client, city.lead).context["desk"].today if "未答" in one.what)
    assert (duty.what, duty.verb) == ("自评：还有 3 条未答", "看进度")
    assert client.get(duty.url).status_code == 200


def test_whoever_has_no_business_here_sees_a_plain_desk(client, city, criteria, round_):
    assert "您的角色不查看本单位台账" in home(client, city.staff).content.decode()
    nobody = make.user(city.parks, "新人", "staff", username="new")
    nobody.memberships.all().delete()
    assert "您的账号还没有分派角色" in home(client, nobody).content.decode()


def test_another_units_clerk_sees_nothing_of_ours(client, city, criteria, round_):
    text = home(client, city.outsider).content.decode()
    assert "自评" not in said(home(client, city.outsider).context["desk"].today)
    assert "机构健全" not in text


def test_hostile_names_are_only_text(client, city):
    line = {"code": "1", "title": desk.HOSTILE, "points": "1", "evidence": [{"kind": "photo", "min": 1}]}
    made = make.criteria_set(city.parks, make.document(line, year=YEAR, base_total="1", name=desk.HOSTILE))
    owe(city, made, "1", city.office, -1)
    assert "<script>alert(1)" not in home(client, city.clerk).content.decode()


def test_the_desk_costs_the_same_with_two_lines_and_with_forty(client, city, django_assert_max_num_queries):
    lines = [
        {"code": f"{n}", "title": "条目", "points": "1", "evidence": [{"kind": "photo", "min": 1}]} for n in range(1, 41)
    ]  # fmt: skip
    made = make.criteria_set(city.parks, make.document(*lines, year=YEAR, base_total="40"))
    for n in range(1, 41):
        owe(city, made, str(n), city.office if n % 2 else city.gardens, n - 20)
    home(client, city.clerk)
    with django_assert_max_num_queries(30):
        client.get("/")
