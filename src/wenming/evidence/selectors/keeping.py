"""Whether what is kept is whole, and what the pipeline still owes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from wenming.evidence import contents
from wenming.evidence.models import File, FileStep, RecordFile
from wenming.evidence.states import StepState
from wenming.kernel.words import _
from wenming.organisations.models import Organisation


def files_examined() -> Iterator[tuple[str, bool]]:
    """Every file's digest and whether its content is there and unchanged. Reads every byte kept."""
    for sha256 in File.objects.order_by("pk").values_list("sha256", flat=True).iterator(chunk_size=2000):
        yield sha256, contents.is_whole(sha256)


def holders_of(digests: Sequence[str]) -> dict[str, list[str]]:
    """digest → the name of the file and the title of the record for each record that holds it, oldest first. One query."""
    found: dict[str, list[str]] = {digest: [] for digest in digests}
    held = RecordFile.objects.filter(file__sha256__in=digests).order_by("record_id", "pk")
    for digest, name, title in held.values_list("file__sha256", "name", "record__title"):
        found[digest].append(_("%(name)s（材料“%(title)s”）") % {"name": name, "title": title} if title else name)
    return found


def contents_known(organisation: Organisation, paths: Mapping[str, Path]) -> list[str]:
    """The names of those files whose content the unit's ledger holds already. Reads every byte; a query for 500 files."""
    digests: dict[str, list[str]] = {}
    for name, path in paths.items():
        try:
            with path.open("rb") as stream:
                digests.setdefault(hashlib.file_digest(stream, "sha256").hexdigest(), []).append(name)
        except OSError:
            continue  # what cannot be read is not known
    held = RecordFile.objects.filter(record__organisation=organisation, record__removed_at__isnull=True)
    known: set[str] = set()
    waiting = iter(digests)
    while some := list(islice(waiting, 500)):
        for digest in held.filter(file__sha256__in=some).order_by().values_list("file__sha256", flat=True):
            known.update(digests[digest])
    return [name for name in paths if name in known]


def steps_undone() -> int:
    """How many steps of the pipeline wait."""
    return FileStep.objects.filter(state=StepState.WAITING).count()


def file_by_key(pk: int) -> File | None:
    """A file for the worker, to which keys are handed; None where it has gone meanwhile."""
    return File.objects.filter(pk=pk).first()


def files_waiting(*, since: datetime | None = None, limit: int = 2000) -> list[int]:
    """Keys of files with steps that wait (untouched since a moment, if given), oldest first."""
    steps = FileStep.objects.filter(state=StepState.WAITING)
    if since is not None:
        steps = steps.filter(at__lt=since)
    return list(steps.order_by("file_id").values_list("file_id", flat=True).distinct()[:limit])
