"""Background work of the ledger. Delivered at least once, so each job may run twice; what is undone is found in the rows."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django_q.models import Schedule
from django_q.tasks import async_task

from wenming.evidence.actions import binding, pipeline
from wenming.evidence.selectors import archive, keeping
from wenming.organisations.access import Actor

logger = logging.getLogger(__name__)
PIPELINE = "pipeline"
FORGOTTEN = timedelta(seconds=90)  # a step that has waited so long was lost with its worker


def process_file(pk: int) -> None:
    """Work off what waits for one file."""
    file = keeping.file_by_key(pk)
    if file is not None:
        pipeline.process_file(actor=Actor.system(PIPELINE), file=file, at=timezone.now())


def bind(pk: int) -> None:
    """Carry one ordered binding out."""
    ordered = archive.binding_by_key(pk)
    if ordered is not None:
        binding.carry_out(actor=Actor.system("binding"), binding=ordered, at=timezone.now())


def sweep() -> int:
    """Work off files whose steps were forgotten: their worker was killed, or the queue was lost. Returns how many."""
    forgotten = keeping.files_waiting(since=timezone.now() - FORGOTTEN)
    for pk in forgotten:
        process_file(pk)
    return len(forgotten)


def resume() -> int:
    """At the start of a worker: queue everything that waits, whenever it came. Returns how many."""
    waiting = keeping.files_waiting()
    for pk in waiting:
        async_task("wenming.evidence.jobs.process_file", pk)
    for pk in archive.bindings_unfinished():
        async_task("wenming.evidence.jobs.bind", pk)
    if waiting:
        logger.info("%s files wait for the pipeline", len(waiting))
    return len(waiting)


def keep_schedule() -> None:
    """Make sure the sweep runs every minute."""
    Schedule.objects.update_or_create(
        name="evidence-sweep",
        defaults={"func": "wenming.evidence.jobs.sweep", "schedule_type": Schedule.MINUTES, "minutes": 1},
    )
