"""One parent, a few children: started together, restarted when they die, stopped together."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)
PATIENCE = 15.0  # seconds a child gets to finish what it is doing after SIGTERM
LONGEST_PAUSE = 30.0
HEALTHY = 20.0  # a child that has lived so long starts again without a pause
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """A command that must be running; each has a process group of its own, so that nothing it started outlives it.

    after  seconds it waits before its first start, so that those before it are up sooner.
    """

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls: int = 0
    not_before: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env=os.environ | self.environment,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 – no threads here yet
        )
        self.started_at = time.monotonic()

    def signal_group(self, number: signal.Signals) -> None:
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def look(self) -> None:
        """Start it again if it has died, waiting longer after each quick fall."""
        if self.process is None:
            if time.monotonic() >= self.not_before:
                self.start()
            return
        code = self.process.poll()
        if code is None:
            return
        lived = time.monotonic() - self.started_at
        self.falls = 0 if lived > HEALTHY else self.falls + 1
        pause = 0.0 if self.falls <= 1 else min(2.0 ** (self.falls - 1), LONGEST_PAUSE)
        logger.warning("%s ended with code %s after %.0f s; starting it again in %.0f s", self.name, code, lived, pause)
        self.signal_group(signal.SIGKILL)  # what it left behind
        self.process = None
        self.not_before = time.monotonic() + pause


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def watch(children: list[Child], *, on_ready: Callable[[], None] | None = None) -> int:
    """Keep the children running until SIGTERM or SIGINT, then stop them cleanly. Returns the exit code."""
    stopping = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for child in children:
        if child.after:
            child.not_before = time.monotonic() + child.after
        else:
            child.start()
    if on_ready:
        on_ready()
    while not stopping:
        for child in children:
            child.look()
        time.sleep(0.2)
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("%s did not stop in time and was ended", child.name)
        child.signal_group(signal.SIGKILL)
        child.process.wait()
    return 0
