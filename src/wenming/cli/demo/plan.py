"""What the demonstration consists of, as plain values. A loader feeds them through the application's actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True)
class DemoDepartment:
    """A department; ``liaison`` is the username of its 联络员."""

    name: str
    duty: str = ""
    liaison: str = ""


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of a unit. ``username`` None has no account; ``roles`` are values of organisations' Role."""

    name: str
    username: str | None
    department: str | None
    post: str
    roles: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True)
class DemoSeat:
    """One term of office in a group; ``position`` is a value of organisations' Position."""

    person: str
    position: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class DemoGroup:
    """A standing body; ``kind`` is a value of organisations' GroupKind."""

    kind: str
    name: str
    duty: str
    formed_on: date
    seats: tuple[DemoSeat, ...]


@dataclass(frozen=True)
class DemoUnit:
    """A unit or an authority. ``under`` is the code of what it stands under; ``kind`` a value of organisations' Kind."""

    code: str
    name: str
    short_name: str
    kind: str
    under: str | None = None
    fonds_number: str = ""
    departments: tuple[DemoDepartment, ...] = ()
    people: tuple[DemoPerson, ...] = ()
    groups: tuple[DemoGroup, ...] = ()


@dataclass(frozen=True)
class DemoFile:
    """One file on disk. ``name`` is what it was called when it was handed in."""

    path: Path
    name: str


@dataclass(frozen=True)
class DemoRecord:
    """One record of the ledger, with the lines of the demonstration set it proves.

    ledger_class  value of evidence's LedgerClass.       kind       value of evidence's EvidenceKind.
    department    name of the department that owes it.   uploader   username; ``owner`` is the person's name.
    address       a web address, for links.              flaw       what was made wrong on purpose, "" mostly.
    received_at   when it was handed in, naive local time.
    """

    key: str
    ledger_class: str
    kind: str
    title: str
    happened_on: date
    place: str
    organiser: str
    people: str
    theme: str
    document_number: str
    department: str
    uploader: str
    owner: str
    lines: tuple[str, ...]
    files: tuple[DemoFile, ...]
    received_at: datetime
    address: str = ""
    body: str = ""
    late_reason: str = ""
    flaw: str = ""

    @property
    def year(self) -> int:
        return self.happened_on.year


@dataclass(frozen=True)
class DemoRound:
    """One self-assessment. ``document`` is wenming-answers/1; ``notes`` says per code on what the answer rests.

    signed_on  None while the round is open.     answered_by  code → username.
    """

    number: int
    name: str
    opened_on: date
    as_of: date
    due: date
    signed_on: date | None
    document: dict[str, object]
    notes: dict[str, str]
    answered_by: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoPlan:
    """All of it. ``criteria`` is wenming-criteria/1 for ``year``; ``owners`` code of a line → (department, person, due)."""

    today: date
    year: int
    password: str
    authority: DemoUnit
    unit: DemoUnit
    criteria: dict[str, object]
    owners: dict[str, tuple[str, str, date | None]]
    records: tuple[DemoRecord, ...]
    rounds: tuple[DemoRound, ...]
