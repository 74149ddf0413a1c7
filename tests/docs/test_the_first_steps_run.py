"""The commands of docs/start do what the pages say, run one after the other in a folder of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import documents

CHINESE, ENGLISH = "docs/zh/start/command-line.md", "docs/start/command-line.md"


def shell_blocks(name: str) -> list[tuple[str, ...]]:
    return [block.lines for block in documents.read(documents.ROOT / name).blocks if block.language == "sh"]


def test_both_languages_show_the_same_commands():
    assert shell_blocks(CHINESE) == shell_blocks(ENGLISH)


@pytest.mark.slow
def test_the_commands_of_the_first_steps_run_from_top_to_bottom(tmp_path):
    blocks = shell_blocks(CHINESE)
    assert len(blocks) > 8
    script = "set -eu\n" + "\n".join(line for block in blocks for line in block)
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("WENMING_", "DJANGO_", "DATABASE_"))
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=clean | {"PATH": path}, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    practice = tmp_path / "练习"
    assert "总分 23.9" in done.stdout
    assert "会议记录（会议纪要不少于4份）只有 2 份" in done.stdout
    assert "审计链完整" in done.stdout
    assert {path.suffix for path in (practice / "成册").iterdir()} == {".pdf", ".xlsx", ".json"}
    assert (practice / "数据" / "wenming.sqlite3").is_file()
