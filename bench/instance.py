"""An instance to measure: a home of its own, the database of the moment, a unit with its people, and a clerk signed in.

Every work runs in a process of its own on a fresh, empty database: SQLite in a temporary home, or – with ``DATABASE_URL``
set – a new database beside it, dropped afterwards.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from bench.figures import Spent, timed

if TYPE_CHECKING:
    from django.test import Client

    from wenming.accounts.models import User
    from wenming.criteria.models import CriteriaSet
    from wenming.organisations.access import Actor
    from wenming.organisations.models import Organisation

ROOT = Path(__file__).resolve().parent.parent
AT = datetime(2026, 9, 1, 1, 0, tzinfo=UTC)
ON = date(2026, 9, 1)
YEAR = 2026


def label() -> str:
    """The database that figures speak of."""
    return "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"


@contextmanager
def fresh_home() -> Iterator[Path]:
    """An empty home, and an empty database where one is named; both gone afterwards. Before Django is loaded."""
    assert "django.conf" not in sys.modules or not os.environ.get("DATABASE_URL"), "Django has been loaded already"
    kept = {name: os.environ.get(name) for name in ("WENMING_HOME", "DATABASE_URL", "WENMING_DEMO", "DEBUG")}
    with TemporaryDirectory(prefix="wenming-bench-") as folder:
        os.environ["WENMING_HOME"] = str(Path(folder) / "home")
        os.environ.pop("WENMING_DEMO", None)
        server, name = os.environ.get("DATABASE_URL"), f"bench_{os.getpid()}"
        if server:
            _on_server(server, f'CREATE DATABASE "{name}"')
            parts = urlsplit(server)
            os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
        try:
            yield Path(folder) / "home"
        finally:
            for key, value in kept.items():
                if value is None:
                    os.environ.pop(key, None)
                else:
                    os.environ[key] = value
            if server:
                _let_go()
                _on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _let_go() -> None:
    if "django.db" in sys.modules:
        from django.db import connections

        connections.close_all()


def _on_server(url: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload] # the names are our own


@dataclass(frozen=True)
class House:
    """A prepared instance."""

    authority: Organisation
    unit: Organisation
    departments: list[Any]
    clerk: User
    actor: Actor
    client: Client


@contextmanager
def house() -> Iterator[House]:
    """Prepare an empty instance in this process and put one unit into it: ten departments, a clerk who has signed in."""
    with fresh_home() as home:
        from wenming.cli.instance import prepare

        prepare()
        _plain_static()
        yield _furnished()
        _let_go()
        assert home.is_dir()


def _plain_static() -> None:
    """Static files by their plain names: laying them out is measured under "starting", not before every work."""
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def _furnished() -> House:
    from django.test import Client

    from wenming.organisations import actions
    from wenming.organisations.access import Actor
    from wenming.organisations.states import Kind, Role

    root = Actor.system("bench")
    authority = actions.add_unit(actor=root, code="wmb", name="云溪市文明办", at=AT, kind=Kind.AUTHORITY)
    unit = actions.add_unit(actor=root, code="parks", name="云溪市园林局", at=AT, territory_parent=authority)
    departments = [
        actions.add_department(actor=root, organisation=unit, name=f"{name}科", at=AT, position=place)
        for place, name in enumerate(("办公", "人事", "财务", "园艺", "绿化", "规划", "法规", "宣教", "后勤", "监察"))
    ]
    person = actions.add_person(actor=root, organisation=unit, name="王干事", department=departments[0], at=AT)
    clerk = actions.open_account(actor=root, person=person, username="wang", password="云溪-bench-1", at=AT)
    actions.grant_role(actor=root, user=clerk, organisation=unit, role=Role.CLERK, at=AT, department=departments[0])
    client = Client(SERVER_NAME="localhost")
    client.force_login(clerk)
    return House(authority, unit, departments, clerk, Actor.of(clerk), client)


def asked(client: Client, address: str, times: int) -> Spent:
    """Milliseconds of server time a page takes, each time it is asked for."""

    def ask(_n: int) -> None:
        response = client.get(address)
        assert response.status_code == 200, (address, response.status_code)

    return timed(ask, times)


def queries(client: Client, address: str) -> int:
    """How many queries a page makes once this process has warmed up."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    if os.environ.get("BENCH_SHOW_QUERIES"):
        for one in seen.captured_queries:
            print("   ", one["time"], one["sql"][:240], file=sys.stderr)
    return len(seen)


def set_in_use(of: Organisation, document: dict[str, Any], code: str) -> CriteriaSet:
    """A set of the unit's own, put into use."""
    from wenming.criteria.actions.drafting import draft_set
    from wenming.criteria.actions.using import put_into_use
    from wenming.criteria.states import Origin
    from wenming.organisations.access import Actor

    root = Actor.system("bench")
    whole = {"code": code, "name": f"云溪市文明单位测评细则（{code}）", "level": "city", "year": YEAR} | document
    draft = draft_set(actor=root, organisation=of, document=whole, origin=Origin.EXCHANGE, at=AT)
    return put_into_use(actor=root, criteria_set=draft, revision=draft.revision, at=AT, retire_others=False)
