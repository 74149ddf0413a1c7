"""Which lines a record probably proves: the top three, each with its reason. A person confirms."""

from __future__ import annotations

from wenming.evidence.models import Record


def for_record(record: Record) -> list[object]:
    return []
