"""What people do with accounts: open, stop, unlock, give a new first password, assign and withdraw roles."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from axes.utils import reset as forget_failures
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wenming.accounts.models import User
from wenming.audit.actions import record
from wenming.kernel.errors import Conflict, Invalid, NotPermitted
from wenming.kernel.rows import check
from wenming.organisations.access import Actor, allowed, require
from wenming.organisations.models import Department, Membership, Organisation, Person
from wenming.organisations.policies import GRANT_ANY_ROLE, MANAGE_ACCOUNTS, UNIT_ROLES, may_open_accounts
from wenming.organisations.rules import excluded_by, one_time_password
from wenming.organisations.selectors.accounts import home_of
from wenming.organisations.states import Role, Tree


@transaction.atomic
def note_presence(*, user: User, event: str, at: datetime) -> None:
    """Keep in the trail that somebody signed in or out. Nothing is permitted here: it has happened."""
    record(actor=Actor.of(user), event=event, target=user, at=at, organisation_id=home_of(user) or 0)


@transaction.atomic
def note_lock_out(*, user: User, address: str, at: datetime) -> None:
    """Keep in the trail that wrong passwords have locked an account out. ``address`` is where the last one came from."""
    record(
        actor=Actor.nobody(), event="accounts.locked_out", target=user, at=at, organisation_id=home_of(user) or 0,
        username=user.username, address=address,
    )  # fmt: skip


@transaction.atomic
def note_own_password(*, user: User, at: datetime) -> None:
    """Somebody has chosen an own password: the first one is spent."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    user.must_change_password = False
    record(
        actor=Actor.of(user), event="accounts.password_changed", target=user, at=at, organisation_id=home_of(user) or 0
    )


def _require_opening(actor: Actor, organisation: Organisation) -> None:
    if not may_open_accounts(actor, organisation):
        raise NotPermitted(permission=MANAGE_ACCOUNTS.code, organisation=organisation.pk)


def _require_keeping(actor: Actor, user: User) -> int:
    """Raises NotPermitted unless ``actor`` keeps this account: all of its roles, and not the actor's own.

    Returns  the organisation whose trail is to tell of it.
    """
    if actor.user_id is not None and actor.user_id == user.pk:
        raise NotPermitted(
            _("自己的账号不能由自己办理。修改密码请到“修改密码”，其他事项请联系另一位管理员。"), user=user.pk
        )
    held = list(Membership.objects.held(timezone.localdate()).filter(user=user).select_related("organisation"))
    person = Person.objects.select_related("organisation").filter(user=user).first()
    places = {one.organisation_id: one.organisation for one in held}
    if person is not None:
        places[person.organisation_id] = person.organisation
    if not places and not actor.all_powerful:
        raise NotPermitted(user=user.pk)
    for place in places.values():
        _require_opening(actor, place)
    for one in held:
        if one.role not in UNIT_ROLES and not allowed(actor, GRANT_ANY_ROLE, one.organisation):
            raise NotPermitted(_("此账号持有管理员或主管角色，只能由安全管理员办理。"), user=user.pk)
    return home_of(user) or 0


