"""The demonstration's criteria set, moved to the year that is being assessed, and its windows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from wenming.cli.demo.calendar import months_before

WRITTEN_FOR = 2026
"""The year the seed is written for; everything in it moves along with the assessed year."""
_YEAR = re.compile(r"(?<![0-9])20[2-3][0-9](?![0-9])")
_SEED = Path("criteria") / "demo-city-2026.yaml"


def seed_path() -> Path:
    """Where the seed lies: in the installed package, or beside the source tree.

    Raises  FileNotFoundError where neither holds it.
    """
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "seeds", package.parent.parent / "seeds"):
        if (folder / _SEED).exists():
            return folder / _SEED
    raise FileNotFoundError(f"the demonstration's criteria set {_SEED} is neither in the package nor beside it")


def _moved(value: Any, by: int) -> Any:
    if isinstance(value, dict):
        return {key: _moved(inner, by) for key, inner in value.items()}
    if isinstance(value, list):
        return [_moved(inner, by) for inner in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value + by if 2020 <= value < 2040 else value
    return _YEAR.sub(lambda found: str(int(found[0]) + by), value) if isinstance(value, str) else value


def demo_criteria(year: int) -> dict[str, Any]:
    """wenming-criteria/1 of the demonstration set for ``year``."""
    document = yaml.safe_load(seed_path().read_text(encoding="utf-8"))
    moved: dict[str, Any] = _moved(document, year - WRITTEN_FOR)
    return moved


def leaves(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Lines without lines below, in the document's order."""

    def walk(lines: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for line in lines:
            if line.get("lines"):
                yield from walk(line["lines"])
            else:
                yield line

    yield from walk(document["lines"])


def inside(window: dict[str, Any] | None, day: date, *, year: int, today: date) -> bool:
    """Whether evidence of ``day`` counts for a line with this window, seen on ``today``."""
    if not window:
        return True
    if "years" in window:
        return bool(day.year in window["years"])
    if "years_back" in window:
        last = year if window["includes_current"] else year - 1
        return bool(last - window["years_back"] < day.year <= last)
    if "months_back" in window:
        end = months_before(today, window.get("offset_months", 0))
        return months_before(end, window["months_back"]) < day <= end
    return bool(window["from"] <= day.isoformat() <= window["to"])
