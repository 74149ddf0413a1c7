"""Feeding the demonstration through the application's own actions, so that it leaves the trail real work leaves."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from wenming.accounts.models import User
from wenming.assessment.actions.rounds import open_round, sign_off
from wenming.assessment.models import Answer, Round
from wenming.assessment.selectors import scoring
from wenming.cli.demo.build import build_demo
from wenming.cli.demo.plan import DemoPlan, DemoRecord, DemoRound, DemoUnit
from wenming.criteria.actions.drafting import draft_set
from wenming.criteria.actions.using import put_into_use
from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.states import Origin
from wenming.evidence.actions.importing import Item, take_item
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.actions.records import register_record
from wenming.kernel.words import _
from wenming.organisations import actions as organisations
from wenming.organisations.access import Actor
from wenming.organisations.models import Department, Organisation, Person
from wenming.organisations.states import Role

Progress = Callable[[str], None]
SHOWN = (
    Role.CLERK,
    Role.LIAISON,
    Role.HEAD,
    Role.LEADER,
    Role.STAFF,
    Role.OFFICER,
    Role.REVIEWER,
    Role.SYSTEM_ADMIN,
    Role.SECURITY_ADMIN,
    Role.AUDIT_ADMIN,
)


@dataclass
class Loaded:
    """What was made, and who may try it."""

    unit: Organisation
    criteria: CriteriaSet
    departments: dict[str, Department]
    people: dict[str, Person]
    users: dict[str, User]
    actors: dict[str, Actor] = field(default_factory=dict)

    def actor(self, username: str) -> Actor:
        """Who acts under this name; nobody's roles change while the demonstration is loaded."""
        if username not in self.actors:
            self.actors[username] = Actor.of(self.users[username])
        return self.actors[username]


def load(today: date, home: Path, *, more_units: int, progress: Progress) -> list[dict[str, str]]:
    """Load the demonstration and write its accounts into the home. Whole, or not at all.

    Returns  [{"username", "password", "name", "role"}], as the sign-in page shows them.
    """
    with tempfile.TemporaryDirectory(prefix="wenming-demo-") as folder:
        progress(_("正在写材料…"))
        plan = build_demo(today, Path(folder))
        with transaction.atomic():
            accounts = _load(plan, more_units, progress)
    path = home / "demo.json"
    temporary = path.with_suffix(".part")
    temporary.write_text(json.dumps({"accounts": accounts}, ensure_ascii=False, indent=1), encoding="utf-8")
    temporary.replace(path)
    return accounts


def _load(plan: DemoPlan, more_units: int, progress: Progress) -> list[dict[str, str]]:
    root, at = Actor.system(_("演示数据")), timezone.now()
    hashed = make_password(plan.password)
    authority = _unit(root, plan.authority, None, hashed, at)[0]
    unit, departments, people, users = _unit(root, plan.unit, authority, hashed, at)
    progress(_("正在建立测评体系…"))
    begun = _moment(date(plan.year, 1, 10))
    draft = draft_set(
        actor=root, organisation=unit, document=plan.criteria, origin=Origin.BUILT_IN, at=begun,
        source_name=str(plan.criteria.get("name", "")),
    )  # fmt: skip
    criteria = put_into_use(actor=root, criteria_set=draft, revision=draft.revision, at=begun)
    loaded = Loaded(unit, criteria, departments, people, users)
    _owners(plan, loaded, at)
    _records(plan, loaded, progress)
    for round_ in plan.rounds:
        progress(_("正在填写%(name)s…") % {"name": round_.name})
        _round(round_, plan, loaded)
    _more_units(root, authority, more_units, at)
    return _accounts(plan, users)


def _unit(
    root: Actor, planned: DemoUnit, under: Organisation | None, hashed: str, at: datetime
) -> tuple[Organisation, dict[str, Department], dict[str, Person], dict[str, User]]:
    unit = organisations.add_unit(
        actor=root, code=planned.code, name=planned.name, short_name=planned.short_name, kind=planned.kind, at=at,
        territory_parent=under,
    )  # fmt: skip
    departments = {
        one.name: organisations.add_department(actor=root, organisation=unit, name=one.name, at=at, position=number)
        for number, one in enumerate(planned.departments, start=1)
    }
    people: dict[str, Person] = {}
    users: dict[str, User] = {}
    for number, one in enumerate(planned.people, start=1):
        department = departments.get(one.department or "")
        person = organisations.add_person(
            actor=root, organisation=unit, name=one.name, department=department, post=one.post, phone=one.phone,
            position=number, at=at,
        )  # fmt: skip
        people[one.name] = person
        if one.username is None:
            continue
        user = organisations.open_account(actor=root, person=person, username=one.username, password=None, at=at)
        users[one.username] = user
        for role in one.roles:
            bound = department if role in {Role.LIAISON, Role.HEAD} else None
            organisations.grant_role(actor=root, user=user, organisation=unit, role=role, at=at, department=bound)
    User.objects.filter(pk__in=[user.pk for user in users.values()]).update(password=hashed)
    for position, group in enumerate(planned.groups, start=1):
        formed = organisations.form_group(
            actor=root, organisation=unit, kind=group.kind, name=group.name, duty=group.duty,
            formed_on=group.formed_on, position=position, at=at,
        )  # fmt: skip
        for rank, seat in enumerate(group.seats, start=1):
            member = organisations.seat_member(
                actor=root, group=formed, person=people[seat.person], position=seat.position, from_on=seat.from_on,
                rank=rank, at=at,
            )  # fmt: skip
            if seat.to_on:
                organisations.unseat_member(actor=root, member=member, to_on=seat.to_on, at=at)
    return unit, departments, people, users


