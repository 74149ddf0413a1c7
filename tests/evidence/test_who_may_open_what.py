"""Every address of the ledger and of self-assessment, for every role: in sight or 404, allowed or 403 in words."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.evidence import desk
from wenming.assessment.actions.events import register_event
from wenming.assessment.actions.rounds import open_round
from wenming.assessment.models import Answer, NegativeEvent
from wenming.evidence.actions.binding import order_binding
from wenming.evidence.models import Link, Record
from wenming.organisations.states import Role

pytestmark = pytest.mark.django_db
ROLES = ("clerk", "liaison", "head", "leader", "staff", "reviewer", "system_admin", "outsider", "officer")
OK, MOVED, NO, GONE = 200, 302, 403, 404


@pytest.fixture
def world(city):
    """One record of another department with a photo, one round, one event, one order to bind."""
    criteria = make.criteria_set(city.parks)
    line = desk.line_of(criteria, "2")
    record = desk.record(city, department=city.office, lines=[line])
    clerk = city.actor(city.clerk)
    round_ = open_round(
        actor=clerk, organisation=city.parks, criteria_set=criteria, name="自评", year=2026, as_of=make.ON, at=make.AT
    )
    event = register_event(
        actor=clerk,
        organisation=city.parks,
        criteria_set=criteria,
        item="N-1",
        happened_on=date(2026, 3, 1),
        at=make.AT,
    )
    binding = order_binding(
        actor=clerk, organisation=city.parks, criteria_set=criteria, year=2026, by="year", at=make.AT
    )
    return {
        "record": record, "file": record.record_files.get(), "line": line, "round": round_, "event": event,
        "binding": binding, "set": criteria,
    }  # fmt: skip


@pytest.fixture
def people(city):
    return {
        "clerk": city.clerk, "liaison": city.liaison, "leader": city.lead, "staff": city.staff, "outsider": city.outsider,
        "officer": city.officer,
        "head": make.user(city.parks, "吴科长", Role.HEAD, username="wu", in_=city.gardens),
        "reviewer": make.user(city.parks, "评审员", Role.REVIEWER, username="ping"),
        "system_admin": make.user(city.parks, "管理员", Role.SYSTEM_ADMIN, username="guan"),
    }  # fmt: skip


def addresses(world) -> dict[str, str]:
    record, file, line, round_ = world["record"].pk, world["file"].pk, world["line"].pk, world["round"].pk
    return {
        "ledger": reverse("evidence:record_list"),
        "gaps": reverse("evidence:gap_list"),
        "owners": reverse("evidence:line_owners", args=[world["set"].pk]),
        "archive": reverse("evidence:binding_list"),
        "line": reverse("evidence:line", args=[line]),
        "pick": reverse("evidence:line_pick", args=[line]),
        "add": reverse("evidence:record_add"),
        "record": reverse("evidence:record_detail", args=[record]),
        "remove": reverse("evidence:record_remove", args=[record]),
        "original": reverse("evidence:file_original", args=[file]),
        "thumbnail": reverse("evidence:file_thumbnail", args=[file]),
        "preview": reverse("evidence:file_preview", args=[file]),
        "rounds": reverse("assessment:round_list"),
        "round_open": reverse("assessment:round_open"),
        "round": reverse("assessment:round_detail", args=[round_]),
        "compare": reverse("assessment:round_compare", args=[round_]),
        "sign": reverse("assessment:round_sign", args=[round_]),
        "cancel": reverse("assessment:round_cancel", args=[round_]),
        "event_add": reverse("assessment:event_add", args=[round_]),
        "event_withdraw": reverse("assessment:event_withdraw", args=[world["event"].pk]),
        "answer": reverse("assessment:answer", args=[round_, line]),
        "why": reverse("assessment:answer_why", args=[round_, line]),
        "export": reverse("assessment:round_export", args=[round_, "json"]),
    }


READ = ("ledger", "gaps", "archive", "line", "record", "original", "thumbnail", "preview", "rounds", "round", "compare",
        "answer", "why", "export")  # fmt: skip
OWN = ("record", "original", "thumbnail", "preview", "round", "compare", "answer", "why", "export", "line", "remove", "pick",
       "owners", "sign", "cancel", "event_add", "event_withdraw")  # fmt: skip
WRITE = {
    "add": {"clerk", "liaison", "head"}, "pick": {"clerk", "liaison", "head"}, "remove": {"clerk", "liaison", "head"},
    "owners": {"clerk"}, "round_open": {"clerk"}, "sign": {"leader"}, "cancel": {"clerk"},
    "event_add": {"clerk"}, "event_withdraw": {"clerk"},
}  # fmt: skip


def expected(role: str, name: str) -> int:
    if role == "outsider":  # a clerk next door: the own pages open, ours are not there
        return GONE if name in OWN else OK
    if role in {"staff", "reviewer", "system_admin", "officer"}:
        return NO
    if name in READ:
        return OK
    return OK if role in WRITE[name] else NO


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_for_those_it_is_for_and_for_nobody_else(client, world, people, role):
    client.force_login(people[role])
    seen = {name: client.get(address).status_code for name, address in addresses(world).items()}
    assert seen == {name: expected(role, name) for name in seen}


def test_nobody_signed_out_sees_anything(client, world):
    for address in addresses(world).values():
        answer = client.get(address)
        assert answer.status_code == MOVED
        assert "/account/login/" in answer.url


def writes(world) -> dict[str, tuple[str, dict]]:
    record, line, round_ = world["record"].pk, world["line"].pk, world["round"].pk
    return {
        "change": (reverse("evidence:record_change", args=[record]), {"title": "改", "year": 2026, "kind": "photo",
                   "ledger_class": "activity", "secrecy": "public"}),
        "attach": (reverse("evidence:record_attach", args=[record]), {"files": desk.uploaded("新.jpg", desk.jpeg("red"))}),
        "link": (reverse("evidence:record_link", args=[record]), {"line": line}),
        "unlink": (reverse("evidence:record_unlink", args=[record, line]), {}),
        "detach": (reverse("evidence:file_detach", args=[world["file"].pk]), {}),
        "remove": (reverse("evidence:record_remove", args=[record]), {"reason": "试"}),
        "save": (reverse("assessment:answer_save", args=[round_, line]), {"grade": "A", "note": "", "revision": "0"}),
    }  # fmt: skip


@pytest.mark.parametrize("role", ["liaison", "head"])
def test_what_belongs_to_another_department_is_refused_in_words_and_unchanged(client, world, people, role):
    client.force_login(people[role])
    for name, (address, data) in writes(world).items():
        answer = client.post(address, data)
        assert answer.status_code == NO, name
        assert "部门" in answer.content.decode(), name
    record = Record.objects.get(removed_at=None)
    assert (record.title, record.record_files.count(), Link.objects.count()) == ("志愿服务活动", 1, 1)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("role", ["leader", "staff", "reviewer", "system_admin", "officer"])
def test_who_only_reads_changes_nothing(client, world, people, role):
    client.force_login(people[role])
    assert {client.post(address, data).status_code for address, data in writes(world).values()} == {NO}


def test_a_neighbour_cannot_even_name_what_is_ours(client, world, people):
    client.force_login(people["outsider"])
    assert {client.post(address, data).status_code for address, data in writes(world).values()} == {GONE}
    assert NegativeEvent.objects.get().withdrawn_at is None
    foreign = client.post(reverse("evidence:record_bulk"), {"what": "file", "pick": world["record"].pk}, follow=True)
    assert "没有勾选材料" in " ".join(desk.messages_of(foreign))
    dropped = client.post(
        reverse("evidence:file_drop"),
        {
            "file": desk.uploaded("x.jpg", desk.jpeg("red")),
            "line": world["line"].pk,
            "department": world["record"].department_id,
        },
    )
    assert dropped.status_code == OK
    mine = Record.objects.get(pk=dropped.json()["record"])
    assert (mine.organisation.code, mine.department, mine.links.count()) == ("roads", None, 0)


def test_the_same_bytes_next_door_reveal_nothing(client, city, world, people):
    content = desk.jpeg("teal")
    desk.record(city, "只有我们有", content=content)
    client.force_login(people["outsider"])
    answer = client.post(reverse("evidence:file_drop"), {"file": desk.uploaded("同.jpg", content)}).json()
    assert answer["known"] is False
    assert "只有我们有" not in str(answer)


def test_changes_are_made_by_post_only(client, world, people):
    client.force_login(people["clerk"])
    for address, _data in writes(world).values():
        if not address.endswith("/remove/") or "lines" in address:
            assert client.get(address).status_code == 405, address


def test_binding_is_for_the_office_and_the_leader(client, world, people):
    order = reverse("evidence:binding_order")
    for role, status in (("liaison", NO), ("head", NO), ("staff", NO), ("clerk", 409), ("leader", 409)):
        client.force_login(people[role])
        assert client.post(order, {"year": "2026", "by": "year"}).status_code == status, role
    client.force_login(people["clerk"])
    assert client.post(order, {"year": "二〇二六", "by": "year"}).status_code == 422