@transaction.atomic
def open_account(
    *, actor: Actor, person: Person, username: str, password: str | None, at: datetime, one_time: bool = False
) -> User:
    """Open an account for a person; without a password it stays locked until one is set.

    one_time  the password is a first one, to be changed at the first sign-in.
    Raises    NotPermitted; Invalid where the username is taken or the person has an account; Conflict if someone was faster.
    """
    _require_opening(actor, person.organisation)
    if person.user_id is not None:
        raise Invalid(_("%(name)s已有账号，不必再开。") % {"name": person.name})
    user = User(username=username.strip(), name=person.name, joined_at=at, must_change_password=one_time)
    user.set_password(password)
    check(user, exclude=["password"])
    user.save()
    if not Person.objects.filter(pk=person.pk, user__isnull=True).update(user=user):
        raise Conflict(person=person.pk)
    person.user = user
    record(actor=actor, event="accounts.opened", target=person, at=at, username=user.username)
    return user


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    user: User,
    organisation: Organisation,
    role: str,
    at: datetime,
    tree: str = Tree.TERRITORY,
    department: Department | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> Membership:
    """Assign a role at an organisation, for a term where one is given (both days inclusive).

    Raises  NotPermitted – one's own roles are assigned by somebody else, other than a unit's by the security administrator;
            Invalid where the role excludes one already held, or the term is not in order.
    """
    if role in UNIT_ROLES:
        _require_opening(actor, organisation)
    else:
        require(actor, GRANT_ANY_ROLE, organisation)
    if actor.user_id is not None and actor.user_id == user.pk:
        raise NotPermitted(_("不能给自己分派角色，请由另一位管理员办理。"), user=user.pk)
    day = timezone.localdate(at)
    kept = Membership.objects.filter(user=user, withdrawn_at__isnull=True)
    kept.filter(to_on__lt=day).update(withdrawn_at=at)  # terms that have run out make room for new ones
    against = excluded_by(role, set(kept.values_list("role", flat=True)))
    if against:
        raise Invalid(
            _("三个管理员角色互不兼任，也不兼任业务角色；此账号已是%(held)s。请先收回原有角色，或另开账号。")
            % {"held": _("、").join(sorted(str(Role(one).label) for one in against))}
        )
    if department is not None and department.organisation_id != organisation.pk:
        raise Invalid(_("部门“%(name)s”不属于本单位，请重新选择部门。") % {"name": department.name})
    membership = Membership(
        user=user, organisation=organisation, role=role, tree=tree, department=department, from_on=from_on, to_on=to_on
    )
    check(membership)
    membership.save()
    term: dict[str, Any] = {name: day for name, day in (("from_on", from_on), ("to_on", to_on)) if day}
    record(actor=actor, event="accounts.role_granted", target=membership, at=at, user=user.name, role=str(role), **term)
    return membership


@transaction.atomic
def open_account_with_role(
    *,
    actor: Actor,
    person: Person,
    username: str,
    password: str,
    role: str,
    at: datetime,
    department: Department | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
) -> User:
    """Open an account with a first password and its first role: both, or neither."""
    user = open_account(actor=actor, person=person, username=username, password=password, at=at, one_time=True)
    grant_role(
        actor=actor, user=user, organisation=person.organisation, role=role, at=at, department=department,
        from_on=from_on, to_on=to_on,
    )  # fmt: skip
    return user


@transaction.atomic
def withdraw_role(*, actor: Actor, membership: Membership, at: datetime) -> Membership:
    """Take a role back from this moment on; that it was held stays on record."""
    _require_keeping(actor, membership.user)
    if not Membership.objects.filter(pk=membership.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        raise Conflict(membership=membership.pk)
    membership.withdrawn_at = at
    record(
        actor=actor, event="accounts.role_withdrawn", target=membership, at=at, user=membership.user.name,
        role=str(membership.role),
    )  # fmt: skip
    return membership


def _set_active(actor: Actor, user: User, active: bool, at: datetime) -> User:
    owner = _require_keeping(actor, user)
    if not User.objects.filter(pk=user.pk, is_active=not active).update(is_active=active):
        raise Conflict(user=user.pk)
    user.is_active = active
    record(
        actor=actor, event="accounts.activated" if active else "accounts.deactivated", target=user, at=at,
        organisation_id=owner, username=user.username,
    )  # fmt: skip
    return user


@transaction.atomic
def deactivate(*, actor: Actor, user: User, at: datetime) -> User:
    """Stop an account: it cannot sign in, and whoever is signed in with it is out at the next page.

    Raises  NotPermitted; Conflict if someone was faster.
    """
    return _set_active(actor, user, False, at)


@transaction.atomic
def activate(*, actor: Actor, user: User, at: datetime) -> User:
    """Let a stopped account sign in again. Raises NotPermitted; Conflict if someone was faster."""
    return _set_active(actor, user, True, at)


@transaction.atomic
def unlock(*, actor: Actor, user: User, at: datetime) -> int:
    """Forget the wrong passwords counted so far. Returns how many addresses they had come from."""
    owner = _require_keeping(actor, user)
    found = int(forget_failures(username=user.username))
    record(actor=actor, event="accounts.unlocked", target=user, at=at, organisation_id=owner, username=user.username)
    return found


@transaction.atomic
def reset_password(*, actor: Actor, user: User, at: datetime) -> str:
    """Give a new first password, which ends every session of the account. Returns it: shown once, kept nowhere."""
    owner = _require_keeping(actor, user)
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    forget_failures(username=user.username)
    record(
        actor=actor, event="accounts.password_reset", target=user, at=at, organisation_id=owner, username=user.username
    )
    return password
