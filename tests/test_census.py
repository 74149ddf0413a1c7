"""The census: every address declares its access, every action names its actor. New code is covered the moment it exists."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import wenming
from wenming.organisations.access import REGISTRY

THIRD_PARTY = ("allauth.",)


def views(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from views(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry.callback


def action_modules():
    for found in pkgutil.walk_packages(wenming.__path__, "wenming."):
        parts = found.name.split(".")
        if len(parts) > 2 and parts[2] == "actions":
            yield import_module(found.name)


def actions():
    for module in action_modules():
        for name, thing in vars(module).items():
            if (
                inspect.isfunction(thing)
                and not name.startswith("_")
                and inspect.unwrap(thing).__module__ == module.__name__
            ):
                yield f"{module.__name__}.{name}", inspect.unwrap(thing)


OURS = [(path, view) for path, view in views() if not view.__module__.startswith(THIRD_PARTY)]
ACTIONS = list(actions())


def test_there_is_something_to_count():
    assert len(OURS) > 1
    assert len(ACTIONS) > 5


@pytest.mark.parametrize(("path", "view"), OURS, ids=[path or "/" for path, _ in OURS])
def test_every_address_declares_its_access(path, view):
    access = getattr(view, "access", None)
    assert access in REGISTRY or access in {"public", "signed-in"}, f"{path} declares no access"


@pytest.mark.parametrize(("name", "action"), ACTIONS, ids=[name for name, _ in ACTIONS])
def test_every_action_is_keyword_only_and_names_who_acts(name, action):
    parameters = inspect.signature(action).parameters
    assert all(p.kind in {p.KEYWORD_ONLY, p.VAR_KEYWORD} for p in parameters.values()), (
        f"{name} takes positional arguments"
    )
    first = next(iter(parameters), None)
    assert first in {"actor", "user"}, f"{name} does not say who acts"


def test_every_permission_is_held_by_someone_and_carries_a_label():
    assert REGISTRY
    for code, permission in REGISTRY.items():
        assert permission.held_by, code
        assert str(permission.label), code


def test_the_administrators_hold_no_business_permission():
    from wenming.organisations.states import Role

    technical = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    for code, permission in REGISTRY.items():
        if permission.held_by & technical:
            assert code.startswith("organisations."), f"{code} gives an administrator business data"
