"""Questions the ledger's pages ask: which records, one record, one file – always within the unit's own reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Left, Right, StrIndex
from django.db.models.lookups import GreaterThan
from django.shortcuts import get_object_or_404

from wenming.criteria.models import Line
from wenming.criteria.selectors import sets_of_unit
from wenming.evidence.models import FileText, Link, Record, RecordFile
from wenming.evidence.policies import EDIT, VIEW
from wenming.evidence.selectors.stamps import kept
from wenming.evidence.states import EvidenceKind, LedgerClass
from wenming.organisations.access import Actor, allowed
from wenming.organisations.models import Organisation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SORTS = {
    "date": ("-happened_on", "-pk"),
    "date_up": ("happened_on", "pk"),
    "received": ("-received_at", "-pk"),
    "title": ("title", "pk"),
}

SEARCHED = ("title", "theme", "people", "place", "organiser", "document_number")
BEGINNING = 2000  # characters of a text that say what it is about
MOST_YEARS = 100  # a slip of the pen in one record must not make a thousand conditions
STATES: dict[str, dict[str, Any]] = {
    "unfiled": {"unfiled__in": [True]},  # as a value: what stands there as a bare condition, no index answers
    "unlinked": {"linked__in": [False]},
    "trouble": {"trouble__in": [True]},
}


def records_of(actor: Actor, organisation: Organisation) -> QuerySet[Record]:
    """All records a person may see at a unit, those taken out excepted."""
    return Record.objects.within(actor, VIEW).filter(organisation=organisation, removed_at__isnull=True)


def records_found(
    actor: Actor, organisation: Organisation, chosen: Mapping[str, str], *, words: str = "", sort: str = "date"
) -> QuerySet[Record]:
    """The ledger under filters, as rows show it.

    chosen  {"year", "class", "kind", "department", "line", "state"} → value; what is absent does not filter.
            state: "unfiled" waits to be filed, "unlinked" proves nothing yet, "trouble" holds a file set aside.
    words   each must occur in title, theme, people, place, organiser or 文号.
    """
    found = records_of(actor, organisation)
    columns = {"year": "year", "class": "ledger_class", "kind": "kind", "department": "department_id"}
    for name, column in columns.items():
        if chosen.get(name):
            found = found.filter(**{column: chosen[name]})
    if chosen.get("line"):
        found = found.filter(pk__in=Link.objects.filter(line_id=chosen["line"]).values("record_id"))
    found = found.filter(**STATES.get(chosen.get("state", ""), {}))
    for word in words.split()[:8]:
        found = found.filter(_said(word))
    return found.for_list().order_by(*SORTS.get(sort, SORTS["date"]))  # type: ignore[attr-defined,no-any-return]


def _said(word: str) -> Q:
    """Somewhere in a record's facts. Words without letters are looked for as they stand, which costs a third."""
    if word.lower() == word.upper():
        return Q(*(GreaterThan(StrIndex(field, Value(word)), 0) for field in SEARCHED), _connector=Q.OR)
    return Q(*((f"{field}__icontains", word) for field in SEARCHED), _connector=Q.OR)


def keys_of(found: QuerySet[Record]) -> QuerySet[Record, int]:
    """The keys of the ledger under filters, in order: what an index holds, so that far pages cost what near ones cost."""
    return found.prefetch_related(None).values_list("pk", flat=True)


def record_for(actor: Actor, pk: int) -> Record:
    """The one door to a record. Out of reach answers 404: a number reveals nothing. Three queries."""
    found = Record.objects.within(actor, VIEW).filter(removed_at__isnull=True).for_page()  # type: ignore[attr-defined]
    return get_object_or_404(found, pk=pk)


def records_picked(actor: Actor, organisation: Organisation, keys: list[str]) -> list[Record]:
    """The records ticked in a list; keys that are none of ours are silently none of ours."""
    wanted = [int(key) for key in keys[:2000] if key.isdecimal()]
    return list(records_of(actor, organisation).filter(pk__in=wanted).select_related("organisation").order_by("pk"))


