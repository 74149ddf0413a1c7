"""Preparing an instance: its home, key, database and static files – whatever is missing, and only that."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import sqlite3
import sys
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from wenming.kernel import places
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

PREPARED = ".prepared.json"
MIGRATING = ("Django", "django-allauth", "django-axes", "django-q2")  # packages that bring tables of their own


class BadHome(Refusal):
    code = "bad_home"


def prepare_home() -> Path:
    """Make the home and its key if they are not there.

    Raises  BadHome if it is a file or cannot be written.
    """
    home = places.home()
    try:
        for name in ("", "files", "keys", "backups", "fonts"):
            (home / name).mkdir(parents=True, exist_ok=True)
        key = home / "keys" / "secret"
        if not key.exists() and not os.environ.get("WENMING_SECRET_KEY"):
            temporary = key.with_name(f".secret-{os.getpid()}")
            temporary.write_text(secrets.token_urlsafe(48), encoding="utf-8")
            temporary.chmod(0o600)
            try:
                os.link(temporary, key)  # the first of two starting at once wins
            except FileExistsError:
                pass
            finally:
                temporary.unlink()
        probe = home / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise BadHome(
            _("数据目录 %(home)s 不能使用（%(why)s）。请换一个目录（环境变量 WENMING_HOME）或改好它的权限。")
            % {"home": home, "why": error.strerror or error}
        ) from None
    return home


def setup() -> None:
    """Prepare the home and load Django; enough for commands that find the database already there."""
    prepare_home()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenming.config.settings")
    import django

    django.setup()


def _code_stamp() -> str:
    """Changes whenever there might be a migration that was not there before."""
    seen = hashlib.sha256(sys.version.encode())
    for package in MIGRATING:
        try:
            seen.update(f"{package} {version(package)}".encode())
        except PackageNotFoundError:
            seen.update(package.encode())
    for path in sorted(places.PACKAGE.glob("*/migrations/*.py")):
        seen.update(f"{path.relative_to(places.PACKAGE)} {path.stat().st_size} {path.stat().st_mtime_ns}".encode())
    return seen.hexdigest()


def is_prepared(home: Path) -> bool:
    """Whether the SQLite database of a home holds every migration of this code – asked without loading Django.

    True only where an earlier ``prepare`` noted what the code wants, the code is still the same, and the database itself
    says that all of it was applied; so a database put back from elsewhere is looked at anew.
    """
    database = home / "wenming.sqlite3"
    if any(name.startswith("DATABASE_URL") for name in os.environ) or not database.is_file():
        return False
    try:
        noted = json.loads((home / PREPARED).read_text(encoding="utf-8"))
        if noted["code"] != _code_stamp():
            return False
        with closing(sqlite3.connect(f"file:{database.as_posix()}?mode=ro", uri=True, timeout=5)) as kept:
            applied = {tuple(row) for row in kept.execute("SELECT app, name FROM django_migrations")}
        return {tuple(leaf) for leaf in noted["wanted"]} <= applied
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error):
        return False


def _note_prepared(home: Path, wanted: list[tuple[str, str]]) -> None:
    """Keep what this code wants applied. Losing the note costs a second at the next start and nothing else."""
    temporary = home / f"{PREPARED}.{os.getpid()}"
    try:
        temporary.write_text(json.dumps({"code": _code_stamp(), "wanted": sorted(wanted)}), encoding="utf-8")
        temporary.replace(home / PREPARED)
    except OSError:
        temporary.unlink(missing_ok=True)


def prepare() -> None:
    """Prepare everything a command needs: home, Django, and a database with all migrations applied."""
    setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    if connection.vendor == "sqlite" and not is_prepared(places.home()):
        _note_prepared(places.home(), list(executor.loader.graph.nodes))
