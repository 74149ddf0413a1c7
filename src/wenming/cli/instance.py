"""Preparing an instance: its home, key, database and static files – whatever is missing, and only that."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from wenming.kernel import places
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _


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


def prepare() -> None:
    """Prepare everything a command needs: home, Django, and a database with all migrations applied."""
    setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
