"""Typesetting: a template of ours, a value, and out comes an archival PDF.

Values travel as JSON and are never made into source, so that nothing a person typed can act as code. Small papers are
compiled here; big ones, and whatever may fail, in a process of their own with limits on time and memory.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import typst

from wenming.documents.formats.faces import Faces, faces, printable_data
from wenming.documents.formats.worker import Worker, WorkFailed
from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

TEMPLATES = Path(__file__).resolve().parent.parent / "templates_typst"
STANDARD = "a-2b"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # stands for "no date given": the same input gives the same bytes

SMALL = 60_000  # characters of JSON; anything larger is compiled in a process of its own
TIMEOUT = 120.0  # seconds for one paper
WORKER = "wenming.documents.formats.typesetting_worker"
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
        with (
            tempfile.TemporaryDirectory(prefix="wenming-typeset-") as scratch,
            Typesetter(
                Path(scratch), fonts_dir=fonts_dir, standard=standard, created=created, tags=tags, timeout=timeout
            ) as typesetter,
        ):
            path, warnings = typesetter.set(job)
            return Typeset(path.read_bytes(), warnings)
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


class Typesetter:
    """Sets many papers, one after another, in a process of its own; use as a context manager.

    A paper that exhausts time or memory costs only itself: the process is started again behind it.
    into     the folder the papers are made in.
    timeout  seconds for one paper.
    """

    def __init__(
        self,
        into: Path,
        *,
        fonts_dir: Path | None = None,
        standard: str | None = STANDARD,
        created: datetime | None = None,
        tags: bool = False,
        timeout: float = TIMEOUT,
    ) -> None:
        self._into = into
        self._faces = faces(fonts_dir)
        self._options = _options(standard, created, tags)
        self._timeout = timeout
        self._worker: Worker | None = None
        self._made = 0
        self._turn = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._worker is not None:
            self._worker.stop()

    def warm(self) -> None:
        """Start the process now, so that it is ready when the first paper comes."""
        with self._turn:
            if self._worker is None:
                self._worker = Worker(WORKER)

    def set(self, job: Job) -> tuple[Path, tuple[str, ...]]:
        """Set one paper: the file, and warnings as sentences. Raises TypesettingFailed. Threads take turns."""
        missing: dict[str, int] = {}
        inputs = _inputs(job, self._faces, missing)
        with self._turn:
            return self._set(job, inputs), _warnings(self._faces, missing)

    def _set(self, job: Job, inputs: dict[str, str]) -> Path:
        out = self._into / f"typeset-{self._made:05d}.pdf"
        self._made += 1
        with tempfile.TemporaryDirectory(prefix="wenming-typeset-") as scratch:
            root = TEMPLATES
            if job.assets:
                root = Path(scratch)
                _lay_out(job, root)
            order = Path(scratch) / "order.json"
            content = {
                "main": str(root / f"{job.template}.typ"),
                "root": str(root),
                "inputs": inputs,
                "out": str(out),
                "fonts": [str(folder) for folder in self._faces.folders],
                "options": self._options,
                "memory": MEMORY,
            }
            order.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            if self._worker is None or not self._worker.alive:
                self._worker = Worker(WORKER)
            try:
                self._worker.do(order, self._timeout)
            except WorkFailed as problem:
                raise _failed(job.template, problem.detail) from problem
        return out


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
