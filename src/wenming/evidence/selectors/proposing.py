"""What may be proposed where a record is still empty: a day, a document number – each with where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from wenming.evidence.formats.dates import find_day
from wenming.evidence.formats.papers import written_day, written_number
from wenming.evidence.models import Record
from wenming.evidence.rules.days import is_plausible
from wenming.evidence.selectors.ledger import Words
from wenming.evidence.states import EvidenceKind


@dataclass(frozen=True)
class Proposed:
    """A value for an empty field, and its source in words. A person looks at it and saves it, or does not."""

    value: Any
    reason: str


def received_on(record: Record) -> date:
    """The day on which a record or the last of its files was received; the files must be fetched. No query."""
    moments = [record.received_at, *(held.received_at for held in record.record_files.all())]
    return timezone.localdate(max(moments))


def for_record(record: Record, words: dict[int, Words]) -> dict[str, Proposed]:
    """Field → proposal, for fields nobody has filled. No query: record with its files, and the words read in them."""
    found: dict[str, Proposed] = {}
    if record.happened_on is None:
        day = _day(record, words)
        if day:
            found["happened_on"] = day
    if not record.document_number and record.kind in PAPERS:
        for held in record.record_files.all():
            number = written_number(words[held.file_id].text) if held.file_id in words else ""
            if number:
                found["document_number"] = Proposed(number, _("文中文号"))
                break
    return found


PAPERS = {EvidenceKind.OFFICIAL_DOCUMENT, EvidenceKind.SIGNED_INSTRUCTION, EvidenceKind.MINUTES}


def _day(record: Record, words: dict[int, Words]) -> Proposed | None:
    latest = received_on(record)
    held = list(record.record_files.all())
    taken = {timezone.localdate(one.file.captured_at) for one in held if one.file.captured_at and _by_camera(one.file)}
    if len(taken) == 1:
        day = taken.pop()
        return Proposed(day, _("照片拍摄时间")) if is_plausible(day, latest) else None
    for one in held:
        said = words.get(one.file_id)
        written = written_day(said.text, said.ending) if said else None
        if written and is_plausible(written, latest):
            return Proposed(written, _("文中成文日期"))
    for one in held:
        named = find_day(PurePath(one.name).stem, year=record.year)
        if named and is_plausible(named[0], latest):
            return Proposed(named[0], _("文件名里的日期"))
    return None


def _by_camera(file: Any) -> bool:
    return str(file.media_type).startswith(("image/", "video/"))
