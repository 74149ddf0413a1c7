"""Office files made into pages, in order and ahead of the binding: read in one process, set in another."""

from __future__ import annotations

import json
import queue
import tempfile
import threading
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from wenming.documents.formats.typesetting import Job, Typesetter, TypesettingFailed
from wenming.documents.formats.worker import Worker, WorkFailed
from wenming.evidence.formats.booklet.kinds import Way, suffix
from wenming.evidence.formats.booklet.spec import EntryFile, short
from wenming.kernel.words import LANGUAGE, _

READER = "wenming.evidence.formats.booklet.render_worker"
SECONDS = 60.0  # for reading one file, and again for setting it
MEMORY = 2 * 1024**3
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Rendered:
    """What became of one file: pages at ``path``, or the code why there are none. ``cut``: only its beginning was set."""

    path: Path | None
    code: str = ""
    cut: bool = False
    warnings: tuple[str, ...] = ()


def rendered_ahead(
    files: Sequence[tuple[EntryFile, Way]], into: Path, *, fonts_dir: Path | None, created: datetime
) -> Generator[Rendered, None, None]:
    """Render files on another thread, a few ahead of whoever takes them. Close the iterator to stop early."""
    done: queue.Queue[Rendered | BaseException | None] = queue.Queue(_AHEAD)
    stopped = threading.Event()
    language = LANGUAGE.get()

    def put(thing: Rendered | BaseException | None) -> bool:
        while not stopped.is_set():
            try:
                done.put(thing, timeout=0.2)
                return True
            except queue.Full:
                continue
        return False

    def run() -> None:
        LANGUAGE.set(language)
        try:
            for result in _rendered(files, into, fonts_dir=fonts_dir, created=created):
                if not put(result):
                    return
            put(None)
        except BaseException as problem:  # raised again on the thread that takes the files
            put(problem)

    if not files:
        return
    thread = threading.Thread(target=run, name="wenming-renditions", daemon=True)
    thread.start()
    try:
        while True:
            result = done.get()
            if result is None:
                return
            if isinstance(result, BaseException):
                raise result
            yield result
    finally:
        stopped.set()
        thread.join(SECONDS)


def _rendered(
    files: Sequence[tuple[EntryFile, Way]], into: Path, *, fonts_dir: Path | None, created: datetime
) -> Iterator[Rendered]:
    reader: Worker | None = None
    try:
        with Typesetter(into, fonts_dir=fonts_dir, created=created, timeout=SECONDS) as typesetter:
            for file, way in files:
                with tempfile.TemporaryDirectory(prefix="wenming-rendition-") as scratch:
                    if reader is None or not reader.alive:
                        reader = Worker(READER)
                    yield _one(file, way, Path(scratch), reader, typesetter)
    finally:
        if reader is not None:
            reader.stop()


def _one(file: EntryFile, way: Way, scratch: Path, reader: Worker, typesetter: Typesetter) -> Rendered:
    if not file.path.is_file():
        return Rendered(None, "missing")
    order = scratch / "order.json"
    table = "csv" if file.media_type in {"text/csv", "text/tab-separated-values"} else suffix(file)
    content = {"path": str(file.path), "way": way, "suffix": table, "into": str(scratch), "memory": MEMORY}
    order.write_text(json.dumps(content), encoding="utf-8")
    try:
        reader.do(order, SECONDS)
    except WorkFailed as problem:
        return Rendered(None, problem.code if problem.code != "failed" else "damaged")
    found: dict[str, Any] = json.loads((scratch / "rendition.json").read_text(encoding="utf-8"))
    blocks = found["blocks"]
    if found["cut"]:
        blocks.append({"kind": "notice", "text": _("（内容过长，以下从略，详见原件。）")})
    data = {
        "name": short(file.name, 200),
        "note": _("本件为原件内容的排印稿，原件另存。"),
        "wide": found["wide"],
        "blocks": blocks,
    }
    assets = {name: scratch / name for name in found["assets"]}
    try:
        path, warnings = typesetter.set(Job("rendition", data, assets))
    except TypesettingFailed:
        return Rendered(None, "gone")
    return Rendered(path, cut=found["cut"], warnings=warnings)
