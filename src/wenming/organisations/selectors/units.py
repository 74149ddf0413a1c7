"""Questions about units, departments, people and groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wenming.accounts.models import User
from wenming.kernel.errors import Missing
from wenming.kernel.words import _
from wenming.organisations.access import Actor, Permission, allowed
from wenming.organisations.models import Department, GroupMember, Membership, Organisation, Person, WorkGroup
from wenming.organisations.policies import MANAGE_PEOPLE, VIEW_UNIT, VIEW_UNITS_BELOW
from wenming.organisations.states import Role

NAMED = 5
"""How many units a refusal names."""


def unit_of(actor: Actor) -> Organisation:
    """The unit this person works at; 404 for somebody without any role. One query."""
    return get_object_or_404(Organisation, pk=actor.organisation_id)


def unit_by_code(code: str) -> Organisation:
    """For commands: the unit of that code. Raises Missing with a sentence."""
    unit = Organisation.objects.filter(code=code).first()
    if unit is not None:
        return unit
    there = list(Organisation.objects.order_by("pk").values_list("code", flat=True)[: NAMED + 1])
    if not there:
        said = _("没有代码为“%(code)s”的单位。先用 wenming unit add %(code)s --name 名称 建立。")
        raise Missing(said % {"code": code}, unit=code)
    named = _("、").join(there[:NAMED])
    raise Missing(
        _(
            "没有代码为“%(code)s”的单位。现有单位：%(units)s。全部单位用 wenming unit list 查看，新单位用 wenming unit add 建立。"
        )
        % {"code": code, "units": f"{named}…" if len(there) > NAMED else named},
        unit=code,
    )


def all_units() -> list[Organisation]:
    """For commands: every unit with those above it, in the order of the territory. One query."""
    return list(Organisation.objects.select_related("territory_parent", "line_parent").order_by("territory_path", "pk"))


def unit_codes_of(usernames: Iterable[str]) -> dict[str, str]:
    """For commands: username → code of the unit of the first role held. One query."""
    held = Membership.objects.filter(user__username__in=list(usernames)).order_by("-pk")
    return dict(held.values_list("user__username", "organisation__code"))


def unit_names(keys: list[int]) -> dict[int, str]:
    """For commands: key → name. One query."""
    return dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name"))


def departments_of(actor: Actor, organisation: Organisation) -> QuerySet[Department]:
    """Present departments in their order."""
    return (
        Department.objects.within(actor, VIEW_UNIT)
        .filter(organisation=organisation, dissolved_on__isnull=True)
        .order_by("position", "pk")
    )


def people_of(actor: Actor, organisation: Organisation) -> QuerySet[Person]:
    """Present people with their departments, in their order."""
    return (
        Person.objects.within(actor, VIEW_UNIT)
        .filter(organisation=organisation, left_on__isnull=True)
        .select_related("department", "user")
        .order_by("department__position", "position", "pk")
    )


def people_found(
    actor: Actor, organisation: Organisation, *, department: str = "", words: str = ""
) -> QuerySet[Person]:
    """People of one department, or whose name or post holds ``words``; with the roles their accounts hold."""
    found = people_of(actor, organisation)
    if department:
        found = found.filter(department_id=department)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(post__icontains=words))
    return found.prefetch_related("user__memberships")


def departments_counted(actor: Actor, organisation: Organisation) -> QuerySet[Department]:
    """Departments with ``head_count``, the people present."""
    return departments_of(actor, organisation).annotate(
        head_count=Count("people", filter=Q(people__left_on__isnull=True))
    )


def units_below(actor: Actor) -> QuerySet[Organisation]:
    """The units an administrator or an authority looks after, in the order of the territory."""
    return Organisation.objects.within(actor, VIEW_UNITS_BELOW).order_by("territory_path", "pk")


def units_counted(actor: Actor, words: str = "") -> QuerySet[Organisation]:
    """The same with ``people`` present and ``accounts`` in use; of them those whose name or code holds ``words``."""
    found = units_below(actor).select_related("territory_parent")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(code__icontains=words))
    present = Q(people__left_on__isnull=True)
    return found.annotate(
        head_count=Count("people", filter=present),
        account_count=Count("people", filter=present & Q(people__user__is_active=True)),
    )


def units_within(actor: Actor, permission: Permission) -> QuerySet[Organisation]:
    """The units where this person holds a permission, in the order of the territory."""
    return Organisation.objects.within(actor, permission).order_by("territory_path", "pk")


def person_for(actor: Actor, pk: int) -> Person:
    """The one door to a person. Out of reach answers 404. One query."""
    people = Person.objects.within(actor, VIEW_UNIT).select_related("organisation", "department", "user")
    return get_object_or_404(people, pk=pk)


@dataclass(frozen=True)
class GroupOnDay:
    """A group and who sat in it on a day; ``former`` are the terms that had ended by then."""

    group: WorkGroup
    members: list[GroupMember]
    former: list[GroupMember]


def groups_on(actor: Actor, organisation: Organisation, day: date) -> list[GroupOnDay]:
    """The groups that stood on ``day`` with their members. Two queries."""
    seats = GroupMember.objects.select_related("person", "person__department").order_by("rank", "from_on", "pk")
    groups = (
        WorkGroup.objects.within(actor, VIEW_UNIT)
        .filter(organisation=organisation, formed_on__lte=day)
        .filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=day))
        .prefetch_related(Prefetch("members", seats))
        .order_by("position", "pk")
    )
    return [
        GroupOnDay(
            group,
            [m for m in group.members.all() if m.from_on <= day and (m.to_on is None or m.to_on >= day)],
            [m for m in group.members.all() if m.to_on is not None and m.to_on < day],
        )
        for group in groups
    ]


def group_for(actor: Actor, pk: int) -> WorkGroup:
    """The one door to a group."""
    return get_object_or_404(WorkGroup.objects.within(actor, VIEW_UNIT).select_related("organisation"), pk=pk)


def seat_for(actor: Actor, pk: int) -> GroupMember:
    """The one door to a seat in a group."""
    seats = GroupMember.objects.within(actor, VIEW_UNIT).select_related("group__organisation", "person")
    return get_object_or_404(seats, pk=pk)


def may_manage(actor: Actor, organisation: Organisation) -> bool:
    """Whether this person may change the unit's list of people and groups."""
    return allowed(actor, MANAGE_PEOPLE, organisation)


def usernames() -> set[str]:
    """All usernames there are, to say which are taken."""
    return set(User.objects.values_list("username", flat=True))


def role_words(person: Person) -> list[str]:
    """The roles of a person's account in words; the memberships are prefetched."""
    if person.user is None:
        return []
    day = timezone.localdate()
    return [str(Role(one.role).label) for one in person.user.memberships.all() if one.held_on(day)]


def place_of(actor: Actor) -> str:
    """Where somebody works and as what, as the frame shows it: 创建办干事 · 市公积金中心. One query."""
    if not actor.grants:
        return ""
    grant = actor.grants[0]
    unit = Organisation.objects.filter(pk=grant.organisation_id).only("name", "short_name").first()
    return f"{Role(grant.role).label} · {unit}" if unit else ""
