"""What the evidence rules say about a unit's ledger: the rows as plain facts, checked against a set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Prefetch, QuerySet
from django.db.models.fields.json import KeyTextTransform

from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.selectors import compiled
from wenming.evidence.models import Link, Record, RecordFile
from wenming.evidence.rules.counting import word_count
from wenming.evidence.rules.duties import Check, check
from wenming.evidence.rules.findings import Finding
from wenming.evidence.rules.records import FileFacts, LineDuties, RecordFacts, lines_of, local_moment
from wenming.organisations.models import Organisation

COUNTED = frozenset({"missing", "too_few", "too_many"})  # about a line, not about a record
SLIM = (
    "pk", "kind", "title", "happened_on", "place", "organiser", "people", "theme", "document_number", "body",
    "in_force", "department_id", "filed_at", "wanted_lines",
)  # fmt: skip


def filed_records(organisation: Organisation) -> QuerySet[Record]:
    """The records that count as evidence: filed, and not taken out."""
    return Record.objects.filter(organisation=organisation, filed_at__isnull=False, removed_at__isnull=True)


def kept_records(organisation: Organisation) -> QuerySet[Record]:
    """Everything registered and not taken out; what is not filed yet counts for no line, but is looked at too."""
    return Record.objects.filter(organisation=organisation, removed_at__isnull=True)


def facts_of(records: QuerySet[Record], criteria_set: CriteriaSet | None) -> list[RecordFacts]:
    """Records as the rules see them, with the codes of the lines of one set they are filed under. Three queries."""
    links = Link.objects.filter(line__criteria_set=criteria_set) if criteria_set else Link.objects.none()
    files = (
        RecordFile.objects.select_related("file")
        .defer("file__facts")
        .annotate(camera_wrote=KeyTextTransform("captured_at", "file__facts"))
        .order_by("position", "pk")
    )
    found = (
        records.only(*SLIM)
        .prefetch_related(
            Prefetch("record_files", files, to_attr="held"),
            Prefetch("links", links.select_related("line").only("record_id", "line__code"), to_attr="set_links"),
        )
        .order_by("pk")
    )
    return [_facts(record) for record in found]


def _facts(record: Record) -> RecordFacts:
    held: list[RecordFile] = record.held  # type: ignore[attr-defined]
    return RecordFacts(
        id=record.pk,
        kind=record.kind,
        title=record.title,
        happened_on=record.happened_on,
        place=record.place,
        organiser=record.organiser,
        people=record.people,
        theme=record.theme,
        document_number=record.document_number,
        lines=_codes(record),
        files=tuple(_file_facts(one) for one in held),
        chars=word_count(record.body) if record.body else None,
        in_force=record.in_force,
    )


def _codes(record: Record) -> tuple[str, ...]:
    """The lines a filed record proves; those a manifest named where nobody has linked it yet."""
    if record.filed_at is None:
        return ()
    linked = tuple(link.line.code for link in record.set_links)  # type: ignore[attr-defined]
    return linked or tuple(record.wanted_lines)


def _file_facts(one: RecordFile) -> FileFacts:
    file = one.file
    return FileFacts(
        name=one.name,
        sha256=file.sha256,
        bytes=file.size,
        format=file.extension,
        verdict=file.verdict or "ok",
        message=file.message,
        chars=file.words,
        pages=file.pages,
        captured_at=file.captured_at or _too_late(one),
        received_at=one.received_at,
    )


def _too_late(one: RecordFile) -> datetime | None:
    """What the camera wrote where it lies after the moment the file came; other doubtful moments say nothing."""
    try:
        moment = datetime.fromisoformat(one.camera_wrote or "")  # type: ignore[attr-defined]
    except ValueError:
        return None
    return moment if local_moment(moment) > local_moment(one.received_at) else None


@lru_cache(maxsize=16)
def _duties(digest: str, made: object) -> tuple[LineDuties, ...]:
    return lines_of(made.document)  # type: ignore[attr-defined]


def duties_of(criteria_set: CriteriaSet) -> tuple[LineDuties, ...]:
    """What each line of a set asks for, kept in this process with the set itself."""
    return _duties(criteria_set.digest, compiled(criteria_set))


def check_unit(
    organisation: Organisation,
    criteria_set: CriteriaSet | None,
    *,
    year: int,
    as_of: date,
    excused: Iterable[str] = (),
) -> Check:
    """Completeness and genuineness of everything filed. Without a set only what concerns the records themselves.

    Looked at are the records of the year and whatever else is linked to the set. Three queries.
    """
    records = kept_records(organisation)
    if criteria_set is None:
        return check([], facts_of(records.filter(year=year), None), year=year, as_of=as_of)
    linked = Link.objects.filter(line__criteria_set=criteria_set).values("record_id")
    looked_at = records.filter(year=year) | records.filter(pk__in=linked)
    return check(
        duties_of(criteria_set), facts_of(looked_at, criteria_set), year=year, as_of=as_of, excused=set(excused)
    )


def check_line(organisation: Organisation, line: Line, *, year: int, as_of: date) -> Check:
    """The same for one line alone, with what is filed under it and below it. Three queries."""
    duties = [one for one in duties_of(line.criteria_set) if one.code == line.code]
    below = duties[0].below if duties else frozenset({line.code})
    linked = Link.objects.filter(line__criteria_set_id=line.criteria_set_id, line__code__in=below).values("record_id")
    facts = facts_of(filed_records(organisation).filter(pk__in=linked), line.criteria_set)
    return check(duties, facts, year=year, as_of=as_of)


def check_record(
    record: Record, criteria_set: CriteriaSet | None, codes: Iterable[str], *, as_of: date
) -> list[Finding]:
    """What is wrong with one record by itself and as evidence of the lines it is linked to, filed or not. Three queries.

    codes  of those lines; how many pieces they need is their own business and not told here.
    """
    wanted = set(codes)
    facts = [replace(one, lines=tuple(wanted)) for one in facts_of(Record.objects.filter(pk=record.pk), criteria_set)]
    every = duties_of(criteria_set) if criteria_set else ()
    duties = [one for one in every if one.code in wanted] or list(every[:1])
    found = check(duties, facts, year=record.year, as_of=as_of).findings
    return [one for one in found if record.pk in one.evidence and one.kind not in COUNTED]
