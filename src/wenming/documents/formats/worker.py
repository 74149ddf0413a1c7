"""A process of our own that takes orders on its standard input: for work that may exhaust memory, hang or collapse.

An order is the path of a JSON file, one per line; the answer is ``done`` or a JSON object with ``error`` (and ``code``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any


class WorkFailed(Exception):
    """What the worker answered, or that it is gone. ``code``: what the work itself says, else ``gone``."""

    def __init__(self, detail: str, code: str = "gone") -> None:
        super().__init__(detail)
        self.detail = detail
        self.code = code


class Worker:
    """The calling side. Start with the module to run; stop when done; a worker that is gone stays gone."""

    def __init__(self, module: str) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
            encoding="utf-8",
        )

    @property
    def alive(self) -> bool:
        """Whether another order makes sense."""
        return self._process.poll() is None

    def do(self, order: Path, timeout: float) -> None:
        """Have one order done. Raises WorkFailed, also after ``timeout`` seconds (the process is then killed)."""
        assert self._process.stdin is not None and self._process.stdout is not None
        timer = threading.Timer(timeout, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(f"{order}\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline().strip()
        except (OSError, ValueError) as problem:
            raise WorkFailed(str(problem)) from problem
        finally:
            timer.cancel()
        if answer == "done":
            return
        if not answer.startswith("{"):
            self._process.kill()
            self._process.wait()
            raise WorkFailed(f"the process ended with {self._process.returncode} (out of time or memory)")
        said: dict[str, Any] = json.loads(answer)
        raise WorkFailed(str(said.get("error", "")), str(said.get("code", "failed")))

    def stop(self) -> None:
        """End the process."""
        assert self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.close()
        except OSError:
            pass
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()


def limit_memory(most: int) -> None:
    """Let this process have at most so many bytes of address space, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def serve(work: Callable[[dict[str, Any]], None], *expected: type[Exception]) -> None:
    """The called side: do orders until standard input ends. An order may set ``memory``, the most bytes of address space.

    expected  errors that are answers; anything else ends the process, and the caller hears of that.
    """
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(Path(line.strip()).read_text(encoding="utf-8"))
        if "memory" in order:
            limit_memory(order["memory"])
        try:
            work(order)
            answer = "done"
        except expected as problem:
            answer = json.dumps({"error": str(problem), "code": str(getattr(problem, "code", "failed"))})
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()
