"""Bulk import: files with their meaning and mapping. A bad file is left out and named; everything else goes in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from wenming.audit.actions import record as note
from wenming.criteria.models import Line
from wenming.evidence import contents
from wenming.evidence.actions.pipeline import write_results
from wenming.evidence.actions.records import attach_files, change_record, link_lines, register_record
from wenming.evidence.formats.intake import take_in
from wenming.evidence.formats.verdicts import Limits, in_words
from wenming.evidence.models import File, FileStep, Record, RecordFile
from wenming.evidence.policies import EDIT_OWN
from wenming.evidence.selectors.ledger import class_of_kind
from wenming.evidence.selectors.owning import departments_owing
from wenming.evidence.states import FileState, Step, StepState
from wenming.kernel.errors import Refusal
from wenming.organisations.access import Actor, require
from wenming.organisations.models import Department, Organisation


@dataclass(frozen=True)
class Item:
    """One file to import and what it means.

    lines  codes of the set.     filed  whether a person has confirmed it.
    where  its path inside the folder, by which it is named if it is left out; by default its name.
    path   None for what only has an ``address``.
    department  who is responsible, by name; empty where only organiser and lines may tell.
    """

    path: Path | None
    name: str
    kind: str
    title: str
    happened_on: date | None = None
    place: str = ""
    organiser: str = ""
    people: str = ""
    theme: str = ""
    document_number: str = ""
    lines: tuple[str, ...] = ()
    filed: bool = True
    where: str = ""
    address: str = ""
    department: str = ""

    @property
    def meaning(self) -> tuple[object, ...]:
        """Files that mean the same make one record."""
        caption = (self.place, self.organiser, self.people, self.theme, self.document_number, self.department)
        return (self.kind, self.title, self.happened_on, *caption, self.address, tuple(sorted(self.lines)), self.filed)


@dataclass
class Imported:
    """What became of an import.

    already_there  records that were there before.     repeated  files whose content was there, as they are named.
    left_out       pairs a file with the reason in words.
    """

    records: list[Record] = field(default_factory=list)
    files: int = 0
    already_there: int = 0
    repeated: list[str] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def import_items(
    *,
    actor: Actor,
    organisation: Organisation,
    year: int,
    items: Sequence[Item],
    lines: dict[str, Line],
    at: datetime,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Imported:
    """Import files one after the other, each whole or not at all; running it again adds nothing twice.

    lines        code → line, for the mapping; codes that are none of them are kept with the record as wanted.
    on_progress  called with (files done, files in all).
    Raises       NotPermitted.
    """
    require(actor, EDIT_OWN, organisation)
    done = Imported()
    groups: dict[tuple[object, ...], list[tuple[str, File]]] = {}
    meanings: dict[tuple[object, ...], Item] = {}
    for number, item in enumerate(items, start=1):
        if item.path is None:
            meanings.setdefault(item.meaning, item)
            groups.setdefault(item.meaning, [])
            on_progress(number, len(items))
            continue
        try:
            file = take_item(actor=actor, organisation=organisation, item=item, at=at)
        except Refusal as refusal:
            done.left_out.append((item.where or item.name, str(refusal.message)))
        except OSError as error:
            done.left_out.append((item.where or item.name, str(error.strerror or error)))
        else:
            if isinstance(file, str):
                done.left_out.append((item.where or item.name, file))
            else:
                meanings.setdefault(item.meaning, item)
                held = groups.setdefault(item.meaning, [])
                if any(file.pk == other.pk for _name, other in held):
                    done.repeated.append(item.where or item.name)
                else:
                    done.files += 1
                    held.append((item.name, file))
        on_progress(number, len(items))
    departments = _Departments(organisation)
    for meaning, files in groups.items():
        _register(done, actor, organisation, year, meanings[meaning], files, lines, at, departments)
    return done


class _Departments:
    """Whose a record is: the department its row names, else the organiser if it is one of the unit's, else who owes its
    first line. Three queries for a whole import.
    """

    def __init__(self, organisation: Organisation) -> None:
        self.by_key = {
            one.pk: one for one in Department.objects.filter(organisation=organisation, dissolved_on__isnull=True)
        }
        self.by_name = {one.name: one for one in self.by_key.values()}
        self.owing = departments_owing(organisation.pk)

    def of(self, item: Item, lines: Sequence[Line]) -> Department | None:
        named = self.by_name.get(item.department) or self.by_name.get(item.organiser.strip())
        if named is not None:
            return named
        owing = next((self.owing[line.pk] for line in lines if line.pk in self.owing), None)
        return self.by_key.get(owing) if owing is not None else None


def take_item(*, actor: Actor, organisation: Organisation, item: Item, at: datetime) -> File | str:
    """Read one file whole, keep it with everything learnt about it; or the reason why it cannot be used."""
    assert item.path is not None
    limits = Limits(max_bytes=settings.WENMING_MAX_FILE_BYTES)
    found = take_in(item.path, item.name, received_at=at, limits=limits)
    if not found.inspection.ok:
        return in_words(found.inspection.problems)
    with item.path.open("rb") as stream:
        received = contents.keep(stream)
    with transaction.atomic():
        file, is_new = File.objects.get_or_create(
            sha256=received.sha256, defaults={"size": received.size, "received_at": at, "name": item.name[:300]}
        )
        if is_new:
            FileStep.objects.bulk_create([FileStep(file=file, step=step, at=at, attempts=1) for step in Step.values])
            note(
                actor=actor, event="evidence.file.received", target=file, at=at, organisation_id=organisation.pk,
                sha256=file.sha256, size=file.size, name=item.name[:300],
            )  # fmt: skip
        if is_new or file.state != FileState.SOUND:  # sound under this name, whatever it was called before
            write_results(actor=actor, file=file, found=found, at=at)
    assert not FileStep.objects.filter(file=file, state=StepState.WAITING).exists()
    return file


def _register(
    done: Imported,
    actor: Actor,
    organisation: Organisation,
    year: int,
    item: Item,
    files: Sequence[tuple[str, File]],
    lines: dict[str, Line],
    at: datetime,
    departments: _Departments,
) -> None:
    targets = [lines[code] for code in item.lines if code in lines]
    department = departments.of(item, targets)
    fields: dict[str, Any] = {
        "kind": item.kind, "title": item.title.strip()[:300], "happened_on": item.happened_on, "place": item.place,
        "organiser": item.organiser, "people": item.people, "theme": item.theme,
        "document_number": item.document_number, "address": item.address,
    }  # fmt: skip
    ours = Record.objects.filter(organisation=organisation, removed_at__isnull=True)
    same_content = RecordFile.objects.filter(record__in=ours, file__in=[file for _name, file in files])
    if not item.filed and same_content.exists():
        done.already_there += 1  # nothing new is known about it: what is there stands
        return
    held = {"record_files__in": same_content} if files else {"record_files__isnull": True}
    known = ours.filter(year=year, **held, **fields).first()
    try:
        if known is not None:
            attach_files(actor=actor, record=known, files=files, at=at)
            link_lines(actor=actor, record=known, lines=targets, at=at)
            if known.department_id is None and department is not None:
                change_record(actor=actor, record=known, at=at, department=department)
            done.already_there += 1
            return
        done.records.append(
            register_record(
                actor=actor,
                organisation=organisation,
                at=at,
                files=files,
                lines=targets,
                filed=item.filed,
                year=year,
                department=department,
                ledger_class=class_of_kind(item.kind, has_people=bool(item.people)),
                wanted_lines=[code for code in item.lines if code not in lines],
                **fields,
            )
        )
    except Refusal as refusal:
        names = [name for name, _file in files] or [item.where or item.name]
        done.left_out += [(name, str(refusal.message)) for name in names]
