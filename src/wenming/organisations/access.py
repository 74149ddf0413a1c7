"""Who may do what where. One place, by organisation, denied until granted (house style §6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from wenming.kernel.errors import NotPermitted
from wenming.organisations.states import Role

if TYPE_CHECKING:
    from wenming.accounts.models import User
    from wenming.organisations.models import Organisation

REGISTRY: dict[str, Permission] = {}
View = Callable[..., HttpResponseBase]
V = TypeVar("V", bound=View)
Row = TypeVar("Row", bound=Model)


class Reach(Enum):
    OWN = "own"  # the organisation where the role is held, and no other: a unit's ledger is its own
    BELOW = "below"  # and whatever lies under it in the tree the role is held in


@dataclass(frozen=True)
class Permission:
    code: str
    label: Any
    held_by: frozenset[Role]
    reach: Reach = Reach.OWN

    def __post_init__(self) -> None:
        assert self.code not in REGISTRY and self.held_by <= set(Role), self.code
        REGISTRY[self.code] = self


class Grant(NamedTuple):
    """A role held by a person: at which organisation, in which tree, for which department (if only for one)."""

    tree: str
    path: str
    role: str
    organisation_id: int
    department_id: int | None


@dataclass(frozen=True)
class Actor:
    """Who acts, read once per request: a small frozen value."""

    user_id: int | None
    name: str
    grants: tuple[Grant, ...]
    all_powerful: bool = False

    @classmethod
    def of(cls, user: User) -> Actor:
        """The roles in force today. One query."""
        from wenming.organisations.models import Membership

        held = Membership.objects.held(timezone.localdate()).filter(user=user)
        held = held.select_related("organisation").order_by("pk")
        return cls(user.pk, user.get_full_name() or user.get_username(), tuple(m.as_grant() for m in held))

    @classmethod
    def nobody(cls) -> Actor:
        return cls(None, "", ())

    @classmethod
    def system(cls, name: str) -> Actor:
        """Scheduled work and commands typed by whoever holds the machine act under a name of their own."""
        return cls(None, name, (), all_powerful=True)

    def holdings(self, permission: Permission) -> list[Grant]:
        """The grants through which this actor holds ``permission``."""
        return [grant for grant in self.grants if grant.role in permission.held_by]

    def may_somewhere(self, permission: Permission) -> bool:
        return self.all_powerful or bool(self.holdings(permission))

    @property
    def organisation_id(self) -> int | None:
        """Where this person works: the organisation of the first role held."""
        return self.grants[0].organisation_id if self.grants else None

    @property
    def department_ids(self) -> frozenset[int]:
        return frozenset(grant.department_id for grant in self.grants if grant.department_id is not None)

    def roles_at(self, organisation_id: int) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants if grant.organisation_id == organisation_id)


def allowed(actor: Actor, permission: Permission, organisation: Organisation) -> bool:
    """Whether ``actor`` holds ``permission`` at ``organisation``, there or from above where the permission reaches down. No query."""
    if actor.all_powerful:
        return True
    for grant in actor.holdings(permission):
        if grant.organisation_id == organisation.pk:
            return True
        path: str = getattr(organisation, f"{grant.tree}_path")
        if permission.reach is Reach.BELOW and path.startswith(grant.path):
            return True
    return False


def require(actor: Actor, permission: Permission, organisation: Organisation) -> None:
    """Raises NotPermitted unless ``actor`` holds ``permission`` at ``organisation``."""
    if not allowed(actor, permission, organisation):
        raise NotPermitted(permission=permission.code, organisation=organisation.pk)


class ScopedQuerySet(QuerySet[Row]):
    """Rows that belong to an organisation. ``owner`` leads from the row to it."""

    owner = "organisation"

    def within(self, actor: Actor, permission: Permission) -> ScopedQuerySet[Row]:
        """The rows this actor's roles reach: a condition in SQL, never a list of ids loaded first."""
        if actor.all_powerful:
            return self
        prefix = "" if self.owner == "self" else f"{self.owner}__"
        reach = Q(pk__in=[])  # deny by default
        for grant in actor.holdings(permission):
            if permission.reach is Reach.OWN:
                key = "pk" if self.owner == "self" else f"{self.owner}_id"
                reach |= Q(**{key: grant.organisation_id})
            else:
                reach |= Q(**{f"{prefix}{grant.tree}_path__startswith": grant.path})
        return self.filter(reach)


def requires(permission: Permission) -> Callable[[V], V]:
    """Guard a view: whoever holds ``permission`` nowhere is refused before anything is read."""

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.actor.may_somewhere(permission):  # type: ignore[attr-defined]
                raise NotPermitted(permission=permission.code)
            return view(request, *args, **kwargs)

        guarded.access = permission.code  # type: ignore[attr-defined] # read by the census test
        return guarded  # type: ignore[return-value]

    return decorate


def signed_in(view: V) -> V:
    """A view for everyone who has signed in: their own desk, their own settings."""
    view.access = "signed-in"  # type: ignore[attr-defined]
    return view


def public(view: V) -> V:
    """A view for everybody, signed in or not."""
    view = login_not_required(view)
    view.access = "public"  # type: ignore[attr-defined]
    return view
