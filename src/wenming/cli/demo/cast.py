"""Who takes part: the unit, its people and groups, the authority above, and as many further units as are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from wenming.cli.demo.calendar import resolve
from wenming.cli.demo.plan import DemoDepartment, DemoGroup, DemoPerson, DemoSeat, DemoUnit
from wenming.cli.demo.words import words


def password() -> str:
    """The one password of all demonstration accounts."""
    return str(words("cast")["password"])


def _people(raw: list[list[Any]], unit: int) -> tuple[DemoPerson, ...]:
    return tuple(
        DemoPerson(name, username, department, post, tuple(roles), f"1380000{unit}{number:03d}")
        for number, (name, username, department, post, roles) in enumerate(raw, 1)
    )


def authority() -> DemoUnit:
    """The office above all units of the demonstration."""
    raw = words("cast")["authority"]
    return DemoUnit(
        raw["code"],
        raw["name"],
        raw["short"],
        raw["kind"],
        departments=tuple(DemoDepartment(name) for name in raw["departments"]),
        people=_people(raw["people"], 1),
    )


def unit(today: date) -> DemoUnit:
    """The furnished unit, with terms of office fitting ``today``."""
    raw = words("cast")["unit"]

    def seat(spec: list[str]) -> DemoSeat:
        start = resolve(spec[2], today)
        end = resolve(spec[3], today) if len(spec) > 3 else None
        return DemoSeat(spec[0], spec[1], start, end)

    return DemoUnit(
        raw["code"],
        raw["name"],
        raw["short"],
        raw["kind"],
        under=words("cast")["authority"]["code"],
        fonds_number=raw["fonds"],
        departments=tuple(DemoDepartment(*spec) for spec in raw["departments"]),
        people=_people(raw["people"], 0),
        groups=tuple(
            DemoGroup(
                spec["kind"],
                spec["name"],
                spec["duty"],
                resolve(spec["formed"], today),
                tuple(seat(s) for s in spec["members"]),
            )
            for spec in raw["groups"]
        ),
    )


def further_units(count: int, under: str | None = None) -> Iterator[DemoUnit]:
    """``count`` more units under the authority (or ``under`` another code), with names by pattern: city bureaus, districts' offices, communities.

    Names repeat with a number once the patterns are used up, so any count gives distinct codes and names.
    """
    raw = words("cast")["further"]
    kinds = words("cast")["further_kinds"]
    names: list[tuple[str, str]] = [(raw["city"] + bureau, bureau) for bureau in raw["city_bureaus"]]
    names += [(district + bureau, bureau) for bureau in raw["district_bureaus"] for district in raw["districts"]]
    names += [(street + place, place) for place in raw["communities"] for street in raw["streets"]]
    for number in range(count):
        name, ending = names[number % len(names)]
        lap = number // len(names)
        kind = next((kind for suffix, kind in kinds.items() if ending.endswith(suffix)), kinds["*"])
        yield DemoUnit(
            code=f"yunxi-{number + 1:04d}",
            name=name if not lap else f"{name}（{words('cast')['branch'].format(n=lap)}）",
            short_name=name.removeprefix(raw["city"]),
            kind=kind,
            under=under or words("cast")["authority"]["code"],
        )