def records_listed(actor: Actor, organisation: Organisation, keys: list[str]) -> list[Record]:
    """The same with everything a row shows."""
    wanted = [int(key) for key in keys[:2000] if key.isdecimal()]
    found = records_of(actor, organisation).filter(pk__in=wanted).for_list()  # type: ignore[attr-defined]
    return list(found.select_related("organisation", "department").order_by("pk"))


def record_file_for(actor: Actor, pk: int) -> RecordFile:
    """The one door to a file: through a record one may see. One query."""
    files = RecordFile.objects.select_related("file", "record").filter(
        record__in=Record.objects.within(actor, VIEW).filter(removed_at__isnull=True)
    )
    return get_object_or_404(files, pk=pk)


@dataclass(frozen=True)
class Words:
    """What was read in a file: beginning and end of its text, and its blocks as a page shows them."""

    text: str
    outline: list[dict[str, Any]]
    ending: str = ""


def words_in(record: Record) -> dict[int, Words]:
    """file → its words, for the files of a record that have any. One query."""
    held = [one.file_id for one in record.record_files.all()]
    parts = ("file_id", Left("text", BEGINNING), Right("text", BEGINNING), "outline")
    rows = FileText.objects.filter(file__in=held).values_list(*parts)
    return {file: Words(text, outline or [], ending) for file, text, ending, outline in rows}


def years_of(actor: Actor, organisation: Organisation, today: date) -> list[int]:
    """The years that have records, and the present one, newest first. Two queries at most, however many records there are."""
    found = records_of(actor, organisation).order_by("year")
    ends = Organisation.objects.filter(pk=organisation.pk).values_list(
        Subquery(found.values("year")[:1]), Subquery(found.reverse().values("year")[:1])
    )
    first, last = ends.get()
    if first is None or first == last:
        return sorted({first or today.year, today.year}, reverse=True)
    between = range(first, last + 1) if last - first < MOST_YEARS else {first, last}
    here = {f"in_{year}": Exists(found.order_by().filter(year=year)) for year in between}
    has: Any = Organisation.objects.filter(pk=organisation.pk).values(**here).get()
    return sorted({year for year in between if has[f"in_{year}"]} | {today.year}, reverse=True)


@dataclass(frozen=True)
class Standing:
    """What stands at the top of the ledger: how many records of a year wait for something."""

    all: int
    unfiled: int
    unlinked: int
    trouble: int

    def of(self, chosen: Mapping[str, str]) -> int | None:
        """How many records there are under filters, where these counts tell."""
        if chosen.keys() - {"year", "state"}:
            return None
        return {"": self.all, "unfiled": self.unfiled, "unlinked": self.unlinked, "trouble": self.trouble}[
            chosen.get("state", "")
        ]


def standing(actor: Actor, organisation: Organisation, year: str) -> Standing:
    """Four counts for the tabs over the list, each over an index of its own. One query and the ledger's stamp; the stamp
    alone while the ledger is what it was.
    """
    if not allowed(actor, VIEW, organisation):
        return Standing(0, 0, 0, 0)
    return kept(organisation, ("standing", year), lambda: _standing(actor, organisation, year))


def _standing(actor: Actor, organisation: Organisation, year: str) -> Standing:
    found = records_of(actor, organisation)
    if year:
        found = found.filter(year=year)
    counts = [_counted(found), *(_counted(found.filter(**state)) for state in STATES.values())]
    row = Organisation.objects.filter(pk=organisation.pk).values_list(*counts).get()
    return Standing(*row)


def counted(organisation: Organisation, chosen: Mapping[str, str], found: QuerySet[Record], standing: Standing) -> int:
    """How many records there are under filters without words: from the tabs' counts where they tell, else one query and the
    ledger's stamp; the stamp alone while the ledger is what it was.
    """
    told = standing.of(chosen)
    if told is not None:
        return told
    return kept(organisation, ("count", *sorted(chosen.items())), lambda: keys_of(found).order_by().count())


