"""Typesetting: a template of ours, a value, and out comes an archival PDF.

Values travel as JSON and are never made into source, so that nothing a person typed can act as code. Small papers are
compiled here; big ones, and whatever may fail, in a process of their own with limits on time and memory.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from wenming.documents.formats.faces import Faces, faces, printable_data
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

TEMPLATES = Path(__file__).resolve().parent.parent / "templates_typst"
STANDARD = "a-2b"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # stands for "no date given": the same input gives the same bytes

SMALL = 200_000  # characters of JSON; anything larger is compiled in a process of its own
TIMEOUT = 120.0  # seconds for one paper
MEMORY = 3 * 1024**3  # bytes of address space of a compiling process

_LOCK = threading.Lock()


class TypesettingFailed(Refusal):
    """A paper could not be set; the log knows more."""

    code = "typesetting_failed"
    status = 500


@dataclass(frozen=True, slots=True)
class Typeset:
    """A paper as it was set.

    pdf       the file.
    warnings  sentences for people: characters no font can show, fonts of the office that cannot be used.
    """

    pdf: bytes
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One paper to set.

    template  name in ``templates_typst`` without the suffix.
    data      JSON-like value the template reads.
    assets    file name → content (or where it lies) that the template may show as pictures.
    """

    template: str
    data: Mapping[str, Any]
    assets: Mapping[str, bytes | Path] = field(default_factory=dict)


def compile_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    fonts_dir: Path | None = None,
    standard: str | None = STANDARD,
    assets: Mapping[str, bytes | Path] | None = None,
    created: datetime | None = None,
    tags: bool = False,
    isolated: bool | None = None,
    timeout: float = TIMEOUT,
) -> Typeset:
    """Set one paper.

    template   name in ``templates_typst`` without the suffix.
    fonts_dir  the office's own faces, or None.
    standard   PDF standard; "a-2b" is archival. None for a plain PDF.
    created    the date the file carries, aware; a fixed date if None, so that the same input gives the same bytes.
    isolated   compile in a process of its own; None decides by size.
    timeout    seconds, for an isolated compilation.
    Raises     TypesettingFailed.
    """
    job = Job(template, data, assets or {})
    options = _options(standard, created, tags)
    ours = faces(fonts_dir)
    missing: dict[str, int] = {}
    inputs = _inputs(job, ours, missing)
    warnings = _warnings(ours, missing)
    if isolated is None:
        isolated = len(inputs["data"]) > SMALL
    if isolated:
        with tempfile.TemporaryDirectory(prefix="wenming-typeset-") as scratch:
            result = next(_run([(job, inputs)], ours, options, Path(scratch), timeout))
            if isinstance(result, TypesettingFailed):
                raise result
            return Typeset(result.read_bytes(), warnings)
    with _root(job) as root, _LOCK:
        try:
            compiler = _compiler(ours.folders, root)
            pdf: Any = compiler.compile(input=str(root / f"{template}.typ"), format="pdf", sys_inputs=inputs, **options)
        except typst.TypstError as problem:
            raise _failed(template, f"{problem.message} {problem.diagnostic}") from problem
        except BaseException as problem:
            if type(problem).__name__ != "PanicException":  # the compiler's own collapse is no reason to end ours
                raise
            raise _failed(template, str(problem)) from problem
    return Typeset(pdf, warnings)


def compile_many(
    jobs: Sequence[Job],
    *,
    into: Path,
    fonts_dir: Path | None = None,
    standard: str | None = STANDARD,
    created: datetime | None = None,
    timeout: float = TIMEOUT,
    warn: Callable[[int, str], None] = lambda _number, _sentence: None,
) -> Iterator[Path | TypesettingFailed]:
    """Set many papers in a process of its own; yield, in order, the file made in ``into`` or why there is none.

    A paper that exhausts time or memory costs only itself: the process is started again behind it.
    warn  called with the number of the job and a sentence for every warning.
    """
    ours = faces(fonts_dir)
    prepared = []
    for number, job in enumerate(jobs):
        missing: dict[str, int] = {}
        prepared.append((job, _inputs(job, ours, missing)))
        for sentence in _warnings(ours, missing):
            warn(number, sentence)
    yield from _run(prepared, ours, _options(standard, created, False), into, timeout)


def _options(standard: str | None, created: datetime | None, tags: bool) -> dict[str, Any]:
    moment = (created or EPOCH).astimezone(UTC)
    return {
        "pdf_standards": [standard] if standard else [],
        "timestamp": int(moment.timestamp()),
        "pdf_tags": tags,
    }


