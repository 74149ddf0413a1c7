"""What people do with units, departments, people and groups."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wenming.audit.actions import record
from wenming.kernel.errors import Invalid, NotPermitted
from wenming.kernel.rows import check
from wenming.organisations.access import Actor, require
from wenming.organisations.actions.accounts import grant_role, open_account
from wenming.organisations.formats.roster import Roster
from wenming.organisations.models import Department, GroupMember, Organisation, Person, WorkGroup
from wenming.organisations.policies import MANAGE_ACCOUNTS, MANAGE_PEOPLE, MANAGE_UNITS
from wenming.organisations.rules import one_time_password, unit_code_trouble
from wenming.organisations.states import Kind, Role


@transaction.atomic
def add_unit(
    *,
    actor: Actor,
    code: str,
    name: str,
    at: datetime,
    kind: str = Kind.OFFICE,
    short_name: str = "",
    territory_parent: Organisation | None = None,
    line_parent: Organisation | None = None,
) -> Organisation:
    """Add a unit under its authorities; its paths are written once, here.

    Raises  NotPermitted; Invalid if the code is taken or the kind unknown.
    """
    trouble = unit_code_trouble(code)
    if trouble:
        raise Invalid(trouble, code=code)
    if Organisation.objects.filter(code=code).exists():
        raise Invalid(_("单位代码“%(code)s”已有单位在用，请换一个代码。") % {"code": code})
    if kind not in Kind.values:
        raise Invalid(
            _("没有“%(kind)s”这种单位类型，可用：%(kinds)s。") % {"kind": kind, "kinds": _("、").join(Kind.values)}
        )
    parent = territory_parent or line_parent
    if parent is not None:
        require(actor, MANAGE_UNITS, parent)
    elif not actor.all_powerful:
        raise NotPermitted(permission=MANAGE_UNITS.code)
    unit = Organisation(
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        territory_parent=territory_parent,
        line_parent=line_parent,
        created_at=at,
    )
    check(unit)
    unit.save()
    unit.territory_path = f"{territory_parent.territory_path if territory_parent else '/'}{unit.pk}/"
    unit.line_path = f"{line_parent.line_path if line_parent else '/'}{unit.pk}/"
    unit.save(update_fields=["territory_path", "line_path"])
    record(actor=actor, event="organisations.unit.added", target=unit, at=at, code=code, name=name, kind=kind)
    return unit


@transaction.atomic
def add_department(
    *, actor: Actor, organisation: Organisation, name: str, at: datetime, position: int = 0
) -> Department:
    """Add a department to a unit. Raises NotPermitted; Invalid where the unit has one of that name."""
    require(actor, MANAGE_PEOPLE, organisation)
    department = Department(organisation=organisation, name=name.strip(), position=position)
    check(department)
    department.save()
    record(actor=actor, event="organisations.department.added", target=department, at=at, name=department.name)
    return department


@transaction.atomic
def add_person(
    *,
    actor: Actor,
    organisation: Organisation,
    name: str,
    at: datetime,
    department: Department | None = None,
    post: str = "",
    phone: str = "",
    position: int = 0,
) -> Person:
    """Put somebody on a unit's list; an account is opened apart from it. Raises NotPermitted; Invalid."""
    require(actor, MANAGE_PEOPLE, organisation)
    person = Person(
        organisation=organisation,
        department=department,
        name=name.strip(),
        post=post.strip(),
        phone=phone.strip(),
        position=position,
    )
    check(person)
    if department is not None and department.organisation_id != organisation.pk:
        raise Invalid(_("部门“%(name)s”不属于本单位，请重新选择部门。") % {"name": department.name})
    person.save()
    record(actor=actor, event="organisations.person.added", target=person, at=at, name=person.name)
    return person


@transaction.atomic
def form_group(
    *,
    actor: Actor,
    organisation: Organisation,
    kind: str,
    name: str,
    formed_on: date,
    at: datetime,
    duty: str = "",
    position: int = 0,
) -> WorkGroup:
    """Form a leading group, an office or a working group, still without members. Raises NotPermitted; Invalid."""
    require(actor, MANAGE_PEOPLE, organisation)
    group = WorkGroup(
        organisation=organisation, kind=kind, name=name.strip(), duty=duty, formed_on=formed_on, position=position
    )
    check(group)
    group.save()
    record(actor=actor, event="organisations.group.formed", target=group, at=at, name=group.name)
    return group


@transaction.atomic
def seat_member(
    *, actor: Actor, group: WorkGroup, person: Person, position: str, from_on: date, at: datetime, rank: int = 0
) -> GroupMember:
    """Give a person a seat in a group from a day on."""
    require(actor, MANAGE_PEOPLE, group.organisation)
    member = GroupMember(group=group, person=person, position=position, from_on=from_on, rank=rank)
    check(member)
    if person.organisation_id != group.organisation_id:
        raise Invalid(_("%(name)s不是本单位人员，不能列入该机构。") % {"name": person.name})
    member.save()
    record(
        actor=actor,
        event="organisations.group.member_seated",
        target=group,
        at=at,
        person=person.name,
        position=str(position),
        from_on=from_on,
    )
    return member


@transaction.atomic
def unseat_member(*, actor: Actor, member: GroupMember, to_on: date, at: datetime) -> GroupMember:
    """End a term of office on a day; the seat stays in the history."""
    require(actor, MANAGE_PEOPLE, member.group.organisation)
    member.to_on = to_on
    check(member)
    member.save(update_fields=["to_on"])
    record(
        actor=actor,
        event="organisations.group.member_unseated",
        target=member.group,
        at=at,
        person=member.person.name,
        to_on=to_on,
    )
    return member


@dataclass(frozen=True)
class Imported:
    """What a roster became. ``passwords`` maps new usernames to their first passwords: shown once, kept nowhere."""

    departments: int
    people: int
    passwords: dict[str, str]


@transaction.atomic
def import_roster(*, actor: Actor, organisation: Organisation, roster: Roster, at: datetime) -> Imported:
    """Write a whole roster, or nothing: departments that are new, people, and accounts where a username is given.

    Raises  NotPermitted (accounts need the right to open them); Invalid if the roster has problems.
    """
    require(actor, MANAGE_PEOPLE, organisation)
    if roster.problems:
        raise Invalid(_("名册还有 %(n)s 处要改正，没有写入任何一行。") % {"n": len(roster.problems)})
    if any(row.username for row in roster.rows):
        require(actor, MANAGE_ACCOUNTS, organisation)
    departments = {d.name: d for d in Department.objects.filter(organisation=organisation)}
    fresh = [name for name in roster.departments if name not in departments]
    for position, name in enumerate(fresh, start=len(departments) + 1):
        departments[name] = add_department(actor=actor, organisation=organisation, name=name, at=at, position=position)
    passwords: dict[str, str] = {}
    for position, row in enumerate(roster.rows, start=Person.objects.filter(organisation=organisation).count() + 1):
        department = departments[row.department]
        person = add_person(
            actor=actor,
            organisation=organisation,
            name=row.name,
            at=at,
            department=department,
            post=row.post,
            phone=row.phone,
            position=position,
        )
        if row.username:
            passwords[row.username] = one_time_password()
            user = open_account(
                actor=actor,
                person=person,
                username=row.username,
                password=passwords[row.username],
                one_time=True,
                at=at,
            )
            bound = department if row.role in {Role.LIAISON, Role.HEAD} else None
            grant_role(
                actor=actor, user=user, organisation=organisation, role=row.role or Role.STAFF, at=at, department=bound
            )
    return Imported(len(fresh), len(roster.rows), passwords)
