"""What the pipeline writes down about a file. Every step's result stands in its row; a failed one says why in words."""

from __future__ import annotations

import logging
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from wenming.audit.actions import record as note
from wenming.evidence import contents
from wenming.evidence.formats import trouble
from wenming.evidence.formats.facts import Facts
from wenming.evidence.formats.intake import Intake, take_in
from wenming.evidence.formats.verdicts import Limits, Problem, Verdict, in_words
from wenming.evidence.models import File, FileStep, FileText, Record
from wenming.evidence.states import FileState, Step, StepState
from wenming.organisations.access import Actor

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
STATES = {
    Verdict.OK: FileState.SOUND,
    Verdict.DISGUISED: FileState.QUARANTINED,
    Verdict.UNSAFE: FileState.QUARANTINED,
    Verdict.UNREADABLE: FileState.UNREADABLE,
}


def process_file(*, actor: Actor, file: File, at: datetime) -> File:
    """Work off the steps that wait for a file. Safe to call twice: what is done is not done again.

    Content is opened outside any transaction; only the results are written, in one. A file whose processing was cut
    off (the worker was killed) is tried again by the next sweep, three times in all.
    """
    waiting = FileStep.objects.filter(file=file, state=StepState.WAITING)
    if not waiting.update(attempts=F("attempts") + 1, at=at):
        return file
    attempts = max(waiting.values_list("attempts", flat=True), default=0)
    if attempts > MOST_ATTEMPTS:
        return give_up(actor=actor, file=file, at=at, why=trouble.unfinished())
    limits = Limits(max_bytes=settings.WENMING_MAX_FILE_BYTES)
    try:
        with contents.local_path(file.sha256) as path:
            found = take_in(path, file.name, received_at=file.received_at, limits=limits)
    except FileNotFoundError:
        return give_up(actor=actor, file=file, at=at, why=trouble.gone())
    except Exception:  # a reader broke down; the file must not wait for ever, nor take the worker with it
        logger.exception("could not process file %s", file.pk)
        if attempts < MOST_ATTEMPTS:
            raise
        return give_up(actor=actor, file=file, at=at, why=trouble.failed())
    return write_results(actor=actor, file=file, found=found, at=at)


@transaction.atomic
def give_up(*, actor: Actor, file: File, at: datetime, why: Problem) -> File:
    """Note that a file cannot be processed, and why."""
    message = in_words([why])
    FileStep.objects.filter(file=file, state=StepState.WAITING).update(state=StepState.FAILED, message=message, at=at)
    if file.state == FileState.RECEIVED:
        file.state, file.verdict, file.message = FileState.UNREADABLE, Verdict.UNREADABLE, message
        file.facts["problems"] = [why.made_of]
        file.save(update_fields=["state", "verdict", "message", "facts"])
        Record.objects.filter(record_files__file=file).changed()
    note(actor=actor, event="evidence.file.unprocessed", target=file, at=at, organisation_id=0, message=message)
    return file


def write_results(*, actor: Actor, file: File, found: Intake, at: datetime) -> File:
    """Write down everything one reading of a file found, its steps done."""
    inspection = found.inspection
    sound = inspection.ok
    thumb = contents.put_rendition(file.sha256, "thumb", found.thumb.data) if found.thumb else ""
    preview = contents.put_rendition(file.sha256, "preview", found.preview.data) if found.preview else ""
    with transaction.atomic():
        file.state = STATES[inspection.verdict]
        file.verdict = "" if sound else str(inspection.verdict)
        file.message = in_words(inspection.problems)[:300]
        file.media_type, file.extension = inspection.media_type, inspection.extension
        file.facts = found.facts.as_dict() | {"family": str(inspection.family), "notes": list(inspection.notes)}
        if not sound:
            file.facts["problems"] = [problem.made_of for problem in inspection.problems]
        file.captured_at = _captured(found.facts)
        file.pages = found.facts.pages or found.text.pages
        file.words = found.text.words if found.text.body else None
        file.thumbnail, file.preview = thumb, preview
        file.save()
        FileText.objects.update_or_create(
            file=file,
            defaults={"text": found.text.text, "outline": [block.as_dict() for block in found.blocks]},
        )
        results = {
            Step.VERIFY: (StepState.DONE, file.message),
            Step.FACTS: (StepState.DONE if sound else StepState.SKIPPED, ""),
            Step.TEXT: (StepState.DONE if found.text.body else StepState.SKIPPED, found.text.message),
            Step.PREVIEW: (StepState.DONE if found.thumb or found.blocks else StepState.SKIPPED, ""),
        }
        for step, (state, message) in results.items():
            FileStep.objects.filter(file=file, step=step).update(state=state, message=message[:300], at=at)
        Record.objects.filter(record_files__file=file).changed()
        if not sound:
            note(
                actor=actor, event="evidence.file.set_aside", target=file, at=at, organisation_id=0,
                verdict=file.verdict, message=file.message,
            )  # fmt: skip
    return file


def _captured(facts: Facts) -> datetime | None:
    """The camera's time as an aware moment; none where the camera's clock cannot be trusted."""
    moment = facts.captured_at
    if moment is None or any(doubt.field == "captured_at" for doubt in facts.implausible):
        return None
    return moment if moment.tzinfo else timezone.make_aware(moment)


@transaction.atomic
def run_again(*, actor: Actor, file: File, at: datetime) -> File:
    """Let a file's steps wait again, for example after a better reader has been installed."""
    FileStep.objects.filter(file=file).update(state=StepState.WAITING, attempts=0, message="", at=at)
    note(actor=actor, event="evidence.file.run_again", target=file, at=at, organisation_id=0)
    return file
