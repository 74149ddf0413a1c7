"""``wenming backup FILE`` and ``wenming restore FILE``: a whole instance in one zip that reads on either database.

The zip holds the rows of every table as JSON lines, every kept file under its digest, the instance's key, and a
manifest with the SHA-256 of each part. A restore verifies all of it before it writes anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

FORMAT = "wenming-backup/1"
CHUNK = 1024 * 1024
LEFT_OUT = ["sessions", "django_q", "contenttypes", "auth.permission", "axes"]


class BackupRefused(Refusal):
    code = "backup_refused"


def run(verb: str, argv: list[str]) -> int:
    texts = {"backup": _("整机备份到一个文件。"), "restore": _("由备份文件恢复到一个空的数据目录。")}
    it = Parser(prog=f"wenming {verb}", description=texts[verb])
    it.add_argument("file", metavar="FILE", type=Path, help=_("备份文件（zip）"))
    if verb == "backup":
        it.add_argument("--overwrite", action="store_true", help=_("同名文件已在时替换它"))
    options = it.parse_args(argv)
    from wenming.cli.instance import prepare, prepare_home

    if verb == "restore" and not options.file.is_file():
        raise BackupRefused(_("没有备份文件“%(file)s”。请核对路径。") % {"file": options.file})
    if verb == "backup":
        check_target(options.file, overwrite=options.overwrite)
    home = prepare_home()
    prepare()
    if verb == "backup":
        rows, files = write_backup(home, options.file)
        print(
            _("已备份 %(rows)s 行数据、%(files)s 个文件到 %(file)s。")
            % {"rows": rows, "files": files, "file": options.file}
        )
    else:
        rows, files = restore_backup(home, options.file)
        print(_("已恢复 %(rows)s 行数据、%(files)s 个文件到 %(home)s。") % {"rows": rows, "files": files, "home": home})
    return 0


def check_target(target: Path, *, overwrite: bool) -> None:
    """Raises BackupRefused where a backup would have nowhere to go, or would replace something unasked."""
    if target.is_dir():
        raise BackupRefused(_("“%(file)s”是一个文件夹。请写出备份文件的名字，如 %(example)s。") % {
            "file": target, "example": target / "wenming-backup.zip",
        })  # fmt: skip
    if not target.absolute().parent.is_dir():
        raise BackupRefused(
            _("没有“%(folder)s”这个文件夹。请先建好，或换一个位置。") % {"folder": target.absolute().parent}
        )
    if target.exists() and not overwrite:
        raise BackupRefused(
            _("已有文件“%(file)s”，没有备份，免得覆盖原来的备份。请换一个文件名；确要替换的，加 --overwrite。")
            % {"file": target}
        )


def write_backup(home: Path, target: Path) -> tuple[int, int]:
    """Write the instance into ``target``, which appears whole or not at all. Returns (rows, files)."""
    from django.core.files.storage import default_storage
    from django.core.management import call_command
    from django.db import transaction

    from wenming.evidence.models import Binding, File

    partial = target.with_name(f".{target.name}.part")
    parts: dict[str, str] = {}
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as archive:
            with tempfile.TemporaryDirectory(prefix="wenming-backup-") as folder, transaction.atomic():
                rows_file = Path(folder) / "rows.jsonl"
                call_command("dumpdata", format="jsonl", output=str(rows_file), exclude=LEFT_OUT, verbosity=0)
                names = [file.storage_name for file in File.objects.order_by("pk").iterator(chunk_size=2000)]
                for result in Binding.objects.values_list("result", flat=True):
                    names += [str(one["stored"]) for one in result.get("files", [])]
                with rows_file.open("rb") as content:
                    parts["rows.jsonl"] = _add(archive, "rows.jsonl", content, compress=True)
                with rows_file.open("rb") as content:
                    rows = sum(1 for _line in content)
            for name in names:
                with default_storage.open(name, "rb") as stored:
                    parts[f"files/{name}"] = _add(archive, f"files/{name}", stored)
            key = home / "keys" / "secret"
            if key.is_file():
                with key.open("rb") as content:
                    parts["keys/secret"] = _add(archive, "keys/secret", content)
            manifest = {"format": FORMAT, "parts": parts}
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        with partial.open("rb+") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    except OSError as error:
        raise BackupRefused(
            _("备份没有写成（%(why)s）。请检查“%(file)s”所在位置的空间和权限。")
            % {"why": error.strerror or error, "file": target}
        ) from None
    finally:
        partial.unlink(missing_ok=True)
    return rows, len(names)


def _add(archive: zipfile.ZipFile, name: str, content: Any, *, compress: bool = False) -> str:
    """Copy a stream into the archive and return its SHA-256."""
    seen = hashlib.sha256()
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with archive.open(info, "w", force_zip64=True) as out:
        while chunk := content.read(CHUNK):
            seen.update(chunk)
            out.write(chunk)
    return seen.hexdigest()


def restore_backup(home: Path, source: Path) -> tuple[int, int]:
    """Verify a backup, then write all of it into an instance that holds nothing yet. Returns (rows, files).

    Raises  BackupRefused: no backup of ours, a part missing or changed, or an instance that is not empty.
    """
    from django.core.files.base import File as Content
    from django.core.files.storage import default_storage
    from django.core.management import call_command
    from django.db import transaction

    from wenming.accounts.models import User
    from wenming.organisations.models import Organisation

    if User.objects.exists() or Organisation.objects.exists():
        raise BackupRefused(
            _("数据目录 %(home)s 里已有数据，没有恢复。请把环境变量 WENMING_HOME 指向一个空目录再恢复。")
            % {"home": home}
        )
    try:
        with zipfile.ZipFile(source) as archive:
            parts = _verified(archive)
            with tempfile.TemporaryDirectory(prefix="wenming-restore-") as folder:
                rows_file = Path(folder) / "rows.jsonl"
                with archive.open("rows.jsonl") as content, rows_file.open("wb") as out:
                    while chunk := content.read(CHUNK):
                        out.write(chunk)
                for name in parts:
                    if name.startswith("files/") and not default_storage.exists(name[6:]):
                        with archive.open(name) as content:
                            default_storage.save(name[6:], Content(content))
                with transaction.atomic():
                    call_command("loaddata", str(rows_file), verbosity=0)
                if "keys/secret" in parts and not os.environ.get("WENMING_SECRET_KEY"):
                    (home / "keys" / "secret").write_bytes(archive.read("keys/secret"))
                with rows_file.open("rb") as content:
                    rows = sum(1 for _line in content)
    except zipfile.BadZipFile:
        raise BackupRefused(_("“%(file)s”不是备份文件，或已损坏。请换一份备份。") % {"file": source}) from None
    return rows, sum(1 for name in parts if name.startswith("files/"))


def _verified(archive: zipfile.ZipFile) -> dict[str, str]:
    """The parts of a backup, every one of them there and unchanged."""
    names = set(archive.namelist())
    try:
        manifest = json.loads(archive.read("manifest.json"))
    except (KeyError, ValueError):
        raise BackupRefused(_("这个文件里没有备份说明（manifest.json），不是本系统的备份。")) from None
    if manifest.get("format") != FORMAT:
        raise BackupRefused(
            _("备份的格式是“%(format)s”，本版本只认 %(wanted)s。请用写出它的版本恢复。")
            % {"format": str(manifest.get("format"))[:40], "wanted": FORMAT}
        )
    parts: dict[str, str] = manifest["parts"]
    for name, digest in parts.items():
        if name not in names or ".." in name or name.startswith("/") or _digest(archive, name) != digest:
            raise BackupRefused(_("备份里的“%(name)s”缺失或被改动，没有恢复任何内容。请换一份备份。") % {"name": name})
    return parts


def _digest(archive: zipfile.ZipFile, name: str) -> str:
    seen = hashlib.sha256()
    with archive.open(name) as content:
        while chunk := content.read(CHUNK):
            seen.update(chunk)
    return seen.hexdigest()