def _inputs(job: Job, ours: Faces, missing: dict[str, int]) -> dict[str, str]:
    data = printable_data(job.data, ours.shows, missing)
    return {
        "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")),
        "fonts": json.dumps(ours.chains, ensure_ascii=False),
    }


def _warnings(ours: Faces, missing: Mapping[str, int]) -> tuple[str, ...]:
    found = []
    if missing:
        shown = "、".join(f"U+{ord(char):04X}" for char in list(missing)[:10])
        found.append(
            _(
                "有 %(count)d 个字符没有可用的字形，已以“〓”代替：%(chars)s。可将含有这些字的字体放入字体目录后重新生成。"
            )
            % {"count": sum(missing.values()), "chars": shown}
        )
    for name, why in ours.unusable:
        sentence = (
            _("字体文件“%(name)s”不允许嵌入文档，未使用。")
            if why == "restricted"
            else _("字体文件“%(name)s”已损坏，未使用。")
        )
        found.append(sentence % {"name": name})
    return tuple(found)


@contextmanager
def _root(job: Job) -> Iterator[Path]:
    """Where the template and its pictures lie together: the package itself if there are none."""
    if not job.assets:
        yield TEMPLATES
        return
    with tempfile.TemporaryDirectory(prefix="wenming-typeset-") as scratch:
        _lay_out(job, Path(scratch))
        yield Path(scratch)


def _lay_out(job: Job, root: Path) -> None:
    for source in TEMPLATES.glob("*.typ"):
        shutil.copyfile(source, root / source.name)
    for name, content in job.assets.items():
        target = root / Path(name).name
        if isinstance(content, bytes):
            target.write_bytes(content)
        else:
            shutil.copyfile(content, target)


@lru_cache(maxsize=2)
def _package_compiler(folders: tuple[Path, ...]) -> typst.Compiler:
    return typst.Compiler(root=str(TEMPLATES), font_paths=[str(f) for f in folders], ignore_system_fonts=True)


def _compiler(folders: tuple[Path, ...], root: Path) -> typst.Compiler:
    if root == TEMPLATES:
        return _package_compiler(folders)
    return typst.Compiler(root=str(root), font_paths=[str(f) for f in folders], ignore_system_fonts=True)


def _failed(template: str, detail: str) -> TypesettingFailed:
    return TypesettingFailed(
        _("文件未能排版（模板“%(template)s”）。请稍后重试；若仍不成功，请将日志交给系统管理员。")
        % {"template": template},
        detail=detail,
    )


def _run(
    prepared: Sequence[tuple[Job, dict[str, str]]], ours: Faces, options: dict[str, Any], into: Path, timeout: float
) -> Iterator[Path | TypesettingFailed]:
    """Drive worker processes over the jobs, one at a time, restarting behind every job that killed its process."""
    with tempfile.TemporaryDirectory(prefix="wenming-typeset-") as scratch:
        todo = []
        for number, (job, inputs) in enumerate(prepared):
            root = TEMPLATES
            if job.assets:
                root = Path(scratch) / f"root{number}"
                root.mkdir()
                _lay_out(job, root)
            out = into / f"typeset-{number:05d}.pdf"
            out.unlink(missing_ok=True)
            order = Path(scratch) / f"order{number}.json"
            order.write_text(
                json.dumps(
                    {
                        "main": str(root / f"{job.template}.typ"),
                        "root": str(root),
                        "inputs": inputs,
                        "out": str(out),
                        "fonts": [str(folder) for folder in ours.folders],
                        "options": options,
                        "memory": MEMORY,
                    },
                    ensure_ascii=False,
                ),
                encoding="utf-8",
            )
            todo.append((job, order, out))
        worker: _Worker | None = None
        try:
            for job, order, out in todo:
                worker = worker if worker is not None and worker.alive else _Worker()
                detail = worker.do(order, timeout)
                yield out if detail is None else _failed(job.template, detail)
        finally:
            if worker is not None:
                worker.stop()


class _Worker:
    """A process that sets papers one after another as it is told on its standard input."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "wenming.documents.formats.typesetting_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
            encoding="utf-8",
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def do(self, order: Path, timeout: float) -> str | None:
        """Do one job; None if the file stands, else what went wrong (the process is then gone or goes on)."""
        assert self._process.stdin is not None and self._process.stdout is not None
        timer = threading.Timer(timeout, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(f"{order}\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except OSError as problem:
            answer = f"error {problem}"
        finally:
            timer.cancel()
        if answer.strip() == "done":
            return None
        if not answer:
            self._process.wait()
            return f"the process ended with {self._process.returncode} (out of time or memory)"
        return json.loads(answer).get("error", "") if answer.startswith("{") else answer.strip()

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
