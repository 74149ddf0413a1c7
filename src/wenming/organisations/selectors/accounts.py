"""Questions about accounts: whose they are, what they may do, whether they are locked out, when they last signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Prefetch, Q, QuerySet, Sum, prefetch_related_objects
from django.shortcuts import get_object_or_404
from django.utils import timezone

from wenming.accounts.models import User
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Department, Membership, Organisation, Person
from wenming.organisations.policies import GRANT_ANY_ROLE, MANAGE_ACCOUNTS, UNIT_ROLES
from wenming.organisations.states import Role


def home_of(user: User) -> int | None:
    """Where an account belongs: the organisation of its person, else that of the first role held. At most two queries."""
    person = Person.objects.filter(user=user).values_list("organisation_id", flat=True).first()
    if person is not None:
        return int(person)
    held = Membership.objects.held(timezone.localdate()).filter(user=user).order_by("pk")
    return held.values_list("organisation_id", flat=True).first()


def units_kept(actor: Actor) -> QuerySet[Organisation]:
    """The units whose accounts this person looks after."""
    own = Organisation.objects.within(actor, MANAGE_ACCOUNTS)
    below = Organisation.objects.within(actor, GRANT_ANY_ROLE)
    return (own | below).order_by("territory_path", "pk")


def user_named(username: str) -> User | None:
    """For commands and for what the framework tells us: the account of that name."""
    return User.objects.filter(username=username).first()


def anybody_holds(role: Role, organisation: Organisation) -> bool:
    """Whether somebody who can sign in holds this role at the unit today. One query."""
    held = Membership.objects.held(timezone.localdate())
    return held.filter(organisation=organisation, role=role, user__is_active=True).exists()


@dataclass(frozen=True)
class Account:
    """An account as lists show it."""

    user: User
    person: Person | None
    roles: tuple[Membership, ...]
    locked_until: datetime | None

    @property
    def name(self) -> str:
        return self.user.name


def _accounts(units: QuerySet[Organisation]) -> QuerySet[User]:
    """The accounts that belong to one of the units."""
    keys = units.order_by().values("pk")
    memberships = Membership.objects.filter(organisation__in=keys, withdrawn_at__isnull=True).values("user")
    return User.objects.filter(Q(person__organisation__in=keys) | Q(pk__in=memberships))


def accounts_found(actor: Actor, unit: Organisation, *, words: str = "", state: str = "") -> QuerySet[User]:
    """The accounts of a unit this person looks after, by name.

    state  "stopped", "first" (the first password is still in use), "locked" or "".
    """
    found = _accounts(units_kept(actor).filter(pk=unit.pk)).select_related("person__department", "person__organisation")
    live = Membership.objects.filter(withdrawn_at__isnull=True).select_related("organisation", "department")
    found = found.prefetch_related(Prefetch("memberships", live.order_by("pk")))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(username__icontains=words))
    if state == "stopped":
        found = found.filter(is_active=False)
    elif state == "first":
        found = found.filter(must_change_password=True)
    elif state == "locked":
        found = found.filter(username__in=list(_failing(None)))
    return found.order_by("person__department__position", "person__position", "pk")


def account_rows(users: Iterable[User]) -> list[Account]:
    """Rows of a list; memberships are prefetched. One query for the lock-outs."""
    shown = list(users)
    locked = _failing([user.username for user in shown])
    return [
        Account(user, getattr(user, "person", None), tuple(user.memberships.all()), locked.get(user.username))
        for user in shown
    ]


def account_for(actor: Actor, pk: int) -> User:
    """The one door to an account. Out of reach answers 404."""
    return get_object_or_404(_accounts(units_kept(actor)).select_related("person__organisation"), pk=pk)


def in_sight(actor: Actor, pk: int) -> bool:
    """Whether an account is still one this person looks after."""
    return _accounts(units_kept(actor)).filter(pk=pk).exists()


def with_roles(user: User) -> User:
    """The account with its roles at hand, as ``account_rows`` wants it."""
    live = Membership.objects.filter(withdrawn_at__isnull=True).select_related("organisation", "department")
    prefetch_related_objects([user], Prefetch("memberships", live.order_by("pk")))
    return user


def membership_for(actor: Actor, pk: int) -> Membership:
    """The one door to a role somebody holds, at a unit whose accounts this person looks after."""
    held = Membership.objects.filter(organisation__in=units_kept(actor).order_by().values("pk"))
    return get_object_or_404(held.select_related("user", "organisation"), pk=pk, withdrawn_at__isnull=True)


def memberships_of(user: User) -> list[Membership]:
    """Every role an account has ever held, those in force first."""
    every = Membership.objects.filter(user=user).select_related("organisation", "department").order_by("-pk")
    day = timezone.localdate()
    return sorted(every, key=lambda one: not one.held_on(day))


def people_without_account(actor: Actor, unit: Organisation) -> QuerySet[Person]:
    """Who could be given an account: the names are all that is shown."""
    kept = units_kept(actor).filter(pk=unit.pk)
    found = Person.objects.filter(organisation__in=kept.order_by().values("pk"), user__isnull=True)
    found = found.filter(left_on__isnull=True).select_related("department")
    return found.order_by("department__position", "position", "pk")


def departments_kept(actor: Actor, unit: Organisation) -> QuerySet[Department]:
    """The present departments of a unit whose accounts this person looks after."""
    kept = units_kept(actor).filter(pk=unit.pk)
    found = Department.objects.filter(organisation__in=kept.order_by().values("pk"), dissolved_on__isnull=True)
    return found.order_by("position", "pk")


def roles_to_give(actor: Actor, unit: Organisation) -> list[tuple[str, str]]:
    """The roles this person may assign there, with their words."""
    every = allowed(actor, GRANT_ANY_ROLE, unit)
    return [(role.value, str(role.label)) for role in Role if every or role in UNIT_ROLES]


@dataclass(frozen=True)
class Failing:
    """Wrong passwords given for an account from one address."""

    address: str
    failures: int
    last_at: datetime
    locked: bool


def failing(user: User) -> list[Failing]:
    """Wrong passwords since the last right one, by address, newest first."""
    attempts = AccessAttempt.objects.filter(username=user.username).order_by("-attempt_time")
    since = timezone.now() - pause()
    return [
        Failing(
            str(one.ip_address or ""), one.failures_since_start, one.attempt_time,
            one.attempt_time > since and one.failures_since_start >= settings.AXES_FAILURE_LIMIT,
        )
        for one in attempts[:20]
    ]  # fmt: skip


def pause() -> timedelta:
    """How long a lock-out lasts."""
    return timedelta(hours=settings.AXES_COOLOFF_TIME)


def _failing(usernames: list[str] | None) -> dict[str, datetime]:
    """Username → until when it is locked out somewhere. One query."""
    attempts = AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - pause())
    if usernames is not None:
        attempts = attempts.filter(username__in=usernames)
    counted = attempts.order_by().values("username", "ip_address")
    counted = counted.annotate(failed=Sum("failures_since_start"), last=Max("attempt_time"))
    return {
        str(one["username"]): one["last"] + pause()
        for one in counted.order_by("last")
        if one["failed"] >= settings.AXES_FAILURE_LIMIT
    }
