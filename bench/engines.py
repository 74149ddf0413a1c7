"""What needs no database: scoring, reading a table, taking files in, binding. The modules beside this one measure; here their
figures meet their bars.

    .venv/bin/python -m bench engines
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from bench.figures import Figure
from bench.instance import ROOT

LINES_A_SECOND, SHEET_MS = 200_000.0, 2.0
PARSE_MS = 1_000.0
START_MS = 500


def measure(*, quick: bool = False) -> list[Figure]:
    """Every engine there is."""
    figures = [*scored(quick=quick), *taken_in(quick=quick)]
    if find_spec("bench.parsing"):
        figures += parsed(quick=quick)
    if find_spec("bench.booklet"):
        figures += bound(quick=quick)
    return figures


def scored(*, quick: bool) -> list[Figure]:
    """The scoring engine, in processor time."""
    from bench import scoring

    figures = []
    for leaves in (150, 1000):
        spent = scoring.measure(leaves, max(1, (900 if quick else 9000) // leaves), 3 if quick else 15)
        rate = leaves / spent["total"]
        figures.append(
            Figure(f"scoring, {leaves:,} leaf lines: every score and total", rate, "/s", LINES_A_SECOND, at_least=True)
        )
        whole = spent["complete"] * 1000
        bar = SHEET_MS if leaves == 150 else None
        figures.append(Figure(f"scoring, a sheet of {leaves:,} lines with its sentences", whole, "ms", bar))
    return figures


def taken_in(*, quick: bool) -> list[Figure]:
    """Files taken in, per second and core. In a process of its own, as it binds itself to one core."""
    found = _figures_of("ingest", "--photos", "2" if quick else "12", "--documents", "6" if quick else "60", "--json")
    return [
        Figure(
            "photos of 12 megapixels taken in", found["photos_per_second"], "/s", found["photos_bar"], at_least=True
        ),
        Figure("small documents taken in", found["documents_per_second"], "/s", found["documents_bar"], at_least=True),
        Figure("suggest lines for one record", found["suggest_ms"], "ms", 5.0),
    ]


def _figures_of(module: str, *arguments: str) -> Any:
    line = [sys.executable, "-m", f"bench.{module}", *arguments]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    try:
        return json.loads(ended.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        raise SystemExit(f"bench.{module}: {ended.stderr[-2000:]}") from None


def parsed(*, quick: bool) -> list[Figure]:
    """A table of 300 lines from each kind of file, and one of 10,000, by the whole command, start included."""
    from bench import parsing

    found = parsing.measure(1 if quick else 5)
    return [
        Figure(
            f"criteria parse, {told['lines']:,.0f} lines, {name}"
            if "lines" in told
            else "the command asked for its version",
            told["wall"] * 1000,
            "ms",
            START_MS if "lines" not in told else PARSE_MS if told["lines"] < 1000 else None,
            processor=told["cpu"] * 1000,
        )
        for name, told in found.items()
    ]


def bound(*, quick: bool) -> list[Figure]:
    """A booklet of 1,000 files and 5,000 pages beside merging them alone."""
    import tempfile
    from pathlib import Path

    from bench import booklet

    files = 20 if quick else 1000
    with tempfile.TemporaryDirectory(prefix="wenming-bench-") as scratch:
        folder = Path(scratch) / "material"
        folder.mkdir()
        booklet.make_material(folder, files, 0)
        runs = [
            {what: booklet.measured(what, folder, Path(scratch) / f"{what}.pdf") for what in ("merge", "bind")}
            for _round in range(1 if quick else 3)
        ]
    middle = sorted(runs, key=lambda run: run["bind"]["seconds"] / run["merge"]["seconds"])[len(runs) // 2]
    merge, bind = middle["merge"], middle["bind"]
    limits, work = booklet.LIMITS, f"booklet of {files:,} files, {bind['pages']:,.0f} pages"
    ratio = None if quick else limits["ratio"]
    return [
        Figure(f"{work}: against merging alone", bind["seconds"] / merge["seconds"], "×", ratio,
               note=f"{bind['seconds']:.1f} s : {merge['seconds']:.1f} s"),
        Figure(f"{work}: memory", bind["memory"], "MB", limits["memory"]),
        Figure(f"{work}: time", bind["seconds"], "s", limits["seconds"]),
    ]  # fmt: skip
