"""Pages that must become pictures: drawn in a process of its own, because files that need it are often the broken ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

DPI = 200
SECONDS_A_PAGE = 30.0
MEMORY = 3 * 1024**3  # bytes of address space of the drawing process
_SPLIT = 6  # pages for which a second process is worth its start


class CannotDraw(Exception):
    """The page cannot be drawn either; the file is damaged beyond what we can show."""


def draw_pages(path: Path, indexes: Sequence[int], into: Path, *, dpi: int = DPI) -> dict[int, Path]:
    """Draw pages (counted from 0) of a PDF as JPEG files in ``into``; page → file.

    Raises CannotDraw if any of them cannot be drawn.
    """
    parts = [list(indexes)]
    if len(indexes) >= _SPLIT and (os.cpu_count() or 1) > 1:
        parts = [list(indexes[0::2]), list(indexes[1::2])]
    with ThreadPoolExecutor(len(parts)) as pool:
        found: dict[int, Path] = {}
        for part in pool.map(lambda pages: _draw(path, pages, into, dpi), parts):
            found.update(part)
    return found


def _draw(path: Path, indexes: list[int], into: Path, dpi: int) -> dict[int, Path]:
    order = json.dumps({"path": str(path), "pages": indexes, "into": str(into), "dpi": dpi, "memory": MEMORY})
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    process = subprocess.Popen(
        [sys.executable, "-m", "wenming.documents.formats.pdfa.raster_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin is not None and process.stdout is not None
    found: dict[int, Path] = {}
    try:
        process.stdin.write(order + "\n")
        process.stdin.close()
        for _page in indexes:
            timer = threading.Timer(SECONDS_A_PAGE, process.kill)
            timer.start()
            line = process.stdout.readline()
            timer.cancel()
            answer: dict[str, Any] = json.loads(line) if line else {"error": "the drawing process ended"}
            if "error" in answer:
                raise CannotDraw(answer["error"])
            found[int(answer["page"])] = Path(answer["file"])
    except (OSError, ValueError) as problem:
        raise CannotDraw(str(problem)) from problem
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    return found
