"""``make bench``: every work of the design (§7) measured in one run, with its bar beside it.

    .venv/bin/python -m bench [names…] [--quick] [--out FOLDER]

Each work runs in a process of its own on a fresh database: SQLite in a temporary home; with ``DATABASE_URL`` set – as
``bash deploy/with-postgres.sh .venv/bin/python -m bench`` does – PostgreSQL. ``results.json`` is written to a temporary
folder, or to ``--out``. Ends with 1 if a bar is missed. How to read it: docs/reference/speed.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from bench.figures import BUSY, NO, Figure, table
from bench.instance import ROOT, label

WORKS = {
    "trees": "criteria trees with scores",
    "saving": "saving one answer, 1,000 to 1,000,000 rows",
    "ledger": "the ledger, a thousand to a million records",
    "papers": "score sheets and criteria sets as Excel and Word",
    "starting": "first page, stateless commands",
    "engines": "scoring, reading tables, taking files in, binding",
    "schedule": "schedules counted back, charts of them",
}


def measured(name: str, *, quick: bool) -> list[Figure]:
    """Run one work in a process of its own; a failure is a figure too."""
    with tempfile.TemporaryDirectory(prefix="wenming-bench-") as folder:
        into = Path(folder) / "figures.json"
        line = [sys.executable, "-m", "bench", name, "--into", str(into), *(["--quick"] if quick else [])]
        ended = subprocess.run(line, cwd=ROOT, check=False)
        if ended.returncode or not into.is_file():
            return [Figure(f"{name}: failed with {ended.returncode}", 0, "", bar=-1)]
        return [Figure(**one) for one in json.loads(into.read_text(encoding="utf-8"))]


def run_here(name: str, into: Path, *, quick: bool) -> None:
    """Measure in this process and write the figures down."""
    figures: Iterable[Figure] = import_module(f"bench.{name}").measure(quick=quick)
    kept = [{key: value for key, value in one.as_dict().items() if key != "met"} for one in figures]
    into.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")


def main() -> int:
    """Measure what is named, or everything."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of: {', '.join(WORKS)}; all if none is given")
    parser.add_argument(
        "--quick", action="store_true", help="fewer rows and repetitions: does it run, roughly how fast"
    )
    parser.add_argument("--out", type=Path, help="folder for results.json")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if unknown := [name for name in options.names if name not in WORKS]:
        parser.error(f"unknown: {', '.join(unknown)}; there are: {', '.join(WORKS)}")
    if options.into:
        run_here(options.names[0], options.into, quick=options.quick)
        return 0
    out = options.out or Path(tempfile.mkdtemp(prefix="wenming-bench-"))
    out.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[Figure]] = {}
    for name in options.names or WORKS:
        print(f"\n== {WORKS[name]}  [{label()}; load {os.getloadavg()[0]:.1f}]", flush=True)
        began = time.monotonic()
        found[name] = measured(name, quick=options.quick)
        print(table(found[name]))
        print(f"({time.monotonic() - began:.0f} s)", flush=True)
    figures = [one for group in found.values() for one in group]
    result = report(found, quick=options.quick)
    path = out / "results.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")
    missed = [one.work for one in figures if one.met == NO]
    busy = sum(1 for one in figures if one.met == BUSY)
    print(f"\n{len(figures)} figures, {len(missed)} bars missed, {busy} missed by the clock alone. Written to {path}")
    for work in missed:
        print(f"  missed: {work}")
    return 1 if missed else 0


def report(found: dict[str, list[Figure]], *, quick: bool) -> dict[str, Any]:
    """The figures with what is needed to compare them with another run."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "database": label(),
        "quick": quick,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "load": os.getloadavg(),
        "works": {name: [one.as_dict() for one in figures] for name, figures in found.items()},
    }


if __name__ == "__main__":
    raise SystemExit(main())
