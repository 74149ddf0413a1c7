"""A backup brings back every row, every file and an unbroken trail – or nothing at all."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from tests import make
from wenming.audit.selectors import broken_chains
from wenming.cli import backup, dispatch
from wenming.evidence import contents
from wenming.evidence.actions.receiving import receive_file
from wenming.evidence.actions.records import register_record
from wenming.evidence.models import File, Link, Record
from wenming.organisations.access import Actor
from wenming.organisations.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 9, 1, 1, 2, 3, 456789, tzinfo=UTC)


@pytest.fixture
def home(tmp_path) -> Path:
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "secret").write_text("old key")
    return tmp_path


@pytest.fixture
def filled(home) -> Path:
    """An instance with a unit, a set and a filed record, and its backup."""
    city = make.city()
    criteria = make.criteria_set(city.parks)
    file = receive_file(
        actor=Actor.system("x"), organisation=city.parks, stream=io.BytesIO(b"a paper"), name="a.txt", at=AT,
        in_background=False,
    ).file  # fmt: skip
    register_record(
        actor=Actor.system("x"), organisation=city.parks, at=AT, files=[("a.txt", file)], filed=True, year=2026,
        ledger_class="document", kind="other", title="通知", lines=criteria.lines.filter(is_leaf=True)[:1],
    )  # fmt: skip
    target = home / "backup.zip"
    backup.write_backup(home, target)
    return target


def empty() -> None:
    call_command("flush", verbosity=0, interactive=False)


def test_everything_backed_up_comes_back(filled, home):
    empty()
    (home / "keys" / "secret").write_text("new key")
    rows, files = backup.restore_backup(home, filled)
    assert (rows > 20, files) == (True, 1)
    record = Record.objects.get()
    assert (record.title, Link.objects.get().record) == ("通知", record)
    assert contents.is_whole(File.objects.get().sha256)
    assert list(broken_chains()) == []


def test_what_is_added_afterwards_gets_keys_of_its_own(filled, home):
    empty()
    backup.restore_backup(home, filled)
    assert make.unit("more", "云溪市水务局").pk not in {
        None,
        *Organisation.objects.filter(code="parks").values_list("pk"),
    }


def test_an_instance_that_holds_something_is_left_alone(filled, home):
    with pytest.raises(backup.BackupRefused, match="WENMING_HOME"):
        backup.restore_backup(home, filled)
    assert Organisation.objects.count() == 3


@pytest.mark.parametrize("what", ["rows.jsonl", "file"])
def test_a_changed_part_is_named_and_nothing_is_written(filled, home, tmp_path, what):
    empty()
    changed = tmp_path / "changed.zip"
    with zipfile.ZipFile(filled) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            hit = name == what or (what == "file" and name.startswith("files/"))
            new.writestr(name, data + b" " if hit else data)
    with pytest.raises(backup.BackupRefused, match="改动"):
        backup.restore_backup(home, changed)
    assert not Organisation.objects.exists()


def test_another_version_and_other_files_are_refused(home, tmp_path):
    empty()
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": "wenming-backup/9", "parts": {}}))
    with pytest.raises(backup.BackupRefused, match="wenming-backup/9"):
        backup.restore_backup(home, other)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(backup.BackupRefused, match="manifest"):
        backup.restore_backup(home, other)
    other.write_bytes(b"no zip")
    with pytest.raises(backup.BackupRefused, match="损坏"):
        backup.restore_backup(home, other)


def test_a_backup_that_cannot_be_written_leaves_nothing(home, tmp_path):
    with pytest.raises(backup.BackupRefused):
        backup.write_backup(home, tmp_path / "nowhere" / "backup.zip")
    assert not (tmp_path / "nowhere").exists()


def test_an_existing_file_is_replaced_only_when_asked(filled, home, capsys, monkeypatch):
    monkeypatch.setenv("WENMING_HOME", str(home))
    before = filled.read_bytes()
    filled.write_bytes(b"last year's backup")
    assert dispatch(["backup", str(filled)]) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert filled.read_bytes() == b"last year's backup"
    assert dispatch(["backup", str(filled), "--overwrite"]) == 0
    assert zipfile.is_zipfile(filled) and len(filled.read_bytes()) > len(before) // 2


def test_a_folder_and_a_place_that_is_not_there_are_refused_before_anything_is_done(home, capsys):
    for target, word in ((home, "是一个文件夹"), (home / "none" / "x.zip", "没有")):
        assert dispatch(["backup", str(target)]) == 2
        assert word in capsys.readouterr().err