def _moment(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _owners(plan: DemoPlan, loaded: Loaded, at: datetime) -> None:
    lines = {line.code: line for line in Line.objects.filter(criteria_set=loaded.criteria)}
    owed: dict[tuple[str, str, date | None], list[Line]] = {}
    for code, owner in plan.owners.items():
        owed.setdefault(owner, []).append(lines[code])
    for (department, person, due), owned in owed.items():
        assign_lines(
            actor=Actor.system(_("演示数据")), organisation=loaded.unit, lines=owned,
            department=loaded.departments[department], person=loaded.people.get(person), due=due, at=at,
        )  # fmt: skip


def _records(plan: DemoPlan, loaded: Loaded, progress: Progress) -> None:
    lines = {line.code: line for line in Line.objects.filter(criteria_set=loaded.criteria).defer("body")}
    for number, planned in enumerate(plan.records, start=1):
        _record(planned, loaded, lines)
        if number % 60 == 0 or number == len(plan.records):
            progress(_("已登记 %(n)s / %(all)s 件材料") % {"n": number, "all": len(plan.records)})


def _record(planned: DemoRecord, loaded: Loaded, lines: dict[str, Line]) -> None:
    at = timezone.make_aware(planned.received_at)
    actor = loaded.actor(planned.uploader)
    files = []
    for one in planned.files:
        item = Item(one.path, one.name, planned.kind, planned.title)
        taken = take_item(actor=actor, organisation=loaded.unit, item=item, at=at)
        if not isinstance(taken, str):
            files.append((one.name, taken))
    register_record(
        actor=actor, organisation=loaded.unit, at=at, files=files, filed=planned.flaw != "unfiled",
        lines=[lines[code] for code in planned.lines], year=planned.year, ledger_class=planned.ledger_class,
        kind=planned.kind, title=planned.title, happened_on=planned.happened_on, place=planned.place,
        organiser=planned.organiser, people=planned.people, theme=planned.theme,
        document_number=planned.document_number, department=loaded.departments[planned.department],
        owner=loaded.people.get(planned.owner), address=planned.address, body=planned.body,
        late_reason=planned.late_reason,
    )  # fmt: skip


def _round(planned: DemoRound, plan: DemoPlan, loaded: Loaded) -> None:
    clerk = next(person.username for person in plan.unit.people if Role.CLERK in person.roles and person.username)
    leader = next(person.username for person in plan.unit.people if Role.LEADER in person.roles and person.username)
    opened = open_round(
        actor=loaded.actor(clerk), organisation=loaded.unit, criteria_set=loaded.criteria, name=planned.name,
        year=plan.year, as_of=planned.as_of, due=planned.due, at=_moment(planned.opened_on),
    )  # fmt: skip
    answers: Any = planned.document["answers"]
    lines = dict(Line.objects.filter(criteria_set=loaded.criteria, is_leaf=True).values_list("code", "pk"))
    answered = _moment(planned.signed_on or planned.as_of, 15)
    names = {username: user.name for username, user in loaded.users.items()}
    Answer.objects.bulk_create(
        Answer(
            round=opened, line_id=lines[code], data=data, note=planned.notes.get(code, ""), revision=1,
            answered_at=min(answered, timezone.now()),
            answered_by=names.get(planned.answered_by.get(code, clerk), clerk),
        )
        for code, data in answers.items()
    )  # fmt: skip
    kept = Round.objects.select_related("criteria_set", "organisation").get(pk=opened.pk)
    kept.keep(scoring.totals(kept))
    if planned.signed_on:
        sign_off(actor=loaded.actor(leader), round_=kept, at=_moment(planned.signed_on, 16))


def _more_units(root: Actor, authority: Organisation, how_many: int, at: datetime) -> None:
    from wenming.cli.demo.cast import further_units

    for planned in further_units(how_many):
        unit = organisations.add_unit(
            actor=root, code=planned.code, name=planned.name, short_name=planned.short_name, kind=planned.kind, at=at,
            territory_parent=authority,
        )  # fmt: skip
        for number, department in enumerate(planned.departments, start=1):
            organisations.add_department(actor=root, organisation=unit, name=department.name, at=at, position=number)


def _accounts(plan: DemoPlan, users: dict[str, User]) -> list[dict[str, str]]:
    """One account per role, the office's first."""
    shown: list[dict[str, str]] = []
    everybody = [*plan.unit.people, *plan.authority.people]
    for role in SHOWN:
        person = next((one for one in everybody if one.username and role in one.roles), None)
        if person is not None and all(one["username"] != person.username for one in shown):
            label = str(Role(role).label)
            where = person.department or (plan.authority.short_name if person in plan.authority.people else "")
            shown.append(
                {
                    "username": str(person.username), "password": plan.password, "name": person.name,
                    "role": f"{label}　{where}" if where else label,
                }
            )  # fmt: skip
    return shown
