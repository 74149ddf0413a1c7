"""Typed makers with legal defaults: a test names only what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from wenming.accounts.models import User
from wenming.criteria.actions.drafting import draft_set
from wenming.criteria.actions.using import put_into_use
from wenming.criteria.models import CriteriaSet
from wenming.criteria.states import Origin
from wenming.organisations import actions as organisations
from wenming.organisations.access import Actor
from wenming.organisations.models import Department, Organisation, Person
from wenming.organisations.states import Kind, Role

AT = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
ON = date(2026, 9, 1)
PASSWORD = "云溪-test-1"


def root() -> Actor:
    """Whoever holds the machine."""
    return Actor.system("tests")


def unit(
    code: str = "parks", name: str = "云溪市园林局", under: Organisation | None = None, **more: Any
) -> Organisation:
    return organisations.add_unit(actor=root(), code=code, name=name, at=AT, territory_parent=under, **more)


def department(of: Organisation, name: str = "办公室", position: int = 0) -> Department:
    return organisations.add_department(actor=root(), organisation=of, name=name, at=AT, position=position)


def person(of: Organisation, name: str, *, in_: Department | None = None, **more: Any) -> Person:
    return organisations.add_person(actor=root(), organisation=of, name=name, department=in_, at=AT, **more)


def user(of: Organisation, name: str, role: Role, *, username: str, in_: Department | None = None) -> User:
    """A person with an account and one role."""
    somebody = person(of, name, in_=in_)
    account = organisations.open_account(actor=root(), person=somebody, username=username, password=PASSWORD, at=AT)
    organisations.grant_role(actor=root(), user=account, organisation=of, role=role, at=AT, department=in_)
    return account


@dataclass(frozen=True)
class City:
    """The cast: 李主任 leads the parks office, 王干事 is its clerk, 周联络员 its liaison, 赵科长 works next door."""

    authority: Organisation
    parks: Organisation
    roads: Organisation
    office: Department
    gardens: Department
    officer: User
    lead: User
    clerk: User
    liaison: User
    staff: User
    outsider: User

    def actor(self, who: User) -> Actor:
        return Actor.of(who)


def city() -> City:
    authority = unit("wmb", "云溪市文明办", kind=Kind.AUTHORITY)
    parks = unit("parks", "云溪市园林局", under=authority)
    roads = unit("roads", "云溪市公路局", under=authority)
    office, gardens = department(parks, "办公室", 1), department(parks, "园艺科", 2)
    return City(
        authority,
        parks,
        roads,
        office,
        gardens,
        officer=user(authority, "陈主任", Role.OFFICER, username="chen"),
        lead=user(parks, "李主任", Role.LEADER, username="li"),
        clerk=user(parks, "王干事", Role.CLERK, username="wang", in_=office),
        liaison=user(parks, "周联络员", Role.LIAISON, username="zhou", in_=gardens),
        staff=user(parks, "何职工", Role.STAFF, username="he", in_=gardens),
        outsider=user(roads, "赵科长", Role.CLERK, username="zhao"),
    )


def document(*lines: dict[str, Any], code: str = "demo", **more: Any) -> dict[str, Any]:
    """A small criteria document; without lines, one of three leaves and a negative item."""
    default = (
        {
            "code": "1", "title": "组织领导", "points": "6", "methods": ["material_review"],
            "lines": [
                {
                    "code": "1.1", "title": "机构健全", "points": "4", "text": "成立领导小组，每缺一项扣1分。",
                    "rule": {"kind": "deduct", "per": [{"what": "缺一项", "points": "1"}]},
                    "evidence": [{"kind": "official_document", "min": 1}],
                },
                {"code": "1.2", "title": "专题研究", "points": "2", "rule": {"kind": "judged"}},
            ],
        },
        {
            "code": "2", "title": "志愿服务", "points": "4", "methods": ["site_visit"],
            "evidence": [{"kind": "photo", "min": 2, "caption": ["time", "place"]}],
            "rule": {"kind": "graded", "grades": {"A": "100%", "B": "50%"}},
        },
    )  # fmt: skip
    return {
        "format": "wenming-criteria/1", "code": code, "name": "云溪市文明单位测评细则", "level": "city", "year": 2026,
        "base_total": "10", "pass_mark": "8", "lines": list(lines or default),
        "negative": [
            {"code": "N-1", "title": "安全生产责任事故", "lookback": {"months": 12}, "threshold": 1,
             "effect": {"kind": "deduct", "points": "3"}}
        ],
    } | more  # fmt: skip


def criteria_set(of: Organisation | None, document_: dict[str, Any] | None = None, **more: Any) -> CriteriaSet:
    """A set in use."""
    draft = draft_set(
        actor=root(), organisation=of, document=document_ or document(**more), origin=Origin.EXCHANGE, at=AT
    )
    return put_into_use(actor=root(), criteria_set=draft, revision=draft.revision, at=AT)
