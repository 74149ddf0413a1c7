"""Two self-assessments as plain answers, and who owes which line."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from wenming.cli.demo.calendar import assessed_year, months_before, resolve
from wenming.cli.demo.criteria import leaves
from wenming.cli.demo.plan import DemoRecord, DemoRound, DemoUnit
from wenming.cli.demo.words import words

FORMAT = "wenming-answers/1"
DUES = (-6, -3, -1, 4, 9, 12, 20, 27)
"""Days from today on which lines without any evidence are due."""


def owning_department(code: str) -> str:
    """The department that owes a line: by the longest code of words/rounds.yaml that it begins with."""
    owners: dict[str, str] = words("rounds")["owners"]
    steps = code.split(".")
    for length in range(len(steps), 0, -1):
        head = ".".join(steps[:length])
        if head in owners:
            return owners[head]
    raise KeyError(code)


def line_owners(
    document: dict[str, Any], unit: DemoUnit, records: Sequence[DemoRecord], today: date
) -> dict[str, tuple[str, str, date | None]]:
    """Code of a leaf → (department, its liaison's name, due). Lines with evidence are due later than empty ones."""
    proven = {code for record in records for code in record.lines}
    by_name = {person.username: person.name for person in unit.people}
    liaisons = {department.name: by_name[department.liaison] for department in unit.departments}
    owners: dict[str, tuple[str, str, date | None]] = {}
    for line in leaves(document):
        code = line["code"]
        department = owning_department(code)
        days = 30 if code in proven else DUES[zlib.crc32(code.encode()) % len(DUES)]
        owners[code] = (department, liaisons[department], today + timedelta(days=days))
    return owners


def plan_rounds(document: dict[str, Any], unit: DemoUnit, today: date) -> tuple[DemoRound, DemoRound]:
    """The signed-off first round of spring and the open second one."""
    raw, year = words("rounds"), assessed_year(today)
    liaisons = {department.name: department.liaison for department in unit.departments}
    start = resolve(raw["term"][0], today)
    term = {"from": start.isoformat(), "to": date(start.year + raw["term"][1] - 1, 12, 31).isoformat()}
    first_day, second_day = date(year, 4, 10), max(date(year, 5, 20), today - timedelta(days=34))
    spans = (
        (first_day, date(year, 4, 20), date(year, 4, 24), date(year, 4, 29)),
        (min(second_day, today - timedelta(days=1)), today, today + timedelta(days=9), None),
    )
    events = [
        {
            "item": event["item"],
            "date": months_before(spans[0][1], event["months_before_first_round"]).isoformat(),
            "concealed": event["concealed"],
        }
        for event in raw["events"]
    ]
    rounds = []
    for number, (opened, as_of, due, signed) in enumerate(spans, 1):
        given = {code: pair[number - 1] for code, pair in raw["answers"].items() if pair[number - 1] is not None}
        rounds.append(
            DemoRound(
                number=number,
                name=raw["names"][number - 1],
                opened_on=opened,
                as_of=as_of,
                due=due,
                signed_on=signed,
                document={
                    "format": FORMAT,
                    "as_of": as_of.isoformat(),
                    "year": year,
                    "term": term,
                    "answers": given,
                    "events": events,
                },
                notes={code: note for code, note in raw["notes"].items() if code in given},
                answered_by={code: liaisons[owning_department(code)] for code in given},
            )
        )
    return rounds[0], rounds[1]
