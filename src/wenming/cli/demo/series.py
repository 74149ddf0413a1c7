"""From the typical year to the records of the last eighteen months: when each was, what it is called, what it proves."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from wenming.cli.demo.calendar import assessed_year, months_before, occurrences, span
from wenming.cli.demo.chance import chance
from wenming.cli.demo.criteria import inside, leaves
from wenming.cli.demo.plan import DemoUnit
from wenming.cli.demo.words import words

KEPT_OF_EARLIER = 25
"""Per cent of what happened before the last twelve months that is still in the ledger, besides what is marked deep."""
LATE_DAYS = 76
SEASONS = (
    "winter",
    "winter",
    "spring",
    "spring",
    "spring",
    "summer",
    "summer",
    "summer",
    "autumn",
    "autumn",
    "autumn",
    "winter",
)


@dataclass(frozen=True)
class Planned:
    """A record before its files exist. ``entry`` and ``part`` are what words/records.yaml says about it."""

    key: str
    entry: dict[str, Any]
    part: dict[str, Any]
    day: date
    number: int
    theme: str
    title: str
    lines: tuple[str, ...]
    document_number: str = ""
    flaw: str = ""

    @property
    def season(self) -> str:
        return str(self.entry.get("season") or SEASONS[self.day.month - 1])

    def draw(self, what: str) -> random.Random:
        """Chance for one purpose, always the same for the same record."""
        return chance(f"{self.key}/{what}")


def _context(entry: dict[str, Any], day: date, number: int, theme: str) -> dict[str, object]:
    marks = words("texts")["marks"]
    told = day - timedelta(days=20) if entry.get("quarter_before") or entry.get("half_before") else day
    return {
        "n": number,
        "year": told.year,
        "month": told.month,
        "theme": theme,
        "quarter": marks["quarters"][(told.month - 1) // 3],
        "half": marks["halves"][told.month > 6],
    }


def _events(today: date) -> Iterator[tuple[dict[str, Any], date, int, str]]:
    """Every event that is still in the ledger: its entry, day, number within the year and theme."""
    first, last = span(today)
    dense = min(months_before(today, 12) - timedelta(days=7), date(assessed_year(today), 1, 1))
    for entry in words("records"):
        themes = entry.get("themes") or [entry.get("theme", "")]
        a_year = len(list(occurrences(entry["when"], date(2024, 1, 1), date(2024, 12, 31), weekend=True)))
        days = list(occurrences(entry["when"], first, last, entry.get("weekend", False)))
        for day, number in days:
            if entry.get("once") and any(d > day and n == number for d, n in days):
                continue
            lot = zlib.crc32(f"{entry['key']}{day.isoformat()}".encode()) % 100
            if day < dense and not entry.get("deep") and lot >= KEPT_OF_EARLIER:
                continue
            yield entry, day, number, themes[(day.year * max(1, a_year) + number - 1) % len(themes)]


def _expanded(today: date) -> list[Planned]:
    planned = []
    for entry, day, number, theme in _events(today):
        context = _context(entry, day, number, theme)
        for position, part in enumerate(entry["parts"]):
            if number not in part.get("only", [number]):
                continue
            planned.append(
                Planned(
                    key=f"{entry['key']}-{day.isoformat()}-{position}",
                    entry=entry,
                    part=part,
                    day=day,
                    number=number,
                    theme=theme,
                    title=(part.get("title") or entry["title"]).format(**context),
                    lines=tuple(code.format(**context) for code in part["lines"]),
                )
            )
    return sorted(planned, key=lambda record: (record.day, record.key))


def _with_flaws(planned: list[Planned]) -> list[Planned]:
    """Mark the records that are wrong on purpose: the ``at``-th of their kind, counted from the end if negative."""
    series: dict[tuple[str, int], list[int]] = {}
    for index, record in enumerate(planned):
        series.setdefault((record.entry["key"], record.entry["parts"].index(record.part)), []).append(index)
    found = list(planned)
    for places in series.values():
        flaw = planned[places[0]].part.get("flaw")
        if flaw and -len(places) <= flaw["at"] < len(places):
            index = places[flaw["at"]]
            found[index] = replace(found[index], flaw=flaw["is"])
    return found


def _with_numbers(planned: list[Planned], mark: str) -> list[Planned]:
    """Give official documents their 文号, in the order of their days."""
    pattern = words("texts")["marks"]["number"]
    found: list[Planned] = []
    last: dict[int, int] = {}
    for record in planned:
        if record.part["kind"] == "official_document" and record.part["make"] in ("notice", "rules", "plan"):
            year = record.day.year
            last[year] = last.get(year, 1) + record.draw("number").randint(1, 2)
            number = "" if record.flaw == "no_number" else pattern.format(mark=mark, year=year, n=last[year])
            record = replace(record, document_number=number)
        found.append(record)
    return found


def plan_records(today: date, unit: DemoUnit, document: dict[str, Any]) -> list[Planned]:
    """All records, oldest first. Lines whose window a record misses are left away, except where that is its flaw."""
    year = assessed_year(today)
    windows = {line["code"]: line.get("window") for line in leaves(document)}
    planned = _with_numbers(_with_flaws(_expanded(today)), words("cast")["unit"]["mark"])
    found = []
    for record in planned:
        kept = tuple(
            code
            for code in record.lines
            if record.flaw == "outside_window" or inside(windows[code], record.day, year=year, today=today)
        )
        found.append(replace(record, lines=kept))
    return found


def received(record: Planned, today: date) -> datetime:
    """When the record was handed in: within a few days, one much later, none after yesterday."""
    rng = record.draw("received")
    days = LATE_DAYS if record.flaw == "late" else rng.choice((0, 1, 1, 2, 3, 4))
    day = min(record.day + timedelta(days=days), today - timedelta(days=1))
    return datetime.combine(day, time(rng.randint(15, 17) if days == 0 else rng.randint(9, 17), rng.randint(0, 59)))


def taken(record: Planned, index: int) -> datetime:
    """When its ``index``-th photograph was taken: on the day, or before it where that is the flaw."""
    rng = record.draw("taken")
    start = datetime.combine(record.day, time(rng.randint(9, 14), rng.randint(0, 40)))
    if record.flaw == "early_photo" and index == 0:
        start -= timedelta(days=42)
    return start + timedelta(minutes=7 * index + rng.randint(0, 5), seconds=rng.randint(0, 59))