def _counted(found: QuerySet[Record]) -> Coalesce:
    """How many there are, as a part of a larger query."""
    number = found.order_by().values("organisation").annotate(n=Count("*")).values("n")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def next_unfiled(actor: Actor, record: Record) -> int | None:
    """The next record of the year that waits to be filed and that this person may file. One query."""
    waiting = records_of(actor, record.organisation).filter(year=record.year, filed_at__isnull=True, pk__gt=record.pk)
    if not allowed(actor, EDIT, record.organisation):
        waiting = waiting.filter(department__in=actor.department_ids)
    return waiting.order_by("pk").values_list("pk", flat=True).first()


def count_of(actor: Actor, organisation: Organisation, chosen: Mapping[str, str]) -> int:
    """How many records stand under filters. One query."""
    return records_found(actor, organisation, chosen).order_by().count()


def other_holders(record: Record) -> list[tuple[RecordFile, Record]]:
    """Files of this record that other records of the unit hold too: the same content, recognised by its digest."""
    same = (
        RecordFile.objects.filter(
            file__in=[held.file_id for held in record.record_files.all()],
            record__organisation_id=record.organisation_id,
            record__removed_at__isnull=True,
        )
        .exclude(record=record)
        .select_related("record", "file")
        .order_by("pk")
    )
    return [(held, held.record) for held in same[:20]]


def lines_by_keys(set_pks: list[int], keys: list[str]) -> list[Line]:
    """Lines of sets in sight by their keys."""
    wanted = [int(key) for key in keys if key.isdecimal()]
    return list(Line.objects.filter(criteria_set_id__in=set_pks, pk__in=wanted).order_by("order"))


def line_for(pk: int) -> Line:
    """A line of any set; whether its set is in sight is for the caller to ask. One query."""
    return get_object_or_404(Line.objects.defer("body"), pk=pk)


def line_named(organisation: Organisation, key: str) -> Line | None:
    """The line a list is narrowed to, if its set holds for the unit. One query, none without a key."""
    if not key.isdecimal():
        return None
    sets = sets_of_unit(organisation).values("pk")
    return Line.objects.filter(pk=key, criteria_set__in=sets).defer("body").first()


def class_of_kind(kind: str, has_people: bool) -> str:
    """The ledger class that fits a kind of evidence, as a proposal."""
    fits = {
        EvidenceKind.MINUTES: LedgerClass.MEETING,
        EvidenceKind.SIGN_IN: LedgerClass.MEETING,
        EvidenceKind.PHOTO: LedgerClass.ACTIVITY,
        EvidenceKind.VIDEO: LedgerClass.ACTIVITY,
        EvidenceKind.LESSON_PLAN: LedgerClass.ACTIVITY,
        EvidenceKind.REFLECTION: LedgerClass.ACTIVITY,
        EvidenceKind.EXPLANATION: LedgerClass.SUMMARY,
        EvidenceKind.STATISTICS: LedgerClass.CHECK,
        EvidenceKind.CERTIFICATE: LedgerClass.HONOUR,
        EvidenceKind.MEDIA: LedgerClass.DOCUMENT,
        EvidenceKind.OFFICIAL_DOCUMENT: LedgerClass.DOCUMENT,
        EvidenceKind.SIGNED_INSTRUCTION: LedgerClass.DOCUMENT,
    }
    return str(fits.get(EvidenceKind(kind), LedgerClass.ACTIVITY if has_people else LedgerClass.DOCUMENT))


def line_key(set_pk: int, order: int) -> int | None:
    """The key of a set's line by its place in the document. One query."""
    return Line.objects.filter(criteria_set_id=set_pk, order=order).values_list("pk", flat=True).first()
