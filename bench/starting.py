"""From nothing to the first page, from an existing home to the first page, and commands that keep no state.

    .venv/bin/python -m bench starting

``wenming serve`` is started as people start it, and its sign-in page asked for until it answers. "Processor" is what the
processes took in all, and may be more than the clock shows: there are two of them.
"""

from __future__ import annotations

import http.client
import json
import os
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import scoring
from bench.figures import Figure, Spent
from bench.instance import ROOT, fresh_home

EMPTY_BAR, EXISTING_BAR, COMMAND_BAR = 15.0, 3.0, 0.5
GIVE_UP = 300.0


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_page() -> tuple[float, float]:
    """Seconds from the command to a whole sign-in page, by the clock and of the processor; the server is stopped again."""
    port, before = free_port(), _of_children()
    began = time.perf_counter()
    line = [sys.executable, "-m", "wenming", "serve", "--port", str(port)]
    server = subprocess.Popen(line, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        while not _answers(port):
            if server.poll() is not None or time.perf_counter() - began > GIVE_UP:
                raise SystemExit(
                    f"serve did not answer: {server.stderr.read().decode()[-2000:] if server.stderr else ''}"
                )
            time.sleep(0.02)
        spent = time.perf_counter() - began
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)
    return spent, _of_children() - before


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/account/login/")
        response = connection.getresponse()
        return response.status == 200 and b"</html>" in response.read()
    except OSError:
        return False
    finally:
        connection.close()


def _environment() -> dict[str, str]:
    return dict(os.environ) | {"PYTHONPATH": str(ROOT / "src")}


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def command(arguments: list[str], times: int) -> Spent:
    """Milliseconds of a whole process, each time."""
    clock, processor = [], []
    for n in range(times + 1):
        began, busy = time.perf_counter(), _of_children()
        line = [sys.executable, "-m", "wenming", *arguments]
        subprocess.run(line, env=_environment(), check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        if n:  # the first reads everything from disk
            clock.append((time.perf_counter() - began) * 1000)
            processor.append((_of_children() - busy) * 1000)
    return Spent(clock, processor)


def measure(*, quick: bool = False) -> list[Figure]:
    """First pages, then commands."""
    times = 1 if quick else 5
    empty, existing = [], []
    for n in range(1 if quick else 3):
        with fresh_home():
            empty.append(first_page())
            existing += [first_page() for _again in range(times if n == 0 else 0)]
    figures = [
        _first("empty database to first page", empty, EMPTY_BAR),
        _first("first page on an existing home", existing, EXISTING_BAR),
    ]
    with tempfile.TemporaryDirectory(prefix="wenming-bench-") as name:
        folder = Path(name)
        for label, arguments in commands(folder).items():
            clock, processor = (value / 1000 for value in command(arguments, 3 if quick else 11).median())
            figures.append(Figure(label, clock, "s", COMMAND_BAR, processor=processor))
    return figures


def _first(work: str, spent: list[tuple[float, float]], bar: float) -> Figure:
    clock, processor = (statistics.median(one) for one in zip(*spent, strict=True))
    return Figure(
        work, clock, "s", bar, note=f"{processor:.1f} s of processor time, the worker's start and the stop included"
    )


def commands(folder: Path) -> dict[str, list[str]]:
    """What is asked of the command line: label → arguments."""
    import random

    document = scoring.document(123)
    (folder / "criteria.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    answers = scoring.answers(123, random.Random(1))
    (folder / "answers.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    rows = ["编号,测评内容,分值,测评方法"]
    rows += [f"1.{n},每季度至少开展一次第{n}项活动，缺一次扣0.5分。,2,材料审核" for n in range(1, 61)]
    (folder / "table.csv").write_text("\n".join(rows), encoding="utf-8-sig")
    return {
        "wenming criteria score, 150 lines": [
            "criteria", "score", str(folder / "criteria.json"), str(folder / "answers.json"), "--json",
        ],
        "wenming criteria parse, a csv of 60 lines": ["criteria", "parse", str(folder / "table.csv"), "--json"],
    }  # fmt: skip
