"""Whether what is kept is whole, and what the pipeline still owes."""

from __future__ import annotations

from collections.abc import Iterator

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
