"""Whether what is kept is whole, and what the pipeline still owes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wenming.evidence import contents
from wenming.evidence.models import File, FileStep
from wenming.evidence.states import StepState


def files_examined() -> Iterator[tuple[str, bool]]:
    """Every file's digest and whether its content is there and unchanged. Reads every byte kept."""
    for sha256 in File.objects.order_by("pk").values_list("sha256", flat=True).iterator(chunk_size=2000):
        yield sha256, contents.is_whole(sha256)


def steps_undone() -> int:
    """How many steps of the pipeline wait."""
    return FileStep.objects.filter(state=StepState.WAITING).count()


def file_by_key(pk: int) -> File | None:
    return File.objects.filter(pk=pk).first()


def files_waiting(*, since: datetime | None = None, limit: int = 2000) -> list[int]:
    """Keys of files with steps that wait (untouched since a moment, if given), oldest first."""
    steps = FileStep.objects.filter(state=StepState.WAITING)
    if since is not None:
        steps = steps.filter(at__lt=since)
    return list(steps.order_by("file_id").values_list("file_id", flat=True).distinct()[:limit])
