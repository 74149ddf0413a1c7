"""What the evidence rules say about a unit's ledger: the rows as plain facts, checked against a set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.selectors import compiled
from wenming.evidence.formats.trouble import said_apart
from wenming.evidence.models import Link, Record, RecordFile
from wenming.evidence.rules.counting import word_count
from wenming.evidence.rules.duties import Check, check
from wenming.evidence.rules.findings import Finding
from wenming.evidence.rules.records import FileFacts, LineDuties, RecordFacts, lines_of, local_moment
from wenming.evidence.selectors.stamps import kept, stamp_of
from wenming.kernel.words import LANGUAGE
from wenming.organisations.models import Organisation

KEPT_CHECKS = 16
COUNTED = frozenset({"missing", "too_few", "too_many"})  # about a line, not about a record

RECORD = (
    "pk", "kind", "title", "happened_on", "place", "organiser", "people", "theme", "document_number", "in_force",
    "body",
)  # fmt: skip
FILE = (
    "record_id", "name", "file__sha256", "file__size", "file__extension", "file__verdict", "file__message",
    "file__words", "file__pages", "file__captured_at", "received_at", KeyTextTransform("captured_at", "file__facts"),
    KeyTransform("problems", "file__facts"),
)  # fmt: skip
"""Columns that the rules look at; rows are read as plain tuples, as a year may hold a hundred thousand."""


def filed_records(organisation: Organisation) -> QuerySet[Record]:
    """The records that count as evidence: filed, and not taken out."""
    return Record.objects.filter(organisation=organisation, filed_at__isnull=False, removed_at__isnull=True)


def kept_records(organisation: Organisation) -> QuerySet[Record]:
    """Everything registered and not taken out; what is not filed yet counts for no line, but is looked at too."""
    return Record.objects.filter(organisation=organisation, removed_at__isnull=True)


def facts_of(records: QuerySet[Record], criteria_set: CriteriaSet | None) -> list[RecordFacts]:
    """Records as the rules see them, with the codes of the lines of one set they are filed under. Three queries.

    Lines that a manifest named hold until somebody has linked one.
    """
    keys = records.order_by().values("pk")
    files = _files_of(keys)
    linked: dict[int, list[str]] = {}
    if criteria_set is not None:
        links = Link.objects.filter(record__in=keys).order_by("pk")
        for record, code, of in links.values_list("record_id", "line__code", "line__criteria_set_id"):
            if (
                of == criteria_set.pk
            ):  # asked of the rows: as a condition it would walk all lines of the set for each record
                linked.setdefault(record, []).append(code)
    return [
        _facts(row, files, () if filed_at is None else tuple(linked.get(row[0], wanted)))
        for *row, filed_at, wanted in records.order_by("pk").values_list(*RECORD, "filed_at", "wanted_lines")
    ]


def _facts(row: Sequence[Any], files: Mapping[int, list[FileFacts]], codes: tuple[str, ...]) -> RecordFacts:
    pk, kind, title, day, place, organiser, people, theme, number, in_force, body = row
    held, chars = tuple(files.get(pk, ())), word_count(body) if body else None
    return RecordFacts(pk, kind, title, day, place, organiser, people, theme, number, codes, held, chars, in_force)


def _files_of(keys: Any) -> dict[int, list[FileFacts]]:
    files: dict[int, list[FileFacts]] = {}
    for record, *row in RecordFile.objects.filter(record__in=keys).order_by("position", "pk").values_list(*FILE):
        files.setdefault(record, []).append(_file_facts(*row))
    return files


def _file_facts(
    name: str,
    sha256: str,
    size: int,
    extension: str,
    verdict: str,
    message: str,
    words: int | None,
    pages: int | None,
    captured_at: datetime | None,
    received_at: datetime,
    camera_wrote: str | None,
    problems: list[list[Any]] | None,
) -> FileFacts:
    why, advice = said_apart(problems or ())
    moment = captured_at or _too_late(camera_wrote, received_at)
    return FileFacts(
        name, sha256, size, extension, verdict or "ok", why or message, words, pages, moment, received_at, advice
    )


def _too_late(camera_wrote: str | None, received_at: datetime) -> datetime | None:
    """What the camera wrote where it lies after the moment the file came; other doubtful moments say nothing."""
    if not camera_wrote:
        return None
    try:
        moment = datetime.fromisoformat(camera_wrote)
    except ValueError:
        return None
    return moment if local_moment(moment) > local_moment(received_at) else None


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

    Looked at are the records of the year and whatever else is linked to the set. The result is kept in this process for
    as long as ledger, set and day are what they were: then one query, else four.
    """
    stamp = stamp_of(organisation)
    key, digest = (criteria_set.pk, criteria_set.digest) if criteria_set else (None, "")
    look = _Look(stamp, key, digest, year, as_of, frozenset(excused), LANGUAGE.get(), organisation, criteria_set)
    return _looked(look) if stamp else _looked.__wrapped__(look)


@dataclass(frozen=True)
class _Look:
    """One look at a ledger: equal to another that must come to the same."""

    stamp: str
    key: int | None
    digest: str
    year: int
    as_of: date
    excused: frozenset[str]
    language: str
    organisation: Organisation = field(compare=False)
    criteria_set: CriteriaSet | None = field(compare=False)


@lru_cache(maxsize=KEPT_CHECKS)
def _looked(look: _Look) -> Check:
    records, criteria_set = kept_records(look.organisation), look.criteria_set
    if criteria_set is None:
        return check([], facts_of(records.filter(year=look.year), None), year=look.year, as_of=look.as_of)
    linked = Link.objects.filter(line__criteria_set=criteria_set).values("record_id")
    looked_at = records.filter(year=look.year) | records.filter(pk__in=linked)
    facts = facts_of(looked_at, criteria_set)
    return check(duties_of(criteria_set), facts, year=look.year, as_of=look.as_of, excused=look.excused)


def check_line(organisation: Organisation, line: Line, *, year: int, as_of: date) -> Check:
    """The same for one line alone, with what is filed under it and below it. Three queries and the ledger's stamp; the
    stamp alone while the ledger is what it was.
    """
    question = ("line", line.criteria_set.digest, line.pk, year, as_of, LANGUAGE.get())
    return kept(organisation, question, lambda: _check_line(organisation, line, year, as_of))


def _check_line(organisation: Organisation, line: Line, year: int, as_of: date) -> Check:
    duties = [one for one in duties_of(line.criteria_set) if one.code == line.code]
    below = duties[0].below if duties else frozenset({line.code})
    linked = Link.objects.filter(line__criteria_set_id=line.criteria_set_id, line__code__in=below).values("record_id")
    facts = facts_of(filed_records(organisation).filter(pk__in=linked), line.criteria_set)
    return check(duties, facts, year=year, as_of=as_of)


def check_record(
    record: Record, criteria_set: CriteriaSet | None, codes: Iterable[str], *, as_of: date
) -> list[Finding]:
    """What is wrong with one record by itself and as evidence of the lines it is linked to, filed or not. One query.

    codes  of those lines; how many pieces they need is their own business and not told here.
    """
    wanted = set(codes)
    facts = [_facts([getattr(record, name) for name in RECORD], _files_of([record.pk]), tuple(wanted))]
    every = duties_of(criteria_set) if criteria_set else ()
    duties = [one for one in every if one.code in wanted] or list(every[:1])
    found = check(duties, facts, year=record.year, as_of=as_of).findings
    return [one for one in found if record.pk in one.evidence and one.kind not in COUNTED]
