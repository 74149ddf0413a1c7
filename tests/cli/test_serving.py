"""``wenming serve`` keeps its children alive, stops cleanly, and says in words what it cannot do."""

from __future__ import annotations

import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]
WENMING = [sys.executable, "-m", "wenming"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WENMING_", "DATABASE_URL"))}
    return kept | {"WENMING_HOME": str(home)}


def answers(port: int, within: float = 60.0) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/account/login/", timeout=5) as page:
                return bool(page.status == 200)
        except OSError:
            time.sleep(0.1)
    return False


def children(parent: int, word: str) -> list[int]:
    """Processes of a parent whose command line holds a word."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = path.parent.name, path.read_text().rpartition(")")[2].split()
            line = (path.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if rest[1] == str(parent) and word in line:
            found.append(int(pid))
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve") / "home"


@pytest.fixture
def served(home: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    port = free_port()
    process = subprocess.Popen(
        [*WENMING, "serve", "--port", str(port)], env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        assert answers(port), process.stderr.read() if process.poll() is not None and process.stderr else "no answer"
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def test_it_prepares_a_home_serves_and_stops_cleanly(served, home):
    process, port = served
    assert (home / "wenming.sqlite3").is_file()
    assert oct((home / "keys" / "secret").stat().st_mode)[-3:] == "600"
    own = children(process.pid, "")
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0
    time.sleep(0.5)
    assert not [pid for pid in own if Path(f"/proc/{pid}").exists()]
    assert not answers(port, within=0.5)


def test_a_web_process_that_dies_is_started_again(served):
    process, port = served
    (web,) = children(process.pid, "granian")
    os.kill(web, signal.SIGKILL)
    assert answers(port, within=30)
    assert children(process.pid, "granian") != [web]


def test_a_taken_port_is_said_in_one_line(served, home):
    _process, port = served
    again = subprocess.run(
        [*WENMING, "serve", "--port", str(port)], env=environment(home), capture_output=True, text=True, timeout=60
    )
    assert again.returncode == 2
    assert str(port) in again.stderr
    assert "占用" in again.stderr
    assert len(again.stderr.strip().splitlines()) == 1


def test_a_home_that_is_a_file_is_said_in_one_line(tmp_path):
    (tmp_path / "home").write_text("not a folder")
    refused = subprocess.run(
        [*WENMING, "serve", "--port", str(free_port())], env=environment(tmp_path / "home"), capture_output=True,
        text=True, timeout=60,
    )  # fmt: skip
    assert refused.returncode == 2
    assert "WENMING_HOME" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


RECEIVE = """
import io, sys
from wenming.cli.instance import prepare
prepare()
from django.utils import timezone
from wenming.evidence.actions.receiving import receive_file
from wenming.organisations import actions, selectors
from wenming.organisations.access import Actor
root, at = Actor.system("tests"), timezone.now()
unit = actions.add_unit(actor=root, code="kill", name="云溪市某单位", at=at)
picture = open(sys.argv[1], "rb").read()
for number in range(int(sys.argv[2])):
    receive_file(actor=root, organisation=unit, stream=io.BytesIO(picture + str(number).encode()), name=f"{number}.jpg", at=at)
"""
COUNT = """
from wenming.cli.instance import setup
setup()
from wenming.evidence.models import File, FileStep
print(File.objects.exclude(state="received").count(), FileStep.objects.filter(state="waiting").count())
"""


def run(home: Path, code: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment(home), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_what_a_worker_killed_in_mid_job_left_is_done_after_its_restart(served, home, tmp_path):
    process, _port = served
    out = io.BytesIO()
    Image.effect_noise((2600, 1950), 60).convert("RGB").save(out, "JPEG", quality=80)
    (tmp_path / "one.jpg").write_bytes(out.getvalue())
    how_many = 60
    run(home, RECEIVE, str(tmp_path / "one.jpg"), str(how_many))
    (worker,) = children(process.pid, "cli.worker")
    os.killpg(worker, signal.SIGKILL)
    done, waiting = map(int, run(home, COUNT).split())
    assert waiting, "all was done before the kill: make the job longer"
    deadline = time.monotonic() + 120
    while waiting and time.monotonic() < deadline:
        time.sleep(1)
        done, waiting = map(int, run(home, COUNT).split())
    assert (done, waiting) == (how_many, 0)
    assert children(process.pid, "cli.worker") != [worker]
