"""Taking files in: content once under its digest, steps of the pipeline waiting in rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django_q.tasks import async_task

from wenming.audit.actions import record as note
from wenming.evidence import contents
from wenming.evidence.formats.names import printable_name, suffix_of
from wenming.evidence.formats.receiving import Readable
from wenming.evidence.formats.verdicts import Verdict
from wenming.evidence.models import File, FileStep, RecordFile
from wenming.evidence.policies import EDIT_OWN
from wenming.evidence.states import FileState, Step, StepState
from wenming.organisations.access import Actor, require
from wenming.organisations.models import Organisation


@dataclass(frozen=True)
class Intake:
    """A file taken in. ``known_in`` are the keys of this unit's records that already hold the same content."""

    file: File
    name: str
    known_in: tuple[int, ...]


def receive_file(
    *,
    actor: Actor,
    organisation: Organisation,
    stream: Readable | Iterable[bytes],
    name: str,
    at: datetime,
    expected: int | None = None,
    in_background: bool = True,
) -> Intake:
    """Keep the bytes, note the file and leave its steps to the pipeline.

    expected       the size announced, in bytes; an upload cut short is refused.
    in_background  False leaves the steps waiting for whoever called (commands work them off themselves).
    Raises         NotPermitted; refusals of ``contents.keep`` (empty, too large, interrupted, disk full).
    """
    require(actor, EDIT_OWN, organisation)
    name = printable_name(name)
    received = contents.keep(stream, expected=expected)
    with transaction.atomic():
        file, is_new = File.objects.get_or_create(
            sha256=received.sha256, defaults={"size": received.size, "received_at": at, "name": name[:300]}
        )
        if is_new:
            FileStep.objects.bulk_create([FileStep(file=file, step=step, at=at) for step in Step.values])
            note(
                actor=actor, event="evidence.file.received", target=file, at=at, organisation_id=organisation.pk,
                sha256=file.sha256, size=file.size, name=name[:300],
            )  # fmt: skip
        renamed = not is_new and _look_again(file, name, actor, organisation, at)
        if in_background and (is_new or renamed):
            transaction.on_commit(lambda: async_task("wenming.evidence.jobs.process_file", file.pk))
        known = RecordFile.objects.filter(
            file=file, record__organisation=organisation, record__removed_at__isnull=True
        ).values_list("record_id", flat=True)
        return Intake(file, name[:300], tuple(dict.fromkeys(known.order_by("record_id"))))


def _look_again(file: File, name: str, actor: Actor, organisation: Organisation, at: datetime) -> bool:
    """Content set aside because its name lied comes again under another suffix: it is verified again under that name."""
    if file.verdict != Verdict.DISGUISED or suffix_of(name) == suffix_of(file.name):
        return False
    file.name, file.state, file.verdict, file.message = name[:300], FileState.RECEIVED, "", ""
    file.save(update_fields=["name", "state", "verdict", "message"])
    FileStep.objects.filter(file=file).update(state=StepState.WAITING, attempts=0, message="", at=at)
    RecordFile.objects.filter(file=file, record__organisation=organisation).update(name=file.name)
    note(
        actor=actor, event="evidence.file.run_again", target=file, at=at, organisation_id=organisation.pk,
        name=file.name,
    )  # fmt: skip
    return True
