"""A home that is prepared is recognised without loading anything; one that might not be is prepared again."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_serving import environment
from wenming.cli.instance import PREPARED, is_prepared


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A home as any command leaves it."""
    home = tmp_path_factory.mktemp("home")
    line = [sys.executable, "-m", "wenming", "unit", "add", "parks", "--name", "云溪市园林局"]
    subprocess.run(line, env=environment(home), check=True, capture_output=True)
    return home


@pytest.fixture
def home(made, tmp_path, monkeypatch) -> Path:
    for name in ("DATABASE_URL", "DATABASE_URL_FILE"):
        monkeypatch.delenv(name, raising=False)
    for path in made.glob("*"):
        if path.is_file() and not path.name.endswith(("-wal", "-shm")):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_what_a_command_has_prepared_is_prepared(home):
    assert is_prepared(home)


def test_an_empty_home_and_another_database_are_not(home, tmp_path_factory, monkeypatch):
    assert not is_prepared(tmp_path_factory.mktemp("empty"))
    monkeypatch.setenv("DATABASE_URL", "postgres://x")
    assert not is_prepared(home)


def test_a_database_put_back_from_before_an_upgrade_is_looked_at_anew(home):
    with closing(sqlite3.connect(home / "wenming.sqlite3")) as kept, kept:
        kept.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
    assert not is_prepared(home)


@pytest.mark.parametrize("note", ["", "[]", "{}", '{"code": "old", "wanted": []}'])
def test_a_note_that_is_old_or_no_note_is_not_believed(home, note):
    (home / PREPARED).write_text(note)
    assert not is_prepared(home)


def test_new_code_is_looked_at_anew(home):
    noted = json.loads((home / PREPARED).read_text())
    (home / PREPARED).write_text(json.dumps({**noted, "code": "of another version"}))
    assert not is_prepared(home)


def test_a_file_that_is_no_database_is_not_prepared(home):
    (home / "wenming.sqlite3").write_bytes(b"no database at all" * 100)
    assert not is_prepared(home)
